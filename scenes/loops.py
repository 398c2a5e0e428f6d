"""Two loops: passes over all images, and one image at a time; how it becomes a column."""

from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, VGroup, smooth
from manim.utils.rate_functions import ease_in_cubic

from network.program import Program
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.long_array import LongArray, StandUp, stretches
from scenes.kit.loop_track import LoopTrack
from scenes.kit.moments import PlayThrough
from scenes.kit.pass_wall import PassWall
from scenes.kit.text import Number, code, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.chapter import Chapter

FIRST = 1                       # epochs and images are counted from 1
START = 0                       # nothing is counted yet
RIGHT_SIDE = 4.05               # x of the middle of what stands beside the listing
FIELD = (5.1, 5.9)              # width and height of the wall of images there
ROWS = (-1.2, -2.1, -3.0)       # y of the counters under the listing
COUNTED = (-6.4, 0.3)           # x of their left and right ends
FOLDED = 0.29                   # the em of the listing with its folded lines
LARGE, LARGE_PLACE = 1.7, 0.2 * DOWN      # it at first, alone
LEFT_EDGE, TOP = -6.6, 2.8      # x and y where they begin
CELL, FLAT_CELL = (1.05, 0.52), (0.93, 0.66)      # of an image
SHAPE = 0.7                     # the em of the shapes of the image
FLAT_PLACE = 1.6 * DOWN         # of the flat list that an image comes as


