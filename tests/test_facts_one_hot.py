"""What the chapter on one-hot labels says: labels are places, and the loader makes them so, and divides by white."""

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from network.mnist import WHITE, load_mnist, read_data_set
from scenes import one_hot
from scenes.film.narration.languages.english import ENGLISH
from scenes.scratch.facts import hot_class


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def test_the_loader_turns_numbers_into_places_and_bytes_into_shares():
    data, (images, labels) = read_data_set(), load_mnist()
    assert data.train_labels.shape == (len(labels),) and labels.shape == (len(labels), data.classes)
    assert np.array_equal(labels.argmax(axis=1), data.train_labels) and (labels.sum(axis=1) == 1).all()
    assert data.train_images.min() == 0 and data.train_images.max() == WHITE
    assert images.min() == 0 and images.max() == 1
    assert np.array_equal(images[:50], (data.train_images[:50] / WHITE).astype(np.float32))


def test_the_one_stands_in_the_place_that_is_spoken(run):
    k = one_hot.first_with(run, hot_class(run))
    [place] = np.flatnonzero(one_hot.one_hot(run, k))
    assert run.meta["classes"][place] == run.train_labels[k]
    assert said(digits=run)["hot_label"] == ENGLISH.word(run.meta["classes"][place])
