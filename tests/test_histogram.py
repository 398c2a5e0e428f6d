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


def test_a_pile_counts_its_values_in_the_same_intervals(histogram):
    dots = histogram.pile(np.ravel(VALUES))
    bars = [min(histogram.bars, key=lambda bar: abs(bar.get_x() - dot.get_x())) for dot in dots]
    assert [list(histogram.bars).index(bar) for bar in bars] == [0, 0, 2, 2, 2, 3]
    assert dots[4].get_y() > dots[3].get_y() > dots[2].get_y() > histogram.plot.point(0, 0)[1]
    assert dots[0].get_fill_color() == dots[1].get_fill_color() != dots[2].get_fill_color()


def test_a_value_out_of_reach_is_refused():
    with pytest.raises(ValueError, match="1 of 6 values lie beyond 0.92"):
        Histogram(VALUES, 0.92, 4, 4.0, 2.0)
