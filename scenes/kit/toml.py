"""Reads what people write in TOML, however their editor saved it."""

import tomllib
from pathlib import Path


class BadToml(ValueError):
    """Why a file cannot be read, in one line without its name."""


def read_toml(path: Path) -> dict:
    """What a file holds; a mark of the byte order before it is no part of it. Raises BadToml."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadToml(error.strerror or str(error)) from None
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadToml(f"line {line} is not UTF-8; save the file as UTF-8") from None
    except RecursionError:
        raise BadToml("it is nested too deeply") from None
    except ValueError as error:      # TOMLDecodeError, and a number of too many digits
        raise BadToml(" ".join(str(error).split())) from None
