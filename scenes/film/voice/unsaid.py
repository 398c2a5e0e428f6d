"""Which words of a text a voice leaves out: those of another script, emoji, symbols that it has no word for."""

import unicodedata
from itertools import groupby

from scenes.film.voice.speech import GIVEN, respell

JOINED = "Mn", "Mc", "Me", "Cf", "Sk"      # what only changes the sign before it
AMONG = "one {} two", "1 {}", "{} 1"      # a sign may be said beside a figure only


def unsaid(text: str, speaker, pronunciations: dict[str, str]) -> list[str]:
    """The words of which the speaker says nothing, or not all; none for one that cannot tell how it reads a text."""
    if text.isascii() or not hasattr(speaker, "phonemes"):
        return []
    words = GIVEN.sub("", respell(text, pronunciations)).split()
    return [word for word in words if not all(_is_said(piece, speaker) for piece in _pieces(word))]


def _is_said(piece, speaker):
    def read(frame, what):
        return speaker.phonemes(" ".join(frame.format(what).split()), {}).split()
    return any(read(frame, piece) != read(frame, "") for frame in AMONG)


def _pieces(word):
    """The parts of a word that are no ASCII: letters and figures of one script in a row, symbols in a row; no punctuation."""
    signs = (sign for sign in unicodedata.normalize("NFC", word) if unicodedata.category(sign) not in JOINED)
    parts = ("".join(part) for kind, part in groupby(signs, _kind) if kind)
    return [part for part in parts if not part.isascii()]


def _kind(sign):
    """"LATIN", "CJK", "symbol"; "" for what is not said by itself."""
    category = unicodedata.category(sign)
    if category[0] in "LN":
        return unicodedata.name(sign, "other").split()[0]
    return "symbol" if category[0] == "S" else ""
