"""The way back through the real net: the blame of all its outputs runs to the hidden neurons, and times the image it is the
slopes of their knobs.

The chapter on backpropagation plays this; nothing here is animated.
"""

import numpy as np
from manim import RIGHT, Group, VGroup

from scenes.kit.bands import Stream
from scenes.kit.declare import excuse
from scenes.kit.dials import Dials, fitting
from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit
from scenes.kit.scales import activation_fill, largest
from scenes.kit.text import Number
from scenes.kit.theme import SMALLEST, blend, role
from scenes.scratch.all_knobs import ROOT
from scenes.scratch.gradient import all_slopes

WIDE, TALL, MIDDLE = 9.1, 5.6, [-2.05, -0.35, 0]      # of the knobs, at most; where they are
OUTPUTS, HIGH, RADIUS = 6.0, 4.6, 0.2       # x of the outputs, from the first one to the last, and of one at most
HIDDEN, HIGHER, SMALLER = 3.05, 4.9, 0.12   # the same of the hidden neurons
WIDEST, EDGE = 0.12, 0.5                    # of the bands, in manim units; width of their strokes
NEXT = 0.2                # of the time of one output's bands: then the next one sends its own
DIM = 0.6                 # how bright the images are
SEEN = 0.4                # exponent of a slope's look where all of the first layer are compared


class RealBack(Group):
    """`images`, the first training image as each hidden neuron sees it; beside them `hidden`, these neurons, and an output for
    each class, with its name; `bands` from each output to each hidden neuron, as broad as weight times delta, before the first
    update; `knobs`, which come in place of the images: all of them, lit by their slopes. Bands and knobs are no parts of it.

    dials: of all_knobs(); they are lit anew, by how large a slope is beside the largest of those in the grid.
    """

    def __init__(self, run, dials: tuple, grid: np.ndarray):
        self.knobs = Dials(dials[0], beside_each_other(dials[1], grid), grid, fitting(grid, WIDE, TALL)).move_to(MIDDLE)
        self.knobs.show(1, int(grid[0, 0]))
        hidden, inputs = run.w_i_h.shape[1:]
        self.images = Group(*(self._image(run, j * inputs, (j + 1) * inputs - 1) for j in range(hidden)))
        count = run.meta["outputs"]
        self.outputs, self.hidden = _column(count, OUTPUTS, HIGH, RADIUS), _column(hidden, HIDDEN, HIGHER, SMALLER)
        radius, steep = self.outputs[0].circle.width / 2, all_slopes(run)[0]
        self.deltas, deltas = steep["b_i_h"].ravel(), steep["b_h_o"].ravel()
        for neuron, value in zip(self.outputs, deltas + (np.array(run.meta["classes"]) == run.train_labels[0]), strict=True):
            neuron.paint(activation_fill(float(value)))
        for k, neuron in enumerate(self.outputs):
            name = Number(run.meta["classes"][k], 0, source=f"digits:meta.classes[{k}]", size=max(1.7 * radius, SMALLEST),
                          color=role("quiet"))
            aside = k % 2 * 2 * SMALLEST if name.height > HIGH / count else 0
            neuron.add(name.next_to(neuron.circle, RIGHT, buff=radius / 2 + aside))
        self.bands = self._bands(run.w_h_o[0] * deltas[:, None])
        super().__init__(self.images, self.outputs, self.hidden)

    def blamed(self) -> list:
        """Animations: the hidden neurons take on the colour of their deltas."""
        looks = (np.abs(self.deltas) / largest(self.deltas)) ** SEEN
        return [neuron.circle.animate.set_fill(blend("panel", "error", float(look)), 1)
                for neuron, look in zip(self.hidden, looks, strict=True)]

    def _image(self, run, first: int, last: int) -> Digit:
        """The image where the knobs of one hidden neuron will be."""
        ends = self.knobs.place(first), self.knobs.place(last)
        image = Digit(run.train_images[0], ends[1][0] - ends[0][0]).move_to((ends[0] + ends[1]) / 2)
        image.image.set_opacity(DIM)
        return image

    def run_back(self, share: float) -> None:
        """At a share of the time: one output after the other sends its bands, each of which runs in and runs out."""
        hidden, each = len(self.hidden), 1 / (1 + (len(self.outputs) - 1) * NEXT)
        for k, band in enumerate(self.bands):
            own = (share / each) - k // hidden * NEXT
            if 0 < own < 1:
                band.show(max(2 * own - 1, 0.0), min(2 * own, 1.0))
            else:
                band.clear_points()

    def _bands(self, back: np.ndarray) -> VGroup:
        unit = WIDEST / largest(back)
        bands = VGroup(*(Stream(output.get_left(), neuron.get_right(), float(value), unit, True)
                         .set_stroke(width=EDGE).set_stroke(width=0, background=True)
                         for output, values in zip(self.outputs, back, strict=True)
                         for neuron, value in zip(self.hidden, values, strict=True)))
        return excuse(bands, "overlap", "hundreds of bands cross each other")


def beside_each_other(looks: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """The looks of slopes, as of all_knobs() (n,), by the largest of those in a grid, so that they differ at a glance."""
    largest_look = np.abs(looks[grid[grid >= 0]]).max()
    return np.sign(looks) * np.minimum(np.abs(looks) / largest_look, 1) ** (SEEN / ROOT)


def _column(count: int, x: float, high: float, radius: float) -> VGroup:
    """Neurons one below the other, so large that they don't touch."""
    radius = min(radius, 0.4 * high / (count - 1))
    return VGroup(*(Neuron(radius).move_to([x, y, 0]) for y in np.linspace(high / 2, -high / 2, count) + MIDDLE[1]))
