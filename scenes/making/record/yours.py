"""What the README tells of a film of one's own: texts yours_film, yours_words and yours_seen, the three files of it;
yours_command, the command that makes it. Of other editions of film one: yours_options, commands that make some;
yours_languages, a sentence of it in each of its languages, its own first.
"""

from scenes.film.narration.script import Script
from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM

OPTIONS = "DATA=", "SCRIPT=", "LANGUAGE="
SENTENCE = "opening", "nobody"
FIRST_WORDS = {"film": "from pathlib import Path", "words": "[film]", "seen": "from manim import DOWN"}


def record() -> Noted:
    readme = (FILM.root / "README.md").read_text(encoding="utf-8")
    own = readme[readme.index("### A film of your own"):]
    command = next(row for row in own.splitlines() if row.strip().startswith("make FILM="))
    return Noted(texts={f"yours_{name}": block(own, start) for name, start in FIRST_WORDS.items()} |
                 {"yours_command": command.split(" QUALITY=")[0].strip(),
                  "yours_options": "\n".join(told(readme, f"make {option}") for option in OPTIONS),
                  "yours_languages": "\n".join(sentences())})


def told(text: str, start: str) -> str:
    """The first command of a text that begins so, without what is said of it."""
    return next(row for row in text.splitlines() if row.strip().startswith(start)).partition("#")[0].strip()


def sentences() -> list[str]:
    """A sentence of film one in each of its languages."""
    chapter, key = SENTENCE
    codes = sorted(FILM.languages, key=lambda code: (code != FILM.language, code))
    return [Script.load(FILM.script(code)).chapter(chapter)[key] for code in codes]


def block(text: str, start: str) -> str:
    """The indented block of a text that begins so, without its indentation."""
    rows = text.splitlines()
    first = rows.index(f"    {start}") if f"    {start}" in rows else next(k for k, row in enumerate(rows)
                                                                           if row.startswith(f"    {start}"))
    last = next((k for k, row in enumerate(rows[first:], first) if row and not row.startswith("    ")), len(rows))
    return "\n".join(row[4:] for row in rows[first:last]).rstrip()
