"""The real net's training from its wide start and from the usual, narrower one: what it gets right after each update."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, DashedVMobject, VGroup

from scenes.kit.plot import Plot
from scenes.kit.scales import largest
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.first_weights import usual_width

ROLES = ("target", "ink")          # of the wide start and of the narrow one, which is dashed, too
GROUPS = ("real", "narrow")
RIGHTMOST = 6.4      # x at which what stands beside a curve ends


class Starts(VGroup):
    """run: the real net's snapshot; log: the experiments; text: a text on screen by its key.

    Parts: plot, curves, labels (how large the first weights are), figures (the last shares).
    """

    def __init__(self, run, log, text: Callable[..., str]):
        runs = [log[group] for group in GROUPS]
        last = int(runs[0].updates[-1])
        self.plot = Plot((0, last), (0, 100), 10.4, 4.9, x_ticks=[10 ** k for k in range(1, len(str(last)))],
                         y_ticks=(0, 50, 100), y_unit="%", log=True, x_label=text("updates"), y_label=text("right"),
                         text_size=LABEL)
        self.plot.shift([-0.45, -0.2, 0])
        wide, narrow = (self.plot.curve(one.updates, 100 * one.accuracy, which, 6)
                        for one, which in zip(runs, ROLES, strict=True))
        self.curves = VGroup(wide, DashedVMobject(narrow, num_dashes=80))
        self.labels = VGroup(self._wide(run, text), self._narrow(run, text))
        half = [float(np.interp(50, 100 * one.accuracy, one.updates)) for one in runs]
        self.labels[0].next_to(self.plot.point(max(half), 26), RIGHT, buff=0.5)
        self.labels[0].shift(LEFT * max(self.labels[0].get_right()[0] - RIGHTMOST, 0))
        self.labels[1].next_to(self.plot.point(min(half), 62), LEFT, buff=0.3)
        self.figures = VGroup(*(Number(100 * float(one.test_accuracy), 1, unit="%", size=TITLE, color=role(which),
                                       source=f"experiments:{group}.test_accuracy*100")
                                for one, group, which in zip(runs, GROUPS, ROLES, strict=True))).arrange(DOWN, buff=0.2)
        self.figures.move_to(self.plot.point(last, 88) + 0.15 * RIGHT, aligned_edge=LEFT)
        super().__init__(self.plot, self.curves, self.labels, self.figures)

    def _wide(self, run, text) -> VGroup:
        """Weights up to so much."""
        which = role(ROLES[0])
        return in_line(words(text("up_to"), BODY, which), Number(largest(run.w_i_h[0]), 3, size=BODY, color=which,
                                                                 source="digits:abs(w_i_h[0]).max()"))

    def _narrow(self, run, text) -> VGroup:
        """Weights up to so much, which is the usual one over the square root of n, and what n is."""
        which = role(ROLES[1])
        width = in_line(words("=", BODY, which),
                        Number(usual_width(run), 3, source="digits:1/sqrt(inputs)", size=BODY, color=which))
        row = VGroup(words(text("up_to"), BODY, which), maths("1 / sqrt(n)", TITLE), width).arrange(RIGHT, buff=0.2)
        count = in_line(words("=", BODY, role("quiet")), Number(run.meta["inputs"], 0, source="digits:meta.inputs", size=BODY),
                        words(text("inputs"), BODY, role("quiet")))
        n = VGroup(maths("n", TITLE), count).arrange(RIGHT, buff=0.18)
        return VGroup(row, n).arrange(DOWN, buff=0.15, aligned_edge=RIGHT)
