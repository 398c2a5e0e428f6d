"""The code of a beat and the picture that it makes, both running."""

import numpy as np
from manim import DOWN, RIGHT, Create, FadeIn, FadeOut, Group, Line, VGroup, linear

from scenes.kit.text import code, words
from scenes.kit.theme import BODY, role
from scenes.making import example
from scenes.making.chapter import Chapter
from scenes.making.stepper import Stepper

LARGE, TYPE = 0.36, 0.24      # em of the code alone, and beside its picture
FIRST, SECOND = 1, 2          # probe images


class Beat(Chapter):
    """The same lines with two images."""

    def construct(self):
        stepper = Stepper(self, example.answer, LARGE)
        self.here(stepper)
        self.again(stepper, self.block(stepper, self.first(stepper)))
        self.close()

    def here(self, stepper: Stepper) -> None:
        """The code alone."""
        listing = stepper.listing.shift(0.25 * DOWN)
        self.open(listing)
        with self.say("here", pause=0.2) as line:
            line.wait_for("says")
            self.play(listing.light(stepper.block.start - 1), run_time=0.4)
            line.wait_for("seen")
            self.play(listing.light(*stepper.block), run_time=0.4)
            line.wait_for("run")
            self.play(listing.light(), run_time=0.2)

    def first(self, stepper: Stepper) -> Group:
        """The code runs, and makes room for what it makes; all that is on screen then but for itself."""
        name = self.index(FIRST, "FIRST")

        def make_room() -> None:
            self.play(stepper.becomes(TYPE, np.array([-3.4, 0.8, 0])), run_time=0.7)
            self.play(FadeIn(name), run_time=0.2)

        made = stepper.run(self, self.pixels, FIRST, "spoken", make_room=make_room)
        self.drift(0.7)
        return Group(made["net"], made["image"], name)

    def index(self, k: int, constant: str) -> VGroup:
        """Which of the probe images it is."""
        name = words(self.screen("image"), BODY, role("quiet"))
        index = code(f"k = {k}", BODY, role("focus"), source=f"constant:{constant}")
        return VGroup(name, index).arrange(DOWN, buff=0.2).move_to([-2.0, -2.55, 0])

    def block(self, stepper: Stepper, made: Group) -> Group:
        """The block beside the time that its line takes, and where it ends."""
        listing, rows = stepper.listing, stepper.block
        first, last = (listing.bar(row) for row in (rows.start, rows.stop - 1))
        side = Line(first.get_top(), last.get_bottom(), stroke_color=role("focus"), stroke_width=5)
        side.set_x(listing.panel.get_left()[0] + 0.5)
        foot = Line(side.get_end(), side.get_end() + 5.4 * RIGHT, stroke_color=role("focus"), stroke_width=5)
        with self.say("block", pause=1.4) as line:
            line.wait_for("while")
            self.play(listing.light(*rows), Create(side, rate_func=linear), run_time=line.until("ends"))
            self.play(Create(foot), run_time=0.6)
            self.drift(line.left)
        self.play(FadeOut(side, foot), listing.light(), run_time=0.3)
        return made

    def again(self, stepper: Stepper, before: Group) -> None:
        """It runs with another image, quicker, since its lines are known; what it made before is gone."""
        with self.say("again") as line:
            line.wait_for("again")
            self.play(FadeOut(before), run_time=0.3)
            self.play(FadeIn(self.index(SECOND, "SECOND")), run_time=0.3)
            self.drift(line.left)
        stepper.run(self, self.pixels, SECOND, "second", read=0.1)
        self.drift(0.4)
