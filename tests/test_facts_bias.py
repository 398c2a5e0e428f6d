"""What the chapter on the bias says, proved on the snapshots."""

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from network.experiments import stored
from scenes.bias import moments
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.plane import Plane
from scenes.kit.plot import sigmoid
from scenes.scratch.balance import Balance
from scenes.scratch.neuron_results import WITH
from scenes.scratch.sides import Sides

WITHOUT = 1 - WITH


@pytest.fixture(scope="module")
def run():
    return snapshots.load("pixels")


def test_lines_lead_out_of_a_bias_neuron_and_none_lead_in():
    net = NetworkDiagram((5, 4, 3), bias=True)
    for bias, edges in zip(net.bias_neurons, net.bias_edges, strict=True):
        assert all(np.linalg.norm(edge.get_start() - bias.get_center()) < bias.width for edge in edges)
        assert all(np.linalg.norm(edge.get_end() - bias.get_center()) > bias.width for edge in edges)
    targets = [net.layers[1], net.layers[2]]
    assert [len(edges) for edges in net.bias_edges] == [len(layer) for layer in targets]


def test_the_biases_start_at_zero_and_learn(run):
    for biases in (run.b_i_h, run.b_h_o):
        assert (biases[0] == 0).all() and (np.abs(biases[-1]) > 0.01).all()


def test_the_moments_shown_run_from_the_first_update_to_the_last(run):
    steps = moments(run.updates)
    assert steps == sorted(set(steps)) and (steps[0], steps[-1]) == (0, len(run.updates) - 1)
    ratios = np.diff(np.log(run.updates[steps[1:]]))
    assert ratios.max() < 1                                        # no update count is more than e times the last


def boundary(w: np.ndarray, b: float, low: float | np.ndarray, high: float | np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """The two points in which the line w·x + b = 0 leaves the rectangle from low to high, (2,) or the same for both axes; None if
    it misses it."""
    low, high = (np.broadcast_to(end, 2) for end in (low, high))
    found = []
    for axis in (0, 1):
        other = 1 - axis
        if w[other] == 0:
            continue
        for edge in (low[axis], high[axis]):
            along = -(b + w[axis] * edge) / w[other]
            if low[other] <= along <= high[other]:
                found.append(np.array([edge, along] if axis == 0 else [along, edge]))
    if len(found) < 2:
        return None
    far = max(found[1:], key=lambda end: np.linalg.norm(end - found[0]))
    return found[0], far


def test_what_a_single_sigmoid_neuron_draws_is_a_straight_line(run):
    """Wherever on the line between two points of its boundary: the output is one half."""
    w, b = run.neuron_w[-1, WITH].astype(float), float(run.neuron_b[-1, WITH])
    one, other = boundary(w, b, -10, 10)
    for share in np.linspace(0, 1, 7):
        assert sigmoid((one + share * (other - one)) @ w + b) == pytest.approx(0.5)


def test_the_weights_tilt_the_line_and_the_bias_shifts_it():
    def direction(ends):
        return (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])

    w = np.array([1.0, 2.0])
    old, tilted, shifted = boundary(w, 0, -5, 5), boundary(w[::-1], 0, -5, 5), boundary(w, 1.5, -5, 5)
    assert abs(direction(old) @ direction(shifted)) == pytest.approx(1) and not np.allclose(old, shifted)
    assert abs(direction(old) @ direction(tilted)) < 0.9


def test_without_a_bias_the_line_goes_through_the_origin_after_every_update(run):
    assert (run.neuron_b[:, WITHOUT] == 0).all()
    for w in run.neuron_w[:, WITHOUT].astype(float):
        one, other = boundary(w, 0, -1, 1)
        assert np.allclose(one, -other)


@pytest.fixture(scope="module")
def log():
    return stored.load().neuron


def test_no_line_through_the_origin_does_as_well_as_the_one_with_a_bias(run, log):
    angles = np.linspace(0, 2 * np.pi, 3601)
    sums = log.points @ np.array([np.cos(angles), np.sin(angles)])
    best = ((sums > 0) == (log.labels == 0)[:, None]).mean(axis=0).max()
    assert best == pytest.approx(float(log.best_through_origin), abs=0.002)
    assert ((log.points @ log.best_direction > 0) == (log.labels == 0)).mean() == pytest.approx(float(log.best_through_origin))
    assert log.fixed_accuracy < log.without_bias < best < log.with_bias - 0.15


def test_the_shares_shown_are_those_of_the_logged_weights_on_all_test_images(run, log):
    assert list(log.updates) == list(run.neuron_updates) and len(log.points) == int(log.count)
    for u in (0, len(log.updates) // 2, -1):
        for variant in (WITHOUT, WITH):
            says = log.points @ run.neuron_w[u, variant] + run.neuron_b[u, variant]
            right = ((says > 0) == (log.labels == 0)).mean()
            assert right == pytest.approx(log.accuracy[u, variant], abs=0.002)


def test_the_shares_spoken_are_those_of_the_log(run, log):
    facts = said(pixels=run, experiments=stored.load())
    for name in ("with_bias", "best_through_origin"):
        assert facts[name] == f"{round(100 * float(log[name]))} percent"
    assert facts["neuron_count"] == f"{len(log.points):,}"


def test_in_the_real_net_others_make_up_for_a_bias(log):
    every = stored.load()
    assert abs(float(every.no_bias.test_accuracy - every.real.test_accuracy)) < 0.005


def test_each_class_is_written_where_the_neuron_says_it(run, log):
    plane = Plane(log.points, log.labels == 0, (-0.8, 5.3), (-0.8, 5.3), 5.7, 5.7)
    sides = Sides(plane, ("zeros", "ones"))
    shown = 0
    for u in range(len(run.neuron_updates)):
        for variant in (WITHOUT, WITH):
            w, b = run.neuron_w[u, variant], float(run.neuron_b[u, variant])
            for label, sign in zip(sides.show(w, b), (1, -1), strict=True):
                inside = (label.get_center() - plane.frame.get_center())[:2]
                assert np.all(np.abs(inside) + [label.width / 2, label.height / 2] < 5.7 / 2)
                if label[0].get_fill_opacity() > 0:
                    place = inside / 5.7 * 6.1 + 2.25
                    assert sign * (place @ w + b) > 0
                    shown += 1
    assert shown > 1.5 * 2 * len(run.neuron_updates)          # of two labels, for both variants


def test_the_two_bars_cancel_out_along_the_line_and_nowhere_else():
    w, places = np.array([-2.0, 1.0]), np.array([[1.0, 2.0], [1.0, 3.0], [2.0, 1.0]])
    balance = Balance(w, (0, 1, 2), (-1.5, 1.5), places)
    for place in places:
        first, second, total = balance.show(place).bars
        ends = {round(float(y), 6) for y in (second.get_top()[1], second.get_bottom()[1])}
        assert round(float(first.get_bottom()[1]), 6) in ends                # the second begins where the first ends,
        assert (round(balance.zero, 6) in ends) == (place @ w == 0)          # and ends at 0 on the line only
        assert np.sign(round(total.get_y() - balance.zero, 6)) == np.sign(place @ w)
