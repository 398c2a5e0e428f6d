"""One number of film one, followed back from a frame to a pixel, and from its key to the voice."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, Indicate, Rectangle, VGroup

from network.program import Program
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.text import Number, code, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.making.chapter import Chapter
from scenes.scratch.cast import first_image, show_activations, small_net

HIGH = 6.4          # of the frame, in units
LOUPE = 3.6         # how much the number is magnified
KEY, LINE = 0.27, 0.44     # em of keys, and of the script's line
ROWS = 4            # names of arrays that are shown before and after the one that is meant


class Origin(Chapter):
    """Frame, object, key, file, program, pixels; then script and voice."""

    def construct(self):
        self.open()
        number = self.number(self.frame())
        self.first_pixels(self.program(self.file(self.carried(number))))
        self.voice_too()
        self.close()

    def frame(self) -> Group:
        """The frame, and the number in it."""
        picture = self.frame_of_film_one("origin_frame", HIGH).shift(0.25 * DOWN)
        ring = self.box_on(picture, self.log.origin_box, 0.3)
        with self.say("frame", pause=2.0) as line:
            self.play(FadeIn(picture), run_time=0.5)
            line.wait_for("number")
            self.play(FadeIn(ring, scale=1.6), run_time=0.5)
            self.drift(line.left)
        return Group(picture, ring)

    def number(self, seen: Group) -> Number:
        """The number alone, as the object that it is."""
        picture, ring = seen
        number = Number(self.cost, 2, size=TITLE, source=self.log.text("origin_key"), color=role("error"))
        number.move_to(ring)
        with self.say("nobody", pause=1.4) as line:
            self.add(number)
            self.play(FadeOut(picture, ring), run_time=0.5)
            self.play(number.animate.scale(LOUPE).move_to([0, 0.8, 0]), run_time=max(line.left, 0.8))
        return number

    @property
    def cost(self) -> float:
        """What the number shows."""
        return float(self.facts["cost_before"])

    def carried(self, number: Number) -> VGroup:
        """The key that it carries."""
        key = code(self.log.text("origin_key"), KEY, role("ink")).next_to(number, DOWN, buff=0.9)
        tag = Rectangle(width=key.width + 0.5, height=key.height + 0.4, stroke_color=role("quiet"), stroke_width=2).move_to(key)
        with self.say("key", pause=1.9) as line:
            line.wait_for("carries")
            self.play(FadeIn(tag, key, shift=0.2 * DOWN), run_time=0.6)
            self.drift(line.left)
        return VGroup(number, tag, key)

    def file(self, before: VGroup) -> Group:
        """The file that the key asks: its arrays, and of one of them the first values."""
        names = [name for name, value in vars(self.pixels).items() if isinstance(value, np.ndarray) and not name.startswith("_")]
        shown = names[names.index("o") - ROWS:names.index("o") + ROWS]
        listing = Listing("\n".join(shown), 0.42, width=4.4).move_to([-3.6, -0.75, 0])
        title = words(self.screen("file"), LABEL, role("quiet")).next_to(listing, UP, buff=0.2, aligned_edge=LEFT)
        outputs = Matrix(self.pixels.o[0, 0], "activation", source="pixels:o[0,0]", cell=(1.9, 1.1), text_size=0.6)
        outputs.move_to([2.9, -0.75, 0])
        with self.say("log", pause=1.7) as line:
            number, tag, key = before
            self.play(FadeOut(tag, key), number.animate.scale(0.6).move_to([2.9, 2.4, 0]), run_time=0.6)
            self.play(FadeIn(listing, title), run_time=0.4)
            line.wait_for("file")
            self.play(listing.light(shown.index("o") + 1), run_time=0.5)
            self.play(FadeIn(outputs, shift=RIGHT), run_time=0.6)
            self.drift(line.left)
        return Group(number, listing, title, outputs)

    def program(self, before: Group) -> Group:
        """The lines of the listing that computed them, and what they made."""
        program = Program(self.pixels.meta["source"])
        numbers = [number for name in ("h_pre", "h", "o_pre", "o") for number in program.lines(name)]
        listing = Listing(excerpt(program.source, numbers), 0.52).move_to([-2.0, -0.2, 0])
        outputs, gone = before[-1], before[:-1]
        with self.say("program", pause=1.5) as line:
            self.play(FadeOut(*gone), run_time=0.3)
            self.play(outputs.animate.move_to([5.2, -0.2, 0]), run_time=0.5)
            line.wait_for("lines")
            self.play(FadeIn(listing), run_time=0.4)
            for k in range(len(numbers)):
                self.play(listing.light(k + 1), run_time=0.35)
            self.drift(line.left)
        return Group(listing, outputs)

    def first_pixels(self, before: Group) -> None:
        """The net with the image that all of it began with, from its pixels to its outputs."""
        run = self.pixels
        net, image = show_activations(small_net(run), run), first_image(run).move_to([-3.9, -0.3, 0])
        marks = VGroup(*(image.mark(int(k)) for k in run.pixel_index))
        with self.say("pixels", pause=2.0) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.play(FadeIn(net), run_time=0.4)
            line.wait_for("image")
            self.play(FadeIn(image, marks), run_time=0.5)
            for k in (0, 1):
                self.play(net.pulse(net.edges_between(k)), run_time=0.7)
            self.drift(line.left)
        self.play(FadeOut(net, image, marks), run_time=0.3)

    def voice_too(self) -> None:
        """The script's line with its hole, and what stands in it in this run."""
        line_of_script = self.log.text("origin_line").partition(", ")[2]
        written = code(line_of_script, LINE).move_to(0.9 * UP)
        start = len(line_of_script[:line_of_script.index("{")].replace(" ", ""))
        hole = written[start:len(written) - 2]
        number = Number(self.cost, 2, size=2 * TITLE, source=self.log.text("origin_key"), color=role("error"))
        number.move_to([hole.get_x(), -1.2, 0])
        with self.say("voice", pause=1.7) as line:
            self.play(FadeIn(written), run_time=0.5)
            line.wait_for("hole")
            self.play(hole.animate.set_color(role("focus")), run_time=0.4)
            self.play(Indicate(hole, 1.15, role("focus")), run_time=0.8)
            self.drift(line.left)
        with self.say("filled", pause=2.0) as line:
            self.play(FadeIn(number, shift=1.4 * DOWN), run_time=0.7)
            line.wait_for("other")
            self.drift(line.left)
