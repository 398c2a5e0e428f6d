"""What goes beside the film: chapter times, a description for a video platform, a report."""

import json
from pathlib import Path

from scenes.film.files import write_text
from scenes.film.progress import clock_time
from scenes.film.script import fill

HEADINGS = {"corrections": "Corrections", "sources": "Sources", "licence": "Licence"}


def chapter_times(chapters) -> str:
    """One line for each chapter as video platforms read it: "0:00 Title"."""
    return "".join(f"{clock_time(int(part.start))} {part.title}\n" for part in chapters)


def description(chapters, script, facts: dict[str, str]) -> str:
    """Title, summary, chapter times, then the sections that the script's [film] table has."""
    texts = {key: _paragraphs(text, facts, f"{script.path}: [film] {key}")
             for key, text in script.film.items()}
    sections = [f"# {texts.get('title', 'The film')}", texts.get("summary", ""),
                "## Chapters\n\n" + chapter_times(chapters).replace("\n", "  \n").rstrip()]
    sections += [f"## {heading}\n\n{texts[key]}" for key, heading in HEADINGS.items() if key in texts]
    return "\n\n".join(section for section in sections if section) + "\n"


def _paragraphs(text, facts, where):
    """Fill a text, keeping its paragraphs and list items."""
    lines, open_line = [], False
    for raw in text.strip().splitlines():
        line = fill(raw, facts, where)
        if open_line and line and not line.startswith("- "):
            lines[-1] += " " + line
        else:
            lines.append(line)
        open_line = bool(line)
    return "\n".join(lines)


def write_report(path: Path, content: dict) -> None:
    """What was made, from what, and how long it took, as JSON."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
