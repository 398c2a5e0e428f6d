"""What backpropagation draws of the way back is what the listing's lines give."""

import numpy as np
import pytest
from manim import config

from network import snapshots
from scenes.kit import theme
from scenes.kit.bands import THINNEST
from scenes.kit.plot import sigmoid
from scenes.kit.scales import largest
from scenes.kit.theme import role
from scenes.kit.tray import Tray
from scenes.backprop import HAIR
from scenes.scratch import (chain, falling, first_cost, gearing, near_by, nudge, signs, slope_is_gap, turned_over,
                            way_back)
from scenes.scratch.all_back import AllBack
from scenes.scratch.cast import show_activations, small_net
from scenes.scratch.one_edge import OneEdge


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


@pytest.fixture(scope="module")
def near(run):
    return near_by.near_by(run, str)


def test_what_comes_back_along_the_edges_is_the_matrix_product(run):
    assert np.allclose(near_by.sums(run), (run.w_h_o[0].T @ run.delta_o[0, 0])[:, 0], atol=1e-6)


def test_the_bands_are_as_broad_as_weight_times_delta(run):
    net = show_activations(small_net(run), run)
    drawn = way_back.bands(net.edges[1], run, 1)
    back = run.w_h_o[0] * run.delta_o[0, 0]
    expected = np.maximum(np.abs(back) * way_back.SLIMMER / largest(back), THINNEST)
    assert np.allclose([band.breadth for band in drawn], expected.ravel(), rtol=1e-5)
    assert {band.get_stroke_color() for band in drawn} == {role("error")}
    assert len({(band.get_fill_color(), value < 0) for band, value in zip(drawn, back.ravel(), strict=True)}) == 2
    for j in range(net.sizes[1]):       # those of one hidden neuron
        assert np.allclose([band.breadth for band in drawn[j::net.sizes[1]]], expected[:, j], rtol=1e-5)


def test_near_by_what_leaves_the_gate_is_to_what_comes_as_the_delta_is_to_the_deltas_brought(run, near):
    j = near_by.example_neuron(run)
    unit = near.bands[0].breadth / abs(near_by.parts(run, j)[0])
    assert near.gate.breadth == pytest.approx(unit * abs(near_by.sums(run)[j]))
    assert near.gate.breadth * near.gate.opening == pytest.approx(unit * abs(float(run.delta_h[0, 0, j, 0])), rel=1e-4)


def test_of_each_hidden_neuron_what_is_left_of_both_signs_goes_through_its_gate_and_is_its_delta(run):
    every, back = AllBack(run, str), run.w_h_o[0] * run.delta_o[0, 0]
    for j, lane in enumerate(every.lanes):
        balance, streams = lane.balance, every.streams(j)
        for k, sign in enumerate((1, -1)):
            assert balance.breadths[k] == pytest.approx(sum(one.breadth for one, value in zip(streams, back[:, j])
                                                            if value * sign > 0), abs=1e-6)
        assert lane.gate.breadth == pytest.approx(abs(balance.breadths[0] - balance.breadths[1]), rel=1e-5)
        assert lane.gate.breadth * lane.gate.opening == pytest.approx(every.unit * abs(float(run.delta_h[0, 0, j, 0])), rel=1e-4)
        balance.take(1)
        assert [part.has_points() for part in balance] == [back[:, j].sum() > 0, back[:, j].sum() < 0]
        assert [part.height for part in balance if part.has_points()] == pytest.approx([lane.gate.breadth])
        total, _, slope, _, delta = lane.row
        assert round(round(total.value, total.decimals) * round(slope.value, slope.decimals), delta.decimals) == \
            round(delta.value, delta.decimals)
        assert delta.value == run.delta_h[0, 0, j, 0] and total.get_y() == pytest.approx(every.hidden[j].get_y())


def test_the_hidden_neurons_are_worked_out_one_after_the_other_and_to_the_second_comes_a_minus(run):
    every = AllBack(run, str)
    assert sorted(every.order) == list(range(len(every.hidden))) and every.order[0] == near_by.example_neuron(run)
    numbers = [number for _, number in every.pushes]
    pushes = [round(number.value, number.decimals) for number in numbers]
    total = every.lanes[every.order[1]].row[0]
    assert sum(pushes) == pytest.approx(round(total.value, total.decimals)) and min(pushes) < 0 < max(pushes)


