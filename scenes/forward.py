"""Forward: five real pixel values become four sums, first along the edges, then as one matrix product."""

import numpy as np
from manim import (DOWN, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Mobject, ReplacementTransform,
                   SurroundingRectangle, UpdateFromAlphaFunc, VGroup, linear, there_and_back)

from network.program import Program
from scenes.kit.diagram import LightUp, NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.pushes import grown
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import code, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.cast import badge, first_image, small_net
from scenes.scratch.cascades import Cascades
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_sums import NAMES, equation, front_of, inner_sizes, shapes_under
from scenes.scratch.one_neuron import OneNeuron

ASKED = 0.6                                 # em of the names of both ways
ROWS = 2.6, -3.2                            # y of the highest and of the lowest end of the bars of all neurons
SMALLER = 0.84                              # size of the equation when the line of code stands under it
TO_THE_EDGE = RIGHT * 2.5                   # the net's way to the right edge, to make room for the equation


class Forward(Chapter):
    """The first logged moment of the small net, on the first image it learns from."""

    def construct(self):
        net = small_net(self.pixels)
        self.open(net)
        one, ways = self.up_or_down(net, self.goes_in(net))
        self.listens(one)
        self.multiply(one)
        self.add_bias(one, self.add_up(one, ways))
        self.name_the_sum(one)
        front, equation, names = self.other_neurons(one)
        self.table_times_column(front, equation)
        self.one_line(front, names, equation)
        self.close()

    @property
    def img(self) -> np.ndarray:
        return self.pixels.inputs_of(0)

    @property
    def w(self) -> np.ndarray:
        return self.pixels.w_i_h[0]

    # --- the image ---------------------------------------------------------------------------------

    def goes_in(self, net: NetworkDiagram) -> Group:
        """The image appears, and its pixels are marked; each pixel's square goes from there into its neuron, which takes on its
        value; the column gets its name. Returns all but the net."""
        digit, sign = first_image(self.pixels, side=5.2).move_to([-3.95, 0.2, 0]), badge(self, self.pixels)
        index, name = self.pixels.pixel_index, net.column_name(0, "img")
        marks = VGroup(*(digit.mark(i).set_stroke(width=5) for i in index))
        squares = VGroup(*(digit.pixel(i) for i in index))
        with self.say("first", pause=0.3) as line:
            self.play(FadeIn(digit, sign), run_time=0.6)
            self.play(LaggedStart(*(Create(mark) for mark in marks), lag_ratio=0.4), run_time=max(line.until("goes"), 0.9))
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.4).move_to(neuron).set_stroke(role("focus"), 3)
                                    for square, neuron in zip(squares, net.layers[0], strict=True)), lag_ratio=0.15),
                      run_time=max(line.left - 0.6, 1.1))
            self.remove(squares, *squares)
            self.play(net.light_up(0, self.img, "pixels:inputs_of(0)", lag=0.1), FadeIn(name), run_time=0.6)
        return Group(digit, marks, sign, name)

    # --- one neuron --------------------------------------------------------------------------------

    def up_or_down(self, net: NetworkDiagram, before: Group) -> tuple[OneNeuron, VGroup]:
        """All but the first hidden neuron leaves, with the edges into it, and it fills the frame. Which way will it be pushed? A
        ball stands between both. Returns the neuron from close by, and the names of both ways."""
        (front, rest), one = front_of(net, self.pixels, sums=0), OneNeuron(self.pixels)
        ways = VGroup(*(one.write(words(self.screen(key), ASKED), side) for key, side in (("up", 1), ("down", -1))))
        self.remove(net)
        self.add(front)
        with self.say("ask", pause=0.9) as line:
            self.play(FadeOut(rest, before), front.focus(*front.edges_into(0, 0)), run_time=0.5)
            self.come_close(front, one, True)
            self.play(FadeIn(one.pushes.ground, one.pushes.ball), run_time=0.4)
            for way, mark in zip(ways, ("up", "down"), strict=True):
                line.wait_for(mark)
                self.play(FadeIn(way, scale=1.3), run_time=0.4)
            self.drift(line.left)
        return one, ways

    def come_close(self, front: NetworkDiagram, one: OneNeuron, close: bool, *others) -> None:
        """From the net to its first hidden neuron, or back; others: what plays meanwhile."""
        far = [*front.layers[0], *front.edges_into(0, 0), front.layers[1][0].circle]
        near = [*one.inputs, *one.edges, one.circle]
        rest = VGroup(front.layers[1][1:], front.bias_neurons, *front.bias_edges,
                      *(edge for i in range(1, front.sizes[1]) for edge in front.edges_into(0, i)))
        if close:
            self.remove(front)
            self.add(rest, *far)
        self.play(FadeOut(rest, rate_func=SOON) if close else FadeIn(rest, rate_func=LATE),
                  *map(ReplacementTransform, *((far, near) if close else (near, far))), *others, run_time=1.0)

    def listens(self, one: OneNeuron) -> None:
        """Along each edge a pixel looks at its weight, which is written on it."""
        with self.say("edges", pause=0.3) as line:
            line.wait_for("edges")
            self.play(NetworkDiagram.pulse(one.edges), run_time=max(line.until("weights") - 0.2, 0.8))
            self.play(LaggedStart(*(FadeIn(weight, shift=0.3 * RIGHT) for weight in one.weights), lag_ratio=0.3),
                      run_time=max(line.left, 1.2))

    def multiply(self, one: OneNeuron) -> None:
        """Outlines as long as the weights. Pixel times weight, one edge after the other: the darker the pixel, the less of the
        outline is filled."""
        pushes = one.pushes
        with self.say("products", pause=0.3) as line:
            self.play(LaggedStart(*(grown(ghost, term.weight) for ghost, term in zip(pushes.ghosts, one.terms, strict=True)),
                                  lag_ratio=0.2), run_time=0.7)
            step = max(line.left / len(one.terms), 0.65)
            for bead, edge, product, bar in zip(one.beads, one.edges, one.products, pushes.bars, strict=True):
                self.add(bead)
                self.play(bead.animate(rate_func=linear).move_to(edge.get_end()), FadeIn(product, rate_func=LATE),
                          run_time=0.55 * step)
                self.play(ReplacementTransform(bead, bar), run_time=0.45 * step)

    def add_up(self, one: OneNeuron, ways: VGroup) -> Mobject:
        """Each push begins where the last one ended, and carries the ball on; where that ends is the sum, and tells which way it
        is. Returns the name of that way."""
        pushes = one.pushes
        label = one.write(words(self.screen("sum"), TITLE, role("quiet")))
        label.next_to(pushes.total, DOWN if pushes.sums[-1] > 0 else UP, buff=0.2)
        up = pushes.sums[-1] > 0
        answers = [words(self.screen(key), ASKED, role("focus")) for key in ("pushed_up", "pushed_down")]
        told = one.write(answers[0 if up else 1], 1 if up else -1)
        with self.say("push", pause=0.9) as line:
            self.play(FadeOut(pushes.ghosts), run_time=0.2)
            line.wait_for("add")
            self.add(pushes.level, pushes.ball)
            step = max((line.until("sum") - 0.2) / len(pushes.bars), 0.5)
            for k, product in enumerate(one.products):
                self.play(pushes.carry(k), product.animate(rate_func=there_and_back).scale(1.2), run_time=step)
            self.play(FadeOut(ways, rate_func=SOON), FadeIn(told, rate_func=LATE), run_time=0.4)
            self.play(grown(pushes.total, pushes.sums[-1]), FadeIn(pushes.figure, label), run_time=0.5)
        pushes.add(label)
        return told

    def add_bias(self, one: OneNeuron, way: Mobject) -> None:
        """The neuron that is always one and its edge; its push takes its place before the sum."""
        neuron, edge, weight = one.bias
        with self.say("bias", pause=0.4) as line:
            self.play(FadeOut(way, rate_func=SOON), FadeIn(neuron, scale=0.5), Create(edge, rate_func=LATE), run_time=0.8)
            self.play(FadeIn(weight, shift=0.3 * RIGHT), run_time=0.5)
            line.wait_for("nothing")
            self.play(FadeIn(one.pushes.bias), weight.animate(rate_func=there_and_back).scale(1.2), run_time=0.6)

    def name_the_sum(self, one: OneNeuron) -> None:
        """The sum gets its name, whose parts are said."""
        label = one.write(code("h_pre", 2 * TITLE, role("activation")), 1)
        box = SurroundingRectangle(one.pushes.figure, color=role("focus"), buff=0.12, stroke_width=4)
        with self.say("h_pre", pause=0.4) as line:
            self.play(FadeIn(label), Create(box), run_time=0.5)
            for mark, part in (("h", label[:1]), ("pre", label[2:])):
                line.wait_for(mark)
                self.play(part.animate(rate_func=there_and_back).set_color(role("focus")).scale(1.15), run_time=0.9)
            self.drift(line.left)
        one.pushes.add(label, box)

    def hold_sum(self, net: NetworkDiagram, i: int) -> LightUp:
        """Hidden neuron i shows its h_pre; a sum is not bounded, so it does not fill the circle."""
        value = float(self.pixels.h_pre[0, 0, i, 0])
        return LightUp(net.layers[1][i], value, f"pixels:h_pre[0,0,{i}]", "plain")

    # --- all four at once --------------------------------------------------------------------------

    def other_neurons(self, one: OneNeuron) -> tuple[NetworkDiagram, VGroup, VGroup]:
        """The net again; the pushes become a row, and in rows below it those of the other neurons carry their balls, all at once.
        In place of them come the weights that made them, as a table. Returns the net's first layers, the equation that the table
        is the beginning of, with its names, and the names of the net's columns."""
        parts = equation(self.pixels)
        h_pre, _, w = parts[:3]
        labels = VGroup(*(code(name, BODY, role(kind)).next_to(matrix, UP, buff=0.2)
                          for (name, kind), matrix in zip(NAMES.items(), parts[::2], strict=True)))
        cascades = Cascades(self.w * self.img.T, ROWS, [cell.get_x() for cell in w.cells[0]])
        pushes, others = one.pushes, range(1, len(w.cells))
        front = front_of(small_net(self.pixels), self.pixels, sums=0)[0].shift(TO_THE_EDGE)
        names = VGroup(front.column_name(0, "img"), front.column_name(1, "h_pre").next_to(front.layers[1], UP, buff=0.2))

        def dance(rows: VGroup, share: float) -> None:
            for i in others:
                cascades.show(i, share * len(self.img))
        with self.say("others", pause=0.3) as line:
            dance(cascades, 0)
            self.come_close(front, one, False,
                            FadeOut(one.weights, one.products, one.bias, *(part for part in pushes if part not in (
                                pushes.bars, pushes.ball)), rate_func=SOON),
                            ReplacementTransform(pushes.bars, cascades.bars[0]),
                            ReplacementTransform(pushes.ball, cascades.balls[0]),
                            FadeIn(cascades.grounds, cascades.balls[1:], names, rate_func=LATE))
            self.remove(*self.others(), *front.submobjects)
            self.add(front, names, cascades)
            edges = VGroup(*(edge for i in others for edge in front.edges_into(0, i)))
            self.play(UpdateFromAlphaFunc(cascades, dance, rate_func=linear), front.pulse(edges, lag=0.1),
                      run_time=max(line.until("row") - 0.5, 1.8))
            self.play(*(FadeOut(ball, target_position=neuron) for ball, neuron in
                        zip(cascades.balls, front.layers[1], strict=True)),
                      *(self.hold_sum(front, i) for i in range(len(w.cells))), run_time=0.4)
            self.play(FadeOut(cascades.grounds, cascades.bars, rate_func=SOON), FadeIn(w, h_pre, labels[0], rate_func=LATE),
                      run_time=max(line.left, 0.6))
        return front, VGroup(parts, labels), names

    def table_times_column(self, net: NetworkDiagram, equation: VGroup) -> None:
        """The pixels come as a column; each row meets them, and its edges light in step."""
        (h_pre, equals, w, at, img, plus, b), labels = equation
        row, column = w.box_row(0), img.box_column(0)
        with self.say("rows", pause=0.8) as line:
            self.play(FadeIn(at, img.brackets, labels[2]),
                      LaggedStart(*(FadeIn(cell, target_position=neuron, scale=0.6)
                                    for cell, neuron in zip(img.column(0), net.layers[0], strict=True)), lag_ratio=0.2),
                      run_time=max(line.until("column"), 1.4))
            self.add(img)
            self.play(FadeIn(plus, b, labels[1], labels[3], equals), Create(row), Create(column), run_time=0.3)
            step = max((line.left + 0.4) / len(w.cells), 0.5)
            for i in range(len(w.cells)):
                row.become(w.box_row(i))
                self.play(net.focus(*net.edges_into(0, i)), net.pulse(net.edges_into(0, i)),
                          h_pre.cells[i][0].number.animate(rate_func=there_and_back).scale(1.25), run_time=step)
        self.play(FadeOut(row, column), net.unfocus(), run_time=0.3)

    def one_line(self, net: NetworkDiagram, names: VGroup, equation: VGroup) -> None:
        """The net leaves; the same as a line of the program, and under each of its names the shape of that matrix."""
        program = Program(self.pixels.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h_pre")), 0.46).move_to([0, -2.43, 0])
        shapes = shapes_under(listing, self.pixels, "pixels")
        with self.say("code", pause=0) as line:
            self.play(FadeOut(net, names, rate_func=SOON), equation.animate.scale(SMALLER).move_to([-0.1, 0.87, 0]), run_time=0.8)
            self.play(FadeIn(listing, shift=0.3 * UP), run_time=0.4)
            self.add(listing)
            line.wait_for("at")
            self.play(*(sign.animate.set_color(role("focus")) for sign in (equation[0][3], listing.term(1, "@"))), run_time=0.4)
            line.wait_for("shapes")
            self.play(LaggedStart(*(FadeIn(shape, shift=0.2 * DOWN) for shape in shapes), lag_ratio=0.3), run_time=0.8)
            self.play(inner_sizes(shapes).animate.set_color(role("focus")), run_time=0.3)
            self.drift(line.left + 0.2)

