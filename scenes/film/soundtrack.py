"""The sound of a chapter: its clips laid down at the frames of their cues."""

import numpy as np


def build(cues, clock) -> np.ndarray:
    """One track, float32 mono at 48 kHz, exactly as long as what is written of the scene."""
    track = np.zeros(clock.sample(clock.frame), np.float32)
    for cue in cues:
        start = clock.sample(cue.frame)
        clip = cue.speech.samples[:len(track) - start]
        track[start:start + len(clip)] += clip
    return clock.keep_written(track)
