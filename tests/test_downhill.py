"""The walk with one knob: its curve is the logged one, numbers are their keys' values, and what is told of its steps holds."""

import math

import numpy as np
import other_runs
import pytest

from network import snapshots
from network.experiments import stored
from network.program import Program
from scenes.film.narration.sources import evaluate
from scenes.kit import theme
from scenes.kit.bands import THINNEST
from scenes.kit.dashes import Dashes
from scenes.kit.plot import sigmoid
from scenes.kit.relief import TEXELS
from scenes.scratch import real_back, two_costs, walk
from scenes.scratch.all_knobs import all_knobs, count_of, parameters, tiles
from scenes.scratch.all_slopes import darkest
from scenes.scratch.facts import knob_label
from scenes.scratch.gradient import all_slopes, equal_state
from scenes.scratch.knob import KnobPicture
from scenes.scratch.leaning import Leaning
from scenes.scratch.real_back import RealBack
from scenes.scratch.three_rates import BOUNCES, RATES, three_rates
from scenes.scratch.two_knobs import APART, EDGE, LEVEL, STEP, Pair, TwoKnobs


@pytest.fixture(scope="module", params=("committed", *other_runs.KINDS))
def runs(request, folders):
    """(the real net's run, the knob that was turned by hand, the experiments)."""
    folder = folders(request.param)
    log = stored.load(stored.find(folder))
    return snapshots.load(folder / "digits.npz"), log.knob_last, log


def test_the_curve_is_the_one_that_the_knob_drew(runs):
    digits, log, _ = runs
    image = walk.turned_for(digits, log)
    moved = image.cost(log.turned) - image.cost(image.value)
    assert moved == pytest.approx(log.cross_entropy - log.cross_entropy[int(log.at)], abs=1e-4)
    assert image.output_at(log.turned) == pytest.approx(log.o[:, int(log.place[0])], abs=1e-5)
    assert image.slope(image.value) == pytest.approx(float(log.slope_cross_entropy), rel=1e-3)


def test_the_cost_is_the_output_s_share_and_the_rest_of_the_cross_entropy_stays(runs):
    digits, log, experiments = runs
    theme.apply()
    knob = KnobPicture(log, "experiments:knob_last", str, knob_label(digits, experiments), digits.meta["classes"])
    rest = log.cross_entropy - knob.costs
    assert rest == pytest.approx(np.full(len(rest), rest[0]), rel=1e-4) and rest[0] > 0
    assert knob.plot.y_range[0] == 0 < knob.costs.min() and knob.costs.max() <= knob.plot.y_range[1]


def test_numbers_are_their_keys(runs):
    digits, log, experiments = runs
    image = walk.turned_for(digits, log)
    for away in (-1.3, 0.0, 2.1):
        weight = image.value + away
        found = {name: float(evaluate(key.partition(":")[2], experiments))
                 for name, key in walk.keys(log, "experiments:knob_last", image.label, away).items()}
        assert found["weight"] == pytest.approx(weight) and found["cost"] == pytest.approx(image.cost(weight), rel=1e-6)
        assert found["output"] == pytest.approx(image.output_at(weight), rel=1e-6)
        assert found["slope"] == pytest.approx(image.slope(weight), rel=1e-6)


def test_each_step_against_the_slope_costs_less_and_is_shorter_where_it_is_flatter(runs):
    digits, log, _ = runs
    image = walk.turned_for(digits, log)
    places = walk.strides(image.slope, image.value, digits.meta["learn_rate"], walk.FIRST)
    assert (np.diff([image.cost(place) for place in places]) < 0).all()
    assert (np.diff(np.abs(np.diff(places))) < 0).all()


def test_the_second_image_pulls_the_knob_back(runs):
    digits, log, _ = runs
    found = walk.valley(digits, log)
    first, other = found.both.images
    assert np.sign(other.slope(0)) == -np.sign(first.slope(0))
    assert digits.train_labels[found.index] != digits.train_labels[0]


