"""The training run as one instrument with one clock: the curve of what is right, and the weights as pictures above it."""

from collections.abc import Callable

import numpy as np
from manim import Dot, Group, VMobject

from scenes.kit.moments import between
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.plot import Plot
from scenes.kit.scales import largest
from scenes.kit.shares import block_shares
from scenes.kit.theme import LABEL, role

WIDTH = 11.4
CURVE_HEIGHT = 2.3
PICTURES = (13.2, 2.65)     # the largest field for the weights of all hidden neurons


class Instrument(Group):
    """The run of the real net at any number of updates: show(updates).

    run: its snapshot; text(key, **values): a text on screen. The pictures stand between logged moments, too: they
    are mixed there, and no number says which moment it is.
    """

    def __init__(self, run, text: Callable[..., str]):
        self.run, self.top = run, largest(run.w_i_h)
        train, epochs = run.meta["data"]["train"], run.meta["epochs"]
        self.updates = epochs * train
        x, shares = block_shares(run.running_updates, run.running_accuracy, train)
        self.x, self.shares = np.append(0, x), 100 * np.append(shares[0], shares)
        self.plot = Plot((0, self.updates), (0, 100), WIDTH, CURVE_HEIGHT, x_ticks=[k * train for k in range(epochs + 1)],
                         y_ticks=(0, 50, 100), y_unit="%", x_label=text("seen"),
                         y_label=text("share", block=self.updates // len(x)),
                         source=f"digits:meta.epochs*meta.data.train//{len(x)}", text_size=LABEL)
        self.curve = VMobject(stroke_color=role("target"), stroke_width=4)
        self.head = Dot(radius=0.09, color=role("focus"))
        self.mosaic = Mosaic(weight_pictures(run.w_i_h[0], self.top), *PICTURES)
        super().__init__(self.plot, self.curve, self.head, self.mosaic)

    def show(self, updates: float) -> "Instrument":
        """Stand at so many updates of the run."""
        s = float(np.interp(np.log1p(updates), np.log1p(self.run.updates), np.arange(len(self.run.updates))))
        self.mosaic.show(weight_pictures(between(self.run.w_i_h, s), self.top))
        seen = self.x <= updates
        now = float(np.interp(updates, self.x, self.shares))
        points = [self.plot.point(a, b) for a, b in zip(self.x[seen], self.shares[seen])]
        points.append(self.plot.point(updates, now))
        self.curve.set_points_as_corners(points)
        self.head.move_to(points[-1])
        return self
