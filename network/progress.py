"""A progress bar with running accuracy and time left, or now and then a line where no one watches."""
import sys
import time

BAR_WIDTH = 30


class Progress:
    """Shows how far one training run is, on standard error.

    On a terminal a bar that is redrawn up to ten times a second; elsewhere a line every ten seconds.
    """

    def __init__(self, title: str, total: int, stream=None):
        self.title, self.total = title, total
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.start = self.last = time.monotonic()

    def __call__(self, update: int, accuracy: float):
        """Show that `update` updates are done and this fraction was right in the running epoch."""
        now = time.monotonic()
        if now - self.last < (0.1 if self.live else 10):
            return
        self.last = now
        left = (now - self.start) * (self.total - update) / update
        done = f"{update:,}/{self.total:,} updates  {accuracy:.1%} right  {left:.0f} s left"
        if self.live:
            filled = BAR_WIDTH * update // self.total
            bar = "#" * filled + "." * (BAR_WIDTH - filled)
            self.stream.write(f"\r\033[K{self.title} [{bar}] {done}")
        else:
            self.stream.write(f"{self.title} {done}\n")
        self.stream.flush()

    def print(self, line: str):
        """Print a line of the listing's output, past the bar."""
        self.clear()
        print(line, flush=True)

    def clear(self):
        if self.live:
            self.stream.write("\r\033[K")
            self.stream.flush()
