"""The slope of the sigmoid is its derivative, and the tangent has it."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.plot import sigmoid
from scenes.kit.slope import SlopeReader, slope_at


@pytest.mark.parametrize("x", [-2.0, 0.0, 0.7])
def test_the_slope_is_the_derivative(x):
    assert slope_at(x) == pytest.approx(float(sigmoid(x + 1e-5) - sigmoid(x - 1e-5)) / 2e-5, rel=1e-6)


def test_tangent_and_dot_follow_x():
    theme.apply()
    reader = SlopeReader(0.0, width=3, height=2)
    reader.stand(1.5)
    assert np.allclose(reader.dot.get_center(), reader.plot.point(1.5, float(sigmoid(1.5))))
    assert np.allclose(reader.touch.get_center(), reader.dot.get_center())
