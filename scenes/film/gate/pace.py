"""How fast the narration goes, with its rests: words a minute of the whole time, and rests in which an idea can land."""

import numpy as np

from scenes.film.gate.clock import speech
from scenes.film.gate.finding import DEFECT, WARNING, Finding

FASTEST = 150.0       # words a minute
WISHED = 145.0        # ... of a film
REST = 1.2            # seconds without a word
LEAST = 40.0          # seconds; a chapter that is shorter needs no rest, and its pace says little


def words_of(cues) -> int:
    """The words that are heard in all lines; none of a voice that is silent."""
    return sum(len(cue.text.split()) for cue in cues if np.any(cue.speech.samples))


def of_chapter(words: int, seconds: float) -> list[Finding]:
    """A warning of a chapter with too many words for its length."""
    pace = 60 * words / max(seconds, LEAST)
    if pace <= FASTEST:
        return []
    return [Finding("pace", f"{pace:.0f} words a minute, at most {FASTEST:.0f} are wished", severity=WARNING)]


def of_film(words: int, seconds: float) -> list[Finding]:
    """A film with too many words for its length: a warning, and above the limit a defect."""
    pace = 60 * words / max(seconds, LEAST)
    if pace <= WISHED:
        return []
    what = f"{pace:.0f} words a minute; at most {WISHED:.0f} are wished, {FASTEST:.0f} allowed"
    return [Finding("pace", what, chapter="film", severity=DEFECT if pace > FASTEST else WARNING)]


def rests(cues, clock) -> list[Finding]:
    """A warning of a chapter in which the voice never rests between two lines."""
    spans = sorted(speech(cue, clock) for cue in cues)
    gaps = [begin - end for (_, end), (begin, _) in zip(spans, spans[1:])]
    if clock.seconds <= LEAST or max(gaps, default=0.0) >= REST:
        return []
    return [Finding("rest", f"the voice never rests for {REST:g} s; the longest rest is {max(gaps, default=0.0):.1f} s",
                    severity=WARNING)]
