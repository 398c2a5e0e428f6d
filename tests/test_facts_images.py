"""What the chapter on images says of the data."""

import numpy as np
from film_tools import changed, said

from network import snapshots
from network.mnist import read_data_set
from scenes.scratch.subject import Subject


def test_rows_times_columns_are_the_inputs():
    run = snapshots.load("digits")
    assert int(np.prod(run.image_shape)) == run.meta["inputs"] == run.train_images.shape[1]


def test_where_the_images_are_from_is_told_of_mnist_as_mnist():
    run = snapshots.load("digits")
    fashion = changed(run, meta=run.meta | {"data": run.meta["data"] | {"name": "fashion"}})
    origin, other = (said(digits=digits, subject=subject)["data_origin"]
                      for digits, subject in ((run, Subject({"kind": "MNIST", "own": {}})), (fashion, Subject())))
    assert "MNIST" in origin and "NIST's Special Databases" in origin
    assert "NIST" not in other and "fashion" in other


def test_the_sets_are_as_large_as_is_said():
    data, facts = read_data_set(), said()
    assert facts["train_count"] == f"{len(data.train_images):,}"
    assert facts["test_count"] == f"{len(data.test_images):,}"


def test_the_images_on_the_wall_are_the_first_ones_in_the_order_of_use():
    data, run = read_data_set(), snapshots.load("digits")
    assert np.array_equal(data.train_images[:len(run.train_images)], run.train_images)
    assert np.array_equal(data.train_labels[:len(run.train_labels)], run.train_labels)
