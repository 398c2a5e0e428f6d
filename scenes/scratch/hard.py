"""The two images of the film's question: of the two classes that are mistaken for each other most often, the hardest of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from network.experiments.crowd import most_confused as commonest


@dataclass(frozen=True)
class Hard:
    """A test image that is hard to tell: its number, its pixels, and the key under which the logs have it."""

    index: int
    pixels: np.ndarray
    key: str

    @property
    def wrong_key(self) -> str:
        """Whether the finished net answers another class than its label."""
        return f"(meta.classes[argmax(test_outputs[{self.index}])]!=test_labels[{self.index}])"


def most_confused(run) -> tuple[int, int]:
    """The label and the wrong answer that come together most often on the test images, or nearly, if none is read wrongly."""
    return commonest(np.searchsorted(run.meta["classes"], run.test_labels), run.test_outputs)


def hard_pair(runs) -> list[Hard]:
    """The hardest test image with either label; if the logs keep none with it, the hardest that is left."""
    run = runs["digits"]
    return [kept(runs, index) for index in one_of_each(run, hardest(runs), run.test_labels)]


def one_of_each(run, numbers: Iterable[int], labels: Sequence[int]) -> list[int]:
    """Of the numbers of images the first with either label of the two classes that are confused most; where none has it, the
    first that is left. labels: of all images, by their numbers."""
    chosen: list[int] = []
    for k in most_confused(run):
        left = [number for number in numbers if number not in chosen]
        chosen.append(next((number for number in left if labels[number] == run.meta["classes"][k]), left[0]))
    return chosen


def hardest(runs) -> list[int]:
    """The numbers of test images that are hard to tell: those that are mistaken, first those of the two classes that are mistaken
    for each other most often, and of these the ones whose two outputs were closest; then images that came near to a mistake, and
    the probes, first those of these two classes."""
    run, log = runs["digits"], runs["experiments"]
    pair = [run.meta["classes"][k] for k in most_confused(run)]

    def order(index: int) -> tuple[bool, float]:
        outputs, label = run.test_outputs[index], int(run.test_labels[index])
        answer = run.meta["classes"][int(outputs.argmax())]
        return {label, answer} != set(pair), float(outputs.max() - outputs[run.meta["classes"].index(label)])

    probes = sorted(zip(run.probe_index.tolist(), run.probe_labels), key=lambda one: one[1] not in pair)
    found = [*sorted(run.mistake_index.tolist(), key=order), *log.confused.index.tolist(), *(index for index, _ in probes)]
    return list(dict.fromkeys(found))


def kept(runs, index: int) -> Hard:
    """A test image by its number, from the first log that keeps its pixels."""
    run, log = runs["digits"], runs["experiments"]
    logs = ((run.mistake_index, run.mistake_images, "digits:mistake_images"),
            (log.confused.index, log.confused.images, "experiments:confused.images"),
            (run.probe_index, run.probe_images, "digits:probe_images"))
    for numbers, images, key in logs:
        for place in np.flatnonzero(np.asarray(numbers) == index):
            return Hard(index, images[place], f"{key}[{place}]")
    raise LookupError(f"no log keeps test image {index}")
