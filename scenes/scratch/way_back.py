"""The way back through the small net, drawn: the bands and the tables.

The chapter on backpropagation plays these; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, UP, BackgroundRectangle, VGroup

from network.program import Program
from scenes.kit.bands import Band
from scenes.kit.closing import fewest, product_closes
from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.outer import OuterProduct
from scenes.kit.scales import largest
from scenes.kit.text import Number, code, words
from scenes.kit.theme import LABEL, role
from scenes.scratch.cast import RADIUS

Texts = Callable[[str], str]
CHANGES = ("w_h_o", "b_h_o", "w_i_h", "b_i_h")
CELLS, WRITTEN = 2, 0.36     # decimals of the slopes in a table, and em of its numbers
CODE = 0.325                 # em of the lines under their table
SLIMMER, SLIM_EDGE = 0.36, 1.2     # manim units for the widest band of the whole net; its edge's stroke


def lines_of(run, *names: str) -> list[int]:
    """The lines of the listing that compute deltas or change weights."""
    program = Program(run.meta["source"])
    return [program.lines(name, update=name in CHANGES)[0] for name in names]


def hidden_line(run) -> Listing:
    """The line of the listing that computes the hidden deltas, as the first of a listing of its own, over the net."""
    return Listing(excerpt(run.meta["source"], lines_of(run, "delta_h")), 0.36).move_to([0.9, 3.0, 0])


def delta_line(run, size: float) -> Listing:
    """The line of the listing that computes the outputs' deltas, as the first of a listing of its own; size: its em."""
    return Listing(excerpt(run.meta["source"], lines_of(run, "delta_o")), size)


def code_of(run, *names: str) -> Listing:
    """The lines that change some arrays, under their table."""
    return Listing(excerpt(run.meta["source"], lines_of(run, *names)), CODE).move_to([3.0, -2.93, 0])


def how_often(count: float, source: str, text: str, widest: float | None = None) -> VGroup:
    """A count, which may grow as far as `widest`, with what is counted, under the image at the left of the net."""
    number = Number(count, 0, source=source, size=0.55, widest=widest)
    return VGroup(number, words(text, LABEL)).arrange(DOWN, buff=0.2).move_to([-5.4, -2.1, 0])


def back_half(net: NetworkDiagram, run) -> NetworkDiagram:
    """The small net's last two layers by themselves, as they are in it."""
    half = NetworkDiagram(run.sizes[1:], radius=RADIUS, bias=True)
    half.set_weights(0, run.w_h_o[0], bias=run.b_h_o[0])
    for layer, key, there in zip(half.layers, ("h", "o"), net.layers[1:], strict=True):
        for i, (neuron, place) in enumerate(zip(layer, there, strict=True)):
            neuron.show(float(getattr(run, key)[0, 0, i, 0]), f"pixels:{key}[0,0,{i},0]").move_to(place)
    half.bias_neurons[0].move_to(net.bias_neurons[1])
    for mine, theirs in zip((*half.edges_between(0), *half.bias_edges[0]), (*net.edges_between(1), *net.bias_edges[1]),
                            strict=True):
        mine.match_style(theirs)
    return half.rejoin()


def spread_out(half: NetworkDiagram, xs: tuple[float, float], rise: float) -> NetworkDiagram:
    """Its columns stand so far apart, all of it by so much higher."""
    for layer, bias, x in zip(half.layers, (half.bias_neurons[0], VGroup()), xs, strict=True):
        VGroup(layer, bias).shift([x - layer.get_x(), rise, 0])
    return half.rejoin()


def bands(edges, run, k: int) -> VGroup:
    """Bands of blame along the edges between layer k and k + 1, from right to left: 1: what comes back to the hidden neurons;
    0: the slopes of the weights, which the hidden deltas leave on their way on."""
    back = run.w_h_o[0] * run.delta_o[0, 0] if k else run.delta_h[0, 0] * run.inputs_of(0).T
    unit = SLIMMER / largest(back)
    return VGroup(*(Band(edge.get_end(), edge.get_start(), float(back[i, j]), unit, True).set_stroke(width=SLIM_EDGE)
                    for i, line in enumerate(edges) for j, edge in enumerate(line)))


def patched(text) -> VGroup:
    """A text on a patch of background, so that it can be read over edges."""
    patch = BackgroundRectangle(text, color=role("background"), fill_opacity=0.9, buff=0.04)
    holds(patch, text)
    return VGroup(patch, text)


# --- the hidden deltas and the tables -------------------------------------------------------------

def outer_product(run) -> tuple[OuterProduct, VGroup]:
    """The slopes of the weights into the outputs; and the names of its column and its row."""
    column, row = run.delta_o[0, 0], run.h[0, 0]
    sources = "pixels:delta_o[0,0]", "pixels:h[0,0]", "pixels:delta_o[0,0]*h[0,0].T"
    factors = fewest(*(product_closes(float(a), float(b), float(a * b), CELLS) for a in column.ravel() for b in row.ravel()))
    outer = OuterProduct(column, row, sources, cell=(1.15, 1.0), decimals=CELLS, factors=factors, text_size=WRITTEN,
                         factor_size=WRITTEN - 0.045 * (factors - CELLS))
    names = VGroup(code("delta_o", LABEL, role("error")).next_to(outer.column, UP, buff=0.15),
                   code("h.T", LABEL, role("activation")).next_to(outer.row, UP, buff=0.12))
    VGroup(outer, names).move_to([3.0, 0.45, 0])
    return outer, names


def exaggerated(weights: np.ndarray, times: float) -> np.ndarray:
    """Weights after the update, their change enlarged for the eye."""
    return weights[0] + times * (weights[1] - weights[0])
