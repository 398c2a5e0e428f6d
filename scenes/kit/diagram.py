"""A network drawn as columns of neurons joined by edges, a function of the arrays it is given.

Layer 0 is on the left. Edge (k, i, j) joins neuron j of layer k with neuron i of layer k + 1, in the order of the
weight matrix w[i, j], and looks like its weight. The diagram builds and returns animations; a chapter plays them.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from manim import (DOWN, LEFT, RIGHT, AnimationGroup, BackgroundRectangle, Circle, Dot, LaggedStart, Line,
                   ManimColor, ShowPassingFlash, Triangle, VGroup, VMobject)

from scenes.kit import figures
from scenes.kit.afresh import Afresh
from scenes.kit.declare import entry, furniture, holds, points
from scenes.kit.light import Light
from scenes.kit.scales import EdgeLook, activation_fill, edge_look, error_fill, largest, sign_role
from scenes.kit.text import Number, code, switching_opacity, words
from scenes.kit.theme import BODY, LABEL, SMALL, SMALLEST, blend, ink_on, role

DIMMED = 0.10    # stroke opacity of an edge that is not the subject
CONSTANT = 0.25  # light of a neuron that is always 1: it tells nothing new
PULSE, THIN_PULSE, MANY = 6, 1.5, 120     # stroke width of a flash along an edge, and where there are more edges than so many


class Neuron(VGroup):
    """A circle that holds a number; a value in 0..1 also fills it. light: how strongly it shines then, see Light."""

    def __init__(self, radius: float, light: float = 1.0):
        self.circle = Circle(radius, stroke_color=role("quiet"), stroke_width=2.5, fill_color=role("panel"),
                             fill_opacity=1)
        self.number: Number | None = None
        self.light = Light(self.circle, light)
        super().__init__(self.light)

    def paint(self, fill: ManimColor) -> "Neuron":
        """Fill the circle, which shines as brightly as that is; the number stays as it is."""
        self.light.set_fill(fill)
        return self

    def show(self, value: float, source: str, kind: str = "activation", scale: float = 1.0,
             decimals: int = 2) -> "Neuron":
        """Show a value: "activation" and "error" on their scale and "target" fill the circle, "plain" only writes it."""
        fill = neuron_fill(value, kind, scale)
        self.paint(fill)
        if self.number is not None:
            self.remove(self.number)
        share, most = (0.30 * min(3 / (decimals + 1), 1), LABEL) if decimals else (0.55, BODY)
        size = float(np.clip(self.circle.width * share, SMALLEST, most))
        self.number = Number(value, decimals, size=size, source=source, color=ink_on(fill)).move_to(self.circle)
        holds(self.circle, self.number)
        self.add(self.number)
        return self


class Ring(Afresh):
    """A neuron's outline takes the colour of the focus, or goes back; nothing else of it changes.

    The neuron is what is animated: a scene would draw a circle that moves alone over its own number.
    """

    def __init__(self, neuron: Neuron, on: bool = True, **kwargs):
        self.on = on
        super().__init__(neuron, **kwargs)

    def begin(self) -> None:
        circle = self.mobject.circle
        self.old = circle.get_stroke_color(), circle.get_stroke_width()
        self.new = role("focus" if self.on else "quiet"), 5 if self.on else 2.5
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        width = self.old[1] + (self.new[1] - self.old[1]) * share
        self.mobject.circle.set_stroke(self.old[0].interpolate(self.new[0], share), width)


class Glow(Afresh):
    """A neuron's fill moves to that of an activation, without a number: for neurons too small to hold one."""

    def __init__(self, neuron: Neuron, value: float, **kwargs):
        self.value = value
        super().__init__(neuron, **kwargs)

    def begin(self) -> None:
        self.old, self.new = self.mobject.circle.get_fill_color(), activation_fill(self.value)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        self.mobject.paint(self.old.interpolate(self.new, self.rate_func(alpha)))


class LightUp(Afresh):
    """A neuron takes on a value: its fill moves there, and its number switches on the way."""

    def __init__(self, neuron: Neuron, value: float, source: str, kind: str = "activation", scale: float = 1.0,
                 decimals: int = 2, **kwargs):
        self.value, self.source, self.kind, self.scale, self.decimals = value, source, kind, scale, decimals
        super().__init__(neuron, **kwargs)

    def begin(self) -> None:
        neuron = self.mobject
        self.old_fill = neuron.circle.get_fill_color()
        self.new_fill = neuron_fill(self.value, self.kind, self.scale)
        self.fades_in = neuron.number is None
        self.old = (self.value, self.source) if self.fades_in else (neuron.number.value, neuron.number.source)
        neuron.show(self.value, self.source, self.kind, self.scale, self.decimals)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        fill = self.old_fill.interpolate(self.new_fill, share)
        self.mobject.paint(fill)
        number = self.mobject.number
        value, number.source = (self.value, self.source) if share >= 0.5 else self.old
        number.set_value(value)
        number.set_fill(ink_on(fill), opacity=share if self.fades_in else switching_opacity(share))


