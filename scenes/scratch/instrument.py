"""The training run as one instrument with one clock: how the weights change, as pictures, and the curve of what is right."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Dot, Group, VGroup, VMobject

from scenes.kit.declare import excuse
from scenes.kit.moments import between, position
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.plot import Plot
from scenes.kit.shares import block_shares
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.strokes import changes, full_colour

PICTURES = 13.2, 7.0        # the largest field for the weights of all hidden neurons
HERO, STROKE = 6.95, 0.7    # side of one neuron's picture that is seen alone; opacity of a picture's frame
HIGH, TICKS, APART = 1.5, 1.45, 0.15    # height of the curve's field; room for the numbers at its left; from it to its words
SMALLER = 0.8               # these, where there is less room
EDGE, FLOOR = 6.6, -3.5     # the safe area


class Instrument(Group):
    """The run of the real net at any number of updates: show(updates), or only its pictures, or only its curve.

    run: its snapshot; first: what it gets right before it learns, 0..1; text(key, **values): a text on screen. The
    pictures are what each weight has changed since the start; they stand between logged moments, too: they are mixed there, and
    no number says which moment it is. near: 0, or up to 1 the closer the one comes whose weights change most, until it is alone.
    The curve is a strip at the bottom.
    """

    def __init__(self, run, first: float, text: Callable[..., str]):
        self.run, self.top = run, full_colour(run)[0]
        train, epochs = run.meta["data"]["train"], run.meta["epochs"]
        self.updates = epochs * train
        x, shares = block_shares(run.running_updates, run.running_accuracy, train)
        self.x, self.shares = np.append(0, x), 100 * np.append(first, shares)
        self.plot = self.strip(text, self.updates // len(x))
        self.curve = VMobject(stroke_color=role("target"), stroke_width=4)
        self.head = Dot(radius=0.1, color=role("focus"))
        self.most, self.near = int(np.linalg.norm(changes(run), axis=1).argmax()), 0.0
        self.mosaic = Mosaic(self.pictures(0), *PICTURES, full=True)
        self.whole, self.place_of_most = self.mosaic.height, self.mosaic.place(self.most)
        excuse(self.mosaic, "outside", "one picture of it comes so close that the others lie beyond the frame")
        super().__init__(self.plot, self.curve, self.head, self.mosaic)

    def strip(self, text: Callable[..., str], block: int) -> Plot:
        """The field of the curve; in it what the curve is, and where it ends."""
        every = "digits:meta.epochs*meta.data.train"
        share = words(text("share", block=block), TITLE, role("target"), source=f"{every}//{self.updates // block}")
        seen = in_line(Number(self.updates, 0, size=TITLE, source=every, color=role("quiet")),
                       words(text("seen"), TITLE, role("quiet")))
        named = VGroup(share, seen).arrange(DOWN, buff=0.12, aligned_edge=LEFT)
        plot = Plot((0, self.updates), (0, 100), 2 * EDGE - TICKS, HIGH, y_ticks=(0, 100),
                    y_unit="%", text_size=TITLE).move_to([-EDGE, FLOOR, 0], aligned_edge=DOWN + LEFT)
        named.next_to(plot.point(self.updates, 0), UP + LEFT, buff=APART)
        low = min(self.place_on(plot, updates)[1] for updates in np.linspace(0, self.updates, 100)
                  if plot.point(updates, 0)[0] > named.get_left()[0] - APART)
        if low < named.get_top()[1] + APART:       # the curve goes there: it begins low, at the left
            named.scale(SMALLER).next_to(plot.point(0, 100), DOWN + RIGHT, buff=APART / 2)
        return plot.add(named)

    def pictures(self, s: float) -> np.ndarray:
        """What has changed in the weights of each hidden neuron at position s of the logged moments."""
        return weight_pictures(between(self.run.w_i_h, s) - self.run.w_i_h[0], self.top)

    def show(self, updates: float) -> "Instrument":
        """Stand at so many updates of the run."""
        self.show_pictures(updates)
        return self.show_curve(updates)

    def show_pictures(self, updates: float) -> "Instrument":
        """Only the pictures stand there."""
        pictures = self.pictures(position(self.run, updates)).astype(float)
        beside, ground = np.arange(len(pictures)) != self.most, 255 * role("background").to_rgb()
        pictures[beside] = ground + (1 - self.near) * (pictures[beside] - ground)
        self.mosaic.show(np.round(pictures))
        return self

    def come_near(self, near: float) -> "Instrument":
        """The one whose weights change most is so close, and the others are so dark; they are painted when shown next."""
        self.near, zoom = near, (HERO / self.mosaic.side) ** near
        self.mosaic.set(height=zoom * self.whole).move_to((1 - near - zoom) * self.place_of_most)
        for k, frame in enumerate(self.mosaic.frames):
            frame.set_stroke(opacity=STROKE * (1 if k == self.most else 1 - near))
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
        return self.place_on(self.plot, updates)

    def place_on(self, plot: Plot, updates: float) -> np.ndarray:
        """The same on a field."""
        return plot.point(updates, float(np.interp(updates, self.x, self.shares)))
