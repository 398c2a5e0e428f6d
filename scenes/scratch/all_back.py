"""How the deltas of all hidden neurons come about, a row for each: what comes back from the outputs adds up, a minus takes away;
times the sigmoid's slope, it is the delta.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup, VMobject

from scenes.kit.bands import Gate, Stream, ribbon
from scenes.kit.closing import fewest, product_closes, sum_closes
from scenes.kit.diagram import Neuron, delta_number
from scenes.kit.equation import Term, product
from scenes.kit.text import in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.near_by import example_neuron
from scenes.scratch.way_back import patched

COLUMNS = 1.5, 5.0            # x of the hidden neurons, and of the outputs
MIDDLE, SPAN, PITCH = -0.65, 4.3, 1.9     # y of their middles; from the first to the last of a column, and to the next at most
RADIUS, FULL = 0.46, 0.95     # of a neuron; share of its height that what comes to it fills at most
RUN = 0.75, 0.75, 0.45        # of a ribbon: from the neuron's rim to its gate, through it, and on
HIGH = 0.38                   # share of the pitch from a ribbon's middle to a jaw's back
ROW, LEFTMOST = 1.1 * TITLE, -6.5        # em of a row, at most, and x where it may begin
HEADS, OVER = (("blame", "error"), ("slope", "focus"), ("delta", "error")), 0.3     # what its numbers are called; how far over it
BESIDE, TAG = 0.14, 1.1 * BODY      # from a neuron, or the end of a ribbon, to what is beside it; em of an output's delta
SHARE = 0.38                  # of the way of a stream, there its number is


class AllBack(VGroup):
    """The hidden neurons and the outputs with their deltas, `tags`; apart from these `fans`, for each output the streams from
    there, |weight times delta| broad, and `lanes`, what becomes of them behind each hidden neuron, under `heads`.
    `order`: in which they are worked out: first the one that is known, then one of which a part is taken away; `pushes` are
    the streams to that one in figures."""

    def __init__(self, run, text: Callable[[str], str]):
        h, o, delta_o, delta_h = (getattr(run, key)[0, 0, :, 0].astype(float) for key in ("h", "o", "delta_o", "delta_h"))
        self.hidden, self.outputs = (_column(values, key, x) for values, key, x in zip((h, o), "ho", COLUMNS, strict=True))
        self.tags = VGroup(*(delta_number(float(value), f"pixels:delta_o[0,0,{i},0]", TAG).next_to(output, RIGHT, buff=BESIDE)
                             for i, (value, output) in enumerate(zip(delta_o, self.outputs, strict=True))))
        self.back = run.w_h_o[0].astype(float) * delta_o[:, None]         # from each output to each hidden neuron, (O, H)
        self.order = self._order(example_neuron(run))
        sums, slopes, k = self.back.sum(axis=0), h * (1 - h), self.order[1]
        decimals = fewest(sum_closes(self.back[:, k], sums[k]), *(product_closes(*one) for one in zip(sums, slopes, delta_h)))
        sizes = np.abs(self.back)
        self.unit = FULL * self.hidden[0].circle.height / sizes.sum(axis=0).max()
        self.fans = self._fans()
        self.lanes = VGroup(*(Lane(neuron, self.back[:, j], self.unit, j, (slopes[j], delta_h[j]), decimals, _pitch(len(h)))
                              for j, neuron in enumerate(self.hidden)))
        self.deltas = VGroup(*(lane.row[4] for lane in self.lanes))
        self.pushes = VGroup(*(self._push(i, decimals) for i in range(len(o))))
        self.heads = in_line(*(words(text(key), BODY, role(kind)) for key, kind in HEADS))
        for head, number in zip(self.heads.next_to(self.lanes[0].row, UP, buff=OVER), self.lanes[0].row[::2], strict=True):
            head.set_x(number.get_x())
        super().__init__(self.hidden, self.outputs, self.tags)
        self.set_z_index(1)       # over the streams
        self.pushes.set_z_index(2)

    def streams(self, j: int) -> VGroup:
        """What comes to hidden neuron j."""
        return VGroup(*(fan[j] for fan in self.fans))

    def _order(self, known: int) -> list[int]:
        others = [j for j in range(len(self.hidden)) if j != known]
        mixed = next((j for j in others if self.back[:, j].min() < 0 < self.back[:, j].max()), others[0])
        return [known, mixed, *(j for j in others if j != mixed)]

    def _push(self, i: int, decimals: int) -> VGroup:
        """What comes from output i to the second in the order, on its stream."""
        j, value = self.order[1], float(self.back[i, self.order[1]])
        number = delta_number(value, f"pixels:w_h_o[0,{i},{j}]*delta_o[0,0,{i},0]", BODY, decimals)
        return patched(number).move_to(self.fans[i][j].middle(SHARE))

    def _fans(self) -> VGroup:
        """At a hidden neuron they lie side by side, those with a plus on top."""
        sizes = np.abs(self.back)
        after = np.zeros_like(sizes)        # from its middle down
        for j, own in enumerate(self.back.T):
            order = np.argsort(own < 0, kind="stable")
            after[order, j] = np.cumsum(sizes[order, j]) - sizes[order, j] / 2 - sizes[:, j].sum() / 2
        return VGroup(*(VGroup(*(Stream(output.get_center(), neuron.get_center() - [0, self.unit * after[i, j], 0],
                                        float(self.back[i, j]), self.unit, True)
                                 for j, neuron in enumerate(self.hidden))) for i, output in enumerate(self.outputs)))


class Lane(VGroup):
    """Behind hidden neuron j: `gate`, as open as the sigmoid is steep; `balance`, what has come with either sign, of which the
    rest goes through that; and beside them, in a `row`, sum × slope = delta, for which `asked` stands as long as it is unknown.

    own: what comes from each output, (O,); told: the sigmoid's slope there, and the delta.
    """

    def __init__(self, neuron: Neuron, own: np.ndarray, unit: float, j: int, told: tuple[float, float], decimals: int,
                 pitch: float):
        total, (slope, delta), run = float(own.sum()), map(float, told), (RADIUS + RUN[0], *RUN[1:])
        self.balance = Balance(neuron.get_center(), unit * own[own > 0].sum(), -unit * own[own < 0].sum(), run[0])
        self.gate = Gate(neuron.get_center(), unit * abs(total), slope, run, HIGH * pitch, hollow=total < 0)
        self.there = run[0] / sum(run)           # share of the gate's ribbon that has come where its jaws begin
        self.row = product(Term(total, f"pixels:(w_h_o[0].T@delta_o[0,0])[{j},0]", "error", True),
                           Term(slope, f"pixels:(h[0,0]*(1-h[0,0]))[{j},0]", "focus"),
                           Term(delta, f"pixels:delta_h[0,0,{j},0]", "error", True), min(ROW, 0.35 * pitch), decimals)
        room = self.gate.exit[0] - BESIDE - LEFTMOST
        self.row.scale(min(1, room / self.row.width)).next_to(self.gate.exit, LEFT, buff=BESIDE)
        self.asked = words("?", ROW, role("error"), bold=True).move_to(self.row[4])
        super().__init__(self.gate, self.row)


class Balance(VGroup):
    """To the left of a place, `length` long: what has come with a plus, so broad, on what has come with a minus. They take from
    each other, until only the rest is left, as far up as down from the place."""

    def __init__(self, place: np.ndarray, plus: float, minus: float, length: float):
        self.place, self.breadths, self.length, self.share = place, (plus, minus), length, 0.0
        super().__init__(*(ribbon(VMobject(), "error", hollow) for hollow in (False, True)))
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
