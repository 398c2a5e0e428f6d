"""The choice of the small net's pixels, and the image that its run begins with."""
import numpy as np
import pytest
import tiny

from network.errors import UserError
from network.pixels import CLASSES, choose_pixels, example_first, small_data_set


def residual(images, labels, chosen) -> float:
    """What a least-squares fit of the one-hot labels by these pixels leaves, by NumPy's solver."""
    design = np.column_stack([np.ones(len(images)), images[:, chosen] / 255])
    targets = (labels[:, None] == np.array(CLASSES)).astype(float)
    weights, *_ = np.linalg.lstsq(design, targets, rcond=None)
    return float(((targets - design @ weights) ** 2).sum())


def test_each_choice_is_the_best_next_pixel():
    data = small_data_set(tiny.data_set())
    images, labels = data.train_images, data.train_labels
    chosen = list(choose_pixels(images, labels))
    inked = np.flatnonzero(images.any(axis=0))
    for k in range(len(chosen)):
        left = {pixel: residual(images, labels, chosen[:k] + [pixel]) for pixel in inked}
        assert left[chosen[k]] <= min(left.values()) + 1e-9


def test_pixels_of_the_film():
    data = small_data_set(tiny.mnist())
    assert choose_pixels(data.train_images, data.train_labels).tolist() == [434, 409, 350, 345, 459]


def test_small_data_set_holds_the_three_digits_only():
    small = small_data_set(tiny.data_set())
    assert set(small.train_labels) == set(small.test_labels) == set(CLASSES)
    assert small.classes == 3
    assert len(small.train_images) == np.isin(tiny.data_set().train_labels, CLASSES).sum()


def test_too_few_useful_pixels():
    images = np.zeros((30, 784), np.uint8)
    images[:, :3] = np.arange(90).reshape(30, 3) ** 2 % 251
    with pytest.raises(UserError, match="only 3 of the pixels"):
        choose_pixels(images, np.arange(30, dtype=np.uint8) % 3)


def test_example_first_turns_the_cycle_and_no_more():
    small = small_data_set(tiny.data_set())
    chosen = choose_pixels(small.train_images, small.train_labels)
    turned = example_first(small, chosen)
    start = next(k for k in range(len(small.train_images))
                 if np.array_equal(small.train_images[k], turned.train_images[0]))
    assert turned.train_labels[0] == 0
    assert np.array_equal(turned.train_images, np.roll(small.train_images, -start, axis=0))
    assert np.array_equal(turned.train_labels, np.roll(small.train_labels, -start))
    grey = ((turned.train_images[0, chosen] > 51) & (turned.train_images[0, chosen] < 204)).sum()
    assert grey >= 2
