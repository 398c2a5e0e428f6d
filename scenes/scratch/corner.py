"""Two classes of points seen from the corner of their plane, where neither number has any ink."""

import numpy as np
from manim import Polygon, VGroup

from network.neuron import CLASSES
from scenes.kit.plane import Plane
from scenes.kit.theme import role

SPREAD = 20      # percent of a class lie beyond its directions at each end


def directions(plane: Plane, log, far: float) -> VGroup:
    """For each class the sector from the corner in which most of its points lie. log: the neuron's."""
    angles = np.arctan2(*log.points.T[::-1])
    return VGroup(*(sector(plane, *np.percentile(angles[log.labels == kind], (SPREAD, 100 - SPREAD)), far, which)
                    for kind, which in zip(CLASSES, ("class_a", "class_b"), strict=True)))


def sector(plane: Plane, low: float, high: float, far: float, which: str) -> Polygon:
    """All directions from the corner between two angles, as far as the plane goes, in the colour of a role."""
    ways = [np.array([np.cos(angle), np.sin(angle)]) for angle in np.linspace(low, high, 24)]
    ends = [plane.point(*(way * far / max(way))) for way in ways]
    return Polygon(plane.point(0, 0), *ends, stroke_color=role(which), stroke_width=3, fill_color=role(which),
                   fill_opacity=0.2)
