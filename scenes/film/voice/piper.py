"""Another synthetic voice: piper-tts, with a model of the user's choice."""

import hashlib
from importlib.metadata import version
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from scenes.film.errors import UserError
from scenes.film.voice.speech import SAMPLE_RATE, Speech, respell


class PiperVoice:
    """Speaks with a piper model (MODEL.onnx, with MODEL.onnx.json beside it)."""

    def __init__(self, model: Path):
        try:
            from piper import PiperVoice as Model
        except ImportError:
            raise UserError('voice piper: the package piper-tts is missing; run: pip install -e ".[piper]"') from None
        for path in (model, model.with_name(model.name + ".json")):
            if not path.exists():
                raise UserError(f"{path}: no such file; a piper voice is MODEL.onnx with MODEL.onnx.json beside it")
        self._model = Model.load(str(model))
        digest = hashlib.sha256(model.read_bytes()).hexdigest()[:16]
        self.credit = f"piper-tts {version('piper-tts')}, {model.stem}"
        self.identity = f"piper {version('piper-tts')} {digest}"

    def speak(self, text: str, pronunciations: dict[str, str]) -> Speech:
        """Say a line; of the pronunciations those count that are spellings, without /phonemes/ of another model."""
        spellings = {word: spoken for word, spoken in pronunciations.items() if "/" not in spoken}
        chunks = list(self._model.synthesize(respell(text, spellings)))
        sound = np.concatenate([chunk.audio_float_array for chunk in chunks])
        samples = resample_poly(sound, SAMPLE_RATE, chunks[0].sample_rate).astype(np.float32)
        return Speech(samples)
