"""The sound: clips laid down at the frames of their cues, made equally loud, limited and encoded once.

Loudness after ITU-R BS.1770 (pyloudnorm), peaks between samples by fourfold oversampling as its annex 2 says.
"""

from fractions import Fraction
from io import BytesIO

import av
import numpy as np
import pyloudnorm
from scipy.ndimage import minimum_filter1d
from scipy.signal import oaconvolve, resample_poly

from scenes.film.clock import SAMPLE_RATE

LOUDNESS = -14.0       # LUFS of the finished sound, what video platforms play at
TOLERANCE = 0.1        # LUFS
CEILING = -1.5         # dBTP before encoding, so that the decoded sound stays below HIGHEST
HIGHEST = -1.0         # dBTP
CLIP_LOUDNESS = -20.0  # LUFS of every clip, so that no line is louder than another
WINDOW = 0.04          # seconds over which the limiter turns down and up again
BIT_RATE = 160_000
CODER = "fast"         # at this rate nearer to what is encoded than the default search, in 0.6 of its time
STEREO = 10 * np.log10(2)   # the same sound on two channels is that much louder than on one


def build(cues, clock) -> np.ndarray:
    """One track, float32 mono at 48 kHz, exactly as long as what is written of the scene; clips levelled."""
    return clock.keep_written(lay(cues, clock))


def lay(cues, clock) -> np.ndarray:
    """The clips of a whole scene at their places."""
    track = np.zeros(clock.sample(clock.frame), np.float32)
    for cue in cues:
        start = clock.sample(cue.frame)
        clip = level(cue.speech.samples)[:max(len(track) - start, 0)]
        track[start:start + len(clip)] += clip
    return track


def level(samples: np.ndarray) -> np.ndarray:
    """A clip at the loudness that all clips have."""
    present = loudness(samples)
    return samples if present is None else samples * np.float32(_gain(CLIP_LOUDNESS - present))


def master(track: np.ndarray, ceiling: float = CEILING) -> np.ndarray:
    """The track at LOUDNESS on two channels, with no peak above the ceiling (dBTP)."""
    present = loudness(track)
    if present is None:
        return track
    peaks, gain = _peaks(track), LOUDNESS - STEREO - present
    for _ in range(8):
        factor = np.float32(_gain(gain))
        result = track * (factor * turned_down(peaks * factor, ceiling))
        miss = LOUDNESS - STEREO - loudness(result)
        if abs(miss) < TOLERANCE:
            break
        gain += miss
    return result


def turned_down(peaks: np.ndarray, ceiling: float) -> np.ndarray:
    """The gain (samples,) of a limiter that looks ahead: no peak ends up above the ceiling (dBTP).

    The gain that a peak needs is spread by a running minimum over the window and smoothed over the same window,
    so that it never exceeds what any sample needs.
    """
    needed = np.minimum(np.float32(_gain(ceiling)) / np.maximum(peaks, 1e-9), 1)
    if needed.min() >= 1:
        return needed
    window = round(WINDOW * SAMPLE_RATE) | 1
    lowest = minimum_filter1d(needed, window, mode="nearest")
    shape = np.hanning(window + 2)[1:-1].astype(np.float32)
    smooth = oaconvolve(np.pad(lowest, window // 2, mode="edge"), shape / shape.sum(), mode="valid")
    return np.minimum(smooth, needed)


def loudness(track: np.ndarray) -> float | None:
    """Integrated loudness of a mono track in LUFS; None for silence."""
    shortest = round(0.4 * SAMPLE_RATE) + 1     # one block of the measurement
    if len(track) < shortest:
        track = np.pad(track, (0, shortest - len(track)))
    if not np.any(track):
        return None
    with np.errstate(divide="ignore"):
        measured = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(track.astype(np.float64))
    return float(measured) if np.isfinite(measured) else None


def true_peak(track: np.ndarray) -> float:
    """The highest peak, between samples too, in dBTP."""
    return 20 * np.log10(max(float(_peaks(track).max(initial=0)), 1e-9))


def encode(track: np.ndarray) -> bytes:
    """Master a track and encode it as AAC in an MP4 container, checked by decoding it again."""
    ceiling = CEILING
    for _ in range(4):
        coded = _aac(master(track, ceiling))
        excess = true_peak(decode(coded)) - HIGHEST
        if excess <= 0:
            break
        ceiling -= excess + 0.1
    return coded


def decode(source) -> np.ndarray:
    """The sound of a file, or of encoded bytes, as float32 mono (samples,)."""
    source = BytesIO(source) if isinstance(source, bytes) else str(source)
    with av.open(source) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def _aac(track: np.ndarray) -> bytes:
    file = BytesIO()
    with av.open(file, "w", format="mp4") as output:
        stream = output.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options={"aac_coder": CODER})
        stream.bit_rate = BIT_RATE
        frame = av.AudioFrame.from_ndarray(np.stack([track, track]), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
        for packet in (*stream.encode(frame), *stream.encode()):
            output.mux(packet)
    return file.getvalue()


def _peaks(track: np.ndarray, block: int = 20 * SAMPLE_RATE, margin: int = 64) -> np.ndarray:
    """For each sample the highest magnitude from it up to the next one, in blocks to save memory."""
    peaks = np.empty(len(track), np.float32)
    for start in range(0, len(track), block):
        end = min(start + block, len(track))
        before, after = min(margin, start), min(margin, len(track) - end)
        finer = resample_poly(track[start - before:end + after], 4, 1)
        magnitude = np.maximum.reduce([np.abs(finer[i::4]) for i in range(4)])     # .reshape(-1, 4).max(1), but quicker
        peaks[start:end] = magnitude[before:before + end - start]
    return np.maximum(peaks, np.concatenate([peaks[:1], peaks[:-1]]))


def _gain(decibels: float) -> float:
    return 10 ** (decibels / 20)
