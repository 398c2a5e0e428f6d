"""Bands, gates, trays and nets that spread: drawn to scale, and what moves ends where it should."""

import numpy as np
import pytest

from scenes.kit import theme
from scenes.kit.bands import Band, Gate
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.spread import Spread
from scenes.kit.tray import Tray


@pytest.fixture(autouse=True)
def colours():
    theme.apply()


def breadth_at(shape, x: float) -> float:
    """How high a shape is near an x."""
    points = shape.points
    y = points[np.abs(points[:, 0] - x) < 0.02][:, 1]
    return float(y.max() - y.min())


def test_a_band_is_as_broad_as_its_value_across_its_way():
    band = Band([3, 4, 0], [0, 0, 0], 0.5, 2.0)
    corners = band.points[::4]
    assert np.linalg.norm(corners[0] - corners[3]) == pytest.approx(1.0)
    assert np.dot(corners[0] - corners[3], [3, 4, 0]) == pytest.approx(0)
    assert [one.get_stroke_color() for one in (band, Band([1, 0, 0], [0, 0, 0], -0.5, 2.0))] == \
        [theme.role("positive"), theme.role("negative")]


def test_a_band_of_blame_has_the_colour_of_errors_and_is_hollow_with_a_minus():
    plus, minus = (Band([1, 0, 0], [0, 0, 0], value, 1.0, True) for value in (0.5, -0.5))
    assert plus.get_stroke_color() == minus.get_stroke_color() == theme.role("error")
    assert plus.get_fill_color() != minus.get_fill_color() and plus.height == minus.height


def test_a_band_flows_from_its_start_and_drains_after_its_end():
    band = Band([4, 0, 0], [0, 0, 0], 0.5, 1.0)
    for move, reach in ((band.flow(), (2, 4)), (band.drain(), (0, 2))):
        move.begin()
        move.interpolate_mobject(0.5 if move.rate_func(0.5) == 0.5 else 1)
        assert (band.get_left()[0], band.get_right()[0]) == pytest.approx(reach)


def test_a_gate_lets_through_the_share_that_it_is_open():
    gate = Gate(np.zeros(3), 1.0, 0.25, (1, 1, 1), 0.8)
    assert breadth_at(gate.ribbon, 0) == pytest.approx(1.0)
    assert breadth_at(gate.ribbon, -3) == pytest.approx(0.25)
    assert gate.exit == pytest.approx([-3, 0, 0])
    assert gate.jaws[0].get_bottom()[1] - gate.jaws[1].get_top()[1] == pytest.approx(0.25)


def test_a_gate_s_ribbon_comes_from_the_right_and_runs_through_as_far_as_it_is_open():
    gate = Gate(np.zeros(3), 1.0, 0.25, (1, 1, 1), 0.8)
    gate.show(0.25, 1 / 3)
    assert gate.ribbon.get_left()[0] == pytest.approx(-1)
    move = gate.flow()
    move.begin()
    assert gate.ribbon.width < 0.1
    move.finish()
    assert breadth_at(gate.ribbon, -3) == pytest.approx(0.25) and gate.ribbon.get_left()[0] == pytest.approx(-3)


def test_a_tray_is_filled_to_the_level_of_its_value():
    tray = Tray(0.5, 4, 2, full=1.0)
    assert tray.liquid.height == pytest.approx(1) and tray.liquid.get_bottom()[1] == pytest.approx(-1)
    move = tray.pour(0.25)
    move.begin()
    move.finish()
    assert tray.liquid.height == pytest.approx(0.5)
    assert tray.level(0.25)[1] == pytest.approx(tray.liquid.get_top()[1])
    assert tray.mark(0.25).get_y() == pytest.approx(-0.5)
    tray.scale(2)
    assert tray.show(0.5).liquid.height == pytest.approx(2)


def test_a_net_spreads_and_its_edges_stay_joined():
    net = NetworkDiagram((2, 3), bias=True)
    move = Spread(net, (-3.0, 2.0))
    move.begin()
    move.finish()
    assert [layer.get_x() for layer in net.layers] == pytest.approx([-3, 2])
    assert net.bias_neurons[0].get_x() == pytest.approx(-3)
    edge = net.edges[0][2][1]
    for end, neuron in ((edge.get_start(), net.layers[0][1]), (edge.get_end(), net.layers[1][2])):
        assert np.linalg.norm(end - neuron.circle.get_center()) == pytest.approx(net.radius)
