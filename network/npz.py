"""Reads an npz whole, so that a damaged one is noticed before anything is used of it."""
import zipfile
from pathlib import Path

import numpy as np

from network.errors import UserError


def read_npz(path: Path, advice: str) -> dict[str, np.ndarray]:
    """All arrays of an npz. Raises UserError, ending in the advice, unless all are readable."""
    try:
        if not zipfile.is_zipfile(path):
            raise ValueError("no zip archive")
        with np.load(path, allow_pickle=False) as npz:
            return {key: npz[key] for key in npz.files}
    except Exception as error:  # a damaged header can raise almost any of them
        raise not_whole(path, error, advice) from None


def not_whole(path: Path, error: Exception, advice: str) -> UserError:
    """What to raise when reading the npz ended in this error."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return UserError(f"{path}: not a whole npz ({reason}); {advice}")
