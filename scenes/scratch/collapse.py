"""The two weight matrices of the small net and their product, and the net that each side of that equation is."""

from manim import RIGHT, VGroup

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.matrix import Matrix
from scenes.kit.text import code
from scenes.kit.theme import BODY, role

CELL = (0.8, 0.66)         # of the matrices side by side across the frame
NUMBER = 0.25              # em of their numbers


def product(run) -> VGroup:
    """w_h_o @ w_i_h = their product, across the whole frame."""
    given = ((run.w_h_o[0], "w_h_o[0]"), (run.w_i_h[0], "w_i_h[0]"), (run.w_h_o[0] @ run.w_i_h[0], "(w_h_o[0]@w_i_h[0])"))
    second, first, one = (Matrix(values, "weight", source=f"pixels:{key}", cell=CELL, text_size=NUMBER)
                          for values, key in given)
    at, equals = code("@", BODY, role("quiet")), code("=", BODY, role("quiet"))
    return VGroup(second, at, first, equals, one).arrange(RIGHT, buff=0.16).move_to([0, 1.25, 0])


def two_nets(run, row: VGroup) -> tuple[NetworkDiagram, NetworkDiagram]:
    """Under the two matrices of a product the net that they are, and under their product the net that it is."""
    second, _, first, _, one = row
    deep, flat = (NetworkDiagram(layers, width=width, spacing=0.56, radius=0.2)
                  for layers, width in ((run.sizes, 5.6), (run.sizes[::2], 2.8)))
    deep.set_weights(0, first.values).set_weights(1, second.values)
    flat.set_weights(0, one.values)
    return deep.move_to([VGroup(second, first).get_x(), -2.0, 0]), flat.move_to([one.get_x(), -2.0, 0])
