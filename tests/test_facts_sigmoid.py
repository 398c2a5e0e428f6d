"""What the chapter on the sigmoid says of its bend and of its flat ends, proved on the logs."""

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from network.experiments import stored
from network.experiments.features import FEATURES, features
from network.experiments.more import HIGH_END, LOW_END, at_the_ends
from network.program import Program
from scenes.kit import theme
from scenes.kit.digit import Digit
from scenes.kit.plot import sigmoid
from scenes.kit.scales import sign_role
from scenes.scratch.along_slice import SWING
from scenes.scratch.bending import AT, Bending, first_of, margin, unbent
from scenes.scratch.measuring import EVEN, Measured, region, spread, typical
from scenes.scratch.own_line import OwnLine
from scenes.scratch.plane_net import PlaneNet
from scenes.scratch.ramps import ACROSS, RAMPS, STEPS, TALL, Look, Ramps, flattened, seen
from scenes.scratch.slope_area import SlopeArea
from scenes.scratch.tipped import Tipped
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
def ramps(log):
    bending = Bending(log)
    return Ramps(bending, bending.plane(8, 5.6), str)


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


def test_what_is_drawn_in_the_end_is_the_trained_net(log):
    bending, points = Bending(log), log.bend.points
    first = log.bend.labels == log.bend.classes[bending.first]
    right = ((bending.says()(points) > 0) == first).mean()
    assert right == pytest.approx(float(log.curve.test_accuracy), abs=0.08)        # of the points shown, and of all
    state = {name: log.curve[name][-1].astype(float) for name in ("w_i_h", "b_i_h", "w_h_o", "b_h_o")}
    o_pre = Program.read().forward(state, points[:50].T.astype(float))["o_pre"]
    assert np.allclose(bending.says()(points[:50]), o_pre[bending.first] - o_pre[1 - bending.first], atol=1e-6)


@pytest.mark.parametrize("activation", [unbent, sigmoid])
def test_what_hidden_neurons_say_times_their_weights_and_the_biases_are_the_sum_that_is_drawn(log, activation):
    bending, points, net = Bending(log), log.bend.points[:40].astype(float), log.curve
    parts = [activation(bending.sum_of(k, points)) * weight for k, weight in enumerate(bending.weights)]
    bias = (net.b_h_o[-1][bending.first] - net.b_h_o[-1][1 - bending.first])[0]
    assert np.allclose(sum(parts) + bias, bending.says(None, activation)(points), atol=1e-5)
    some = np.arange(len(parts)) < 2
    assert np.allclose(sum(parts[:2]) + bias, bending.says(some, activation)(points), atol=1e-5)


def test_in_its_middle_a_slice_is_within_the_border_and_at_its_ends_it_is_not(ramps):
    both = ramps.heights(STEPS)[2]
    assert both[[0, -1]].max() < 0 < both.max()


def test_above_zero_speaks_for_the_class_that_is_named_there(log, ramps):
    bending, facts = ramps.bending, said(experiments=log)
    middle = bending.says()(np.array([[bending.limits[0, 0], ramps.measured[ramps.heights(STEPS)[2].argmax(), 1]]]))[0]
    assert bending.inner == (bending.first if middle > 0 else 1 - bending.first)
    names = [facts[name] for name in ("bend_first_class", "bend_second_class")]
    assert [facts["bend_upper_class"], facts["bend_lower_class"]] == (names if bending.inner == 0 else names[::-1])


def test_the_points_that_are_pointed_out_are_of_the_class_that_is_named(ramps):
    upper, lower = ramps.kinds
    assert upper and lower and len(upper) + len(lower) == len(ramps.near)
    share = [(mark.get_x() - ramps.axis[0].get_start()[0]) / ramps.axis[0].get_length() for mark in upper]
    assert np.quantile(share, 0.1) > ramps.show(STEPS).crossed()[0]       # nearly all of them in the bump
    assert np.quantile(share, 0.9) < ramps.crossed()[1]


def test_a_zone_lies_over_most_points_of_the_class_that_it_has_the_hue_of_and_the_bump_goes_through_all(ramps):
    zones, (line, *_) = Zones(ramps), ramps.axis
    assert sorted(i for k in range(3) for i in zones.of(k)) == list(range(len(ramps.marks)))
    upper = {id(one) for one in ramps.kinds[0]}
    for k, zone in enumerate(zones):
        inside = [id(ramps.marks[i]) in upper for i in zones.of(k)]
        assert (np.mean(inside) > 0.5) == (zone.get_center()[1] > line.get_center()[1])
    crossed = ramps.show(STEPS).crossed()
    assert [end for _, end, _ in zones.sections[:2]] == pytest.approx(crossed, abs=0.01)


