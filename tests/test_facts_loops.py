"""What the chapter on the loops says: how many updates, what reshape does, and what a flat image leads to."""

import numpy as np
import pytest

from network import snapshots
from network.program import Program
from scenes.scratch.flat_image import failure, flat_sums


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


def test_the_picture_of_the_square_shows_what_numpy_makes_of_it(run):
    product, bias, square = flat_sums(run)
    assert square.shape == (len(product),) * 2 and np.array_equal(square, np.add(product, bias))


def test_without_reshape_the_program_fails_in_a_later_line_than_the_first_product(run):
    text, message = failure(run)
    program = Program(run.meta["source"])
    source = [line.strip() for line in program.source.splitlines()]
    [first] = program.lines("h_pre")
    assert source.index(text) + 1 > first and message.startswith("ValueError: ")


def test_with_reshape_it_runs(run):
    img = (run.train_images[0] / 255).astype(np.float32)
    l = (np.array(run.meta["classes"]) == run.train_labels[0]).astype(np.float32)
    after = Program(run.meta["source"]).step(run.state(0), img, l)
    assert np.allclose(after["w_h_o"], run.w_h_o[run.step(1)], atol=1e-6)
