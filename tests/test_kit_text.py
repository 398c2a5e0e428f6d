"""Numbers in slots: what they show, where it stands, and where it came from."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from manim import RED, RIGHT, ManimColor, SVGMobject, Text, tempconfig

from scenes.kit import outlines, theme
from scenes.kit.outlines import KeptText
from scenes.kit.text import DRAWN, EM, MINUS, Number, SwitchTo, _glyph, _outlines, code, maths, words
from scenes.kit.theme import CODE, WORDS

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="module")
def fonts():
    theme.apply()


def shown(number):
    return number._text(number.value)


@pytest.mark.parametrize("value, text", [(0.274, "0.27"), (-0.276, MINUS + "0.28"), (-0.001, "0.00"), (1, "1.00")])
def test_two_decimals_and_a_true_minus_sign(value, text):
    assert shown(Number(value, source="test")) == text


def test_thousands_units_and_plus_signs():
    assert shown(Number(60000, 0, source="test")) == "60,000"
    assert shown(Number(93.11, 1, unit="%", source="test")) == "93.1%"
    assert shown(Number(0.5, plus=True, source="test")) == "+0.50"


def test_digits_keep_their_place_while_the_number_changes():
    number = Number(0.11, source="test", signed=True).move_to([1, 2, 0])
    box = number.get_corner([-1, -1, 0]), number.width
    last_digit = number._slots[0].get_x()
    for value in (-0.88, 0.44, -0.11):
        number.set_value(value)
        assert np.allclose(number.get_corner([-1, -1, 0]), box[0]) and number.width == pytest.approx(box[1])
        assert number._slots[0].get_x() == pytest.approx(last_digit, abs=1e-6)


def test_a_number_that_outgrows_its_slots_is_refused():
    number = Number(9, 0, source="test")
    with pytest.raises(ValueError, match="widest"):
        number.set_value(1000)
    assert shown(Number(9, 0, source="test", widest=1000).set_value(1000)) == "1,000"


def test_a_number_scales_as_one_piece():
    number = Number(0.5, source="test", size=0.2).scale(3)
    fresh = Number(0.5, source="test", size=0.6)
    assert number._slots[0].height == pytest.approx(fresh._slots[0].height)
    number.set_value(0.6)
    assert number._slots[0].height == pytest.approx(Number(0.6, source="test", size=0.6)._slots[0].height)


def test_a_number_that_switches_shows_one_value_or_the_other():
    number = Number(0.0, source="pixels:a", widest=9)
    count = SwitchTo(number, 5.25, "pixels:e[0,0]")
    count.begin()
    for share, value, source in ((0.3, 0, "pixels:a"), (0.7, 5.25, "pixels:e[0,0]")):
        count.interpolate(share)
        assert number.value == value and number.source == source and 0.25 <= number.get_fill_opacity() < 1
    count.finish()
    assert number.value == pytest.approx(5.25) and number.source == "pixels:e[0,0]"


def test_code_stands_in_cells_of_equal_width():
    line = code("a  == b", 1.0)
    assert len(line) == 4
    steps = np.diff([glyph.get_x() for glyph in line])
    assert steps[1] == pytest.approx(0.6, abs=0.02)
    assert steps[0] == pytest.approx(1.8, abs=0.1)


@pytest.mark.parametrize("font", [WORDS, CODE])
def test_outlines_do_not_depend_on_the_frame(font):
    wide = {character: _glyph(character, font) for character in "a9%g"}
    _glyph.cache_clear()
    _outlines.cache_clear()
    with tempconfig({"pixel_width": 96, "pixel_height": 96}):
        assert all(np.array_equal(outline, _glyph(character, font)) for character, outline in wide.items())


def test_terms_of_a_formula_take_their_role_s_colour():
    formula = maths("{{delta : d}} = {{o : o}} - l", d="error", o="activation")
    assert formula.select("d").family_members_with_points()[0].get_fill_color() == theme.role("error")
    assert formula.select("o").family_members_with_points()[0].get_fill_color() == theme.role("activation")


def test_a_number_can_change_its_colour_when_it_switches():
    number = Number(0.5, source="pixels:b", color=theme.role("positive"), signed=True)
    run = SwitchTo(number, -0.5, "pixels:c", color=theme.role("negative"), rate_func=lambda t: t)
    run.begin()
    run.interpolate(0.4)
    assert number.get_fill_color() == theme.role("positive")
    run.interpolate(1.0)
    assert shown(number) == MINUS + "0.50" and number.source == "pixels:c"
    assert number.get_fill_color() == theme.role("negative")


# --- words ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("bold", [False, True])
def test_the_same_words_again_are_as_drawn_by_manim_whatever_was_done_with_the_first(bold):
    stock = Text("fi two\nlines", font=theme.WORDS, font_size=DRAWN, weight="SEMIBOLD" if bold else "NORMAL",
                 color=RED.interpolate(theme.role("ink"), 0.3), disable_ligatures=True, line_spacing=0.55).scale(0.3 / EM)
    for _ in range(2):
        text = words("fi two\nlines", 0.3, RED.interpolate(theme.role("ink"), 0.3), bold)
        assert outline(text) == outline(stock) and text.color == stock.color and text.chars[0] is text[0]
        text.shift(RIGHT).set_color(RED).submobjects.reverse()


def outline(text):
    return [(part.points.tolist(), part.fill_rgbas.tolist(), part.stroke_rgbas.tolist(), part.stroke_width)
            for part in text.get_family()]


@pytest.mark.parametrize("damage", [None, lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:99])])
def test_outlines_are_the_same_kept_gone_or_half_written(tmp_path, monkeypatch, damage):
    with tempconfig({"text_dir": str(tmp_path)}):
        first = KeptText("ab\nc", font=theme.WORDS, color=RED)
        [kept] = tmp_path.glob("*.npz")
        if damage:
            damage(kept)
        else:
            monkeypatch.setattr(SVGMobject, "generate_mobject", None)
            monkeypatch.setattr(outlines, "_read_glyphs", None)
        again = KeptText("ab\nc", font=theme.WORDS, color=RED)
        assert outline(again) == outline(first) and repr(vars(again)) == repr(vars(first))
        assert [*tmp_path.glob("*.npz")] == [kept]


@pytest.mark.parametrize("string", ["ab\nc", "gr\u00f6\u00dfer \u2013 \u00bd", "\u2192 a\u0308", "\U0001f600 a"])
def test_outlines_are_those_that_manim_reads(tmp_path, string):
    with tempconfig({"text_dir": str(tmp_path)}):
        given = {"font": theme.WORDS, "color": ManimColor((0.2, 0.4, 0.7, 0.5)), "weight": "SEMIBOLD"}
        assert outline(KeptText(string, **given)) == outline(Text(string, **given))


def test_words_in_another_colour_or_weight_are_others():
    plain, red, bold = words("ab"), words("ab", color=RED), words("ab", bold=True)
    assert (plain[0].points == red[0].points).all() and (plain[0].fill_rgbas != red[0].fill_rgbas).any()
    assert plain[0].points.shape != bold[0].points.shape or (plain[0].points != bold[0].points).any()


COPIED = '''
import os
from scenes.kit import text, theme
theme.apply()
text.words("before")
text.find_fonts()
if os.fork() == 0:
    text.words("bold", bold=True), text.words("\\u6f22"), text.words("\\u6f22", bold=True), text.code("\\u6f22")
    os._exit(7)
raise SystemExit(os.waitstatus_to_exitcode(os.wait()[1]))
'''


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_a_copy_of_a_process_draws_texts_of_all_faces(tmp_path):
    """Pango looks for fonts in a thread, which a copy does not have."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", COPIED], cwd=tmp_path, env=environment, timeout=60)
    assert done.returncode == 7
