"""What the run changed in the weights of its hidden neurons, and what one of them adds up from an image."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from network.program import Program
from scenes.kit.scales import largest

BRIGHT = 0.5     # of the largest change: from there on a weight has its full colour


def changes(run) -> np.ndarray:
    """(H, I): the weights into the hidden neurons at the end of a run, less what they started from."""
    return run.w_i_h[-1] - run.w_i_h[0]


def full_colour(run) -> tuple[float, str]:
    """The change from which on a weight is drawn in its full colour, and its key."""
    return BRIGHT * largest(changes(run)), f"digits:{BRIGHT}*max(abs(w_i_h[-1]-w_i_h[0]))"


def forward(run, images: np.ndarray) -> dict[str, np.ndarray]:
    """What the finished net makes of images (n, 784) in 0..1, by the listing's own lines: h (H, n), o (O, n) and their sums."""
    inputs = np.asarray(images, np.float32)[:, run.pixel_index].T
    return _program(run.meta["source"], str(run.path)).forward(run.state(-1), inputs)


_program = lru_cache(4)(Program)        # compiled once for all that is asked


def answers(run, images: np.ndarray) -> np.ndarray:
    """Outputs (n, O) of the finished net for images (n, 784) in 0..1."""
    return forward(run, images)["o"].T


@dataclass(frozen=True)
class Reading:
    """What one hidden neuron of the finished net gets from a probe image: `positive` from ink on weights that grew,
    `negative` from ink on those that fell; with what the weights started from and the bias, `total`."""

    run: object
    neuron: int
    probe: int

    @staticmethod
    def telling(run) -> "Reading":
        """Of all neurons, the one that what it has learned takes furthest: to its image it says most by what has changed."""
        return max((Reading(run, neuron, probe) for neuron in range(run.meta["hidden"])
                    for probe in [int(run.h_pre[-1, :, neuron, 0].argmax())]), key=lambda one: one.positive + one.negative)

    @staticmethod
    def darkened(run) -> "Reading":
        """Of all neurons with the probe image that each gets most from, the one whose sum falls furthest when black and white are
        swapped in it."""
        swapped = forward(run, 1 - run.probe_images / np.float32(255))["h_pre"]
        return max((Reading(run, neuron, int(run.h_pre[-1, :, neuron, 0].argmax())) for neuron in range(run.meta["hidden"])),
                   key=lambda one: one.total - swapped[one.neuron, one.probe])

    def opposite(self) -> "Reading":
        """The same neuron with the probe image that it gets least from."""
        return Reading(self.run, self.neuron, int(self.run.h_pre[-1, :, self.neuron, 0].argmin()))

    @property
    def image(self) -> np.ndarray:
        """(I,): the image as the net sees it."""
        return self.run.probe_images[self.probe, self.run.pixel_index] / np.float32(255)

    @property
    def terms(self) -> np.ndarray:
        """(I,): what each pixel adds by the change of its weight."""
        return changes(self.run)[self.neuron] * self.image

    @property
    def positive(self) -> float:
        return float(self.terms[self.terms > 0].sum())

    @property
    def negative(self) -> float:
        return float(self.terms[self.terms < 0].sum())

    @property
    def total(self) -> float:
        return float(self.run.h_pre[-1, self.probe, self.neuron, 0])

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of positive and negative."""
        change = f"(w_i_h[-1,{self.neuron}]-w_i_h[0,{self.neuron}])"
        more, less = (f"digits:sum({change}*inputs_of({self.probe})[:,0]*({change}{sign}0))" for sign in "><")
        return more, less

    @property
    def total_key(self) -> str:
        return f"digits:h_pre[-1,{self.probe},{self.neuron},0]"

    @property
    def value_key(self) -> str:
        """The key of what the neuron says: the sigmoid of the total."""
        return f"digits:h[-1,{self.probe},{self.neuron},0]"