class NetworkDiagram(VGroup):
    """Layers, edges and, if wanted, bias neurons.

    sizes: neurons of each layer; most: more than this many are drawn as two ends of a column, a gap with dots and
    the count; bias: add to each layer but the last a neuron that is always 1; source: the key of the sizes;
    drawn: {layer: indices, ascending} of the neurons that are drawn of a large layer instead of its two ends.
    """

    def __init__(self, sizes: Iterable[int], *, width: float = 5.0, spacing: float = 0.95, radius: float = 0.33,
                 most: int = 8, bias: bool = False, source: str = "", drawn: Mapping[int, Sequence[int]] | None = None):
        self.sizes, self.radius, self.source = tuple(sizes), radius, source
        self.scales: dict[int, float] = {}
        self.shown = [list((drawn or {}).get(k, _shown(size, most))) for k, size in enumerate(self.sizes)]
        columns = np.linspace(-width / 2, width / 2, len(self.sizes))
        self.layers = [self._layer(k, x, spacing) for k, x in enumerate(columns)]
        self.gaps = VGroup(*(self._gap(k) for k in range(len(self.sizes)) if self.has_gap(k)))
        self.bias_neurons = self._bias_neurons(spacing) if bias else VGroup()
        self.edges = [[[self._edge(source, target) for source in left] for target in right]
                      for left, right in zip(self.layers, self.layers[1:])]
        self.bias_edges = [[self._edge(source, target) for target in right]
                           for source, right in zip(self.bias_neurons, self.layers[1:])]
        self.edge_group = VGroup(*self._every_edge())     # animations name it, so that edges stay below the neurons
        super().__init__(self.edge_group, self.gaps, self.bias_neurons, *self.layers)
        furniture(self)

    # --- what there is -------------------------------------------------------------------------

    def has_gap(self, k: int) -> bool:
        """Whether layer k is drawn with a gap."""
        return len(self.shown[k]) < self.sizes[k]

    def edges_into(self, k: int, i: int) -> VGroup:
        """The edges from layer k into neuron i of layer k + 1."""
        return VGroup(*self.edges[k][i])

    def edges_from(self, k: int, j: int) -> VGroup:
        """The edges from neuron j of layer k into layer k + 1."""
        return VGroup(*(line[j] for line in self.edges[k]))

    def edges_between(self, k: int) -> VGroup:
        """All edges between the layers k and k + 1, without the bias."""
        return VGroup(*(edge for line in self.edges[k] for edge in line))

    def rejoin(self) -> "NetworkDiagram":
        """Draw every edge from neuron to neuron again, wherever they are now."""
        joints = [(self.layers[k][j], target, edge) for k, right in enumerate(self.edges)
                  for target, line in zip(self.layers[k + 1], right) for j, edge in enumerate(line)]
        joints += [(source, target, edge) for source, right, line in
                   zip(self.bias_neurons, self.layers[1:], self.bias_edges) for target, edge in zip(right, line)]
        for source, target, edge in joints:
            edge.put_start_and_end_on(*_rims(source, target))
        return self

    def column_name(self, k: int, name: str, which: str = "activation") -> VGroup:
        """A name in code above layer k; all columns have theirs on one level."""
        top = max(layer.get_top()[1] for layer in self.layers)
        return furniture(code(name, LABEL, role(which))).move_to([self.layers[k].get_x(), top + 0.35, 0])

    # --- values become looks -------------------------------------------------------------------

    def set_weights(self, k: int, w: np.ndarray, scale: float | None = None,
                    bias: np.ndarray | None = None) -> "NetworkDiagram":
        """Give the edges between layer k and k + 1 the look of w (right, left) and of the bias (right, 1).

        scale: the |weight| that is drawn at full strength (default: the largest of w); later changes keep it.
        """
        self.scales[k] = scale or largest(w)
        for edge, look in self._looks(k, w, bias):
            edge.look = look
            edge.set_stroke(look.color, look.width, look.opacity)
        return self

    def change_weights(self, k: int, w: np.ndarray, bias: np.ndarray | None = None, **kwargs) -> AnimationGroup:
        """The edges move from the look they have to that of w, on the scale given by set_weights."""
        moves = []
        for edge, look in self._looks(k, w, bias):
            edge.look = look
            moves.append(edge.animate.set_stroke(look.color, look.width, look.opacity))
        return AnimationGroup(*moves, group=self.edge_group, **kwargs)

    def light_up(self, k: int, values: np.ndarray, source: str, kind: str = "activation", scale: float = 1.0,
                 lag: float = 0.0, run_time: float = 0.8, decimals: int = 2) -> AnimationGroup:
        """The neurons of layer k take on values (n,) or (n, 1); `source` is the key of the array."""
        flat = np.ravel(values)
        return LaggedStart(*(LightUp(neuron, float(flat[i]), entry(source, i), kind, scale, decimals)
                             for neuron, i in zip(self.layers[k], self.shown[k], strict=True)),
                           group=self.layers[k], lag_ratio=lag, run_time=run_time)

    def glow(self, k: int, values: np.ndarray, run_time: float = 0.8) -> AnimationGroup:
        """The neurons of layer k are filled by values (n,) or (n, 1), without numbers."""
        flat = np.ravel(values)
        return AnimationGroup(*(Glow(neuron, float(flat[i]))
                                for neuron, i in zip(self.layers[k], self.shown[k], strict=True)), run_time=run_time)

    def focus(self, *edges: VMobject) -> AnimationGroup:
        """The given edges, at full strength of their look, while all others are dimmed."""
        chosen = {id(edge) for edge in edges}
        return AnimationGroup(*(self._stroke(edge, 1.0 if id(edge) in chosen else DIMMED)
                                for edge in self._every_edge()), group=self.edge_group)

    def unfocus(self) -> AnimationGroup:
        """Every edge goes back to the look of its weight."""
        return AnimationGroup(*(self._stroke(edge, edge.look.opacity) for edge in self._every_edge()),
                              group=self.edge_group)

    @staticmethod
    def pulse(edges: Iterable[Line], color: ManimColor | None = None, backward: bool = False,
              run_time: float = 0.8, lag: float = 0.0) -> AnimationGroup:
        """A flash runs along the edges, from left to right, or back in the colour of the errors; a thin one where they are
        many, so that they stay lines."""
        flashes, edges = [], list(edges)
        width = PULSE if len(edges) <= MANY else THIN_PULSE
        for edge in edges:
            start, end = (edge.get_end(), edge.get_start()) if backward else (edge.get_start(), edge.get_end())
            line = Line(start, end, stroke_width=width, stroke_color=color or role("error" if backward else "activation"))
            flashes.append(ShowPassingFlash(line, time_width=0.5))
        return LaggedStart(*flashes, lag_ratio=lag, run_time=run_time)

    def weight_tag(self, k: int, i: int, j: int, weight: float, source: str, at: float = 0.3,
                   size: float = SMALL, signed: bool | None = None) -> VGroup:
        """The number of a weight on its edge, on a patch of background; `at` is the place along the edge.

        signed: the patch has room for a minus (default: if there is one now).
        """
        number = Number(weight, size=size, source=source, signed=signed, color=role(sign_role(weight)))
        patch = BackgroundRectangle(number, color=role("background"), fill_opacity=0.9, buff=0.06)
        holds(patch, number)
        return VGroup(patch, number).move_to(self.edges[k][i][j].point_from_proportion(at))

    def ring(self, neuron: Neuron, on: bool = True) -> Ring:
        """A neuron's outline takes the colour of the focus, or goes back."""
        return Ring(neuron, on)

    def deltas(self, k: int, deltas: np.ndarray, source: str, side: np.ndarray = RIGHT, buff: float = 0.12,
               size: float = SMALLEST, decimals: int = 2) -> VGroup:
        """The delta's number beside each neuron of layer k."""
        flat = np.ravel(deltas)
        return VGroup(*(delta_number(float(flat[i]), entry(source, i), size, decimals).next_to(neuron, side, buff=buff)
                        for neuron, i in zip(self.layers[k], self.shown[k], strict=True)))

    # --- how it is put together ----------------------------------------------------------------

    def _every_edge(self) -> Iterable[Line]:
        for k in range(len(self.edges)):
            yield from (edge for line in self.edges[k] for edge in line)
        for line in self.bias_edges:
            yield from line

    def _looks(self, k: int, w: np.ndarray, bias: np.ndarray | None) -> Iterable[tuple[Line, EdgeLook]]:
        scale = self.scales[k]
        for i, line in zip(self.shown[k + 1], self.edges[k], strict=True):
            for j, edge in zip(self.shown[k], line, strict=True):
                yield edge, edge_look(w[i, j], scale)
        if bias is not None and self.bias_edges:
            for i, edge in zip(self.shown[k + 1], self.bias_edges[k], strict=True):
                yield edge, edge_look(float(np.ravel(bias)[i]), scale)

    def _stroke(self, edge: Line, opacity: float):
        return edge.animate.set_stroke(edge.look.color, edge.look.width, opacity)

    def _layer(self, k: int, x: float, spacing: float) -> VGroup:
        count = len(self.shown[k]) + (1 if self.has_gap(k) else 0)
        slots = [(count - 1) / 2 - i for i in range(count)]
        if self.has_gap(k):
            slots.pop(len(self.shown[k]) // 2)
        return VGroup(*(Neuron(self.radius).move_to([x, slot * spacing, 0]) for slot in slots))

    def _gap(self, k: int) -> VGroup:
        layer, half = self.layers[k], len(self.shown[k]) // 2
        middle = (layer[half - 1].get_center() + layer[half].get_center()) / 2
        dots = VGroup(*(Dot(radius=0.045, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.09)
        count = words(figures.written(f"{self.sizes[k]:,}"), LABEL, role("quiet"), source=entry(self.source, k))
        count.next_to(dots.move_to(middle), LEFT, buff=0.15)
        patch = BackgroundRectangle(count, color=role("background"), fill_opacity=0.9, buff=0.05)
        holds(patch, count)
        return VGroup(patch, dots, count)

    def _bias_neurons(self, spacing: float) -> VGroup:
        low = min(layer.get_bottom()[1] for layer in self.layers) - spacing + self.radius
        neurons = VGroup()
        for layer in self.layers[:-1]:
            neuron = Neuron(self.radius * 0.75, CONSTANT).show(1.0, "constant:bias_input", decimals=0)
            neurons.add(neuron.move_to([layer.get_x(), low, 0]))
        return neurons

    def _edge(self, source: VMobject, target: VMobject) -> Line:
        line = Line(*_rims(source, target))
        line.look = EdgeLook(role("quiet"), 1.5, 0.45)
        return line.set_stroke(line.look.color, line.look.width, line.look.opacity)


def delta_number(delta: float, source: str, size: float, decimals: int = 2) -> Number:
    """A delta, always with its sign."""
    return Number(delta, decimals, plus=True, size=size, source=source, color=role("error"))


def delta_tag(delta: float, scale: float, source: str, size: float = SMALLEST, decimals: int = 2) -> VGroup:
    """A triangle as large as |delta| / scale, and the number with its sign.

    The triangle points the way in which the value should move: down where it is too high, delta > 0, else up.
    """
    number = delta_number(delta, source, size, decimals)
    share = 0.55 + 0.45 * min(abs(delta) / scale, 1)
    arrow = Triangle(fill_color=role("error"), fill_opacity=1, stroke_width=0).set(width=1.22 * size * share)
    if delta > 0:
        arrow.rotate(np.pi)
    points(arrow, source, DOWN)
    tag = VGroup(arrow, number).arrange(RIGHT, buff=0.08)
    patch = BackgroundRectangle(tag, color=role("background"), fill_opacity=0.85, buff=0.01)
    holds(patch, number)
    return tag.add_to_back(patch)


def _rims(source: VMobject, target: VMobject) -> tuple[np.ndarray, np.ndarray]:
    """Where the straight line between two neurons leaves the one and meets the other."""
    start, end = source[0].get_center(), target[0].get_center()
    way = (end - start) / np.linalg.norm(end - start)
    return start + way * source[0].width / 2, end - way * target[0].width / 2


def neuron_fill(value: float, kind: str, scale: float) -> ManimColor:
    """The fill of a neuron that shows a value of this kind: "activation", "error", "target" or "plain"."""
    if kind == "activation":
        return activation_fill(value / scale)
    if kind == "error":
        return error_fill(value, scale)
    if kind == "target":
        return blend("panel", "target", 0.75 * float(np.clip(value, 0, 1)))
    if kind == "plain":
        return role("panel")
    raise ValueError(f"unknown kind of value: {kind!r}")


def _shown(size: int, most: int) -> list[int]:
    """Indices of the neurons that are drawn: all, or the two ends of a large layer."""
    if size <= most:
        return list(range(size))
    half = most // 2
    return [*range(half), *range(size - half, size)]
