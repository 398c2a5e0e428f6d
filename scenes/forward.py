"""Forward: five real pixel values become four sums, first along the edges, then as one matrix product."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Line, ManimColor,
                   ReplacementTransform, Square, Transform, TransformFromCopy, VGroup)

from network.program import Program
from scenes.film.cast import first_image, large_net, small_net
from scenes.film.chapter import Chapter
from scenes.kit.diagram import LightUp, NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.scales import sign_role
from scenes.kit.text import CountTo, Number, code, words
from scenes.kit.theme import BODY, LABEL, SMALL, role

COLUMNS = (-5.5, -4.7, -3.85, -2.95, -1.95)   # x of pixel, times, weight, equals and product
CELL = (0.62, 0.54)


class Forward(Chapter):
    """The first logged moment of the small net, on the first image it learns from."""

    def construct(self):
        net = small_net(self.pixels)
        self.open(net)
        picture, squares = self.pick_pixels(net)
        img_name = self.fill_inputs(net, squares)
        tags = self.enter_first_neuron(net, picture)
        table = self.multiply(net, tags)
        total = self.add_up(table)
        bias = self.add_bias(net, total)
        h_pre_name = self.name_the_sum(net, total)
        self.other_neurons(net, VGroup(tags, table, total, bias))
        equation = self.write_matrices(net)
        self.row_times_column(net, equation)
        listing = self.one_line(equation)
        self.bias_in_code(net, equation, listing)
        self.shapes(net, VGroup(img_name, h_pre_name), equation, listing)
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

    def pick_pixels(self, net: NetworkDiagram) -> tuple[Group, VGroup]:
        """The image appears; its five pixels are marked and step out of it, beside the input neurons."""
        digit = first_image(self.pixels).move_to(LEFT * 4.4 + DOWN * 0.1)
        with self.say("first"):
            self.play(FadeIn(digit), run_time=0.8)
        index = self.pixels.pixel_index
        marks = VGroup(*(digit.mark(i) for i in index))
        with self.say("pixels") as line:
            line.wait_for(self.facts["pixels_inputs"])
            self.play(LaggedStart(*(Create(mark) for mark in marks), lag_ratio=0.4, run_time=1.2))
        squares = VGroup(*(digit.pixel(i) for i in index))
        strip = grey_strip().next_to(digit, DOWN, buff=0.3)
        with self.say("greys") as line:
            self.play(FadeIn(strip), run_time=0.6)
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.5).move_to([-0.75, neuron.get_y(), 0])
                                    .set_stroke(role("focus"), 2)
                                    for square, neuron in zip(squares, net.layers[0], strict=True)), lag_ratio=0.2),
                      run_time=max(line.left, 1.0))
        return Group(digit, marks, strip), squares

    def fill_inputs(self, net: NetworkDiagram, squares: VGroup) -> VGroup:
        """Each pixel's square moves into its neuron, which takes on its value; the column gets its name."""
        name = net.column_name(0, "img")
        with self.say("inputs"):
            self.play(LaggedStart(*(square.animate.move_to(neuron).set_opacity(0)
                                    for square, neuron in zip(squares, net.layers[0], strict=True)), lag_ratio=0.15),
                      net.light_up(0, self.img, "pixels:inputs_of(0)", lag=0.15), FadeIn(name), run_time=1.4)
            self.remove(squares)
        return name

    # --- one neuron --------------------------------------------------------------------------------

    def enter_first_neuron(self, net: NetworkDiagram, picture: Group) -> VGroup:
        """Only the edges into the first hidden neuron stay lit, with their weights written on them."""
        tags = VGroup(*(net.weight_tag(0, 0, j, float(self.w[0, j]), f"pixels:w_i_h[0,0,{j}]")
                        for j in range(len(self.img))))
        with self.say("edges") as line:
            self.play(FadeOut(picture), net.focus(*net.edges_into(0, 0)), net.ring(net.layers[1][0]), run_time=0.8)
            line.wait_for(self.facts["pixels_inputs"])
            self.play(LaggedStart(*(FadeIn(tag, scale=0.7) for tag in tags), lag_ratio=0.2, run_time=1.0))
        return tags

    def multiply(self, net: NetworkDiagram, tags: VGroup) -> VGroup:
        """Pixel times weight, a row for each edge, level with its input neuron."""
        table = VGroup()
        with self.say("products") as line:
            beat = (line.duration + 1.0) / len(tags)
            for j, (neuron, tag) in enumerate(zip(net.layers[0], tags, strict=True)):
                row = self.product_row(j, neuron.get_y())
                self.play(TransformFromCopy(neuron.number, row[0]), TransformFromCopy(tag[1], row[2]),
                          FadeIn(row[1]), net.pulse([net.edges[0][0][j]]), run_time=beat * 0.65)
                self.play(FadeIn(row[3:], shift=RIGHT * 0.2), run_time=beat * 0.35)
                table.add(row)
        return table

    def product_row(self, j: int, y: float) -> VGroup:
        """pixel × weight = product, for input j."""
        weight, product = float(self.w[0, j]), float(self.w[0, j] * self.img[j, 0])
        row = VGroup(
            Number(float(self.img[j, 0]), source=f"pixels:inputs_of(0)[{j}]", size=BODY, color=role("activation")),
            words("×", BODY, role("quiet")),
            Number(weight, source=f"pixels:w_i_h[0,0,{j}]", size=BODY, signed=True, color=role(sign_role(weight))),
            words("=", BODY, role("quiet")),
            Number(product, source=f"pixels:w_i_h[0,0,{j}]*inputs_of(0)[{j}]", size=BODY, signed=True,
                   color=role(sign_role(product))),
        )
        for part, x in zip(row, COLUMNS, strict=True):
            part.move_to([x, y, 0])
        return row

    def add_up(self, table: VGroup) -> VGroup:
        """The products run into one sum, under the rule."""
        low = table[-1].get_y()
        rule = Line(LEFT * 0.7, RIGHT * 0.7, stroke_color=role("quiet"), stroke_width=2)
        rule.move_to([COLUMNS[-1], low - 0.5, 0])
        partial = np.cumsum(self.w[0] * self.img[:, 0])
        sources = [f"pixels:cumsum(w_i_h[0,0]*inputs_of(0)[:,0])[{j}]" for j in range(len(partial))]
        total = Number(float(partial[0]), source=sources[0], size=BODY, signed=True)
        total.move_to([COLUMNS[-1], low - 1.0, 0])
        label = words("sum", BODY, role("quiet")).move_to([COLUMNS[-2] - 0.45, low - 1.0, 0])
        with self.say("total") as line:
            self.play(Create(rule), FadeIn(label), TransformFromCopy(table[0][4], total), run_time=0.5)
            step = max(line.left / (len(table) - 1), 0.35)
            for row, value, source in zip(table[1:], partial[1:], sources[1:], strict=True):
                ghost = row[4].copy()
                self.play(ghost.animate.move_to(total).set_opacity(0), CountTo(total, float(value), source),
                          run_time=step)
                self.remove(ghost)
        return VGroup(total, rule, label)

    def add_bias(self, net: NetworkDiagram, total: VGroup) -> VGroup:
        """The bias neuron's edge lights; its weight is added to the sum."""
        bias = float(self.b[0, 0])
        number = Number(bias, source="pixels:b_i_h[0,0]", size=BODY, color=role(sign_role(bias)))
        number.next_to(total[0], RIGHT, buff=0.55)
        plus = words("+", BODY, role("quiet")).move_to((total[0].get_right() + number.get_left()) / 2)
        name = words("bias", SMALL, role("quiet")).next_to(number, DOWN, buff=0.15)
        edge, neuron = net.bias_edges[0][0], net.bias_neurons[0]
        with self.say("bias") as line:
            self.play(edge.animate.set_stroke(role("ink"), 3, 1), net.pulse([edge], role("ink")), net.ring(neuron),
                      run_time=0.8)
            self.play(FadeIn(plus), FadeIn(number, target_position=neuron), FadeIn(name), run_time=0.8)
            line.wait_for("nothing")
            self.play(net.ring(neuron, on=False), run_time=0.4)
        return VGroup(plus, number, name)

    def name_the_sum(self, net: NetworkDiagram, total: VGroup) -> VGroup:
        """The sum goes into the neuron; the column gets its name."""
        name = net.column_name(1, "h_pre")
        ghost = total[0].copy()
        with self.say("h_pre"):
            self.play(ghost.animate.move_to(net.layers[1][0]).set_opacity(0), self.hold_sum(net, 0), FadeIn(name),
                      run_time=1.2)
            self.remove(ghost)
        return name

    def hold_sum(self, net: NetworkDiagram, i: int) -> LightUp:
        """Hidden neuron i shows its h_pre; a sum is not bounded, so it does not fill the circle."""
        value = float(self.pixels.h_pre[0, 0, i, 0])
        return LightUp(net.layers[1][i], value, f"pixels:h_pre[0,0,{i}]", "plain")

    def other_neurons(self, net: NetworkDiagram, table: VGroup) -> None:
        """The table leaves; one after another the other neurons take on their sums."""
        hidden = net.layers[1]
        with self.say("others") as line:
            self.play(FadeOut(table), run_time=0.4)
            step = max(line.left / (len(hidden) - 1), 0.8)
            for i in range(1, len(hidden)):
                self.play(net.focus(*net.edges_into(0, i)), net.pulse(net.edges_into(0, i)), self.hold_sum(net, i),
                          net.ring(hidden[i - 1], on=False), net.ring(hidden[i]), run_time=step)

    # --- all four at once --------------------------------------------------------------------------

    def write_matrices(self, net: NetworkDiagram) -> VGroup:
        """The weights move from their edges into rows, the image stands beside them as a column."""
        parts = self.equation()
        h_pre, equals, w, at, img, plus, b = parts
        names = VGroup(h_pre.caption("h_pre", role("activation")), w.caption("w_i_h", role("positive")),
                       img.caption("img", role("activation")), b.caption("b_i_h", role("positive")))
        with self.say("matrix") as line:
            self.play(net.ring(net.layers[1][-1], on=False), FadeIn(w.brackets, names[1]), run_time=0.4)
            step = max(line.until("image") / len(w.cells), 0.6)
            for i in range(len(w.cells)):
                edges = net.edges_into(0, i)
                self.play(net.focus(*edges), LaggedStart(*(FadeIn(cell, target_position=edge.get_center(), scale=0.6)
                          for cell, edge in zip(w.row(i), edges, strict=True)), lag_ratio=0.08), run_time=step)
            self.play(TransformFromCopy(net.layers[0], img.body), FadeIn(img.brackets, names[2], at), run_time=0.9)
        self.add(w, img)
        return VGroup(parts, names)

    def equation(self) -> VGroup:
        """h_pre = w_i_h @ img + b_i_h with its numbers."""
        h_pre = Matrix(self.pixels.h_pre[0, 0], "plain", source="pixels:h_pre[0,0]", cell=CELL)
        w = Matrix(self.w, "weight", source="pixels:w_i_h[0]", cell=CELL)
        img = Matrix(self.img, "activation", source="pixels:inputs_of(0)", cell=CELL)
        b = Matrix(self.b, "weight", source="pixels:b_i_h[0]", cell=CELL)
        signs = [code(sign, LABEL, role("quiet")) for sign in "=@+"]
        row = VGroup(h_pre, signs[0], w, signs[1], img, signs[2], b).arrange(RIGHT, buff=0.16)
        return row.move_to(LEFT * 3.05 + UP * 0.75)

    def row_times_column(self, net: NetworkDiagram, equation: VGroup) -> None:
        """Row after row is boxed with the column; its sum appears, and its edges light."""
        (h_pre, equals, w, at, img, plus, b), names = equation
        column, row = img.box_column(0), w.box_row(0)
        with self.say("row") as line:
            self.play(FadeIn(names[0], names[3], h_pre.brackets, equals, plus, b), net.focus(*net.edges_into(0, 0)),
                      run_time=0.6)
            self.play(Create(row), run_time=0.5)
            line.wait_for("column")
            self.play(Create(column), run_time=0.5)
            self.play(FadeIn(h_pre.cells[0][0], scale=0.7), net.ring(net.layers[1][0]), run_time=0.7)
        with self.say("rows") as line:
            step = max(line.left / 3, 0.7)
            for i in range(1, len(w.cells)):
                self.play(Transform(row, w.box_row(i)), FadeIn(h_pre.cells[i][0], scale=0.7),
                          net.focus(*net.edges_into(0, i)), net.ring(net.layers[1][i - 1], on=False),
                          net.ring(net.layers[1][i]), run_time=step)
        self.play(FadeOut(row, column), net.ring(net.layers[1][-1], on=False), net.unfocus(), run_time=0.5)
        self.add(h_pre)

    def one_line(self, equation: VGroup) -> Listing:
        """The same as a line of the program: the matrices' names move into it."""
        program = Program(self.pixels.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("h_pre")), LABEL)
        listing.move_to([equation.get_x(), -1.75, 0])
        with self.say("code"):
            self.play(FadeIn(listing.panel), run_time=0.3)
            for name, caption in zip(("h_pre", "w_i_h", "img", "b_i_h"), equation[1], strict=True):
                self.play(TransformFromCopy(caption[0], listing.term(1, name)), run_time=0.5)
            self.play(FadeIn(listing), run_time=0.4)
        return listing

    def bias_in_code(self, net: NetworkDiagram, equation: VGroup, listing: Listing) -> None:
        """The bias neuron and what the code has in its place."""
        neuron, b = net.bias_neurons[0], equation[0][6]
        box = b.box_column(0)
        with self.say("bias_code") as line:
            self.play(net.ring(neuron), net.focus(*net.bias_edges[0]), run_time=0.6)
            line.wait_for("times b")
            self.play(net.pulse(net.bias_edges[0], role("ink")), run_time=0.8)
            line.wait_for("code")
            self.play(Create(box), listing.term(1, "b_i_h").animate.set_color(role("focus")), run_time=0.5)
        self.play(FadeOut(box), listing.term(1, "b_i_h").animate.set_color(role("positive")),
                  net.ring(neuron, on=False), net.unfocus(), run_time=0.4)

    # --- shapes ------------------------------------------------------------------------------------

    def shapes(self, net: NetworkDiagram, names: VGroup, equation: VGroup, listing: Listing) -> None:
        """The shapes under the line of code: of the small net, then of the real one, which takes its place."""
        small = shape_line(self.pixels, "pixels").next_to(listing, DOWN, buff=0.3)
        with self.say("shapes"):
            self.play(LaggedStart(*(FadeIn(part) for part in small), lag_ratio=0.6), run_time=2.0)
        large = large_net(self.digits)
        with self.say("real") as line:
            self.play(FadeOut(equation), FadeOut(net), FadeIn(large), listing.animate.scale(1.2).set_y(0.6),
                      small.animate.scale(1.2).set_y(-0.5), *self.rise(names, large), run_time=0.9)
            self.play(ReplacementTransform(small, shape_line(self.digits, "digits").scale(1.2).move_to(small)), run_time=0.9)
            self.play(large.pulse(large.edges_between(0)), run_time=max(line.left, 0.8))

    def rise(self, names: VGroup, net: NetworkDiagram) -> list:
        """The columns' names move above the columns of another net."""
        return [name.animate.move_to([layer.get_x(), layer.get_top()[1] + 0.35, 0])
                for name, layer in zip(names, net.layers)]


