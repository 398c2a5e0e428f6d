"""Two sets of labelled images on one wall; and a form filled in by hand, from which such images are cut."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, Rectangle, Square, VGroup

from scenes.kit.declare import holds
from scenes.kit.sprites import Sprites, grid
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, blend, role

PITCH = (0.68, 1.08)     # from image to image on the wall
DROP = 0.48              # from an image's centre down to its label
ROW_FIELDS = ((8, 8), (2, 3, 4, 3, 4), (3, 4, 2, 5, 2), (4, 2, 5, 2, 3), (5, 3, 2, 4, 2))
FIELD = (0.66, 0.84)     # width of a box of the form, and from row to row
FORM_WIDTH = 11.7
ZOOM = 3                 # pixels of the canvas to a pixel of an image
LEAN = 0.6               # of the way apart: how far all goes to the left with it, so that the narrow block has room under it
MIDDLE = 0.15            # y of the middle of the wall's rows of images
RAISED = 0.2             # y of the middle of the form


class Gallery(Group):
    """Images in two blocks of `rows` rows, side by side, each image with its label below.

    sets: of both blocks (images (n, 784), labels (n,), key of each label); columns: of both blocks. There may be
    fewer images than places. `counts` says how many images each block has.
    """

    def __init__(self, sets: Sequence[tuple[np.ndarray, np.ndarray, list[str]]], rows: int, columns: Sequence[int]):
        self.rows, self.columns = rows, columns
        sets = [tuple(part[:rows * count] for part in one) for one, count in zip(sets, columns, strict=True)]
        self.counts = [len(images) for images, _, _ in sets]
        self.sprites = Sprites(np.concatenate([images for images, _, _ in sets]), self.places(0), ZOOM)
        self.labels = VGroup(*(Number(int(label), 0, size=LABEL, source=source, color=role("target"))
                               for _, labels, sources in sets for label, source in zip(labels, sources, strict=True)))
        super().__init__(self.sprites, self.labels)
        self.show(0)

    def places(self, apart: float) -> np.ndarray:
        """The centre (n, 2) of each image when the blocks are so far apart; one image's distance is there anyway."""
        edge = sum(self.columns) * PITCH[0] / 2 + apart / 2
        lean = LEAN * apart
        middles = (-edge + self.columns[0] * PITCH[0] / 2 - lean, edge - self.columns[1] * PITCH[0] / 2 - lean)
        return np.concatenate([grid(self.rows, columns, PITCH, (x, MIDDLE))[:count]
                               for columns, x, count in zip(self.columns, middles, self.counts, strict=True)])

    def show(self, apart: float) -> "Gallery":
        """Move the blocks apart."""
        places = self.places(apart)
        self.sprites.show(places)
        for label, (x, y) in zip(self.labels, places, strict=True):
            label.move_to([x, y - DROP, 0])
        return self


class Form(VGroup):
    """A sheet of paper with a heading and boxes for single digits, on others of its kind.

    `fields` (n, 2) are the boxes' places.
    """

    def __init__(self, heading: str):
        height = len(ROW_FIELDS) * FIELD[1]
        self.fields = np.concatenate([_row(lengths, (height - FIELD[1]) / 2 - k * FIELD[1] - 0.15 + RAISED)
                                      for k, lengths in enumerate(ROW_FIELDS)])
        sheets = VGroup(*(_sheet(height, shade).shift(RAISED * UP + 0.14 * k * (RIGHT + DOWN))
                          for k, shade in ((2, 0.45), (1, 0.65), (0, 1))))
        boxes = VGroup(*(Square(FIELD[0], stroke_color=role("quiet"), stroke_width=1.5).move_to([x, y, 0])
                         for x, y in self.fields))
        title = words(heading, BODY, role("background"), bold=True)
        title.move_to(sheets[-1].get_corner(UP + LEFT) + [0.4, -0.4, 0], aligned_edge=LEFT)
        line = Line(LEFT * 2.4, RIGHT * 2.4, stroke_color=role("quiet"), stroke_width=2)
        line.move_to([FORM_WIDTH / 2, title.get_bottom()[1], 0], aligned_edge=RIGHT)
        super().__init__(sheets, boxes, title, line)
        holds(sheets[-1], title)


def _row(lengths: tuple[int, ...], y: float) -> np.ndarray:
    """The places (n, 2) of the boxes in a row of fields that have so many boxes each."""
    gap = (FORM_WIDTH - FIELD[0] * sum(lengths)) / (len(lengths) - 1)
    gaps = np.repeat(np.arange(len(lengths)), lengths) * gap
    x = (np.arange(sum(lengths)) + 0.5) * FIELD[0] + gaps - FORM_WIDTH / 2
    return np.stack([x, np.full(len(x), y)], axis=1)


def _sheet(height: float, shade: float) -> Rectangle:
    return Rectangle(width=FORM_WIDTH + 0.8, height=height + 1.1, stroke_width=0, fill_opacity=1,
                     fill_color=blend("quiet", "ink", shade))
