"""Runs one function in a process of its own, beside what this one does."""
import multiprocessing
import os
import signal
import sys
from threading import Thread
from typing import Any

from network.errors import UserError

# fork shares the arguments' memory; elsewhere than on Linux it isn't safe
CONTEXT: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class Background:
    """`with Background(function, argument) as job:` ... `job.result()`.

    Leaving the block ends the process, whatever happened. A UserError inside is raised here, by
    `check` or `result`. What the function needs later on comes to it by a `mailbox`, as an argument.
    `receiver`: a connection that has something to tell when the function has ended.
    """

    def __init__(self, function, *arguments):
        self.receiver, self._sender = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=_call, args=(self._sender, function, arguments),
                                        daemon=True)
        self._answer: Any = None

    def __enter__(self):
        self._process.start()
        self._sender.close()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.join()

    def check(self):
        """Raise the function's UserError if it has failed by now; never waits."""
        if self._answer is None and self.receiver.poll():
            self._receive()

    def result(self):
        """What the function returned; waits for it."""
        if self._answer is None:
            self._receive()
        return self._answer[0]

    def _receive(self):
        try:
            answer = self.receiver.recv()
        except EOFError:
            raise UserError("the second process of the training ended early; "
                            "is there enough memory?") from None
        if isinstance(answer, UserError):
            raise answer
        self._answer = answer


def mailbox():
    """A queue from this process to a Background: `put` never waits, `get` does."""
    queue = CONTEXT.Queue()
    queue.cancel_join_thread()     # when training fails, what no one has fetched is not waited for
    return queue


def _call(sender, function, arguments):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends this process
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        sender.send((function(*arguments),))
    except UserError as error:
        sender.send(error)


def _end_with_parent():
    """A parent that is killed doesn't end this process, which might wait for its mail for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
