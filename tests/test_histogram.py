"""The histogram counts every value once."""

import numpy as np
import pytest
from scenes.kit import theme
from scenes.kit.histogram import Histogram

VALUES = np.array([[-0.9, -0.8, 0.1], [0.2, 0.3, 0.95]])


@pytest.fixture
def histogram():
    theme.apply()
    return Histogram(VALUES, 1.0, 4, 4.0, 2.0)


def test_bars_are_as_high_as_their_counts_and_coloured_by_sign(histogram):
    assert histogram.counts.tolist() == [2, 0, 3, 1]
    heights = [bar.height for bar in histogram.bars]
    assert heights[2] == pytest.approx(0.9 * 2.0) and heights[0] / heights[2] == pytest.approx(2 / 3)
    colors = [bar.get_fill_color() for bar in histogram.bars]
    assert colors[0] == colors[1] != colors[2] == colors[3]


def test_values_times_a_factor_keep_their_counts_and_move_towards_zero(histogram):
    heights, middle = [bar.height for bar in histogram.bars], histogram.plot.point(0, 0)[0]
    shrink = histogram.narrow(0.5).build()
    shrink.begin()
    shrink.finish()
    assert [bar.height for bar in histogram.bars] == pytest.approx(heights)
    assert [bar.get_x() - middle for bar in histogram.bars] == pytest.approx([-0.75, -0.25, 0.25, 0.75])


def test_a_value_out_of_reach_is_refused():
    with pytest.raises(ValueError, match="1 of 6 values lie beyond 0.92"):
        Histogram(VALUES, 0.92, 4, 4.0, 2.0)
