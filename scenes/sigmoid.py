"""The sigmoid: it bounds the sums, and above all it bends, without which two layers would be one; and its flat ends."""


import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, Line, MathTypst,
                   MoveAlongPath, ReplacementTransform, VGroup, VMobject, smooth)

from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import activation_fill
from scenes.kit.plot import Plot, sigmoid_plot
from scenes.kit.text import Number, maths, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.bend_buys import BendBuys
from scenes.scratch.cast import show_activations, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.flat_ends import MIDDLE, Steepness, flat_sum, read_at, read_off
from scenes.scratch.small_steps import answering, from_near, two_lines, two_steps

LEFT_HALF = -3.2                           # x of its middle
BESIDE_NET, BESIDE_Y = (6.1, 5.3), -0.45      # size of the curve's axes there; y of their middle
FORMULA_AT, EXAMPLE_AT = (-2.55, 0.84), (6.4, 0.2)     # where it leaves room: the middle of its formula, an example's right end
REACH = 6.0                                # the curve is drawn over -REACH..REACH
ALONE, ALONE_Y, READ = (10.6, 5.3), -0.15, 0.7         # size of it, alone; y of its middle; em of how steep it is
WRITTEN, EXAMPLE = 0.5, 0.45                # em of the formula, and of an example of it
STEEPEST = read_off(MIDDLE)                # in the curve's middle, whatever the run
FORMULA = "sigma(x) = 1 / (1 + {{e^(-x) : power}})"
POWER_LOW, POWER_HIGH = (float(np.exp(-x)) for x in (-REACH, REACH))     # of the formula, at both ends of the axis
ADDED = 1                                  # what is over it, and beside it, there


