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

Texts = Callable[[str], str]
CHANGES = ("w_h_o", "b_h_o", "w_i_h", "b_i_h")
CELLS = 2              # decimals of the slopes in a table
SLIMMER, SLIM_EDGE = 0.36, 1.2     # manim units for the widest band of the whole net; its edge's stroke


def lines_of(run, *names: str) -> list[int]:
    """The lines of the listing that compute deltas or change weights."""
    program = Program(run.meta["source"])
    return [program.lines(name, update=name in CHANGES)[0] for name in names]


def hidden_line(run) -> Listing:
    """The line of the listing that computes the hidden deltas, as the first of a listing of its own, left of the net."""
    return Listing(excerpt(run.meta["source"], lines_of(run, "delta_h")), 0.265).move_to([-3.32, 1.75, 0])


def delta_line(run, size: float) -> Listing:
    """The line of the listing that computes the outputs' deltas, as the first of a listing of its own; size: its em."""
    return Listing(excerpt(run.meta["source"], lines_of(run, "delta_o")), size)


def name_under(term, text: str, listing: Listing) -> VGroup:
    """What a term of the listing is, under its panel."""
    return words(text, LABEL, role("focus")).next_to(listing.panel, DOWN, buff=0.2).set_x(term.get_x())


def code_of(run, *names: str) -> Listing:
    """The lines that change some arrays, under their table."""
    return Listing(excerpt(run.meta["source"], lines_of(run, *names)), 0.3).move_to([3.1, -2.93, 0])


def how_often(count: float, source: str, text: str) -> VGroup:
    """A count with what is counted, under the image at the left of the net."""
    number = Number(count, 0, source=source, size=0.55)
    return VGroup(number, words(text, LABEL)).arrange(DOWN, buff=0.2).move_to([-5.4, -2.1, 0])


def bands(net: NetworkDiagram, run, k: int) -> VGroup:
    """Bands along all edges between layer k and k + 1, from right to left: 1: what comes back to the hidden neurons;
    0: the slopes of the weights, which the hidden deltas leave on their way on."""
    back = run.w_h_o[0] * run.delta_o[0, 0] if k else run.delta_h[0, 0] * run.inputs_of(0).T
    unit = SLIMMER / largest(back)
    return VGroup(*(Band(edge.get_end(), edge.get_start(), float(back[i, j]), unit).set_stroke(width=SLIM_EDGE)
                    for i, line in enumerate(net.edges[k]) for j, edge in enumerate(line)))


def patched(text) -> VGroup:
    """A text on a patch of background, so that it can be read over edges."""
    patch = BackgroundRectangle(text, color=role("background"), fill_opacity=0.9, buff=0.04)
    holds(patch, text)
    return VGroup(patch, text)


# --- the hidden deltas and the tables -------------------------------------------------------------

def outer_product(run, layer: int) -> tuple[OuterProduct, VGroup]:
    """The slopes of all weights: 1 for those into the outputs, 0 for those into the hidden neurons; and the names."""
    if layer:
        column, row, keys = run.delta_o[0, 0], run.h[0, 0], ("delta_o[0,0]", "h[0,0]")
    else:
        column, row, keys = run.delta_h[0, 0], run.inputs_of(0), ("delta_h[0,0]", "inputs_of(0)")
    sources = (f"pixels:{keys[0]}", f"pixels:{keys[1]}", f"pixels:{keys[0]}*{keys[1]}.T")
    factors = fewest(*(product_closes(float(a), float(b), float(a * b), CELLS) for a in column.ravel() for b in row.ravel()))
    outer = OuterProduct(column, row, sources, cell=(1.1, 0.95) if layer else (0.86, 0.8), decimals=CELLS, factors=factors,
                         text_size=0.34, factor_size=(0.34 if layer else 0.31) - 0.045 * (factors - CELLS))
    names = VGroup(code("delta_o" if layer else "delta_h", LABEL, role("error")).next_to(outer.column, UP, buff=0.15),
                   code("h.T" if layer else "img.T", LABEL, role("activation")).next_to(outer.row, UP, buff=0.12))
    VGroup(outer, names).move_to([3.4 if layer else 3.75, 0.45, 0])
    return outer, names


def exaggerated(weights: np.ndarray, times: float) -> np.ndarray:
    """Weights after the update, their change enlarged for the eye."""
    return weights[0] + times * (weights[1] - weights[0])
