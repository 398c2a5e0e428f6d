"""Weights: each line is a number, all of them are two tables, and how they begin decides what can be learned."""

from collections.abc import Callable

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, AnimationGroup, ArcBetweenPoints, Circle, Create, DashedLine, Dot, FadeIn,
                   FadeOut, LaggedStart, Line, Rectangle, SurroundingRectangle, Transform, TransformFromCopy, VGroup,
                   rush_into, there_and_back)

from network.program import WEIGHTS, Program
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.histogram import Histogram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot
from scenes.kit.scales import activation_fill, largest, sign_role
from scenes.kit.text import SwitchTo, Number, code, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.cast import small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_weights import HIGH_END, LOW_END, at_the_ends, scaled_hidden, usual_width

CELL = (1.2, 0.74)
SMALLER = 0.78             # of a table when another stands beside it
LEFT_X = -3.15             # the middle of the left half
LARGE = 0.5                # the numbers that a beat is about
TWIN = LEFT * 7.2          # from the net on the right to its like on the left
UPDATES = 300              # how long the equal net and the random one are compared; each of them is logged
BINS = 50
DRAWN = 200                # how many weights are seen as they are drawn
FLOOR = -2.65              # y of the axis of the histogram, and of the plot after it
WIDE = 11.8                # their width
LARGEST = "digits:abs(w_i_h[0]).max()"
SCALED = ("digits:(1/(1+exp(-h_pre[0]/abs(w_i_h[0]).max()/sqrt(inputs)))<{low}).sum()"
          "+(1/(1+exp(-h_pre[0]/abs(w_i_h[0]).max()/sqrt(inputs)))>{high}).sum()").format(low=LOW_END, high=HIGH_END)


