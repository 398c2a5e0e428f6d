"""When a chapter that runs undrawn is looked at, and what moves then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from manim import Animation

from scenes.kit.drift import Drift

EVERY = 0.5        # seconds between two looks, at most


def moments(start: float, end: float, every: float = EVERY) -> Iterator[float]:
    """Multiples of `every` seconds between two moments, without the ends."""
    k = int(start / every) + 1
    while k * every < end:
        if k * every > start:
            yield k * every
        k += 1


@dataclass(frozen=True)
class Moving:
    """What moves in a play call, or nothing. parts: identities of all mobjects that take part in its animations; zooming: the
    camera's frame moves, and not slowly, so that all that is seen does."""

    parts: frozenset[int] = frozenset()
    zooming: bool = False

    @staticmethod
    def of(scene) -> "Moving":
        """Of the play call that a scene is in."""
        parts = frozenset(_parts(scene.animations))
        return Moving(parts, id(scene.camera.frame) in parts and not only_drifts(scene))

    def takes(self, mobjects: Iterable) -> bool:
        """Whether any of these mobjects move."""
        return self.zooming or any(id(mobject) in self.parts for mobject in mobjects)


def only_drifts(scene) -> bool:
    """Whether a play call does nothing but move the whole picture slowly."""
    return all(isinstance(animation, Drift) for animation in scene.animations)


def _parts(animations: Iterable[Animation]) -> Iterator[int]:
    for animation in animations:
        yield from map(id, animation.mobject.get_family())
        yield from _parts(getattr(animation, "animations", ()))
