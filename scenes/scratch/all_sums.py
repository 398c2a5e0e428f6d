"""The sums of all answers to a picture, side by side, and a place for one that is not there: that it is none of them."""

import numpy as np
from manim import DOWN, UP, Animation, DashedVMobject, Line, Rectangle, UpdateFromAlphaFunc, VGroup

from scenes.kit.text import words
from scenes.kit.theme import BODY, TITLE, role

FIELD = (-2.75, 6.5)            # x of the left and of the right end
TOP, BOTTOM = 3.1, -3.4         # y of the upper end of the highest name, and of the lower end of the lowest
LARGE, CLEAR = 2.2 * TITLE, 0.12    # em of a name, and from it to its top
NONE = 1.3                      # height of the empty place


class AllSums(VGroup):
    """For each answer a rod, up or down from 0 as far as its sum goes, which carries its name; after them an empty place, `none`.

    outputs (O,): for the picture, which `log` has under the key `source`; classes: their names; nothing: that of the place.
    """

    def __init__(self, classes, outputs: np.ndarray, log: str, nothing: str):
        sums = np.log(outputs / (1 - outputs)).astype(float)
        self.sums, self.best = sums, int(sums.argmax())
        self.pitch = (FIELD[1] - FIELD[0]) / (len(sums) + 1.6)
        self.names = VGroup(*(words(str(name), LARGE, role("quiet"), bold=True, source=f"{log}:meta.classes[{k}]")
                              for k, name in enumerate(classes)))
        self.names.scale(min(0.8 * self.pitch / max(name.width for name in self.names), 1))
        room = max(name.height for name in self.names) + CLEAR
        self.unit = (TOP - BOTTOM - 2 * room) / max(max(sums.max(), 0) - min(sums.min(), 0), 1e-9)
        self.zero = TOP - room - max(sums.max(), 0) * self.unit
        self.places = FIELD[0] + self.pitch * (np.arange(len(sums)) + 0.5)
        self.ground = Line([FIELD[0], self.zero, 0], [FIELD[1], self.zero, 0], stroke_width=3, stroke_color=role("quiet"))
        self.rods = VGroup(*(Line(stroke_color=role("quiet"), stroke_width=6) for _ in sums))
        self.tops = VGroup(*(Line(stroke_color=role("ink"), stroke_width=7) for _ in sums))
        middle = [FIELD[1] - 0.8 * self.pitch, self.zero - NONE / 2 - CLEAR, 0]
        box = Rectangle(width=1.2 * self.pitch, height=NONE, stroke_color=role("quiet"), stroke_width=4).move_to(middle)
        name = words(nothing, BODY, role("quiet"))
        self.none = VGroup(DashedVMobject(box, 30), name.scale(min(1.1 * self.pitch / name.width, 1)).move_to(box))
        super().__init__(self.ground, self.rods, self.tops, self.names, self.none)
        self.show(0)

    def show(self, share: float) -> "AllSums":
        """A share of the way from 0 to where the names stand."""
        for x, value, rod, top, name in zip(self.places, self.sums, self.rods, self.tops, self.names, strict=True):
            end = np.array([x, self.zero + share * value * self.unit, 0])
            rod.put_start_and_end_on([x, self.zero, 0], end + 1e-3 * np.sign(value) * UP)
            top.put_start_and_end_on(end - [0.35 * self.pitch, 0, 0], end + [0.35 * self.pitch, 0, 0])
            name.next_to(top, UP if value > 0 else DOWN, buff=CLEAR)
        return self

    def come(self, **kwargs) -> Animation:
        """All names go to where their sums are."""
        return UpdateFromAlphaFunc(VGroup(self.rods, self.tops, self.names), lambda _, share: self.show(share), **kwargs)

    def win(self, **kwargs) -> Animation:
        """The name of the largest sum lights up."""
        return self.names[self.best].animate(**kwargs).set_color(role("activation"))
