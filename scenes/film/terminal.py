"""What a person reads while a film is made: bars and tables on a terminal, plain lines where nobody watches."""

import time
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table

SILENCE = 10     # seconds between lines where nobody watches


class Display:
    """`with Display(weights) as display:` shows how far the chapters are.

    Called with the share done of each chapter being made, and the names of those that are finished.
    weights: {name: how much work it is}, in any unit.
    """

    def __init__(self, weights: dict[str, float], console: Console | None = None):
        self.weights = weights
        self.console = console or Console(stderr=True, highlight=False)
        self.start = self.last = time.monotonic()
        self.announced: set[str] = set()
        self.bars: dict[str, TaskID] = {}
        self.progress = Progress(TextColumn("{task.description:<12}"), BarColumn(), TextColumn("{task.fields[state]}"),
                                 console=self.console, transient=True)

    def __enter__(self) -> "Display":
        if self.console.is_terminal:
            self.progress.start()
        return self

    def __exit__(self, *_) -> None:
        """Take the bars away."""
        if self.console.is_terminal:
            self.progress.stop()

    def __call__(self, shares: dict[str, float], finished: list[str]) -> None:
        now = time.monotonic()
        done = sum(self.weights[name] for name in finished)
        done += sum(self.weights[name] * share for name, share in shares.items())
        share = done / sum(self.weights.values())
        left = time_left(now - self.start, share)
        running = {name: share for name, share in shares.items() if share > 0}
        if self.console.is_terminal:
            self._redraw(running, finished, share, left)
            return
        new = [name for name in finished if name not in self.announced]
        self.announced.update(new)
        if new or now - self.last >= SILENCE:
            self.last = now
            states = [f"{name} done" for name in new] + [f"{name} {share:.0%}" for name, share in running.items()]
            line(", ".join(states + [left]), self.console)

    def _redraw(self, running, finished, share, left):
        for name in [name for name in self.bars if name not in running and name != "film"]:
            self.progress.remove_task(self.bars.pop(name))
        states = {name: (part, f"{part:.0%}") for name, part in running.items()}
        states["film"] = share, f"{len(finished)} of {len(self.weights)} chapters done, {left}"
        for name, (part, state) in states.items():
            if name not in self.bars:
                self.bars[name] = self.progress.add_task(name, total=1.0, state="")
            self.progress.update(self.bars[name], completed=part, state=state)


def line(text: str, console: Console | None = None) -> None:
    """Print one line as it is, however wide the terminal."""
    (console or Console(highlight=False)).print(text, markup=False, soft_wrap=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], console: Console | None = None) -> None:
    """Print rows under column names; those that begin with ">" are aligned to the right. Elsewhere than on a terminal
    the columns are kept apart by spaces alone."""
    console = console or Console(highlight=False)
    rows = list(rows)
    if console.is_terminal:
        made = Table(box=None, pad_edge=False)
        for name in columns:
            made.add_column(name.lstrip(">"), justify="right" if name.startswith(">") else "left")
        for row in rows:
            made.add_row(*row)
        console.print(made)
        return
    everything = [[name.lstrip(">") for name in columns], *rows]
    widths = [max(len(row[i]) for row in everything) for i in range(len(columns))]
    for row in everything:
        cells = [f"{cell:>{width}}" if name.startswith(">") else f"{cell:<{width}}"
                 for cell, width, name in zip(row, widths, columns, strict=True)]
        line("  ".join(cells).rstrip(), console)


def time_left(elapsed: float, share: float) -> str:
    """A person's words for the time that remains."""
    if share >= 1:
        return "done"
    if elapsed < 5 or share <= 0.01:
        return "time left not known yet"
    return f"about {clock_time(elapsed * (1 - share) / share)} left"


def clock_time(seconds: float) -> str:
    """75 -> "1:15", 3700 -> "1:01:40"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
