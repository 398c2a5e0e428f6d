"""How the deltas of all hidden neurons come about: what comes back from the outputs, by its sign; opposites take from each other;
what is left goes through the gate, as open as the sigmoid is steep.

The chapter on backpropagation plays this; nothing here is animated.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, VGroup, VMobject

from scenes.kit.bands import Gate, Stream, ribbon
from scenes.kit.closing import fewest, product_closes, sum_closes
from scenes.kit.declare import excuse
from scenes.kit.diagram import Neuron, delta_tag
from scenes.kit.scales import largest, sign_role
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role
from scenes.scratch.near_by import example_neuron

COLUMNS = -1.3, 4.1           # x of the hidden neurons, and of the outputs
MIDDLE, SPAN, PITCH = -0.05, 5.0, 1.9     # y of their middles; from the first to the last of a column, and to the next at most
RADIUS, FULL = 0.46, 0.7      # of a neuron; share of the pitch that the streams of one fill at most
RUN = 1.3, 1.0, 0.45          # of a ribbon: from the neuron's rim to its gate, through it, and on
HIGH, OVER = 0.3, 0.22        # share of the pitch from a ribbon's middle to a jaw's back; from there to a number
BESIDE, TAG = 0.12, 1.1 * BODY      # from a neuron, or the end of a ribbon, to its delta; em of that


class AllBack(VGroup):
    """The hidden neurons and the outputs with their deltas, `tags`; apart from these `fans`, for each output the streams from
    there, |weight times delta| broad, which lie side by side at either end, `lanes`, what becomes of them behind each hidden
    neuron, `deltas`, what comes out of these, and a `ring` around the one that gets the most blame, `blamed`. To `taker` come
    the streams of which most is taken away by others; `pushes` are they in figures."""

    def __init__(self, run):
        h, o, delta_o, delta_h = (getattr(run, key)[0, 0, :, 0].astype(float) for key in ("h", "o", "delta_o", "delta_h"))
        self.hidden, self.outputs = (_column(values, key, x) for values, key, x in zip((h, o), "ho", COLUMNS, strict=True))
        self.tags = VGroup(*(delta_tag(float(value), largest(delta_o), f"pixels:delta_o[0,0,{i},0]", TAG)
                             .next_to(output, RIGHT, buff=BESIDE)
                             for i, (value, output) in enumerate(zip(delta_o, self.outputs, strict=True))))
        self.back = run.w_h_o[0].astype(float) * delta_o[:, None]         # from each output to each hidden neuron, (O, H)
        taken = np.minimum(np.maximum(self.back, 0).sum(axis=0), np.maximum(-self.back, 0).sum(axis=0))
        taken[example_neuron(run)] = -1           # that one has been seen
        self.taker = k = int(taken.argmax())
        sums, slopes = self.back.sum(axis=0), h * (1 - h)
        decimals = fewest(sum_closes(self.back[:, k], sums[k]), *(product_closes(*one) for one in zip(sums, slopes, delta_h)))
        room = [FULL * _pitch(len(column)) for column in (self.outputs, self.hidden)]
        sizes = np.abs(self.back)
        self.unit = min(room[0] / sizes.sum(axis=1).max(), room[1] / sizes.sum(axis=0).max())
        self.fans = self._fans()
        self.lanes = VGroup(*(Lane(neuron, self.back[:, j], self.unit, j, (slopes[j], delta_h), decimals, _pitch(len(h)))
                              for j, neuron in enumerate(self.hidden)))
        self.deltas = VGroup(*(lane.delta for lane in self.lanes))
        self.pushes = VGroup(*(self._push(i, decimals) for i in range(len(o))))
        self.blamed = int(np.abs(delta_h).argmax())
        ring = Circle(RADIUS + 0.08, stroke_color=role("focus"), stroke_width=6).move_to(self.hidden[self.blamed])
        self.ring = excuse(ring, "shape", "it goes around a neuron")
        super().__init__(self.hidden, self.outputs, self.tags)
        VGroup(self, self.deltas, self.ring).set_z_index(1)       # over the streams
        self.pushes.set_z_index(2)

    def streams(self, j: int) -> VGroup:
        """What comes to hidden neuron j."""
        return VGroup(*(fan[j] for fan in self.fans))

    def to_others(self, j: int) -> list[Stream]:
        """The streams that do not go to hidden neuron j."""
        return [stream for fan in self.fans for k, stream in enumerate(fan) if k != j]

    def _push(self, i: int, decimals: int) -> Number:
        """What comes from output i to `taker`, beside that, over its stream."""
        output, value = self.outputs[i], float(self.back[i, self.taker])
        number = Number(value, decimals, plus=True, source=f"pixels:w_h_o[0,{i},{self.taker}]*delta_o[0,0,{i},0]", size=BODY,
                        color=role(sign_role(value)))
        return number.next_to(output, LEFT, buff=BESIDE).shift(OVER * UP)

    def _fans(self) -> VGroup:
        """At an output its streams lie in the order of the hidden neurons; at a hidden neuron those with a plus on top."""
        sizes = np.abs(self.back)
        before = np.cumsum(sizes, axis=1) - sizes / 2 - sizes.sum(axis=1, keepdims=True) / 2       # from an output's middle down
        after = np.zeros_like(sizes)                                                               # and from a hidden neuron's
        for j, own in enumerate(self.back.T):
            order = np.argsort(own < 0, kind="stable")
            after[order, j] = np.cumsum(sizes[order, j]) - sizes[order, j] / 2 - sizes[:, j].sum() / 2
        return VGroup(*(VGroup(*(Stream(output.get_center() - [0, self.unit * before[i, j], 0],
                                        neuron.get_center() - [0, self.unit * after[i, j], 0], float(self.back[i, j]), self.unit)
                                 for j, neuron in enumerate(self.hidden))) for i, output in enumerate(self.outputs)))


class Lane(VGroup):
    """Behind hidden neuron j: `balance`, what has come with either sign, `gate`, through which the rest goes, how much that is,
    `sum`, `slope`, how open the gate is, and `delta`, what comes out.

    own: what comes from each output, (O,); told: the sigmoid's slope there, and the deltas of all hidden neurons, (H,).
    """

    def __init__(self, neuron: Neuron, own: np.ndarray, unit: float, j: int, told: tuple, decimals: int, pitch: float):
        total, (slope, deltas), run = float(own.sum()), told, (RADIUS + RUN[0], *RUN[1:])
        high = HIGH * pitch
        self.balance = Balance(neuron.get_center(), unit * own[own > 0].sum(), -unit * own[own < 0].sum(), run[0])
        self.gate = Gate(neuron.get_center(), unit * abs(total), float(slope), run, high, kind=sign_role(total))
        self.there = run[0] / sum(run)           # share of the gate's ribbon that has come where its jaws begin
        written = {"decimals": decimals, "size": min(BODY, 0.25 * pitch)}
        self.sum = Number(total, plus=True, source=f"pixels:(w_h_o[0].T@delta_o[0,0])[{j},0]", color=role(sign_role(total)),
                          **written)
        self.slope = in_line(words("\N{MULTIPLICATION SIGN}", written["size"], role("quiet")),
                             Number(float(slope), source=f"pixels:(h[0,0]*(1-h[0,0]))[{j},0]", color=role("focus"), **written),
                             buff=0.1)
        self.sum.move_to([neuron.get_x() - RADIUS - RUN[0] / 2, neuron.get_y() + high + OVER, 0])
        self.slope.move_to(self.gate.jaws).shift((high + OVER) * DOWN)
        tag = delta_tag(float(deltas[j]), largest(deltas), f"pixels:delta_h[0,0,{j},0]", min(TAG, 0.3 * pitch), decimals)
        self.delta = tag.next_to(self.gate.exit, LEFT, buff=BESIDE)
        super().__init__(self.gate, self.sum, self.slope)


class Balance(VGroup):
    """To the left of a place, `length` long: what has come with a plus, so broad, on what has come with a minus. They take from
    each other, until only the rest is left, as far up as down from the place."""

    def __init__(self, place: np.ndarray, plus: float, minus: float, length: float):
        self.place, self.breadths, self.length, self.share = place, (plus, minus), length, 0.0
        super().__init__(*(ribbon(VMobject(), kind) for kind in ("positive", "negative")))
        self.come(0)

    def come(self, share: float) -> None:
        """It has come so far, 0..1 of its length."""
        taken = self.share * min(self.breadths)
        left = [breadth - taken for breadth in self.breadths]
        edges = np.cumsum([0, *left]) - sum(left) / 2            # from the top down
        for part, over, under in zip(self, edges, edges[1:]):
            if under - over < 1e-6 or not share:
                part.clear_points()
                continue
            corners = [self.place + [-x, -y, 0] for x, y in ((0, over), (share * self.length, over),
                                                             (share * self.length, under), (0, under), (0, over))]
            part.set_points_as_corners(corners)

    def take(self, share: float) -> None:
        """So much of what they take is gone, 0..1."""
        self.share = share
        self.come(1)


def _pitch(count: int) -> float:
    return min(PITCH, SPAN / max(count - 1, 1))


def _column(values: np.ndarray, key: str, x: float) -> VGroup:
    last, pitch = len(values) - 1, _pitch(len(values))
    return VGroup(*(Neuron(min(RADIUS, 0.42 * pitch)).show(float(value), f"pixels:{key}[0,0,{k},0]")
                    .move_to([x, MIDDLE + (last / 2 - k) * pitch, 0]) for k, value in enumerate(values)))
