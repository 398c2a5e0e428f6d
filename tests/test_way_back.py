"""What backpropagation draws of the way back is what the listing's lines give."""

import numpy as np
import pytest
from film_tools import said as spoken

from network import snapshots
from scenes.kit import theme
from scenes.kit.bands import HOLLOW, THINNEST
from scenes.kit.scales import largest
from scenes.kit.theme import role
from scenes.scratch import near_by, proof, way_back
from scenes.scratch.cast import show_activations, small_net


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


@pytest.fixture(scope="module")
def near(run):
    return near_by.near_by(run, str)


def test_what_comes_back_along_the_edges_is_the_matrix_product(run):
    assert np.allclose(near_by.sums(run), (run.w_h_o[0].T @ run.delta_o[0, 0])[:, 0], atol=1e-6)


def test_the_bands_are_as_broad_as_weight_times_delta(run):
    net = show_activations(small_net(run), run)
    drawn = way_back.bands(net, run, 1)
    back = run.w_h_o[0] * run.delta_o[0, 0]
    expected = np.maximum(np.abs(back) * way_back.SLIMMER / largest(back), THINNEST)
    assert np.allclose([band.breadth for band in drawn], expected.ravel(), rtol=1e-5)
    assert [band.get_fill_opacity() == HOLLOW for band in drawn] == (back.ravel() < 0).tolist()


def test_near_by_what_leaves_the_gate_is_to_what_comes_as_the_delta_is_to_the_deltas_brought(run, near):
    j = near_by.example_neuron(run)
    unit = near.bands[0].breadth / abs(near_by.parts(run, j)[0])
    assert near.gate.breadth == pytest.approx(unit * abs(near_by.sums(run)[j]))
    assert near.gate.breadth * near.gate.opening == pytest.approx(unit * abs(float(run.delta_h[0, 0, j, 0])), rel=1e-4)


def test_near_by_the_sum_and_the_product_close_as_shown(run, near):
    n = near_by.decimals_of(run, near_by.example_neuron(run))
    brought = [round(number.value, n) for number in near.brought]
    total, factor, result = (round(near.through[k].value, n) for k in (0, 2, 4))
    assert sum(brought) == pytest.approx(total) and round(total * factor, n) == result


def test_near_by_each_product_closes_as_shown_and_stands_clear_of_its_band(run, near):
    j = near_by.example_neuron(run)
    for i, (factors, brought, band) in enumerate(zip(near.products, near.brought, near.bands, strict=True)):
        _, weight, _, delta, _ = factors
        assert [weight.value, delta.value] == [run.w_h_o[0, i, j], run.delta_o[0, 0, i, 0]]
        product = round(weight.value, weight.decimals) * round(delta.value, delta.decimals)
        assert round(product, brought.decimals) == round(brought.value, brought.decimals)
        corners = np.array([(x, y) for x in (weight.get_left()[0], brought.get_right()[0])
                            for y in (weight.get_bottom()[1], weight.get_top()[1])])
        way = (band.end - band.start)[:2] / np.linalg.norm(band.end - band.start)
        away = (corners - band.start[:2]) @ [-way[1], way[0]]
        assert np.abs(away).min() > band.breadth / 2 + 0.05 and len(set(np.sign(away))) == 1


def test_the_knob_s_activation_times_its_delta_is_the_slope_that_was_measured(log):
    digits = snapshots.load("digits")
    shown = proof.Proof(digits, log, str)
    h, _, delta, _, slope = shown.row
    knob, measured = log.knob_last, shown.measured[1]
    label = digits.meta["classes"][int(knob.place[0])] == digits.train_labels[0]
    assert delta.value == pytest.approx(float(knob.o[knob.at, knob.place[0]]) - label)
    assert h.value * delta.value == pytest.approx(float(knob.slope_cross_entropy), rel=1e-4)
    assert f"{slope.value:.{slope.decimals}f}" == f"{measured.value:.{measured.decimals}f}"
    assert round(round(h.value, h.decimals) * round(delta.value, delta.decimals), slope.decimals) == \
        round(slope.value, slope.decimals)
    said = spoken()
    assert [said[f"knob_{name}"] for name in ("activation", "delta", "slope")] == \
        [f"{number.value:.{number.decimals}f}" for number in (h, delta, slope)]


def test_the_steepness_of_the_cross_entropy_times_that_of_the_sigmoid_is_output_minus_label(run):
    o, label = run.o[0, 0].astype(float), run.label_of(0)
    hair = 1e-6
    costs = [-(label * np.log(out) + (1 - label) * np.log(1 - out)) for out in (o - hair, o + hair)]
    assert np.allclose((costs[1] - costs[0]) / (2 * hair) * o * (1 - o), run.delta_o[0, 0], atol=1e-5)


def test_the_slope_of_the_edge_closes_as_shown(run):
    h, _, delta, _, slope = way_back.product_of(run, *way_back.example_edge(run))
    n = slope.decimals
    assert round(round(h.value, n) * round(delta.value, n), n) == round(slope.value, n)


def test_the_hidden_delta_before_the_change_is_the_logged_one_and_the_one_after_it_looks_different(run):
    early, late = (way_back.delta_h_by_weights(run, step).values for step in (0, 1))
    assert np.allclose(early, run.delta_h[0, 0], atol=1e-7)
    assert (early.round(4) != late.round(4)).any()


def test_the_drawn_change_is_the_change_times_the_factor(run):
    drawn = way_back.exaggerated(run.w_h_o, 50)
    assert np.allclose((drawn - run.w_h_o[0]) / 50, run.w_h_o[1] - run.w_h_o[0], atol=1e-6)


def test_bars_show_how_far_each_output_moved_and_numbers_tell_before_from_after(run):
    _, before, after, bars = way_back.changes(run, 100, str)
    for i, (bar, base) in enumerate(bars):
        change = float(run.o[1, 0, i, 0] - run.o[0, 0, i, 0])
        assert bar.height == pytest.approx(100 * abs(change), rel=1e-3)
        assert (bar.get_y() > base.get_y()) == (change > 0)
        assert before[i]._text(before[i].value) != after[i]._text(after[i].value)
        nearer = abs(run.o[1, 0, i, 0] - run.label_of(0)[i, 0]) < abs(run.o[0, 0, i, 0] - run.label_of(0)[i, 0])
        assert bar.get_fill_color() == role("target" if nearer else "error")


def test_the_lens_shows_how_far_the_level_fell_enlarged(run):
    drop = way_back.dropping(run, str, 40, 3)
    old, new = (float(run.e[step, 0]) for step in (0, 1))
    fallen = drop.tray.level(new)[1] - drop.tray.level(old)[1]
    assert drop.way == pytest.approx(40 * fallen) and (drop.way < 0) == (new < old)
