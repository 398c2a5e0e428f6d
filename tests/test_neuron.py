"""The single neuron: what it sees, that it learns by the listing's rule, its log and the log's damage."""
import json

import numpy as np
import pytest
import tiny

from network import snapshots
from network.errors import UserError
from network.mnist import DataSet
from network.neuron import CLASSES, ink, train_neuron
from network.snapshots import SCHEMA

KEYS = [key for key in SCHEMA if key.startswith("neuron")]


@pytest.fixture(scope="module")
def run():
    return snapshots.load("pixels")


def test_ink_of_the_lower_quarters_in_rows_of_white():
    images = np.zeros((3, 28, 28), np.uint8)
    images[1, 14:, :14] = 255
    images[2, 13:15, 13:18] = 255
    assert np.allclose(ink(images.reshape(3, 784)), [[0, 0], [14, 0], [1 / 14, 4 / 14]])


def test_points_are_the_first_test_images_of_both_classes(run):
    whole = tiny.mnist()
    chosen = np.flatnonzero(np.isin(whole.test_labels, CLASSES))[:len(run.neuron_points)]
    assert np.array_equal(run.neuron_points, ink(whole.test_images[chosen]))
    assert np.array_equal(run.neuron_labels, whole.test_labels[chosen])
    assert np.allclose(run.neuron_points[run.neuron_labels == 0][0], ink(run.probe_images[1:2])[0])


def test_an_update_is_that_of_the_listing_for_a_single_neuron():
    """Against the chain rule: the gradient of the cross-entropy by finite differences."""
    data = tiny.data_set(train=60)
    log = train_neuron(data, learn_rate=0.1, seed=3)
    first = np.flatnonzero(np.isin(data.train_labels, CLASSES))[0]
    x, l = ink(data.train_images[first:first + 1])[0].astype(float), float(data.train_labels[first] == CLASSES[0])

    def cost(w0, w1, b):
        o = 1 / (1 + np.exp(-(w0 * x[0] + w1 * x[1] + b)))
        return -(l * np.log(o) + (1 - l) * np.log(1 - o))

    for variant in (0, 1):
        before = [*log["neuron_w"][0, variant].astype(float), float(log["neuron_b"][0, variant])]
        step = np.eye(3) * 1e-5
        slope = [(cost(*(before + s)) - cost(*(before - s))) / 2e-5 for s in step]
        after = [*log["neuron_w"][1, variant], log["neuron_b"][1, variant]]
        expected = before - 0.1 * np.array(slope) * [1, 1, variant]
        assert list(log["neuron_updates"][:2]) == [0, 1] and np.allclose(after, expected, atol=1e-5)


def test_both_start_alike_and_only_one_ever_has_a_bias(run):
    assert np.array_equal(run.neuron_w[0, 0], run.neuron_w[0, 1])
    assert (run.neuron_b[:, 0] == 0).all() and run.neuron_b[0, 1] == 0
    assert (run.neuron_b[1:, 1] != 0).all()


def test_accuracy_is_the_share_of_points_on_the_right_side(run):
    for u in (0, len(run.neuron_updates) // 2, -1):
        for variant in (0, 1):
            w, b = run.neuron_w[u, variant], run.neuron_b[u, variant]
            right = [(x @ w + b > 0) == (label == 0) for x, label in zip(run.neuron_points, run.neuron_labels)]
            assert run.neuron_accuracy[u, variant] == pytest.approx(np.mean(right))


def test_the_log_ends_after_one_pass(run):
    images = int(np.isin(tiny.mnist().train_labels, CLASSES).sum())
    assert run.neuron_updates[-1] == images and len(run.neuron_updates) > 100


def test_the_real_nets_run_has_no_single_neuron():
    digits = snapshots.load("digits")
    assert all(len(getattr(digits, key)) == 0 for key in KEYS)


def test_data_without_the_two_digits_is_one_clear_error():
    data = tiny.data_set()
    seen = data.test_labels > 1
    other = DataSet("other", data.train_images, data.train_labels, data.test_images[seen], data.test_labels[seen])
    with pytest.raises(UserError, match=r"other has no test images of \(0, 1\)"):
        train_neuron(other, 0.01, 0)


def nothing(array):
    return array[:0]


DAMAGE = [("neuron_points", lambda a: a[:-1], "should be"), ("neuron_points", lambda a: a - 20, "has values"),
          ("neuron_labels", lambda a: a + 1, "of the classes"), ("neuron_w", lambda a: a * np.nan, "has values"),
          ("neuron_w", lambda a: a[:-1], "should be"), ("neuron_b", lambda a: a[:-1], "should be"),
          ("neuron_updates", lambda a: a[::-1], "ascend"), ("neuron_accuracy", lambda a: a + 1, "has values"),
          (("neuron_updates", "neuron_w", "neuron_b", "neuron_accuracy"), nothing, "ascend"),
          (("neuron_points", "neuron_labels"), nothing, "at least one")]


@pytest.mark.parametrize("keys, change, expected", DAMAGE)
def test_a_damaged_log_is_refused(tmp_path, keys, change, expected):
    with np.load(snapshots.find("pixels")) as stored:
        content = dict(stored)
    for key in (keys,) if isinstance(keys, str) else keys:
        content[key] = change(content[key])
    np.savez(tmp_path / "run.npz", **content)
    with pytest.raises(UserError, match=expected) as caught:
        snapshots.load(tmp_path / "run.npz")
    assert "run.npz" in str(caught.value) and "network.train" in str(caught.value)


def test_a_real_nets_run_with_a_single_neuron_is_refused(tmp_path):
    with np.load(snapshots.find("digits")) as digits, np.load(snapshots.find("pixels")) as pixels:
        assert json.loads(str(digits["meta"]))["inputs"] == 784
        np.savez(tmp_path / "run.npz", **{**digits, **{key: pixels[key] for key in KEYS}})
    with pytest.raises(UserError, match="should be empty"):
        snapshots.load(tmp_path / "run.npz")
