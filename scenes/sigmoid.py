"""The sigmoid: it bounds the sums, and above all it bends, without which two layers would be one; and its flat ends."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, Line, MathTypst,
                   ReplacementTransform, VGroup, VMobject, smooth, there_and_back)

from network.program import Program
from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.listing import Listing, excerpt
from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.plot import Plot, sigmoid, sigmoid_plot
from scenes.kit.scales import largest
from scenes.kit.text import Number, maths
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.adding import Adding
from scenes.scratch.bending import Activation, Arrival, Bending, axis_names
from scenes.scratch.cast import show_activations, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_weights import at_the_ends
from scenes.scratch.flat_ends import counted, gains, two_rises
from scenes.scratch.ramps import Ramps
from scenes.scratch.small_steps import from_near, two_lines, two_steps
from scenes.scratch.without import Contest

LEFT_HALF = -3.2                           # x of its middle
REACH = 6.0                                # the curve is drawn over -REACH..REACH
STEPS = ((-0.75, 0.75), (4.0, 5.5))        # two steps of equal width: on the slope, and at the flat end
NUDGE = 0.5        # by how much all sums grow, for their values to be seen to move or not
RISE_ON_SLOPE, RISE_AT_END = (float(sigmoid(high) - sigmoid(low)) for low, high in STEPS)
PLANE = (8.0, 5.6), (2.5, -0.2)            # size and place of the plane of real points
ASIDE = -4.3                               # x of what stands beside it
TILES = -5.65                              # and of the tiles that add up to what it shows
BESIDE, SUM = (-2.95, 2.15, 0), (-2.95, -2.5)     # places of the activation and of the share between tiles and plane
VALUE = 0.085                              # radius of the dot of one hidden value
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
        shape = self.it_bends(plot, curve, VGroup(net, names, formula, listing))
        bending, plane, axes, legend = self.real_points(shape)
        share = self.straight(shape, bending, plane)
        self.ramps_add_up(shape, bending, plane, axes, VGroup(share, legend))
        adding = self.bent(shape, bending, plane, legend)
        self.added(bending, plane, adding, legend)
        contest = self.contest(shape)
        plot, curve = self.flat_ends(contest)
        self.at_the_ends(plot, curve)
        self.on_to_the_outputs()
        self.close()

    def network(self) -> NetworkDiagram:
        """The net as the last chapter left it: the hidden neurons hold their sums."""
        net = show_activations(small_net(self.pixels), self.pixels, layers=1)
        for i, neuron in enumerate(net.layers[1]):
            neuron.show(float(self.pixels.h_pre[0, 0, i, 0]), f"pixels:h_pre[0,0][{i}]", "plain")
        return net

    # --- the function ------------------------------------------------------------------------------

    def any_number(self, net: NetworkDiagram, plot: Plot) -> VGroup:
        """The sums in the hidden neurons have no bounds: seen from near, then on a line that goes on."""
        sums = self.pixels.h_pre[0, 0, :, 0]
        far = [plot.point(float(x), 0) for x in sums]
        axis, marks, numbers = from_near(self.pixels, plot, REACH)
        with self.say("sums") as line:
            self.play(Create(axis), run_time=0.4)
            for neuron, mark, number in zip(net.layers[1], marks, numbers, strict=True):
                self.play(net.ring(neuron), FadeIn(mark, number, shift=0.3 * LEFT), run_time=0.4)
            line.wait_for("any")
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[1]), FadeIn(plot), FadeOut(numbers),
                      axis.animate.set_y(plot.point(0, 0)[1]).set_opacity(0),
                      *(mark.animate.move_to(foot, aligned_edge=DOWN) for mark, foot in zip(marks, far, strict=True)),
                      run_time=1.1)
        self.remove(axis)
        return marks

    def draw_curve(self, plot: Plot, curve: VMobject) -> MathTypst:
        """Formula and curve; the curve's ends come near to 0 and to 1."""
        formula = maths(FORMULA, 0.56).move_to([LEFT_HALF, 2.35, 0])
        ends = VGroup(plot.level(0, "focus", -REACH, -REACH / 3), plot.level(1, "focus", REACH / 3, REACH))
        ends.set_stroke(width=4, opacity=1)
        with self.say("sigmoid", pause=0.5) as line:
            line.wait_for("function")
            self.play(FadeIn(formula), run_time=0.8)
            self.drift(line.left)
        with self.say("curve", pause=0.8) as line:
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
        with self.say("look_up", pause=0.2) as line:
            shares = np.array([1.8, 1.0, 0.9, 0.9])
            for i, seconds in enumerate(shares / shares.sum() * max(line.duration, 4.4)):
                head = [ReplacementTransform(names[1], name)] if i == 0 else []
                self.look_up_one(net.layers[1][i], plot, marks[i], i, seconds, *head)
        names.submobjects[1] = name

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

    def one_line(self, formula: MathTypst) -> Listing:
        """The same as a line of the program."""
        program = Program(self.pixels.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h")), BODY).move_to([LEFT_HALF, -3.05, 0])
        with self.say("code"):
            self.play(FadeIn(listing, shift=0.2 * UP), run_time=0.6)
        return listing

    # --- why it has to bend ------------------------------------------------------------------------

    def it_bends(self, plot: Plot, curve: VMobject, before: VGroup) -> Activation:
        """The curve by itself: pulled straight, it curls again."""
        shape = Activation(10.0, 5.6).show(1).move_to(DOWN * 0.3)
        with self.say("bends", pause=0.5) as line:
            self.play(FadeOut(before, *plot[3:]), run_time=0.25)
            self.play(ReplacementTransform(curve, shape.curve), ReplacementTransform(VGroup(*plot[1:3]), shape.axes),
                      run_time=0.7)
            self.remove(shape.curve, shape.axes)
            self.add(shape)
            self.play(PlayThrough([shape], shape.show, 1, 0, rate_func=smooth), run_time=max(line.until("bends"), 0.7))
            self.play(PlayThrough([shape], shape.show, 0, 1, rate_func=smooth), run_time=1.4)
            self.drift(line.left)
        return shape

    def real_points(self, shape: Activation) -> tuple[Bending, Plane, VGroup, VGroup]:
        """Test images of two digits take their places by two numbers each, and become points; with them the names of both
        measures, and what the marks mean."""
        bending = Bending(self.experiments)
        plane = bending.plane(*PLANE[0]).move_to([*PLANE[1], 0])
        arrival = Arrival(bending, plane)
        names = axis_names(plane, self.screen("first"), self.screen("second"))
        legend = bending.legend(plane, self.digits.meta["classes"])
        with self.say("points") as line:
            self.play(shape.animate.scale(0.45).move_to([ASIDE, 0.9, 0]), run_time=0.7)
            self.play(PlayThrough([arrival], arrival.show, 0, 0.999), FadeIn(names), run_time=max(line.left, 3.0))
            self.drift(0.7)
            self.play(PlayThrough([arrival], arrival.show, 1, 2), FadeIn(legend), run_time=0.8)
            self.remove(arrival)
            self.add(plane)
        return bending, plane, names, legend

    def straight(self, shape: Activation, bending: Bending, plane: Plane) -> Number:
        """Without the bend a border is straight; the best of all straight lines. Returns the share that is right with it."""
        share = self.share("bend", key="best_line")

        def draw(judge=0.0, line=1.0):
            plane.show(bending.best_line, judge=judge, line=line, ground=line)

        with self.say("straight", pause=1.0) as line:
            self.play(PlayThrough([shape], shape.show, 1, 0, rate_func=smooth), run_time=max(line.until("line"), 0.8))
            self.play(PlayThrough([plane], lambda s: draw(line=s), 0, 1), run_time=0.7)
            line.wait_for("best")
            self.play(PlayThrough([plane], lambda s: draw(judge=s), 0, 1), FadeIn(share), run_time=0.7)
        return share

    def ramps_add_up(self, shape: Activation, bending: Bending, plane: Plane, axes: VGroup, leaving: VGroup) -> None:
        """Why it is straight: what a hidden neuron of the net without the bend adds is a ramp, and two ramps are a ramp again."""
        ramps, count = Ramps(bending, *plane.limits[0], self.screen), len(plane.places)

        def empty(s):
            plane.show(bending.best_line, round(count * (1 - s)), 1 - s, 1 - s, 1 - s)

        with self.say("ramps", pause=0.7) as line:
            self.play(FadeOut(leaving, axes[1], shape.axes), PlayThrough([plane], empty, 0, 1), run_time=0.4)
            self.remove(plane, *shape)
            self.play(ReplacementTransform(shape.curve.copy(), ramps.lines[0]), Create(ramps.axis), ramps.measure(axes[0]),
                      run_time=0.8)
            self.play(*ramps.enter(0), run_time=0.5)
            line.wait_for("second")
            self.play(*ramps.enter(1), run_time=0.6)
            line.wait_for("add")
            self.play(*ramps.stack(run_time=1.2))
        with self.say("one_layer", pause=0.7) as line:
            line.wait_for("no_more")
            self.play(*ramps.become_one(run_time=0.5))
            self.play(FadeIn(ramps.names[3]), run_time=0.3)
        shape.scale(0.47).move_to(BESIDE)
        self.play(FadeOut(axes[0], ramps.axis, ramps.fields[1], ramps.names[3], run_time=0.3),
                  ReplacementTransform(ramps.lines[1], shape.curve, run_time=0.6))

    def bent(self, shape: Activation, bending: Bending, plane: Plane, legend: VGroup) -> Adding:
        """The activation curls: each neuron is bright on one side of a line of its own, dark on the other."""
        adding = Adding(bending, plane, TILES).show(1)

        def curl(way):
            adding.show(1 + way)
            shape.show(way)

        with self.say("curl", pause=0.5) as line:
            self.play(FadeIn(shape.axes, adding.tiles, legend),
                      PlayThrough([plane], lambda s: plane.show(seen=round(s)), 0, len(plane.places)), run_time=0.5)
            self.remove(*shape)
            self.add(shape)
            self.play(PlayThrough([adding.tiles, shape], curl, 0, 1, rate_func=smooth), run_time=1.2)
            each = max(line.left + 0.3, 3.6) / len(adding.tiles)
            for k in adding.order:
                self.play(adding.alone(k), run_time=each)
        return adding

    def added(self, bending: Bending, plane: Plane, adding: Adding, legend: VGroup) -> None:
        """One after the other is added by its weight, the border of the sum seen after each, until it is the curve."""
        count, share = len(adding.tiles), self.share("curve", SUM)

        def draw(s, judge=0.0):
            there = adding.added(s)
            adding.weigh(2, there)
            plane.show(bending.says(2, there), judge=judge, line=min(s, 1), ground=min(s, 1))

        def add_one(row):
            frame = adding.frames[adding.order[row]]
            self.play(FadeIn(frame, run_time=0.2), adding.pulse(adding.order[row]),
                      PlayThrough([plane, adding.edges], draw, row, row + 1, rate_func=smooth), run_time=1.2)
            self.play(FadeOut(frame), run_time=0.2)

        with self.say("added", pause=0.3) as line:
            self.play(FadeIn(adding.edges), run_time=0.3)
            line.wait_for("one")
            add_one(0)
            self.drift(line.left)
        for row, key in enumerate(("strip", "closes"), start=1):
            with self.say(key, pause=0.5) as line:
                add_one(row)
                self.drift(line.left)
        with self.say("whole") as line:
            add_one(count - 1)
            line.wait_for("figure")
            self.play(PlayThrough([plane], lambda s: draw(count, s), 0, 1), FadeIn(share), run_time=0.7)
            self.drift(line.left + 1.2)
        self.play(FadeOut(plane, share, legend, adding), run_time=0.3)

    def share(self, group: str, place: tuple[float, float] = (ASIDE, -1.9), key: str = "test_accuracy") -> Number:
        """What a net of the two measures, or a line between the points, gets right."""
        return Number(100 * float(self.experiments[group][key]), 0, unit="%", size=1.0, color=role("target"),
                      source=f"experiments:{group}.{key}*100").move_to([*place, 0])

    def contest(self, shape: Activation) -> Contest:
        """The real net without the bend and with it, by the share of new images that each gets right."""
        contest = Contest(self.experiments, self.screen)
        (straight, curled), images = contest.shapes, contest.images
        with self.say("real") as line:
            self.play(ReplacementTransform(shape, curled[0]), FadeIn(images), run_time=0.6)
            self.play(FadeIn(straight, curled[1]), run_time=0.3)      # where the curve has passed by
            for k, mark in enumerate(("without", "with")):
                line.wait_for(mark)
                self.play(*contest.enter(k), run_time=0.9)
            self.drift(line.left + 1.1)
        return contest

    # --- its price ---------------------------------------------------------------------------------

    def flat_ends(self, contest: Contest) -> tuple[Plot, VMobject]:
        """Two steps of equal width: on the slope it is a large rise, at the flat end hardly any."""
        reach = float(max(np.ceil(largest(self.digits.h_pre[0])), REACH))
        plot, curve = sigmoid_plot(11.4, 4.9, reach, text_size=LABEL)
        VGroup(plot, curve).move_to([0, -0.35, 0])
        steps, rises = two_rises(plot, STEPS, (RISE_ON_SLOPE, RISE_AT_END))
        straight, (shape, name) = contest.shapes
        with self.say("flat") as line:
            self.remove(contest, shape)
            self.add(shape.curve, shape.axes)
            self.play(FadeOut(straight, name, contest.images, contest.figures), run_time=0.25)
            self.play(ReplacementTransform(shape.curve, curve), ReplacementTransform(shape.axes, VGroup(*plot[1:3])),
                      run_time=0.6)
            self.play(FadeIn(VGroup(*plot[3:])), run_time=0.2)
            self.add(plot, curve)
            for step, number, place, result in zip(steps, rises, ("slope", "flat"), ("lot", "hardly"), strict=True):
                line.wait_for(place)
                self.play(Create(step[0]), run_time=0.5)
                line.wait_for(result)
                self.play(FadeIn(step[1]), Create(step[2]), FadeIn(number), run_time=0.6)
            self.drift(line.left + 0.8)
        self.play(FadeOut(steps, rises), run_time=0.4)
        return plot, curve

    def at_the_ends(self, plot: Plot, curve: VMobject) -> None:
        """Each of the real net's first hidden values takes its place on the curve; those on the flat ends are counted."""
        run = self.digits
        sums, values = np.ravel(run.h_pre[0]).astype(float), np.ravel(run.h[0])
        places = [plot.point(float(x), float(sigmoid(x))) for x in sums]
        dots = VGroup(*(Dot([place[0], plot.point(0, 0)[1], 0], radius=VALUE, color=role("quiet"), stroke_width=1.5,
                            stroke_color=role("background")) for place in places))
        ends = at_the_ends(values)
        marked = [dot for dot, end in zip(dots, ends, strict=True) if end]
        zones, sides, total = counted(plot, run.h[0], self.experiments.real, self.screen)
        with self.say("ends") as line:
            self.play(LaggedStart(*(FadeIn(dot) for dot in dots), lag_ratio=0.01), run_time=0.6)
            self.play(LaggedStart(*(dot.animate.move_to(place) for dot, place in zip(dots, places, strict=True)),
                                  lag_ratio=0.005), run_time=max(line.until("there") - 0.8, 1.2))
            self.play(FadeIn(zones, sides), *(dot.animate.set_fill(role("focus")) for dot in marked), run_time=0.6)
            self.play(FadeIn(total), run_time=0.4)
            self.drift(line.left + 0.6)
        with self.say("slow", pause=0.5) as line:
            up = gains(plot, sums, NUDGE)
            self.play(*(dot.animate(rate_func=there_and_back).shift(gain * UP) for dot, gain in zip(dots, up, strict=True)),
                      run_time=max(line.left, 2.4))
        self.play(FadeOut(plot, curve, dots, zones, sides, total), run_time=0.2)

    # --- the next layer ----------------------------------------------------------------------------

    def on_to_the_outputs(self) -> None:
        """The same two lines for the next layer; the outputs light up."""
        net = show_activations(small_net(self.pixels, width=4.2), self.pixels, layers=2).shift(LEFT * 0.87)
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
        with self.say("answer", pause=0.8) as line:
            self.play(listing.light(numbers[1]), Create(ways[1][0]), FadeIn(ways[1][1]), run_time=0.5)
            self.play(FadeIn(o, shift=0.3 * RIGHT), FadeIn(labels[2], net.column_name(2, "o")),
                      net.light_up(2, self.pixels.o[0, 0], "pixels:o[0,0]"), run_time=0.7)
            self.play(listing.light(), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.6)
            line.wait_for("weights")
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[2]),
                      net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=1.0)
