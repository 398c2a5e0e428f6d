"""The hidden neuron whose vote a picture misses most: real images of an answer wake it, and the picture does not."""

import numpy as np
from manim import RIGHT, Animation, Group

from scenes.kit.diagram import Glow, Neuron
from scenes.scratch.votes import Votes
from scenes.scratch.woken import WOKEN, OnTheirWeights, roused

SIDE, LEVEL = 4.2, -0.35        # of the weights, and y of the middle
PLACES = (-3.35, 3.35)          # x of the real image's half, and of the picture's
RADIUS, BESIDE = 0.75, 0.45     # of the neuron beside its weights, and from them to it


def missed(run, crowd, image: np.ndarray, answer: int) -> tuple[int, int]:
    """The hidden neuron whose vote for an answer of the finished net falls furthest behind its mean vote for the logged test
    images of that answer's class, or, without any, for all; and which of those images gives it most. image: (s * s,) uint8."""
    real = np.flatnonzero(crowd.labels == answer)
    real = real if len(real) else np.arange(len(crowd.labels))
    said, met = roused(run, crowd.images[real].reshape(len(real), -1))
    own = roused(run, image[None])[0][:, 0]
    neuron = int(np.argmax(run.w_h_o[-1, answer] * (said.mean(axis=1) - own)))
    return neuron, int(real[np.argmax(met[neuron])])


def sleeps_key(run, crowd, image: np.ndarray, answer: int) -> str:
    """Whether the neuron votes for the answer, a real image of it wakes it by more blue than orange, and the picture, which meets
    more orange, does not."""
    neuron, which = missed(run, crowd, image, answer)
    said, met = (values[neuron] for values in roused(run, np.stack([crowd.images[which].ravel(), image])))
    so = crowd.labels[which] == answer and said[0] > WOKEN > said[1] and met[0] > 0 > met[1]
    return f"digits:({int(so)}==1)&(w_h_o[-1,{answer},{neuron}]>0)"


class Missed(Group):
    """The weights into one hidden neuron, twice side by side: with a real image on them, and with the picture of votes; beside
    each the neuron. Of `sides`, each an OnTheirWeights, and of `neurons` the first is that of the real image."""

    def __init__(self, votes: Votes, neuron: int, real: np.ndarray):
        pictures = real, votes.digit.pixels
        longest = max(float(OnTheirWeights.lengths(votes, [neuron], pixels).max()) for pixels in pictures)
        self.sides = [OnTheirWeights(votes, [neuron], SIDE, pixels=pixels, longest=longest) for pixels in pictures]
        self.neurons = [Neuron(RADIUS).next_to(side.tiles, RIGHT, buff=BESIDE) for side in self.sides]
        for x, side, circle in zip(PLACES, self.sides, self.neurons, strict=True):
            Group(side, circle).move_to([x, LEVEL, 0])
        self.said = [float(value) for value in roused(votes.run, np.stack([pixels.ravel() for pixels in pictures]))[0][neuron]]
        super().__init__(*self.sides, *self.neurons)

    def answer(self, k: int, **kwargs) -> Animation:
        """The neuron of a side lights up as far as it wakes."""
        return Glow(self.neurons[k], self.said[k], **kwargs)
