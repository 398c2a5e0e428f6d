"""Turns the logged moments of one run into a snapshot's arrays: what the weights cost and get right."""
from collections.abc import Iterable

import numpy as np

from network.mnist import DataSet
from network.neuron import no_neuron, train_neuron
from network.program import EVALUATED, WEIGHTS, Program
from network.wall import wall_arrays

COST_IMAGES = 2000       # test images that a cost is averaged over
TRAIN_IMAGES = 400       # training images kept, in the order of use
MISTAKES = 40            # mistaken test images kept


class Recorder:
    """Evaluates a run of program on data, of whose pixels the network sees pixel_index (I,)."""

    def __init__(self, program: Program, data: DataSet, pixel_index: np.ndarray):
        self.program, self.data, self.pixel_index = program, data, pixel_index
        self.sees_all = len(pixel_index) == data.train_images.shape[1]
        seen = slice(None) if self.sees_all else pixel_index
        self.train, self.train_labels = data.part("train", seen)
        self.test, self.test_labels = data.part("test", seen)

    def arrays(self, moments: Iterable[tuple[int, dict]]) -> dict[str, np.ndarray]:
        """A snapshot's arrays, all but those that Log.run returns.

        moments: of each logged one the update and the weights by name. They may come while the
        listing still runs: what needs no weights is made before the first is asked for, and what
        needs them as they come.
        """
        fixed = {"pixel_index": self.pixel_index, "image_shape": np.array([self.data.side] * 2),
                 **self._image_arrays(), **self._neuron_arrays(),
                 **wall_arrays(self.data.train_images[:None if self.sees_all else 0])}
        probes = self._probes()
        updates, states, values, costs, accuracies = [], [], [], [], []
        for update, state in moments:
            updates.append(update)
            states.append(state)
            values.append([self.program.evaluate(state, *self._given(*probe)) for probe in probes])
            costs.append(self._costs(state))
            if update and update % len(self.train) == 0:
                accuracies.append(self._accuracies(state))
        mse, cross_entropy = np.array(costs).T
        train, test = np.array(accuracies).T
        return {**fixed, "updates": np.array(updates),
                **{name: np.stack([state[name] for state in states]) for name in WEIGHTS},
                **self._probe_arrays(probes, values),
                "mse": mse.copy(), "cross_entropy": cross_entropy.copy(),
                "accuracy_train": train.copy(), "accuracy_test": test.copy(),
                **self._answer_arrays(states[-1])}

    def _costs(self, state) -> tuple[float, float]:
        values = self.program.forward(state, self.test[:COST_IMAGES].T)
        return costs_of(values, self.test_labels[:COST_IMAGES].T)

    def _accuracies(self, state) -> tuple[float, float]:
        """On the training and on the test images."""
        train, test = (
            float((self.program.forward(state, images.T)["o"].argmax(axis=0)
                   == labels.argmax(axis=1)).mean())
            for images, labels in ((self.train, self.train_labels), (self.test, self.test_labels)))
        return train, test

    def _probes(self) -> list[tuple[str, int]]:
        """Part and index of each: of the small net the first training image used; of both nets the
        first test image of each class."""
        labels = self.data.test_labels
        probes = [("test", int(np.argmax(labels == k))) for k in np.unique(labels)]
        return probes if self.sees_all else [("train", 0), *probes]

    def _given(self, part, i) -> tuple[np.ndarray, np.ndarray]:
        """One image and its label as the listing gets them."""
        return getattr(self, part)[i], getattr(self, f"{part}_labels")[i]

    def _probe_arrays(self, probes, values):
        pixels = [getattr(self.data, f"{part}_images")[i] for part, i in probes]
        labels = [getattr(self.data, f"{part}_labels")[i] for part, i in probes]
        return {"probe_images": np.stack(pixels), "probe_labels": self.data.as_labelled(np.array(labels)),
                "probe_index": np.array([i for _, i in probes]),
                "probe_set": np.array([part for part, _ in probes], "<U5"),
                **{name: np.array([[probe[name] for probe in moment] for moment in values],
                                  np.float32) for name in EVALUATED}}

    def _answer_arrays(self, state):
        """What the network says to the test images."""
        data = self.data
        outputs = self.program.forward(state, self.test.T)["o"].T
        answers = outputs.argmax(axis=1)
        confusion = np.zeros((outputs.shape[1],) * 2, np.int64)
        np.add.at(confusion, (data.test_labels, answers), 1)
        mistakes = np.flatnonzero(answers != data.test_labels)[:MISTAKES]
        return {"confusion": confusion, "test_outputs": np.ascontiguousarray(outputs),
                "mistake_index": mistakes, "mistake_images": data.test_images[mistakes]}

    def _image_arrays(self):
        data = self.data
        return {"train_images": data.train_images[:TRAIN_IMAGES],
                "train_labels": data.as_labelled(data.train_labels[:TRAIN_IMAGES]),
                "test_labels": data.as_labelled(data.test_labels)}

    def _neuron_arrays(self):
        """Of the small net's run only."""
        if self.sees_all:
            return no_neuron()
        settings = self.program.settings
        return train_neuron(self.data, settings["learn_rate"], int(settings["seed"]))


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
