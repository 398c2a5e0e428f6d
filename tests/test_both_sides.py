"""An image's cross-entropy, from what each output gives to the right answer: it closes on screen, and is the logged run's."""

import math

import numpy as np
import pytest

from network import snapshots
from scenes.kit import theme
from scenes.scratch import both_sides, first_cost


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


def test_each_cost_follows_from_what_is_shown_and_all_add_up(run):
    drawn, n = both_sides.both_sides(run, str), both_sides.decimals_of(run)
    for one in drawn:
        assert round(-math.log(round(one.share.value, n)), n) == round(one.number.value, n)
    assert sum(round(one.number.value, n) for one in drawn) == pytest.approx(round(first_cost.cost(run), n))


def test_the_bars_are_as_high_as_the_level_of_the_tray_they_are_poured_into(run):
    tray = both_sides.tray_of(run, first_cost.cost(run))
    assert sum(one.bar.height for one in both_sides.both_sides(run, str)) == pytest.approx(tray.liquid.height)
