"""The narration: a script LANGUAGE.toml holds a table for each chapter, one line of text for each key."""

import difflib
import re
import string
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from scenes.film.errors import UserError


def nearest(word: str, names) -> str:
    """The end of an error message: the names most like `word`, or some of those that exist."""
    names = list(names)
    near = difflib.get_close_matches(word, names, n=4, cutoff=0.5) or names[:8]
    return ("; did you mean " if len(near) < 5 else "; there are ") + ", ".join(near) if near else ""


@dataclass(frozen=True)
class Script:
    """The lines as written, with their placeholders; tables is {chapter: {key: text}}.

    constants: {"chapter.key": "number, number: reason"}, the numbers in lines that no run decides (scenes/film/gate).
    """

    path: Path
    tables: dict
    constants: dict = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Script":
        """Read a script. Raises UserError if it cannot be read or holds anything but text."""
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UserError(f"{path}: the script cannot be read ({error})") from None
        for chapter, lines in tables.items():
            if not isinstance(lines, dict):
                raise UserError(f"{path}: {chapter} stands outside a [chapter] table")
            for key, text in lines.items():
                if not isinstance(text, str) or not text.strip():
                    raise UserError(f"{path}: [{chapter}] {key} must be a line of text in quotes")
        constants = tables.pop("constants", {})
        return cls(path, tables, constants)

    def chapter(self, chapter: str) -> dict[str, str]:
        """All lines of a chapter as written, by key."""
        if chapter not in self.tables:
            raise UserError(f"{self.path}: no table [{chapter}]{nearest(chapter, self.tables)}")
        return self.tables[chapter]

    def line(self, chapter: str, key: str, facts: dict[str, str]) -> str:
        """One line with its placeholders filled, spaces and line breaks made single spaces."""
        lines = self.chapter(chapter)
        if key not in lines:
            raise UserError(f"{self.path}: [{chapter}] has no line {key!r}{nearest(key, lines)}")
        return fill(lines[key], facts, f"{self.path}: [{chapter}] {key}")

    def lines(self, chapter: str, facts: dict[str, str]) -> dict[str, str]:
        """All spoken lines of a chapter, filled, by key."""
        return {key: self.line(chapter, key, facts) for key in self.chapter(chapter) if key != "title"}

    @property
    def language(self) -> str:
        """ISO 639-2 code of the narration: `language` in the [film] table, else English."""
        return self.film.get("language", "eng")

    @property
    def film(self) -> dict[str, str]:
        """What is said of the film as a whole: the [film] table, empty if there is none."""
        return self.tables.get("film", {})

    def title(self, chapter: str) -> str:
        """The chapter's title for people: its `title` line, or its name."""
        return self.tables.get(chapter, {}).get("title", chapter.replace("_", " ").capitalize())


def fill(text: str, facts: dict[str, str], where: str) -> str:
    """Put facts into {placeholders}. Raises UserError for one that does not exist."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise UserError(f"{where}: a brace is not closed or not opened ({error})") from None
    for name in names:
        if name not in facts:
            raise UserError(f"{where}: unknown placeholder {{{name}}}{nearest(name, facts)}")
    return _article(" ".join(text.format_map(facts).split()))


def _article(text: str) -> str:
    """a -> an before the numbers that begin with a vowel: a placeholder may become one."""
    return re.sub(r"\b([Aa]) (?=eight|eleven|8|1[18](?!\d))", r"\1n ", text)
