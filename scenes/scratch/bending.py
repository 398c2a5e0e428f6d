"""What the bend buys, between real points: what a net of one number says, and what its hidden neurons would add without it."""

from functools import cached_property

import numpy as np
from manim import DOWN, LEFT, VGroup

from scenes.kit.declare import furniture
from scenes.kit.plane import named_mark
from scenes.kit.plot import sigmoid
from scenes.kit.text import Number
from scenes.kit.theme import BODY, TITLE, role

SEEN = 99.6          # percent of the points lie within the limits
EDGE = 200           # places along the number at which is looked what is said there
RADIUS = 0.16        # of a mark that is named
OUTER = 15           # percent of a class that have less, or more, than an image which stands for the one end of it


def unbent(z: np.ndarray) -> np.ndarray:
    """What a neuron would be without the bend: its sum, at the slope that the sigmoid has where it is steepest, at z = 0."""
    return np.asarray(z) / 4


class Bending:
    """The trained net with the bend of an experiment log: its groups bend and curve. A sum above 0 speaks for the class in the
    middle."""

    def __init__(self, log):
        self.log, self.curve = log.bend, log.curve
        self.inner = log.bend.labels == log.bend.classes[0]

    @cached_property
    def limits(self) -> np.ndarray:
        """What is seen of the number, (2,): nearly all of the test images, but no share below 0 or above 1."""
        low, high = (np.percentile(self.log.points, percent) for percent in (100 - SEEN, SEEN))
        edge, ends = 0.04 * (high - low), (np.array([0, 1]) - self.log.middle) / self.log.spread
        return np.clip([low - edge, high + edge], *ends)

    @property
    def seen(self) -> np.ndarray:
        """Which of the points lie within these limits, (E,) bool."""
        low, high = self.limits
        return (self.log.points >= low) & (self.log.points <= high)

    @property
    def weights(self) -> np.ndarray:
        """By how much more each hidden neuron counts for the class in the middle than for the rest, (2,)."""
        return self.curve.w_h_o[-1][0] - self.curve.w_h_o[-1][1]

    @property
    def pair(self) -> list[int]:
        """Both hidden neurons, first that whose weight speaks more for the class in the middle."""
        return np.argsort(-self.weights).tolist()

    def turned_over_key(self) -> str:
        """Whether that weight is above 0, and that of the other one below."""
        one, other = (f"(curve.w_h_o[-1,0,{k}]-curve.w_h_o[-1,1,{k}])" for k in self.pair)
        return f"experiments:({one}>0)&({other}<0)"

    def sum_of(self, k: int, points: np.ndarray) -> np.ndarray:
        """The sum (m,) of hidden neuron k for points (m,)."""
        return points * self.curve.w_i_h[-1][k, 0] + self.curve.b_i_h[-1][k, 0]

    @property
    def bias(self) -> float:
        """What the output's bias adds."""
        return float(self.curve.b_h_o[-1][0, 0] - self.curve.b_h_o[-1][1, 0])

    def says(self, points: np.ndarray) -> np.ndarray:
        """The sum (m,) of the output for points (m,): above 0 for the class in the middle."""
        return sum(weight * sigmoid(self.sum_of(k, points)) for k, weight in enumerate(self.weights)) + self.bias

    def cut_says(self, points: np.ndarray) -> np.ndarray:
        """What the best of all borders says of points (m,)."""
        return (1 if self.log.best_above else -1) * (points - float(self.log.best_place))

    def sections(self) -> list[tuple[float, float, bool]]:
        """Between the borders of the net: from where to where each section goes, of the length that is seen, and whether the
        class in the middle is said there."""
        within = self.says(np.linspace(*self.limits, EDGE)) > 0
        ends = [0, *(np.flatnonzero(np.diff(within)) + 1), EDGE - 1]
        return [(start / (EDGE - 1), end / (EDGE - 1), bool(within[start])) for start, end in zip(ends, ends[1:])]

    @property
    def bump(self) -> bool:
        """Whether the sum crosses 0 twice, and is above it in between."""
        return [within for _, _, within in self.sections()] == [False, True, False]

    def bump_key(self) -> str:
        return f"experiments:{int(self.bump)}*len(curve.w_h_o)>0"

    def in_between_key(self) -> str:
        """Whether the points ask for such a bump: most of those in the middle are of the class that is said there, most of those
        at both ends are not."""
        low, high = self.limits
        along = (self.log.points - low) / (high - low)
        most = [np.mean(self.inner[part]) > 0.5 if within else np.mean(self.inner[part]) < 0.5
                for start, end, within in self.sections() for part in [(along >= start) & (along < end)] if part.any()]
        return f"experiments:{int(self.bump and len(most) == 3 and all(most))}*len(bend.points)>0"

    def typical(self, which: int) -> int:
        """Of the test images of one of the classes the one nearest to the middle of all of them; if both outer ones are the
        same class, near one end of it."""
        own = np.flatnonzero(self.log.labels == self.log.classes[which])
        _, low, high = self.log.classes
        percent = {1: OUTER, 2: 100 - OUTER}.get(which, 50) if low == high else 50
        return int(own[np.abs(self.log.points[own] - np.percentile(self.log.points[own], percent)).argmin()])

    def share_key(self, k: int) -> str:
        """The share of image k's ink that is measured; of nothing, rounding may leave a hair below."""
        return f"experiments:abs(bend.middle+bend.points[{k}]*bend.spread)"

    def percent(self, place: float, size: float = BODY, source: str = "") -> Number:
        """What a place measures: a share of an image's ink."""
        value = 100 * float(self.log.middle + place * self.log.spread)
        return Number(value, 0, unit="%", size=size, color=role("quiet"),
                      source=source or f"experiments:100*(bend.middle+({place})*bend.spread)")

    def legend(self, names: tuple[str, str]) -> VGroup:
        """The marks of the class in the middle and of the rest, each with what it is called."""
        entries = VGroup(*(named_mark(inner, name, TITLE, RADIUS, 0.2) for inner, name in zip((True, False), names)))
        return furniture(entries).arrange(DOWN, buff=0.22, aligned_edge=LEFT)