def test_the_little_net_beside_the_plane_has_the_log_s_weights_and_the_right_measure_before_each_input(log, ramps):
    bending, (a, b) = ramps.bending, ramps.chosen
    net = PlaneNet(bending, Measured(bending, typical(bending, 0)), {a: "A", b: "B"}, "sum", np.zeros(3))
    drawn, weights = (*net.diagram.edges[0], net.diagram.edges[1][0]), (*log.curve.w_i_h[-1], bending.up * bending.weights)
    for edges, row in zip(drawn, weights, strict=True):
        assert [edge.get_stroke_color().to_hex() for edge in edges] == [theme.role(sign_role(w)).to_hex() for w in row]
    heights = [image.get_y() for image in net[1]]
    assert heights == pytest.approx([neuron.get_y() for neuron in net.diagram.layers[0]], abs=0.1)
    assert len(net.edges(a)) == 3


def test_a_neuron_has_its_step_where_it_is_half_on_and_a_line_that_is_not_turned_is_the_best(log):
    bending = Bending(log)
    for k in bending.order[2:]:
        ends = bending.switches(k)
        assert np.allclose(sigmoid(bending.sum_of(k, ends)), 0.5, atol=1e-4)
        assert np.all((ends >= bending.limits[:, 0] - 1e-6) & (ends <= bending.limits[:, 1] + 1e-6))
    assert np.allclose(bending.tried(0)(log.bend.points), bending.best_line(log.bend.points))


# --- the measures --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in FEATURES if name.startswith("ink")])
def test_the_part_that_is_marked_is_the_one_whose_ink_is_measured(name):
    pixels = np.random.default_rng(0).integers(0, 256, 64).astype(np.uint8)
    rows, columns = region(name)
    assert features(pixels[None], [name])[0, 0] == pytest.approx(pixels.reshape(8, 8)[slice(*rows), slice(*columns)].mean() / 255)


def test_the_bar_beside_an_image_is_as_long_as_its_measure(log):
    digit = Digit(log.bend.images[0], side=3)
    for name, upright in (("height", True), ("width", False)):
        start, end = spread(digit, upright)[0].get_start_and_end()
        assert np.linalg.norm(end - start) == pytest.approx(3 * 2 * EVEN * features(log.bend.images[:1], [name])[0, 0])


def test_the_image_that_is_measured_is_one_of_its_class_near_the_middle(log):
    bending = Bending(log)
    for which, kind in enumerate(log.bend.classes):
        k = typical(bending, which)
        assert log.bend.labels[k] == kind
        own = log.bend.points[log.bend.labels == kind]
        assert np.linalg.norm(log.bend.points[k] - np.median(own, axis=0)) < 0.5


def test_a_class_keeps_the_hue_that_it_has_in_the_chapter_on_the_bias(log):
    assert [first_of(classes) for classes in ((0, 1), (1, 2), (2, 0), (0, 5), (7, 1), (4, 9))] == [0, 1, 1, 0, 0, 0]
    bending = Bending(log)
    plane = bending.plane(8, 5.6)
    assert (plane.first == (log.bend.labels == log.bend.classes[bending.first])).all()


def test_without_the_bend_the_boundary_is_a_straight_line_and_no_better_than_the_best(log):
    one, other = np.array([[-1.0, 0.3], [2.0, -0.5]])
    shares = np.linspace(0, 1, 9)
    for net, activation in ((log.line, lambda z: z), (log.curve, unbent)):
        along = margin(net, one + shares[:, None] * (other - one), activation)
        assert np.allclose(along, along[0] + shares * (along[-1] - along[0]), atol=1e-4 * np.abs(along).max())
    assert float(log.line.test_accuracy) <= float(log.bend.best_line) + 0.005 < float(log.curve.test_accuracy)


def test_with_the_bend_it_is_not(log):
    one, other = np.array([[-1.0, -2.0], [-1.0, 2.0]])
    along = margin(log.curve, np.linspace(one, other, 41), sigmoid) > 0
    assert (np.diff(along.astype(int)) != 0).sum() == 2       # a straight line is crossed once


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


