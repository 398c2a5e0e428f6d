"""Shows how far the chapters are: bars that are redrawn on a terminal, elsewhere a line now and then."""

import sys
import time

BAR = 24
SILENCE = 10     # seconds between lines where nobody watches


class Display:
    """Called with the share done of each chapter being made, and the names of those that are finished.

    weights: {name: how much work it is}, in any unit.
    """

    def __init__(self, weights: dict[str, float], stream=None):
        self.weights = weights
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self.start = self.last = time.monotonic()
        self.drawn = 0
        self.announced = set()

    def __call__(self, shares: dict[str, float], finished: list[str]) -> None:
        now = time.monotonic()
        done = sum(self.weights[name] for name in finished)
        done += sum(self.weights[name] * share for name, share in shares.items())
        left = time_left(now - self.start, done / sum(self.weights.values()))
        running = {name: share for name, share in shares.items() if share > 0}
        if self.live:
            self._redraw([f"{name:<10} [{_bar(share)}] {share:4.0%}" for name, share in running.items()]
                         + [f"{len(finished)} of {len(self.weights)} chapters done, {left}"])
            return
        new = [name for name in finished if name not in self.announced]
        self.announced.update(new)
        if new or now - self.last >= SILENCE:
            self.last = now
            states = [f"{name} done" for name in new] + [f"{name} {share:.0%}" for name, share in running.items()]
            print(", ".join(states + [left]), file=self.stream, flush=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Take the bars away."""
        if self.live:
            self._redraw([])

    def _redraw(self, lines):
        up = f"\033[{self.drawn}A" if self.drawn else ""
        self.stream.write(up + "\r\033[J" + "".join(line + "\n" for line in lines))
        self.stream.flush()
        self.drawn = len(lines)


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


def _bar(share):
    full = round(share * BAR)
    return "#" * full + "." * (BAR - full)
