"""All knobs of the real net tied to one slider, each turned by its own share: the direction in which the net moved most.

The chapter on going downhill plays this; nothing here is animated.
"""

import numpy as np
from manim import LEFT, RIGHT, Dot, Line, VGroup

from network.experiments.landscape import flat, main_directions
from scenes.kit.mosaic import weight_pictures
from scenes.kit.scales import largest
from scenes.kit.theme import role

STRONG = 0.5     # of the largest weight in the end: what is drawn at full strength


class Slider(VGroup):
    """A handle on a track from `low` to `high`; show(x) moves it."""

    def __init__(self, low: float, high: float, width: float):
        self.low, self.high = low, high
        self.track = Line(LEFT * width / 2, RIGHT * width / 2, stroke_color=role("quiet"), stroke_width=6)
        self.handle = Dot(radius=0.17, color=role("focus"))
        super().__init__(self.track, self.handle)
        self.show(high)

    def show(self, x: float) -> "Slider":
        """The handle stands at x."""
        share = (x - self.low) / (self.high - self.low)
        start, end = self.track.get_start_and_end()
        self.handle.move_to(start + share * (end - start))
        return self


class Tied:
    """Where the slider turns the weights into the hidden neurons: from those in the end, each by its share of x.

    run: the real net's, whose logged moments say in which direction it moved most.
    """

    def __init__(self, run):
        path = np.stack([flat(run.state(k)) for k in range(len(run.updates))])
        way, _ = main_directions(path - path[-1])
        self.end, count = run.w_i_h[-1], run.w_i_h[-1].size
        first = list(run.state(0)).index("w_i_h")
        begins = sum(array.size for array in list(run.state(0).values())[:first])
        self.share = way[0, begins:begins + count].reshape(self.end.shape)
        self.scale = STRONG * largest(self.end)

    def pictures(self, x: float) -> np.ndarray:
        """Those of all hidden neurons where the slider is x units of weights from the end, (n, s, s, 3) uint8."""
        return weight_pictures(self.end + x * self.share, self.scale)
