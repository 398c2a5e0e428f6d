"""The one exception for a mistake that its user can mend: shown as one line, without a traceback."""

import difflib
import errno
import os
import signal
import sys
from contextlib import contextmanager
from functools import cache


UNREAD = 141     # the status of a program that nobody reads on, by convention
FORBIDDEN = errno.EACCES, errno.EPERM, errno.EROFS


class UserError(Exception):
    """What is wrong, in which file, and what to do about it, in one line."""


class Terminated(KeyboardInterrupt):
    """The system asks the program to end, as it does when it shuts down: it ends as after an interrupt."""


@cache
def heed_termination() -> None:
    """From now on a request to end (SIGTERM) raises Terminated; a copy of this process ends by it, as any process does."""
    def end(signum, frame):
        raise Terminated
    signal.signal(signal.SIGTERM, end)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))


def nearest(word: str, names) -> str:
    """The end of an error message: the names most like `word`, or some of those that exist."""
    names = list(names)
    near = difflib.get_close_matches(word, names, n=4, cutoff=0.5) or names[:8]
    return ("; did you mean " if len(near) < 5 else "; there are ") + ", ".join(near) if near else ""


def full_disk(error: BaseException | None) -> bool:
    """Whether an error, or one that it came from, is that a disk is full."""
    while error is not None:
        if getattr(error, "errno", None) == errno.ENOSPC:
            return True
        error = error.__cause__ or error.__context__
    return False


@contextmanager
def told_in_one_line(mistakes: tuple[type[Exception], ...] = ()):
    """A mistake that a user can mend ends the program with one line and status 2, an interrupt with 130, Terminated with 143;
    that nobody reads on what it prints ends it silently with 141.

    mistakes: further exceptions, of a film's own, whose text is such a line.
    """
    try:
        yield
    except KeyboardInterrupt as stop:
        print("stopped", file=sys.stderr)
        sys.exit(143 if isinstance(stop, Terminated) else 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())      # where Python writes what it still has
        sys.exit(UNREAD)
    except Exception as error:
        where = getattr(error, "filename", None) or "here"
        if full_disk(error):
            error = UserError(f"{where}: the disk is full; make room and run the same again")
        elif getattr(error, "errno", None) in FORBIDDEN:
            error = UserError(f"{where}: may not be read or written; change its rights, or work in another folder")
        if not isinstance(error, (UserError, *mistakes)):
            raise
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
