"""What the chapter on the sigmoid says of its bend and of its flat ends, proved on the logs."""

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from network.experiments import stored
from network.program import Program
from scenes.kit import theme
from scenes.kit.plot import sigmoid, sigmoid_plot
from scenes.scratch.adding import Adding
from scenes.scratch.bending import Activation, Bending, curled, first_of, margin
from scenes.scratch.flat_ends import gains
from scenes.scratch.first_weights import HIGH_END, LOW_END, at_the_ends, end_sums
from scenes.scratch.ramps import Ramps
from scenes.scratch.without import IMAGES, RUNS, Contest


@pytest.fixture(scope="module")
def log():
    theme.apply()
    return stored.load()


@pytest.fixture(scope="module")
def digits():
    return snapshots.load("digits")


def text(key, **values):
    return key


# --- the bend ------------------------------------------------------------------------------------


def test_the_activation_curls_from_a_straight_line_into_the_sigmoid():
    z = np.linspace(-6, 6, 49)
    assert np.allclose(curled(z, 1), sigmoid(z))
    assert np.allclose(curled(z, 0), 0.5 + z / 4, atol=0.01)
    curvature = [np.abs(np.diff(curled(z, share), 2)).max() for share in (0, 0.3, 0.6, 1)]
    assert curvature == sorted(curvature)
    shape = Activation(4, 3)
    for share in (0, 0.5, 1):
        points = shape.show(share).curve.points
        assert np.abs(points[:, 0]).max() <= 2 + 1e-6 and np.abs(points[:, 1]).max() <= 1.5 + 1e-6
    assert points[0, 1] == pytest.approx(shape.axes[0].get_y(), abs=0.01)        # the sigmoid begins on its axis, at 0


def test_what_is_drawn_at_both_ends_are_the_two_trained_nets(log):
    bending, points = Bending(log), log.bend.points
    first = log.bend.labels == log.bend.classes[bending.first]
    for way, net in ((0, log.line), (2, log.curve)):
        right = ((bending.says(way)(points) > 0) == first).mean()
        assert right == pytest.approx(float(net.test_accuracy), abs=0.08)        # of the points shown, and of all
    state = {name: log.curve[name][-1].astype(float) for name in ("w_i_h", "b_i_h", "w_h_o", "b_h_o")}
    o_pre = Program.read().forward(state, points[:50].T.astype(float))["o_pre"]
    assert np.allclose(bending.says(2)(points[:50]), o_pre[bending.first] - o_pre[1 - bending.first], atol=1e-6)


def test_the_tiles_times_their_weights_and_the_biases_are_the_sum_that_is_drawn(log):
    bending, points = Bending(log), log.bend.points[:40].astype(float)
    for way, net, activation in ((0, log.line, lambda z: z), (2, log.curve, sigmoid)):
        parts = [activation(bending.sum_of(k, points, way)) * weight for k, weight in enumerate(bending.weights(way))]
        bias = (net.b_h_o[-1][bending.first] - net.b_h_o[-1][1 - bending.first])[0]
        assert np.allclose(sum(parts) + bias, bending.says(way)(points), atol=1e-5)
        some = np.arange(len(parts)) < 2
        assert np.allclose(sum(parts[:2]) + bias, bending.says(way, some)(points), atol=1e-5)


def test_a_tile_is_dark_where_its_neuron_is_least_active_and_bright_where_most(log):
    bending = Bending(log)
    adding = Adding(bending, bending.plane(8, 5.6), -5)
    for way in (0, 1, 2):
        for k, tile in enumerate(adding.show(way).tiles):
            (left, right), (low, high) = tile.limits
            corners = np.array([[x, y] for x in (left, right) for y in (low, high)])
            shade = tile.shade(bending.sum_of(k, corners, way))
            assert -1e-6 <= shade.min() and shade.max() <= 1 + 1e-6
            assert max(shade.max(), 1 - shade.min()) == pytest.approx(1, abs=0.01)
            assert np.array_equal(np.argsort(shade), np.argsort(bending.sum_of(k, corners, way))) or way == 2


def test_a_class_keeps_the_hue_that_it_has_in_the_chapter_on_the_bias(log):
    assert [first_of(classes) for classes in ((0, 1), (1, 2), (2, 0), (0, 5), (7, 1), (4, 9))] == [0, 1, 1, 0, 0, 0]
    bending = Bending(log)
    plane = bending.plane(8, 5.6)
    assert (plane.first == (log.bend.labels == log.bend.classes[bending.first])).all()


@pytest.mark.parametrize("way", [0, 0.4, 1])
def test_without_the_bend_the_boundary_is_a_straight_line(log, way):
    said_of = Bending(log).says(way)
    one, other = np.array([[-1.0, 0.3], [2.0, -0.5]])
    shares = np.linspace(0, 1, 9)
    along = said_of(one + shares[:, None] * (other - one))
    straight = along[0] + shares * (along[-1] - along[0])
    assert np.allclose(along, straight, atol=0.02 * np.abs(along).max())


