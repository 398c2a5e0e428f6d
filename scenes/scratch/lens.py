"""What every lens of the film has: how much is seen larger in it, and the rays from what it shows; nothing here is animated."""

import numpy as np
from manim import Line, VGroup

from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import LABEL, role


def factor(name: str, times: float, source: str, size: float = LABEL) -> VGroup:
    """In what way something is enlarged, in words, and how many times: the number has the key `source`."""
    number = Number(times, 0, source=source, size=size, color=role("focus"))
    return in_line(words(name, size, role("focus")), number, buff=0.06)


def ray(start: np.ndarray, end: np.ndarray) -> Line:
    """A thin line from what is seen through a lens to its edge."""
    return Line(start, end, stroke_color=role("focus"), stroke_width=1.5, stroke_opacity=0.6)
