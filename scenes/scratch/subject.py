"""What the images show, in words: those of MNIST and neutral ones stand in the script; a data set may bring its own, in a
file subject.toml beside its files: in English, and in other languages in tables of their codes, as [es].
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from network.errors import UserError
from scenes.kit.toml import BadToml, read_toml

FILE = "subject.toml"
ENGLISH, CODE = "en", 2     # the language of words outside a table; letters of a language's code
WORDS = ("singular", "plural", "kinds", "verb", "past", "ink", "patterns", "origin")
NAMES = "classes"
NEEDED = "singular", "plural"
MNIST, OTHER = "MNIST", "other"


@dataclass(frozen=True)
class Subject:
    """meta: what keys of values may name: `kind`, "MNIST" or "other", which says what the script takes where a word is not
    given; `own`, {language: {word: text}} of those that are, with `classes`, the names in the order of their labels."""

    meta: dict[str, Any] = field(default_factory=lambda: {"kind": OTHER, "own": {}})

    @property
    def own(self) -> Mapping[str, Mapping[str, Any]]:
        """The words that are given, by language."""
        return self.meta["own"]

    def check(self, outputs: int, path: Path) -> None:
        """Raise UserError if names are given, but not for each class."""
        for words in self.own.values():
            if words.get(NAMES) and len(words[NAMES]) != outputs:
                raise UserError(f"{path}: names {len(words[NAMES])} classes; the data set has {outputs}")


def of(path: Path, data_name: str) -> Subject:
    """The subject of runs whose own words, if there are any, are in the file `path`; data_name: of their data set.

    Raises UserError for a file that cannot be read, lacks a word or has one that means nothing here.
    """
    if not path.exists():
        return Subject({"kind": MNIST if data_name == MNIST else OTHER, "own": {}})
    try:
        given = read_toml(path)
    except BadToml as error:
        raise UserError(f"{path}: cannot be read ({error})") from None
    tables = {name: value for name, value in given.items() if isinstance(value, dict)}
    plain = {name: value for name, value in given.items() if name not in tables}
    if plain or not tables:
        tables[ENGLISH] = plain
    for code, words in tables.items():
        _check_words(words, path if code == ENGLISH else f"{path}: [{code}]", code)
    return Subject({"kind": OTHER, "own": tables})


def _check_words(words, where, code):
    if len(code) != CODE or not (code.isascii() and code.isalpha() and code.islower()):
        raise UserError(f"{where} is no code of a language, such as [es]")
    for name, value in words.items():
        texts = value if name == NAMES and isinstance(value, list) else [value]
        if name not in (*WORDS, NAMES) or not all(isinstance(text, str) and text.strip() for text in texts):
            raise UserError(f"{where}: {name} is no word that is asked for; there are {', '.join(WORDS)}, each a text, and "
                            f"{NAMES}, a list of texts")
    if missing := [name for name in NEEDED if name not in words]:
        raise UserError(f"{where}: lacks {missing[0]}; say what the images show, as in: singular = \"shoe\", plural = \"shoes\"")


def beside(data: Path) -> Path:
    """Where the words of a data set are: in its folder, or in that of its file."""
    return (data if data.is_dir() else data.parent) / FILE
