"""How film one's program is watched while it learns: its loop cut into slices, when somebody looks, what the log takes."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, Line, Square, VGroup

from network.program import Program
from scenes.kit.declare import furniture, whole_picture
from scenes.kit.digit import WeightImage
from scenes.kit.listing import Listing, excerpt
from scenes.kit.scales import largest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.making.chapter import Chapter

LONG = 11.6         # of the line of updates, in units
STRETCH = 1.2       # seconds in which the line of updates is stretched at its start
ACROSS, DOWNWARDS, PICTURE = 6, 3, 1.8      # pictures of a neuron, and their side in units
SIDE = 5.6          # of the square that is all moments


class Watching(Chapter):
    """The listing, the watched loop, the moments, the sizes, and the same numbers in the end."""

    def construct(self):
        self.open()
        self.sizes(self.moments(self.cut(self.plain())))
        self.same()
        self.close()

    def plain(self) -> Listing:
        """The loops of the listing, which say nothing of a log."""
        program = Program(self.digits.meta["source"])
        listing = Listing(excerpt(program.source, program.loop("epoch")), 0.178).shift(0.3 * DOWN)
        whole_picture(listing)
        strip = self.strip()
        with self.say("want", pause=1.1) as line:
            coming = LaggedStart(*(FadeIn(picture) for picture in strip), lag_ratio=0.2)
            self.play(coming, run_time=max(line.until("moments"), 1.6))
            self.drift(line.left)
        with self.say("plain", pause=1.4) as line:
            self.play(FadeOut(strip), run_time=0.3)
            self.play(FadeIn(listing), run_time=0.5)
            line.wait_for("keeping")
            self.drift(line.left)
        return listing

    def strip(self) -> Group:
        """What one hidden neuron has learned at the last of the logged moments: the one that learned most."""
        run = self.digits
        learned = run.w_i_h - run.w_i_h[0]
        k = int(np.abs(learned[-1]).sum(axis=1).argmax())
        moments = range(len(learned) - ACROSS * DOWNWARDS, len(learned))
        scale = largest(learned[-1, k])
        pictures = Group(*(WeightImage(learned[s, k], PICTURE, scale) for s in moments))
        return pictures.arrange_in_grid(DOWNWARDS, ACROSS, buff=0.3).shift(0.25 * DOWN)

    def ticks(self, updates: np.ndarray, scale: np.ndarray) -> VGroup:
        """A line of all updates with a tick at each of these; scale: where they stand on it."""
        line = Line(0.5 * LONG * LEFT, 0.5 * LONG * RIGHT, stroke_color=role("quiet"), stroke_width=3)
        places = -LONG / 2 + LONG * scale / scale[-1]
        marks = (Line([x, -0.9, 0], [x, 0.9, 0], stroke_color=role("focus"), stroke_width=2) for x in places)
        return furniture(VGroup(line, *marks))

    def cut(self, listing: Listing) -> Listing:
        """The loop as it runs when it is watched: the slices, then the look."""
        watched = self.log.text("watching_loop")
        sliced = Listing(watched, 0.315).shift(0.2 * DOWN)
        rows = watched.splitlines()
        parts, look = (next(i for i, row in enumerate(rows, 1) if word in row) for word in ("watch.parts", "watch.look"))
        with self.say("cut", pause=1.9) as line:
            self.play(FadeOut(listing), run_time=0.3)
            self.play(FadeIn(sliced), run_time=0.4)
            line.wait_for("cut")
            self.play(sliced.light(parts, parts + 1), run_time=0.5)
            line.wait_for("look")
            self.play(sliced.light(look - 1, look), run_time=0.5)
            self.drift(line.left)
        return sliced

    def moments(self, before: Listing) -> VGroup:
        """All looks on an even line, and the same on a line on which each step is a multiple of the last."""
        updates = self.digits.updates
        even, wider = self.ticks(updates, updates.astype(float)).shift(0.4 * UP), self.ticks(updates, np.log1p(updates))
        wider.shift(0.4 * UP)
        with self.say("when", pause=1.1) as line:
            self.play(FadeOut(before), run_time=0.3)
            line.wait_for("early")
            self.play(FadeIn(even), run_time=0.5)
            self.drift(line.left)
        last = Number(int(updates[-1]), 0, size=LABEL, source="digits:updates[-1]", color=role("quiet"))
        last.next_to(wider, DOWN, buff=0.3).align_to(wider, RIGHT)
        count = in_line(Number(len(updates), 0, size=TITLE, source="digits:updates.size", color=role("focus")),
                        words(self.screen("looks"), BODY, role("quiet"))).next_to(wider, DOWN, buff=0.8)
        note = words(self.screen("stretched"), BODY, role("quiet")).next_to(wider, UP, buff=0.3)
        with self.say("spaced", pause=1.9) as line:
            line.wait_for("wider")
            self.play(FadeIn(last, count), run_time=0.4)
            self.hold(max(line.left - STRETCH, 0))
            self.play(*(old.animate.move_to(new) for old, new in zip(even, wider, strict=True)), FadeIn(note), run_time=STRETCH)
            self.drift(line.left)
        return VGroup(even, last, count, note)

    def sizes(self, before: VGroup) -> None:
        """All moments as a square, the log as another of the same scale."""
        log, every = int(self.log.watching_log_bytes[0]), int(self.log.watching_all_bytes[0])
        whole = Square(SIDE, stroke_width=0, fill_color=role("panel"), fill_opacity=1).move_to([-2.6, -0.35, 0])
        small = Square(SIDE * (log / every) ** 0.5, stroke_width=0, fill_color=role("focus"), fill_opacity=1)
        small.move_to([2.4, -0.35, 0])
        names = VGroup(words(self.screen("everything"), BODY, role("quiet")).move_to(whole),
                       words(self.screen("logged"), BODY, role("focus")).next_to(small, RIGHT, buff=0.4))
        with self.say("size", pause=2.0) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.play(FadeIn(whole, names[0], scale=0.8), run_time=0.6)
            line.wait_for("small")
            self.play(FadeIn(small, names[1]), run_time=0.5)
            self.drift(line.left)
        self.play(FadeOut(whole, small, names), run_time=0.3)

    def same(self) -> None:
        """How many of the learned numbers differ between a run alone and a watched one."""
        counts = enumerate(zip(self.log.watching_differing.tolist(), (3.2, BODY), ("target", "quiet"), strict=True))
        count, of = (Number(value, 0, size=size, color=role(name), source=f"making:watching_differing[{i}]")
                     for i, (value, size, name) in counts)
        said = in_line(words(self.screen("of"), BODY, role("quiet")), of, words(self.screen("same"), BODY, role("quiet")))
        with self.say("same", pause=1.8) as line:
            said.next_to(count.shift(0.5 * UP), DOWN, buff=0.6)
            alone, watched = (self.wall().move_to([x, -0.3, 0]) for x in (-3.6, 3.6))
            self.play(FadeIn(alone), run_time=0.5)
            self.play(FadeIn(watched), run_time=0.5)
            line.wait_for("same")
            self.play(FadeOut(alone, shift=3 * RIGHT), FadeOut(watched, shift=3 * LEFT), run_time=0.4)
            self.play(FadeIn(count, scale=1.3), run_time=0.4)
            self.play(FadeIn(said), run_time=0.4)
            self.drift(line.left)

    def wall(self) -> Group:
        """What all hidden neurons have learned in the end; of both runs the same, to the last bit."""
        learned = self.digits.w_i_h[-1] - self.digits.w_i_h[0]
        pictures = Group(*(WeightImage(one, PICTURE / 1.7, largest(learned)) for one in learned))
        return pictures.arrange_in_grid(cols=5, buff=0.12)
