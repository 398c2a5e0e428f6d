"""A weighted sum as bars: what its numbers show and where they come from, that they add up, and where the bars end."""

import numpy as np
import pytest
from manim import UP, Scene

from network import snapshots
from scenes.film.narration.sources import Sources, single
from scenes.kit import theme
from scenes.kit.pushes import FLAT, Pushes, Term
from scenes.scratch.cascades import Cascades
from scenes.scratch.film import FILM
from scenes.scratch.first_sums import calculation_decimals


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


@pytest.fixture
def pushes(run):
    """Those of the first hidden neuron."""
    terms = [Term(float(x), float(w), f"pixels:inputs_of(0)[{j},0]", f"pixels:w_i_h[0,0,{j}]")
             for j, (x, w) in enumerate(zip(run.inputs_of(0)[:, 0], run.w_i_h[0, 0], strict=True))]
    bias = Term(1.0, float(run.b_i_h[0, 0, 0]), "constant:bias_input", "pixels:b_i_h[0,0,0]")
    return Pushes(terms, bias, np.arange(len(terms) + 2.0), 3, (-3, 1), "pixels:h_pre[0,0,0]", calculation_decimals(run))


def shown(number):
    """What a reader reads."""
    return float(number._text(number.value).replace("\N{MINUS SIGN}", "-"))


def finish(move):
    """Play an animation to its end."""
    move._setup_scene(Scene())
    move.begin()
    move.interpolate(1)


def test_every_number_is_the_value_of_its_key(pushes, run):
    sources = Sources({"pixels": run}, methods=FILM.methods)
    for number in (*pushes.values, *pushes.weights, *pushes.numbers, pushes.bias[0], pushes.bias[2], pushes.figure):
        assert number.value == pytest.approx(single(sources.value(number.source)), abs=1e-6)
    assert all(number.get_fill_color() == theme.role("ink") for number in pushes.numbers)       # a push is no weight


def test_what_forward_shows_of_the_first_neuron_is_right_by_itself(pushes):
    decimals, total = pushes.decimals[1], shown(pushes.bias[2])
    for value, weight, number in zip(pushes.values, pushes.weights, pushes.numbers, strict=True):
        assert round(shown(value) * shown(weight), decimals) == pytest.approx(shown(number), abs=1e-9)
        total += shown(number)
    assert total == pytest.approx(shown(pushes.figure), abs=1e-9)


def test_a_bar_starts_as_the_weight_and_ends_as_the_push_where_the_last_one_ended(pushes):
    for bar, term in zip(pushes.bars, pushes.terms, strict=True):
        assert bar.height == pytest.approx(abs(term.weight) * pushes.unit, abs=0.03)
    for k in range(len(pushes.terms)):
        finish(pushes.turn_down(k))
    for k in range(len(pushes.terms)):
        finish(pushes.carry(k))
        assert pushes.ball.get_y() == pytest.approx(pushes.zero + pushes.sums[k + 1] * pushes.unit)
    for bar, term, before in zip(pushes.bars, pushes.terms, pushes.sums, strict=False):
        middle = pushes.zero + (before + term.push / 2) * pushes.unit
        assert bar.height == pytest.approx(max(abs(term.push) * pushes.unit, 0.03)) and bar.get_y() == pytest.approx(middle)
    end = pushes.zero + pushes.sums[-1] * pushes.unit        # this bias is 0
    assert pushes.level.get_y() == pytest.approx(end)
    assert pushes.total.get_edge_center(np.sign(pushes.sums[-1]) * UP)[1] == pytest.approx(end)


def test_each_neuron_s_ball_goes_with_its_pushes_from_zero_to_its_sum(run):
    terms = run.w_i_h[0] * run.inputs_of(0).T
    cascades = Cascades(terms, (1.5, -3.0), np.arange(terms.shape[1], dtype=float))
    boxes = [(bars.get_top()[1], bars.get_bottom()[1]) for bars in cascades.bars]
    assert boxes[0][0] <= 1.5 + FLAT and boxes[-1][1] >= -3.0 - FLAT
    assert all(above[1] > below[0] for above, below in zip(boxes, boxes[1:]))
    for i, row in enumerate(terms):
        for reached in (0, 1, 2.5, len(row)):
            cascades.show(i, reached)
            level = row[:int(reached)].sum() + (row[2] / 2 if reached == 2.5 else 0)
            assert cascades.balls[i].get_y() == pytest.approx(cascades.zeros[i] + level * cascades.unit, abs=1e-5)
        assert row.sum() == pytest.approx(run.h_pre[0, 0, i, 0] - run.b_i_h[0, i, 0], abs=1e-5)
