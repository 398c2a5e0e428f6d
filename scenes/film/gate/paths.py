"""Outlines as polygons: whether a line runs through a box, whether a fill covers it."""

import numpy as np

STEPS = np.linspace(0, 1, 6)[1:]      # points taken of each piece of an outline
BASIS = np.stack([(1 - STEPS) ** 3, 3 * (1 - STEPS) ** 2 * STEPS, 3 * (1 - STEPS) * STEPS ** 2, STEPS ** 3], axis=1)
CLOSED = 1e-3


def outlines(mobject) -> list[np.ndarray]:
    """The parts of a shape's outline as polylines (n, 2); an image is its four corners."""
    points = mobject.points[:, :2]
    if not hasattr(mobject, "fill_rgbas"):
        return [points[[0, 1, 3, 2, 0]]]
    curves = points[:len(points) // 4 * 4].reshape(-1, 4, 2)
    if not len(curves):
        return []
    traced = np.einsum("sk,ckd->csd", BASIS, curves)
    breaks = np.flatnonzero(np.abs(curves[1:, 0] - curves[:-1, 3]).max(axis=1) > CLOSED) + 1
    return [np.concatenate([curves[part[0], :1], traced[part].reshape(-1, 2)])
            for part in np.split(np.arange(len(curves)), breaks)]


def crosses(item, box: np.ndarray) -> bool:
    """Whether a shape paints inside a box: its fill, if it has one, or its line with its width."""
    lines = item.lines
    filled = item.fill > 0.04
    grown = box if filled else box + item.width / 2 * np.array([-1, -1, 1, 1])
    if any(_runs_through(line, grown) for line in lines):
        return True
    middle = ((box[:2] + box[2:]) / 2)[None]
    return filled and bool(_inside(lines, middle)[0])


def covers(item, box: np.ndarray) -> bool:
    """Whether a filled shape covers all of a box."""
    slightly = 0.02 * np.array([1, 1, -1, -1])
    inner = box + slightly if (box[2:] - box[:2] > 0.06).all() else box
    x, y = np.meshgrid(np.linspace(inner[0], inner[2], 4), np.linspace(inner[1], inner[3], 4))
    return bool(_inside(item.lines, np.stack([x.ravel(), y.ravel()], axis=1)).all())


def _runs_through(line: np.ndarray, box: np.ndarray) -> bool:
    """Whether a polyline has a point in a box: each segment is cut by the box's four sides (slab method)."""
    start, way = line[:-1], np.diff(line, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (box[:2] - start) / way, (box[2:] - start) / way
    still = np.abs(way) < 1e-12
    within = (start >= box[:2]) & (start <= box[2:])
    first = np.where(still, np.where(within, -np.inf, np.inf), np.minimum(low, high)).max(axis=1)
    last = np.where(still, np.where(within, np.inf, -np.inf), np.maximum(low, high)).min(axis=1)
    return bool(((first <= last) & (last >= 0) & (first <= 1)).any())


def _inside(lines: list[np.ndarray], points: np.ndarray) -> np.ndarray:
    """Which points (n, 2) a filled outline contains, by the even-odd rule."""
    result = np.zeros(len(points), bool)
    for line in lines:
        a, b = line, np.roll(line, -1, axis=0)
        above = (a[None, :, 1] > points[:, None, 1]) != (b[None, :, 1] > points[:, None, 1])
        with np.errstate(divide="ignore", invalid="ignore"):
            x = a[:, 0] + (points[:, None, 1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
        result ^= (above & (points[:, None, 0] < x)).sum(axis=1) % 2 == 1
    return result
