"""Where along a number a sum would have to be above zero, and where below, so that it says what is there."""

import numpy as np
from manim import Rectangle, VGroup, there_and_back

from scenes.kit.theme import role
from scenes.scratch.ramps import ACROSS, Ramps, x_at

TALL = 1.15                  # manim units from the axis to a zone's far edge
APART = 0.07                 # left free at each of its ends
FILLED, EDGED, WIDE = 0.2, 0.75, 2           # opacities of its inside and of its edge, and that one's width;
LIT, BACK = 0.6, 0.35        # and of its inside when it is pointed out; what is left of both when it steps back


class Zones(VGroup):
    """A zone for each section of the axis, from left to right, over or under it, in the hue of what lies there.

    lit(): all zones are pointed out; back(): they step back.
    """

    def __init__(self, ramps: Ramps):
        self.sections = ramps.bending.sections()
        super().__init__(*(self._zone(*section) for section in self.sections))
        self.set_z_index(-0.6)               # under the lines

    def lit(self) -> list:
        return [zone.animate(rate_func=there_and_back).set_fill(opacity=LIT).set_stroke(opacity=EDGED) for zone in self]

    def back(self) -> list:
        return [zone.animate.set_fill(opacity=BACK * FILLED).set_stroke(opacity=BACK * EDGED) for zone in self]

    def _zone(self, start: float, end: float, upper: bool) -> Rectangle:
        low, high = map(x_at, (start, end))
        hue = role("class_a" if upper else "class_b")
        zone = Rectangle(width=high - low - 2 * APART, height=TALL, fill_color=hue, fill_opacity=FILLED,
                         stroke_color=hue, stroke_width=WIDE, stroke_opacity=EDGED)
        return zone.move_to(np.array([(low + high) / 2, ACROSS + (1 if upper else -1) * (TALL / 2 + APART), 0]))
