"""Who makes chapters: processes of this machine, each job in one of its own, or a Dask cluster."""

import gc
import os
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

from scenes.film.errors import UserError
from scenes.film.pieces.loaded import outdated
from scenes.film.pieces.ready import ONE_THREAD, QUIET, SELDOM, get_ready, not_ready

BETWEEN = 0.02    # seconds between looks whether all have ended
PATIENCE = 10     # seconds in which a scheduler has to answer


@contextmanager
def executor(workers: int, dask: str | None = None):
    """Local processes, or the Dask cluster at an address such as tcp://host:8786; let go of at the block's end.

    Local processes that are still at work then, after an error elsewhere, end at once.
    """
    pool, hurried = _executor(workers, dask), True
    try:
        yield pool
        hurried = False
    finally:
        if isinstance(pool, FreshProcesses):
            pool.end(hurried)
        else:
            pool.shutdown()
            pool.client.close()


def _executor(workers, dask):
    if dask is None:
        os.environ |= QUIET | os.environ | ONE_THREAD
        return FreshProcesses(workers)
    try:
        from distributed import Client
    except ImportError:
        raise UserError('--dask needs the package distributed; run: pip install -e ".[dask]"') from None
    try:
        client = Client(dask, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise UserError(f"no Dask scheduler answers at {dask} ({error})") from None
    except TypeError as error:      # so distributed says that an address needs certificates, and there are none
        raise UserError(f"{dask} needs certificates; name a file with them in DASK_CONFIG ({error})") from None
    pool = client.get_executor()
    pool.client = client
    return pool


class FreshProcesses(ThreadPoolExecutor):
    """Gives each job a process of its own, so that what a chapter leaves in memory goes with it.

    ProcessPoolExecutor has max_tasks_per_child for that, but waits forever at its end when it has just started a
    process in place of one that was through.
    """

    def __init__(self, workers: int):
        super().__init__(workers)
        self._at_work: set[ProcessPoolExecutor] = set()

    def submit(self, function, /, *arguments, **named):
        return super().submit(self._alone, function, *arguments, **named)

    def _alone(self, function, *arguments, **named):
        with ProcessPoolExecutor(1, context(), serve, (dict(os.environ),)) as process:
            self._at_work.add(process)
            try:
                return process.submit(function, *arguments, **named).result()
            finally:
                self._at_work.discard(process)

    def end(self, hurried: bool) -> None:
        """End the jobs that are at work, also those whose processes are only about to begin, and forget those that wait.

        hurried: nor is what these would be copies of waited for, which may still be importing.
        """
        self.shutdown(wait=False, cancel_futures=True)
        while any(thread.is_alive() for thread in self._threads):
            if hurried and any(not pool._processes for pool in list(self._at_work)):
                not_ready()
            for pool in list(self._at_work):
                for process in list((pool._processes or {}).values()):
                    process.terminate()
            time.sleep(BETWEEN)


def context():
    """How a process is started: on Linux as a copy of one that has imported already what every chapter imports, as long
    as nobody edits that."""
    if sys.platform != "linux" or outdated():
        return get_context("spawn")
    get_ready()
    return get_context("forkserver")


def serve(environment):
    """In a worker: it has the environment of the process that it works for, not of the one that it is a copy of.

    An interrupt ends it without a traceback, and so does the end of that process.
    """
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.freeze()
    gc.set_threshold(*SELDOM)

    def watch():
        parent = parent_process()
        assert parent is not None
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
