"""What comes back to all hidden neurons of the small net from all its outputs, as streams that fill the frame.

The chapter on backpropagation plays this; nothing here is animated.
"""

import numpy as np
from manim import LEFT, RIGHT, Circle, VGroup

from scenes.kit.bands import Stream
from scenes.kit.declare import excuse
from scenes.kit.diagram import Neuron, delta_tag
from scenes.kit.scales import largest
from scenes.kit.theme import BODY, role
from scenes.scratch.near_by import decimals_of, example_neuron

COLUMNS = -3.4, 3.7           # x of the hidden neurons, and of the outputs
MIDDLE, SPAN, PITCH = -0.3, 5.0, 1.9      # y of their middles; from the first to the last of a column, and to the next at most
RADIUS, FULL = 0.46, 0.8      # of a neuron; share of the pitch that the streams of one fill at most
BESIDE, TAG = 0.2, 1.2 * BODY      # from a neuron to its delta; em of that


class AllBack(VGroup):
    """The hidden neurons and the outputs with their deltas, `tags`; apart from these `fans`, for each output the streams from
    there, |weight times delta| broad, which lie side by side at either end, `deltas`, those of the hidden neurons, and a `ring`
    around the one that gets the most blame, `blamed`."""

    def __init__(self, run):
        h, o, delta_o, delta_h = (getattr(run, key)[0, 0, :, 0].astype(float) for key in ("h", "o", "delta_o", "delta_h"))
        self.hidden, self.outputs = (_column(values, key, x) for values, key, x in zip((h, o), "ho", COLUMNS, strict=True))
        self.tags, self.deltas = (VGroup(*(delta_tag(float(value), largest(values), f"pixels:{key}[0,0,{k},0]", TAG, decimals)
                                           .next_to(neuron, side, buff=BESIDE)
                                           for k, (value, neuron) in enumerate(zip(values, neurons, strict=True))))
                                  for values, key, neurons, side, decimals in
                                  ((delta_o, "delta_o", self.outputs, RIGHT, 2),
                                   (delta_h, "delta_h", self.hidden, LEFT, decimals_of(run, example_neuron(run)))))
        self.fans = self._fans(run.w_h_o[0].astype(float) * delta_o[:, None])
        self.blamed = int(np.abs(delta_h).argmax())
        ring = Circle(RADIUS + 0.08, stroke_color=role("focus"), stroke_width=6).move_to(self.hidden[self.blamed])
        self.ring = excuse(ring, "shape", "it goes around a neuron")
        super().__init__(self.hidden, self.outputs, self.tags)
        VGroup(self, self.deltas, self.ring).set_z_index(1)       # over the streams

    def to_others(self) -> list[Stream]:
        """The streams that do not go to the one that gets the most blame."""
        return [stream for fan in self.fans for j, stream in enumerate(fan) if j != self.blamed]

    def _fans(self, back: np.ndarray) -> VGroup:
        """back: what comes from each output to each hidden neuron, (O, H)."""
        sizes = np.abs(back)
        room = [FULL * _pitch(len(column)) for column in (self.outputs, self.hidden)]
        unit = min(room[0] / sizes.sum(axis=1).max(), room[1] / sizes.sum(axis=0).max())
        before = np.cumsum(sizes, axis=1) - sizes / 2 - sizes.sum(axis=1, keepdims=True) / 2       # from an output's middle down
        after = np.cumsum(sizes, axis=0) - sizes / 2 - sizes.sum(axis=0) / 2                       # and from a hidden neuron's
        return VGroup(*(VGroup(*(Stream(output.get_center() - [0, unit * before[i, j], 0],
                                        neuron.get_center() - [0, unit * after[i, j], 0], float(back[i, j]), unit)
                                 for j, neuron in enumerate(self.hidden))) for i, output in enumerate(self.outputs)))


def _pitch(count: int) -> float:
    return min(PITCH, SPAN / max(count - 1, 1))


def _column(values: np.ndarray, key: str, x: float) -> VGroup:
    last, pitch = len(values) - 1, _pitch(len(values))
    return VGroup(*(Neuron(min(RADIUS, 0.42 * pitch)).show(float(value), f"pixels:{key}[0,0,{k},0]")
                    .move_to([x, MIDDLE + (last / 2 - k) * pitch, 0]) for k, value in enumerate(values)))
