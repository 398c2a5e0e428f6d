"""The process that runs the chapter: it leaves copies of itself standing on the way, and draws the beat asked for.

A copy stands before a statement of `construct` that calls a method. When the chapter's text has changed, it goes on
from there with the new text, as if the chapter had been run with that from its beginning: the directing process chooses
one that has used nothing yet of what has changed.
"""

import ast
import gc
import os
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import FrameType, FunctionType
from typing import Any

from manim import Manager
from manim.utils.exceptions import EndSceneEarlyException

from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.stage.find import chapter_class
from scenes.film.stage.observers import Observer
from scenes.film.stage.scene import NarratedScene
from scenes.film.stage.settings import in_force, settings
from scenes.film.voice import voice
from scenes.film.watch.parts import CONSTRUCT, START, Part, steps
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
        self._work = 0.0                            # seconds of work until the beat began, of the process before
        self._left = time.process_time()            # when the last copy was left standing
        self._steps: list[ast.stmt] = []            # the statements of `construct`
        self._begun = -1                            # the one that has begun last

    # --- to be followed ----------------------------------------------------------------------------

    def load(self) -> type[NarratedScene]:
        """The chapter as the order has it, with its methods followed."""
        chapter: Any = chapter_class(self.edition.film, self.path, self.order["source"])
        self._steps = steps(ast.parse(self.order["source"]))
        for name, function in list(vars(chapter).items()):
            if isinstance(function, FunctionType):
                setattr(chapter, name, self._followed(name, function))
        chapter.screen = self._noted(chapter.screen, "screen")
        chapter.open = self._noted(chapter.open, "title")
        return chapter

    def _followed(self, name: str, function: Callable) -> Callable:
        @wraps(function)
        def call(scene, *arguments, **named):
            if self._stack == [CONSTRUCT]:
                self._next_step(sys._getframe(1))
            if name != CONSTRUCT:
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
        (self.beats[self._inside] if self._inside else self._waiting).add(part)

    # --- to stand and to go on ---------------------------------------------------------------------

    def _next_step(self, frame: FrameType) -> None:
        """A statement of `construct`, which runs in a frame, calls a method: the beat before it is over.

        A copy that was left standing here goes on with what its new order brings, and then ends `construct`.
        """
        if self.reached and not self._inside:
            raise EndSceneEarlyException
        number = self._number_of(frame)
        if number is None or self.drawing or not self.wire.copies or time.process_time() - self._left < APART:
            return
        self._left = time.process_time()
        gc.freeze()      # else the collector writes to all objects, and each copy has memory of its own
        if self.wire.leave_copy():
            self.used |= {("step", str(i)): self.order["parts"]["step", str(i)] for i in range(number)}
            self.order = self.wire.stand(used=self.used, done=tuple(self.done), frame=self.scene.clock.frame)
            self._left = time.process_time()
            self._change(number, dict(frame.f_locals))
            raise EndSceneEarlyException

    def _number_of(self, frame: FrameType) -> int | None:
        """Which statement of `construct` it is that begins; None where none can be begun again."""
        if (frame.f_code.co_name, frame.f_code.co_filename) != (CONSTRUCT, str(self.path)) or self._inside:
            return None
        number = next(i for i, step in enumerate(self._steps) if step.lineno <= frame.f_lineno <= (step.end_lineno or 0))
        begun, self._begun = self._begun, number
        return number if number != begun and isinstance(self._steps[number], ast.Expr | ast.Assign) else None

    def _change(self, number: int, values: dict[str, Any]) -> None:
        """Go on with a new text before a statement of `construct`, with the values of its variables there."""
        scene, self._begun = self.scene, -1
        scene.__class__ = self.load()
        for name in ("script", "lines"):
            vars(scene).pop(name, None)
        scene.voice.pronunciations = voice.pronunciations(self.edition.pronunciations)
        if self.order["after"] == START or self.order["after"] in self.done:
            self._draw()
        if rest := self._steps[number:]:
            given = ast.arguments([], [ast.arg(name) for name in values], kwonlyargs=[], kw_defaults=[], defaults=[])
            fields: Any = CONSTRUCT, given, rest, []      # what is known of them differs between versions of Python
            tree = ast.fix_missing_locations(ast.Module([ast.FunctionDef(*fields)], []))
            space = vars(sys.modules[type(scene).__module__])
            exec(compile(tree, str(self.path), "exec"), space)
            space[CONSTRUCT](**values)

    def _draw(self) -> None:
        """Draw from here on: a copy of this process does, while this one waits, if it is to go on to the end."""
        if self.order["on"] and self.wire.copies:
            self._work = time.process_time()
            child = os.fork()
            if child:
                self.order["draw"], self.reached = None, False
                if os.waitpid(child, 0)[1]:
                    self.wire.send(kind="failed")
                    os._exit(1)
                return
            self.wire.begin("drawing", self.order["number"])
        self.drawing = True
        del self.scene.cues[:]      # those that are over are not in this film
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
                *_, cue = self.scene.cues
                self._draw()
                self.scene.cues.append(cue)

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
        with in_force(settings(self.edition, self.path) | changed):
            self.scene = self.load()(skip_animations=True, edition=self.edition, observers=[self])
            self.scene.voice.pronunciations = voice.pronunciations(self.edition.pronunciations)
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
        self.wire.send(kind="drawn", key=key, text=self.texts[key], film=str(film), files=imported(),
                       work=self._work + time.process_time())
