"""How an image gets its place on the map: all that the hidden neurons say to it, times a weight each, pushes it across, one push
after the other, and times other weights up; one that is alike lands close to it, and one that isn't far away."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Ellipse, FadeIn, Group, LaggedStart, Line, Rectangle, Square,
                   UpdateFromAlphaFunc, VGroup, linear, smooth)

from scenes.kit.declare import excuse
from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import largest, sign_role, strength
from scenes.kit.text import words
from scenes.kit.theme import BODY, blend, role
from scenes.scratch.sorting import Sorting

ROW, LEFT_END = 2.74, -6.5                    # y of the row, and x where it begins
SUMS = 2.08, 1.65                              # y of the weights of both sums
IMAGE = 0.85                                    # side of an image
BEADS, RADIUS = 10.9, 0.26                      # of all beads in the row; of one of them at most
SQUARE = 0.75                                   # side of a weight, as a share of the bead above it
AROUND = 1.4                                    # width of the ring around two images
APART, CLEAR = 0.65, 0.17                       # from an image to its beads, and from these to what is around or beside them
EDGES, INSET = (-6.6, -3.4, 6.6, 1.1), 0.12     # left, lower, right and upper end of the map's axes, and to their names
PUSH, BESIDE = 12, 0.14                         # width of a push, and from the image to it
BRIEF = 0.3                                     # time of a push that does nothing, by comparison with the strongest
BEGINS, LASTS = (0.2, 0.6), 0.4                 # of an image's way: when it goes across, and when up, and for how long
NARROW = 1, 4                                   # how much the room counts that a sum has, across and up
SEEN_APART = 0.9                                # of an image on the map: the two that are alike are so far apart at least


def example(crowd: Sorting) -> tuple[int, int, int]:
    """Of the images before the net learns: the two that are most alike in what the hidden neurons say, of those that can be told
    apart on the map, and the one that is most unlike both, by that and on the map, well within it."""
    hidden, places = crowd.log.hidden[0].astype(float), crowd.places(0)
    unlike, apart = (np.linalg.norm(one[:, None] - one, axis=2) for one in (hidden, places))
    known = np.where(apart >= SEEN_APART * IMAGE, unlike, np.inf)
    one, other = (int(k) for k in np.unravel_index(known.argmin(), known.shape))
    both = np.minimum(unlike[one], unlike[other]) * np.minimum(apart[one], apart[other])
    low, high = np.reshape(EDGES, (2, 2))
    inside = ((places > low + IMAGE) & (places < high - IMAGE)).all(axis=1)
    return one, other, int(np.where(inside, both, both - both.max() - 1).argmax())


def stays_in(zero: np.ndarray, pushes: np.ndarray) -> bool:
    """Whether an image that starts at zero stays where the map is, by pushes (2, n) in their order."""
    at = zero[:2] + np.cumsum(np.insert(pushes, 0, 0, axis=1), axis=1).T
    return bool((at > EDGES[:2]).all() and (at < EDGES[2:]).all())


def straight(pushes: np.ndarray) -> list[int]:
    """An order of pushes (2, n) in which neither sum of them ever goes far from the straight way to where all of them lead."""
    left, at, order = [*range(pushes.shape[1])], np.zeros(2), []
    while left:
        on_the_way = pushes.sum(axis=1) * (len(order) + 1) / pushes.shape[1]
        order.append(min(left, key=lambda j: (np.abs(at + pushes[:, j] - on_the_way) * NARROW).max()))
        left.remove(order[-1])
        at = at + pushes[:, order[-1]]
    return order


class Alike(Group):
    """`image`, its `beads`, in the `order` of their pushes; below these in `sums` the weights of both sums; `digits`, the three
    images on the map; `axes`, where either sum is 0, if that is in the frame; `ring`, around the two that are alike; `frame`,
    around all weights.

    names: of a place's two measures.
    """

    def __init__(self, crowd: Sorting, names: tuple[str, str]):
        self.which = example(crowd)
        hidden, axes = crowd.log.hidden[0, list(self.which)].astype(float), crowd.log.axes.T.astype(float)
        self.places = np.pad(crowd.places(0)[list(self.which)], ((0, 0), (0, 1))) + crowd.get_center()
        self.unit = crowd.unit(0)
        pushes = self.unit[:, None] * hidden[0] * axes
        self.zero = self.places[0] - np.array([*pushes.sum(axis=1), 0])
        self.order = [*range(len(axes[0]))] if stays_in(self.zero, pushes) else straight(pushes)
        self.hidden, axes = hidden[:, self.order], axes[:, self.order]
        self.terms = self.hidden[0] * axes                                       # what pushes the first one across, and up
        count = self.hidden.shape[1]
        pitch = min(BEADS / count, 3 * RADIUS)
        radius = min(0.45 * pitch, RADIUS)
        self.pictures = [crowd.log.images[k] for k in self.which]
        self.image = Digit(self.pictures[0], IMAGE).move_to([LEFT_END, ROW, 0], aligned_edge=LEFT)
        self.digits = Group(*(Digit(one, IMAGE).move_to(self.image) for one in self.pictures))
        self.beads = VGroup(*(Neuron(radius) for _ in range(count))).arrange(RIGHT, buff=pitch - 2 * radius)
        self.beads.next_to(self.image, RIGHT, buff=APART)
        self.sums = VGroup(*(self.weights(weights, name, y, 2 * SQUARE * radius)
                             for weights, name, y in zip(axes, names, SUMS, strict=True)))
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
        side = RIGHT if x + INSET + up.width < right else LEFT
        up.move_to([x, high, 0] + INSET * side, aligned_edge=UP - side)
        drawn = VGroup(VGroup(across), VGroup(up))
        in_frame = np.array([x, y]) == self.zero[:2]
        for axis, is_seen, *ends in ((drawn[0], in_frame[1], [left, y, 0], [right, y, 0]),
                                     (drawn[1], in_frame[0], [x, low, 0], [x, high, 0])):
            if is_seen:
                axis.add(Line(*ends, stroke_color=role("quiet"), stroke_width=3).set_z_index(-1))
        if not in_frame.all():
            excuse(self.digits[0], "outside", "where both sums are 0 lies beyond the frame")
        return drawn

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
