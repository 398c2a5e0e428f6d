"""What a net that learned from few images makes of them, and of new ones: image by image, and as shares over their number."""
import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Circle, Create, Dot, FadeIn, Group, LaggedStart, Line, Square, VGroup

from scenes.kit.plot import Plot
from scenes.kit.sprites import Sprites, grid
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.facts import fewer_images

SHAPE, PITCH = (6, 10), (0.6, 0.6)          # rows and columns of the images on one side, and from one to the next
MIDDLES, LEVEL = (-3.45, 3.45), 0.15        # x of the middles of both sides; their y
HEAD, FOOT = 2.4, -2.65                     # y of what stands above and below them
GAP_PLOT = (10.6, 4.7)                      # size of the plot of known and new images


class Judged(Group):
    """Up to 60 images (n, I) uint8 in rows, and for each whether it is read rightly, right (n,).

    head: what they are, above them; figure: below, the share of all of their kind.
    """

    def __init__(self, images: np.ndarray, right: np.ndarray, x: float, head: Group, figure: Group):
        count = min(SHAPE[0] * SHAPE[1], len(images), len(right))
        places = grid(*SHAPE, PITCH, (x, LEVEL))[:count]
        self.images = Sprites(images[:count], places)
        self.frames = VGroup(*(Square(0.9 * PITCH[0], stroke_width=4, stroke_color=role("target" if well else "error"))
                               .move_to([*place, 0]) for place, well in zip(places, right[:count], strict=True)))
        self.head, self.figure = head.move_to([x, HEAD, 0]), figure.move_to([x, FOOT, 0])
        super().__init__(self.images, self.frames, self.head, self.figure)

    def judge(self) -> Animation:
        """Frames in the colours of right and wrong, one after another, and the figure."""
        return LaggedStart(LaggedStart(*(FadeIn(frame) for frame in self.frames), lag_ratio=0.1), FadeIn(self.figure),
                           lag_ratio=0.3)


def sides(digits, log, screen) -> tuple[Judged, Judged] | None:
    """Both sides of the run on the fewest images: those it learned from, and as many new ones. None without such a run."""
    fewest, crowd = fewer_images(log)[0], log.crowd
    if fewest == "real":
        return None
    order = np.argsort(crowd.index)
    found = []
    for part, share, images, right, x in (
            ("learned", "known_accuracy", digits.train_images, log[fewest].known_right, MIDDLES[0]),
            ("unseen", "test_accuracy", crowd.images[order], log[fewest].new_right[crowd.index[order]], MIDDLES[1])):
        head = words(screen(part), TITLE, role("quiet"))
        if part == "learned":
            count = Number(int(log[fewest].learned_from), 0, size=TITLE, source=f"experiments:{fewest}.learned_from")
            head = in_line(count, head, buff=0.2)
        figure = Number(100 * float(log[fewest][share]), 0, unit="%", size=1.7 * TITLE, color=role("target"),
                        source=f"experiments:{fewest}.{share}*100")
        if part == "unseen":
            count = Number(int(digits.meta["data"]["test"]), 0, size=TITLE, source="digits:meta.data.test")
            figure = in_line(figure, words(screen("of"), TITLE, role("quiet")), count, buff=0.25)
        found.append(Judged(images, right, x, head, figure))
    return found[0], found[1]


class Gaps(Group):
    """For each number of training images: the share right of those (a ring), and of new ones (a disc)."""

    def __init__(self, log, screen):
        names = fewer_images(log)
        counts = [int(log[name].learned_from) for name in names]
        shares = [(100 * float(log[name].known_accuracy), 100 * float(log[name].test_accuracy)) for name in names]
        low = 10 * int(min(min(pair) for pair in shares) // 10) - 10
        self.plot = Plot((counts[0] / 6, counts[-1] * 3), (low, 100), *GAP_PLOT, x_ticks=counts, y_ticks=(low, 100), y_unit="%",
                         x_label=screen("images"), log=True, text_size=BODY)
        self.known, self.new, self.stems, self.names = VGroup(), VGroup(), VGroup(), VGroup()
        for name, count, (known, new) in zip(names, counts, shares, strict=True):
            ring = Circle(0.15, stroke_color=role("target"), stroke_width=5).move_to(self.plot.point(count, known))
            disc = Dot(self.plot.point(count, new), 0.15, color=role("target"))
            self.stems.add(Line(ring.get_center(), disc.get_center(), stroke_color=role("quiet"), stroke_width=4, buff=0.15))
            self.known.add(_mark(ring, known, f"experiments:{name}.known_accuracy*100", UP))
            self.new.add(_mark(disc, new, f"experiments:{name}.test_accuracy*100", DOWN))
        for mark, key in ((self.known[0][0], "known"), (self.new[0][0], "new")):
            sample = mark.copy()
            self.names.add(VGroup(sample, words(screen(key), BODY, role("quiet")).next_to(sample, RIGHT, buff=0.25)))
        self.names.arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        self.names.move_to(self.plot.point(counts[-1] * 2.5, low + 5), aligned_edge=DOWN + RIGHT)
        super().__init__(self.plot, self.stems, self.known, self.new, self.names)

    def further(self, k: int) -> list[Animation]:
        """The k-th number of images comes on: how many of them, how many of new ones, and what lies between."""
        return [FadeIn(self.known[k]), Create(self.stems[k]), FadeIn(self.new[k])]


def _mark(shape: Circle, share: float, source: str, side: np.ndarray) -> VGroup:
    """A ring or a disc with its share beside it."""
    number = Number(share, 0, unit="%", size=TITLE, source=source, color=role("target"))
    return VGroup(shape, number.next_to(shape, side, buff=0.14))
