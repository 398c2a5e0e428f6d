"""Layers: neurons line up into columns, the columns are joined, and each neuron turns out to be a number."""

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, AnimationGroup, Create, FadeIn, FadeOut, Group, LaggedStart, Line,
                   Polygon, ReplacementTransform, Square, Transform, TransformFromCopy, UpdateFromAlphaFunc, VGroup,
                   linear)

from scenes.kit.diagram import LightUp, NetworkDiagram, Neuron
from scenes.kit.digit import SIDE, Digit
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import activation_fill
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.cast import first_image
from scenes.scratch.chapter import Chapter

MIDDLE = RIGHT * 1.9 + DOWN * 0.3    # where the net stands
LOOK = {"width": 6.6, "spacing": 1.12, "radius": 0.42}
BESIDE = LEFT * 4.7 + DOWN * 0.3     # the place of the image at its left
IMAGE = 3.7                          # side of the image there
GOLDEN = np.pi * (3 - 5 ** 0.5)      # turning by this angle each time, points spread evenly over a disc
SPREAD = (6.1, 3.1)                  # half width and half height of the disorder
PATCH = 7                            # pixels along a side of a patch: four patches to a row
LARGE = 5.4                          # side of the image that is read patch by patch
CLOSE = 1.3                          # height of the frame when it shows one neuron, in manim units
CELL = (1.5, LOOK["spacing"])
SUM = 0.6                            # size of the numbers that are multiplied


