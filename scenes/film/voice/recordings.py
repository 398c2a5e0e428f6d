"""A person's own voice: recordings FOLDER/CHAPTER/KEY.wav (or .flac, .mp3, .m4a, .ogg) instead of a synthetic one."""

import hashlib
import sys
from itertools import chain
from pathlib import Path

import av
import numpy as np

from scenes.film.errors import UserError
from scenes.film.voice.speech import QUIET, SAMPLE_RATE, Speech, voiced

KINDS = (".wav", ".flac", ".mp3", ".m4a", ".ogg")
AROUND = 0.08   # seconds of silence left around the voice
RATES = 4_000, 768_000     # samples a second that a sound file may say
LONGEST, LOUDEST = 600, 100     # seconds; times full scale, beyond which numbers are no sound
STEP = 0.01     # seconds in which loudness is measured
HISS = 4        # times as loud as the recording's quietest part: no more hiss
SOFTEST = 0.1   # of the loudest: a voice, where there is no quiet part to compare with


class Recordings:
    """Recordings in a folder; lines that are missing are left to another voice, with a message."""

    def __init__(self, folder: Path):
        if not folder.is_dir():
            raise UserError(f"{folder}: no such folder; recordings are FOLDER/CHAPTER/KEY.wav")
        self.folder = folder
        self._told: set[tuple[str, str]] = set()

    def find(self, chapter: str, key: str) -> Path | None:
        """The recording of a line, if there is one; its ending in capitals or not."""
        place = self.folder / chapter
        there = {path.suffix.lower(): path for path in sorted(place.iterdir()) if path.stem == key} if place.is_dir() else {}
        return next((there[kind] for kind in KINDS if kind in there), None)

    def digest(self, chapter: str, key: str) -> str | None:
        """A key of the recording's content."""
        path = self.find(chapter, key)
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else None

    def tell_missing(self, chapter: str, key: str, instead: str) -> None:
        """Say, once a run, that a line is not recorded yet; instead: what is heard of it."""
        if (chapter, key) not in self._told and self.find(chapter, key) is None:
            self._told.add((chapter, key))
            print(f"{self.folder / chapter / key}.wav: not recorded yet, {instead}", file=sys.stderr)

    def read(self, chapter: str, key: str) -> Speech | None:
        """A recording without the silence, or hiss, around it; None if there is none."""
        path = self.find(chapter, key)
        if path is None:
            return None
        samples = _read(path)
        begin, end = spoken(samples)
        first = max(round((begin - AROUND) * SAMPLE_RATE), 0)
        return Speech(samples[first:round((end + AROUND) * SAMPLE_RATE)])


def spoken(samples: np.ndarray) -> tuple[float, float]:
    """Where a voice begins and ends in samples (n,) at 48 kHz, in seconds, also above the hiss of a microphone."""
    size = round(STEP * SAMPLE_RATE)
    steps = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)
    loudness = np.sqrt((steps.astype(np.float64) ** 2).mean(axis=1))
    hiss = min(HISS * float(np.percentile(loudness, 5)), SOFTEST * float(loudness.max()))
    loud = np.flatnonzero(loudness > max(hiss, QUIET))
    begin, end = voiced(samples, SAMPLE_RATE)
    if not len(loud):
        return begin, end
    return max(begin, loud[0] * STEP), min(end, (loud[-1] + 1) * STEP)


def _read(path):
    """Any sound file as float32 mono at 48 kHz."""
    try:
        with av.open(str(path)) as container:
            samples = _decoded(container)
    except (OSError, IndexError, ValueError, av.error.FFmpegError) as error:
        raise UserError(f"{path}: not a sound file that can be read ({error})") from None
    if not np.any(samples):
        raise UserError(f"{path}: there is no sound in this recording")
    if not np.abs(samples).max() < LOUDEST:     # nor is a NaN
        raise UserError(f"{path}: not a sound file that can be read (its samples are far beyond full scale, or no numbers)")
    return samples


def _decoded(container) -> np.ndarray:
    stream = container.streams.audio[0]
    if stream.codec_context is None:
        raise ValueError("its sound is coded in an unknown way")
    if not RATES[0] <= stream.rate <= RATES[1]:
        raise ValueError(f"it says {stream.rate:,} samples a second")
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    parts, length = [np.empty(0, np.float32)], 0
    for frame in chain(container.decode(stream), [None]):
        for part in resampler.resample(frame):
            parts.append(part.to_ndarray()[0].astype(np.float32))
            length += len(parts[-1])
        if length > LONGEST * SAMPLE_RATE:
            raise ValueError(f"it is longer than {LONGEST // 60} minutes")
    return np.concatenate(parts)
