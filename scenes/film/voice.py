"""The voice: text in, sound and word times out, each clip made once.

VOICE in the environment chooses: "hibari" (default), "hibari:NAME", "none". Clips are kept in media/voice/ under a
key made of all that decides their sound, so that a changed line is the only one spoken again.
"""

import hashlib
import json
import os
import tomllib
from functools import cache
from pathlib import Path

import numpy as np

from network.errors import UserError
from scenes.film.clock import SAMPLE_RATE
from scenes.film.order import ROOT
from scenes.film.script import script_path
from scenes.film.speech import Speech, recall, spread, store

LETTERS_PER_SECOND = 14      # the pace of the silent voice: that of a calm reader


class SilentVoice:
    """No sound; lines last as long as reading them takes."""

    identity = f"none {LETTERS_PER_SECOND}"

    def speak(self, text: str, pronunciations: dict[str, str]) -> Speech:
        seconds = max(1.0, len(text) / LETTERS_PER_SECOND)
        samples = np.zeros(round(seconds * SAMPLE_RATE), np.float32)
        return Speech(samples, spread(text, 0, seconds))


class Voice:
    """A voice with its pronunciation list and its clips on disk."""

    def __init__(self, speaker, pronunciations: dict[str, str], folder: Path):
        self.speaker, self.pronunciations, self.folder = speaker, pronunciations, folder

    def speak(self, text: str) -> Speech:
        """Say a line, or take it from the cache."""
        path = self.folder / f"{self.key(text)}.npz"
        speech = recall(path)
        if speech is None:
            speech = self.speaker.speak(text, self.pronunciations)
            store(speech, path)
        return speech

    def key(self, text: str) -> str:
        """What decides the sound of a line, as a file name."""
        used = {word: said for word, said in self.pronunciations.items() if word in text}
        content = json.dumps([self.speaker.identity, text, used], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def load(name: str | None = None) -> Voice:
    """The voice named, else the one that VOICE names, else the default one."""
    return _load(name or os.environ.get("VOICE") or "hibari", script_path())


@cache
def _load(name: str, script: Path) -> Voice:
    return Voice(_speaker(name), pronunciations(script), ROOT / "media" / "voice")


def _speaker(name: str):
    kind, _, rest = name.partition(":")
    if kind == "none":
        return SilentVoice()
    if kind == "hibari":
        from scenes.film.hibari_voice import HibariVoice
        return HibariVoice(rest or "heart")
    raise UserError(f"unknown voice {name!r}; voices are hibari, hibari:NAME, none")


def pronunciations(script: Path) -> dict[str, str]:
    """The words that the voice would get wrong: pronunciation.toml beside the script, word = "/phonemes/"."""
    path = script.with_name("pronunciation.toml")
    if not path.exists():
        return {}
    try:
        words = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path}: the pronunciations cannot be read ({error})") from None
    for word, said in words.items():
        if not isinstance(said, str):
            raise UserError(f"{path}: {word} must be a text in quotes")
    return words
