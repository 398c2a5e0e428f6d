"""The second half of the net for a picture: each hidden neuron votes for an answer or against it, the brighter, the stronger."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenes.scratch.strokes import forward

SLIGHT = 0.02       # of the strongest vote: up to there a vote is not looked at by itself


@dataclass(frozen=True)
class Votes:
    """Of the finished net on two of its answers. picture (s, s) uint8: what is looked at; answers: which of the outputs."""

    run: object
    picture: np.ndarray
    answers: tuple[int, int]

    @property
    def pixels(self) -> np.ndarray:
        """(s * s,) uint8."""
        return self.picture.ravel()

    @cached_property
    def hidden(self) -> np.ndarray:
        """(H,): what the hidden neurons say to it."""
        return forward(self.run, self.pixels[None] / 255)["h"][:, 0].astype(float)

    @cached_property
    def terms(self) -> np.ndarray:
        """(2, H + 1): the votes on either answer, the last by the bias."""
        both = list(self.answers)
        return np.hstack([self.run.w_h_o[-1, both].astype(float) * self.hidden, self.run.b_h_o[-1, both].astype(float)])

    @property
    def totals(self) -> np.ndarray:
        """(2,): the sums of all votes."""
        return self.terms.sum(axis=1)

    @cached_property
    def examples(self) -> list[int]:
        """A neuron that votes against the first answer, with an activation that leaves much less than its weight, and the one
        that votes most for it; without those that don't vote so."""
        own, said = self.terms[0, :-1], self.hidden
        found = int((own * (1 - said)).argmin()), int(own.argmax())
        return [j for j, sign in zip(found, (-1, 1), strict=True) if sign * own[j] > SLIGHT * np.abs(self.terms).max()]

    @cached_property
    def order(self) -> list[int]:
        """In which they are looked at, without those whose votes are slight: after the examples, the next is the strongest that
        takes neither sum further from 0 than the strongest of all votes goes; without any, the one that leaves them nearest to
        it. The bias comes after them, and before all that are slight."""
        strong, bias = np.abs(self.terms).max(axis=0), self.terms.shape[1] - 1
        seen = [int(j) for j in np.argsort(-strong, kind="stable") if strong[j] > SLIGHT * strong.max()]
        left = [j for j in seen if j not in self.examples and j != bias]
        found, level = list(self.examples), self.terms[:, self.examples].sum(axis=1)
        while left:
            ends = [float(np.abs(level + self.terms[:, j]).max()) for j in left]
            k = next((k for k, end in enumerate(ends) if end <= strong.max()), int(np.argmin(ends)))
            level = level + self.terms[:, left[k]]
            found.append(left.pop(k))
        return found + [bias] * (bias in seen)

    @property
    def before_bias(self) -> int:
        """How many are looked at before the bias."""
        return len(self.order) - (self.terms.shape[1] - 1 in self.order)

    @property
    def slight(self) -> list[int]:
        """The others."""
        return [j for j in range(self.terms.shape[1]) if j not in self.order]
