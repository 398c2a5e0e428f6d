"""How loud a sound is: integrated loudness and true peak after ITU-R BS.1770 (annex 1 and annex 2).

SciPy imports its parts when they are named first: scipy.signal takes half a second, which only those wait for who need it.
"""

from functools import cache

import numpy as np
import scipy

from scenes.film.join.level import power
from scenes.film.voice.speech import SAMPLE_RATE

STEREO = 10 * np.log10(2)   # dB; the same sound on two channels is that much louder than on one
STEP = SAMPLE_RATE // 10    # samples from one block of 0.4 s to the next
BLOCK = SAMPLE_RATE         # samples worked on at a time, so that they are still in the processor's cache
WEIGHTING = np.array([      # K weighting at 48 kHz: how loud the frequencies are to the ear
    [1.53512485958697, -2.69169618940638, 1.19839281085285, 1, -1.69065929318241, 0.73248077421585],
    [1, -2, 1, 1, -1.99004745483398, 0.99007225036621]])


def loudness(track: np.ndarray) -> float | None:
    """Integrated loudness of a mono track (samples,) in LUFS; None for silence."""
    if len(track) < 4 * STEP:
        track = np.pad(track, (0, 4 * STEP - len(track)))
    energy = _energy(track)
    blocks = (energy[:-3] + energy[1:-2] + energy[2:-1] + energy[3:]) / (4 * STEP)
    blocks = blocks[blocks >= power(-70)]
    if not len(blocks):
        return None
    blocks = blocks[blocks > blocks.mean() / 10]
    return float(10 * np.log10(blocks.mean() / power(0)))


def _energy(track):
    """Sums of the squares of the weighted samples over each step."""
    steps = round(len(track) / STEP)
    energy, state, together = np.zeros(steps), np.zeros((len(WEIGHTING), 2)), BLOCK // STEP
    for first in range(0, steps, together):
        part = track[first * STEP:min(first + together, steps) * STEP]
        weighted, state = scipy.signal.sosfilt(WEIGHTING, part, zi=state)
        weighted = np.pad(weighted, (0, -len(weighted) % STEP)).reshape(-1, STEP)
        energy[first:first + len(weighted)] = (weighted ** 2).sum(1)
    return energy


def true_peak(track: np.ndarray) -> float:
    """The highest peak, between samples too, in dBTP."""
    return 20 * float(np.log10(max(peaks(track).max(initial=0), 1e-9)))


def peaks(track: np.ndarray) -> np.ndarray:
    """(samples,): for each sample the highest magnitude between its neighbours, by fourfold oversampling."""
    return in_blocks(_peaks_at_once, track, 64)


def _peaks_at_once(track):
    between = scipy.signal.oaconvolve(track[None], _between(), axes=1)[:, 10:-9]
    highest = np.maximum(np.abs(between, out=between).max(0), np.abs(track))
    return np.maximum(highest, np.concatenate([highest[:1], highest[:-1]]))


@cache
def _between():
    """(3, 20): what makes out of samples the values 1/4, 2/4 and 3/4 of the way to the next one."""
    return 4 * scipy.signal.firwin(81, 1 / 4, window=("kaiser", 5)).astype(np.float32)[1:].reshape(-1, 4).T[:3]


def in_blocks(function, track: np.ndarray, margin: int) -> np.ndarray:
    """function(track), float32 (samples,), whose values depend on `margin` samples to both sides."""
    result = np.empty(len(track), np.float32)
    for start in range(0, len(track), BLOCK):
        first = max(start - margin, 0)
        done = function(track[first:start + BLOCK + margin])
        result[start:start + BLOCK] = done[start - first:start - first + BLOCK]
    return result