class Sigmoid(BendBuys, Chapter):
    """The first logged moment of the small net: from its sums to its outputs."""

    def construct(self):
        net = self.network()
        names = VGroup(net.column_name(0, "img"), net.column_name(1, "h_pre"))
        plot, curve = sigmoid_plot(*BESIDE_NET, REACH, text_size=BODY)
        VGroup(plot, curve).move_to([LEFT_HALF, BESIDE_Y, 0])
        near = from_near(self.pixels, plot, REACH)
        self.open(net, names, near[0])
        marks = self.any_number(net, plot, *near)
        self.off_and_on(plot)
        formula = self.draw_curve(plot, curve)
        self.look_up(net, names, plot, marks)
        self.what_it_buys(VGroup(net, names, formula, plot, curve))
        self.flat_ends()
        self.close(self.on_to_the_outputs())

    def network(self) -> NetworkDiagram:
        """The net as the last chapter left it: the hidden neurons hold their sums."""
        net = show_activations(small_net(self.pixels), self.pixels, layers=1)
        for i, neuron in enumerate(net.layers[1]):
            neuron.show(float(self.pixels.h_pre[0, 0, i, 0]), f"pixels:h_pre[0,0][{i}]", "plain")
        return net

    # --- the function ------------------------------------------------------------------------------

    def any_number(self, net: NetworkDiagram, plot: Plot, axis: Line, marks: VGroup, numbers: VGroup) -> VGroup:
        """The sums in the hidden neurons have no bounds: seen from near, then on a line that goes on."""
        sums = self.pixels.h_pre[0, 0, :, 0]
        far = [plot.point(float(x), 0) for x in sums]
        with self.say("sums") as line:
            for neuron, mark, number in zip(net.layers[1], marks, numbers, strict=True):
                self.play(net.ring(neuron), FadeIn(mark), FadeIn(number, scale=0.8), run_time=0.4)
            line.wait_for("any")
            self.play(FadeOut(numbers), run_time=0.2)
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[1]), FadeIn(plot),
                      axis.animate.set_y(plot.point(0, 0)[1]).set_opacity(0),
                      *(mark.animate.move_to(foot, aligned_edge=DOWN) for mark, foot in zip(marks, far, strict=True)),
                      run_time=1.1)
        self.remove(axis)
        return marks

    def off_and_on(self, plot: Plot) -> None:
        """A neuron at either end of what an activation can be: off, and on."""
        neurons = [Neuron(0.36).paint(activation_fill(value)).move_to(plot.point(x, value))
                   for value, x in ((0, -0.6 * REACH), (1, 0.6 * REACH))]
        level = plot.level(1).set_z_index(-1)
        with self.say("on", pause=0.7) as line:
            for neuron, mark, with_it in zip(neurons, ("off", "on"), ([], [Create(level)]), strict=True):
                self.hold(line.at(mark) - line.elapsed - 0.2)
                self.play(FadeIn(neuron, scale=0.5), *with_it, run_time=0.5)
            self.drift(line.left)
        self.play(FadeOut(*neurons, level), run_time=0.2)

    def draw_curve(self, plot: Plot, curve: VMobject) -> MathTypst:
        """Formula and curve; and why the one makes the other."""
        formula = maths(FORMULA, WRITTEN).move_to(plot.point(*FORMULA_AT))
        with self.say("sigmoid", pause=0.6) as line:
            line.wait_for("function")
            self.play(FadeIn(formula), run_time=0.5)
            self.play(Create(curve.set_stroke(width=6)), run_time=max(line.left, 1.5))
        self.at_the_ends(plot, curve, formula)
        return formula

    def at_the_ends(self, plot: Plot, curve: VMobject, formula: MathTypst) -> None:
        """Why it goes from nearly zero to nearly one: what the power is at both ends of the axis, in the formula there."""
        power, dot = formula.select("power"), Dot(plot.point(-REACH, 0), radius=0.11, color=role("focus"))
        low, high = (quotient(value, decimals, key) for value, decimals, key in
                     ((POWER_LOW, 0, "POWER_LOW"), (POWER_HIGH, 3, "POWER_HIGH")))
        low.next_to(plot.point(-REACH, 0), UP, buff=0.5).align_to(plot.point(-REACH, 0), LEFT).shift(0.3 * RIGHT)
        high.next_to(plot.point(REACH, 1), DOWN, buff=0.4).align_to(plot.point(REACH, 1), RIGHT)
        with self.say("power", pause=0.6) as line:
            self.hold(line.at("power") - line.elapsed - 0.3)
            self.play(FadeIn(dot), power.animate.set_color(role("focus")), run_time=0.3)
            self.play(FadeIn(low), run_time=0.4)
            self.hold(line.at("gone") - line.elapsed - 1.0)
            self.play(MoveAlongPath(dot, curve), run_time=1.0)
            self.play(FadeIn(high), run_time=0.4)
            self.drift(line.left)
        self.play(FadeOut(low, high, dot), power.animate.set_color(role("ink")), run_time=0.3)

    def look_up(self, net: NetworkDiagram, names: VGroup, plot: Plot, marks: VGroup) -> None:
        """Each sum goes up to the curve and across to a value between 0 and 1."""
        name = net.column_name(1, "h")
        examples = [self.looked_up(i).move_to(plot.point(*EXAMPLE_AT), RIGHT) for i in range(len(marks))]
        with self.say("look_up", pause=0.7) as line:
            shares = np.array([1.8, 1.0, 0.9, 0.9])
            for i, seconds in enumerate(shares / shares.sum() * max(line.duration, 3.9)):
                head = [ReplacementTransform(names[1], name)] if i == 0 else []
                self.remove(*examples[:i])
                self.add(examples[i])
                self.look_up_one(net.layers[1][i], plot, marks[i], i, seconds, *head)
        self.remove(examples[-1])
        names.submobjects[1] = name

    def looked_up(self, i: int) -> VGroup:
        """The function with sum i for its x, and what comes out."""
        before, after = (Number(float(getattr(self.pixels, name)[0, 0, i, 0]), size=EXAMPLE, source=f"pixels:{name}[0,0,{i}]",
                                color=role(kind)) for name, kind in (("h_pre", "ink"), ("h", "activation")))
        sigma, *signs = maths("sigma", EXAMPLE), *(words(sign, EXAMPLE, role("quiet")) for sign in "()=")
        row = VGroup(sigma, signs[0], before, *signs[1:], after).arrange(RIGHT, buff=0.08)
        sigma.align_to(before, DOWN)
        return row

    def look_up_one(self, neuron: Neuron, plot: Plot, mark: Line, i: int, run_time: float, *along: Animation) -> None:
        """Neuron i: from x = h_pre up to the curve, left to h, and back into the neuron, and what else changes then."""
        x, y = float(self.pixels.h_pre[0, 0, i, 0]), float(self.pixels.h[0, 0, i, 0])
        dot = Dot(plot.point(x, 0), radius=0.11, color=role("focus"))
        upward = DashedLine(plot.point(x, 0), plot.point(x, y), stroke_color=role("focus"), stroke_width=4)
        across = DashedLine(plot.point(x, y), plot.point(-REACH, y), stroke_color=role("activation"), stroke_width=4)
        value = Number(y, source=f"pixels:h[0,0][{i}]", size=TITLE, color=role("activation"))
        value.next_to(across.get_center(), UP, buff=0.14).set_x(plot.point(-0.62 * REACH, 0)[0])
        self.play(ReplacementTransform(mark, dot), run_time=run_time * 0.1)
        self.play(dot.animate.move_to(plot.point(x, y)), Create(upward), run_time=run_time * 0.3)
        self.play(Create(across), dot.animate.move_to(plot.point(-REACH, y)), FadeIn(value), run_time=run_time * 0.3)
        self.play(FadeOut(value, shift=0.6 * RIGHT), FadeOut(upward, across, dot), LightUp(neuron, y, f"pixels:h[0,0][{i}]"),
                  *along, run_time=run_time * 0.3)

    # --- its price ---------------------------------------------------------------------------------

    def flat_ends(self) -> None:
        """A tangent stands in the curve's middle, where it rises by much, and at a sum of the real net, where it hardly does."""
        plot, curve = sigmoid_plot(*ALONE, REACH, text_size=BODY)
        VGroup(plot, curve.set_stroke(width=6)).move_to([0, ALONE_Y, 0])
        steep, i = Steepness(plot), flat_sum(self.digits, REACH)
        end = float(self.digits.h_pre[0, 0, i, 0])
        most, least = (steep.figure(z, source, READ) for z, source in ((MIDDLE, "constant:STEEPEST"), (end, read_at(i))))
        steep.show(MIDDLE)
        with self.say("flat", pause=1.0) as line:
            self.play(FadeIn(VGroup(*plot[1:]), curve), run_time=0.4)
            self.add(plot, curve)
            self.hold(line.at("lot") - line.elapsed - 1.2)
            self.play(FadeIn(steep.touch, steep.dot), Create(steep.step), run_time=0.4)
            self.play(Create(steep.rise), FadeIn(steep.field), run_time=0.4)
            self.play(FadeIn(most), run_time=0.4)
            self.hold(line.at("flat") - line.elapsed - 0.8)
            self.play(FadeOut(most), run_time=0.2)
            self.play(PlayThrough([steep], steep.show, MIDDLE, end, rate_func=smooth),
                      run_time=max(line.until("hardly") - 0.3, 0.9))
            self.play(FadeIn(least), run_time=0.4)
            self.drift(line.left)
        self.play(FadeOut(plot, curve, steep, least), run_time=0.25)

    # --- the next layer ----------------------------------------------------------------------------

    def on_to_the_outputs(self) -> NetworkDiagram:
        """The same two lines for the next layer; the outputs light up. Returns the net, which stays."""
        net = answering(self.pixels, layers=2)
        names = VGroup(net.column_name(0, "img"), net.column_name(1, "h"))
        listing, numbers = two_lines(self.pixels, LEFT_HALF)
        columns, labels, ways = two_steps(self.pixels, LEFT_HALF - 0.1)
        h, o_pre, o = columns
        with self.say("outputs", pause=0.5) as line:
            self.play(FadeIn(net, names, listing), run_time=0.4)
            self.play(FadeIn(h.brackets, labels[0]), LaggedStart(*(net.ring(neuron) for neuron in net.layers[1]), lag_ratio=0.15),
                      LaggedStart(*(FadeIn(cell, shift=0.3 * LEFT) for cell in h.body), lag_ratio=0.15), run_time=0.8)
            line.wait_for("hidden")
            self.play(net.pulse(net.edges_between(1)), *(net.ring(neuron, on=False) for neuron in net.layers[1]),
                      listing.light(numbers[0]), Create(ways[0][0]), FadeIn(ways[0][1]), run_time=0.8)
            self.play(FadeIn(o_pre, shift=RIGHT * 0.4), FadeIn(labels[1]), run_time=0.7)
        with self.say("answer", pause=0.4) as line:
            self.play(listing.light(numbers[1]), Create(ways[1][0]), FadeIn(ways[1][1]), run_time=0.5)
            self.play(FadeIn(o, shift=0.3 * RIGHT), FadeIn(labels[2], net.column_name(2, "o")),
                      net.light_up(2, self.pixels.o[0, 0], "pixels:o[0,0]"), run_time=0.7)
            self.play(listing.light(), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.6)
            line.wait_for("weights")
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[2]),
                      net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=0.8)
        return net


def quotient(power: float, decimals: int, name: str) -> VGroup:
    """The formula's fraction with a value of its power, which is a constant of that name."""
    above, one, value = (Number(number, n, source=f"constant:{key}", size=BODY, color=role(kind)) for number, n, key, kind in
                         ((ADDED, 0, "ADDED", "ink"), (ADDED, 0, "ADDED", "ink"), (power, decimals, name, "focus")))
    below = VGroup(one, words("+", BODY, role("quiet")), value).arrange(RIGHT, buff=0.12)
    bar = Line(LEFT, RIGHT, stroke_color=role("ink"), stroke_width=2.5).set(width=below.width + 0.1)
    return VGroup(above, bar, below).arrange(DOWN, buff=0.1)
