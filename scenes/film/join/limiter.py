"""The whole sound as loud as it should be, without a peak that is too high: a limiter that looks ahead."""

import numpy as np
import scipy

from scenes.film.join.level import amplitude
from scenes.film.join.loudness import STEREO, in_blocks, loudness, peaks
from scenes.film.voice.speech import SAMPLE_RATE

LOUDNESS = -14.0       # LUFS of the finished sound, what video platforms play at
TOLERANCE = 0.1        # LUFS
ATTEMPTS = 8           # to meet it
WINDOW = round(0.04 * SAMPLE_RATE) | 1   # samples over which the limiter turns down and up again, an odd number


def master(track: np.ndarray, ceiling: float) -> np.ndarray:
    """The track (samples,) at LOUDNESS on two channels, with no peak above the ceiling (dBTP); silence as it is."""
    present = loudness(track)
    if present is None:
        return track
    highest, gain = peaks(track), LOUDNESS - STEREO - present
    for _ in range(ATTEMPTS):
        factor = np.float32(amplitude(gain))
        turned = in_blocks(lambda part: turned_down(part, ceiling), highest * factor, WINDOW)
        result = track * (factor * turned)
        miss = LOUDNESS - STEREO - loudness(result)
        if abs(miss) < TOLERANCE:
            break
        gain += miss
    return result


def turned_down(highest: np.ndarray, ceiling: float) -> np.ndarray:
    """The gain (samples,) that keeps peaks (samples,) below a ceiling (dBTP).

    The gain that a peak needs is spread by a running minimum over the window and smoothed over the same window,
    so that it never exceeds what any sample needs.
    """
    needed = np.minimum(np.float32(amplitude(ceiling)) / np.maximum(highest, 1e-9), 1)
    if needed.min() >= 1:
        return needed
    lowest = scipy.ndimage.minimum_filter1d(needed, WINDOW, mode="nearest")
    shape = np.hanning(WINDOW + 2)[1:-1].astype(np.float32)
    smooth = scipy.signal.oaconvolve(np.pad(lowest, WINDOW // 2, mode="edge"), shape / shape.sum(), mode="valid")
    return np.minimum(smooth, needed)
