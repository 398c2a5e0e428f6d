"""A weighted sum as bars: what its numbers show and where they come from, that they add up, and where the bars end."""

import numpy as np
import pytest
from manim import UP, Scene

from network import snapshots
from scenes.film.narration.sources import Sources, single
from scenes.kit import theme
from scenes.kit.pushes import FLAT
from scenes.kit.scales import sign_role
from scenes.scratch.cascades import Cascades
from scenes.scratch.film import FILM
from scenes.scratch.one_neuron import OneNeuron


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


@pytest.fixture
def one(run):
    """The first hidden neuron."""
    return OneNeuron(run)


@pytest.fixture
def pushes(one):
    """What it gets."""
    return one.pushes


def shown(number):
    """What a reader reads."""
    return float(number._text(number.value).replace("\N{MINUS SIGN}", "-"))


def finish(move):
    """Play an animation to its end."""
    move._setup_scene(Scene())
    move.begin()
    move.interpolate(1)


def test_every_number_is_the_value_of_its_key(one, run):
    sources = Sources({"pixels": run}, methods=FILM.methods)
    written = [row[1][-1] for row in (*one.weights, *one.products, one.bias[2])]
    for number in (*written, *(neuron.number for neuron in one.inputs), one.pushes.figure):
        assert number.value == pytest.approx(single(sources.value(number.source)), abs=1e-6)
    assert all(row[1][-1].get_fill_color() == theme.role("ink") for row in one.products)       # a push is no weight


def test_what_forward_shows_of_the_first_neuron_is_right_by_itself(one):
    weights, products = ([row[1][-1] for row in rows] for rows in (one.weights, one.products))
    total = shown(one.bias[2][1][-1])
    for neuron, weight, number in zip(one.inputs, weights, products, strict=True):
        assert round(shown(neuron.number) * shown(weight), number.decimals) == pytest.approx(shown(number), abs=1e-9)
        total += shown(number)
    assert total == pytest.approx(shown(one.pushes.figure), abs=1e-9)


def test_each_edge_leads_from_its_input_to_the_rim_and_looks_like_its_weight(one, run):
    for edge, neuron, weight in zip(one.edges, one.inputs, run.w_i_h[0, 0], strict=True):
        assert np.linalg.norm(edge.get_end() - one.circle.get_center()) == pytest.approx(one.circle.width / 2)
        assert np.linalg.norm(edge.get_start() - neuron.circle.get_center()) == pytest.approx(neuron.circle.width / 2)
        assert edge.get_stroke_color() == theme.role(sign_role(float(weight)))
    assert np.argmax([edge.get_stroke_width() for edge in one.edges]) == np.argmax(np.abs(run.w_i_h[0, 0]))


def test_an_outline_is_as_long_as_the_weight_and_a_bar_as_the_push_and_ends_where_the_last_one_ended(pushes):
    for ghost, term in zip(pushes.ghosts, pushes.terms, strict=True):
        assert ghost.height == pytest.approx(abs(term.weight) * pushes.unit, abs=0.03)
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
