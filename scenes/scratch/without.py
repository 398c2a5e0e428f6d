"""The real net without its bend and with it: with few neurons and with many, on one magnified scale of new images read
rightly."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, Create, Dot, FadeIn, Line, VGroup

from scenes.kit.plot import Plot
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.bending import Activation

WIDTH = 4.7                # of the scale
SCALE_LEFT = 0.35          # x at which it begins
RUNS = ("no_bend", "no_bend_100", "real", "hidden_100")
LEVELS = (1.95, 0.75, -0.85, -2.05)
SHAPES = ((1.35, "without", 0.0), (-1.45, "with", 1.0))     # y of both activations, their names, and how far each is curled
SHAPE = (2.0, 1.5)
SHAPE_X, COUNT_X = -5.3, -3.65
DEEP, PITCH = 5, 0.135      # dots in a column of neurons at most, and from one to the next


class Contest(VGroup):
    """log: the experiments; text: a text on screen by its key. A row for each of RUNS: its neurons, a pin, and its share.

    Parts: the scale, both activations with their names, the rows.
    """

    def __init__(self, log, text: Callable[..., str]):
        shares = [100 * float(log[name].test_accuracy) for name in RUNS]
        low, high = max(5 * int(min(shares) // 5) - 5, 0), 100
        own = int(np.argmax(log.neurons.hidden == log.meta["settings"]["hidden"]))
        ticks = range(low, high + 1, 5 * -(-(high - low) // 20))
        self.axis = Plot((low, high), (0, 1), WIDTH, 0.001, x_ticks=ticks, x_unit="%", text_size=BODY)
        self.axis.shift(RIGHT * (SCALE_LEFT + WIDTH / 2) + 2.75 * DOWN)
        self.shapes = VGroup(*(self._shape(*each, text) for each in SHAPES))
        self.rows = VGroup()
        for name, share, y, place in zip(RUNS, shares, LEVELS, (own, -1, own, -1), strict=True):
            at, start = [self.axis.point(share, 0)[0], y, 0], [SCALE_LEFT, y, 0]
            pin = VGroup(Line(start, at, stroke_color=role("target"), stroke_width=5), Dot(at, 0.13, color=role("target")))
            figure = Number(share, 0, unit="%", size=0.6, source=f"experiments:{name}.test_accuracy*100", color=role("target"))
            self.rows.add(VGroup(self._neurons(log, place, y, text), pin, figure.next_to(pin, RIGHT, buff=0.25)))
        super().__init__(self.axis, self.shapes, self.rows)

    def enter(self, k: int) -> list[Animation]:
        """Row k comes in; the first row with the bend brings its activation, the other activation is there before."""
        neurons, (stem, dot), figure = self.rows[k]
        shape = [FadeIn(self.shapes[1])] if k == 2 else []
        return [*shape, FadeIn(neurons), Create(stem), FadeIn(dot), FadeIn(figure)]

    @staticmethod
    def _shape(y: float, key: str, curled: float, text) -> VGroup:
        shape = Activation(*SHAPE).show(curled)
        name = words(text(key), TITLE).next_to(shape, DOWN, buff=0.2)
        return VGroup(shape, name).move_to([SHAPE_X, y, 0])

    @staticmethod
    def _neurons(log, place: int, y: float, text) -> VGroup:
        """As many dots as there are hidden neurons, and their number."""
        count = int(log.neurons.hidden[place])
        dots = VGroup(*(Dot(PITCH * np.array([k // DEEP, -(k % DEEP), 0]), 0.045, color=role("ink")) for k in range(count)))
        number = in_line(Number(count, 0, source=f"experiments:neurons.hidden[{place}]", size=BODY),
                         words(text("neurons"), BODY, role("quiet")), buff=0.12)
        dots.set(width=min(dots.width, 2.9))
        return VGroup(dots, number.next_to(dots, DOWN, buff=0.14, aligned_edge=LEFT)).move_to([COUNT_X, y, 0], aligned_edge=LEFT)
