"""What the chapter on the sigmoid says of its bend and of its flat ends, proved on the logs."""

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from network.experiments import stored
from network.experiments.features import PARTS, shares
from network.experiments.more import HIGH_END, LOW_END, at_the_ends
from network.program import Program
from scenes.kit import theme
from scenes.kit.plot import sigmoid
from scenes.kit.scales import sign_role
from scenes.scratch.bending import Bending, unbent
from scenes.scratch.bump_net import BumpNet
from scenes.scratch.measuring import Measured, region
from scenes.scratch.piles import GROUND, HIGH, LEFT_END, RIGHT_END, Borders, Piles
from scenes.scratch.ramps import ACROSS, RAMPS, STEPS, TALL, Look, Ramps, flattened, seen
from scenes.scratch.slope_area import SlopeArea
from scenes.scratch.steps_add_up import SWING
from scenes.scratch.zones import Zones

STEEP = Look(steep=1)


@pytest.fixture(scope="module")
def log():
    theme.apply()
    return stored.load()


@pytest.fixture(scope="module")
def digits():
    return snapshots.load("digits")


@pytest.fixture(scope="module")
def bending(log):
    return Bending(log)


@pytest.fixture(scope="module")
def ramps(bending):
    return Ramps(bending, str)


@pytest.fixture(scope="module")
def piles(bending):
    return Piles(bending, "share")


# --- the bend ------------------------------------------------------------------------------------


def test_a_line_as_steep_as_the_sigmoid_s_middle_rises_and_is_bent_at_both_ends_until_it_is_the_sigmoid():
    z = np.linspace(-20, 20, 161)
    assert np.allclose(flattened(z, 0), unbent(z)) and np.allclose(flattened(z, 1), sigmoid(z))
    step = 1e-3
    for share in (0, 0.3, 0.6, 1):
        low, middle, high = flattened(np.array([-step, 0, step]), share)
        assert middle == pytest.approx(share / 2) and (high - low) / (2 * step) == pytest.approx(0.25)
    far = [flattened(z, share)[[0, -1]] for share in (0, 0.3, 0.6, 1)]
    assert (np.diff([high - low for low, high in far]) < 0).all()


def test_what_is_drawn_in_the_end_is_the_trained_net(log, bending):
    points = log.bend.points
    right = ((bending.says(points) > 0) == bending.inner).mean()
    assert right == pytest.approx(float(log.curve.test_accuracy), abs=0.08)        # of the points shown, and of all
    state = {name: log.curve[name][-1].astype(float) for name in ("w_i_h", "b_i_h", "w_h_o", "b_h_o")}
    o_pre = Program.read().forward(state, points[None, :50].astype(float))["o_pre"]
    assert np.allclose(bending.says(points[:50]), o_pre[0] - o_pre[1], atol=1e-5)


def test_what_hidden_neurons_say_times_their_weights_and_the_bias_are_the_sum_that_is_drawn(bending, ramps):
    parts = [sigmoid(bending.sum_of(k, ramps.measured)) * bending.weights[k] for k in bending.pair]
    assert np.allclose(sum(parts) + bending.bias, bending.says(ramps.measured))
    assert np.allclose(ramps.heights(STEPS), [*parts, bending.says(ramps.measured)])


def test_above_zero_speaks_for_the_class_that_lies_in_the_middle(log, ramps):
    both, facts = ramps.heights(STEPS)[2], said(experiments=log)
    assert both[[0, -1]].max() < 0 < both.max()
    names = [facts[f"bend_{name}"] for name in ("inner", "low", "high")]
    medians = [np.median(log.bend.points[log.bend.labels == k]) for k in log.bend.classes]
    assert names == [facts["bend_inner"], facts["bend_low"], facts["bend_high"]] and medians[1] < medians[0] < medians[2]


def test_most_points_of_the_class_in_the_middle_lie_under_the_bump(bending, ramps):
    low, high = (float(np.interp(at, (0, 1), bending.limits)) for at in ramps.show(STEPS).crossed())
    inner, others = (bending.log.points[bending.inner == which] for which in (True, False))
    assert np.quantile(inner, 0.15) > low and np.quantile(inner, 0.85) < high
    assert np.mean((others < low) | (others > high)) > 0.6


