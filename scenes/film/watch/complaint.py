"""An exception as the maker of a chapter wants to read it: what is wrong, in which line of which file."""

import traceback
from pathlib import Path
from typing import Any


def complaint(error: BaseException, chapter: Path, source: str,
              mistakes: tuple[type[Exception], ...] = ()) -> dict[str, Any]:
    """{text, file, line, code}; file, line and code are those of the chapter where the error came from it.

    source: the chapter's text; mistakes: exceptions whose text says all.
    """
    told: dict[str, Any] = {"text": str(error), "file": "", "line": 0, "code": ""}
    if isinstance(error, SyntaxError) and error.filename:      # those of XML name no file, and are not Python's
        return told | {"text": error.msg, "file": error.filename, "line": error.lineno or 0,
                       "code": (error.text or "").strip()}
    frames = traceback.extract_tb(error.__traceback__)
    mine = [frame for frame in frames if frame.filename == str(chapter)]
    says_all = isinstance(error, mistakes)
    if not says_all:
        told["text"] = f"{type(error).__name__}: {error}".strip(": ")
        if mine and mine[-1] is not frames[-1]:
            told["text"] += f" (in {Path(frames[-1].filename).name}, line {frames[-1].lineno})"
    if not frames or says_all and not mine:
        return told
    where = (mine or frames)[-1]
    line = where.lineno or 0
    written = source.splitlines()[:line] if mine else []
    return told | {"file": where.filename, "line": line, "code": (written[-1] if written else where.line or "").strip()}


def in_one_line(told: dict[str, Any], folder: Path) -> str:
    """A complaint for a terminal; its file as seen from a folder."""
    place = f"{shortened(told['file'], folder)}:{told['line']}: " if told["file"] else ""
    return " ".join(f"{place}{told['text']}".split())


def shortened(file: str, folder: Path) -> str:
    """A file's path as seen from a folder that it is in."""
    path = Path(file)
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else file
