"""Two loops: passes over all images, and one image at a time; how each becomes a column, and what happens if not."""

from textwrap import wrap

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, Create, Cross, Dot, FadeIn, FadeOut, Group, LaggedStart, Line,
                   ReplacementTransform, VGroup, smooth)
from manim.utils.rate_functions import ease_in_cubic

from network.program import Program
from scenes.kit.declare import excuse, holds, whole_picture
from scenes.kit.digit import Digit
from scenes.kit.heat import HeatMatrix
from scenes.kit.listing import PITCH, Listing, excerpt
from scenes.kit.long_array import LongArray, stand_up, stretches
from scenes.kit.loop_arrow import LoopArrow
from scenes.kit.moments import PlayThrough
from scenes.kit.pass_wall import PassWall
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.flat_image import failure, flat_sums

FIRST = 1                       # epochs and images are counted from 1
START = 0                       # nothing is counted yet
RIGHT_SIDE = 4.05               # x of the middle of what stands beside the listing
FIELD = (5.1, 6.4)              # width and height of the wall of images there
ROWS = (-1.2, -2.1, -3.0)       # y of the counters under the listing
COUNTED = (-6.4, 0.3)           # x of their left and right ends
WHOLE_HIGH = 6.7                # height of all lines of both loops
FOLDED, FEW, PRODUCT = 0.29, 0.33, 0.38     # the em of the listing with its folded lines, and of a few lines of it
LEFT_EDGE, TOP = -6.6, 2.95     # x and y where they begin
CELL, FLAT_CELL = (0.95, 0.45), (0.93, 0.66)      # of an image
LABEL_CELL, FLAT_LABEL_CELL = (0.7, 0.45), (0.8, 0.62)
SHAPE = 0.68                    # the em of the shapes of image and label
SHAPES = (-0.3, -1.6)           # their y
SQUARE = 4.4                    # side of the square
SQUARE_PLACE = np.array([4.1, -0.1, 0])
WEIGHTS = (4.4, 3.0)            # width and height of the picture of all first weights


