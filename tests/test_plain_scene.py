"""The kit outside of a film: in a process that knows none, and in a notebook."""

import os
import shutil
import subprocess
import sys
from base64 import b64decode
from io import BytesIO
from unittest.mock import patch

import av
import nbclient
import nbformat
import pytest

from scenes.kit.text import words
from scenes.scratch.film import FILM

PLAIN = """
from manim import Text
Text("Manim has looked for fonts by now")
from scenes.kit.text import words
print(words("Aware of fonts").width)
"""


def test_the_kit_has_its_fonts_in_a_process_that_knows_no_film(tmp_path):
    done = subprocess.run([sys.executable, "-c", PLAIN], cwd=tmp_path, capture_output=True, text=True, check=True,
                          env=os.environ | {"PYTHONPATH": str(FILM.root), "HOME": str(tmp_path)})
    assert float(done.stdout.splitlines()[-1]) == pytest.approx(words("Aware of fonts").width, rel=1e-6)
    assert "not in" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """The notebook after each of its cells has run, in a copy of the project."""
    folder = tmp_path_factory.mktemp("notebook")
    for part in ("docs", "network", "scenes", "media/snapshots"):
        shutil.copytree(FILM.root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    written = nbformat.read(folder / "docs" / "notebook.ipynb", as_version=4)
    with patch.dict(os.environ, {"PYTHONPATH": str(folder)}):
        nbclient.NotebookClient(written, timeout=300, kernel_name="python3",
                                resources={"metadata": {"path": str(folder / "docs")}}).execute()
    return written


def film_of(cell):
    """What a cell has drawn, opened; it is in the notebook, wherever that is opened."""
    [html] = [shown for output in cell.outputs if "<video" in (shown := output.get("data", {}).get("text/html", ""))]
    kind, _, content = html.partition('src="')[2].partition('"')[0].partition(",")
    assert kind == "data:video/mp4;base64"
    return av.open(BytesIO(b64decode(content)))


def test_each_cell_that_draws_shows_its_film(notebook):
    cells = [cell for cell in notebook.cells if "%manim" in cell.source]
    assert len(cells) >= 3
    for cell in cells:
        with film_of(cell) as film:
            assert film.duration > 1.5e6
    with film_of(cells[-1]) as film:
        assert film.streams.audio


def test_no_cell_warns(notebook):
    said = [str(output) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert said and not [text for text in said if "WARNING" in text or "stderr" in text]


def test_what_is_committed_has_no_outputs():
    written = nbformat.read(FILM.root / "docs" / "notebook.ipynb", as_version=4)
    nbformat.validate(written)
    assert not any(cell.get("outputs") for cell in written.cells)
