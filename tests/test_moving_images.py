"""Images in motion: canvases, the wall with its labels, the wall of a pass, columns and their numbers."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing
from scenes.kit.loop_track import LoopTrack
from scenes.kit.pass_wall import TAIL, PassWall
from scenes.kit.canvas import DENSITY
from scenes.kit.sprites import LoosePixels, Sprites
from scenes.kit.unroll import greyest, pixel_numbers, turn_into_pixels

SIDE = 28


@pytest.fixture(autouse=True, scope="module")
def fonts():
    theme.apply()


@pytest.fixture(scope="module")
def image():
    """784 different neighbours, so that a pixel out of place is noticed."""
    return (np.arange(SIDE * SIDE) * 37 % 251).astype(np.uint8)


def around(picture, place, pixels):
    """The part of a canvas with its centre at a place of the frame."""
    height, width = picture.shape[:2]
    top, left = (round(value - pixels / 2) for value in (height / 2 - place[1] * DENSITY, width / 2 + place[0] * DENSITY))
    return picture[top:top + pixels, left:left + pixels]


def test_a_sprite_is_its_image_where_it_is_and_nothing_elsewhere(image):
    sprites = Sprites(image[None], np.array([[1.0, -2.0]]), zoom=2)
    picture = sprites.image.pixel_array
    seen = around(picture, (1, -2), 2 * SIDE)
    assert np.array_equal(seen[::2, ::2, 0], image.reshape(SIDE, SIDE)) and (seen[..., 3] == 255).all()
    assert np.count_nonzero(picture[..., 3]) == (2 * SIDE) ** 2


def test_a_sprite_on_paper_is_dark_on_light_and_may_leave_the_frame(image):
    black = np.zeros_like(image)
    sprites = Sprites(black[None], np.array([[0.0, 0.0]]))
    sprites.show(np.array([[0.0, 0.0]]), paper=1)
    ink = 255 * theme.role("ink").to_rgb()
    assert np.allclose(around(sprites.image.pixel_array, (0, 0), 10)[..., :3], ink, atol=1)
    sprites.show(np.array([[-30.0, 0.0]]))
    assert not sprites.image.pixel_array.any()


def test_loose_pixels_begin_as_the_image_and_end_as_its_column(image):
    loose = LoosePixels(image, (0, 0, 2.8, 2.8), (3, 0, 0.4, 7.84 * 0.75))
    square = around(loose.image.pixel_array, (0, 0), round(2.8 * DENSITY))
    step = 0.1 * DENSITY
    centres = np.round((np.arange(SIDE) + 0.5) * step).astype(int)
    assert np.array_equal(square[np.ix_(centres, centres)][..., 0], image.reshape(SIDE, SIDE))
    loose.show(1)
    assert not around(loose.image.pixel_array, (0, 0), 100).any()
    height, width = loose.image.pixel_array.shape[:2]
    line = loose.image.pixel_array[:, round(width / 2 + 3 * DENSITY), 0].astype(int)
    top = height / 2 - 7.84 * 0.375 * DENSITY
    rows = top + np.arange(784) * 0.0075 * DENSITY      # a pixel of the image is little more than one of the canvas
    near = np.stack([line[np.round(rows + shift).astype(int)] for shift in (-1, 0, 1)])
    assert (near == image).any(axis=0).mean() > 0.98


def test_images_without_ground_lie_on_one_another_like_light(image):
    both, (here, there) = np.stack([image, image[::-1]]), ((0, 0), (0.3, 0.1))
    sprites = Sprites(both, np.array([here, there]))

    def drawn(opacity, ground):
        picture = sprites.show(np.array([here, there]), opacity=np.array(opacity), ground=ground).image.pixel_array.astype(int)
        return picture[..., 0] * picture[..., 3] / 255
    one, other = drawn((1, 0), 0), drawn((0, 1), 0)
    assert one.any() and other.any()
    assert drawn((1, 1), 0) == pytest.approx(np.maximum(one, other), abs=1)
    assert (drawn((1, 1), 1) < np.maximum(one, other) - 100).any()      # with it, the second one cuts the first one's strokes
    assert drawn((1, 0), 0.5) == pytest.approx(drawn((1, 0), 1), abs=1.5)


def test_a_wall_brightens_the_images_seen_in_their_order():
    wall = PassWall(np.full((60, 4, 4), 200, np.uint8), 3.0, 2.0)
    before = wall.image.pixel_array[..., 0].astype(int).copy()
    wall.show(20)
    after = wall.image.pixel_array[..., 0].astype(int)
    brighter = after > before
    assert np.array_equal(brighter, (wall.index < 20) & (wall.bright > 0))
    corner = wall.image.get_corner([-1, 1, 0])
    for k in (0, 19, 59):
        column, row = (wall.place(k) - corner)[:2] / [3.0, -2.0] * wall.index.shape[::-1]
        assert wall.index[int(row), int(column)] == k


def test_a_light_is_where_the_pass_is_until_it_has_seen_all():
    wall = PassWall(np.full((6000, 4, 4), 200, np.uint8), 6.0, 4.0)

    def lit(seen):
        picture = wall.race(seen).image.pixel_array[..., :3].astype(int)
        return picture[..., 0] - picture[..., 2] > 60       # yellow
    for seen in (wall.columns * 20, wall.columns * 20 + 30):
        places = wall.index[lit(seen)]
        assert len(places) and places.max() == seen - 1 and places.min() > seen - wall.columns * 2 * TAIL
    assert not lit(wall.count).any() and not lit(0).any()


def test_numbers_on_pixels_are_the_values_of_those_pixels(image):
    digit = Digit(image, side=5.6)
    numbers = pixel_numbers(digit, range(3, 5), range(10, 13), "pixels:probe_images[0]/255")
    assert [number.value for number in numbers[:3]] == pytest.approx(image[94:97] / 255)
    assert numbers[3].get_center() == pytest.approx(digit.point(4 * SIDE + 10))


def test_numbers_turn_into_their_pixels_and_it_is_never_dark(image):
    digit = Digit(image, side=4)
    numbers = pixel_numbers(digit, range(3, 5), range(10, 13), "pixels:probe_images[0]/255")
    for share in np.linspace(0, 1, 11):
        turn_into_pixels(digit, numbers, image / 255, share)
        assert max(digit.pixels.max() / 255, *(number.get_fill_color().to_rgb().max() for number in numbers)) > 0.45
        if share == 0:
            assert digit.pixels.max() == 0 and {number.get_fill_color().to_hex() for number in numbers} == {"#FFFFFF"}
    assert np.array_equal(digit.pixels.ravel(), image)
    for number, at in zip(numbers, (SIDE * row + column for row in (3, 4) for column in (10, 11, 12)), strict=True):
        assert number.get_fill_color().to_rgb() == pytest.approx(digit.pixel(at).get_fill_color().to_rgb(), abs=0.01)


def test_the_greyest_window_holds_the_grey():
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    pixels[20:23, 5:9] = 100
    pixels[0, 0] = 255
    rows, columns = greyest(pixels, 3, 4)
    assert (rows, columns) == (range(20, 23), range(5, 9))


def test_the_dot_goes_from_the_end_of_the_loop_to_its_head():
    listing = Listing("for a in b:\n    c()\n    d()\ne()")
    track = LoopTrack(listing, range(1, 4), 0.4)
    assert track.dot.get_y() == pytest.approx(listing.bar(3).get_y())
    assert track.show(2.9999).dot.get_y() == pytest.approx(listing.bar(1).get_y(), abs=0.01)
    assert track.get_right()[0] == pytest.approx(listing.get_right()[0] + 0.4, abs=0.1)