def test_short_steps_get_nowhere_good_ones_settle_and_long_ones_land_higher(runs):
    digits, log, _ = runs
    found, weights = walk.valley(digits, log), log.turned
    bottom = weights[found.both.cost(weights).argmin()]
    short, good = (found.walk(times, walk.SETTLING)[-1] for times in (1 / walk.TIMES, 1))
    assert abs(short - found.start) < 0.3 * abs(bottom - found.start)
    assert abs(good - bottom) < 0.07 * abs(bottom - found.start) + abs(weights[1] - weights[0])
    leaps = found.leaps(weights[0], weights[-1], BOUNCES)
    assert len(leaps) > 1 and np.sign(leaps[1] - bottom) == np.sign(bottom - found.start)
    assert found.both.cost(leaps[1]) > found.both.cost(found.start)
    assert min(weights) <= min(leaps) and max(leaps) <= max(weights)


def test_the_knob_among_all_is_the_one_that_was_turned(runs):
    digits, log, _ = runs
    (weights, slopes), grid, chosen, steepest = all_knobs(digits, log.place)
    scale = max(float(np.abs(array[0]).max()) for array in (digits.w_i_h, digits.b_i_h, digits.w_h_o, digits.b_h_o))
    assert weights[chosen] == pytest.approx(float(log.value) / scale)
    assert np.sign(slopes[chosen]) == np.sign(log.slope_cross_entropy)
    assert np.array_equal(np.sort(grid[grid >= 0]), np.arange(len(weights))) and steepest in grid


@pytest.fixture(scope="module")
def rates(runs):
    """The panels of the three rates, by name."""
    digits, _, log = runs
    return three_rates(digits, log, str)


def test_the_curve_of_each_rate_ends_at_what_is_right_in_the_end(runs, rates):
    log = runs[2]
    for name, panel in rates.items():
        panel.show(1)
        last = panel.plot.point(int(log[name].updates[-1]), 100 * float(log[name].accuracy[-1]))
        assert panel.curve.get_end() == pytest.approx(last, abs=1e-3)
        assert panel.share[0].value == pytest.approx(100 * float(log[name].test_accuracy))


def test_the_rate_in_the_middle_is_ours_and_the_others_are_a_hundred_times_smaller_and_larger(runs, rates):
    low, ours, high = (float(rates[name].rate.text) for name in RATES)
    assert ours == runs[0].meta["learn_rate"]
    assert (low, high) == (pytest.approx(ours / 100), pytest.approx(ours * 100))


def test_the_counts_of_knobs_as_shown_add_up_to_all_of_them(runs):
    theme.apply()
    digits, log, _ = runs
    shown = [number.value for number in count_of(digits, "", str)[:4]]
    assert sum(shown[:3]) == shown[3] == len(all_knobs(digits, log.place)[0][0])


def test_the_tiles_hold_each_weight_and_bias_once_in_the_order_of_the_wall(runs):
    digits, log, _ = runs
    numbers = tiles(digits, digits.state(-1))
    assert np.array_equal(numbers[:len(digits.w_i_h[0])], digits.w_i_h[-1])
    assert np.count_nonzero(numbers) == parameters(digits) and not numbers.ravel()[parameters(digits):].any()
    output, neuron = map(int, log.place)
    assert numbers.ravel()[all_knobs(digits, log.place)[2]] == digits.w_h_o[-1][output, neuron]


def test_what_two_wrong_outputs_cost_is_what_a_calculator_gives_for_what_is_shown():
    for output in (two_costs.WORSE, two_costs.BAD):
        assert output == round(output, 2) == pytest.approx(float(sigmoid(two_costs.sum_of(output))))
        assert two_costs.entropy(output) == pytest.approx(-math.log(output))
        assert two_costs.square(output) == pytest.approx((1 - output) ** 2)
    worse, bad = (np.array([cost(output) for cost in (two_costs.square, two_costs.entropy)]) for output in
                  (two_costs.WORSE, two_costs.BAD))
    assert worse[0] / bad[0] < 1.1 and worse[1] / bad[1] > 1.5


