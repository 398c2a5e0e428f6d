"""What the chapter on the loops says: how many updates, in which order, what reshape does, a flat image."""

import numpy as np
import pytest

from network import snapshots
from network.mnist import load_mnist
from network.program import Program, Watch


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


class Order(Watch):
    """Notes which image each update learns from."""

    def __init__(self, images):
        self.images, self.seen = images, []

    def stops(self, images):
        return list(range(1, images + 1))

    def look(self, seen, names):
        [k] = np.flatnonzero((self.images == np.ravel(names["img"])).all(axis=1))
        self.seen.append(int(k))


def test_each_epoch_takes_all_images_in_the_same_order(run):
    images, labels = load_mnist()
    program, watch = Program.read(), Order(images[:30])
    program.run(images[:30], labels[:30], watch, show=lambda text: None)
    assert watch.seen == list(range(30)) * run.meta["epochs"]
    assert np.array_equal(images[:6], (run.train_images[:6] / 255).astype(np.float32))


def test_with_reshape_it_runs(run):
    img = (run.train_images[0] / 255).astype(np.float32)
    l = (np.array(run.meta["classes"]) == run.train_labels[0]).astype(np.float32)
    after = Program(run.meta["source"]).step(run.state(0), img, l)
    assert np.allclose(after["w_h_o"], run.w_h_o[run.step(1)], atol=1e-6)
