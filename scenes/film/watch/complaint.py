"""An exception as the maker of a chapter wants to read it: what is wrong, in which line of which file."""

import traceback
from pathlib import Path
from typing import Any


def complaint(error: BaseException, chapter: Path, source: str, mistakes: tuple[type[Exception], ...] = ()) -> dict[str, Any]:
    """{text, file, line, code}; file, line and code are those of the chapter where the error came from it.

    source: the chapter's text; mistakes: exceptions whose text says all.
    """
    told = {"text": str(error), "file": "", "line": 0, "code": ""}
    if isinstance(error, mistakes):
        return told
    if isinstance(error, SyntaxError):
        return told | {"text": error.msg, "file": error.filename or str(chapter), "line": error.lineno or 0,
                       "code": (error.text or "").strip()}
    told["text"] = f"{type(error).__name__}: {error}".strip(": ")
    frames = traceback.extract_tb(error.__traceback__)
    mine = [frame for frame in frames if frame.filename == str(chapter)]
    where = (mine or frames or [None])[-1]
    if where is None:
        return told
    if mine and where is not frames[-1]:
        told["text"] += f" (in {Path(frames[-1].filename).name}, line {frames[-1].lineno})"
    line = where.lineno or 0
    written = source.splitlines() if mine else []
    code = written[line - 1] if 0 < line <= len(written) else where.line or ""
    return told | {"file": where.filename, "line": line, "code": code.strip()}


def in_one_line(told: dict[str, Any], folder: Path) -> str:
    """A complaint for a terminal; its file as seen from a folder."""
    place = f"{shortened(told['file'], folder)}:{told['line']}: " if told["file"] else ""
    return " ".join(f"{place}{told['text']}".split())


def shortened(file: str, folder: Path) -> str:
    """A file's path as seen from a folder that it is in."""
    path = Path(file)
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else file
