"""What the experiments ask of trained nets: each log against what it says, computed another way, and on other images."""
import numpy as np
import pytest
import tiny

from network import snapshots
from network.errors import UserError
from network.experiments import command, stored
from network.experiments.answers import small
from network.experiments.bend import best_cut, variant
from network.experiments.crew import Job, results
from network.experiments.crowd import most_confused, neighbours, separating
from network.experiments.features import PARTS, choose, shares
from network.experiments.landscape import flat, grid, main_directions
from network.experiments.limits import moved, side_of, strangers
from network.experiments.origin import best_through_origin
from network.mnist import DataSet
from network.neuron import CLASSES, ink
from network.program import Program

SETTINGS = {"hidden": 4, "epochs": 1, "learn_rate": 0.1, "seed": 3}


@pytest.fixture(scope="module")
def log():
    return stored.load()


@pytest.fixture(scope="module")
def digits():
    return snapshots.load("digits")


@pytest.fixture(scope="module")
def pixels():
    return snapshots.load("pixels")


@pytest.fixture(scope="module")
def test_images():
    return tiny.mnist().part("test")


def made_up(side, classes, train, test) -> DataSet:
    """Images that are a picture of their class in noise."""
    rng = np.random.default_rng(0)
    pictures = rng.integers(0, 2, (classes, side ** 2)) * 200
    labels = [np.arange(count, dtype=np.uint8) % classes for count in (train, test)]
    images = [(pictures[own] + rng.integers(0, 56, (len(own), side ** 2))).astype(np.uint8) for own in labels]
    return DataSet("made up", images[0], labels[0], images[1], labels[1])


@pytest.mark.parametrize("side, classes, train, test", [(8, 3, 60, 30), (9, 26, 130, 52), (64, 4, 40, 12)])
def test_images_of_any_side_and_any_number_of_classes_will_do(tmp_path, monkeypatch, side, classes, train, test):
    tiny.quick_experiments(monkeypatch)
    path = stored.find(tmp_path)
    path.write_bytes(command.make(made_up(side, classes, train, test), SETTINGS, "a test", show=lambda line: None))
    made = stored.load(path)
    assert made.shifts.pixels[-1] == max(1, round(side * 3 / 28)) and made.strangers.images.shape[1] == side ** 2
    assert len(made.crowd.labels) == min(test, 300) and made.amounts.images[-1] == train


# --- limits and sureness ----------------------------------------------------------------------------

def test_images_are_moved_and_what_comes_in_is_black():
    image = np.arange(1, 10, dtype=np.float32).reshape(1, 9)
    assert moved(image, 0, 1).tolist() == [[0, 1, 2, 0, 4, 5, 0, 7, 8]]
    assert moved(image, -1, 0).tolist() == [[4, 5, 6, 7, 8, 9, 0, 0, 0]]
    assert np.array_equal(moved(image, 0, 0), image)
    with pytest.raises(UserError, match="10 pixels are not square"):
        side_of(np.zeros((1, 10)))


def test_answers_to_moved_and_inverted_images_are_the_nets(log, digits, test_images):
    images, labels = test_images
    program, state = Program.read(), digits.state(-1)

    def right(asked):
        return (program.forward(state, asked.T)["o"].argmax(axis=0) == labels.argmax(axis=1)).mean()

    assert (log.shifts.accuracy[0] == digits.accuracy_test[-1]).all()
    squares = images.reshape(-1, 28, 28)
    rolled = {0: np.roll(squares, 3, axis=2), 3: np.roll(squares, -3, axis=1)}      # rims of 3 pixels hold no ink to speak of
    for way, asked in rolled.items():
        assert log.shifts.accuracy[-1, way] == pytest.approx(right(asked.reshape(-1, 784)), abs=0.01)
    assert log.inverted.accuracy == right(1 - images) and log.inverted.answers.sum() == len(images)
    outputs = log.shifts.example_outputs
    assert outputs[0].argmax() == log.shifts.example_label != outputs[-1].argmax()
    assert np.allclose(outputs[0], digits.test_outputs[log.shifts.example], atol=1e-6)


def test_strangers_are_drawn_alike_in_any_size():
    for side in (8, 28, 64):
        drawn = strangers(side)
        assert all(picture.shape == (side, side) and set(np.unique(picture)) <= {0, 1} for picture in drawn.values())
        assert drawn["white"].all() and not drawn["black"].any()
    assert abs(strangers(64)["face"].mean() - strangers(28)["face"].mean()) < 0.05