def test_near_by_the_sum_and_the_product_close_as_shown(run, near):
    n = near_by.decimals_of(run, near_by.example_neuron(run))
    brought = [round(number.value, n) for number in near.brought]
    total, factor, result = (round(near.through[k].value, n) for k in (0, 2, 4))
    assert sum(brought) == pytest.approx(total) and round(total * factor, n) == result


def test_near_by_each_product_closes_as_shown_and_all_stand_one_under_the_other(run, near):
    j = near_by.example_neuron(run)
    for i, (factors, brought) in enumerate(zip(near.products, near.brought, strict=True)):
        weight, _, delta, _ = factors
        assert [weight.value, delta.value] == [run.w_h_o[0, i, j], run.delta_o[0, 0, i, 0]]
        product = round(weight.value, weight.decimals) * round(delta.value, delta.decimals)
        assert round(product, brought.decimals) == round(brought.value, brought.decimals)
    tops = [brought.get_top()[1] for brought in near.brought]
    assert sorted(tops, reverse=True) == tops and near.total.get_top()[1] < near.brought[-1].get_bottom()[1]
    assert near.brought.get_right()[0] < near.neuron.get_left()[0]


def test_the_table_turned_over_has_columns_as_rows_and_both_stand_in_the_same_place(run):
    over = turned_over.TurnedOver(run)
    assert np.array_equal(over.table.values, run.w_h_o[0]) and np.array_equal(over.over.values, over.table.values.T)
    assert over.over.get_center() == pytest.approx(over.table.get_center(), abs=0.05)
    assert over.get_left()[0] >= theme.SAFE_MARGIN - config.frame_width / 2


def test_each_output_s_delta_is_the_slope_of_the_cross_entropy_by_its_sum(run):
    z, label, hair = run.o_pre[0, 0].astype(float), run.label_of(0), 1e-5

    def cost(k, change):
        o = 1 / (1 + np.exp(-(z + change * (np.arange(len(z)) == k)[:, None])))
        return float(-(label * np.log(o) + (1 - label) * np.log(1 - o)).sum())
    slopes = [(cost(k, hair) - cost(k, -hair)) / (2 * hair) for k in range(len(z))]
    assert np.allclose(slopes, run.delta_o[0, 0][:, 0], atol=1e-6)
    for k in range(len(z)):
        assert nudge.cost_change(run, k, HAIR) == pytest.approx(cost(k, HAIR) - cost(k, 0), abs=1e-9)


def test_rise_over_run_as_shown_is_the_delta_as_shown(run):
    for shown, gap in zip(nudge.nudges(run, HAIR, 150, str), signs.signed_gaps(run, str), strict=True):
        assert shown.slope.value == nudge.cost_change(run, shown.i, HAIR) / HAIR
        assert f"{shown.slope.value:+.2f}" == f"{gap.delta.value:+.2f}"


@pytest.mark.parametrize("moved", [None, -slope_is_gap.ENDS[0], 0.0, slope_is_gap.ENDS[1]])
def test_along_its_tangent_the_cost_goes_by_just_the_gap(run, moved):
    for i, wanted in enumerate(run.label_of(0)[:, 0].tolist()):
        shown, hair = slope_is_gap.SlopeIsGap(run, i, 1, str), 1e-4
        z = shown.start if moved is None else moved
        shown.show(z)
        cost = (nudge.cost_of(z + hair, wanted) - nudge.cost_of(z - hair, wanted)) / (2 * hair)
        fall = shown.fall.get_end()[1] - shown.fall.get_start()[1]
        assert fall / shown.across.get_length() == pytest.approx(cost, abs=1e-6)
        assert abs(fall) == pytest.approx(shown.gap.get_length(), abs=1e-6)                 # both are drawn in one unit
        assert np.allclose(shown.fall.get_end(), shown.slant.get_end()) and shown.dots[0].get_y() == pytest.approx(
            shown.upper.point(z, float(sigmoid(z)))[1])
        assert np.abs(shown.crest.points - shown.dots[1].get_center()).sum(axis=1).min() < 0.05


def test_far_too_low_a_step_lowers_the_cost_by_nearly_one_and_nearly_right_by_nearly_nothing():
    wrong, right = (1 - float(sigmoid(z)) for z in (-slope_is_gap.ENDS[0], slope_is_gap.ENDS[1]))
    assert 0.9 < wrong < 1 and 0 < right < 0.15


@pytest.fixture(scope="module")
def links(run):
    i = int(run.label_of(0)[:, 0].argmax())
    return i, chain.Chain(run, i, str)


