"""How an image gets its place on the map: all that the hidden neurons say to it, times a weight each, pushes it across, one push
after the other, and times other weights up; one that is alike lands close to it, and one that isn't far away."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Ellipse, FadeIn, FadeOut, Group, LaggedStart, Line,
                   Rectangle, Square, Text, UpdateFromAlphaFunc, VGroup, linear, smooth)

from scenes.kit.declare import excuse
from scenes.kit.diagram import Glow, Neuron
from scenes.kit.digit import Digit, through_black
from scenes.kit.moments import PlayThrough
from scenes.kit.scales import largest, sign_role, strength
from scenes.kit.text import words
from scenes.kit.theme import TITLE, blend, ink_on, role
from scenes.scratch.sorting import Sorting

ROW, LEFT_END, RIGHT_END = 2.74, -6.5, 6.5    # y of the row, and x where it begins and ends
SUMS = 2.13, 1.67                              # y of the weights of both sums
IMAGE = 0.85                                    # side of an image
LARGE, BELOW = 4.5, [0, -1.15, 0]               # side of the first one while its neurons wake, below them, and where it is then
BEADS, RADIUS = 8.9, 0.26                       # of all beads in the row; radius of one of them at most
SQUARE, SIGN = 0.86, 0.4                        # side of a weight, as a share of the room that it has; of that, its sign
AROUND = 1.4                                    # width of the ring around two images
CLEAR = 0.17                                    # from what is in the rows to what is around or beside it
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
    """`image`, its `beads`, in the `order` of their pushes, with their `name`; below these in `sums` the weights of both sums;
    `digits`, the three images on the map, which lies in the frame's middle; `axes`, where either sum is 0, if that is in the
    frame; `ring`, around the two that are alike; `frame`, around all weights.

    names: of a place's two measures; rows: of what the neurons say, and of the weights of either sum.
    """

    def __init__(self, crowd: Sorting, names: tuple[str, str], rows: tuple[str, str, str]):
        self.which = example(crowd)
        hidden, axes = crowd.log.hidden[0, list(self.which)].astype(float), crowd.log.axes.T.astype(float)
        self.places = np.pad(crowd.places(0)[list(self.which)], ((0, 0), (0, 1)))
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
        self.digits[0].set(width=LARGE).move_to(BELOW)
        self.beads = VGroup(*(Neuron(radius) for _ in range(count))).arrange(RIGHT, buff=pitch - 2 * radius)
        self.beads.move_to([RIGHT_END, ROW, 0], aligned_edge=RIGHT)
        self.name = self.beside(words(rows[0], TITLE, role("activation")), ROW, self.image.get_right()[0] + CLEAR)
        self.sums = VGroup(*(self.weights(weights, name, y, SQUARE * min(pitch, SUMS[0] - SUMS[1]))
                             for weights, name, y in zip(axes, rows[1:], SUMS, strict=True)))
        squares = VGroup(*(one for _, one in self.sums))
        self.frame, self.lens = (Rectangle(width=wide + CLEAR, height=high + CLEAR, stroke_width=4, stroke_color=role("focus"))
                                 for wide, high in ((squares.width, squares.height), (max(2 * radius, squares[0][0].width), ROW)))
        self.frame.move_to(squares)
        self.push = Line(stroke_width=PUSH)
        apart = self.places[1] - self.places[0]
        self.ring = Ellipse(width=np.linalg.norm(apart) + AROUND, height=AROUND, stroke_width=5, stroke_color=role("focus"))
        self.ring.rotate(np.arctan2(apart[1], apart[0])).move_to(self.places[:2].mean(axis=0))
        self.axes = self.measures(names)
        super().__init__(self.image, self.beads, self.name)

    def measures(self, names: tuple[str, str]) -> VGroup:
        """Both axes, which cross where both sums are 0, with their names at their ends."""
        left, low, right, high = EDGES
        x, y = np.clip(self.zero[:2], (left, low), (right, high))
        across, up = (words(name, TITLE) for name in names)
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
            for part in (self.digits[0], self.push):
                excuse(part, "outside", "where both sums are 0 lies beyond the frame")
        return drawn

    def beside(self, name: Text, y: float, left: float = LEFT_END) -> Text:
        """The name of a row, before its beads, where there is room for it from `left` on."""
        right = self.beads.get_left()[0] - CLEAR
        return name.scale(min((right - left) / name.width, 1)).move_to([right, y, 0], aligned_edge=RIGHT)

    def weights(self, weights: np.ndarray, name: str, y: float, side: float) -> VGroup:
        """The name of a sum, and a square below each bead, as strong as its weight in it, with its sign."""
        cells = VGroup()
        for weight, bead in zip(weights, self.beads, strict=True):
            kind = sign_role(weight)
            fill = blend("background", kind, strength(weight, largest(weights)))
            square = Square(side, stroke_width=1.5, stroke_color=role(kind), fill_opacity=1, fill_color=fill)
            sign = VGroup(*(Line(-way, way, stroke_width=2.5, stroke_color=ink_on(fill))
                            for way in (RIGHT, UP)[:1 + (weight > 0)]))
            cells.add(VGroup(square, sign.scale(SIGN * side / 2)).move_to([bead.get_x(), y, 0]))
        return VGroup(self.beside(words(name, TITLE), y), cells)

    def wake(self, k: int, **kwargs) -> Animation:
        """The neurons say what they say to the k-th image, which is seen beside them."""
        self.image.show(self.pictures[k])
        return LaggedStart(*(Glow(bead, value) for bead, value in zip(self.beads, self.hidden[k])), lag_ratio=0.04, **kwargs)

    def add_up(self, way: int, **kwargs) -> Animation:
        """The weights of one of the sums come, below the row."""
        return FadeIn(self.sums[way], shift=0.3 * DOWN, **kwargs)

    def leave(self, **kwargs) -> FadeOut:
        """All but the images on the map goes."""
        return FadeOut(self, *self.sums, self.frame, **kwargs)

    def take_over(self, other: Digit, **kwargs) -> Animation:
        """The first image comes out of another one, which it stands for from then on."""
        before, after = other.pixels.ravel() / 255, self.pictures[0].ravel() / 255
        digit, start, goal = self.digits[0], (other.width, other.get_center()), (LARGE, np.array(BELOW))

        def show(share: float) -> None:
            width, place = ((1 - share) * one + share * two for one, two in zip(start, goal, strict=True))
            digit.show(through_black(before, after, share)).set(width=width).move_to(place)
        return PlayThrough([digit], show, 0, 1, rate_func=smooth, **kwargs)

    def start(self, **kwargs) -> Animation:
        """The first image, which is large until then, goes to where both of its sums are 0."""
        return self.digits[0].animate(**kwargs).set(width=IMAGE).move_to(self.zero)

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
