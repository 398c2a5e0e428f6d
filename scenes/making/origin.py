"""One number of film one, followed back from a frame to a pixel, and from its key to the voice."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, Rectangle, VGroup

from network.program import Program
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.text import Number, code, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.making.chapter import Chapter

HIGH = 6.4          # of the frame, in units
LOUPE = 2.6         # how much the number is magnified
KEY = 0.27          # em of keys and lines of script


class Origin(Chapter):
    """Frame, object, key, file, program, pixels; then script and voice."""

    def construct(self):
        self.open()
        number = self.number(self.frame())
        key = self.key(number)
        self.pixels_of_the_image(self.program(self.file(key)))
        self.voice_too()
        self.close()

    def frame(self) -> Group:
        """The frame, and the number in it."""
        picture = self.frame_of_film_one("origin_frame", HIGH).shift(0.25 * DOWN)
        ring = self.around(picture)
        with self.say("frame", pause=1.0) as line:
            self.play(FadeIn(picture), run_time=0.5)
            line.wait_for("number")
            self.play(FadeIn(ring, scale=1.6), run_time=0.5)
            self.drift(line.left)
        return Group(picture, ring)

    def around(self, picture) -> Rectangle:
        """A box around the number in a picture of the frame."""
        left, low, right, high = self.log.origin_box * picture.height / self.camera.frame_height
        box = Rectangle(width=right - left + 0.3, height=high - low + 0.3, stroke_color=role("focus"), stroke_width=4)
        return box.move_to(picture.get_center() + [(left + right) / 2, (low + high) / 2, 0])

    def number(self, seen: Group) -> Number:
        """The number alone, as the object that it is."""
        picture, ring = seen
        number = Number(self.cost, 2, size=TITLE, source=self.log.text("origin_key"), color=role("error"))
        number.move_to(ring)
        with self.say("nobody", pause=0.4) as line:
            self.play(picture.animate.set_opacity(0.25), FadeIn(number), run_time=0.5)
            self.play(FadeOut(picture, ring), number.animate.scale(LOUPE).move_to([0, 2.1, 0]), run_time=max(line.left, 0.8))
        return number

    @property
    def cost(self) -> float:
        """What the number shows."""
        return float(self.facts["cost_before"])

    def key(self, number: Number) -> VGroup:
        """The key that it carries."""
        key = code(self.log.text("origin_key"), KEY, role("ink"), source=self.log.text("origin_key")).next_to(number, DOWN, buff=0.5)
        tag = Rectangle(width=key.width + 0.5, height=key.height + 0.4, stroke_color=role("quiet"), stroke_width=2).move_to(key)
        with self.say("key", pause=0.6) as line:
            line.wait_for("carries")
            self.play(FadeIn(tag, key, shift=0.2 * DOWN), run_time=0.6)
            self.drift(line.left)
        return VGroup(number, tag, key)