def test_the_most_common_mistake_is_logged_whole(log, digits):
    label, answer = log.confused.classes
    answers = digits.test_outputs.argmax(axis=1)
    wrong = np.flatnonzero((digits.test_labels == label) & (answers == answer))
    assert np.array_equal(log.confused.index, wrong) and len(wrong) == digits.confusion[label, answer]
    assert np.array_equal(log.confused.images, tiny.mnist().test_images[wrong])
    assert np.allclose(log.confused.outputs, digits.test_outputs[wrong], atol=1e-6)


def test_small_images_are_means_of_blocks(log):
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, :4, 4:8], image[0, 27, 27] = 170, 255
    shrunk = small(image.reshape(1, 784))[0]
    assert shrunk[0, 1] == 170 and shrunk[6, 6] == 17 and shrunk.sum() == 187
    assert small(np.full((1, 81), 255, np.uint8)).tolist() == [[[255] * 7] * 7]
    assert small(image[:, :3, :3].reshape(1, 9)).shape == (1, 3, 3)
    assert np.array_equal(log.thumbnails.images, small(tiny.mnist().test_images))


# --- landscape and knobs ----------------------------------------------------------------------------

def test_main_directions_of_points_on_a_plane():
    rng = np.random.default_rng(1)
    true = np.linalg.qr(rng.standard_normal((50, 2)))[0].T
    places = np.array([[5.0, 1], [3, -1], [2, 0], [0, 0]])
    axes, share = main_directions(places @ true)
    assert np.allclose(axes @ axes.T, np.eye(2)) and share.sum() == pytest.approx(1) and share[0] > 0.9
    assert np.allclose(((places @ true) @ axes.T) @ axes, places @ true)
    assert ((places[0] @ true) @ axes.T > 0).all()


def test_the_grid_reaches_around_the_path(log):
    x, y = grid(np.array([[0.0, 0], [10, 1]]))
    assert x[0] < 0 and x[-1] > 10 and y[0] < 0 and y[-1] > 1 and np.ptp(y) >= np.ptp(x) / 2.01
    for axis, along in enumerate((log.landscape.x, log.landscape.y)):
        assert along[0] < log.landscape.path[:, axis].min() and along[-1] > log.landscape.path[:, axis].max()


def test_the_path_ends_in_the_plane_and_goes_down(log, digits):
    land = log.landscape
    assert np.abs(land.path[-1]).max() == 0 and land.share.sum() > 0.9
    for cost in ("mse", "cross_entropy"):
        assert land[f"plane_{cost}"][-1] == pytest.approx(land[f"path_{cost}"][-1], rel=1e-4)
        assert land[f"plane_{cost}"][-1] < land[f"plane_{cost}"][0] / 4
    start, end = flat(digits.state(0)), flat(digits.state(-1))
    from_end = np.linalg.norm(start - end)
    assert 0.95 * from_end < np.linalg.norm(land.path[0]) <= from_end


@pytest.mark.parametrize("group", ["knob_last", "knob_first", "twin_last", "twin_first"])
def test_a_knobs_slope_is_delta_times_activation(log, digits, pixels, group):
    run, knob = (digits, log[group]) if group.startswith("knob") else (pixels, log[group])
    name = "w_h_o" if group.endswith("last") else "w_i_h"
    row, column = knob.place
    state = run.state(0)
    image = run.train_images[0, run.pixel_index] / np.float32(255)
    label = np.float32(np.arange(run.meta["outputs"]) == run.train_labels[0])
    values = Program.read().evaluate(state, image, label)
    slopes = values["delta_o"] * values["h"].T if name == "w_h_o" else values["delta_h"] * image
    assert np.abs(slopes).argmax() == np.ravel_multi_index(knob.place, slopes.shape)
    assert knob.value == state[name][row, column] == knob.turned[knob.at]
    assert knob.slope_cross_entropy == pytest.approx(slopes[row, column], rel=1e-3)
    assert knob.mse[knob.at] == pytest.approx(values["e"], rel=1e-5)
    assert np.allclose(knob.o[knob.at], values["o"][:, 0], atol=1e-6)
    hair = np.gradient(knob.mean_mse, knob.turned)[knob.at]
    assert knob.mean_slope_mse == pytest.approx(hair, rel=0.02, abs=1e-5)