def test_a_sum_moves_its_output_by_how_right_it_is_times_the_gap_and_that_its_cost_by_one_over_how_right(run, links):
    i, made = links
    o, delta = float(run.o[0, 0, i, 0]), float(run.delta_o[0, 0, i, 0])
    right, _, gap, *_ = made.product
    assert steepness(made.steep.touch, made.upper[0]) == pytest.approx(o * (1 - o)) == pytest.approx(right.value * gap.value)
    assert steepness(made.touch[1], made.log.plot) == pytest.approx(-1 / o) == pytest.approx(-1 / made.by[2].value)
    assert made.left[1].value == pytest.approx(delta, abs=1e-6) == pytest.approx(-right.value * gap.value / made.by[2].value)
    unit = made.upper[0].point(0, 1)[1] - made.upper[0].point(0, 0)[1]
    assert (made.right.get_length(), made.gap.get_length()) == pytest.approx((o * unit, (1 - o) * unit))


def test_the_area_beside_the_sigmoid_is_as_much_as_the_curve_rises_all_along(links):
    _, made = links
    for z in np.linspace(-made.reach, made.reach, 25):
        read, area = (bar.height for bar in made.move(z).compared.bars)
        field, side = made.area.field, made.area.square.height
        assert area == pytest.approx(read, abs=1e-3)
        assert area == pytest.approx(field.width * field.height / side, abs=0.02)
        lengths = [line.get_length() for line in (made.right, made.gap)]
        assert lengths == pytest.approx([field.width, side - field.width], abs=0.01)
    made.move(made.z)


def test_divided_by_how_right_it_is_the_area_is_the_gap(links):
    _, made = links
    side, gap = made.area.square.height, made.gap.get_length()
    made.divide(1)
    assert (made.area.field.width, made.area.field.height) == pytest.approx((side, gap), abs=1e-6)
    assert made.area.has.get_stroke_opacity() == pytest.approx(0)
    made.divide(made.o)
    assert made.area.field.width == pytest.approx(made.right.get_length(), abs=1e-6) and made.area.has.get_stroke_opacity() == 1


def test_of_an_output_that_should_be_zero_the_gap_is_left_too_with_a_plus(run):
    i = int(run.label_of(0)[:, 0].argmin())
    told = chain.Mirrored(run, i, str)
    (right, _, gap), (_, below), (_, left) = told.row.product, told.row.by, told.row.left
    assert right.value == below.value == pytest.approx(1 - float(run.o[0, 0, i, 0])) == told.right[1].value
    assert left.value == gap.value == told.gap[1].value == pytest.approx(float(run.delta_o[0, 0, i, 0]), abs=1e-6)


def test_the_logarithm_falls_as_steeply_as_is_written_where_it_is_touched(links):
    _, made = links
    for at, (line, number) in zip(chain.HALVINGS, made.slopes, strict=True):
        assert steepness(line, made.log.plot) == pytest.approx(-number.value) == pytest.approx(-1 / at)
        assert line.get_center() == pytest.approx(made.log.at(at))


def steepness(line, plot):
    """The slope of a line in the units of its plot."""
    unit = plot.point(1, 1) - plot.point(0, 0)
    across, up = ((line.get_end() - line.get_start()) / np.where(unit == 0, 1, unit))[:2]
    return up / across


def test_the_triangle_of_run_and_rise_stands_on_the_magnified_curve(run):
    for shown in nudge.nudges(run, HAIR, 150, str):
        across, up = (line for line, _ in shown.show(150).steps)
        assert up.height / across.width == pytest.approx(abs(nudge.cost_change(run, shown.i, HAIR)) / HAIR)
        nearest = np.abs(shown.curve.points[:, 0] - up.get_x()).argmin()
        assert shown.curve.points[nearest, 1] == pytest.approx(up.get_end()[1], abs=0.03)


def test_the_gates_of_a_weight_s_ribbon_are_as_open_as_activation_and_delta(run):
    gears = gearing.Gearing(run, str)
    (i, j), (first, second) = gears.place, gears.gates
    assert run.delta_o[0, 0, i, 0] == run.delta_o[0, 0].max()
    assert [first.opening, second.opening] == pytest.approx([run.h[0, 0, j, 0], run.delta_o[0, 0, i, 0]])
    assert second.breadth == pytest.approx(first.breadth * first.opening) and np.allclose(first.exit, second.entry)
    h, delta = gears.start.number, gears.tag
    product = round(h.value, h.decimals) * round(delta.value, delta.decimals)
    assert round(product, gears.slope.decimals) == round(gears.slope.value, gears.slope.decimals)


