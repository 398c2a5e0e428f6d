"""Workers are made ready while this process still imports what it needs itself: nothing heavy is imported here."""

import os
import sys
from multiprocessing import forkserver, get_context

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PRELOADED = ["scenes.film.chapter", "scenes.film.pieces.jobs", "scenes.film.pieces.warm"]


def get_ready() -> None:
    """Start the process that workers are copies of: it imports what every chapter imports."""
    if sys.platform != "linux":
        return
    before = dict(os.environ)
    try:
        os.environ |= ONE_THREAD
        get_context("forkserver").set_forkserver_preload(PRELOADED)
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
