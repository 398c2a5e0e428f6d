"""What a net that learned from few images makes of them, and of new ones: image by image, and as shares over their number."""
import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Circle, Create, Dot, FadeIn, Group, LaggedStart, Line, Square, VGroup,
                   config, smooth)

from scenes.kit.moments import PlayThrough
from scenes.kit.pass_wall import PassWall
from scenes.kit.plot import Plot
from scenes.kit.sprites import Sprites, grid
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.facts import fewer_images

ROWS, COLUMNS, PITCH, ZOOM = 6, 10, 0.63, 3    # of the images on one side; from one to the next, and how large
MIDDLES, LEVEL = (-3.45, 3.45), 0.12        # x of the middles of both sides; their y
ALONE = 1.2                                 # how much larger a side is while it stands alone
WALL, WALL_LEVEL = (13.2, 5.45), -0.775     # of all images that a run learned from, if they stand alone; y of their middle
HEAD, FOOT = 2.4, -2.65                     # y of what stands above and below them
NEAR = 0.1                                  # from one thing to the next, at least
ROOM = 12                                   # percent over the axis under which a share is not written below its disc
GAP_PLOT = (10.6, 4.7)                      # size of the plot of known and new images


class Everything(Group):
    """All images that the real run learned from, as one wall, `images`; `head`, how many they are."""

    def __init__(self, digits, head: Group, x: float = 0, y: float = WALL_LEVEL, size: tuple[float, float] = WALL):
        self.images = PassWall(digits.mosaic, *size).move_to([x, y, 0])
        self.images.show(self.images.count)
        self.head = head.move_to([x, HEAD, 0])
        super().__init__(self.images, self.head)

    def sweep(self) -> Animation:
        """They light up one after another."""
        return PlayThrough([self.images], self.images.race, 0, self.images.count)

    def only(self, few: int) -> Animation:
        """All but the first few go dark, from the last one on."""
        return PlayThrough([self.images], self.images.race, self.images.count, few)


class Judged(Group):
    """As many images (n, I) uint8 as there is room for, and for each whether it is read rightly, right (n,).

    head: what they are, above them; figure: below, the share of all of their kind; wrong: what a frame says of one that is not
    read rightly; places: where they stand beside the others.
    """

    def __init__(self, images: np.ndarray, right: np.ndarray, x: float, head: Group, figure: Group, wrong: str = ""):
        count = min(ROWS * COLUMNS, len(images), len(right))
        places = self.places = grid(ROWS, COLUMNS, (PITCH, PITCH), (x, LEVEL))[:count]
        self.pictures = images[:count]
        self.images = Sprites(self.pictures, places, ZOOM)
        self.frames = VGroup(*(Square(0.9 * PITCH, stroke_width=4 + 2 * (not well),
                                      stroke_color=role("target" if well else "error"), z_index=not well)
                               .move_to([*place, 0]) for place, well in zip(places, right)))
        self.head, self.figure = head.move_to([x, HEAD, 0]), figure.move_to([x, FOOT, 0])
        self.middle, self.key = x * RIGHT, VGroup()
        if wrong:
            self.key.add(Square(0.4, stroke_color=role("error"), stroke_width=6), words(wrong, BODY, role("error")))
            self.key.arrange(RIGHT, buff=0.15).move_to([x + COLUMNS / 2 * PITCH, HEAD, 0], aligned_edge=RIGHT)
        super().__init__(self.images, self.frames, self.head, self.figure, self.key)

    def alone(self) -> "Judged":
        """Stand larger in the middle of the frame."""
        return self.scale(ALONE, about_point=self.middle).shift(-self.middle)

    def out_of(self, wall: PassWall) -> PlayThrough:
        """Its images, the first ones of a wall, grow out of it to where they stand."""
        zoom, here = self.images.width / config.frame_width, np.array([wall.place(k)[:2] for k in range(len(self.places))])
        there = self.images.get_center()[:2] + zoom * self.places
        images, small = Sprites(self.pictures, here, ZOOM), wall.image.width / wall.columns / self.images.side

        def show(share: float) -> None:
            images.show(here + share * (there - here), size=small + share * (zoom - small))
        return PlayThrough([images], show, 0, 1, rate_func=smooth, remover=True)

    def aside(self):
        """Back from there to its own place and size: to be played."""
        return self.animate.shift(self.middle).scale(1 / ALONE, about_point=self.middle)

    def judge(self) -> Animation:
        """Frames in the colours of right and wrong, one after another; the figure, and what the frames of wrong ones say."""
        return LaggedStart(LaggedStart(*(FadeIn(frame) for frame in self.frames), lag_ratio=0.1),
                           FadeIn(self.figure, self.key), lag_ratio=0.3)


def count_of(log, screen, name: str) -> Group:
    """How many images a run learned from."""
    learned = Number(int(log[name].learned_from), 0, size=TITLE, source=f"experiments:{name}.learned_from")
    return in_line(learned, words(screen("learned"), TITLE, role("quiet")), buff=0.2)


