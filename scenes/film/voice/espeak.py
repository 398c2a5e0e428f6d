"""How espeak-ng reads a text, in the phonemes of Kokoro: those of the IPA, but for some pairs that are one sign.

espeak-ng is under the GPL, and no part of this program: it is a command that is there or is not.
"""

import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from scenes.film.errors import UserError
from scenes.film.voice.speech import GIVEN

COMMAND = "espeak-ng"
MISSING = f"the command {COMMAND} is missing; install it: sudo apt install {COMMAND} (or dnf, or brew)"
PAIRS = {"a^ɪ": "I", "a^ʊ": "W", "e^ɪ": "A", "o^ʊ": "O", "ə^ʊ": "Q", "ɔ^ɪ": "Y",
         "d^z": "ʣ", "d^ʒ": "ʤ", "t^s": "ʦ", "t^ʃ": "ʧ", "s^s": "S", "^": "", "-": ""}
SIGNS = str.maketrans("«»„।", "“”“.", "¿¡")     # as Kokoro knows them; what stands before a question it does not know
OTHER_LANGUAGE = re.compile(r"\([a-z-]+\)")     # "(en)" before a word that is read as an English one
AROUND = re.compile(r'^([—…"(“”]*)(.*?)([;:,.!?—…")“”]*)$')     # the signs before a word, it, and those after it


@dataclass(frozen=True)
class Token:
    """A word as written, its phonemes with the signs around it, and the blank after it or nothing."""

    text: str
    phonemes: str
    whitespace: str


def version() -> str:
    """Of the command: "1.51". Raises UserError where there is none."""
    if not is_there():
        raise UserError(MISSING)
    told = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d[\w.]*", told)
    return found[0] if found else told.strip()


def is_there() -> bool:
    """Whether there is the command."""
    return shutil.which(COMMAND) is not None


def tokens(text: str, language: str) -> list[Token]:
    """The words of a text in one of espeak-ng's languages, each with its phonemes; [word](/phonemes/) has those.

    Raises UserError where there is no espeak-ng, or where it does not know the language.
    """
    found: list[Token] = []
    end = 0
    for given in GIVEN.finditer(text):
        found += _plain(text[end:given.start()], language)
        end = given.end()
        found.append(Token(given[1], given[2], " " * text[end:end + 1].isspace()))
    return found + _plain(text[end:], language)


def _plain(text, language):
    """The tokens of a text in which all is left to espeak-ng; between two signs it sees all words at once."""
    words = text.translate(SIGNS).split()
    parts = [AROUND.findall(word)[0] for word in words]
    read: list[str] = []
    first = 0
    for i, (_, _, after) in enumerate(parts):
        if after or i + 1 == len(parts) or parts[i + 1][0]:
            read += _clause([word for _, word, _ in parts[first:i + 1]], language)
            first = i + 1
    blanks = [" "] * (len(words) - 1) + [" " * text[-1:].isspace()]
    return [Token(word, before + phonemes + after, blank)
            for word, (before, _, after), phonemes, blank in zip(words, parts, read, blanks)]


def _clause(words, language):
    """The phonemes of each of some words in a row. Of 3000 there are two, "three thousand"; how many, each tells alone."""
    said = _phonemes(" ".join(words), language).split(" ")
    if len(said) == len(words) and all(word.isalpha() for word in words):
        return said
    alone = [_phonemes(word, language) for word in words]
    counts = [len(one.split()) for one in alone]
    if sum(counts) != len(said):
        return alone
    return [" ".join(said[end - count:end]) for end, count in zip(accumulate(counts), counts)]


@cache
def _phonemes(text, language):
    """What espeak-ng makes of a text without signs, in Kokoro's alphabet."""
    if not text.strip():
        return ""
    command = [COMMAND, "-q", "--ipa", "--tie=^", "-v", language, "--stdin"]
    try:
        done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        raise UserError(MISSING) from None
    if done.returncode:
        raise UserError(f"{COMMAND} cannot read the language {language}: {' '.join(done.stderr.split())}")
    return alphabet(done.stdout)


def alphabet(ipa: str) -> str:
    """espeak-ng's IPA, with ties as ^, in Kokoro's alphabet: "t^ʃˈe^ɪ" -> "ʧˈA"."""
    text = OTHER_LANGUAGE.sub("", ipa)
    for pair, sign in PAIRS.items():
        text = text.replace(pair, sign)
    return " ".join(text.split())
