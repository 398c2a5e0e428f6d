"""A person's own voice: recordings FOLDER/CHAPTER/KEY.wav (or .flac, .mp3, .m4a, .ogg) instead of a synthetic one."""

import hashlib
import sys
from pathlib import Path

import av
import numpy as np

from scenes.film.errors import UserError
from scenes.film.voice.speech import SAMPLE_RATE, Speech, voiced

KINDS = (".wav", ".flac", ".mp3", ".m4a", ".ogg")
AROUND = 0.08   # seconds of silence left around the voice


class Recordings:
    """Recordings in a folder; lines that are missing are left to the default voice, with a message."""

    def __init__(self, folder: Path):
        if not folder.is_dir():
            raise UserError(f"{folder}: no such folder; recordings are FOLDER/CHAPTER/KEY.wav")
        self.folder = folder

    def find(self, chapter: str, key: str) -> Path | None:
        """The recording of a line, if there is one."""
        places = (self.folder / chapter / f"{key}{kind}" for kind in KINDS)
        return next((place for place in places if place.exists()), None)

    def digest(self, chapter: str, key: str) -> str | None:
        """A key of the recording's content."""
        path = self.find(chapter, key)
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else None

    def read(self, chapter: str, key: str) -> Speech | None:
        """A recording without the silence around it."""
        path = self.find(chapter, key)
        if path is None:
            print(f"{self.folder / chapter / key}.wav: not recorded yet, the default voice speaks it", file=sys.stderr)
            return None
        samples = _read(path)
        begin, end = voiced(samples, SAMPLE_RATE)
        first = max(round((begin - AROUND) * SAMPLE_RATE), 0)
        return Speech(samples[first:round((end + AROUND) * SAMPLE_RATE)])


def _read(path):
    """Any sound file as float32 mono at 48 kHz."""
    try:
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
            decoded = [*container.decode(audio=0), None]
            parts = [part.to_ndarray()[0] for frame in decoded for part in resampler.resample(frame)]
    except (OSError, IndexError, ValueError) as error:
        raise UserError(f"{path}: not a sound file that can be read ({error})") from None
    if not parts or not np.any(np.concatenate(parts)):
        raise UserError(f"{path}: there is no sound in this recording")
    return np.concatenate(parts).astype(np.float32)