class Loops(Chapter):
    """The loops of the listing, and the first image of the real net's run."""

    def construct(self):
        listing, outer, inner, wall, counters = self.outer_loop(*self.two_loops())
        self.inner_loop(wall, counters, inner)
        self.all_updates(wall, counters, outer, inner)
        lines = self.few_lines(listing, Group(wall, counters, outer, inner))
        image = self.image_becomes_column(lines)
        label = self.label_becomes_column(lines, image)
        parts = self.without_reshape(lines, Group(*image, *label))
        square = self.square_appears(parts)
        self.fails_later(square)
        self.close()

    @property
    def run(self):
        return self.digits

    @property
    def program(self) -> Program:
        return Program(self.run.meta["source"])

    # --- the loops ---------------------------------------------------------------------------------

    def two_loops(self) -> tuple[Listing, LoopArrow, LoopArrow]:
        """Both loops in the program, with their ways back."""
        program = self.program
        outer, inner = program.loop("epoch"), program.loop("img")
        listing = whole_picture(Listing(excerpt(program.source, outer), WHOLE_HIGH / len(outer) / PITCH,
                                        first=outer.start))
        listing.move_to(0.4 * LEFT)
        arrows = LoopArrow(listing, outer, 1.1), LoopArrow(listing, inner, 0.55)
        bars = listing.bar(outer.start), listing.bar(inner.start)
        self.open(listing)
        with self.say("two") as line:
            self.play(Create(arrows[0].way), FadeIn(bars[0]), run_time=max(line.until("inside"), 0.6))
            self.play(FadeIn(arrows[0].tip), Create(arrows[1].way), FadeIn(bars[1]), run_time=0.7)
            self.play(FadeIn(arrows[1].tip), run_time=0.3)
        self.play(FadeOut(*bars), run_time=0.3)
        return listing, *arrows

    def fold(self, listing: Listing, arrows: tuple[LoopArrow, LoopArrow]) -> tuple:
        """Lines that are not spoken of here fold to dots, one for each loop; the others grow."""
        program = self.program
        outer, inner = program.loop("epoch"), program.loop("img")
        kept = range(outer.start, program.lines("l")[-1] + 1)
        text = excerpt(program.source, outer).splitlines()[:len(kept)]
        folded = Listing("\n".join([*text, 8 * " " + "...", 4 * " " + "..."]), FOLDED, first=kept.start)
        folded.move_to([LEFT_EDGE, TOP, 0], aligned_edge=UP + LEFT)
        new = (LoopArrow(folded, range(kept.start, kept.stop + 2), 0.6),
               LoopArrow(folded, range(inner.start, kept.stop + 1), 0.3))
        others = VGroup(*(line for number, line in enumerate(listing.lines, listing.first) if number not in kept))
        ends = [folded.line(number) for number in (kept.stop, kept.stop + 1)]
        self.play(FadeOut(others), *(FadeIn(end) for end in ends), ReplacementTransform(listing.panel, folded.panel),
                  *(ReplacementTransform(listing.line(k), folded.line(k)) for k in kept),
                  *(ReplacementTransform(old[k], arrow[k]) for old, arrow in zip(arrows, new) for k in (0, 1)),
                  FadeIn(*(arrow.dot for arrow in new)), run_time=0.9)
        self.remove(*self.mobjects[1:])
        self.add(folded, *new)
        return folded, *new

    def outer_loop(self, listing: Listing, *arrows: LoopArrow) -> tuple:
        """One pass over the wall of all images."""
        run = self.run
        train = run.meta["data"]["train"]
        wall = PassWall(run.mosaic, *FIELD).move_to([RIGHT_SIDE, 0, 0])
        counters = self.counters()
        with self.say("outer") as line:
            listing, outer, inner = self.fold(listing, arrows)

            def show(seen: float):
                wall.show(seen)
                outer.show(seen / train)
                counters[1][1].set_value(round(seen))
            self.play(outer.animate.emphasise(), FadeIn(wall, counters[:2]), run_time=0.5)
            line.wait_for("epoch")
            self.play(PlayThrough([wall, counters[:2], outer], show, 0, train), run_time=max(line.left, 1.5))
            counters[1][1].source = "digits:meta.data.train"
        return listing, outer, inner, wall, counters

    def counters(self) -> VGroup:
        """Epoch, image, and updates."""
        run, (left, right) = self.run, COUNTED
        given = (("epoch", FIRST, run.meta["epochs"], "constant:FIRST"),
                 ("image", START, run.meta["data"]["train"], "constant:START"),
                 ("updates", START, int(run.updates[-1]), "constant:START"))
        rows = VGroup()
        for (name, value, last, source), y in zip(given, ROWS, strict=True):
            number = Number(value, 0, size=1.7 * TITLE, widest=last, source=source)
            label = words(self.screen(name), 1.2 * TITLE, role("quiet")).move_to([left, y, 0], aligned_edge=LEFT)
            rows.add(VGroup(label, number.move_to([right, y, 0], aligned_edge=RIGHT)))
        return rows

    def inner_loop(self, wall: PassWall, counters: VGroup, inner: LoopArrow) -> None:
        """Image after image with its label, a turn of the loop for each; slowly at first."""
        run, image = self.run, counters[1][1]
        digit = Digit(run.train_images[0], side=4.4).move_to([RIGHT_SIDE, 0.95, 0])
        label = Number(int(run.train_labels[0]), 0, size=3.5 * TITLE, source="digits:train_labels[0]",
                       color=role("target")).next_to(digit, DOWN, buff=0.4)
        seen = len(run.train_images) - 1

        def show(turns: float):
            k = int(turns)
            digit.show(run.train_images[k])
            label.set_value(int(run.train_labels[k]))
            image.set_value(k + 1)
            inner.show(turns)
        with self.say("inner", pause=0) as line:
            image.set_value(FIRST).source = "constant:FIRST"
            self.play(FadeOut(wall), FadeIn(digit), run_time=0.5)
            self.play(FadeIn(label), inner.animate.emphasise(), run_time=0.5)
            self.play(PlayThrough([inner], inner.show, 0, 1, rate_func=smooth), run_time=line.until("next"))
            self.play(PlayThrough([digit, label, image, inner], show, 1, seen, rate_func=ease_in_cubic),
                      run_time=line.left + 1.0)
            label.source, image.source = f"digits:train_labels[{seen}]", "digits:len(train_images)"
        wall.show(len(run.train_images))
        self.play(FadeOut(label), run_time=0.2)
        self.play(digit.animate.scale(0.02).move_to(wall.place(seen)), FadeIn(wall), run_time=0.5)
        self.remove(digit)

    def all_updates(self, wall: PassWall, counters: VGroup, outer: LoopArrow, inner: LoopArrow) -> None:
        """All passes over all images, counted."""
        run = self.run
        train, total = run.meta["data"]["train"], int(run.updates[-1])
        epoch, image, updates = (row[1] for row in counters)

        def show(done: float):
            done = round(done)
            passed = max(done - 1, 0) // train
            epoch.set_value(passed + 1)
            image.set_value(done - passed * train)
            updates.set_value(done)
            wall.show(done - passed * train)
            outer.show(done / train)
            inner.show(done / 7)
        updates.set_value(len(run.train_images)).source = "digits:len(train_images)"
        with self.say("updates", pause=0.8) as line:
            self.play(FadeIn(counters[2]), run_time=0.3)
            self.play(PlayThrough([wall, counters, outer, inner], show, len(run.train_images), total),
                      run_time=max(line.left - 0.3, 2.4))
            for number, key in ((epoch, "meta.epochs"), (image, "meta.data.train"), (updates, "updates[-1]")):
                number.source = f"digits:{key}"
            self.play(updates.animate.set_color(role("focus")), run_time=0.4)

    def few_lines(self, listing: Listing, leaving: Group) -> Listing:
        """Of the loops only the head of the inner one and its first two lines stay."""
        program = self.program
        numbers = range(program.loop("img").start, program.lines("l")[-1] + 1)
        lines = Listing(excerpt(program.source, numbers), FEW, first=numbers.start)
        lines.move_to([LEFT_EDGE, TOP, 0], aligned_edge=UP + LEFT)
        others = [line for k, line in enumerate(listing.lines, listing.first) if k not in numbers]
        self.play(FadeOut(leaving, *others), run_time=0.4)
        self.play(ReplacementTransform(listing.panel, lines.panel),
                  *(ReplacementTransform(listing.line(k), lines.line(k)) for k in numbers), run_time=0.7)
        self.remove(*self.mobjects[1:])
        self.add(lines)
        return lines

    # --- columns -----------------------------------------------------------------------------------

    def image_becomes_column(self, lines: Listing) -> tuple[LongArray, VGroup, Digit]:
        """The first image as a flat list of grey values, and as a column."""
        run, number = self.run, self.program.lines("img")[-1]
        digit = Digit(run.train_images[0], side=2.8).move_to([2.5, 1.3, 0])
        flat, column = self.long_image(True).move_to(DOWN * 1.7), self.long_image(False).move_to([5.8, -0.2, 0])
        shapes = shape_step(run.sizes[0], "digits:train_images[0].shape", "digits:inputs_of(0).shape")
        shapes.move_to([LEFT_EDGE, SHAPES[0], 0], aligned_edge=LEFT)
        with self.say("flat") as line:
            self.play(FadeIn(digit), lines.light(lines.first), run_time=0.5)
            self.play(LaggedStart(*(FadeIn(cell, target_position=digit.point(i), scale=0.3)
                                    for i, cell in zip(flat.indices, flat.cells, strict=True)), lag_ratio=0.1),
                      FadeIn(flat.dots, shapes[0]), run_time=line.until("reshape"))
            self.play(lines.light(number), run_time=0.3)
            self.play(*stand_up(flat, column), run_time=1.2)
            self.play(FadeIn(column.brackets, shapes[1:]), run_time=0.4)
        self.add(column)
        return column, shapes, digit

    def long_image(self, flat: bool) -> LongArray:
        """The first image as a flat list, or as a column."""
        pixels = self.run.train_images[0]
        return LongArray(pixels / 255, stretches(pixels), "activation", source="digits:train_images[0]/255", flat=flat,
                         cell=FLAT_CELL if flat else CELL, text_size=0.32)

    def long_label(self, flat: bool) -> LongArray:
        """The first one-hot label as a flat list, or as a column."""
        values = (np.array(self.run.meta["classes"]) == self.run.train_labels[0]).astype(float)
        return LongArray(values, [range(len(values))], "target", flat=flat, decimals=0, text_size=0.32,
                         cell=FLAT_LABEL_CELL if flat else LABEL_CELL,
                         source="digits:(train_labels[0]==meta.classes)")

    def label_becomes_column(self, lines: Listing, image: tuple) -> tuple[LongArray, VGroup, VGroup, Number]:
        """The same for its one-hot label."""
        run, number = self.run, self.program.lines("l")[-1]
        flat = self.long_label(True).move_to([LEFT_EDGE, -2.45, 0], aligned_edge=LEFT)
        column = self.long_label(False).move_to([4.55, image[0].get_y(), 0])
        shapes = shape_step(run.sizes[2], "digits:b_h_o[0,:,0].shape", "digits:label_of(0).shape")
        shapes.move_to([LEFT_EDGE, SHAPES[1], 0], aligned_edge=LEFT)
        names = VGroup(code("img", FEW, role("activation")).next_to(image[0], UP, buff=0.1),
                       code("l", FEW, role("target")).next_to(column, UP, buff=0.1))
        label = Number(int(run.train_labels[0]), 0, size=3 * TITLE, source="digits:train_labels[0]",
                       color=role("target")).next_to(image[2], DOWN, buff=0.3)
        with self.say("label", pause=0.5):
            self.play(lines.light(number), FadeIn(label, shift=DOWN * 0.2), run_time=0.4)
            self.play(FadeIn(flat, shapes[0], shift=LEFT * 0.4), run_time=0.5)
            self.play(*stand_up(flat, column, 0.6 * PI), run_time=1.0)
            self.play(FadeIn(column.brackets, names, shapes[1:]), run_time=0.4)
        self.add(column)
        return column, shapes, names, label

    # --- without them ------------------------------------------------------------------------------

    def without_reshape(self, lines: Listing, leaving: Group) -> Group:
        """Both lines struck out: the first product still works, and gives a flat result."""
        run, program = self.run, self.program
        number, strokes = program.lines("h_pre"), self.strike_out(lines.lines[1:])
        product = Listing(excerpt(program.source, number), PRODUCT, first=number[0])
        product.move_to(lines.get_corner(DOWN + LEFT) + 0.3 * DOWN, aligned_edge=UP + LEFT)
        shapes = VGroup(*(code(text, 0.43, role("quiet"), source) for text, source in self.product_shapes()))
        shapes[:5].arrange(RIGHT, buff=0.2).next_to(product, DOWN, buff=0.3).align_to(product, LEFT)
        shapes[5:].arrange(RIGHT, buff=0.2).next_to(shapes[:5], DOWN, buff=0.22).align_to(product, LEFT)
        column, shapes_before, digit, *others = leaving
        image = self.long_image(True).move_to(DOWN * 2.4)
        shape = code(f"({run.sizes[0]},)", 0.4, source="digits:train_images[0].shape").next_to(image, DOWN, buff=0.2)
        with self.say("forget") as line:
            self.play(lines.light(), FadeOut(shapes_before, *others, column.brackets),
                      LaggedStart(*map(Create, strokes), lag_ratio=0.4), run_time=0.6)
            self.play(*stand_up(column, image, -PI / 2), FadeIn(shape), run_time=1.0)
            line.wait_for("product")
            weights, row = self.weights_picture(), self.signed_picture(flat_sums(self.run)[0], "row")
            row.add(code("w_i_h @ img", FEW, role("activation")).next_to(row, UP, buff=0.15))
            self.play(FadeOut(digit), FadeIn(product, weights, shapes[:3]), run_time=0.4)
            self.multiply(weights, row, shapes[3:5], max(line.left, 1.5))
        return Group(Group(image, shape, weights), shapes, row, product)

    def strike_out(self, lines: list[VGroup]) -> VGroup:
        """A stroke through each of the lines."""
        strokes = VGroup()
        for line in lines:
            strokes.add(Line(line.get_left() + 0.1 * LEFT, line.get_right() + 0.1 * RIGHT,
                             stroke_color=role("error"), stroke_width=5))
            holds(strokes[-1], line)
            excuse(line, "contrast", "it is struck out, and was read before")
        return strokes

    def weights_picture(self) -> HeatMatrix:
        """All weights of the first layer, a row for each hidden neuron, and their name."""
        picture = HeatMatrix(self.run.w_i_h[0], "weight", *WEIGHTS).move_to(SQUARE_PLACE + 0.3 * UP)
        return picture.add(code("w_i_h", FEW, role("positive")).next_to(picture, LEFT, buff=0.15))

    def multiply(self, weights: HeatMatrix, row: HeatMatrix, shapes: VGroup, run_time: float) -> None:
        """Row after row of the weights becomes one entry of the flat result."""
        pixels, box = row.image.pixel_array, weights.box_row(0)

        def show(done: float):
            pixels[..., 3] = 0
            pixels[:, :round(done), 3] = 255
            box.move_to(weights.box_row(max(round(done), 1) - 1))
        show(0)
        self.add(row.image)
        self.play(FadeIn(row[1:], box, shapes), run_time=0.3)
        self.play(PlayThrough([row.image, box], show, 0, weights.rows), run_time=run_time)
        self.play(FadeOut(box), run_time=0.2)

    def product_shapes(self) -> list[tuple[str, str]]:
        """The shapes in w_i_h @ img + b_i_h with a flat img, and the keys that give them."""
        inputs, hidden, _ = self.run.sizes
        flat, column = "digits:b_i_h[0,:,0].shape", "digits:b_i_h[0].shape"
        arrow = "\N{RIGHTWARDS ARROW}"
        return [(f"({hidden}, {inputs})", "digits:w_i_h[0].shape"), ("@", ""),
                (f"({inputs},)", "digits:train_images[0].shape"), (arrow, ""), (f"({hidden},)", flat),
                (f"({hidden},)", flat), ("+", ""), (f"({hidden}, 1)", column), (arrow, ""),
                (f"({hidden}, {hidden})", "digits:(b_i_h[0,:,0]+b_i_h[0]).shape")]

    def signed_picture(self, values: np.ndarray, where: str) -> HeatMatrix:
        """Values as a picture with a thin frame: the square, the row above it, or the column on its left."""
        step = SQUARE / self.run.sizes[1]
        size = {"row": (SQUARE, step), "column": (step, SQUARE), "square": (SQUARE, SQUARE)}[where]
        place = {"row": UP * (SQUARE / 2 + step), "column": LEFT * (SQUARE / 2 + step), "square": 0 * UP}[where]
        picture = HeatMatrix(values.reshape(1, -1) if where == "row" else values, "weight", *size)
        picture.frame.set_stroke(role("quiet"), 1.5)
        return picture.remove(picture.brackets).move_to(SQUARE_PLACE + place)

    def square_appears(self, parts: Group) -> Group:
        """The bias column; then row after row of the square."""
        image, shapes, row, product_line = parts
        product, bias, total = flat_sums(self.run)
        column, square = self.signed_picture(bias, "column"), self.signed_picture(total, "square")
        column.add(code("b_i_h", FEW, role("positive")).next_to(column, LEFT, buff=0.15))
        pixels = square[0].pixel_array

        def show(rows: float):
            pixels[..., 3] = 0
            pixels[:round(rows), :, 3] = 255
        show(0)
        with self.say("square") as line:
            line.wait_for("bias")
            self.play(FadeOut(image), product_line.term(product_line.first, "b_i_h").animate.set_color(role("focus")),
                      FadeIn(column, shapes[5:8]), run_time=0.5)
            line.wait_for("added")
            self.add(square[0])
            self.play(FadeIn(square[1], shapes[8:]), PlayThrough([square[0]], show, 0, len(pixels)),
                      run_time=max(line.left, 1.2))
        return Group(row, column, square)

    def fails_later(self, square: Group) -> None:
        """How many sums there should be and are; the square crossed out; the line that fails, and with what."""
        run = self.run
        text, message = failure(run)
        there = in_line(Number(run.sizes[1], 0, size=2 * TITLE, source="digits:meta.hidden"),
                        words("\N{RIGHTWARDS ARROW}", 1.5 * TITLE, role("quiet")),
                        Number(run.sizes[1] ** 2, 0, size=2 * TITLE, source="digits:meta.hidden*meta.hidden",
                               color=role("error")))
        there.next_to(square[2], DOWN, buff=0.3)
        cross = Cross(square[2], stroke_color=role("error"), stroke_width=8)
        failing = Listing(text, FEW)
        failing.move_to([LEFT_EDGE, -2.2, 0], aligned_edge=LEFT)
        dots = VGroup(*(Dot(radius=0.035, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.06)
        dots.next_to(failing, UP, buff=0.08).align_to(failing[0].get_left() + 0.4 * RIGHT, LEFT)
        error = VGroup(*(code(part, 0.31, role("error")) for part in wrap(message, 34)))
        error.arrange(DOWN, buff=0.14, aligned_edge=LEFT).next_to(failing, DOWN, buff=0.15).align_to(failing, LEFT)
        with self.say("wrong", pause=1.0) as line:
            self.play(FadeIn(there[0]), run_time=0.3)
            line.wait_for("become")
            self.play(FadeIn(there[1:]), Create(cross), run_time=0.7)
            line.wait_for("later")
            self.play(FadeIn(dots, failing, error, shift=UP * 0.2), run_time=0.5)


def shape_step(size: int, flat: str, column: str) -> VGroup:
    """(n,) -> (n, 1), with the keys of the two shapes."""
    return VGroup(code(f"({size},)", SHAPE, source=flat), code("\N{RIGHTWARDS ARROW}", SHAPE, role("quiet")),
                  code(f"({size}, 1)", SHAPE, role("focus"), source=column)).arrange(RIGHT, buff=0.25)
