"""Images laid out line by line are those that PIL lays out pixel by pixel."""

import numpy as np
import pytest
from PIL import Image
from PIL.Image import Resampling

from scenes.fast.grid import Grid
from scenes.fast.pictures import _homography, _words

KINDS = {"whole times as large": 0, "half pixels between": 1, "any size and place": 2}


def layouts(kind, count=60):
    """Opaque noise, PIL's transform that lays it on the frame, and the box that it takes there."""
    random = np.random.default_rng(kind)
    for _ in range(count):
        height, width = random.integers(1, 40, 2)
        pixels = random.integers(0, 256, (height, width, 4), np.uint8)
        pixels[..., 3] = 255
        size = np.array([width, height]) * random.integers(1, 9, 2) if kind == 0 else \
            random.integers(2, 200, 2) + kind // 2 * random.random(2)
        corner = np.zeros(2) if kind == 0 else random.integers(0, 2, 2) / 2 if kind == 1 else random.random(2)
        corners = corner + [(0, 0), (size[0], 0), (0, size[1]), (size[0], size[1])]
        yield pixels, _homography(corners, pixels.shape), (0, 0, *np.ceil(corners[3]).astype(int).tolist())


def certain(kind):
    """Those of the layouts that need no PIL, which are most of them, and their grids."""
    found = [(*layout, Grid.of(*layout[1:])) for layout in layouts(kind)]
    sure = [layout for layout in found if layout[3].is_certain]
    assert len(sure) > 0.6 * len(found)
    return sure


def by_pil(pixels, transform, box, filtering):
    image = Image.fromarray(pixels).transform(box[2:], Image.Transform.PERSPECTIVE, transform, filtering)
    return np.asarray(image, int)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_nearest_pixels_are_the_same(kind):
    for pixels, transform, box, grid in certain(kind):
        assert np.array_equal(grid.nearest(_words(pixels)), by_pil(pixels, transform, box, Resampling.NEAREST))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_bilinear_pixels_are_the_same_but_for_rounding(kind):
    for pixels, transform, box, grid in certain(kind):
        difference = grid.bilinear(pixels) - by_pil(pixels, transform, box, Resampling.BILINEAR)
        assert np.abs(difference).max() <= 1 and (difference == 0).mean() > 0.9


def test_part_of_the_box_is_that_part(count=20):
    for pixels, transform, (_, _, wide, high) in layouts(2, count):
        box = wide // 3, high // 4, wide, high
        whole, part = (Grid.of(transform, one) for one in ((0, 0, wide, high), box))
        assert np.array_equal(part.nearest(_words(pixels)), whole.nearest(_words(pixels))[box[1]:, box[0]:])
        assert np.array_equal(part.bilinear(pixels), whole.bilinear(pixels)[box[1]:, box[0]:])


def test_turned_and_slanting_images_have_no_grid():
    square = np.array([(0, 0), (50, 0), (0, 50), (50, 50)])
    for corners in (square @ [[0.8, 0.6], [-0.6, 0.8]], square + [(0, 0), (3, 0), (0, 0), (3, 0)],
                    square + [(0, 0), (0, 0), (0, 0), (5, 5)]):
        transform = _homography(corners, (20, 20, 4))
        in_place = np.array_equal(corners[1] - corners[0], corners[3] - corners[2]) and corners[1][1] == corners[0][1]
        assert (Grid.of(transform, (0, 0, 50, 50)) is None) != in_place


def test_a_place_that_lines_disagree_on_is_not_certain():
    even = Grid.of((1.0, 0.0, 0.5, 0.0, 1.0, 0.0, 0.0, 0.0), (0, 0, 20, 20))      # exactly between two pixels
    uneven = Grid.of((1.0, -1e-9, 0.5 + 5e-9, 0.0, 1.0, 0.0, 0.0, 0.0), (0, 0, 20, 20))
    assert even.is_certain and not uneven.is_certain
