"""Loudness and amplitude as numbers; measuring them, in loudness.py, takes more than NumPy."""

import numpy as np


def power(level: float) -> float:
    """The mean square that has a loudness (LUFS)."""
    return 10 ** ((level + 0.691) / 10)


def amplitude(decibels: float) -> float:
    """The factor that so many decibels are."""
    return 10 ** (decibels / 20)


def together(sounds: list[tuple[float | None, float]]) -> float | None:
    """Loudness in LUFS of sounds (loudness, seconds) one after another, about equally loud; None for silence."""
    audible = [(power(level), seconds) for level, seconds in sounds if level is not None]
    if not audible:
        return None
    powers, seconds = zip(*audible)
    return float(10 * np.log10(np.average(powers, weights=seconds) / power(0)))
