"""One-hot labels: a label is a place and not a quantity; what the outputs should say, and how near they come."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Brace, Create, Dot, FadeIn, FadeOut, Group, GrowFromEdge,
                   LaggedStart, Rectangle, ReplacementTransform, Square, TransformFromCopy, VGroup)

from scenes.film.cast import ROW_LEVELS, first_rows, in_background
from scenes.film.chapter import Chapter
from scenes.film.facts import hot_class, opening_probe
from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.matrix import Matrix
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, code
from scenes.kit.theme import BODY, LABEL, SMALL, TITLE, role

PICTURE = LEFT * 4.95 + UP * 0.45     # where the image stands, its label below it
STAIR = 0.38                          # height of a bar for each 1 of a label's value
BARS = (-2.3, 6.2)                    # x of the first bar and the last one
FLOOR = -2.4                          # y on which they stand
LEVEL = -0.25                         # y of the middle of the net and its columns
SPACING = 0.56                        # from output to output, and from cell to cell beside them
OTHERS = 4                            # images that follow the first one
THUMBS, NAMES = -6.35, -5.65          # x of the table's images and labels
LAST_GAP = 0.05                       # of a magnified plot's height: how far the curve is from 1 at its right end
PLOT = (3.5, 4.3)                     # width and height of a plot of the sigmoid
MAGNIFIED = 100                       # how much larger each plot of the sigmoid's end is than the one before


class OneHot(Chapter):
    """Labels of the real net's training images, and the outputs of its last logged moment."""

    def construct(self):
        picture = self.one_label()
        places = self.not_a_quantity()
        column = self.a_place(places)
        net = self.beside_the_outputs(column)
        picture, column = self.other_images(picture, column)
        self.all_labels(net, picture, column)
        o, label = self.close_to_labels()
        plot = self.never_reached(o)
        self.come_closer(VGroup(o, label), plot)
        self.close()

    @property
    def run(self):
        return self.digits

    # --- one label ---------------------------------------------------------------------------------

    def one_label(self) -> Group:
        """A training image and its label."""
        k = first_with(self.run, hot_class(self.run))
        picture = self.labelled(k)
        picture.scale(1.35).move_to(DOWN * 0.2)
        self.open(picture[0])
        with self.say("label") as line:
            line.wait_for("label")
            self.play(FadeIn(picture[1], shift=DOWN * 0.2), run_time=0.6)
        self.play(picture.animate.match_width(self.labelled(k)).move_to(self.labelled(k)), run_time=0.7)
        return picture

    def labelled(self, k: int) -> Group:
        """Training image k and its label."""
        digit = Digit(self.run.train_images[k], side=3.2).move_to(PICTURE)
        label = Number(int(self.run.train_labels[k]), 0, size=3 * TITLE, source=f"digits:train_labels[{k}]",
                       color=role("target")).next_to(digit, DOWN, buff=0.35)
        return Group(digit, label)

    def not_a_quantity(self) -> tuple[VGroup, VGroup, Group]:
        """Drawn as quantities, labels would be stairs; the stairs sink to places of equal size."""
        bars, names, thumbs = self.stairs()
        sunk = VGroup(*(Square(bar.width, stroke_color=role("quiet"), stroke_width=2, fill_color=role("panel"),
                               fill_opacity=1).move_to([bar.get_x(), LEVEL, 0]) for bar in bars))
        hot = hot_class(self.run)
        with self.say("quantity") as line:
            self.play(FadeIn(names, thumbs), LaggedStart(*(GrowFromEdge(bar, DOWN) for bar in bars), lag_ratio=0.08),
                      run_time=1.4)
            for k, phrase in ((-1, self.facts["last_label"]), (hot, self.facts["hot_label"])):
                line.wait_for(phrase)
                self.play(bars[k].animate.set_fill(opacity=1), names[k].animate.set_color(role("focus")), run_time=0.4)
            line.wait_for("only")
            self.play(*(ReplacementTransform(*pair) for pair in zip(bars, sunk, strict=True)),
                      *(thumb.animate.next_to(square, UP, buff=0.12)
                        for thumb, square in zip(thumbs, sunk, strict=True)),
                      *(name.animate.set_color(role("target")).next_to(square, DOWN, buff=0.2)
                        for name, square in zip(names, sunk, strict=True)),
                      run_time=1.2)
        return sunk, names, thumbs

    def stairs(self) -> tuple[VGroup, VGroup, Group]:
        """A bar as high as its label for each class, its name below, and an image of it above."""
        run, classes = self.run, self.run.meta["classes"]
        x = np.linspace(*BARS, len(classes))
        width = min((x[1] - x[0]) * 0.8, 0.78)
        bars, names, thumbs = VGroup(), VGroup(), Group()
        for k, name in enumerate(classes):
            bar = Rectangle(width=width, height=STAIR * max(name, 0.05), stroke_width=0, fill_color=role("target"),
                            fill_opacity=0.55).move_to([x[k], FLOOR, 0], aligned_edge=DOWN)
            bars.add(bar)
            names.add(Number(name, 0, size=BODY, source=f"digits:meta.classes[{k}]", color=role("target"))
                      .move_to([x[k], FLOOR - 0.4, 0]))
            thumbs.add(Digit(run.train_images[first_with(run, k)], side=width).next_to(bar, UP, buff=0.12))
        return bars, names, thumbs

    def a_place(self, places: tuple[VGroup, VGroup, Group]) -> VGroup:
        """The places take on their numbers, and stand up as a column."""
        squares, names, thumbs = places
        hot = hot_class(self.run)
        column, spots = self.column(first_with(self.run, hot)), [square.get_center() for square in squares]
        with self.say("place") as line:
            line.wait_for("place")
            self.play(squares[hot].animate.set_stroke(role("focus"), 5), names[hot].animate.set_color(role("focus")),
                      run_time=0.5)
            line.wait_for("zero")
            numbers = [cell.number.copy().set_color(role("ink")).move_to(spot) for cell, spot in
                       zip(column[0].body, spots, strict=True)]
            for square, number in zip(squares, numbers, strict=True):
                holds(square, number)
            zeros = [number for k, number in enumerate(numbers) if k != hot]
            self.play(LaggedStart(*(FadeIn(number, scale=0.5) for number in zeros), lag_ratio=0.06), run_time=0.7)
            line.wait_for(self.facts["hot_place"])
            lit = column[0].cells[hot][0].box.fill_color
            self.play(FadeIn(numbers[hot], scale=2), squares[hot].animate.set_fill(lit), run_time=0.6)
            self.play(FadeOut(thumbs), run_time=0.3)
            self.play(*(ReplacementTransform(square, cell.box) for square, cell in zip(squares, column[0].body)),
                      *(ReplacementTransform(number, cell.number) for number, cell in zip(numbers, column[0].body)),
                      *(ReplacementTransform(name, new) for name, new in zip(names, column[1], strict=True)),
                      run_time=1.0)
            self.play(FadeIn(column[0].brackets, column[2]), run_time=0.4)
        self.add(column)
        return column

    def column(self, k: int) -> VGroup:
        """The one-hot label of training image k as a column, the classes beside it, and its name in code."""
        matrix = Matrix(one_hot(self.run, k), "target", source=f"digits:(train_labels[{k}]==meta.classes)", decimals=0,
                        cell=(0.6, SPACING), text_size=LABEL).move_to([-1.2, LEVEL, 0])
        names = VGroup(*(Number(name, 0, size=SMALL, source=f"digits:meta.classes[{i}]", color=role("quiet"))
                         .next_to(matrix.cells[i][0], RIGHT, buff=0.2)
                         for i, name in enumerate(self.run.meta["classes"])))
        return VGroup(matrix, names, code("l", LABEL, role("target")).next_to(matrix, UP, buff=0.2))

    # --- the outputs -------------------------------------------------------------------------------

    def net(self, step: int, width: float) -> NetworkDiagram:
        """The real net at a logged moment, its outputs as far apart as the cells of a column."""
        run = self.run
        net = NetworkDiagram(run.sizes, width=width, spacing=SPACING, radius=0.2, most=max(10, run.sizes[2]),
                              source="digits:sizes")
        return in_background(net.set_weights(0, run.w_i_h[step]).set_weights(1, run.w_h_o[step]))

    def beside_the_outputs(self, column: VGroup) -> NetworkDiagram:
        """The real net with all its outputs; the column goes beside them, a cell to each neuron."""
        net = self.net(0, 6.2).move_to([1.9, LEVEL, 0])
        outputs = net.layers[2]
        name = code("o", LABEL, role("activation")).move_to([outputs.get_x(), column[2].get_y(), 0])
        with self.say("outputs") as line:
            self.play(column.animate.shift(RIGHT * (outputs.get_x() + 0.75 - column[0].get_x())), FadeIn(net, name),
                      run_time=1.0)
            self.play(LaggedStart(*(net.ring(neuron) for neuron in outputs), lag_ratio=0.1),
                      run_time=line.until("This"))
            self.play(*(net.ring(neuron, on=False) for neuron in outputs), run_time=0.4)
        net.add(name)
        return net

    def other_images(self, picture: Group, column: VGroup) -> tuple[Group, VGroup]:
        """Other training images: the one moves."""
        rows = range(min(OTHERS, len(self.run.train_images)))
        with self.say("several") as line:
            step = max(line.duration / len(rows), 0.8)
            for k in rows:
                old, new = column, self.column(k).move_to(column)
                follower = self.labelled(k)
                self.play(FadeIn(follower), FadeOut(picture), run_time=0.25)
                self.play(*(ReplacementTransform(*pair) for pair in zip(old[0].body, new[0].body, strict=True)),
                          run_time=0.35)
                self.remove(old)
                self.add(new)
                self.hold(step - 0.6)
                picture, column = follower, new
        return picture, column

    def all_labels(self, net: NetworkDiagram, picture: Group, column: VGroup) -> None:
        """The columns lie down as the rows of a table: one for each image."""
        run, (images, labels) = self.run, first_rows(self.run)
        table = Matrix(np.stack([one_hot(run, k) for k in range(len(labels))]), "target", decimals=0, text_size=SMALL,
                       source="digits:(train_labels[:,None]==meta.classes)", cell=(8.6 / run.sizes[2], 0.55))
        table.move_to([-0.75, ROW_LEVELS[:len(labels)].mean(), 0])
        thumbs = Group(*(Digit(pixels, side=0.42).move_to([THUMBS, level, 0])
                         for pixels, level in zip(images, ROW_LEVELS)))
        names = VGroup(*(Number(int(label), 0, size=LABEL, source=f"digits:train_labels[{k}]", color=role("target"))
                         .move_to([NAMES, level, 0]) for k, (label, level) in enumerate(zip(labels, ROW_LEVELS))))
        last = min(OTHERS, len(labels)) - 1
        dots = VGroup(*(Dot(radius=0.04, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.08)
        dots.next_to(table, DOWN, buff=0.2)
        down, across = Brace(table, RIGHT, color=role("quiet")), Brace(table, UP, color=role("quiet"))
        sizes = VGroup(Number(run.meta["data"]["train"], 0, size=BODY, source="digits:meta.data.train")
                       .next_to(down, RIGHT, buff=0.15),
                       Number(run.sizes[2], 0, size=BODY, source="digits:meta.outputs").next_to(across, UP, buff=0.1))
        name = code("labels", LABEL, role("target")).next_to(table, UP, buff=0.75).align_to(table, LEFT)
        others = [k for k in range(len(labels)) if k != last]
        with self.say("table", pause=0.8) as line:
            self.play(FadeOut(net, picture, column[1:], column[0].brackets), FadeIn(thumbs, names),
                      *(ReplacementTransform(*pair) for pair in zip(column[0].body, table.cells[last], strict=True)),
                      run_time=1.0)
            self.play(LaggedStart(*(FadeIn(table.row(k), target_position=names[k], scale=0.3) for k in others),
                                  lag_ratio=0.2), FadeIn(table.brackets, name), run_time=line.until("table"))
            self.play(Create(down), FadeIn(sizes[0], dots), run_time=0.5)
            line.wait_for("by")
            self.play(Create(across), FadeIn(sizes[1]), run_time=0.5)
        self.add(table)
        self.play(FadeOut(thumbs, names, table, dots, down, across, sizes, name), run_time=0.4)

    # --- how near they come ------------------------------------------------------------------------

    def close_to_labels(self) -> tuple[VGroup, VGroup]:
        """A test image goes through the finished net; its outputs stand beside its label."""
        run, probe = self.run, opening_probe(self.run)
        digit = Digit(run.probe_images[probe], side=3.2).move_to([PICTURE[0], LEVEL, 0])
        net = self.net(-1, 4.6).move_to([-0.2, LEVEL, 0])
        decimals = decimals_needed(run.o[-1, probe])
        o = Matrix(run.o[-1, probe], "activation", source=f"digits:o[-1,{probe}]", decimals=decimals, scale=1.0,
                   cell=(0.5 + 0.13 * decimals, SPACING), text_size=SMALL).move_to([3.65, LEVEL, 0])
        l = Matrix(run.label_of(probe), "target", source=f"digits:label_of({probe})", decimals=0, cell=(0.6, SPACING),
                   text_size=SMALL).move_to([5.5, LEVEL, 0])
        names = VGroup(*(code(name, LABEL, role(kind)).next_to(matrix, UP, buff=0.2)
                         for matrix, name, kind in ((o, "o", "activation"), (l, "l", "target"))))
        hot = int(run.label_of(probe).argmax())
        with self.say("near") as line:
            self.play(FadeIn(digit, net), run_time=0.5)
            self.play(net.pulse(net.edges_between(0)), net.glow(0, run.probe_images[probe] / 255),
                      net.glow(1, run.h[-1, probe]), run_time=0.6)
            self.play(net.pulse(net.edges_between(1)), net.glow(2, run.o[-1, probe]), o.appear(0.7), FadeIn(names[0]))
            self.play(l.appear(0.7), FadeIn(names[1]))
            line.wait_for("close to one")
            box = VGroup(o.box_row(hot), l.box_row(hot))
            self.play(Create(box), run_time=0.5)
        self.play(FadeOut(box, digit, net), VGroup(o, names[0]).animate.shift(LEFT * 8.2),
                  VGroup(l, names[1]).animate.shift(LEFT * 8.2), run_time=0.8)
        return o, VGroup(l, names)

    def never_reached(self, o: Matrix) -> VGroup:
        """The sigmoid, and on it the outputs of that image."""
        run, probe = self.run, opening_probe(self.run)
        reach = float(np.ceil(np.abs(run.o_pre[-1, probe]).max() + 1))
        plot = Plot((-reach, reach), (0, 1), *PLOT, x_ticks=(-reach, 0, reach), y_ticks=(0, 1))
        plot.shift(np.array([2.2, LEVEL, 0]) - plot[1:3].get_center())
        x = np.linspace(-reach, reach, 161)
        curve, level = plot.curve(x, sigmoid(x), "activation"), plot.level(1)
        dots = VGroup(*(plot.dot(float(total), float(value), "focus") for total, value in
                        zip(run.o_pre[-1, probe, :, 0], run.o[-1, probe, :, 0], strict=True)))
        with self.say("never") as line:
            self.play(FadeIn(plot, level), run_time=0.5)
            self.play(Create(curve), run_time=line.until("sigmoid") + 0.3)
            self.play(LaggedStart(*(FadeIn(dot, target_position=cell, scale=2) for dot, cell in
                                    zip(dots, o.body, strict=True)), lag_ratio=0.1), run_time=max(line.left, 1.2))
        return VGroup(plot, level, curve, dots)

    def come_closer(self, columns: VGroup, plot: VGroup) -> None:
        """The upper end of the curve, magnified again and again: a gap is left each time."""
        places = (-4.35, 0.15, 4.65)
        views = [plot, *(self.magnified(power) for power in (1, 2))]
        with self.say("gap"):
            self.play(FadeOut(columns), run_time=0.3)
            self.play(plot.animate.shift(RIGHT * (places[0] - plot[0][1:3].get_x())), run_time=0.6)
            for before, view, x in zip(views, views[1:], places[1:]):
                view.shift(np.array([x, LEVEL, 0]) - view[0][1:3].get_center())
                lens = magnifier(before[0], view[0])
                self.play(FadeIn(lens[0]), run_time=0.2)
                self.play(TransformFromCopy(lens[0], lens[1]), FadeIn(lens[2], view[:2]), run_time=0.5)
                self.play(Create(view[2]), FadeIn(view[3]), run_time=0.7)

    def magnified(self, power: int) -> VGroup:
        """Plot, level line at 1, curve, and the outputs of all probe images that lie in it."""
        run, part = self.run, float(MAGNIFIED) ** -power
        start, end = (float(-np.log(share)) for share in (part, part * LAST_GAP))
        low = 1 - part
        plot = Plot((start, end), (low, 1), *PLOT, x_ticks=(start, end), x_decimals=1, y_ticks=(low, 1),
                    y_decimals=2 * power)
        x = np.linspace(start, end, 81)
        sums = run.o_pre[-1, :, :, 0].ravel()
        inside = sums[(sums > start) & (sums < end) & (sigmoid(sums) > low)]
        dots = VGroup(*(plot.dot(float(total), float(sigmoid(total)), "focus") for total in inside))
        return VGroup(plot, plot.level(1), plot.curve(x, sigmoid(x), "activation"), dots)


def first_with(run, k: int) -> int:
    """The index of the first training image that has the label of class k; the first of all if none is kept."""
    return int((run.train_labels == run.meta["classes"][k]).argmax())


def one_hot(run, k: int) -> np.ndarray:
    """The one-hot label (O,) of training image k."""
    return (np.array(run.meta["classes"]) == run.train_labels[k]).astype(float)


def decimals_needed(o: np.ndarray, least: int = 4, most: int = 10) -> int:
    """How many decimals tell all outputs from 0 and from 1."""
    nearest = np.minimum(o, 1 - o.astype(float)).min()
    return int(np.clip(np.ceil(-np.log10(max(nearest, 10.0 ** -most))), least, most))


def magnifier(before: Plot, after: Plot) -> VGroup:
    """A small frame at the upper right end of one plot, the same frame around the next one, and the factor."""
    corner = before.point(before.x_range[1], before.y_range[1])
    small = Rectangle(width=0.6, height=0.2, stroke_color=role("focus"), stroke_width=3)
    large = Rectangle(width=PLOT[0], height=PLOT[1] + 0.1, stroke_color=role("focus"), stroke_width=2)
    factor = code(f"× {MAGNIFIED}", LABEL, role("focus"), source="constant:MAGNIFIED")
    return VGroup(small.move_to(corner + 0.06 * DOWN, aligned_edge=RIGHT),
                  large.move_to(after[1:3].get_center() + 0.05 * UP), factor.next_to(large, UP, buff=0.15))
