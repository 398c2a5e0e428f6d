"""The one exception for a mistake that its user can mend: shown as one line, without a traceback."""

import difflib
import errno
import sys
from contextlib import contextmanager


class UserError(Exception):
    """What is wrong, in which file, and what to do about it, in one line."""


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
    """A mistake that a user can mend ends the program with one line and status 2, an interrupt with 130.

    mistakes: further exceptions, of a film's own, whose text is such a line.
    """
    try:
        yield
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)
    except Exception as error:
        if full_disk(error):
            error = UserError(f"{getattr(error, 'filename', None) or 'here'}: the disk is full; make room and run the "
                              "same again")
        if not isinstance(error, (UserError, *mistakes)):
            raise
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