class Weights(Chapter):
    """The weights of the small net, and of the real one, before the first update."""

    def construct(self):
        net = self.plain_net()
        self.open(net)
        rows = self.one_weight(net)
        self.colour_and_width(net, rows)
        tables = self.two_tables(net)
        self.row_and_column(net, tables)
        name = self.right_by_left(net, tables)
        self.reads_as_product(net, tables[0], name)
        self.all_equal(net)
        listing, histogram, drawn = self.drawn_at_random()
        count = self.every_weight(histogram, drawn)
        self.usual_range(listing, histogram, count)
        picture = self.at_the_ends()
        self.scaled_down(*picture)
        self.close()

    @property
    def examples(self) -> list[tuple[int, int]]:
        """Where the first matrix has its largest weight, its lowest and the one nearest to 0."""
        w = self.pixels.w_i_h[0]
        return [tuple(int(n) for n in np.unravel_index(place, w.shape))
                for place in (w.argmax(), w.argmin(), np.abs(w).argmin())]

    def plain_net(self) -> NetworkDiagram:
        """The small net whose lines do not show their weights yet."""
        net = small_net(self.pixels, bias=False)
        VGroup(net.edges_between(0), net.edges_between(1)).set_stroke(role("quiet"), 1.5, 0.45)
        return net

    # --- a number for each line --------------------------------------------------------------------

    def one_weight(self, net: NetworkDiagram) -> VGroup:
        """One line of the net, enlarged, and its number. Returns the enlarged lines of all examples."""
        rows = VGroup(*(self.enlarged(net, i, j).move_to([LEFT_X, y, 0])
                        for (i, j), y in zip(self.examples, (-0.1, -0.1, -2.2), strict=True)))
        with self.say("number") as line:
            self.play(self.enter_row(net, rows[0], *self.examples[0]), run_time=1.2)
            line.wait_for("strength")
            self.play(net.pulse([net.edges[0][i][j] for i, j in self.examples[:1]] + [rows[0][2]]), run_time=1.0)
        return rows

    def enlarged(self, net: NetworkDiagram, i: int, j: int) -> VGroup:
        """Two neurons and the line between them as in the net, twice as large; its weight stands above."""
        weight = float(self.pixels.w_i_h[0, i, j])
        ends = [Circle(0.6, stroke_color=role("quiet"), stroke_width=2.5, fill_color=role("panel"), fill_opacity=1)
                .move_to(x * RIGHT) for x in (-2.6, 2.6)]
        look = net.edges[0][i][j].look
        edge = Line(ends[0], ends[1]).set_stroke(look.color, 2 * look.width, look.opacity)
        number = Number(weight, size=0.7, source=f"pixels:w_i_h[0,{i},{j}]", signed=True,
                        color=role(sign_role(weight))).next_to(edge, UP, buff=0.2)
        return VGroup(*ends, edge, number)

    def enter_row(self, net: NetworkDiagram, row: VGroup, i: int, j: int):
        """A line leaves a copy of itself, with its neurons, at the left."""
        edge = net.edges[0][i][j]
        look = edge.look
        return LaggedStart(
            edge.animate.set_stroke(look.color, look.width, look.opacity),
            LaggedStart(TransformFromCopy(net.layers[0][j].circle, row[0]),
                        TransformFromCopy(net.layers[1][i].circle, row[1]), TransformFromCopy(edge, row[2]),
                        FadeIn(row[3]), lag_ratio=0.1), lag_ratio=0.3)

    def colour_and_width(self, net: NetworkDiagram, rows: VGroup) -> None:
        """A negative weight, a small one, and then every line takes its look."""
        with self.say("look") as line:
            self.play(rows[0].animate.shift(UP * 2.1), self.enter_row(net, rows[1], *self.examples[1]), run_time=1.1)
            line.wait_for("size")
            self.play(self.enter_row(net, rows[2], *self.examples[2]), run_time=0.9)
            self.play(net.unfocus(), run_time=0.9)
        self.play(FadeOut(rows), run_time=0.4)

    # --- two tables --------------------------------------------------------------------------------

    def two_tables(self, net: NetworkDiagram) -> VGroup:
        """Each weight goes from its line into its cell. Returns both tables and their names with their shapes."""
        run = self.pixels
        w, u = (Matrix(values[0], "weight", source=f"pixels:{name}[0]", cell=CELL, text_size=BODY)
                for name, values in (("w_i_h", run.w_i_h), ("w_h_o", run.w_h_o)))
        w.move_to([LEFT_X, 1.1, 0])
        u.move_to([LEFT_X, -2.25, 0])
        inputs, hidden, outputs = ((value, name) for value, name in zip(run.sizes, ("inputs", "hidden", "outputs")))
        headings = VGroup(heading("w_i_h", sizes(hidden, inputs), w), heading("w_h_o", sizes(outputs, hidden), u))
        lines = [(0, i, w) for i in range(len(w.cells))] + [(1, i, u) for i in range(len(u.cells))]
        with self.say("tables") as line:
            self.play(FadeIn(w.brackets, u.brackets, headings), run_time=0.4)
            step = max(line.left / len(lines), 0.42)
            for k, i, table in lines:
                edges = net.edges_into(k, i)
                self.play(net.focus(*edges), LaggedStart(*(FadeIn(cell, target_position=edge.get_center(), scale=0.5)
                          for cell, edge in zip(table.row(i), edges, strict=True)), lag_ratio=0.1), run_time=step)
        self.add(w, u)
        return VGroup(w, u, headings)

    def row_and_column(self, net: NetworkDiagram, tables: VGroup) -> None:
        """A row and the lines into one neuron; a column and the lines out of one; each cell lights with its line."""
        w, i, j = tables[0], *self.examples[0]
        target, source = net.layers[1][i], net.layers[0][j]
        with self.say("rows") as line:
            frame = w.box_row(i)
            self.play(net.focus(*net.edges_into(0, i)), Create(frame), net.ring(target), run_time=0.6)
            self.walk(net, list(zip(w.cells[i], net.edges[0][i], strict=True)), line.until("column"))
            self.play(net.focus(*net.edges_from(0, j)), Transform(frame, w.box_column(j)), net.ring(target, on=False),
                      net.ring(source), run_time=0.6)
            self.walk(net, [(row[j], net.edges[0][n][j]) for n, row in enumerate(w.cells)], max(line.left, 1.4))
        self.play(FadeOut(frame), net.ring(source, on=False), net.unfocus(), run_time=0.4)

    def walk(self, net: NetworkDiagram, pairs: list, seconds: float) -> None:
        """Cell after cell lights with its line."""
        frames = [SurroundingRectangle(cell, color=role("focus"), buff=0.02, stroke_width=5) for cell, _ in pairs]
        self.play(LaggedStart(*(AnimationGroup(FadeIn(frame, rate_func=there_and_back, remover=True), net.pulse([edge]))
                                for frame, (_, edge) in zip(frames, pairs)), lag_ratio=0.5), run_time=max(seconds, 1.2))

    def right_by_left(self, net: NetworkDiagram, tables: VGroup) -> VGroup:
        """The shape of the first table: a row for each neuron on the right. Returns its name and its shape."""
        w, u, ((name, shape), last) = tables
        with self.say("shape") as line:
            self.play(FadeOut(u, last), run_time=0.3)
            self.play(w.animate.move_to([LEFT_X, 0.4, 0]),
                      name.animate.scale(LARGE / BODY).move_to([LEFT_X, 2.45, 0]),
                      shape.animate.scale(1.7 * LARGE / LABEL).move_to([LEFT_X, -2.1, 0]), run_time=0.8)
            for mark, number, k in (("right", shape[0], 1), ("left", shape[2], 0)):
                line.wait_for(mark)
                self.play(number.animate.set_color(role("focus")), *self.rings(net, k),
                          *(self.rings(net, 1, on=False) if k == 0 else []), run_time=0.4)
        return VGroup(name, shape)

    def reads_as_product(self, net: NetworkDiagram, w: Matrix, caption: VGroup) -> None:
        """Beside the table stand the inputs as a column: what meets in the middle is equal."""
        name, shape = caption
        inputs = (self.pixels.sizes[0], "inputs")
        img = Matrix(self.pixels.inputs_of(0), "activation", source="pixels:inputs_of(0)", cell=CELL, text_size=BODY)
        at = code("@", TITLE / SMALLER, role("quiet"))
        row = VGroup(w.copy(), at, img).arrange(RIGHT, buff=0.35).scale(SMALLER).move_to([LEFT_X, 0.4, 0])
        column = sizes(inputs, (1, "inputs/inputs"), LARGE).move_to([img.get_x() - 0.2, -2.1, 0])
        terms = [code(text, LARGE, role(which)) for text, which in (("@", "quiet"), ("img", "activation"))]
        product = VGroup(name.copy().move_to([0, 0, 0]), *terms).arrange(RIGHT, buff=0.3).move_to([LEFT_X, 2.6, 0])
        with self.say("order") as line:
            self.play(w.animate.scale(SMALLER).move_to(row[0]), name.animate.move_to(product[0]),
                      shape.animate.scale(1 / 1.7).move_to([row[0].get_x(), -2.1, 0]), *self.rings(net, 0, on=False),
                      run_time=0.8)
            line.wait_for("weights")
            self.play(net.pulse(net.edges_between(0)), shape[0].animate.set_color(role("ink")), run_time=0.6)
            line.wait_for("times")
            self.play(*(FadeIn(cell, target_position=neuron, scale=0.7)
                        for cell, neuron in zip(img.column(0), net.layers[0], strict=True)),
                      FadeIn(img.brackets, at, column, VGroup(*terms)), run_time=0.9)
            ends = (number.get_bottom() + 0.12 * DOWN for number in (shape[2], column[0]))
            bow = ArcBetweenPoints(*ends, angle=PI / 3, stroke_color=role("focus"), stroke_width=4)
            self.play(Create(bow), column[0].animate.set_color(role("focus")), run_time=0.5)
        self.play(FadeOut(w, img, at, name, VGroup(*terms), shape, column, bow), run_time=0.5)

    def rings(self, net: NetworkDiagram, k: int, on: bool = True) -> list:
        """The outlines of a whole layer."""
        return [net.ring(neuron, on) for neuron in net.layers[k]]

    # --- how they start ----------------------------------------------------------------------------

    def all_equal(self, net: NetworkDiagram) -> None:
        """The same updates for a net whose weights start equal and for the random one."""
        run, equal = self.pixels, equal_run(self.pixels, UPDATES)
        twin = small_net(run, bias=False).shift(TWIN)
        views = ((twin, equal), (net, {name: getattr(run, name) for name in (*WEIGHTS, "h")} | {"h": run.h[:, 0]}))
        scales = dict(net.scales)
        titles = VGroup(*(words(self.screen(key), TITLE, role("quiet")).set_x(view.get_x())
                          for key, (view, _) in zip(("equal", "random"), views, strict=True)))
        for title in titles:
            title.shift(UP * (3.0 - title[0].get_bottom()[1]))
        counter = Number(0, 0, source="pixels:updates[0]", size=LARGE, widest=UPDATES)
        note = in_line(words(self.screen("updates"), TITLE, role("quiet")), counter, buff=0.25).move_to([0, -3.15, 0])

        def show(s):
            for view, states in views:
                for k, name in enumerate(("w_i_h", "w_h_o")):
                    view.set_weights(k, states[name][round(s)], scale=scales[k])
                for neuron, value in zip(view.layers[1], np.ravel(states["h"][round(s)]), strict=True):
                    neuron.set_fill(activation_fill(float(value)))
            counter.set_value(int(run.updates[round(s)])).source = f"pixels:updates[{round(s)}]"

        show(0)
        with self.say("equal") as line:
            self.play(FadeIn(twin, titles, note), run_time=0.6)
            self.play(PlayThrough([twin, net, note], show, 0, UPDATES), run_time=max(line.left, 2.5))
            self.play(*self.rings(twin, 1), run_time=0.4)
        self.play(FadeOut(twin, net, titles, note), run_time=0.5)

    def drawn_at_random(self) -> tuple[Listing, Histogram, VGroup]:
        """The lines of the program that draw the weights; the first weights of the real net fall where they belong."""
        w = self.digits.w_i_h[0]
        program = Program(self.digits.meta["source"])
        first, last = program.lines("rng")[0], program.lines("w_h_o")[-1]
        listing = Listing(excerpt(program.source, range(first, last + 1)), 0.29, first=first).move_to(UP * 2.05)
        histogram = Histogram(w, np.ceil(10 * largest(w)) / 10, BINS, WIDE, 3.3, x_label=self.screen("weight"),
                              text_size=0.28)
        histogram.shift(UP * (FLOOR + 1.65))
        start = [listing.term(program.lines("w_i_h")[0], "uniform").get_x(), listing.get_bottom()[1] - 0.1, 0]
        drawn = histogram.pile(np.ravel(w)[:DRAWN])
        with self.say("random") as line:
            self.play(FadeIn(listing, histogram.plot), run_time=0.6)
            line.wait_for("draws")
            self.play(LaggedStart(*(fall(dot, start) for dot in drawn), lag_ratio=0.02), run_time=max(line.left, 1.5))
        return listing, histogram, drawn

    def every_weight(self, histogram: Histogram, drawn: VGroup) -> VGroup:
        """All weights of the real net's first layer, counted in narrow intervals. Returns how many there are."""
        inputs, hidden, _ = self.digits.sizes
        sides = (Number(value, 0, source=f"digits:{name}", size=TITLE)
                 for value, name in ((inputs, "inputs"), (hidden, "hidden")))
        total = Number(inputs * hidden, 0, source="digits:w_i_h[0].size", size=TITLE)
        count = in_line(next(sides), words("·", TITLE), next(sides), words("=", TITLE), total,
                        words(self.screen("weights"), TITLE), buff=0.2).move_to(UP * 0.85)
        with self.say("start", pause=0.6) as line:
            self.play(FadeOut(drawn, run_time=0.8), FadeIn(count, run_time=0.5), histogram.grow(max(line.left, 1.6)))
        return count

    def usual_range(self, listing: Listing, histogram: Histogram, count: VGroup) -> None:
        """How wide the weights are spread, and how wide is usual."""
        width, reach, plot = usual_width(self.digits), largest(self.digits.w_i_h[0]), histogram.plot
        span, usual = (self.span(plot, x) for x in (reach, width))
        formula = maths('1 / sqrt(n_"inputs")', LARGE)
        number = Number(width, 3, source="digits:1/sqrt(inputs)", size=LARGE)
        label = VGroup(formula, words("=", LARGE), number).arrange(RIGHT, buff=0.2).set_color(role("focus"))
        label.move_to(UP * 1.6)
        lines = [listing.term(number, "-0.5, 0.5") for number in Program(self.digits.meta["source"]).lines("w_i_h")]
        with self.say("usual", pause=0.8) as line:
            self.play(FadeIn(span), FadeOut(count), *(term.animate.set_color(role("focus")) for term in lines),
                      run_time=0.7)
            line.wait_for("inputs")
            self.play(FadeOut(listing), Transform(span, usual), run_time=1.0)
            self.play(FadeIn(formula, shift=UP * 0.2), run_time=0.5)
            line.wait_for("width")
            self.play(FadeIn(label[1:]), run_time=0.5)
        self.play(FadeOut(span, label, histogram), run_time=0.5)

    def span(self, plot: Plot, reach: float) -> VGroup:
        """A level line from -reach to reach over the plot, with its ends marked down to the axis."""
        top = plot.y_range[1]
        ends = [DashedLine(plot.point(x, 0), plot.point(x, top), color=role("focus"), stroke_width=3)
                for x in (-reach, reach)]
        return VGroup(*ends, Line(plot.point(-reach, top), plot.point(reach, top), color=role("focus"), stroke_width=5))

    def at_the_ends(self) -> tuple[Plot, VGroup, VGroup, VGroup]:
        """Every hidden value of the probe images as a dot, a row for each neuron; those near 0 or 1 are marked.

        Returns the plot, its dots, how many are marked, and how wide the weights are spread.
        """
        run = self.digits
        h = run.h[0, :, :, 0]
        images, neurons = h.shape
        plot = Plot((0, 1), (0, neurons + 1), WIDE, 4.7, x_ticks=(0, 0.5, 1), x_decimals=1, text_size=0.28, source=
                    "digits:(hidden,h[0].shape[0])", x_label=self.screen("values", images=images))
        plot.shift(UP * (FLOOR + 2.35))
        dots = VGroup(*(plot.dot(float(h[p, n]), neurons - n, "quiet", radius=0.085)
                        for n in range(neurons) for p in range(images)))
        zones = VGroup(*(zone(plot, *limits) for limits in ((0, LOW_END), (HIGH_END, 1))))
        zones.set_z_index(-1)
        marked = [dot for dot, value in zip(dots, np.ravel(h.T), strict=True) if at_the_ends(value)]
        count = count_at_the_ends(h, self.screen).move_to(UP * 2.6).align_to(plot.point(1, 0), RIGHT)
        reach = in_line(words(self.screen("up_to"), TITLE, role("quiet")),
                        Number(largest(run.w_i_h[0]), 3, source=LARGEST, size=TITLE))
        reach.align_to(plot.point(0, 0), LEFT).shift(UP * (count[0].get_bottom()[1] - reach[1].get_bottom()[1]))
        with self.say("ends") as line:
            self.play(FadeIn(plot, reach), LaggedStart(*(FadeIn(dot) for dot in dots), lag_ratio=0.02),
                      run_time=max(line.until("close"), 1.5))
            self.play(FadeIn(zones, count), *(dot.animate.set_color(role("focus")) for dot in marked), run_time=0.8)
        return plot, dots, count, reach

    def scaled_down(self, plot: Plot, dots: VGroup, count: VGroup, reach: VGroup) -> None:
        """All weights shrink to the usual range; the hidden values leave the ends."""
        h = np.ravel(scaled_hidden(self.digits)[:, :, 0].T)
        moves = (dot.animate.set_x(plot.point(float(value), 0)[0]).set_color(role(end_role(value)))
                 for dot, value in zip(dots, h, strict=True))
        with self.say("scaled", pause=0.7) as line:
            self.play(*moves, SwitchTo(count[0], int(at_the_ends(h).sum()), SCALED),
                      SwitchTo(reach[1], usual_width(self.digits), "digits:1/sqrt(inputs)"),
                      run_time=max(line.left, 1.8))


