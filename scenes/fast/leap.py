"""A play call of which nobody sees more than its end goes there at once, without copies of what it begins with.

Copies take most of the time of a play call that is skipped. What is there when it has ended is the same.
"""

from collections.abc import Sequence
from itertools import chain

from manim import Animation, FadeIn, FadeOut, Transform
from manim.animation.transform import _MethodAnimation

from scenes.fast.blend import blends, place
from scenes.fast.family import has_updaters

FADES = (FadeIn.create_target, FadeOut.create_target)
PLAIN = {                            # the methods that an animation must have as they are here
    "begin": (Transform.begin,),
    "create_target": (Transform.create_target, *FADES),
    "create_starting_mobject": (Animation.create_starting_mobject, FadeIn.create_starting_mobject),
    "finish": (Animation.finish, _MethodAnimation.finish),
    "clean_up_from_scene": (Transform.clean_up_from_scene, FadeOut.clean_up_from_scene),
    "interpolate": (Animation.interpolate,),
}


def can_leap(animations: Sequence[Transform]) -> bool:
    """Whether animations that are interpolated as Transforms are end at their targets, and none sees what another one moves."""
    if not all(map(_ends_at_its_target, animations)):
        return False
    roots = [root for animation in animations for root in (animation.mobject, animation.target_mobject)]
    families = [root.get_family() for root in roots]
    return len(set(chain(*families))) == sum(map(len, families)) and not has_updaters(roots)


def _ends_at_its_target(animation):
    if not all(name not in vars(animation) and getattr(type(animation), name) in methods for name, methods in PLAIN.items()):
        return False
    if type(animation).create_target is FadeOut.create_target:
        return animation.get_sub_alpha(0, 0, 1) == 0      # where it is left, out of the scene
    return animation.get_sub_alpha(1, 0, 1) == 1


class Leap:
    """One animation of a play call of which nobody sees more than its end. methods: in place of the animation's own."""

    def __init__(self, animation: Transform):
        self.animation = animation
        self.methods = {"interpolate_mobject": self.end, "update_mobjects": _rest}
        if type(animation).create_target in FADES:      # at its end there is what was there before, or nothing
            self.methods |= {"begin": self.begin_fade, "interpolate_mobject": _rest}
        else:
            self.methods |= {"create_starting_mobject": self.target}

    def begin_fade(self) -> None:
        """In place of the animation's begin."""
        if self.animation.suspend_mobject_updating:
            self.animation.mobject.suspend_updating()

    def target(self):
        """In place of its create_starting_mobject."""
        return self.animation.target_copy

    def end(self, alpha: float) -> None:
        """In place of its interpolate_mobject."""
        for mobject, start, target in self.animation.get_all_families_zipped():
            if blends(mobject, start, target):
                place(mobject, target)
            else:
                self.animation.interpolate_submobject(mobject, start, target, 1)


def _rest(*arguments) -> None:
    """In place of what has nothing to do."""
