"""What backpropagation draws of the first update is what the listing's lines give."""

import numpy as np
import pytest

from network import snapshots
from network.program import Program
from scenes.film.narration.sources import Sources
from scenes.kit import theme
from scenes.kit.before_after import BeforeAfter, came_nearer
from scenes.kit.theme import role
from scenes.scratch import first_update

EDGE = (0, 1)


@pytest.fixture(scope="module")
def run():
    theme.apply()
    return snapshots.load("pixels")


def test_the_hidden_delta_before_the_change_is_the_logged_one_and_the_one_after_it_looks_different(run):
    early, late = (first_update.delta_h_by_weights(run, step).values for step in (0, 1))
    assert np.allclose(early, run.delta_h[0, 0], atol=1e-7)
    assert (early.round(4) != late.round(4)).any()


def test_the_hill_is_the_cross_entropy_and_its_slope_the_share_of_the_edge(run):
    i, j = EDGE
    weight, step = float(run.w_h_o[0, i, j]), 1e-5
    o, l = run.o[0, 0].astype(float), run.label_of(0)
    low, here, high = (first_update.cost_with(run, EDGE, weight + way * step) for way in (-1, 0, 1))
    assert here == pytest.approx(-np.log(np.where(l == 1, o, 1 - o)).sum(), rel=1e-5)
    slope = (high - low) / (2 * step)
    assert slope == pytest.approx(float(run.delta_o[0, 0, i, 0] * run.h[0, 0, j, 0]), rel=1e-4)


def test_the_next_image_runs_through_the_changed_net(run):
    image, h, o = first_update.next_values(run)
    forward = Program(run.meta["source"]).forward(run.state(1), image[0][:, None])
    assert np.allclose(h[0], np.ravel(forward["h"]), atol=1e-6) and np.allclose(o[0], np.ravel(forward["o"]), atol=1e-6)
    for values, key in (image, h, o):
        assert np.allclose(Sources({"pixels": run}).value(key), values)


def test_the_drawn_change_is_the_change_times_the_factor(run):
    drawn = first_update.exaggerated(run.w_h_o, 50)
    assert np.allclose((drawn - run.w_h_o[0]) / 50, run.w_h_o[1] - run.w_h_o[0], atol=1e-6)


def test_arrows_say_which_way_the_outputs_went_and_whether_it_was_right():
    before, after, label = np.array([[0.4, 0.6, 0.5, 0.3], [0.5, 0.7, 0.4, 0.3], [1, 0, 0, 0]])[..., None]
    assert came_nearer(before, after, label).tolist() == [True, False, True, False]
    arrows = BeforeAfter(before, after, label, ("a", "b", "c"), ("before", "after", "label")).arrows
    colors = [role(name) for name in ("target", "error", "target")]
    assert [arrow.get_fill_color() for arrow in arrows] == colors
    tips_up = [arrow.get_center_of_mass()[1] < arrow.get_center()[1] for arrow in arrows]
    assert tips_up == [True, True, False]