def fall(dot: Dot, start: np.ndarray) -> AnimationGroup:
    """A dot falls from a point to its own place, where it is seen full."""
    place = dot.get_center()
    return dot.move_to(start).set_opacity(0).animate(rate_func=rush_into).move_to(place).set_opacity(1)


def heading(name: str, shape: VGroup, matrix: Matrix) -> VGroup:
    """A matrix's name in code and its shape beside it, above the matrix."""
    title = code(name, BODY, role("positive"))
    shape.next_to(title, RIGHT, buff=0.4).shift(UP * (title[-1].get_bottom()[1] - shape[0].get_bottom()[1]))
    row = VGroup(title, shape)
    return row.next_to(matrix, UP, buff=0.15).align_to(matrix, LEFT)


def end_role(value: float) -> str:
    """The role in which a hidden value is drawn: marked if it is close to 0 or 1."""
    return "focus" if at_the_ends(value) else "quiet"


def count_at_the_ends(h: np.ndarray, text: Callable[[str], str]) -> VGroup:
    """How many of the hidden values are close to 0 or 1, of how many, and what close means; text: by its key."""
    found = Number(int(at_the_ends(h).sum()), 0, size=TITLE, widest=h.size, color=role("focus"),
                   source=f"digits:((h[0]<{LOW_END})|(h[0]>{HIGH_END})).sum()")
    total = Number(h.size, 0, source="digits:h[0].size", size=TITLE)
    low, high = (Number(end, 2, source=f"constant:{name}", size=TITLE)
                 for end, name in ((LOW_END, "LOW_END"), (HIGH_END, "HIGH_END")))
    of, below, above = (words(text(key), TITLE) for key in ("of", "below", "above"))
    return in_line(found, of, total, below, low, above, high, buff=0.13)


