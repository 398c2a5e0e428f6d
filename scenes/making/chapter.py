"""What the chapters of film two share: the log of the making, the runs of film one, and film one itself."""

from functools import cached_property

import numpy as np
from manim import Group, ImageMobject, Rectangle

from scenes.film.chapter import Chapter as FilmChapter
from scenes.kit.theme import role
from scenes.making.film import FILM, SUBJECT
from scenes.making.log import Log
from scenes.scratch.named_runs import NamedRuns


class Chapter(NamedRuns, FilmChapter):
    """A chapter of film two."""

    film = FILM
    subject = SUBJECT

    @cached_property
    def log(self) -> Log:
        """What was written down while film one was made."""
        return self.runs["making"]

    def frame_of_film_one(self, name: str, height: float) -> ImageMobject:
        """A logged picture, so many units high."""
        return ImageMobject(self.log.picture(name)).set(height=height)

    def box_on(self, picture: ImageMobject | Group, place: np.ndarray, margin: float) -> Rectangle:
        """A box around a place (left, bottom, right, top) of a frame, in Manim's units, where a picture of that frame stands."""
        left, low, right, high = place * picture.height / self.camera.frame_height
        box = Rectangle(width=right - left + margin, height=high - low + margin, stroke_color=role("focus"), stroke_width=4)
        return box.move_to(picture.get_center() + [(left + right) / 2, (low + high) / 2, 0])
