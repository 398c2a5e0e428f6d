"""Two loops: one image with its label at a time, and passes over all images; and the question what one update is."""

from manim import LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, smooth, squish_rate_func
from manim.utils.rate_functions import ease_in_cubic

from network.program import Program
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.loop_track import LoopTrack
from scenes.kit.moments import PlayThrough
from scenes.kit.pass_wall import PassWall
from scenes.kit.text import Number, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.cast import labelled
from scenes.scratch.chapter import Chapter

FIRST = 1                       # epochs and images are counted from 1
START = 0                       # nothing is counted yet
RIGHT_SIDE = 4.05               # x of the middle of what stands beside the listing
FIELD = (5.1, 5.9)              # width and height of the wall of images there
IMAGE, IMAGE_Y = 4.4, 0.4       # side of an image there, and y of its middle
ROWS = (-1.2, -2.1, -3.0)       # y of the counters under the listing
COUNTED = (-6.4, 0.3)           # x of their left and right ends
FOLDED = 0.29                   # the em of the listing with its folded lines
LEFT_EDGE, TOP = -6.6, 2.8      # x and y where it begins


class Loops(Chapter):
    """The loops of the listing, and the images of the real net's run."""

    def construct(self):
        listing, outer, inner = self.loops()
        digit, label, counters = self.inner_loop(listing, inner)
        wall = self.outer_loop(digit, label, counters, outer)
        self.all_updates(wall, counters, outer, inner)
        self.what_is_one(wall, digit, counters)
        self.close()

    @property
    def run(self):
        return self.digits

    def loops(self) -> tuple[Listing, LoopTrack, LoopTrack]:
        """The heads of both loops, with their ways back; the lines that are not spoken of here are dots."""
        program = Program(self.run.meta["source"])
        outer, inner, last = program.loop("epoch"), program.loop("img"), program.lines("l")[-1]
        text = excerpt(program.source, outer).splitlines()[:last + 1 - outer.start]
        listing = Listing("\n".join([*text, 8 * " " + "...", 4 * " " + "..."]), FOLDED, first=outer.start)
        listing.move_to([LEFT_EDGE, TOP, 0], aligned_edge=UP + LEFT)
        return (listing, LoopTrack(listing, range(outer.start, last + 3), 0.6),
                LoopTrack(listing, range(inner.start, last + 2), 0.3))

    def inner_loop(self, listing: Listing, inner: LoopTrack) -> tuple[Digit, Number, VGroup]:
        """Image after image with its label, a turn of the loop for each; slowly at first. The first one is there already."""
        run, counters = self.run, self.counters()
        digit, label = labelled(run, 0)
        image, seen = counters[1][1], len(run.train_images) - 1

        def show(turns: float):
            k = int(turns)
            digit.show(run.train_images[k])
            label.set_value(int(run.train_labels[k])).source = f"digits:train_labels[{k}]"
            image.set_value(k + 1)
            inner.show(turns)
        self.add(digit, label)
        self.open()
        with self.say("inner", pause=0.4) as line:
            self.play(digit.animate.set(width=IMAGE).move_to([RIGHT_SIDE, IMAGE_Y, 0]),
                      label.animate.move_to([RIGHT_SIDE, IMAGE_Y - IMAGE / 2 - 0.75, 0]),
                      FadeIn(listing, rate_func=squish_rate_func(smooth, 0.7, 1)), run_time=0.9)
            self.play(FadeIn(inner.dot, counters[1]), Create(inner.emphasise().way), run_time=0.5)
            self.play(PlayThrough([inner], inner.show, 0, 1, rate_func=smooth), run_time=max(line.until("next"), 0.5))
            self.play(PlayThrough([digit, label, image, inner], show, 1, seen, rate_func=ease_in_cubic),
                      run_time=line.left + 0.6)
            image.source = "digits:len(train_images)"
        return digit, label, counters

    def counters(self) -> VGroup:
        """Epoch, image, and updates."""
        run, (left, right) = self.run, COUNTED
        given = (("epoch", FIRST, run.meta["epochs"], "constant:FIRST"),
                 ("image", FIRST, run.meta["data"]["train"], "constant:FIRST"),
                 ("updates", START, int(run.updates[-1]), "constant:START"))
        rows = VGroup()
        for (name, value, last, source), y in zip(given, ROWS, strict=True):
            number = Number(value, 0, size=1.7 * TITLE, widest=last, source=source)
            label = words(self.screen(name), 1.2 * TITLE, role("quiet")).move_to([left, y, 0], aligned_edge=LEFT)
            rows.add(VGroup(label, number.move_to([right, y, 0], aligned_edge=RIGHT)))
        return rows

    def outer_loop(self, digit: Digit, label: Number, counters: VGroup, outer: LoopTrack) -> PassWall:
        """The image finds its place on the wall of all; one pass over it."""
        run, epoch, image = self.run, counters[0], counters[1][1]
        train, seen = run.meta["data"]["train"], len(run.train_images)
        wall = PassWall(run.mosaic, *FIELD).move_to([RIGHT_SIDE, -0.4, 0])
        wall.show(seen)

        def show(done: float):
            wall.show(done)
            outer.show(done / train)
            image.set_value(round(done))
        with self.say("outer", pause=0.4) as line:
            self.play(FadeOut(label), run_time=0.2)
            self.play(digit.animate.scale(0.02).move_to(wall.place(seen - 1)), FadeIn(wall, outer.dot, epoch),
                      Create(outer.emphasise().way), run_time=0.6)
            self.remove(digit)
            self.play(PlayThrough([wall, image, outer], show, seen, train), run_time=max(line.left, 1.5))
            image.source = "digits:meta.data.train"
        return wall

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
        updates.set_value(train).source = "digits:meta.data.train"
        with self.say("updates", pause=0.5) as line:
            self.play(FadeIn(counters[2]), run_time=0.3)
            self.play(PlayThrough([wall, counters, outer, inner], show, train, total),
                      run_time=max(line.until("total"), 1.8))
            for number, key in ((epoch, "meta.epochs"), (image, "meta.data.train"), (updates, "updates[-1]")):
                number.source = f"digits:{key}"
            self.play(updates.animate.set_color(role("focus")), run_time=0.4)
            self.drift(line.left + 0.3)

    def what_is_one(self, wall: PassWall, digit: Digit, counters: VGroup) -> None:
        """One image steps out of the wall again; nothing is counted any more."""
        digit.show(self.run.train_images[0]).move_to(wall.place(0))
        with self.say("one", pause=0) as line:
            self.add(digit)
            self.hold(line.at("one") - line.elapsed - 0.3)
            self.play(FadeOut(wall, counters), run_time=0.3)
            self.play(digit.animate.set(width=IMAGE).move_to([RIGHT_SIDE, -0.4, 0]), run_time=0.8)