class Layers(Chapter):
    """The small net as neurons and lines, without weights; its values are those of the first image."""

    def construct(self):
        net = NetworkDiagram(self.pixels.sizes, **LOOK).move_to(MIDDLE)
        titles = VGroup(*(above(words(self.screen(key), TITLE, role("quiet")), net, k)
                          for k, key in enumerate(("input", "hidden", "output"))))
        self.open()
        self.scatter(net)
        digit = self.input_layer(net, titles[0])
        names = self.output_layer(net, titles[2])
        self.hidden_layers(net, titles[1])
        self.none_one_many(net, titles[1])
        self.connect(net)
        sums = self.count(net, digit)
        self.patches(net, digit, VGroup(titles, names), sums)
        self.come_closer(net)
        self.columns(net, names)
        self.close()

    @property
    def values(self) -> list[np.ndarray]:
        """What each layer holds for the first image, before any learning."""
        run = self.pixels
        return [run.inputs_of(0), run.h[0, 0], run.o[0, 0]]

    # --- neurons in columns ------------------------------------------------------------------------

    def scatter(self, net: NetworkDiagram) -> None:
        """All neurons of the net, not in order yet, and the lines between them."""
        neurons = [neuron for layer in net.layers for neuron in layer]
        for neuron, place in zip(neurons, scattered(net.sizes), strict=True):
            neuron.home = neuron.get_center()
            neuron.move_to(place)
        net.rejoin()
        net.edge_group.set_z_index(-1)
        with self.say("neurons") as line:
            self.play(LaggedStart(*(FadeIn(neuron, scale=0.5) for neuron in neurons), lag_ratio=0.15),
                      run_time=line.until("joined"))
            self.play(LaggedStart(*(Create(edge) for edge in net.edge_group), lag_ratio=0.05), run_time=1.2)

    def input_layer(self, net: NetworkDiagram, title: VGroup) -> Digit:
        """All neurons line up; the pixels of an image go into the first column."""
        digit = first_image(self.pixels, side=IMAGE).move_to(BESIDE)
        squares = VGroup(*(digit.pixel(i).set_stroke(role("focus"), 3) for i in self.pixels.pixel_index))
        neurons = [neuron for layer in net.layers for neuron in layer]
        with self.say("input") as line:
            self.play(*(neuron.animate.move_to(neuron.home) for neuron in neurons),
                      UpdateFromAlphaFunc(net.edge_group, lambda edges, alpha: net.rejoin()), run_time=1.2)
            line.wait_for("first")
            self.play(FadeIn(title, digit), *self.rings(net, 0), run_time=0.6)
            line.wait_for("holds")
            self.play(LaggedStart(*(FadeIn(square, scale=2) for square in squares), lag_ratio=0.15), run_time=0.4)
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.5).move_to(neuron) for square, neuron in
                                    zip(squares, net.layers[0], strict=True)), lag_ratio=0.15), run_time=0.9)
            self.play(net.glow(0, self.values[0]), FadeOut(squares), *self.rings(net, 0, on=False), run_time=0.5)
        return digit

    def rings(self, net: NetworkDiagram, k: int, on: bool = True) -> list:
        """The outlines of a whole layer."""
        return [net.ring(neuron, on) for neuron in net.layers[k]]

    def output_layer(self, net: NetworkDiagram, title: VGroup) -> VGroup:
        """The last column, a neuron for each class."""
        classes = self.pixels.meta["classes"]
        names = VGroup(*(words(str(name), TITLE, source=f"pixels:classes[{k}]").next_to(neuron, RIGHT, buff=0.2)
                         for k, (name, neuron) in enumerate(zip(classes, net.layers[2], strict=True))))
        with self.say("output") as line:
            line.wait_for("output")
            self.play(FadeIn(title), *self.rings(net, 2), run_time=0.5)
            line.wait_for("each")
            self.play(LaggedStart(*(FadeIn(name, shift=RIGHT * 0.2) for name in names), lag_ratio=0.4), run_time=1.2)
        self.play(*self.rings(net, 2, on=False), run_time=0.3)
        return names

    def hidden_layers(self, net: NetworkDiagram, title: VGroup) -> None:
        """The column between, which turns one into the other."""
        with self.say("hidden") as line:
            line.wait_for("hidden")
            self.play(FadeIn(title), *self.rings(net, 1), run_time=0.5)
            self.play(net.pulse(net.edges_between(0)), net.glow(1, self.values[1]), run_time=0.8)
            self.play(net.pulse(net.edges_between(1)), net.glow(2, self.values[2]), *self.rings(net, 1, on=False),
                      run_time=0.8)

    def none_one_many(self, net: NetworkDiagram, title: VGroup) -> None:
        """Nets without a hidden layer, with one, with several, between the same inputs and outputs."""
        inputs, hidden, outputs = net.sizes
        direct = NetworkDiagram((inputs, outputs), **LOOK).move_to(net)
        deep = NetworkDiagram((inputs, hidden, hidden, hidden, outputs), **LOOK).move_to(net)
        for layer in deep.layers[1:-1]:
            for neuron, model in zip(layer, net.layers[1], strict=True):
                neuron.set_fill(model.circle.get_fill_color())
        deep_edges = VGroup(*(deep.edges_between(k) for k in range(4)))
        with self.say("depth") as line:
            line.wait_for("none")
            self.play(FadeOut(net.layers[1], title, net.edge_group), FadeIn(direct.edges_between(0)), run_time=0.4)
            line.wait_for("one")
            self.play(FadeIn(net.layers[1], title, net.edge_group), FadeOut(direct.edges_between(0)), run_time=0.4)
            line.wait_for("many")
            self.play(*(TransformFromCopy(net.layers[1], layer) for layer in deep.layers[1:-1]),
                      FadeOut(net.edge_group, net.layers[1]), FadeIn(deep_edges), run_time=0.8)
            self.play(LaggedStart(*(deep.pulse(edges) for edges in deep_edges), lag_ratio=0.6),
                      run_time=max(line.left, 1.6))
        self.play(*(Transform(layer, net.layers[1]) for layer in deep.layers[1:-1]), FadeOut(deep_edges),
                  FadeIn(net.edge_group), run_time=0.7)
        self.remove(*deep.layers)
        self.add(net.layers[1], title)

    # --- connections -------------------------------------------------------------------------------

    def connect(self, net: NetworkDiagram) -> None:
        """The edges out of each neuron stand out, neuron after neuron."""
        note = words(self.screen("connected"), TITLE).move_to([MIDDLE[0], -3.3, 0])
        fans = [(net.layers[k][j], net.edges_from(k, j)) for k in (0, 1) for j in range(net.sizes[k])]
        faint, strong = role("quiet"), role("ink")

        def show(s):
            for n, (neuron, edges) in enumerate(fans):
                reached, here = np.clip(s - n, 0, 1), np.clip(1 - abs(s - n - 0.8), 0, 1)
                edges.set_stroke(faint.interpolate(strong, reached), 1.5 + 1.5 * reached + 2 * here,
                                 0.45 + 0.4 * reached)
                neuron.circle.set_stroke(faint.interpolate(role("focus"), here), 2.5 + 2.5 * here)

        with self.say("connected") as line:
            sweep = PlayThrough([net.edge_group, *net.layers], show, 0, len(fans) + 0.8)
            self.play(sweep, run_time=line.until("fully"))
            self.play(FadeIn(note, shift=UP * 0.1), run_time=0.5)
        self.play(FadeOut(note), net.edge_group.animate.set_stroke(faint, 2, 0.6), run_time=0.4)

    def count(self, net: NetworkDiagram, digit: Digit) -> VGroup:
        """Edge after edge is counted, those of one gap and then those of the other."""
        rows, rule, total = edge_count(net.sizes, self.screen("weights"))
        with self.say("count") as line:
            self.play(FadeOut(digit), run_time=0.4)
            for k, (left, times, right, equals, product) in enumerate(rows):
                if k:
                    line.wait_for("plus")
                self.play(FadeIn(left, target_position=net.layers[k], scale=0.5), FadeIn(times),
                          FadeIn(right, target_position=net.layers[k + 1], scale=0.5), run_time=0.6)
                self.play(self.tally(net, k, product), run_time=1.0)
                self.play(FadeIn(equals), run_time=0.2)
            self.play(Create(rule), *(FadeOut(row[-1].copy(), target_position=total[0]) for row in rows),
                      FadeIn(total, shift=DOWN * 0.2), run_time=0.6)
        return VGroup(rows, rule, total)

    def tally(self, net: NetworkDiagram, k: int, number: Number) -> PlayThrough:
        """The edges of one gap light one by one, and the number counts them."""
        edges = [edge for j in range(net.sizes[k]) for edge in net.edges_from(k, j)]

        def show(s):
            found = round(s)
            number.set_value(found)
            for edge in edges[:found]:
                edge.set_stroke(role("focus"), 3, 0.9)

        show(0)
        return PlayThrough([net.edge_group, number], show, 0, len(edges))

    def patches(self, net: NetworkDiagram, digit: Digit, names: VGroup, sums: VGroup) -> None:
        """Another way to connect, without numbers: each neuron reads a patch. The net leaves and returns."""
        digit.scale_to_fit_width(LARGE).move_to([-3.75, MIDDLE[1], 0])
        grid = patch_grid(digit).move_to([3.75, MIDDLE[1], 0])
        name = words(self.screen("convolution"), TITLE, role("quiet"))
        name.move_to([grid.get_x(), 2.85, 0]).shift(UP * (2.85 - name[0].get_y()))
        parts = VGroup(net.edge_group, *net.layers, names)
        with self.say("choice") as line:
            self.play(net.edge_group.animate.set_stroke(role("quiet"), 2, 0.6), run_time=0.6)
            line.wait_for("images")
            self.play(FadeOut(parts, sums), run_time=0.4)
            self.play(FadeIn(digit, grid), run_time=0.4)
            self.play(self.read_patches(digit, grid), run_time=max(line.until("convolution"), 2.4))
            self.play(FadeIn(name), run_time=0.4)
        self.play(FadeOut(grid, name), digit.animate.scale_to_fit_width(IMAGE).move_to(BESIDE), run_time=0.6)
        self.play(FadeIn(parts), run_time=0.4)

    def read_patches(self, digit: Digit, grid: VGroup) -> UpdateFromAlphaFunc:
        """A window runs over the image; at each place one neuron of the grid takes the patch's mean brightness."""
        side = digit.frame.width * PATCH / SIDE
        window = Square(side, stroke_color=role("focus"), stroke_width=5)
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
        exact = Number(value, 6, source="pixels:h[0,0,0]", size=0.22).move_to(neuron)
        name = words(self.screen("value"), 0.075, role("quiet")).next_to(exact, DOWN, buff=0.12)
        edges = net.edge_group
        self.camera.frame.save_state()
        with self.say("number") as line:
            line.wait_for("neuron")
            self.play(net.ring(neuron), run_time=0.4)
            line.wait_for("closer")
            self.play(self.camera.frame.animate.set_height(CLOSE).move_to(neuron), net.ring(neuron, on=False),
                      run_time=1.2)
            self.play(LightUp(neuron, value, "pixels:h[0,0,0]"), run_time=0.5)
            line.wait_for("value")
            number, neuron.number = neuron.number, None
            neuron.remove(number)
            self.add(number.set_z_index(1))
            self.play(FadeOut(neuron, edges), run_time=0.5)
            self.play(FadeOut(number, scale=1.4), run_time=0.2)
            self.play(FadeIn(exact, scale=0.7), FadeIn(name), run_time=0.2)
        self.play(FadeOut(exact, name), run_time=0.25)
        self.play(FadeIn(neuron.show(value, "pixels:h[0,0,0]"), edges), run_time=0.35)

    def columns(self, net: NetworkDiagram, names: VGroup) -> None:
        """All neurons show their numbers, and each layer becomes a column of them, in its place."""
        keys = ("inputs_of(0)", "h[0,0]", "o[0,0]")
        matrices = [Matrix(values, "activation", source=f"pixels:{key}", cell=CELL, text_size=0.44).move_to(layer)
                    for values, key, layer in zip(self.values, keys, net.layers, strict=True)]
        with self.say("column", pause=1.0) as line:
            self.play(self.camera.frame.animate.restore(),
                      *(net.light_up(k, values, f"pixels:{key}", run_time=1.0)
                        for k, (values, key) in enumerate(zip(self.values, keys, strict=True))), run_time=1.0)
            line.wait_for("column")
            self.play(FadeOut(net.edge_group), names.animate.set_x(6.4),
                      *(become_cells(layer, matrix) for layer, matrix in zip(net.layers, matrices)), run_time=1.0)


