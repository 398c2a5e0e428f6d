"""making.npz: what was written down while film one was made, one array a key, and how it is read and checked.

`python -m scenes.making.record` writes it; scenes/making/record/ says in each part what its arrays hold.
"""

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from network.errors import UserError
from network.npz import read_npz, write, zipped

NAME = "making"
SCHEMA_VERSION = 1
MAKE_ANEW = "make it with: make record"


class Log:
    """Arrays as attributes, read-only; `meta`: {"schema", "made_by", "texts": {name: text}, ...}.

    An array whose name ends in `_png` holds the bytes of a picture.
    """

    meta: dict[str, Any]

    def __init__(self, meta: dict, arrays: dict[str, np.ndarray]):
        for array in arrays.values():
            array.flags.writeable = False
        vars(self).update(arrays, meta=meta)

    def __getattr__(self, name: str) -> np.ndarray:
        """For what is not there, and for type checkers."""
        raise AttributeError(f"the log holds no {name}")

    def picture(self, name: str) -> np.ndarray:
        """RGB (height, width, 3) uint8 of the picture `name`."""
        return np.asarray(Image.open(io.BytesIO(getattr(self, f"{name}_png").tobytes())).convert("RGB"))

    def text(self, name: str) -> str:
        """A text that was noted."""
        return self.meta["texts"][name]


def find(folder: Path) -> Path:
    """The log in a folder of runs."""
    return folder / f"{NAME}.npz"


def load(path: Path) -> Log:
    """Read a log, once as long as nobody writes it. Raises UserError naming the file and what is wrong."""
    if not path.exists():
        raise UserError(f"{path}: no such file; {MAKE_ANEW}")
    state = path.stat()
    return _read(path, (state.st_mtime_ns, state.st_size))


@cache
def _read(path, _state):
    meta, arrays = parts(path)
    return Log(meta, arrays)


def parts(path: Path) -> tuple[dict, dict[str, np.ndarray]]:
    """The meta data and the arrays of a log. Raises UserError."""
    arrays = read_npz(path, MAKE_ANEW)
    try:
        meta = json.loads(str(arrays.pop("meta", None)))
    except ValueError:
        meta = None
    if not isinstance(meta, dict) or meta.get("schema") != SCHEMA_VERSION or not isinstance(meta.get("texts"), dict):
        raise UserError(f"{path}: is no log of this version ({SCHEMA_VERSION}); {MAKE_ANEW}")
    return meta, arrays


def save(path: Path, meta: dict, arrays: dict[str, np.ndarray]) -> None:
    """Write a log, all of it or nothing."""
    kept = {name: arrays[name] for name in sorted(arrays)}
    write(path, zipped({"meta": np.array(json.dumps(meta, sort_keys=True, ensure_ascii=False)), **kept}))


def png(picture: np.ndarray) -> np.ndarray:
    """A picture (height, width, 3) uint8 as the bytes (n,) uint8 of a file, in at most 256 colours."""
    buffer = io.BytesIO()
    few = Image.fromarray(picture).quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", optimize=True)
    return np.frombuffer(buffer.getvalue(), np.uint8).copy()
