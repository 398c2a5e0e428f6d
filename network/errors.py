"""The one exception for a mistake that its user can mend: shown as one line, without a traceback."""
import argparse
import sys


class UserError(Exception):
    """What is wrong, in which file, and what to do about it, in one line."""


def run_main(main):
    """Call main() and exit with its status; a UserError prints one line and exits with 2."""
    try:
        sys.exit(main())
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
