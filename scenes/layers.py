"""Layers: neurons line up into columns, the columns are joined, and each neuron turns out to be a number."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Line, Polygon,
                   ReplacementTransform, Square, Transform, TransformFromCopy, UpdateFromAlphaFunc, VGroup, linear)

from scenes.film.cast import bare_net, first_image
from scenes.film.chapter import Chapter
from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.digit import SIDE, Digit
from scenes.kit.matrix import Matrix
from scenes.kit.scales import activation_fill
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, SMALL, role

WIDE = 7.4                        # width of the net while it is alone
MIDDLE = RIGHT * 0.6 + UP * 0.1   # where it stands then
GOLDEN = np.pi * (3 - 5 ** 0.5)   # turning by this angle each time, points spread evenly over a disc
SPREAD = (5.4, 2.6)               # half width and half height of the disorder
PATCH = 7                         # pixels along a side of a patch: four patches to a row
CLOSE = 1.0                       # height of the frame when it shows one neuron, in manim units
CELL = (1.1, 0.8)


class Layers(Chapter):
    """The small net as neurons and lines, without weights; its values are those of the first image."""

    def construct(self):
        net = bare_net(self.pixels, WIDE, bias=False).move_to(MIDDLE)
        self.open()
        tangle = self.scatter(net)
        digit, first = self.input_layer(net, tangle)
        names, last = self.output_layer(net)
        middle = self.hidden_layers(net)
        titles = VGroup(first, middle, last)
        self.connect(net)
        sizes = self.count(net)
        net = self.patches(net, digit, titles, VGroup(names, sizes))
        self.come_closer(net)
        self.columns(net, titles)
        self.close()

    @property
    def values(self) -> list[np.ndarray]:
        """What each layer holds for the first image, before any learning."""
        run = self.pixels
        return [run.inputs_of(0), run.h[0, 0], run.o[0, 0]]

    # --- neurons in columns ------------------------------------------------------------------------

    def scatter(self, net: NetworkDiagram) -> VGroup:
        """All neurons of the net, not in order yet, and the lines between them."""
        neurons = [neuron for layer in net.layers for neuron in layer]
        for neuron, place in zip(neurons, scattered(net.sizes), strict=True):
            neuron.home = neuron.get_center()
            neuron.move_to(place)
        tangle = VGroup(*(joint(source, target) for left, right in zip(net.layers, net.layers[1:])
                          for source in left for target in right))
        with self.say("neurons") as line:
            self.play(LaggedStart(*(FadeIn(neuron, scale=0.5) for neuron in neurons), lag_ratio=0.15),
                      run_time=line.until("joined"))
            self.play(LaggedStart(*(Create(one) for one in tangle), lag_ratio=0.05), run_time=1.1)
        return tangle

    def line_up(self, layer: VGroup) -> LaggedStart:
        """The neurons of a layer move into their column."""
        return LaggedStart(*(neuron.animate.move_to(neuron.home) for neuron in layer), lag_ratio=0.12, run_time=1.2)

    def input_layer(self, net: NetworkDiagram, tangle: VGroup) -> tuple[Digit, VGroup]:
        """The first column, and the pixels of an image that go into it."""
        digit = first_image(self.pixels, side=2.5).move_to([-5.3, MIDDLE[1], 0])
        squares = VGroup(*(digit.pixel(i).set_stroke(role("focus"), 2) for i in self.pixels.pixel_index))
        title = words("input", LABEL, role("quiet"))
        with self.say("input") as line:
            self.play(FadeOut(tangle), self.line_up(net.layers[0]))
            line.wait_for("first")
            self.play(FadeIn(above(title, net, 0)), run_time=0.5)
            line.wait_for("it holds")
            self.play(FadeIn(digit), run_time=0.5)
            self.play(LaggedStart(*(FadeIn(square) for square in squares), lag_ratio=0.15), run_time=0.4)
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.4).move_to(neuron) for square, neuron in
                                    zip(squares, net.layers[0], strict=True)), lag_ratio=0.15), run_time=0.9)
            self.play(net.glow(0, self.values[0]), FadeOut(squares), run_time=0.5)
        return digit, title

    def output_layer(self, net: NetworkDiagram) -> tuple[VGroup, VGroup]:
        """The last column, a neuron for each class."""
        classes = self.pixels.meta["classes"]
        names = VGroup(*(words(str(name), BODY, source=f"pixels:classes[{k}]")
                         .next_to(neuron.home + RIGHT * net.radius, RIGHT, buff=0.3)
                         for k, (name, neuron) in enumerate(zip(classes, net.layers[2], strict=True))))
        title = words("output", LABEL, role("quiet"))
        with self.say("output") as line:
            self.play(self.line_up(net.layers[2]))
            self.play(FadeIn(above(title, net, 2)), run_time=0.4)
            line.wait_for("one neuron")
            self.play(LaggedStart(*(FadeIn(name, shift=RIGHT * 0.2) for name in names), lag_ratio=0.3), run_time=1.0)
        return names, title

    def hidden_layers(self, net: NetworkDiagram) -> VGroup:
        """The column between; it leaves, comes back, becomes many and one again."""
        title = words("hidden", LABEL, role("quiet"))
        with self.say("hidden") as line:
            self.play(self.line_up(net.layers[1]), FadeIn(above(title, net, 1)))
            self.play(net.pulse(net.edges_between(0)), net.glow(1, self.values[1]), run_time=0.7)
            self.play(net.pulse(net.edges_between(1)), net.glow(2, self.values[2]), run_time=0.7)
            self.none_one_many(net, title, line)
        return title

    def none_one_many(self, net: NetworkDiagram, title: VGroup, line) -> None:
        """Nets without a hidden layer, with one, with several, between the same inputs and outputs."""
        inputs, hidden, outputs = net.sizes
        direct = NetworkDiagram((inputs, outputs), width=WIDE, spacing=1.05).move_to(net)
        deep = NetworkDiagram((inputs, hidden, hidden, hidden, outputs), width=WIDE, spacing=1.05).move_to(net)
        for layer in deep.layers[1:-1]:
            for neuron, model in zip(layer, net.layers[1], strict=True):
                neuron.set_fill(model.circle.get_fill_color())
        edges = VGroup(net.edges_between(0), net.edges_between(1))
        deep_edges = VGroup(*(deep.edges_between(k) for k in range(4)))
        line.wait_for("none")
        self.play(FadeOut(net.layers[1], title), FadeIn(direct.edges_between(0)), run_time=0.4)
        line.wait_for("one", 2)
        self.play(FadeIn(net.layers[1], title), FadeOut(direct.edges_between(0)), FadeIn(edges), run_time=0.4)
        line.wait_for("many")
        self.play(*(TransformFromCopy(net.layers[1], layer) for layer in deep.layers[1:-1]), FadeOut(edges),
                  FadeOut(net.layers[1]), FadeIn(deep_edges), run_time=0.8)
        self.play(LaggedStart(*(deep.pulse(edges) for edges in deep_edges), lag_ratio=0.5), run_time=1.2)
        self.play(*(Transform(layer, net.layers[1]) for layer in deep.layers[1:-1]), FadeOut(deep_edges), run_time=0.7)
        self.remove(*deep.layers)
        self.add(net.layers[1], title)

    # --- connections -------------------------------------------------------------------------------

    def connect(self, net: NetworkDiagram) -> None:
        """Every edge is drawn, neuron by neuron."""
        note = words("fully connected", LABEL).move_to([MIDDLE[0], -3.1, 0])
        with self.say("connected") as line:
            left = line.until("fully")
            self.play(LaggedStart(*(Create(edge) for edge in net.edges_from(0, 0)), lag_ratio=0.2), run_time=0.4 * left)
            others = [(k, j) for k in (0, 1) for j in range(net.sizes[k])][1:]
            rest = [edge for k, j in others for edge in net.edges_from(k, j)]
            self.play(LaggedStart(*(Create(edge) for edge in rest), lag_ratio=0.1), run_time=0.6 * left)
            self.play(FadeIn(note), run_time=0.5)
        self.play(FadeOut(note), run_time=0.3)

    def count(self, net: NetworkDiagram) -> VGroup:
        """The sizes under the columns, and from them the number of edges."""
        names = ("inputs", "hidden", "outputs")
        sizes = VGroup(*(Number(size, 0, source=f"pixels:{name}", size=BODY).move_to([layer.get_x(), -2.72, 0])
                         for size, name, layer in zip(net.sizes, names, net.layers, strict=True)))
        equation = edge_count(net.sizes).move_to([MIDDLE[0], -3.3, 0])
        a, times, b, plus, c, times_too, d, *total = equation
        with self.say("count") as line:
            self.play(LaggedStart(*(FadeIn(size, shift=DOWN * 0.15) for size in sizes), lag_ratio=0.3), run_time=0.7)
            self.play(TransformFromCopy(sizes[0], a), TransformFromCopy(sizes[1], b), FadeIn(times),
                      net.pulse(net.edges_between(0)), run_time=1.0)
            line.wait_for("plus")
            self.play(TransformFromCopy(sizes[1], c), TransformFromCopy(sizes[2], d), FadeIn(plus, times_too),
                      net.pulse(net.edges_between(1)), run_time=1.0)
            self.play(FadeIn(*total), run_time=0.4)
        self.add(equation)
        return VGroup(sizes, equation)

    def patches(self, net: NetworkDiagram, digit: Digit, titles: VGroup, leaving: VGroup) -> NetworkDiagram:
        """Another way to connect, without numbers: each neuron reads a patch of the image. The net moves aside."""
        aside = bare_net(self.pixels, bias=False)
        for layer, model in zip(aside.layers, net.layers, strict=True):
            for neuron, old in zip(layer, model, strict=True):
                neuron.set_fill(old.circle.get_fill_color())
        level = aside.layers[0].get_y()
        grid = patch_grid(digit).move_to([-1.35, level, 0])
        name = words("convolution", LABEL).move_to([-3.35, level - 2.5, 0])
        with self.say("choice") as line:
            self.play(ReplacementTransform(net, aside), FadeOut(leaving),
                      *(title.animate.become(above(title.copy().scale(SMALL / LABEL), aside, k))
                        for k, title in enumerate(titles)),
                      digit.animate.scale_to_fit_width(3.6).move_to([-4.8, level, 0]), run_time=1.0)
            self.play(aside.focus(), FadeIn(grid), run_time=0.5)
            self.play(self.read_patches(digit, grid), run_time=max(line.until("convolution") - 0.2, 2.4))
            self.play(FadeIn(name), run_time=0.4)
        self.play(FadeOut(digit, grid, name), aside.unfocus(), run_time=0.5)
        return aside

    def read_patches(self, digit: Digit, grid: VGroup) -> UpdateFromAlphaFunc:
        """A window runs over the image; at each place one neuron of the grid takes the patch's mean brightness."""
        side = digit.frame.width * PATCH / SIDE
        window = Square(side, stroke_color=role("focus"), stroke_width=4)
        beam = Polygon(*[digit.get_center()] * 3, stroke_width=0, fill_color=role("focus"), fill_opacity=0.18)
        fills = [activation_fill(mean) for mean in patch_means(digit)]

        def show(view, alpha):
            k = min(int(alpha * len(grid)), len(grid) - 1)
            row, column = divmod(k, SIDE // PATCH)
            window.move_to(digit.frame.get_corner(UP + LEFT) + side * np.array([column + 0.5, -row - 0.5, 0]))
            beam.set_points_as_corners([window.get_corner(UP + RIGHT), grid[k].get_left(),
                                        window.get_corner(DOWN + RIGHT), window.get_corner(UP + RIGHT)])
            for neuron, fill in zip(grid[:k + 1], fills):
                neuron.set_fill(fill)
            if alpha == 1:
                view.remove(window, beam)

        return UpdateFromAlphaFunc(Group(beam, grid, window), show, rate_func=linear)

    # --- a neuron is a number ----------------------------------------------------------------------

    def come_closer(self, net: NetworkDiagram) -> None:
        """The camera goes to one neuron, until only its number is left."""
        neuron, value = net.layers[1][0], float(self.values[1][0, 0])
        exact = Number(value, 6, source="pixels:h[0,0,0]", size=0.19).move_to(neuron)
        self.camera.frame.save_state()
        with self.say("number") as line:
            line.wait_for("closer")
            self.play(self.camera.frame.animate.set_height(CLOSE).move_to(neuron), run_time=1.4)
            self.play(LightUp(neuron, value, "pixels:h[0,0,0]"), run_time=0.5)
            line.wait_for("and nothing")
            number, neuron.number = neuron.number, None
            neuron.remove(number)
            self.play(FadeOut(neuron, net.edges_between(0), net.edges_between(1)), ReplacementTransform(number, exact),
                      run_time=0.8)
        self.play(FadeOut(exact), FadeIn(neuron, net.edges_between(0), net.edges_between(1)), run_time=0.5)

    def columns(self, net: NetworkDiagram, titles: VGroup) -> None:
        """All neurons show their numbers; each layer is a column of them."""
        keys = ("inputs_of(0)", "h[0,0]", "o[0,0]")
        matrices = VGroup(*(Matrix(values, "activation", source=f"pixels:{key}", cell=CELL, text_size=BODY)
                            for values, key in zip(self.values, keys, strict=True)))
        matrices.arrange(RIGHT, buff=0.8).move_to([-3.6, net.layers[0].get_y(), 0])
        drop = titles[0].get_y() - matrices.get_bottom()[1] + 0.4
        names = VGroup(*(title.copy().set_x(matrix.get_x()).shift(DOWN * drop)
                         for title, matrix in zip(titles, matrices, strict=True)))
        with self.say("column", pause=0.8):
            self.play(self.camera.frame.animate.restore(),
                      *(net.light_up(k, values, f"pixels:{key}")
                        for k, (values, key) in enumerate(zip(self.values, keys, strict=True))), run_time=1.3)
            self.play(*(TransformFromCopy(layer, matrix.body) for layer, matrix in zip(net.layers, matrices)),
                      *(FadeIn(matrix.brackets) for matrix in matrices), TransformFromCopy(titles, names), run_time=1.2)


def scattered(sizes: tuple[int, ...]) -> list[np.ndarray]:
    """Places spread evenly over an ellipse, layer after layer from left to right, so that no neuron has far to go."""
    count = sum(sizes)
    k = np.arange(count)
    reach, turn = np.sqrt((k + 0.5) / count), k * GOLDEN
    places = np.stack([SPREAD[0] * reach * np.cos(turn), SPREAD[1] * reach * np.sin(turn), 0 * turn], axis=1)
    columns = np.split(places[places[:, 0].argsort()], np.cumsum(sizes)[:-1])
    return [place for column in columns for place in column[(-column[:, 1]).argsort()]]


def joint(source: Neuron, target: Neuron) -> Line:
    """A line between two neurons, wherever they are, behind all neurons."""
    line = Line(source.get_center(), target.get_center(), buff=source.width / 2)
    return line.set_stroke(role("quiet"), 1.5, 0.45).set_z_index(-1)


def above(title: VGroup, net: NetworkDiagram, k: int) -> VGroup:
    """A title moved above column k, all titles on one baseline."""
    top = max(layer.get_top()[1] for layer in net.layers)
    return title.set_x(net.layers[k].get_x()).shift(UP * (top + 0.28 - title[0].get_bottom()[1]))


def edge_count(sizes: tuple[int, int, int]) -> VGroup:
    """inputs · hidden + hidden · outputs = weights, with its numbers."""
    inputs, hidden, outputs = sizes

    def number(value, source):
        return Number(value, 0, source=f"pixels:{source}", size=BODY)

    equation = VGroup(
        number(inputs, "inputs"), words("·", BODY), number(hidden, "hidden"), words("+", BODY),
        number(hidden, "hidden"), words("·", BODY), number(outputs, "outputs"), words("=", BODY),
        number(inputs * hidden + hidden * outputs, "inputs*hidden+hidden*outputs"), words("weights", BODY),
    ).arrange(RIGHT, buff=0.2)
    equation[-1].shift(UP * (equation[-2].get_bottom()[1] - equation[-1][0].get_bottom()[1]))
    return equation


def patch_grid(digit: Digit) -> VGroup:
    """A neuron for each patch of the image, in the same order."""
    across = SIDE // PATCH
    return VGroup(*(Neuron(0.25) for _ in patch_means(digit))).arrange_in_grid(across, across, buff=0.17)


def patch_means(digit: Digit) -> np.ndarray:
    """The mean brightness of each patch, row by row, in 0..1: a convolution whose weights are all equal."""
    across = SIDE // PATCH
    return np.ravel(digit.pixels.reshape(across, PATCH, across, PATCH).mean(axis=(1, 3))) / 255
