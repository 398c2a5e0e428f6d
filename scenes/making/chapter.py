"""What the chapters of film two share: the log of the making, the runs of film one, and film one itself."""

from functools import cached_property

from manim import ImageMobject

from scenes.film.chapter import Chapter as FilmChapter
from scenes.making.film import FILM, SUBJECT
from scenes.making.log import Log


class Chapter(FilmChapter):
    """A chapter of film two."""

    film = FILM
    subject = SUBJECT

    @cached_property
    def log(self) -> Log:
        """What was written down while film one was made."""
        return self.runs["making"]

    @cached_property
    def pixels(self):
        """Snapshot of film one's small net, 5-4-3."""
        return self.runs["pixels"]

    @cached_property
    def digits(self):
        """Snapshot of film one's real net, 784-20-10."""
        return self.runs["digits"]

    def frame_of_film_one(self, name: str, height: float) -> ImageMobject:
        """A logged picture, so many units high."""
        return ImageMobject(self.log.picture(name)).set(height=height)
