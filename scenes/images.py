"""Images: grey values in rows, the rows in one column, an input neuron for each; and labels."""

from functools import cached_property

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Brace, Create, FadeIn, FadeOut, Group, GrowFromCenter,
                   LaggedStart, Line, ManimColor, Rectangle, TransformFromCopy, VGroup, linear, smooth)

from scenes.kit.declare import dimmed
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.sprites import LoosePixels
from scenes.kit.text import Number, words
from scenes.kit.theme import TITLE, ink_on, role
from scenes.kit.unroll import greyest, pixel_grid, pixel_numbers, turn_into_pixels
from scenes.scratch.cast import CLOSE_TO, badge, hot_image, in_background, large_net, single
from scenes.scratch.chapter import Chapter
from scenes.scratch.hard import Hard, hard_pair

WHITE = 0.995
UNLIT = 0.3                         # opacity of pixels' numbers that are not spoken of
WINDOW = (9, 16)                    # pixels seen from close by: rows and columns
IMAGE, COUNTED, ASIDE = 5.2, DOWN * 0.45, 3.6     # side and place of the image while it is counted; how far it then makes room
FAR_LEFT = 4.5, LEFT * 4.25 + DOWN * 0.15      # and while its column stands beside it
COLUMN = (0.6, 6.2)                 # width and height of the image as one column
STRIP_X = -1.0                     # x of the column
LABELLED, NEARER = (2, 5), 2.1      # rows and columns of labelled images; how much larger the first one is before them
BESIDE, PUSHED = 12.5, 4            # how far to the right what comes in begins, and how far it pushes what goes


