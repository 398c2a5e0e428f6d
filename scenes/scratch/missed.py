"""The hidden neuron whose vote a picture misses most: real images of an answer wake it, and the picture does not."""

import numpy as np

from scenes.scratch.strokes import changes, forward
from scenes.scratch.woken import WOKEN, Met, decide


def missed(run, crowd, image: np.ndarray, answer: int) -> tuple[Met, Met]:
    """The hidden neuron whose vote for an answer of the finished net falls furthest behind its mean vote for the logged test
    images of that answer's class, or, without any, for all: with that of those images which gives it most, and with the
    picture. image: (s * s,) uint8."""
    images = crowd.images.reshape(len(crowd.images), -1)
    real = images[crowd.labels == answer] if (crowd.labels == answer).any() else images
    said, own = (forward(run, pixels / np.float32(255))["h"] for pixels in (real, image[None]))
    neuron = int(np.argmax(run.w_h_o[-1, answer] * (said.mean(axis=1) - own[:, 0])))
    most = np.argmax(real[:, run.pixel_index] / np.float32(255) @ changes(run)[neuron])
    return Met(run, neuron, real[most]), Met(run, neuron, image)


def lost(run, pair: tuple[Met, Met]) -> np.ndarray:
    """(O,): by how much the sums of all answers to a picture would change if the neuron that it misses were as awake as the real
    image makes it."""
    real, own = pair
    return run.w_h_o[-1, :, real.neuron].astype(float) * (real.said - own.said)


def lacks_key(run, crowd, image: np.ndarray, answers: tuple[int, int], outputs: np.ndarray) -> str:
    """2 if the neuron is another one than what decides, and votes for the rival, a real image of that wakes it by more blue than
    orange, and the picture, which meets more orange, does not, and the rival's sum would be the largest one with its votes; 1 if
    it would not be; else 0. outputs (O,): for the picture."""
    rival = answers[1]
    real, own = pair = missed(run, crowd, image, rival)
    so = real.neuron != decide(run, image, answers) and (crowd.labels == rival).any() \
        and real.said > WOKEN > own.said and real.levels[1] > 0 > own.levels[1]
    sums = np.log(outputs / (1 - outputs)) + lost(run, pair)
    return f"digits:{int(so)}*(1+{int(sums.argmax() == rival)})*(w_h_o[-1,{rival},{real.neuron}]>0)"
