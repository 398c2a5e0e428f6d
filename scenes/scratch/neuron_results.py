"""What the single neuron can get right, written beside its plane; and a slider for what it is shown with."""

from collections.abc import Callable

import numpy as np
from manim import RIGHT, Dot, Line, VGroup

from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role

ENDS = -1.5                            # x at which all of it ends
SHARES = {"without": ("best_through_origin", -1.65), "with": ("with_bias", -2.75)}     # what is logged of each, and its y


def result(variant: str, log, text: Callable[..., str]) -> VGroup:
    """The share of all images that a line gets right: the best "without" a bias, or the trained one "with" it. log: the neuron's;
    text: a text on screen by its key."""
    key, y = SHARES[variant]
    share = Number(100 * float(log[key]), 0, unit="%", source=f"experiments:neuron.{key}*100", size=0.85, color=role("target"))
    return in_line(words(text(variant), BODY), share, buff=0.35).move_to([0, y, 0]).align_to(RIGHT * ENDS, RIGHT)


class Slider(VGroup):
    """A dot on a track, without numbers: how large a value is that is turned to show what it does. most: at its ends."""

    def __init__(self, width: float, most: float):
        self.most = most
        style = {"stroke_color": role("quiet"), "stroke_width": 3}
        self.track = Line(width / 2 * np.array([-1, 0, 0]), width / 2 * RIGHT, **style)
        self.dot = Dot(radius=0.12, color=role("focus"))
        super().__init__(self.track, Line([0, -0.1, 0], [0, 0.1, 0], **style), self.dot)

    def show(self, value: float) -> "Slider":
        """The dot stands at a value; 0 is in the middle."""
        self.dot.move_to(self.track.point_from_proportion(0.5 + 0.5 * value / self.most))
        return self
