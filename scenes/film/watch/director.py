"""Directs the watch: notices saves, finds out which beat has changed, has it drawn from the nearest place before it."""

import queue
import shutil
import sys
import threading
import time
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from watchfiles import watch

from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.narration.script import Script, nearest
from scenes.film.terminal import line
from scenes.film.voice import voice
from scenes.film.watch import parts as chapters
from scenes.film.watch.complaint import complaint, in_one_line, shortened
from scenes.film.watch.parts import START, Part
from scenes.film.watch.processes import Processes
from scenes.film.watch.site import Site
from scenes.film.watch.wire import COPIES

KEPT = 3     # films of beats that are kept: a page may still be playing one of them
STARTING = "starting: it reads what the chapter is drawn from"


@dataclass
class Known:
    """What runs have told of the chapter: the parts that each beat used, in the film's order, and texts as spoken."""

    used: dict[str, set[Part]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    complete: bool = False


class Director:
    """Watches a chapter of an edition. What happens is told in `events`: ("saved", paths), ("asked", key), and what
    `Processes` tells."""

    def __init__(self, edition: Edition, path: Path, key: str | None = None, copies: bool = COPIES):
        self.edition, self.path, self.key = edition, path.resolve(), key     # key: the beat that is to be seen
        self.events: queue.Queue = queue.Queue()
        self.site = Site(lambda asked: self.events.put(("asked", asked)))
        names = ("runs", "language", "quality", "voice", "script", "palette", "frame", "media")
        given = {name: getattr(edition, name) for name in names}
        texts = Path(edition.settings(self.path)["text_dir"])
        asked = {"film": edition.film.path, "given": given, "path": self.path}
        self.processes = Processes(self.events, asked, texts, copies)
        self._known = Known()
        self._source = ""
        self._parts: dict[tuple[str, ...], str] = {}  # as they were read last without a mistake
        self._changed: list[str] = []                 # beats that the last save has changed, and that were not seen yet
        self._since = time.monotonic()
        self._script: Script | None = None
        self._failed = self._broken = False           # the last run has; the program has, and waits to be mended
        self._postponed = False                       # the last order waits for a process
        self._loaded: set[Path] = set()               # what the program has read once and for all
        self._watched: set[Path] = set()
        self._stop_watching = threading.Event()

    def run(self) -> None:
        """Go on until an interrupt."""
        try:
            self._tell(chapter=self.path.stem, note=STARTING)
            self._watch()
            self._read()
            self._draw(self.key or next(iter(self._keys()), ""))
            self.processes.start()
            while True:
                what, *details = self.events.get()
                getattr(self, f"_{what}")(*details)
        finally:
            self._stop_watching.set()
            self.processes.close()
            self.site.close()

    # --- what happens ------------------------------------------------------------------------------

    def _saved(self, paths: set[Path]) -> None:
        loaded = sorted(paths & self._loaded) or [path for path in paths if self._broken and path.suffix == ".py"]
        sources = paths & set(self._sources())
        if not loaded and not sources:
            return
        if any(path.exists() and path.stat().st_size == 0 for path in sources):
            return                                    # it is being written just now; the rest of it will be told of, too
        self._since, old = time.monotonic(), self._parts
        if loaded:
            self._start_anew(f"{shortened(str(loaded[0]), self.edition.film.root)} has changed: starting anew")
        if not self._read():
            return
        if not loaded and not self._failed and old == self._parts:
            self._tell(note="saved; nothing that is seen or heard has changed", error=None)
            return
        self._changed = chapters.concerned(old, self._parts, self._known.used)
        self._known.complete = False
        self._draw(self._changed[0] if self._changed else self.key)

    def _asked(self, key: str) -> None:
        if ("line", key) in self._parts:
            self._since = time.monotonic()
            self._draw(key)

    def _told(self, connection: Connection, message: dict[str, Any]) -> None:
        process, kind = self.processes.told(connection, message), message.pop("kind")
        if process is None:
            return
        self._load(message.pop("files", []))
        if kind not in ("run", "drawing") and process.number in (0, self.processes.number):
            getattr(self, f"_is_{kind}")(process, message)

    def _gone(self, connection: Connection) -> None:
        process = self.processes.gone(connection)
        if process and process.kind != "standing" and not process.over and process.number == self.processes.number:
            self._complain({"text": "the process that ran the chapter has ended unexpectedly; was memory short?"})

    def _ended(self, program, status: int) -> None:
        if not self.processes.is_program(program):
            return
        if not self.processes.copies and status == 0:
            self.processes.start()
        elif not self._broken:
            self._complain({"text": f"the program that runs the chapter has ended with status {status}"})
            self._broken = True

    # --- what processes tell -----------------------------------------------------------------------

    def _is_standing(self, process, message) -> None:
        if self._postponed:
            self._draw(self.key)

    def _is_broken(self, process, message) -> None:
        process.over = self._broken = True
        self._complain(message)

    def _is_beat(self, process, message) -> None:
        self._known.used[message["key"]] = message["used"]
        self._known.texts[message["key"]] = message["text"]

    def _is_drawn(self, process, message) -> None:
        process.over = True
        seconds, key = time.monotonic() - self._since, message["key"]
        self.site.show(process.number, Path(message["film"]), KEPT)
        self._changed = [other for other in self._changed if other != key]
        self._tell(film=process.number, shown=key, text=message["text"], work=message["work"], error=None,
                   note=f"seen {seconds:.1f} s later")
        line(f"{key}  {seconds:.1f} s, {message['work']:.1f} s of work")

    def _is_error(self, process, message) -> None:
        process.over = True
        if not self._failed:
            self._complain(message)
        self._failed = True

    def _is_failed(self, process, message) -> None:
        process.over = True

    def _is_end(self, process, message) -> None:
        process.over = True
        self._known = Known(message["beats"], message["texts"], complete=True)
        self._tell()

    # --- what is done about it ---------------------------------------------------------------------

    def _draw(self, key: str | None) -> None:
        """Have a beat drawn, and the chapter run on to its end if that was not done since it has changed."""
        keys = self._keys()
        self.key = key if key in keys else next(iter(keys), None)
        self._failed, self._postponed = False, self.key is not None
        if self.processes.stop():
            self.processes.start()
        after = [START, *keys][keys.index(self.key)] if self.key else None
        while self._postponed and (place := self.processes.nearest(self._parts, self.key or "", after == START)):
            order = {"source": self._source, "parts": self._parts, "draw": self.key, "after": after,
                     "on": not self._known.complete}
            self._postponed = not self.processes.send(place, order)
        self._tell(**({} if self._postponed else {"note": "drawing"}))

    def _start_anew(self, note: str) -> None:
        self._broken = False
        self._tell(note=note, error=None)
        line(note)
        self.processes.start()

    def _read(self) -> bool:
        """Read what is read anew for each order; whether that went well."""
        try:
            source = self.path.read_text(encoding="utf-8")
            speaker = voice.of(self.edition)
            speaker.pronunciations = voice.pronunciations(self.edition.pronunciations)
            script = Script.load(self.edition.script_file, self.edition.language)
            self._parts = chapters.parts(source, self.path, script, speaker)
        except (SyntaxError, ValueError, OSError, UserError) as error:
            self._complain(complaint(error, self.path, "", (UserError,)))
            return False
        self._source, self._script = source, script
        return True

    def _keys(self) -> list[str]:
        """The beats in the order of the film, where that is not known in the script's."""
        written = chapters.lines(self._parts)
        return [key for key in dict.fromkeys([*self._known.used, *written]) if key in written]

    def _tell(self, **changes: Any) -> None:
        written = self._script.chapter(self.path.stem) if self._script else {}
        beats = [{"key": key, "text": self._known.texts.get(key, written[key]), "changed": key in self._changed}
                 for key in self._keys()]
        self.site.tell(beats=beats, key=self.key, ready=self._known.complete, **changes)

    def _complain(self, told: dict[str, Any]) -> None:
        told = {"file": "", "line": 0, "code": "", **told}
        place = shortened(told["file"], self.edition.film.root)
        self._tell(error=told | {"file": place}, note="")
        print(f"error: {in_one_line(told, self.edition.film.root)}", file=sys.stderr, flush=True)

    # --- files -------------------------------------------------------------------------------------

    def _sources(self) -> list[Path]:
        """The files that are read anew for each order."""
        script = self.edition.script_file.resolve()
        return [self.path, script, self.edition.pronunciations.resolve(), *self._recordings()]

    def _recordings(self) -> list[Path]:
        recordings = voice.of(self.edition).recordings
        found = [recordings.find(self.path.stem, key) for key in chapters.lines(self._parts)] if recordings else []
        return [path.resolve() for path in found if path]

    def _load(self, files: list[str]) -> None:
        """These files were read by a process, which does not read them again."""
        once = {Path(file).resolve() for file in files} - {self.path}
        if once <= self._loaded:
            return
        data = [*self.edition.film.runs.files(self.edition.runs), *filter(None, [self.edition.palette])]
        self._loaded |= once | {path.resolve() for path in data}
        self._watch()

    def _watch(self) -> None:
        """Watch the folders of all that counts; a thread does, in place of the one that watched fewer."""
        folders = {path.parent for path in [*self._sources(), *self._loaded] if path.parent.is_dir()}
        if folders <= self._watched:
            return
        before, self._watched, self._stop_watching = self._stop_watching, folders, threading.Event()
        threading.Thread(target=self._look, args=(folders, self._stop_watching), daemon=True).start()
        before.set()

    def _look(self, folders: set[Path], stop: threading.Event) -> None:
        for changes in watch(*folders, recursive=False, stop_event=stop, rust_timeout=500, raise_interrupt=False):
            self.events.put(("saved", {Path(path) for _, path in changes}))


def watch_chapter(edition: Edition, path: Path, key: str | None = None, copies: bool = COPIES) -> None:
    """Watch a chapter until an interrupt, and show the beat that has changed in a page.

    key: the beat that is seen first; copies: whether processes may be copied, which makes it quick. All that is drawn
    goes into media/watch/, which is emptied first.
    """
    written = Script.load(edition.script_file, edition.language).chapter(path.stem)
    if key and key not in written:
        raise UserError(f"{edition.script_file}: [{path.stem}] has no line {key!r}{nearest(key, written)}")
    draft = replace(edition, media=edition.media / "watch")
    shutil.rmtree(draft.chapter_folder(path.stem), ignore_errors=True)
    director = Director(draft, path, key, copies)
    line(f"{director.site.address}  shows {path.stem}; save it to see what has changed; Ctrl-C ends it")
    director.run()
