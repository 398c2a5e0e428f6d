"""From a real image of one class to one of another, pixel by pixel a little at a time, and where the net's answer changes."""

from dataclasses import dataclass

import numpy as np

from scenes.scratch.strokes import answers

SURE, TRIED, STEPS = 0.9, 20, 100       # an output that is sure; pairs that are tried, the nearest first; steps of a way


@dataclass(frozen=True)
class Way:
    """Two images of the crowd, `pair`, before and after, (I,) in 0..1; labelled, answered: which outputs are those of their
    classes; outputs: of the finished net on the way, (STEPS + 1, O)."""

    pair: tuple[int, int]
    before: np.ndarray
    after: np.ndarray
    labelled: int
    answered: int
    outputs: np.ndarray

    @property
    def ahead(self) -> np.ndarray:
        """Whether on each step the output of the second class is larger than that of the first, (STEPS + 1,)."""
        return self.outputs[:, self.answered] > self.outputs[:, self.labelled]

    @property
    def turns(self) -> float:
        """The share of the way from which on the second class's output is the larger one; of a way without such a place its
        middle."""
        return float(np.argmax(self.ahead)) / STEPS if self.clear else 0.5

    @property
    def clear(self) -> bool:
        """Whether on the whole way the largest output is first that of the one class, then that of the other."""
        largest, turned = self.outputs.argmax(axis=1), self.ahead
        wanted = np.where(turned, self.answered, self.labelled)
        return bool((largest == wanted).all() and not turned[0] and np.count_nonzero(np.diff(turned)) == 1)

    def at(self, share: float) -> np.ndarray:
        """The image (I,) after a share of the way."""
        return (1 - share) * self.before + share * self.after

    def says(self, share: float) -> np.ndarray:
        """The outputs (O,) there, between those of the nearest steps."""
        low = min(int(share * STEPS), STEPS - 1)
        return self.outputs[low] + (share * STEPS - low) * (self.outputs[low + 1] - self.outputs[low])


def way(run, crowd) -> Way:
    """Of the crowd's images of the two classes that are confused most, between the two that are nearest to each other, are read
    rightly and surely, and between which the answer changes once; where there are none, between the nearest."""
    label, answer = map(int, crowd.confused)
    images = crowd.images.reshape(len(crowd.images), -1) / np.float32(255)
    said = answers(run, images)

    def sides(least: float) -> list[np.ndarray]:
        return [np.flatnonzero((crowd.labels == k) & (said[:, k] >= least)) for k in (label, answer)]
    ones, others = found if all(map(len, found := sides(SURE))) else sides(0)
    apart = np.abs(images[ones][:, None] - images[others][None]).sum(axis=2)
    shares, nearest = np.linspace(0, 1, STEPS + 1)[:, None], None
    for place in np.argsort(apart, axis=None)[:TRIED]:
        i, j = (int(side[k]) for side, k in zip((ones, others), np.unravel_index(place, apart.shape), strict=True))
        found = Way((i, j), images[i], images[j], label, answer, answers(run, (1 - shares) * images[i] + shares * images[j]))
        if found.clear:
            return found
        nearest = nearest or found
    return nearest


def turns_key(run, crowd) -> str:
    """Whether there is a way on which the answer changes from the one class to the other, once."""
    found = way(run, crowd)
    last = f"crowd.outputs[{found.pair[1]}]"
    return f"experiments:({int(found.clear)}==1)&(argmax({last})=={found.answered})"
