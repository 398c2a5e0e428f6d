"""The map of the listing: every line of the program is explained by one chapter, and lights up when that is over."""

import pytest
from manim import ORIGIN, config

from network.program import LISTING
from scenes.scratch.chapter import ends_on_the_map
from scenes.scratch.film import FILM
from scenes.scratch.spine import EXPLAINS, LATER, LIT, READ, UNLIT, Spine, explained_by

SOURCE = LISTING.read_text(encoding="utf-8")
CODE = [number for number, line in enumerate(SOURCE.splitlines(), 1) if line.strip() and not line.strip().startswith(("#", '"'))]


def test_every_line_is_explained_by_one_chapter():
    explained = sorted(number for chapter in EXPLAINS for number in explained_by(SOURCE, chapter))
    assert explained == CODE


def test_the_chapters_that_explain_are_the_film_s():
    assert set(EXPLAINS) <= set(FILM.chapters)


@pytest.mark.parametrize("chapter", ["cost"])
def test_a_chapter_lights_its_lines(chapter, observed):
    seen = observed[chapter].result()["map"]
    before = {number for name in FILM.chapters[:FILM.chapters.index(chapter)] for number in explained_by(SOURCE, name)}
    own = set(explained_by(SOURCE, chapter))
    lit, opacities = before | own, seen["last"]
    assert {number for number, opacity in opacities.items() if opacity == pytest.approx(LIT)} == lit
    assert [opacity for number, opacity in opacities.items() if number not in lit] == \
        pytest.approx([UNLIT] * (len(opacities) - len(lit)))


def test_where_no_lines_light_up_the_map_is_outside_the_frame(observed):
    x, y, _, width = observed["cost"].result()["map"]["start"]
    assert x - width / 2 == pytest.approx(config.frame_x_radius) and y > config.frame_y_radius


@pytest.mark.parametrize("chapter", FILM.written[1:])
def test_the_map_is_as_large_where_a_chapter_begins_as_where_the_one_before_has_ended(chapter, observed):
    before = FILM.chapters[FILM.chapters.index(chapter) - 1]
    ended, begins = (observed[name].result()["map"] for name in (before, chapter))
    assert ended["end"] == pytest.approx(begins["start"], abs=1e-6)


def test_the_map_fills_the_frame_only_for_chapters_that_explain_lines_which_light_up_at_once():
    run = FILM.runs.load(FILM.runs.folder)["digits"]
    assert [name for name in FILM.chapters if ends_on_the_map(run, name)] == [name for name in EXPLAINS if name not in LATER]


@pytest.mark.parametrize("chapter", ["cost", "backprop"])
def test_a_page_comes_so_close_that_its_lines_that_light_up_are_in_the_frame_and_large(chapter):
    spine = Spine(FILM.runs.load(FILM.runs.folder)["digits"], FILM.chapters[:FILM.chapters.index(chapter)])
    spine.scale(spine.large()).move_to(ORIGIN)
    larger, first, last = spine.read(chapter)
    page = [row for row in spine.explained(chapter) if row.get_x() > 0]       # the loops, at the right
    assert larger > 1.8 and len(page) > 1 and first[1] >= last[1]
    over, under = (larger * (row.get_y() - at[1]) for row, at in ((page[0], first), (page[-1], last)))
    assert abs(over) < READ[1] / 2 and abs(under) < READ[1] / 2
    assert larger * spine.map.panels[1].width == pytest.approx(READ[0])
