"""Writing files so that nobody ever sees half of one."""

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def appearing(path: Path):
    """Give a temporary path beside `path`; what was written there gets the name when the block ends well."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=f".part{path.suffix}")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a whole text file, or leave the one that is there."""
    with appearing(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_json(path: Path, content: dict) -> None:
    """Write a whole JSON file, readable for people too."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, default=float) + "\n")


def short(path: Path) -> Path:
    """A path as it is from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
