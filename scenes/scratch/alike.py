"""How an image gets its place on the map: three of them with all that the hidden neurons say, two of which are alike, and the
two weighted sums of it that place them."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Ellipse, FadeIn, FadeOut, Group, LaggedStart, Line,
                   Rectangle, Square, UpdateFromAlphaFunc, VGroup, linear, smooth)

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit
from scenes.kit.rates import SOON
from scenes.kit.scales import largest, sign_role, strength
from scenes.kit.text import words
from scenes.kit.theme import BODY, blend, role
from scenes.scratch.sorting import Sorting

ROWS, LEFT_END = (2.2, 0.75, -0.7), -6.5        # y of the rows, and x where they begin
SUMS = -2.15, -3.0                              # y of the weights of both sums
IMAGE, ON_MAP = 1.35, 0.85                      # side of an image in its row, and on the map
BEADS, RADIUS = 10.9, 0.26                      # of all beads in a row; of one of them at most
AROUND = 1.6                                    # width of the ring around one of those
APART, CLEAR = 0.6, 0.17                        # from an image to its beads, and from these to the frame around two rows
AXES, INSET = (-6.6, -3.4, 6.6, 2.9) , 0.15    # left, lower, right and upper end of the map's axes, and to their names
BEGINS, LASTS = (0.2, 0.6), 0.4                 # of an image's way: when it goes across, and when up, and for how long
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
    """A row for each: `digits` and, in the order of the neurons, `beads`; `sums`, below these, the weights of both sums with what
    they tell; `frame`, around the two rows that are alike, and `ring`, around their images on the map.

    names: of a place's two measures.
    """

    def __init__(self, crowd: Sorting, names: tuple[str, str]):
        self.which = example(crowd)
        self.hidden = crowd.log.hidden[0, list(self.which)].astype(float)
        self.places = np.pad(crowd.places(0)[list(self.which)], ((0, 0), (0, 1))) + crowd.get_center()
        count = self.hidden.shape[1]
        pitch = min(BEADS / count, 3 * RADIUS)
        radius = min(0.45 * pitch, RADIUS)
        self.digits = Group(*(Digit(crowd.log.images[k], IMAGE).move_to([LEFT_END, y, 0], aligned_edge=LEFT)
                              for k, y in zip(self.which, ROWS, strict=True)))
        self.beads = VGroup(*(VGroup(*(Neuron(radius) for _ in range(count)))
                              .arrange(RIGHT, buff=pitch - 2 * radius).next_to(digit, RIGHT, buff=APART)
                              for digit in self.digits))
        self.sums = VGroup(*(self.weights(weights, name, y, 2 * radius)
                             for weights, name, y in zip(crowd.log.axes.T, names, SUMS, strict=True)))
        both = self.beads[:2]
        self.frame = Rectangle(width=both.width + 2 * CLEAR, height=both.height + 2 * CLEAR, stroke_width=5,
                               stroke_color=role("focus")).move_to(both)
        apart = self.places[1] - self.places[0]
        self.ring = Ellipse(width=np.linalg.norm(apart) + AROUND, height=AROUND, stroke_width=5, stroke_color=role("focus"))
        self.ring.rotate(np.arctan2(apart[1], apart[0])).move_to(self.places[:2].mean(axis=0))
        self.axes = self.measures(names)
        super().__init__(self.digits, self.beads)

    def measures(self, names: tuple[str, str]) -> VGroup:
        """Both axes with their names, and how far along them each image is."""
        left, low, right, high = AXES
        across, up = (words(name, BODY, role("quiet")) for name in names)
        across.move_to([right, low + INSET, 0], aligned_edge=DOWN + RIGHT)
        up.move_to([left + INSET, high, 0], aligned_edge=UP + LEFT)
        lines = VGroup(*(Line(*ends, stroke_color=role("quiet"), stroke_width=3)
                         for ends in (([left, low, 0], [right, low, 0]), ([left, low, 0], [left, high, 0]))))
        far = VGroup(*(Line(start, place, stroke_color=role("quiet"), stroke_width=1.5, stroke_opacity=0.7).set_z_index(-1)
                       for place in self.places for start in ([place[0], low, 0], [left, place[1], 0])))
        return VGroup(lines, across, up, far)

    def weights(self, weights: np.ndarray, name: str, y: float, side: float) -> VGroup:
        """A square below each bead, as strong as its weight in a sum, and the sum's name."""
        squares = VGroup(*(Square(side, stroke_width=1.5, stroke_color=role(sign_role(weight)), fill_opacity=1,
                                  fill_color=blend("background", sign_role(weight), strength(weight, largest(weights))))
                           .move_to([bead.get_x(), y, 0]) for weight, bead in zip(weights, self.beads[0], strict=True)))
        label = words(name, BODY, role("quiet"))
        room = self.beads[0].get_left()[0] - LEFT_END - CLEAR
        label.scale(min(room / label.width, 1)).next_to(squares, LEFT, buff=CLEAR)
        return VGroup(label, squares)

    def wake(self, **kwargs) -> Animation:
        """The neurons say what they say to these images."""
        return AnimationGroup(*(LaggedStart(*(Glow(bead, value) for bead, value in zip(beads, said)), lag_ratio=0.04)
                                for beads, said in zip(self.beads, self.hidden, strict=True)), **kwargs)

    def add_up(self, **kwargs) -> Animation:
        """Both sums come, below the rows."""
        return LaggedStart(*(FadeIn(one, shift=0.3 * DOWN) for one in self.sums), lag_ratio=0.3, **kwargs)

    def go(self, *rows: int, **kwargs) -> Animation:
        """What the neurons say goes into both sums; by the one, these images go across, and by the other up or down."""
        return AnimationGroup(*(self.place(self.digits[k], self.places[k]) for k in rows),
                              *(FadeOut(self.beads[k], target_position=self.sums, rate_func=SOON) for k in rows), **kwargs)

    @staticmethod
    def place(digit: Digit, place: np.ndarray) -> Animation:
        """Across first, then up or down; it gets as small as on the map."""
        start, way = digit.get_center(), place - digit.get_center()

        def show(_, share):
            across, up = (smooth(float(np.clip((share - begins) / LASTS, 0, 1))) for begins in BEGINS)
            digit.set(width=IMAGE + across * (ON_MAP - IMAGE)).move_to(start + way * [across, up, 0])
        return UpdateFromAlphaFunc(digit, show, rate_func=linear)
