"""How far the cost falls by the first update: a lens over the surface in its tray, which shows what the tray is too small for.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

from manim import DOWN, LEFT, RIGHT, UP, Animation, Line, Rectangle, VGroup

from scenes.kit.declare import holds
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.kit.tray import Tray
from scenes.scratch import first_cost, lens

HIGH, OVER = 2.3, 1.35     # height of the lens, and from the tray's middle to the lens's foot
MOST = 1.4                 # how far the surface moves in it at most


class Fall(VGroup):
    """A lens over a tray, as wide as that: its surface and the level where it was, each with the cost there.

    times: how much the change of the level is enlarged, by the names of the constants: the first with which it stays within the
    lens, or the last; way: how far the surface moves in it.
    """

    def __init__(self, run, tray: Tray, times: dict[str, float], text: Callable[[str], str]):
        old, new = (first_cost.cost(run, step) for step in (0, 1))
        ways = {name: (new - old) * tray.walls.height / tray.full * factor for name, factor in times.items()}
        chosen = next((name for name, way in ways.items() if abs(way) < MOST), [*ways][-1])
        self.way = ways[chosen]
        width = tray.walls.width
        self.frame = Rectangle(width=width, height=HIGH, stroke_color=role("focus"), stroke_width=3)
        self.frame.move_to(tray.walls.get_center() + OVER * UP, aligned_edge=DOWN)
        start = self.frame.get_y() - self.way / 2
        self.surface = Rectangle(width=width, height=start - self.frame.get_bottom()[1], stroke_width=0, fill_opacity=1,
                                 fill_color=tray.liquid.get_fill_color()).move_to(self.frame.get_bottom(), aligned_edge=DOWN)
        self.level = Line(LEFT, RIGHT, stroke_color=role("ink"), stroke_width=3).set(width=width)
        self.level.move_to(self.surface.get_top())
        self.before, self.after = (self._cost(run, step, text(key))
                                   .move_to([self.frame.get_x(), place + 0.1, 0], aligned_edge=DOWN)
                                   for key, step, place in (("before", 0, start), ("after", 1, start + self.way)))
        holds(self.frame, self.before, self.after)
        self.rays = VGroup(*(lens.ray(tray.level(old) + width / 2 * side, self.frame.get_corner(DOWN + side))
                             for side in (LEFT, RIGHT)))
        self.factor = lens.factor(text("magnified"), times[chosen], f"constant:{chosen}").next_to(self.frame, UP, buff=0.15)
        super().__init__(self.surface, self.frame, self.rays, self.factor, self.level, self.before, self.after)

    def fall(self) -> Animation:
        """The surface moves to where it is afterwards."""
        there = self.surface.height + self.way
        return self.surface.animate.stretch_to_fit_height(there).move_to(self.frame.get_bottom(), aligned_edge=DOWN)

    def _cost(self, run, step: int, name: str) -> VGroup:
        number = Number(first_cost.cost(run, step), first_cost.decimals_of(run), source=f"pixels:{first_cost.key(str(step))}",
                        size=BODY, color=role("error"))
        return in_line(words(name, LABEL, role("quiet")), number, buff=0.15)
