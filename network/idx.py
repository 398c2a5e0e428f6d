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
LARGEST = 2 ** 30      # bytes, unpacked; MNIST's are 47 million
AT_A_TIME = 2 ** 20


def read_idx(path: Path, dimensions: int) -> np.ndarray:
    """The uint8 array in an IDX file, plain or gzip (told apart by content).

    Raises UserError when the file is missing, damaged, or has another type or number of dimensions.
    """
    header = 4 + 4 * dimensions
    data = _read_bytes(path, header)
    if len(data) < 4 or data[:2] != b"\0\0":
        raise UserError(f"{path}: not an IDX file; expected the format of MNIST's own files")
    if data[2] != UNSIGNED_BYTE or data[3] != dimensions:
        raise UserError(f"{path}: holds type {data[2]:#04x} in {data[3]} dimensions; expected "
                        f"unsigned bytes (0x08) in {dimensions}: images and labels mixed up?")
    if len(data) < header:
        raise UserError(f"{path}: ends inside its header; get the file again")
    shape = struct.unpack(f">{dimensions}I", data[4:])
    if 0 in shape:
        raise UserError(f"{path}: its header says {' x '.join(map(str, shape))}, but at least one of each is needed")
    expected = header + int(np.prod(shape, dtype=object))
    if expected > LARGEST:
        raise UserError(f"{path}: its header promises {expected:,} bytes, more than can be learned from; get the file again")
    data = _read_bytes(path, expected + 1)
    if len(data) != expected:
        found = f"{len(data):,} bytes" if len(data) < expected else "more bytes"
        raise UserError(f"{path}: {found} where its header promises {expected:,}; get the file again")
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


def _read_bytes(path: Path, most: int) -> bytes:
    """The first bytes of a file, unpacked if it is gzip; a short file can promise to unpack to any size."""
    try:
        with path.open("rb") as file:
            packed = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
            file.seek(0)
            stream = gzip.GzipFile(fileobj=file) if packed else file
            data = bytearray()
            while len(data) < most and (part := stream.read(min(most - len(data), AT_A_TIME))):
                data += part
            return bytes(data)
    except FileNotFoundError:
        raise UserError(f"{path}: no such file") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(f"{path}: damaged gzip ({error}); get the file again") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror}") from None
