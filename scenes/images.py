"""Images: grey values in rows, the rows in one column; labels; and the one line of code that loads all of them."""

import numpy as np
from manim import (BLACK, DOWN, LEFT, RIGHT, UP, AnimationGroup, Brace, Create, Dot, FadeIn, FadeOut, Group,
                   ImageMobject, LaggedStart, Line, Rectangle, ReplacementTransform, Square, Transform,
                   TransformFromCopy, VGroup, smooth)

from network.program import Program
from scenes.film.cast import ROW_LEVELS, first_image, first_rows, in_background, large_net, small_net
from scenes.film.chapter import Chapter
from scenes.kit.declare import dimmed
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import SIDE, Digit
from scenes.kit.gallery import Form, Gallery
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.sprites import LoosePixels, on_the_way, smooth_step
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, SMALL, SMALLEST, TITLE, role
from scenes.kit.unroll import greyest, pixel_grid, pixel_numbers, strip

NEARLY_WHITE = 0.95
UNLIT = 0.15                        # opacity of pixels' numbers that are not spoken of
WINDOW = (9, 16)                    # pixels seen from close by: rows and columns
LEFT_PLACE = LEFT * 4.4 + DOWN * 0.1      # where the image stands beside the net, as in other chapters
COLUMN = (0.42, 5.6)                # width and height of the image as one column
WALL = (6, 20)                      # rows and columns of the wall of images
APART = 0.5                         # how far training and test images are moved apart on it
MEAN = "pixels:mean(train_images[train_labels=={}],0)[pixel_index]/255"
SHUFFLE = 37                        # image k comes from field 37 k of the form: no two from one, neighbors from afar
THUMBS, STRIPS, LABELS = -6.35, (-6.0, 3.7), 4.15     # x of the table's images, rows and labels


