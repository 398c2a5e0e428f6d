"""How little ink makes an image of one class one of another: the net's answers while a pen draws it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.ndimage import binary_fill_holes

from scenes.scratch.strokes import answers

SURE, INK = 0.9, 0.5            # an output that is sure; a pixel that the pen may start from or end at
FEWEST = 6                      # such pixels of an image that has ink
POINTS, STEPS, TRIED = 40, 50, 20       # how many such pixels of an image are tried; steps of a stroke; ways that are tried
LONGEST, THICK = 0.5, 1 / 28    # of a stroke, and half the pen's width, of the image's side


@dataclass(frozen=True)
class Strokes:
    """Straight strokes over one image, `before` (rows, columns) in 0..1, from `starts` to `ends` (n, 2), row and column."""

    before: np.ndarray
    starts: np.ndarray
    ends: np.ndarray

    @staticmethod
    def over(before: np.ndarray) -> "Strokes":
        """All that are not too long, between pixels of its ink; where there is hardly any, between any pixels."""
        ink = np.argwhere(before > INK)
        if len(ink) < FEWEST:
            ink = np.argwhere(before >= 0)
        some = ink[np.linspace(0, len(ink) - 1, min(POINTS, len(ink))).round().astype(int)].astype(np.float32)
        first, second = np.triu_indices(len(some), 1)
        near = np.hypot(*(some[first] - some[second]).T) <= LONGEST * max(before.shape)
        return Strokes(before, some[first[near]], some[second[near]])

    def drawn(self, share: float = 1) -> np.ndarray:
        """The images (n, rows, columns), each with a share of its stroke."""
        return np.maximum(self.before, self.pen(share))

    def pen(self, share: float = 1) -> np.ndarray:
        """How much of each pixel the pen covers when it has drawn a share of each stroke, (n, rows, columns) in 0..1."""
        rows, columns = self.before.shape
        (top, left), (down, right) = (ends.T[:, :, None, None] for ends in (self.starts, self.ends - self.starts))
        y, x = np.arange(rows, dtype=np.float32)[:, None] - top, np.arange(columns, dtype=np.float32) - left
        along = (y * down + x * right) / (down * down + right * right)
        np.clip(along, 0, share, out=along)
        away = np.square(y - along * down)
        away += np.square(x - along * right)
        pen = THICK * max(self.before.shape) + 0.5 - np.sqrt(away, out=away)
        return np.clip(pen, 0, 1, out=pen) * (share > 0)

    def first(self, count: int) -> "Strokes":
        """So many of them."""
        return Strokes(self.before, self.starts[:count], self.ends[:count])

    def one(self, place: int) -> "Strokes":
        """Only that one, drawn from left to right."""
        ends = sorted((self.starts[place], self.ends[place]), key=lambda end: end[1])
        return Strokes(self.before, ends[0][None], ends[1][None])


@dataclass(frozen=True)
class Way:
    """An image of the crowd, by its place there, and the stroke that is drawn over it.

    tried: the strokes that take less ink, the least first, and what the finished net says of an image with one of them, (n, O);
    labelled, answered: which outputs are those of its class and of the other one; outputs: while it is drawn, (STEPS + 1, O).
    """

    place: int
    stroke: Strokes
    tried: Strokes
    tried_outputs: np.ndarray
    labelled: int
    answered: int
    outputs: np.ndarray

    @property
    def ahead(self) -> np.ndarray:
        """Whether after each step the output of the second class is larger than that of the first, (STEPS + 1,)."""
        return self.outputs[:, self.answered] > self.outputs[:, self.labelled]

    @property
    def turns(self) -> float:
        """The share of the stroke from which on the second class's output is the larger one; without such a place its middle."""
        return float(np.argmax(self.ahead)) / STEPS if self.clear else 0.5

    @property
    def clear(self) -> bool:
        """Whether the largest output is first that of the one class, then, surely, that of the other, and with less ink never."""
        largest, turned = self.outputs.argmax(axis=1), self.ahead
        wanted = np.where(turned, self.answered, self.labelled)
        return bool((largest == wanted).all() and not turned[0] and np.count_nonzero(np.diff(turned)) == 1
                    and self.outputs[-1, self.answered] >= SURE
                    and not (self.tried_outputs.argmax(axis=1) == self.answered).any())

    @property
    def closes(self) -> bool:
        """Whether it closes a loop in the upper half that was open."""
        inked = (self.stroke.drawn(share)[0] > INK for share in (0, 1))
        before, after = (np.argwhere(binary_fill_holes(ink) & ~ink) for ink in inked)
        return bool(not len(before) and len(after) and after[:, 0].mean() < (self.stroke.before.shape[0] - 1) / 2)

    def at(self, share: float) -> np.ndarray:
        """The image (I,) with a share of the stroke."""
        return self.stroke.drawn(share)[0].ravel()

    def says(self, share: float) -> np.ndarray:
        """The outputs (O,) there, between those of the nearest steps."""
        low = min(int(share * STEPS), STEPS - 1)
        return self.outputs[low] + (share * STEPS - low) * (self.outputs[low + 1] - self.outputs[low])


