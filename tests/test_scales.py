"""A value becomes a look through pure, symmetric functions."""

import numpy as np
import pytest
from manim import ManimColor

from scenes.kit import scales, theme


def test_equal_sizes_look_equal_whatever_their_sign():
    for weight in (0.01, 0.2, 0.5, 3.0):
        plus, minus = scales.edge_look(weight, 0.5), scales.edge_look(-weight, 0.5)
        assert (plus.width, plus.opacity) == (minus.width, minus.opacity)
        assert plus.color == theme.role("positive") and minus.color == theme.role("negative")


def test_larger_weights_are_wider_and_stronger_up_to_the_scale():
    looks = [scales.edge_look(weight, 1.0) for weight in (0, 0.1, 0.5, 1.0, 2.0)]
    widths = [look.width for look in looks]
    assert widths == sorted(widths) and widths[0] < widths[1] < widths[3] == widths[4] == scales.THICKEST
    assert looks[0].color == theme.role("quiet")


def test_the_scale_is_the_largest_absolute_value():
    assert scales.largest(np.array([0.1, -0.7]), np.array([0.3])) == pytest.approx(0.7)
    assert scales.largest(np.zeros(3)) == 1.0
    assert scales.largest(np.array([])) == 1.0


def test_activation_runs_from_panel_to_white_and_stays_there():
    assert scales.activation_fill(0) == scales.activation_fill(-1) == theme.role("panel")
    assert scales.activation_fill(1) == scales.activation_fill(7) == ManimColor("#FFFFFF")


def test_activations_near_the_middle_differ_at_a_glance():
    assert theme.contrast(scales.activation_fill(0.44), scales.activation_fill(0.60)) > 1.8
    assert scales.glow(0.3) == pytest.approx(1 - scales.glow(0.7))


@pytest.mark.parametrize("fill", [
    *(scales.activation_fill(value) for value in np.linspace(0, 1, 21)),
    *(scales.signed_fill(value, 1.0) for value in np.linspace(-1, 1, 21)),
    *(scales.error_fill(value, 1.0) for value in np.linspace(-1, 1, 21)),
])
def test_numbers_stay_readable_on_every_fill(fill):
    assert theme.contrast(theme.ink_on(fill), fill) >= 4.5


def test_signed_image_is_dark_at_zero_and_symmetric():
    image = scales.signed_image(np.array([[0.0, 1.0, -1.0, 5.0]]), 1.0)
    hues = {name: np.round(255 * theme.role(name).to_rgb()) for name in ("background", "positive", "negative")}
    assert (image[0, 0] == hues["background"]).all()
    assert (image[0, 1] == hues["positive"]).all() and (image[0, 3] == image[0, 1]).all()
    assert (image[0, 2] == hues["negative"]).all()


def test_every_role_is_readable_on_the_background():
    ground = theme.role("background")
    for name in ("ink", "quiet", "positive", "negative", "activation", "error", "target", "focus", "class_a", "class_b"):
        assert theme.contrast(theme.role(name), ground) >= 4.5, name


def test_a_palette_file_changes_roles_and_its_mistakes_are_named(tmp_path):
    def use(text):
        path = tmp_path / "palette.toml"
        path.write_text(text, encoding="utf-8-sig")     # as editors on Windows do
        theme.apply(path)
        return theme.palette()

    try:
        assert use('positive = "#00FF00"').positive == "#00FF00"
        assert theme.role("positive").to_hex() == "#00FF00"
        for text, told in (('colour = "#00FF00"', "colour"), ('positive = "greenish"', "greenish"), ("=", "palette"),
                           ("positive = [0.1, 0.2, 0.3]", "positive"),
                           ('positive = "#56B4E980"', "positive"), ("positive = true", "positive"),
                           ("positive = " + "[" * 3000 + "]" * 3000, "nested"), ("positive = " + "9" * 5000, "digits")):
            with pytest.raises(theme.BadTheme, match=told):
                use(text)
    finally:
        theme.apply()
    assert theme.palette() == theme.Palette()
