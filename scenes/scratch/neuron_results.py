"""What the single neuron can get right, written beside its plane."""

from collections.abc import Callable

from manim import RIGHT, VGroup

from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role

ENDS = -1.5                            # x at which all of it ends
SHARES = {"without": ("best_through_origin", -1.85), "with": ("with_bias", -2.85)}     # what is logged of each, and its y


def result(variant: str, log, text: Callable[..., str]) -> VGroup:
    """The share of all images that a line gets right: the best "without" a bias, or the trained one "with" it. log: the neuron's;
    text: a text on screen by its key."""
    key, y = SHARES[variant]
    share = Number(100 * float(log[key]), 0, unit="%", source=f"experiments:neuron.{key}*100", size=0.85, color=role("target"))
    return in_line(words(text(variant), BODY), share, buff=0.35).move_to([0, y, 0]).align_to(RIGHT * ENDS, RIGHT)
