"""What forward, sigmoid, cost and backprop say of one step is so, on the logged run."""

import ast

import numpy as np
import pytest
from film_tools import said as spoken

import scenes.cost as cost_chapter
import scenes.sigmoid as sigmoid_chapter
from network import snapshots
from network.program import Program
from scenes.kit import theme
from scenes.kit.plot import sigmoid_plot
from scenes.kit.text import Number
from scenes.kit.tray import Tray
from scenes.scratch import first_cost, misses
from scenes.scratch.flat_ends import MIDDLE, Steepness, flat_sum
from scenes.scratch.turning import BALL, Ground, turned


@pytest.fixture(scope="module")
def run():
    return snapshots.load("pixels")


@pytest.fixture(scope="module")
def both():
    return [snapshots.load(name) for name in ("pixels", "digits")]


def test_the_sum_along_the_edges_is_the_matrix_product(run):
    img = run.inputs_of(0)
    along_edges = [sum(run.w_i_h[0, i, j] * img[j, 0] for j in range(len(img))) + run.b_i_h[0, i, 0] for i in range(4)]
    assert np.allclose(along_edges, run.h_pre[0, 0, :, 0], atol=1e-6)


def test_without_a_bend_two_layers_are_one(run):
    img = run.inputs_of(0).astype(float)
    two = run.w_h_o[0] @ (run.w_i_h[0] @ img + run.b_i_h[0]) + run.b_h_o[0]
    one = (run.w_h_o[0] @ run.w_i_h[0]) @ img + (run.w_h_o[0] @ run.b_i_h[0] + run.b_h_o[0])
    assert np.allclose(one, two, atol=1e-6)
    state = {name: array.astype(float) for name, array in run.state(0).items()}
    bent = Program(run.meta["source"]).forward(state, img)["o_pre"]
    assert np.abs(bent - two).max() > 0.01


def test_a_tangent_rises_by_the_sigmoid_s_slope_and_less_the_flatter_it_is():
    width, height = sigmoid_chapter.ALONE
    digits, reach = snapshots.load("digits"), sigmoid_chapter.REACH
    steep, i = Steepness(sigmoid_plot(width, height)[0]), flat_sum(digits, reach)
    sums = [MIDDLE, -1.0, float(digits.h_pre[0, 0, i, 0])]
    heights = []
    for z in sums:
        heights.append(steep.show(z).rise.height)
        slope = (1 / (1 + np.exp(-z - 1e-4)) - 1 / (1 + np.exp(-z + 1e-4))) / 2e-4
        assert heights[-1] / height == pytest.approx(slope, abs=1e-6)
        assert steep.touch.height / steep.touch.width * width / (2 * reach) / height == pytest.approx(slope, abs=1e-6)
        assert steep.figure(z, "constant:STEEPEST", 1).value == pytest.approx(slope, abs=1e-6)
    assert heights[0] > heights[1] > 10 * heights[-1]


def test_the_sigmoid_s_straight_line_leaves_its_curve():
    x = np.linspace(-sigmoid_chapter.REACH, sigmoid_chapter.REACH, 101)
    straight = (x / sigmoid_chapter.REACH + 1) / 2
    assert np.abs(straight - 1 / (1 + np.exp(-x))).max() > 0.2


def test_the_real_net_has_a_row_of_weights_for_each_hidden_neuron():
    digits = snapshots.load("digits")
    said = spoken(digits=digits)
    assert f"{said['hidden']} {said['inputs']}" == "{} {:,}".format(*digits.w_i_h[0].shape)
    rows = digits.w_i_h[0] @ digits.inputs_of(0) + digits.b_i_h[0]
    assert np.allclose(rows, digits.h_pre[0, 0], atol=1e-4)


def test_the_drawn_squares_and_layers_have_the_areas_of_the_squared_errors(run):
    theme.apply()
    difference = (run.o[0, 0] - run.label_of(0))[:, 0]
    drawn = [ruler.square.width ** 2 / misses.UNIT ** 2 for ruler in misses.rulers(run)]
    assert np.allclose(drawn, difference ** 2, rtol=1e-4)
    width = misses.TRAY[0]
    stack = misses.layers(misses.high(misses.squared(run)), width, np.zeros(3))
    assert np.allclose([layer.height * width / misses.UNIT ** 2 for layer in stack], difference ** 2, rtol=1e-4)
    assert stack[-1].get_top()[1] == pytest.approx(3 * float(run.e[0, 0]) * misses.UNIT ** 2 / width, rel=1e-4)


def test_a_tray_is_as_full_as_its_layers_are_high(run):
    theme.apply()
    tray = Tray(0, *misses.TRAY, full=misses.FULL)
    stack = misses.layers(misses.high(misses.squared(run)), misses.TRAY[0], tray.walls.get_bottom())
    total = float(misses.squared(run).sum())
    assert tray.level(total)[1] == pytest.approx(stack[-1].get_top()[1]) and total < misses.FULL


