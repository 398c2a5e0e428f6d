"""Sums of products as numbers: what they show, where each comes from, and that they run to other weights."""

import numpy as np
import pytest

from network import snapshots
from scenes.film.narration.sources import Sources, single
from scenes.kit import theme
from scenes.kit.products import ProductTable, WrittenSum
from scenes.scratch.film import FILM

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


def finish(runs):
    for count in runs:
        count.begin()
        count.finish()


def test_a_row_is_value_times_weight_and_runs_to_other_weights(run):
    img = run.inputs_of(0)
    table = ProductTable(img, run.w_i_h[0, 0], (-5, -4, -3, -2, -1, 0), range(len(img)), KEYS, 0.4)
    numbers = [row[k] for row in table for k in (1, 3, 5)]
    check(numbers, run)
    finish(table.run_to(run.w_i_h[0, 2], "pixels:w_i_h[0,2]"))
    check(numbers, run)
    assert [row[3].value for row in table] == pytest.approx(run.w_i_h[0, 2].tolist())
    assert all(row[3].get_fill_color() == theme.role("positive" if row[3].value > 0 else "negative") for row in table)


def test_a_written_sum_adds_up_for_every_neuron(run):
    img, w, b = run.inputs_of(0), run.w_i_h[0], run.b_i_h[0]
    line = WrittenSum(img, w[0], float(b[0, 0]), (*KEYS, "pixels:b_i_h[0,0]", "pixels:h_pre[0,0,0]"), 0.4)
    for i in range(len(w)):
        keys = f"pixels:w_i_h[0,{i}]", f"pixels:b_i_h[0,{i}]", f"pixels:h_pre[0,0,{i}]"
        finish(line.run_to(w[i], float(b[i, 0]), keys))
        check([*line.numbers, line.total], run)
        assert sum(number.value for number in line.numbers) == pytest.approx(line.total.value, abs=1e-6)
    middles = [part.get_y() for part in line]
    assert np.ptp(middles) < 0.05 and len(line.product(0)) == 1 and len(line.product(1)) == 2
