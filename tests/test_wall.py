"""The wall of all images: what each look shows, how sharp, and where it ends."""

import numpy as np
import pytest
from manim import tempconfig
from PIL import Image

from network import snapshots
from scenes.kit.wall import BOLD, FAR_GAIN, Wall, journey


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def wall(run, width, height):
    with tempconfig({"pixel_width": width, "pixel_height": height}):
        return Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full)


def test_the_nearest_look_shows_the_first_image_in_the_middle(run):
    picture, side = wall(run, 1456, 819).look(1.0, across=2.6).pixel_array[..., 0], 1456 / 2.6
    left, top = 728 - side / 2, 409.5 - side / 2
    for row, column in ((14, 14), (7, 18), (20, 9), (5, 5)):
        y, x = int(top + (row + 0.5) * side / 28), int(left + (column + 0.5) * side / 28)
        assert abs(int(picture[y, x]) - int(run.train_images[0].reshape(28, 28)[row, column])) <= 9


def test_the_far_look_shows_the_first_image_bright_on_dark(run):
    picture = wall(run, 1308, 736).pixel_array[..., 0].astype(float)
    rows, columns = (np.linspace(0, one, 15).astype(int) for one in picture.shape)
    means = np.add.reduceat(np.add.reduceat(picture, rows[:-1], axis=0), columns[:-1], axis=1) / (52 * 93)
    assert means[3, 7] > 4 * np.median(means) and means[3, 7] > 120


def test_the_far_look_has_no_empty_corners(run):
    whole = wall(run, 320, 180)
    cut = (whole.columns - whole.whole) // 2
    assert run.wall_index[round(cut * whole.rows / whole.columns), cut] >= 0 and whole.whole > 0.95 * whole.columns


def test_the_first_image_is_seen_from_afar(run):
    picture = wall(run, 320, 180).pixel_array[..., 0].astype(float)
    square = picture[6:174, 76:244].reshape(28, 6, 28, 6).mean(axis=(1, 3))
    first = run.train_images[0].reshape(28, 28).astype(float)
    assert np.corrcoef(square.ravel(), first.ravel())[0, 1] > 0.8


@pytest.mark.parametrize("nearness", [0.25, 0.35, 0.45])
def test_the_middle_is_as_sharp_as_the_images_and_the_edge_of_a_block_is_not_seen(run, nearness):
    all_tiers, least = wall(run, 960, 540), wall(run, 960, 540)
    least.tiers = least.tiers[:1]
    for one in (all_tiers, least):      # in the same light everywhere
        one.light = Image.new("L", one.light.size, round(BOLD / FAR_GAIN))
    sharp, blurred = (one.look(nearness).pixel_array[..., 0].astype(float) for one in (all_tiers, least))
    middle = np.s_[170:370, 380:580]
    assert sharp[middle].std() > blurred[middle].std()
    means = sharp.reshape(54, 10, 96, 10).mean(axis=(1, 3)), blurred.reshape(54, 10, 96, 10).mean(axis=(1, 3))
    assert np.abs(means[0] - means[1]).mean() < 14


def test_a_journey_leads_from_the_whole_wall_to_the_middle_and_the_way_back_is_the_same(run):
    wide = wall(run, 320, 180)

    def seen(animation, alpha):
        animation.interpolate(alpha)
        return wide.pixel_array.copy()
    there, back = journey(wide, 0, 1), journey(wide, 1, 0)
    for animation in (there, back):
        animation.begin()
    for alpha in (0.0, 0.2, 0.7, 1.0):
        assert np.array_equal(seen(there, alpha), seen(back, 1 - alpha))
    assert np.array_equal(seen(there, 0), wide.look(0).pixel_array)
    assert np.array_equal(seen(there, 1), wide.look(1).pixel_array)
    assert np.array_equal(seen(journey(wide, 0.2, 0.7), 1), seen(there, 0.7))
