"""What the width of the first random weights does to the hidden neurons, measured on a run's first logged moment."""

import numpy as np

from scenes.kit.plot import sigmoid

LOW_END, HIGH_END = 0.05, 0.95     # beyond these a hidden value counts as close to 0 or 1


def usual_width(run) -> float:
    """The usual scale of first weights for a neuron with I inputs: 1 / sqrt(I)."""
    return 1 / np.sqrt(run.meta["inputs"])


def at_the_ends(h: np.ndarray) -> np.ndarray:
    """Which hidden values, of any shape, are close to 0 or 1: bool, the same shape."""
    return (h < LOW_END) | (h > HIGH_END)


def scaled_hidden(run) -> np.ndarray:
    """The hidden values (P, H, 1) of the probe images if all first weights were scaled to the usual width.

    That is, the largest of them to 1 / sqrt(I). Biases start at 0, so the sums scale with the weights.
    """
    return sigmoid(run.h_pre[0] * usual_width(run) / np.abs(run.w_i_h[0]).max())
