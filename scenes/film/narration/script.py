"""The narration: a script LANGUAGE.toml holds a table for each chapter, one line of text for each key."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from scenes.film.errors import UserError, nearest
from scenes.film.narration.language import Language
from scenes.film.narration.languages import language
from scenes.film.narration.placeholders import put_in


@dataclass(frozen=True)
class Script:
    """The lines as written, with their placeholders; tables is {chapter: {key: text}}.

    constants: {"chapter.key": "number, number: reason"}, the numbers in lines that no run decides (scenes/film/gate);
    choices: {placeholder: {value: text}}, what is said of a fact that is one of a few things; code: of the language.
    """

    path: Path
    tables: dict
    constants: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    code: str = ""

    @classmethod
    def load(cls, path: Path, code: str = "") -> "Script":
        """Read a script; without the code of its language its file's name is one.

        Raises UserError if it cannot be read or holds anything but text.
        """
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UserError(f"{path}: the script cannot be read ({error})") from None
        choices = tables.pop("choices", {})
        _check_texts(path, tables)
        _check_texts(path, choices, "choices.")
        constants = tables.pop("constants", {})
        return cls(path, tables, constants, choices, code or path.stem)

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
        return fill(lines[key], facts, f"{self.path}: [{chapter}] {key}", self.language)

    def lines(self, chapter: str, facts: dict[str, str]) -> dict[str, str]:
        """All spoken lines of a chapter, filled, by key."""
        return {key: self.line(chapter, key, facts) for key in self.chapter(chapter) if key != "title"}

    def choice(self, name: str, value: str) -> str:
        """What is said, as written, of a fact that is one of a few things. Raises UserError if it is not there."""
        texts = self.choices.get(name, {})
        text = texts.get(value, texts.get("other"))
        if text is None:
            raise UserError(f"{self.path}: [choices.{name}] has no text for {value!r}; write one there, as {value} or "
                            "as other")
        return text

    def mentions(self, name: str) -> bool:
        """Whether any line has a placeholder of that name."""
        placeholder = re.compile(rf"\{{{name}[:}}]")
        return any(placeholder.search(text) for lines in self.tables.values() for text in lines.values())

    @property
    def language(self) -> Language:
        """The narration's language: `language` in the [film] table says its code, else the edition does."""
        return language(self.film.get("language", self.code))

    @property
    def film(self) -> dict[str, str]:
        """What is said of the film as a whole: the [film] table, empty if there is none."""
        return self.tables.get("film", {})

    @property
    def name(self) -> str:
        """The film's title for people."""
        return self.film.get("title", self.language.heading("film"))

    def title(self, chapter: str) -> str:
        """The chapter's title for people: its `title` line, or its name."""
        return self.tables.get(chapter, {}).get("title", chapter.replace("_", " ").capitalize())


def fill(text: str, facts: dict[str, str], where: str, language: Language) -> str:
    """Put facts into {placeholders}. Raises UserError for one that does not exist."""
    return " ".join(put_in(text, facts, where, language).split())


def _check_texts(path, tables, prefix=""):
    if not isinstance(tables, dict):
        raise UserError(f"{path}: {prefix.rstrip('.')} must be made of tables, [{prefix}name]")
    for chapter, lines in tables.items():
        if not isinstance(lines, dict):
            raise UserError(f"{path}: {prefix}{chapter} stands outside a [{prefix}chapter] table")
        for key, text in lines.items():
            if not isinstance(text, str) or not text.strip():
                raise UserError(f"{path}: [{prefix}{chapter}] {key} must be a line of text in quotes")
