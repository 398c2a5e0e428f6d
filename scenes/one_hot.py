"""One-hot labels: a label is a place and not a quantity."""

import numpy as np
from manim import (DOWN, PI, RIGHT, UP, Create, FadeIn, FadeOut, Group, GrowFromEdge,
                   LaggedStart, Rectangle, ReplacementTransform, Square, SurroundingRectangle, VGroup, smooth,
                   squish_rate_func, there_and_back)

from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.matrix import Matrix, cell_fill
from scenes.kit.text import Number, code
from scenes.kit.theme import TITLE, ink_on, role
from scenes.scratch.cast import badge, first_with, hot_image, in_background, labelled, real_net, single
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import hot_class

STAIR, HIGH = 0.46, 4.2               # height of a bar for each 1 of a label's value; of the highest bar at most
BARS = (-5.85, 5.85)                  # x of the first bar and the last one
FLOOR = -2.6                          # y on which they stand
PLACES, ABOVE = -1.9, (3.9, 0.85, 4.6)     # y of the places, side and y of the image above its place, and its x at most
LEVEL = -0.45                         # y of the middle of the net and its columns
SPACING, HIGHEST = 0.54, 5.6          # from output to output, and from cell to cell beside them; of all of them together
CELL_TEXT = 0.34                      # the em of the numbers in the cells
OTHERS = 3                            # images that follow the first one


