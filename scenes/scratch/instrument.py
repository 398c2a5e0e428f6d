"""The training run as one instrument with one clock: how the weights change, as pictures, and the curve of what is right."""

from collections.abc import Callable

import numpy as np
from manim import Dot, Group, Line, VMobject

from scenes.kit.moments import between, position
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.plot import Plot
from scenes.kit.shares import block_shares
from scenes.kit.theme import BODY, role
from scenes.scratch.strokes import full_colour

PICTURES = (7.3, 5.8)       # the largest field for the weights of all hidden neurons
CURVE = (3.7, 1.95)         # size of the curve's field


class Instrument(Group):
    """The run of the real net at any number of updates: show(updates), or only its pictures, or only its curve.

    run: its snapshot; first: what it gets right before it learns, 0..1; text(key, **values): a text on screen. The
    pictures are what each weight has changed since the start; they stand between logged moments, too: they are mixed there, and
    no number says which moment it is.
    """

    def __init__(self, run, first: float, text: Callable[..., str]):
        self.run, self.top = run, full_colour(run)[0]
        train, epochs = run.meta["data"]["train"], run.meta["epochs"]
        self.updates = epochs * train
        x, shares = block_shares(run.running_updates, run.running_accuracy, train)
        self.x, self.shares = np.append(0, x), 100 * np.append(first, shares)
        self.guessed = 100 / len(run.meta["classes"])
        self.plot = Plot((0, self.updates), (0, 100), *CURVE, x_ticks=(0, self.updates),
                         y_ticks=sorted({self.guessed, 50, 100}), y_unit="%", text_size=BODY,
                         x_label=text("seen"), y_label=text("share", block=self.updates // len(x)),
                         source=f"digits:meta.epochs*meta.data.train//{len(x)}")
        self.curve = VMobject(stroke_color=role("target"), stroke_width=4)
        self.head = Dot(radius=0.09, color=role("focus"))
        self.mosaic = Mosaic(self.pictures(0), *PICTURES, full=True)
        super().__init__(self.plot, self.curve, self.head, self.mosaic)

    def chance(self) -> Line:
        """What guessing gets."""
        return self.plot.level(self.guessed, "focus").set_stroke(width=3, opacity=1)

    def pictures(self, s: float) -> np.ndarray:
        """What has changed in the weights of each hidden neuron at position s of the logged moments."""
        return weight_pictures(between(self.run.w_i_h, s) - self.run.w_i_h[0], self.top)

    def show(self, updates: float) -> "Instrument":
        """Stand at so many updates of the run."""
        self.show_pictures(updates)
        return self.show_curve(updates)

    def show_pictures(self, updates: float) -> "Instrument":
        """Only the pictures stand there."""
        self.mosaic.show(self.pictures(position(self.run, updates)))
        return self

    def show_curve(self, updates: float) -> "Instrument":
        """Only the curve ends there."""
        seen = self.x <= updates
        now = float(np.interp(updates, self.x, self.shares))
        points = [self.plot.point(a, b) for a, b in zip(self.x[seen], self.shares[seen])]
        points.append(self.plot.point(updates, now))
        self.curve.set_points_as_corners(points)
        self.head.move_to(points[-1])
        return self
