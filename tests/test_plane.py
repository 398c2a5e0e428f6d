"""What a neuron with two inputs says in the plane."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.plane import Plane, boundary
from scenes.kit.theme import role


@pytest.mark.parametrize("w, b", [((1, 1), -1), ((0.3, -2), 0.5), ((0, 1), -0.5), ((-2, 0), 1)])
def test_the_boundary_ends_at_the_edge_and_is_where_the_sum_is_zero(w, b):
    ends = boundary(np.array(w), b, -1, 2)
    for end in ends:
        assert np.dot(w, end) + b == pytest.approx(0) and {-1, 2} & set(np.round(end, 9))
    assert np.linalg.norm(ends[1] - ends[0]) > 0.5


def test_a_boundary_beside_the_square_is_none():
    assert boundary(np.array([1, 1]), -9, -1, 2) is None and boundary(np.array([0, 0]), 1, -1, 2) is None


@pytest.fixture
def plane():
    theme.apply()
    return Plane(np.array([[1, 1], [0.2, 0.2], [1.5, 0.1]]), np.array([True, False, False]), -0.5, 2, 5, ("x", "y"))


def test_points_on_the_wrong_side_are_framed(plane):
    plane.show(np.array([1.0, 1.0]), -1.0)
    assert plane.wrong(np.array([1.0, 1.0]), -1.0).tolist() == [False, False, True]
    assert [frame.get_stroke_opacity() for frame in plane.frames] == [0, 0, 1]
    assert plane.marks[2][0].get_stroke_color() == role("error") != plane.marks[0][0].get_stroke_color()


def test_the_ground_is_brighter_where_the_neuron_says_one(plane):
    plane.show(np.array([4.0, 4.0]), -4.0)
    picture = plane.ground.pixel_array[..., :3].sum(axis=2)
    assert picture[0, -1] > picture[-1, 0]
    assert np.allclose(plane.boundary.get_start(), plane.point(-0.5, 1.5)) or np.allclose(
        plane.boundary.get_end(), plane.point(-0.5, 1.5))
