"""Two images of the test set one after the other: each with its label, and what the net says to it."""

from manim import DOWN, FadeIn

from scenes.film.chapter import Chapter
from scenes.kit.digit import Digit
from scenes.kit.text import Number, words
from scenes.kit.theme import TITLE, role

SIZE = 1.7


class Scene(Chapter):
    def construct(self):
        run = self.runs["digits"]
        image = Digit(run.probe_images[4], side=5.4).move_to([-2.9, -0.3, 0])
        label = Number(run.probe_labels[4], 0, source="digits:probe_labels[4]", size=SIZE)
        output = Number(run.o[-1, 4, 4, 0], 2, source="digits:o[-1,4,4,0]", size=SIZE)
        label.move_to([3, 1.4, 0]).set_color(role("target"))
        output.move_to([3, -1.2, 0]).set_color(role("activation"))
        names = [words(name, TITLE, role("quiet")).next_to(place, DOWN, buff=1.0)
                 for name, place in (("label", [3, 1.4, 0]), ("output", [3, -1.2, 0]))]
        with self.say("one") as line:
            self.play(FadeIn(image, label, output, *names), run_time=0.5)
            self.drift(line.left)
        with self.say("next") as line:
            image.show(run.probe_images[0])
            label.set_value(run.probe_labels[0]).source = "digits:probe_labels[0]"
            output.set_value(run.o[-1, 0, 0, 0]).source = "digits:o[-1,0,0,0]"
            self.drift(line.left)
