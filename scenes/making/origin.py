"""One number of film one, followed back from a frame to a pixel, and from its key to the voice."""

import textwrap

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, ImageMobject, Indicate, Line, Rectangle, ReplacementTransform,
                   UpdateFromAlphaFunc, VGroup, linear, there_and_back)

from network.program import WEIGHTS, Program
from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.rates import SOON
from scenes.kit.scales import activation_fill
from scenes.kit.text import Number, SwitchTo, code, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.making.chapter import Chapter
from scenes.making.replay import pictures
from scenes.scratch.cast import first_image, show_activations, small_net

HIGH = 6.4          # of the frame, in units
DIM = 0.12          # opacity of the frame behind its number
LOUPE = 11.0        # how much the number is magnified
KEY, LINE = 0.285, 0.54     # em of keys, and of the script's line
LETTERS, PITCH = 36, 1.6     # in a row of that line, and ems between two rows
ROWS = 4            # names of arrays that are shown before and after the one that is meant


class Origin(Chapter):
    """Frame, object, key, file, program, pixels; then script and voice."""

    def construct(self):
        picture = self.playing()
        number = self.number(self.frame(picture))
        number = self.first_pixels(self.program(self.file(self.carried(number))))
        self.other(*self.voice_too(number))
        self.close()

    def playing(self) -> ImageMobject:
        """The move of film one that ends with the number, as far as its first picture."""
        picture = ImageMobject(pictures(self.log, "origin")[0]).set(height=HIGH).shift(0.25 * DOWN)
        self.open(picture)
        return picture

    def frame(self, picture: ImageMobject) -> Group:
        """The move plays to its last frame, and the number in that."""
        frames = [*pictures(self.log, "origin")[:-1], self.log.picture("origin_frame")]

        def show(share: float) -> None:
            picture.pixel_array[..., :3] = frames[min(int(share * len(frames)), len(frames) - 1)]

        ring = self.box_on(picture, self.log.origin_box, 0.3)
        with self.say("frame", pause=1.5) as line:
            self.play(UpdateFromAlphaFunc(picture, lambda _, alpha: show(alpha)), rate_func=linear, run_time=line.until("number"))
            self.play(FadeIn(ring, scale=1.6), run_time=0.5)
            self.drift(line.left)
        return Group(picture, ring)

    def number(self, seen: Group) -> Number:
        """The number alone, as the object that it is."""
        picture, ring = seen
        number = Number(self.cost, 2, size=ring.height / 2, source=self.log.text("origin_key"), color=role("error"))
        holds(picture, number.move_to(ring))
        with self.say("nobody", pause=1.0) as line:
            self.cut_out(picture)
            self.add(number)
            self.play(picture.animate.set_opacity(DIM), FadeOut(ring), number.animate.scale(LOUPE).move_to([0, 0.2, 0]),
                      run_time=max(line.left, 0.8))
        self.play(FadeOut(picture), number.animate.scale(0.8).move_to([0, 1.2, 0]), run_time=0.5)
        return number

    def cut_out(self, picture: ImageMobject) -> None:
        """Where the number stood in the picture there is nothing now."""
        pixels = picture.pixel_array[..., :3]
        unit, corner = len(pixels) / self.camera.frame_height, np.array(pixels.shape[1::-1]) / 2
        left, low, right, high = np.rint(self.log.origin_box * unit).astype(int)
        x, y = corner.astype(int)
        pixels[y - high - 1:y - low + 1, x + left - 1:x + right + 1] = 255 * role("background").to_rgb()

    @property
    def cost(self) -> float:
        """What the number shows."""
        return float(self.facts["cost_before"])

    def carried(self, number: Number) -> VGroup:
        """The key that it carries, on a thread."""
        key = code(self.log.text("origin_key"), KEY, role("ink")).move_to(1.9 * DOWN)
        tag = Rectangle(width=key.width + 0.5, height=key.height + 0.6, stroke_color=role("quiet"), stroke_width=2).move_to(key)
        thread = Line(number.get_bottom() + 0.3 * DOWN, tag.get_top(), stroke_color=role("quiet"), stroke_width=2)
        with self.say("key", pause=1.7) as line:
            self.play(Indicate(number, 1.08, role("error")), run_time=1.0)
            line.wait_for("carries")
            self.play(FadeIn(thread, tag, key, shift=0.4 * DOWN), run_time=0.6)
            self.drift(line.left)
        return VGroup(number, thread, tag, key)

    def file(self, before: VGroup) -> Group:
        """The file that the key asks: its arrays, and of one of them the first values."""
        names = [name for name, value in vars(self.pixels).items() if isinstance(value, np.ndarray) and not name.startswith("_")]
        shown = names[names.index("o") - ROWS:names.index("o") + ROWS]
        listing = Listing("\n".join(shown), 0.42, width=4.4).move_to([-3.6, -0.75, 0])
        title = words(self.screen("file"), LABEL, role("quiet")).next_to(listing, UP, buff=0.2, aligned_edge=LEFT)
        outputs = Matrix(self.pixels.o[0, 0], "activation", source="pixels:o[0,0]", cell=(1.9, 1.1), text_size=0.6)
        outputs.move_to([2.9, -0.75, 0])
        with self.say("log", pause=1.7) as line:
            number, thread, tag, key = before
            run = key[:self.log.text("origin_key").index(":")]     # names the file
            self.play(run.animate.set_color(role("focus")), run_time=0.4)
            line.wait_for("file")
            self.play(FadeOut(thread, tag, key[len(run):]), ReplacementTransform(run, title),
                      number.animate.set(height=0.5).move_to([2.9, 2.4, 0]), run_time=0.6)
            self.play(FadeIn(listing), run_time=0.3)
            self.play(listing.light(shown.index("o") + 1), run_time=0.5)
            self.play(FadeIn(outputs, shift=RIGHT), run_time=0.6)
            self.drift(line.left)
        return Group(number, listing, title, outputs)

    def program(self, before: Group) -> Group:
        """The lines of the listing that computed them, and what they made."""
        program = Program(self.pixels.meta["source"])
        numbers = [number for name in ("h_pre", "h", "o_pre", "o") for number in program.lines(name)]
        listing = Listing(excerpt(program.source, numbers), 0.54).move_to([-1.75, -0.2, 0])
        number, *gone, outputs = before
        with self.say("program", pause=1.3) as line:
            self.play(FadeOut(*gone), run_time=0.3)
            self.play(outputs.animate.move_to([5.4, -0.2, 0]), number.animate.move_to([5.4, 2.2, 0]), run_time=0.5)
            line.wait_for("lines")
            self.play(FadeIn(listing), run_time=0.4)
            for k in range(len(numbers)):
                self.play(listing.light(k + 1), run_time=0.35)
            self.drift(line.left)
        return Group(number, listing, outputs)

    def first_pixels(self, before: Group) -> Number:
        """The net with the image that all of it began with, from its pixels to its outputs and to the number."""
        run = self.pixels
        net, image = show_activations(small_net(run), run), first_image(run).move_to([-3.9, -0.3, 0])
        marks = VGroup(*(image.mark(int(k)) for k in run.pixel_index))
        number, *gone = before
        with self.say("pixels", pause=1.6) as line:
            self.play(FadeOut(*gone), number.animate.move_to([5.9, 2.3, 0]), run_time=0.3)
            self.play(FadeIn(net), run_time=0.4)
            line.wait_for("image")
            self.play(FadeIn(image, marks), run_time=0.5)
            for k in (0, 1):
                self.play(net.pulse(net.edges_between(k)), run_time=0.7)
            self.play(Indicate(number, 1.4, role("error")), run_time=0.7)
            self.drift(line.left)
        self.play(FadeOut(net, image, marks), run_time=0.3)
        return number

    def voice_too(self, number: Number) -> tuple[VGroup, ...]:
        """The script's line with its hole, and below it the net that the number comes from."""
        run = self.pixels
        rows = textwrap.wrap(self.log.text("origin_line"), LETTERS)
        written = [code(row, LINE).shift((2.2 - k * PITCH * LINE) * UP + 6.1 * LEFT) for k, row in enumerate(rows)]
        end, = (k for k, row in enumerate(rows) if "{" in row)
        first, last = (rows[end].replace(" ", "").index(letter) for letter in "{}")
        hole, tail = written[end][first:last + 1], written[end][last + 1:]
        net = self.net_of({name: getattr(run, name)[0] for name in WEIGHTS}, run.h[0, 0], run.o[0, 0], "this")
        with self.say("voice", pause=1.0) as line:
            self.play(number.animate.move_to(net.get_right() + 0.6 * RIGHT, LEFT), FadeIn(net), run_time=0.6)
            self.play(FadeIn(*written), run_time=0.5)
            line.wait_for("hole")
            self.play(hole.animate.set_color(role("focus")), run_time=0.4)
            self.play(hole.animate(rate_func=there_and_back).set_opacity(DIM), run_time=0.8)
            self.drift(line.left)
        return net, number, hole, tail

    def other(self, net: VGroup, number: Number, hole: VGroup, tail: VGroup) -> None:
        """The number drops into the hole; then that of another run does, whose net comes instead of this one's."""
        log = self.log
        another = self.net_of({name: getattr(log, f"origin_other_{name}") for name in WEIGHTS}, log.origin_other_h,
                              log.origin_other_o, "another")
        with self.say("filled", pause=2.0) as line:
            line.wait_for("drops")
            dropped = number.copy().set(height=0.42).move_to(hole, LEFT)
            self.play(FadeOut(hole, rate_func=SOON), number.animate(path_arc=-1).move_to(dropped).set(height=dropped.height),
                      tail.animate(rate_func=SOON).next_to(dropped, RIGHT, buff=0.08, aligned_edge=DOWN), run_time=0.7)
            line.wait_for("other")
            self.push_aside(net, another)
            self.play(SwitchTo(number, float(log.origin_other_cost[0]), "making:origin_other_cost[0]"), run_time=0.8)
            self.drift(line.left)

    def net_of(self, state: dict[str, np.ndarray], hidden: np.ndarray, outputs: np.ndarray, name: str) -> VGroup:
        """The net with the weights of a run and what its first image makes of it, too small for numbers, and the run's name."""
        net = NetworkDiagram(self.pixels.sizes, width=5.4, spacing=0.66, radius=0.25, bias=False)
        for k, weights in enumerate(("w_i_h", "w_h_o")):
            net.set_weights(k, state[weights])
        for layer, values in zip(net.layers, (self.pixels.inputs_of(0), hidden, outputs), strict=True):
            for neuron, value in zip(layer, np.ravel(values), strict=True):
                neuron.paint(activation_fill(float(value)))
        net.move_to([0.6, -1.8, 0])
        return VGroup(net, words(self.screen(name), BODY, role("quiet")).next_to(net, LEFT, buff=0.5))
