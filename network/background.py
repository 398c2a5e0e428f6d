"""Runs one function in a process of its own, beside what this one does."""
import multiprocessing
import signal
import sys

from network.errors import UserError


class Background:
    """`with Background(function, argument) as job:` ... `job.result()`.

    Leaving the block ends the process, whatever happened. A UserError inside is raised here, by
    `check` or `result`.
    """

    def __init__(self, function, *arguments):
        # fork shares the arguments' memory; elsewhere than on Linux it isn't safe
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._receiver, self._sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_call, args=(self._sender, function, arguments),
                                        daemon=True)
        self._answer = None

    def __enter__(self):
        self._process.start()
        self._sender.close()
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.join()

    def check(self):
        """Raise the function's UserError if it has failed by now; never waits."""
        if self._answer is None and self._receiver.poll():
            self._receive()

    def result(self):
        """What the function returned; waits for it."""
        if self._answer is None:
            self._receive()
        return self._answer[0]

    def _receive(self):
        try:
            answer = self._receiver.recv()
        except EOFError:
            raise UserError("the process of the small network ended early; "
                            "is there enough memory?") from None
        if isinstance(answer, UserError):
            raise answer
        self._answer = answer


def _call(sender, function, arguments):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends this process
    try:
        sender.send((function(*arguments),))
    except UserError as error:
        sender.send(error)
