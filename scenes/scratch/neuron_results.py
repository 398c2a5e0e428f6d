"""What the single neuron's two runs come to, written beside its plane: updates, shares, and what the best line would get."""

from collections.abc import Callable

import numpy as np
from manim import RIGHT, Dot, Line, VGroup

from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, role

ENDS = -1.5                            # x at which all of it ends
LEVELS = (-1.65, -2.75)                # y of the shares without a bias and with one
BEST = -2.5                            # of what the best line gets
TEXTS = ("without", "with")


def counter(run, text: Callable[..., str]) -> VGroup:
    """The number of updates so far. run: the small net's snapshot; text: a text on screen by its key."""
    number = Number(0, 0, source="pixels:neuron_updates[0]", size=BODY, widest=int(run.neuron_updates[-1]))
    return _at(in_line(words(text("updates"), LABEL, role("quiet")), number), -0.3)


def result(variant: int, text: Callable[..., str]) -> VGroup:
    """The share of all images that a variant, 0 without a bias or 1 with one, gets right."""
    share = Number(0, 0, unit="%", source=right_source(variant, 0), size=0.85, widest=99, color=role("target"))
    return _at(in_line(words(text(TEXTS[variant]), BODY), share, buff=0.35), LEVELS[variant])


def best_line(log, text: Callable[..., str]) -> VGroup:
    """What the best line through the corner gets. log: the neuron's."""
    share = Number(100 * float(log.best_through_origin), 0, unit="%", size=BODY, color=role("target"),
                   source="experiments:neuron.best_through_origin*100")
    return _at(in_line(words(text("best"), LABEL, role("quiet")), share), BEST)


def right_source(variant: int, u: int) -> str:
    """The key of the percentage of images that a variant gets right at logged moment u."""
    return f"experiments:neuron.accuracy[{u},{variant}]*100"


def _at(row: VGroup, y: float) -> VGroup:
    return row.move_to([0, y, 0]).align_to(RIGHT * ENDS, RIGHT)


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