def become_cells(layer: VGroup, matrix: Matrix) -> AnimationGroup:
    """Each neuron of a layer turns into its cell."""
    for neuron in layer:
        neuron.circle.rotate(PI / 4)     # its outline begins where a rectangle's does, so that nothing twists
    return AnimationGroup(*(ReplacementTransform(VGroup(neuron.circle, neuron.number), VGroup(cell.box, cell.number))
                            for neuron, cell in zip(layer, matrix.body, strict=True)), FadeIn(matrix.brackets))


def scattered(sizes: tuple[int, ...]) -> list[np.ndarray]:
    """Places spread evenly over an ellipse, layer after layer from left to right, so that no neuron has far to go."""
    count = sum(sizes)
    k = np.arange(count)
    reach, turn = np.sqrt((k + 0.5) / count), k * GOLDEN
    places = np.stack([SPREAD[0] * reach * np.cos(turn), SPREAD[1] * reach * np.sin(turn), 0 * turn], axis=1)
    columns = np.split(places[places[:, 0].argsort()], np.cumsum(sizes)[:-1])
    return [place for column in columns for place in column[(-column[:, 1]).argsort()]]


def above(title: VGroup, net: NetworkDiagram, k: int) -> VGroup:
    """A title moved above column k, all titles on one baseline."""
    top = max(layer.get_top()[1] for layer in net.layers)
    return title.set_x(net.layers[k].get_x()).shift(UP * (top + 0.32 - title[1].get_bottom()[1]))