def test_let_go_the_ball_on_the_squares_hardly_moves_and_the_other_one_rolls_down():
    theme.apply()
    costs = two_costs.TwoCosts(str)
    flat, steep = (two_costs.rolled(cost, two_costs.sum_of(two_costs.WORSE)) for cost in (costs.squares, costs.entropy))
    assert 0 < flat[-1] - flat[0] < 0.1 * (steep[-1] - steep[0])
    assert two_costs.sum_of(0.5) < steep[-1] < two_costs.sum_of(two_costs.GOOD)


def test_each_stair_is_as_high_as_the_number_beside_one_of_them_says():
    theme.apply()
    costs = two_costs.TwoCosts(str)
    one = costs.plot.point(0, 1)[1] - costs.plot.point(0, 0)[1]
    for half in costs.halvings:
        assert half.stair[1].height / one == pytest.approx(costs.step.value) == pytest.approx(math.log(2))
    assert any(abs(half.stair[1].get_y() - costs.step.get_y()) < 0.01 for half in costs.halvings)


def test_a_small_step_with_both_knobs_costs_what_their_slopes_say(runs):
    digits, log, experiments = runs
    label, program = knob_label(digits, experiments)[0], Program(digits.meta["source"])
    pair, output = Pair.of(log, label), int(log.place[0])
    image = (digits.train_images[0, digits.pixel_index] / 255).astype(float)[:, None]
    wanted = np.array(digits.meta["classes"]) == digits.train_labels[0]

    def cost(moved):
        state = {name: array.astype(float) for name, array in digits.state(0).items()}
        state["w_h_o"][output, list(pair.places)] += moved
        said = program.forward(state, image)["o"][:, 0]
        return -np.log(np.where(wanted, said, 1 - said)).sum()
    for way in (pair.all_of_it, 0, 1.0, np.pi / 2):
        changed = cost(1e-4 * pair.step(way)) - cost(0)
        assert changed == pytest.approx(1e-4 * pair.change(way)[0], rel=1e-2, abs=1e-6 * pair.far)


def test_the_slopes_beside_the_knobs_are_the_program_s(runs):
    digits, log, experiments = runs
    pair, output = Pair.of(log, knob_label(digits, experiments)[0]), int(log.place[0])
    steep = all_slopes(digits)[0]["w_h_o"][output, list(pair.places)]
    assert pair.places[0] == log.place[1] != pair.places[1] and pair.slopes == pytest.approx(steep, rel=1e-3)
    for key, slope in zip(pair.keys, pair.slopes, strict=True):
        assert evaluate(key, experiments) == pytest.approx(slope)


@pytest.fixture(scope="module")
def two(runs):
    theme.apply()
    digits, log, experiments = runs
    return TwoKnobs(Pair.of(log, knob_label(digits, experiments)[0]), np.zeros(2), 1.0, str)


def test_of_all_ways_to_split_a_step_the_one_by_the_slopes_sinks_most(two):
    pair, ways = two.pair, np.linspace(-np.pi, np.pi, 721)
    assert [np.linalg.norm(pair.step(way)) for way in ways] == pytest.approx([pair.far] * len(ways))
    assert ways[np.argmin([pair.change(way)[0] for way in ways])] == pytest.approx(0, abs=0.01)
    assert pair.step(0) == pytest.approx(-pair.slopes)
    assert pair.step(pair.all_of_it) == pytest.approx([-np.sign(pair.slopes[0]) * pair.far, 0])
    assert pair.change(0)[0] < pair.change(pair.all_of_it)[0] < pair.change(np.pi / 2)[0] == pytest.approx(0)


