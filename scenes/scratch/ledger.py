"""What a step with two knobs costs, as their slopes say: each slope times how far its knob has turned, and both together; for
three steps of the same length: all of it for the steeper knob, along the level line, and each knob by its own slope.

The chapter on going downhill plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable, Sequence

import numpy as np
from manim import RIGHT, Line, VGroup

from scenes.kit.closing import fewest, sum_closes
from scenes.kit.equation import Term, product
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

RIGHTMOST = 6.6             # x of its right end
HEADS, ROWS = 2.35, (1.75, 1.1)     # y of the names over its columns; of its rows,
TOTALS = 0.2, -0.5, -1.2            # and of what they make


class Ledger(VGroup):
    """`heads`, over the columns; `rows`, for each step a row for either knob, the steeper one first; `rule`, under them;
    `totals`, for each step its name and by how much the cost changes.

    slopes (2,): of the cost; keys (2,): of these, within `run`.
    """

    WAYS = "all", "level", "own"

    def __init__(self, slopes: np.ndarray, run: str, keys: Sequence[str], text: Callable[[str], str]):
        (steep, flat), (one, other) = slopes, keys
        far, sign = float(np.hypot(*slopes)), "-" if steep > 0 else ""
        turned = {"all": ((-np.sign(steep) * far, f"{sign}sqrt(({one})**2+({other})**2)"), (0.0, f"0*({other})")),
                  "level": ((flat, other), (-steep, f"-({one})")),
                  "own": ((-steep, f"-({one})"), (-flat, f"-({other})"))}
        steps = {way: [(Term(slope, f"{run}:{key}", "focus", True), Term(moved, f"{run}:{by}", "ink", bool(moved)),
                        Term(slope * moved, f"{run}:({key})*({by})", "error", bool(moved)))
                       for slope, key, (moved, by) in zip(slopes, keys, turned[way], strict=True)] for way in self.WAYS}
        sums = {way: sum(makes.value for _, _, makes in step) for way, step in steps.items()}
        n = fewest(*(sum_closes([makes.value for _, _, makes in step], sums[way]) for way, step in steps.items()))
        self.rows = {way: VGroup(*(product(*terms, BODY, n).move_to([RIGHTMOST, y, 0], aligned_edge=RIGHT)
                                   for terms, y in zip(step, ROWS, strict=True))) for way, step in steps.items()}
        columns = self.rows["level"][0]
        self.heads = VGroup(*(words(text(key), LABEL, role(kind)).move_to([columns[k].get_x(), HEADS, 0])
                              for key, kind, k in (("slope", "focus", 0), ("turned", "ink", 2), ("around", "error", 4))))
        self.totals = {}
        for way, y in zip(self.WAYS, TOTALS, strict=True):
            key = "+".join(makes.source.partition(":")[2] for _, _, makes in steps[way])
            total = Number(sums[way], n, source=f"{run}:{key}", size=TITLE, color=role("error"), plus=way != "level")
            total.move_to([RIGHTMOST, y, 0], aligned_edge=RIGHT)
            name = words(text(way), BODY, role("quiet")).match_y(total).align_to(self.rows["level"], [-1, 0, 0])
            self.totals[way] = VGroup(name, total)
        under = (ROWS[1] + TOTALS[0]) / 2
        self.rule = Line([columns.get_left()[0], under, 0], [RIGHTMOST, under, 0], stroke_color=role("quiet"), stroke_width=2.5)
        super().__init__(self.heads, *self.rows.values(), self.rule, *self.totals.values())