def test_a_zone_lies_over_most_points_of_the_class_that_it_has_the_hue_of_and_the_bump_goes_through_all(bending, ramps):
    zones, (line, *_) = Zones(ramps), ramps.axis
    along = (bending.log.points - bending.limits[0]) / np.ptp(bending.limits)
    for (start, end, _), zone in zip(zones.sections, zones, strict=True):
        inside = bending.inner[(along >= start) & (along < end)]
        assert (np.mean(inside) > 0.5) == (zone.get_center()[1] > line.get_center()[1])
    crossed = ramps.show(STEPS).crossed()
    assert [end for _, end, _ in zones.sections[:2]] == pytest.approx(crossed, abs=0.01)


def test_the_little_net_has_the_log_s_weights(log, bending, ramps):
    (a, b), net = ramps.chosen, BumpNet(bending, bending.typical(0), dict(zip(ramps.chosen, "AB", strict=True)))
    drawn, weights = (*net.diagram.edges[0], net.diagram.edges[1][0]), (*log.curve.w_i_h[-1], bending.weights)
    for edges, row in zip(drawn, weights, strict=True):
        assert [edge.get_stroke_color().to_hex() for edge in edges] == [theme.role(sign_role(w)).to_hex() for w in row]
    assert len(net.edges(a)) == len(net.edges(b)) == 2


# --- the piles -----------------------------------------------------------------------------------

def test_an_image_is_piled_up_where_its_number_is_and_none_over_another(bending, piles):
    assert np.abs(piles.places[:, 0] - piles.x_of(piles.numbers)).max() <= piles.side
    apart = np.abs(piles.places[:, None] - piles.places[None]).max(axis=2)
    assert apart[~np.eye(len(apart), dtype=bool)].min() >= piles.side - 1e-6
    assert GROUND < piles.places[:, 1].min() and piles.places[:, 1].max() + piles.side / 2 <= GROUND + HIGH + 1e-6
    assert piles.x_of(bending.limits).tolist() == [LEFT_END, RIGHT_END]


def test_an_image_that_is_said_wrongly_has_the_colour_of_errors(bending, piles):
    for says in (bending.cut_says, bending.says):
        piles.judge(says, 1)
        wrong = np.all(piles.crowd.colors == 255 * theme.role("error").to_rgb(), axis=1)
        assert np.array_equal(wrong, (says(piles.numbers) > 0) != piles.inner) and 0 < wrong.mean() < 0.5


def test_the_axis_of_the_lines_is_that_of_the_piles_when_they_step_back(piles, ramps):
    piles.step_back(1)
    assert piles.ground == pytest.approx(ACROSS)
    assert np.allclose(piles.axis[0].get_start_and_end(), ramps.axis[0].get_start_and_end())
    assert piles.step_back(0).ground == pytest.approx(GROUND) and piles.bright == 1


def test_the_best_border_is_that_of_the_log_and_the_ground_says_what_it_says(bending, piles):
    best, first = float(bending.log.best_place), not bending.log.best_above
    border = Borders(piles, 1).put([best], first)
    assert border.lines[0].get_x() == pytest.approx(float(piles.x_of(best)))
    hues = [field.get_fill_color().to_hex() for field in border.fields]
    said_there = bending.cut_says(np.array([best - 1, best + 1])) > 0
    assert hues == [theme.role("class_a" if yes else "class_b").to_hex() for yes in said_there]


# --- the number ----------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_the_part_that_is_marked_is_the_one_whose_ink_is_measured(part):
    pixels = np.random.default_rng(0).integers(0, 256, 64).astype(np.uint8)
    rows, columns = region(part)
    ink = pixels.reshape(8, 8).astype(float)
    assert shares(pixels[None], part)[0] == pytest.approx(ink[slice(*rows), slice(*columns)].sum() / ink.sum())


