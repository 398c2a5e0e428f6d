"""The cost before and after the first update: its tray with a scale, and a lens over the surface with a finer one.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Rectangle, Text, VGroup

from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.kit.tray import Tray
from scenes.scratch import first_cost

HIGH, LEVEL = 4.4, -0.45         # height of tray and lens, and y of their middle
TRAY, LENS = (-4.1, 3.6), (1.0, 2.6)     # x and width of each
TICK = 0.14                      # length of a scale's ticks
STEPS, MOST = (1, 2, 5, 10), 6   # of a scale: its step is one of these times a power of ten; so many ticks at most


@dataclass
class Drop:
    """A tray with the cost, a lens over its surface, and what they are before and after."""

    tray: Tray
    frame: Rectangle
    surface: Rectangle     # of the liquid, as the lens shows it
    level: Line            # where it was
    before: VGroup
    after: VGroup
    scales: VGroup         # beside the tray, and beside the lens
    rays: VGroup           # from what the lens is over to the lens
    title: Text            # which cost it is
    way: float             # how far the surface falls in the lens

    def everything(self) -> VGroup:
        """All of it."""
        return VGroup(self.tray, self.surface, self.frame, self.level, self.before, self.after, self.scales, self.rays,
                      self.title)


def dropping(run, text: Callable[[str], str], times: float, decimals: int) -> Drop:
    """The cost before and after the update; times: how much the change of the level is enlarged in the lens."""
    old, new = (first_cost.cost(run, step) for step in (0, 1))
    tray = Tray(old, TRAY[1], HIGH, full=first_cost.full(run)).move_to([TRAY[0], LEVEL, 0])
    frame = Rectangle(width=LENS[1], height=HIGH, stroke_color=role("focus"), stroke_width=4).move_to([LENS[0], LEVEL, 0])
    unit = tray.walls.height / tray.full * times      # manim units in the lens for a cost of 1
    middle = (old + new) / 2

    def place(cost: float) -> float:
        return LEVEL + (cost - middle) * unit
    surface = Rectangle(width=LENS[1], height=place(old) - frame.get_bottom()[1], stroke_width=0, fill_opacity=1,
                        fill_color=tray.liquid.get_fill_color()).move_to(frame.get_bottom(), aligned_edge=DOWN)
    level = Line(frame.get_left(), frame.get_right(), stroke_color=role("ink"), stroke_width=3).set_y(place(old))
    costs = [in_line(words(text(key), BODY, role("quiet")),
                     Number(value, decimals, source=f"pixels:{first_cost.key(str(step))}", size=0.5, color=role("error")),
                     buff=0.3)
             .move_to([3.9, place(value), 0], aligned_edge=LEFT) for key, value, step in (("before", old, 0), ("after", new, 1))]
    half = HIGH / 2 / unit
    scales = VGroup(_scale(0, tray.full, lambda cost: [tray.walls.get_left()[0], tray.level(cost)[1], 0], LEFT),
                    _scale(middle - half, middle + half, lambda cost: [frame.get_right()[0], place(cost), 0], RIGHT))
    name = words(text("cross_entropy"), LABEL, role("quiet")).next_to(tray, UP, buff=0.2)
    return Drop(tray, frame, surface, level, *costs, scales, _rays(tray, frame, middle), name, (new - old) * unit)


def _scale(low: float, high: float, place: Callable[[float], list[float]], side: np.ndarray) -> VGroup:
    """Ticks at round values from low to high, each with its number."""
    power = 10.0 ** np.floor(np.log10((high - low) / MOST))
    step = next(power * k for k in STEPS if (high - low) / (power * k) <= MOST)
    decimals = max(int(np.ceil(-np.log10(step) - 1e-9)), 0)
    ticks = VGroup()
    for k in range(int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9)) + 1):
        at = np.array(place(k * step))
        tick = Line(at, at + TICK * side, stroke_color=role("quiet"), stroke_width=2)
        number = Number(k * step, decimals, size=LABEL, source="constant:axis", color=role("quiet"))
        ticks.add(VGroup(tick, number.next_to(tick, side, buff=0.1)))
    return ticks


def _rays(tray: Tray, frame: Rectangle, middle: float) -> VGroup:
    """From the place of the surface, which is no higher than a line, to the corners of the lens."""
    start = tray.level(middle) + tray.walls.width / 2 * RIGHT
    return VGroup(*(Line(start, frame.get_corner(LEFT + way), stroke_color=role("focus"), stroke_width=1.5, stroke_opacity=0.6)
                    for way in (UP, DOWN)))
