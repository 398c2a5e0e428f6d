"""The process that runs the chapter: it leaves copies of itself standing on the way, and draws the beat asked for.

A copy stands before a method that `construct` calls. When the chapter's text has changed, it goes on from there with
the new text, as if the chapter had been run with that from its beginning: the directing process chooses one that has
used nothing yet of what has changed.
"""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any

from manim import Manager, tempconfig
from manim.utils.exceptions import EndSceneEarlyException

from scenes.film.chapter import Chapter
from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.stage.find import chapter_class
from scenes.film.stage.observers import Observer
from scenes.film.stage.settings import settings
from scenes.film.voice import voice
from scenes.film.watch.parts import START, Part
from scenes.film.watch.wire import Wire, imported

APART = 0.2      # seconds of work after which the next copy is left standing


class Performance(Observer):
    """One run of a chapter; what is known of it goes with each copy that is left standing.

    An order: {number, source, parts, draw, after, on}: the chapter's text; its parts with their digests; the key of the
    beat to draw, from the end of the beat `after` on, or None; whether to go on to the chapter's end then.
    """

    def __init__(self, edition: Edition, path: Path, wire: Wire, order: dict[str, Any]):
        self.edition, self.path, self.wire, self.order = edition, path, wire, order
        self.used: dict[Part, str] = {}             # parts with the digests that they had when they were used
        self.beats: dict[str, set[Part]] = {}       # what each beat used, in the order in which they were spoken
        self.texts: dict[str, str] = {}
        self.done: list[str] = []                   # beats that have ended
        self.drawing = self.reached = False
        self._waiting: set[Part] = set()            # used since the last beat has ended, so for the next one
        self._inside = ""                           # the beat that is being spoken
        self._stack: list[str] = []                 # the chapter's methods that are running
        self._left = time.process_time()            # when the last copy was left standing
        self._begun: int | None = None              # the line of `construct` in the text with which the run began
        self.moved = 0                              # how many lines further down it is now

    # --- to be followed ----------------------------------------------------------------------------

    def load(self) -> type[Chapter]:
        """The chapter as the order has it, with its methods followed."""
        chapter = chapter_class(self.edition.film, self.path, self.order["source"])
        line = chapter.construct.__code__.co_firstlineno
        self._begun = line if self._begun is None else self._begun
        self.moved = line - self._begun
        for name, function in list(vars(chapter).items()):
            if isinstance(function, FunctionType):
                setattr(chapter, name, self._followed(name, function))
        chapter.screen = self._noted(chapter.screen, "screen")
        chapter.open = self._noted(chapter.open, "title")
        return chapter

    def _followed(self, name: str, function: Callable) -> Callable:
        @wraps(function)
        def call(scene, *arguments, **named):
            if self._stack == ["construct"] and self._stand():
                return getattr(scene, name)(*arguments, **named)
            self._use("method", name)
            self._stack.append(name)
            try:
                return function(scene, *arguments, **named)
            finally:
                self._stack.pop()
        return call

    def _noted(self, function: Callable, kind: str) -> Callable:
        @wraps(function)
        def call(scene, *arguments, **named):
            self._use(kind, *arguments[:kind == "screen"])
            return function(scene, *arguments, **named)
        return call

    def _use(self, *part: str) -> None:
        self.used[part] = self.order["parts"].get(part, "")
        if part == ("method", "construct"):      # a change in it that adds to a beat is one of that beat
            return
        (self.beats[self._inside] if self._inside else self._waiting).add(part)

    # --- to stand and to go on ---------------------------------------------------------------------

    def _stand(self) -> bool:
        """Leave a copy standing, if there is much between it and the last one; True in a copy of that that goes on."""
        if not self.wire.copies or self.drawing or time.process_time() - self._left < APART:
            return False
        self._left = time.process_time()
        if not self.wire.leave_copy():
            return False
        self.order = self.wire.stand(used=self.used, done=self.done, frame=self.scene.clock.frame)
        self._left = time.process_time()
        self._change()
        return True

    def _change(self) -> None:
        """Go on with what the new order brings."""
        scene = self.scene
        scene.__class__ = self.load()
        for name in ("script", "lines"):
            vars(scene).pop(name, None)
        scene.voice.pronunciations = voice.pronunciations(self.edition.script_file)
        if self.order["after"] in self.done or self.order["after"] == START:
            self._draw()

    def _draw(self) -> None:
        """Draw from here on: a copy of this process does, while this one waits, if it is to go on to the end."""
        if self.order["on"] and self.wire.copies:
            child = os.fork()
            if child:
                self.order["draw"] = None
                if os.waitpid(child, 0)[1]:
                    self.wire.send(kind="failed")
                    os._exit(1)
                return
            self.wire.connect("drawing", number=self.order["number"])
        self.drawing = True
        self.scene.renderer._original_skipping_status = False

    # --- observed ----------------------------------------------------------------------------------

    def begins(self):
        if self.order["draw"] and self.order["after"] == START:
            self._draw()

    def beat_begins(self, key, line):
        if self.drawing and self.reached:
            raise EndSceneEarlyException
        self._waiting.update(("method", name) for name in self._stack[1:])
        self.beats[key], self._waiting, self._inside = self._waiting, set(), key
        self._use("line", key)
        self.texts[key] = line.text
        if key == self.order["draw"]:
            self.reached = True
            if not self.drawing:
                self._draw()

    def beat_ends(self, key):
        self.done.append(key)
        self._inside = ""
        self.wire.send(kind="beat", key=key, text=self.texts[key], used=self.beats[key])
        if self.order["draw"] and key == self.order["after"] and not self.drawing:
            self._draw()

    # --- from the beginning ------------------------------------------------------------------------

    def perform(self) -> None:
        """Run the chapter and tell how it went; a copy that goes on from somewhere ends here as well."""
        folder = self.edition.chapter_folder(self.path.stem) / "drawn"
        changed = {"disable_caching": True, "video_dir": str(folder), "max_files_cached": -1}
        with tempconfig(settings(self.edition, self.path) | changed):
            self.scene = self.load()(skip_animations=True, edition=self.edition, observers=[self])
            self.scene.voice.pronunciations = voice.pronunciations(self.edition.script_file)
            manager = Manager(self.scene)
            manager.setup()
            with suppress(EndSceneEarlyException):
                manager.construct()
            if self.drawing:
                manager.post_construct()
        if self.drawing:
            self._keep(folder)
        elif self.order["draw"]:
            raise UserError(f"{self.path}: the chapter has ended without the line {self.order['draw']!r}")
        else:
            for used in [*self.beats.values()][-1:]:
                used.update(self._waiting)
            self.wire.send(kind="end", beats=self.beats, texts=self.texts, files=imported())

    def _keep(self, folder: Path) -> None:
        """Give the film of the beat a name of its own, and remove all that it was made from."""
        key, film = self.order["draw"], folder.with_name(f"{self.order['number']}.mp4")
        os.replace(self.scene.renderer.file_writer.movie_file_path, film)
        shutil.rmtree(folder, ignore_errors=True)
        self.wire.send(kind="drawn", key=key, text=self.texts[key], film=str(film), files=imported())
