"""Two loops: passes over all images, and one image at a time; how each becomes a column, and what happens if not."""

import traceback

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, Cross, Dot, FadeIn, FadeOut, Group, ImageMobject, LaggedStart, Line,
                   Rectangle, ReplacementTransform, VGroup, smooth)
from manim.constants import RESAMPLING_ALGORITHMS
from manim.utils.rate_functions import ease_in_cubic

from network.program import LISTING, Program
from scenes.film.chapter import Chapter
from scenes.kit.declare import excuse, holds, whole_picture
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.long_array import LongArray
from scenes.kit.loop_arrow import LoopArrow
from scenes.kit.moments import PlayThrough
from scenes.kit.pass_wall import PassWall
from scenes.kit.scales import largest, signed_image
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, LABEL, SMALL, TITLE, role

FIRST = 1                       # epochs and images are counted from 1
START = 0                       # nothing is counted yet
RIGHT_SIDE = 4.0                # x of the middle of what stands beside the listing
FIELD = (5.2, 3.5)              # width and height of the wall of images there
ROWS = (-1.45, -2.2, -2.95)     # y of the counters under it
CELL, FLAT_CELL = (0.6, 0.4), (0.72, 0.5)
SHAPES = (0.1, -0.8)            # y of the shapes of image and label
SQUARE = 4.4                    # side of the square
SQUARE_PLACE = np.array([4.0, 0.1, 0])


