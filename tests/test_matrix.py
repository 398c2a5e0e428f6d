"""Matrices and images show the arrays that they are given."""

import numpy as np
import pytest
from manim import Wait

from scenes.kit import theme
from scenes.kit.digit import Digit, WeightImage
from scenes.kit.matrix import Matrix, cell_fill, flip
from scenes.kit.outer import OuterProduct


@pytest.fixture(autouse=True, scope="module")
def fonts():
    theme.apply()


def test_each_cell_has_its_number_its_fill_and_its_key():
    values = np.array([[0.1, -0.4, 0.3], [0.0, 0.2, -0.1]])
    matrix = Matrix(values, "weight", source="pixels:w[0]")
    for i in range(2):
        for j in range(3):
            cell = matrix.cells[i][j]
            assert cell.number.value == values[i, j] and cell.number.source == f"pixels:w[0][{i},{j}]"
            assert cell.box.get_fill_color() == cell_fill(values[i, j], "weight", 0.4)
    assert matrix.cells[0][0].get_x() < matrix.cells[0][1].get_x()
    assert matrix.cells[0][0].get_y() > matrix.cells[1][0].get_y()


def test_a_vector_is_a_column_and_boxes_cover_rows_and_columns():
    matrix = Matrix(np.arange(3) / 3, "activation", source="x")
    assert len(matrix.cells) == 3 and len(matrix.row(1)) == 1 and len(matrix.column(0)) == 3
    box = matrix.box_row(1)
    assert box.get_y() == pytest.approx(matrix.cells[1][0].get_y())
    assert box.height < 2 * matrix.cells[1][0].height


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="colourful"):
        Matrix(np.zeros(2), "colourful", source="x")


def test_an_outer_product_is_column_times_row():
    column, row = np.array([0.5, -1.0]), np.array([0.1, 0.2, 0.3])
    outer = OuterProduct(column, row, ("a", "b", "c"))
    assert np.allclose(outer.table.values, column[:, None] @ row[None, :])
    assert outer.table.cells[1][2].get_x() == pytest.approx(outer.row.cells[0][2].get_x())
    assert outer.table.cells[1][2].get_y() == pytest.approx(outer.column.cells[1][0].get_y())


def test_a_digit_shows_white_as_one_and_finds_its_pixels():
    pixels = np.zeros(784)
    pixels[28 * 3 + 5] = 1.0
    digit = Digit(pixels, side=2.8)
    assert digit.image.pixel_array[3, 5, :3].tolist() == [255] * 3 and digit.image.pixel_array[:, :, :3].sum() == 765
    assert np.allclose(digit.point(0), [-1.35, 1.35, 0]) and np.allclose(digit.point(783), [1.35, -1.35, 0])
    assert digit.pixel(28 * 3 + 5).get_fill_color().to_hex() == "#FFFFFF"


def test_weight_images_change_in_place():
    image = WeightImage(np.zeros(784), scale=1.0)
    image.show(np.full(784, -1.0), 1.0)
    expected = np.round(255 * theme.role("negative").to_rgb())
    assert (image.image.pixel_array[7, 7, :3] == expected).all()


def test_a_matrix_that_is_flipped_shows_its_edge_and_then_its_transpose():
    values = np.array([[0.1, -0.4, 0.3], [0.0, 0.2, -0.1]])
    matrix, transposed = Matrix(values, "weight", source="w"), Matrix(values.T, "weight", source="w.T")
    places = [cell.get_center() for cell in transposed.body]
    away, back = flip(matrix, transposed)
    for move in (away, back):
        move.begin()
    away.finish()
    for edge in (matrix, transposed):
        x, y = edge.body.get_all_points()[:, :2].T
        assert np.allclose(x + y, x[0] + y[0])
    back.finish()
    assert np.allclose([cell.get_center() for cell in transposed.body], places)


def test_beside_each_cell_of_an_outer_product_something_else_happens():
    outer, seen = OuterProduct(np.ones(2), np.ones(3), ("a", "b", "c")), []

    def beside(i, j):
        seen.append((i, j))
        return Wait(0.1)
    outer.fill(1.0, beside)
    assert seen == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
