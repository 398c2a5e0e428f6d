"""The whole way from the script to the film: runs, voice, chapters, assembly, companions."""

import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from scenes.film.unfinished import unfinished
from scenes.film import freshness
from scenes.film.companions import contact, description, thumbnail
from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.files import short, swept, write_json
from scenes.film.freshness import Inputs
from scenes.film.join import assemble, small
from scenes.film.narration.facts import told
from scenes.film.pieces import jobs, workers
from scenes.film.pieces.chapter_key import chapter_key, sources
from scenes.film.rehearse import sound_ahead
from scenes.film.stage.find import chapter_path
from scenes.film.stage.settings import in_force, settings, use_colours
from scenes.film.terminal import Display, clock_time, table
from scenes.film.voice import voice
from scenes.film.voice.pace import calm_seconds

FEW_LINES = 8       # for one process; fewer are spoken before others would have begun


@dataclass(frozen=True)
class Work:
    """How a film is made: chapters (all if none is named), jobs at the same time, a Dask scheduler, the folder.

    request: name of what was asked for, to note that it was made; paths: what it is made from beside the edition.
    """

    out: Path
    chapters: tuple[str, ...] = ()
    jobs: int | None = None
    dask: str | None = None
    request: str | None = None
    paths: tuple[Path, ...] = ()

    @property
    def workers(self) -> int:
        return self.jobs or os.cpu_count() or 1


class Making:
    """A film being made: what its steps share."""

    def __init__(self, edition: Edition, work: Work):
        self.edition, self.work = edition, work
        self.names = chosen(edition.film, work.chapters)
        self.folder = edition.film_folder(work.out)
        usable(self.folder)
        self.script, self.facts = told(edition)
        self.lines = {name: self.script.lines(name, self.facts) for name in self.names}
        self.speaker = voice.of(edition)
        self._untold = [(text, name, key) for name, lines in self.lines.items() for key, text in lines.items()]
        use_colours(edition)

    def tell(self) -> None:
        """Say of each line, once, what is not heard of it; those who speak and draw leave that to this process."""
        unspoken = [line for line in self._untold if not self.speaker.is_spoken(*line)]
        for line in self._untold:
            self.speaker.tell(*line)
        self._untold = unspoken

    def _speech(self, name):
        """Seconds of speech of a chapter, about."""
        return sum(self._seconds(text, name, key) for key, text in self.lines[name].items())

    def _seconds(self, *line):
        return self.speaker.speak(*line).duration if self.speaker.is_spoken(*line) else calm_seconds(line[0])

    @cached_property
    def thumbnail(self) -> bytes | None:
        return thumbnail.jpeg(self.edition, self.script)

    def draw(self) -> tuple[dict[str, tuple[Path, float]], set[str]]:
        """({name: (film, seconds it took)}, names of those that were finished already)."""
        made = {name: (movie, 0.0) for name in self.names if (movie := self._finished(name))}
        reused = set(made)
        waiting = [jobs.Job(self.edition, self.edition.film.file(name).resolve(), self._speech(name), self.facts)
                   for name in self.names if name not in made]
        if reused:
            say(f"unchanged: {', '.join(made)}")
        if waiting:
            say(f"making {', '.join(job.name for job in waiting)} "
                f"({clock_time(sum(job.speech for job in waiting))} of speech)")
            ahead = [] if self.work.dask else waiting[:max(self.work.workers - len(waiting), 0)]
            with workers.executor(min(self.work.workers, len(waiting)) + len(ahead), self.work.dask) as pool, \
                    Display({job.name: job.speech for job in waiting}) as display:
                made |= jobs.run(waiting, pool, display, lambda: self._meanwhile(pool, ahead))
        return made, reused

    def _meanwhile(self, pool, ahead):
        """While chapters are drawn: the sound of those for which a processor is left, and what this process does itself."""
        for job in ahead:
            pool.submit(sound_ahead, self.edition, job.path)
        self.tell()
        _ = self.thumbnail

    def _finished(self, name):
        path = chapter_path(self.edition.film, name)
        with in_force(settings(self.edition, path)):
            use_colours(self.edition)
            key = chapter_key(self.edition, path, self.script.written(name), self.facts, self.lines[name], self.speaker)
        return jobs.finished(self.edition, name, key)

    def join(self, parts, made) -> tuple[dict, list[Path]]:
        """Write everything beside the film that is there, then put it in its place: what was measured, and the files.
        """
        making = unfinished(self.folder / "film")
        making.mkdir(parents=True)
        try:
            movie = making / "film.mp4"
            measured = assemble.write(parts, self.script, self.edition.language, movie)
            description.write(making, parts, self.script, self.facts, self.speaker.credit)
            if self.thumbnail:
                (making / "thumbnail.jpg").write_bytes(self.thumbnail)
            for part in parts:
                shutil.copyfile(contact.sheet_of(part.movie), making / f"contact-{part.name}.png")
            write_json(making / "report.json", self._report(parts, made, measured, movie))
            written = replace_film(making, self.folder)
        finally:
            shutil.rmtree(making, ignore_errors=True)
        return measured, written

    def _report(self, parts, made, measured, movie):
        edition = self.edition
        width, height = edition.size
        return {
            "film": measured | {"seconds": assemble.length(parts), "bytes": movie.stat().st_size,
                                "width": width, "height": height, "rate": edition.rate},
            "edition": edition.name, "language": self.script.language.iso,
            "chapters": [{"name": part.name, "title": part.title, "start": round(part.start, 3),
                          "seconds": round(part.seconds, 3), "made_in": round(made[part.name][1], 1),
                          "unspoken": part.log["unspoken"]} for part in parts],
            "cues": [{"chapter": part.name, "key": cue["key"], "text": cue["text"], "code": cue["code"],
                      "seconds": round((part.first + cue["frame"]) / part.log["rate"], 5)}
                     for part in parts for cue in part.log["cues"]],
            "voice": self.speaker.name,
            "run": edition.film.runs.describe(edition.runs),
            "versions": {name: version(name) for name in ("manim", "numpy", "av", "hibari-tts")},
        }


