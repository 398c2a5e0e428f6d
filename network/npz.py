"""Reads an npz whole, so that a damaged one is noticed before anything is used of it; and writes one, all or nothing."""
import io
import os
import zipfile
from pathlib import Path

import numpy as np

from network.errors import UserError

LARGEST = 2 ** 30      # bytes of all arrays together
LEVEL = 4              # of compression: twice as quick as the usual one, for a fiftieth more bytes


def read_npz(path: Path, advice: str) -> dict[str, np.ndarray]:
    """All arrays of an npz. Raises UserError, ending in the advice, unless all are readable.

    A file from anybody: nothing is unpacked that says it is larger than a gigabyte, and no objects are.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
        with np.load(path, allow_pickle=False) as npz:
            return {key: npz[key] for key in npz.files}
    except Exception as error:  # a damaged header can raise almost any of them
        raise not_whole(path, error, advice) from None


def _check(archive: zipfile.ZipFile):
    """Raise ValueError for what is not to be unpacked."""
    members = archive.infolist()
    strange = [member.filename for member in members if not member.filename.endswith(".npy")]
    if strange:
        raise ValueError(f"it holds {strange[0]!r}, which is no array")
    if sum(member.file_size for member in members) > LARGEST:
        raise ValueError("its arrays would be too large")
    for member in members:
        with archive.open(member) as file:
            shape, _, kind = _header(file)
        if int(np.prod(shape, dtype=object)) * kind.itemsize > member.file_size:
            raise ValueError(f"{member.filename} says that it is larger than it is")


def _header(file):
    """(shape, Fortran order, dtype) of a npy file."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    return read(file)


def not_whole(path: Path, error: Exception, advice: str) -> UserError:
    """What to raise when reading the npz ended in this error."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return UserError(f"{path}: not a whole npz ({reason}); {advice}")


def zipped(arrays: dict[str, np.ndarray]) -> bytes:
    """An npz of these arrays in their order; the same ones give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for key, array in arrays.items():
            with archive.open(f"{key}.npy", "w") as file:      # without a date, unlike np.savez
                np.lib.format.write_array(file, array, allow_pickle=False)
    return buffer.getvalue()


def write(path: Path, content: bytes):
    """Write a file's bytes, all of them or nothing; UserError when that can't be done."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)
