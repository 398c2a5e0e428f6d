"""Every array of experiments.npz: its shape, its type, the smallest and largest value it may hold, and what it is."""
from typing import NamedTuple

import numpy as np

UNIT, ANY, NATURAL = (0, 1), (-np.inf, np.inf), (0, np.inf)


class Array(NamedTuple):
    """dimensions: names of sizes, or numbers, as network/experiments/__init__.py explains them."""
    dimensions: str
    dtype: str
    limits: tuple[float, float]
    what: str


RUN = {      # of each run of the listing; S logged moments
    "updates": Array("S", "int64", NATURAL, "updates done at each logged moment: 0, then spaced logarithmically, and each "
                     "time when as many are done as there are training images; ends early where training went astray"),
    "accuracy": Array("S", "float64", UNIT, "share of all test images read rightly then"),
    "mse": Array("S", "float64", NATURAL, "the squared error that the listing reports, mean over all test images"),
    "cross_entropy": Array("S", "float64", NATURAL, "the cross-entropy, summed over the outputs, mean over all test images"),
    "test_accuracy": Array("", "float64", UNIT, "the last of accuracy"),
    "known_accuracy": Array("", "float64", UNIT, "share of the images it learned from that it reads rightly in the end"),
    "learned_from": Array("", "int64", NATURAL, "how many images it learned from"),
    "astray": Array("", "int64", UNIT, "1 if its weights grew beyond all bounds, else 0"),
}
SHAPES: dict[str, Array] = {}
