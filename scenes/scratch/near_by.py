"""One hidden neuron of the small net from near by: what comes back to it from the outputs, and what it makes of it.

The chapter on backpropagation plays this. `text` gives a text on screen by its key.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, UpdateFromAlphaFunc, VGroup, there_and_back_with_pause

from scenes.kit.bands import Band, Gate
from scenes.kit.closing import fewest, product_closes, sum_closes
from scenes.kit.diagram import Neuron, delta_number
from scenes.kit.equation import Term, product
from scenes.kit.scales import edge_look, largest, sign_role
from scenes.kit.slope import SlopeReader, slope_at
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role

Texts = Callable[[str], str]
HIDDEN_AT = np.array([-0.6, -0.55, 0])     # the neuron
OUTPUTS_AT = 4.7       # x of the outputs beside that neuron
PITCH, SPAN = 2.2, 4.4      # of those outputs: from one to the next, and at most from the first to the last
LEDGER = np.array([-1.7, 1.85, 0])    # right end of the products, and y of what is over them
WRITTEN, LEFTMOST = 0.38, -6.45       # em of the products, and x where the longest begins
PRODUCTS, FOOT = 0.8, 3.0            # from one product to the next, and at most from the first to the last
WIDEST = 1.15          # manim units for all bands that come back to one neuron together
RUN = (0.75, 1.15, 1.5)     # of the ribbon: from the neuron's rim to its gate, through it, and on
READINGS = -2.0        # y of the numbers under the neuron and its gate
ONE = 1                # of the sum, to the right, is the tangent measured
READER = (3.3, 2.0)    # width and height of the sigmoid beside the gate
LONG = 0.55            # of the time in which it is moved to another sum and back, it is there
LAW = np.array([-2.4, 2.1, 0])        # left end of how steep that is


def example_neuron(run) -> int:
    """The hidden neuron that stands for all: the one that gets most of the blame."""
    return int(np.abs(sums(run)).argmax())


def strongest_edge(run) -> tuple[int, int]:
    """The edge of that neuron along which the most comes back: output and hidden neuron."""
    j = example_neuron(run)
    return int(np.abs(parts(run, j)).argmax()), j


def signs_key(run) -> str:
    """The key of the signs of that edge's weight, 2 if it is negative, and of its output's delta, 1."""
    k, j = strongest_edge(run)
    return f"pixels:2*(w_h_o[0,{k},{j}]<0)+1*(delta_o[0,0,{k},0]<0)"


def parts(run, j: int) -> np.ndarray:
    """What comes back to hidden neuron j from each output, (O,): weight times delta."""
    return run.w_h_o[0, :, j].astype(float) * run.delta_o[0, 0, :, 0]


def sums(run) -> np.ndarray:
    """What comes back to each hidden neuron, added up, (H,)."""
    return np.array([parts(run, j).sum() for j in range(run.meta["hidden"])])


def decimals_of(run, j: int) -> int:
    """So many that, for hidden neuron j, the sum closes on screen, and the product with the slope."""
    slope = slope_at(float(run.h_pre[0, 0, j, 0]))
    return fewest(sum_closes(parts(run, j), sums(run)[j]),
                  product_closes(sums(run)[j], slope, float(run.delta_h[0, 0, j, 0])))


@dataclass
class NearBy:
    """One hidden neuron from near by: what comes back to it, the gate behind it, and what is written beside them."""

    neuron: Neuron
    outputs: VGroup
    tags: VGroup
    edges: VGroup
    onward: VGroup        # how far the sum of each output moves with the neuron
    bands: VGroup         # what comes back
    products: VGroup      # of each band: weight, times, delta, equals
    brought: VGroup       # and what it brings
    heads: VGroup         # what the first two are called, a line under all of them
    total: VGroup         # and their sum
    gate: Gate
    reader: SlopeReader
    law: VGroup           # how steep that is
    triangle: VGroup      # under the tangent: so far to the right, so far up
    through: VGroup       # times the slope
    delta: VGroup

    def everything(self) -> VGroup:
        """All of it."""
        return VGroup(self.edges, self.bands, self.gate, self.neuron, self.outputs, self.tags, self.reader,
                      self.through, self.delta)

    def ledger(self) -> VGroup:
        """All that is written of the bands, but the sum."""
        return VGroup(self.products, self.brought, self.heads)

    def at_the_gate(self) -> np.ndarray:
        """Where the sum stands when the gate is there."""
        return np.array([self.neuron.get_x() - 0.2, READINGS, 0])

    def slide(self, there: float) -> tuple[UpdateFromAlphaFunc, UpdateFromAlphaFunc]:
        """The sum of the neuron moves to another one and back: tangent and gate with it."""
        here = self.reader.x

        def follow(mobject, show):
            return UpdateFromAlphaFunc(mobject, lambda _, alpha: show(here + (there - here) * alpha),
                                       rate_func=lambda t: there_and_back_with_pause(t, LONG))
        return follow(self.gate, lambda x: self.gate.show(slope_at(x))), follow(self.reader, self.reader.stand)


def near_by(run, text: Texts) -> NearBy:
    """The hidden neuron that stands for all, its outputs at the right, its gate at the left."""
    j = example_neuron(run)
    places = _places(run)
    neuron = Neuron(0.62).show(float(run.h[0, 0, j, 0]), f"pixels:h[0,0,{j},0]").move_to(HIDDEN_AT)
    outputs = VGroup(*(Neuron(0.5).show(float(run.o[0, 0, i, 0]), f"pixels:o[0,0,{i},0]").move_to(place)
                       for i, place in enumerate(places)))
    tags = VGroup(*(delta_number(float(run.delta_o[0, 0, i, 0]), f"pixels:delta_o[0,0,{i},0]", BODY)
                    .next_to(output, RIGHT, buff=0.15) for i, output in enumerate(outputs)))
    near = NearBy(neuron, outputs, tags, _edges(run, j, places), _onward(run, j, places), _ribbons(run, j, places),
                  *(VGroup() for _ in range(4)), _gate(run, j), _reader(run, j), _law(run, j, text),
                  *(VGroup() for _ in range(3)))
    _measure(near, run, j)
    _write(near, run, j, text)
    return near


def _places(run) -> list[np.ndarray]:
    last = run.meta["outputs"] - 1
    pitch = min(PITCH, SPAN / last)
    return [np.array([OUTPUTS_AT, HIDDEN_AT[1] + (last / 2 - i) * pitch, 0]) for i in range(last + 1)]


def _edges(run, j: int, places) -> VGroup:
    scale = largest(run.w_h_o[0])
    looks = [edge_look(float(run.w_h_o[0, i, j]), scale) for i in range(len(places))]
    return VGroup(*(Line(HIDDEN_AT, place, stroke_color=look.color, stroke_width=1.6 * look.width,
                         stroke_opacity=look.opacity) for look, place in zip(looks, places, strict=True)))


def _unit(run, j: int) -> float:
    return WIDEST / float(np.abs(parts(run, j)).sum())


def _ribbons(run, j: int, places) -> VGroup:
    """The bands end side by side in the neuron, which stands over them, as broad together as what leaves it."""
    unit, back = _unit(run, j), parts(run, j)
    y = HIDDEN_AT[1] + WIDEST / 2
    ribbons = VGroup()
    for place, value in zip(places, back, strict=True):
        breadth = abs(value) * unit
        ribbons.add(Band(place, [HIDDEN_AT[0], y - breadth / 2, 0], float(value), unit, True))
        y -= breadth
    return ribbons


def _onward(run, j: int, places) -> VGroup:
    """Bands from the neuron on to the outputs, as broad as its weights and in the colour of their signs; together as broad
    as what comes back."""
    weights = run.w_h_o[0, :, j].astype(float)
    unit = WIDEST / float(np.abs(weights).sum())
    return VGroup(*(Band(HIDDEN_AT, place, float(weight), unit) for weight, place in zip(weights, places, strict=True)))


def _gate(run, j: int) -> Gate:
    opening = slope_at(float(run.h_pre[0, 0, j, 0]))
    total = sums(run)[j]
    return Gate(HIDDEN_AT, abs(total) * _unit(run, j), opening, (RUN[0] + 0.62, *RUN[1:]), 0.95, hollow=bool(total < 0))


def _reader(run, j: int) -> SlopeReader:
    return SlopeReader(float(run.h_pre[0, 0, j, 0]), *READER, reach=6, text_size=0.24).move_to([-4.6, 1.8, 0])


def _law(run, j: int, text: Texts) -> VGroup:
    """Beside the sigmoid: how steep it is."""
    slope = Number(slope_at(float(run.h_pre[0, 0, j, 0])), decimals_of(run, j), source=f"pixels:(h[0,0]*(1-h[0,0]))[{j},0]",
                   size=1.3 * TITLE, color=role("focus"))
    return VGroup(words(text("sigmoid_slope"), BODY, role("focus")), slope).arrange(DOWN, buff=0.2).move_to(LAW, LEFT)


def _measure(near: NearBy, run, j: int) -> None:
    """The tangent, measured: one to the right, and by how much it rises."""
    plot, x, steep = near.reader.plot, float(run.h_pre[0, 0, j, 0]), slope_at(float(run.h_pre[0, 0, j, 0]))
    y = float(run.h[0, 0, j, 0])
    foot, corner, top = (plot.point(x + across, y + up) for across, up in ((0, 0), (ONE, 0), (ONE, ONE * steep)))
    near.triangle.add(Line(foot, corner, stroke_color=role("quiet"), stroke_width=4),
                      Line(corner, top, stroke_color=role("focus"), stroke_width=5))


def brought(run, i: int, j: int, decimals: int, size: float) -> VGroup:
    """weight × delta = what comes back from output i to hidden neuron j."""
    weight, delta = float(run.w_h_o[0, i, j]), float(run.delta_o[0, 0, i, 0])
    keys = f"w_h_o[0,{i},{j}]", f"delta_o[0,0,{i},0]"
    return product(Term(weight, f"pixels:{keys[0]}", sign_role(weight), True), Term(delta, f"pixels:{keys[1]}", "error", True),
                   Term(weight * delta, f"pixels:{keys[0]}*{keys[1]}", "error", True), size, decimals)


def _write(near: NearBy, run, j: int, text: Texts) -> None:
    """The numbers: of each band, of their sum, of the slope, of what comes through."""
    n = decimals_of(run, j)
    pitch = min(PRODUCTS, FOOT / len(near.outputs))
    size = WRITTEN * min(1, (LEDGER[0] - LEFTMOST) / brought(run, 0, j, n, WRITTEN).width)
    for i in range(len(near.outputs)):
        row = brought(run, i, j, n, size).move_to(LEDGER + (0.55 + i * pitch) * DOWN, aligned_edge=RIGHT)
        near.products.add(VGroup(*row[:4]))
        near.brought.add(row[4])
    first, foot = near.products[0], near.brought.get_bottom() + 0.22 * DOWN
    names = in_line(words(text("weight"), BODY, role("quiet")), words(text("delta"), BODY, role("error"))).set_y(LEDGER[1])
    near.heads.add(*(name.set_x(first[k].get_x()) for name, k in zip(names, (0, 2), strict=True)),
                   Line(foot, foot + 1.1 * RIGHT, stroke_color=role("quiet"), stroke_width=3).align_to(LEDGER, RIGHT))
    key = f"pixels:(w_h_o[0].T@delta_o[0,0])[{j},0]"
    total = Number(float(sums(run)[j]), n, plus=True, source=key, size=BODY, color=role("error"))
    near.total.add(in_line(words(text("blame"), BODY, role("quiet")), total))
    near.total.next_to(near.heads[2], DOWN, buff=0.22).align_to(LEDGER, RIGHT)
    slope = float(slope_at(float(run.h_pre[0, 0, j, 0])))
    delta, delta_key = float(run.delta_h[0, 0, j, 0]), f"pixels:delta_h[0,0,{j},0]"
    factor, result = (Number(value, n, plus=plus, source=source, size=BODY, color=role(kind))
                      for value, plus, source, kind in
                      ((slope, False, f"pixels:(h[0,0]*(1-h[0,0]))[{j},0]", "focus"), (delta, True, delta_key, "error")))
    near.through.add(total.copy(), words("×", BODY, role("quiet")), factor, words("=", BODY, role("quiet")), result)
    near.through.arrange(RIGHT, buff=0.2).move_to([near.gate.jaws.get_x() - 0.6, READINGS - 0.75, 0])
    near.delta.add(delta_number(delta, delta_key, TITLE, n), words(text("delta"), BODY, role("error")))
    near.delta.arrange(DOWN, buff=0.2, aligned_edge=RIGHT)
    near.delta.scale(min(1, (near.gate.exit[0] - 0.2 - LEFTMOST) / near.delta.width))
    near.delta.next_to(near.gate.exit, LEFT, buff=0.2).shift((near.gate.exit[1] - near.delta[0].get_y()) * UP)
