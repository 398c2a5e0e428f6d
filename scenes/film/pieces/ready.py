"""Workers are made ready while this process still imports what it needs itself: nothing heavy is imported here."""

import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing import forkserver, get_context

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# what a picture of some megabytes had is kept for the next one: to get each anew from the system takes longer than to fill it
KEPT = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(64 << 20)}
# an interrupted run would end with a remark on its semaphores
QUIET = {"PYTHONWARNINGS": "ignore::UserWarning:multiprocessing.resource_tracker"}
SELDOM = (100_000, 20, 20)     # when garbage is looked for: a chapter makes objects by the hundred thousand, and keeps them
FIRST = ["scenes.film.pieces.first", "scenes.film.chapter"]
LAST = ["scenes.film.pieces.jobs", "scenes.film.pieces.warm"]      # jobs notes what is imported


def get_ready(*modules: str) -> None:
    """Start the process that workers are copies of: it imports what every chapter imports, and these modules of the film."""
    if sys.platform != "linux":
        return
    before, interrupt = dict(os.environ), signal.getsignal(signal.SIGINT)
    alone = threading.current_thread() is threading.main_thread()
    try:
        os.environ |= QUIET | before | ONE_THREAD | KEPT
        if alone:
            signal.signal(signal.SIGINT, signal.SIG_IGN)      # what it starts is ended by this process, not by the keyboard
        get_context("forkserver").set_forkserver_preload([*FIRST, *modules, *LAST])
        forkserver.ensure_running()
    finally:
        if alone:
            signal.signal(signal.SIGINT, interrupt)
        os.environ.clear()
        os.environ.update(before)


def not_ready() -> None:
    """End that process, whatever it does; the next get_ready() starts another one."""
    if number := getattr(forkserver._forkserver, "_forkserver_pid", None):      # the standard library has no name for it
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGTERM)
