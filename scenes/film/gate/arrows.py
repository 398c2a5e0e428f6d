"""An arrow that was declared to mean a value points the way that the value says, and no other."""

from collections.abc import Iterator

import numpy as np
from manim import Line

from scenes.film.gate.finding import Finding, name_of_shape
from scenes.film.gate.picture import Item, Picture
from scenes.film.narration.sources import ANY, BadSource, Sources, single

LEAST = 1e-3      # of its size; what points less far to either side points nowhere


def candidates(picture: Picture, sources: Sources, moving) -> Iterator[tuple[Finding, tuple]]:
    """Arrows that contradict their values; what moves is not looked at."""
    for item in picture.items:
        pointing = vars(item.mobject).get("pointing")
        if pointing is None or not item.seen or id(item.mobject) in moving:
            continue
        problem = _problem(item, pointing, sources)
        if problem and "arrow" not in dict(item.declared.excuses):
            yield (Finding("arrow", f"{name_of_shape(item)}: {problem}", boxes=[item.box],
                           same=("arrow", id(item.mobject), pointing.source)), ())


def _problem(item: Item, pointing, sources: Sources) -> str | None:
    try:
        value = sources.value(pointing.source)
        value = value if value is ANY else single(value)
    except BadSource as error:
        return str(error)
    along = float(heading(item.mobject) @ np.array(pointing.way)[:2])
    if value is ANY or value == 0 or along * float(value) > 0:     # type: ignore[arg-type]
        return None
    return f"its source {pointing.source!r} is {value:.3g}; it should point the other way"


def heading(mobject) -> np.ndarray:
    """Which way (2,) a line with a tip, or a triangle, points; its length says nothing."""
    if isinstance(mobject, Line):
        return (mobject.get_end() - mobject.get_start())[:2]
    points = mobject.points[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    way = (low + high) / 2 - points.mean(axis=0)      # its mass lies towards its base
    return np.where(np.abs(way) > LEAST * (high - low).max(), way, 0.0)
