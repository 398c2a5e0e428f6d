"""The training run as one instrument with one clock: how the weights change, as pictures, and the curve of what is right."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Group, VGroup, VMobject

from scenes.kit.moments import between, position
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.plot import Plot
from scenes.kit.shares import block_shares
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role
from scenes.scratch.strokes import full_colour

PICTURES, PICTURES_TOP = (13.2, 5.58), 3.02    # the largest field for the weights of all hidden neurons
HIGH, TICKS, APART = 0.58, 1.1, 0.4     # height of the curve's field; room for the numbers at its left; to what is at its right
EDGE, FLOOR = 6.6, -3.5     # the safe area
NAME_Y = 3.29               # of what the pictures are


class Instrument(Group):
    """The run of the real net at any number of updates: show(updates), or only its pictures, or only its curve.

    run: its snapshot; first: what it gets right before it learns, 0..1; text(key, **values): a text on screen. The
    pictures are what each weight has changed since the start; they stand between logged moments, too: they are mixed there, and
    no number says which moment it is. The curve is a strip below them.
    """

    def __init__(self, run, first: float, text: Callable[..., str]):
        self.run, self.top = run, full_colour(run)[0]
        train, epochs = run.meta["data"]["train"], run.meta["epochs"]
        self.updates = epochs * train
        x, shares = block_shares(run.running_updates, run.running_accuracy, train)
        self.x, self.shares = np.append(0, x), 100 * np.append(first, shares)
        self.guessed = 100 / len(run.meta["classes"])
        self.plot = self.strip(text, self.updates // len(x))
        self.chance = self.plot.level(self.guessed, "focus").set_stroke(width=3, opacity=1)
        self.curve = VMobject(stroke_color=role("target"), stroke_width=4)
        self.head = Dot(radius=0.1, color=role("focus"))
        self.mosaic = Mosaic(self.pictures(0), *PICTURES).move_to([0, PICTURES_TOP, 0], aligned_edge=UP)
        self.called = words(text("changes"), BODY, role("quiet")).move_to([EDGE, NAME_Y, 0], aligned_edge=RIGHT)
        super().__init__(self.plot, self.chance, self.curve, self.head, self.mosaic, self.called)

    def strip(self, text: Callable[..., str], block: int) -> Plot:
        """The field of the curve: what is guessed, and all; beside it what the curve is, and where it ends."""
        every = "digits:meta.epochs*meta.data.train"
        share = words(text("share", block=block), BODY, role("target"), source=f"{every}//{self.updates // block}")
        seen = in_line(Number(self.updates, 0, size=BODY, source=every, color=role("quiet")),
                       words(text("seen"), BODY, role("quiet")))
        named = VGroup(share, seen).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        plot = Plot((0, self.updates), (0, 100), 2 * EDGE - TICKS - named.width - APART, HIGH, y_ticks=(self.guessed, 100),
                    y_unit="%", text_size=BODY).move_to([-EDGE, FLOOR + 0.03, 0], aligned_edge=DOWN + LEFT)
        return plot.add(named.move_to([EDGE, FLOOR, 0], aligned_edge=DOWN + RIGHT))

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
        points = [self.plot.point(a, b) for a, b in zip(self.x[seen], self.shares[seen])]
        self.curve.set_points_as_corners([*points, self.place(updates)])
        return self.stand(updates)

    def stand(self, updates: float) -> "Instrument":
        """Only the dot stands there, on the curve."""
        self.head.move_to(self.place(updates))
        return self

    def place(self, updates: float) -> np.ndarray:
        """Where the curve is there."""
        return self.plot.point(updates, float(np.interp(updates, self.x, self.shares)))