def test_a_hair_s_turn_moves_the_cost_and_not_the_counter(run):
    one = turned(run)
    hair = one.hair(cost_chapter.HAIR)
    assert one.cost(one.here) == pytest.approx(float(run.e[0, 0]), rel=1e-6)
    assert one.right(one.here) == float(run.o[0, 0].argmax() == run.label_of(0).argmax())
    assert {one.right(one.here + share * hair) for share in np.linspace(-1, 1, 41)} == {one.right(one.here)}
    assert abs(one.cost(one.here + hair) - one.cost(one.here - hair)) > 0.005


def test_mistakes_are_flat_ground_with_one_cliff_and_the_squares_lead_down(run):
    one, reach = turned(run), cost_chapter.REACH
    mistakes = [one.mistakes(weight) for weight in np.linspace(one.here - reach, one.here + reach, 81)]
    assert np.abs(np.diff(mistakes)).sum() == 1
    assert one.cost(one.lowest(0.9 * reach)) < one.cost(one.here) - 0.02


def test_a_ball_lies_on_its_ground_wherever_it_rolls(run):
    theme.apply()
    one = turned(run)
    place, number = np.zeros(3), Number(0, 3, source="constant:axis")
    drawn = Ground(one.cost, one.here, cost_chapter.REACH, cost_chapter.FIELD, place, 0.6, number, "x")
    for weight in np.linspace(one.here - 2, one.here + 2, 5):
        drawn.show(weight)
        away = np.linalg.norm(drawn.crest.points - drawn.ball.get_center(), axis=1)
        assert away.min() == pytest.approx(BALL, abs=0.03) and number.value == pytest.approx(one.cost(weight))


def test_every_knob_is_a_weight_or_a_bias(both):
    inputs, hidden, outputs = both[1].sizes
    said = spoken(pixels=both[0], digits=both[1])["parameters"]
    assert said == f"{hidden * (inputs + 1) + outputs * (hidden + 1):,}"


def test_the_cost_is_the_mean_of_the_squared_differences(run):
    difference = run.o[0, 0] - run.label_of(0)
    assert run.e[0, 0] == pytest.approx(float((difference ** 2).mean()), rel=1e-6)


def test_neither_the_cost_nor_the_counter_is_used_for_learning(run):
    tree = ast.parse(run.meta["source"])
    updates = [node for node in ast.walk(tree) if isinstance(node, (ast.AugAssign, ast.Assign))
               and any(name.startswith(("delta", "w_", "b_")) for name in _targets(node))]
    assert len(updates) == 10      # four first values, two deltas, four changes
    used = {name.id for node in updates for name in ast.walk(node.value) if isinstance(name, ast.Name)}
    assert not used & {"e", "nr_correct"}


def test_the_bias_neuron_is_not_in_the_code_and_its_input_of_one_changes_nothing(run):
    with_neuron = np.hstack([run.w_i_h[0], run.b_i_h[0]]) @ np.vstack([run.inputs_of(0), [[1]]])
    assert np.allclose(with_neuron, run.h_pre[0, 0], atol=1e-6)


def test_the_drawn_tables_are_the_logged_change(run):
    rate = np.float32(run.meta["learn_rate"])
    outer_o, outer_i = run.delta_o[0, 0] @ run.h[0, 0].T, run.delta_h[0, 0] @ run.inputs_of(0).T
    for name, share in (("w_h_o", outer_o), ("b_h_o", run.delta_o[0, 0]), ("w_i_h", outer_i), ("b_i_h", run.delta_h[0, 0])):
        logged = getattr(run, name)[run.step(1)] - getattr(run, name)[run.step(0)]
        assert np.allclose(logged, -rate * share, atol=1e-7), name


def test_the_hidden_delta_is_the_sum_carried_back_times_the_slope(run):
    h = run.h[0, 0]
    assert np.allclose(run.w_h_o[0].T @ run.delta_o[0, 0] * h * (1 - h), run.delta_h[0, 0], atol=1e-7)
    later = run.w_h_o[1].T @ run.delta_o[0, 0] * h * (1 - h)
    assert not np.array_equal(later, run.delta_h[0, 0])


def test_the_same_image_costs_less_after_its_update(run):
    assert run.e[run.step(1), 0] < run.e[run.step(0), 0]


def test_both_costs_fall_as_the_networks_learn(both):
    for run in both:
        assert run.mse[-1] < run.mse[0] / 2 and run.cross_entropy[-1] < run.cross_entropy[0] / 2


def changed(run, **arrays):
    """The same run with other arrays."""
    kept = {name: value for name, value in vars(run).items() if name not in ("path", "meta")}
    return snapshots.Snapshot(run.path, run.meta, kept | arrays)


def _targets(node):
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize("order, verb", [((0, 1), "falls"), ((1, 0), "rises")])
def test_the_film_says_whether_the_cost_falls_or_rises(run, order, verb):
    """Of a run in which the first update made it worse it must say so."""
    outputs = run.o.copy()
    outputs[[run.step(0), run.step(1)]] = run.o[[run.step(update) for update in order]]
    said = spoken(pixels=changed(run, o=outputs))
    before, after = (f"{first_cost.cost(run, run.step(update)):.{first_cost.decimals_of(run)}f}" for update in order)
    assert (said["cost_before"], said["cost_after"], said["cost_verb"]) == (before, after, verb) and before != after
