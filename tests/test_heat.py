"""A large matrix as a picture: its colours are those of its values, its rows are where they are boxed."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.heat import HeatMatrix
from scenes.kit.scales import signed_image


def test_a_picture_has_a_place_for_each_value():
    theme.apply()
    w = np.linspace(-1, 1, 60).reshape(3, 20)
    matrix = HeatMatrix(w, "weight", 4.0, 1.5)
    assert np.array_equal(matrix.image.pixel_array[..., :3], signed_image(w, 1.0))
    assert matrix.image.width == pytest.approx(4) and matrix.image.height == pytest.approx(1.5)
    boxes = [matrix.box_row(i) for i in range(3)]
    assert [round(box.get_y(), 3) for box in boxes] == [0.5, 0.0, -0.5]


def test_grey_values_are_grey_and_unknown_kinds_are_refused():
    column = HeatMatrix(np.array([[0.0], [0.5], [1.0]]), "activation", 0.2, 2.0)
    assert column.image.pixel_array[:, 0, :3].tolist() == [[0] * 3, [128] * 3, [255] * 3]
    with pytest.raises(ValueError, match="colour"):
        HeatMatrix(np.zeros((2, 1)), "colour", 1.0, 1.0)


def test_two_pictures_on_one_scale_show_equal_values_alike():
    small, large = np.array([[0.5]]), np.array([[0.5], [-2.0]])
    one, other, alone = (HeatMatrix(values, "weight", 1.0, 1.0, scale=scale).image.pixel_array[0, 0]
                         for values, scale in ((small, 2.0), (large, 2.0), (small, None)))
    assert np.array_equal(one, other) and not np.array_equal(one, alone)
