"""What the images show, in words: those of MNIST and neutral ones stand in the script; a data set may bring its own, in a
file subject.toml beside its files.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from network.errors import UserError
from scenes.kit.toml import BadToml, read_toml

FILE = "subject.toml"
WORDS = ("singular", "plural", "kinds", "verb", "past", "ink", "patterns", "origin")
MNIST, OTHER = "MNIST", "other"


@dataclass(frozen=True)
class Subject:
    """meta: what keys of values may name: `kind`, "MNIST" or "other", which says what the script takes where a word is not
    given; the words that are given; `classes`, their names, [] if none are given."""

    meta: dict[str, Any] = field(default_factory=lambda: {"kind": OTHER, "classes": []})

    @property
    def words(self) -> list[str]:
        """The words that are given."""
        return [name for name in WORDS if name in self.meta]

    @property
    def class_names(self) -> list[str]:
        """The names of the classes, in the order of their labels; empty if none are given."""
        return self.meta["classes"]

    def check(self, outputs: int, path: Path) -> None:
        """Raise UserError if names are given, but not for each class."""
        if self.class_names and len(self.class_names) != outputs:
            raise UserError(f"{path}: names {len(self.class_names)} classes; the data set has {outputs}")


def of(path: Path, data_name: str) -> Subject:
    """The subject of runs whose own words, if there are any, are in the file `path`; data_name: of their data set.

    Raises UserError for a file that cannot be read, lacks a word or has one that means nothing here.
    """
    if not path.exists():
        return Subject({"kind": MNIST if data_name == MNIST else OTHER, "classes": []})
    try:
        given = read_toml(path)
    except BadToml as error:
        raise UserError(f"{path}: cannot be read ({error})") from None
    for name, value in given.items():
        texts = value if name == "classes" and isinstance(value, list) else [value]
        if name not in (*WORDS, "classes") or not all(isinstance(text, str) and text.strip() for text in texts):
            raise UserError(f"{path}: {name} is no word that is asked for; there are {', '.join(WORDS)}, each a text, and "
                            "classes, a list of texts")
    if missing := [name for name in ("singular", "plural") if name not in given]:
        raise UserError(f"{path}: lacks {missing[0]}; write what the images show, as in: singular = \"shoe\", plural = \"shoes\"")
    return Subject({"kind": OTHER, "classes": []} | given)


def beside(data: Path) -> Path:
    """Where the words of a data set are: in its folder, or in that of its file."""
    return (data if data.is_dir() else data.parent) / FILE
