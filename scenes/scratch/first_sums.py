"""What forward draws of h_pre = w_i_h @ img + b_i_h: its arrays as tables, their shapes, and how many decimals its sums need."""

import numpy as np
from manim import RIGHT, VGroup

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing
from scenes.kit.matrix import Matrix
from scenes.kit.text import code
from scenes.kit.theme import BODY, role
from scenes.scratch.cast import RADIUS

MIDDLE = -1.9, -0.42       # of the equation beside a net; of its tables a cell's size, and the em of what is in it
CELL, FIGURE = (0.9, 1.1), 0.28
SHAPE = 0.32               # em of a shape: two of them side by side
NAMES = {"h_pre": "activation", "w_i_h": "positive", "img": "activation", "b_i_h": "positive"}


def front_of(net: NetworkDiagram, run, sums: int | None = None) -> tuple[NetworkDiagram, VGroup]:
    """The small net's first two layers by themselves, in their place, with so many of their sums (default: all); and all that is
    not part of them."""
    front = NetworkDiagram(run.sizes[:2], width=2.5, spacing=1.05, radius=RADIUS, bias=True)
    front.set_weights(0, run.w_i_h[0], bias=run.b_i_h[0])
    front.shift(net.layers[0].get_center() - front.layers[0].get_center())
    for j, neuron in enumerate(front.layers[0]):
        neuron.show(float(run.inputs_of(0)[j, 0]), f"pixels:inputs_of(0)[{j}]")
    for i, neuron in enumerate(front.layers[1][:sums]):
        neuron.show(float(run.h_pre[0, 0, i, 0]), f"pixels:h_pre[0,0,{i}]", "plain")
    return front, VGroup(net.edges_between(1), VGroup(*net.bias_edges[1]), net.layers[2], net.bias_neurons[1])


def equation(run) -> VGroup:
    """h_pre = w_i_h @ img + b_i_h of the small net, with its numbers."""
    given = ((run.h_pre[0, 0], "plain", "h_pre[0,0]"), (run.w_i_h[0], "weight", "w_i_h[0]"),
             (run.inputs_of(0), "activation", "inputs_of(0)"), (run.b_i_h[0], "weight", "b_i_h[0]"))
    h_pre, w, img, b = (Matrix(values, kind, source=f"pixels:{key}", cell=CELL, text_size=FIGURE) for values, kind, key in given)
    equals, at, plus = (code(sign, BODY, role("quiet")) for sign in "=@+")
    return VGroup(h_pre, equals, w, at, img, plus, b).arrange(RIGHT, buff=0.15).move_to([*MIDDLE, 0])


def calculation_decimals(run, least: int = 2, most: int = 6) -> tuple[int, int]:
    """(of the factors, of the products and their sum): the fewest decimals with which what is shown of the first hidden neuron is
    right by itself."""
    img, w = run.inputs_of(0)[:, 0].astype(float), run.w_i_h[0, 0].astype(float)
    decimals = range(least, most)
    shown = next((n for n in decimals if abs(np.round(w * img, n).sum() - round(float(w @ img), n)) < 10.0 ** -n / 2), most)
    factors = next((n for n in decimals if np.array_equal(np.round(np.round(img, n) * np.round(w, n), shown),
                                                          np.round(img * w, shown))), most)
    return factors, shown


def inner_sizes(shapes: VGroup) -> VGroup:
    """What must be equal in a product: the columns of w_i_h and the rows of img, in their shapes."""
    w, img = shapes[1], shapes[2]
    comma = w.writing.string.replace(" ", "").index(",")
    return VGroup(*w[comma + 1:-1], *img[1:img.writing.string.index(",")])


def shapes_under(listing: Listing, run, key: str) -> VGroup:
    """The shapes of a net's arrays under their names in the line of code; key: of its snapshot."""
    inputs, hidden, _ = run.sizes
    given = ((hidden, 1, "h_pre[0,0]"), (hidden, inputs, "w_i_h[0]"), (inputs, 1, "inputs_of(0)"),
             (hidden, 1, "b_i_h[0]"))
    return VGroup(*(code(f"({rows}, {columns})", SHAPE, source=f"{key}:{array}.shape")
                    .move_to([listing.term(1, name).get_x(), listing.get_bottom()[1] - 0.4, 0])
                    for name, (rows, columns, array) in zip(NAMES, given, strict=True)))
