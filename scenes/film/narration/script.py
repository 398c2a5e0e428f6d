"""The narration: a script LANGUAGE.toml holds a table for each chapter, one line of text for each key.

A line carries marks, "..., [low] negative if too low.", which the chapter waits for; they are neither spoken nor shown.
Texts on screen are in tables [screen.CHAPTER].
"""

import difflib
import re
import string
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from scenes.film.errors import UserError

MARK = re.compile(r"\[([a-z0-9_]+)\]")
STRAY = re.compile(r"\[[^\[\]]*\](?!\()")      # brackets that are neither a mark nor the voice's [word](/phonemes/)


def nearest(word: str, names) -> str:
    """The end of an error message: the names most like `word`, or some of those that exist."""
    names = list(names)
    near = difflib.get_close_matches(word, names, n=4, cutoff=0.5) or names[:8]
    return ("; did you mean " if len(near) < 5 else "; there are ") + ", ".join(near) if near else ""


@dataclass(frozen=True)
class Script:
    """The lines as written, with their placeholders and marks; tables is {chapter: {key: text}}.

    constants: {"chapter.key": "number, number: reason"}, the numbers in lines that no run decides (scenes/film/gate);
    screen: {chapter: {key: text}}, what is read on screen.
    """

    path: Path
    tables: dict
    constants: dict = field(default_factory=dict)
    screen: dict = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Script":
        """Read a script. Raises UserError if it cannot be read or holds anything but text."""
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UserError(f"{path}: the script cannot be read ({error})") from None
        screen = tables.pop("screen", {})
        _check_texts(path, tables)
        _check_texts(path, screen, "screen.")
        constants = tables.pop("constants", {})
        return cls(path, tables, constants, screen)

    def chapter(self, chapter: str) -> dict[str, str]:
        """All lines of a chapter as written, without their marks, by key."""
        return {key: _without_marks(text) for key, text in self._table(chapter).items()}

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
        texts = self.screen.get(chapter, {})
        if key not in texts:
            raise UserError(f"{self.path}: [screen.{chapter}] has no text {key!r}{nearest(key, texts)}")
        return fill(texts[key], facts, f"{self.path}: [screen.{chapter}] {key}")

    def written(self, chapter: str) -> dict:
        """All that the script has for a chapter, as it is written there: what its film depends on."""
        return {"lines": self._table(chapter), "screen": self.screen.get(chapter, {})}

    def differences(self, other: "Script") -> list[str]:
        """Lines, marks and texts on screen that only one of two scripts has, one sentence each."""
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
        return read(lines[key], facts, f"{self.path}: [{chapter}] {key}")

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
    """Put facts into {placeholders}, and leave out marks. Raises UserError for a placeholder that does not exist."""
    return _article(" ".join(_without_marks(_put_in(text, facts, where)).split()))


def read(text: str, facts: dict[str, str], where: str) -> tuple[str, dict[str, int]]:
    """A line with facts in its {placeholders}, without marks; and its marks: {name: index of the word after it}.

    Raises UserError for a placeholder that does not exist, and for a mark that is there twice or before no word.
    """
    words, marks = [], {}
    for word in _put_in(text, facts, where).split():
        mark = MARK.fullmatch(word)
        if mark is None:
            words.append(word)
        elif mark[1] in marks:
            raise UserError(f"{where}: the mark [{mark[1]}] is there twice")
        else:
            marks[mark[1]] = len(words)
    plain = " ".join(words)
    _check_marks(plain, [mark for mark, index in marks.items() if index == len(words)], where)
    return _article(plain), marks


def _put_in(text, facts, where):
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        raise UserError(f"{where}: a brace is not closed or not opened ({error})") from None
    for name in names:
        if name not in facts:
            raise UserError(f"{where}: unknown placeholder {{{name}}}{nearest(name, facts)}")
    return text.format_map(facts)


def _check_marks(plain, at_the_end, where):
    if at_the_end:
        raise UserError(f"{where}: the mark [{at_the_end[0]}] has no word after it")
    if stray := STRAY.search(plain):
        raise UserError(f"{where}: {stray[0]} is not a mark; a mark is [name], in small letters, a space, and its word")


def _check_texts(path, tables, prefix=""):
    for chapter, lines in tables.items():
        if not isinstance(lines, dict):
            raise UserError(f"{path}: {prefix}{chapter} stands outside a [{prefix}chapter] table")
        for key, text in lines.items():
            if not isinstance(text, str) or not text.strip():
                raise UserError(f"{path}: [{prefix}{chapter}] {key} must be a line of text in quotes")


def _without_marks(text):
    return re.sub(rf"(?<!\S){MARK.pattern}\s+", "", text)


def _names(script):
    """What a translation must have too: (lines, marks, texts on screen), as a person would name them."""
    names = {f"[{chapter}] {key}" for chapter, lines in script.tables.items() for key in lines}
    names |= {f"the mark [{mark[1]}] in [{chapter}] {key}" for chapter, lines in script.tables.items()
              for key, text in lines.items() for mark in re.finditer(rf"(?<!\S){MARK.pattern}(?!\S)", text)}
    return names | {f"[screen.{chapter}] {key}" for chapter, texts in script.screen.items() for key in texts}


def _article(text: str) -> str:
    """a -> an before the numbers that begin with a vowel: a placeholder may become one."""
    return re.sub(r"\b([Aa]) (?=eight|eleven|8|1[18](?!\d))", r"\1n ", text)