# --- crowd ------------------------------------------------------------------------------------------

def test_the_crowd_is_of_the_real_run_and_sorts_itself(log, digits, test_images):
    crowd = log.crowd
    data = tiny.mnist()
    assert np.array_equal(crowd.images, data.test_images[crowd.index])
    assert np.array_equal(crowd.labels, data.test_labels[crowd.index])
    for moment, s in ((0, 0), (-1, -1)):
        hidden = Program.read().forward(digits.state(s), test_images[0][crowd.index].T)["h"].T
        assert np.allclose(crowd.hidden[moment], hidden, atol=1e-3)
    assert np.allclose(crowd.points, (crowd.hidden.astype(float) - crowd.middle) @ crowd.axes, atol=0.02)
    middles = [np.stack([points[crowd.labels == k].mean(axis=0) for k in range(10)]) for points in crowd.points]
    found = [(np.linalg.norm(points[:, None] - middle, axis=2).argmin(axis=1) == crowd.labels).mean()
             for points, middle in zip(crowd.points, middles)]
    assert found[-1] == crowd.sorted > 0.6 > 0.4 > found[0]


def test_separating_directions_part_what_can_be_parted():
    rng = np.random.default_rng(2)
    own = np.arange(300) % 3
    hidden = rng.standard_normal((300, 6))
    hidden[:, 4:] += 8 * np.eye(3)[own][:, :2]
    axes, middle = separating(hidden, np.eye(3, dtype=np.float32)[own])
    points = (hidden - middle) @ axes
    middles = np.stack([points[own == k].mean(axis=0) for k in range(3)])
    assert (np.linalg.norm(points[:, None] - middles, axis=2).argmin(axis=1) == own).mean() > 0.98


def test_confused_classes_and_their_neighbours(log, digits):
    wrong = digits.confusion - np.diag(np.diag(digits.confusion))
    assert wrong[tuple(log.crowd.confused)] == wrong.max()
    assert most_confused(np.array([0, 1, 2, 2]), np.eye(3)[[0, 2, 1, 1]]) == (2, 1)
    nearly = np.array([[0.9, 0.1, 0.3], [0.2, 0.6, 0.5], [0.1, 0.2, 0.9]])
    assert most_confused(np.arange(3), nearly) == (1, 2)
    hidden = np.array([[0.0], [9], [1], [9.5]])
    assert neighbours(hidden, np.array([0, 0, 1, 1]), (0, 1)).tolist() == [[1, 3], [0, 2]]
    one, other = log.crowd.labels[log.crowd.pairs].T
    assert (one == log.crowd.confused[0]).all() and (other == log.crowd.confused[1]).all()


# --- the bend and the single neuron -----------------------------------------------------------------

def test_the_share_of_an_image_s_ink_that_lies_in_a_part():
    image = np.zeros((1, 16, 16), np.uint8)
    image[0, :8, 8:12] = 255
    values = {part: shares(image.reshape(1, 256), part)[0] for part in PARTS}
    assert values == dict.fromkeys(PARTS, 0) | {"right": 1, "top_right": 1, "centre": 4 / 32}
    assert [shares(np.zeros((1, 256), np.uint8), part)[0] for part in PARTS] == [0] * len(PARTS)


def test_the_class_in_the_middle_lies_between_the_others_and_two_borders_do_better_than_one(log):
    data = tiny.mnist()
    part, classes = choose(data)
    inner, low, high = (shares(data.train_images[data.train_labels == k], part) for k in classes)
    assert (part, *classes) == (log.bend.part[0], *log.bend.classes)
    assert np.median(low) < np.median(inner) < np.median(high)
    assert log.curve.test_accuracy > log.bend.best_cut + 0.03 > log.bend.fixed_accuracy


def test_of_two_classes_the_others_on_both_sides_are_the_same():
    rng = np.random.default_rng(0)
    images = np.zeros((90, 8, 8), np.uint8)
    labels = np.arange(90) % 2
    for k, image in enumerate(images):      # the share at the right: about a half, or hardly any, or nearly all
        right = 0.5 if labels[k] else rng.choice([0.05, 0.95])
        image[:, :4], image[:, 4:] = 200 * (1 - right), 200 * right
    part, classes = choose(DataSet("bands", images.reshape(-1, 64), labels, images.reshape(-1, 64), labels))
    assert classes == (1, 0, 0) and "right" in part


