"""Watches one run of the listing and turns what it saw into a snapshot's arrays.

While the listing runs, it is only interrupted to copy its weights. What they cost and get right is
computed beside it in a second thread, which NumPy lets run at the same time.
"""
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from network.mnist import DataSet
from network.neuron import no_neuron, train_neuron
from network.program import EVALUATED, WEIGHTS, Program, Watch, check_bounded
from network.wall import wall_arrays

RUNNING_EVERY = 500      # updates between two running figures; fine enough for a smooth curve
COST_IMAGES = 2000       # test images that a cost is averaged over
TRAIN_IMAGES = 400       # training images kept, in the order of use
MISTAKES = 40            # mistaken test images kept


class Recorder(Watch):
    """Logs a run of program on data, of whose pixels the network sees pixel_index (I,).

    every_until: log each update up to this one; after it `spaced` moments spread evenly on a
    logarithmic scale, and the end of each epoch. progress: called as progress(update, accuracy).
    """

    def __init__(self, program: Program, data: DataSet, pixel_index: np.ndarray,
                 every_until: int = 0, spaced: int = 30, progress=None):
        self.program, self.data, self.pixel_index = program, data, pixel_index
        self.epochs = program.settings["epochs"]
        self.progress = progress or (lambda update, accuracy: None)
        seen = slice(None) if len(pixel_index) == 784 else pixel_index
        self.train, self.train_labels = data.part("train", seen)
        self.test, self.test_labels = data.part("test", seen)
        self.n = len(self.train)
        self.moments = set(_moments(self.n * self.epochs, self.n, every_until, spaced))
        self.epoch = 0
        self.output: list[str] = []
        self.updates, self.weights = [], []
        self.running, self.costs, self.accuracies = [], [], []

    def record(self, show=print) -> dict[str, np.ndarray]:
        """Run the program; return a snapshot's arrays. show: receives the lines it prints."""
        def note(line):
            self.output.append(line)
            show(line)
        with ThreadPoolExecutor(1) as self.aside:
            whole = slice(None if len(self.pixel_index) == 784 else 0)
            wall = self.aside.submit(wall_arrays, self.data.train_images[whole])
            self.program.run(self.train, self.train_labels, watch=self, show=note)
            return {**self._moment_arrays(), **self._probe_arrays(), **self._cost_arrays(),
                    **self._accuracy_arrays(), **self._image_arrays(), **self._neuron_arrays(),
                    **wall.result()}

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
            self.updates.append(update)
            self.weights.append({name: names[name].copy() for name in WEIGHTS})
            self.costs.append(self.aside.submit(self._costs, self.weights[-1]))
        if seen and (seen % RUNNING_EVERY == 0 or seen == self.n):
            self.running.append((update, accuracy))
            self.progress(update, accuracy)
        if seen == self.n:
            after = self.aside.submit(self._accuracies, self.weights[-1])
            self.accuracies.append((accuracy, after))
            self.epoch += 1

    def _costs(self, state) -> tuple[float, float]:
        values = self.program.forward(state, self.test[:COST_IMAGES].T)
        return costs_of(values, self.test_labels[:COST_IMAGES].T)

    def _accuracies(self, state) -> tuple[float, float]:
        """On the training and on the test images."""
        return tuple(
            float((self.program.forward(state, images.T)["o"].argmax(axis=0)
                   == labels.argmax(axis=1)).mean())
            for images, labels in ((self.train, self.train_labels), (self.test, self.test_labels)))

    def _moment_arrays(self):
        stacked = {name: np.stack([w[name] for w in self.weights]) for name in WEIGHTS}
        return {"pixel_index": self.pixel_index, "image_shape": np.array([28, 28]),
                "updates": np.array(self.updates), **stacked}

    def _probe_arrays(self):
        """Of the small net the first training image used; of both nets the first test image of
        each class."""
        test_labels = self.data.test_labels
        probes = [("test", int(np.argmax(test_labels == k))) for k in np.unique(test_labels)]
        if len(self.pixel_index) < 784:
            probes.insert(0, ("train", 0))
        pixels = [getattr(self.data, f"{part}_images")[i] for part, i in probes]
        labels = [getattr(self.data, f"{part}_labels")[i] for part, i in probes]
        given = [(getattr(self, part)[i], getattr(self, f"{part}_labels")[i]) for part, i in probes]
        values = [[self.program.evaluate(state, img, l) for img, l in given]
                  for state in self.weights]
        return {"probe_images": np.stack(pixels), "probe_labels": np.array(labels, np.uint8),
                "probe_index": np.array([i for _, i in probes]),
                "probe_set": np.array([part for part, _ in probes], "<U5"),
                **{name: np.array([[probe[name] for probe in moment] for moment in values],
                                  np.float32) for name in EVALUATED}}

    def _cost_arrays(self):
        mse, cross_entropy = np.array([costs.result() for costs in self.costs]).T
        return {"mse": mse.copy(), "cross_entropy": cross_entropy.copy()}

    def _accuracy_arrays(self):
        learning, after = zip(*self.accuracies)
        train, test = np.array([accuracies.result() for accuracies in after]).T
        updates, accuracy = zip(*self.running)
        return {"running_updates": np.array(updates), "running_accuracy": np.array(accuracy),
                "accuracy_learning": np.array(learning), "accuracy_train": train.copy(),
                "accuracy_test": test.copy()}

    def _image_arrays(self):
        data = self.data
        outputs = self.program.forward(self.weights[-1], self.test.T)["o"].T
        answers = outputs.argmax(axis=1)
        confusion = np.zeros((outputs.shape[1],) * 2, np.int64)
        np.add.at(confusion, (data.test_labels, answers), 1)
        mistakes = np.flatnonzero(answers != data.test_labels)[:MISTAKES]
        return {"train_images": data.train_images[:TRAIN_IMAGES],
                "train_labels": data.train_labels[:TRAIN_IMAGES],
                "confusion": confusion, "test_outputs": np.ascontiguousarray(outputs),
                "test_labels": data.test_labels,
                "mistake_index": mistakes, "mistake_images": data.test_images[mistakes]}

    def _neuron_arrays(self):
        """Of the small net's run only."""
        if len(self.pixel_index) == 784:
            return no_neuron()
        settings = self.program.settings
        return train_neuron(self.data, settings["learn_rate"], settings["seed"])


def costs_of(values: dict[str, np.ndarray], labels: np.ndarray) -> tuple[float, float]:
    """Mean over n images (columns) of the squared error, averaged over the outputs as the listing
    does, and of the cross-entropy, summed over the outputs: -sum(l log o + (1 - l) log(1 - o)),
    the cost whose gradient with respect to o_pre is o - l. values: o, o_pre (O, n); labels (O, n).
    """
    mse = ((values["o"].astype(np.float64) - labels) ** 2).mean()
    z = values["o_pre"].astype(np.float64)
    # log(1 + exp(z)) - l z is the same sum written so that no exponential overflows
    cross_entropy = (np.logaddexp(0, z) - labels * z).sum(axis=0).mean()
    return float(mse), float(cross_entropy)


def _moments(total: int, epoch: int, every_until: int, spaced: int) -> list[int]:
    """The update counts to log, ascending, from 0 to total."""
    first = min(every_until, total)
    later = np.geomspace(max(first, 1), total, spaced).round().astype(int)
    return sorted({*range(first + 1), *later.tolist(), *range(epoch, total + 1, epoch)})
