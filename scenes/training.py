"""Training: the real run on one instrument, and why new images are the honest test."""

from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, FadeIn, FadeOut, Group, Indicate, ReplacementTransform,
                   SurroundingRectangle, Text)
from manim.utils.rate_functions import ease_in_cubic, ease_in_quad

from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.terminal import PROMPT, Terminal
from scenes.kit.text import CODE_ADVANCE, Number, in_line, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.scratch.by_heart import Gaps, sides
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import fewer_images
from scenes.scratch.instrument import Instrument

EDGE, CEILING, FLOOR = 6.6, 2.95, -3.5      # the safe area under the title
MOST_PASSES = 4                             # more are not drawn one by one
EARLY = 0.05, 0.14, 0.22                    # the parts of the first pass that are looked at slowly
INSET = (5.6, 0.31)                         # width of the terminal beside the pictures, and its em


class Training(Chapter):
    """The run of the real net, 784-20-10, and runs on fewer images."""

    def construct(self):
        terminal, stream = self.start_run()
        terminal, instrument, name = self.first_pass(terminal, stream)
        self.passes_print(terminal, instrument)
        self.by_heart(self.honest(Group(terminal, instrument, name)))
        self.close()

    # --- the run -----------------------------------------------------------------------------------

    @property
    def passes(self) -> list[int]:
        """The passes that are drawn: all, or of many the first and the last."""
        epochs = self.digits.meta["epochs"]
        return list(range(epochs)) if epochs <= MOST_PASSES else [0, epochs - 1]

    def start_run(self) -> tuple[Terminal, Group]:
        """The command is typed; the first training images go by, one at a time."""
        run, command = self.digits, self.digits.meta["made_by"]
        size = min(TITLE, (2 * EDGE - 1) / (CODE_ADVANCE * len(PROMPT + command)))
        terminal = Terminal(CODE_ADVANCE * size * len(PROMPT + command) + 1, lines=1, size=size)
        terminal.move_to([0, CEILING, 0], aligned_edge=UP)
        digit = Digit(run.train_images[0], side=4.4).move_to([0, FLOOR + 0.1, 0], aligned_edge=DOWN)
        number = Number(1, 0, size=2.5 * TITLE, widest=len(run.train_images), source="constant:ordinal")
        label = Number(int(run.train_labels[0]), 0, size=2.5 * TITLE, source="digits:train_labels[0]",
                       color=role("target"))
        names = in_line(words(self.screen("image"), TITLE, role("quiet")),
                        words(self.screen("label"), TITLE, role("target")))
        names.set_y(digit.get_y() + 0.75)
        for value, name, side in zip((number, label), names, (LEFT, RIGHT), strict=True):
            value.move_to(digit.get_center() + 4.2 * side + 0.2 * DOWN)
            name.set_x(value.get_x())
        self.open(terminal, digit, number, label, names)
        with self.say("run", pause=0.6) as line:
            self.play(terminal.type(command, line.until("passes"), "digits:meta.made_by"))
            self.play(self.stream(digit, number, label), run_time=max(line.left + 0.3, 1.0))
        return terminal, Group(digit, number, label, names)

    def stream(self, digit: Digit, number: Number, label: Number) -> Animation:
        """The training images in the order of use, slowly at first, then faster and faster."""
        run = self.digits

        def show(k: float):
            digit.show(run.train_images[round(k)])
            label.set_value(int(run.train_labels[round(k)])).source = f"digits:train_labels[{round(k)}]"
            number.set_value(round(k) + 1)
        return PlayThrough([digit, number, label], show, 0, len(run.train_images) - 1, rate_func=ease_in_cubic)

    # --- one instrument, one clock -----------------------------------------------------------------

    def first_pass(self, terminal: Terminal, stream: Group) -> tuple[Terminal, Instrument, Text]:
        """The weights of all hidden neurons; then the curve of what is right, from the run's beginning."""
        run, instrument = self.digits, Instrument(self.digits, self.screen)
        curve = instrument.plot, instrument.curve, instrument.head
        instrument.plot.move_to([EDGE, FLOOR, 0], aligned_edge=DOWN + RIGHT)
        instrument.mosaic.move_to([-EDGE, FLOOR, 0], aligned_edge=DOWN + LEFT)
        name = words(self.screen("changes"), LABEL, role("quiet")).next_to(instrument.mosaic, UP, buff=0.13)
        name.align_to(instrument.mosaic, LEFT)
        size = min(INSET[1], (INSET[0] - 0.6) / (CODE_ADVANCE * len(PROMPT + run.meta["made_by"])))
        small = Terminal(INSET[0], len(self.passes) + 1, size).write(run.meta["made_by"], "digits:meta.made_by")
        small.move_to([EDGE, instrument.mosaic.get_top()[1], 0], aligned_edge=UP + RIGHT)
        first, second, third = (share * run.meta["data"]["train"] for share in EARLY)
        instrument.show_pictures(first).show_curve(0)
        with self.say("inside", pause=0.2) as line:
            self.play(FadeOut(stream, run_time=0.2), ReplacementTransform(terminal, small, run_time=0.4))
            self.play(FadeIn(instrument.mosaic, name, instrument.plot), run_time=0.4)
            self.play(PlayThrough([instrument.mosaic], instrument.show_pictures, first, second), run_time=line.until("share"))
            self.play(FadeIn(*curve[1:]), run_time=0.4)
            self.play(PlayThrough([instrument.mosaic], instrument.show_pictures, second, third), run_time=max(line.left, 0.8))
        with self.say("climb", pause=0.3) as line:
            self.play(PlayThrough(list(curve), instrument.show_curve, 0, third), run_time=1.0)
            self.add(instrument, name)
            self.play(PlayThrough([instrument], instrument.show, third, run.meta["data"]["train"], rate_func=ease_in_quad),
                      run_time=max(line.left, 2.2))
        return small, instrument, name

    def passes_print(self, terminal: Terminal, instrument: Instrument) -> None:
        """Pass after pass; at the end of each the run's own line is printed."""
        train = self.digits.meta["data"]["train"]
        with self.say("prints", pause=1.0) as line:
            line.wait_for("prints")
            self.play(self.print_pass(terminal, 0), run_time=0.3)
            for n, k in enumerate(self.passes[1:], 1):
                left = len(self.passes) - n
                self.play(PlayThrough([instrument], instrument.show, (self.passes[n - 1] + 1) * train, (k + 1) * train),
                          run_time=max((line.until("last") - 0.3 * (left - 1)) / left, 1.2))
                self.play(self.print_pass(terminal, n), run_time=0.3)

    def print_pass(self, terminal: Terminal, n: int) -> Animation:
        """The line of the n-th drawn pass."""
        k = self.passes[n]
        return terminal.print_line(self.digits.meta["output"][k], "ink", f"digits:meta.output[{k}]")

    # --- known images, and new ones ----------------------------------------------------------------

    def honest(self, before: Group) -> Group:
        """What it learned from it may know by heart; images never seen, judged in the same way, are the honest test."""
        known, new = sides(self.digits, self.experiments, self.screen, "real")
        known.alone()
        with self.say("heart", pause=0.7) as line:
            self.play(FadeOut(before), run_time=0.4)
            self.play(FadeIn(known.images, known.head), run_time=0.4)
            self.play(FadeIn(known.figure), run_time=0.4)
            line.wait_for("heart")
            self.play(Indicate(known.head, 1.06, role("focus")), run_time=0.7)
        with self.say("test", pause=0.3) as line:
            line.wait_for("images")
            self.play(known.aside(), FadeIn(new.images, new.head, shift=known.middle), run_time=0.9)
        with self.say("honest", pause=1.8) as line:
            self.play(new.judge(), run_time=max(line.until("honest") - 0.2, 1.2))
            self.add(new)
            box = SurroundingRectangle(new.figure, color=role("focus"), buff=0.2, stroke_width=4)
            self.play(Create(box), run_time=0.6)
        return Group(known, new, box)

    # --- by heart ----------------------------------------------------------------------------------

    def by_heart(self, before: Group) -> None:
        """The same number of updates on few images and on more: known ones, new ones, and the gap between them."""
        gaps = Gaps(self.experiments, self.screen)
        gaps.move_to([0, (CEILING + FLOOR) / 2, 0])
        self.few(before, gaps)
        with self.say("more", pause=0.8):
            for k in range(1, len(gaps.known)):
                self.play(*gaps.further(k), run_time=0.7)
        with self.say("common", pause=1.4) as line:
            line.wait_for("common")
            self.play(gaps.stems[-1].animate.set_stroke(role("focus")), run_time=0.5)

    def few(self, before: Group, gaps: Gaps) -> None:
        """What it learned from and as many new images, each judged; then both sides shrink into the first gap of the plot."""
        fewest = fewer_images(self.experiments)[0]
        both = None if fewest == "real" else sides(self.digits, self.experiments, self.screen, fewest)
        with self.say("few") as line:
            self.drift(line.until("long") - 0.4)
            self.play(FadeOut(before), run_time=0.3)
            if both:
                both[0].alone()
                self.play(FadeIn(both[0].images, both[0].head), run_time=0.5)
        with self.say("few_known", pause=1.2) as line:
            if both:
                self.play(both[0].judge(), run_time=line.until("new") - 0.9)
                self.add(both[0])
                self.play(both[0].aside(), FadeIn(both[1].images, both[1].head, shift=both[0].middle), run_time=0.9)
                self.play(both[1].judge(), run_time=max(line.left, 1.5))
        marks = gaps.known[0], gaps.new[0]
        leave = [FadeOut(side, scale=0.1, target_position=mark[0]) for side, mark in zip(both or (), marks, strict=False)]
        if leave:
            self.play(*leave, run_time=0.5)
        self.play(FadeIn(*marks, gaps.plot, gaps.names), Create(gaps.stems[0]), run_time=0.5)
