"""Sums of products as numbers: what they show, where each comes from, and that what is shown adds up."""

import numpy as np
import pytest

from network import snapshots
from scenes.film.narration.sources import Sources, single
from scenes.kit import theme
from scenes.kit.products import Carry, ProductTable, signed
from scenes.scratch.film import FILM
from scenes.scratch.first_sums import calculation_decimals

KEYS = "pixels:inputs_of(0)[:,0]", "pixels:w_i_h[0,0]"


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


def check(numbers, run):
    """Every number is the value of its key."""
    sources = Sources({"pixels": run}, methods=FILM.methods)
    for number in numbers:
        assert number.value == pytest.approx(single(sources.value(number.source)), abs=1e-6)


def test_a_row_is_value_times_weight(run):
    img = run.inputs_of(0)
    table = ProductTable(img, run.w_i_h[0, 0], (-5, -4, -3, -2, -1, 0), range(len(img)), KEYS, 0.4)
    check([row[k] for row in table for k in (1, 3, 5)], run)
    assert [row[3].value for row in table] == pytest.approx(run.w_i_h[0, 0].tolist())
    assert all(row[3].get_fill_color() == theme.role("positive" if row[3].value > 0 else "negative") for row in table)
    assert all(row[5].get_fill_color() == theme.role("ink") for row in table)      # a product is no weight


def shown(number):
    """What a reader reads."""
    return float(number._text(number.value).replace("\N{MINUS SIGN}", "-"))


def test_what_forward_shows_of_the_first_neuron_is_right_by_itself(run):
    img, w = run.inputs_of(0), run.w_i_h[0, 0]
    decimals = calculation_decimals(run)
    table = ProductTable(img, w, (-5, -4, -3, -2, -1, 0), range(len(img)), KEYS, 0.4, decimals)
    partial, exact = 0.0, np.cumsum(w * img[:, 0])
    for row, so_far in zip(table, exact, strict=True):
        value, weight, product = (shown(row[k]) for k in (1, 3, 5))
        assert round(value * weight, decimals[1]) == pytest.approx(product, abs=1e-9)
        partial += product
        assert partial == pytest.approx(round(float(so_far), decimals[1]), abs=1e-9)


def test_a_carried_number_stays_on_its_lane_and_is_gone_where_it_arrives():
    theme.apply()
    number = signed(0.5, "pixels:w_i_h[0,0,0]", 0.4).move_to([-1, 2, 0])
    carry, width = Carry(number, -1.5, 0.5), number.width
    carry.begin()
    for alpha in (0.25, 0.5, 0.75):
        carry.interpolate(alpha)
        assert number.get_x() == pytest.approx(0.5) and number.width == pytest.approx(width) and number.get_fill_opacity() > 0
    carry.interpolate(1)
    assert number.get_y() == pytest.approx(-1.5) and number.get_fill_opacity() == 0
