"""The sigmoid: it bounds the sums, and above all it bends, without which two layers would be one."""

import numpy as np
from manim import (DOWN, RIGHT, UP, Arrow, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, Line, MathTypst,
                   Polygon, ReplacementTransform, SurroundingRectangle, Transform, TransformFromCopy, VGroup, VMobject)

from network.program import Program
from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.plot import Plot, sigmoid, sigmoid_plot
from scenes.kit.scales import largest
from scenes.kit.text import Number, code, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.cast import show_activations, small_net
from scenes.scratch.chapter import Chapter

LEFT_HALF = -3.2                           # x of its middle
REACH = 6.0                                # the curve is drawn over -REACH..REACH
STEPS = ((-0.75, 0.75), (4.0, 5.5))        # two steps of equal width: on the slope, and at the flat end
RISE_ON_SLOPE, RISE_AT_END = (float(sigmoid(high) - sigmoid(low)) for low, high in STEPS)
CELL = (0.8, 0.66)                         # of the matrices side by side across the frame
NUMBER = 0.25                              # em of their numbers
FORMULA = "sigma(x) = 1 / (1 + e^(-x))"


class Sigmoid(Chapter):
    """The first logged moment of the small net: from its sums to its outputs."""

    def construct(self):
        net = self.network()
        names = VGroup(net.column_name(0, "img"), net.column_name(1, "h_pre"))
        self.open(net, names)
        plot, curve = sigmoid_plot(6.1, 3.3, REACH, text_size=LABEL)
        VGroup(plot, curve).move_to([LEFT_HALF, -0.3, 0])
        marks = self.any_number(net, plot)
        formula = self.draw_curve(plot, curve)
        self.look_up(net, names, plot, marks)
        listing = self.one_line(formula)
        self.flat_ends(plot)
        self.bend(plot, curve)
        self.collapse(net, VGroup(plot, curve, formula, listing, names))
        self.on_to_the_outputs()
        self.close()

    @property
    def run(self):
        return self.pixels

    def network(self) -> NetworkDiagram:
        """The net as the last chapter left it: the hidden neurons hold their sums."""
        net = show_activations(small_net(self.run), self.run, layers=1)
        for i, neuron in enumerate(net.layers[1]):
            neuron.show(float(self.run.h_pre[0, 0, i, 0]), f"pixels:h_pre[0,0][{i}]", "plain")
        return net

    # --- the function ------------------------------------------------------------------------------

    def any_number(self, net: NetworkDiagram, plot: Plot) -> VGroup:
        """The sums in the hidden neurons have no bounds: seen from near, then on a line that goes on."""
        sums = self.run.h_pre[0, 0, :, 0]
        far = [plot.point(float(x), 0) for x in sums]
        axis, marks, numbers = self.close_up(plot)
        with self.say("sums") as line:
            self.play(LaggedStart(*(net.ring(neuron) for neuron in net.layers[1]), lag_ratio=0.2), Create(axis),
                      run_time=0.9)
            self.play(LaggedStart(*(FadeIn(mark, number, target_position=neuron) for mark, number, neuron
                                    in zip(marks, numbers, net.layers[1], strict=True)), lag_ratio=0.2), run_time=1.1)
            line.wait_for("any")
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[1]), FadeIn(plot), FadeOut(numbers),
                      axis.animate.set_y(plot.point(0, 0)[1]).set_opacity(0),
                      *(mark.animate.move_to(foot, aligned_edge=DOWN) for mark, foot in zip(marks, far, strict=True)),
                      run_time=1.1)
        self.remove(axis)
        return marks

    def close_up(self, plot: Plot) -> tuple[Line, VGroup, VGroup]:
        """A line so near that the sums lie apart: the line, a mark for each sum, and its number."""
        sums = self.run.h_pre[0, 0, :, 0]
        scale = 0.5 * plot.field[0] / (1.25 * largest(sums))
        axis = Line(plot.point(-REACH, 0), plot.point(REACH, 0), stroke_color=role("quiet"), stroke_width=2)
        axis.set_y(0)
        marks, numbers = VGroup(), VGroup()
        for i, x in enumerate(sums):
            foot = axis.get_center() + float(x) * scale * RIGHT
            marks.add(Line(foot, foot + 0.35 * UP, stroke_color=role("focus"), stroke_width=5))
            numbers.add(Number(float(x), source=f"pixels:h_pre[0,0][{i}]", size=TITLE, signed=True)
                        .next_to(marks[i], UP, buff=0.2))
            while any(abs(other.get_center() - numbers[i].get_center()) @ UP < 0.5 and
                      abs(other.get_x() - numbers[i].get_x()) < numbers[i].width for other in numbers[:i]):
                numbers[i].shift(0.55 * UP)
        return axis, marks, numbers

    def draw_curve(self, plot: Plot, curve: VMobject) -> MathTypst:
        """Formula and curve; the curve's ends come near to 0 and to 1."""
        formula = maths(FORMULA, 0.56).move_to([LEFT_HALF, 2.35, 0])
        ends = VGroup(plot.level(0, "focus", -REACH, -REACH / 3), plot.level(1, "focus", REACH / 3, REACH))
        ends.set_stroke(width=4, opacity=1)
        with self.say("sigmoid") as line:
            line.wait_for("function")
            self.play(FadeIn(formula), run_time=0.8)
        with self.say("curve") as line:
            self.play(Create(curve), run_time=max(min(line.until("right") - 0.2, 2.5), 1.0))
            for end, mark in zip(ends, ("zero", "one"), strict=True):
                line.wait_for(mark)
                self.play(Create(end), run_time=0.5)
            line.wait_for("between")
            self.play(FadeOut(ends), curve.animate.set_stroke(width=6), run_time=0.6)
        return formula

    def look_up(self, net: NetworkDiagram, names: VGroup, plot: Plot, marks: VGroup) -> None:
        """Each sum goes up to the curve and across to a value between 0 and 1."""
        name = net.column_name(1, "h")
        with self.say("look_up") as line:
            shares = np.array([1.8, 1.0, 0.9, 0.9])
            for i, seconds in enumerate(shares / shares.sum() * max(line.duration, 5.2)):
                self.look_up_one(net.layers[1][i], plot, marks[i], i, seconds)
        self.play(ReplacementTransform(names[1], name), run_time=0.4)
        names.submobjects[1] = name

    def look_up_one(self, neuron: Neuron, plot: Plot, mark: Line, i: int, run_time: float) -> None:
        """Neuron i: from x = h_pre up to the curve, left to h, and back into the neuron."""
        x, y = float(self.run.h_pre[0, 0, i, 0]), float(self.run.h[0, 0, i, 0])
        dot = Dot(plot.point(x, 0), radius=0.11, color=role("focus"))
        upward = DashedLine(plot.point(x, 0), plot.point(x, y), stroke_color=role("focus"), stroke_width=4)
        across = DashedLine(plot.point(x, y), plot.point(-REACH, y), stroke_color=role("activation"), stroke_width=4)
        value = Number(y, source=f"pixels:h[0,0][{i}]", size=TITLE, color=role("activation"))
        value.next_to(across.get_center(), UP, buff=0.14).set_x(plot.point(-0.62 * REACH, 0)[0])
        self.play(ReplacementTransform(mark, dot), run_time=run_time * 0.1)
        self.play(dot.animate.move_to(plot.point(x, y)), Create(upward), run_time=run_time * 0.3)
        self.play(Create(across), dot.animate.move_to(plot.point(-REACH, y)), FadeIn(value), run_time=run_time * 0.3)
        self.play(value.animate.move_to(neuron).scale(0.6).set_opacity(0), FadeOut(upward, across, dot),
                  LightUp(neuron, y, f"pixels:h[0,0][{i}]"), run_time=run_time * 0.3)
        self.remove(value)

    def one_line(self, formula: MathTypst) -> Listing:
        """The same as a line of the program."""
        program = Program(self.run.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h")), BODY).move_to([LEFT_HALF, -3.05, 0])
        with self.say("code"):
            self.play(FadeIn(listing, target_position=formula), run_time=0.8)
        return listing

    def flat_ends(self, plot: Plot) -> None:
        """Two steps of equal width: on the slope it is a large rise, at the flat end hardly any."""
        steps = [rise(plot, low, high) for low, high in STEPS]
        rises = [Number(value, plus=True, source=f"constant:{name}", size=BODY, color=role("focus"))
                 for value, name in ((RISE_ON_SLOPE, "RISE_ON_SLOPE"), (RISE_AT_END, "RISE_AT_END"))]
        rises[0].next_to(steps[0], RIGHT, buff=0.2)
        rises[1].next_to(steps[1], DOWN, buff=0.25)
        with self.say("flat") as line:
            for step, number, place, result in zip(steps, rises, ("slope", "flat"), ("lot", "hardly"), strict=True):
                line.wait_for(place)
                self.play(Create(step[0]), run_time=0.5)
                line.wait_for(result)
                self.play(FadeIn(step[1]), Create(step[2]), FadeIn(number), run_time=0.6)
        self.play(FadeOut(*steps, *rises), run_time=0.4)

    def bend(self, plot: Plot, curve: VMobject) -> None:
        """The bounds are marked, and let go; then a straight line stands beside the curve, which bends away from it."""
        bounds = VGroup(plot.level(0), plot.level(1)).set_stroke(role("focus"), 4, 1)
        straight = DashedLine(plot.point(-REACH, 0), plot.point(REACH, 1), stroke_color=role("quiet"), stroke_width=4)
        with self.say("bends") as line:
            self.play(Create(bounds), run_time=0.7)
            line.wait_for("point")
            self.play(FadeOut(bounds), Create(straight), run_time=0.7)
            line.wait_for("bends")
            self.play(curve.animate.set_stroke(role("focus"), 9), run_time=0.5)
        self.play(FadeOut(straight), run_time=0.3)

    # --- why it has to bend ------------------------------------------------------------------------

    def collapse(self, net: NetworkDiagram, left: VGroup) -> None:
        """Without the bend the two weight matrices multiply into one, and the hidden layer falls out of the picture."""
        row = self.product()
        second, at, first, equals, one = row
        captions = VGroup(*(code(name, BODY, role("positive")).next_to(matrix, UP, buff=0.18)
                            for matrix, name in ((second, "w_h_o"), (first, "w_i_h"))))
        deep, flat = self.two_nets(row)
        same = words("=", 0.6, role("quiet")).move_to([equals.get_x(), deep.get_y(), 0])
        with self.say("collapse") as line:
            self.play(FadeOut(left), run_time=0.4)
            self.play(*shrink(net, deep), run_time=0.9)
            for k, matrix in enumerate((first, second)):
                self.play(deep.pulse(deep.edges_between(k)), FadeIn(matrix.brackets, captions[1 - k]),
                          *(FadeIn(cell, target_position=edge.get_center(), scale=0.5) for i in range(len(matrix.cells))
                            for cell, edge in zip(matrix.row(i), deep.edges[k][i], strict=True)), run_time=0.9)
            line.wait_for("matrices")
            self.play(FadeIn(at, equals, one.brackets), run_time=0.4)
            self.fill_product(row, max(line.left, 1.8))
        with self.say("one_layer") as line:
            self.play(TransformFromCopy(deep.layers[0], flat.layers[0]), FadeIn(same, flat.edge_group),
                      TransformFromCopy(deep.layers[2], flat.layers[1]), run_time=1.0)
            self.play(*(deep.pulse(deep.edges_between(k)) for k in (0, 1)), run_time=0.9)
            line.wait_for("no_more")
            box = SurroundingRectangle(one, color=role("focus"), buff=0.04, stroke_width=4)
            self.play(Create(box), flat.pulse(flat.edges_between(0)), run_time=0.9)
        self.play(FadeOut(row, captions, deep, flat, same, box), run_time=0.4)

    def product(self) -> VGroup:
        """w_h_o @ w_i_h = their product, across the whole frame."""
        run = self.run
        second, first = (Matrix(getattr(run, key)[0], "weight", source=f"pixels:{key}[0]", cell=CELL, text_size=NUMBER)
                         for key in ("w_h_o", "w_i_h"))
        one = Matrix(run.w_h_o[0] @ run.w_i_h[0], "weight", source="pixels:(w_h_o[0]@w_i_h[0])", cell=CELL,
                     text_size=NUMBER)
        at, equals = code("@", BODY, role("quiet")), code("=", BODY, role("quiet"))
        return VGroup(second, at, first, equals, one).arrange(RIGHT, buff=0.16).move_to([0, 1.25, 0])

    def two_nets(self, row: VGroup) -> tuple[NetworkDiagram, NetworkDiagram]:
        """Under the two matrices the net that they are, and under their product the net that it is."""
        second, _, first, _, one = row
        sizes = self.run.sizes
        deep, flat = (NetworkDiagram(layers, width=width, spacing=0.56, radius=0.2)
                      for layers, width in ((sizes, 5.6), (sizes[::2], 2.8)))
        deep.set_weights(0, first.values).set_weights(1, second.values)
        flat.set_weights(0, one.values)
        return deep.move_to([VGroup(second, first).get_x(), -2.0, 0]), flat.move_to([one.get_x(), -2.0, 0])

    def fill_product(self, row: VGroup, run_time: float) -> None:
        """Row after row of the left matrix meets the columns of the right one."""
        second, _, first, _, one = row
        box, columns = second.box_row(0), VGroup(*(first.box_column(j) for j in range(len(first.cells[0]))))
        self.play(FadeIn(box), run_time=0.2)
        step = run_time / len(one.cells)
        for i in range(len(one.cells)):
            self.play(Transform(box, second.box_row(i)), run_time=min(step * 0.25, 0.25))
            self.play(LaggedStart(*(FadeIn(cell, target_position=column, scale=0.6)
                                    for cell, column in zip(one.row(i), columns, strict=True)), lag_ratio=0.3),
                      run_time=step * 0.75)
        self.play(FadeOut(box), run_time=0.2)

    # --- the next layer ----------------------------------------------------------------------------

    def on_to_the_outputs(self) -> None:
        """The same two lines for the next layer; the outputs light up."""
        net = show_activations(small_net(self.run), self.run, layers=2)
        names = VGroup(net.column_name(0, "img"), net.column_name(1, "h"))
        listing, numbers = self.two_lines()
        columns, labels, arrows = self.columns()
        h, o_pre, o = columns
        with self.say("outputs") as line:
            self.play(FadeIn(net, names, listing, h.brackets, labels[0]),
                      LaggedStart(*(FadeIn(cell, target_position=neuron) for cell, neuron
                                    in zip(h.body, net.layers[1], strict=True)), lag_ratio=0.15), run_time=1.0)
            line.wait_for("hidden")
            self.play(net.pulse(net.edges_between(1)), listing.light(numbers[0]), FadeIn(arrows[0]), run_time=0.8)
            self.play(FadeIn(o_pre, shift=RIGHT * 0.4), FadeIn(labels[1]), run_time=0.7)
        with self.say("answer", pause=0.8) as line:
            self.play(listing.light(numbers[1]), FadeIn(arrows[1]), TransformFromCopy(o_pre, o), FadeIn(labels[2]),
                      net.light_up(2, self.run.o[0, 0], "pixels:o[0,0]"), FadeIn(net.column_name(2, "o")), run_time=0.9)
            self.play(listing.light(), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.6)
            line.wait_for("weights")
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[2]),
                      net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=1.0)

    def two_lines(self) -> tuple[Listing, list[int]]:
        """The two lines of the program for the outputs, and their numbers."""
        program = Program(self.run.meta["source"])
        numbers = program.lines("o_pre") + program.lines("o")
        listing = Listing(excerpt(program.source, numbers), BODY, first=numbers[0])
        return listing.move_to([LEFT_HALF, 2.15, 0]), numbers

    def columns(self) -> tuple[VGroup, VGroup, VGroup]:
        """h, o_pre and o as columns, their names, and arrows from each to the next that say what is done."""
        run = self.run
        given = ((run.h[0, 0], "activation", "h", "pixels:h[0,0]"),
                 (run.o_pre[0, 0], "plain", "o_pre", "pixels:o_pre[0,0]"),
                 (run.o[0, 0], "activation", "o", "pixels:o[0,0]"))
        columns = VGroup(*(Matrix(values, kind, source=source, cell=(1.2, 0.8), text_size=BODY)
                           for values, kind, _, source in given))
        columns.arrange(RIGHT, buff=1.3).move_to([LEFT_HALF, -1.35, 0])
        labels = VGroup(*(code(name, BODY, role("activation")).next_to(column, UP, buff=0.2)
                          for column, (_, _, name, _) in zip(columns, given, strict=True)))
        arrows = VGroup()
        done = code("w_h_o", LABEL, role("positive")), maths("sigma", TITLE)
        for left, right, what in zip(columns, columns[1:], done):
            arrow = Arrow(left.get_right(), right.get_left(), buff=0.15, stroke_width=4, color=role("quiet"),
                          max_tip_length_to_length_ratio=0.18)
            arrows.add(VGroup(arrow, what.next_to(arrow, UP, buff=0.12)))
        return columns, labels, arrows


