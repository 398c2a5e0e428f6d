"""Where objects are and how large: the same as Manim tells it, from flat arrays instead of point by point."""

import numpy as np
from manim import Mobject, VMobject

from scenes.fast.instead import Instead
from scenes.fast.paths import CURVE

STOCK = VMobject.get_points_defining_boundary


def boundary(mobject: VMobject) -> np.ndarray:
    """As VMobject.get_points_defining_boundary; outlines that end within a curve are left to it."""
    parts = [part.points for part in mobject.get_family() if len(part.points)]
    if not parts or any(len(points) % CURVE for points in parts):
        return STOCK(mobject)
    return np.concatenate(parts).reshape(-1, CURVE, 3)[:, ::CURVE - 1].reshape(-1, 3)


def critical_point(mobject: Mobject, direction) -> np.ndarray:
    """As Mobject.get_critical_point."""
    points = mobject.get_points_defining_boundary()
    if not len(points):
        return np.zeros(mobject.dim)
    sides = zip(points.min(axis=0).tolist(), points.max(axis=0).tolist(), direction)
    return np.array([low if way < 0 else high if way > 0 else (low + high) / 2 for low, high, way in sides])


def length(mobject: Mobject, dim: int) -> float:
    """As Mobject.length_over_dim."""
    parts = [part.points[:, dim] for part in mobject.get_family() if len(part.points)]
    if not parts:
        return 0
    along = np.concatenate(parts)
    return along.max() - along.min()


quick_outlines = Instead(VMobject, get_points_defining_boundary=boundary).these
quick_extents = Instead(Mobject, get_critical_point=critical_point, length_over_dim=length).these
"""Meanwhile Manim's objects tell their outlines, places and lengths in these ways; may be nested or overlap."""
