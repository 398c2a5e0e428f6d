"""Test images as points, each where what all hidden neurons say to it puts it; as the net learns, they sort themselves."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from network.neuron import CLASSES
from scenes.kit.crowd import Crowd
from scenes.kit.moments import between
from scenes.kit.text import words
from scenes.kit.theme import role
from scenes.scratch.way_back import patched

FIELD, MIDDLE = (14.2, 7.0), 0.5    # size of the field of points, and y of its middle
SPREAD = (13.0, 5.9)           # what the points fill of it
HUES = "class_a", "class_b"    # of the two classes that are confused most
CALM = 0.5                     # how bright the others are
BOLD = 0.5                     # power of their grey values: small images need bold strokes
AT_ONCE = 40                   # so many images come at the same time
POINT, CLOSE = 0.56, 1.3       # side of an image that is a point; and from close by,
TOUCH = 2.3                    # from the middle of one to that of the other,
NAME, NEAR_BY = 1.0, 1.0       # em of a class's name among its images; and from one of them to the next at least
FAINT = 0.65                   # and how bright the others of their classes are


class Sorting(Crowd):
    """The images of the experiments' group `crowd`; those of the two classes that are confused most stand out, each in its hue.

    order: which of those two classes has the first hue, and which the second; last: position of the last logged moment.
    """

    def __init__(self, log):
        self.log, self.last = log, len(log.updates) - 1
        first = first_of(log.confused)
        self.order = first, 1 - first
        super().__init__(np.round(255 * (log.images / 255) ** BOLD), *FIELD)
        self.set_y(MIDDLE)
        classes = [log.labels == log.confused[k] for k in self.order]
        for chosen, name in zip(classes, HUES, strict=True):
            self.colour(chosen, name)
        self.confused = np.logical_or(*classes)
        self.strengths = np.where(self.confused, 1, CALM)

    def places(self, s: float) -> np.ndarray:
        """Where the images are at position s of the logged moments, (P, 2) from the middle of the field, which they fill."""
        now = between(self.log.points, s)
        return (now - (now.min(axis=0) + now.max(axis=0)) / 2) * self.unit(s)

    def unit(self, s: float) -> np.ndarray:
        """How long one is there in either sum that places them, (2,) in manim units."""
        return np.array(SPREAD) / np.maximum(np.ptp(between(self.log.points, s), axis=0), 1e-9)

    def come(self, share: float) -> None:
        """A share of them is there, where they are at the start."""
        rank = np.argsort(np.argsort(self.log.index))
        there = np.clip(share * (self.count + AT_ONCE) - rank, 0, AT_ONCE) / AT_ONCE
        self.show(self.places(0), POINT, self.strengths * there)

    def sort(self, s: float) -> None:
        """Position s of the logged moments."""
        self.show(self.places(s), POINT, self.strengths)

    def names(self, classes: list) -> VGroup:
        """What the classes are called, those that stand out in their hues, each where in the end the most central of its images
        is that no other name is too near to, if there is one."""
        names, places = VGroup(), self.places(self.last) + self.image.get_center()[:2]
        hues = {int(self.log.confused[k]): name for k, name in zip(self.order, HUES, strict=True)}
        for label in sorted(range(len(classes)), key=lambda k: k not in hues):
            own = places[self.log.labels == label]
            free = [place for place in own if all(np.linalg.norm(place - one.get_center()[:2]) > NEAR_BY for one in names)]
            if free:
                place = min(free, key=lambda one: np.linalg.norm(one - np.median(own, axis=0)))
                name = words(str(classes[label]), NAME, role(hues.get(label, "ink")), bold=True,
                             source=f"experiments:meta.classes[{label}]")
                names.add(patched(name).move_to([*place, 0]))
        return names

    def come_closer(self, share: float) -> None:
        """In the end; a share of the way to where an image of the one class is next to one of the other."""
        places, pair = self.places(self.last), self.log.pairs[0]
        apart, centre = places[pair[1]] - places[pair[0]], places[pair].mean(axis=0)
        zoom = TOUCH / float(np.linalg.norm(apart))
        after = np.where(np.isin(np.arange(self.count), pair), 1, np.where(self.confused, FAINT, 0))
        self.show((places - share * centre) * zoom ** share, POINT * (CLOSE / POINT) ** share,
                  self.strengths + share * (after - self.strengths))


def first_of(classes: Sequence[int]) -> int:
    """Which of two classes is drawn as the first: 0, or 1 if that leaves a class the hue that it has in the chapter on the
    bias."""
    return int(int(classes[0]) == CLASSES[1] or int(classes[1]) == CLASSES[0])
