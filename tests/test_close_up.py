"""The look that moves in on the sigmoid's upper end."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.close_up import NEAR, CloseUp
from scenes.kit.plot import sigmoid

FIELD, WHOLE = (2.0, -0.5, 6.0, 4.0), (0.0, 0.0, 10.0, 5.0)


@pytest.fixture(autouse=True, scope="module")
def fonts():
    theme.apply()


def made(sums=(-2.0, 0.0, 6.0)):
    return CloseUp(np.array(sums), 10, FIELD, WHOLE, deepest=6)


def test_at_first_the_whole_curve_is_seen_with_a_dot_at_each_sum():
    look = made()
    low, one = look.axes[0].get_start(), look.axes[2].get_start()
    for dot, total in zip(look.dots, (-2.0, 0.0, 6.0)):
        assert dot.get_center()[:2] == pytest.approx([2 + 0.3 * total, low[1] + sigmoid(total) * (one - low)[1]], abs=1e-5)
        assert dot.fill_opacity == 1
    assert (look.levels[0].get_y(), look.one.get_y()) == pytest.approx((low[1], one[1]))


@pytest.mark.parametrize("power", [NEAR, 3.5, 6])
def test_the_curve_stays_below_one_by_the_same_at_every_magnification(power):
    look = made().show(power, 1)
    low, one = look.axes[0].get_start(), look.axes[2].get_start()
    missing = (one[1] - look.curve.get_end()[1]) / (one - low)[1]
    assert missing == pytest.approx(np.exp(-1.8), rel=0.02)
    assert look.curve.points[:, 1].min() >= low[1] - 1e-6 and look.width < 14


def test_a_level_passes_downwards_and_a_dot_leaves():
    look = made()
    heights = [look.show(power, 1).levels[3].get_y() for power in (2.3, 2.6, 3)]
    assert heights[0] > heights[1] > heights[2] == pytest.approx(look.axes[0].get_start()[1])
    assert look.levels[3].get_fill_opacity() == 1 and look.levels[2].get_fill_opacity() == 0
    assert all(dot.fill_opacity == 0 for dot in look.dots)


def test_in_32_bits_the_curve_is_stairs_and_the_last_step_is_one():
    look = made(()).show(6.6, 1)
    stairs, one = np.array(look.in_32_bits().get_anchors()), look.axes[2].get_start()[1]
    assert stairs[:, 1].max() == pytest.approx(one)
    assert 2 <= len(np.unique(stairs[:, 1].round(5))) <= 4         # 1, and the numbers just below it
    left, right = look.window
    start, width = look.axes[0].get_start()[0], look.axes[0].get_length()
    first = left + (right - left) * (stairs[np.argmax(stairs[:, 1]), 0] - start) / width
    assert 16.4 < first < 17
