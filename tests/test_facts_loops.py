"""What the chapter on the loops says: how many updates, in which order, what reshape does, a flat image."""

import numpy as np
import pytest

from network import snapshots


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def test_updates_are_passes_times_images(run):
    assert run.updates[-1] == run.meta["epochs"] * run.meta["data"]["train"]


def test_a_flat_image_gives_a_flat_product_and_the_bias_makes_it_a_square(run):
    img = (run.train_images[0] / 255).astype(np.float32)
    bias = np.arange(run.sizes[1], dtype=np.float32)[:, None]
    product = run.w_i_h[0] @ img
    square = product + bias
    assert product.shape == (run.sizes[1],) and square.shape == (run.sizes[1], run.sizes[1])
    assert all(np.array_equal(row, product + b) for row, b in zip(square, bias))


def test_a_column_gives_a_column(run):
    img = (run.train_images[0] / 255).astype(np.float32).reshape(-1, 1)
    column = run.w_i_h[0] @ img + run.b_i_h[0]
    assert column.shape == (run.sizes[1], 1)
