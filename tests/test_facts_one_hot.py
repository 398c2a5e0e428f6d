"""What the chapter on one-hot labels says: labels are places, and a sigmoid comes close to 0 and 1 but not there."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
from film_tools import said

from network import snapshots
from scenes import one_hot
from scenes.film.narration.languages.english import ENGLISH
from scenes.scratch.facts import hot_class, opening_probe


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


@pytest.mark.parametrize("total", [1, 17, 40, 800])
def test_a_sigmoid_never_reaches_zero_or_one(total):
    with localcontext(prec=1000):
        high, low = (1 / (1 + Decimal(-sign * total).exp()) for sign in (1, -1))
        further = 1 / (1 + Decimal(-total - 1).exp())
    assert 0 < low < 1 and 0 < high < 1 and high < further < 1


def test_only_rounding_makes_it_one():
    assert 1 / (1 + np.exp(np.float32(-20))) == 1 and 1 / (1 + np.exp(-20.0)) < 1


def test_each_output_on_screen_lies_strictly_between_zero_and_one(run):
    o = run.o[-1, opening_probe(run)]
    assert ((o > 0) & (o < 1)).all()
    shown = [f"{value:.{one_hot.decimals_needed(o)}f}" for value in np.ravel(o)]
    assert all(0 < float(text) < 1 for text in shown)


def test_after_training_the_outputs_on_screen_are_close_to_their_label(run):
    probe = opening_probe(run)
    assert np.abs(run.o[-1, probe] - run.label_of(probe)).max() < 0.05
    assert np.abs(run.o[0, probe] - run.label_of(probe)).max() > 0.3


def test_the_one_stands_in_the_place_that_is_spoken(run):
    k = one_hot.first_with(run, hot_class(run))
    [place] = np.flatnonzero(one_hot.one_hot(run, k))
    assert run.meta["classes"][place] == run.train_labels[k]
    assert said(digits=run)["hot_place"] == ENGLISH.ordinals[place]


def test_decimals_tell_an_output_from_zero_and_one():
    assert one_hot.decimals_needed(np.array([0.5])) == 4
    assert one_hot.decimals_needed(np.array([0.5, 2e-8])) == 8
    assert one_hot.decimals_needed(np.array([0.0, 1.0])) == 10
