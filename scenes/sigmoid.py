"""The sigmoid: it bounds the sums, and above all it bends, without which two layers would be one; and its flat ends."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, DashedLine, Dot, FadeIn, FadeOut, LaggedStart, Line, MathTypst,
                   ReplacementTransform, SurroundingRectangle, Transform, TransformFromCopy, VGroup, VMobject, smooth)

from network.program import Program
from scenes.kit.declare import holds
from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.listing import Listing, excerpt
from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane, mark
from scenes.kit.plot import Plot, sigmoid, sigmoid_plot
from scenes.kit.scales import largest
from scenes.kit.text import Number, code, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.adding import Adding
from scenes.scratch.bending import Activation, Arrival, Bending
from scenes.scratch.cast import show_activations, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.collapse import product, two_nets
from scenes.scratch.first_weights import at_the_ends, end_sums
from scenes.scratch.flat_ends import rise, rises, zone
from scenes.scratch.small_steps import from_near, two_steps
from scenes.scratch.without import Contest

LEFT_HALF = -3.2                           # x of its middle
REACH = 6.0                                # the curve is drawn over -REACH..REACH
STEPS = ((-0.75, 0.75), (4.0, 5.5))        # two steps of equal width: on the slope, and at the flat end
RISE_ON_SLOPE, RISE_AT_END = (float(sigmoid(high) - sigmoid(low)) for low, high in STEPS)
PLANE = (8.0, 5.6), (2.5, -0.2)            # size and place of the plane of real points
ASIDE = -4.3                               # x of what stands beside it
TILES = -5.65                              # and of the tiles that add up to what it shows
BESIDE, SUM = (-2.95, 2.15, 0), (-2.8, -2.5)     # places of the activation and of the share between tiles and plane
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
        shape = self.it_bends(VGroup(net, names, plot, curve, formula, listing))
        bending, plane, names = self.real_points(shape)
        adding = self.straight(shape, bending, plane)
        self.bent(shape, bending, plane, adding)
        self.added(shape, bending, plane, adding, names)
        self.collapse()
        self.contest()
        plot, curve = self.flat_ends()
        self.at_the_ends(plot, curve)
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
        axis, marks, numbers = from_near(self.run, plot, REACH)
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

    def draw_curve(self, plot: Plot, curve: VMobject) -> MathTypst:
        """Formula and curve; the curve's ends come near to 0 and to 1."""
        formula = maths(FORMULA, 0.56).move_to([LEFT_HALF, 2.35, 0])
        ends = VGroup(plot.level(0, "focus", -REACH, -REACH / 3), plot.level(1, "focus", REACH / 3, REACH))
        ends.set_stroke(width=4, opacity=1)
        with self.say("sigmoid", pause=0.5) as line:
            line.wait_for("function")
            self.play(FadeIn(formula), run_time=0.8)
        with self.say("curve", pause=0.6) as line:
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
        with self.say("look_up", pause=0.5) as line:
            shares = np.array([1.8, 1.0, 0.9, 0.9])
            for i, seconds in enumerate(shares / shares.sum() * max(line.duration, 5.2)):
                head = [ReplacementTransform(names[1], name)] if i == 0 else []
                self.look_up_one(net.layers[1][i], plot, marks[i], i, seconds, *head)
        names.submobjects[1] = name

    def look_up_one(self, neuron: Neuron, plot: Plot, mark: Line, i: int, run_time: float, *along: Animation) -> None:
        """Neuron i: from x = h_pre up to the curve, left to h, and back into the neuron, and what else changes then."""
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
                  LightUp(neuron, y, f"pixels:h[0,0][{i}]"), *along, run_time=run_time * 0.3)
        self.remove(value)

    def one_line(self, formula: MathTypst) -> Listing:
        """The same as a line of the program."""
        program = Program(self.run.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h")), BODY).move_to([LEFT_HALF, -3.05, 0])
        with self.say("code"):
            self.play(FadeIn(listing, target_position=formula), run_time=0.8)
        return listing

    # --- why it has to bend ------------------------------------------------------------------------

    def it_bends(self, before: VGroup) -> Activation:
        """The activation by itself: a straight line that curls into the sigmoid."""
        shape = Activation(10.0, 5.0).move_to(DOWN * 0.4)
        with self.say("bends", pause=0.5) as line:
            self.play(FadeOut(before), run_time=0.25)
            self.play(FadeIn(shape), run_time=0.35)
            line.wait_for("bends")
            self.play(PlayThrough([shape], shape.show, 0, 1, rate_func=smooth), run_time=1.6)
            self.drift(line.left + 1.0)
        return shape

    def real_points(self, shape: Activation) -> tuple[Bending, Plane, VGroup]:
        """Test images of two digits take their places by two numbers each, and become points."""
        bending = Bending(self.experiments)
        plane = bending.plane(*PLANE[0]).move_to([*PLANE[1], 0])
        arrival = Arrival(bending, plane)
        names = VGroup(words(self.screen("first"), LABEL).next_to(plane.frame, DOWN, buff=0.12)
                       .align_to(plane.frame, RIGHT),
                       words(self.screen("second"), LABEL).next_to(plane.frame, UP, buff=0.12)
                       .align_to(plane.frame, LEFT))
        legend = VGroup(*(VGroup(mark(k == bending.first, 0.16), words(str(self.digits.meta["classes"][kind]), 0.55,
                                                             source=f"experiments:meta.classes[bend.classes[{k}]]"))
                          .arrange(RIGHT, buff=0.2) for k, kind in enumerate(bending.log.classes)))
        legend.arrange(RIGHT, buff=0.7).next_to(plane.frame, UP, buff=0.12).set_x(plane.get_x())
        with self.say("points") as line:
            self.play(shape.animate.scale(0.45).move_to([ASIDE, 0.9, 0]), run_time=0.7)
            self.play(PlayThrough([arrival], arrival.show, 0, 0.999), FadeIn(names), run_time=max(line.left, 3.0))
            self.drift(0.7)
            self.play(PlayThrough([arrival], arrival.show, 1, 2), FadeIn(legend), run_time=0.8)
            self.remove(arrival)
            self.add(plane)
        return bending, plane, VGroup(names, legend)

    def straight(self, shape: Activation, bending: Bending, plane: Plane) -> Adding:
        """The net that was trained without the bend, its boundary, and why it is straight: ramps add up to a ramp."""
        adding = Adding(bending, plane, TILES).show(0).weigh(0)
        share = self.share("line")

        def draw(judge=0.0, line=1.0):
            plane.show(bending.says(0), judge=judge, line=line, ground=line)

        with self.say("straight", pause=0.9) as line:
            self.play(PlayThrough([shape], shape.show, 1, 0, rate_func=smooth), run_time=max(line.until("line"), 0.8))
            self.play(PlayThrough([plane], lambda s: draw(line=s), 0, 1), run_time=0.7)
            line.wait_for("figure")
            self.play(PlayThrough([plane], lambda s: draw(judge=s), 0, 1), FadeIn(share), run_time=0.7)
        with self.say("best", pause=1.6) as line:
            self.play(PlayThrough([plane], lambda s: draw(judge=1 - s, line=1 - s), 0, 1), FadeOut(share), run_time=0.4)
            self.play(PlayThrough([plane], lambda s: plane.show(bending.best_line, line=s, ground=s), 0, 1), run_time=0.5)
            line.wait_for("best")
            share = self.share("bend", key="best_line")
            self.play(PlayThrough([plane], lambda s: plane.show(bending.best_line, judge=s, line=1, ground=1), 0, 1),
                      FadeIn(share), run_time=0.6)
        with self.say("ramps", pause=1.1) as line:
            self.play(FadeOut(share), shape.animate.scale(0.47).move_to(BESIDE),
                      PlayThrough([plane], lambda s: plane.show(bending.best_line, judge=1 - s, line=1 - s, ground=1 - s), 0, 1),
                      run_time=0.5)
            self.play(PlayThrough([plane], lambda s: draw(line=s), 0, 1),
                      LaggedStart(*(FadeIn(tile) for tile in adding.tiles), lag_ratio=0.3), run_time=1.2)
            line.wait_for("add")
            self.play(LaggedStart(*(Create(edge) for edge in adding.edges), lag_ratio=0.2), run_time=0.7)
            self.play(*(adding.pulse(k) for k in range(len(adding.tiles))), run_time=0.6)
            self.play(PlayThrough([plane], lambda s: draw(line=abs(2 * s - 1)), 0, 1), run_time=0.8)
        return adding

    def bent(self, shape: Activation, bending: Bending, plane: Plane, adding: Adding) -> None:
        """The activation curls: each neuron is bright on one side of a line of its own, dark on the other."""
        def curl(way):
            adding.show(way)
            shape.show(max(way - 1, 0))

        with self.say("curl", pause=0.7) as line:
            self.play(PlayThrough([plane], lambda s: plane.show(bending.says(0), line=1 - s, ground=1 - s), 0, 1),
                      FadeOut(adding.edges), run_time=0.3)
            adding.weigh(1, 0)
            self.play(PlayThrough([adding.tiles], curl, 0, 1, rate_func=smooth), run_time=0.4)
            self.play(PlayThrough([adding.tiles, shape], curl, 1, 2, rate_func=smooth), run_time=1.2)
            each = max(line.left + 0.4, 3.2) / len(adding.tiles)
            for k, frame in enumerate(adding.frames):
                self.one_alone(plane, bending, k, frame, each)

    def one_alone(self, plane: Plane, bending: Bending, k: int, frame: VMobject, seconds: float) -> None:
        """What hidden neuron k says, for a moment, over all the points."""
        def draw(s):
            there = min(4 * s, 4 - 4 * s, 1)
            plane.show(lambda points: bending.sum_of(k, points, 2), line=there, ground=there)
        self.add(frame)
        self.play(PlayThrough([plane], draw, 0, 1), run_time=seconds)
        self.remove(frame)

    def added(self, shape: Activation, bending: Bending, plane: Plane, adding: Adding, names: VGroup) -> None:
        """One after the other is added by its weight, until the border of the sum is the curve."""
        count, share = len(adding.tiles), self.share("curve", SUM)

        def draw(s, judge=0.0):
            there = np.clip(s - np.arange(count), 0, 1)
            adding.weigh(2, there)
            plane.show(bending.says(2, there), judge=judge, line=min(s, 1), ground=min(s, 1))

        with self.say("added") as line:
            self.play(FadeIn(adding.edges), run_time=0.3)
            each = max(line.until("figure"), 4.0) / count
            for k in range(count):
                self.add(adding.frames[k])
                self.play(PlayThrough([plane, adding.edges], draw, k, k + 1, rate_func=smooth), adding.pulse(k), run_time=each)
                self.remove(adding.frames[k])
            self.play(PlayThrough([plane], lambda s: draw(count, s), 0, 1), FadeIn(share), run_time=0.7)
            self.drift(line.left + 2.3)
        self.play(FadeOut(plane, shape, share, names, adding), run_time=0.2)

    def share(self, group: str, place: tuple[float, float] = (ASIDE, -1.9), key: str = "test_accuracy") -> Number:
        """What a net of the two measures, or a line between the points, gets right."""
        return Number(100 * float(self.experiments[group][key]), 0, unit="%", size=1.1, color=role("target"),
                      source=f"experiments:{group}.{key}*100").move_to([*place, 0])

    def collapse(self) -> None:
        """Without the bend the two weight matrices multiply into one, and the hidden layer falls out of the picture."""
        row = product(self.run)
        second, at, first, equals, one = row
        captions = VGroup(*(code(name, BODY, role("positive")).next_to(matrix, UP, buff=0.18)
                            for matrix, name in ((second, "w_h_o"), (first, "w_i_h"))))
        deep, flat = two_nets(self.run, row)
        same = words("=", 0.6, role("quiet")).move_to([equals.get_x(), deep.get_y(), 0])
        with self.say("collapse") as line:
            self.play(FadeIn(deep), run_time=0.4)
            for k, matrix in enumerate((first, second)):
                self.play(deep.pulse(deep.edges_between(k)), FadeIn(matrix.brackets, captions[1 - k]),
                          *(FadeIn(cell, target_position=edge.get_center(), scale=0.5) for i in range(len(matrix.cells))
                            for cell, edge in zip(matrix.row(i), deep.edges[k][i], strict=True)), run_time=0.9)
            line.wait_for("matrices")
            self.play(FadeIn(at, equals, one.brackets), run_time=0.4)
            self.fill_product(row, max(line.left, 1.8))
        with self.say("one_layer", pause=1.6) as line:
            self.play(TransformFromCopy(deep.layers[0], flat.layers[0]), FadeIn(same, flat.edge_group),
                      TransformFromCopy(deep.layers[2], flat.layers[1]), run_time=1.0)
            self.play(*(deep.pulse(deep.edges_between(k)) for k in (0, 1)), run_time=0.9)
            line.wait_for("no_more")
            box = SurroundingRectangle(one, color=role("focus"), buff=0.04, stroke_width=4)
            self.play(Create(box), flat.pulse(flat.edges_between(0)), run_time=0.9)
        self.play(FadeOut(row, captions, deep, flat, same, box), run_time=0.2)

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

    def contest(self) -> None:
        """The real net without the bend and with it, by the share of new images that each gets right."""
        contest = Contest(self.experiments, self.screen)
        for key, marks in (("real", ("without", "more")), ("with", ("bend", "hundred"))):
            with self.say(key) as line:
                if key == "real":
                    self.play(FadeIn(contest.axis, contest.shapes[0]), run_time=0.35)
                for k, mark in enumerate(marks, 2 * (key == "with")):
                    line.wait_for(mark)
                    self.play(*contest.enter(k), run_time=0.6)
                self.drift(line.left + (1.0 if key == "real" else 1.8))
        self.play(FadeOut(contest), run_time=0.2)

    # --- its price ---------------------------------------------------------------------------------

    def flat_ends(self) -> tuple[Plot, VMobject]:
        """Two steps of equal width: on the slope it is a large rise, at the flat end hardly any."""
        reach = float(max(np.ceil(largest(self.digits.h_pre[0])), REACH))
        plot, curve = sigmoid_plot(11.4, 4.9, reach, text_size=LABEL)
        VGroup(plot, curve).move_to([0, -0.35, 0])
        steps = [rise(plot, low, high) for low, high in STEPS]
        rises = [Number(value, plus=True, source=f"constant:{name}", size=0.5, color=role("focus"))
                 for value, name in ((RISE_ON_SLOPE, "RISE_ON_SLOPE"), (RISE_AT_END, "RISE_AT_END"))]
        rises[0].next_to(steps[0], RIGHT, buff=0.25)
        rises[1].next_to(steps[1], DOWN, buff=0.3)
        with self.say("flat") as line:
            self.play(FadeIn(plot, curve), run_time=0.4)
            for step, number, place, result in zip(steps, rises, ("slope", "flat"), ("lot", "hardly"), strict=True):
                line.wait_for(place)
                self.play(Create(step[0]), run_time=0.5)
                line.wait_for(result)
                self.play(FadeIn(step[1]), Create(step[2]), FadeIn(number), run_time=0.6)
            self.drift(line.left + 0.8)
        self.play(FadeOut(*steps, *rises), run_time=0.4)
        return plot, curve

    def at_the_ends(self, plot: Plot, curve: VMobject) -> None:
        """Each of the real net's first hidden values goes up to its place on the curve; many lie on the flat ends."""
        run, log = self.digits, self.experiments.real
        sums, values = np.ravel(run.h_pre[0]), np.ravel(run.h[0])
        dots = VGroup(*(Dot(plot.point(float(x), 0), radius=0.075, color=role("quiet")) for x in sums))
        (left, right), (low, high) = plot.x_range, end_sums()
        zones = VGroup(zone(plot, left, low), zone(plot, high, right)).set_z_index(-1)
        count = in_line(Number(int(log.first_ends), 0, source="experiments:real.first_ends", size=0.9, color=role("focus")),
                        words(self.screen("of"), TITLE),
                        Number(int(log.first_values), 0, source="experiments:real.first_values", size=TITLE), buff=0.25)
        count.move_to([3.9, -1.0, 0])
        holds(zones[1], *count)
        steps = rises(plot, sums, float(np.ptp(STEPS[0])))
        marked = [dot for dot, value in zip(dots, values, strict=True) if at_the_ends(value)]
        with self.say("ends") as line:
            self.play(LaggedStart(*(FadeIn(dot) for dot in dots), lag_ratio=0.01), run_time=0.8)
            self.play(LaggedStart(*(dot.animate.move_to(plot.point(float(x), float(y)))
                                    for dot, x, y in zip(dots, sums, values, strict=True)), lag_ratio=0.005),
                      run_time=max(line.until("there") - 0.6, 1.2))
            self.play(FadeIn(zones, count), *(dot.animate.set_color(role("focus")) for dot in marked), run_time=0.7)
            self.drift(line.left + 0.6)
        with self.say("slow", pause=1.4) as line:
            self.play(FadeIn(steps), run_time=0.8)
            self.drift(line.left + 0.6)
        self.play(FadeOut(plot, curve, dots, zones, count, steps), run_time=0.2)

    # --- the next layer ----------------------------------------------------------------------------

    def on_to_the_outputs(self) -> None:
        """The same two lines for the next layer; the outputs light up."""
        net = show_activations(small_net(self.run, width=4.2), self.run, layers=2).shift(LEFT * 0.87)
        names = VGroup(net.column_name(0, "img"), net.column_name(1, "h"))
        listing, numbers = self.two_lines()
        columns, labels, ways = two_steps(self.run, LEFT_HALF - 0.1)
        h, o_pre, o = columns
        with self.say("outputs") as line:
            self.play(FadeIn(net, names, listing), run_time=0.4)
            self.play(FadeIn(h.brackets, labels[0]),
                      LaggedStart(*(FadeIn(cell, target_position=neuron) for cell, neuron
                                    in zip(h.body, net.layers[1], strict=True)), lag_ratio=0.15), run_time=0.8)
            line.wait_for("hidden")
            self.play(net.pulse(net.edges_between(1)), listing.light(numbers[0]), Create(ways[0][0]), FadeIn(ways[0][1]),
                      run_time=0.8)
            self.play(FadeIn(o_pre, shift=RIGHT * 0.4), FadeIn(labels[1]), run_time=0.7)
        with self.say("answer", pause=0.8) as line:
            self.play(listing.light(numbers[1]), Create(ways[1][0]), FadeIn(ways[1][1]), TransformFromCopy(o_pre, o),
                      FadeIn(labels[2], net.column_name(2, "o")), net.light_up(2, self.run.o[0, 0], "pixels:o[0,0]"),
                      run_time=0.9)
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
