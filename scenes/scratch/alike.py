"""How an image gets its place on the map: all that the hidden neurons say to it, times a weight each, pushes it across, one push
after the other, and times other weights up; one that is alike lands close to it, and one that isn't far away."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Ellipse, FadeIn, Group, LaggedStart, Line, Rectangle, Square,
                   UpdateFromAlphaFunc, VGroup, linear, smooth)

from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import largest, sign_role, strength
from scenes.kit.text import words
from scenes.kit.theme import BODY, blend, role
from scenes.scratch.sorting import Sorting

ROW, LEFT_END = 2.8, -6.5                      # y of the row, and x where it begins
SUMS = 2.12, 1.67                              # y of the weights of both sums
IMAGE = 0.85                                    # side of an image
BEADS, RADIUS = 10.9, 0.26                      # of all beads in the row; of one of them at most
SQUARE = 0.75                                   # side of a weight, as a share of the bead above it
AROUND = 1.4                                    # width of the ring around two images
APART, CLEAR = 0.65, 0.17                       # from an image to its beads, and from these to what is around or beside them
EDGES, INSET = (-6.6, -3.4, 6.6, 1.1), 0.12     # left, lower, right and upper end of the map's axes, and to their names
PUSH, BESIDE = 12, 0.14                         # width of a push, and from the image to it
BRIEF = 0.3                                     # time of a push that does nothing, by comparison with the strongest
BEGINS, LASTS = (0.2, 0.6), 0.4                 # of an image's way: when it goes across, and when up, and for how long
SEEN_APART = 0.9                                # of an image on the map: the two that are alike are so far apart at least


def example(crowd: Sorting) -> tuple[int, int, int]:
    """Of the images before the net learns: the two that are most alike in what the hidden neurons say, of those that can be told
    apart on the map, and the one that is most unlike both, by that and on the map."""
    hidden, places = crowd.log.hidden[0].astype(float), crowd.places(0)
    unlike, apart = (np.linalg.norm(one[:, None] - one, axis=2) for one in (hidden, places))
    known = np.where(apart >= SEEN_APART * IMAGE, unlike, np.inf)
    one, other = (int(k) for k in np.unravel_index(known.argmin(), known.shape))
    both = np.minimum(unlike[one], unlike[other]) * np.minimum(apart[one], apart[other])
    return one, other, int(both.argmax())


class Alike(Group):
    """`image`, in the order of the neurons its `beads`, and below these in `sums` the weights of both sums; `digits`, the three
    images on the map; `axes`, where either sum is 0; `ring`, around the two that are alike; `frame`, around all weights.

    names: of a place's two measures.
    """

    def __init__(self, crowd: Sorting, names: tuple[str, str]):
        self.which = example(crowd)
        self.hidden = crowd.log.hidden[0, list(self.which)].astype(float)
        self.places = np.pad(crowd.places(0)[list(self.which)], ((0, 0), (0, 1))) + crowd.get_center()
        points = crowd.log.points[0].astype(float)
        self.unit = np.ptp(crowd.places(0), axis=0) / np.maximum(np.ptp(points, axis=0), 1e-9)
        self.terms = self.hidden[0] * crowd.log.axes.T.astype(float)            # what pushes the first one across, and up
        self.zero = self.places[0] - np.array([*(self.terms.sum(axis=1) * self.unit), 0])
        count = self.hidden.shape[1]
        pitch = min(BEADS / count, 3 * RADIUS)
        radius = min(0.45 * pitch, RADIUS)
        self.pictures = [crowd.log.images[k] for k in self.which]
        self.image = Digit(self.pictures[0], IMAGE).move_to([LEFT_END, ROW, 0], aligned_edge=LEFT)
        self.digits = Group(*(Digit(one, IMAGE).move_to(self.image) for one in self.pictures))
        self.beads = VGroup(*(Neuron(radius) for _ in range(count))).arrange(RIGHT, buff=pitch - 2 * radius)
        self.beads.next_to(self.image, RIGHT, buff=APART)
        self.sums = VGroup(*(self.weights(weights, name, y, 2 * SQUARE * radius)
                             for weights, name, y in zip(crowd.log.axes.T, names, SUMS, strict=True)))
        squares = VGroup(*(one for _, one in self.sums))
        self.frame, self.lens = (Rectangle(width=wide + CLEAR, height=high + CLEAR, stroke_width=4, stroke_color=role("focus"))
                                 for wide, high in ((squares.width, squares.height), (2 * radius, ROW - SUMS[0] + 2 * radius)))
        self.frame.move_to(squares)
        self.push = Line(stroke_width=PUSH)
        apart = self.places[1] - self.places[0]
        self.ring = Ellipse(width=np.linalg.norm(apart) + AROUND, height=AROUND, stroke_width=5, stroke_color=role("focus"))
        self.ring.rotate(np.arctan2(apart[1], apart[0])).move_to(self.places[:2].mean(axis=0))
        self.axes = self.measures(names)
        super().__init__(self.image, self.beads)

    def measures(self, names: tuple[str, str]) -> VGroup:
        """Both axes, which cross where both sums are 0, with their names at their ends."""
        left, low, right, high = EDGES
        x, y = np.clip(self.zero[:2], (left, low), (right, high))
        across, up = (words(name, BODY, role("quiet")) for name in names)
        across.move_to([right, y + INSET, 0], aligned_edge=DOWN + RIGHT)
        up.move_to([x + INSET, high, 0], aligned_edge=UP + LEFT)
        return VGroup(*(VGroup(Line(*ends, stroke_color=role("quiet"), stroke_width=3).set_z_index(-1), name)
                        for ends, name in ((([left, y, 0], [right, y, 0]), across), (([x, low, 0], [x, high, 0]), up))))

    def weights(self, weights: np.ndarray, name: str, y: float, side: float) -> VGroup:
        """A square below each bead, as strong as its weight in a sum, and the sum's name."""
        squares = VGroup(*(Square(side, stroke_width=1.5, stroke_color=role(sign_role(weight)), fill_opacity=1,
                                  fill_color=blend("background", sign_role(weight), strength(weight, largest(weights))))
                           .move_to([bead.get_x(), y, 0]) for weight, bead in zip(weights, self.beads, strict=True)))
        label = words(name, BODY, role("quiet"))
        room = self.beads.get_left()[0] - LEFT_END - CLEAR
        label.scale(min(room / label.width, 1)).next_to(squares, LEFT, buff=CLEAR)
        return VGroup(label, squares)

    def wake(self, k: int, **kwargs) -> Animation:
        """The neurons say what they say to the k-th image, which is seen beside them."""
        self.image.show(self.pictures[k])
        return LaggedStart(*(Glow(bead, value) for bead, value in zip(self.beads, self.hidden[k])), lag_ratio=0.04, **kwargs)

    def add_up(self, way: int, **kwargs) -> Animation:
        """One of the sums comes, below the row, and the axis along which it pushes."""
        return AnimationGroup(FadeIn(self.sums[way], shift=0.3 * DOWN), FadeIn(self.axes[way]), **kwargs)

    def start(self, **kwargs) -> Animation:
        """The first image goes to where both of its sums are 0."""
        return self.digits[0].animate(**kwargs).move_to(self.zero)

    def pushed(self, way: int, **kwargs) -> Animation:
        """Each activation times its weight pushes the first image on along one axis."""
        terms, lit = self.terms[way], VGroup(self.beads, self.sums[way][1])
        seconds = BRIEF + np.abs(terms) / largest(terms)
        ends = np.cumsum(seconds) / seconds.sum()
        stops = np.append(0, np.cumsum(terms)) * self.unit[way]
        along = np.eye(3)[way]
        start = self.zero + np.eye(3)[0] * (self.places[0] - self.zero)[0] * way
        aside = (IMAGE / 2 + BESIDE) * (LEFT if way else DOWN)

        def show(share: float) -> None:
            j = min(int(np.searchsorted(ends, share)), len(terms) - 1)
            begun = ends[j - 1] if j else 0.0
            now = stops[j] + smooth(float(np.clip((share - begun) / (ends[j] - begun), 0, 1))) * (stops[j + 1] - stops[j])
            self.digits[0].move_to(start + now * along)
            self.push.put_start_and_end_on(*(start + aside + at * along for at in (stops[j], now + 1e-3)))
            self.push.set_stroke(role(sign_role(terms[j])), opacity=float(share < 1))
            self.lens.move_to(VGroup(*(row[j] for row in lit))).set_stroke(opacity=float(share < 1))
        self.lens.stretch_to_fit_height(ROW - SUMS[way] + self.beads[0].height + CLEAR)
        return PlayThrough([self.digits[0], self.push, self.lens], show, 0, 1, **kwargs)

    def go(self, k: int, **kwargs) -> Animation:
        """The k-th image comes out of its row to its place: by the one sum across, and by the other up or down."""
        return self.place(self.digits[k], self.places[k], **kwargs)

    @staticmethod
    def place(digit: Digit, place: np.ndarray, **kwargs) -> Animation:
        """Across first, then up or down."""
        start, way = digit.get_center(), place - digit.get_center()

        def show(_, share):
            across, up = (smooth(float(np.clip((share - begins) / LASTS, 0, 1))) for begins in BEGINS)
            digit.move_to(start + way * [across, up, 0])
        return UpdateFromAlphaFunc(digit, show, rate_func=linear, **kwargs)
