"""A chapter's sound: clips laid down at the frames of their cues, made equally loud, limited and encoded."""

from dataclasses import dataclass

import numpy as np

from scenes.film.join import aac, limiter
from scenes.film.join.level import amplitude
from scenes.film.join.loudness import STEREO, loudness, true_peak

CLIP_LOUDNESS = -20.0  # LUFS of every clip, so that no line is louder than another
HIGHEST = -1.0         # dBTP that the decoded sound may have
CEILING = -1.5         # dBTP before encoding, which may raise a peak
ATTEMPTS = 4           # with a lower ceiling each


@dataclass(frozen=True)
class Sound:
    """coded: AAC in MP4; what is heard when it is decoded: its loudness (LUFS, None: silent) and true_peak (dBTP)."""

    coded: bytes
    loudness: float | None
    true_peak: float


def of(cues, clock) -> Sound:
    """The sound of a scene's cues."""
    return finish(lay(cues, clock))


def lay(cues, clock) -> np.ndarray:
    """One track, float32 mono at 48 kHz, exactly as long as what is written of the scene; clips levelled."""
    track = np.zeros(clock.sample(clock.frame), np.float32)
    for cue in cues:
        start = clock.sample(cue.frame)
        clip = level(cue.speech.samples)[:max(len(track) - start, 0)]
        track[start:start + len(clip)] += clip
    return clock.keep_written(track)


def level(samples: np.ndarray) -> np.ndarray:
    """A clip at the loudness that all clips have."""
    present = loudness(samples)
    return samples if present is None else samples * np.float32(amplitude(CLIP_LOUDNESS - present))


def finish(track: np.ndarray) -> Sound:
    """A track as loud as a film should be, encoded; anew with a lower ceiling if a decoded peak is too high."""
    ceiling = CEILING
    for _ in range(ATTEMPTS):
        coded = aac.encode(limiter.master(track, ceiling))
        decoded = aac.decode(coded)
        peak = true_peak(decoded)
        if peak <= HIGHEST:
            break
        ceiling -= peak - HIGHEST + 0.1
    present = loudness(decoded)
    return Sound(coded, None if present is None else present + STEREO, peak)