class Images(Chapter):
    """One of the two images of the film's question, then the data set of the real net's run."""

    def construct(self):
        digit, close = self.come_close()
        numbers = self.count_rows(digit, close)
        self.unroll(digit, numbers)
        self.hand_over(self.labels())

    @cached_property
    def hard(self) -> Hard:
        """The image that is looked at."""
        return hard_pair(self.runs)[0]

    # --- one image ---------------------------------------------------------------------------------

    def come_close(self) -> tuple[Digit, Group]:
        """The frame moves in until the pixels show their values; what is seen goes, and they stay. Returns the image, dark, and
        these numbers with the lines between them."""
        digit = Digit(self.hard.pixels, side=CLOSE_TO[0]).move_to(CLOSE_TO[1])
        self.add(digit)
        self.open()
        with self.say("question", pause=0.6) as line:
            self.play(digit.animate(rate_func=linear).scale(1.06), run_time=line.duration)
        frame, (rows, columns) = self.camera.frame, greyest(digit.pixels, *WINDOW)
        numbers = pixel_numbers(digit, rows, columns, f"{self.hard.key}/255")
        lines = pixel_grid(digit, rows, columns)
        frame.save_state()
        with self.say("close") as line:
            self.play(frame.animate.set(width=len(columns) * digit.frame.width / len(digit.pixels)).move_to(lines), run_time=1.3)
            self.play(FadeIn(lines), run_time=0.3)
            self.play(LaggedStart(*(FadeIn(number) for number in numbers), lag_ratio=0.03), run_time=max(line.left, 1))
        with self.say("greys") as line:
            greys = digit.pixels[rows.start:rows.stop, columns.start:columns.stop].ravel() / 255
            for mark, chosen in (("zero", greys == 0), ("one", greys > WHITE)):
                line.wait_for(mark)
                self.play(*(dimmed(number, not on).animate.set_opacity(1 if on else UNLIT)
                            for number, on in zip(numbers, chosen, strict=True)), run_time=0.5)
        self.only_numbers(digit, numbers, digit.pixels[rows.start:rows.stop, columns.start:columns.stop].ravel())
        return digit, Group(numbers, lines)

    def only_numbers(self, digit: Digit, numbers: VGroup, greys: np.ndarray) -> None:
        """What is seen goes, and its numbers stay. greys (n,): of the pixels that have them."""
        picture = digit.pixels / 255

        def hide(s):
            digit.show((1 - s) * picture)
            for number, grey in zip(numbers, greys, strict=True):
                number.set_fill(ink_on(ManimColor.from_rgb([int((1 - s) * grey)] * 3)), opacity=1)

        with self.say("where", pause=0.8) as line:
            self.play(PlayThrough([digit, numbers], hide, 0, 1), run_time=max(line.until("here") - 0.3, 0.8))
            self.drift(line.left + 0.4)

    def seen_again(self, digit: Digit, numbers: VGroup, lines: VGroup) -> None:
        """The frame moves out, and each number turns into its pixel."""
        picture = self.hard.pixels / 255
        self.play(PlayThrough([digit, numbers], lambda s: turn_into_pixels(digit, numbers, picture, s), 0, 1),
                  self.camera.frame.animate.restore(), FadeOut(lines, rate_func=SOON), run_time=1.0)
        self.remove(numbers)

    def count_rows(self, digit: Digit, numbers: Group) -> VGroup:
        """What is seen comes again. Rows times columns: a frame runs over the rows, and one over the columns."""
        target = Digit(self.hard.pixels, side=IMAGE).move_to(COUNTED)
        frame, step = target.frame, IMAGE / len(target.pixels)
        braces = VGroup(Brace(frame, RIGHT, color=role("quiet")), Brace(frame, UP, color=role("quiet")))
        sides = VGroup(*(Number(int(size), 0, size=1.5 * TITLE, source=f"pixels:image_shape[{axis}]")
                         for axis, size in enumerate(self.pixels.image_shape)))
        for number, brace, side in zip(sides, braces, (RIGHT, UP), strict=True):
            number.next_to(brace, side, buff=0.12)
        row, column = (Rectangle(width=width, height=height, stroke_color=role("focus"), stroke_width=5)
                       for width, height in ((IMAGE, step), (step, IMAGE)))
        product = self.product(sides)
        with self.say("count", pause=0.4) as line:
            self.seen_again(digit, *numbers)
            self.play(digit.animate.match_width(target).move_to(target), run_time=0.3)
            self.play(GrowFromCenter(braces[0]), FadeIn(sides[0], row.align_to(frame, UP).set_x(frame.get_x())),
                      run_time=0.3)
            self.play(row.animate.align_to(frame, DOWN), run_time=line.until("columns") + 0.2)
            self.play(GrowFromCenter(braces[1]), FadeIn(sides[1], column.align_to(frame, LEFT).set_y(frame.get_y())),
                      FadeOut(row), run_time=0.3)
            self.play(column.animate.align_to(frame, RIGHT), run_time=max(line.until("product"), 0.5))
            self.play(FadeOut(column, rate_func=SOON), Group(digit, braces, sides).animate.shift(ASIDE * LEFT), run_time=0.4)
            self.play(*(TransformFromCopy(sides[k], product[2 * k]) for k in (0, 1)),
                      FadeIn(product[1], product[3:], rate_func=LATE), run_time=0.6)
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

    def unroll(self, digit: Digit, numbers: VGroup) -> None:
        """Row after row stands up and joins the column; its pixels go into the input neurons that are drawn of the real net."""
        braces, sides, product = numbers
        side, place = FAR_LEFT
        outline = Rectangle(width=COLUMN[0], height=COLUMN[1], stroke_color=role("quiet"), stroke_width=1.5)
        outline.move_to([STRIP_X, place[1], 0])
        loose = LoosePixels(digit.pixels, (*place[:2], side, side), (*outline.get_center()[:2], *COLUMN))
        net, sign = in_background(large_net(self.digits)), badge(self, self.digits)
        shown, values = net.shown[0], digit.pixels.ravel() / 255
        ways = VGroup(*(Line(on_column(outline, i, digit) + RIGHT * COLUMN[0] / 2, neuron.get_left(), stroke_width=2,
                             stroke_color=role("focus")) for i, neuron in zip(shown, net.layers[0], strict=True)))
        with self.say("column", pause=0.4) as line:
            self.play(FadeOut(braces, sides, product, rate_func=SOON), digit.animate.set(width=side).move_to(place),
                      FadeIn(outline, net, sign, rate_func=LATE), run_time=0.8)
            self.add(loose)
            self.play(PlayThrough([loose], loose.show, 0, 1), run_time=line.until("long") + 0.6)
            self.play(LaggedStart(*(Create(digit.mark(i)) for i in shown), lag_ratio=0.2),
                      LaggedStart(*map(Create, ways), lag_ratio=0.2), run_time=0.9)
            self.play(net.glow(0, values), ways.animate.set_stroke(opacity=0.35), run_time=0.6)
            self.drift(line.left + 0.5)

    # --- many images -------------------------------------------------------------------------------

    def labels(self) -> Group:
        """A training image with its label, large; then, as from farther away, the first ones, each with its label."""
        pairs = Group(*(self.labelled(k) for k in range(int(np.prod(LABELLED)))))
        pairs.arrange_in_grid(*LABELLED, buff=(0.42, 0.35)).move_to(DOWN * 0.25)
        (digit, label), home = pairs[0], pairs[0].copy()
        near = pairs[0].scale(NEARER).move_to(DOWN * 0.25).get_center()
        with self.say("label", pause=0.4) as line:
            leaving = self.others()
            self.add(digit.shift(RIGHT * BESIDE))
            self.play(*(FadeOut(mobject, shift=LEFT * PUSHED) for mobject in leaving), digit.animate.shift(LEFT * BESIDE),
                      run_time=0.6)
            line.wait_for("label")
            self.play(FadeIn(label, scale=1.3), run_time=0.5)
            line.wait_for("number")
            self.play(*(part.animate.match_height(there).move_to(there) for part, there in zip(pairs[0], home, strict=True)),
                      *(FadeIn(pair, target_position=near + NEARER * (pair.get_center() - home.get_center()), scale=NEARER)
                        for pair in pairs[1:]), run_time=1.1)
            self.drift(line.left + 0.4)
        return pairs

    def labelled(self, k: int) -> Group:
        """Training image k with its label below."""
        digit = Digit(self.digits.train_images[k], side=2.2)
        label = Number(int(self.digits.train_labels[k]), 0, size=1.5 * TITLE, source=f"digits:train_labels[{k}]",
                       color=role("target"))
        return Group(digit, label.next_to(digit, DOWN, buff=0.18))

    def hand_over(self, pairs: Group) -> None:
        """One of these images comes near with its label, over the others, and both stay for the next chapter."""
        k = hot_image(self.digits)
        large = single(self.digits, k)
        small = pairs[k] if k < len(pairs) else large.copy().scale(0.3)
        self.add(*small)
        self.play(*(FadeOut(mobject) for mobject in self.others(*small)),
                  *(part.animate(rate_func=rate).match_height(there).move_to(there) for part, there, rate in
                    zip(small, large, (smooth, SOON), strict=True)), run_time=0.8)
        self.close(*small)


def on_column(outline: Rectangle, index: int, digit: Digit) -> np.ndarray:
    """Where pixel `index` of an image lies in its column."""
    return outline.get_top() + (int(index) + 0.5) / digit.pixels.size * outline.height * DOWN
