"""The real net with an image for its input layer: it stands turned aside, and its lit pixels are joined with the hidden neurons.

Chapters play this; nothing here is animated.
"""

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, Line, VGroup

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.scales import edge_look, largest
from scenes.kit.tilted import TiltedImage, square_at, turned_aside
from scenes.scratch.stranger import LOW

HIGHEST = 5.8         # of the outputs, however many there are
JOINED = 14           # pixels that are joined with the net
UPRIGHT = (-0.2, LOW[1]), 5.2           # middle and side of the image before it turns,
ASIDE = (-4.6, LOW[1]), 6.2             # and then


class PictureNet:
    """The `picture`, which show(share) turns aside, the `net` of hidden neurons and outputs, and the `lines` from pixels into it,
    with the looks of a run's first weights; `ends`, the hidden neuron and the pixel of each line.

    run: the real net's; pixels (S, S): the image; upright: the middle (2,) and the side of it before it turns.
    """

    def __init__(self, run, pixels: np.ndarray, upright: tuple[Sequence[float], float] = UPRIGHT):
        spacing = min(0.3, HIGHEST / run.sizes[2])
        self.net = NetworkDiagram(run.sizes[1:], width=3.6, spacing=spacing, radius=min(0.13, 0.45 * spacing), most=20,
                                  drawn={1: range(run.sizes[2])}, source="digits:sizes[1:]")
        self.net.move_to(RIGHT * 2.6 + LOW)
        self.net.gaps.set_z_index(1)       # over the lines that come from the image
        self.picture = TiltedImage(pixels, square_at(*upright), turned_aside(*ASIDE))
        self.scales = largest(run.w_i_h[-1]), largest(run.w_h_o[-1])
        self.ends = [(i, index) for index in brightest(pixels) for i in self.net.shown[0]]
        self.lines = VGroup(*(Line(start, end) for start, end in self._joints()))
        self.weigh(run.w_i_h[0], run.w_h_o[0])

    def weigh(self, w_i_h: np.ndarray, w_h_o: np.ndarray) -> "PictureNet":
        """The lines and the net's edges look like these weights."""
        for line, (i, index) in zip(self.lines, self.ends, strict=True):
            thin(line, w_i_h[i, index], self.scales[0])
        self.net.set_weights(0, w_h_o, scale=self.scales[1])
        return self

    def join(self) -> VGroup:
        """The lines begin where the pixels are now; returns them."""
        for line, (start, end) in zip(self.lines, self._joints(), strict=True):
            line.put_start_and_end_on(start, end)
        return self.lines

    def _joints(self) -> list[tuple]:
        """Where each line begins and ends: from pixel to hidden neuron."""
        neurons = dict(zip(self.net.shown[0], self.net.layers[0], strict=True))
        return [(self.picture.point(index), neurons[i].get_left()) for i, index in self.ends]


def brightest(pixels: np.ndarray) -> np.ndarray:
    """The pixels of an image that are joined with the net on the screen: some of the brightest, evenly chosen."""
    grey = np.ravel(pixels).astype(float)
    lit = np.flatnonzero(grey > 0.9 * grey.max())
    return lit[np.linspace(0, len(lit) - 1, min(JOINED, len(lit))).astype(int)]


def thin(line: Line, weight: float, scale: float) -> Line:
    """The line looks like an edge of this weight, thinner, as one of hundreds."""
    look = edge_look(weight, scale)
    return line.set_stroke(look.color, look.width / 2, look.opacity * 0.75)
