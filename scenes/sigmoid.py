"""The sigmoid: it bounds the sums, and above all it bends, without which two layers would be one."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, Line, MathTypst,
                   ReplacementTransform, TransformFromCopy, VGroup, VMobject)

from network.program import Program
from scenes.film.cast import PLACE, show_activations, small_net
from scenes.film.chapter import Chapter
from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.plot import Plot, sigmoid, sigmoid_plot
from scenes.kit.text import code, maths, words
from scenes.kit.theme import BODY, LABEL, SMALL, role

LEFT_HALF = LEFT * 3.3
REACH = 6.0                                # the curve is drawn over -REACH..REACH
STEPS = ((-0.5, 0.5), (4.5, 5.5))          # two steps of equal width: on the slope, and at the flat end


class Sigmoid(Chapter):
    """The first logged moment of the small net: from its sums to its outputs."""

    def construct(self):
        net = self.network()
        names = VGroup(net.column_name(0, "img"), net.column_name(1, "h_pre"))
        self.open(net, names)
        plot, curve = sigmoid_plot(5.4, 2.7, REACH)
        VGroup(plot, curve).move_to(LEFT_HALF + DOWN * 0.15)
        dots = self.any_number(net, plot)
        formula = self.draw_curve(plot, curve)
        self.look_up(net, names, plot, dots)
        listing = self.one_line()
        self.flat_ends(plot)
        self.collapse(net, VGroup(plot, curve, formula, listing), names)
        self.on_to_the_outputs(net, names)
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
        """The sums in the hidden neurons have no bounds: they lie somewhere along a line."""
        dots = VGroup(*(plot.dot(float(x), 0, "focus") for x in self.run.h_pre[0, 0, :, 0]))
        with self.say("sums") as line:
            self.play(LaggedStart(*(net.ring(neuron) for neuron in net.layers[1]), lag_ratio=0.2), run_time=1.0)
            line.wait_for("any")
            self.play(FadeIn(plot), *(net.ring(neuron, on=False) for neuron in net.layers[1]),
                      LaggedStart(*(FadeIn(dot, target_position=neuron) for dot, neuron
                                    in zip(dots, net.layers[1], strict=True)), lag_ratio=0.2), run_time=1.2)
        self.add(dots)
        return dots

    def draw_curve(self, plot: Plot, curve: VMobject) -> MathTypst:
        """Formula and curve."""
        formula = maths("sigma(x) = 1 / (1 + e^(-x))", 0.42).move_to(LEFT_HALF + UP * 2.35)
        with self.say("sigmoid"):
            self.play(FadeIn(formula), run_time=0.8)
        with self.say("curve") as line:
            self.play(Create(curve), run_time=max(line.left - 0.3, 1.0))
        return formula

    def look_up(self, net: NetworkDiagram, names: VGroup, plot: Plot, dots: VGroup) -> None:
        """Each sum goes up to the curve and across to a value between 0 and 1."""
        name = net.column_name(1, "h")
        with self.say("look_up") as line:
            shares = np.array([1.5, 1.0, 1.0, 1.0])
            for i, part in enumerate(shares / shares.sum() * max(line.duration, 4.0)):
                self.look_up_one(net.layers[1][i], plot, dots[i], i, part)
        self.remove(dots)
        self.play(ReplacementTransform(names[1], name), run_time=0.4)
        names.submobjects[1] = name

    def look_up_one(self, neuron: Neuron, plot: Plot, dot: Dot, i: int, run_time: float) -> None:
        """Neuron i: from x = h_pre up to the curve, left to h, and back into the neuron."""
        x, y = float(self.run.h_pre[0, 0, i, 0]), float(self.run.h[0, 0, i, 0])
        upward = DashedLine(plot.point(x, 0), plot.point(x, y), stroke_color=role("focus"), stroke_width=3)
        across = DashedLine(plot.point(x, y), plot.point(-REACH, y), stroke_color=role("activation"), stroke_width=3)
        self.play(dot.animate.move_to(plot.point(x, y)), Create(upward), run_time=run_time * 0.35)
        self.play(Create(across), dot.animate.move_to(plot.point(-REACH, y)), run_time=run_time * 0.3)
        self.play(dot.animate.move_to(neuron).set_opacity(0), FadeOut(upward, across),
                  LightUp(neuron, y, f"pixels:h[0,0][{i}]"), run_time=run_time * 0.35)

    def one_line(self) -> Listing:
        """The same as a line of the program."""
        program = Program(self.run.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h")), LABEL).move_to(LEFT_HALF + DOWN * 2.75)
        with self.say("code"):
            self.play(FadeIn(listing, shift=UP * 0.15), run_time=0.7)
        return listing

    def flat_ends(self, plot: Plot) -> None:
        """Two steps of equal width: on the slope it is a large rise, at the flat end hardly any."""
        with self.say("flat") as line:
            marks = VGroup()
            for low, high in STEPS:
                mark = rise(plot, low, high)
                self.play(FadeIn(mark), run_time=0.7)
                marks.add(mark)
            line.wait_for("hardly")
            self.play(marks[1].animate.set_stroke(width=6), run_time=0.4)
        self.play(FadeOut(marks), run_time=0.4)

    # --- why it has to bend ------------------------------------------------------------------------

    def collapse(self, net: NetworkDiagram, left: VGroup, names: VGroup) -> None:
        """Without the bend the two weight matrices are one: the hidden layer falls out of the picture."""
        run = self.run
        product = run.w_h_o[0] @ run.w_i_h[0]
        second, first = (Matrix(getattr(run, key)[0], "weight", source=f"pixels:{key}[0]", cell=(0.62, 0.5))
                         for key in ("w_h_o", "w_i_h"))
        one = Matrix(product, "weight", source="pixels:(w_h_o[0]@w_i_h[0])", cell=(0.62, 0.5))
        at, equals = code("@", BODY, role("quiet")), code("=", BODY, role("quiet"))
        top = VGroup(second, at, first).arrange(RIGHT, buff=0.22).move_to(LEFT_HALF + UP * 1.35)
        VGroup(equals, one).arrange(RIGHT, buff=0.3).move_to(LEFT_HALF + DOWN * 1.75)
        captions = [second.caption("w_h_o", role("positive")), first.caption("w_i_h", role("positive"))]
        flat = NetworkDiagram((run.sizes[0], run.sizes[2]), width=5.0, spacing=1.05)
        flat.set_weights(0, product).move_to(PLACE).align_to(net, UP)
        with self.say("bends") as line:
            line.wait_for("that it")
            self.play(left[1].animate.set_stroke(role("focus"), 7), run_time=0.6)
        with self.say("collapse") as line:
            self.play(FadeOut(left), FadeIn(top, *captions), run_time=0.8)
            line.wait_for("their")
            self.play(TransformFromCopy(VGroup(second.body, first.body), one.body), FadeIn(one.brackets, equals),
                      run_time=1.1)
        caption = one.caption("one matrix", role("positive"))
        with self.say("one_layer") as line:
            self.play(FadeIn(caption), FadeOut(net, names), FadeIn(flat), run_time=1.0)
            self.play(flat.pulse(flat.edges_between(0)), run_time=max(line.left, 0.8))
        self.play(FadeOut(top, *captions, equals, one, caption, flat), FadeIn(net, names), run_time=0.7)

    def on_to_the_outputs(self, net: NetworkDiagram, names: VGroup) -> None:
        """The same two lines for the next layer; the outputs light up."""
        run = self.run
        program = Program(run.meta["source"])
        numbers = program.lines("o_pre") + program.lines("o")
        listing = Listing(excerpt(program.source, numbers), LABEL, first=numbers[0]).move_to(LEFT_HALF + UP * 1.6)
        o_pre, o = run.o_pre[0, 0], run.o[0, 0]
        columns = [Matrix(o_pre, "plain", source="pixels:o_pre[0,0]", cell=(0.9, 0.6), text_size=SMALL),
                   Matrix(o, "activation", source="pixels:o[0,0]", cell=(0.9, 0.6), text_size=SMALL)]
        arrow = words("\N{RIGHTWARDS ARROW}", BODY, role("quiet"))
        VGroup(columns[0], arrow, columns[1]).arrange(RIGHT, buff=0.6).move_to(LEFT_HALF + DOWN * 1.1)
        captions = [column.caption(name, role("activation")) for column, name in zip(columns, ("o_pre", "o"), strict=True)]
        with self.say("outputs"):
            self.play(FadeIn(listing), run_time=0.6)
            self.play(net.pulse(net.edges_between(1)), listing.light(numbers[0]), run_time=0.9)
            self.play(FadeIn(columns[0], captions[0]), run_time=0.6)
            self.play(listing.light(numbers[1]), FadeIn(arrow), TransformFromCopy(columns[0], columns[1]),
                      FadeIn(captions[1]), net.light_up(2, o, "pixels:o[0,0]"), FadeIn(net.column_name(2, "o")),
                      run_time=0.9)
        with self.say("answer", pause=0.8):
            self.play(listing.light(), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.6)


def rise(plot: Plot, low: float, high: float) -> VGroup:
    """A step along x and the rise of the sigmoid over it."""
    y_low, y_high = float(sigmoid(low)), float(sigmoid(high))
    style = {"stroke_width": 3, "stroke_color": role("focus")}
    return VGroup(Line(plot.point(low, y_low), plot.point(high, y_low), **style),
                  Line(plot.point(high, y_low), plot.point(high, y_high), **style))
