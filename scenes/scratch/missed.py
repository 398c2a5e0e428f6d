"""The hidden neuron whose vote a picture misses most: real images of an answer wake it, and the picture does not."""

import numpy as np
from manim import RIGHT, UP, Animation, AnimationGroup, Create, DashedLine, FadeIn, Group, Rectangle, VGroup, there_and_back

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.pushes import FLAT
from scenes.kit.scales import sign_role
from scenes.kit.theme import role
from scenes.scratch.votes import COLUMNS, HALF, PILE, PILES, ROW, SWELL, Votes
from scenes.scratch.woken import WOKEN, OnTheirWeights, roused

SIDE, BELOW = 2.05, 0.5         # of the weights, and from the row of neurons down to them
RADIUS, BESIDE = 0.42, 0.25     # of the neuron beside its weights, and from them to it
OUTLINE = 4                     # width of that of a vote that is missing


def missed(run, crowd, image: np.ndarray, answer: int) -> tuple[int, int]:
    """The hidden neuron whose vote for an answer of the finished net falls furthest behind its mean vote for the logged test
    images of that answer's class, or, without any, for all; and which of those images gives it most. image: (s * s,) uint8."""
    real = np.flatnonzero(crowd.labels == answer)
    real = real if len(real) else np.arange(len(crowd.labels))
    said, met = roused(run, crowd.images[real].reshape(len(real), -1))
    own = roused(run, image[None])[0][:, 0]
    neuron = int(np.argmax(run.w_h_o[-1, answer] * (said.mean(axis=1) - own)))
    return neuron, int(real[np.argmax(met[neuron])])


def lost(run, crowd, image: np.ndarray, answers: tuple[int, int]) -> np.ndarray:
    """(2,): by how much the sums of a picture's answer and of its rival, whose neuron is missed, would change if that were as
    awake as the real image makes it."""
    neuron, which = missed(run, crowd, image, answers[1])
    real, own = roused(run, np.stack([crowd.images[which].ravel(), image.ravel()]))[0][neuron].astype(float)
    return run.w_h_o[-1, list(answers), neuron] * (real - own)


def lacks_key(run, crowd, image: np.ndarray, answers: tuple[int, int], outputs: np.ndarray) -> str:
    """2 if the neuron votes for the rival, a real image of that wakes it by more blue than orange, and the picture, which meets
    more orange, does not, and the rival's sum would be the larger one with its votes; 1 if it would not be; else 0.
    outputs (O,): for the picture."""
    answer, rival = answers
    neuron, which = missed(run, crowd, image, rival)
    said, met = (values[neuron] for values in roused(run, np.stack([crowd.images[which].ravel(), image])))
    so = crowd.labels[which] == rival and said[0] > WOKEN > said[1] and met[0] > 0 > met[1]
    odds = outputs[list(answers)] / (1 - outputs[list(answers)])
    answered, rivalled = np.log(odds) + lost(run, crowd, image, answers)
    return f"digits:{int(so)}*(1+{int(rivalled > answered)})*(w_h_o[-1,{rival},{neuron}]>0)"


class Missed(Group):
    """The weights into one hidden neuron, twice side by side under the row of votes: with a real image on them, and with the
    picture of votes; beside each the neuron. Of `sides`, each an OnTheirWeights, and of `neurons` the first is that of the real
    image. `boxes`: what its votes for both answers would be, on their piles, `tops`, where those would end, and which is higher
    then, `winner`."""

    def __init__(self, votes: Votes, neuron: int, real: np.ndarray, more: np.ndarray):
        pictures = real, votes.pixels
        longest = max(float(OnTheirWeights.lengths(votes, [neuron], pixels).max()) for pixels in pictures)
        self.sides = [OnTheirWeights(votes, [neuron], SIDE, pixels=pixels, longest=longest) for pixels in pictures]
        self.neurons = [Neuron(RADIUS).next_to(side.tiles, RIGHT, buff=BESIDE) for side in self.sides]
        halves = Group(*(Group(side, circle) for side, circle in zip(self.sides, self.neurons, strict=True)))
        halves.arrange(RIGHT, buff=2 * BESIDE).move_to([sum(COLUMNS) / 2, ROW - BELOW, 0], aligned_edge=UP)
        self.said = [float(value) for value in roused(votes.run, np.stack([pixels.ravel() for pixels in pictures]))[0][neuron]]
        ends = [[(votes.level + level * votes.unit) for level in (total, total + vote)]
                for total, vote in zip(votes.totals, more, strict=True)]
        self.boxes = VGroup(*(Rectangle(width=PILE, height=max(abs(end - start), FLAT), stroke_width=OUTLINE,
                                        stroke_color=role(sign_role(vote))).move_to([x + HALF, (start + end) / 2, 0])
                              for (start, end), vote, x in zip(ends, more, PILES, strict=True)))
        self.tops = VGroup(*(DashedLine([x + HALF - PILE / 2 - 0.1, end, 0], [x + HALF + PILE / 2 + 0.1, end, 0], stroke_width=7,
                                        stroke_color=role("ink")) for (_, end), x in zip(ends, PILES, strict=True)))
        self.lines = VGroup(*(side.lines() for side in self.sides))
        self.ringed = votes.neurons[neuron]
        self.winner = int(np.argmax(votes.totals + more))
        super().__init__(*self.sides, *self.neurons, self.lines, self.boxes, self.tops)

    def answer(self, k: int, **kwargs) -> Animation:
        """The neuron of a side lights up as far as it wakes."""
        return Glow(self.neurons[k], self.said[k], **kwargs)

    def add_up(self, **kwargs) -> Animation:
        """The votes that are missing come on the piles, and where those would end."""
        return AnimationGroup(Create(self.boxes), FadeIn(self.tops), **kwargs)

    def pulse(self, **kwargs) -> Animation:
        """The neuron in the row and the votes that are missing swell together, once."""
        return AnimationGroup(*(part.animate(rate_func=there_and_back).scale(SWELL) for part in (self.ringed, *self.boxes)),
                              **kwargs)
