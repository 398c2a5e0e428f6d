"""The code of a beat and the picture that it makes, both running."""

from manim import FadeIn, FadeOut

from scenes.making import example
from scenes.making.chapter import Chapter
from scenes.making.stepper import Stepper

TYPE = 0.235      # em of the code
FIRST, SECOND = 0, 2     # probe images


class Beat(Chapter):
    """The same lines with two images."""

    def construct(self):
        self.open()
        stepper = Stepper(self, example.answer, TYPE)
        stepper.listing.move_to([-3.4, 0.95, 0])
        with self.say("here", pause=0.7) as line:
            self.play(FadeIn(stepper.listing), run_time=0.6)
            line.wait_for("run")
            self.drift(line.left)
        made = stepper.run(self, self.pixels, FIRST, "spoken")
        with self.say("block", pause=1.1) as line:
            rows = len(stepper.listing.lines)
            line.wait_for("while")
            self.play(stepper.listing.light(*range(5, rows + 1)), run_time=0.5)
            line.wait_for("ends")
            self.play(stepper.listing.light(rows), run_time=0.5)
            self.drift(line.left)
        with self.say("again", pause=0.7) as line:
            self.play(FadeOut(made["net"], made["image"]), stepper.listing.light(), run_time=0.5)
            line.wait_for("again")
            self.drift(line.left)
        stepper.run(self, self.pixels, SECOND, "second")
        self.close()
