"""The two images of the film's question: of the two classes that are mistaken for each other most often, the hardest of each."""

from dataclasses import dataclass

import numpy as np

from scenes.scratch.facts import hardest, most_confused


@dataclass(frozen=True)
class Hard:
    """An image that is hard to tell: its pixels, and the key under which the logs have it."""

    pixels: np.ndarray
    key: str


def hard_pair(runs) -> list[Hard]:
    """The hardest test image with either label; if the logs keep none with it, the hardest that is left."""
    run = runs["digits"]
    found = [index for _, index in hardest(runs, len(run.mistake_index) + 2)]
    pair: list[int] = []
    for k in most_confused(run):
        left = [index for index in found if index not in pair]
        pair.append(next((index for index in left if run.test_labels[index] == run.meta["classes"][k]), left[0]))
    return [kept(runs, index) for index in pair]


def kept(runs, index: int) -> Hard:
    """A test image by its number, from the first log that keeps its pixels."""
    run, log = runs["digits"], runs["experiments"]
    logs = ((run.mistake_index, run.mistake_images, "digits:mistake_images"),
            (log.confused.index, log.confused.images, "experiments:confused.images"),
            (run.probe_index, run.probe_images, "digits:probe_images"))
    for numbers, images, key in logs:
        for place in np.flatnonzero(np.asarray(numbers) == index):
            return Hard(images[place], f"{key}[{place}]")
    raise LookupError(f"no log keeps test image {index}")
