"""The cost: outputs against label, squared and averaged; and the counter, which serves us and not the training."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, LaggedStart, Line, TransformFromCopy, VGroup

from network.program import Program
from scenes.film.cast import label_neurons, show_activations, small_net
from scenes.film.chapter import Chapter
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.text import CountTo, Number, code, words
from scenes.kit.theme import BODY, LABEL, SMALL, role

COUNTER_START = 0     # the listing's counter before the first image
CELL = (1.0, 0.6)
TABLE = LEFT * 3.3 + DOWN * 0.55


class Cost(Chapter):
    """The first image's outputs against its label."""

    def construct(self):
        net = self.network()
        label = label_neurons(net, self.run)
        self.open(net, *(net.column_name(k, name) for k, name in enumerate(("img", "h", "o"))))
        columns = self.beside_each_other(net, label)
        self.difference(columns)
        self.square(columns)
        total = self.mean(columns)
        listing = self.code(columns, total)
        self.right_or_wrong(net, label, listing, columns, total)
        self.close()

    @property
    def run(self):
        return self.pixels

    def network(self) -> NetworkDiagram:
        """The net with its first answer; a little to the left, to leave room for the label."""
        return show_activations(small_net(self.run, width=4.3), self.run).move_to(RIGHT * 3.25 + DOWN * 0.25)

    def columns(self) -> VGroup:
        """o, l, their difference and its square as columns, with their names in code."""
        run = self.run
        o, l = run.o[0, 0], run.label_of(0)
        given = ((o, "activation", "o", "pixels:o[0,0]", 2), (l, "target", "l", "pixels:label_of(0)", 0),
                 (o - l, "error", "o - l", "pixels:(o[0,0]-label_of(0))", 2),
                 ((o - l) ** 2, "error", "(o - l) ** 2", "pixels:((o[0,0]-label_of(0))*(o[0,0]-label_of(0)))", 2))
        columns = VGroup()
        for values, kind, name, source, decimals in given:
            matrix = Matrix(values, kind, source=source, cell=CELL, decimals=decimals, text_size=SMALL)
            columns.add(VGroup(matrix, code(name, SMALL, role(kind)).next_to(matrix, UP, buff=0.18)))
        return columns.arrange(RIGHT, buff=0.45, aligned_edge=DOWN).move_to(TABLE)

    def beside_each_other(self, net: NetworkDiagram, label: VGroup) -> VGroup:
        """The outputs and the label leave the diagram and stand side by side."""
        columns = self.columns()
        o, l = columns[0], columns[1]
        with self.say("answer") as line:
            self.play(TransformFromCopy(net.layers[2], o[0].body), FadeIn(o[0].brackets, o[1]), run_time=0.9)
            line.wait_for("label")
            self.play(FadeIn(label), run_time=0.6)
            self.play(TransformFromCopy(label[0], l[0].body), FadeIn(l[0].brackets, l[1]), run_time=0.8)
        return columns

    def difference(self, columns: VGroup) -> None:
        """Output minus label, row by row."""
        o, l, difference, _ = (column[0] for column in columns)
        with self.say("difference"):
            self.play(FadeIn(difference.brackets, columns[2][1]), run_time=0.4)
            for row in range(len(o.cells)):
                self.play(TransformFromCopy(VGroup(o.row(row), l.row(row)), difference.row(row)), run_time=0.5)

    def square(self, columns: VGroup) -> None:
        """Each difference squared: no sign is left, and the large ones weigh most."""
        difference, squares = columns[2][0], columns[3][0]
        largest = int(np.argmax(squares.values))
        with self.say("square") as line:
            self.play(FadeIn(squares.brackets, columns[3][1]), run_time=0.4)
            self.play(LaggedStart(*(TransformFromCopy(a, b) for a, b in zip(difference.body, squares.body, strict=True)),
                                  lag_ratio=0.3), run_time=1.1)
            box = squares.box_row(largest)
            line.wait_for("large")
            self.play(Create(box), run_time=0.4)
        self.play(FadeOut(box), run_time=0.3)

    def mean(self, columns: VGroup) -> VGroup:
        """The squares run into their sum; divided by their number it is the cost."""
        squares = columns[3][0]
        partial = np.cumsum(squares.values[:, 0])
        rule = Line(LEFT * 0.5, RIGHT * 0.5, stroke_color=role("quiet"), stroke_width=2)
        rule.next_to(squares, DOWN, buff=0.2)
        total = Number(float(partial[0]), source="pixels:(cumsum((o[0,0]-label_of(0))*(o[0,0]-label_of(0)))[-1])",
                       size=LABEL, color=role("error")).next_to(rule, DOWN, buff=0.22)
        name = words("sum", LABEL, role("quiet")).next_to(total, LEFT, buff=0.4)
        count = Number(len(partial), 0, source="pixels:meta.outputs", size=LABEL)
        cost = Number(float(self.run.e[0, 0]), 3, source="pixels:e[0,0]", size=LABEL, color=role("error"))
        division = VGroup(words("\N{DIVISION SIGN}", LABEL, role("quiet")), count, words("=", LABEL, role("quiet")), cost)
        division.arrange(RIGHT, buff=0.14).next_to(total, DOWN, buff=0.25).align_to(columns, RIGHT)
        with self.say("mean") as line:
            self.play(Create(rule), FadeIn(name), TransformFromCopy(squares.cells[0][0].number, total), run_time=0.5)
            for row, value in enumerate(partial[1:], 1):
                ghost = squares.cells[row][0].number.copy()
                self.play(ghost.animate.move_to(total).set_opacity(0), CountTo(total, float(value)), run_time=0.45)
                self.remove(ghost)
            line.wait_for("divide")
            self.play(LaggedStart(*(FadeIn(part) for part in division), lag_ratio=0.3), run_time=0.9)
        return VGroup(rule, name, total, division)

    def code(self, columns: VGroup, total: VGroup) -> Listing:
        """The two lines of the program that only report."""
        program = Program(self.run.meta["source"])
        numbers = program.lines("e") + program.lines("nr_correct", update=True)
        listing = Listing(excerpt(program.source, numbers), LABEL, first=numbers[0])
        listing.move_to([TABLE[0], 2.3, 0])
        with self.say("code"):
            self.play(FadeIn(listing), run_time=0.5)
            self.play(listing.light(numbers[0]), run_time=0.5)
        with self.say("perfect"):
            self.play(total[3][3].animate.set_color(role("focus")), run_time=0.6)
        return listing

    def right_or_wrong(self, net: NetworkDiagram, label: VGroup, listing: Listing, columns: VGroup,
                       total: VGroup) -> None:
        """The largest output against the place of the one; the counter; and what all this is for."""
        run = self.run
        answer, wanted = int(run.o[0, 0].argmax()), int(run.label_of(0).argmax())
        kept = columns[:2]
        counter = VGroup(code("nr_correct", BODY), code("=", BODY, role("quiet")),
                         Number(COUNTER_START, 0, source="constant:COUNTER_START", size=BODY)).arrange(RIGHT, buff=0.25)
        counter.move_to(TABLE + DOWN * 2.2)
        with self.say("argmax") as line:
            self.play(FadeOut(columns[2:], total), kept.animate.set_x(TABLE[0]), listing.light(listing.first + 1),
                      run_time=0.8)
            line.wait_for("largest")
            boxes = VGroup(columns[0][0].box_row(answer), columns[1][0].box_row(wanted))
            self.play(net.ring(net.layers[2][answer]), Create(boxes[0]), run_time=0.6)
        with self.say("counter"):
            self.play(net.ring(label[0][wanted]), Create(boxes[1]), run_time=0.6)
            self.play(FadeIn(counter), run_time=0.5)
        with self.say("verdict"):
            counter[2].set_color(role("target" if answer == wanted else "error"))
            self.play(CountTo(counter[2], float(answer == wanted)), run_time=0.7)
        with self.say("for_us", pause=0.8):
            self.play(listing.light(), net.ring(net.layers[2][answer], on=False), FadeOut(boxes),
                      net.ring(label[0][wanted], on=False), run_time=0.7)