def edge_count(sizes: tuple[int, int, int], weights: str) -> tuple[VGroup, Line, VGroup]:
    """Left of the net: inputs · hidden = edges, hidden · outputs = edges, a rule, and the number of weights, named."""
    names = ("inputs", "hidden", "outputs")

    def number(value, source):
        widest = sizes[0] * sizes[1] if "*" in source else None
        return Number(value, 0, source=f"pixels:{source}", size=SUM, widest=widest)

    rows = VGroup(*(in_line(number(sizes[k], names[k]), words("·", SUM), number(sizes[k + 1], names[k + 1]),
                            words("=", SUM), number(sizes[k] * sizes[k + 1], f"{names[k]}*{names[k + 1]}"), buff=0.25)
                    for k in (0, 1)))
    every = sizes[1] * (sizes[0] + sizes[2])
    total = in_line(Number(every, 0, source="pixels:inputs*hidden+hidden*outputs", size=0.9), words(weights, SUM))
    for row, y in zip((*rows, total), (1.3, 0.3, -1.5)):
        row.move_to([BESIDE[0], y, 0])
    rule = Line(rows.get_left(), rows.get_right(), stroke_color=role("quiet"), stroke_width=3).set_y(-0.45)
    return rows, rule, total


def patch_grid(digit: Digit) -> VGroup:
    """A neuron for each patch of the image, in the same order, a row of them beside each row of patches."""
    across = SIDE // PATCH
    pitch = digit.frame.width / across
    neurons = VGroup(*(Neuron(0.39 * pitch) for _ in patch_means(digit)))
    return neurons.arrange_in_grid(across, across, buff=0.22 * pitch)


def patch_means(digit: Digit) -> np.ndarray:
    """The mean brightness of each patch, row by row, in 0..1: a convolution whose weights are all equal."""
    across = SIDE // PATCH
    return np.ravel(digit.pixels.reshape(across, PATCH, across, PATCH).mean(axis=(1, 3))) / 255