def test_turned_by_its_slope_s_sign_the_knob_costs_what_the_program_would_say(run):
    gears = gearing.Gearing(run, str)
    (i, j), scale, label = gears.place, np.abs(run.w_h_o[0]).max(), run.label_of(0)
    for away in (-0.45, 0.2):
        weights = run.w_h_o[0].astype(float)
        weights[i, j] += away * scale
        o = 1 / (1 + np.exp(-(weights @ run.h[0, 0] + run.b_h_o[0])))
        cost = float(-(label * np.log(o) + (1 - label) * np.log(1 - o)).sum())
        assert gears.turned_by(away)[0] == pytest.approx(cost, rel=1e-4)
    assert gears.turned_by(-0.45)[0] < gears.level.value


def test_near_by_a_hair_moves_each_sum_as_far_as_the_weight_is_large(run, near):
    weights = run.w_h_o[0, :, near_by.example_neuron(run)]
    breadths = np.array([band.breadth for band in near.onward])
    assert np.allclose(breadths / breadths.sum(), np.abs(weights) / np.abs(weights).sum())
    signs_of = [role("negative" if weight < 0 else "positive") for weight in weights]
    assert [band.get_stroke_color() for band in near.onward] == signs_of


def test_along_one_edge_the_sum_moves_the_weight_times_as_far_as_the_neuron(run, near):
    one, j = OneEdge(run, near, str), near_by.example_neuron(run)
    o_pre = run.w_h_o[0] @ (run.h[0, 0] + HAIR * (np.arange(len(run.h[0, 0])) == j)[:, None]) + run.b_h_o[0]
    assert float(o_pre[one.k, 0] - run.o_pre[0, 0, one.k, 0]) / HAIR == pytest.approx(one.weight[1].value, abs=1e-4)


def test_the_sigmoid_s_slope_is_activation_times_one_minus_activation(run, near):
    h = float(run.h[0, 0, near_by.example_neuron(run), 0])
    assert near.law[1].value == pytest.approx(h * (1 - h))


def test_the_arrow_leads_from_the_output_to_its_label_and_the_sign_says_which_side(run):
    for i, gap in enumerate(signs.signed_gaps(run, str)):
        delta = float(run.delta_o[0, 0, i, 0])
        ruler, (shaft, tip) = gap.ruler, gap.arrow
        assert gap.delta.value == pytest.approx(delta) and gap.low == (delta < 0)
        assert np.sign(ruler.label.get_y() - ruler.output.get_y()) == -np.sign(delta)
        assert np.sign(tip.get_y() - shaft.get_y()) == -np.sign(delta)
        ends = sorted((ruler.label.get_y(), ruler.output.get_y()))
        assert ends[0] < min(shaft.get_bottom()[1], tip.get_bottom()[1]) and max(shaft.get_top()[1], tip.get_top()[1]) < ends[1]


def test_each_product_of_a_table_closes_as_shown(run):
    outer, _ = way_back.outer_product(run)
    for i, line in enumerate(outer.table.cells):
        for j, cell in enumerate(line):
            one, other = outer.column.cells[i][0].number, outer.row.cells[0][j].number
            product = round(one.value, one.decimals) * round(other.value, other.decimals)
            assert round(product, cell.number.decimals) == round(cell.number.value, cell.number.decimals)


def test_the_drawn_change_is_the_change_times_the_factor(run):
    drawn = way_back.exaggerated(run.w_h_o, 50)
    assert np.allclose((drawn - run.w_h_o[0]) / 50, run.w_h_o[1] - run.w_h_o[0], atol=1e-6)


def test_the_lens_shows_how_far_the_level_fell_enlarged(run):
    tray = Tray(first_cost.cost(run), 2, 1, full=first_cost.full(run))
    lens = falling.Fall(run, tray, {"LENS": 40}, str)
    old, new = (first_cost.cost(run, step) for step in (0, 1))
    assert lens.way == pytest.approx(40 * (tray.level(new)[1] - tray.level(old)[1])) and (lens.way < 0) == (new < old)
    assert lens.before.get_bottom()[1] - lens.after.get_bottom()[1] == pytest.approx(-lens.way, abs=1e-6)
    move = lens.fall().build()
    move.begin()
    move.finish()
    assert lens.surface.get_top()[1] - lens.level.get_y() == pytest.approx(lens.way, abs=1e-6)