def test_two_ramps_are_a_ramp_again_and_bent_they_are_a_bump_with_two_borders(log, ramps):
    bias = log.curve.b_h_o[-1][:, 0] @ [1, -1] * (1 - 2 * ramps.bending.first) * ramps.up
    for look in (RAMPS, STEEP, STEPS):
        one, another, both = ramps.heights(look)
        assert np.allclose(one + another + bias, both, atol=1e-4)
        assert np.allclose(np.diff(both, 2), 0, atol=1e-4) == (look != STEPS)
    assert np.ptp(ramps.heights(STEEP)[2]) > 10
    assert len(ramps.show(STEPS).meets()) == 2
    over = ramps.says(ramps.measured) * ramps.up > 0          # the plane that lies there says the same
    assert np.count_nonzero(over[1:] != over[:-1]) == 2


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
    assert steps[1].max() == pytest.approx(0, abs=0.01) and steps[1].min() == pytest.approx(other, abs=0.01)
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


def test_a_neuron_s_own_line_is_where_its_sum_is_zero_and_beyond_it_the_sum_is_above(log):
    bending = Bending(log)
    plane = bending.plane(8, 5.6)
    (left, _), (low, _) = plane.limits

    def back(there):
        share = (there - plane.frame.get_corner([-1, -1, 0]))[:2] / [plane.frame.width, plane.frame.height]
        return plane.limits[:, 0] + share * np.ptp(plane.limits, axis=1)
    for k in bending.order:
        own = OwnLine(bending, k, "A", 0.1, plane.point)
        for dash in own.dashes:
            assert np.allclose(bending.sum_of(k, np.array([back(end) for end in dash.get_start_and_end()])), 0, atol=1e-3)
        beyond = np.array([back(corner) for corner in own.side(plane, "ink", 1).get_vertices()])
        assert len(beyond) >= 3 and bending.sum_of(k, beyond).min() > -1e-3
    own.stand(lambda x, y: np.array([x - left, y - low, 0]))
    assert np.allclose(own.dashes[0].get_center()[:2], bending.switches(k)[0] - [left, low], atol=0.2)


def test_a_line_ends_where_there_is_no_more_room():
    along = np.stack([np.linspace(-4, 4, 9), np.linspace(-8, 8, 9), np.zeros(9)], axis=1)
    ends = seen(along)[[0, -1]]
    assert np.allclose(np.abs(ends[:, 1] - ACROSS), TALL) and np.allclose(ends[:, 1], 2 * ends[:, 0])
    flat = along * [1, 0, 1]
    assert np.array_equal(seen(flat), flat)


def test_with_one_neuron_the_border_is_straight_with_two_a_strip_and_with_three_one_end_closes(log):
    bending = Bending(log)
    plane = bending.plane(8, 5.6)
    (left, right), (low, high) = plane.limits

    def crossings(count, x):
        said = bending.says(bending.so_many(count))(np.stack([np.full(400, x), np.linspace(low, high, 400)], axis=1))
        return int(np.count_nonzero(np.diff(said > 0)))
    assert [(crossings(count, left), crossings(count, right)) for count in (1, 2, 3, 4)] == [(1, 1), (2, 2), (2, 0), (2, 0)]


def test_a_plane_lies_down_with_its_slice_across_and_stands_up_where_it_was(log):
    bending = Bending(log)
    plane = bending.plane(8, 5.6)
    start, end = np.array([-4.0, 0.2, 0]), np.array([5.0, 0.2, 0])
    tipped = Tipped(plane, AT, start, end)
    (left, right), (low, high) = plane.limits
    for corner in ((left, low), (right, high)):
        assert np.allclose(tipped.place(*corner), plane.point(*corner))
    tipped.show(1)
    assert np.allclose(tipped.place(AT, low), start) and np.allclose(tipped.place(AT, high), end)
    assert np.allclose(tipped.place(AT, (low + high) / 2), (start + end) / 2)
    far, near = (tipped.place(x, high)[0] - tipped.place(x, low)[0] for x in (left, right))
    assert far < end[0] - start[0] < near and tipped.place(left, low)[1] > 0.2 > tipped.place(right, low)[1]


@pytest.mark.parametrize("o", [0, 0.1, 0.5, 0.8, 1])
def test_the_area_that_stands_for_the_slope_is_as_wide_as_the_activation_and_as_high_as_what_it_lacks(o):
    area = SlopeArea(3).shift([1, 2, 0]).scale(0.8).set(o)
    share = [length / area.square.width for length in (area.field.width, area.field.height)]
    assert share == pytest.approx([o, 1 - o], abs=2e-3)
    assert np.allclose(area.lacks.get_end(), area.at(o, 1)) and np.allclose(area.has.get_start(), area.at(0, o))
