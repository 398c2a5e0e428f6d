"""A Dask cluster of two workers makes the same film as this machine alone; a worker that dies costs only its chapter."""

import os
import pickle
import pickletools
import signal
import threading
import time

import distributed
import numpy as np
import pytest
from film_tools import film_in, frame_times, write_project

from scenes.film import make as film
from scenes.film.companions import frames
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.join import aac
from scenes.film.pieces import jobs, workers
from scenes.scratch.film import FILM

CHAPTER = '''
import os
import time
from pathlib import Path
from manim import Circle, Square
from scenes.film.chapter import Chapter


class {name}(Chapter):
    def construct(self):
        attempts = Path(__file__).with_name("{name}.attempts")
        with attempts.open("a") as file:
            print(os.getpid(), file=file)
        if Path(__file__).with_name("{name}.hangs").exists() and len(attempts.read_text().split()) == 1:
            time.sleep(600)
        shape = {shape}()
        with self.say("first"):
            self.play(shape.animate.scale(0.5), run_time=0.7)
'''

SCRIPT = '''
[opening]
title = "The opening"
first = "One."

[closing]
title = "Last words"
first = "That is all of it."
'''


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as made:
        yield made.scheduler_address


@pytest.fixture
def make(tmp_path):
    """make(name, dask=...): the film of the two chapters in a folder `name` of its own."""
    def folder(name):
        (tmp_path / name).mkdir(exist_ok=True)
        return tmp_path / name

    def made(name, **options):
        chapters = {"opening": CHAPTER.format(name="Opening", shape="Circle"),
                    "closing": CHAPTER.format(name="Closing", shape="Square")}
        write_project(folder(name), chapters, SCRIPT)
        made = film_in(folder(name), voice="none")
        film.make(made, film.Work(folder(name) / "out", jobs=2, **options))
        return made.film_folder(folder(name) / "out") / "film.mp4"
    made.folder = folder
    return made


def pictures(movie):
    return [frame.to_ndarray(format="rgb24") for frame in frames.frames_at(movie, list(frame_times(movie) + 1e-3))]


def attempts(folder, name):
    return [int(process) for process in (folder / f"{name}.attempts").read_text().split()]


def test_a_cluster_makes_the_same_film(make, cluster):
    here, there = make("here"), make("there", dask=cluster)
    assert np.array_equal(pictures(here), pictures(there))
    assert np.array_equal(aac.decode(here), aac.decode(there))
    workers = {attempts(make.folder("there"), name)[0] for name in ("Opening", "Closing")}
    assert len(workers) == 2 and os.getpid() not in workers


def test_a_worker_that_is_killed_costs_only_its_chapter(make, cluster):
    folder = make.folder("killed")
    (folder / "Opening.hangs").touch()

    def kill():
        log = folder / "Opening.attempts"
        while not (log.exists() and log.read_text().endswith("\n")):
            time.sleep(0.1)
        os.kill(int(log.read_text()), signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    movie = make("killed", dask=cluster)
    killer.join()
    first, second = attempts(folder, "Opening")
    assert first != second and len(attempts(folder, "Closing")) == 1
    assert len(pictures(movie)) == len(pictures(make("here")))


def test_a_cluster_that_is_not_there_is_named(make, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 1)
    with pytest.raises(UserError, match="no Dask scheduler answers at tcp://127.0.0.1:9"):
        make("nowhere", dask="tcp://127.0.0.1:9")


def test_a_cluster_that_asks_for_certificates_says_so_in_a_line(make):
    with pytest.raises(UserError, match="tls://127.0.0.1:9 needs certificates; name a file with them in DASK_CONFIG"):
        make("nowhere", dask="tls://127.0.0.1:9")


def test_a_job_names_only_the_engine_and_plain_data(tmp_path):
    script, palette = tmp_path / "script.toml", tmp_path / "palette.toml"
    script.touch()
    palette.touch()
    made = edition(FILM, {}, script=script, palette=palette, runs=tmp_path / "runs")
    sent = pickle.dumps((jobs.make, jobs.Job(made, FILM.folder / "bias.py", 1.0)), protocol=2)
    modules = {argument.split()[0] for operation, argument, _ in pickletools.genops(sent) if operation.name == "GLOBAL"}
    ours = {"scenes.film.pieces.jobs", "scenes.film.edition", "scenes.film.film"}
    assert ours <= modules <= ours | {"pathlib", "pathlib._local", "copyreg", "__builtin__"}
