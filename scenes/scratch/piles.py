"""Real images piled up over one number: each stands where its own number is, and a border can be put between them."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Group, Line, Rectangle, VGroup

from scenes.kit.crowd import Crowd
from scenes.kit.text import words
from scenes.kit.theme import TITLE, role
from scenes.scratch.bending import Bending

LEFT_END, RIGHT_END = -6.15, 6.0           # x of the ends of the number's axis
GROUND, HIGH = -2.45, 3.8                  # y of the axis, and how high the piles may be
RAISED, DIM = -0.35, 0.4                   # y of it while lines are drawn over them, and how bright they are then
LARGEST, LEAST, SMALLER = 0.5, 0.12, 0.95  # sides of an image that are tried, from one to the next
FALL, EACH = 5.0, 0.45                     # manim units from which images fall, and how long one takes, of all
BOLD = 0.6                                 # power of their grey values: small images need bold strokes
TINTED = 0.13                              # opacity of the ground on either side of a border


class Piles(Group):
    """bending's test images over an axis, each where its number is, on those that lie there; name: of the number.

    fall(share): so many have fallen, 0..1; hue(share): so far they have the colours of their classes; judge(says, share): so far
    those have that of errors instead of which the wrong class is said, says(points) being above 0 for the class in the middle;
    step_back(share): so far they have risen to where lines are drawn over them, and are dim. Parts: axis; crowd.
    """

    def __init__(self, bending: Bending, name: str):
        self.bending, seen = bending, bending.seen
        self.inner, self.numbers = bending.inner[seen], bending.log.points[seen]
        self.side, self.places = self._piled()
        line = Line([LEFT_END, GROUND, 0], [RIGHT_END, GROUND, 0], stroke_color=role("focus"), stroke_width=4)
        ends = VGroup(*(bending.percent(float(limit)).next_to(end, DOWN, buff=0.15).align_to(end, side)
                        for limit, end, side in zip(bending.limits, line.get_start_and_end(), (LEFT, RIGHT))))
        self.axis = VGroup(line, ends, words(name, TITLE).next_to(line, DOWN, buff=0.15))
        self.crowd = Crowd(np.round(255 * (bending.log.images[seen] / 255) ** BOLD), RIGHT_END - LEFT_END + 1, HIGH + 1)
        self.crowd.move_to([(LEFT_END + RIGHT_END) / 2, GROUND + HIGH / 2, 0])
        self.home, self.bright = self.crowd.get_center()[:2], 1.0
        turns = np.random.default_rng(0).permutation(len(self.numbers))          # all classes mixed
        self.starts = (1 - EACH) * turns / max(len(turns) - 1, 1)
        super().__init__(self.axis, self.crowd)
        self.fall(0)

    def x_of(self, points: np.ndarray, inward: float = 0) -> np.ndarray:
        """The x of points, but no nearer to an end of the axis than that."""
        low, high = self.bending.limits
        return LEFT_END + np.clip((np.asarray(points) - low) / (high - low) * (RIGHT_END - LEFT_END), inward,
                                  RIGHT_END - LEFT_END - inward)

    def fall(self, share: float) -> "Piles":
        gone = np.clip((share - self.starts) / EACH, 0, 1)
        places = self.places - self.home
        places[:, 1] += FALL * (1 - gone ** 2) if share < 1 else 0
        self.crowd.show(places, self.side, self.bright * (gone > 0))
        return self

    @property
    def ground(self) -> float:
        """The y on which they stand."""
        return float(self.axis[0].get_y())

    def step_back(self, share: float) -> "Piles":
        Group(self.crowd, self.axis[0]).shift((GROUND + share * (RAISED - GROUND) - self.ground) * UP)
        self.bright = 1 + share * (DIM - 1)
        return self.fall(1)

    def hue(self, share: float) -> "Piles":
        self.crowd.colour(self.inner, "class_a", share).colour(~self.inner, "class_b", share)
        return self.fall(1)

    def judge(self, says: Callable[[np.ndarray], np.ndarray], share: float) -> "Piles":
        wrong = (says(self.numbers) > 0) != self.inner
        self.crowd.colour(self.inner, "class_a").colour(~self.inner, "class_b").tint(wrong, "error", share)
        return self.fall(1)

    def _piled(self) -> tuple[float, np.ndarray]:
        """(the largest side of an image with which the piles aren't too high, their places (n, 2))."""
        side = LARGEST
        while True:
            columns = np.round((self.x_of(self.numbers) - LEFT_END) / side - 0.5)
            order = np.lexsort((self.inner, columns))
            _, starts, counts = np.unique(columns[order], return_index=True, return_counts=True)
            if counts.max() * side <= HIGH or side < LEAST:
                break
            side *= SMALLER
        level = np.empty(len(order))
        level[order] = np.arange(len(order)) - np.repeat(starts, counts)
        return side, np.stack([LEFT_END + (columns + 0.5) * side, GROUND + (level + 0.5) * side], axis=1)


class Borders(VGroup):
    """Borders over piles, and between them the ground in the hue of what is said there.

    put(places, first): where they stand, one for each of `count`, and whether left of the first the class in the middle is said.
    """

    def __init__(self, piles: Piles, count: int):
        self.piles = piles
        self.fields = VGroup(*(Rectangle(height=HIGH, width=1, stroke_width=0) for _ in range(count + 1)))
        self.lines = VGroup(*(Line(DOWN, UP, stroke_color=role("focus"), stroke_width=6) for _ in range(count)))
        super().__init__(self.fields, self.lines)

    def put(self, places: Sequence[float], first: bool) -> "Borders":
        crossed = [float(x) for x in self.piles.x_of(np.asarray(places))]
        ends, said = [LEFT_END, *crossed, RIGHT_END], first
        for field, start, end in zip(self.fields, ends, ends[1:]):
            field.stretch_to_fit_width(max(end - start, 1e-3)).move_to([(start + end) / 2, self.piles.ground + HIGH / 2, 0])
            field.set_fill(role("class_a" if said else "class_b"), opacity=TINTED)
            said = not said
        for line, x in zip(self.lines, crossed, strict=True):
            line.put_start_and_end_on([x, self.piles.ground, 0], [x, self.piles.ground + HIGH, 0])
        return self