def test_the_image_that_is_measured_is_one_of_its_class_near_the_middle_and_its_number_that_of_its_ink(log, bending):
    for which, kind in enumerate(log.bend.classes):
        k = bending.typical(which)
        assert log.bend.labels[k] == kind
        own = log.bend.points[log.bend.labels == kind]
        assert abs(log.bend.points[k] - np.median(own)) < 0.1
        measured = Measured(bending, k, 3)
        assert measured.share.value == pytest.approx(100 * shares(log.bend.images[k][None], str(log.bend.part[0]))[0], abs=1e-3)


def test_of_one_class_on_both_sides_an_image_stands_for_either_end(log):
    bending = Bending(log)
    bending.log = type(log.bend)(log.bend | {"classes": log.bend.classes[[0, 1, 1]]})
    low, high = (log.bend.points[bending.typical(which)] for which in (1, 2))
    own = log.bend.points[log.bend.labels == log.bend.classes[1]]
    assert np.percentile(own, 5) < low < np.median(own) < high < np.percentile(own, 95)


def test_without_the_bend_the_sum_is_a_straight_line_and_no_better_than_the_best_border(log):
    along = np.linspace(-2, 2, 9)
    net = {name: log.line[name][-1].astype(float) for name in ("w_i_h", "b_i_h", "w_h_o", "b_h_o")}
    sums = net["w_h_o"] @ (net["w_i_h"] * along + net["b_i_h"]) + net["b_h_o"]
    assert np.allclose(np.diff(sums[0] - sums[1], 2), 0, atol=1e-6)
    assert float(log.line.test_accuracy) <= float(log.bend.best_cut) < float(log.curve.test_accuracy)


def test_without_the_bend_a_hidden_layer_is_of_no_use(log):
    accuracy = {name: float(log[name].test_accuracy) for name in ("no_bend", "real", "no_hidden_layer")}
    assert accuracy["no_bend"] < accuracy["no_hidden_layer"] < accuracy["real"]
    assert "h = h_pre" in log.meta["runs"]["no_bend"]["source"]
    facts = said(experiments=log)
    for fact, name in (("no_bend_accuracy", "no_bend"), ("no_hidden_layer_accuracy", "no_hidden_layer"),
                       ("rate_accuracy", "real")):
        assert facts[fact] == f"{round(100 * accuracy[name])} percent"


# --- the flat ends -------------------------------------------------------------------------------


def test_the_count_of_hidden_values_at_the_ends_is_that_of_both_logs(log, digits):
    h, facts = np.ravel(digits.h[0]), said(digits=digits, experiments=log)
    near = sum(1 for value in h if value < LOW_END or value > HIGH_END)
    assert (facts["first_ends"], facts["first_values"]) == (f"{near:,}", f"{len(h):,}")
    assert at_the_ends(h).sum() == near == log.real.first_ends > 10 * log.narrow.first_ends


def test_near_the_ends_the_slope_is_less_than_a_fifth_of_the_steepest():
    assert max(end * (1 - end) for end in (LOW_END, HIGH_END)) < 0.25 / 5


def test_the_usual_start_is_within_one_over_the_square_root_of_the_inputs(log, digits):
    width = float(said(digits=digits)["usual_width"])
    assert width ** 2 * digits.meta["inputs"] == pytest.approx(1, abs=0.02)
    assert np.abs(digits.w_i_h[0]).max() > 10 * width
    assert "rng.uniform(-inputs ** -0.5, inputs ** -0.5, (hidden, inputs))" in log.meta["runs"]["narrow"]["source"]


def test_the_narrow_start_is_ahead_at_first_and_hardly_in_the_end(log):
    early = (log.real.updates > 100) & (log.real.updates < 10000)
    assert (log.narrow.accuracy - log.real.accuracy)[early].mean() > 0.05
    assert float(log.narrow.test_accuracy) == pytest.approx(float(log.real.test_accuracy), abs=0.01)


def test_two_ramps_are_a_ramp_again_and_bent_they_are_a_bump_with_two_borders(ramps):
    for look in (RAMPS, STEEP, STEPS):
        one, another, both = ramps.heights(look)
        assert np.allclose(one + another + ramps.bending.bias, both, atol=1e-4)
        assert np.allclose(np.diff(both, 2), 0, atol=1e-4) == (look != STEPS)
    assert np.ptp(ramps.heights(STEEP)[2]) > 3
    assert len(ramps.show(STEPS).meets()) == 2


