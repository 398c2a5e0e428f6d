"""The default voice: hibari-tts, offline, the same sound for the same text.

The model predicts how long each phoneme lasts; a copy of it in memory is given that tensor as one more output,
so that the moment of every word is known and not guessed.
"""

import re
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np

from scenes.film.errors import UserError
from scenes.film.voice import model
from scenes.film.voice.speech import Speech, respell

DURATIONS = "/Clip_output_0"   # frames per phoneme; in the model's graph just before they are summed up
SEED = 0
MINUS = "\N{MINUS SIGN}"


class HibariVoice:
    """Speaks English with hibari-tts; `name` is one of its voices."""

    def __init__(self, name: str = "heart"):
        try:
            from hibari.voices import VOICES
        except ImportError as error:
            raise UserError(f"the voice cannot be loaded ({error}); run: pip install hibari-tts") from None
        if name not in VOICES:
            raise UserError(f"voice hibari:{name}: there is none; voices are {', '.join(VOICES)}")
        self.name = name
        self.credit = f"hibari-tts {version('hibari-tts')}, {name} (Apache-2.0)"
        self.identity = f"hibari {version('hibari-tts')} {name}"

    @cached_property
    def _tts(self):
        """The synthesizer; loaded only when a line is to be spoken, since the clips may be there already."""
        try:
            from hibari import Hibari
            from hibari.voices import voice_path
            telling = model.with_output(Path(voice_path(self.name)).read_bytes(), DURATIONS)
            with suppress(Exception):  # another model: onnxruntime has no narrower class for a missing tensor
                return Hibari(voice=self.name, model=telling)
            return Hibari(voice=self.name)
        except (ImportError, ValueError, RuntimeError) as error:
            raise UserError(f"voice hibari:{self.name} cannot be loaded ({error})") from None

    @cached_property
    def _timed(self):
        """Whether the model tells how long each phoneme lasts."""
        return DURATIONS in [output.name for output in self._tts.sess.get_outputs()]

    def speak(self, text: str, pronunciations: dict[str, str]) -> Speech:
        """Say a line; pronunciations maps a word as written to /phonemes/ or to another spelling."""
        rng = np.random.default_rng(SEED)
        return model.join(self._tts.split_sentences(text), lambda sentence: self._sentence(sentence, pronunciations, rng),
                          self._tts.sample_rate)

    def phonemes(self, text: str, pronunciations: dict[str, str]) -> str:
        """How a line will be read, in the model's alphabet."""
        return " ".join(self._tts.phonemize(_with_minus(respell(text, pronunciations))))

    def _sentence(self, sentence, pronunciations, rng):
        said = tokens(respell(sentence, pronunciations), self._tts.g2p)
        ids = self._tts.ids(model.read(said))
        feed = {"ids": np.asarray([ids], np.int64), "speed": np.ones(1, np.float32)}
        outputs = self._tts.sess.run([o.name for o in self._tts.sess.get_outputs()], feed)
        from hibari import dsp
        samples = dsp.synth(*(part[0] for part in outputs[:6]), rng)
        length = len(samples) / self._tts.sample_rate
        if not self._timed:
            return samples, []
        edges = model.edges(outputs[6].ravel(), length)
        return samples, model.word_times(sentence, said, edges, self._tts.vocab)


def _with_minus(text: str) -> str:
    """A text with its minus signs, which hibari would leave out, as it can say them."""
    return re.sub(rf"(?<![\w)]){MINUS}(?=\d)", "-", text).replace(MINUS, " minus ")


def tokens(text: str, g2p) -> list:
    """An English text as hibari's tokens (text, phonemes, whitespace), read by one of its G2P, American or British."""
    from hibari.g2p.normalize import normalize
    return g2p.phonemize_tokens(g2p.tokenize(normalize(_with_minus(text))))