class Loops(Chapter):
    """The loops of the listing, and the first image of the real net's run."""

    def construct(self):
        listing, outer, inner = self.two_loops()
        wall, counters = self.outer_loop(outer)
        self.inner_loop(wall, counters, inner)
        self.all_updates(wall, counters, outer, inner)
        lines = self.fold(listing, Group(wall, counters, outer, inner))
        image = self.image_becomes_column(lines)
        label = self.label_becomes_column(lines, image)
        parts = self.without_reshape(lines, Group(*image, *label))
        square = self.square_appears(parts)
        self.fails_later(square, parts)
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
        listing = whole_picture(Listing(excerpt(program.source, outer), 0.155, first=outer.start))
        listing.move_to([-6.6, -0.3, 0], aligned_edge=LEFT)
        arrows = LoopArrow(listing, outer, 0.6), LoopArrow(listing, inner, 0.3)
        bars = listing.bar(outer.start), listing.bar(inner.start)
        self.open(listing)
        with self.say("two") as line:
            self.play(Create(arrows[0].way), FadeIn(bars[0]), run_time=max(line.until("one inside"), 0.6))
            self.play(FadeIn(arrows[0].tip), Create(arrows[1].way), FadeIn(bars[1]), run_time=0.7)
        self.play(FadeOut(*bars), FadeIn(arrows[1].tip, arrows[0].dot, arrows[1].dot), run_time=0.4)
        return listing, *arrows

    def outer_loop(self, outer: LoopArrow) -> tuple[PassWall, VGroup]:
        """One pass over the wall of all images."""
        run = self.run
        train = run.meta["data"]["train"]
        wall = PassWall(run.mosaic, *FIELD).move_to([RIGHT_SIDE, 0.9, 0])
        counters = self.counters()

        def show(seen: float):
            wall.show(seen)
            outer.show(seen / train)
            counters[1][1].set_value(round(seen))
        with self.say("outer") as line:
            self.play(FadeIn(wall, counters[:2]), run_time=0.6)
            self.play(outer.animate.emphasise(), run_time=line.until("An epoch"))
            self.play(PlayThrough([wall, counters[:2], outer], show, 0, train), run_time=max(line.left, 1.5))
            counters[1][1].source = "digits:meta.data.train"
        return wall, counters

    def counters(self) -> VGroup:
        """Epoch, image, and updates."""
        run = self.run
        given = (("epoch", FIRST, run.meta["epochs"], "constant:FIRST"),
                 ("image", START, run.meta["data"]["train"], "constant:START"),
                 ("updates", START, int(run.updates[-1]), "constant:START"))
        rows = VGroup()
        for (name, value, last, source), y in zip(given, ROWS, strict=True):
            number = Number(value, 0, size=TITLE, widest=last, source=source)
            number.move_to([RIGHT_SIDE + FIELD[0] / 2, y, 0], aligned_edge=RIGHT)
            label = words(name, BODY, role("quiet")).move_to([RIGHT_SIDE - FIELD[0] / 2, y, 0], aligned_edge=LEFT)
            rows.add(VGroup(label, number))
        return rows

    def inner_loop(self, wall: PassWall, counters: VGroup, inner: LoopArrow) -> None:
        """Image after image with its label, a turn of the loop for each; slowly at first."""
        run, image = self.run, counters[1][1]
        digit = Digit(run.train_images[0], side=3.4).move_to([RIGHT_SIDE - 0.9, 0.95, 0])
        label = Number(int(run.train_labels[0]), 0, size=3 * TITLE, source="digits:train_labels[0]",
                       color=role("target")).next_to(digit, RIGHT, buff=0.5)
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
            self.play(PlayThrough([inner], inner.show, 0, 1, rate_func=smooth), run_time=line.until("takes", 2))
            self.play(PlayThrough([digit, label, image, inner], show, 1, seen, rate_func=ease_in_cubic),
                      run_time=line.left + 1.8)
            label.source, image.source = f"digits:train_labels[{seen}]", "digits:len(train_images)"
        wall.show(len(run.train_images))
        self.play(digit.animate.scale(0.02).move_to(wall.place(seen)), FadeOut(label), FadeIn(wall), run_time=0.5)
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
                      run_time=max(line.left - 0.3, 3.6))
            for number, key in ((epoch, "meta.epochs"), (image, "meta.data.train"), (updates, "updates[-1]")):
                number.source = f"digits:{key}"
            self.play(updates.animate.set_color(role("focus")), run_time=0.4)

    def fold(self, listing: Listing, leaving: Group) -> Listing:
        """Of the loops only the head of the inner one and its first two lines stay."""
        program = self.program
        numbers = range(program.loop("img").start, program.lines("l")[-1] + 1)
        lines = Listing(excerpt(program.source, numbers), LABEL, first=numbers.start)
        lines.move_to([-6.6, 2.85, 0], aligned_edge=UP + LEFT)
        others = [line for k, line in enumerate(listing.lines, listing.first) if k not in numbers]
        self.play(FadeOut(leaving, *others), run_time=0.4)
        self.play(ReplacementTransform(listing.panel, lines.panel),
                  *(ReplacementTransform(listing.line(k), lines.line(k)) for k in numbers), run_time=0.8)
        self.remove(*self.mobjects[1:])
        self.add(lines)
        return lines

    # --- columns -----------------------------------------------------------------------------------

    def image_becomes_column(self, lines: Listing) -> tuple[LongArray, VGroup, Digit]:
        """The first image as a flat list of grey values, and as a column."""
        run, number = self.run, self.program.lines("img")[-1]
        digit = Digit(run.train_images[0], side=2.3).move_to([2.0, 1.6, 0])
        flat, column = self.long_image(True), self.long_image(False)
        flat.move_to([-6.6, -0.75, 0], aligned_edge=LEFT)
        column.move_to([4.55, -0.15, 0])
        shapes = shape_step(run.sizes[0], "digits:train_images[0].shape", "digits:inputs_of(0).shape")
        shapes.move_to([-6.6, -1.5, 0], aligned_edge=LEFT)
        with self.say("flat") as line:
            self.play(FadeIn(digit), lines.light(lines.first), run_time=0.5)
            self.play(LaggedStart(*(FadeIn(cell, target_position=digit.point(i), scale=0.3)
                                    for i, cell in zip(flat.indices, flat.cells, strict=True)), lag_ratio=0.1),
                      FadeIn(flat.dots, shapes[0]), run_time=line.until("Reshape"))
            self.play(lines.light(number), run_time=0.4)
            self.play(*stand_up(flat, column), FadeIn(shapes[1:]), shapes.animate.set_y(SHAPES[0]), run_time=1.4)
            self.play(FadeIn(column.brackets), run_time=0.4)
        self.add(column)
        return column, shapes, digit

    def long_image(self, flat: bool) -> LongArray:
        """The first image as a flat list, or as a column."""
        pixels = self.run.train_images[0]
        return LongArray(pixels / 255, stretches(pixels), "activation", source="digits:train_images[0]/255", flat=flat,
                         cell=FLAT_CELL if flat else CELL)

    def label_becomes_column(self, lines: Listing, image: tuple) -> tuple[LongArray, VGroup, VGroup, Number]:
        """The same for its one-hot label."""
        run, number = self.run, self.program.lines("l")[-1]
        values = (np.array(run.meta["classes"]) == run.train_labels[0]).astype(float)
        flat, column = (LongArray(values, [range(len(values))], "target", flat=is_flat, cell=cell, decimals=0,
                                  source="digits:(train_labels[0]==meta.classes)")
                        for is_flat, cell in ((True, FLAT_CELL), (False, CELL)))
        flat.move_to([-6.6, -1.6, 0], aligned_edge=LEFT)
        column.move_to([6.0, image[0].get_y(), 0])
        shapes = shape_step(run.sizes[2], "digits:b_h_o[0,:,0].shape", "digits:label_of(0).shape")
        shapes.move_to([-6.6, -2.35, 0], aligned_edge=LEFT)
        names = VGroup(code("img", LABEL, role("activation")).next_to(image[0], UP, buff=0.2),
                       code("l", LABEL, role("target")).next_to(column, UP, buff=0.2))
        label = Number(int(run.train_labels[0]), 0, size=2 * TITLE, source="digits:train_labels[0]",
                       color=role("target")).next_to(image[2], DOWN, buff=0.25)
        with self.say("label", pause=0.8):
            self.play(lines.light(number), FadeIn(label, shift=DOWN * 0.2), run_time=0.4)
            self.play(FadeIn(flat, shapes[0], target_position=label), run_time=0.6)
            self.play(*stand_up(flat, column), FadeIn(shapes[1:]), shapes.animate.set_y(SHAPES[1]), run_time=1.0)
            self.play(FadeIn(column.brackets, names), run_time=0.4)
        self.add(column)
        return column, shapes, names, label

    # --- without them ------------------------------------------------------------------------------

    def without_reshape(self, lines: Listing, leaving: Group) -> VGroup:
        """Both lines struck out: the first product still works, and gives a flat result."""
        run, program = self.run, self.program
        strokes = VGroup(*(Line(line.get_left() + 0.1 * LEFT, line.get_right() + 0.1 * RIGHT,
                                stroke_color=role("error"), stroke_width=4) for line in lines.lines[1:]))
        for line, stroke in zip(lines.lines[1:], strokes, strict=True):
            holds(stroke, line)
            excuse(line, "contrast", "it is struck out, and was read before")
        number = program.lines("h_pre")
        product = Listing(excerpt(program.source, number), LABEL, first=number[0])
        product.move_to(lines.get_corner(DOWN + LEFT) + 0.4 * DOWN, aligned_edge=UP + LEFT)
        shapes = VGroup(*(code(text, LABEL, role("quiet"), source) for text, source in self.product_shapes()))
        shapes[:5].arrange(RIGHT, buff=0.16).next_to(product, DOWN, buff=0.3).align_to(product, LEFT)
        shapes[5:].arrange(RIGHT, buff=0.16).next_to(shapes[:5], DOWN, buff=0.3).align_to(product, LEFT)
        flat = self.signed_picture(self.square_values()[0], "row")
        flat.add(code("w_i_h @ img", SMALL, role("activation")).next_to(flat, UP, buff=0.15))
        column, image = leaving[0], self.long_image(True).move_to([0, -2.1, 0])
        shape = code(f"({run.sizes[0]},)", TITLE, source="digits:train_images[0].shape").next_to(image, DOWN, buff=0.3)
        with self.say("forget") as line:
            self.play(lines.light(), FadeOut(leaving[1:], column.brackets),
                      LaggedStart(*map(Create, strokes), lag_ratio=0.4), run_time=0.7)
            self.play(*stand_up(column, image), FadeIn(shape), run_time=1.2)
            line.wait_for("Weights")
            self.play(FadeIn(product), run_time=0.4)
            self.play(FadeIn(shapes[:3]), run_time=0.4)
            line.wait_for("give")
            self.play(FadeIn(shapes[3:5]), FadeIn(flat), run_time=0.5)
        return Group(VGroup(image, shape), shapes, flat, product)

    def product_shapes(self) -> list[tuple[str, str]]:
        """The shapes in w_i_h @ img + b_i_h with a flat img, and the keys that give them."""
        inputs, hidden, _ = self.run.sizes
        flat, column = "digits:b_i_h[0,:,0].shape", "digits:b_i_h[0].shape"
        arrow = "\N{RIGHTWARDS ARROW}"
        return [(f"({hidden}, {inputs})", "digits:w_i_h[0].shape"), ("@", ""),
                (f"({inputs},)", "digits:train_images[0].shape"), (arrow, ""), (f"({hidden},)", flat),
                (f"({hidden},)", flat), ("+", ""), (f"({hidden}, 1)", column), (arrow, ""),
                (f"({hidden}, {hidden})", "digits:(b_i_h[0,:,0]+b_i_h[0]).shape")]

    def square_values(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The flat product (H,), the bias (H, 1), and what NumPy makes of their sum: (H, H)."""
        run = self.run
        img = (run.train_images[0] / 255).astype(np.float32)
        product = run.w_i_h[0] @ img
        return product, run.b_i_h[0], product + run.b_i_h[0]

    def signed_picture(self, values: np.ndarray, where: str) -> Group:
        """Values as a picture with a thin frame: the square, the row above it, or the column on its left."""
        hidden, scale = self.run.sizes[1], largest(self.square_values()[0])
        step = SQUARE / hidden
        size = {"row": (SQUARE, step), "column": (step, SQUARE), "square": (SQUARE, SQUARE)}[where]
        place = {"row": UP * (SQUARE / 2 + step), "column": LEFT * (SQUARE / 2 + step), "square": 0 * UP}[where]
        rows = values.reshape(1, -1) if where == "row" else values
        image = ImageMobject(signed_image(rows, scale))
        image.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        image.stretch_to_fit_width(size[0]).stretch_to_fit_height(size[1])
        frame = Rectangle(width=size[0], height=size[1], stroke_color=role("quiet"), stroke_width=1.5)
        return Group(image, frame).move_to(SQUARE_PLACE + place)

    def square_appears(self, parts: Group) -> Group:
        """The bias column; then row after row of the square."""
        image, shapes, row, product_line = parts
        product, bias, total = self.square_values()
        column, square = self.signed_picture(bias, "column"), self.signed_picture(total, "square")
        column.add(code("b_i_h", SMALL, role("positive")).next_to(column, LEFT, buff=0.15))
        pixels = square[0].pixel_array.copy()

        def show(rows: float):
            square[0].pixel_array[..., 3] = 0
            square[0].pixel_array[:round(rows), :, 3] = 255
        show(0)
        with self.say("square") as line:
            line.wait_for("bias")
            self.play(FadeOut(image), product_line.term(product_line.first, "b_i_h").animate.set_color(role("focus")),
                      FadeIn(column, shapes[5:8]), run_time=0.5)
            line.wait_for("quietly")
            self.add(square[0])
            self.play(FadeIn(square[1], shapes[8:]), PlayThrough([square[0]], show, 0, len(pixels)),
                      run_time=max(line.left, 1.2))
        return Group(row, column, square)

    def fails_later(self, square: Group, lines: Group) -> None:
        """How many sums there should be and are; the square crossed out; the line that fails, and with what."""
        run = self.run
        text, message = failure(run)
        there = in_line(Number(run.sizes[1], 0, size=1.5 * TITLE, source="digits:meta.hidden"),
                        words("\N{RIGHTWARDS ARROW}", TITLE, role("quiet")),
                        Number(run.sizes[1] ** 2, 0, size=1.5 * TITLE, source="digits:meta.hidden*meta.hidden",
                               color=role("error")))
        there.next_to(square[2], DOWN, buff=0.3)
        cross = Cross(square[2], stroke_color=role("error"), stroke_width=6)
        failing = Listing(text, LABEL)
        failing.move_to([-6.6, -2.1, 0], aligned_edge=LEFT)
        dots = VGroup(*(Dot(radius=0.04, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.1)
        dots.next_to(failing, UP, buff=0.25).align_to(failing[0].get_left() + 0.4 * RIGHT, LEFT)
        error = code(message, SMALL, role("error")).next_to(failing, DOWN, buff=0.25).align_to(failing, LEFT)
        with self.say("wrong", pause=1.0) as line:
            self.play(FadeIn(there[0]), run_time=0.3)
            line.wait_for("become")
            self.play(FadeIn(there[1:]), Create(cross), run_time=0.7)
            line.wait_for("later")
            self.play(FadeIn(dots, failing, error, shift=UP * 0.2), run_time=0.5)


def stretches(pixels: np.ndarray, ends: int = 3, middle: int = 6) -> list[range]:
    """The first entries of an image, as many from where it has most grey values between black and white, the last."""
    grey = (pixels > 0) & (pixels < 250)
    counts = np.convolve(grey, np.ones(middle), "valid")
    counts[:ends + 1] = counts[len(counts) - ends - 1:] = -1
    start = int(counts.argmax())
    return [range(ends), range(start, start + middle), range(len(pixels) - ends, len(pixels))]


def stand_up(flat: LongArray, column: LongArray) -> list:
    """Each cell of a flat array goes to its place in the column."""
    cells = [ReplacementTransform(*pair) for pair in zip(flat.cells, column.cells, strict=True)]
    dots = [ReplacementTransform(*pair) for pair in zip(flat.dots, column.dots, strict=True)]
    return [LaggedStart(*cells, lag_ratio=0.08), *dots]


def shape_step(size: int, flat: str, column: str) -> VGroup:
    """(n,) -> (n, 1), with the keys of the two shapes."""
    return VGroup(code(f"({size},)", TITLE, source=flat), code("\N{RIGHTWARDS ARROW}", TITLE, role("quiet")),
                  code(f"({size}, 1)", TITLE, role("focus"), source=column)).arrange(RIGHT, buff=0.25)


def failure(run) -> tuple[str, str]:
    """The listing without its two reshape lines, run on one image: the line that fails, and what NumPy says."""
    program = Program(run.meta["source"])
    dropped = {*program.lines("img"), *program.lines("l")}
    lines = program.source.splitlines()
    rest = "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped) + "\n"
    img = (run.train_images[0] / 255).astype(np.float32)
    l = (np.array(run.meta["classes"]) == run.train_labels[0]).astype(np.float32)
    try:
        Program(rest).step(run.state(0), img, l)
    except ValueError as error:
        [number] = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
                    if frame.filename == str(LISTING)]
        return rest.splitlines()[number - 1].strip(), f"ValueError: {str(error).split(' with')[0]}"
    raise ValueError("the listing runs without its reshape lines")
