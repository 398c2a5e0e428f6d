"""Weights: how strongly one neuron acts on the next, the tables they fill, and why they must not start equal."""

from functools import cached_property

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, AnimationGroup, FadeIn, FadeOut,
                   LaggedStart, ReplacementTransform, SurroundingRectangle, Transform, VGroup, smooth,
                   there_and_back)

from network.program import Program
from scenes.kit.diagram import Glow, NetworkDiagram, Neuron, Ring
from scenes.kit.heat import HeatMatrix
from scenes.kit.influence import Influence
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import activation_fill
from scenes.kit.score import scored
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.cast import small_net, unweighted
from scenes.scratch.chapter import Chapter
from scenes.scratch.copies import LearnedRows, corrections, equal_run

CELL = (1.28, 1.0)
LEFT_X = -3.3              # the middle of the left half
SHAPE = 0.75               # em of the table's and the column's shape
ALONE = -0.4               # y of the first one, before the other comes
LARGE = 0.5                # the numbers that a beat is about
TWIN = LEFT * 7.2          # from the net on the right to its like on the left
ROWS = (1.0, -1.5)         # y of both examples
ACROSS = 9.0               # length of a line that is looked at alone
UPDATES = 300              # how long the equal net and the random one are compared, if there are so many; each is logged
STEPPED_BACK = 0.35     # opacity of the neurons' outlines while the lines are the subject
MEETS = 0.5                # seconds in which a row meets the inputs
EQUAL = "pixels:max((max(abs(w_i_h[0])),max(abs(w_h_o[0]))))"     # what the equal weights start with
PRODUCT_X = -2.05          # the middle of the table and its inputs;
ASKED, ASKED_X, ASKED_Y = 1.8, 5.4, (1.7, -1.1)     # beside them, both nets that are asked about: width, x and y of their middles
FIGURE_X = 4.85           # the middle of what the real nets get right
LINES = 1.5                # how much thicker their lines are than such small ones would be
WIDE, HIGH, TABLE_Y = 12.6, 3.3, -1.0     # the picture of the real net's first weights: its size, and y of its middle