def make(edition: Edition, work: Work) -> None:
    """Make the film and what goes with it; prints what happens and what came out.

    The folder keeps the last good film until everything of the new one is written.
    """
    start = time.monotonic()
    inputs = made_from(edition, work)
    key = inputs.key()
    making = Making(edition, work)
    if edition.film.unwritten:
        say(f"not there yet: {', '.join(edition.film.file(name).name for name in edition.film.unwritten)}")
    say(f"voice: {making.speaker.name}, {sum(map(len, making.lines.values()))} lines")
    with swept(edition.media):
        with speaking(edition, making.lines, work.workers):
            made, reused = making.draw()
        making.tell()
        parts = assemble.parts([(name, making.script.title(name), made[name][0]) for name in making.names])
        say(f"joining {len(parts)} chapters")
        measured, written = making.join(parts, made)
    if work.request and not inputs.edited():
        freshness.note(edition.film.root, work.request, inputs, key, written)
    _table(parts, made, reused, measured, making.folder, time.monotonic() - start)


@contextmanager
def speaking(edition: Edition, lines: dict[str, dict[str, str]], count: int) -> Iterator[None]:
    """Make the clips that are missing of lines {chapter: {key: text}}: if they are many, in so many processes before the block;
    else in one, beside it. Who needs a clip waits for it, and tells why it cannot be made."""
    speaker = voice.of(edition)
    every = [(text, name, key) for name in lines for key, text in lines[name].items()]
    missing = [line for line in every if not speaker.is_spoken(*line)]
    if not missing:
        yield
        return
    many = len(missing) >= FEW_LINES * count
    parts = [missing[i::count] for i in range(count)] if many else [missing]
    with workers.executor(len(parts)) as pool:
        spoken = [pool.submit(voice.speak_lines, edition, part) for part in parts]
        if many:
            for job in spoken:
                job.result()
        yield
        wait(spoken)


def chosen(film, chapters) -> list[str]:
    """The chapters asked for in the film's order; all that exist if none is named."""
    for name in chapters:
        chapter_path(film, name)
    names = [name for name in film.written if not chapters or name in chapters]
    if not names:
        raise UserError(f"there is no chapter yet; {film.folder} holds none of {', '.join(film.chapters)}")
    return names


def usable(folder: Path) -> None:
    """Make a folder, so that the work does not end with nowhere to write to. Raises UserError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made ({error.strerror}); give another folder with --out") from None
    if not os.access(folder, os.W_OK):
        raise UserError(f"{folder}: may not be written; give another folder with --out")


def say(text: str) -> None:
    print(text, flush=True)


def replace_film(making: Path, folder: Path) -> list[Path]:
    """Put a new film in the place of the last one in a folder; what only that one had goes. Returns the new files."""
    new = sorted(making.iterdir(), key=lambda path: path.suffix != ".mp4")
    for path in new:
        os.replace(path, folder / path.name)
    names = {path.name for path in new}
    for pattern in ("contact-*.png", "film.*.srt", "film.*.vtt", small.NAME):
        for path in folder.glob(pattern):
            if path.name not in names:
                path.unlink()
    return [(folder / path.name).resolve() for path in new]


def made_from(edition: Edition, work: Work) -> Inputs:
    """All that a film is made from: code, narration, runs, palette, voice."""
    film, script = edition.film, edition.script_file
    code = {file for path in (film.path, Path(__file__), *map(film.file, film.written)) for file in sources(path)}
    named = edition.voice.partition(":")[2]
    given = [*([Path(named)] if named else []), *work.paths]
    folders = {*(file.parent for file in code), film.path.parent, film.folder, film.scripts}
    files = [script, script.with_name(edition.pronunciations.name), edition.pronunciations, *film.runs.files(edition.runs),
             *([edition.palette] if edition.palette else []),
             *(file for path in given if path.is_file() for file in (path, Path(f"{path}.json")))]
    trees = [path for path in given if path.is_dir()]
    return Inputs(*(sorted({os.path.abspath(path) for path in paths}) for paths in (folders, trees, files)))


def _table(parts, made, reused, measured, out, seconds):
    def took(part):
        time_taken = "unchanged" if part.name in reused else clock_time(made[part.name][1])
        return time_taken + (f", never spoken: {', '.join(part.log['unspoken'])}" if part.log["unspoken"] else "")

    sound = "silent" if measured["loudness"] is None else f"{measured['loudness']:.1f} LUFS"
    print()
    table(("chapter", ">begins", ">length", "made in"),
          [*((part.name, clock_time(int(part.start)), clock_time(part.seconds), took(part)) for part in parts),
           ("film", "", clock_time(assemble.length(parts)), f"{clock_time(seconds)} in all, {sound}")])
    print()
    table((">MB", "file"), [(f"{path.stat().st_size / 1e6:.2f}", str(short(path)))
                            for path in sorted(out.iterdir()) if path.is_file()])
