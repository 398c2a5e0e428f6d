"""What checks film one: how the gate looks at a chapter, and what it says when a fault is planted."""

from functools import cached_property
from textwrap import wrap

import numpy as np
from manim import DOWN, LEFT, UP, FadeIn, FadeOut, Group, ImageMobject, Line, VGroup

from scenes.kit.declare import furniture
from scenes.kit.listing import Listing
from scenes.kit.moments import PlayThrough
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.making.chapter import Chapter
from scenes.making.framed import framed

LOOK, LOOK_Y = 5.1, 0.2                     # height of what is looked at, and where it is
TICKS, TICKS_Y, TICK = 12.6, -2.75, 0.3     # width of the line of looks, its y, and the length of a tick
COUNT_Y = -3.3
HIGH, PLACE = 5.0, [-2.1, -0.75, 0]         # of a picture of the scene
LINE, LINE_AT = 0.27, [0, 2.4, 0]           # em of its line of code, and where it is
SAID_AT, COLUMNS = [2.7, 0.4, 0], 23        # of what is found: its top left corner, and letters in a row
RULE, SAID, PITCH = 0.44, 0.28, 1.6         # ems of the rule's name and of the rest, and distance of its rows in ems


class Checked(Chapter):
    """The looks, then three faults, then none."""

    def construct(self):
        picture = self.look_at()
        self.open(picture)
        self.looks(picture)
        shown = self.plant("overlap", "one")
        shown = self.plant("invented", "one", *shown)
        self.clean(*self.plant("late", "next", *shown))
        self.close()

    # --- the gate's way through a chapter ------------------------------------------------------------

    def looks(self, picture: Group) -> None:
        """A chapter goes by; then the gate stops it again and again, and looks."""
        ticks, count = self.ticks(), self.count()
        with self.say("many", pause=0.6) as line:
            self.play(PlayThrough([picture], lambda k: self.show(picture, k), 0, self.last), run_time=line.until("gate") - 0.3)
            self.play(FadeIn(ticks), run_time=0.5)
            self.drift(line.left)
        with self.say("rehearsal", pause=0.9) as line:
            self.play(self.look_through(picture, ticks, 0, self.last / 2), run_time=line.until("looks"))
            self.add(count)
            self.play(self.look_through(picture, ticks, self.last / 2, self.last), run_time=max(line.left, 1.5))
        self.play(FadeOut(picture, ticks, count), run_time=0.3)

    @property
    def last(self) -> int:
        """Which of the pictures is the last one."""
        return len(self.log.checked_shown) - 1

    def look_at(self) -> Group:
        """What is seen in the first look."""
        return framed(ImageMobject(self.shown[0]).set(height=LOOK)).move_to(LOOK_Y * UP)

    @cached_property
    def shown(self) -> list[np.ndarray]:
        """The pictures that were kept."""
        return np.split(self.log.picture("checked_shown"), len(self.log.checked_shown))

    def show(self, picture: Group, k: float) -> None:
        """One of these pictures."""
        picture[0].pixel_array[..., :3] = self.shown[round(k)]

    def look_through(self, picture: Group, ticks: VGroup, start: float, end: float) -> PlayThrough:
        """The looks whose pictures were kept, one after the other."""
        def show(k):
            self.show(picture, k)
            done = self.log.checked_shown[round(k)] + 1 if round(k) < self.last else len(ticks)
            ticks[:done].set_stroke(role("focus"), 5)
        return PlayThrough([picture, ticks], show, start, end)

    def ticks(self) -> VGroup:
        """A tick for each look."""
        places = np.linspace(-TICKS / 2, TICKS / 2, int(self.log.checked_looks[0]))
        ticks = (Line(TICK / 2 * DOWN, TICK / 2 * UP).move_to([x, TICKS_Y, 0]) for x in places)
        return furniture(VGroup(*ticks).set_stroke(role("quiet"), 2))

    def count(self) -> VGroup:
        """How many looks there are, and how many of them are shown."""
        looks, shown = int(self.log.checked_looks[0]), len(self.log.checked_shown)
        return in_line(Number(looks, 0, size=TITLE, source="making:checked_looks[0]", color=role("focus")),
                       words(self.screen("looks"), BODY, role("quiet")),
                       Number(shown, 0, size=BODY, source="making:len(checked_shown)", color=role("quiet")),
                       words(self.screen("shown"), BODY, role("quiet"))).move_to(COUNT_Y * UP)

    # --- faults --------------------------------------------------------------------------------------

    def plant(self, fault: str, before: str, *gone) -> tuple:
        """The scene with its line of code; the line is changed, and the gate says what is wrong with the picture."""
        right, wrong = (self.picture(name) for name in (before, fault))
        line_of_code, planted = self.lines_of_code(fault)
        boxes, said = self.boxes(fault, wrong), self.said(fault)
        with self.say(fault, pause=2.5) as line:
            self.remove(*gone)
            self.play(FadeIn(right, line_of_code), run_time=0.3)
            self.hold(0.5 * line.until(fault))
            self.remove(line_of_code)
            self.play(FadeIn(planted), run_time=0.3)
            line.wait_for(fault)
            self.remove(right)
            self.add(wrong)
            self.bring_to_front(planted)
            self.play(FadeIn(boxes, scale=1.3), run_time=0.4)
            self.play(FadeIn(said, shift=0.3 * LEFT), run_time=0.4)
            self.drift(line.left)
        return wrong, planted, boxes, said

    def picture(self, name: str) -> Group:
        """A picture of the scene."""
        return framed(self.frame_of_film_one(f"checked_{name}", HIGH)).move_to(PLACE)

    def said(self, fault: str) -> VGroup:
        """What the gate says: the name of the rule, and below it, in rows, what is wrong."""
        rule, _, what = self.log.text(f"checked_{fault}_said").partition(": ")
        rows = VGroup(code(rule, RULE, role("focus")))
        for k, row in enumerate(wrap(what, COLUMNS, break_long_words=False, break_on_hyphens=False)):
            rows.add(code(row, SAID).shift((k + 1.9) * PITCH * SAID * DOWN))
        return rows.shift(SAID_AT)

    def lines_of_code(self, fault: str) -> list[Listing]:
        """The line of the scene as it was and as it is changed; what differs is lit."""
        texts = [self.log.text(f"checked_{fault}_{name}") for name in ("line", "planted")]
        start, end = alike(*texts), alike(*(text[::-1] for text in texts))
        listings = [Listing(text, LINE).move_to(LINE_AT) for text in texts]
        for listing, text in zip(listings, texts, strict=True):
            first, last = (len(part.replace(" ", "")) for part in (text[:start], text[:len(text) - end]))
            listing.line(1)[first:last].set_color(role("focus"))
        return listings

    def boxes(self, fault: str, picture: Group) -> VGroup:
        """Boxes around the culprits, as the gate gives them."""
        return VGroup(*(furniture(self.box_on(picture, place, 0.12)) for place in getattr(self.log, f"checked_{fault}_boxes")))

    def clean(self, *gone) -> None:
        """Without a fault nothing is found."""
        right, line_of_code = self.picture("next"), self.lines_of_code("late")[0]
        none = Number(int(self.log.checked_clean[0]), 0, size=2.2, source="making:checked_clean[0]", color=role("target"))
        count = VGroup(none, words(self.screen("found"), BODY, role("target"))).arrange(DOWN, buff=0.35)
        with self.say("clean", pause=1.9) as line:
            self.remove(*gone)
            self.add(right)
            self.play(FadeIn(line_of_code), run_time=0.3)
            line.wait_for("clean")
            self.play(FadeIn(count.move_to([4.6, PLACE[1], 0]), scale=1.3), run_time=0.5)
            self.drift(line.left)


def alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    return next(k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
