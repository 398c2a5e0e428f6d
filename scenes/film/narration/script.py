"""The narration: a script LANGUAGE.toml holds a table for each chapter, one line of text for each key.

A line carries marks, "..., [low] negative if too low.", which the chapter waits for; they are neither spoken nor shown.
Texts on screen are in tables [screen.CHAPTER], those that only the film's page has in [page].
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from scenes.film.errors import UserError, nearest
from scenes.film.narration.language import Language
from scenes.film.narration.languages import language
from scenes.film.narration.placeholders import put_in
from scenes.kit.toml import BadToml, read_toml

MARK = re.compile(r"\[([a-z0-9_]+)\]")
STRAY = re.compile(r"\[[^\[\]]*\](?!\()")      # brackets that are neither a mark nor the voice's [word](/phonemes/)


@dataclass(frozen=True)
class Script:
    """The lines as written, with their placeholders and marks; tables is {chapter: {key: text}}.

    constants: {"chapter.key": "number, number: reason"}, the numbers in lines that no run decides (scenes/film/gate);
    screen: {chapter: {key: text}}, what is read on screen; choices: {placeholder: {value: text}}, what is said of a fact
    that is one of a few things; terms: {term: "chapter.key"}, the line that introduces it; page: {key: text}, what
    only the film's page says; code: of the language.
    """

    path: Path
    tables: dict
    constants: dict = field(default_factory=dict)
    screen: dict = field(default_factory=dict)
    choices: dict = field(default_factory=dict)
    code: str = ""
    terms: dict = field(default_factory=dict)
    page: dict = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path, code: str = "") -> "Script":
        """Read a script; without the code of its language its file's name is one.

        Raises UserError if it cannot be read or holds anything but text.
        """
        try:
            tables = read_toml(path)
        except BadToml as error:
            raise UserError(f"{path}: the script cannot be read ({error})") from None
        screen, choices, page = tables.pop("screen", {}), tables.pop("choices", {}), tables.pop("page", {})
        _check_texts(path, tables)
        _check_texts(path, screen, "screen.")
        _check_texts(path, choices, "choices.")
        _check_texts(path, {"page": page})
        constants, terms = tables.pop("constants", {}), tables.pop("terms", {})
        return cls(path, tables, constants, screen, choices, code or path.stem, terms, page)

    def chapter(self, chapter: str) -> dict[str, str]:
        """All lines of a chapter as written, without their marks, by key."""
        return {key: without_marks(text) for key, text in self._table(chapter).items()}

    def line(self, chapter: str, key: str, facts: dict[str, str]) -> str:
        """One line with its placeholders filled, without marks, spaces and line breaks made single spaces."""
        return self._read(chapter, key, facts)[0]

    def lines(self, chapter: str, facts: dict[str, str]) -> dict[str, str]:
        """All spoken lines of a chapter, filled, by key."""
        return {key: self.line(chapter, key, facts) for key in self._table(chapter) if key != "title"}

    def marks(self, chapter: str, key: str, facts: dict[str, str]) -> dict[str, int]:
        """{mark: index of the word it stands before in line(...).split()}."""
        return self._read(chapter, key, facts)[1]

    def text(self, chapter: str, key: str, facts: dict[str, str]) -> str:
        """One text on screen, filled."""
        return self._filled(self.screen.get(chapter, {}), f"screen.{chapter}", key, facts)

    def page_text(self, key: str, facts: Mapping[str, str]) -> str:
        """One text of the film's page, filled."""
        return self._filled(self.page, "page", key, facts)

    def film_text(self, key: str, facts: Mapping[str, str]) -> str:
        """One text of the [film] table, filled."""
        return self._filled(self.film, "film", key, facts)

    def _filled(self, texts, table, key, facts):
        if key not in texts:
            raise UserError(f"{self.path}: [{table}] has no text {key!r}{nearest(key, texts)}")
        return fill(texts[key], facts, f"{self.path}: [{table}] {key}", self.language)

    def written(self, chapter: str) -> dict:
        """All that the script has for a chapter, as it is written there: what its film depends on. Tables of texts on
        screen that are no chapter's are for all."""
        shared = {f"{name}.{key}": text for name, texts in self.screen.items() if name not in self.tables
                  for key, text in texts.items()}
        return {"lines": self._table(chapter), "screen": shared | self.screen.get(chapter, {}),
                "choices": self.choices}

    def differences(self, other: "Script") -> list[str]:
        """Lines, choices, marks and texts on screen that only one of two scripts has, one sentence each."""
        mine, theirs = _names(self), _names(other)
        return [f"{lacking.path}: lacks {name}" for lacking, names in ((other, mine - theirs), (self, theirs - mine))
                for name in sorted(names)]

    def _table(self, chapter):
        if chapter not in self.tables:
            raise UserError(f"{self.path}: no table [{chapter}]{nearest(chapter, self.tables)}")
        return self.tables[chapter]

    def _read(self, chapter, key, facts):
        lines = self._table(chapter)
        if key not in lines:
            raise UserError(f"{self.path}: [{chapter}] has no line {key!r}{nearest(key, lines)}")
        return read(lines[key], facts, f"{self.path}: [{chapter}] {key}", self.language)

    def choice(self, name: str, value: str) -> str:
        """What is said, as written, of a fact that is one of a few things. Raises UserError if it is not there."""
        texts = self.choices.get(name, {})
        text = texts.get(value, texts.get("other"))
        if text is None:
            raise UserError(f"{self.path}: [choices.{name}] has no text for {value!r}; write one there, as {value} or "
                            "as other")
        return text

    def mentions(self, name: str) -> bool:
        """Whether any line or text on screen has a placeholder of that name."""
        placeholder = re.compile(rf"\{{{name}[:}}]")
        tables = *self.tables.values(), *self.screen.values()
        return any(placeholder.search(text) for texts in tables for text in texts.values())

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
    """Put facts into {placeholders}, and leave out marks. Raises UserError for a placeholder that does not exist."""
    return " ".join(without_marks(put_in(text, facts, where, language)).split())