def test_with_the_bend_it_is_not(log):
    one, other = np.array([[-1.0, -2.0], [-1.0, 2.0]])
    along = margin(log.curve, np.linspace(one, other, 41), sigmoid) > 0
    assert (np.diff(along.astype(int)) != 0).sum() == 2       # a straight line is crossed once


def test_more_neurons_do_not_help_without_the_bend_and_do_with_it(log):
    names = (*RUNS, "no_bend_100", "hidden_100", "no_hidden_layer")
    accuracy = {name: float(log[name].test_accuracy) for name in names}
    assert accuracy["no_bend_100"] < accuracy["no_bend"] + 0.01 < accuracy["no_hidden_layer"] < accuracy["real"]
    assert accuracy["real"] + 0.02 < accuracy["hidden_100"]
    assert "h = h_pre" in log.meta["runs"]["no_bend"]["source"]
    assert log.meta["runs"]["no_bend_100"]["settings"]["hidden"] == log.neurons.hidden[-1]
    facts = said(experiments=log)
    for fact, name in (("no_bend_accuracy", "no_bend"), ("no_hidden_layer_accuracy", "no_hidden_layer"),
                       ("rate_accuracy", "real")):
        assert facts[fact] == f"{round(100 * accuracy[name])} percent"


def test_the_contest_fills_as_many_of_a_hundred_images_as_each_net_reads_rightly(log):
    contest = Contest(log, text)
    for k, (name, images) in enumerate(zip(RUNS, contest.images, strict=True)):
        lit = contest.enter(k)[0].animations
        assert len(images) == IMAGES and len(lit) == round(100 * float(log[name].test_accuracy))


# --- the flat ends -------------------------------------------------------------------------------


def test_the_count_of_hidden_values_at_the_ends_is_that_of_both_logs(log, digits):
    h, facts = np.ravel(digits.h[0]), said(digits=digits, experiments=log)
    near = sum(1 for value in h if value < LOW_END or value > HIGH_END)
    assert (facts["first_ends"], facts["first_values"]) == (f"{near:,}", f"{len(h):,}")
    assert at_the_ends(h).sum() == near == log.real.first_ends > 10 * log.narrow.first_ends


def test_the_ends_begin_where_counting_does(digits):
    low, high = end_sums()
    assert sigmoid(np.array([low, high])) == pytest.approx([LOW_END, HIGH_END])
    sums = np.ravel(digits.h_pre[0])
    assert np.array_equal((sums < low) | (sums > high), at_the_ends(np.ravel(digits.h[0])))


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


def test_a_step_changes_least_at_the_ends():
    theme.apply()
    plot, _ = sigmoid_plot(10, 4, 9)
    up = gains(plot, np.array([-8.0, 0, 8]), 1.5)
    assert up == pytest.approx([4 * float(sigmoid(x + 1.5) - sigmoid(x)) for x in (-8, 0, 8)])
    assert up[1] > 100 * max(up[0], up[2])


def test_two_ramps_the_one_upon_the_other_are_the_ramp_of_their_sum(log):
    theme.apply()
    bending = Bending(log)
    left, right = ends = bending.plane(8, 5.6).limits[0]
    ramps, weights = Ramps(bending, left, right, str), bending.weights(0)
    chosen = [k in ramps.chosen for k in range(len(weights))]
    assert np.abs(weights[chosen]).min() > np.abs(weights[np.logical_not(chosen)]).max()
    for animation in ramps.stack():
        animation.begin()
        animation.finish()
    for x, foot, place, corner in zip(ends, ramps.feet, ramps.lines[1].get_start_and_end(), ramps.fields[1].get_vertices()):
        parts = weights * [bending.sum_of(k, np.array([[x, 0.0]]), 0)[0] for k in range(len(weights))]
        assert place[1] - foot[1] == pytest.approx(ramps.unit * parts[chosen].sum(), abs=0.01)
        assert corner[1] - foot[1] == pytest.approx(ramps.unit * parts[ramps.chosen[0]], abs=0.01)
    assert abs(np.diff(ramps.heights.sum(axis=0))[0]) > 0.1


def test_with_one_neuron_the_border_is_straight_with_two_a_strip_and_with_three_one_end_closes(log):
    bending = Bending(log)
    plane = bending.plane(8, 5.6)
    adding = Adding(bending, plane, -5)
    (left, right), (low, high) = plane.limits

    def crossings(count, x):
        said = bending.says(2, adding.added(count))(np.stack([np.full(400, x), np.linspace(low, high, 400)], axis=1))
        return int(np.count_nonzero(np.diff(said > 0)))
    assert [(crossings(count, left), crossings(count, right)) for count in (1, 2, 3, 4)] == [(1, 1), (2, 2), (2, 0), (2, 0)]
