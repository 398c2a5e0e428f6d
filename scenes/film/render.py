"""Chapters into films, several at a time; each in a process of its own, those that are finished already left alone.

Works with any concurrent.futures Executor: local processes, or a Dask cluster that shares the project's folder.
"""

import os
import signal
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path

from network.errors import UserError
from scenes.film import contact, find
from scenes.film.cues import read_log
from scenes.film.files import full_disk, write_text
from scenes.film.order import SLOW

THREAD_LIMITS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
HANDED_ON = ("VOICE", "SCRIPT", "SNAPSHOTS", "PALETTE")   # environment that a worker needs too
POLL = 0.5                                               # seconds between looks at the progress
ONE_AT_A_TIME = threading.Lock()
LEFT_OVER = 3600                                         # seconds after which nobody is still writing a file


@dataclass(frozen=True)
class Job:
    """One chapter to make: its file, the quality's letter, the media folder, how many seconds of speech it has."""

    path: Path
    quality: str
    media: Path
    speech: float
    environment: tuple

    @property
    def name(self) -> str:
        return self.path.stem


def job(path: Path, quality: str, media: Path, speech: float) -> Job:
    """A job with this process's environment."""
    environment = tuple((name, os.environ[name]) for name in HANDED_ON if os.environ.get(name))
    return Job(path.resolve(), quality, media.resolve(), speech, environment)


def folder(path: Path, quality: str, media: Path) -> Path:
    """Where a chapter's film of a quality is."""
    _, height, rate = find.QUALITIES[quality]
    return media / "chapters" / path.stem / f"{height}p{rate}"


def finished(path: Path, quality: str, media: Path, key: str) -> Path | None:
    """The film of a chapter if it and its contact sheet were made from what the key stands for, else None."""
    for movie in sorted(folder(path, quality, media).glob("*.mp4")):
        log = read_log(movie)
        if log and log["key"] == key and log["complete"] and contact.sheet_of(movie).exists():
            return movie
    return None


def make(job: Job) -> tuple[str, float]:
    """Render one chapter in this process: the path of its film and the seconds it took.

    Manim's configuration is the process's, so that a Dask worker of several threads makes one chapter after another.
    """
    with ONE_AT_A_TIME:
        return _make(job)


def _make(job):
    os.environ.update(job.environment)
    from manim import Manager, tempconfig
    start = time.monotonic()
    _remove_leftovers(folder(job.path, job.quality, job.media))
    chapter = find.chapter_class(job.path)
    reporting = type(chapter.__name__, (_Reporting, chapter), {"__module__": chapter.__module__})
    with tempconfig(find.settings(job.path, job.quality, job.media)):
        scene = reporting()
        scene.report = progress_file(job), job.speech
        try:
            Manager(scene).render()
        except Exception as error:
            if full_disk(error):
                raise UserError(f"{job.media}: the disk is full; make room and run the same again") from None
            raise
    progress_file(job).unlink(missing_ok=True)
    return str(scene.renderer.file_writer.final_file_path), time.monotonic() - start


def progress_file(job: Job) -> Path:
    """Holds the share of a chapter that is done, 0..1, while it is being rendered."""
    return folder(job.path, job.quality, job.media) / "progress"


def _remove_leftovers(folder):
    """Pieces of film that a killed process left half written."""
    for path in folder.rglob(".*.part*"):
        if time.time() - path.stat().st_mtime > LEFT_OVER:
            path.unlink(missing_ok=True)


class _Reporting:
    """Mixed into a chapter: notes how much of its narration is done, twice a second."""

    report = None
    _noted = 0.0

    def play(self, *animations, **kwargs):
        super().play(*animations, **kwargs)
        if time.monotonic() - self._noted > POLL:
            self._noted = time.monotonic()
            file, total = self.report
            done = sum(cue.speech.duration for cue in self.cues[:-1])
            if self.cues:
                last = self.cues[-1]
                done += min(self.clock.seconds - last.frame / self.clock.rate, last.speech.duration)
            write_text(file, f"{min(done / max(total, 0.1), 0.99):.4f}")


def executor(workers: int, dask: str | None = None):
    """Local processes, or the Dask cluster at an address such as tcp://host:8786."""
    if dask is None:
        for name in THREAD_LIMITS:
            os.environ[name] = "1"
        # an interrupted run would end with a remark on its semaphores
        os.environ.setdefault("PYTHONWARNINGS", "ignore::UserWarning:multiprocessing.resource_tracker")
        return FreshProcesses(workers)
    try:
        from distributed import Client
    except ImportError:
        raise UserError('--dask needs the package distributed; run: pip install -e ".[dask]"') from None
    try:
        client = Client(dask, timeout=10)
    except (OSError, ValueError) as error:
        raise UserError(f"no Dask scheduler answers at {dask} ({error})") from None
    pool = client.get_executor()
    pool.client = client
    return pool


class FreshProcesses(ThreadPoolExecutor):
    """Gives each job a process of its own, so that what a chapter leaves in memory goes with it.

    ProcessPoolExecutor has max_tasks_per_child for that, but waits forever at its end when it has just started a
    process in place of one that was through.
    """

    def __init__(self, workers: int):
        super().__init__(workers)
        self._at_work = set()

    def submit(self, function, /, *arguments):
        return super().submit(self._alone, function, *arguments)

    def _alone(self, function, *arguments):
        with ProcessPoolExecutor(1, _context(), _serve, (dict(os.environ),)) as process:
            self._at_work.add(process)
            try:
                return process.submit(function, *arguments).result()
            finally:
                self._at_work.discard(process)

    def end(self) -> None:
        """End the jobs that are at work and forget those that wait."""
        self.shutdown(wait=False, cancel_futures=True)
        for pool in list(self._at_work):
            for process in list((pool._processes or {}).values()):
                process.terminate()
        self.shutdown()


def _context():
    """How a process is started: on Linux as a copy of one that has imported already what every chapter imports."""
    if sys.platform != "linux":
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["scenes.film.chapter"])
    return context


def stop(pool) -> None:
    """Let go of an executor; local processes that are still at work, after an error elsewhere, end at once."""
    if isinstance(pool, FreshProcesses):
        pool.end()
    else:
        pool.shutdown()
        pool.client.close()


def _serve(environment):
    """In a worker: it has the environment of the process that it works for, not of the one that it is a copy of.

    An interrupt ends it without a traceback, and so does the end of that process.
    """
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    def watch():
        parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def run(jobs: list[Job], pool, display) -> dict[str, tuple[Path, float]]:
    """Make all chapters, the slow ones first, lest a worker is alone with one at the end; {name: (film, seconds)}.

    display(shares, finished) is called twice a second with the share done of each chapter and the names that are
    finished. Raises UserError with the chapter's name for a user's mistake; other errors come as they are, with a
    note that names the chapter.
    """
    jobs = sorted(jobs, key=lambda job: -job.speech * SLOW.get(job.name, 1))
    for job in jobs:
        progress_file(job).unlink(missing_ok=True)
    results, pending = {}, {pool.submit(make, job): job for job in jobs}
    try:
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
