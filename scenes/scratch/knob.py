"""One real weight as a knob: its edge, its output and the cost move with it, and trace the cost's real curve."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, RIGHT, UP, Circle, Dot, Line, VGroup, VMobject

from scenes.kit.diagram import Neuron, neuron_fill
from scenes.kit.plot import Plot
from scenes.kit.scales import edge_look, largest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, blend, ink_on, role
from scenes.scratch import walk
from scenes.scratch.turning import ground

FARTHEST = 2.4              # radians of the pointer from straight up, to both sides
RADIUS = 1.05               # of the dial
EDGE_Y, DIAL_Y = 1.45, -1.35
DIAL, HIDDEN, OUTPUT = -3.9, -5.75, -2.05     # x of the dial, of the neurons at both ends of the edge
PLOT = (6.0, 4.6)           # size of the curve's field
SHINE = 0.04, 0.42          # how much of its colour the ground under the curve has, at its foot and at its top
PLOT_PLACE = RIGHT * 2.4 + DOWN * 0.4


class Dial(VGroup):
    """A knob with its pointer, a line of any kind; point(turn) turns it, -1..1, 0 straight up."""

    def __init__(self, radius: float, kind: type[Line] = Line):
        self.face = Circle(radius, stroke_color=role("quiet"), stroke_width=4, fill_color=role("panel"), fill_opacity=1)
        ticks = VGroup(*(Line(UP * radius * 1.12, UP * radius * 1.24, stroke_color=role("quiet"), stroke_width=3)
                         .rotate(-angle, about_point=[0, 0, 0]) for angle in np.linspace(-FARTHEST, FARTHEST, 9)))
        self.pointer = kind(stroke_color=role("ink"), stroke_width=9)
        super().__init__(self.face, ticks, self.pointer)
        self.point(0)

    def turn_about(self, place: np.ndarray) -> "Dial":
        """The pointer turns about a place; the marks around the face reach further up than down."""
        return self.shift(place - self.face.get_center())

    def point(self, turn: float) -> "Dial":
        """Turn the pointer."""
        middle, radius = self.face.get_center(), self.face.width / 2
        way = np.array([np.sin(FARTHEST * turn), np.cos(FARTHEST * turn), 0])
        self.pointer.put_start_and_end_on(middle + 0.1 * radius * way, middle + 0.88 * radius * way)
        return self


class KnobPicture(VGroup):
    """log: the group of one knob in experiments.npz; source: its key, e.g. "experiments:knob_last"; text: a text on screen by
    its key; label: of the image that it is turned for, and its key; classes: what the outputs stand for. output: which of the
    outputs the weight leads to.
    The cost is that output's share, the only one that the weight moves. show(s) stands at position s of its values."""

    def __init__(self, log, source: str, text: Callable[[str], str], label: tuple[int, str], classes: Sequence[int]):
        self.log, self.source = log, source
        self.output, hidden = (int(k) for k in log.place)
        self.values, self.outputs, self.label = log.turned, log.o[:, self.output].astype(float), label[0]
        self.costs = -np.log(self.outputs if self.label else 1 - self.outputs)
        self.scale = largest(log.turned)
        self.begin, self.end = Neuron(0.7).move_to([HIDDEN, EDGE_Y, 0]), Neuron(0.7).move_to([OUTPUT, EDGE_Y, 0])
        self.begin.show(float(log.h[0, hidden]), f"{source}.h[0,{hidden}]")
        self.edge = Line(self.begin.get_right(), self.end.get_left())
        self.dial = Dial(RADIUS).move_to([DIAL, DIAL_Y, 0])
        self.number = Number(0, 2, size=1.5 * TITLE, source=source, signed=True, widest=-self.scale)
        self.number.next_to(self.dial, DOWN, buff=0.25)
        self.names = VGroup(words(text("weight"), BODY, role("quiet")).next_to(self.edge, UP, buff=0.35),
                            VGroup(in_line(words(text("output"), BODY, role("quiet")),
                                           Number(classes[self.output], 0, size=BODY,
                                                  source=f"digits:meta.classes[{self.output}]")),
                                   in_line(words(text("label"), BODY, role("target")),
                                           Number(label[0], 0, size=BODY, color=role("target"), source=label[1])))
                            .arrange(DOWN, buff=0.12).next_to(self.end, UP, buff=0.2))
        height = 0, float(np.ceil(self.costs.max()))
        self.plot = Plot((float(log.turned[0]), float(log.turned[-1])), height, *PLOT, x_ticks=self._ticks(), y_ticks=height,
                         x_label=text("weight"), y_label=text("cost"), text_size=BODY).move_to(PLOT_PLACE)
        self.trace, self.earth = VMobject(stroke_color=role("error"), stroke_width=6), VMobject()
        self.dot = Dot(radius=0.13, color=role("focus"))
        self.cost = Number(0, 2, size=TITLE, source=source, widest=self.costs.max(), color=role("error"))
        self.reached = int(log.at), int(log.at)
        super().__init__(self.edge, self.begin, self.end, self.dial, self.number, self.names)
        self.instruments = VGroup(self.earth, self.plot, self.trace, self.dot, self.cost)
        self.show(int(log.at))

    def _ticks(self) -> list[int]:
        low, high = int(np.ceil(self.values[0])), int(np.floor(self.values[-1]))
        return [value for value in range(low, high + 1) if value % 2 == 0]

    def show(self, s: float) -> "KnobPicture":
        """The picture at position s of the values; numbers are those of the nearest logged one."""
        near, at = round(s), np.arange(len(self.values))
        value, cost, output = (float(np.interp(s, at, array)) for array in
                               (self.values, self.costs, self.outputs))
        self.turn(value)
        self.number.set_value(float(self.values[near])).source = f"{self.source}.turned[{near}]"
        self._show_output(near, output)
        self.dot.move_to(self.plot.point(value, cost))
        run, _, group = self.source.partition(":")
        said = f"{group}.o[{near},{self.output}]"
        self.cost.set_value(float(self.costs[near])).source = f"{run}:-log({said if self.label else f'1-{said}'})"
        self._name_the_point()
        self._draw(s)
        return self

    def _name_the_point(self) -> None:
        """The cost beside its point, on the side where the curve is lower; near the plot's edge, above it."""
        way = -1 if float(self.log.slope_cross_entropy) > 0 else 1
        edge = self.plot.point(float(self.values[0 if way < 0 else -1]), 0)[0] - 0.15 * way
        self.cost.next_to(self.dot, UP + way * RIGHT, buff=0.08)
        over = max(way * (self.cost.get_edge_center(way * RIGHT)[0] - edge), 0)
        self.cost.shift(-way * over * RIGHT + min(over, 0.35) * UP)

    def turn(self, weight: float) -> None:
        """The edge and the dial, as they are with this weight."""
        look = edge_look(weight, self.scale)
        self.edge.set_stroke(look.color, 2.2 * look.width, look.opacity)
        self.dial.point(weight / self.scale)

    def stand(self, image: walk.OneImage, weight: float) -> "KnobPicture":
        """The picture with any weight, computed for its image: every number is what it says."""
        keys = walk.keys(self.log, self.source, image.label, weight - image.value)
        self.turn(weight)
        self.number.set_value(weight).source = keys["weight"]
        self._tell(output := float(image.output_at(weight)), output, keys["output"])
        self.dot.move_to(self.plot.point(weight, float(image.cost(weight))))
        self.cost.set_value(float(image.cost(weight))).source = keys["cost"]
        self._name_the_point()
        return self

    def _show_output(self, near, output):
        self._tell(output, float(self.outputs[near]), f"{self.source}.o[{near},{self.output}]")

    def _tell(self, output, value, source):
        fill = neuron_fill(output, "activation", 1.0)
        if self.end.number is None:
            self.end.show(value, source)
        self.end.paint(fill)
        self.end.number.set_value(value).set_fill(ink_on(fill), 1).source = source

    def tangent(self, reach: float) -> Line:
        """At the weight's own value, so far to both sides."""
        value, cost, steep = float(self.log.value), float(self.costs[int(self.log.at)]), float(self.log.slope_cross_entropy)
        ends = (self.plot.point(value + way, cost + way * steep) for way in (-reach, reach))
        return Line(*ends, stroke_color=blend("error", "ink", 0.6), stroke_width=7)

    def touch(self, tangent: Line, image: walk.OneImage, weight: float, reach: float) -> None:
        """Move a tangent to where the weight is."""
        ends = (self.plot.point(weight + way, float(image.cost(weight)) + way * float(image.slope(weight)))
                for way in (-reach, reach))
        tangent.put_start_and_end_on(*ends)

    def figure(self, name: str, size: float) -> VGroup:
        """The slope there, as it was measured by turning, after a name."""
        number = Number(float(self.log.slope_cross_entropy), plus=True, size=size, color=role("error"),
                        source=f"{self.source}.slope_cross_entropy")
        return in_line(words(name, size / 1.3, role("error")), number, buff=0.25)

    def _draw(self, s):
        """The part of the curve that the knob has been through."""
        self.reached = min(self.reached[0], s), max(self.reached[1], s)
        inside = [k for k in range(len(self.values)) if self.reached[0] <= k <= self.reached[1]]
        points = [self.plot.point(self.values[k], self.costs[k]) for k in inside]
        if len(points) > 1:
            self.trace.set_points_as_corners(points)
            self.earth.become(ground(self.plot, points, SHINE))
