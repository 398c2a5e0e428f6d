"""The listing that is shown is the code that ran, glyph by glyph."""

import pytest

from network import snapshots
from network.program import Program
from scenes.film.edition import edition
from scenes.film.stage.settings import use_colours
from scenes.kit import theme
from scenes.kit.listing import UNLIT, Listing, excerpt, use_names
from scenes.kit.text import CODE_ADVANCE, _glyph
from scenes.scratch.film import FILM


@pytest.fixture(scope="module")
def source():
    use_colours(edition(FILM, {}))
    return snapshots.load("digits").meta["source"]


@pytest.fixture(scope="module")
def listing(source):
    return Listing(source, 0.2)


def test_the_snapshots_hold_the_listing_of_the_repository(source):
    assert source == Program.read().source
    small = snapshots.load("pixels").meta["source"]
    changed = [(a, b) for a, b in zip(source.splitlines(), small.splitlines(), strict=True) if a != b]
    assert changed == [("hidden = 20", "hidden = 4")]


def test_more_room_between_the_lines_makes_the_panel_higher_and_nothing_larger(source, listing):
    roomy = Listing(source, 0.2, pitch=1.75)
    assert roomy.panel.width == pytest.approx(listing.panel.width)
    assert roomy.line(1).height == pytest.approx(listing.line(1).height)
    lines = [one.line(1).get_y() - one.line(2).get_y() for one in (roomy, listing)]
    assert lines[0] - lines[1] == pytest.approx(0.2 * (1.75 - 1.45), abs=1e-3)
    assert roomy.bar(2).get_y() == pytest.approx(roomy.panel.get_top()[1] - 0.15 - 1.5 * roomy.pitch)
    assert roomy.panel.get_bottom()[1] < roomy.lines[-1].get_bottom()[1]


def test_every_character_is_drawn_where_it_stands(source, listing):
    left = listing.panel.get_left()[0] + 0.25
    for number, text in enumerate(source.splitlines(), 1):
        glyphs = list(listing.line(number))
        visible = [(column, character) for column, character in enumerate(text) if not character.isspace()]
        assert len(glyphs) == len(visible)
        for glyph, (column, character) in zip(glyphs, visible, strict=True):
            outline = _glyph(character, theme.CODE)[:, 0]
            middle = left + (column + 0.5) * CODE_ADVANCE * 0.2 + 0.2 * (outline.min() + outline.max()) / 2
            assert glyph.get_x() == pytest.approx(middle, abs=1e-6), (number, character)


def test_bars_cover_their_line_and_no_other(source, listing):
    for number in range(2, len(listing.lines)):
        if not len(listing.line(number)):
            continue
        bar = listing.bar(number)
        assert bar.get_bottom()[1] < listing.line(number).get_y() < bar.get_top()[1]
        assert not any(bar.get_bottom()[1] < listing.line(other).get_y() < bar.get_top()[1]
                       for other in (number - 1, number + 1) if len(listing.line(other)))


def test_terms_are_found_by_name(source, listing):
    number = Program(source).lines("h_pre")[0]
    assert len(listing.term(number, "w_i_h")) == 5
    assert listing.term(number, "w_i_h")[0].get_fill_color() == theme.role("positive")
    with pytest.raises(ValueError, match="w_h_o"):
        listing.term(number, "w_h_o")
    line = Program(source).lines("delta_h")[0]
    assert listing.term(line, "h", 2).get_x() > listing.term(line, "h", 1).get_x()


def test_roles_colour_the_names(source, listing):
    number = Program(source).lines("delta_o")[0]
    for name, role in (("delta_o", "error"), ("o", "activation"), ("l", "target")):
        assert listing.term(number, name)[0].get_fill_color() == theme.role(role)


def test_lighting_lines_leaves_the_others_unlit(source):
    listing = Listing(excerpt(source, range(1, 5)), 0.2)
    animation = listing.light(2)
    animation.begin()
    animation.finish()
    assert listing.line(2)[0].get_fill_opacity() == 1
    assert listing.line(4)[0].get_fill_opacity() == UNLIT


def test_an_excerpt_keeps_relative_indentation():
    assert excerpt("a\n    b\n        c\n", [2, 3]) == "b\n    c"
    assert excerpt("  x = 1\n    y = 2\n\nz = 3", [1, 2]) == "x = 1\n  y = 2"
    assert excerpt("a\n\n  b", [1, 2, 3]) == "a\n\n  b"


def test_without_a_films_names_all_of_them_are_plain(source):
    try:
        use_names(())
        assert Listing("delta_o = o - l", 0.2).term(1, "delta_o")[0].get_fill_color() == theme.role("ink")
        use_names([("delta_o", "focus")])
        assert Listing("delta_o = o - l", 0.2).term(1, "delta_o")[0].get_fill_color() == theme.role("focus")
    finally:
        use_names(FILM.names)
