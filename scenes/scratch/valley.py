"""Two images that pull at one knob from both sides: their curves, the valley that they make together, and walks in it."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, Group

from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit
from scenes.kit.theme import blend, role
from scenes.scratch import walk
from scenes.scratch.knob import SHINE, KnobPicture
from scenes.scratch.turning import ground

SIDE, LABEL = 0.8, 0.24          # of an image; radius of what the output should be for it, below
POINTS = 161


class ValleyPicture:
    """knob: the picture whose plot is used; digits: the real net's run. `images`, each over what the output should be; `mean` is
    the first image's curve at first, over `earth`, and sink() makes it that of both; stand(w) shows the knob and its dot with a
    weight."""

    def __init__(self, knob: KnobPicture, digits):
        self.knob = knob
        self.found = walk.valley(digits, knob.log)
        self.both, (self.first, self.second) = self.found.both, self.found.both.images
        self.images = [self._labelled(digits, k, of.label) for k, of in ((0, self.first), (self.found.index, self.second))]
        self.weights = np.linspace(knob.values[0], knob.values[-1], POINTS)
        self.other, self.mean = (knob.plot.curve(self.weights, self._seen(of.cost(self.weights)), "error", 6)
                                 for of in (self.second, self.first))
        self.earth = ground(knob.plot, self._crest(0), SHINE)
        for image, of in zip(self.images, (self.first, self.second)):
            end = max(knob.values[0], knob.values[-1], key=of.cost)
            side = RIGHT if end > of.value else LEFT
            image.next_to(knob.plot.point(end, knob.plot.y_range[1]), side, buff=0.12).shift(1.5 * DOWN * SIDE)

    def _labelled(self, digits, k: int, label: int) -> Group:
        """Training image k over what the output should be for it."""
        key = f"digits:1*(meta.classes[{self.knob.output}]==train_labels[{k}])"
        should = Neuron(LABEL).show(label, key, "target", decimals=0)
        return Group(Digit(digits.train_images[k], SIDE), should).arrange(DOWN, buff=0.12)

    def _crest(self, share: float) -> list[np.ndarray]:
        """The first image's curve on its way to the mean of both."""
        start, end = (of.cost(self.weights) for of in (self.first, self.both))
        return [self.knob.plot.point(*place) for place in zip(self.weights, self._seen(start + share * (end - start)))]

    def _seen(self, costs):
        low, high = self.knob.plot.y_range
        return np.clip(costs, low, high)

    def place(self, of, weight: float) -> np.ndarray:
        """Where a curve is with a weight."""
        return self.knob.plot.point(weight, float(self._seen(of.cost(weight))))

    def stand(self, weight: float) -> None:
        """The knob is turned to a weight; its dot is on the valley's curve."""
        self.knob.turn(weight)
        self.knob.number.set_value(weight).source = walk.keys(self.knob.log, self.knob.source, self.first.label,
                                                              weight - self.first.value)["weight"]
        self.knob.dot.move_to(self.place(self.both, weight))

    def sink(self, weight: float):
        """A function of a share: the first image's curve on its way to the mean of both, its dot always on it."""
        start, end = self.first.cost(weight), self.both.cost(weight)

        def show(share: float) -> None:
            self.mean.set_points_as_corners(crest := self._crest(share))
            self.earth.become(ground(self.knob.plot, crest, SHINE))
            self.knob.dot.move_to(self.knob.plot.point(weight, float(self._seen(start + share * (end - start)))))
        return show

    def footprint(self, weight: float) -> Dot:
        """What remains at a place of a walk."""
        return Dot(self.place(self.both, weight), radius=0.075, color=role("ink"))

    def dim(self) -> list:
        """The animations that dim the curves of the single images."""
        faint = blend("background", "error", 0.4)
        return [self.knob.trace.animate.set_stroke(faint, width=4), self.other.animate.set_stroke(faint, width=4)]
