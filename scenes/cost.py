"""The cost: outputs against label, squared and averaged; and the counter, which serves us and not the training."""

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, Create, FadeIn, FadeOut, GrowFromEdge, LaggedStart, Line,
                   ReplacementTransform, Square, Transform, TransformFromCopy, VGroup, there_and_back,
                   there_and_back_with_pause)

from network.program import Program
from scenes.kit.declare import dimmed
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import UNLIT, Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.scales import largest
from scenes.kit.text import SwitchTo, Number, code, words
from scenes.kit.theme import BODY, LABEL, TITLE, blend, role
from scenes.scratch.cast import label_neurons, show_activations, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import cost_decimals

COUNTER_START = 0                           # the listing's counter before the first image
CELL = (1.15, 1.3)                          # of the columns; a square as high as a cell is the largest there is
NUMBER = 0.38                               # em of the numbers in them
SIDE = 1.15                                 # of the largest square
LEVEL = -0.1                                # y of the middle row
CENTRED = RIGHT * 1.6                       # from the left half to the middle of the frame
COLUMNS = (-5.2, -3.4, -1.5, 2.25)          # x of o, l, their difference and its square
SQUARES = 0.4                               # x of the squares as pictures
PAIR = (-4.6, -1.7)                         # x of o and l beside the diagram
DECISION = -0.95                            # y of what they stand for
LEFT_HALF = -3.15
RIGHT_KEY = "argmax(o[0,0])==argmax(label_of(0))"
NAMES = (("o", "activation"), ("l", "target"), ("o - l", "error"), ("(o - l) ** 2", "error"))


