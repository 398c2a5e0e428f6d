"""The diagram is a function of the arrays it is given."""

import numpy as np
import pytest

from scenes.kit import scales, theme
from scenes.kit.diagram import LightUp, NetworkDiagram, Ring, delta_tag


@pytest.fixture(scope="module")
def w():
    return np.array([[0.5, -0.25], [0.1, 0.0], [-0.5, 0.3]])


@pytest.fixture
def net(w):
    theme.apply()
    return NetworkDiagram((2, 3), bias=True).set_weights(0, w, bias=np.array([[0.2], [0.0], [-0.2]]))


def test_every_edge_looks_like_its_weight(net, w):
    for i in range(3):
        for j in range(2):
            look, edge = scales.edge_look(w[i, j], 0.5), net.edges[0][i][j]
            assert edge.get_stroke_color() == look.color
            assert edge.get_stroke_width() == pytest.approx(look.width)
            assert edge.get_stroke_opacity() == pytest.approx(look.opacity)


def test_edge_i_j_joins_neuron_j_with_neuron_i(net):
    for i in range(3):
        for j in range(2):
            edge = net.edges[0][i][j]
            source, target = net.layers[0][j].get_center(), net.layers[1][i].get_center()
            way = (target - source) / np.linalg.norm(target - source)
            assert np.allclose(edge.get_start(), source + way * net.radius)
            assert np.allclose(edge.get_end(), target - way * net.radius)


def test_edges_follow_neurons_that_have_moved(net):
    net.layers[1][2].shift([0.5, -1, 0])
    net.bias_neurons[0].shift([-0.5, 0, 0])
    net.rejoin()
    for source, edge in ((net.layers[0][1], net.edges[0][2][1]), (net.bias_neurons[0], net.bias_edges[0][2])):
        start, end = source.get_center(), net.layers[1][2].get_center()
        way = (end - start) / np.linalg.norm(end - start)
        assert np.allclose(edge.get_start(), start + way * source.circle.width / 2)
        assert np.allclose(edge.get_end(), end - way * net.radius)


def test_the_bias_neuron_is_one_and_its_edges_look_like_the_bias(net):
    assert net.bias_neurons[0].number.value == 1
    looks = [scales.edge_look(value, 0.5) for value in (0.2, 0.0, -0.2)]
    assert [edge.get_stroke_color() for edge in net.bias_edges[0]] == [look.color for look in looks]


def test_changes_end_at_the_look_of_the_new_weights_on_the_first_scale(net, w):
    change = net.change_weights(0, -2 * w)
    change.begin()
    change.finish()
    look, edge = scales.edge_look(-0.2, 0.5), net.edges[0][1][0]
    assert edge.get_stroke_color() == look.color and edge.get_stroke_width() == pytest.approx(look.width)


def test_focus_dims_all_but_the_chosen_edges_and_unfocus_restores_them(net, w):
    chosen = net.edges[0][2][1]
    for animation in (net.focus(chosen), ):
        animation.begin()
        animation.finish()
    opacities = [edge.get_stroke_opacity() for edge in net.edges_between(0)]
    assert sorted(opacities)[-1] == chosen.get_stroke_opacity() == 1 and max(sorted(opacities)[:-1]) < 0.2
    back = net.unfocus()
    back.begin()
    back.finish()
    assert chosen.get_stroke_opacity() == pytest.approx(scales.edge_look(w[2, 1], 0.5).opacity)


def test_a_neuron_shows_its_value_and_its_source(net):
    light = LightUp(net.layers[1][0], 0.75, "pixels:h[0,0,0]")
    light.begin()
    light.interpolate(0.3)
    light.finish()
    neuron = net.layers[1][0]
    assert neuron.number.value == pytest.approx(0.75) and neuron.number.source == "pixels:h[0,0,0]"
    assert neuron.circle.get_fill_color() == scales.activation_fill(0.75)


def test_large_layers_have_a_gap_and_their_count():
    theme.apply()
    net = NetworkDiagram((784, 20, 10), most=6)
    assert [len(layer) for layer in net.layers] == [6, 6, 6]
    assert net.shown[0] == [0, 1, 2, 781, 782, 783]
    w = np.random.default_rng(0).uniform(-1, 1, (20, 784))
    net.set_weights(0, w, scale=1.0)
    assert net.edges[0][5][4].get_stroke_width() == pytest.approx(scales.edge_look(w[19, 782], 1.0).width)


def test_a_layer_s_deltas_stand_beside_its_neurons(net):
    shown = net.deltas(1, np.array([0.3, -0.3, 0.1]), "pixels:delta_o[0,0]")
    assert [number.value for number in shown] == [0.3, -0.3, 0.1] and shown[1].source == "pixels:delta_o[0,0][1]"
    for number, neuron in zip(shown, net.layers[1], strict=True):
        assert number.get_y() == pytest.approx(neuron.get_y()) and number.get_left()[0] > neuron.get_right()[0]


def test_delta_tags_point_the_way_that_a_value_should_move_down_for_plus():
    theme.apply()
    tags = [delta_tag(delta, 0.3, f"pixels:delta_o[0,0][{i}]") for i, delta in enumerate((0.3, -0.3, 0.1))]
    tips = [tag[1].get_vertices()[:, 1] for tag in tags]
    up = [np.argmax(np.bincount((y > y.mean()).astype(int), minlength=2)) == 0 for y in tips]
    assert up == [False, True, False]
    assert tags[0][2].value == 0.3 and tags[1][2].source == "pixels:delta_o[0,0][1]"
    assert tags[0][1].width == pytest.approx(tags[1][1].width) and tags[2][1].width < tags[0][1].width


def test_a_neuron_is_ringed_and_lit_at_the_same_time(net):
    neuron = net.layers[1][1]
    moves = [Ring(neuron), LightUp(neuron, 0.5, "pixels:h[0,0][1]")]
    for move in moves:
        move.begin()
    for alpha in (0.4, 1.0):
        for move in moves:
            move.interpolate(alpha)
    for move in moves:
        move.finish()
    assert neuron.circle.get_stroke_color() == theme.role("focus")
    assert neuron.circle.get_fill_color() == scales.activation_fill(0.5) and neuron.number.value == 0.5
    back = Ring(neuron, on=False)
    back.begin()
    back.finish()
    assert neuron.circle.get_stroke_color() == theme.role("quiet")
