"""Training: the real run on one instrument, what its printed figures count, and why new images are the honest test."""

import re

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, FadeIn, FadeOut, Group, LaggedStart, Line,
                   ReplacementTransform, Text, VGroup)
from manim.utils.rate_functions import ease_in_cubic, ease_in_quad

from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot
from scenes.kit.shares import block_shares
from scenes.kit.terminal import PROMPT, Terminal
from scenes.kit.text import CODE_ADVANCE, Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.by_heart import Gaps, Judged, sides
from scenes.scratch.instrument import LARGE, Instrument

EDGE, CEILING, FLOOR = 6.6, 2.95, -3.5      # the safe area under the title
HERO = [-0.4, 3.1, 0]                       # middle of the top of the pictures, between the title and the map
MOST_PASSES = 4                             # more are not drawn one by one, nor spoken
EARLY = 0.02, 0.05                          # the parts of the first pass that are looked at slowly
INSET = (4.4, 0.26)                         # width of the terminal beside the plot, and its em
NEAR = 1.35                                 # how much larger it is above the plot
PIN = 1.5                                   # height of a share's pin above the magnified scale


class Training(Chapter):
    """The run of the real net, 784-20-10, and runs on fewer images."""

    def construct(self):
        terminal, stream = self.start_run()
        terminal, instrument, name = self.first_pass(terminal, stream)
        self.passes_print(terminal, instrument)
        self.curve_alone(terminal, instrument, name)
        figures = self.average(terminal, instrument)
        pins = self.ask_again(figures, Group(terminal, instrument))
        self.honest(pins)
        self.by_heart(pins)
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
        terminal = Terminal(CODE_ADVANCE * size * len(PROMPT + command) + 1, lines=len(self.passes) + 1, size=size)
        terminal.move_to([0, CEILING, 0], aligned_edge=UP)
        digit = Digit(run.train_images[0], side=3.2).move_to([0, FLOOR + 0.1, 0], aligned_edge=DOWN)
        number = Number(1, 0, size=2.5 * TITLE, widest=len(run.train_images), source="constant:ordinal")
        label = Number(int(run.train_labels[0]), 0, size=2.5 * TITLE, source="digits:train_labels[0]",
                       color=role("target"))
        names = in_line(words(self.screen("image"), TITLE, role("quiet")),
                        words(self.screen("label"), TITLE, role("target")))
        names.set_y(digit.get_y() + 0.75)
        for value, name, side in zip((number, label), names, (LEFT, RIGHT), strict=True):
            value.move_to(digit.get_center() + 3.6 * side + 0.2 * DOWN)
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
        """The weights of all hidden neurons and the curve of what is right, both from the run's beginning."""
        run = self.digits
        instrument = Instrument(run, self.screen)
        instrument.plot.move_to([-EDGE, FLOOR, 0], aligned_edge=DOWN + LEFT)
        instrument.mosaic.move_to(HERO, aligned_edge=UP)
        name = words(self.screen("changes"), LABEL, role("quiet")).next_to(instrument.mosaic, UP, buff=0.13)
        small = Terminal(INSET[0], len(self.passes) + 1, INSET[1]).write(run.meta["made_by"], "digits:meta.made_by")
        small.move_to([EDGE, FLOOR, 0], aligned_edge=DOWN + RIGHT)
        instrument.show(0)
        first, second = (share * run.meta["data"]["train"] for share in EARLY)
        with self.say("inside", pause=0.4) as line:
            self.play(FadeOut(stream, run_time=0.3), ReplacementTransform(terminal, small, run_time=0.6))
            self.play(FadeIn(instrument.mosaic, name), run_time=0.5)
            self.play(PlayThrough([instrument.mosaic], instrument.show, 0, first), run_time=line.until("share") - 0.4)
            self.play(FadeIn(instrument.plot, instrument.curve, instrument.head), run_time=0.5)
            self.add(instrument, name)
            self.play(PlayThrough([instrument], instrument.show, first, second), run_time=max(line.left, 0.8))
        with self.say("climb", pause=0.3) as line:
            self.play(PlayThrough([instrument], instrument.show, second, run.meta["data"]["train"], rate_func=ease_in_quad),
                      run_time=max(line.left, 3.0))
        return small, instrument, name

    def passes_print(self, terminal: Terminal, instrument: Instrument) -> None:
        """Pass after pass; at the end of each the run's own line is printed."""
        train = self.digits.meta["data"]["train"]
        with self.say("prints", pause=0.4) as line:
            line.wait_for("prints")
            self.play(self.print_pass(terminal, 0), run_time=0.3)
        with self.say("passes", pause=1.0) as line:
            for n, k in enumerate(self.passes[1:], 2):
                self.play(PlayThrough([instrument], instrument.show, self.passes[n - 2] * train + train, (k + 1) * train),
                          run_time=max(line.until(f"pass_{n}"), 1.5))
                self.play(self.print_pass(terminal, n - 1), run_time=0.3)

    def print_pass(self, terminal: Terminal, n: int) -> Animation:
        """The line of the n-th drawn pass, at the size that the terminal has now."""
        k = self.passes[n]
        return terminal.print_line(self.digits.meta["output"][k], "ink", f"digits:meta.output[{k}]")

    # --- what the figures count --------------------------------------------------------------------

    def curve_alone(self, terminal: Terminal, instrument: Instrument, name: Text) -> None:
        """The pictures leave; the curve and what was printed take their room."""
        small = VGroup(instrument.plot, instrument.curve, instrument.head).copy()
        pictures = instrument.mosaic
        instrument.remove(pictures)
        plot = instrument.axes(*LARGE).move_to([0, FLOOR, 0], aligned_edge=DOWN)
        self.remove(instrument)
        self.add(small, pictures)
        self.play(FadeOut(pictures, name), run_time=0.4)
        self.play(terminal.animate.scale(NEAR).move_to([0, CEILING, 0], aligned_edge=UP), run_time=0.5)
        self.play(ReplacementTransform(small, instrument.stand_on(plot)), run_time=0.7)
        self.add(instrument)

    def average(self, terminal: Terminal, instrument: Instrument) -> list[VGroup]:
        """The printed figures as levels under the curve that they are averages of."""
        train, plot = self.digits.meta["data"]["train"], instrument.plot
        figures = [terminal.piece(n, re.search(r"[\d.]+%", self.digits.meta["output"][k])[0])
                   for n, k in enumerate(self.passes, 1)]
        shares = [100 * float(self.digits.accuracy_learning[k]) for k in self.passes]
        levels = VGroup(*(plot.level(share, "focus", k * train, (k + 1) * train).set_stroke(width=3, opacity=1)
                          for share, k in zip(shares, self.passes, strict=True)))
        with self.say("average", pause=1.0) as line:
            self.play(*(figure.animate.set_color(role("focus")) for figure in figures), run_time=0.4)
            self.play(LaggedStart(*(Create(level) for level in levels), lag_ratio=0.3), run_time=1.2)
            parts = self.deviations(plot, self.passes[0])
            self.add(parts, instrument.curve, levels)
            self.hold(line.at("before") - line.elapsed - 0.4)
            self.play(LaggedStart(*(FadeIn(part) for part in parts), lag_ratio=0.1), run_time=max(line.left, 1.5))
        instrument.add(levels, parts)
        return figures

    def deviations(self, plot: Plot, k: int) -> VGroup:
        """Pass k block by block, from the level of its average to the block's own share."""
        train, level = self.digits.meta["data"]["train"], 100 * float(self.digits.accuracy_learning[k])
        x, shares = block_shares(self.digits.running_updates, self.digits.running_accuracy, train)
        chosen = (x > k * train) & (x < (k + 1) * train)
        half = train / sum(chosen) / 2
        return VGroup(*(plot.block((at - half, at + half), (level, 100 * share),
                                   "target" if 100 * share > level else "error")
                        for at, share in zip(x[chosen], shares[chosen], strict=True)))

    def ask_again(self, figures: list[VGroup], before: Group) -> "Pins":
        """The last printed figure goes on a magnified scale; beside it, the share of the same images afterwards."""
        pins = Pins(self.digits, [self.screen(key) for key in ("while_learning", "once_more", "never_seen")])
        pins.move_to([0, (CEILING + FLOOR) / 2 - 0.1, 0])
        figure = figures[-1].copy()
        with self.say("again", pause=0.8) as line:
            self.add(figure)
            self.play(FadeOut(before), run_time=0.4)
            self.play(figure.animate.set(width=pins.figures[0].width).move_to(pins.figures[0]), run_time=0.6)
            self.remove(figure)
            self.add(pins.figures[0])
            self.play(FadeIn(pins.plot, pins.captions[0]), Create(pins.stems[0]), run_time=0.5)
            line.wait_for("figure")
            self.play(*pins.drop(1), run_time=0.6)
        return pins

    def honest(self, pins: "Pins") -> None:
        """What it knows may be known by heart; images never seen are the honest test."""
        with self.say("heart", pause=0.6) as line:
            line.wait_for("heart")
            self.play(pins.stems[1].animate.set_stroke(role("focus")), run_time=0.4)
        with self.say("test") as line:
            line.wait_for("never")
            self.play(pins.stems[1].animate.set_stroke(role("target")), FadeIn(pins.captions[2], shift=0.3 * UP), run_time=0.5)
        with self.say("honest", pause=2.0) as line:
            self.play(Create(pins.stems[2]), FadeIn(pins.figures[2], shift=0.5 * DOWN), run_time=0.6)
            line.wait_for("honest")
            self.play(pins.stems[2].animate.set_stroke(role("focus"), 9), run_time=0.5)

    # --- by heart ----------------------------------------------------------------------------------

    def by_heart(self, pins: "Pins") -> None:
        """The same number of updates on few images and on more: known ones, new ones, and the gap between them."""
        gaps = Gaps(self.experiments, self.screen)
        gaps.move_to([0, (CEILING + FLOOR) / 2, 0])
        both = sides(self.digits, self.experiments, self.screen)
        self.few(pins, both, gaps)
        with self.say("more", pause=0.8):
            for k in range(1, len(gaps.known)):
                self.play(*gaps.further(k), run_time=0.7)
        with self.say("common", pause=1.4) as line:
            line.wait_for("common")
            self.play(gaps.stems[-1].animate.set_stroke(role("focus")), run_time=0.5)

    def few(self, pins: "Pins", both: tuple[Judged, Judged] | None, gaps: Gaps) -> None:
        """What it learned from and as many new images, each judged; then both sides shrink into the first gap of the plot."""
        with self.say("few") as line:
            self.play(FadeOut(pins), run_time=0.3)
            if both:
                aside = both[0].head.get_center() * RIGHT
                both[0].shift(-aside)
                self.play(FadeIn(both[0].images, both[0].head), run_time=0.5)
            line.wait_for("long")
        with self.say("few_known", pause=1.2) as line:
            if both:
                self.play(both[0].judge(), run_time=line.until("new") - 0.9)
                self.add(both[0])
                self.play(both[0].animate.shift(aside), FadeIn(both[1].images, both[1].head, shift=aside), run_time=0.9)
                self.play(both[1].judge(), run_time=max(line.left, 1.5))
        marks = gaps.known[0], gaps.new[0]
        leave = [FadeOut(side, scale=0.1, target_position=mark[0]) for side, mark in zip(both or (), marks, strict=False)]
        if leave:
            self.play(*leave, run_time=0.5)
        self.play(FadeIn(*marks, gaps.plot, gaps.names), Create(gaps.stems[0]), run_time=0.5)


