"""No voice: lines last as long as reading them takes."""

import numpy as np

from scenes.film.voice.speech import SAMPLE_RATE, Speech

LETTERS_PER_SECOND = 14      # the pace of a calm reader, within what captions allow


class SilentVoice:
    """Silence, timed by the length of the text."""

    identity = "none"
    credit = ""

    def speak(self, text: str, pronunciations: dict[str, str]) -> Speech:
        """Silence for a line; pronunciations make no difference."""
        seconds = max(1.2, len(text) / LETTERS_PER_SECOND)
        return Speech(np.zeros(round(seconds * SAMPLE_RATE), np.float32))
