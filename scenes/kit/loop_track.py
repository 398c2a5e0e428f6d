"""The way back of a loop, drawn beside a listing: from the end of its body up to its head."""

import numpy as np
from manim import RIGHT, Dot, VGroup, VMobject

from scenes.kit.listing import Listing
from scenes.kit.theme import role


class LoopTrack(VGroup):
    """A track from the last line of a loop to the line with its head, and a dot that runs along it.

    lines: of the loop, as numbers of the listing; reach: how far the track stands off from the panel.
    """

    def __init__(self, listing: Listing, lines: range, reach: float):
        edge = listing.panel.get_right()[0]
        top, bottom = (listing.bar(number).get_y() for number in (lines[0], lines[-1]))
        low, high = np.array([edge, bottom, 0]), np.array([edge, top, 0])
        self.way = VMobject(stroke_color=role("quiet"), stroke_width=3)
        self.way.set_points_as_corners([low, low + reach * RIGHT, high + reach * RIGHT, high])
        self.dot = Dot(radius=0.09, color=role("focus"))
        super().__init__(self.way, self.dot)
        self.show(0)

    def show(self, turns: float) -> "LoopTrack":
        """Place the dot after so many turns of the loop."""
        self.dot.move_to(self.way.point_from_proportion(float(turns % 1)))
        return self

    def emphasise(self) -> "LoopTrack":
        """The track in the colour of the focus."""
        self.way.set_stroke(role("focus"))
        return self
