"""What the hidden neurons look for in nets with few of them and with many, and how many new images each net gets right."""

from collections.abc import Callable

from manim import DOWN, Animation, Group, VGroup

from scenes.kit.moments import PlayThrough
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, role
from scenes.scratch.tries import strokes

FIELD, FOOT = (10.4, 4.4), -1.6       # of all columns; y at which the strokes end
MIDDLE, NAMES = 1.4, -5.5             # x of their middle, and of the names of what stands below them
BETWEEN = 0.45                        # from one column to the next
COUNT, SHARE = -2.15, -3.1            # y of what stands below them


class Crews(Group):
    """A column for each of some numbers of hidden neurons: its strokes, the number, the share that it reaches.

    runs: the film's; text: a text on screen by its key. columns: {place in neurons.hidden: column}; the places are those of
    the fewest, of some, of the film's own net and of the most. counts: all numbers of neurons; names: of these and of the shares.
    """

    def __init__(self, runs, text: Callable[..., str]):
        log = runs["experiments"]
        self.own = int((log.neurons.hidden == log.meta["settings"]["hidden"]).argmax())
        last = len(log.neurons.hidden) - 1
        places = sorted({0, len(log.neurons.hidden) // 2, self.own, last})
        width = (FIELD[0] + BETWEEN) / len(places) - BETWEEN
        self.strokes, self.columns = {}, {}
        for k, place in enumerate(places):
            count = int(log.neurons.hidden[place])
            self.strokes[place] = strokes(runs, "real" if place == self.own else f"hidden_{count}")
            x = MIDDLE + (k - (len(places) - 1) / 2) * (width + BETWEEN)
            self.columns[place] = self._column(log, place, width, x)
        self.counts = VGroup(*(count for _, count, _ in self.columns.values()))
        self.names = VGroup(*(words(text(key), BODY, role("quiet")).move_to([NAMES, y, 0])
                              for key, y in (("neurons", COUNT), ("right", SHARE))))
        super().__init__(*self.columns.values(), self.names)

    def bloom(self, place: int) -> Animation:
        """The strokes of a column come out of the black."""
        mosaic = self.columns[place][0]
        mosaic.show(weight_pictures(0 * self.strokes[place], 1))
        return PlayThrough([mosaic], lambda share: mosaic.show(weight_pictures(share * self.strokes[place], 1)), 0, 1)

    def _column(self, log, place: int, width: float, x: float) -> Group:
        """Strokes, and below them their number and the share."""
        mosaic = Mosaic(weight_pictures(self.strokes[place], 1), width, FIELD[1], full=True)
        mosaic.move_to([x, FOOT, 0], aligned_edge=DOWN)
        count = Number(int(log.neurons.hidden[place]), 0, source=f"experiments:neurons.hidden[{place}]", size=0.6)
        share = Number(100 * float(log.neurons.test_accuracy[place]), 0, unit="%", size=0.75, color=role("target"),
                       source=f"experiments:neurons.test_accuracy[{place}]*100")
        return Group(mosaic, count.move_to([x, COUNT, 0]), share.move_to([x, SHARE, 0]))