def test_numbers_of_a_step_are_their_keys(two, runs):
    pair, experiments = two.pair, runs[2]
    for way in (0, 0.3, pair.all_of_it, np.pi / 2):
        change, key = pair.change(way)
        assert evaluate(key.partition(":")[2], experiments) == pytest.approx(change, abs=1e-6)
        lines, key = pair.crossed(way)
        assert evaluate(key.partition(":")[2], experiments) == lines
    for number in (slope[1] for slope in two.slopes):
        assert evaluate(number.source.partition(":")[2], experiments) == pytest.approx(number.value)


def test_a_step_is_drawn_where_both_knobs_say_and_the_tray_holds_its_cost(two):
    two.look(1)
    pair, level = two.pair, two.tray.level(two.pair.cost)
    for way in (pair.all_of_it, 0, 1.0, np.pi / 2, np.pi):
        two.turn(way)
        for drawn in (two.rod.get_end(), two.dot.get_center()):
            assert drawn == pytest.approx(two.tip(way), abs=0.01)
        assert two.count[1].value == pair.crossed(way)[0]
        assert np.sign(np.round(two.tray.level(two.tray.value)[1] - level[1], 6)) == np.sign(np.round(pair.change(way)[0], 6))
        assert 0 < two.tray.value <= two.tray.full + 1e-9