class Weights(Chapter):
    """The weights of the small net, and of the real one, before the first update."""

    def construct(self):
        net = self.only_the_lines()
        rows = self.one_weight(net)
        self.up_and_down(rows)
        self.look(net, rows)
        twin, titles = self.riddle(net)
        w, name = self.table_of(net, VGroup(twin, titles))
        asked = Asked(twin, net, titles)
        self.hold_the_same(net, w, name, self.rows_and_columns(net, w), asked)
        self.stay_copies(twin, net, titles, asked)
        self.real_copies(VGroup(twin, net), titles)
        self.drawn_at_random()
        self.close()

    @property
    def examples(self) -> list[tuple[int, int]]:
        """Where the first matrix has its largest weight and its lowest."""
        w = self.pixels.w_i_h[0]
        return [tuple(int(n) for n in np.unravel_index(place, w.shape)) for place in (w.argmax(), w.argmin())]

    def only_the_lines(self) -> NetworkDiagram:
        """The small net, which is there from the chapter before; its neurons step back behind its lines."""
        net = unweighted(self.pixels)
        neurons = VGroup(*net.layers)
        self.add(net)
        self.open()
        with self.say("rule", pause=0.6) as line:
            self.hold(line.at("lines") - line.elapsed - 0.5)
            self.play(neurons.animate.set_stroke(opacity=STEPPED_BACK), net.edge_group.animate.set_stroke(role("ink"), 2.5, 0.9),
                      run_time=0.5)
            self.play(net.pulse(net.edges_between(0)), run_time=0.8)
            self.play(net.pulse(net.edges_between(1)), run_time=0.8)
            self.drift(line.left)
        self.play(neurons.animate.set_stroke(opacity=1), net.edge_group.animate.set_stroke(role("quiet"), 1.5, 0.45),
                  run_time=0.3)
        return net

    # --- how one neuron acts on the next -----------------------------------------------------------

    def one_weight(self, net: NetworkDiagram) -> list[Influence]:
        """One line of the net, across the frame, with its number. Returns the lines of all examples."""
        run, scale = self.pixels, net.scales[0]
        rows = [Influence(float(run.w_i_h[0, i, j]), f"pixels:w_i_h[0,{i},{j}]", scale, ACROSS)
                .shift([0, y, 0]) for (i, j), y in zip(self.examples, ROWS, strict=True)]
        rows[0].shift(DOWN * (ROWS[0] - ALONE))
        i, j = self.examples[0]
        edge, ends = net.edges[0][i][j], (net.layers[0][j], net.layers[1][i])
        row = rows[0]
        with self.say("number", pause=0.6) as line:
            self.play(net.pulse([edge]), edge.animate.set_stroke(role("ink"), 4, 1), run_time=1.0)
            copies = VGroup(edge.copy(), *(end.copy() for end in ends))
            self.add(copies)
            self.play(FadeOut(net), run_time=0.4)
            self.play(ReplacementTransform(copies, VGroup(row.edge, row.left, row.right)), run_time=0.9)
            line.wait_for("weight")
            self.play(FadeIn(row.number, shift=DOWN * 0.2), run_time=0.5)
        self.add(row)
        return rows

    def up_and_down(self, rows: list[Influence]) -> None:
        """The left neuron lights up: the right one brightens, or darkens."""
        for key, row in zip(("up", "down"), rows, strict=True):
            with self.say(key, pause=0.25) as line:
                if row is rows[0]:
                    self.play(row.number.animate(rate_func=there_and_back).scale(1.3), run_time=0.6)
                else:
                    self.play(rows[0].animate.shift(UP * (ROWS[0] - ALONE)), run_time=0.4)
                    self.play(FadeIn(row), run_time=0.3)
                self.hold(line.at(key) - line.elapsed - 0.7)
                self.play(row.act(), NetworkDiagram.pulse([row.edge]), run_time=max(line.left, 1.4))

    def look(self, net: NetworkDiagram, rows: list[Influence]) -> None:
        """The examples go back into the net, and every line takes the look of its weight."""
        net.move_to(DOWN * 0.25)
        places = [(net.edges[0][i][j], net.layers[0][j], net.layers[1][i]) for i, j in self.examples]
        with self.say("look", pause=0.6) as line:
            self.play(*(FadeOut(row.number) for row in rows), run_time=0.3)
            self.play(*(AnimationGroup(row.edge.animate.put_start_and_end_on(edge.get_start(), edge.get_end())
                                       .set_stroke(edge.look.color, edge.look.width, edge.look.opacity),
                                       Transform(row.left, left.copy()), Transform(row.right, right.copy()))
                        for row, (edge, left, right) in zip(rows, places, strict=True)), run_time=0.9)
            for edge, _, _ in places:
                edge.set_stroke(edge.look.color, edge.look.width, edge.look.opacity)
            self.play(FadeIn(net), run_time=0.4)
            self.remove(*(part for row in rows for part in (row.edge, row.left, row.right)))
            line.wait_for("colour")
            self.play(net.unfocus(), run_time=0.8)
            line.wait_for("width")
            self.play(net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=1.0)

    # --- a table -----------------------------------------------------------------------------------

    def table_of(self, net: NetworkDiagram, leaving: VGroup) -> tuple[Matrix, VGroup]:
        """Each weight of the first layer goes from its line into its cell; the other net leaves. Returns the table and its
        name."""
        w = Matrix(self.pixels.w_i_h[0], "weight", source="pixels:w_i_h[0]", cell=CELL, text_size=BODY)
        name = VGroup(code("w_i_h", LARGE, role("positive")), words(self.screen("table"), LABEL, role("quiet")))
        name.arrange(RIGHT, buff=0.4).next_to(w.move_to([LEFT_X, 0.15, 0]), UP, buff=0.3)
        with self.say("tables", pause=0.8) as line:
            self.play(FadeOut(leaving), run_time=0.3)
            self.hold(line.at("table") - line.elapsed - 0.2)
            self.play(FadeIn(w.brackets, name), run_time=0.4)
            step = max((line.left + 0.5) / len(w.cells), 0.6)
            for i in range(len(w.cells)):
                edges = net.edges_into(0, i)
                self.play(net.focus(*edges), LaggedStart(*(FadeIn(cell, target_position=edge.get_center(), scale=0.5)
                          for cell, edge in zip(w.row(i), edges, strict=True)), lag_ratio=0.1), run_time=step)
        self.add(w)
        self.play(net.unfocus(), name[0].animate(rate_func=there_and_back).scale(1.2), run_time=0.6)
        return w, name

    def rows_and_columns(self, net: NetworkDiagram, w: Matrix) -> VGroup:
        """A row for each neuron on the right, with the lines into it; a column for each on the left, with those out of it; and
        how many there are. Returns the table's shape."""
        inputs, hidden, _ = zip(self.pixels.sizes, ("inputs", "hidden", "outputs"), strict=True)
        shape = sizes_of(hidden, inputs, SHAPE).next_to(w, DOWN, buff=0.4)
        rows = [(w.box_row(i), net.layers[1][i], net.edges_into(0, i)) for i in range(len(w.cells))]
        columns = [(w.box_column(j), net.layers[0][j], net.edges_from(0, j)) for j in range(len(w.cells[0]))]
        with self.say("rows", pause=0.9) as line:
            self.one_by_one(net, rows, line.until("right") + 0.7)
            self.play(FadeIn(shape[0], shift=UP * 0.2), run_time=0.4)
            self.one_by_one(net, columns, max(line.until("left") + 0.4, 2.2))
            line.wait_for("shape")
            self.play(FadeIn(shape[1:], shift=UP * 0.2), net.unfocus(), run_time=0.5)
            self.drift(line.left)
        return shape

    def one_by_one(self, net: NetworkDiagram, places: list, seconds: float) -> None:
        """A frame goes from one row or column to the next; its neuron and the lines that it holds stand out."""
        frame, last = places[0][0], None
        for box, neuron, edges in places:
            frame.become(box)
            self.play(net.focus(*edges), net.ring(neuron), *([net.ring(last, on=False)] if last else [FadeIn(frame)]),
                      run_time=seconds / len(places))
            last = neuron
        self.play(FadeOut(frame), net.ring(last, on=False), run_time=0.2)

    def hold_the_same(self, net: NetworkDiagram, w: Matrix, name: VGroup, shape: VGroup, asked: "Asked") -> None:
        """The inputs come to stand beside the table, as a column; both nets that are asked about, small at the side. All weights
        of the table become equal; each row meets the inputs, and all neurons light up alike."""
        img = Matrix(self.pixels.inputs_of(0), "activation", source="pixels:inputs_of(0)", cell=CELL, text_size=BODY)
        times, place = words("×", 0.9, role("quiet")), w.copy()
        hidden = VGroup(*(Neuron(0.42) for _ in w.cells)).arrange(DOWN, buff=CELL[1] - 0.84)
        row = VGroup(place, times, img).arrange(RIGHT, buff=0.35).move_to([PRODUCT_X, 0.2, 0])
        hidden.next_to(img, RIGHT, buff=0.5)
        over = row.get_top()[1] + 0.25
        terms = VGroup(*(words(self.screen(key), 0.45, role(kind)).set_x(part.get_x()) for key, kind, part in
                         (("weights", "positive", place), ("inputs", "activation", img), ("hidden", "quiet", hidden))))
        for term in terms:
            term.shift(UP * (over - term[0].get_bottom()[1]))
        start = float(self.equal["w_i_h"][0, 0, 0])

        def level(s):
            for cell in w.body[:round(s)]:
                cell.set_value(start).number.source = EQUAL

        with self.say("same", pause=0.6) as line:
            self.remove(net)
            self.play(FadeOut(name, rate_func=SOON), ReplacementTransform(net.copy(), asked.nets[1]), w.animate.move_to(place),
                      shape.animate.move_to([place.get_x(), row.get_bottom()[1] - 0.5, 0]),
                      FadeIn(terms[0], asked.nets[0], asked.names, rate_func=LATE), run_time=0.8)
            line.wait_for("times")
            self.play(FadeIn(times, img, *terms[1:], hidden, shift=LEFT * 0.4), run_time=0.6)
            self.hold(line.at("row") - line.elapsed - 0.5)
            self.play(PlayThrough([w], level, 0, len(w.body)), FadeIn(asked.frame), run_time=1.0)
            self.meet(w, img, hidden, self.equal["h"][0])
            self.play(*(Ring(neuron) for neuron in hidden), run_time=0.4)
        self.play(FadeOut(w, hidden, img, times, terms, shape), run_time=0.3)

    def meet(self, w: Matrix, img: Matrix, hidden: VGroup, h: np.ndarray) -> None:
        """Row after row meets the inputs, and its neuron takes on its activation, of h (H, 1)."""
        for cells, neuron, value in zip(w.cells, hidden, np.ravel(h), strict=True):
            pairs = [part for pair in zip(cells, img.body, strict=True) for part in pair]
            self.play(LaggedStart(*(FadeIn(SurroundingRectangle(cell, color=role("focus"), buff=0.02, stroke_width=5),
                                           rate_func=there_and_back, remover=True) for cell in pairs), lag_ratio=0.15),
                      Glow(neuron, float(value), rate_func=LATE), run_time=MEETS)

    def rings(self, net: NetworkDiagram, k: int, on: bool = True) -> list:
        """The outlines of a whole layer."""
        return [net.ring(neuron, on) for neuron in net.layers[k]]

    # --- how they start ----------------------------------------------------------------------------

    @cached_property
    def updates(self) -> int:
        """How long both nets are compared."""
        return min(UPDATES, len(self.pixels.updates) - 1, len(self.pixels.train_images))

    @cached_property
    def equal(self) -> dict[str, np.ndarray]:
        """What becomes of the small net if all its weights start equal."""
        return equal_run(self.pixels, self.updates)

    def riddle(self, net: NetworkDiagram) -> tuple[NetworkDiagram, VGroup]:
        """The net, and its like with equal weights, side by side, and time to guess: which of them will learn? Returns the equal
        one, and the titles of both."""
        home, twin = small_net(self.pixels, bias=False), small_net(self.pixels, bias=False).shift(TWIN)
        learn(twin, self.equal, 0)
        for neuron in twin.layers[1]:
            neuron.paint(role("panel"))
        twin.edge_group.set_stroke(role("quiet"), 1.5, 0.45)
        titles = VGroup(*(words(self.screen(key), TITLE, role("quiet")).set_x(view.get_x())
                          for key, view in (("equal", twin), ("random", home))))
        for title in titles:
            title.shift(UP * (-3.25 - title[0].get_bottom()[1]))
        with self.say("riddle", pause=0.4) as line:
            self.play(net.animate.scale(home.width / net.width).move_to(home), FadeIn(twin, rate_func=LATE), run_time=0.8)
            self.hold(line.at("random") - line.elapsed)
            self.play(FadeIn(titles[1]), run_time=0.3)
            self.hold(line.at("equal") - line.elapsed - 0.5)
            self.play(twin.unfocus(), FadeIn(titles[0]), run_time=0.5)
        with self.say("guess", pause=0.4) as line:
            self.let_guess(line, twin, net)
        return twin, titles

    def stay_copies(self, net: NetworkDiagram, other: NetworkDiagram, titles: VGroup, asked: "Asked") -> None:
        """The equal net's hidden neurons act alike; its mistakes tell them to change, all in one way: they stay copies."""
        told = corrections(net, self.equal["delta_h"])
        fill(net, self.pixels.inputs_of(0), self.equal["h"][0])
        with self.say("correction", pause=0.5) as line:
            pairs = zip((*asked.nets, *asked.names), (net, other, *titles), strict=True)
            self.play(FadeOut(asked.frame, rate_func=SOON), *(ReplacementTransform(*pair) for pair in pairs), run_time=0.5)
            self.play(other.focus(), net.pulse(net.edges_between(1)), run_time=max(line.until("act") - 0.3, 0.7))
            self.play(net.pulse(net.edges_between(1), backward=True), run_time=0.8)
            self.hold(line.at("same") - line.elapsed - 0.5)
            self.play(net.focus(), FadeIn(told, scale=0.5), run_time=0.6)
            self.hold(line.at("copies") - line.elapsed - 0.9)
            self.play(FadeOut(told), net.unfocus(), run_time=0.3)
            self.play(PlayThrough([net], lambda s: learn(net, self.equal, s), 0, self.updates),
                      run_time=max(line.left + 0.3, 1.8))

    def real_copies(self, before: VGroup, titles: VGroup) -> None:
        """What the first hidden neurons of the real net have learned, from equal weights and from random ones: the titles of the
        nets before go over to these."""
        rows = LearnedRows(self.digits, self.experiments.equal)
        names = VGroup(*(words(self.screen(key), TITLE) for key in ("equal", "random")))
        figures = VGroup(*(self.figure(name) for name in ("equal", "real")))
        for y, name, figure in zip(LearnedRows.LEVELS, names, figures, strict=True):
            figure.move_to([FIGURE_X, y - 0.25, 0])
            name.next_to(figure, UP, buff=0.35)
        says = words(self.screen("pictures"), BODY).next_to(rows, UP, buff=0.15)
        alike = rows.tiles[0]
        with self.say("real", pause=0.9) as line:
            self.play(FadeOut(before, rate_func=SOON), ReplacementTransform(titles, names),
                      FadeIn(rows, says, rate_func=LATE), run_time=0.7)
            self.play(PlayThrough([rows], rows.show, 0, rows.last, rate_func=smooth), run_time=line.until("merge") - 0.2)
            self.play(*(tile.animate.move_to(alike[len(alike) // 2]) for tile in alike), run_time=0.9)
            self.hold(line.at("figure") - line.elapsed - 0.1)
            self.play(FadeIn(figures[0], shift=DOWN * 0.3), run_time=0.5)
            self.hold(line.at("own") - line.elapsed - 0.2)
            self.play(FadeIn(figures[1], shift=DOWN * 0.3), run_time=0.5)
            self.drift(line.left + 0.6)
        self.play(FadeOut(rows, names, figures, says), run_time=0.3)

    def figure(self, name: str) -> VGroup:
        """What the net of an experiment gets right."""
        right = float(self.experiments[name].test_accuracy)
        return scored(Number(100 * right, 0, unit="%", size=1.3, color=role("target"),
                             source=f"experiments:{name}.test_accuracy*100"), right)

    def drawn_at_random(self) -> None:
        """The lines of the program that draw the weights; the real net's first table fills with them, row after row."""
        w, program = self.digits.w_i_h[0], Program(self.digits.meta["source"])
        first, last = program.lines("rng")[0], program.lines("w_h_o")[-1]
        listing = Listing(excerpt(program.source, range(first, last + 1)), 0.315, first=first).move_to(UP * 2.05)
        table = HeatMatrix(w, "weight", WIDE, HIGH).move_to(UP * TABLE_Y)
        count = self.count_of(w).next_to(table, DOWN, buff=0.25)
        pixels = table.image.pixel_array

        def fill(rows):
            pixels[..., 3] = 0
            pixels[:round(rows), :, 3] = 255
        fill(0)
        with self.say("random", pause=0.4) as line:
            self.play(FadeIn(listing, table.brackets), run_time=0.5)
            self.hold(line.at("draws") - line.elapsed - 0.2)
            self.add(table.image)
            self.play(PlayThrough([table.image], fill, 0, table.rows), run_time=1.8)
            self.play(FadeIn(count), run_time=0.4)
            self.add(listing)
            self.drift(line.left)

    def count_of(self, w: np.ndarray) -> VGroup:
        """How many weights (H, I) the real net's first layer has."""
        hidden, inputs, total = (Number(value, 0, source=f"digits:{name}", size=TITLE) for value, name in
                                 zip((*w.shape, w.size), ("hidden", "inputs", "w_i_h[0].size"), strict=True))
        return in_line(hidden, words("×", TITLE), inputs, words("=", TITLE), total, words(self.screen("weights"), TITLE),
                       buff=0.2)


class Asked(VGroup):
    """The two nets that are asked about, small and one over the other: `nets`, their `names`, and a `frame` around the first
    one with its name. Lines are drawn thinner."""

    def __init__(self, equal: NetworkDiagram, random: NetworkDiagram, titles: VGroup):
        self.nets, self.names = VGroup(equal.copy(), random.copy()), VGroup()
        for net, title, y in zip(self.nets, titles, ASKED_Y, strict=True):
            thinner = ASKED / net.width
            net.scale(thinner).move_to([ASKED_X, y, 0])
            for part in net.edge_group:
                part.set_stroke(width=LINES * thinner * part.get_stroke_width())
            self.names.add(title.copy().scale(BODY / TITLE).next_to(net, DOWN, buff=0.2))
        self.frame = SurroundingRectangle(VGroup(self.nets[0], self.names[0]), color=role("focus"), buff=0.12, stroke_width=4)
        super().__init__(self.nets, self.names, self.frame)


def learn(view: NetworkDiagram, states: dict[str, np.ndarray], s: float) -> None:
    """The diagram has the weights of moment s, and its hidden neurons what they then make of the first image."""
    for k, name in enumerate(("w_i_h", "w_h_o")):
        view.set_weights(k, states[name][round(s)], scale=view.scales[k])
    for neuron, value in zip(view.layers[1], np.ravel(states["h"][round(s)]), strict=True):
        neuron.set_fill(activation_fill(float(value)))


def fill(view: NetworkDiagram, img: np.ndarray, h: np.ndarray) -> None:
    """The diagram's inputs and hidden neurons hold these activations."""
    for layer, values in zip(view.layers, (img, h)):
        for neuron, value in zip(layer, np.ravel(values), strict=True):
            neuron.paint(activation_fill(float(value)))


def sizes_of(rows: tuple[int, str], columns: tuple[int, str], size: float = LABEL) -> VGroup:
    """rows × columns, each a number with its source."""
    numbers = [Number(value, 0, source=f"pixels:{source}", size=size) for value, source in (rows, columns)]
    return VGroup(numbers[0], words("×", size, role("quiet")), numbers[1]).arrange(RIGHT, buff=0.4 * size)
