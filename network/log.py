"""Watches one run of the listing: hands on its weights at some moments and counts right answers.

While the listing runs, it is only interrupted to copy its weights.
"""
import numpy as np

from network.program import WEIGHTS, Program, Watch, check_bounded

RUNNING_EVERY = 500      # updates between two running figures; fine enough for a smooth curve


class Log(Watch):
    """Logs one run of program.

    keep: called as keep((update, weights)) at each logged moment; weights: copies of the four arrays
    by name. every_until: log each update up to this one; after it `spaced` moments spread evenly on
    a logarithmic scale, and the end of each epoch. progress: called as progress(update, accuracy).
    ready: called with how many images are needed next; may wait for them.
    """

    def __init__(self, program: Program, keep, every_until: int = 0, spaced: int = 30,
                 progress=lambda update, accuracy: None, ready=lambda images: None):
        self.program, self.keep, self.progress = program, keep, progress
        self._ready = ready
        self.every_until, self.spaced = every_until, spaced
        self.output: list[str] = []
        self.epoch = 0
        self.running: list[tuple[int, float]] = []
        self.learning: list[float] = []

    def run(self, images: np.ndarray, labels: np.ndarray, show=print) -> dict[str, np.ndarray]:
        """Run the program; return a snapshot's arrays of how many were right on the way.

        images (n, I), labels (n, O) as Program.run takes them. show: receives the lines it prints.
        """
        def note(line):
            self.output.append(line)
            show(line)
        self.n = len(images)
        self.moments = set(moments(self.n * int(self.program.settings["epochs"]), self.n,
                                    self.every_until, self.spaced))
        self.program.run(images, labels, watch=self, show=note)
        updates, accuracy = zip(*self.running)
        return {"running_updates": np.array(updates), "running_accuracy": np.array(accuracy),
                "accuracy_learning": np.array(self.learning)}

    def ready(self, stop):
        self._ready(stop)

    def stops(self, images):
        first = self.epoch * self.n
        logged = {update - first for update in self.moments if first < update < first + self.n}
        if self.epoch == 0:
            logged.add(0)
        return sorted(logged | set(range(RUNNING_EVERY, images, RUNNING_EVERY)) | {images})

    def look(self, seen, names):
        update = self.epoch * self.n + seen
        accuracy = float(names["nr_correct"] / seen) if seen else 0.0
        check_bounded(names, self.program.settings)
        if update in self.moments:
            self.keep((update, {name: names[name].copy() for name in WEIGHTS}))
        if seen and (seen % RUNNING_EVERY == 0 or seen == self.n):
            self.running.append((update, accuracy))
            self.progress(update, accuracy)
        if seen == self.n:
            self.learning.append(accuracy)
            self.epoch += 1


def moments(total: int, epoch: int, every_until: int, spaced: int) -> list[int]:
    """The update counts to log, ascending, from 0 to total."""
    first = min(every_until, total)
    later = np.geomspace(max(first, 1), total, spaced).round().astype(int)
    return sorted({*range(first + 1), *later.tolist(), *range(epoch, total + 1, epoch)})