class Loops(Chapter):
    """The loops of the listing, and the first image of the real net's run."""

    def construct(self):
        listing, outer, inner = self.two_loops()
        wall, counters = self.outer_loop(outer)
        self.inner_loop(wall, counters, inner)
        self.all_updates(wall, counters, outer, inner)
        self.become_column(listing, Group(wall, counters, outer, inner))
        self.close()

    @property
    def run(self):
        return self.digits

    @property
    def program(self) -> Program:
        return Program(self.run.meta["source"])

    # --- the loops ---------------------------------------------------------------------------------

    def two_loops(self) -> tuple[Listing, LoopTrack, LoopTrack]:
        """The heads of both loops, large, with their ways back; the lines that are not spoken of here are dots."""
        program = self.program
        outer, inner, last = program.loop("epoch"), program.loop("img"), program.lines("l")[-1]
        text = excerpt(program.source, outer).splitlines()[:last + 1 - outer.start]
        listing = Listing("\n".join([*text, 8 * " " + "...", 4 * " " + "..."]), FOLDED, first=outer.start)
        listing.move_to([LEFT_EDGE, TOP, 0], aligned_edge=UP + LEFT)
        tracks = (LoopTrack(listing, range(outer.start, last + 3), 0.6), LoopTrack(listing, range(inner.start, last + 2), 0.3))
        listing.save_state()
        self.open(listing.scale(LARGE).move_to(LARGE_PLACE))
        with self.say("two", pause=0) as line:
            self.play(listing.light(outer.start), run_time=0.4)
            line.wait_for("inside")
            self.play(listing.light(inner.start), run_time=0.4)
            self.hold(line.left - 0.6)
            self.play(listing.animate.restore(), run_time=0.6)
        return listing, *tracks

    def outer_loop(self, outer: LoopTrack) -> tuple[PassWall, VGroup]:
        """One pass over the wall of all images."""
        run = self.run
        train = run.meta["data"]["train"]
        wall = PassWall(run.mosaic, *FIELD).move_to([RIGHT_SIDE, -0.4, 0])
        counters = self.counters()
        with self.say("outer", pause=0.1) as line:
            def show(seen: float):
                wall.show(seen)
                outer.show(seen / train)
                counters[1][1].set_value(round(seen))
            self.play(Create(outer.emphasise().way), FadeIn(outer.dot, wall, counters[:2]), run_time=0.5)
            line.wait_for("epoch")
            self.play(PlayThrough([wall, counters[:2], outer], show, 0, train), run_time=max(line.left, 1.5))
            counters[1][1].source = "digits:meta.data.train"
        return wall, counters

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

    def inner_loop(self, wall: PassWall, counters: VGroup, inner: LoopTrack) -> None:
        """Image after image with its label, a turn of the loop for each; slowly at first."""
        run, image = self.run, counters[1][1]
        digit = Digit(run.train_images[0], side=4.4).move_to([RIGHT_SIDE, 0.6, 0])
        label = Number(int(run.train_labels[0]), 0, size=3.5 * TITLE, source="digits:train_labels[0]",
                       color=role("target")).next_to(digit, DOWN, buff=0.4)
        seen = len(run.train_images) - 1

        def show(turns: float):
            k = int(turns)
            digit.show(run.train_images[k])
            label.set_value(int(run.train_labels[k])).source = f"digits:train_labels[{k}]"
            image.set_value(k + 1)
            inner.show(turns)
        with self.say("inner", pause=0) as line:
            image.set_value(FIRST).source = "constant:FIRST"
            self.play(FadeOut(wall), run_time=0.25)
            self.play(FadeIn(digit), run_time=0.3)
            self.play(FadeIn(label, inner.dot), Create(inner.emphasise().way), run_time=0.5)
            self.play(PlayThrough([inner], inner.show, 0, 1, rate_func=smooth), run_time=max(line.until("next"), 0.5))
            self.play(PlayThrough([digit, label, image, inner], show, 1, seen, rate_func=ease_in_cubic),
                      run_time=line.left + 0.3)
            image.source = "digits:len(train_images)"
        wall.show(len(run.train_images))
        self.play(FadeOut(label), run_time=0.2)
        self.play(digit.animate.scale(0.02).move_to(wall.place(seen)), FadeIn(wall), run_time=0.5)
        self.remove(digit)

    def all_updates(self, wall: PassWall, counters: VGroup, outer: LoopTrack, inner: LoopTrack) -> None:
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
        with self.say("updates", pause=0.1) as line:
            self.play(FadeIn(counters[2]), run_time=0.3)
            self.play(PlayThrough([wall, counters, outer, inner], show, len(run.train_images), total),
                      run_time=max(line.until("total"), 1.8))
            for number, key in ((epoch, "meta.epochs"), (image, "meta.data.train"), (updates, "updates[-1]")):
                number.source = f"digits:{key}"
            self.play(updates.animate.set_color(role("focus")), run_time=0.4)
            self.drift(line.left + 0.3)

    # --- a column ----------------------------------------------------------------------------------

    def become_column(self, listing: Listing, leaving: Group) -> None:
        """An image comes as a flat list of grey values, which stands up as a column, and so does its label."""
        run, numbers = self.run, [self.program.lines(name)[-1] for name in ("img", "l")]
        flat, column = self.long_image(True).move_to(FLAT_PLACE), self.long_image(False).move_to([RIGHT_SIDE, -0.4, 0])
        shape = code(f"({run.sizes[0]}, 1)", SHAPE, role("focus"), source="digits:inputs_of(0).shape")
        shape.next_to(column, LEFT, buff=1.0).shift(1.2 * DOWN)      # below the listing
        with self.say("flat", pause=0.3) as line:
            self.play(FadeOut(leaving), listing.light(numbers[0]), run_time=0.3)
            self.play(FadeIn(flat), run_time=0.4)
            line.wait_for("reshape")
            turn = StandUp(flat, column, FLAT_CELL, CELL)
            self.play(PlayThrough([flat], turn.show, 0, 1, rate_func=smooth), run_time=1.2)
            self.remove(flat)
            self.add(column)
            self.play(FadeIn(column.brackets, shape), run_time=0.3)
            line.wait_for("label")
            self.play(listing.light(numbers[1]), run_time=0.3)
            self.drift(line.left)

    def long_image(self, flat: bool) -> LongArray:
        """The first image as a flat list, or as a column."""
        pixels = self.run.train_images[0]
        return LongArray(pixels / 255, stretches(pixels, 2, 5), "activation", source="digits:train_images[0]/255", flat=flat,
                         cell=FLAT_CELL if flat else CELL, text_size=0.32)
