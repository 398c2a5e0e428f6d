"""One-hot labels: a label is a place and not a quantity; what the outputs should say, and how near they come."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Brace, Create, Dot, FadeIn, FadeOut, Group, GrowFromCenter, GrowFromEdge,
                   LaggedStart, Rectangle, ReplacementTransform, Square, SurroundingRectangle, VGroup, smooth,
                   squish_rate_func)

from scenes.kit.close_up import CloseUp
from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.matrix import Matrix, cell_fill
from scenes.kit.moments import PlayThrough
from scenes.kit.text import Number, code
from scenes.kit.theme import TITLE, ink_on, role
from scenes.scratch.cast import ROW_LEVELS, first_rows, in_background
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import hot_class, opening_probe

PICTURE = LEFT * 4.75 + UP * 0.55     # where the image stands, its label below it
STAIR = 0.5                           # height of a bar for each 1 of a label's value
BARS = (-5.85, 5.85)                  # x of the first bar and the last one
FLOOR = -2.6                          # y on which they stand
LEVEL = -0.25                         # y of the middle of the net and its columns
SPACING = 0.58                        # from output to output, and from cell to cell beside them
CELL_TEXT = 0.34                      # the em of the numbers in the cells
OTHERS = 4                            # images that follow the first one
THUMBS, NAMES = -6.2, -5.5            # x of the table's images and labels
MAGNIFIED = 1_000_000                 # how much the sigmoid's end is enlarged at last


class OneHot(Chapter):
    """Labels of the real net's training images, and the outputs of its last logged moment."""

    def construct(self):
        places = self.not_a_quantity(self.one_label())
        net, picture, column = self.beside_the_outputs(places, self.a_place(places))
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
        digit = Digit(self.run.train_images[k], side=5.2).move_to(LEFT * 2.2 + DOWN * 0.3)
        label = self.label_of(k, 7.5 * TITLE).next_to(digit, RIGHT, buff=1.2)
        self.open(digit)
        with self.say("label") as line:
            line.wait_for("label")
            self.play(FadeIn(label, shift=LEFT * 0.3), run_time=0.6)
        return Group(digit, label)

    def label_of(self, k: int, size: float) -> Number:
        """The label of training image k."""
        return Number(int(self.run.train_labels[k]), 0, size=size, source=f"digits:train_labels[{k}]",
                      color=role("target"))

    def labelled(self, k: int) -> Group:
        """Training image k and its label."""
        digit = Digit(self.run.train_images[k], side=3.6).move_to(PICTURE)
        return Group(digit, self.label_of(k, 3.5 * TITLE).next_to(digit, DOWN, buff=0.35))

    def not_a_quantity(self, picture: Group) -> tuple[VGroup, VGroup, Group]:
        """Drawn as quantities, labels would be stairs, the image on one of them; they sink to places of equal size."""
        bars, names, thumbs = self.stairs()
        sunk = VGroup(*(Square(bar.width, stroke_color=role("quiet"), stroke_width=2, fill_color=role("panel"),
                               fill_opacity=1).move_to([bar.get_x(), LEVEL, 0]) for bar in bars))
        hot = hot_class(self.run)
        digit, label = picture
        others = [k for k in range(len(bars)) if k != hot]
        with self.say("quantity") as line:
            self.play(digit.animate.match_width(thumbs[hot]).move_to(thumbs[hot]),
                      label.animate.match_height(names[hot]).move_to(names[hot]),
                      LaggedStart(*(GrowFromEdge(bar, DOWN) for bar in bars), lag_ratio=0.08),
                      LaggedStart(*(FadeIn(thumbs[k], names[k]) for k in others), lag_ratio=0.08), run_time=1.4)
            self.remove(digit, label)
            self.add(thumbs, names)
            for k, mark in ((-1, "last"), (hot, "hot")):
                line.wait_for(mark)
                self.play(bars[k].animate.set_fill(opacity=1), names[k].animate.set_color(role("focus")), run_time=0.4)
            line.wait_for("only")
            self.play(*(ReplacementTransform(*pair) for pair in zip(bars, sunk, strict=True)),
                      *(thumb.animate.next_to(square, UP, buff=0.15)
                        for thumb, square in zip(thumbs, sunk, strict=True)),
                      *(name.animate.set_color(role("target")).next_to(square, DOWN, buff=0.2)
                        for name, square in zip(names, sunk, strict=True)),
                      run_time=1.2)
        return sunk, names, thumbs

    def stairs(self) -> tuple[VGroup, VGroup, Group]:
        """A bar as high as its label for each class, its name below, and an image of it above."""
        run, classes = self.run, self.run.meta["classes"]
        x = np.linspace(*BARS, len(classes))
        width = min((x[1] - x[0]) * 0.78, 1.0)
        bars, names, thumbs = VGroup(), VGroup(), Group()
        for k, name in enumerate(classes):
            bar = Rectangle(width=width, height=STAIR * max(name, 0.05), stroke_width=0, fill_color=role("target"),
                            fill_opacity=0.55).move_to([x[k], FLOOR, 0], aligned_edge=DOWN)
            bars.add(bar)
            names.add(Number(name, 0, size=1.3 * TITLE, source=f"digits:meta.classes[{k}]", color=role("target"))
                      .move_to([x[k], FLOOR - 0.5, 0]))
            thumbs.add(Digit(run.train_images[first_with(run, k)], side=width).next_to(bar, UP, buff=0.15))
        return bars, names, thumbs

    def a_place(self, places: tuple[VGroup, VGroup, Group]) -> VGroup:
        """The places take on their numbers."""
        squares, names, _ = places
        hot = hot_class(self.run)
        source = f"digits:(train_labels[{first_with(self.run, hot)}]==meta.classes)"
        lit = cell_fill(1, "target", 1)
        numbers = VGroup(*(Number(k == hot, 0, size=1.5 * TITLE, source=f"{source}[{k}]").move_to(square)
                           for k, square in enumerate(squares)))
        numbers[hot].set_color(ink_on(lit))
        for square, number in zip(squares, numbers, strict=True):
            holds(square, number)
        zeros = [number for k, number in enumerate(numbers) if k != hot]
        with self.say("place") as line:
            line.wait_for("place")
            self.play(squares[hot].animate.set_stroke(role("focus"), 6), names[hot].animate.set_color(role("focus")),
                      run_time=0.5)
            line.wait_for("zeros")
            self.play(LaggedStart(*(FadeIn(number, scale=0.5) for number in zeros), lag_ratio=0.06), run_time=0.7)
            line.wait_for("one")
            self.play(FadeIn(numbers[hot], scale=2), squares[hot].animate.set_fill(lit), run_time=0.6)
        return numbers

    def column(self, k: int) -> VGroup:
        """The one-hot label of training image k as a column, the classes beside it, and its name in code."""
        matrix = Matrix(one_hot(self.run, k), "target", source=f"digits:(train_labels[{k}]==meta.classes)", decimals=0,
                        cell=(0.85, SPACING), text_size=CELL_TEXT).move_to([5.05, LEVEL, 0])
        names = VGroup(*(Number(name, 0, size=CELL_TEXT, source=f"digits:meta.classes[{i}]", color=role("quiet"))
                         .next_to(matrix.cells[i][0], RIGHT, buff=0.3)
                         for i, name in enumerate(self.run.meta["classes"])))
        return VGroup(matrix, names, code("l", TITLE, role("target")).next_to(matrix, UP, buff=0.12))

    # --- the outputs -------------------------------------------------------------------------------

    def net(self, step: int, width: float, right: float) -> NetworkDiagram:
        """The real net at a logged moment, its outputs at x = right and as far apart as the cells of a column."""
        run = self.run
        net = NetworkDiagram(run.sizes, width=width, spacing=SPACING, radius=0.23, most=max(10, run.sizes[2]),
                              source="digits:sizes")
        in_background(net.set_weights(0, run.w_i_h[step]).set_weights(1, run.w_h_o[step]))
        outputs = net.layers[2]
        return net.shift([right - outputs.get_x(), LEVEL - outputs.get_y(), 0])

    def beside_the_outputs(self, places: tuple[VGroup, VGroup, Group], numbers: VGroup) -> tuple:
        """The places stand up as a column beside the outputs of the real net, a cell to each neuron."""
        squares, names, thumbs = places
        hot = hot_class(self.run)
        k = first_with(self.run, hot)
        column, picture = self.column(k), self.labelled(k)
        net = self.net(0, 5.2, right=4.0)
        outputs = net.layers[2]
        name = code("o", TITLE, role("activation")).move_to([outputs.get_x(), column[2].get_y(), 0])
        moving = [ReplacementTransform(*pair) for old, new in (
            (squares, [cell.box for cell in column[0].body]), (numbers, [cell.number for cell in column[0].body]),
            (names, column[1])) for pair in zip(old, new, strict=True)]
        with self.say("outputs") as line:
            early, late = squish_rate_func(smooth, 0, 0.3), squish_rate_func(smooth, 0.6, 1)
            self.play(*moving, *(FadeOut(thumb, rate_func=early) for i, thumb in enumerate(thumbs) if i != hot),
                      thumbs[hot].animate.match_width(picture[0]).move_to(picture[0]), FadeIn(picture[1]),
                      FadeIn(net, name, rate_func=late), run_time=1.1)
            self.remove(*thumbs)
            self.add(picture)
            self.play(FadeIn(column[0].brackets, column[2]), run_time=0.3)
            self.add(column)
            self.play(LaggedStart(*(net.ring(neuron) for neuron in outputs), lag_ratio=0.1),
                      run_time=line.until("should"))
            self.play(*(net.ring(neuron, on=False) for neuron in outputs), run_time=0.4)
            frame = SurroundingRectangle(column[0], color=role("focus"), buff=0.08, stroke_width=4)
            self.play(Create(frame), run_time=0.5)
        self.play(FadeOut(frame), run_time=0.3)
        net.add(name)
        return net, picture, column

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
        table = Matrix(np.stack([one_hot(run, k) for k in range(len(labels))]), "target", decimals=0, text_size=0.38,
                       source="digits:(train_labels[:,None]==meta.classes)", cell=(8.8 / run.sizes[2], 0.72))
        table.move_to([-0.6, ROW_LEVELS[:len(labels)].mean(), 0])
        thumbs = Group(*(Digit(pixels, side=0.62).move_to([THUMBS, level, 0])
                         for pixels, level in zip(images, ROW_LEVELS)))
        names = VGroup(*(Number(int(label), 0, size=1.1 * TITLE, source=f"digits:train_labels[{k}]", color=role("target"))
                         .move_to([NAMES, level, 0]) for k, (label, level) in enumerate(zip(labels, ROW_LEVELS))))
        last = min(OTHERS, len(labels)) - 1
        dots = VGroup(*(Dot(radius=0.045, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.07)
        dots.next_to(table, DOWN, buff=0.1)
        down, across = Brace(table, RIGHT, color=role("quiet")), Brace(table, UP, color=role("quiet"))
        sizes = VGroup(Number(run.meta["data"]["train"], 0, size=1.2 * TITLE, source="digits:meta.data.train")
                       .next_to(down, RIGHT, buff=0.15),
                       Number(run.sizes[2], 0, size=1.2 * TITLE, source="digits:meta.outputs")
                       .next_to(across, UP, buff=0.08))
        name = code("labels", TITLE, role("target")).next_to(table, UP, buff=0.6).align_to(table, LEFT)
        others = [k for k in range(len(labels)) if k != last]
        with self.say("table", pause=0.8) as line:
            self.play(FadeOut(net, picture, column[1:], column[0].brackets), FadeIn(thumbs, names),
                      *(ReplacementTransform(*pair) for pair in zip(column[0].body, table.cells[last], strict=True)),
                      run_time=1.0)
            self.play(LaggedStart(*(FadeIn(table.row(k), shift=RIGHT * 0.4) for k in others),
                                  lag_ratio=0.2), FadeIn(table.brackets, name), run_time=line.until("table"))
            self.play(GrowFromCenter(down), FadeIn(sizes[0], dots), run_time=0.5)
            line.wait_for("width")
            self.play(GrowFromCenter(across), FadeIn(sizes[1]), run_time=0.5)
        self.add(table)
        self.play(FadeOut(thumbs, names, table, dots, down, across, sizes, name), run_time=0.4)

    # --- how near they come ------------------------------------------------------------------------

    def close_to_labels(self) -> tuple[Matrix, VGroup]:
        """A test image goes through the finished net; its outputs stand beside its label."""
        run, probe = self.run, opening_probe(self.run)
        digit = Digit(run.probe_images[probe], side=3.2).move_to([-5.0, LEVEL, 0])
        net = self.net(-1, 3.2, right=0.95)
        o, l, names = self.outputs_and_label(probe)
        hot = int(run.label_of(probe).argmax())
        with self.say("near") as line:
            self.play(FadeIn(digit, net), run_time=0.5)
            self.play(net.pulse(net.edges_between(0)), net.glow(0, run.probe_images[probe] / 255),
                      net.glow(1, run.h[-1, probe]), run_time=0.6)
            self.play(net.pulse(net.edges_between(1)), net.glow(2, run.o[-1, probe]), o.appear(0.7), FadeIn(names[0]))
            self.play(l.appear(0.7), FadeIn(names[1]))
            line.wait_for("zero")
            zeros, one = (VGroup(*(stretch(matrix, k) for matrix in (o, l) for k in rows)) for rows in
                          (around(hot, len(o.cells)), [range(hot, hot + 1)]))
            self.play(Create(zeros), run_time=0.5)
            line.wait_for("one")
            self.play(FadeOut(zeros), Create(one), run_time=0.5)
        self.play(FadeOut(one, digit, net), run_time=0.3)
        self.play(*(VGroup(*pair).animate.shift(LEFT * 7.9) for pair in zip((o, l), names)), run_time=0.7)
        return o, VGroup(l, names)

    def outputs_and_label(self, probe: int) -> tuple[Matrix, Matrix, VGroup]:
        """What the finished net says of a probe image, its one-hot label, and both names."""
        run, decimals = self.run, decimals_needed(self.run.o[-1, probe])
        width = 0.4 + CELL_TEXT * (0.64 * (decimals + 1) + 0.3)
        o = Matrix(run.o[-1, probe], "activation", source=f"digits:o[-1,{probe}]", decimals=decimals, scale=1.0,
                   cell=(width, SPACING), text_size=CELL_TEXT).move_to([2.95, LEVEL, 0])
        l = Matrix(run.label_of(probe), "target", source=f"digits:label_of({probe})", decimals=0, cell=(0.85, SPACING),
                   text_size=CELL_TEXT).move_to([5.4, LEVEL, 0])
        names = VGroup(*(code(name, TITLE, role(kind)).next_to(matrix, UP, buff=0.12)
                         for matrix, name, kind in ((o, "o", "activation"), (l, "l", "target"))))
        return o, l, names

    def never_reached(self, o: Matrix) -> CloseUp:
        """The sigmoid, and on it the outputs of that image."""
        run, probe = self.run, opening_probe(self.run)
        reach = float(np.ceil(np.abs(run.o_pre[-1, probe]).max() + 1))
        plot = CloseUp(run.o_pre[-1, probe], reach, (2.7, LEVEL, 6.9, 5.4), (0.6, LEVEL, 11.2, 6.2),
                       deepest=round(np.log10(MAGNIFIED)))
        with self.say("never") as line:
            self.play(FadeIn(plot.axes, plot.one, plot.levels, plot.lines), run_time=0.5)
            self.play(Create(plot.curve), run_time=line.until("sigmoid") + 0.3)
            self.play(LaggedStart(*(FadeIn(dot, target_position=cell, scale=2) for dot, cell in
                                    zip(plot.dots, o.body, strict=True)), lag_ratio=0.1), run_time=max(line.left, 1.2))
        self.add(plot)
        return plot

    def come_closer(self, columns: VGroup, plot: CloseUp) -> None:
        """The look moves in on the curve's upper end; a gap is left at every magnification."""
        factor = Number(1, 0, size=2 * TITLE, source="constant:MAGNIFIED", widest=MAGNIFIED, unit="×",
                        color=role("focus")).move_to([3.4, -1.9, 0])

        def show(power: float):
            plot.show(power, min(2 * power, 1))
            factor.set_value(10 ** power)
        with self.say("gap", pause=1.0) as line:
            self.play(FadeOut(columns), FadeIn(factor), run_time=0.3)
            self.play(PlayThrough([plot, factor], show, 0, float(np.log10(MAGNIFIED)), rate_func=smooth),
                      run_time=max(line.left + 0.3, 3.6))


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


def around(k: int, count: int) -> list[range]:
    """The stretches of range(count) before and after k that are not empty."""
    return [rows for rows in (range(k), range(k + 1, count)) if rows]


def stretch(matrix: Matrix, rows: range) -> SurroundingRectangle:
    """A frame around some adjoining rows."""
    return SurroundingRectangle(*(matrix.row(i) for i in rows), color=role("focus"), buff=0.03, stroke_width=4)
