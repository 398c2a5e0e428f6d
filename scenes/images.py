"""Images: grey values in rows, the rows in one column; what nets take of it; labels; the table of all."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, AnimationGroup, Brace, Create, FadeIn, FadeOut, Group, GrowFromCenter,
                   LaggedStart, Line, Rectangle, TransformFromCopy, VGroup)

from scenes.kit.declare import dimmed
from scenes.kit.digit import Digit
from scenes.kit.long_array import LongArray, stretches
from scenes.kit.moments import PlayThrough
from scenes.kit.sprites import LoosePixels
from scenes.kit.text import Number, code, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.kit.unroll import greyest, grow, pixel_grid, pixel_numbers
from scenes.scratch.cast import SINGLE, badge, first_image, hot_image, in_background, large_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.image_table import LABELS, STRIPS, THUMBS, ImageRows

NEARLY_WHITE = 0.95
UNLIT = 0.3                         # opacity of pixels' numbers that are not spoken of
WINDOW = (9, 16)                    # pixels seen from close by: rows and columns
IMAGE, LEFT_PLACE = 5.2, LEFT * 3.6 + DOWN * 0.45     # side and place of the image while it is counted
FAR_LEFT = 4.5, LEFT * 4.25 + DOWN * 0.15      # and while its column stands beside it
COLUMN = (0.6, 6.2)                 # width and height of the image as one column
STRIP_X, ARRAY_X, COUNT_X = -1.0, 1.9, 4.7     # x of the column, of its numbers, and of how many there are
LABELLED = (2, 5)                   # rows and columns of labelled images
TRAIN = (1.0, 0.3, -0.4, -1.1)      # y of the table's rows to learn from
TEST = (-2.12, -2.82)               # and of those to test with
THUMB = 0.56                        # side of the image beside its row
BESIDE, PUSHED = 12.5, 4            # how far to the right what comes in begins, and how far it pushes what goes
HEAD = 2.5                          # y of what stands above the table


class Images(Chapter):
    """The first image of the small net's run, then the data set of the real net's run."""

    def construct(self):
        digit = self.come_close()
        numbers = self.count_rows(digit)
        column = self.unroll(digit, numbers)
        self.input_neurons(digit, column)
        pairs = self.labels()
        self.table(pairs)
        self.hand_over(pairs)

    # --- one image ---------------------------------------------------------------------------------

    def come_close(self) -> Digit:
        """The frame moves in until the pixels show their values, and out again."""
        digit = first_image(self.pixels, side=6.0).move_to(DOWN * 0.25)
        self.open(digit)
        frame, (rows, columns) = self.camera.frame, greyest(digit.pixels, *WINDOW)
        numbers = pixel_numbers(digit, rows, columns, "pixels:probe_images[0]/255")
        lines = pixel_grid(digit, rows, columns)
        frame.save_state()
        with self.say("close") as line:
            line.wait_for("close")
            self.play(*self.margins(False), run_time=0.2)
            self.play(frame.animate.set(width=len(columns) * digit.frame.width / len(digit.pixels)).move_to(lines), run_time=1.3)
            self.play(FadeIn(lines), run_time=0.3)
            self.play(LaggedStart(*(FadeIn(number) for number in numbers), lag_ratio=0.03), run_time=max(line.left, 1))
        with self.say("greys") as line:
            greys = digit.pixels[rows.start:rows.stop, columns.start:columns.stop].ravel() / 255
            for mark, chosen in (("zero", greys == 0), ("one", greys > NEARLY_WHITE)):
                line.wait_for(mark)
                self.play(*(dimmed(number, not on).animate.set_opacity(1 if on else UNLIT)
                            for number, on in zip(numbers, chosen, strict=True)), run_time=0.5)
        self.play(FadeOut(numbers, lines), run_time=0.25)
        self.play(frame.animate.restore(), run_time=0.7)
        self.play(*self.margins(True), run_time=0.2)
        return digit

    def count_rows(self, digit: Digit) -> VGroup:
        """Rows times columns: a frame runs over the rows, and one over the columns."""
        target = first_image(self.pixels, side=IMAGE).move_to(LEFT_PLACE)
        frame, step = target.frame, IMAGE / len(target.pixels)
        braces = VGroup(Brace(frame, RIGHT, color=role("quiet")), Brace(frame, UP, color=role("quiet")))
        sides = VGroup(*(Number(int(size), 0, size=1.5 * TITLE, source=f"pixels:image_shape[{axis}]")
                         for axis, size in enumerate(self.pixels.image_shape)))
        for number, brace, side in zip(sides, braces, (RIGHT, UP), strict=True):
            number.next_to(brace, side, buff=0.12)
        row, column = (Rectangle(width=width, height=height, stroke_color=role("focus"), stroke_width=5)
                       for width, height in ((IMAGE, step), (step, IMAGE)))
        product = self.product(sides)
        with self.say("count", pause=0.6) as line:
            self.play(digit.animate.match_width(target).move_to(target), run_time=0.5)
            self.play(GrowFromCenter(braces[0]), FadeIn(sides[0], row.align_to(frame, UP).set_x(frame.get_x())),
                      run_time=0.3)
            self.play(row.animate.align_to(frame, DOWN), run_time=line.until("columns") + 0.2)
            self.play(GrowFromCenter(braces[1]), FadeIn(sides[1], column.align_to(frame, LEFT).set_y(frame.get_y())),
                      FadeOut(row), run_time=0.3)
            self.play(column.animate.align_to(frame, RIGHT), run_time=max(line.until("product"), 0.5))
            self.play(FadeOut(column), *(TransformFromCopy(sides[k], product[2 * k]) for k in (0, 1)),
                      FadeIn(product[1], product[3:]), run_time=0.7)
        return VGroup(braces, sides, product)

    def product(self, sides: VGroup) -> VGroup:
        """rows x columns = inputs, and what they are."""
        total = Number(self.digits.meta["inputs"], 0, size=5 * TITLE, source="digits:meta.inputs")
        sign, equal = (words(symbol, 2 * TITLE, role("quiet")) for symbol in ("×", "="))
        first, second = (side.copy().scale(4 / 3) for side in sides)
        VGroup(first, sign, second, equal).arrange(RIGHT, buff=0.3).move_to([3.7, 1.15, 0])
        total.move_to([3.7, -0.45, 0])
        name = words(self.screen("numbers"), 1.5 * TITLE, role("quiet"))
        return VGroup(first, sign, second, equal, VGroup(total, name.next_to(total, DOWN, buff=0.4)))

    def unroll(self, digit: Digit, numbers: VGroup) -> Group:
        """Row after row stands up and joins the column; some stretches of it show their numbers."""
        braces, sides, product = numbers
        side, place = FAR_LEFT
        outline = Rectangle(width=COLUMN[0], height=COLUMN[1], stroke_color=role("quiet"), stroke_width=1.5)
        outline.move_to([STRIP_X, place[1], 0])
        loose = LoosePixels(digit.pixels, (*place[:2], side, side), (*outline.get_center()[:2], *COLUMN))
        count, array = product[4], self.numbers_of(digit).move_to([ARRAY_X, place[1], 0])
        brace = Brace(array, RIGHT, color=role("quiet"))
        with self.say("column", pause=0.1) as line:
            self.play(FadeOut(braces, sides, product[:4]), digit.animate.set(width=side).move_to(place),
                      count.animate.move_to([3.3, place[1], 0]), run_time=0.6)
            self.add(loose)
            self.play(PlayThrough([loose], loose.show, 0, 1), run_time=line.until("long") + 1.0)
            self.play(FadeIn(outline), count.animate.scale(0.5).move_to([COUNT_X, place[1], 0]), run_time=0.4)
            self.play(LaggedStart(*(FadeIn(cell, shift=0.3 * RIGHT) for cell in array.cells), lag_ratio=0.1),
                      FadeIn(array.dots), run_time=max(line.left - 0.2, 0.8))
            self.play(FadeIn(array.brackets, brace), run_time=0.4)
            self.drift(line.left + 0.5)
        return Group(loose, outline, array, brace, count)

    def numbers_of(self, digit: Digit) -> LongArray:
        """Some stretches of the image's column, with their numbers."""
        pixels = digit.pixels.ravel()
        return LongArray(pixels / 255, stretches(pixels), "activation", source="pixels:probe_images[0]/255",
                         cell=(1.2, 0.46), text_size=0.31)

    # --- what a net takes of it --------------------------------------------------------------------

    def input_neurons(self, digit: Digit, column: Group) -> None:
        """The real net; the pixels of the input neurons that are drawn go from the column into them."""
        loose, outline, array, brace, count = column
        net, sign = in_background(large_net(self.digits)), badge(self, self.digits)
        shown, values = net.shown[0], digit.pixels.ravel() / 255
        ways = VGroup(*(Line(on_column(outline, i, digit) + RIGHT * COLUMN[0] / 2, neuron.get_left(), stroke_width=2,
                             stroke_color=role("focus")) for i, neuron in zip(shown, net.layers[0], strict=True)))
        marks = VGroup(*(digit.mark(i) for i in shown))
        with self.say("real", pause=0.1) as line:
            self.play(FadeOut(array, brace, count), run_time=0.4)
            self.play(FadeIn(net, sign), run_time=0.6)
            line.wait_for("each")
            self.play(LaggedStart(*map(Create, marks), lag_ratio=0.2), LaggedStart(*map(Create, ways), lag_ratio=0.2),
                      run_time=0.9)
            self.play(net.glow(0, values), ways.animate.set_stroke(opacity=0.35), run_time=0.6)
            self.drift(line.left + 0.5)

    # --- many images -------------------------------------------------------------------------------

    def labels(self) -> Group:
        """A training image with its label, large; then the first ones, each with its label."""
        pairs = Group(*(self.labelled(k) for k in range(int(np.prod(LABELLED)))))
        pairs.arrange_in_grid(*LABELLED, buff=(0.42, 0.35)).move_to(DOWN * 0.25)
        digit, label = pairs[0]
        homes = [part.copy() for part in pairs[0]]
        digit.set(width=IMAGE).move_to(LEFT * 2.2 + DOWN * 0.3)
        label.scale(5).next_to(digit, RIGHT, buff=1.2)
        with self.say("label", pause=0.1) as line:
            leaving = self.others()
            self.add(digit.shift(RIGHT * BESIDE))
            self.play(*(FadeOut(mobject, shift=LEFT * PUSHED) for mobject in leaving), digit.animate.shift(LEFT * BESIDE),
                      run_time=0.6)
            line.wait_for("label")
            self.play(FadeIn(label, shift=LEFT * 0.3), run_time=0.4)
            line.wait_for("number")
            self.play(*(part.animate.match_height(home).move_to(home) for part, home in zip(pairs[0], homes)),
                      run_time=0.6)
            self.play(LaggedStart(*(FadeIn(pair, shift=LEFT * 0.3) for pair in pairs[1:]), lag_ratio=0.15),
                      run_time=max(line.left, 1.2))
            self.drift(line.left + 0.4)
        return pairs

    def labelled(self, k: int) -> Group:
        """Training image k with its label below."""
        digit = Digit(self.digits.train_images[k], side=2.2)
        label = Number(int(self.digits.train_labels[k]), 0, size=1.5 * TITLE, source=f"digits:train_labels[{k}]",
                       color=role("target"))
        return Group(digit, label.next_to(digit, DOWN, buff=0.18))

    # --- one table ---------------------------------------------------------------------------------

    def table(self, pairs: Group) -> None:
        """The first images become rows of a table, their labels beside them; below them some of the others, to test with."""
        run, kept, others = self.digits, pairs[:len(TRAIN)], pairs[len(TRAIN):]
        rows = ImageRows(run.train_images[:len(TRAIN)], TRAIN, self.count("train"))
        across = Brace(rows.frames, UP, color=role("quiet"))
        pixels = Number(run.sizes[0], 0, size=1.2 * TITLE, source="digits:meta.inputs").next_to(across, UP, buff=0.08)
        with self.say("table", pause=1.2) as line:
            self.play(FadeOut(others), run_time=0.25)
            self.play(*(part.animate.set(height=high).move_to([x, level, 0]) for pair, level in zip(kept, TRAIN)
                        for part, high, x in zip(pair, (THUMB, 0.3), (THUMBS, LABELS))), run_time=0.8)
            self.play(LaggedStart(*(AnimationGroup(grow(row), FadeIn(frame)) for row, frame in
                                    zip(rows.rows, rows.frames, strict=True)), lag_ratio=0.25), run_time=0.9)
            self.play(GrowFromCenter(across), FadeIn(pixels, self.shapes(), rows.dots), run_time=0.4)
            line.wait_for("train")
            self.play(GrowFromCenter(rows.brace), FadeIn(rows.count, shift=LEFT * 0.2), run_time=0.5)
            self.hold(line.at("test") - line.elapsed - 0.5)
            self.tested()
            self.drift(line.left + 0.2)

    def shapes(self) -> VGroup:
        """What the columns of pixels and of labels are called in the program, and their shapes in code."""
        train, inputs = self.digits.meta["data"]["train"], self.digits.sizes[0]
        shapes = VGroup(*(VGroup(words(self.screen(name), TITLE, role(kind)), code(text, 0.9 * TITLE, source=source))
                          .arrange(RIGHT, buff=0.25) for name, kind, text, source in (
                              ("images", "activation", f"({train}, {inputs})", "digits:(meta.data.train,inputs)"),
                              ("labels", "target", f"({train},)", "digits:meta.data.train"))))
        for shape, x in zip(shapes, (STRIPS[0], LABELS - 0.15), strict=True):
            shape.move_to([x, HEAD, 0], aligned_edge=LEFT)
        return shapes

    def count(self, key: str) -> VGroup:
        """How many images there are to learn from, or to test with."""
        number = Number(self.digits.meta["data"][key], 0, size=1.3 * TITLE, source=f"digits:meta.data.{key}")
        return VGroup(number, words(self.screen(key), BODY)).arrange(DOWN, buff=0.15)

    def tested(self) -> None:
        """Some of the images to test with, as rows of their own."""
        run = self.digits
        probes = np.flatnonzero(run.probe_set == "test")[:len(TEST)]
        tested = ImageRows(run.probe_images[probes], TEST[:len(probes)], self.count("test"))
        thumbs = Group(*(Digit(run.probe_images[k], side=THUMB).move_to([THUMBS, y, 0]) for k, y in zip(probes, TEST)))
        labels = VGroup(*(Number(int(run.probe_labels[k]), 0, size=TITLE, source=f"digits:probe_labels[{k}]",
                                 color=role("target")).set(height=0.3).move_to([LABELS, y, 0]) for k, y in zip(probes, TEST)))
        self.play(FadeIn(thumbs, labels, tested.frames), *map(grow, tested.rows), run_time=0.8)
        self.play(GrowFromCenter(tested.brace), FadeIn(tested.count, tested.dots, shift=LEFT * 0.2), run_time=0.5)

    def hand_over(self, pairs: Group) -> None:
        """One image of the table grows, and stays for the next chapter."""
        run, k = self.digits, hot_image(self.digits)
        digit = Digit(run.train_images[k], side=SINGLE[0]).move_to(SINGLE[1])
        thumb = pairs[k][0] if k < len(TRAIN) else digit.copy().scale_to_fit_width(THUMB).move_to([THUMBS, 0, 0])
        self.add(thumb)
        self.close(thumb)
        self.play(thumb.animate.match_width(digit).move_to(digit), run_time=0.6)


def on_column(outline: Rectangle, index: int, digit: Digit) -> np.ndarray:
    """Where pixel `index` of an image lies in its column."""
    return outline.get_top() + (int(index) + 0.5) / digit.pixels.size * outline.height * DOWN
