"""The real net without its bend and with it, one under the other on one magnified scale of new images read rightly."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, Create, Dot, FadeIn, Line, VGroup

from scenes.kit.plot import Plot
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role

WIDTH = 7.0               # of the scale
LEVELS = (2.1, 1.05, 0.0, -1.35, -2.4)
LEFT_EDGE = -6.4
RUNS = ("no_bend", "no_bend_100", "no_hidden_layer", "real", "hidden_100")
TEXTS = ("without", "without", "none", "with", "with")


class Contest(VGroup):
    """log: the experiments; text: a text on screen by its key. A row for each of RUNS: what it is, a pin, and its share."""

    def __init__(self, log, text: Callable[..., str]):
        shares = [100 * float(log[name].test_accuracy) for name in RUNS]
        low, high = 5 * int(min(shares) // 5) - 5, 100
        own = int(np.argmax(log.neurons.hidden == log.meta["settings"]["hidden"]))
        places = (own, -1, None, own, -1)        # of the number of neurons in log.neurons.hidden
        ticks = range(max(low, 0), high + 1, 5 * -(-(high - low) // 40))
        self.axis = Plot((low, high), (0, 1), WIDTH, 0.001, x_ticks=ticks, x_unit="%", text_size=BODY)
        self.axis.shift(RIGHT * (6.0 - WIDTH / 2) + 3.1 * DOWN)
        self.rows = VGroup()
        for name, key, share, y, place in zip(RUNS, TEXTS, shares, LEVELS, places, strict=True):
            which = role("target" if key == "with" else "ink")
            named = VGroup(words(text(key), TITLE, which))
            if place is not None:
                count = Number(int(log.neurons.hidden[place]), 0, source=f"experiments:neurons.hidden[{place}]", size=BODY)
                named.add(in_line(count, words(text("neurons"), BODY, role("quiet")), buff=0.12))
            named.arrange(RIGHT, buff=0.35).move_to([0, y, 0]).align_to([LEFT_EDGE, 0, 0], LEFT)
            at = [self.axis.point(share, 0)[0], y, 0]
            stem = Line([self.axis.point(low, 0)[0], y, 0], at, stroke_color=which, stroke_width=5)
            figure = Number(share, 0, unit="%", size=0.6, source=f"experiments:{name}.test_accuracy*100", color=which)
            self.rows.add(VGroup(named, stem, Dot(at, 0.13, color=which), figure.next_to(at, RIGHT, buff=0.25)))
        super().__init__(self.axis, self.rows)

    def enter(self, k: int) -> list[Animation]:
        """Row k comes in."""
        named, stem, dot, figure = self.rows[k]
        return [FadeIn(named), Create(stem), FadeIn(dot), FadeIn(figure)]
