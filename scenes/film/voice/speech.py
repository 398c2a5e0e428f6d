"""What every voice gives back: the sound of a line and when each of its words begins."""

import json
import re
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from scenes.film.files import appearing

SAMPLE_RATE = 48_000     # of all sound in a film
GIVEN = re.compile(r"\[([^\]]+)\]\(/([^)]*)/\)")     # [word](/phonemes/)
QUIET = 0.004     # below this amplitude nothing is heard
DAMAGED = OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error      # what reading half a clip raises


@dataclass(frozen=True)
class Speech:
    """samples (n,) float32 mono at 48 kHz; words [(word as written, begin, end)] in seconds, none from a voice that
    can't tell; unsaid: words that are not heard, or not whole."""

    samples: np.ndarray
    words: list[tuple[str, float, float]] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)

    @property
    def duration(self) -> float:
        return len(self.samples) / SAMPLE_RATE


def timed(speech: Speech, text: str) -> Speech:
    """The speech with a time for each word of its text; if the voice does not tell, in proportion to their letters."""
    if [word for word, _, _ in speech.words] == text.split():
        return speech
    return replace(speech, words=spread(text, *voiced(speech.samples, SAMPLE_RATE)))


def spread(text: str, start: float, end: float) -> list[tuple[str, float, float]]:
    """Times of the words of a text in proportion to their letters."""
    words = text.split()
    weights = np.array([len(word) + 1 for word in words], float)
    edges = start + (end - start) * np.concatenate([[0], weights.cumsum() / weights.sum()])
    return [(word, float(a), float(b)) for word, a, b in zip(words, edges, edges[1:])]


def respell(text: str, pronunciations: dict[str, str]) -> str:
    """Put [word](/phonemes/) or another spelling where a word of the pronunciation list stands."""
    for word, spoken in sorted(pronunciations.items(), key=lambda item: -len(item[0])):
        link = f"[{word}]({spoken})" if spoken.startswith("/") else spoken
        text = re.sub(rf"(?<![\w\[]){re.escape(word)}(?![\w\]])", link.replace("\\", r"\\"), text)
    return text


def voiced(samples, rate):
    """Where the sound of a clip begins and ends, in seconds."""
    loud = np.flatnonzero(np.abs(samples) > QUIET)
    return (int(loud[0]) / rate, int(loud[-1] + 1) / rate) if len(loud) else (0.0, len(samples) / rate)


def store(speech: Speech, path: Path) -> None:
    """Write a clip so that another process sees all of it or nothing."""
    with appearing(path) as temporary, temporary.open("wb") as file:
        np.savez(file, samples=speech.samples, words=json.dumps(speech.words), unsaid=json.dumps(speech.unsaid))


def recall(path: Path) -> Speech | None:
    """A stored clip, or None if there is none that can be read."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            words = [tuple(word) for word in json.loads(str(stored["words"]))]
            return Speech(stored["samples"], words, json.loads(str(stored["unsaid"])))
    except DAMAGED:
        return None


def recall_unsaid(path: Path) -> list[str]:
    """Of a stored clip the words that are not heard in it, without its sound; none if there is no clip."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            return json.loads(str(stored["unsaid"]))
    except DAMAGED:
        return []
