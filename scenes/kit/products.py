"""A sum of products as numbers: one row for each product. Only weights have the colour of a sign."""

from collections.abc import Sequence

import numpy as np
from manim import Animation, ManimColor, Square, VGroup

from scenes.kit.declare import entry
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import role

SMALLER = 0.5     # of a number that is carried, on its way


class ProductTable(VGroup):
    """A row for each input: a square of its grey, its value × its weight = their product, which is no weight: it is ink.

    inputs, weights: (n,); places: x of the six parts of a row; levels: y of each row; sources: the keys of the inputs
    and of the weights; size: the em; decimals: of values and weights, and of products. A row is VGroup(square, value,
    times, weight, equals, product).
    """

    def __init__(self, inputs: np.ndarray, weights: np.ndarray, places: Sequence[float], levels: Sequence[float],
                 sources: tuple[str, str], size: float, decimals: tuple[int, int] = (2, 2)):
        super().__init__(*(self._row(float(x), float(w), (entry(sources[0], j), entry(sources[1], j)), size, decimals)
                           for j, (x, w) in enumerate(zip(np.ravel(inputs), np.ravel(weights), strict=True))))
        for row, y in zip(self, levels, strict=True):
            for part, x in zip(row, places, strict=True):
                part.move_to([x, y, 0])

    @staticmethod
    def _row(x: float, weight: float, sources: tuple[str, str], size: float, decimals: tuple[int, int]) -> VGroup:
        grey = ManimColor.from_rgb([x] * 3)
        return VGroup(
            Square(1.5 * size, fill_color=grey, fill_opacity=1, stroke_color=role("quiet"), stroke_width=2),
            Number(x, decimals[0], source=sources[0], size=size, color=role("activation")),
            words("×", size, role("quiet")),
            signed(weight, sources[1], size, decimals[0]),
            words("=", size, role("quiet")),
            Number(weight * x, decimals[1], source=product_key(sources[1], sources[0]), size=size, signed=True))


class Carry(Animation):
    """A number, small, goes down (or up) a lane beside its column, from its own level to that of y, and is gone there."""

    def __init__(self, number: Number, y: float, lane: float, **kwargs):
        self.y, self.lane = y, lane
        super().__init__(number.scale(SMALLER).set_x(lane), remover=True, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        share, start = self.rate_func(alpha), self.starting_mobject.get_y()
        self.mobject.set_y(start + share * (self.y - start)).set_fill(opacity=min(5 * share, 5 * (1 - share), 1))


def signed(value: float, source: str, size: float, decimals: int = 2) -> Number:
    """A number with room for a minus, in the colour of its sign."""
    return Number(value, decimals, source=source, size=size, signed=True, color=role(sign_role(value)))


def product_key(one: str, other: str) -> str:
    """The key of the product of two values of the same run."""
    return f"{one}*{other.partition(':')[2]}"
