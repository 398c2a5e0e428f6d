"""What nearness means on the map of images: three of them with all that the hidden neurons say, two of which are alike."""

import numpy as np
from manim import RIGHT, Animation, AnimationGroup, Ellipse, FadeOut, Group, LaggedStart, VGroup

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit
from scenes.kit.theme import role
from scenes.scratch.sorting import Sorting

ROWS, LEFT_END = (2.0, 0.15, -2.3), -6.4        # y of the rows, and x where they begin
IMAGE, ON_MAP = 1.6, 0.85                       # side of an image in its row, and on the map
BEADS, RADIUS = 10.6, 0.23                      # of all beads in a row; of one of them at most
AROUND = 1.6                                    # width of the ring around one of those
SEEN_APART = 0.9                                # of an image on the map: the two that are alike are so far apart at least


def example(crowd: Sorting) -> tuple[int, int, int]:
    """Of the images before the net learns: the two that are most alike in what the hidden neurons say, of those that can be told
    apart on the map, and the one that is most unlike both, by that and on the map."""
    hidden, places = crowd.log.hidden[0].astype(float), crowd.places(0)
    unlike, apart = (np.linalg.norm(one[:, None] - one, axis=2) for one in (hidden, places))
    known = np.where(apart >= SEEN_APART * ON_MAP, unlike, np.inf)
    one, other = (int(k) for k in np.unravel_index(known.argmin(), known.shape))
    both = np.minimum(unlike[one], unlike[other]) * np.minimum(apart[one], apart[other])
    return one, other, int(both.argmax())


class Alike(Group):
    """A row for each: `digits` and, in the order of the neurons, `beads`; `ring`, around the two that are alike on the map."""

    def __init__(self, crowd: Sorting):
        self.which = example(crowd)
        self.hidden = crowd.log.hidden[0, list(self.which)].astype(float)
        self.places = np.pad(crowd.places(0)[list(self.which)], ((0, 0), (0, 1))) + crowd.get_center()
        count = self.hidden.shape[1]
        pitch = min(BEADS / count, 3 * RADIUS)
        self.digits = Group(*(Digit(crowd.log.images[k], IMAGE).move_to([LEFT_END, y, 0], aligned_edge=-RIGHT)
                              for k, y in zip(self.which, ROWS, strict=True)))
        self.beads = VGroup(*(VGroup(*(Neuron(min(0.42 * pitch, RADIUS)) for _ in range(count)))
                              .arrange(RIGHT, buff=pitch - 2 * min(0.42 * pitch, RADIUS)).next_to(digit, RIGHT, buff=0.6)
                              for digit in self.digits))
        apart = self.places[1] - self.places[0]
        self.ring = Ellipse(width=np.linalg.norm(apart) + AROUND, height=AROUND, stroke_width=5, stroke_color=role("focus"))
        self.ring.rotate(np.arctan2(apart[1], apart[0])).move_to(self.places[:2].mean(axis=0))
        super().__init__(self.digits, self.beads)

    def wake(self, **kwargs) -> Animation:
        """The neurons say what they say to these images."""
        return AnimationGroup(*(LaggedStart(*(Glow(bead, value) for bead, value in zip(beads, said)), lag_ratio=0.04)
                                for beads, said in zip(self.beads, self.hidden, strict=True)), **kwargs)

    def go(self, *rows: int, **kwargs) -> Animation:
        """These images go to their places on the map, and what the neurons say with them."""
        return AnimationGroup(*(self.digits[k].animate.scale(ON_MAP / IMAGE).move_to(self.places[k]) for k in rows),
                              *(FadeOut(self.beads[k], target_position=self.places[k], scale=0.1) for k in rows), **kwargs)
