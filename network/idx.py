"""Reads one file in the IDX format, in which MNIST and its relatives are published.

An IDX file is a big-endian header (two zero bytes, a type code, the number of dimensions, then
each dimension as a 32-bit number) followed by the values. Pixels and labels are unsigned bytes.
"""
import gzip
import struct
import zlib
from pathlib import Path

import numpy as np

from network.errors import UserError

GZIP_MAGIC = b"\x1f\x8b"
UNSIGNED_BYTE = 0x08


def read_idx(path: Path, dimensions: int) -> np.ndarray:
    """The uint8 array in an IDX file, plain or gzip (told apart by content).

    Raises UserError when the file is missing, damaged, or has another type or number of dimensions.
    """
    data = _read_bytes(path)
    header = 4 + 4 * dimensions
    if len(data) < 4 or data[:2] != b"\0\0":
        raise UserError(f"{path}: not an IDX file; expected the format of MNIST's own files")
    if data[2] != UNSIGNED_BYTE or data[3] != dimensions:
        raise UserError(f"{path}: holds type {data[2]:#04x} in {data[3]} dimensions; expected "
                        f"unsigned bytes (0x08) in {dimensions}: images and labels mixed up?")
    if len(data) < header:
        raise UserError(f"{path}: ends inside its header; get the file again")
    shape = struct.unpack(f">{dimensions}I", data[4:header])
    expected = header + int(np.prod(shape, dtype=object))
    if len(data) != expected:
        raise UserError(f"{path}: {len(data):,} bytes where its header promises {expected:,}; "
                        f"get the file again")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


def _read_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(GZIP_MAGIC) else data
    except FileNotFoundError:
        raise UserError(f"{path}: no such file") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(f"{path}: damaged gzip ({error}); get the file again") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
