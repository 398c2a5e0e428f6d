"""Forward: five real pixel values become four sums, first along the edges, then as one matrix product."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Line, ReplacementTransform,
                   SurroundingRectangle, Transform, VGroup, linear, smooth, squish_rate_func, there_and_back)

from network.program import Program
from scenes.kit.declare import dimmed
from scenes.kit.diagram import LightUp, NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.products import Carry, ProductTable
from scenes.kit.scales import sign_role
from scenes.kit.text import SwitchTo, Number, code, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.cast import badge, first_image, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_sums import (MIDDLE, NAMES, calculation_decimals, equation, front_of, inner_sizes, real_equation,
                                       real_front, shapes_under)

COLUMNS = (-6.15, -5.0, -4.05, -3.0, -1.95, -0.85)   # x of pixel, its value, times, weight, equals and product
LEVELS = 2.25 - 0.8 * np.arange(5)                  # y of the products; below them the sum, the bias and both together
SUMS = (-1.8, -2.4, -3.15)
LANE = 0.24                                         # x of the way beside the products on which they go into the sum
LARGER = 1.2                                        # size of the equation when the net has left
TO_THE_EDGE = RIGHT * 2.5                           # the net's way to the right edge, to make room for the equation


class Forward(Chapter):
    """The first logged moment of the small net, on the first image it learns from."""

    def construct(self):
        net = small_net(self.pixels)
        self.open(net)
        picture, squares = self.pick_pixels()
        names = VGroup(self.fill_inputs(net, squares))
        table = self.enter_first_neuron(net, picture)
        self.multiply(net, table)
        total = self.add_up(net, table)
        self.add_bias(net, total)
        names.add(self.name_the_sum(net, total))
        front, equation = self.other_neurons(net, names, VGroup(table, total))
        self.rows_times_column(front, equation)
        listing, shapes = self.one_line(front, names, equation)
        self.real_net(front, equation, listing, shapes)
        self.close()

    @property
    def img(self) -> np.ndarray:
        return self.pixels.inputs_of(0)

    @property
    def w(self) -> np.ndarray:
        return self.pixels.w_i_h[0]

    @property
    def b(self) -> np.ndarray:
        return self.pixels.b_i_h[0]

    # --- the image ---------------------------------------------------------------------------------

    def pick_pixels(self) -> tuple[Group, VGroup]:
        """The image appears, and its pixels are marked."""
        digit, sign = first_image(self.pixels, side=5.2).move_to([-3.95, 0.2, 0]), badge(self, self.pixels)
        index = self.pixels.pixel_index
        marks = VGroup(*(digit.mark(i).set_stroke(width=5) for i in index))
        squares = VGroup(*(digit.pixel(i) for i in index))
        with self.say("first", pause=0) as line:
            self.play(FadeIn(digit, sign), run_time=0.6)
            self.play(LaggedStart(*(Create(mark) for mark in marks), lag_ratio=0.4), run_time=max(line.left, 0.9))
        return Group(digit, marks, sign), squares

    def fill_inputs(self, net: NetworkDiagram, squares: VGroup) -> VGroup:
        """Each pixel's square goes from the image into its neuron, which takes on its value; the column gets its name."""
        name = net.column_name(0, "img")
        with self.say("inputs", pause=0.3):
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.4).move_to(neuron).set_stroke(role("focus"), 3)
                                    for square, neuron in zip(squares, net.layers[0], strict=True)), lag_ratio=0.15),
                      run_time=1.1)
            self.remove(squares, *squares)
            self.play(net.light_up(0, self.img, "pixels:inputs_of(0)", lag=0.1), FadeIn(name), run_time=0.6)
        return name

    # --- one neuron --------------------------------------------------------------------------------

    def enter_first_neuron(self, net: NetworkDiagram, picture: Group) -> ProductTable:
        """Pixels and weights, a row for each edge; the values come from the neurons, the weights from the edges."""
        table = ProductTable(self.img, self.w[0], COLUMNS, LEVELS[:len(self.img)],
                             ("pixels:inputs_of(0)[:,0]", "pixels:w_i_h[0,0]"), TITLE, calculation_decimals(self.pixels))
        digit = picture[0]
        heads = VGroup(*(digit.pixel(i).set_stroke(role("focus"), 2) for i in self.pixels.pixel_index))
        with self.say("edges", pause=0.3) as line:
            self.play(FadeOut(picture, run_time=0.4), ReplacementTransform(heads, VGroup(*(row[0] for row in table))),
                      net.ring(net.layers[1][0]), run_time=0.8)
            self.play(LaggedStart(*(FadeIn(row[1], target_position=neuron, scale=0.6)
                                    for neuron, row in zip(net.layers[0], table, strict=True)), lag_ratio=0.3), run_time=0.9)
            line.wait_for("edges")
            self.play(net.focus(*net.edges_into(0, 0)), run_time=0.6)
            self.play(net.pulse(net.edges_into(0, 0)), run_time=max(line.until("weights") - 0.1, 0.8))
            self.play(LaggedStart(*(FadeIn(row[3], target_position=net.edges[0][0][j], scale=0.6)
                                    for j, row in enumerate(table)), lag_ratio=0.3), run_time=max(line.left, 1.4))
        return table

    def multiply(self, net: NetworkDiagram, table: ProductTable) -> None:
        """Pixel times weight, one edge after the other."""
        with self.say("products", pause=0.3) as line:
            step = max(line.left / len(table), 0.95)
            for j, row in enumerate(table):
                self.play(net.ring(net.layers[0][j]), net.pulse([net.edges[0][0][j]]), FadeIn(row[2]),
                          *(factor.animate(rate_func=there_and_back).scale(1.05) for factor in (row[1], row[3])),
                          run_time=0.5 * step)
                self.play(FadeIn(row[4]), FadeIn(row[5], shift=0.25 * RIGHT),
                          net.ring(net.layers[0][j], on=False), run_time=0.5 * step)

    def add_up(self, net: NetworkDiagram, table: VGroup) -> VGroup:
        """The products go into the sum one after the other; each step of it is right by itself."""
        x, decimals = COLUMNS[-1], calculation_decimals(self.pixels)[1]
        rule = Line(LEFT * 0.95, RIGHT * 0.75, stroke_color=role("quiet"), stroke_width=2.5)
        rule.move_to([x, (table[-1].get_y() + SUMS[0]) / 2, 0])
        partial = np.cumsum(self.w[0] * self.img[:, 0])
        sources = [f"pixels:cumsum(w_i_h[0,0]*inputs_of(0)[:,0])[{j}]" for j in range(len(partial))]
        total = Number(float(partial[0]), decimals, source=sources[0], size=TITLE, signed=True).move_to([x, SUMS[0], 0])
        label = words(self.screen("sum"), TITLE, role("quiet")).move_to([COLUMNS[3], SUMS[0], 0])
        with self.say("total", pause=0.3) as line:
            self.play(Create(rule), FadeIn(label), run_time=0.4)
            self.play(Carry(table[0][5].copy(), total.get_y(), LANE), dimmed(table[0]).animate.set_opacity(0.4),
                      run_time=max(line.left - 0.2, 0.9))
            self.play(FadeIn(total), run_time=0.2)
        with self.say("push", pause=0.4) as line:
            step = max((line.left + 0.4) / (len(table) - 1), 0.95)
            for row, value, source in zip(table[1:], partial[1:], sources[1:], strict=True):
                self.play(Carry(row[5].copy(), total.get_y(), LANE), dimmed(row).animate.set_opacity(0.4),
                          run_time=0.6 * step)
                self.play(SwitchTo(total, float(value), source), run_time=0.4 * step)
        return VGroup(total, rule, label)

    def add_bias(self, net: NetworkDiagram, total: VGroup) -> None:
        """The bias neuron's edge lights; its weight is added to the sum."""
        bias, x, decimals = float(self.b[0, 0]), COLUMNS[-1], calculation_decimals(self.pixels)[1]
        number = Number(bias, decimals, source="pixels:b_i_h[0,0]", size=TITLE, signed=True, color=role(sign_role(bias)))
        number.move_to([x, SUMS[1], 0])
        plus = words("+", TITLE, role("quiet")).move_to([x - 1.05, SUMS[1], 0])
        rule = total[1].copy().move_to([x, (SUMS[1] + SUMS[2]) / 2 + 0.02, 0])
        result = Number(float(self.pixels.h_pre[0, 0, 0, 0]), decimals, source="pixels:h_pre[0,0,0]", size=TITLE, signed=True)
        result.move_to([x, SUMS[2], 0])
        edge, neuron = net.bias_edges[0][0], net.bias_neurons[0]
        with self.say("bias", pause=0.3) as line:
            self.play(edge.animate.set_stroke(role("ink"), 3, 1), net.pulse([edge], role("ink")), net.ring(neuron),
                      run_time=0.8)
            self.play(FadeIn(plus), FadeIn(number, target_position=neuron, scale=0.6), run_time=0.8)
            line.wait_for("nothing")
            self.play(Create(rule), FadeIn(result), net.ring(neuron, on=False), run_time=0.7)
        total.add(plus, number, rule, result)

    def name_the_sum(self, net: NetworkDiagram, total: VGroup) -> VGroup:
        """The sum gets its name, whose parts are said, and the neuron holds it; so does its column."""
        name, result = net.column_name(1, "h_pre"), total[-1]
        label = code("h_pre", TITLE, role("activation")).move_to([COLUMNS[3], result.get_y(), 0])
        box = SurroundingRectangle(result, color=role("focus"), buff=0.12, stroke_width=4)
        with self.say("h_pre", pause=0.4) as line:
            self.play(FadeIn(label), run_time=0.4)
            self.play(Create(box), self.hold_sum(net, 0), FadeIn(name), run_time=0.6)
            for mark, part in (("h", label[:1]), ("pre", label[2:])):
                line.wait_for(mark)
                self.play(part.animate(rate_func=there_and_back).set_color(role("focus")).scale(1.15), run_time=0.9)
            self.drift(line.left)
        total.add(label, box)
        return name

    def hold_sum(self, net: NetworkDiagram, i: int) -> LightUp:
        """Hidden neuron i shows its h_pre; a sum is not bounded, so it does not fill the circle."""
        value = float(self.pixels.h_pre[0, 0, i, 0])
        return LightUp(net.layers[1][i], value, f"pixels:h_pre[0,0,{i}]", "plain")

    # --- all four at once --------------------------------------------------------------------------

    def other_neurons(self, net: NetworkDiagram, names: VGroup, leaving: VGroup) -> tuple[NetworkDiagram, VGroup]:
        """Neuron after neuron takes its sum from the same pixels, and the weights on its edges become a row."""
        parts = equation(self.pixels)
        w = parts[2]
        labels = VGroup(*(code(name, BODY, role(kind)).next_to(matrix, UP, buff=0.2)
                          for (name, kind), matrix in zip(NAMES.items(), parts[::2], strict=True)))
        front, rest = front_of(net, self.pixels, sums=1)
        with self.say("others", pause=0.2) as line:
            self.play(FadeOut(leaving), net.unfocus(), net.ring(net.layers[1][0], on=False), run_time=0.3)
            self.remove(net)
            self.add(rest, front)
            above = front.layers[1].get_top() + TO_THE_EDGE + 0.35 * UP
            self.play(FadeOut(rest, run_time=0.25), VGroup(front, names[0]).animate.shift(TO_THE_EDGE),
                      names[1].animate.move_to(above), FadeIn(w.brackets, labels[1]), run_time=0.7)
            step = max((line.left + 0.2) / len(w.cells), 0.65)
            for i, neuron in enumerate(front.layers[1]):
                edges, done = front.edges_into(0, i), front.layers[1][:i]
                holds = [self.hold_sum(front, i)] if i else []
                self.play(front.focus(*edges), front.ring(neuron), *(front.ring(other, on=False) for other in done),
                          LaggedStart(*(FadeIn(cell, target_position=edge.get_center(), scale=0.5)
                                        for cell, edge in zip(w.row(i), edges, strict=True)), lag_ratio=0.1),
                          *holds, run_time=step)
            self.play(front.unfocus(), front.ring(neuron, on=False), run_time=0.25)
        self.add(w)
        return front, VGroup(parts, labels)

    def rows_times_column(self, net: NetworkDiagram, equation: VGroup) -> None:
        """The first row is boxed with the column; pair after pair is multiplied, and its edge lights in step; then row after row
        with the same column."""
        (h_pre, equals, w, at, img, plus, b), labels = equation
        column, row = img.box_column(0), w.box_row(0)
        pair = VGroup(pair_frame(w.cells[0][0]), pair_frame(img.cells[0][0]))
        with self.say("row", pause=0.2) as line:
            self.play(Create(row), net.focus(*net.edges_into(0, 0)), net.ring(net.layers[1][0]), run_time=0.4)
            self.hold(line.at("column") - line.elapsed - 0.4)
            self.play(FadeIn(img.brackets, labels[2]),
                      LaggedStart(*(FadeIn(cell, target_position=pixel) for cell, pixel in
                                    zip(img.column(0), net.layers[0], strict=True)), lag_ratio=0.1), run_time=0.6)
            self.add(img)
            self.play(Create(column), FadeIn(at, pair), run_time=0.25)
            for j, cell in enumerate(w.cells[0]):
                pair[0].move_to(cell)
                pair[1].move_to(img.cells[j][0])
                self.play(net.pulse([net.edges[0][0][j]]), run_time=0.28)
            self.play(FadeOut(pair), FadeIn(plus, b, labels[3], h_pre.brackets, labels[0], equals),
                      FadeIn(h_pre.cells[0][0], scale=1.3), run_time=0.4)
        with self.say("rows", pause=0.6) as line:
            step = max(line.left / (len(w.cells) - 1), 0.7)
            for i in range(1, len(w.cells)):
                row.become(w.box_row(i))
                self.play(net.focus(*net.edges_into(0, i)), net.pulse(net.edges_into(0, i)),
                          net.ring(net.layers[1][i - 1], on=False), net.ring(net.layers[1][i]), run_time=0.65 * step)
                self.play(FadeIn(h_pre.cells[i][0], scale=1.3), run_time=0.35 * step)
        self.play(FadeOut(row, column), net.ring(net.layers[1][-1], on=False), net.unfocus(), run_time=0.3)
        self.add(h_pre)

    def one_line(self, net: NetworkDiagram, names: VGroup, equation: VGroup) -> tuple[Listing, VGroup]:
        """The net leaves; the same as a line of the program, and under each of its names the shape of that matrix."""
        program = Program(self.pixels.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h_pre")), 0.46).move_to([0, -2.45, 0])
        shapes = shapes_under(listing, self.pixels, "pixels")
        with self.say("code", pause=0) as line:
            self.play(FadeOut(net, names), run_time=0.3)
            self.play(equation.animate.scale(LARGER).move_to([-0.1, 0.6, 0]), FadeIn(listing, shift=0.3 * UP), run_time=0.7)
            self.add(listing)
            line.wait_for("at")
            self.play(*(sign.animate.set_color(role("focus")) for sign in (equation[0][3], listing.term(1, "@"))), run_time=0.4)
            line.wait_for("shapes")
            self.play(LaggedStart(*(FadeIn(shape, shift=0.2 * DOWN) for shape in shapes), lag_ratio=0.3), run_time=0.8)
            self.play(inner_sizes(shapes).animate.set_color(role("focus")), run_time=0.3)
            self.drift(line.left + 0.8)
        return listing, shapes

    # --- the real net -----------------------------------------------------------------------------

    def real_net(self, front: NetworkDiagram, equation: VGroup, listing: Listing, shapes: VGroup) -> None:
        """The same line with the arrays of the real net: rows too long for numbers, one for each hidden neuron."""
        large, real = real_front(front, self.digits), real_equation(self.digits)
        names = VGroup(*(large.column_name(k, name) for k, name in enumerate(("img", "h_pre"))))
        aside = RIGHT * MIDDLE
        with self.say("real", pause=0.6) as line:
            self.play(equation.animate.scale(1 / LARGER).set_x(MIDDLE),
                      VGroup(listing, shapes).animate.shift(aside), run_time=0.5)
            self.play(FadeOut(equation[0], shapes), run_time=0.2)
            self.play(FadeIn(real[0].brackets, *real[1:], large, names), *(label.animate.next_to(matrix, UP, buff=0.2)
                      for label, matrix in zip(equation[1], real[::2], strict=True)), run_time=0.4)
            line.wait_for("same")
            self.play(FadeIn(shapes_under(listing, self.digits, "digits")), run_time=0.4)
            self.sweep_rows(large, real, max(line.left - 0.8, 1.8))

    def sweep_rows(self, net: NetworkDiagram, real: Group, run_time: float) -> None:
        """A frame runs down the rows of weights; the sums that they give come in step."""
        h_pre, w = real[0], real[2]
        row = w.box_row(0)
        self.play(Create(row), run_time=0.3)
        self.play(*(FadeIn(cell, shift=0.2 * LEFT, rate_func=squish_rate_func(smooth, *coming(i, w.rows)))
                    for i, cell in zip(h_pre.indices, h_pre.cells, strict=True)),
                  Transform(row, w.box_row(w.rows - 1), rate_func=linear), net.pulse(net.edges_between(0)), run_time=run_time)
        self.play(FadeOut(row), FadeIn(h_pre.dots), run_time=0.3)


def coming(i: int, rows: int) -> tuple[float, float]:
    """When the sum of one of `rows` rows comes, as shares of the time in which a frame runs down all of them."""
    start = 0.8 * i / (rows - 1)
    return start, start + 0.2


def pair_frame(cell: VGroup) -> SurroundingRectangle:
    """A thick frame around one cell."""
    return SurroundingRectangle(cell, color=role("focus"), buff=0.0, stroke_width=6)
