"""Steps downhill with one knob: what its weight costs for one image at any place, for two images together, and where steps
against the slope lead. The cost is the share of the output that the weight leads to; the other outputs' shares stay."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from network.program import Program
from scenes.kit.plot import sigmoid

STRIDE = 1.0      # as many real steps are taken at once with the one knob as have this rate together
RATES = tuple(1.2 * 1.25 ** k for k in range(8))      # one of them is good for two images, with few steps
TIMES = 10        # by so much shorter and longer are the steps that are too short and too long
FIRST = 3         # times that steps are taken at once for one image
SETTLING = 10               # steps that are too short or good
NEAR = 0.3        # of the way to the bottom: no further do short steps get,
ARRIVED = 0.07    # and no further away do good ones end


@dataclass(frozen=True)
class OneImage:
    """An output's share of one image's cross-entropy over one weight into it: all else stays as it is.

    value: what the weight is; hidden: the value at its edge's start; output: what the output says then; label: what it should
    say, 0 or 1.
    """

    value: float
    hidden: float
    output: float
    label: int

    def _sum(self, weight):
        """The sum in the output's sigmoid, away from the label positive."""
        side = 1 - 2 * self.label
        return side * (np.log(self.output / (1 - self.output)) + self.hidden * (np.asarray(weight) - self.value))

    def cost(self, weight):
        """At one weight or at several."""
        return np.logaddexp(0, self._sum(weight))

    def output_at(self, weight):
        """What the output says."""
        return sigmoid((1 - 2 * self.label) * self._sum(weight))

    def slope(self, weight):
        """Of the cost."""
        return (1 - 2 * self.label) * self.hidden * sigmoid(self._sum(weight))


@dataclass(frozen=True)
class Together:
    """The mean cost of images."""

    images: tuple[OneImage, ...]

    def cost(self, weight):
        """At one weight or at several."""
        return sum(image.cost(weight) for image in self.images) / len(self.images)

    def slope(self, weight):
        """Of the cost."""
        return sum(image.slope(weight) for image in self.images) / len(self.images)


def steps(slope: Callable[[float], float], start: float, rate: float, count: int) -> list[float]:
    """The places of a walk, its start the first: each step is as long as the slope times the rate, against the slope."""
    places = [start]
    for _ in range(count):
        places.append(places[-1] - rate * float(slope(places[-1])))
    return places


def at_once(rate: float) -> int:
    """How many steps with a rate are taken at once."""
    return max(round(STRIDE / rate), 1)


def strides(slope: Callable[[float], float], start: float, rate: float, count: int) -> list[float]:
    """The places of a walk, its start the first, of which only those are seen after so many steps each time."""
    many = at_once(rate)
    return steps(slope, start, rate, many * count)[::many]


def turned_for(digits, log) -> OneImage:
    """The image for which the knob was turned, the first to be trained on."""
    output, hidden = (int(k) for k in log.place)
    at = int(log.at)
    label = int(digits.meta["classes"][output] == digits.train_labels[0])
    return OneImage(float(log.value), float(log.h[at, hidden]), float(log.o[at, output]), label)


@dataclass(frozen=True)
class Valley:
    """Two images: the first one, and the training image `index` which pulls the knob the other way; and a rate that is good for
    a walk from `start` to the bottom of what they cost together."""

    index: int
    both: Together
    start: float
    rate: float

    def walk(self, times: float, count: int) -> list[float]:
        """The places of a walk with so many times the good rate."""
        return steps(self.both.slope, self.start, times * self.rate, count)

    def leaps(self, low: float, high: float, count: int) -> list[float]:
        """Those of the walk with a rate that is too large that stay between two weights, at least one."""
        places = self.walk(TIMES, count)
        return places[:next((k for k, place in enumerate(places) if k > 1 and not low <= place <= high), len(places))]

    def fits(self, low: float, high: float) -> bool:
        """Whether all is so that can be told of such walks: too short, good and too long steps between these two weights."""
        places = np.linspace(low, high, 161)
        bottom = float(places[self.both.cost(places).argmin()])
        way = bottom - self.start
        short, good, long = (self.walk(times, count)[-1] for times, count in
                             ((1 / TIMES, SETTLING), (1, SETTLING), (TIMES, 1)))
        return bool(abs(short - self.start) < NEAR * abs(way) and abs(good - bottom) < ARRIVED * abs(way) and low < long < high
                    and (long - bottom) * way > 0 and self.both.cost(long) > self.both.cost(self.start))


def valley(digits, log) -> Valley:
    """The two images: the second is that whose cost at the weight's own value is nearest to the first's, among those with which
    the walks tell something."""
    first = turned_for(digits, log)
    start = strides(first.slope, first.value, digits.meta["learn_rate"], FIRST)[-1]
    found = [Valley(k, Together((first, other)), start, RATES[0]) for k, other in _pulling_back(digits, log, first)]
    low, high = float(log.turned[0]), float(log.turned[-1])
    good = (made for each in found for rate in RATES if (made := replace(each, rate=rate)).fits(low, high))
    return next(good, found[0])


def _pulling_back(digits, log, first):
    """(which training image, how it depends on the weight) of all for which this output should move the other way; those that
    cost about as much as the first one come first."""
    program, classes = Program(digits.meta["source"]), np.array(digits.meta["classes"])
    output, hidden = (int(k) for k in log.place)
    images = (digits.train_images[:, digits.pixel_index] / 255).astype(np.float64).T
    state = {name: array.astype(np.float64) for name, array in digits.state(0).items()}
    values = program.forward(state, images)
    others = np.flatnonzero((classes[output] == digits.train_labels) != bool(first.label))
    found = {int(k): OneImage(first.value, float(values["h"][hidden, k]), float(values["o"][output, k]), 1 - first.label)
             for k in others}
    yield from sorted(found.items(), key=lambda other: abs(other[1].cost(first.value) - first.cost(first.value)))


def keys(log, source: str, label: int, away: float) -> dict[str, str]:
    """Keys of the weight, the output, the slope and the output's cost where the weight is turned `away` from its value.
    source: of the knob's group."""
    run, _, group = source.partition(":")
    output, hidden = (int(k) for k in log.place)
    at = int(log.at)
    o, h = f"{group}.o[{at},{output}]", f"{group}.h[{at},{hidden}]"
    odds = f"({o}/(1-{o})*exp({h}*({away!r})))"
    slope, cost = (f"{h}*(1-1/(1+{odds}))", f"log(1+{odds})") if label == 0 else (f"-{h}/(1+{odds})", f"log(1+1/{odds})")
    return {"weight": f"{run}:{group}.value+({away!r})", "output": f"{run}:1-1/(1+{odds})", "slope": f"{run}:{slope}",
            "cost": f"{run}:{cost}"}
