"""An image's cross-entropy, from what each output gives to the right answer: it closes on screen, and is the logged run's."""

import math

import numpy as np
import pytest

from network import snapshots
from scenes.kit import theme
from scenes.scratch import both_sides, first_cost, looked_up


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


def test_an_output_that_should_be_zero_gives_what_it_lacks_to_one(run):
    wanted = run.label_of(0)[:, 0] == 1
    o = run.o[0, 0, :, 0]
    assert np.array(both_sides.given(run))[wanted] == pytest.approx(o[wanted])
    assert np.array(both_sides.given(run))[~wanted] == pytest.approx(1 - o[~wanted])
    for one in both_sides.both_sides(run, str):
        ends = one.ruler.at(0), one.ruler.at(1)
        assert np.linalg.norm(one.part.get_end() - one.part.get_start()) == pytest.approx(
            one.value * np.linalg.norm(ends[1] - ends[0]))


@pytest.fixture(scope="module")
def found(run):
    return looked_up.LookedUp(run, both_sides.both_sides(run, str), str)


def test_each_cost_follows_from_what_is_shown_and_all_add_up(run, found):
    n = both_sides.decimals_of(run)
    for row, number in zip(found.rows, found.numbers, strict=True):
        assert round(-math.log(round(row.share.value, n)), n) == round(number.value, n)
    assert sum(round(number.value, n) for number in found.numbers) == pytest.approx(round(first_cost.cost(run), n))
    assert round(found.total[1].value, n) == round(first_cost.cost(run), n)


def test_what_an_output_gives_is_looked_up_on_the_curve_and_lies_as_high_in_the_tray(run, found):
    plot, tray = found.log.plot, found.tray.show(first_cost.cost(run))
    unit = plot.point(1, 1) - plot.point(0, 0)
    for share, lying, bar, layer in zip(both_sides.given(run), found.lying, found.bars, found.layers, strict=True):
        assert lying.get_length() == pytest.approx(share * unit[0])
        assert bar.get_x() == pytest.approx(lying.get_end()[0]) and bar.get_bottom()[1] == pytest.approx(plot.point(0, 0)[1])
        nearest = np.abs(found.log.curve.points[:, 0] - bar.get_x()).argmin()
        assert bar.get_top()[1] == pytest.approx(found.log.curve.points[nearest, 1], abs=0.05)
        assert layer.height == pytest.approx(bar.height)
    assert sum(bar.height for bar in found.bars) == pytest.approx(tray.liquid.height)
