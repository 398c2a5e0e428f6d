"""How fast a line is spoken, against what a calm voice takes for its text: a picture made for such a voice must hurry
when another one does."""

import re

LEAD = 0.05                                      # seconds; so that one word alone is not taken for a hurried one
LETTERS_PER_SECOND = 19                          # blanks are letters, too
SENTENCE, COMMA, DIGIT = 0.4, 0.22, 0.33         # seconds of a pause at each, and of a digit said as a word
HURRIED = 0.75        # of a calm voice's time; hibari never takes less than 0.8 of it


def calm_seconds(text: str) -> float:
    """How long a calm voice takes for a text: letters, pauses, and figures, of which zeros make a number no longer."""
    letters, figures = len(re.sub(r"[\d.,:;?!]", "", text)), len(re.findall(r"[1-9]", text))
    sentences, commas = len(re.findall(r"[.?!]\s", text)), len(re.findall(r"[,:;]\s", text))
    return LEAD + letters / LETTERS_PER_SECOND + DIGIT * figures + SENTENCE * sentences + COMMA * commas


def pace(text: str, seconds: float) -> float:
    """By how much the picture's time is shorter in a line that is spoken in so many seconds: 1, or less if hurried."""
    return min(1.0, seconds / (HURRIED * calm_seconds(text)))
