"""A net that takes more room, or less: its columns move, and its edges stay joined to them."""

from collections.abc import Sequence

import numpy as np
from manim import Mobject, VGroup

from scenes.kit.afresh import Afresh
from scenes.kit.diagram import NetworkDiagram


class Spread(Afresh):
    """The columns of a net move to new places.

    xs: where, one for each layer; y: by how much all of it rises; beside: {layer: what moves with it}.
    """

    def __init__(self, net: NetworkDiagram, xs: Sequence[float], y: float = 0.0,
                 beside: dict[int, Mobject] | None = None, **kwargs):
        self.net, self.xs, self.rise, self.beside = net, xs, y, beside or {}
        super().__init__(VGroup(net, *self.beside.values()), **kwargs)

    def begin(self) -> None:
        self.moved = [VGroup(layer, *self.net.bias_neurons[k:k + 1], *([self.beside[k]] if k in self.beside else []))
                      for k, layer in enumerate(self.net.layers)]
        self.ways = [np.array([x - layer.get_x(), self.rise, 0]) for x, layer in zip(self.xs, self.net.layers, strict=True)]
        self.done = 0.0
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        for column, way in zip(self.moved, self.ways):
            column.shift((share - self.done) * way)
        self.done = share
        self.net.rejoin()
