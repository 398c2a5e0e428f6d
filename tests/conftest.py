"""What several test files share: every chapter of film one run once, observed by all who look at it."""

import gc
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import network  # noqa: F401   before NumPy, which computes with one thread then: those of two processes wait busily for a core

import other_runs
import pytest
from manim import config, tempconfig
from observed import observe

from network import snapshots
from network.experiments import stored
from scenes.film.edition import edition
from scenes.film.pieces import workers
from scenes.film.pieces.ready import SELDOM
from scenes.kit import theme
from scenes.scratch.film import FILM

# as in what makes films: what is imported stays, and so do the objects by the million of which pytest makes its asserts
gc.freeze()
gc.set_threshold(*SELDOM)

# tests make thousands of small files, and folders: where memory can hold files, as on Linux, each takes a fiftieth of the time
IN_MEMORY, ROOM = Path("/dev/shm"), 2 << 30
if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK):
    there = os.statvfs(IN_MEMORY)
    if there.f_bavail * there.f_frsize > ROOM and not there.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

# what is costly and shared, and the files of tests that share it
TOGETHER = {"observed": ("test_chapters", "test_gate_chapters", "test_facts_training", "test_facts_inside", "test_facts_limits",
                         "test_any_voice", "test_spine", "test_steps"),
            "folders": ("test_claims", "test_downhill", "test_many_classes")}
LONG = ("observed", "folders", "test_watch", "test_page", "test_third_film", "test_making", "test_predict", "test_settings",
        "test_stale", "test_slides", "test_training", "test_fast_encoder", "test_stopped", "test_renderer", "test_gate_written",
        "test_assemble", "test_fast_camera", "test_soundtrack", "test_clock", "test_dask", "test_freshness", "test_plain_scene",
        "test_shorts", "test_snapshots", "test_runs", "test_workers", "test_experiments", "test_making_quick",
        "test_film_command", "test_gate_layout", "test_gate_provenance", "test_experiments_looks", "test_making_joined",
        "test_voice", "test_fast_cache")


@pytest.fixture(scope="session", autouse=True)
def outlines(tmp_path_factory):
    """Where Manim keeps outlines of texts: for each process that tests its own place, as they write them in place."""
    config.text_dir = config.tex_dir = str(tmp_path_factory.mktemp("outlines"))


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Registered before any test draws a text: Pango finds no font that comes later."""
    with tempconfig({}):
        theme.apply()


class Observed(dict):
    """{chapter: future of what `observe` gives}; a chapter's run begins when it is first asked for."""

    def __init__(self, begin):
        self.begin = begin

    def __missing__(self, name):
        self[name] = self.begin(name)
        return self[name]


@pytest.fixture(scope="session")
def observed(request, tmp_path_factory):
    """Observed chapters, as many at a time as there are cores; those that tests name begin at once, the longest first. A process
    goes on with the next one: what it has read and made for the last one is there, which takes 0.8 s of each anew."""
    pictures, items = tmp_path_factory.mktemp("check"), request.session.items
    voices = any(item.path.stem == "test_any_voice" for item in items)
    named = {name for item in items if "observed" in item.fixturenames for name in FILM.written if f"[{name}]" in item.name}
    with ProcessPoolExecutor(os.cpu_count() or 1, workers.context(), workers.serve, (dict(os.environ),)) as pool:
        found = Observed(lambda name: pool.submit(observe, edition(FILM, {}, quality="l"), name, pictures, voices))
        for name in sorted(named, key=lambda name: -FILM.file(name).stat().st_size):
            found[name]      # begins
        yield found
        pool.shutdown(cancel_futures=True)      # those that nobody has waited for


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """A function that gives the folder of a kind's runs, made when first asked for."""
    known = {"committed": snapshots.FOLDER}

    def folder(kind: str) -> Path:
        if kind not in known:
            known[kind] = tmp_path_factory.mktemp(kind)
            if kind == "named":
                other_runs.name(folder("shapes"), known[kind])
            else:
                other_runs.make(kind, known[kind])
        return known[kind]
    return folder


@pytest.fixture(scope="session")
def run():
    """The real net's run."""
    return snapshots.load("digits")


@pytest.fixture(scope="session")
def log():
    """What the experiments logged."""
    return stored.load()


@pytest.fixture(scope="module")
def shown(request, observed):
    """Of the CHAPTER that a file of tests names: the numbers on screen at the end of each line, {key: {source: value}}, and
    the lines as spoken."""
    seen = observed[request.module.CHAPTER].result()
    return seen["numbers"], seen["lines"]


def pytest_collection_modifyitems(items):
    """What takes longest comes first, lest one process is alone with it in the end."""
    items.sort(key=lambda item: LONG.index(scope) if (scope := _scope(item.path.stem)) in LONG else len(LONG))


def pytest_xdist_make_scheduler(config, log):
    """Where tests run side by side, those of a file stay together, and so do files that share something."""
    from xdist.scheduler import LoadScopeScheduling
    config.option.loadscopereorder = False      # by the number of tests

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return _scope(Path(nodeid.partition("::")[0]).stem)

    return ByFile(config, log)


def _scope(file: str) -> str:
    """What is shared by a file of tests, or its own name."""
    return next((shared for shared, files in TOGETHER.items() if file in files), file)