def test_whatever_a_ramp_s_weight_the_sum_crosses_zero_once_at_most(ramps):
    found = [len(ramps.show(Look(weigh=(1, weigh))).crossed()) for weigh in np.linspace(-3, 3, 61)]
    assert set(found) == {0, 1}
    places = [ramps.show(Look(weigh=(1, weigh))).crossed() for weigh in SWING]
    assert all(0.1 < place < 0.9 for (place,) in places) and max(places)[0] - min(places)[0] > 0.1


def test_the_weight_of_the_first_is_above_zero_that_of_the_second_below_and_a_step_as_high_as_it_is(ramps):
    one, other = map(float, ramps.weights[ramps.chosen])
    assert one > 0 > other
    steps, steep, lines = map(ramps.heights, (STEPS, STEEP, RAMPS))
    assert steps[0].min() == pytest.approx(0, abs=0.01) and steps[0].max() == pytest.approx(one, abs=0.01)
    assert steps[1].max() == pytest.approx(0, abs=0.01) and steps[1].min() == pytest.approx(other, rel=2e-3)
    along = np.linspace(0, 1, len(ramps.measured))
    for k, weight in enumerate((one, other)):        # on its own line a ramp is zero, and a step half on
        at = ramps.own_place(k)
        assert [np.interp(at, along, drawn[k]) for drawn in (steps, steep, lines)] \
            == pytest.approx([weight / 2, 0, 0], abs=0.02 * abs(weight))
        assert np.abs(np.diff(steps[k])).argmax() == pytest.approx(at * len(along), abs=2)
    turned = ramps.heights(Look(weigh=(1, -1)))[1]
    assert np.allclose(turned, -lines[1])


def test_larger_incoming_weights_make_a_ramp_steeper_about_its_own_line_until_they_are_those_of_the_net(ramps):
    shares = [ramps.incoming(Look(steep=steep)) for steep in (0, 0.5, 1)]
    assert 0 < shares[0] < shares[1] < shares[2] == 1
    for k in (0, 1):
        gentle, steep = (ramps.heights(look)[k] for look in (RAMPS, STEEP))
        assert np.allclose(gentle, shares[0] * steep)
    assert np.abs(ramps.heights(RAMPS)).max() <= 1.05 * np.abs(ramps.heights(STEPS)).max()       # there is room for both


def test_a_ramp_grows_from_its_neuron_s_own_line_to_both_ends(ramps):
    start, end = ramps.axis[0].get_start_and_end()
    for k in (0, 1):
        ramps.show(RAMPS).grow(k, 0.5)
        left, right = (ramps.lines[k].get_start()[0], ramps.lines[k].get_end()[0])
        own = start[0] + ramps.own_place(k) * (end[0] - start[0])
        assert [left, right] == pytest.approx([(start[0] + own) / 2, (own + end[0]) / 2], abs=0.1)
        assert [pole.get_x() for pole in ramps.reach] == pytest.approx([left, right])
    ramps.show(RAMPS)


def test_a_line_ends_where_there_is_no_more_room():
    along = np.stack([np.linspace(-4, 4, 9), np.linspace(-8, 8, 9), np.zeros(9)], axis=1)
    ends = seen(along)[[0, -1]]
    assert np.allclose(np.abs(ends[:, 1] - ACROSS), TALL) and np.allclose(ends[:, 1], 2 * ends[:, 0])
    flat = along * [1, 0, 1]
    assert np.array_equal(seen(flat), flat)


@pytest.mark.parametrize("o", [0, 0.1, 0.5, 0.8, 1])
def test_the_area_that_stands_for_the_slope_is_as_wide_as_the_activation_and_as_high_as_what_it_lacks(o):
    area = SlopeArea(3).shift([1, 2, 0]).scale(0.8).set(o)
    share = [length / area.square.width for length in (area.field.width, area.field.height)]
    assert share == pytest.approx([o, 1 - o], abs=2e-3)
    assert np.allclose(area.lacks.get_end(), area.at(o, 1)) and np.allclose(area.has.get_start(), area.at(0, o))
