"""Images: grey values in rows, the rows in one column; what nets take of it; labels; where all are from."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, AnimationGroup, Brace, Create, FadeIn, FadeOut, Group, GrowFromCenter,
                   LaggedStart, Line, Rectangle, TransformFromCopy,
                   VGroup, smooth)
from manim.utils.rate_functions import ease_in_cubic

from scenes.kit.declare import dimmed
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.gallery import PITCH, Form, Gallery
from scenes.kit.long_array import LongArray, stretches
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.sprites import LoosePixels, on_the_way
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.kit.unroll import greyest, grow, pixel_grid, pixel_numbers
from scenes.scratch.cast import (ROW_LEVELS, SINGLE, badge, first_image, first_rows, hot_image, in_background,
                                  large_net, small_net)
from scenes.scratch.chapter import Chapter
from scenes.scratch.image_table import STRIPS, ImageTable

NEARLY_WHITE = 0.95
UNLIT = 0.3                         # opacity of pixels' numbers that are not spoken of
WINDOW = (9, 16)                    # pixels seen from close by: rows and columns
IMAGE, LEFT_PLACE = 5.2, LEFT * 3.6 + DOWN * 0.45     # side and place of the image while it is counted
FAR_LEFT = 4.5, LEFT * 4.25 + DOWN * 0.15      # and while its column stands beside it
MARKED = 6.0, LEFT * 3.5 + DOWN * 0.25         # and while pixels of it are marked
COLUMN = (0.6, 6.2)                 # width and height of the image as one column
STRIP_X, ARRAY_X, COUNT_X = -1.0, 1.9, 4.7     # x of the column, of its numbers, and of how many there are
MEAN_SIDE, MEAN_Y = 3.8, 0.1        # of the mean images
LABELLED = (2, 5)                   # rows and columns of labelled images
WALL = (5, 16)                      # rows and columns of the wall of images
APART = 0.6                         # how far training and test images are moved apart on it
MEAN = "pixels:(mean(train_images[train_labels=={}],0)[pixel_index]/255)[None]"
SHUFFLE = 37                        # image k comes from field 37 k of the form: no two from one, neighbors from afar
THUMBS, LABELS = -6.2, 5.7          # x of the table's images and labels
BELOW, BESIDE = 7.5, 12.5           # how far down, and to the right, what comes in begins
HEAD = 2.55                         # y of what stands above it


class Images(Chapter):
    """The first image of the small net's run, then the data set of the real net's run."""

    def construct(self):
        digit = self.come_close()
        numbers = self.count_rows(digit)
        column = self.unroll(digit, numbers)
        leaving = self.five_pixels(digit, *self.input_neurons(digit, column))
        self.why_these(*self.mean_images(digit, leaving))
        gallery, name = self.origin(self.labels())
        counts = self.two_sets(gallery, name)
        labels = self.table(gallery, counts)
        self.labels_beside(labels)
        self.hand_over()

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
            self.play(frame.animate.set(width=len(columns) * digit.frame.width / len(digit.pixels)).move_to(lines), run_time=1.6)
            self.play(FadeIn(lines), run_time=0.3)
            self.play(LaggedStart(*(FadeIn(number) for number in numbers), lag_ratio=0.03), run_time=max(line.left, 1))
        with self.say("greys") as line:
            greys = digit.pixels[rows.start:rows.stop, columns.start:columns.stop].ravel() / 255
            for mark, chosen in (("zero", greys == 0), ("one", greys > NEARLY_WHITE),
                                   ("between", (greys > 0) & (greys <= NEARLY_WHITE))):
                line.wait_for(mark)
                self.play(*(dimmed(number, not on).animate.set_opacity(1 if on else UNLIT)
                            for number, on in zip(numbers, chosen, strict=True)), run_time=0.5)
        self.play(frame.animate.restore(), FadeOut(numbers, lines), run_time=1.0)
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
        with self.say("count") as line:
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
            self.play(PlayThrough([loose], loose.show, 0, 1), run_time=line.until("long") + 0.3)
            self.play(LaggedStart(*(FadeIn(cell, target_position=on_column(outline, i, digit), scale=0.3)
                                    for i, cell in zip(array.indices, array.cells)), lag_ratio=0.1),
                      FadeIn(outline, array.dots), count.animate.scale(0.5).move_to([COUNT_X, place[1], 0]),
                      run_time=max(line.left - 0.2, 1.0))
            self.play(FadeIn(array.brackets, brace), run_time=0.4)
            self.drift(line.left + 0.8)
        return Group(loose, outline, array, brace, count)

    def numbers_of(self, digit: Digit) -> LongArray:
        """Some stretches of the image's column, with their numbers."""
        pixels = digit.pixels.ravel()
        return LongArray(pixels / 255, stretches(pixels), "activation", source="pixels:probe_images[0]/255",
                         cell=(1.2, 0.46), text_size=0.31)

    # --- what a net takes of it --------------------------------------------------------------------

    def input_neurons(self, digit: Digit, column: Group) -> tuple[NetworkDiagram, VGroup, Group]:
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
            self.drift(line.left + 0.8)
        return net, sign, Group(marks, ways, loose, outline)

    def five_pixels(self, digit: Digit, net: NetworkDiagram, sign: VGroup, leaving: Group) -> Group:
        """The small net takes the real one's place; its pixels are marked in the image and fly into its neurons."""
        run = self.pixels
        side, place = MARKED
        small, large = in_background(small_net(run)), first_image(run, side=side).move_to(place)
        marks = VGroup(*(large.mark(i) for i in run.pixel_index))
        squares = VGroup(*(large.pixel(i).set_stroke(role("focus"), 3) for i in run.pixel_index))
        with self.say("five", pause=0.1) as line:
            self.play(FadeOut(net, sign, leaving, run_time=0.3), digit.animate.match_width(large).move_to(large),
                      run_time=0.4)
            sign = badge(self, run)
            self.play(FadeIn(small, sign), run_time=0.4)
            self.play(LaggedStart(*map(Create, marks), lag_ratio=0.2), run_time=max(line.left - 0.2, 0.8))
            self.play(LaggedStart(*(square.animate.move_to(neuron).scale(1.6) for square, neuron in
                                    zip(squares, small.layers[0], strict=True)), lag_ratio=0.2), run_time=0.9)
            self.remove(*squares)
            self.play(small.light_up(0, run.inputs_of(0), "pixels:inputs_of(0)"), run_time=0.5)
            self.drift(0.8)
        return Group(marks, small)

    def mean_images(self, digit: Digit, leaving: Group) -> tuple[Group, list[Matrix]]:
        """The image, and one of each other class, become the means of ever more of their class."""
        run, means, labels, rows = self.pixels, Group(), VGroup(), []
        stacks = [run.train_images[run.train_labels == label] for label in run.meta["classes"]]
        own, count = int(run.label_of(0).argmax()), max(map(len, stacks))
        sums = [np.cumsum(stack, axis=0, dtype=float) for stack in stacks]
        for k, label in enumerate(run.meta["classes"]):
            mean = Digit(stacks[k][0], side=MEAN_SIDE).move_to([4.35 * (k - 1), MEAN_Y, 0])
            means.add(mean)
            labels.add(Number(label, 0, size=1.5 * TITLE, source=f"pixels:meta.classes[{k}]", color=role("target"))
                       .next_to(mean, UP, buff=0.25))
            rows.append(Matrix(sums[k][-1][run.pixel_index][None] / len(stacks[k]) / 255, "activation",
                               source=MEAN.format(label), cell=(MEAN_SIDE / len(run.pixel_index), 0.62), text_size=0.28)
                        .next_to(mean, DOWN, buff=0.3))
        note = words(self.screen("means", images=len(run.train_images)), LABEL, role("quiet"),
                     source="pixels:len(train_images)").move_to(DOWN * 3.2)

        def show(seen: float):
            for mean, total in zip(means, sums, strict=True):
                seen_here = min(int(seen), len(total))
                mean.show(total[seen_here - 1] / seen_here / 255)
        with self.say("average", pause=0.1) as line:
            self.play(FadeOut(leaving), digit.animate.match_width(means[own]).move_to(means[own]), run_time=0.6)
            self.add(means[own])
            self.remove(digit)
            self.play(FadeIn(*(mean for mean in means if mean is not means[own]), labels), run_time=0.5)
            line.wait_for("many")
            self.play(PlayThrough([means], show, 1, count, rate_func=ease_in_cubic), FadeIn(note),
                      run_time=max(line.left + 0.5, 1.8))
        return Group(means, labels, note), rows

    def why_these(self, picture: Group, rows: list[Matrix]) -> None:
        """The pixels on the mean image of each class: their greys tell the classes apart."""
        run, (means, _, note) = self.pixels, picture
        measure = words(self.screen("measure"), LABEL, role("focus")).move_to(note)
        with self.say("chosen", pause=0.1) as line:
            for k, i in enumerate(run.pixel_index):
                step = max((line.until("measure") - 0.3) / (len(run.pixel_index) - k), 0.45)
                self.play(*(Create(mean.mark(i)) for mean in means),
                          *(FadeIn(row.cells[0][k], target_position=mean.point(i), scale=0.3)
                            for row, mean in zip(rows, means, strict=True)), run_time=step)
            self.play(FadeOut(note), run_time=0.2)
            self.play(FadeIn(measure), run_time=0.4)
            self.drift(line.left + 1.2)

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
            self.play(*(FadeOut(mobject, run_time=0.3) for mobject in leaving), digit.animate.shift(LEFT * BESIDE),
                      run_time=0.7)
            line.wait_for("label")
            self.play(FadeIn(label, shift=LEFT * 0.3), run_time=0.4)
            line.wait_for("number")
            self.play(*(part.animate.match_height(home).move_to(home) for part, home in zip(pairs[0], homes)),
                      run_time=0.6)
            self.play(LaggedStart(*(FadeIn(pair, shift=LEFT * 0.3) for pair in pairs[1:]), lag_ratio=0.15),
                      run_time=max(line.left, 1.2))
            self.drift(line.left + 0.6)
        return pairs

    def labelled(self, k: int) -> Group:
        """Training image k with its label below."""
        digit = Digit(self.digits.train_images[k], side=2.2)
        label = Number(int(self.digits.train_labels[k]), 0, size=1.5 * TITLE, source=f"digits:train_labels[{k}]",
                       color=role("target"))
        return Group(digit, label.next_to(digit, DOWN, buff=0.18))

    def origin(self, pairs: Group) -> tuple[Gallery, VGroup]:
        """Of MNIST: a form with handwritten digits, cut up and mixed into a wall. Of other data: the wall."""
        gallery, name = self.gallery(), VGroup()
        with self.say("origin", pause=0.1) as line:
            if self.digits.meta["data"]["name"] == "MNIST":
                self.cut_up_form(pairs, gallery, line)
                name.add(words(self.screen("history"), 1.3 * TITLE, source="constant:history").move_to(DOWN * 3.1))
            else:
                self.play(FadeOut(pairs), run_time=0.3)
                self.play(FadeIn(gallery.sprites), run_time=1.0)
            self.play(LaggedStart(*(FadeIn(label) for label in gallery.labels), lag_ratio=0.02), FadeIn(name),
                      run_time=0.9)
            self.drift(line.left + 0.8)
        return gallery, name

    def gallery(self) -> Gallery:
        """The first training images, and test images that the snapshot keeps, in blocks as wide as there are many."""
        run, data = self.digits, self.digits.meta["data"]
        test = round(WALL[1] * data["test"] / (data["train"] + data["test"]))
        keys = [f"digits:train_labels[{k}]" for k in range(len(run.train_labels))]
        probes = [f"digits:probe_labels[{k}]" for k in range(len(run.probe_labels))]
        mistakes = [f"digits:test_labels[{k}]" for k in run.mistake_index]
        tested = (np.concatenate([run.probe_images, run.mistake_images]),
                  np.concatenate([run.probe_labels, run.test_labels[run.mistake_index]]), probes + mistakes)
        return Gallery([(run.train_images, run.train_labels, keys), tested], WALL[0], (WALL[1] - test, test))

    def cut_up_form(self, pairs: Group, gallery: Gallery, line) -> None:
        """A form with digits on paper, marked as drawn: who wrote which is not known. Its digits fly to the wall."""
        form, sprites, places = Form(self.screen("form")), gallery.sprites, gallery.places(0)
        mixed = form.fields[np.arange(len(places)) * SHUFFLE % len(form.fields)]
        writers = VGroup(words(self.screen("employees"), BODY), words(self.screen("students"), BODY))
        writers.arrange(RIGHT, buff=0.9).next_to(form, DOWN, buff=0.22).align_to(form, LEFT)
        drawn = words(self.screen("drawn"), LABEL).match_y(writers).align_to(form, RIGHT)

        turns = np.linspace(0, 0.6, len(places)) + 0.2      # each turns from paper to black halfway

        def fly(share: float):
            sprites.show(on_the_way(mixed, places, share), paper=share < turns)
        sprites.show(mixed, paper=True)
        sheet = Group(form, sprites, drawn).shift(DOWN * BELOW)
        self.play(FadeOut(pairs, run_time=0.4), sheet.animate.shift(UP * BELOW), run_time=0.9)
        for writer, mark in zip(writers, ("employees", "students"), strict=True):
            line.wait_for(mark)
            self.play(FadeIn(writer, shift=UP * 0.2), run_time=0.4)
        line.wait_for("remixed")
        self.play(FadeOut(form, writers, drawn), run_time=0.5)
        self.play(PlayThrough([sprites], fly, 0, 1), run_time=2.0)

    def two_sets(self, gallery: Gallery, name: VGroup) -> VGroup:
        """The wall parts into training and test images; both are counted."""
        data = self.digits.meta["data"]
        places = np.split(gallery.places(APART), gallery.counts[:1])
        counts = VGroup()
        for key, block in zip(("train", "test"), places, strict=True):
            number = Number(data[key], 0, size=1.3 * TITLE, source=f"digits:meta.data.{key}")
            (left, low), (right, _) = block.min(axis=0) - PITCH[0] / 2, block.max(axis=0) + PITCH[0] / 2
            brace = Brace(Line([left, 0, 0], [right, 0, 0]), DOWN, color=role("quiet")).set_y(low - 0.4)
            count = in_line(number, words(self.screen(key), BODY)).next_to(brace, DOWN, buff=0.1)
            counts.add(VGroup(brace, count.shift(min(6.6 - count.get_right()[0], 0) * RIGHT)))
        with self.say("sets", pause=0.1) as line:
            self.play(FadeOut(name), PlayThrough([gallery], gallery.show, 0, APART, rate_func=smooth), run_time=0.8)
            self.play(FadeIn(counts[0], shift=UP * 0.2), run_time=0.5)
            line.wait_for("test")
            self.play(FadeIn(counts[1], shift=UP * 0.2), run_time=0.5)
            self.drift(line.left + 0.7)
        return counts

    # --- one table ---------------------------------------------------------------------------------

    def table(self, gallery: Gallery, counts: VGroup) -> VGroup:
        """The first images go to the rows of a table and unroll there; the rest leaves. Gives their labels."""
        count = len(first_rows(self.digits)[0])
        start = gallery.places(APART)
        end = start.copy()
        end[:count] = np.stack([np.full(count, THUMBS), ROW_LEVELS[:count]], axis=1)
        kept = np.arange(len(start)) < count
        labels = gallery.labels[:count]

        def leave(share: float):
            gallery.sprites.show(start, opacity=np.where(kept, 1, 1 - share))

        def gather(share: float):
            gallery.sprites.show(on_the_way(start, end, share, lag=0.0), opacity=kept.astype(float))
        with self.say("table", pause=0.1) as line:
            self.play(FadeOut(counts, gallery.labels), PlayThrough([gallery.sprites], leave, 0, 1), run_time=0.3)
            self.play(PlayThrough([gallery.sprites], gather, 0, 1), run_time=0.6)
            self.unroll_rows(line)
            self.drift(line.left + 0.5)
        return labels

    def unroll_rows(self, line) -> None:
        """Each image becomes a row of the table; its two sizes are counted."""
        run, table = self.digits, ImageTable(self.digits)
        shape = self.shape("images", "activation", f"({run.meta['data']['train']}, {run.sizes[0]})",
                           "digits:(meta.data.train,inputs)").move_to([STRIPS[0], HEAD, 0], aligned_edge=LEFT)
        self.play(LaggedStart(*(AnimationGroup(grow(row), FadeIn(frame)) for row, frame in
                                zip(table.rows, table.frames, strict=True)), lag_ratio=0.25), run_time=line.until("rows"))
        self.play(GrowFromCenter(table.down), FadeIn(table.images, table.dots), run_time=0.6)
        line.wait_for("columns")
        self.play(GrowFromCenter(table.across), FadeIn(table.pixels, shape), run_time=0.6)

    def shape(self, name: str, kind: str, text: str, source: str) -> VGroup:
        """What a table holds, and its shape in code."""
        return VGroup(words(self.screen(name), TITLE, role(kind)),
                      code(text, 0.9 * TITLE, source=source)).arrange(RIGHT, buff=0.25)

    def labels_beside(self, labels: VGroup) -> None:
        """The labels of those images as one column more: a number each."""
        shape = self.shape("labels", "target", f"({self.digits.meta['data']['train']},)", "digits:meta.data.train")
        shape.move_to([6.6, HEAD, 0], aligned_edge=RIGHT)
        for label, level in zip(labels, ROW_LEVELS, strict=True):
            label.scale(1.8).move_to([LABELS, level, 0])
        with self.say("beside", pause=0.1) as line:
            line.wait_for("labels")
            self.play(LaggedStart(*(FadeIn(label, shift=LEFT * 0.3) for label in labels), lag_ratio=0.2),
                      FadeIn(shape), run_time=1.0)
            self.drift(line.left + 0.9)

    def hand_over(self) -> None:
        """One image of the table grows, and stays for the next chapter."""
        run, k = self.digits, hot_image(self.digits)
        digit = Digit(run.train_images[k], side=SINGLE[0]).move_to(SINGLE[1])
        thumb = digit.copy().scale_to_fit_width(0.62).move_to([THUMBS, dict(enumerate(ROW_LEVELS)).get(k, 0), 0])
        self.add(thumb)
        self.close(thumb)
        self.play(thumb.animate.match_width(digit).move_to(digit), run_time=0.6)


def on_column(outline: Rectangle, index: int, digit: Digit) -> np.ndarray:
    """Where pixel `index` of an image lies in its column."""
    return outline.get_top() + (int(index) + 0.5) / digit.pixels.size * outline.height * DOWN
