"""What the chapter on images says of the data."""

from types import SimpleNamespace

import numpy as np
from film_tools import said

from network import snapshots
from network.mnist import read_data_set


def test_rows_times_columns_are_the_inputs():
    run = snapshots.load("digits")
    assert int(np.prod(run.image_shape)) == run.meta["inputs"] == run.train_images.shape[1]


def test_the_history_is_told_of_mnist_only():
    run = snapshots.load("digits")
    changed = {"meta": run.meta | {"data": run.meta["data"] | {"name": "fashion"}}, "inputs_of": run.inputs_of}
    fashion = SimpleNamespace(**vars(run) | changed)
    history, other = (said(digits=digits)["data_origin"] for digits in (run, fashion))
    assert "Census" in history and "MNIST" in history
    assert "Census" not in other and "MNIST" not in other


def test_the_sets_are_as_large_as_is_said():
    data, facts = read_data_set(), said()
    assert facts["train_count"] == f"{len(data.train_images):,}"
    assert facts["test_count"] == f"{len(data.test_images):,}"


def test_the_images_on_the_wall_are_the_first_ones_in_the_order_of_use():
    data, run = read_data_set(), snapshots.load("digits")
    assert np.array_equal(data.train_images[:len(run.train_images)], run.train_images)
    assert np.array_equal(data.train_labels[:len(run.train_labels)], run.train_labels)
