"""What several test files share: every chapter of film one run once, observed by all who look at it."""

import os
from pathlib import Path

import pytest
from manim import config, tempconfig
from observed import observe

from network import snapshots
from network.experiments import stored
from scenes.film.edition import edition
from scenes.film.pieces import workers
from scenes.kit import theme
from scenes.scratch.film import FILM

OBSERVING = ("test_chapters", "test_gate_chapters", "test_facts_training", "test_facts_inside", "test_facts_limits",
             "test_any_voice")


@pytest.fixture(scope="session", autouse=True)
def outlines(tmp_path_factory):
    """Where Manim keeps outlines of texts: for each process that tests its own place, as they write them in place."""
    config.text_dir = config.tex_dir = str(tmp_path_factory.mktemp("outlines"))


@pytest.fixture(scope="session", autouse=True)
def fonts():
    """Registered before any test draws a text: Pango finds no font that comes later."""
    with tempconfig({}):
        theme.apply()


@pytest.fixture(scope="session")
def observed(request, tmp_path_factory):
    """{chapter: future of what `observe` gives}, as many chapters at a time as there are cores."""
    pictures, voices = tmp_path_factory.mktemp("check"), any(item.path.stem == "test_any_voice" for item in request.session.items)
    order = sorted(FILM.written, key=lambda name: -FILM.file(name).stat().st_size)
    with workers.executor(os.cpu_count() or 1) as pool:
        yield {name: pool.submit(observe, edition(FILM, {}, quality="l"), name, pictures, voices) for name in order}


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


def pytest_xdist_make_scheduler(config, log):
    """Where tests run side by side, those of a file stay together, and so do all that ask for `observed`."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.partition("::")[0]
            return "observed" if Path(file).stem in OBSERVING else file

    return ByFile(config, log)
