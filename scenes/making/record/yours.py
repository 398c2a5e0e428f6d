"""What the README tells of a film of one's own: texts yours_film, yours_words and yours_seen, the three files of it;
yours_command, the command that makes it.
"""

from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM

FIRST_WORDS = {"film": "from pathlib import Path", "words": "[film]", "seen": "from manim import DOWN"}


def record() -> Noted:
    readme = (FILM.root / "README.md").read_text(encoding="utf-8")
    own = readme[readme.index("### A film of your own"):]
    command = next(row for row in own.splitlines() if row.strip().startswith("make FILM="))
    return Noted(texts={f"yours_{name}": block(own, start) for name, start in FIRST_WORDS.items()} |
                 {"yours_command": command.split(" QUALITY=")[0].strip()})


def block(text: str, start: str) -> str:
    """The indented block of a text that begins so, without its indentation."""
    rows = text.splitlines()
    first = rows.index(f"    {start}") if f"    {start}" in rows else next(k for k, row in enumerate(rows)
                                                                           if row.startswith(f"    {start}"))
    last = next((k for k, row in enumerate(rows[first:], first) if row and not row.startswith("    ")), len(rows))
    return "\n".join(row[4:] for row in rows[first:last]).rstrip()
