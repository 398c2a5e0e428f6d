"""Two loops: one image with its label at a time, and passes over all images; and the question what one update is."""

from manim import DOWN, LEFT, RIGHT, Create, FadeIn, FadeOut, VGroup, config, smooth, squish_rate_func
from manim.utils.rate_functions import ease_in_cubic

from network.program import Program
from scenes.kit.declare import excuse, holds
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.loop_track import LoopTrack
from scenes.kit.moments import PlayThrough
from scenes.kit.pass_wall import PassWall
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, role
from scenes.scratch.cast import labelled
from scenes.scratch.chapter import Chapter

FIRST = 1                       # epochs and images are counted from 1
START = 0                       # nothing is counted yet
EDGE, FLOOR = 6.6, -3.5         # the safe area
IMAGE = 6.2                     # side of the one image,
BESIDE = -3.25                  # x of the middle of what stands beside it:
LABEL, LABEL_Y = 2.4, 1.35      # how many times as large as before the label is there, and its y;
COUNTER, COUNTER_Y = 1.3, -0.9       # the same of the counter,
COUNTER_ENDS = (-6.4, -0.9)     # and x of its left and right ends
SKIRT = -1.65                   # y at which the wall ends, above the listing and the counters
NAMES, NUMBERS = -2.25, -3.0   # y of these counters,
COUNTED = (1.6, 3.95, EDGE)     # x of their right ends,
COUNT = 0.55                    # and their em
SUM = (2.2, 2.55), (4.4, 0.75)      # how many times as large the last one's name and number become, and their y
DIMMED = 0.3                    # of the wall behind them
FOLDED = 0.23                   # the em of the listing


