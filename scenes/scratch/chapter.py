"""What the chapters of film one share: its two runs and its experiments by their names."""

from functools import cached_property

from scenes.film.chapter import Chapter as FilmChapter
from scenes.scratch.film import FILM


class Chapter(FilmChapter):
    """A chapter of film one."""

    film = FILM

    @cached_property
    def pixels(self):
        """Snapshot of the small net, 5-4-3."""
        return self.runs["pixels"]

    @cached_property
    def digits(self):
        """Snapshot of the real net, 784-20-10."""
        return self.runs["digits"]

    @cached_property
    def experiments(self):
        """What the experiments logged: network/experiments/keys.py says what each array holds."""
        return self.runs["experiments"]