def sides(digits, log, screen, name: str) -> tuple[Group, Judged]:
    """Both sides of a run: those it learned from, few of them as Judged, or on a wall with their figure all those of the real
    one; and new ones."""
    order, run, real = np.argsort(log.crowd.index), log[name], name == "real"
    new, index = log.crowd.images[order], log.crowd.index[order]
    decimals = 1 if real else 0
    new_right = digits.test_labels[index] == _named(digits, digits.test_outputs[index]) if real else run.new_right[index]
    of = Number(int(digits.meta["data"]["test"]), 0, size=TITLE, source="digits:meta.data.test")
    head, unseen = count_of(log, screen, name), words(screen("unseen"), TITLE, role("quiet"))
    figures = [Number(100 * float(run[key]), decimals, unit="%", size=1.7 * TITLE, color=role("target"),
                      source=f"experiments:{name}.{key}*100") for key in ("known_accuracy", "test_accuracy")]
    figures[1] = in_line(figures[1], words(screen("of"), TITLE, role("quiet")), of, buff=0.25)
    if real:
        wall = Everything(digits, head, MIDDLES[0], LEVEL, (COLUMNS * PITCH, ROWS * PITCH))
        known = Group(*wall, figures[0].move_to([MIDDLES[0], FOOT, 0]))
    else:
        known = Judged(digits.train_images, run.known_right, MIDDLES[0], head, figures[0])
    return known, Judged(new, new_right, MIDDLES[1], unseen, figures[1], screen("mistaken"))


def _named(digits, outputs: np.ndarray) -> np.ndarray:
    """The classes that outputs (n, O) answer, (n,)."""
    return np.array(digits.meta["classes"])[outputs.argmax(axis=1)]


class Gaps(Group):
    """For each number of training images: the share right of those (a ring), and of new ones (a disc). All discs have their share
    in figures, and the first ring."""

    def __init__(self, log, screen):
        names = fewer_images(log)
        counts = [int(log[name].learned_from) for name in names]
        shares = [(100 * float(log[name].known_accuracy), 100 * float(log[name].test_accuracy)) for name in names]
        low = max(10 * int(min(min(pair) for pair in shares) // 10) - 10, 0)
        self.plot = Plot((counts[0] / 6, counts[-1] * 3), (low, 100), *GAP_PLOT, x_ticks=counts, y_ticks=(low, 100), y_unit="%",
                         x_label=screen("images"), log=True, text_size=BODY)
        self.known, self.new, self.stems, self.names = VGroup(), VGroup(), VGroup(), VGroup()
        for name, count, (known, new) in zip(names, counts, shares, strict=True):
            ring = Circle(0.15, stroke_color=role("target"), stroke_width=5).move_to(self.plot.point(count, known))
            disc = Dot(self.plot.point(count, new), 0.15, color=role("target"))
            self.stems.add(Line(ring.get_center(), disc.get_center(), stroke_color=role("quiet"), stroke_width=4, buff=0.15))
            self.known.add(_mark(ring, known, f"experiments:{name}.known_accuracy*100", UP) if not self.known else VGroup(ring))
            self.new.add(_mark(disc, new, f"experiments:{name}.test_accuracy*100", DOWN if new - low > ROOM else LEFT))
        for mark, key in ((self.known[0][0], "known"), (self.new[0][0], "new")):
            sample = mark.copy()
            self.names.add(VGroup(sample, words(screen(key), BODY, role("quiet")).next_to(sample, RIGHT, buff=0.25)))
        self.names.arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        there = [*self.known, *self.new, *self.stems]
        for share in (low + 5, *np.arange(low + 10, 90, 5), low + 5):
            self.names.move_to(self.plot.point(counts[-1] * 2.5, share), DOWN + RIGHT)
            if not any(_meet(self.names, one) for one in there):
                break
        super().__init__(self.plot, self.stems, self.known, self.new, self.names)

    def further(self, k: int) -> list[Animation]:
        """The k-th number of images comes on: how many of them, how many of new ones, and what lies between."""
        return [FadeIn(self.known[k]), Create(self.stems[k]), FadeIn(self.new[k])]


def _meet(one: VGroup, other: VGroup) -> bool:
    """Whether two of what is there are one over the other, or nearly so."""
    apart = np.abs(one.get_center() - other.get_center())[:2]
    return bool((apart < np.array([one.width + other.width, one.height + other.height]) / 2 + NEAR).all())


def _mark(shape: Circle, share: float, source: str, side: np.ndarray) -> VGroup:
    """A ring or a disc with its share beside it."""
    number = Number(share, 0, unit="%", size=TITLE, source=source, color=role("target"))
    return VGroup(shape, number.next_to(shape, side, buff=0.14))