class Loops(Chapter):
    """The loops of the listing, and the images of the real net's run."""

    def construct(self):
        listing, outer, inner = self.loops()
        digit, label, counters = self.inner_loop(listing, inner)
        wall = self.outer_loop(digit, label, counters, outer)
        self.all_updates(wall, counters, outer, inner)
        self.what_is_one(wall, digit, counters[2])
        self.close()

    @property
    def run(self):
        return self.digits

    def loops(self) -> tuple[Listing, LoopTrack, LoopTrack]:
        """The heads of both loops, with their ways back; the lines that are not spoken of here are dots."""
        program = Program(self.run.meta["source"])
        outer, inner = excerpt(program.source, (program.loop("epoch").start, program.loop("img").start)).splitlines()
        listing = Listing("\n".join([outer, 4 * " " + "...", inner, 8 * " " + "..."]), FOLDED)
        listing.move_to([-EDGE, FLOOR, 0], aligned_edge=DOWN + LEFT)
        return listing, LoopTrack(listing, range(1, 5), 0.6), LoopTrack(listing, range(3, 5), 0.3)

    def inner_loop(self, listing: Listing, inner: LoopTrack) -> tuple[Digit, Number, VGroup]:
        """Image after image with its label, a turn of the loop for each; slowly at first. The first one is there already."""
        run, counters = self.run, self.counters()
        digit, label = labelled(run, 0)
        counter, image, seen = counters[1], counters[1][1], len(run.train_images) - 1
        for part, x, side in zip(counter, COUNTER_ENDS, (LEFT, RIGHT), strict=True):
            part.scale(COUNTER).move_to([x, COUNTER_Y, 0], aligned_edge=side)

        def show(turns: float):
            k = int(turns)
            digit.show(run.train_images[k])
            label.set_value(int(run.train_labels[k])).source = f"digits:train_labels[{k}]"
            image.set_value(k + 1)
            inner.show(turns)
        self.add(digit, label)
        self.open()
        with self.say("inner", pause=0.4) as line:
            self.play(digit.animate.set(width=IMAGE).move_to([EDGE, FLOOR, 0], aligned_edge=DOWN + RIGHT),
                      label.animate.scale(LABEL).move_to([BESIDE, LABEL_Y, 0]),
                      FadeIn(listing, rate_func=squish_rate_func(smooth, 0.7, 1)), run_time=0.9)
            self.play(FadeIn(inner.dot, counter), Create(inner.emphasise().way), run_time=0.5)
            self.play(PlayThrough([inner], inner.show, 0, 1, rate_func=smooth), run_time=max(line.until("next"), 0.5))
            self.play(PlayThrough([digit, label, image, inner], show, 1, seen, rate_func=ease_in_cubic),
                      run_time=line.left + 0.6)
            image.source = "digits:len(train_images)"
        return digit, label, counters

    def counters(self) -> VGroup:
        """Epoch, image, and updates."""
        run = self.run
        given = (("epoch", FIRST, run.meta["epochs"], "constant:FIRST"),
                 ("image", FIRST, run.meta["data"]["train"], "constant:FIRST"),
                 ("updates", START, int(run.updates[-1]), "constant:START"))
        counters = VGroup()
        for (name, value, last, source), x in zip(given, COUNTED, strict=True):
            number = Number(value, 0, size=COUNT, widest=last, source=source)
            counters.add(VGroup(*(one.move_to([x, y, 0], aligned_edge=RIGHT) for one, y in
                                  ((words(self.screen(name), BODY, role("quiet")), NAMES), (number, NUMBERS)))))
        return counters

    def outer_loop(self, digit: Digit, label: Number, counters: VGroup, outer: LoopTrack) -> PassWall:
        """The image finds its place on the wall of all, which fills the frame; one pass over it."""
        run, epoch, image = self.run, counters[0], counters[1][1]
        train, seen, top = run.meta["data"]["train"], len(run.train_images), config.frame_height / 2
        wall = PassWall(run.mosaic, config.frame_width, top - SKIRT).move_to([0, (top + SKIRT) / 2, 0])
        excuse(wall, "outside", "a ground of all images, which runs to the frame's edges").race(seen)

        def show(done: float):
            wall.race(done)
            outer.show(done / train)
            image.set_value(round(done))
        with self.say("outer", pause=0.4) as line:
            self.play(FadeOut(label), run_time=0.2)
            digit.set_z_index(1)
            self.play(digit.animate.set(width=wall.width / wall.columns).move_to(wall.place(seen - 1)),
                      FadeIn(wall, outer.dot, epoch), Create(outer.emphasise().way),
                      *(part.animate.scale(1 / COUNTER).move_to([COUNTED[1], y, 0], aligned_edge=RIGHT)
                        for part, y in zip(counters[1], (NAMES, NUMBERS), strict=True)), run_time=0.7)
            self.remove(digit)
            self.play(PlayThrough([wall, image, outer], show, seen, train), run_time=max(line.left, 1.5))
            image.source = "digits:meta.data.train"
        return wall

    def all_updates(self, wall: PassWall, counters: VGroup, outer: LoopTrack, inner: LoopTrack) -> None:
        """All passes over all images, counted; in the end, how many updates that makes."""
        run = self.run
        train, total = run.meta["data"]["train"], int(run.updates[-1])
        epoch, image, updates = (row[1] for row in counters)

        def show(done: float):
            done = round(done)
            passed = max(done - 1, 0) // train
            epoch.set_value(passed + 1)
            image.set_value(done - passed * train)
            updates.set_value(done)
            wall.race(done - passed * train)
            outer.show(done / train)
            inner.show(done / 7)
        updates.set_value(train).source = "digits:meta.data.train"
        with self.say("updates", pause=0.5) as line:
            self.play(FadeIn(counters[2]), run_time=0.3)
            self.play(PlayThrough([wall, counters, outer, inner], show, train, total),
                      run_time=max(line.until("total"), 1.8))
            for number, key in ((epoch, "meta.epochs"), (image, "meta.data.train"), (updates, "updates[-1]")):
                number.source = f"digits:{key}"
            holds(wall.image, *counters[2])
            for part, kind in zip(counters[2], ("ink", "focus"), strict=True):
                part.set_color(role(kind))
            self.play(wall.image.animate.set_opacity(DIMMED),
                      *(part.animate.scale(much).move_to([0, y, 0]) for part, (much, y) in zip(counters[2], SUM, strict=True)),
                      run_time=0.6)
            self.drift(line.left + 0.3)

    def what_is_one(self, wall: PassWall, digit: Digit, counted: VGroup) -> None:
        """One image steps out of the wall again; nothing is counted any more."""
        digit.show(self.run.train_images[0]).move_to(wall.place(0))
        with self.say("one", pause=0) as line:
            self.hold(line.at("one") - line.elapsed - 0.9)
            self.play(FadeOut(counted), wall.image.animate.set_opacity(1), run_time=0.3)
            self.add(digit)
            self.play(FadeOut(*self.others(digit)), digit.animate.set(width=IMAGE).move_to([0, FLOOR, 0], aligned_edge=DOWN),
                      run_time=1.0)
