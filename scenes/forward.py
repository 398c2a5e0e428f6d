"""Forward: five real pixel values become four sums, first along the edges, then as one matrix product."""

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, AnimationGroup, Create, FadeIn, FadeOut, Group, LaggedStart, Mobject,
                   ReplacementTransform, SurroundingRectangle, UpdateFromAlphaFunc, VGroup, linear, there_and_back)

from network.program import Program
from scenes.kit.diagram import LightUp, NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Cell
from scenes.kit.pushes import Pushes, Term, grown
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import code, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.cast import badge, first_image, small_net
from scenes.scratch.cascades import Cascades
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_sums import NAMES, calculation_decimals, equation, front_of, inner_sizes, shapes_under

COLUMNS, HEADS = (-5.95, 1.0), 2.58         # x of the first pixel and of the sum; y of the pixels
ENDS = (-2.9, 0.85)                         # y of the lowest and of the highest end of their bars
WAYS, ASKED = 0.75, 0.5                     # from where a bar is 0 to the names of both ways, and their em
BESIDE = 1.4, 2.95                          # x where these begin, beside the sum, and end at most
ASIDE = 4.2, [-3.85, -1.3, 0]               # side and place of the image while its pixels have left it
OVER = 0.55, 2.75, 2.16                     # over the table: side and y of a pixel, y of its value
ROWS = 1.75, -3.3                           # y of the highest and of the lowest end of the bars of all neurons
SMALLER = 0.84                              # size of the equation when the line of code stands under it
TO_THE_EDGE = RIGHT * 2.5                   # the net's way to the right edge, to make room for the equation


