"""The plane of the single neuron, what its marks mean, and what it can get right, written beside it."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import RIGHT, VGroup

from network.neuron import CLASSES
from scenes.kit.plane import Plane, named_mark
from scenes.kit.scales import largest
from scenes.kit.score import scored
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role

LOW, SIDE = -0.8, 5.7                 # the plane is shown from here to its last point, so large
WITH = 1                              # which of the two variants in the log has a bias
ENDS = -1.5                            # x at which all of it ends
SHARES = {"without": ("best_through_origin", -1.75), "with": ("with_bias", -2.95)}     # what is logged of each, and its y


def plane_of(log) -> Plane:
    """All test images of its two classes as points. log: the neuron's."""
    return Plane(log.points, log.labels == CLASSES[0], *2 * ((LOW, far(log)),), SIDE, SIDE)


def far(log) -> float:
    """Where its plane ends: just beyond its last point."""
    return 1.03 * largest(log.points)


def learned(run) -> tuple[np.ndarray, float]:
    """Weights (2,) and bias with which the neuron ends in the log of the small net."""
    return run.neuron_w[-1, WITH].astype(float), float(run.neuron_b[-1, WITH])


def legend(names: Sequence[str]) -> VGroup:
    """What discs and crosses stand for."""
    entries = (named_mark(first, name, TITLE)
               for name, first in zip(names, (True, False), strict=True))
    return VGroup(*entries).arrange(RIGHT, buff=0.5)


def result(variant: str, log, text: Callable[..., str]) -> VGroup:
    """The share of all images that a line gets right: the best "without" a bias, or the trained one "with" it. log: the neuron's;
    text: a text on screen by its key."""
    key, y = SHARES[variant]
    share = Number(100 * float(log[key]), 0, unit="%", source=f"experiments:neuron.{key}*100", size=0.85, color=role("target"))
    name, _ = in_line(words(text(variant), BODY), share, buff=0.35)
    return VGroup(name, scored(share, float(log[key]))).move_to([0, y, 0]).align_to(RIGHT * ENDS, RIGHT)