def grey_strip() -> VGroup:
    """A strip of greys from black, 0, to white, 1."""
    strip = VGroup(*(Square(0.22, stroke_width=0, fill_opacity=1, fill_color=ManimColor.from_rgb([grey] * 3))
                     for grey in np.linspace(0, 1, 14))).arrange(RIGHT, buff=0)
    zero = Number(0, 0, source="constant:black", size=SMALL).next_to(strip, LEFT, buff=0.15)
    one = Number(1, 0, source="constant:white", size=SMALL).next_to(strip, RIGHT, buff=0.15)
    return VGroup(zero, strip, one)


def shape_line(run, key: str) -> VGroup:
    """The shapes in w_i_h @ img + b_i_h -> h_pre of a net; key: of its snapshot."""
    inputs, hidden, _ = run.sizes
    parts = ((f"({hidden}, {inputs})", "w_i_h[0]"), ("@", ""), (f"({inputs}, 1)", "inputs_of(0)"), ("+", ""),
             (f"({hidden}, 1)", "b_i_h[0]"), ("\N{RIGHTWARDS ARROW}", ""), (f"({hidden}, 1)", "h_pre[0,0]"))
    line = VGroup(*(code(part, SMALL, role("quiet"), source=f"{key}:{name}.shape") for part, name in parts))
    line.arrange(RIGHT, buff=0.14)
    return line.move_to(LEFT * 3.05 + DOWN * 2.5)
