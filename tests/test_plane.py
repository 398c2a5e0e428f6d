"""What is said of two classes in the plane."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.canvas import DENSITY
from scenes.kit.plane import DIM, HUSHED, RING, TINTED, Plane
from scenes.kit.theme import role


@pytest.fixture
def plane():
    theme.apply()
    return Plane(np.array([[1, 1], [0.2, 0.2], [1.5, 0.1]]), np.array([True, False, False]), (-0.5, 2), (-0.5, 2), 5, 5)


def says(points):
    return points @ np.array([1.0, 1.0]) - 1.0


def color_at(plane, x, y):
    """The picture's colour at a place of the plane, 0..1, at full density."""
    column, row = ((plane.point(x, y) - plane.frame.get_corner([-1, 1, 0])) * [DENSITY, -DENSITY, 0])[:2]
    return plane.image.pixel_array[int(row), int(column), :3] / 255


def near(color, name, share=1.0):
    """Whether it is so much of a role's colour over the background."""
    ground = role("background").to_rgb()
    return np.allclose(color, ground + share * (role(name).to_rgb() - ground), atol=0.02)


def test_points_have_the_hue_of_their_class_and_on_the_wrong_side_a_ring_in_that_of_errors(plane):
    pixel = np.ptp(plane.limits[0]) / plane.frame.width / DENSITY

    def ringed(place, way):
        reach = RING[0] * plane.radius + np.arange(-1, 2)
        return any(near(color_at(plane, *(place + away * pixel * np.array(way))), "error") for away in reach)

    ways = (1, 0), (-1, 0), (0, 1), (0, -1)
    plane.show(says)
    assert near(color_at(plane, 1, 1), "class_a", DIM) and near(color_at(plane, 1.5, 0.1), "class_b", DIM)
    assert not any(ringed(place, way) for place in plane.places for way in ways)
    plane.show(says, judge=1)
    assert plane.wrong(says).tolist() == [False, False, True]
    assert [[ringed(place, way) for place in plane.places] for way in ways] == 4 * [[False, False, True]]
    assert near(color_at(plane, 1, 1), "class_a", DIM * HUSHED)


def test_points_still_to_come_are_not_drawn(plane):
    plane.show(seen=1)
    assert near(color_at(plane, 1, 1), "class_a", DIM) and near(color_at(plane, 1.5, 0.1), "background")


def test_the_line_is_where_the_sum_is_zero_and_the_ground_is_tinted_by_what_is_said(plane):
    plane.show(lambda points: 4 * says(points))
    for x in (-0.3, 0.3, 0.8, 1.3):
        assert near(color_at(plane, x, 1 - x), "ink"), x
    assert near(color_at(plane, 1.8, 1.8), "class_a", TINTED) and near(color_at(plane, -0.4, -0.4), "class_b", TINTED)


def test_a_line_that_is_curved_is_drawn_where_it_is(plane):
    plane.show(lambda points: 1 - np.hypot(*(points - 0.7).T))
    for angle in np.arange(0, 6, 1.0):
        assert near(color_at(plane, 0.7 + np.cos(angle), 0.7 + np.sin(angle)), "ink"), angle


def test_a_mark_that_the_edge_would_cut_is_not_drawn():
    theme.apply()
    points = np.array([[0.0, 0.05], [9.0, 9.0], [0.1, 0.9]])
    plane = Plane(points, np.array([True, True, True]), (0, 1), (0, 1), 1, 1)
    assert plane.seen.tolist() == [False, False, True] and {k for _, owner, _ in plane.marks for k in owner} == {2}
    assert near(color_at(plane, 0.1, 0.9), "class_a", DIM) and near(color_at(plane, 0.02, 0.05), "background")
