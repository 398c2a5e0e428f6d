"""What the chapter `limits` says and shows, proved on the logs and on the finished net."""

import numpy as np
import pytest
from film_tools import said
from manim import config

from network.experiments.limits import moved
from network.mnist import read_data_set
from scenes.kit import theme
from scenes.kit.digit import Digit
from scenes.kit.plot import sigmoid
from scenes.kit.scales import activation_fill
from scenes.kit.sliding_window import FoundMap, slid, telling_patch, window_on
from scenes.kit.sprites import grid
from scenes.limits import FULL, WINDOW, on_the_wall, wave
from scenes.scratch.over_weights import Over
from scenes.scratch.strokes import Reading, answers, changes, forward

CHAPTER = "limits"
SIDE = 28


def test_the_example_is_read_rightly_until_it_is_moved(run, log):
    shifts = log.shifts
    for by, outputs in zip(map(int, shifts.pixels), shifts.example_outputs, strict=True):
        image = moved(shifts.example_image[None], 0, by) / np.float32(255)
        assert answers(run, image)[0] == pytest.approx(outputs, abs=1e-4)
    assert shifts.example_outputs[0].argmax() == shifts.example_label != shifts.example_outputs[-1].argmax()
    assert said(digits=run)["shift_first"] == "what it is"


def test_what_happens_to_the_example_happens_to_many_images(log):
    accuracy = log.shifts.accuracy
    assert (np.diff(accuracy, axis=0) < 0).all() and accuracy[-1].max() < 0.6


def test_a_moved_image_meets_other_weights(run, log):
    """Each weight belongs to one pixel: what the image adds up in some hidden neuron goes down when it is moved."""
    learned, image = changes(run), log.shifts.example_image[None] / 255.0
    before, after = learned @ image[0], learned @ moved(image, 0, int(log.shifts.pixels[-1]))[0]
    assert (before - after).max() > 3


def test_its_ink_slides_off_the_weights_that_wait_for_it_and_the_neuron_goes_dark(run, log):
    theme.apply()
    images = np.stack([moved(log.shifts.example_image[None], 0, int(by))[0] for by in log.shifts.pixels]) / 255.0
    over = Over(run, images)
    said = forward(run, images)["h"][over.which]
    assert said[0] > 0.9 and said[-1] < 0.1 and over.weights == pytest.approx(changes(run)[over.which])
    for d, value in enumerate(said):
        over.slide(d)
        assert over.neuron.circle.get_fill_color() == activation_fill(float(value))
    over.come(1)
    spot, frame = over.spot(), over.picture.frame
    column, row = ((spot.get_center() - frame.get_corner([-1, 1, 0]))[:2] * [1, -1] / frame.width * SIDE).astype(int)
    weight, before, after = (one.reshape(SIDE, SIDE)[row, column] for one in (over.weights, images[0], images[-1]))
    assert weight > 0 and before - after > 0.5 and frame.width > 0.8 * config.frame_height


def test_black_and_white_are_swapped_in_a_wave_from_the_left():
    places = grid(4, 9, (1, 1))
    assert not wave(places, 0).any() and wave(places, 1) == pytest.approx(1)
    half = wave(places, 0.5).reshape(4, 9)
    assert half[:, 0] == pytest.approx(1) and not half[:, -1].any() and (np.diff(half, axis=1) <= 0).all()


def test_the_image_that_comes_out_of_the_wall_is_the_one_that_is_there(run, log):
    order, reading = on_the_wall(log), Reading.darkened(run)
    index = log.crowd.index[order].tolist()
    assert len(order) == len(set(order)) and log.shifts.example not in index and index == sorted(index)
    assert run.probe_set[reading.probe] == "test" and int(run.probe_index[reading.probe]) in index
    own = log.crowd.images[order[index.index(int(run.probe_index[reading.probe]))]]
    assert (own == run.probe_images[reading.probe]).all()