class Cost(Chapter):
    """The first image's outputs against its label."""

    def construct(self):
        net = self.network()
        label = label_neurons(net, self.run)
        names = VGroup(*(net.column_name(k, name) for k, name in enumerate(("img", "h", "o"))))
        self.open(net, names)
        columns, heads = self.beside_each_other(net, label)
        self.difference(columns, heads)
        squares = self.square(columns, heads, VGroup(net, names, label))
        result = self.mean(columns, heads, squares)
        listing = self.in_code(VGroup(heads, columns, squares, result))
        self.perfect(result)
        net, label, pair = self.back_to_the_net(columns, heads, VGroup(squares, result, listing))
        answer = self.largest_output(net, pair)
        counter = self.count_it(net, label, pair, answer)
        self.for_us(net, label, pair, answer, counter)
        self.close()

    @property
    def run(self):
        return self.pixels

    @property
    def decimals(self) -> int:
        """As many as the narration gives the cost."""
        return cost_decimals(self.run)

    def network(self) -> NetworkDiagram:
        """The net with its first answer; a little to the left, to leave room for the label."""
        return show_activations(small_net(self.run, width=4.3), self.run).move_to(RIGHT * 3.2 + DOWN * 0.25)

    # --- the mean squared error --------------------------------------------------------------------

    def columns(self) -> VGroup:
        """o, l, their difference and its square as columns, each with its name in code."""
        run = self.run
        o, l = run.o[0, 0], run.label_of(0)
        given = ((o, "pixels:o[0,0]", 2), (l, "pixels:label_of(0)", 0), (o - l, "pixels:(o[0,0]-label_of(0))", 2),
                 ((o - l) ** 2, "pixels:((o[0,0]-label_of(0))*(o[0,0]-label_of(0)))", 2))
        columns = VGroup()
        for (values, source, decimals), (name, kind), x in zip(given, NAMES, COLUMNS, strict=True):
            matrix = Matrix(values, kind, source=source, cell=CELL, decimals=decimals, text_size=NUMBER)
            matrix.move_to([x, LEVEL, 0])
            columns.add(VGroup(matrix, code(name, BODY, role(kind)).next_to(matrix, UP, buff=0.22)))
        columns[3][1].set_x((SQUARES + COLUMNS[3]) / 2)
        return columns

    def beside_each_other(self, net: NetworkDiagram, label: VGroup) -> tuple[VGroup, VGroup]:
        """The outputs and the label leave the diagram and stand side by side, with what each row stands for."""
        columns = self.columns()
        o, l = columns[0], columns[1]
        heads = self.heads(o[0])
        VGroup(heads, o, l).shift(RIGHT * (LEFT_HALF - VGroup(heads, o, l).get_x()))
        with self.say("answer") as line:
            self.play(out_of(net.layers[2], o[0]), FadeIn(o[0].brackets, o[1], heads), run_time=0.9)
            line.wait_for("label")
            self.play(FadeIn(label), run_time=0.6)
            self.play(out_of(label[0], l[0]), FadeIn(l[0].brackets, l[1]), run_time=0.8)
        self.add(o, l)
        return columns, heads

    def difference(self, columns: VGroup, heads: VGroup) -> None:
        """Output minus label, row by row."""
        o, l, difference, _ = (column[0] for column in columns)
        signs = VGroup(words("\N{MINUS SIGN}", BODY, role("quiet")), words("=", BODY, role("quiet")))
        with self.say("difference") as line:
            way, o_and_l = RIGHT * (COLUMNS[0] - o.get_x()), columns[:2]
            self.play(heads.animate.shift(way), o_and_l.animate.shift(way), run_time=0.6)
            for sign, left, right in zip(signs, (o, l), (l, difference), strict=True):
                sign.move_to((left.get_right() + right.get_left()) / 2)
            self.play(FadeIn(difference.brackets, columns[2][1], signs), run_time=0.3)
            step = max(line.left / len(o.cells), 0.5)
            for row in range(len(o.cells)):
                self.play(TransformFromCopy(VGroup(o.row(row), l.row(row)), difference.row(row)), run_time=step)
        self.add(difference)
        columns[2].add(signs)

    def square(self, columns: VGroup, heads: VGroup, diagram: VGroup) -> VGroup:
        """Each difference becomes the side of a square: no sign is left, and large ones weigh most."""
        columns[3].shift(CENTRED)
        with self.say("square") as line:
            self.play(FadeOut(diagram), VGroup(heads, columns[:3]).animate.shift(CENTRED), run_time=0.7)
            difference, numbers = columns[2][0], columns[3][0]
            squares = self.squares(difference)
            sides = VGroup(*(Line(square.get_corner(DOWN + LEFT), square.get_corner(DOWN + RIGHT), stroke_width=7,
                                  stroke_color=role("error")) for square in squares))
            self.play(LaggedStart(*(Create(side) for side in sides), lag_ratio=0.2), run_time=0.6)
            self.play(LaggedStart(*(GrowFromEdge(square, DOWN) for square in squares), lag_ratio=0.2), run_time=0.7)
            self.remove(*sides)
            line.wait_for("alike")
            entries = (FadeIn(cell, target_position=square, scale=0.6)
                       for cell, square in zip(numbers.body, squares, strict=True))
            self.play(FadeIn(numbers.brackets, columns[3][1]), LaggedStart(*entries, lag_ratio=0.2), run_time=0.9)
            line.wait_for("large")
            most = squares[int(np.argmax(numbers.values))]
            self.play(most.animate.set_stroke(role("focus"), 8), run_time=0.5)
            self.play(most.animate.set_stroke(role("error"), 3), run_time=0.5)
        self.add(numbers)
        return squares

    def squares(self, difference: Matrix) -> VGroup:
        """A square for each difference, its side to scale, level with it."""
        unit = SIDE / largest(difference.values)
        return VGroup(*(area(abs(value) * unit).move_to([SQUARES + CENTRED[0], cell.get_y(), 0])
                        for cell, value in zip(difference.body, difference.values[:, 0], strict=True)))

    def mean(self, columns: VGroup, heads: VGroup, squares: VGroup) -> VGroup:
        """The squares run into their sum; divided by their number it is the cost, a square of the mean area."""
        numbers = columns[3][0]
        total, rule = self.total(numbers)
        division, cost = self.division(total)
        side = SIDE * np.sqrt(float(self.run.e[0, 0])) / largest(columns[2][0].values)
        mean = area(side).move_to([cost.get_x() - CENTRED[0], squares.get_y(), 0])
        name = words(self.screen("mean"), LABEL).next_to(mean, UP, buff=0.3)
        VGroup(division, cost).shift(-CENTRED)
        partial = np.cumsum(numbers.values[:, 0])
        with self.say("mean") as line:
            self.play(Create(rule), TransformFromCopy(numbers.cells[0][0].number, total), run_time=0.5)
            for row, value in enumerate(partial[1:], 1):
                ghost = numbers.cells[row][0].number.copy()
                self.play(ghost.animate(path_arc=-PI / 2).move_to(total).set_opacity(0),
                          SwitchTo(total, float(value), sum_key(row)), run_time=0.5)
                self.remove(ghost)
            line.wait_for("divide")
            self.play(VGroup(heads, columns, squares, rule, total).animate.shift(-CENTRED), run_time=0.6)
            self.play(LaggedStart(*(FadeIn(part) for part in division), lag_ratio=0.3), run_time=0.6)
            line.wait_for("result")
            ghosts = squares.copy()
            self.play(*(Transform(ghost, mean) for ghost in ghosts), FadeIn(cost), run_time=1.0)
            self.remove(*ghosts)
            self.add(mean)
            line.wait_for("name")
            self.play(FadeIn(name), run_time=0.5)
        return VGroup(rule, total, division, cost, mean, name)

    def total(self, numbers: Matrix) -> tuple[Number, Line]:
        """The sum under the column of squares, as yet the first of them, and the rule above it."""
        rule = Line(LEFT * 0.65, RIGHT * 0.65, stroke_color=role("quiet"), stroke_width=2.5)
        rule.next_to(numbers, DOWN, buff=0.22)
        total = Number(float(numbers.values[0, 0]), source=sum_key(0), size=TITLE, color=role("error"))
        return total.next_to(rule, DOWN, buff=0.25), rule

    def division(self, total: Number) -> tuple[VGroup, Number]:
        """Divided by the number of outputs, and what that gives."""
        count = Number(len(self.run.label_of(0)), 0, source="pixels:meta.outputs", size=TITLE)
        cost = Number(float(self.run.e[0, 0]), self.decimals, source="pixels:e[0,0]", size=0.56, color=role("error"))
        division = VGroup(words("\N{DIVISION SIGN}", TITLE, role("quiet")), count, words("=", TITLE, role("quiet")))
        division.arrange(RIGHT, buff=0.25).next_to(total, RIGHT, buff=0.25)
        return division, cost.next_to(division, RIGHT, buff=0.25)

    def in_code(self, picture: VGroup) -> Listing:
        """The same as a line of the program: each piece as it is pointed out in the picture."""
        program = Program(self.run.meta["source"])
        listing = Listing(excerpt(program.source, program.lines("e")), TITLE).move_to([0, -3.02, 0])
        _, columns, _, (rule, total, division, cost, _, _) = picture
        pieces = ((columns[2][1], "o - l"), (columns[3][1][-3:], "** 2"), (total, "sum"), (division[1], "outputs"),
                  (cost, "e"))
        with self.say("code"):
            self.play(picture.animate.shift(UP * 0.8), FadeIn(listing.panel), run_time=0.5)
            for piece, name in pieces:
                self.play(piece.animate(rate_func=there_and_back).scale(1.25),
                          FadeIn(listing.term(1, name), shift=DOWN * 0.3), run_time=0.4)
            self.play(FadeIn(listing), run_time=0.4)
        return listing

    def perfect(self, result: VGroup) -> None:
        """No square at all would be perfect; this one has the size of its cost."""
        cost, mean = result[3], result[4]
        with self.say("perfect") as line:
            self.play(mean.animate(rate_func=there_and_back_with_pause).scale(0.02), run_time=1.2)
            line.wait_for("cost")
            self.play(cost.animate.set_color(role("focus")), mean.animate.set_stroke(role("focus"), 6), run_time=0.6)

    # --- right or wrong ----------------------------------------------------------------------------

    def back_to_the_net(self, columns: VGroup, heads: VGroup, others: VGroup) -> tuple[NetworkDiagram, VGroup, VGroup]:
        """Outputs and label stand beside the diagram again, with the program's line on the right answers."""
        net, (o, l, places) = self.network(), self.pair()
        label = label_neurons(net, self.run)
        names = VGroup(*(net.column_name(k, name) for k, name in enumerate(("img", "h", "o"))))
        program = Program(self.run.meta["source"])
        line_of_code = Listing(excerpt(program.source, program.lines("nr_correct", update=True)), 0.28)
        line_of_code.move_to([LEFT_HALF, -3.05, 0])
        with self.say("right"):
            self.play(FadeOut(others, columns[2:]), run_time=0.4)
            self.play(FadeIn(net, label, names, line_of_code), ReplacementTransform(columns[0], o),
                      ReplacementTransform(columns[1], l), ReplacementTransform(heads, places), run_time=0.9)
        return net, label, VGroup(o, l, places, line_of_code)

    def pair(self) -> tuple[VGroup, VGroup, VGroup]:
        """o and l as columns with their names, beside the diagram, and what their rows stand for."""
        run = self.run
        o = Matrix(run.o[0, 0], "activation", source="pixels:o[0,0]", cell=(1.35, 0.95), text_size=NUMBER)
        l = Matrix(run.label_of(0), "target", source="pixels:label_of(0)", cell=(1.35, 0.95), decimals=0,
                   text_size=NUMBER)
        columns = [VGroup(matrix.move_to([x, 1.1, 0]), code(name, BODY, role(kind)).next_to(matrix, UP, buff=0.2))
                   for matrix, (name, kind), x in zip((o, l), NAMES, PAIR, strict=False)]
        return *columns, self.heads(o)

    def heads(self, column: Matrix) -> VGroup:
        """What the rows of a column stand for, at its left."""
        return VGroup(*(Number(kind, 0, source=f"pixels:meta.classes[{i}]", size=0.5, color=role("quiet"))
                        .move_to([column.get_left()[0] - 0.55, cell.get_y(), 0])
                        for i, (kind, cell) in enumerate(zip(self.run.meta["classes"], column.body, strict=True))))

    def largest_output(self, net: NetworkDiagram, pair: VGroup) -> VGroup:
        """The largest output is boxed, here and in the diagram; what it stands for is the answer."""
        o, _, heads, _ = pair
        answer = int(self.run.o[0, 0].argmax())
        found = Number(self.run.meta["classes"][answer], 0, source="pixels:meta.classes[argmax(o[0,0])]", size=0.6,
                       color=role("focus"))
        found.move_to([PAIR[0], DECISION, 0])
        with self.say("argmax") as line:
            line.wait_for("largest")
            box = o[0].box_row(answer)
            self.play(Create(box), net.ring(net.layers[2][answer]), run_time=0.6)
            line.wait_for("decides")
            self.play(heads[answer].animate.set_color(role("focus")), FadeIn(found, shift=DOWN * 0.3), run_time=0.7)
        return VGroup(found, box)

    def count_it(self, net: NetworkDiagram, label: VGroup, pair: VGroup, answer: VGroup) -> VGroup:
        """The place of the label's one beside the answer; the counter goes up if they are the same."""
        _, l, heads, _ = pair
        wanted = int(self.run.label_of(0).argmax())
        right = int(self.run.o[0, 0].argmax()) == wanted
        found = Number(self.run.meta["classes"][wanted], 0, source="pixels:meta.classes[argmax(label_of(0))]", size=0.6,
                       color=role("target")).move_to([PAIR[1], DECISION, 0])
        sign = words("=" if right else "\N{NOT EQUAL TO}", 0.6, role("target" if right else "error"))
        sign.move_to([sum(PAIR) / 2, DECISION, 0])
        counter = VGroup(code("nr_correct", TITLE), code("=", TITLE, role("quiet")),
                         Number(COUNTER_START, 0, source="constant:COUNTER_START", size=0.5)).arrange(RIGHT, buff=0.3)
        counter.move_to([sum(PAIR) / 2, -1.95, 0])
        with self.say("counter") as line:
            line.wait_for("label")
            box = l[0].box_row(wanted, role("target"))
            self.play(Create(box), net.ring(label[0][wanted]), run_time=0.6)
            self.play(heads[wanted].animate.set_color(role("target")), FadeIn(found, shift=DOWN * 0.3), run_time=0.6)
            line.wait_for("counter")
            self.play(FadeIn(counter), run_time=0.5)
        with self.say("verdict") as line:
            self.play(FadeIn(sign, scale=1.5), run_time=0.5)
            line.wait_for("counter")
            self.play(SwitchTo(counter[2], float(right), f"pixels:{RIGHT_KEY}", sign.get_color()), run_time=0.7)
        answer.add(box, found, sign)
        return counter

    def for_us(self, net: NetworkDiagram, label: VGroup, pair: VGroup, compared: VGroup, counter: VGroup) -> None:
        """The cost and the counter stand by themselves, apart from the net that learns without them."""
        answer, wanted = int(self.run.o[0, 0].argmax()), int(self.run.label_of(0).argmax())
        cost = VGroup(code("e", 0.5, role("error")), code("=", 0.5, role("quiet")),
                      Number(float(self.run.e[0, 0]), self.decimals, source="pixels:e[0,0]", size=0.6,
                             color=role("error"))).arrange(RIGHT, buff=0.35).move_to([LEFT_HALF, 0.7, 0])
        with self.say("for_us", pause=1.0) as line:
            self.play(FadeOut(pair, compared), FadeIn(cost), counter.animate.scale(1.25).move_to([LEFT_HALF, -0.9, 0]),
                      net.ring(net.layers[2][answer], on=False), net.ring(label[0][wanted], on=False), run_time=0.9)
            line.wait_for("learning")
            readings = dimmed(VGroup(cost, counter))
            self.play(readings.animate.set_opacity(UNLIT),
                      net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=0.9)
            line.wait_for("tell")
            self.play(dimmed(readings, False).animate.set_opacity(1), run_time=0.6)


def out_of(neurons: VGroup, column: Matrix) -> LaggedStart:
    """The cells of a column come out of the neurons that hold their values."""
    return LaggedStart(*(FadeIn(cell, target_position=neuron, scale=0.6)
                         for cell, neuron in zip(column.body, neurons, strict=True)), lag_ratio=0.15)


def area(side: float) -> Square:
    """A square whose area stands for a squared error."""
    return Square(side, stroke_color=role("error"), stroke_width=3, fill_color=blend("panel", "error", 0.45),
                  fill_opacity=1)


def sum_key(row: int) -> str:
    """The key of the sum of the squares up to a row."""
    return f"pixels:cumsum((o[0,0]-label_of(0))*(o[0,0]-label_of(0)))[{row}]"
