"""An animation that makes each moment afresh from what it was given."""

from manim import Animation, Mobject


class Afresh(Animation):
    """No copy is kept of how its mobject was before, as others do: copies of large pictures take long."""

    def create_starting_mobject(self) -> Mobject:
        return self.mobject
