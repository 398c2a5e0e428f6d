"""The languages that the engine can speak of numbers in: one file each."""

from scenes.film.narration.language import Language
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.languages.german import GERMAN
from scenes.film.narration.languages.spanish import SPANISH

LANGUAGES = (ENGLISH, GERMAN, SPANISH)
UNDETERMINED = "und"      # in ISO 639-2


def language(code: str) -> Language:
    """The language of a code, "en", "eng" or "en-GB"; one that is not here gets figures and no words."""
    short = code.partition("-")[0].lower()
    for known in LANGUAGES:
        if short in (known.code, known.iso):
            return known
    return Language(code, short if len(short) == 3 and short.isalpha() else UNDETERMINED)
