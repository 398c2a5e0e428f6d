"""What the chapter on weights says, proved on the snapshots."""

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from network.experiments import stored
from scenes import weights
from scenes.film.narration.sources import Sources
from scenes.kit.influence import Influence
from scenes.kit.plot import sigmoid
from scenes.kit.scales import activation_fill, glow
from scenes.scratch.cast import small_net
from scenes.scratch.copies import LearnedRows, corrections, equal_run
from scenes.scratch.film import FILM


@pytest.fixture(scope="module")
def pixels():
    return snapshots.load("pixels")


@pytest.fixture(scope="module")
def digits():
    return snapshots.load("digits")


def test_from_equal_weights_all_hidden_neurons_learn_the_same(pixels):
    run = equal_run(pixels, weights.UPDATES)
    assert not np.allclose(run["w_i_h"][0], run["w_i_h"][-1], atol=0.01)      # it does learn
    for name, neurons in (("w_i_h", 1), ("b_i_h", 1), ("h", 1), ("w_h_o", 2)):
        each = np.moveaxis(run[name], neurons, 0)
        assert (each == each[0]).all(), name


def test_equal_weights_tell_all_hidden_neurons_the_same_and_random_ones_do_not(pixels):
    told, random = equal_run(pixels, 1)["delta_h"].ravel(), pixels.delta_h[0, 0].ravel()
    assert told[0] != 0 and (told == told[0]).all()
    assert len(np.unique(random.round(6))) == len(random)


def test_an_arrow_points_the_way_in_which_a_value_should_move(pixels):
    deltas = np.array([[0.5], [-0.25], [0.1], [-0.5]])
    ends = [arrow.get_end()[1] - arrow.get_start()[1] for arrow in corrections(small_net(pixels), deltas)]
    assert np.sign(ends).tolist() == [-1, 1, -1, 1]                 # against the delta
    first, second = (neuron.get_center() for neuron in small_net(pixels).layers[1][:2])
    assert abs(ends[0]) <= 0.7 * np.linalg.norm(second - first)      # each stands apart from the next
    assert abs(ends[0]) == pytest.approx(abs(ends[3])) and abs(ends[1]) == pytest.approx(abs(ends[0]) / 2)


def test_a_weight_above_zero_brightens_the_next_neuron_and_one_below_zero_darkens_it(pixels):
    w = pixels.w_i_h[0]
    rest, up, down = (glow(float(sigmoid(value))) for value in (0, w.max(), w.min()))
    assert down < rest - 0.15 and up > rest + 0.15
    pair = Influence(float(w.max()), "pixels:w_i_h[0,0,0]", float(w.max()), 4)
    before = pair.right.circle.get_fill_color()
    assert pair.show(1).right.circle.get_fill_color() == activation_fill(float(sigmoid(w.max()))) != before


def test_the_experiment_agrees_all_equal_weights_stay_equal_in_the_real_net(digits):
    log = FILM.runs.load(FILM.runs.folder)["experiments"]
    facts = said(digits=digits, experiments=log)
    assert (log.equal.rows[-1] == log.equal.rows[-1][0]).all() and log.equal.spread.max() == 0
    assert not np.allclose(log.equal.rows[0], log.equal.rows[-1], atol=0.01)
    assert log.equal.test_accuracy < log.real.test_accuracy - 0.3
    assert facts["equal_accuracy"] == f"{round(100 * float(log.equal.test_accuracy))} percent"


def test_from_random_weights_no_two_hidden_neurons_learn_the_same(pixels):
    rows = pixels.w_i_h[pixels.step(weights.UPDATES)]
    apart = [np.abs(one - other).max() for i, one in enumerate(rows) for other in rows[:i]]
    assert min(apart) > 0.1


def test_right_by_left_is_the_shape_with_which_the_next_step_is_a_product(pixels):
    inputs, hidden, outputs = pixels.sizes
    assert pixels.w_i_h.shape[1:] == (hidden, inputs) and pixels.w_h_o.shape[1:] == (outputs, hidden)
    assert np.allclose(pixels.w_i_h[0] @ pixels.inputs_of(0) + pixels.b_i_h[0], pixels.h_pre[0, 0], atol=1e-6)


def test_the_weights_start_random_around_zero(digits):
    w = np.ravel(digits.w_i_h[0]).astype(float)
    assert abs(w.mean()) < 5 * w.std() / np.sqrt(w.size)           # as near to 0 as chance puts it
    assert w.min() == pytest.approx(-w.max(), rel=0.01) and len(np.unique(w)) > 0.9 * w.size
    assert "rng.uniform(-0.5, 0.5, (hidden, inputs))" in digits.meta["source"]


def test_the_equal_weights_are_shown_as_they_start_and_make_equal_rows_and_neurons(pixels):
    run = equal_run(pixels, 1)
    start = Sources({"pixels": pixels}).value(weights.EQUAL)
    assert np.allclose(run["w_i_h"][0], start) and np.allclose(run["w_h_o"][0], start)
    assert len(np.unique(run["h"][0])) == 1 < len(np.unique(pixels.h[0, 0]))


def test_what_changes_in_equal_weights_is_the_same_for_all_and_in_random_ones_another_for_each():
    run, log = snapshots.load("digits"), stored.load()
    rows = LearnedRows(run, log.equal)
    equal, random = rows.stages
    assert np.all(equal[0] == 0) and np.all(random[0] == 0)
    assert np.allclose(equal[-1], equal[-1][0], atol=1e-4 * np.abs(equal[-1]).max())
    assert np.array_equal(random[-1], run.w_i_h[-1, :len(random[-1])] - run.w_i_h[0, :len(random[-1])])
    assert not np.allclose(random[-1], random[-1][0], atol=0.1 * np.abs(random[-1]).max())
