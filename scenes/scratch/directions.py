"""How some numbers are the place of a point: two of them on a plane, three in space."""

import numpy as np
from manim import Dot, Line, VGroup

from scenes.kit.theme import role

LONG = 2.1                                                            # an axis, in manim units
AXES = np.array([[1.0, 0, 0], [0, 1.0, 0], [-0.5, -0.42, 0]])         # their ways on screen
AT = (0.7, 0.75, 0.6)                                                 # where the point is on them


def place_of(directions: int) -> VGroup:
    """So many axes, two or three, and along them the way to a point."""
    axes = LONG * AXES[:directions]
    drawn = VGroup(*(Line([0, 0, 0], axis, stroke_color=role("quiet"), stroke_width=3) for axis in axes))
    corners = np.cumsum([np.zeros(3), *(share * axis for share, axis in zip(AT, axes))], axis=0)
    way = VGroup(*(Line(start, end, stroke_color=role("focus"), stroke_width=3) for start, end in zip(corners, corners[1:])))
    return VGroup(drawn, way, Dot(corners[-1], radius=0.13, color=role("activation")))
