"""The base of a film's chapters: a narrated scene, its pieces kept under keys, joined with their sound."""

from functools import cached_property

from scenes.film.companions.contact import BeatPictures
from scenes.film.join.writer import ChapterWriter
from scenes.film.pieces.chapter_key import chapter_key
from scenes.film.pieces.renderer import PieceRenderer
from scenes.film.stage.scene import NarratedScene


class Chapter(NarratedScene):
    """A film's own Chapter derives from it and says which `film` it belongs to.

        class Chapter(scenes.film.chapter.Chapter):
            film = FILM
    """

    def __init__(self, renderer=None, skip_animations=False, observers=(), **kwargs):
        watching = observers if skip_animations else (*observers, BeatPictures())
        super().__init__(renderer, skip_animations, observers=watching, **kwargs)

    def new_renderer(self, skip_animations):
        return PieceRenderer(ChapterWriter, skip_animations)

    @cached_property
    def key(self) -> str:
        """Key of all that its film is made from."""
        return chapter_key(self.edition, self.path, self.script.written(self.name), self.facts, self.lines, self.voice)

    def setup(self):
        super().setup()
        if not self.skip_animations:
            self.voice.speak_ahead(self.lines, self.name)
            _ = self.key     # now, and not after somebody has edited what was read