class Pins(Group):
    """Three shares of one run on a magnified scale: while learning, asked once more, on new images."""

    KEYS = ("accuracy_learning", "accuracy_train", "accuracy_test")

    def __init__(self, run, texts: list[str]):
        shares = [100 * float(getattr(run, key)[-1]) for key in self.KEYS]
        low, high = max(int(np.floor(min(shares))) - 1, 0), min(int(np.ceil(max(shares))) + 1, 100)
        ticks = range(low, high + 1, -(-(high - low) // 8))
        self.plot = Plot((low, high), (0, 1), 11.5, 0.001, x_ticks=ticks, x_unit="%", text_size=TITLE)
        order = np.argsort(np.argsort(shares))
        self.stems, self.figures, self.captions = VGroup(), VGroup(), VGroup()
        for key, share, text, rank in zip(self.KEYS, shares, texts, order, strict=True):
            foot = self.plot.point(share, 0)
            top = foot + PIN * (0.8 + rank) * UP
            color = role("target")
            self.stems.add(Line(foot, top, stroke_color=color, stroke_width=5))
            figure = Number(share, 1, unit="%", size=2 * TITLE, source=f"digits:{key}[-1]*100", color=color)
            figure.move_to(top, aligned_edge=UP + RIGHT).shift(0.2 * LEFT)
            self.figures.add(figure)
            self.captions.add(words(text, BODY, role("quiet")).next_to(figure, LEFT, buff=0.3))
        super().__init__(self.plot, self.stems, self.figures, self.captions)

    def drop(self, k: int) -> list[Animation]:
        """Share k comes down onto the scale."""
        return [Create(self.stems[k]), FadeIn(self.figures[k], shift=0.5 * DOWN), FadeIn(self.captions[k])]