def test_the_best_border_is_right_as_often_as_it_says_and_no_trained_one_is_better(log):
    points, inner = log.bend.points, log.bend.labels == log.bend.classes[0]
    said = (points > log.bend.best_place) == bool(log.bend.best_above)
    assert (said == inner).mean() == pytest.approx(log.bend.best_cut, abs=0.1)
    assert log.bend.fixed_accuracy <= log.bend.best_cut and log.line.accuracy.max() <= log.bend.best_cut + 1e-9


@pytest.mark.parametrize("above", [True, False])
def test_the_best_border_between_points_that_one_can_part(above):
    points = np.random.default_rng(0).normal(size=200)
    wanted = (points > 0.3) == above
    place, *found = best_cut(points, wanted)
    assert found == [above, 1] and (((points > place) == above) == wanted).all()
    assert best_cut(points, np.ones(200, bool))[2] == 1
    halves = np.repeat([0.0, 1], 50)                     # no border parts what is equal
    assert best_cut(halves, np.arange(100) % 2 == 0)[2] == 0.5


def test_with_the_bend_the_sum_curls_and_without_it_is_a_line(log):
    points, inner = log.bend.points[:, None], log.bend.labels == log.bend.classes[0]
    for group in ("curve", "line"):
        net = {name: log[group][name][-1] for name in ("w_i_h", "b_i_h", "w_h_o", "b_h_o")}
        answers = variant(group, 0).answers(net, points)["o"].argmax(axis=0) == 0
        assert (answers == inner).mean() == pytest.approx(log[group].test_accuracy, abs=0.12)
        along = variant(group, 0).answers(net, np.linspace(-3, 3, 50, dtype=np.float32)[:, None])["o_pre"]
        bent = np.abs(np.diff(along[0] - along[1], 2)).max()
        assert (bent > 0.01) == (group == "curve")


def test_the_neuron_is_that_of_the_small_nets_run_judged_by_all_its_images(log, pixels):
    data, neuron = tiny.mnist(), log.neuron
    chosen = np.isin(data.test_labels, CLASSES)
    assert np.array_equal(neuron.points, ink(data.test_images[chosen])) and neuron.count == chosen.sum()
    assert np.array_equal(neuron.updates, pixels.neuron_updates)
    sums = neuron.points @ pixels.neuron_w.transpose(0, 2, 1) + pixels.neuron_b[:, None]
    right = ((sums > 0) == (neuron.labels == CLASSES[0])[:, None]).mean(axis=1)
    assert np.array_equal(neuron.accuracy, right)
    assert (neuron.without_bias, neuron.with_bias) == tuple(right[-1])
    assert neuron.fixed_accuracy == (neuron.labels == neuron.fixed_answer).mean() >= 0.5


def test_no_line_through_the_origin_does_better_than_the_best(log):
    wanted = log.neuron.labels == CLASSES[0]
    angles = np.linspace(0, 2 * np.pi, 2000)
    tried = ((log.neuron.points @ np.array([np.cos(angles), np.sin(angles)]) > 0) == wanted[:, None]).mean(axis=0)
    best = log.neuron.best_through_origin
    assert tried.max() <= best < tried.max() + 0.005
    assert ((log.neuron.points @ log.neuron.best_direction > 0) == wanted).mean() == best
    assert best_through_origin(np.array([[1.0, 0], [0, 1], [2, 2]]), np.array([True, False, True]))[0] == 1


# --- jobs -------------------------------------------------------------------------------------------

def double(value):
    if value == 13:
        raise UserError("not this one")
    return 2 * value


def test_jobs_give_their_results_and_further_jobs():
    jobs = [Job(str(value), double, (value,)) for value in (1, 2, 3)]
    found = dict(results(jobs, 2, lambda name, result: [Job("four", double, (result,))] if name == "2" else []))
    assert found == {"1": 2, "2": 4, "3": 6, "four": 8}


def test_a_job_that_fails_fails_all():
    with pytest.raises(UserError, match="not this one"):
        dict(results([Job("1", double, (1,)), Job("2", double, (13,))], 2, lambda name, result: []))