@dataclass(frozen=True)
class Turn:
    """An image of the crowd, by its place there, and the one `stroke` over it that takes the least ink of all that make it one of
    the other class; if none does, it doesn't `turn`, and the stroke is the one that comes nearest."""

    place: int
    stroke: Strokes
    turns: bool

    def at(self, share: float) -> np.ndarray:
        """The image (rows, columns) with a share of the stroke."""
        return self.stroke.drawn(share)[0]

    @property
    def added(self) -> np.ndarray:
        """The ink of the whole stroke, (rows, columns)."""
        return self.at(1) - self.at(0)

    @property
    def upper(self) -> bool:
        """Whether more of this ink lies in the upper half than in the lower one."""
        half = len(self.added) // 2
        return bool(self.added[:half].sum() > self.added[-half:].sum())


class Tries(NamedTuple):
    """Strokes over an image of the crowd, by its place there, the one that takes the least ink first: what the finished net
    says of the image with one each, (n, O), and the ink that is added, (n,)."""

    place: int
    strokes: Strokes
    outputs: np.ndarray
    added: np.ndarray

    @staticmethod
    def over(run, place: int, before: np.ndarray) -> "Tries":
        """All over an image, `before` (rows, columns) in 0..1."""
        strokes = Strokes.over(before)
        drawn = strokes.drawn().reshape(len(strokes.starts), -1)
        added = drawn.sum(axis=1) - before.sum()
        order = np.argsort(added, kind="stable")
        return Tries(place, Strokes(before, strokes.starts[order], strokes.ends[order]),
                     answers(run, drawn[order]), added[order])


class Borders(NamedTuple):
    """Of the class that is mistaken most, the image that is drawn on slowly, and `all` that were tried, one stroke each; `sure`:
    whether these are read surely."""

    way: Way
    all: list[Turn]
    sure: bool

    @property
    def turned(self) -> list[Turn]:
        """Those that become one of the other class."""
        return [one for one in self.all if one.turns]

    @property
    def place(self) -> np.ndarray:
        """Where the strokes that turn an image lie, (rows, columns): the mean of what they add, 1 where that is most."""
        added = np.mean([one.added for one in self.turned or self.all], axis=0)
        return added / max(added.max(), np.finfo(added.dtype).tiny)

    def key(self, number: int) -> str:
        """The key of a number that was found here."""
        return f"experiments:{number}*(crowd.confused[1]=={self.way.answered})"

    @property
    def sure_key(self) -> str:
        """Whether the images that were tried are read surely."""
        return self.key(self.sure)

    @property
    def turns_key(self) -> str:
        """What a little ink does: 2 if it changes the answer by closing a loop, 1 if otherwise, 0 if it doesn't."""
        return self.key(self.way.clear + (self.way.clear and self.way.closes))

    @property
    def where_key(self) -> str:
        """Where one stroke each makes the others turn: 2 if all at the top, 1 if elsewhere, too, 0 if none turns."""
        return self.key(bool(self.turned) + (bool(self.turned) and all(one.upper for one in self.turned)))


_latest: list = []      # a run and its crowd, and their borders


def borders(run, crowd) -> Borders:
    """Of the crowd's images of the class that is mistaken most, those which are read rightly and surely (of none is, all): of
    each, the stroke that takes the least ink to make it one of the class that it is mistaken for; and, of all, the one for which
    that is least and the answer changes once and surely, or, if there is no such stroke, the one that comes nearest. Those of the
    same run once; nobody changes them."""
    if not (_latest and _latest[0] is run and _latest[1] is crowd):
        _latest[:] = run, crowd, _borders(run, crowd)
    return _latest[2]


def _borders(run, crowd):
    label, answer = map(int, crowd.confused)
    images = (crowd.images / np.float32(255)).reshape(-1, *run.image_shape)
    said = answers(run, images.reshape(len(images), -1))
    own = np.flatnonzero(crowd.labels == label)
    sure = own[(said[own].argmax(axis=1) == label) & (said[own, label] >= SURE)]
    tries = [Tries.over(run, int(place), images[place]) for place in (sure if len(sure) else own)]

    def follow(one: Tries, i: int) -> Way:
        stroke, less = one.strokes.one(i), np.searchsorted(one.added, one.added[i])
        drawn = np.concatenate([stroke.drawn(share) for share in np.linspace(0, 1, STEPS + 1)])
        return Way(one.place, stroke, one.strokes.first(less), one.outputs[:less], label, answer,
                   answers(run, drawn.reshape(len(drawn), -1)))
    turned = [(one, i) for one in tries for i in np.flatnonzero(
        (one.outputs.argmax(axis=1) == answer) & (one.outputs[:, answer] >= SURE)).tolist()]
    least = sorted(turned, key=lambda pair: pair[0].added[pair[1]])[:TRIED]
    nearest = max(tries, key=lambda one: one.outputs[:, answer].max())
    chosen = next((found for found in (follow(*pair) for pair in least) if found.clear), None) \
        or follow(nearest, int(nearest.outputs[:, answer].argmax()))
    return Borders(chosen, [_turn(one, answer) for one in tries], bool(len(sure)))


def _turn(tries: Tries, answer: int) -> Turn:
    """The first stroke after which an image is answered so; without one, the one with the largest output of this answer."""
    there = tries.outputs.argmax(axis=1) == answer
    best = int(there.argmax() if there.any() else tries.outputs[:, answer].argmax())
    return Turn(tries.place, tries.strokes.one(best), bool(there.any()))
