"""The one exception for a mistake that its user can mend: shown as one line, without a traceback."""
import argparse
import io
import os
import sys


UNREAD = 141     # the status of a program that nobody reads on, by convention


class UserError(Exception):
    """What is wrong, in which file, and what to do about it, in one line."""


def run_main(main):
    """Call main() and exit with its status; a UserError prints one line and exits with 2; that nobody reads on what it prints
    ends it silently with 141."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")      # a name that the terminal cannot show
    try:
        status = main()
        sys.stdout.flush()
        sys.exit(status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())      # where Python writes what it still has
        sys.exit(UNREAD)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


class Parser(argparse.ArgumentParser):
    """A command line whose mistakes are one line, as every other mistake."""

    def error(self, message):
        raise UserError(f"{message}; see {self.prog} --help")
