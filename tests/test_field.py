"""The field of answers and the small picture of a listing."""

import numpy as np
import pytest
from manim import DOWN, RIGHT, VGroup

from scenes.kit import theme
from scenes.kit.canvas import DENSITY
from scenes.kit.field import AnswerField
from scenes.kit.listing import Listing
from scenes.kit.minimap import Minimap
from scenes.kit.theme import role


@pytest.fixture(autouse=True, scope="module")
def fonts():
    theme.apply()


@pytest.fixture
def field():
    right = np.arange(1000) % 7 != 0
    return AnswerField(right, 8.0, 3.0).shift(RIGHT)


def color(field, i):
    corner = field.image.get_corner([-1, 1, 0])
    column, row = ((field.place(i) - corner) * [1, -1, 1] * DENSITY).astype(int)[:2]
    return field.image.pixel_array[row, column, :3].tolist()


def rgb(name):
    return np.round(255 * role(name).to_rgb()).astype(int).tolist()


def test_marks_show_what_was_answered_and_what_is_to_come(field):
    field.show(500)
    assert color(field, 0) == rgb("error") == color(field, 497)
    assert color(field, 1) == rgb("target") == color(field, 499)
    assert color(field, 500) == rgb("panel") == color(field, 999)


def test_the_wrong_answers_gather_at_the_end(field):
    field.gather(0)
    assert color(field, 0) == rgb("error") == color(field, 994) and color(field, 1) == rgb("target") == color(field, 500)
    field.gather(1)
    wrong = int((~field.right).sum())
    assert [color(field, k) == rgb("error") for k in range(1000)] == [False] * (1000 - wrong) + [True] * wrong


@pytest.mark.parametrize("count, width, height", [(10000, 13.1, 5.0), (1, 2.0, 1.0), (60, 13.1, 5.0)])
def test_all_marks_fit(count, width, height):
    field = AnswerField(np.ones(count, bool), width, height)
    assert field.columns * field.rows >= count
    assert field.image.width <= width and field.image.height <= height


def test_a_minimap_is_what_its_listing_is_in_the_same_place():
    pages = VGroup(Listing("a = 1\n\nb = a + 1"), Listing("print(a)", first=4)).arrange(RIGHT, buff=0.2).shift(DOWN)
    minimap = Minimap(pages)
    assert list(minimap.rows) == [1, 3, 4]
    for side in (RIGHT, DOWN, -RIGHT, -DOWN):
        assert minimap.get_edge_center(side) == pytest.approx(pages.get_edge_center(side))
    for page in pages:
        for number, line in enumerate(page.lines, page.first):
            if len(line):
                assert minimap.rows[number].get_center() == pytest.approx(line.get_center())
                assert minimap.rows[number].width == pytest.approx(line.width)


def test_a_minimap_s_glyphs_of_a_line_and_colour_are_one_object():
    page = Listing("def a(b): return a")
    row = Minimap(VGroup(page)).rows[1]
    colours = {glyph.get_fill_color().to_hex() for glyph in page.lines[0]}
    assert sorted(text.get_fill_color().to_hex() for text in row) == sorted(colours)
