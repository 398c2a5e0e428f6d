"""Why a moved image is lost: it slides over the weights of a hidden neuron that it wakes; they stay, and it goes dark."""

import numpy as np
from manim import LEFT, RIGHT, UP, Group, Square

from scenes.kit.diagram import Neuron
from scenes.kit.digit import squared
from scenes.kit.laid_over import LaidOver
from scenes.kit.moments import between
from scenes.kit.scales import activation_fill
from scenes.kit.theme import role
from scenes.scratch.cast import EXAMPLE
from scenes.scratch.strokes import changes, forward, full_colour

LARGE, PLACE = 6.7, LEFT * 2.2      # side of the weights, and their middle
NEURON, RADIUS = RIGHT * 4.35 + UP * 0.6, 1.25
BRIGHTER = 0.6                      # of the change that has its full colour
TAKEN = 0.82                        # so far ink takes the colour of the weights below, and those without ink step back


class Over(Group):
    """`picture`, an image over the weights, and `neuron`, whose weights they are: the one that falls most asleep as it moves.

    images: (n, I) in 0..1: the image, moved by 0, 1, ... pixels. In between it is a mixture of two of them.
    """

    def __init__(self, run, images: np.ndarray):
        self.run, self.images, self.at = run, images, 0.0
        said = forward(run, images)["h"]
        self.which = int((said[:, 0] - said[:, -1]).argmax())
        self.weights = changes(run)[self.which]
        self.picture = LaidOver(self.weights, EXAMPLE[0], BRIGHTER * full_colour(run)[0])
        self.neuron = Neuron(RADIUS).move_to(NEURON)
        super().__init__(self.picture, self.neuron)
        self.come(0)
        self.slide(0)

    def come(self, share: float) -> None:
        """The weights come up below the image, which becomes large: from 0, where it stands alone, to 1."""
        self.picture.weights = share * squared(self.weights)
        self.picture.show_ink(between(self.images, self.at), share * TAKEN)
        side, place = (1 - share) * EXAMPLE[0] + share * LARGE, (1 - share) * EXAMPLE[1] + share * PLACE
        self.picture.set(width=side).move_to(place)

    def slide(self, d: float) -> None:
        """The image is moved by so many pixels, and the neuron says what it says to it."""
        self.at, now = d, between(self.images, d)
        self.picture.show_ink(now, TAKEN)
        self.neuron.paint(activation_fill(float(forward(self.run, now[None])["h"][self.which, 0])))

    def spot(self) -> Square:
        """Around the weight that waits for the ink which is lost most."""
        lost = squared(self.weights.clip(min=0) * (self.images[0] - self.images[-1]))
        row, column = np.unravel_index(lost.argmax(), lost.shape)
        step = self.picture.frame.width / len(lost)
        place = self.picture.frame.get_corner([-1, 1, 0]) + step * np.array([column + 0.5, -row - 0.5, 0])
        return Square(1.3 * step, stroke_color=role("focus"), stroke_width=5, z_index=1).move_to(place)
