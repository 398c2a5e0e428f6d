"""The wall of all images shows each image once, and the look ends on the one asked for."""

import numpy as np
import pytest
from manim import tempconfig
from network import snapshots
from scenes.kit.wall import Wall


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def test_every_image_has_a_place_of_its_own(run):
    with tempconfig({"pixel_width": 320, "pixel_height": 180}):
        wall = Wall(run.mosaic, run.train_images)
    assert len(wall.cells) == len(run.mosaic) == len(np.unique(wall.cells, axis=0))
    side = run.mosaic.shape[1]
    whole = np.asarray(wall._whole)
    for k in (0, 399, 400, 31234, len(run.mosaic) - 1):
        row, column = wall.cells[k] * side
        assert (whole[row:row + side, column:column + side] == run.mosaic[k]).all()


def test_the_nearest_look_shows_the_image_in_the_middle(run):
    with tempconfig({"pixel_width": 1456, "pixel_height": 819}):
        wall = Wall(run.mosaic, run.train_images).look_at(0, 1.0, across=2.6)
    picture, side = wall.pixel_array[..., 0], 1456 / 2.6
    left, top = 728 - side / 2, 409.5 - side / 2
    for row, column in ((14, 14), (7, 18), (20, 9), (5, 5)):
        y, x = int(top + (row + 0.5) * side / 28), int(left + (column + 0.5) * side / 28)
        assert picture[y, x] == run.train_images[0].reshape(28, 28)[row, column]


def test_the_far_look_is_as_bright_as_the_images(run):
    with tempconfig({"pixel_width": 1308, "pixel_height": 736}):
        wall = Wall(run.mosaic, run.train_images)
    assert wall.pixel_array[..., 0].mean() == pytest.approx(run.mosaic.mean(), rel=0.05)
