"""The film's picture for lists: readable when small, drawn from the run."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from network import snapshots
from scenes.film.companions.thumbnail import SIZE, jpeg
from scenes.film.edition import edition
from scenes.film.narration.script import Script
from scenes.kit import theme
from scenes.scratch import thumbnail
from scenes.scratch.film import FILM

TITLE = "A neural network, from scratch"


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


@pytest.fixture(scope="module")
def picture(run):
    return thumbnail.draw({"digits": run}, {"title": TITLE, "lines": "lines of NumPy"}, SIZE)


def test_the_first_image_of_the_run_is_seen_even_when_it_is_small(picture, run):
    small = np.asarray(picture.convert("L").resize((80, 45), Image.Resampling.BOX), float)
    left = (1280 - 720) // 2 + thumbnail.SHIFT
    figure = small[:, left // 16:(left + 720) // 16]
    first = np.asarray(Image.fromarray(run.train_images[0].reshape(28, 28)).resize((45, 45)), float)[:, :figure.shape[1]]
    assert np.corrcoef(figure.ravel(), first.ravel())[0, 1] > 0.7
    assert figure[first > 200].mean() > 3 * figure[first == 0].mean()


def test_the_title_is_large_and_its_column_free(picture):
    column = np.asarray(picture.convert("L"), float)[:, :thumbnail.MARGIN + thumbnail.WORDS]
    rows = np.flatnonzero((column > 200).any(axis=1))
    assert rows[0] > 60 and rows[-1] < 660
    assert (column[:60] < 40).all() and (column[660:] < 40).all()
    assert thumbnail._fitted(TITLE)[1].size >= 80


@pytest.mark.parametrize("title", ["Backpropagation", "Ein neuronales Netz, ganz von vorn aufgebaut", "x"])
def test_any_title_fits(run, title):
    lines, font = thumbnail._fitted(title)
    assert len(lines) <= thumbnail.LINES and max(font.getlength(line) for line in lines) <= thumbnail.WORDS


def test_it_is_a_small_jpeg():
    theme.apply()
    saved = jpeg(edition(FILM, {}), Script.load(FILM.script("en")))
    picture = Image.open(BytesIO(saved))
    assert (picture.format, picture.size) == ("JPEG", (1280, 720))
    assert len(saved) < 2e6
