"""The wall of all training images: each once, the first in the middle, and from afar the first once more."""

import numpy as np
import pytest
import tiny

from network.wall import ASPECT, arranged, shrunk, wall_arrays


@pytest.fixture(scope="module")
def images():
    return tiny.mnist().train_images[:6000].reshape(-1, 28, 28)


@pytest.fixture(scope="module")
def index(images):
    return arranged(images)


def test_each_image_has_one_place_and_the_first_is_in_the_middle(images, index):
    rows, columns = index.shape
    assert np.array_equal(np.sort(index[index >= 0]), np.arange(len(images)))
    assert index[rows // 2, columns // 2] == 0
    assert columns / rows == pytest.approx(ASPECT, rel=0.03)


def test_no_place_is_empty_but_in_the_corners(index):
    row, column = np.nonzero(index < 0)
    rows, columns = index.shape
    assert len(row) < columns
    assert np.minimum(row, rows - 1 - row).max(initial=0) <= rows // 8
    assert np.minimum(column, columns - 1 - column).max(initial=0) <= columns // 8


def test_from_afar_the_wall_is_the_first_image(images, index):
    ink = np.where(index < 0, 0, images.mean(axis=(1, 2))[index])
    rows, columns = index.shape
    side, left = rows // 28 * 28, (columns - rows // 28 * 28) // 2
    top = (rows - side) // 2
    square = ink[top:top + side, left:left + side].reshape(28, side // 28, 28, side // 28).mean(axis=(1, 3))
    bright, dark = square[images[0] > 200], square[images[0] == 0]
    assert bright.mean() > 1.7 * dark.mean()
    assert np.corrcoef(square.ravel(), images[0].ravel().astype(float))[0, 1] > 0.8


def test_shrinking_averages_blocks_in_sixteen_greys(images):
    half = shrunk(images[:5], 14)
    means = images[:5].reshape(5, 14, 2, 14, 2).mean(axis=(2, 4))
    assert np.abs(half - means).max() <= 8.5 and (half % 17 == 0).all()
    assert np.abs(shrunk(images[:5], 28).astype(int) - images[:5]).max() <= 8


def test_the_middle_holds_the_same_images_in_more_pixels(images, index):
    arrays = wall_arrays(images)
    for key, side in (("wall_half", 14), ("wall_full", 28)):
        block = arrays[key]
        top, left = ((whole - part) // 2 for whole, part in zip(index.shape, block.shape))
        places = index[top:top + block.shape[0], left:left + block.shape[1]]
        assert (places >= 0).all() and np.array_equal(block, shrunk(images[places], side))


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_few_images_or_none_make_a_wall_too(images, count):
    arrays = wall_arrays(images[:count])
    assert np.count_nonzero(arrays["wall_index"] >= 0) == len(arrays["mosaic"]) == count
    assert arrays["wall_half"].shape[2:] == (14, 14) and arrays["wall_full"].shape[2:] == (28, 28)
