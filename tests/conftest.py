"""What several test files share: every chapter of film one run once, observed by all who look at it."""

import os

import pytest
from manim import config
from observed import observe

from scenes.film.edition import edition
from scenes.film.pieces import workers
from scenes.scratch.film import FILM


@pytest.fixture(scope="session", autouse=True)
def outlines(tmp_path_factory):
    """Where Manim keeps outlines of texts: for each process that tests its own place, as they write them in place."""
    config.text_dir = config.tex_dir = str(tmp_path_factory.mktemp("outlines"))


@pytest.fixture(scope="session")
def observed(tmp_path_factory):
    """{chapter: future of what `observe` gives}, as many chapters at a time as there are cores."""
    pictures = tmp_path_factory.mktemp("check")
    order = sorted(FILM.written, key=lambda name: -FILM.file(name).stat().st_size)
    with workers.executor(os.cpu_count() or 1) as pool:
        yield {name: pool.submit(observe, edition(FILM, {}, quality="l"), name, pictures) for name in order}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Where tests run side by side, those of a file stay together, and so do all that ask for `observed`."""
    for item in items:
        asks = "observed" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("observed" if asks else item.path.stem))
