"""Training: the real run, seen on two images, on all weights and in its own terminal; and why new images are the honest test."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, FadeIn, FadeOut, Group, Indicate, LaggedStart,
                   Square, SurroundingRectangle, linear, smooth)
from manim.utils.rate_functions import ease_in_cubic, ease_in_quad

from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough, position
from scenes.kit.rates import LATE, SOON
from scenes.kit.terminal import PROMPT, Terminal, broken
from scenes.kit.text import CODE_ADVANCE, Number, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.accident import TwoClasses
from scenes.scratch.by_heart import Everything, Gaps, Judged, count_of, sides
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import accident, fewer_images
from scenes.scratch.instrument import Instrument
from scenes.scratch.told_apart import ToldApart

EDGE, CEILING, FLOOR = 6.6, 2.95, -3.5      # the safe area under the title
MOST_PASSES = 4                             # more are not drawn one by one
EARLY = 0.12                                # the part of the first pass that is looked at slowly
ALONE = 0.8                                 # the part of it in which one hidden neuron is seen alone
SILENT = 3.4                                # seconds in which it is seen without words
WIDE, HIGH, TOP, BETWEEN = 6.95, 4.7, 3.4, 0.3    # the terminal beside the weights: its room, y of its upper end, from it to them
MARGIN = 0.3                                # of the terminal's lines on its panel


class Training(Chapter):
    """The run of the real net, 784-20-10, and runs on fewer images."""

    def construct(self):
        known = self.by_heart(self.passes_print(self.bloom(self.learns(self.start_run()))))
        self.honest(self.the_gap_closes(self.by_accident(known)))
        self.close()

    # --- the run -----------------------------------------------------------------------------------

    @property
    def passes(self) -> list[int]:
        """The passes that are drawn: all, or of many the first and the last."""
        epochs = self.digits.meta["epochs"]
        return list(range(epochs)) if epochs <= MOST_PASSES else [0, epochs - 1]

    def start_run(self) -> Group:
        """The command is typed; the first training images go by, one at a time."""
        run, command = self.digits, self.digits.meta["made_by"]
        size = min(TITLE, (2 * EDGE - 1) / (CODE_ADVANCE * len(PROMPT + command)))
        terminal = Terminal(CODE_ADVANCE * size * len(PROMPT + command) + 1, lines=1, size=size)
        terminal.move_to([0, CEILING, 0], aligned_edge=UP)
        digit = Digit(run.train_images[0], side=5.2).move_to([0, FLOOR, 0], aligned_edge=DOWN)
        number = Number(1, 0, size=3 * TITLE, widest=len(run.train_images), source="constant:ordinal")
        label = Number(int(run.train_labels[0]), 0, size=3 * TITLE, source="digits:train_labels[0]",
                       color=role("target"))
        names = in_line(words(self.screen("image"), TITLE, role("quiet")),
                        words(self.screen("label"), TITLE, role("target")))
        names.set_y(digit.get_y() + 0.85)
        for value, name, side in zip((number, label), names, (LEFT, RIGHT), strict=True):
            value.move_to(digit.get_center() + 4.75 * side + 0.2 * DOWN)
            name.set_x(value.get_x())
        self.open(terminal, digit, number, label, names)
        with self.say("run", pause=0.5) as line:
            self.play(terminal.type(command, line.until("images"), "digits:meta.made_by"))
            self.play(self.stream(digit, number, label), run_time=max(line.left + 0.3, 1.0))
        return Group(terminal, digit, number, label, names)

    def stream(self, digit: Digit, number: Number, label: Number) -> Animation:
        """The training images in the order of use, slowly at first, then faster and faster."""
        run = self.digits

        def show(k: float):
            digit.show(run.train_images[round(k)])
            label.set_value(int(run.train_labels[round(k)])).source = f"digits:train_labels[{round(k)}]"
            number.set_value(round(k) + 1)
        return PlayThrough([digit, number, label], show, 0, len(run.train_images) - 1, rate_func=ease_in_cubic)

    # --- what comes of it --------------------------------------------------------------------------

    def learns(self, before: Group) -> ToldApart:
        """What the outputs say of two images, large, in the first pass."""
        run, pair = self.digits, ToldApart(self.digits)
        pair.move_to([0, FLOOR, 0], aligned_edge=DOWN)
        train = run.meta["data"]["train"]
        early = EARLY * train

        def show(updates: float) -> None:
            pair.show(position(run, updates))
        with self.say("apart", pause=0.4) as line:
            self.play(FadeOut(before, rate_func=SOON), FadeIn(pair, rate_func=LATE), run_time=0.6)
            line.wait_for("slowly")
            seconds = max(line.left + 0.5, 3.6)
            for start, end, rate in ((0, early, linear), (early, train, ease_in_quad)):
                self.play(PlayThrough([pair], show, start, end, rate_func=rate), run_time=seconds / 2)
        return pair

    def bloom(self, before: ToldApart) -> Instrument:
        """The first pass again, inside: what changes in the weights of one hidden neuron fills the frame; then those of all."""
        instrument = Instrument(self.digits, float(self.experiments["real"].accuracy[0]), self.screen).come_near(1).show(0)
        first = self.digits.meta["data"]["train"] * (self.passes[0] + 1)
        alone = ALONE * first

        def draw_back(share: float) -> None:
            instrument.come_near(1 - smooth(share)).show_pictures(alone + share * (first - alone))
        with self.say("inside", pause=0) as line:
            (image, bars), other = before
            self.play(FadeOut(bars, other, rate_func=SOON), self.go_dark(image, instrument.mosaic.frames[instrument.most]),
                      run_time=0.9)
            self.add(instrument.mosaic, image)
            self.play(FadeOut(image), run_time=0.2)
            self.play(PlayThrough([instrument.mosaic], instrument.show_pictures, 0, alone, rate_func=ease_in_quad,
                                  run_time=line.left + SILENT))
        with self.say("all", pause=1.2) as line:
            self.play(PlayThrough([instrument.mosaic], draw_back, 0, 1, run_time=max(line.left, 2.0)))
        return instrument

    @staticmethod
    def go_dark(image: Digit, frame: Square) -> Animation:
        """An image goes to where a frame is, as large as that, and what it shows fades into its black."""
        pixels, width, start = image.pixels / 255, image.width, image.get_center()

        def show(share: float) -> None:
            image.show((1 - share) * pixels)
            image.set(width=width + share * (frame.width - width)).move_to(start + share * (frame.get_center() - start))
        return PlayThrough([image], show, 0, 1, rate_func=smooth)

    def passes_print(self, instrument: Instrument) -> Group:
        """They make room for the run's terminal: pass after pass goes on, at the end of each its own line is printed."""
        train, mosaic = self.digits.meta["data"]["train"], instrument.mosaic
        terminal = self.large_terminal(WIDE, HIGH).move_to([EDGE, TOP, 0], aligned_edge=UP + RIGHT)
        instrument.show_curve(0)
        with self.say("prints", pause=1.25) as line:
            smaller = min(HIGH / mosaic.height, (2 * EDGE - WIDE - BETWEEN) / mosaic.width)
            self.play(mosaic.animate.scale(smaller).move_to([-EDGE, TOP, 0], aligned_edge=UP + LEFT), run_time=0.6)
            self.play(FadeIn(terminal, instrument.plot, instrument.curve, instrument.head), run_time=0.3)
            for n, k in enumerate(self.passes):
                left = len(self.passes) - n
                seconds = (line.until("last") - 0.3 * (left - 1)) / left if n else line.until("prints")
                start = (self.passes[n - 1] + 1) * train if n else 0
                views, show = ([mosaic], instrument.show) if n else ([], instrument.show_curve)
                self.play(PlayThrough([*views, instrument.curve, instrument.head], show, start, (k + 1) * train),
                          run_time=max(seconds, 0.7))
                self.play(self.print_pass(terminal, n), run_time=0.3)
        return Group(terminal, instrument)

    def large_terminal(self, width: float, height: float) -> Terminal:
        """A terminal for the command and a line for each drawn pass, as large as there is room for."""
        made_by, output = self.digits.meta["made_by"], self.digits.meta["output"]
        columns = max(len(output[k]) for k in self.passes)
        while True:
            typed, size = broken(made_by, columns), (width - 2 * MARGIN) / (CODE_ADVANCE * columns)
            terminal = Terminal(width, len(typed) + len(self.passes), size)
            if terminal.height <= height and max(map(len, typed)) <= columns:
                return terminal.write(made_by, "digits:meta.made_by", columns)
            columns += 1

    def print_pass(self, terminal: Terminal, n: int) -> Animation:
        """The line of the n-th drawn pass."""
        k = self.passes[n]
        return terminal.print_line(self.digits.meta["output"][k], "ink", f"digits:meta.output[{k}]")

    # --- by heart ----------------------------------------------------------------------------------

    def by_heart(self, before: Group) -> Judged | None:
        """What it learned from it may know by heart: as many updates on few images, each judged, and as many new ones."""
        fewest = fewer_images(self.experiments)[0]
        known = Everything(self.digits, count_of(self.experiments, self.screen, "real"))
        both = None if fewest == "real" else sides(self.digits, self.experiments, self.screen, fewest)
        known.images.race(0)
        with self.say("heart", pause=0.3) as line:
            self.play(FadeOut(before, rate_func=SOON), FadeIn(known, rate_func=LATE), run_time=0.6)
            self.play(known.sweep(), run_time=max(line.until("heart"), 1.0))
            self.play(Indicate(known.head, 1.06, role("focus")), run_time=0.7)
        with self.say("few", pause=0.5) as line:
            if both:
                both[0].alone()
                self.play(known.only(len(both[0].places)), run_time=max(line.until("few") - 0.7, 0.8))
                self.play(FadeOut(known.images, rate_func=SOON), both[0].out_of(known.images),
                          FadeOut(known.head, rate_func=SOON), FadeIn(both[0].head, rate_func=LATE), run_time=1.1)
                self.add(both[0].images)
        with self.say("few_known", pause=0.7) as line:
            if both:
                self.play(both[0].judge(), run_time=line.until("new") - 0.9)
                self.add(both[0])
                self.play(both[0].aside(), FadeIn(both[1].images, both[1].head, shift=both[0].middle), run_time=0.9)
                self.play(both[1].judge(), run_time=max(line.left, 1.5))
                self.add(both[1])
        return both[0] if both else None

    # --- by accident -------------------------------------------------------------------------------

    def by_accident(self, known: Judged | None) -> Group:
        """One pixel tells few images of two classes apart, and fails on more; what these share is left."""
        found = accident(self.runs)
        two = TwoClasses(self.digits, found, self.screen("mistaken"), self.screen("mean"))
        with self.say("accident", pause=0.5) as line:
            if known:
                own = np.minimum(found.few_of(self.digits), len(known.places) - 1)
                moves = two.come(known.places[own], known.images.side)
                self.add(two.digits)
                self.play(FadeOut(*self.others(two.digits)), run_time=0.3)
                self.play(*moves, run_time=1.1)
            else:
                self.play(FadeIn(two.digits), run_time=0.5)
        with self.say("pixel", pause=0.5) as line:
            line.wait_for("pixel")
            self.play(LaggedStart(*(FadeIn(mark, scale=3) for mark in two.marks), lag_ratio=0.05), run_time=0.7)
            for head, said in zip(two.heads, ("dark", "bright"), strict=True):
                self.hold(line.at(said) - line.elapsed)
                self.play(FadeIn(head, shift=0.2 * DOWN), run_time=0.5)
        with self.say("more", pause=0.8) as line:
            self.play(FadeOut(two.marks), run_time=0.2)
            self.play(*two.leave(), run_time=0.9)
            self.add(two.more)
            self.remove(*two.digits)
            self.play(PlayThrough([two.more], two.arrive, 0, 1), run_time=0.6)
            self.hold(line.at("fails") - line.elapsed - 0.2)
            self.play(LaggedStart(*(FadeIn(frame) for frame in two.frames), lag_ratio=0.03), run_time=1.0)
            self.hold(line.at("wrong") - line.elapsed - 0.5)
            self.play(PlayThrough([two.more, two.frames], two.fail, 0, 1), FadeIn(two.figure, two.slips), run_time=0.7)
        with self.say("common", pause=0.7) as line:
            two.gather(0)
            two.even_out(0)
            self.add(two.means, two.more, two.frames, two.slips)
            self.play(FadeOut(two.frames, two.slips, two.figure, *(pixel for pixel, _ in two.heads)), FadeIn(two.means),
                      PlayThrough([two.more], two.even_out, 0, 1), run_time=0.4)
            self.play(PlayThrough([two.means, two.more], two.gather, 0, 1),
                      *(name.animate(rate_func=SOON).set_x(mean.get_x()) for (_, name), mean in
                        zip(two.heads, two.means, strict=True)), run_time=max(line.until("common") + 0.3, 2.4))
            self.remove(two.more)
            self.play(FadeIn(two.called), run_time=0.4)
            self.drift(line.left)
        return Group(*(name for _, name in two.heads), two.means, two.called)

    def the_gap_closes(self, before: Group) -> Gaps:
        """The same number of updates on few images and on more: known ones, new ones, and the gap between them."""
        gaps = Gaps(self.experiments, self.screen)
        gaps.move_to([0, (CEILING + FLOOR) / 2, 0])
        with self.say("closes", pause=1.1):
            first = Group(gaps.known[0], gaps.new[0], gaps.plot, gaps.names, gaps.stems[0])
            self.push_aside(before, first)
            for k in range(1, len(gaps.known)):
                self.play(*gaps.further(k), run_time=0.4)
        return gaps

    # --- the honest test ---------------------------------------------------------------------------

    def honest(self, before: Gaps) -> None:
        """The real net, which learned from all images, judged on those that it has never seen."""
        known, new = sides(self.digits, self.experiments, self.screen, "real")
        with self.say("honest", pause=0.4) as line:
            self.push_aside(before, Group(known, new.images, new.head))
            self.play(new.judge(), run_time=max(line.until("honest") - 0.2, 1.2))
            self.add(new)
            self.play(Create(SurroundingRectangle(new.figure, color=role("focus"), buff=0.2, stroke_width=4)), run_time=0.6)