def test_a_dot_is_lit_wherever_a_step_crosses_a_level_line_of_the_ground_and_only_there(two):
    two.look(1)
    here, downhill = two.at(0, 0), (two.tip(0) - two.at(0, 0)) / STEP
    lines = [(line.get_center() - here) @ downhill for line in two.lines]
    texels = two.land.relief.texture[:, TEXELS // 2] >> 8 & 255
    on, between = (texels[np.round((np.array([0, *lines]) / STEP + aside) / EDGE * TEXELS / 2 + TEXELS / 2).astype(int)]
                   for aside in (0, APART / 2))
    assert (on > between + 5).all()
    for way in (LEVEL, -1.2, -0.4, 0, 0.6, 2.5):
        two.turn(way)
        drop, lit = (two.tip(way) - here) @ downhill, [dot for dot in two.crossings if dot.get_fill_opacity()]
        met = sorted(line for line in lines if 0 < line * np.sign(drop) < abs(drop))
        assert sorted((dot.get_center() - here) @ downhill for dot in lit) == pytest.approx(met, abs=0.01)
        assert len(met) == two.count[1].value
    assert two.pair.crossed(LEVEL)[0] == 0 and two.pair.crossed(0)[0] == len(lines) / 2 > 5


def test_the_ways_of_both_knobs_are_at_right_angles_as_seen_from_above_and_the_steeper_one_s_is_down(two):
    two.look(1)
    steeper, flatter = (way.end - way.start for way in two.ways)
    assert steeper == pytest.approx([0, -STEP, 0], abs=0.01) and flatter == pytest.approx([STEP, 0, 0], abs=0.01)


@pytest.fixture
def lean(two):
    two.look(1)
    return Leaning(two, str)


def test_what_each_knob_turns_is_as_long_as_its_slope_and_as_the_bar_below_it(two, lean, runs):
    own = STEP * np.abs(two.pair.slopes) / two.pair.far
    for parts in (lean.legs, [bar for *_, bar in two.slopes]):
        assert [part.get_length() for part in parts] == pytest.approx(own, abs=0.02)
    assert lean.legs[0].get_vector() == pytest.approx([0, -own[0], 0], abs=0.02)
    assert lean.legs[1].get_end() == pytest.approx(two.tip(0), abs=0.02)
    for sizes, slopes in ((lean.sizes, two.pair.slopes), (lean.swapped, two.pair.slopes[::-1])):
        values = [size[1].value for size in sizes]
        assert values == pytest.approx(np.abs(slopes))
        assert [evaluate(size[1].source.partition(":")[2], runs[2]) for size in sizes] == pytest.approx(values)


def test_along_the_level_line_what_one_knob_lowers_the_other_lifts_as_far_as_the_other_one_s_slope(two, lean):
    lean.walk(0.5)
    lowest = two.tray.value
    lean.walk(1)
    assert lowest < two.pair.cost == pytest.approx(two.tray.value)
    lengths = STEP * np.abs(two.pair.slopes) / two.pair.far
    assert [part.get_length() for part in lean.kept] == pytest.approx(lengths[::-1], abs=0.02)
    for end in (lean.kept[0].get_end(), two.dot.get_center()):
        assert end == pytest.approx(two.tip(-LEVEL), abs=0.02)


def test_turned_by_a_right_angle_the_legs_of_the_level_line_lie_on_those_of_the_best_way(two, lean):
    lean.rotate(-LEVEL)
    assert lean.kept[0].get_end() == pytest.approx(two.tip(-LEVEL), abs=0.01) and two.tray.value == pytest.approx(two.pair.cost)
    lean.rotate(0)
    for turned, leg in zip(lean.kept[::-1], lean.legs, strict=True):
        assert [turned.get_start(), turned.get_end()] == pytest.approx(np.array([leg.get_start(), leg.get_end()]), abs=0.01)
    assert two.tray.value == pytest.approx(two.pair.cost + two.pair.change(0)[0])


def test_a_dashed_line_has_the_ends_that_it_was_given_and_gaps_between_them():
    line = Dashes([0, 0, 0], [3, 0, 0])
    for end in ([3, 0, 0], [0, 2, 0], [0.05, 0, 0]):
        line.put_start_and_end_on([0, 0, 0], end)
        assert line.get_start() == pytest.approx([0, 0, 0]) and line.get_end() == pytest.approx(end)
    dashes = line.put_start_and_end_on([0, 0, 0], [3, 0, 0]).get_subpaths()
    assert len(dashes) > 8 and all(before[-1][0] < after[0][0] for before, after in zip(dashes, dashes[1:]))


def test_under_the_darkest_pixel_a_knob_s_slope_is_the_delta_times_zero(runs):
    digits, log, _ = runs
    (_, slopes), _, _, steepest = all_knobs(digits, log.place)
    dark = darkest(digits.train_images[0].reshape(digits.image_shape))
    assert digits.train_images[0][dark] == 0 == slopes[steepest + dark] and slopes[steepest:].any()


def test_had_all_weights_started_equal_every_hidden_neuron_would_get_the_same_slopes(runs):
    digits, _, log = runs
    equal = equal_state(digits, log.equal)
    assert all(np.ptp(array) == 0 for array in equal.values()) and equal["w_i_h"].all() and not equal["b_i_h"].any()
    slopes, delta_h = all_slopes(digits, equal)
    assert np.allclose(slopes["w_i_h"], slopes["w_i_h"][0], rtol=1e-6) and slopes["w_i_h"].any()
    assert np.ptp(all_slopes(digits)[1]) > np.ptp(delta_h) * 1e3


def test_what_runs_back_through_the_real_net_is_weight_times_delta_and_ends_at_its_hidden_neuron(runs):
    theme.apply()
    digits, log, _ = runs
    dials, grid, *_ = all_knobs(digits, log.place)
    real, (steep, delta_h) = RealBack(digits, dials, grid), all_slopes(digits)
    back = digits.w_h_o[0] * steep["b_h_o"].reshape(-1, 1)
    assert [band.breadth for band in real.bands] == pytest.approx(
        np.maximum(np.abs(back) * real_back.WIDEST / np.abs(back).max(), THINNEST).ravel(), rel=1e-5)
    hidden = len(real.images)
    assert all(np.allclose(band.end, real.hidden[k % hidden].get_right()) for k, band in enumerate(real.bands))
    assert hidden == len(delta_h) == len(real.hidden) and len(real.outputs) == len(back)
    assert np.allclose(real.deltas, np.ravel(delta_h))
