"""The voice: text in, sound and word times out, each clip made once.

An edition's voice is hibari (default), hibari:NAME, kokoro:NAME, piper:MODEL.onnx, folder:PATH for recordings of one's
own (PATH/CHAPTER/KEY.wav), or none. Clips are kept in media/voice/ under a key made of all that decides their sound, so
that a changed line is the only one spoken again.
"""

import ast
import hashlib
import json
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from scenes.film.edition import SILENT, Edition, voice_of
from scenes.film.errors import UserError
from scenes.film.files import alone
from scenes.film.film import Film
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import QUIET, Speech, recall, recall_unsaid, respell, store, timed
from scenes.film.voice.unsaid import unsaid
from scenes.kit.toml import BadToml, read_toml

HERE = Path(__file__).resolve().parent
LOCK, LOCKED = ".speaking", 15     # a clip is locked by so many characters of its key, so that two processes never make the same
KINDS = "hibari, hibari:NAME, kokoro:NAME, piper:MODEL.onnx, folder:PATH, none"


class Voice:
    """A speaker with its pronunciation list and its clips on disk.

    speaker.speak(text, pronunciations) makes a clip, speaker.identity names all else that decides its sound,
    speaker.credit what it is and under which licence; recordings, if given, come before it.
    """

    def __init__(self, name: str, speaker, pronunciations: dict[str, str], folder: Path, recordings=None):
        self.name, self.speaker, self.recordings = name, speaker, recordings
        self.pronunciations, self.folder = pronunciations, folder
        self.tells = True      # whether this process tells what is missing of lines that it speaks; else another one does
        self._told: set[tuple[str, ...]] = set()
        self._one_at_a_time = threading.Lock()

    @property
    def credit(self) -> str:
        """What speaks, as it is told beside the film; "" of silence, and of a person's own voice."""
        return "" if self.recordings else self.speaker.credit

    def speak(self, text: str, chapter: str, key: str) -> Speech:
        """Say the line `key` of a chapter, or take it from a recording or from the cache; each word has its time."""
        speech = self._made(text, chapter, key)
        if self.tells:
            self._tell(speech.unsaid, text, chapter, key)
        return speech

    def _made(self, text, chapter, key):
        path = self._clip(text, chapter, key)
        speech = recall(path)
        if speech is None:
            with self._one_at_a_time, alone(path.with_name(LOCK), int(path.stem[:LOCKED], 16)):
                speech = recall(path) or self._spoken(text, chapter, key, path)
        return speech

    def tell(self, text: str, chapter: str, key: str) -> None:
        """Say, once a run, what is not heard of a line: that it is not recorded, and of its clip which words cannot be said."""
        self._tell(recall_unsaid(self._clip(text, chapter, key)), text, chapter, key)

    def _tell(self, unsaid, text, chapter, key):
        if self.recordings:
            silent = isinstance(self.speaker, SilentVoice)
            self.recordings.tell_missing(chapter, key, "it stays silent" if silent else "the default voice speaks it")
        nothing = unsaid == text.split()
        for word in dict.fromkeys(unsaid[:1] if nothing else unsaid):
            if (chapter, key, word) not in self._told:
                self._told.add((chapter, key, word))
                print(f"{chapter}, {key}: voice {self.name} " + (
                    "can say nothing of it; it is silent, for as long as reading it takes" if nothing else
                    f"cannot say {word}; it is left out, write it otherwise or give its pronunciation"), file=sys.stderr)

    def _spoken(self, text, chapter, key, path):
        recorded = self.recordings and self.recordings.read(chapter, key)
        speech = timed(recorded or self._synthetic(text), text)
        store(speech, path)
        return speech

    def _synthetic(self, text):
        speech = self.speaker.speak(text, self.pronunciations)
        if isinstance(self.speaker, SilentVoice):
            return speech
        if (np.abs(speech.samples) > QUIET).any():
            return replace(speech, unsaid=unsaid(text, self.speaker, self.pronunciations))
        return replace(SilentVoice().speak(text, self.pronunciations), unsaid=text.split())

    def speak_ahead(self, lines: dict[str, str], chapter: str) -> None:
        """Begin to make the clips that are missing of a chapter's lines {key: text}, beside what this thread does."""
        missing = [(text, key) for key, text in lines.items() if not self.is_spoken(text, chapter, key)]

        def speak():
            with suppress(Exception):      # told where the line is needed
                for text, key in missing:
                    if threading.main_thread().is_alive():
                        self._made(text, chapter, key)

        if missing:       # no daemon: a model that is at work while the process ends would abort it
            threading.Thread(target=speak).start()

    def is_spoken(self, text: str, chapter: str, key: str) -> bool:
        """Whether the line has its clip already."""
        return self._clip(text, chapter, key).exists()

    def _clip(self, text, chapter, key):
        return self.folder / f"{self.key(text, chapter, key)}.npz"

    def key(self, text: str, chapter: str, key: str) -> str:
        """What decides the sound of a line, as a file name."""
        content = [self.speaker.identity, code(HERE), text, respell(text, self.pronunciations)]
        if self.recordings:
            content.append(self.recordings.digest(chapter, key))
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


@cache
def code(folder: Path) -> str:
    """Key of the code in a folder, whatever its comments and layout: how texts are prepared here, and sounds cut and timed."""
    trees = [ast.dump(ast.parse(file.read_bytes())) for file in sorted(folder.glob("*.py"))]
    return hashlib.sha256(json.dumps(trees).encode()).hexdigest()


def of(edition: Edition) -> Voice:
    """The voice of an edition."""
    return _load(edition.voice, edition.language, edition.pronunciations, folder(edition.film))


def folder(film: Film) -> Path:
    """Where a film's clips are kept, and voices that are not in a package."""
    return film.root / "media" / "voice"


def speak_lines(edition: Edition, lines: list[tuple[str, str, str]]) -> None:
    """Make the clips of lines (text, chapter, key) of an edition; for a process beside others."""
    speaker = of(edition)
    speaker.tells = False
    for line in lines:
        speaker.speak(*line)


@cache
def _load(name: str, language: str, listed: Path, folder: Path) -> Voice:
    kind, _, rest = name.partition(":")
    recordings = None
    if kind == "folder":
        from scenes.film.voice.recordings import Recordings
        recordings = Recordings(Path(rest))
        kind, rest = voice_of(language), ""
    speaker = _speaker(kind, rest, name, language, folder)
    return Voice(name, speaker, pronunciations(listed), folder, recordings)


def _speaker(kind, rest, name, language, folder):
    if kind == "hibari":
        from scenes.film.voice.hibari import HibariVoice
        return HibariVoice(rest or "heart")
    if kind == "kokoro" and rest:
        from scenes.film.voice.kokoro import KokoroVoice
        return KokoroVoice(rest, language, folder)
    if kind == "piper" and rest:
        from scenes.film.voice.piper import PiperVoice
        return PiperVoice(Path(rest))
    if kind == SILENT:
        return SilentVoice()
    raise UserError(f"unknown voice {name!r}; voices are {KINDS}")


def pronunciations(path: Path) -> dict[str, str]:
    """The words that the voice would get wrong, from an edition's file: word = "/phonemes/" or another spelling."""
    if not path.exists():
        return {}
    try:
        words = read_toml(path)
    except BadToml as error:
        raise UserError(f"{path}: the pronunciations cannot be read ({error})") from None
    for word, spoken in words.items():
        if not isinstance(spoken, str):
            raise UserError(f"{path}: {word} must be a text in quotes")
    return words
