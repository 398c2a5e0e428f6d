"""What a page that shows the film says of it: chapter times and a description."""

from pathlib import Path

from scenes.film.files import write_text
from scenes.film.narration.script import fill
from scenes.film.terminal import clock_time

SECTIONS = ("corrections", "sources", "licence")     # of the script's [film] table, in this order


def write(folder: Path, chapters, script, facts: dict[str, str], voice: str) -> None:
    """Write chapters.txt and description.md into a folder. chapters: list of Part; facts: {placeholder: text}; voice:
    what speaks, if anything."""
    write_text(folder / "chapters.txt", chapter_times(chapters))
    write_text(folder / "description.md", description(chapters, script, facts, voice))


def chapter_times(chapters) -> str:
    """One line for each chapter as video platforms read it: "0:00 Title"."""
    return "".join(f"{clock_time(int(part.start))} {part.title}\n" for part in chapters)


def description(chapters, script, facts: dict[str, str], voice: str) -> str:
    """Title, summary, chapter times, then the sections that the script's [film] table has, and what speaks."""
    language = script.language
    texts = {key: _paragraphs(text, facts, f"{script.path}: [film] {key}", language)
             for key, text in script.film.items()}
    sections = [f"# {texts.get('title', script.name)}", texts.get("summary", ""),
                f"## {language.heading('chapters')}\n\n" + chapter_times(chapters).replace("\n", "  \n").rstrip()]
    sections += [f"## {language.heading(key)}\n\n{texts[key]}" for key in SECTIONS if key in texts]
    sections += [f"## {language.heading('voice')}\n\n{voice}"] if voice else []
    return "\n\n".join(section for section in sections if section) + "\n"


def _paragraphs(text, facts, where, language):
    """Fill a text, keeping its paragraphs and list items."""
    lines: list[str] = []
    open_line = False
    for raw in text.strip().splitlines():
        line = fill(raw, facts, where, language)
        if open_line and line and not line.startswith("- "):
            lines[-1] += " " + line
        else:
            lines.append(line)
        open_line = bool(line)
    return "\n".join(lines)