def shrink(net: NetworkDiagram, small: NetworkDiagram) -> list:
    """The circles and edges of a net become those of a small one of the same sizes; all else of it leaves."""
    neurons = [neuron for layer in net.layers for neuron in layer]
    circles, others = (VGroup(*(neuron.circle for layer in one.layers for neuron in layer)) for one in (net, small))
    moves = [ReplacementTransform(circles, others)]
    moves += [ReplacementTransform(net.edges_between(k), small.edges_between(k)) for k in range(len(net.edges))]
    rest = VGroup(*(neuron.number for neuron in neurons if neuron.number is not None), net.bias_neurons,
                  *(VGroup(*edges) for edges in net.bias_edges))
    return [*moves, FadeOut(rest)]


def rise(plot: Plot, low: float, high: float) -> VGroup:
    """A step along x, the rise of the sigmoid over it, and the field between."""
    start, corner, end = (plot.point(x, float(sigmoid(y))) for x, y in ((low, low), (high, low), (high, high)))
    field = Polygon(start, corner, end, stroke_width=0, fill_color=role("focus"), fill_opacity=0.3)
    return VGroup(Line(start, corner, stroke_color=role("ink"), stroke_width=5), field,
                  Line(corner, end, stroke_color=role("focus"), stroke_width=9))
