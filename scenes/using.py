"""Using it: the finished net reads a test image by its forward lines alone; then some that it gets wrong."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, UpdateFromAlphaFunc, VGroup

from network.program import Program
from scenes.film.chapter import Chapter
from scenes.film.facts import SHOWN_MISTAKES, answer_of, using_probe
from scenes.kit.bars import LevelBar, OutputBars
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.terminal import Terminal
from scenes.kit.text import words
from scenes.kit.theme import LABEL, role

LIKELY = 2        # of a mistake's outputs, the largest ones are shown


class Using(Chapter):
    """The last logged moment of the real net, and what it answers on the test images."""

    def construct(self):
        self.open()
        terminal, digit = self.ask()
        listing = self.forward_only(digit)
        bars = self.answer(terminal, listing)
        self.get_it_wrong(Group(terminal, digit, bars))
        self.close()

    # --- one question ------------------------------------------------------------------------------

    def ask(self) -> tuple[Terminal, Digit]:
        """The command is typed; the image that it names appears."""
        run = self.digits
        probe = using_probe(run)
        index = int(run.probe_index[probe])
        terminal = Terminal(width=8.4, lines=2, size=0.25).move_to(UP * 2.25).align_to(LEFT * 6.6, LEFT)
        digit = Digit(run.probe_images[probe], side=3.3).move_to(DOWN * 1.0).align_to(LEFT * 6.6, LEFT)
        with self.say("ask") as line:
            self.play(FadeIn(terminal), run_time=0.4)
            self.play(terminal.type(f"python -m network.predict {index}", 1.4, f"digits:probe_index[{probe}]"))
            line.wait_for("number")
            self.play(FadeIn(digit, scale=0.9), run_time=0.7)
        return terminal, digit

    def forward_only(self, digit: Digit) -> Listing:
        """The four forward lines, lit one after the other."""
        program = Program(self.digits.meta["source"])
        numbers = [line for name in ("h_pre", "h", "o_pre", "o") for line in program.lines(name)]
        listing = Listing(excerpt(program.source, numbers), 0.34, first=numbers[0])
        listing.move_to(RIGHT * 2.3).set_y(digit.get_y())
        with self.say("forward") as line:
            self.play(FadeIn(listing), run_time=0.6)
            step = max(line.left / len(numbers), 0.4)
            for number in numbers:
                self.play(listing.light(number), run_time=step)
            self.play(listing.light(), run_time=0.3)
        return listing

    def answer(self, terminal: Terminal, listing: Listing) -> OutputBars:
        """The ten outputs as bars; the largest is what the command prints."""
        run = self.digits
        probe = using_probe(run)
        k, label = answer_of(run, probe), int(run.probe_labels[probe])
        outputs = run.o[-1, probe]
        key = f"digits:o[-1,{probe},:,0]"
        bars = OutputBars(np.zeros_like(outputs), run.meta["classes"], 7.6, 2.5, (key, "digits:meta.classes"))
        bars.move_to(RIGHT * 2.4 + DOWN * 1.0)
        said = f"test image {int(run.probe_index[probe])}, labelled {label}: the network says {run.meta['classes'][k]}"
        with self.say("answer", pause=0.8):
            self.play(FadeOut(listing), FadeIn(bars), run_time=0.6)
            self.play(UpdateFromAlphaFunc(bars, lambda mobject, alpha: mobject.show(alpha * outputs, key)), run_time=0.9)
            self.play(bars.bars[k].animate.set_fill(role("focus")), run_time=0.3)
            self.play(terminal.print_line(said, "ink", f"digits:(probe_index[{probe}], probe_labels[{probe}], meta.classes[{k}])"))
        return bars

    # --- what it gets wrong ------------------------------------------------------------------------

    def get_it_wrong(self, before: Group) -> None:
        """A few mistakes, each with the outputs that won, and what the label says."""
        cards = Group(*(self.card(i) for i in range(SHOWN_MISTAKES))).arrange(RIGHT, buff=0.9).move_to(DOWN * 0.2)
        with self.say("wrong"):
            self.play(FadeOut(before), LaggedStart(*(FadeIn(card[0], shift=UP * 0.2) for card in cards), lag_ratio=0.3),
                      run_time=1.4)
        for i, card in enumerate(cards):
            with self.say(f"mistake_{i}"):
                self.play(FadeIn(card[1]), run_time=0.4)
                self.play(FadeIn(card[2][0]), run_time=0.5)
        with self.say("second", pause=1.0) as line:
            line.wait_for("second")
            self.play(LaggedStart(*(FadeIn(card[2][1]) for card in cards), lag_ratio=0.3), run_time=1.2)

    def card(self, i: int) -> Group:
        """A misread image, its label, and its largest outputs as level bars."""
        run = self.digits
        index = int(run.mistake_index[i])
        outputs, label = run.test_outputs[index], int(run.test_labels[index])
        digit = Digit(run.mistake_images[i], side=3.5)
        name = words(f"label {label}", LABEL, role("target"), source=f"digits:test_labels[{index}]")
        name.next_to(digit, UP, buff=0.2)
        rows = VGroup()
        for rank, k in enumerate(np.argsort(outputs)[::-1][:LIKELY]):
            kind = "target" if run.meta["classes"][k] == label else "error" if rank == 0 else "quiet"
            rows.add(LevelBar(float(outputs[k]), str(run.meta["classes"][k]), 2.1, kind,
                              (f"digits:test_outputs[{index},{k}]", f"digits:meta.classes[{k}]")))
        rows.arrange(DOWN, buff=0.25, aligned_edge=LEFT).next_to(digit, DOWN, buff=0.3).align_to(digit, LEFT)
        return Group(digit, name, rows)
