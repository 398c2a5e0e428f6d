"""How hidden neurons add up to a border: what each says over the plane of the points as a tile, joined to their sum."""

import numpy as np
from manim import Animation, AnimationGroup, FadeIn, Group, Line, ShowPassingFlash, Square, VGroup, there_and_back

from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.scales import edge_look, largest
from scenes.kit.theme import role
from scenes.scratch.bending import Bending, curled

BRIGHTEST = 0.75     # how much of the activation's colour a tile takes where its neuron is brightest
GAP = 0.22           # from one tile to the next
ALONE = ("background", "activation"), 0.14        # what a single one says tints the plane like this
WAITS = 0.25         # opacity of an edge whose tile has not been added yet


class Adding(Group):
    """One tile for each hidden neuron, in a column as high as a plane, and the edges from them to the plane.

    bending: both trained nets; plane: where their sum is drawn; x: of the tiles' middle. Parts: tiles, frames, edges.
    order: the hidden neurons as they stand from top to bottom: the larger its weight into the bent sum, the earlier.
    """

    def __init__(self, bending: Bending, plane: Plane, x: float):
        self.bending, self.plane, count = bending, plane, len(bending.curve.b_i_h[-1])
        width, height = plane.frame.width, plane.frame.height
        tall = (height - (count - 1) * GAP) / count
        self.tiles = Group(*(self._tile(plane, tall * width / height, tall) for _ in range(count)))
        self.order = [int(k) for k in np.argsort(-np.abs(bending.weights(2)))]
        for row, k in enumerate(self.order):
            self.tiles[k].move_to([x, plane.get_y() + ((count - 1) / 2 - row) * (tall + GAP), 0])
        self.frames = VGroup(*(Square(stroke_color=role("focus"), stroke_width=4).stretch_to_fit_width(tile.frame.width)
                               .stretch_to_fit_height(tall).move_to(tile.frame) for tile in self.tiles))
        self.edges = VGroup(*(Line(tile.frame.get_right(), plane.frame.get_left(), buff=0.1) for tile in self.tiles))
        super().__init__(self.tiles, self.edges)

    @staticmethod
    def _tile(plane: Plane, width: float, height: float) -> Plane:
        tile = Plane(np.zeros((0, 2)), np.zeros(0, bool), *plane.limits, width, height, tints=("background", "activation"),
                     tinted=BRIGHTEST)
        tile.frame.set_stroke(role("quiet"), 1.5, 0.7)
        return tile

    def show(self, way: float) -> "Adding":
        """The tiles for a way of Bending.says: what each neuron says without the bend, on to what it says with it."""
        for k, tile in enumerate(self.tiles):
            tile.shade = self._shade(tile, k, way)
            tile.show(lambda points, k=k: self.bending.sum_of(k, points, way))
        return self

    def _shade(self, tile: Plane, k: int, way: float):
        """As bright as a neuron is active, from the least to the most that its activation is in the tile."""
        (left, right), (low, high) = tile.limits
        most = largest(self.bending.sum_of(k, np.array([[x, y] for x in (left, right) for y in (low, high)]), way))
        reach = float(curled(most, max(way - 1, 0))) - 0.5
        return lambda sums: 0.5 + (curled(sums, max(way - 1, 0)) - 0.5) / (2 * reach)

    def weigh(self, way: float, lit: float | np.ndarray = 1.0) -> "Adding":
        """The edges take the look of their weights into the sum; lit: how much of it, of each or of all, 0..1."""
        weights = self.bending.weights(way)
        for edge, weight, share in zip(self.edges, weights, np.broadcast_to(lit, len(weights)), strict=True):
            look = edge_look(weight, largest(weights))
            edge.set_stroke(look.color, look.width, look.opacity * (WAITS + (1 - WAITS) * share))
        return self

    def added(self, done: float) -> np.ndarray:
        """How much of each neuron is in the sum, (count,) 0..1, when `done` of them are, in their order."""
        shares = np.zeros(len(self.order))
        shares[self.order] = np.clip(done - np.arange(len(self.order)), 0, 1)
        return shares

    def alone(self, k: int) -> Animation:
        """What neuron k says with its bend, for a moment, over all the points of the plane, its tile framed."""
        plane, frame, hues = self.plane, self.frames[k].copy(), (self.plane.tints, self.plane.tinted)

        def draw(s):
            there = min(4 * s, 4 - 4 * s, 1)
            plane.tints, plane.tinted = ALONE if there > 0 else hues
            plane.show(lambda points: self.bending.sum_of(k, points, 2), line=there, ground=there)
        return AnimationGroup(PlayThrough([plane], draw, 0, 1), FadeIn(frame, rate_func=there_and_back, remover=True))

    def pulse(self, k: int) -> Animation:
        """A flash from tile k to the sum."""
        edge = self.edges[k]
        return ShowPassingFlash(Line(edge.get_start(), edge.get_end(), stroke_width=6, stroke_color=role("activation")),
                                time_width=0.5)
