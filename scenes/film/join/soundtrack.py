"""A chapter's sound: clips laid down at the frames of their cues, made equally loud, limited and encoded.

It is kept in a file, so that it is not made again for the same track, and can be made before the pictures are there.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scenes.film.files import alone, appearing
from scenes.film.join import aac, limiter
from scenes.film.join.level import amplitude
from scenes.film.join.loudness import STEREO, loudness, true_peak
from scenes.film.pieces.chapter_key import code_key, versions
from scenes.film.voice.speech import DAMAGED

CLIP_LOUDNESS = -20.0  # LUFS of every clip, so that no line is louder than another
HIGHEST = -1.0         # dBTP that the decoded sound may have
CEILING = -1.5         # dBTP before encoding, which may raise a peak
ATTEMPTS = 4           # with a lower ceiling each
LOCK = ".sounding"     # beside the file; whoever makes a sound holds it


@dataclass(frozen=True)
class Sound:
    """coded: AAC in MP4; what is heard when it is decoded: its loudness (LUFS, None: silent) and true_peak (dBTP)."""

    coded: bytes
    loudness: float | None
    true_peak: float


def of(cues, clock, file: Path) -> Sound:
    """The sound of a scene's cues; the one that a file holds, if it was made of the same. Who makes it is waited for."""
    track = lay(cues, clock)
    made_of = json.dumps([versions(), code_key(Path(__file__)), hashlib.sha256(track.data).hexdigest()])
    with alone(file.with_name(LOCK), 0):
        return _recall(file, made_of) or _stored(finish(track), file, made_of)


def _recall(file, made_of):
    try:
        with np.load(file, allow_pickle=False) as stored:
            if str(stored["made_of"]) == made_of:
                return Sound(stored["coded"].tobytes(), *json.loads(str(stored["measured"])))
    except DAMAGED:
        pass
    return None


def _stored(sound, file, made_of):
    measured = json.dumps([sound.loudness, sound.true_peak])
    with appearing(file) as temporary, temporary.open("wb") as opened:
        np.savez(opened, coded=np.frombuffer(sound.coded, np.uint8), measured=measured, made_of=made_of)
    return sound


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