def sizes(rows: tuple[int, str], columns: tuple[int, str], size: float = LABEL) -> VGroup:
    """rows × columns, each a number with its source."""
    numbers = [Number(value, 0, source=f"pixels:{source}", size=size) for value, source in (rows, columns)]
    return VGroup(numbers[0], words("×", size, role("quiet")), numbers[1]).arrange(RIGHT, buff=0.6 * size)


def zone(plot: Plot, low: float, high: float) -> Rectangle:
    """The part of a plot between two x, shaded."""
    corner, opposite = plot.point(low, plot.y_range[0]), plot.point(high, plot.y_range[1])
    return Rectangle(width=opposite[0] - corner[0], height=opposite[1] - corner[1], stroke_width=0,
                     fill_color=role("focus"), fill_opacity=0.18).move_to((corner + opposite) / 2)


def equal_run(run, updates: int) -> dict[str, np.ndarray]:
    """The first updates of a net like the run's, all of whose weights start equal: as large as the run's largest.

    run: a snapshot of the small net; it gets the same images in the same order. Returns the weights and biases
    (updates + 1, ...) by their names, and h (updates + 1, H, 1) for the first image.
    """
    program = Program(run.meta["source"])
    start = largest(run.w_i_h[0], run.w_h_o[0])
    states = [{name: np.full_like(array, start if name.startswith("w") else 0) for name, array in run.state(0).items()}]
    images = (run.train_images[:updates, run.pixel_index] / 255).astype(np.float32)
    labels = (run.train_labels[:updates, None] == np.array(run.meta["classes"])).astype(np.float32)
    for img, l in zip(images, labels, strict=True):
        states.append(program.step(states[-1], img, l))
    h = [program.forward(state, run.inputs_of(0))["h"] for state in states]
    return {name: np.array([state[name] for state in states]) for name in WEIGHTS} | {"h": np.array(h)}
