"""The real net without its bend and with it: of a hundred new images, the ones that each reads rightly."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, Animation, Circle, FadeIn, LaggedStart, VGroup

from scenes.kit.text import Number, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.bending import Activation

RUNS = ("no_bend", "real")
SHAPES = ((-3.4, "without", 0.0), (3.4, "with", 1.0))     # x of each column, its name, and how far its activation is curled
SHAPE = (4.8, 2.5)
TOPS = (1.35, -1.35, -2.85)      # y of the activations, of the images and of their share
IMAGES, DEEP = 100, 5            # circles that stand for all images; how many are in a column
PITCH, RADIUS = 0.25, 0.09


class Contest(VGroup):
    """log: the experiments; text: a text on screen by its key. A column for each of RUNS: its activation with its name, a
    hundred images, and its share. Parts: the activations with their names, the images, the shares."""

    def __init__(self, log, text: Callable[..., str]):
        self.right = [float(log[name].test_accuracy) for name in RUNS]
        self.shapes = VGroup(*(self._shape(*each, text) for each in SHAPES))
        self.images = VGroup(*(self._images(x) for x, _, _ in SHAPES))
        self.figures = VGroup(*(Number(100 * share, 0, unit="%", size=1.0, source=f"experiments:{name}.test_accuracy*100",
                                       color=role("target")).move_to([x, TOPS[2], 0])
                                for name, share, (x, _, _) in zip(RUNS, self.right, SHAPES, strict=True)))
        super().__init__(self.shapes, self.images, self.figures)

    def enter(self, k: int) -> list[Animation]:
        """What net k reads rightly, and its share."""
        count = round(IMAGES * self.right[k])
        lit = (image.animate.set_fill(opacity=1).set_stroke(role("target")) for image in self.images[k][:count])
        return [LaggedStart(*lit, lag_ratio=0.02), FadeIn(self.figures[k])]

    @staticmethod
    def _shape(x: float, key: str, curled: float, text) -> VGroup:
        shape = Activation(*SHAPE).show(curled).move_to([x, TOPS[0], 0])
        return VGroup(shape, words(text(key), TITLE).next_to(shape, DOWN, buff=0.1))

    @staticmethod
    def _images(x: float) -> VGroup:
        dots = (Circle(RADIUS, stroke_color=role("quiet"), stroke_width=2, fill_color=role("target"), fill_opacity=0)
                .move_to(PITCH * np.array([k // DEEP, -(k % DEEP), 0])) for k in range(IMAGES))
        return VGroup(*dots).move_to([x, TOPS[1], 0])