class Forward(Chapter):
    """The first logged moment of the small net, on the first image it learns from."""

    def construct(self):
        net = small_net(self.pixels)
        self.open(net)
        picture, names = self.goes_in(net)
        pushes = self.pushes()
        front, ways, named = self.up_or_down(net, pushes, picture, names)
        self.enter_first_neuron(front, pushes, picture[0])
        self.multiply(front, pushes, (picture[0], named))
        way = self.add_up(front, pushes, ways)
        self.add_bias(front, pushes, way)
        names.add(self.name_the_sum(front, pushes))
        equation, inputs = self.other_neurons(front, pushes)
        self.table_times_column(front, equation, inputs)
        self.one_line(front, names, equation)
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

    def goes_in(self, net: NetworkDiagram) -> tuple[Group, VGroup]:
        """The image appears, and its pixels are marked; each pixel's square goes from there into its neuron, which takes on its
        value; the column gets its name."""
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
        return Group(Group(digit, marks), sign), VGroup(name)

    # --- one neuron --------------------------------------------------------------------------------

    def up_or_down(self, net: NetworkDiagram, pushes: Pushes, picture: Group, names: VGroup) -> tuple:
        """The outputs leave. Which way will the first hidden neuron be pushed? A ball stands for it, between both ways. Returns
        what is left of the net, the names of both ways, and what says whose ball that is."""
        front, rest = front_of(net, self.pixels, sums=0)
        ways = VGroup(*(words(self.screen(key), ASKED) for key in ("up", "down")))
        for way, side in zip(ways, (1, -1), strict=True):
            way.scale(min((BESIDE[1] - BESIDE[0]) / way.width, 1)).move_to([BESIDE[0], pushes.zero + side * WAYS, 0], LEFT)
        named = words(self.screen("neuron"), BODY, role("quiet"))
        self.remove(net)
        self.add(rest, front)
        seen, sign = picture
        with self.say("ask", pause=0.9) as line:
            self.play(FadeOut(rest, sign, run_time=0.4), seen.animate.set(width=ASIDE[0]).move_to(ASIDE[1]),
                      VGroup(front, names).animate.shift(TO_THE_EDGE), run_time=0.9)
            self.play(front.ring(front.layers[1][0]), front.focus(*front.edges_into(0, 0)), run_time=0.5)
            here, neuron = pushes.ball.get_center(), front.layers[1][0]
            named.next_to(here, LEFT, buff=0.4)
            pushes.ball.scale(2).move_to(neuron)
            self.play(pushes.ball.animate.scale(0.5).move_to(here), FadeIn(named, rate_func=LATE), run_time=0.8)
            for way, mark in zip(ways, ("up", "down"), strict=True):
                line.wait_for(mark)
                self.play(FadeIn(way, scale=1.3), run_time=0.4)
            self.play(front.pulse(front.edges_into(0, 0)), run_time=1.0)
        return front, ways, named

    def enter_first_neuron(self, front: NetworkDiagram, pushes: Pushes, seen: Group) -> None:
        """A column for each edge: its pixel comes from the image, its weight from the edge."""
        heads = VGroup(*(seen[0].pixel(i).set_stroke(role("focus"), 2) for i in self.pixels.pixel_index))
        edges = front.edges_into(0, 0)
        with self.say("edges", pause=0.3) as line:
            self.play(ReplacementTransform(heads, pushes.heads), run_time=0.7)
            self.play(LaggedStart(*(FadeIn(value, target_position=neuron, scale=0.6) for value, neuron in
                                    zip(pushes.values, front.layers[0])), lag_ratio=0.3), run_time=0.9)
            line.wait_for("edges")
            self.play(front.pulse(edges), run_time=max(line.until("weights") - 0.4, 0.8))
            self.play(LaggedStart(*(FadeIn(weight, target_position=edge, scale=0.6)
                                    for weight, edge in zip(pushes.weights, edges)), lag_ratio=0.3),
                      run_time=max(line.left, 1.4))

    def pushes(self) -> Pushes:
        """The first hidden neuron's terms; the last is the bias, the weight of a neuron that is always 1."""
        terms = [Term(float(x), float(w), f"pixels:inputs_of(0)[{j},0]", f"pixels:w_i_h[0,0,{j}]")
                 for j, (x, w) in enumerate(zip(self.img[:, 0], self.w[0], strict=True))]
        bias = Term(1.0, float(self.b[0, 0]), "constant:bias_input", "pixels:b_i_h[0,0,0]")
        return Pushes(terms, bias, np.linspace(*COLUMNS, len(terms) + 2), HEADS, ENDS, "pixels:h_pre[0,0,0]",
                      calculation_decimals(self.pixels))

    def multiply(self, net: NetworkDiagram, pushes: Pushes, before: tuple) -> None:
        """Bars as long as the weights take the place of what was there before. Pixel times weight, one edge after the other: the
        darker the pixel, the shorter the bar."""
        inputs = net.layers[0]
        with self.say("products", pause=0.3) as line:
            self.play(*map(FadeOut, before), run_time=0.2)
            self.play(FadeIn(pushes.ground), run_time=0.1)
            self.play(LaggedStart(*(grown(bar, term.weight) for bar, term in zip(pushes.bars, pushes.terms)), lag_ratio=0.2),
                      run_time=0.7)
            step = max(line.left / len(inputs), 0.65)
            for j, neuron in enumerate(inputs):
                ghost = pushes.ghost(j)
                self.add(ghost)
                self.play(net.ring(neuron), net.pulse([net.edges[0][0][j]]), FadeIn(pushes.times[j]), pushes.turn_down(j),
                          run_time=0.55 * step)
                self.play(FadeOut(ghost), run_time=0.15 * step)
                self.play(FadeIn(pushes.numbers[j]), net.ring(neuron, on=False), run_time=0.3 * step)

    def add_up(self, net: NetworkDiagram, pushes: Pushes, ways: VGroup) -> Mobject:
        """Each push begins where the last one ended, and carries the ball on; where that ends is the sum, and tells which way it
        is. Returns the name of that way."""
        label = words(self.screen("sum"), TITLE, role("quiet"))
        label.next_to(pushes.total, DOWN if pushes.sums[-1] > 0 else UP, buff=0.2)
        answers = [words(self.screen(key), ASKED, role("focus")) for key in ("pushed_up", "pushed_down")]
        way, told = ((both[0] if pushes.sums[-1] > 0 else both[1]) for both in (ways, answers))
        with self.say("push", pause=0.9) as line:
            line.wait_for("add")
            self.add(pushes.level, pushes.ball)
            step = max((line.until("sum") - 0.2) / len(pushes.bars), 0.5)
            for k, edge in enumerate(net.edges_into(0, 0)):
                self.play(pushes.carry(k), net.pulse([edge]), run_time=step)
            told.next_to(pushes.ball, RIGHT, buff=0.2)
            self.play(FadeOut(ways, rate_func=SOON), FadeIn(told, shift=told.get_center() - way.get_center(), rate_func=LATE),
                      run_time=0.4)
            self.play(grown(pushes.total, pushes.sums[-1]), FadeIn(pushes.figure, label), run_time=0.5)
        pushes.add(label)
        return told

    def add_bias(self, net: NetworkDiagram, pushes: Pushes, way: Mobject) -> None:
        """The bias neuron's edge lights; its push takes its place before the sum."""
        edge, neuron, (weight, bar, number) = net.bias_edges[0][0], net.bias_neurons[0], pushes.bias
        head = neuron.copy().move_to([pushes.places[-2], HEADS, 0])
        with self.say("bias", pause=0.4) as line:
            self.play(FadeOut(way, rate_func=SOON), edge.animate.set_stroke(role("ink"), 3, 1), net.pulse([edge], role("ink")),
                      net.ring(neuron), FadeIn(head, scale=0.5), run_time=0.8)
            self.play(FadeIn(weight, target_position=edge, scale=0.6), run_time=0.5)
            line.wait_for("nothing")
            self.play(FadeIn(bar, number), net.ring(neuron, on=False), run_time=0.6)
        pushes.add(head)

    def name_the_sum(self, net: NetworkDiagram, pushes: Pushes) -> VGroup:
        """The sum gets its name, whose parts are said, and the neuron holds it; so does its column."""
        name = net.column_name(1, "h_pre").next_to(net.layers[1], UP, buff=0.2)
        label = code("h_pre", TITLE, role("activation")).move_to([pushes.places[-1], HEADS, 0])
        box = SurroundingRectangle(pushes.figure, color=role("focus"), buff=0.12, stroke_width=4)
        with self.say("h_pre", pause=0.4) as line:
            self.play(FadeIn(label), Create(box), run_time=0.5)
            self.play(self.hold_sum(net, 0), FadeIn(name), run_time=0.6)
            for mark, part in (("h", label[:1]), ("pre", label[2:])):
                line.wait_for(mark)
                self.play(part.animate(rate_func=there_and_back).set_color(role("focus")).scale(1.15), run_time=0.9)
            self.drift(line.left)
        pushes.add(label, box)
        return name

    def hold_sum(self, net: NetworkDiagram, i: int) -> LightUp:
        """Hidden neuron i shows its h_pre; a sum is not bounded, so it does not fill the circle."""
        value = float(self.pixels.h_pre[0, 0, i, 0])
        return LightUp(net.layers[1][i], value, f"pixels:h_pre[0,0,{i}]", "plain")

    # --- all four at once --------------------------------------------------------------------------

    def other_neurons(self, front: NetworkDiagram, pushes: Pushes) -> tuple[VGroup, VGroup]:
        """The pushes become a row; in rows below it those of the other neurons carry their balls, all at once. In place of them
        come the weights that made them, as a table. Returns the equation that this is the beginning of, with its names, and the
        pixels over the table."""
        parts = equation(self.pixels)
        h_pre, _, w = parts[:3]
        labels = VGroup(*(code(name, BODY, role(kind)).next_to(matrix, UP, buff=0.2)
                          for (name, kind), matrix in zip(NAMES.items(), parts[::2], strict=True)))
        inputs = VGroup(*(VGroup(head, value) for head, value in zip(pushes.heads, pushes.values, strict=True)))
        cascades = Cascades(self.w * self.img.T, ROWS, [cell.get_x() for cell in w.cells[0]])
        others = range(1, len(w.cells))

        def dance(rows: VGroup, share: float) -> None:
            for i in others:
                cascades.show(i, share * len(inputs))
        with self.say("others", pause=0.3) as line:
            dance(cascades, 0)
            self.remove(pushes)
            self.add(inputs, pushes.bars, pushes.ball)
            moved = pushes.heads, pushes.values, pushes.bars, pushes.ball
            self.play(FadeOut(VGroup(*(part for part in pushes if part not in moved)), rate_func=SOON),
                      *(over(pixel, cell) for pixel, cell in zip(inputs, w.cells[0], strict=True)),
                      ReplacementTransform(pushes.bars, cascades.bars[0]), ReplacementTransform(pushes.ball, cascades.balls[0]),
                      FadeIn(cascades.grounds, cascades.balls[1:], rate_func=LATE), run_time=0.8)
            edges = VGroup(*(edge for i in others for edge in front.edges_into(0, i)))
            self.play(front.focus(*edges), front.ring(front.layers[1][0], on=False), run_time=0.2)
            self.add(cascades)
            self.play(UpdateFromAlphaFunc(cascades, dance, rate_func=linear), front.pulse(edges, lag=0.1),
                      run_time=max(line.until("row") - 0.5, 1.8))
            self.play(*(FadeOut(ball, target_position=neuron) for ball, neuron in
                        zip(cascades.balls, front.layers[1], strict=True)),
                      *(self.hold_sum(front, i) for i in others), run_time=0.4)
            self.play(FadeOut(cascades.grounds, cascades.bars, rate_func=SOON), FadeIn(w, h_pre, labels[0], rate_func=LATE),
                      front.unfocus(), run_time=max(line.left, 0.6))
        return VGroup(parts, labels), inputs

    def table_times_column(self, net: NetworkDiagram, equation: VGroup, inputs: VGroup) -> None:
        """The pixels over the table stand up as a column, the last one first, so that each finds its way free; each row meets
        them, and its edges light in step."""
        (h_pre, equals, w, at, img, plus, b), labels = equation
        row, column = w.box_row(0), img.box_column(0)
        with self.say("rows", pause=0.8) as line:
            self.play(FadeIn(at, img.brackets, labels[2], rate_func=LATE),
                      LaggedStart(*(stand_up(pixel, cell) for pixel, cell in zip(inputs[::-1], img.column(0)[::-1], strict=True)),
                                  lag_ratio=0.25),
                      run_time=max(line.until("column"), 1.4))
            self.remove(inputs)
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


def over(pixel: VGroup, cell: Cell) -> AnimationGroup:
    """A pixel and its value go to stand over the first cell of a column of the table."""
    head, value = pixel
    return AnimationGroup(head.animate.set(width=OVER[0]).move_to([cell.get_x(), OVER[1], 0]),
                          value.animate.scale(cell.number.height / value.height).move_to([cell.get_x(), OVER[2], 0]))


def stand_up(pixel: VGroup, cell: Cell) -> AnimationGroup:
    """A pixel and its value become the cell that has the same."""
    return AnimationGroup(*(ReplacementTransform(part, there, path_arc=-PI / 2)
                            for part, there in zip(pixel, (cell.box, cell.number), strict=True)))
