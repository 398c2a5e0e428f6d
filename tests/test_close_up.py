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
    assert look.gap.get_top()[1] == pytest.approx(one[1], abs=0.02) and look.gap.get_fill_opacity() == 1
    assert look.curve.points[:, 1].min() >= low[1] - 1e-6 and look.width < 14


def test_a_level_passes_downwards_and_a_dot_leaves():
    look = made()
    heights = [look.show(power, 1).levels[3].get_y() for power in (2.3, 2.6, 3)]
    assert heights[0] > heights[1] > heights[2] == pytest.approx(look.axes[0].get_start()[1])
    assert look.levels[3].get_fill_opacity() == 1 and look.levels[2].get_fill_opacity() == 0
    assert all(dot.fill_opacity == 0 for dot in look.dots)
