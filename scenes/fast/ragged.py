"""Arrays of different lengths held as one, so that thousands of them are compared or picked in one step."""

import numpy as np

FEW = 64      # rows that are sooner looked up one by one than marked among all


class Ragged:
    """m arrays, the i-th of them (lengths[i], width); rows: (sum of lengths, width), starts: (m,) where each begins."""

    def __init__(self, rows: np.ndarray, lengths: np.ndarray):
        self.rows, self.lengths = rows, lengths
        self.starts = np.cumsum(lengths) - lengths

    @classmethod
    def of(cls, arrays, width: int) -> "Ragged":
        lengths = np.fromiter(map(len, arrays), int, len(arrays))
        return cls(np.concatenate(arrays) if len(arrays) else np.zeros((0, width)), lengths)

    @classmethod
    def joined(cls, *parts: "Ragged") -> "Ragged":
        """The arrays of several, one after the other."""
        return cls(np.concatenate([part.rows for part in parts]), np.concatenate([part.lengths for part in parts]))

    def part(self, start: int, stop: int) -> "Ragged":
        """The arrays from one index to another."""
        first = self.starts[start] if start < len(self.starts) else 0
        lengths = self.lengths[start:stop]
        return Ragged(self.rows[first:first + lengths.sum()], lengths)

    def take(self, which: np.ndarray) -> "Ragged":
        """The arrays with these indices."""
        lengths = self.lengths[which]
        return Ragged(self.rows[_ranges(self.starts[which], lengths)], lengths)

    def differs(self, other: "Ragged") -> np.ndarray:
        """(m,) bool: which arrays are not the same as those of another m arrays."""
        if (self.lengths == other.lengths).all():
            return self._owners(np.flatnonzero(self.rows != other.rows) // self.rows.shape[1])
        differs = self.lengths != other.lengths
        same = np.flatnonzero(~differs)
        differs[same] = self.take(same).differs(other.take(same))
        return differs

    def flawed(self) -> np.ndarray:
        """(m,) bool: which arrays hold a number that is not finite."""
        return self._owners(np.flatnonzero(~np.isfinite(self.rows)) // self.rows.shape[1])

    def extent(self) -> np.ndarray:
        """(m, 4): of each array the smallest first and second number, then the largest; inf and -inf if it is empty."""
        box = np.full((len(self.lengths), 4), (np.inf, np.inf, -np.inf, -np.inf))
        filled = np.flatnonzero(self.lengths)
        if len(filled):
            box[filled, :2] = np.minimum.reduceat(self.rows[:, :2], self.starts[filled])
            box[filled, 2:] = np.maximum.reduceat(self.rows[:, :2], self.starts[filled])
        return box

    def _owners(self, rows):
        """(m,) bool: which arrays have one of these rows."""
        owners = np.zeros(len(self.lengths), bool)
        if len(rows) < FEW:
            owners[np.searchsorted(self.starts, rows, side="right") - 1] = True
            return owners
        marked, filled = np.zeros(len(self.rows), bool), np.flatnonzero(self.lengths)
        marked[rows] = True
        owners[filled] = np.logical_or.reduceat(marked, self.starts[filled])
        return owners


def _ranges(starts, lengths):
    """starts[0], starts[0] + 1, ... as many as lengths[0], then those of starts[1], and so on."""
    return np.arange(lengths.sum()) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
