"""The hill of the cost: the curve that is drawn, its slope, and a step against it."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.hill import Hill


@pytest.fixture
def hill():
    theme.apply()
    return Hill(lambda weight: (weight - 1) ** 2, here=3.0, gradient=4.0, reach=2.0)


def test_the_ball_stands_on_the_curve(hill):
    assert np.allclose(hill.ball.get_center(), hill.plot.point(3.0, 4.0))


def test_the_arrow_points_uphill_along_the_tangent(hill):
    arrow = hill.arrow()
    assert np.allclose(arrow.get_start(), hill.ball.get_center(), atol=1e-6)
    assert np.allclose(arrow.get_end(), hill.plot.point(4.0, 8.0), atol=1e-6)


def test_a_step_goes_down_and_stays_on_the_curve(hill):
    step = hill.step_down(0.5)
    step.begin()
    step.finish()
    assert np.allclose(hill.ball.get_center(), hill.plot.point(2.0, 1.0))
