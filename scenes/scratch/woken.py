"""The hidden neuron that decides most between two answers to a picture: how far the picture's ink wakes it, and by what."""

from dataclasses import dataclass

import numpy as np

from scenes.scratch.strokes import changes, forward

WOKEN = 0.5         # activation from which on a picture has woken a neuron


@dataclass(frozen=True)
class Met:
    """What the ink of a picture (s * s,) uint8 meets on the weights of one hidden neuron of the finished net."""

    run: object
    neuron: int
    pixels: np.ndarray

    @property
    def terms(self) -> np.ndarray:
        """(I,): what each pixel adds by the change of its weight."""
        return changes(self.run)[self.neuron] * (self.pixels[self.run.pixel_index] / np.float32(255))

    @property
    def levels(self) -> tuple[float, float]:
        """How far the ink on blue takes its sum up from 0, and where the ink on orange takes that from there."""
        return float(self.terms.clip(min=0).sum()), float(self.terms.sum())

    @property
    def keys(self) -> tuple[str, str]:
        """The keys of what the ink on blue adds, and of what that on orange takes away. Its pixels are named in them, since the
        picture is in another log than the weights."""
        change, inked = f"(w_i_h[-1,{self.neuron}]-w_i_h[0,{self.neuron}])", np.flatnonzero(self.pixels[self.run.pixel_index])
        at = ",".join(map(str, inked))
        more, less = (f"digits:sum(({change}*({change}{sign}0))[concatenate((({at}),))])" for sign in "><")
        return more, less

    @property
    def sign(self) -> int:
        """1 if that is up, else -1."""
        return 1 if self.levels[1] > 0 else -1

    @property
    def said(self) -> float:
        """Its activation."""
        return float(forward(self.run, self.pixels[None] / np.float32(255))["h"][self.neuron, 0])


def decide(run, image: np.ndarray, answers: tuple[int, int]) -> int:
    """The hidden neuron whose votes for an image (s * s,) uint8 move the first of two answers of the finished net up most
    against the other."""
    answer, rival = answers
    said = forward(run, image[None] / np.float32(255))["h"][:, 0]
    return int(np.argmax((run.w_h_o[-1, answer] - run.w_h_o[-1, rival]) * said))


def decide_key(run, image: np.ndarray, answers: tuple[int, int]) -> str:
    """Whether that is for the one answer and against the other, and awake by more blue than orange."""
    neuron, (answer, rival) = decide(run, image, answers), answers
    met = Met(run, neuron, image)
    return (f"digits:({int(met.said > WOKEN and met.levels[1] > 0)}==1)"
            f"&(w_h_o[-1,{answer},{neuron}]>0)&(w_h_o[-1,{rival},{neuron}]<0)")


def votes_key(run, image: np.ndarray, answers: tuple[int, int], outputs: np.ndarray) -> str:
    """0 if that is not so; 2 if without its votes the other answer's sum would be the largest one; else 1. outputs (O,): for the
    image."""
    met = Met(run, decide(run, image, answers), image)
    without = np.log(outputs / (1 - outputs)) - run.w_h_o[-1, :, met.neuron] * met.said
    return f"digits:(1+{int(without.argmax() == answers[1])})*({decide_key(run, image, answers).partition(':')[2]})"
