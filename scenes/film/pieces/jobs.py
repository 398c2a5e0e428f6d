"""Chapters into films, several at a time; those that are finished already are left alone.

Works with any concurrent.futures Executor: local processes, or a Dask cluster that shares the project's folder.
"""

import threading
import time
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from manim import Manager

from scenes.film.edition import Edition
from scenes.film.errors import UserError, full_disk
from scenes.film.files import sweep, write_text
from scenes.film.pieces.loaded import outdated, read_anew
from scenes.film.stage.cues import read_log
from scenes.film.stage.find import chapter_class
from scenes.film.stage.observers import Observer
from scenes.film.stage.settings import in_force, settings
from scenes.film.voice import voice

POLL = 0.5                   # seconds between looks at the progress
ONE_AT_A_TIME = threading.Lock()

outdated()                   # from here on it is known when what is imported is edited


@dataclass(frozen=True)
class Job:
    """One chapter of an edition to make: its file, how many seconds of speech it has, and what the placeholders of the narration
    stand for, if that is known: to collect it takes half a second."""

    edition: Edition
    path: Path
    speech: float
    facts: dict[str, str] | None = None

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def work(self) -> float:
        """How long it will take, in any unit."""
        return self.speech * self.edition.film.effort.get(self.name, 1)


def finished(edition: Edition, chapter: str, key: str) -> Path | None:
    """The film of a chapter if it is whole and was made from what the key stands for, else None."""
    for movie in edition.movies(chapter):
        log = read_log(movie)
        if log and log["key"] == key and log["complete"] and movie.with_suffix(".png").exists():
            return movie
    return None


def make(job: Job) -> tuple[str, float]:
    """Render one chapter in this process: the path of its film and the seconds it took.

    Manim's configuration is the process's, so that a Dask worker of several threads makes one chapter after another.
    """
    with ONE_AT_A_TIME:
        return _make(job)


def _make(job):
    start = time.monotonic()
    film = job.edition.film
    read_anew(film.file(name).resolve() for name in film.chapters)
    if edited := outdated():
        raise UserError(f"{edited[0]}: was edited after this process had read it; run the same again, on a Dask cluster "
                        "after its workers have been started anew")
    sweep(job.edition.chapter_folder(job.name))
    chapter = chapter_class(job.edition.film, job.path)
    voice.of(job.edition).tells = False      # the process that wants the film does
    with in_force(settings(job.edition, job.path)):
        scene = chapter(edition=job.edition, observers=[Reporting(job)])
        if job.facts is not None:
            scene.facts = job.facts
        try:
            with scene.tidied():
                Manager(scene).render()
        except Exception as error:
            if full_disk(error):
                raise UserError(f"{job.edition.media}: the disk is full; make room and run the same again") from None
            if isinstance(error, job.edition.film.mistakes):
                raise UserError(str(error)) from None
            raise
    return str(scene.renderer.file_writer.final_file_path), time.monotonic() - start


def progress_file(job: Job) -> Path:
    """Holds the share of a chapter that is done, 0..1, while it is being rendered."""
    return job.edition.chapter_folder(job.name) / job.edition.resolution / "progress"


class Reporting(Observer):
    """Notes how much of a chapter's narration is done, twice a second."""

    def __init__(self, job: Job):
        self.file, self.speech, self._noted = progress_file(job), job.speech, 0.0

    def play_ends(self):
        if time.monotonic() - self._noted <= POLL or not self.scene.cues:
            return
        self._noted = time.monotonic()
        *before, last = self.scene.cues
        done = sum(cue.speech.duration for cue in before)
        done += min(self.scene.clock.seconds - last.frame / self.scene.clock.rate, last.speech.duration)
        write_text(self.file, f"{min(done / max(self.speech, 0.1), 0.99):.4f}")

    def written(self, movie, log):
        """Only now does the film get the log that makes it a finished one, so that none is found with this file beside it."""
        self.file.unlink(missing_ok=True)


def run(jobs: list[Job], pool, display, meanwhile=lambda: None) -> dict[str, tuple[Path, float]]:
    """Make all chapters, the slow ones first, lest a worker is alone with one at the end; {name: (film, seconds)}.

    display(shares, finished) is called twice a second with the share done of each chapter and the names that are
    finished; meanwhile() is called once, when the first are being made. Raises UserError with the chapter's name for a
    user's mistake; other errors come as they are, with a note that names the chapter.
    """
    jobs = sorted(jobs, key=lambda job: -job.work)
    for job in jobs:
        progress_file(job).unlink(missing_ok=True)
    results, pending = {}, {pool.submit(make, job): job for job in jobs}
    try:
        meanwhile()
        while pending:
            done, _ = wait(pending, POLL, FIRST_COMPLETED)
            for future in done:
                job = pending.pop(future)
                results[job.name] = _result(future, job)
            display({job.name: _share(job) for job in pending.values()}, list(results))
    except BaseException:
        for future in pending:
            future.cancel()
        raise
    return results


def _result(future, job):
    try:
        movie, seconds = future.result()
    except UserError as error:
        raise UserError(f"chapter {job.name}: {error}") from None
    except (BrokenExecutor, EOFError, ConnectionError):
        raise UserError(f"chapter {job.name}: the process that drew it has ended from outside, perhaps for want of memory; "
                        "run the same again") from None
    except Exception as error:
        error.add_note(f"while making chapter {job.name} ({job.path})")
        raise
    if not Path(movie).exists():
        raise UserError(f"chapter {job.name}: made by a worker, but not to be found here: {movie}; "
                        "the workers must share this folder")
    return Path(movie), seconds


def _share(job):
    try:
        return float(progress_file(job).read_text())
    except (OSError, ValueError):
        return 0.0