def read(text: str, facts: dict[str, str], where: str, language: Language) -> tuple[str, dict[str, int]]:
    """A line with facts in its {placeholders}, without marks; and its marks: {name: index of the word after it}.

    Raises UserError for a placeholder that does not exist, and for a mark that is there twice or before no word.
    """
    words: list[str] = []
    marks: dict[str, int] = {}
    for word in put_in(text, facts, where, language).split():
        mark = MARK.fullmatch(word)
        if mark is None:
            words.append(word)
        elif mark[1] in marks:
            raise UserError(f"{where}: the mark [{mark[1]}] is there twice")
        else:
            marks[mark[1]] = len(words)
    plain = " ".join(words)
    _check_marks(plain, [mark for mark, index in marks.items() if index == len(words)], where)
    return plain, marks


def _check_marks(plain, at_the_end, where):
    if at_the_end:
        raise UserError(f"{where}: the mark [{at_the_end[0]}] has no word after it")
    if stray := STRAY.search(plain):
        raise UserError(f"{where}: {stray[0]} is not a mark; a mark is [name], in small letters, a space, and its word")


def without_marks(text: str) -> str:
    """A text as written, without its marks."""
    return re.sub(rf"(?<!\S){MARK.pattern}\s+", "", text)


def _names(script):
    """What a translation must have too, as a person would name it: lines, marks, texts on screen, choices."""
    tables = {**script.tables, "page": script.page, **{f"choices.{name}": texts for name, texts in script.choices.items()}}
    names = {f"[{table}] {key}" for table, lines in tables.items() for key in lines}
    names |= {f"the mark [{mark[1]}] in [{table}] {key}" for table, lines in tables.items()
              for key, text in lines.items() for mark in re.finditer(rf"(?<!\S){MARK.pattern}(?!\S)", text)}
    return names | {f"[screen.{chapter}] {key}" for chapter, texts in script.screen.items() for key in texts}


def _check_texts(path, tables, prefix=""):
    if not isinstance(tables, dict):
        raise UserError(f"{path}: {prefix.rstrip('.')} must be made of tables, [{prefix}name]")
    for chapter, lines in tables.items():
        if not isinstance(lines, dict):
            raise UserError(f"{path}: {prefix}{chapter} stands outside a [{prefix}chapter] table")
        for key, text in lines.items():
            if not isinstance(text, str) or not text.strip():
                raise UserError(f"{path}: [{prefix}{chapter}] {key} must be a line of text in quotes")