class OneHot(Chapter):
    """Labels of the real net's training images, as load_mnist() brings them."""

    def construct(self):
        places = self.not_a_quantity(self.one_label())
        net, picture, column = self.beside_the_outputs(places, self.a_place(places))
        self.close(*self.other_images(picture, column))

    @property
    def run(self):
        return self.digits

    @property
    def spacing(self) -> float:
        """From output to output; less where there are more than ten."""
        return min(SPACING, HIGHEST / self.run.sizes[2])

    # --- one label ---------------------------------------------------------------------------------

    def one_label(self) -> Group:
        """A training image and its label, which are there from the chapter before."""
        digit, label = single(self.run, hot_image(self.run))
        self.add(digit, label)
        self.open()
        with self.say("label", pause=0.4) as line:
            self.play(digit.animate(rate_func=there_and_back).scale(1.04), run_time=max(line.until("label") - 0.2, 0.4))
            self.play(label.animate(rate_func=there_and_back).scale(1.15), run_time=0.6)
            self.drift(line.left + 0.5)
        return Group(digit, label)

    def not_a_quantity(self, picture: Group) -> tuple[VGroup, VGroup, Group]:
        """Drawn as quantities, labels would be stairs, the image on one of them; they sink to places of equal size."""
        bars, names, thumbs = self.stairs()
        sunk = VGroup(*(Square(bar.width, stroke_color=role("quiet"), stroke_width=2, fill_color=role("panel"),
                               fill_opacity=1).move_to([bar.get_x(), LEVEL, 0]) for bar in bars))
        hot = hot_class(self.run)
        digit, label = picture
        others = [k for k in range(len(bars)) if k != hot]
        with self.say("quantity", pause=0.4) as line:
            self.play(digit.animate(run_time=0.7).match_width(thumbs[hot]).move_to(thumbs[hot]),
                      label.animate(run_time=0.7).match_height(names[hot]).move_to(names[hot]),
                      LaggedStart(*(GrowFromEdge(bar, DOWN) for bar in bars), lag_ratio=0.08, run_time=1.5),
                      LaggedStart(*(FadeIn(thumbs[k], names[k]) for k in others), lag_ratio=0.08, run_time=1.5))
            self.remove(digit, label)
            self.add(thumbs, names)
            for k, mark in ((-1, "last"), (hot, "hot")):
                line.wait_for(mark)
                self.play(bars[k].animate.set_fill(opacity=1), names[k].animate.set_color(role("focus")), run_time=0.4)
            self.play(*(ReplacementTransform(*pair) for pair in zip(bars, sunk, strict=True)),
                      *(thumb.animate.next_to(square, UP, buff=0.15)
                        for thumb, square in zip(thumbs, sunk, strict=True)),
                      *(name.animate.set_color(role("target")).next_to(square, DOWN, buff=0.2)
                        for name, square in zip(names, sunk, strict=True)),
                      run_time=1.2)
            self.drift(line.left + 0.2)
        return sunk, names, thumbs

    def stairs(self) -> tuple[VGroup, VGroup, Group]:
        """A bar as high as its label for each class, its name below, and an image of it above."""
        run, classes = self.run, self.run.meta["classes"]
        x = np.linspace(*BARS, len(classes))
        width, size = min((x[1] - x[0]) * 0.78, 1.0), min(1.3 * TITLE, 0.7 * (x[1] - x[0]))
        stair = min(STAIR, HIGH / max(classes))
        bars, names, thumbs = VGroup(), VGroup(), Group()
        for k, name in enumerate(classes):
            bar = Rectangle(width=width, height=stair * max(name, 0.05), stroke_width=0, fill_color=role("target"),
                            fill_opacity=0.55).move_to([x[k], FLOOR, 0], aligned_edge=DOWN)
            bars.add(bar)
            names.add(Number(name, 0, size=size, source=f"digits:meta.classes[{k}]", color=role("target"))
                      .move_to([x[k], FLOOR - 0.5, 0]))
            thumbs.add(Digit(run.train_images[first_with(run, k)], side=width).next_to(bar, UP, buff=0.15))
        return bars, names, thumbs

    def a_place(self, places: tuple[VGroup, VGroup, Group]) -> VGroup:
        """The places take on their numbers."""
        squares, names, thumbs = places
        hot = hot_class(self.run)
        down, (side, y, furthest) = DOWN * (LEVEL - PLACES), ABOVE
        source = f"digits:(train_labels[{first_with(self.run, hot)}]==meta.classes)"
        lit = cell_fill(1, "target", 1)
        size = min(1.5 * TITLE, squares[0].width)
        numbers = VGroup(*(Number(k == hot, 0, size=size, source=f"{source}[{k}]").move_to(square)
                           for k, square in enumerate(squares))).shift(down)
        numbers[hot].set_color(ink_on(lit))
        for square, number in zip(squares, numbers, strict=True):
            holds(square, number)
        zeros = [number for k, number in enumerate(numbers) if k != hot]
        with self.say("place", pause=0.4) as line:
            self.play(FadeOut(*(thumb for k, thumb in enumerate(thumbs) if k != hot)), run_time=0.3)
            self.play(squares.animate.shift(down), names.animate.shift(down),
                      thumbs[hot].animate.set(width=side).move_to([np.clip(squares[hot].get_x(), -furthest, furthest), y, 0]),
                      run_time=0.7)
            line.wait_for("place")
            self.play(squares[hot].animate.set_stroke(role("focus"), 6), names[hot].animate.set_color(role("focus")),
                      run_time=0.5)
            line.wait_for("zeros")
            self.play(LaggedStart(*(FadeIn(number, scale=0.5) for number in zeros), lag_ratio=0.06), run_time=0.7)
            line.wait_for("one")
            self.play(FadeIn(numbers[hot], scale=2), squares[hot].animate.set_fill(lit), run_time=0.6)
            self.drift(line.left + 0.5)
        return numbers

    def column(self, k: int) -> VGroup:
        """The one-hot label of training image k as a column, the classes beside it, and its name in code."""
        size = min(CELL_TEXT, 0.85 * self.spacing)
        matrix = Matrix(one_hot(self.run, k), "target", source=f"digits:(train_labels[{k}]==meta.classes)", decimals=0,
                        cell=(0.85, self.spacing), text_size=size).move_to([5.05, LEVEL, 0])
        names = VGroup(*(Number(name, 0, size=size, source=f"digits:meta.classes[{i}]", color=role("quiet"))
                         .next_to(matrix.cells[i][0], RIGHT, buff=0.3)
                         for i, name in enumerate(self.run.meta["classes"])))
        return VGroup(matrix, names, code("l", TITLE, role("target")).next_to(matrix, UP, buff=0.25))

    # --- the outputs -------------------------------------------------------------------------------

    def net(self, step: int, width: float, right: float) -> NetworkDiagram:
        """The real net at a logged moment, its outputs at x = right and as far apart as the cells of a column."""
        run = self.run
        net = real_net(run, max(10, run.sizes[2]), width=width, spacing=self.spacing, radius=min(0.23, 0.42 * self.spacing))
        in_background(net.set_weights(0, run.w_i_h[step]).set_weights(1, run.w_h_o[step]))
        outputs = net.layers[2]
        return net.shift([right - outputs.get_x(), LEVEL - outputs.get_y(), 0])

    def beside_the_outputs(self, places: tuple[VGroup, VGroup, Group], numbers: VGroup) -> tuple:
        """The places stand up as a column beside the outputs of the real net, a cell to each neuron."""
        squares, names, thumbs = places
        hot = hot_class(self.run)
        k = hot_image(self.run)
        column, picture = self.column(k), labelled(self.run, k)
        net = self.net(0, 5.2, right=4.0)
        outputs = net.layers[2]
        sign = badge(self, self.run)
        name = code("o", TITLE, role("activation")).move_to([outputs.get_x(), column[2].get_y(), 0])
        after = squish_rate_func(smooth, 0.3, 1)
        moving = [ReplacementTransform(*pair, rate_func=after, path_arc=PI / 3) for old, new in (
            (squares, [cell.box for cell in column[0].body]), (numbers, [cell.number for cell in column[0].body]),
            (names, column[1])) for pair in zip(old, new, strict=True)]
        with self.say("outputs", pause=0.4) as line:
            late = squish_rate_func(smooth, 0.8, 1)
            aside = thumbs[hot].set_z_index(1).animate(rate_func=squish_rate_func(smooth, 0, 0.45)) \
                .match_width(picture[0]).move_to(picture[0])
            self.play(*moving, aside, FadeIn(picture[1], rate_func=late), FadeIn(net, name, sign, rate_func=late), run_time=1.6)
            self.remove(*thumbs)
            self.add(picture)
            self.play(FadeIn(column[0].brackets, column[2]), run_time=0.3)
            self.add(column)
            self.play(LaggedStart(*(net.ring(neuron) for neuron in outputs), lag_ratio=0.1),
                      run_time=line.until("should"))
            self.play(*(net.ring(neuron, on=False) for neuron in outputs), run_time=0.4)
            frame = SurroundingRectangle(column[0], color=role("focus"), buff=0.08, stroke_width=4)
            self.play(Create(frame), run_time=0.5)
            self.drift(line.left + 0.6)
        self.play(FadeOut(frame), run_time=0.3)
        net.add(name, sign)
        return net, picture, column

    def other_images(self, picture: Group, column: VGroup) -> Group:
        """Other training images, the first one last: image, label and column change in one moment, and the one is in another
        place. Returns the last image with its label."""
        rows = [*range(min(OTHERS, len(self.run.train_images)))[::-1]]
        with self.say("several", pause=0.4) as line:
            step = max((line.duration + 0.8) / len(rows), 0.8)
            for k in rows:
                old, picture = picture, labelled(self.run, k)
                new = self.column(k).move_to(column)
                self.remove(old, column)
                self.add(picture, new)
                column = new
                one = column[0].body[int(one_hot(self.run, k).argmax())]
                self.play(*(part.animate(rate_func=there_and_back).scale(1.12) for part in (one, picture[1])),
                          run_time=0.4)
                self.play(picture[0].animate(rate_func=there_and_back).scale(1.03), run_time=step - 0.4)
        return picture


def one_hot(run, k: int) -> np.ndarray:
    """The one-hot label (O,) of training image k."""
    return (np.array(run.meta["classes"]) == run.train_labels[k]).astype(float)