class Images(Chapter):
    """The first image of the small net's run, then the data set of the real net's run."""

    def construct(self):
        digit = self.come_close()
        numbers = self.count_rows(digit)
        column = self.unroll(digit, numbers)
        net = self.five_pixels(digit, column, self.input_neurons(column))
        self.why_these(net)
        gallery = self.origin(self.labels())
        counts = self.two_sets(gallery)
        self.load(gallery, counts)
        self.close()

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
            self.play(frame.animate.set(width=WINDOW[1] * digit.frame.width / SIDE).move_to(lines), run_time=1.8)
            self.play(FadeIn(lines), run_time=0.3)
            self.play(LaggedStart(*(FadeIn(number) for number in numbers), lag_ratio=0.03), run_time=max(line.left, 1))
        with self.say("greys") as line:
            greys = digit.pixels[rows.start:rows.stop, columns.start:columns.stop].ravel() / 255
            for phrase, chosen in (("zero", greys == 0), ("one", greys > NEARLY_WHITE),
                                   ("in between", (greys > 0) & (greys <= NEARLY_WHITE))):
                line.wait_for(phrase)
                self.play(*(dimmed(number, not on).animate.set_opacity(1 if on else UNLIT)
                            for number, on in zip(numbers, chosen, strict=True)), run_time=0.5)
        self.play(frame.animate.restore(), FadeOut(numbers, lines), run_time=1.2)
        return digit

    def count_rows(self, digit: Digit) -> VGroup:
        """Rows times columns."""
        height, width = (int(size) for size in self.pixels.image_shape)
        target = first_image(self.pixels).move_to(LEFT_PLACE)
        frame = target.frame
        braces = VGroup(Brace(frame, RIGHT, color=role("quiet")), Brace(frame, DOWN, color=role("quiet")))
        sides = VGroup(*(Number(size, 0, size=BODY, source=f"pixels:image_shape[{axis}]")
                         for axis, size in enumerate((height, width))))
        for number, brace, side in zip(sides, braces, (RIGHT, DOWN), strict=True):
            number.next_to(brace, side, buff=0.15)
        product = VGroup(sides[0].copy(), words("×", TITLE, role("quiet")), sides[1].copy(),
                         words("=", TITLE, role("quiet")),
                         Number(height * width, 0, size=1.5 * TITLE, source="digits:meta.inputs"))
        product[0].scale(TITLE / BODY)
        product[2].scale(TITLE / BODY)
        product.arrange(RIGHT, buff=0.3).move_to([2.6, LEFT_PLACE[1], 0])
        with self.say("count") as line:
            self.play(digit.animate.match_width(target).move_to(target), run_time=0.7)
            self.play(Create(braces[0]), FadeIn(sides[0]), run_time=0.4)
            self.play(Create(braces[1]), FadeIn(sides[1]), run_time=0.4)
            line.wait_for("make")
            self.play(TransformFromCopy(sides[0], product[0]), TransformFromCopy(sides[1], product[2]),
                      FadeIn(product[1], product[3:]), run_time=0.8)
        return VGroup(braces, sides, product)


    def unroll(self, digit: Digit, numbers: VGroup) -> Group:
        """Row after row stands up and joins the column; some stretches of it show their numbers."""
        braces, sides, product = numbers
        outline = Rectangle(width=COLUMN[0], height=COLUMN[1], stroke_color=role("quiet"), stroke_width=1.5)
        outline.move_to([-1.35, LEFT_PLACE[1], 0])
        frame, count = digit.frame, product[4]
        loose = LoosePixels(digit.pixels, (*frame.get_center()[:2], frame.width, frame.height),
                            (*outline.get_center()[:2], *COLUMN))
        pale = digit.copy()
        pale.image.set_opacity(0.25)
        with self.say("column") as line:
            self.play(FadeOut(braces, sides, product[:4]), count.animate.move_to([1.7, LEFT_PLACE[1], 0]), run_time=0.5)
            self.remove(digit)
            self.add(pale, loose)
            self.play(PlayThrough([loose], loose.show, 0, 1), run_time=max(line.left, 3.0))
        brace = Brace(outline, RIGHT, color=role("quiet"))
        self.play(FadeIn(digit, outline, brace), count.animate.next_to(brace, RIGHT, buff=0.2), run_time=0.5)
        self.remove(pale)
        return Group(loose, outline, count, brace)

    # --- what a net takes of it --------------------------------------------------------------------

    def input_neurons(self, column: Group) -> NetworkDiagram:
        """The real net; the first and the last pixels go into the input neurons that are drawn."""
        loose, outline, count, brace = column
        net = in_background(large_net(self.digits))
        squares = VGroup(*(Square(0.2, stroke_color=role("focus"), stroke_width=3, fill_color=BLACK, fill_opacity=1)
                           .move_to(on_column(outline, i)) for i in net.shown[0]))
        with self.say("real"):
            self.play(FadeIn(net), FadeOut(brace), count.animate.set(width=0.6).next_to(outline, RIGHT, buff=0.4),
                      run_time=0.7)
            self.play(LaggedStart(*(FadeIn(square, scale=0.5) for square in squares), lag_ratio=0.1), run_time=0.4)
            self.play(LaggedStart(*(square.animate.move_to(neuron) for square, neuron in
                                    zip(squares, net.layers[0], strict=True)), lag_ratio=0.1), run_time=1.0)
            self.play(FadeOut(squares), *(net.ring(neuron) for neuron in net.layers[0]), run_time=0.5)
        return net

    def five_pixels(self, digit: Digit, column: Group, net: NetworkDiagram) -> NetworkDiagram:
        """The small net takes the real one's place; its pixels are marked, in the image and in the column."""
        run = self.pixels
        small = in_background(small_net(run))
        marks = VGroup(*(digit.mark(i) for i in run.pixel_index))
        ticks = VGroup(*(Line(LEFT * 0.34, RIGHT * 0.34, stroke_color=role("focus"), stroke_width=3)
                         .move_to(on_column(column[1], i)) for i in run.pixel_index))
        squares = VGroup(*(digit.pixel(i).set_stroke(role("focus"), 2) for i in run.pixel_index))
        with self.say("five") as line:
            self.play(FadeOut(net), FadeIn(small), run_time=0.6)
            self.play(LaggedStart(*(Create(part) for pair in zip(marks, ticks, strict=True) for part in pair),
                                  lag_ratio=0.2), run_time=max(line.left, 1.0))
            self.play(LaggedStart(*(square.animate.move_to(neuron).set_opacity(0) for square, neuron in
                                    zip(squares, small.layers[0], strict=True)), lag_ratio=0.15),
                      small.light_up(0, run.inputs_of(0), "pixels:inputs_of(0)", lag=0.15), run_time=1.3)
            self.remove(squares)
        self.play(FadeOut(digit, column[:3], marks, ticks), run_time=0.4)
        return small

    def why_these(self, net: NetworkDiagram) -> None:
        """The pixels on the mean image of each class: their greys tell the classes apart."""
        run = self.pixels
        means = [run.train_images[run.train_labels == label].mean(axis=0) / 255 for label in run.meta["classes"]]
        digits = Group(*(Digit(mean, side=2.05) for mean in means)).arrange(RIGHT, buff=0.25).move_to([-3.15, 1.25, 0])
        labels, columns = VGroup(), VGroup()
        for k, (label, mean, digit) in enumerate(zip(run.meta["classes"], means, digits, strict=True)):
            labels.add(Number(label, 0, size=TITLE, source=f"pixels:meta.classes[{k}]", color=role("target"))
                       .next_to(digit, UP, buff=0.2))
            columns.add(Matrix(mean[run.pixel_index], "activation", source=MEAN.format(label), cell=(0.7, 0.42))
                        .next_to(digit, DOWN, buff=0.3))
        note = words(f"means of the first {len(run.train_images)} images", SMALL, role("quiet"),
                     source="pixels:len(train_images)").next_to(columns, DOWN, buff=0.3)
        with self.say("chosen", pause=0.6) as line:
            self.play(FadeIn(digits, labels, note, *(column.brackets for column in columns)), run_time=0.6)
            for row, (i, neuron) in enumerate(zip(run.pixel_index, net.layers[0], strict=True)):
                self.play(net.ring(neuron), *(Create(digit.mark(i)) for digit in digits),
                          *(FadeIn(column.cells[row][0], target_position=digit.point(i), scale=0.3)
                            for column, digit in zip(columns, digits, strict=True)), run_time=max(line.left / 4, 0.6))

    # --- many images -------------------------------------------------------------------------------

    def labels(self) -> Group:
        """The first training images, each with its label."""
        run = self.digits
        pairs = Group()
        for k, pixels in enumerate(run.train_images[:5]):
            digit = Digit(pixels, side=2.2)
            label = Number(int(run.train_labels[k]), 0, size=2 * TITLE, source=f"digits:train_labels[{k}]",
                           color=role("target"))
            pairs.add(Group(digit, label.next_to(digit, DOWN, buff=0.35)))
        pairs.arrange(RIGHT, buff=0.45).move_to(DOWN * 0.2)
        with self.say("label") as line:
            self.play(*(FadeOut(mobject, run_time=0.3) for mobject in self.mobjects[1:]),
                      LaggedStart(*(FadeIn(digit, shift=UP * 0.3) for digit, _ in pairs), lag_ratio=0.15, run_time=1.1))
            line.wait_for("label")
            self.play(LaggedStart(*(FadeIn(label, shift=DOWN * 0.2) for _, label in pairs), lag_ratio=0.15),
                      run_time=max(line.left, 1.0))
        return pairs

    def origin(self, pairs: Group) -> Gallery:
        """Of MNIST: a form with handwritten digits, cut up and mixed into a wall. Of other data: the wall."""
        gallery = self.gallery()
        with self.say("origin") as line:
            if self.digits.meta["data"]["name"] == "MNIST":
                self.cut_up_form(pairs, gallery, line)
            else:
                self.play(FadeOut(pairs), FadeIn(gallery.sprites), run_time=1.0)
            self.play(LaggedStart(*(FadeIn(label) for label in gallery.labels), lag_ratio=0.02), run_time=1.0)
        return gallery

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
        """A form with digits on paper, a schematic: who wrote which is not known. Then its digits fly to the wall."""
        form, sprites, places = Form(), gallery.sprites, gallery.places(0)
        mixed = form.fields[np.arange(len(places)) * SHUFFLE % len(form.fields)]
        writers = VGroup(words("Census employees", LABEL), words("high-school students", LABEL))
        writers.arrange(RIGHT, buff=1.6).next_to(form, DOWN, buff=0.3)

        def fly(share: float):
            sprites.show(on_the_way(mixed, places, share), paper=float(1 - smooth_step(np.array(2 * share - 0.5))))
        sprites.show(mixed, paper=1)
        self.play(FadeOut(pairs), FadeIn(form, sprites), run_time=0.7)
        for writer, phrase in zip(writers, ("Census", "high-school"), strict=True):
            line.wait_for(phrase)
            self.play(FadeIn(writer, shift=UP * 0.2), run_time=0.4)
        line.wait_for("Remixed")
        self.play(FadeOut(form, writers), PlayThrough([sprites], fly, 0, 1), run_time=2.2)

    def two_sets(self, gallery: Gallery) -> VGroup:
        """The wall parts into training and test images; both are counted."""
        data = self.digits.meta["data"]
        places = np.split(gallery.places(APART), gallery.counts[:1])
        counts = VGroup()
        for key, name, block in zip(("train", "test"), ("training images", "test images"), places, strict=True):
            number = Number(data[key], 0, size=BODY, source=f"digits:meta.data.{key}")
            count = in_line(number, words(name, LABEL))
            counts.add(count.move_to([block[:, 0].mean(), block[:, 1].min() - 0.95, 0]))
        with self.say("sets", pause=0.5) as line:
            self.play(PlayThrough([gallery], gallery.show, 0, APART, rate_func=smooth), run_time=0.8)
            self.play(FadeIn(counts[0], shift=UP * 0.2), run_time=0.5)
            line.wait_for("and")
            self.play(FadeIn(counts[1], shift=UP * 0.2), run_time=0.5)
        return counts

    # --- one line of code --------------------------------------------------------------------------

    def load(self, gallery: Gallery, counts: VGroup) -> None:
        """The first images go to the rows of a table and unroll there; the rest of the wall leaves."""
        run, count = self.digits, len(first_rows(self.digits)[0])
        listing = self.loading_line()
        start = gallery.places(APART)
        end = start.copy()
        end[:count] = np.stack([np.full(count, THUMBS), ROW_LEVELS[:count]], axis=1)
        kept = np.arange(len(start)) < count

        def gather(share: float):
            gallery.sprites.show(on_the_way(start, end, share, lag=0.0), opacity=np.where(kept, 1, 1 - share))
        labels = gallery.labels[:count]
        with self.say("code", pause=1.0) as line:
            self.play(FadeOut(counts, gallery.labels[count:]), FadeIn(listing),
                      PlayThrough([gallery.sprites], gather, 0, 1), *(label.animate.scale(LABEL / SMALLEST).move_to([LABELS, level, 0])
                        for label, level in zip(labels, ROW_LEVELS)), run_time=1.1)
            self.unroll_rows(line)

    def loading_line(self) -> Listing:
        """The line of the program that loads the data."""
        source = self.digits.meta["source"]
        numbers = Program(source).calls("load_mnist")
        return Listing(excerpt(source, numbers), LABEL, first=numbers[0]).move_to(UP * 2.85)

    def unroll_rows(self, line) -> None:
        """Each image becomes a row of the table; its two sizes are counted."""
        run, (images, _) = self.digits, first_rows(self.digits)
        left, right = STRIPS
        rows = Group(*(strip(pixels, right - left, 0.4, across=True).move_to([(left + right) / 2, level, 0])
                       for pixels, level in zip(images, ROW_LEVELS)))
        frames = VGroup(*(Rectangle(width=right - left, height=0.4, stroke_color=role("quiet"), stroke_width=1)
                          .move_to(row) for row in rows))
        dots = VGroup(*(Dot(radius=0.04, color=role("quiet")) for _ in range(3))).arrange(DOWN, buff=0.08)
        dots.move_to([(left + right) / 2, rows[-1].get_bottom()[1] - 0.3, 0])
        down, across = Brace(rows, RIGHT, color=role("quiet")), Brace(rows, UP, color=role("quiet"))
        down.set_x(LABELS + 0.6)
        sizes = VGroup(Number(run.meta["data"]["train"], 0, size=BODY, source="digits:meta.data.train")
                       .next_to(down, RIGHT, buff=0.15),
                       Number(run.sizes[0], 0, size=BODY, source="digits:meta.inputs").next_to(across, UP, buff=0.1))
        self.play(LaggedStart(*(AnimationGroup(grow(row), FadeIn(frame)) for row, frame in zip(rows, frames)),
                              lag_ratio=0.25), run_time=line.until("a row"))
        self.play(Create(down), FadeIn(sizes[0], dots), run_time=0.6)
        line.wait_for("a column")
        self.play(Create(across), FadeIn(sizes[1]), run_time=0.6)


def on_column(outline: Rectangle, index: int) -> np.ndarray:
    """Where pixel `index` lies in the column."""
    return outline.get_top() + (int(index) + 0.5) / SIDE ** 2 * outline.height * DOWN


def grow(row: ImageMobject) -> Transform:
    """A row grows out of its left end."""
    start = row.copy().stretch(0.01, 0, about_point=row.get_left())
    return ReplacementTransform(start, row)
