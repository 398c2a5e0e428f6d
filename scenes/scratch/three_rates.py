"""The same training with three learning rates, side by side: how many test images are read rightly as the updates go by.

The chapter on going downhill plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, UP, VGroup, VMobject

from scenes.kit.plot import Plot
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, blend, role

RATES = "rate_low", "real", "rate_high"      # runs, the smallest rate at the left
FIELD = 2.9, 3.0                             # of each plot
PITCH, LEVEL = 4.4, -0.3                   # from one panel to the next; y of the plots' middle
FIGURE = 1.7 * TITLE                         # em of a rate, and of the share that is right in the end
SHADE = 0.3                                  # of the area under a curve


class Panel(VGroup):
    """One run: its learning rate, the share of test images that it reads rightly over its updates, and that in the end.

    rate: (as written, its key); show(share) draws the curve up to a share of the updates.
    """

    def __init__(self, log, name: str, rate: tuple[str, str], x: float, text: Callable[[str], str]):
        self.updates, self.right = log.updates.astype(float), 100 * log.accuracy
        last = int(self.updates[-1])
        self.plot = Plot((0, last), (0, 100), *FIELD, x_ticks=(0, last), y_ticks=(0, 100), y_unit="%", text_size=LABEL,
                         x_label=text("updates")).move_to([x, LEVEL, 0])
        middle = self.plot.point(last / 2, 0)[0]
        figure = words(rate[0], FIGURE, source=rate[1])
        self.head = VGroup(words(text("learning_rate"), LABEL, role("quiet")), figure).arrange(DOWN, buff=0.12)
        self.head.next_to([middle, self.plot.point(0, 100)[1], 0], UP, buff=0.32)
        self.curve = VMobject(stroke_color=role("target"), stroke_width=6)
        self.area = VMobject(stroke_width=0, fill_color=blend("background", "target", SHADE), fill_opacity=1)
        share = Number(100 * float(log.test_accuracy), 0, unit="%", size=FIGURE, color=role("target"),
                       source=f"experiments:{name}.test_accuracy*100")
        self.share = in_line(share, words(text("right"), BODY, role("target")), buff=0.2)
        self.share.next_to([middle, self.plot.get_bottom()[1], 0], DOWN, buff=0.1)
        super().__init__(self.area, self.plot, self.head, self.curve, self.share)
        self.show(0)

    def show(self, share: float) -> "Panel":
        """The curve up to a share of all updates, and the area under it."""
        here = max(share, 1e-4) * self.updates[-1]
        x = np.append(self.updates[self.updates < here], here)
        points = [self.plot.point(a, b) for a, b in zip(x, np.interp(x, self.updates, self.right), strict=True)]
        self.curve.set_points_as_corners(points)
        self.area.set_points_as_corners([self.plot.point(0, 0), *points, self.plot.point(here, 0), self.plot.point(0, 0)])
        return self


def three_rates(digits, experiments, text: Callable[[str], str]) -> dict[str, Panel]:
    """A panel for each of the three runs, by its name."""
    return {name: Panel(experiments[name], name, rate_of(digits, experiments, name), (k - 1) * PITCH, text)
            for k, name in enumerate(RATES)}


def rate_of(digits, experiments, name: str) -> tuple[str, str]:
    """The learning rate of a run, as it is written, and its key."""
    changed = experiments.meta["runs"][name]["settings"]
    rate, source = (changed["learn_rate"], f"experiments:meta.runs.{name}.settings.learn_rate") if changed else \
        (digits.meta["learn_rate"], "digits:meta.learn_rate")
    return f"{rate:g}", source
