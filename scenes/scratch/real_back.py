"""The way back through the real net: the blame of all its outputs runs to the hidden neurons, and their knobs light up.

The chapter on backpropagation plays this; nothing here is animated.
"""

import numpy as np
from manim import RIGHT, Group, VGroup

from scenes.kit.bands import Band
from scenes.kit.declare import excuse
from scenes.kit.dials import Dials, fitting
from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit
from scenes.kit.scales import activation_fill, largest
from scenes.kit.text import Number
from scenes.kit.theme import SMALLEST, role
from scenes.scratch.gradient import all_slopes

WIDE, TALL, MIDDLE = 10.4, 5.6, [-1.25, -0.35, 0]     # of the knobs, at most; where they are
OUTPUTS, HIGH, RADIUS = 6.0, 4.6, 0.2       # x of the outputs, from the first one to the last, and of one at most
WIDEST, EDGE = 0.12, 0.5                    # of the bands, in manim units; width of their strokes
NEXT = 0.35               # of the time of one output's bands: then the next one sends its own
DIM = 0.6                 # how bright the images are


class RealBack(Group):
    """The first training image as each hidden neuron sees it, an output for each class, with its name, beside them; `bands`
    from each output to each hidden neuron, as broad as weight times delta, before the first update; `knobs`, which come in
    place of the images: all of them, lit by their slopes. The bands and the knobs are no parts of it."""

    def __init__(self, run, dials: tuple, grid: np.ndarray):
        self.knobs = Dials(*dials, grid, fitting(grid, WIDE, TALL)).move_to(MIDDLE)
        self.knobs.show(1, int(grid[0, 0]))
        hidden, inputs = run.w_i_h.shape[1:]
        self.images = Group(*(self._image(run, j * inputs, (j + 1) * inputs - 1) for j in range(hidden)))
        count = run.meta["outputs"]
        levels, radius = np.linspace(HIGH / 2, -HIGH / 2, count) + MIDDLE[1], min(RADIUS, 0.4 * HIGH / (count - 1))
        self.outputs = VGroup(*(Neuron(radius).move_to([OUTPUTS, y, 0]) for y in levels))
        deltas = all_slopes(run)[0]["b_h_o"].ravel()
        for neuron, value in zip(self.outputs, deltas + (np.array(run.meta["classes"]) == run.train_labels[0]), strict=True):
            neuron.paint(activation_fill(float(value)))
        for k, neuron in enumerate(self.outputs):
            name = Number(run.meta["classes"][k], 0, source=f"digits:meta.classes[{k}]", size=max(1.7 * radius, SMALLEST),
                          color=role("quiet"))
            aside = k % 2 * 2 * SMALLEST if name.height > HIGH / count else 0
            neuron.add(name.next_to(neuron.circle, RIGHT, buff=radius / 2 + aside))
        self.bands = self._bands(run.w_h_o[0] * deltas[:, None])
        super().__init__(self.images, self.outputs)

    def _image(self, run, first: int, last: int) -> Digit:
        """The image where the knobs of one hidden neuron will be."""
        ends = self.knobs.place(first), self.knobs.place(last)
        image = Digit(run.train_images[0], ends[1][0] - ends[0][0]).move_to((ends[0] + ends[1]) / 2)
        image.image.set_opacity(DIM)
        return image

    def run_back(self, share: float) -> None:
        """At a share of the time: one output after the other sends its bands, each of which runs in and runs out."""
        hidden, each = len(self.images), 1 / (1 + (len(self.outputs) - 1) * NEXT)
        for k, band in enumerate(self.bands):
            own = (share / each) - k // hidden * NEXT
            if 0 < own < 1:
                band.show(max(2 * own - 1, 0.0), min(2 * own, 1.0))
            else:
                band.clear_points()

    def _bands(self, back: np.ndarray) -> VGroup:
        unit = WIDEST / largest(back)
        bands = VGroup(*(Band(output.get_left(), image.get_center(), float(value), unit, True)
                         .set_stroke(width=EDGE).set_stroke(width=0, background=True)
                         for output, values in zip(self.outputs, back, strict=True)
                         for image, value in zip(self.images, values, strict=True)))
        return excuse(bands, "overlap", "hundreds of bands cross each other")
