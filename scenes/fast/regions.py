"""Which rectangles of a frame are drawn anew, so that all that changed is in them and little else."""

from itertools import islice

import numpy as np

GAP = 24           # pixels between two things that are worth a rectangle of their own
MOST = 16          # rectangles in a frame; each costs a search for what is in it


def regions(boxes: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Rectangles (x0, y0, x1, y1), none over another, that cover all boxes (n, 4) of whole pixels, n > 0."""
    gap = GAP
    while len(found := list(islice(_split(boxes, gap), MOST + 1))) > MOST:
        gap *= 2
    return found


def _split(boxes, gap):
    """Cut where no box is for `gap` pixels, first from left to right, then from top to bottom, and so on."""
    for axis in (0, 1):
        order = np.argsort(boxes[:, axis], kind="stable")
        reached = np.maximum.accumulate(boxes[order, axis + 2])
        cuts = np.flatnonzero(boxes[order[1:], axis] >= reached[:-1] + gap) + 1
        if len(cuts):
            for part in np.split(order, cuts):
                yield from _split(boxes[part], gap)
            return
    yield *boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist()