def test_black_on_white_is_worse_than_guessing(run, log, shown):
    numbers, lines = shown
    share = float(log.inverted.accuracy)
    assert share < 1 / run.meta["outputs"]
    assert f"{100 * share:.1f} percent" in lines["inverted"] and "worse than guessing" in lines["swapped"]
    assert numbers["inverted"]["experiments:inverted.accuracy*100"] == pytest.approx(100 * share)
    crowd = log.crowd
    right = (answers(run, 1 - crowd.images / np.float32(255)).argmax(axis=1) == crowd.labels).mean()
    assert right < 0.05      # of the images on the wall, too


def test_pictures_of_other_things_are_answered(run, log, shown):
    _, lines = shown
    assert answers(run, log.strangers.images / np.float32(255)) == pytest.approx(log.strangers.outputs, abs=1e-4)
    assert len(log.strangers.outputs[0]) == len(run.meta["classes"])
    black = [str(name) for name in log.strangers.names].index("black")
    hidden = sigmoid(run.b_i_h[-1])         # where no pixel pushes, a sum is its bias
    assert "only biases do" in lines["ten"] and not log.strangers.images[black].any()
    assert sigmoid(run.w_h_o[-1] @ hidden + run.b_h_o[-1])[:, 0] == pytest.approx(log.strangers.outputs[black], abs=1e-4)


def test_no_class_of_the_net_is_none_of_them(run):
    assert sorted(run.meta["classes"]) == sorted(set(read_data_set().test_labels.tolist()))
    assert run.meta["outputs"] == len(run.meta["classes"])


def test_what_a_window_finds_moves_along_with_the_image(run, log):
    """The sums are the real weights' times the pixels below them, and shifting the image shifts them."""
    neuron, row, column = telling_patch(changes(run), WINDOW)
    weights = changes(run)[neuron].reshape(SIDE, SIDE)[row:row + WINDOW, column:column + WINDOW]
    image = log.shifts.example_image[None]
    sums, by = slid(image[0], weights), int(log.shifts.pixels[-1])
    one = (image[0].reshape(SIDE, SIDE)[9:9 + WINDOW, 11:11 + WINDOW] / 255 * weights).sum()
    assert sums.shape == (SIDE - WINDOW + 1,) * 2 and sums[9, 11] == pytest.approx(one)
    assert slid(moved(image, 0, by)[0], weights)[:, by:] == pytest.approx(sums[:, :-by])
    assert sums.max() > 1 and weights.max() > 0 > weights.min()
    found = FoundMap(sums, 0.2, FULL * float(sums.max())).show(sums)
    hot = (found.image.pixel_array[..., :3] == np.round(255 * theme.role("activation").to_rgb())).all(axis=2)
    share = sums / (FULL * sums.max())
    assert hot[share >= 1].all() and not hot[share < 0.95].any() and 5 < hot.sum() < 0.2 * sums.size
    across = found.frame.width / len(sums)
    for k in (0, 9):
        left = found.mark(k, k).get_center() - found.image.get_corner([-1, 1, 0])
        assert left[:2] == pytest.approx([(k + 0.5) * across, -(k + 0.5) * across])


def test_the_window_stands_where_its_sum_is_made():
    theme.apply()
    digit = Digit(np.zeros(SIDE * SIDE), side=2.8)
    first, last = window_on(digit, WINDOW, 0), window_on(digit, WINDOW, (SIDE - WINDOW + 1) ** 2 - 1)
    assert first.get_corner([-1, 1, 0]) == pytest.approx(digit.frame.get_corner([-1, 1, 0]))
    assert last.get_corner([1, -1, 0]) == pytest.approx(digit.frame.get_corner([1, -1, 0]))
    assert first.width == pytest.approx(WINDOW * 0.1)


def test_a_neuron_goes_dark_when_black_and_white_are_swapped(run):
    reading = Reading.darkened(run)
    image = run.probe_images[reading.probe] / np.float32(255)
    before, after = (float(forward(run, one[None])["h"][reading.neuron, 0]) for one in (image, 1 - image))
    assert before > 0.9 and after < 0.1
    weights = changes(run)[reading.neuron]
    assert weights @ image[run.pixel_index] > 0 > weights @ (1 - image[run.pixel_index])
