"""What the width of the first random weights does to the hidden neurons, measured on a run's first logged moment."""

import numpy as np

LOW_END, HIGH_END = 0.05, 0.95     # beyond these a hidden value counts as close to 0 or 1


def end_sums() -> tuple[float, float]:
    """The sums, one below and one above 0, beyond which the hidden value that the sigmoid makes of them is at an end."""
    low, high = (float(np.log(end / (1 - end))) for end in (LOW_END, HIGH_END))
    return low, high


def at_the_ends(h: np.ndarray) -> np.ndarray:
    """Which hidden values, of any shape, are close to 0 or 1: bool, the same shape."""
    return (h < LOW_END) | (h > HIGH_END)
