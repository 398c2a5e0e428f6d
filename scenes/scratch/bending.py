"""What the bend buys, between real points: the boundary of a net, and what its hidden neurons would add without the bend."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, VGroup

from network.neuron import CLASSES
from scenes.kit.declare import furniture
from scenes.kit.plane import Plane, boundary, mark
from scenes.kit.plot import sigmoid
from scenes.kit.sprites import Sprites
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role

SEEN = 99.6          # percent of the points lie within the plane's limits, in each direction
TINTED = 0.26        # of its class's hue the ground of the plane takes,
SHARP = 5            # and how much sharper than by the sigmoid one goes over into the other
EVEN = np.sqrt(3)    # half of what evenly spread ink takes, in its standard deviations
SPREADS = "height", "width"
AT = 0.0             # of the first measure, in its standard deviations from its mean: where the slice is;
NEAR = 0.2           # and how far from it points are taken to lie on it
EDGE = 200           # places along a line across the plane at which is looked what is said there


def unbent(z: np.ndarray) -> np.ndarray:
    """What a neuron would be without the bend: its sum, at the slope that the sigmoid has where it is steepest, at z = 0."""
    return np.asarray(z) / 4


class Bending:
    """The trained net with the bend of an experiment log: its groups bend and curve.

    first: which of the two classes, 0 or 1, is the first of the plane: that whose hue the chapters before left it.
    """

    def __init__(self, log):
        self.log, self.curve = log.bend, log.curve
        self.first = first_of(log.bend.classes)
        self.order = np.argsort(-np.abs(self.weights))      # of hidden neurons: the largest weight first

    @property
    def limits(self) -> np.ndarray:
        """What is seen of each measure, (2, 2): nearly all of the test images."""
        low, high = (np.percentile(self.log.points, percent, axis=0) for percent in (100 - SEEN, SEEN))
        edge = 0.06 * (high - low)
        return np.stack([low - edge, high + edge], axis=1)

    def plane(self, width: float, height: float) -> Plane:
        """The test images as points, on a ground that shows which class is said rather than how surely."""
        plane = Plane(self.log.points, self.log.labels == self.log.classes[self.first], *self.limits, width, height, size=0.06,
                      tinted=TINTED)
        plane.shade = lambda said: sigmoid(SHARP * said)
        return plane

    @property
    def inner(self) -> int:
        """Which of the two classes, 0 or 1, lies within the border of the net with the bend."""
        (left, _), (low, high) = self.limits
        edge = self.says()(np.array([[left, low], [left, high]]))
        return self.first if edge.mean() < 0 else 1 - self.first

    @property
    def up(self) -> int:
        """1 if that is the first class, else -1: so far up its sums go where it is said above 0."""
        return 1 if self.inner == self.first else -1

    @property
    def pair(self) -> list[int]:
        """The two hidden neurons that count most, first that whose weight speaks more for the class within the border."""
        return sorted(self.order[:2], key=lambda k: -self.up * self.weights[k])

    def turned_over_key(self) -> str:
        """Whether that weight is above 0, and that of the other one below."""
        one, other = (f"{self.up * self._sign}*(curve.w_h_o[-1,0,{k}]-curve.w_h_o[-1,1,{k}])" for k in self.pair)
        return f"experiments:({one}>0)&({other}<0)"

    def within(self, count: int, along: np.ndarray) -> np.ndarray:
        """Of points (m, 2), for which what the first so many hidden neurons add is above 0, as within the border, (m,)."""
        return self.up * self.says(self.so_many(count))(along) > 0

    def sections(self) -> list[tuple[float, float, bool]]:
        """Along the slice, between the borders that the first two neurons make: from where to where each section goes, of its
        length, and whether it is within them."""
        within = self.within(2, np.stack([np.full(EDGE, AT), np.linspace(*self.limits[1], EDGE)], axis=1))
        ends = [0, *(np.flatnonzero(np.diff(within)) + 1), EDGE - 1]
        return [(start / (EDGE - 1), end / (EDGE - 1), bool(within[start])) for start, end in zip(ends, ends[1:])]

    @property
    def bump(self) -> bool:
        """Whether, along the slice, what the first two neurons add crosses 0 twice, and is above it in between."""
        return [within for _, _, within in self.sections()] == [False, True, False]

    def bump_key(self) -> str:
        return f"experiments:{int(self.bump)}*len(curve.w_h_o)>0"

    def in_between_key(self) -> str:
        """Whether the points on the slice ask for such a bump: most of those in the middle are of the class within the border,
        most of those at both ends of the other one."""
        on, (low, high) = np.abs(self.log.points[:, 0] - AT) < NEAR, self.limits[1]
        along, inner = (self.log.points[on, 1] - low) / (high - low), self.log.labels[on] == self.log.classes[self.inner]
        most = [np.sum(2 * (inner == within)[part] - 1) > 0 for start, end, within in self.sections()
                for part in [(along >= start) & (along < end)]]
        return f"experiments:{int(self.bump and all(most))}*len(bend.points)>0"

    def legend(self, plane: Plane, names: Sequence[str]) -> VGroup:
        """The marks of both classes over a plane, each with what it is called."""
        entries = VGroup(*(VGroup(mark(k == self.first, 0.16), words(name, TITLE)).arrange(RIGHT, buff=0.2)
                           for k, name in enumerate(names)))
        return furniture(entries).arrange(RIGHT, buff=0.7).next_to(plane.frame, UP, buff=0.12).align_to(plane.frame, RIGHT)

    def says(self, added: Sequence[float] | None = None, activation=sigmoid):
        """What the net says of points (m, 2), above 0 for the first class.

        added: how much of each hidden neuron is in the sum (default: all of all); activation: of these neurons.
        """
        return lambda points: self._sign * margin(self.curve, points, activation, added)

    def best_line(self, points: np.ndarray) -> np.ndarray:
        """What the best of all straight lines says of points (m, 2), above 0 for the first class."""
        way = 1 if self.first else -1                 # the log's line points to its second class
        return way * (points @ self.log.best_direction - float(self.log.best_offset))

    def tried(self, angle: float):
        """What a straight line says of points (m, 2) that is the best one, turned by an angle about the middle of all points."""
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        return lambda points: self.best_line(points @ turn)

    def switches(self, k: int) -> tuple[np.ndarray, np.ndarray] | None:
        """The ends of the line, as far as it is seen, on which hidden neuron k of the net with the bend is half on."""
        return boundary(self.curve.w_i_h[-1][k], self.curve.b_i_h[-1][k].item(), *self.limits.T)

    def sum_of(self, k: int, points: np.ndarray) -> np.ndarray:
        """The sum (m,) of hidden neuron k for points (m, 2)."""
        return points @ self.curve.w_i_h[-1][k] + self.curve.b_i_h[-1][k]

    @property
    def weights(self) -> np.ndarray:
        """By how much more each hidden neuron counts for the first class than for the second, (4,)."""
        return self._sign * (self.curve.w_h_o[-1][0] - self.curve.w_h_o[-1][1])

    def so_many(self, done: float) -> np.ndarray:
        """How much of each hidden neuron is in the sum, (4,) 0..1, when `done` of them are, in their order."""
        shares = np.zeros(len(self.order))
        shares[self.order] = np.clip(done - np.arange(len(self.order)), 0, 1)
        return shares

    def percent(self, axis: int, place: float) -> Number:
        """What a place on an axis measures: ink as a share of white, a spread as the share of the side that it would fill."""
        share = 2 * EVEN if str(self.log.names[axis]) in SPREADS else 1
        value = 100 * share * float(self.log.middle[axis] + place * self.log.spread[axis])
        return Number(value, 0, unit="%", size=BODY, color=role("quiet"),
                      source=f"experiments:{100 * share}*(bend.middle[{axis}]+({place})*bend.spread[{axis}])")

    @property
    def _sign(self) -> int:
        return 1 - 2 * self.first


def axis_names(bending: "Bending", plane: Plane, first: str, second: str) -> VGroup:
    """What both axes of a plane measure, below and above it; with the first, where they begin and end, in percent: of white
    in a part of the image, or of its side."""
    name = words(first, TITLE).next_to(plane.frame, DOWN, buff=0.12)
    ends = VGroup(*(VGroup(*(bending.percent(axis, float(limit)) for limit in plane.limits[axis])) for axis in (0, 1)))
    corners = [plane.frame.get_corner(corner) for corner in (DOWN + LEFT, DOWN + RIGHT, UP + LEFT)]
    ends[0][0].next_to(corners[0], DOWN, buff=0.2).align_to(plane.frame, LEFT)
    ends[0][1].next_to(corners[1], DOWN, buff=0.2).align_to(plane.frame, RIGHT)
    ends[1][0].next_to(corners[0], LEFT, buff=0.15).align_to(plane.frame, DOWN)
    ends[1][1].next_to(corners[2], LEFT, buff=0.15).align_to(plane.frame, UP)
    return VGroup(VGroup(name, *ends), words(second, TITLE).next_to(plane.frame, UP, buff=0.12).align_to(plane.frame, LEFT))


def first_of(classes: Sequence[int]) -> int:
    """Which of two classes is drawn as the first: 0, or 1 if that leaves a class the hue that it has in the chapter on the
    bias."""
    return int(int(classes[0]) == CLASSES[1] or int(classes[1]) == CLASSES[0])


def margin(net, points: np.ndarray, activation, added: Sequence[float] | None = None) -> np.ndarray:
    """By how much the first output's sum is above the second's, (m,), for points (m, 2) and the net's last weights.

    added: how much of each hidden neuron is in the sums (default: all of all).
    """
    h = activation(points @ net.w_i_h[-1].T + net.b_i_h[-1].T) * (1 if added is None else np.asarray(added))
    sums = h @ net.w_h_o[-1].T + net.b_h_o[-1].T
    return sums[:, 0] - sums[:, 1]


class Arrival(Group):
    """The test images themselves at their places in a plane; show(share): from 0 to 1 they come one by one, from 1 to 2
    they give way to their points."""

    def __init__(self, bending: Bending, plane: Plane):
        points, seen = bending.log.points, plane.seen
        self.plane, self.places = plane, np.array([plane.point(*point)[:2] for point in points[seen]])
        self.sprites = Sprites(bending.log.images[seen], self.places, zoom=1)
        self.turns = np.random.default_rng(0).permutation(len(self.places)) / len(self.places)      # both classes mixed
        self.pointed = True      # all points are in the plane
        super().__init__(plane, self.sprites)
        self.show(0)

    def show(self, share: float) -> "Arrival":
        come = np.clip(5 * (1.2 * share - self.turns), 0, 1) if share < 1 else 2.0 - share
        self.sprites.show(self.places, opacity=come)
        if self.pointed != (share >= 1):
            self.pointed = share >= 1
            self.plane.show(seen=None if self.pointed else 0)
        return self
