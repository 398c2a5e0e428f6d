"""The hill that is drawn of one weight is the cross-entropy, and its slope is what backpropagation gives."""

import numpy as np
import pytest

from network import snapshots
from scenes.kit import theme
from scenes.scratch import first_update

EDGE = (0, 1)


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


def test_the_hill_is_the_cross_entropy_and_its_slope_the_delta_times_the_activation(run):
    i, j = EDGE
    weight, step = float(run.w_h_o[0, i, j]), 1e-5
    o, l = run.o[0, 0].astype(float), run.label_of(0)
    low, here, high = (first_update.cost_with(run, EDGE, weight + way * step) for way in (-1, 0, 1))
    assert here == pytest.approx(-np.log(np.where(l == 1, o, 1 - o)).sum(), rel=1e-5)
    slope = (high - low) / (2 * step)
    assert slope == pytest.approx(float(run.delta_o[0, 0, i, 0] * run.h[0, 0, j, 0]), rel=1e-4)
