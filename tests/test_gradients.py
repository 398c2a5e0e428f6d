"""The mathematics, by an outside oracle: finite differences in float64 of the listing's own lines."""
import numpy as np
import pytest

from network.program import WEIGHTS, Program
from network.recorder import costs_of

INPUTS, HIDDEN, OUTPUTS = 7, 5, 4
PROGRAM = Program.read(hidden=HIDDEN)
RATE = PROGRAM.settings["learn_rate"]


def random_case(seed: int):
    """Weights, an image and its label in float64, all of order 1 so that no sigmoid is flat."""
    rng = np.random.default_rng(seed)
    state = {"w_i_h": rng.normal(size=(HIDDEN, INPUTS)), "b_i_h": rng.normal(size=(HIDDEN, 1)),
             "w_h_o": rng.normal(size=(OUTPUTS, HIDDEN)), "b_h_o": rng.normal(size=(OUTPUTS, 1))}
    return state, rng.random((INPUTS, 1)), np.eye(OUTPUTS)[:, [seed % OUTPUTS]]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def cross_entropy(o, l):
    return -(l * np.log(o) + (1 - l) * np.log(1 - o)).sum()


def squared_error(o, l):
    return ((o - l) ** 2).mean()


def outputs(state, img, shift_h=0.0, shift_o=0.0):
    """The outputs when something is added to h_pre or o_pre, spelled without the listing."""
    h = sigmoid(state["w_i_h"] @ img + state["b_i_h"] + shift_h)
    return sigmoid(state["w_h_o"] @ h + state["b_h_o"] + shift_o)


def slope(function, at: np.ndarray) -> np.ndarray:
    """The gradient of function(array) by central differences, one element after the other."""
    gradient, step = np.zeros_like(at), 1e-6
    for place in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[place] = step
        gradient[place] = (function(at + nudge) - function(at - nudge)) / (2 * step)
    return gradient


cases = pytest.mark.parametrize("seed", range(5))


@cases
def test_forward_lines_are_the_network(seed):
    state, img, l = random_case(seed)
    values = PROGRAM.evaluate(state, img, l)
    assert np.allclose(values["o"], outputs(state, img), rtol=1e-12)
    assert np.isclose(values["e"], squared_error(values["o"], l), rtol=1e-12)


@cases
def test_delta_o_is_the_gradient_of_the_cross_entropy(seed):
    state, img, l = random_case(seed)
    delta_o = PROGRAM.evaluate(state, img, l)["delta_o"]
    numeric = slope(lambda z: cross_entropy(outputs(state, img, shift_o=z), l), np.zeros_like(l))
    assert np.allclose(delta_o, numeric, rtol=1e-6, atol=1e-9)


@cases
def test_delta_o_is_not_the_gradient_of_the_squared_error(seed):
    state, img, l = random_case(seed)
    values = PROGRAM.evaluate(state, img, l)
    o, delta_o = values["o"], values["delta_o"]
    numeric = slope(lambda z: squared_error(outputs(state, img, shift_o=z), l), np.zeros_like(l))
    assert np.allclose(2 / OUTPUTS * o * (1 - o) * delta_o, numeric, rtol=1e-6, atol=1e-9)
    # the missing factor is at most 2/n * 1/4, so the two are far apart, and not only in scale
    assert (np.abs(numeric) <= np.abs(delta_o) / (2 * OUTPUTS) + 1e-9).all()
    ratio = numeric / delta_o
    assert ratio.max() > 1.05 * ratio.min()


@cases
def test_delta_h_is_the_gradient_of_the_cross_entropy(seed):
    state, img, l = random_case(seed)
    delta_h = PROGRAM.evaluate(state, img, l)["delta_h"]
    numeric = slope(lambda z: cross_entropy(outputs(state, img, shift_h=z), l),
                    np.zeros((HIDDEN, 1)))
    assert np.allclose(delta_h, numeric, rtol=1e-6, atol=1e-9)


@cases
@pytest.mark.parametrize("name", WEIGHTS)
def test_an_update_is_the_rate_times_the_gradient_of_each_weight(seed, name):
    state, img, l = random_case(seed)
    after = PROGRAM.step(state, img, l)
    numeric = slope(lambda w: cross_entropy(outputs({**state, name: w}, img), l), state[name])
    assert np.allclose((state[name] - after[name]) / RATE, numeric, rtol=1e-5, atol=1e-8)


def test_a_small_step_lowers_both_costs_here():
    state, img, l = random_case(0)
    before, after = outputs(state, img), outputs(PROGRAM.step(state, img, l), img)
    assert cross_entropy(after, l) < cross_entropy(before, l)
    assert squared_error(after, l) < squared_error(before, l)


def test_column_times_row_is_the_outer_product():
    state, img, l = random_case(1)
    values = PROGRAM.evaluate(state, img, l)
    for delta, source in (("delta_o", values["h"]), ("delta_h", img)):
        column = values[delta].astype(np.float32)
        row = source.astype(np.float32).T
        assert np.array_equal(column * row, column @ row)


def test_changing_weights_before_delta_h_would_give_another_delta_h():
    state, img, l = random_case(2)
    lines = PROGRAM.source.splitlines()
    [early] = PROGRAM.lines("delta_h")
    [late] = PROGRAM.lines("w_h_o", update=True)
    assert early < late
    lines[early - 1], lines[late - 1] = lines[late - 1], lines[early - 1]
    wrong = Program("\n".join(lines)).step(state, img, l)
    right = PROGRAM.step(state, img, l)
    gradient = slope(lambda w: cross_entropy(outputs({**state, "w_i_h": w}, img), l),
                     state["w_i_h"])
    right_error = np.abs((state["w_i_h"] - right["w_i_h"]) / RATE - gradient).max()
    wrong_error = np.abs((state["w_i_h"] - wrong["w_i_h"]) / RATE - gradient).max()
    assert wrong_error > 1000 * right_error


def test_reported_costs():
    state, img, l = random_case(3)
    values = PROGRAM.forward(state, np.hstack([img, img / 2]))
    labels = np.hstack([l, l])
    mse, entropy = costs_of(values, labels)
    columns = [(values["o"][:, [k]], labels[:, [k]]) for k in (0, 1)]
    assert np.isclose(mse, np.mean([squared_error(o, l) for o, l in columns]))
    assert np.isclose(entropy, np.mean([cross_entropy(o, l) for o, l in columns]))


def test_reported_cross_entropy_stays_finite_where_outputs_are_flat():
    values = {"o": np.array([[1.0], [0.0]]), "o_pre": np.array([[200.0], [-200.0]])}
    assert costs_of(values, np.array([[0.0], [1.0]])) == (1.0, 400.0)
