"""Weights: each line is a number, all of them are two tables, and how they begin decides what can be learned."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, AnimationGroup, Circle, Create, DashedLine, FadeIn, FadeOut, LaggedStart,
                   Line, Rectangle, ReplacementTransform, SurroundingRectangle, Transform, TransformFromCopy, VGroup,
                   there_and_back)

from network.program import WEIGHTS, Program
from scenes.film.cast import small_net
from scenes.film.chapter import Chapter
from scenes.film.starting import HIGH_END, LOW_END, at_the_ends, scaled_hidden, usual_width
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.histogram import Histogram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot
from scenes.kit.scales import activation_fill, largest, sign_role
from scenes.kit.text import CountTo, Number, code, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, SMALL, SMALLEST, TITLE, role

CELL = (0.8, 0.5)
LEFT_EDGE = -6.6
TWIN = LEFT * 7.2          # from the net on the right to its like on the left
UPDATES = 300              # how long the equal net and the random one are compared; each of them is logged
BINS = 50
FLOOR = -2.75              # y of the axis of the histogram, and of the plot beside it
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
        self.right_by_left(net, tables)
        self.all_equal(net)
        listing, histogram, large = self.drawn_at_random()
        self.usual_range(listing, histogram)
        dots = self.at_the_ends(large)
        self.scaled_down(histogram, dots)
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
        rows = VGroup(*(self.enlarged(net, i, j).move_to([-3.4, y, 0])
                        for (i, j), y in zip(self.examples, (1.85, 0.25, -1.35), strict=True)))
        with self.say("number") as line:
            self.play(self.enter_row(net, rows[0], *self.examples[0]), run_time=1.2)
            line.wait_for("how strongly")
            self.play(net.pulse([net.edges[0][i][j] for i, j in self.examples[:1]]), run_time=1.0)
        return rows

    def enlarged(self, net: NetworkDiagram, i: int, j: int) -> VGroup:
        """Two neurons and the line between them, which looks as in the net; its weight stands above."""
        weight = float(self.pixels.w_i_h[0, i, j])
        ends = [Circle(0.42, stroke_color=role("quiet"), stroke_width=2.5, fill_color=role("panel"), fill_opacity=1)
                .move_to(x * RIGHT) for x in (-2.1, 2.1)]
        look = net.edges[0][i][j].look
        edge = Line(ends[0], ends[1]).set_stroke(look.color, look.width, look.opacity)
        number = Number(weight, size=TITLE, source=f"pixels:w_i_h[0,{i},{j}]", signed=True,
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
            self.play(self.enter_row(net, rows[1], *self.examples[1]), run_time=1.0)
            line.wait_for("size")
            self.play(self.enter_row(net, rows[2], *self.examples[2]), run_time=0.9)
            self.play(net.unfocus(), run_time=0.9)
        self.play(FadeOut(rows), run_time=0.4)

    # --- two tables --------------------------------------------------------------------------------

    def two_tables(self, net: NetworkDiagram) -> VGroup:
        """Each weight goes from its line into its cell. Returns both tables and their names with their shapes."""
        run = self.pixels
        w, u = (Matrix(values[0], "weight", source=f"pixels:{name}[0]", cell=CELL, text_size=SMALL)
                for name, values in (("w_i_h", run.w_i_h), ("w_h_o", run.w_h_o)))
        w.move_to([-3.4, 1.5, 0])
        u.move_to([-3.4, -1.6, 0])
        captions = VGroup(w.caption("w_i_h", role("positive")), u.caption("w_h_o", role("positive")))
        lines = [(0, i, w) for i in range(len(w.cells))] + [(1, i, u) for i in range(len(u.cells))]
        with self.say("tables") as line:
            self.play(FadeIn(w.brackets, u.brackets, captions), run_time=0.4)
            step = max(line.left / len(lines), 0.42)
            for k, i, table in lines:
                edges = net.edges_into(k, i)
                self.play(net.focus(*edges), LaggedStart(*(FadeIn(cell, target_position=edge.get_center(), scale=0.5)
                          for cell, edge in zip(table.row(i), edges, strict=True)), lag_ratio=0.1), run_time=step)
        self.add(w, u)
        return VGroup(w, u, captions)

    def row_and_column(self, net: NetworkDiagram, tables: VGroup) -> None:
        """A row and the lines into one neuron; a column and the lines out of one; each cell lights with its line."""
        w, i, j = tables[0], *self.examples[0]
        target, source = net.layers[1][i], net.layers[0][j]
        with self.say("rows") as line:
            frame = w.box_row(i)
            self.play(net.focus(*net.edges_into(0, i)), Create(frame), net.ring(target), run_time=0.6)
            self.walk(net, list(zip(w.cells[i], net.edges[0][i], strict=True)), line.until("a column"))
            self.play(net.focus(*net.edges_from(0, j)), Transform(frame, w.box_column(j)), net.ring(target, on=False),
                      net.ring(source), run_time=0.6)
            self.walk(net, [(row[j], net.edges[0][n][j]) for n, row in enumerate(w.cells)], max(line.left, 1.4))
        self.play(FadeOut(frame), net.ring(source, on=False), net.unfocus(), run_time=0.4)

    def walk(self, net: NetworkDiagram, pairs: list, seconds: float) -> None:
        """Cell after cell lights with its line."""
        frames = [SurroundingRectangle(cell, color=role("focus"), buff=0.02, stroke_width=5) for cell, _ in pairs]
        self.play(LaggedStart(*(AnimationGroup(FadeIn(frame, rate_func=there_and_back, remover=True), net.pulse([edge]))
                                for frame, (_, edge) in zip(frames, pairs)), lag_ratio=0.5), run_time=max(seconds, 1.2))

    def right_by_left(self, net: NetworkDiagram, tables: VGroup) -> None:
        """The shape of the first table, and why its order suits the next step: a column for each input."""
        w, u, ((name, shape), last) = tables
        inputs, hidden, _ = self.pixels.sizes
        img = Matrix(self.pixels.inputs_of(0), "activation", source="pixels:inputs_of(0)", cell=CELL, text_size=SMALL)
        at = code("@", BODY, role("quiet"))
        row = VGroup(w.copy(), at, img).arrange(RIGHT, buff=0.35).move_to([-3.3, 0.5, 0])
        shapes = VGroup(sizes((hidden, "hidden"), (inputs, "inputs")), sizes((inputs, "inputs"), (1, "inputs/inputs")))
        for numbers, matrix in zip(shapes, (row[0], img), strict=True):
            numbers.move_to([matrix.get_x(), -1.3, 0])
        img_name = code("img", SMALL, role("activation")).next_to(img, UP, buff=0.15)
        product = VGroup(code("w_i_h", BODY, role("positive")), code("@", BODY, role("quiet")),
                         code("img", BODY, role("activation"))).arrange(RIGHT, buff=0.25).move_to([-3.3, -2.5, 0])
        with self.say("order") as line:
            self.play(FadeOut(u, last), w.animate.move_to(row[0]), name.animate.next_to(row[0], UP, buff=0.15),
                      ReplacementTransform(shape, shapes[0]), run_time=0.8)
            line.wait_for("right")
            self.play(shapes[0][0].animate.set_color(role("focus")), *self.rings(net, 1), run_time=0.4)
            line.wait_for("left")
            self.play(shapes[0][2].animate.set_color(role("focus")), *self.rings(net, 0), *self.rings(net, 1, on=False),
                      run_time=0.4)
            line.wait_for("the next")
            self.play(*(FadeIn(cell, target_position=neuron, scale=0.7)
                        for cell, neuron in zip(img.column(0), net.layers[0], strict=True)),
                      FadeIn(img.brackets, img_name, at, shapes[1]), *self.rings(net, 0, on=False),
                      shapes[0][0].animate.set_color(role("ink")), run_time=0.9)
            line.wait_for("weights")
            self.play(shapes[1][0].animate.set_color(role("focus")), net.pulse(net.edges_between(0)),
                      *(TransformFromCopy(old, new) for old, new in zip((name, at, img_name), product)), run_time=1.2)
        self.play(FadeOut(w, name, shapes, at, img, img_name, product), run_time=0.5)

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
        titles = VGroup(*(words(title, LABEL, role("quiet")).set_x(view.get_x())
                          for title, (view, _) in zip(("all equal", "random"), views, strict=True)))
        for title in titles:
            title.shift(UP * (2.95 - title[0].get_bottom()[1]))
        counter = Number(0, 0, source="pixels:updates[0]", size=BODY, widest=UPDATES)
        note = VGroup(words("updates", LABEL, role("quiet")), counter).arrange(RIGHT, buff=0.2).move_to([0, -3.0, 0])

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

    def drawn_at_random(self) -> tuple[Listing, Histogram, NetworkDiagram]:
        """The lines of the program that draw the weights, the real net, and the histogram of its first layer."""
        run = self.digits
        program = Program(run.meta["source"])
        first, last = program.lines("rng")[0], program.lines("w_h_o")[-1]
        listing = Listing(excerpt(program.source, range(first, last + 1)), SMALL, first=first)
        listing.move_to([0, 2.2, 0]).align_to(LEFT_EDGE * RIGHT, LEFT)
        net = NetworkDiagram(run.sizes, width=4.4, spacing=0.62, radius=0.2, most=6, source="digits:sizes")
        net.move_to([3.95, -1.1, 0])
        net.set_weights(0, run.w_i_h[0]).set_weights(1, run.w_h_o[0])
        reach = np.ceil(10 * largest(run.w_i_h[0])) / 10
        histogram = Histogram(run.w_i_h[0], reach, BINS, 6.0, 3.0, x_label="weight")
        histogram.shift([-3.25, FLOOR + 1.5, 0])
        count = in_line(Number(run.w_i_h[0].size, 0, source="digits:w_i_h[0].size", size=BODY), words("weights", BODY))
        count.next_to(histogram.plot, UP, buff=0.3)
        with self.say("start") as line:
            self.play(FadeIn(listing), run_time=0.6)
            self.play(FadeIn(net), run_time=line.until("all"))
            self.play(FadeIn(histogram.plot, count), net.pulse(net.edges_between(0)),
                      histogram.grow(max(line.left, 1.5)))
        self.play(FadeOut(count), run_time=0.3)
        return listing, histogram, net

    def usual_range(self, listing: Listing, histogram: Histogram) -> None:
        """How wide the weights are spread, and how wide is usual."""
        width, reach = usual_width(self.digits), largest(self.digits.w_i_h[0])
        plot = histogram.plot
        span, usual = (self.span(plot, x) for x in (reach, width))
        formula = maths('1 / sqrt(n_"inputs")', BODY)
        number = Number(width, 3, source="digits:1/sqrt(inputs)", size=BODY)
        label = VGroup(formula, words("=", BODY), number).arrange(RIGHT, buff=0.15).set_color(role("focus"))
        label.next_to(usual, UP, buff=0.12)
        lines = [listing.term(number, "-0.5, 0.5") for number in Program(self.digits.meta["source"]).lines("w_i_h")]
        with self.say("usual") as line:
            self.play(FadeIn(span), *(term.animate.set_color(role("focus")) for term in lines), run_time=0.7)
            line.wait_for("inputs")
            self.play(Transform(span, usual), FadeIn(formula), run_time=1.0)
            line.wait_for("about")
            self.play(FadeIn(label[1:]), run_time=0.5)

    def span(self, plot: Plot, reach: float) -> VGroup:
        """A level line from -reach to reach over the plot, with its ends marked down to the axis."""
        top = plot.y_range[1]
        ends = [DashedLine(plot.point(x, 0), plot.point(x, top), color=role("focus"), stroke_width=2.5)
                for x in (-reach, reach)]
        return VGroup(*ends, Line(plot.point(-reach, top), plot.point(reach, top), color=role("focus"), stroke_width=4))

    def at_the_ends(self, net: NetworkDiagram) -> VGroup:
        """Every hidden value of the probe images as a dot, a row for each neuron; those near 0 or 1 are marked."""
        run = self.digits
        h = run.h[0, :, :, 0]
        images, neurons = h.shape
        plot = Plot((0, 1), (0, neurons + 1), 4.8, 3.0, x_ticks=(0, 0.5, 1), x_decimals=1)
        plot.shift([3.95, FLOOR + 1.5, 0])
        name = words(f"h of {neurons} neurons on {images} test images", SMALLEST, role("quiet"),
                     source="digits:(hidden,h[0].shape[0])").next_to(plot, DOWN, buff=0.12).align_to(plot, RIGHT)
        dots = VGroup(*(plot.dot(float(h[p, n]), neurons - n, end_role(h[p, n]), radius=0.055)
                        for p in range(images) for n in range(neurons)))
        zones = VGroup(*(zone(plot, *limits) for limits in ((0, LOW_END), (HIGH_END, 1))))
        count = count_at_the_ends(h).next_to(plot.point(0.5, plot.y_range[1]), UP, buff=0.3)
        with self.say("ends") as line:
            self.play(FadeOut(net), FadeIn(plot, name), LaggedStart(*(FadeIn(dot) for dot in dots), lag_ratio=0.02),
                      run_time=max(line.until("start"), 1.5))
            self.play(FadeIn(zones, count), run_time=0.6)
        self.bring_to_back(zones)
        return VGroup(plot, dots, zones, count)

    def scaled_down(self, histogram: Histogram, picture: VGroup) -> None:
        """All weights shrink to the usual range; the hidden values leave the ends."""
        plot, dots, _, count = picture
        h = np.ravel(scaled_hidden(self.digits))
        factor = usual_width(self.digits) / largest(self.digits.w_i_h[0])
        moves = (dot.animate.set_x(plot.point(float(value), 0)[0]).set_color(role(end_role(value)))
                 for dot, value in zip(dots, h, strict=True))
        with self.say("scaled", pause=0.8) as line:
            self.play(histogram.narrow(factor), *moves, CountTo(count[0], int(at_the_ends(h).sum()), SCALED),
                      run_time=max(line.left, 1.6))


def end_role(value: float) -> str:
    """The role in which a hidden value is drawn: marked if it is close to 0 or 1."""
    return "focus" if at_the_ends(value) else "quiet"


def count_at_the_ends(h: np.ndarray) -> VGroup:
    """How many of the hidden values are close to 0 or 1, of how many, and what close means."""
    found = Number(int(at_the_ends(h).sum()), 0, size=LABEL, widest=h.size, color=role("focus"),
                   source=f"digits:((h[0]<{LOW_END})|(h[0]>{HIGH_END})).sum()")
    total = Number(h.size, 0, source="digits:h[0].size", size=LABEL)
    low, high = (Number(end, 2, source=f"constant:{name}", size=LABEL)
                 for end, name in ((LOW_END, "LOW_END"), (HIGH_END, "HIGH_END")))
    parts = (found, words("of", LABEL), total, words("below", LABEL), low, words("or above", LABEL), high)
    return in_line(*parts, buff=0.13)


def sizes(rows: tuple[int, str], columns: tuple[int, str]) -> VGroup:
    """rows × columns, each a number with its source."""
    numbers = [Number(value, 0, source=f"pixels:{source}", size=BODY) for value, source in (rows, columns)]
    return VGroup(numbers[0], words("×", BODY, role("quiet")), numbers[1]).arrange(RIGHT, buff=0.2)


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
