"""When a chapter that runs undrawn is looked at, and what moves then."""

from collections.abc import Iterable, Iterator

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


def moving_parts(scene) -> frozenset[int]:
    """Identities of all mobjects that take part in the animations of a scene's play call."""
    return frozenset(_parts(scene.animations))


def only_drifts(scene) -> bool:
    """Whether a play call does nothing but move the whole picture slowly."""
    return all(isinstance(animation, Drift) for animation in scene.animations)


def zooms(scene) -> bool:
    """Whether the camera's frame moves, and not slowly, so that all that is seen does."""
    return id(scene.camera.frame) in moving_parts(scene) and not only_drifts(scene)


def _parts(animations: Iterable[Animation]) -> Iterator[int]:
    for animation in animations:
        yield from map(id, animation.mobject.get_family())
        yield from _parts(getattr(animation, "animations", ()))
