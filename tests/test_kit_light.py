"""A circle shines as brightly as its fill is, whatever happens to it, and takes no more room."""

import numpy as np
import pytest
from manim import RIGHT, Circle, FadeOut, Transform

from scenes.kit import theme
from scenes.kit.diagram import Glow, Neuron
from scenes.kit.light import Light, brightness
from scenes.kit.scales import activation_fill, error_fill


def shine(light: Light) -> float:
    """Opacity of the light at the circle's edge."""
    circle = light.submobjects[0]
    return light.get_stroke_opacity() + light.get_stroke_opacity(background=True) + circle.get_stroke_opacity(background=True)


def test_the_brighter_the_fill_the_more_it_shines():
    shares = [brightness(activation_fill(value)) for value in (0, 0.2, 0.44, 0.6, 0.8, 1)]
    assert shares[0] == 0 and shares[-1] == 1 and shares == sorted(shares)
    assert brightness(theme.role("panel")) == 0 and brightness(error_fill(1, 1)) < 0.1


def test_the_light_follows_the_fill_and_takes_no_room():
    neuron = Neuron(0.4)
    box = neuron.width, neuron.height
    assert shine(neuron.light) == 0
    neuron.paint(activation_fill(1))
    assert shine(neuron.light) == pytest.approx(0.23) and (neuron.width, neuron.height) == box
    assert neuron.light.get_stroke_width() == pytest.approx(0.95 * 0.4 * 100)
    neuron.paint(activation_fill(0))
    assert shine(neuron.light) == 0


def test_rings_of_large_circles_become_no_wider():
    wide, wider = (Neuron(radius).paint(activation_fill(1)).light.get_stroke_width(background=True) for radius in (0.5, 0.9))
    assert wide == wider < 100 * 1.4 * 0.5


@pytest.mark.parametrize("change", [lambda light: light.set_opacity(0.4), lambda light: light.fade(0.6),
                                    lambda light: light.set_fill(opacity=0.4)])
def test_the_light_is_as_faint_as_its_circle(change):
    full = Light(Circle(0.5, fill_color=activation_fill(1), fill_opacity=1))
    assert shine(change(full.copy())) == pytest.approx(0.4 * shine(full))


def test_a_line_that_the_circle_gets_is_not_the_light_s():
    light = Light(Circle(0.5, fill_color=activation_fill(1), fill_opacity=1))
    before = light.stroke_rgbas.copy(), light.stroke_width
    light.set_stroke(theme.role("focus"), 5)
    assert (light.stroke_rgbas == before[0]).all() and light.stroke_width == before[1]
    assert light.submobjects[0].get_stroke_color() == theme.role("focus")


def test_animations_take_the_light_along():
    dark, lit = Neuron(0.5), Neuron(0.5).paint(activation_fill(1)).shift(RIGHT)
    for animation, expected in ((Glow(dark.copy(), 1.0), 0.23), (Transform(dark.copy(), lit), 0.23), (FadeOut(lit.copy()), 0)):
        animation.begin()
        animation.interpolate(1)
        assert shine(animation.mobject.light) == pytest.approx(expected)
    assert np.allclose(lit.get_center(), RIGHT)
