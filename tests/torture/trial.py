"""One input: how it is read, which errors are an answer, and when what was read is right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Trial:
    """read() may raise `refusals` with one line; what it returns must satisfy right(value). good: it may not be refused."""

    name: str
    read: Callable[[], Any]
    right: Callable[[Any], bool]
    refusals: tuple[type[Exception], ...]
    good: bool = False


def one_of(rng: np.random.Generator, options):
    """An element of a list, or a key of a dictionary."""
    options = list(options)
    return options[int(rng.integers(len(options)))]


def damaged(data: bytes, rng: np.random.Generator) -> tuple[str, bytes]:
    """Bytes with some of them changed, lost, doubled or put elsewhere; and what was done."""
    what = one_of(rng, ("bit", "bytes", "zeros", "cut", "begin", "hole", "twice", "tail", "swap"))
    a, b = sorted(int(place) for place in rng.integers(0, max(len(data), 1), 2))
    changed = bytearray(data)
    match what:
        case "bit":
            changed[a] ^= 1 << int(rng.integers(8))
        case "bytes":
            part = slice(a, a + int(rng.integers(1, 40)))
            changed[part] = rng.bytes(len(changed[part]))
        case "zeros":
            changed[a:b] = bytes(b - a)
        case "cut":
            changed = changed[:a]
        case "begin":
            changed = changed[a:]
        case "hole":
            changed = changed[:a] + changed[b:]
        case "twice":
            changed = changed[:b] + changed[a:]
        case "tail":
            changed += rng.bytes(int(rng.integers(1, 1000)))
        case "swap":
            changed = changed[b:] + changed[:b]
    return what, bytes(changed)
