"""Points that are images, an image laid over weights, pixels that become a bar."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.canvas import DENSITY
from scenes.kit.crowd import Crowd
from scenes.kit.laid_over import LaidOver
from scenes.kit.pouring import Pouring, sum_bar
from scenes.kit.scales import signed_image

SIDE = 28


@pytest.fixture(autouse=True, scope="module")
def look():
    theme.apply()


@pytest.fixture
def images():
    """One image that is all ink, one that is half as bright."""
    return np.stack([np.full(SIDE * SIDE, 255, np.uint8), np.full(SIDE * SIDE, 128, np.uint8)])


def at(crowd, x, y):
    """The pixel of a crowd's picture at a place from its middle."""
    height, width = crowd.image.pixel_array.shape[:2]
    return crowd.image.pixel_array[round(height / 2 - y * DENSITY), round(width / 2 + x * DENSITY)]


def test_images_stand_where_they_are_put_and_the_brighter_one_is_seen(images):
    crowd = Crowd(images, 4, 4).show(np.array([[1.0, 0.5], [-1.0, -0.5]]), 0.4)
    assert at(crowd, 1, 0.5)[3] == 255 and at(crowd, -1, -0.5)[3] == 128 and at(crowd, 0, 0)[3] == 0
    for order in (images, images[::-1]):
        assert at(Crowd(order, 4, 4).show(np.zeros((2, 2)), 0.4), 0, 0)[3] == 255


def test_what_is_outside_the_field_or_has_no_opacity_is_not_drawn(images):
    crowd = Crowd(images, 4, 4)
    assert not crowd.show(np.array([[9.0, 0.0], [0.0, -9.0]]), 0.4).image.pixel_array[..., 3].any()
    assert not crowd.show(np.zeros((2, 2)), 0.4, 0.0).image.pixel_array[..., 3].any()


def test_only_those_chosen_take_a_colour(images):
    crowd = Crowd(images, 4, 4).colour(np.array([True, False]), "class_a").show(np.array([[1.0, 0], [-1.0, 0]]), 0.4)
    for x, name in ((1, "class_a"), (-1, "ink")):
        assert at(crowd, x, 0)[:3] == pytest.approx(255 * theme.role(name).to_rgb(), abs=1)


def test_ink_takes_the_hue_of_the_weight_below_it():
    weights = np.zeros(SIDE * SIDE)
    weights[:2], ink = (1.0, -1.0), np.zeros(SIDE * SIDE)
    ink[:3] = 1
    picture = LaidOver(weights, 2.8, 1.0)
    assert picture.show_ink(ink, 0).image.pixel_array[0, 0, :3] == pytest.approx(255 * theme.role("ink").to_rgb(), abs=1)
    first, second = picture.show_ink(ink, 1).image.pixel_array[0, :2, :3].astype(int)
    assert first[2] > first[0] and second[0] > second[2]      # blue, orange
    alone = picture.bring_out(1, 0).image.pixel_array[:1, :2, :3]
    assert (alone == signed_image(np.array([[1.0, 0.0]]), 1.0)).all()


def test_ink_that_adds_is_lit_and_other_ink_is_left_without_a_hue():
    weights, ink = np.zeros(SIDE * SIDE), np.zeros(SIDE * SIDE)
    weights[:3], ink[:2] = (1.0, -1.0, 1.0), 1
    picture = LaidOver(weights, 2.8, 1.0).show_ink(ink, 1)
    picture.light_up(ink, 1).interpolate(1)
    adds, takes, without = picture.image.pixel_array[0, :3, :3].astype(int)
    assert adds == pytest.approx(255 * theme.role("positive").to_rgb(), abs=1)
    assert np.ptp(takes) < 15 < takes.max() < adds.max() / 2
    assert without == pytest.approx(255 * theme.role("background").to_rgb(), abs=1)


def test_pixels_become_a_bar_as_long_as_their_sum():
    terms = np.zeros(SIDE * SIDE)
    terms[[30, 400, 700]] = (-1.0, -2.0, -3.0)
    bar, picture = sum_bar(-6.0, 0.5, np.array([0.5, 1.0, 0])), LaidOver(terms, 2.8, 1.0)
    assert bar.width == pytest.approx(3) and bar.get_left()[0] == pytest.approx(0.5)
    assert bar.get_fill_color() == theme.role("negative")
    pouring = Pouring(terms, picture, bar, -1.0)
    assert not pouring.image.pixel_array.any()                # nothing has left yet
    seen = np.argwhere(pouring.show(1).image.pixel_array[..., 3])
    height, width = pouring.image.pixel_array.shape[:2]
    left, right = ((seen[:, 1].min() - width / 2) / DENSITY, (seen[:, 1].max() + 1 - width / 2) / DENSITY)
    assert (left, right) == pytest.approx((0.5, 3.5), abs=0.02)


def test_pixels_that_take_away_fill_their_bar_from_its_right_end():
    terms = np.zeros(SIDE * SIDE)
    terms[[30, 400, 700]] = (-1.0, -2.0, -3.0)
    bar, picture = sum_bar(-6.0, 0.5, np.array([0.5, 1.0, 0])), LaidOver(terms, 2.8, 1.0)
    assert Pouring(terms, picture, bar, -1.0, backwards=True).end[:, 0] == pytest.approx([3.25, 2.5, 1.25])
    assert Pouring(terms, picture, bar, -1.0).end[:, 0] == pytest.approx([0.75, 1.5, 2.75])
