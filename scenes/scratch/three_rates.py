"""The same training with three learning rates, side by side: how many test images are read rightly as the updates go by; over
each, steps in the valley of one knob as it was seen before, too short, good and too long.

The chapter on going downhill plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, UP, Dot, VGroup, VMobject

from scenes.kit import figures
from scenes.kit.declare import excuse
from scenes.kit.plot import Plot
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, blend, role
from scenes.scratch import walk
from scenes.scratch.turning import ground, luminous

RATES = "rate_low", "real", "rate_high"      # runs, the smallest rate at the left
TIMES = dict(zip(RATES, (1 / walk.TIMES, 1, walk.TIMES), strict=True))     # how long the steps over each are, of good ones
FIELD = 3.3, 2.1                             # of each plot,
SMALL = 3.3, 1.0                             # and of the valley over it,
NEAR, NEAR_AT = (7.4, 3.6), (-2.6, -0.4)     # which is so large from near by, and where
BOUNCES = 6                                  # steps that are too long, at most
PITCH, ASIDE, LEVEL, OVER = 4.3, 0.25, -0.95, 0.95     # from one panel to the next; x of the plot in the middle; y of the plots'
HEAD = 2.6                                  # middle, and of the valleys'; y of the names over these
RIGHT_AT = -3.05                             # y of what is right in the end
HOP = 0.3                                    # height of a leap, in manim units
POINTS = 61                                  # of a valley's curve
FIGURE = 1.5 * TITLE                         # em of a rate, and of the share that is right in the end
SHADE = 0.3                                  # of the area under a curve


class Steps(VGroup):
    """Steps in the valley of one knob: show(share) has done that share of them; each leaves its print.

    reach: (lowest, highest) weight that is seen; size: of its field; `level` is how high it begins.
    """

    def __init__(self, valley: walk.Valley, times: float, reach: tuple[float, float], middle: Sequence[float],
                 size: tuple[float, float] = SMALL):
        weights = np.linspace(*reach, POINTS)
        costs = valley.both.cost(weights)
        self.cost, self.plot = valley.both.cost, Plot(reach, (2 * costs.min() - costs.max(), costs.max()), *size)
        self.plot.move_to([*middle, 0])
        self.places = valley.leaps(*reach, BOUNCES) if times > 1 else valley.walk(times, walk.SETTLING)
        crest = [self.plot.point(weight, cost) for weight, cost in zip(weights, costs, strict=True)]
        self.prints = VGroup(*(Dot(self._at(place), 0.06, color=role("ink")) for place in self.places))
        excuse(self.prints, "overlap", "prints of short steps lie close together")
        self.level = self.plot.level(float(self.cost(self.places[0])), "ink")
        self.ball = Dot(self._at(self.places[0]), 0.11, color=role("focus"))
        super().__init__(ground(self.plot, crest), luminous(crest), self.prints, self.ball)
        self.show(0)

    def _at(self, weight: float) -> np.ndarray:
        return self.plot.point(weight, float(self.cost(weight)))

    def show(self, share: float) -> "Steps":
        """So far have the steps come."""
        step = min(int(share * (len(self.places) - 1)), len(self.places) - 2)
        way = share * (len(self.places) - 1) - step
        begin, end = (self._at(self.places[k]) for k in (step, step + 1))
        hop = min(HOP, np.linalg.norm(end - begin) / 2)
        self.ball.move_to(begin + way * (end - begin) + 4 * way * (1 - way) * hop * UP)
        for k, one in enumerate(self.prints):
            one.set_fill(opacity=float(k <= step))
        return self


class Panel(VGroup):
    """One run: its learning rate, the share of test images that it reads rightly over its updates, and that in the end; over it
    `steps` of that kind.

    rate: (as written, its key); near: the same steps, large; measured: whether its axes have numbers; show(share) draws the
    curve up to a share of the updates.
    """

    def __init__(self, log, name: str, rate: tuple[str, str], steps: Steps, near: Steps, text: Callable[[str], str],
                 measured: bool):
        self.steps, self.near, x = steps, near, steps.plot.get_x()
        self.updates, self.right = log.updates.astype(float), 100 * log.accuracy
        last = int(self.updates[-1])
        written = {"x_ticks": (last,), "y_ticks": (0, 100), "y_unit": "%", "x_label": text("updates")} if measured else {}
        self.plot = Plot((0, last), (0, 100), *FIELD, text_size=LABEL, **written)
        self.plot.shift(np.array([x, LEVEL, 0]) - self.plot.point(last / 2, 50))
        self.head = VGroup(words(text("learning_rate"), BODY, role("quiet")).move_to([x, HEAD, 0]),
                           words(rate[0], FIGURE, source=rate[1]))
        self.head[1].next_to(self.head[0], DOWN, buff=0.15)
        self.curve = VMobject(stroke_color=role("target"), stroke_width=6)
        self.area = VMobject(stroke_width=0, fill_color=blend("background", "target", SHADE), fill_opacity=1)
        share = Number(100 * float(log.test_accuracy), 0, unit="%", size=FIGURE, color=role("target"),
                       source=f"experiments:{name}.test_accuracy*100")
        self.share = in_line(share, words(text("right"), BODY, role("target")), buff=0.2)
        self.share.move_to([x, RIGHT_AT, 0])
        super().__init__(self.area, self.plot, self.head, self.curve, self.share, self.steps)
        self.show(0)

    def show(self, share: float) -> "Panel":
        """The curve up to a share of all updates, and the area under it; so far have the steps over it come, too."""
        self.steps.show(share)
        here = max(share, 1e-4) * self.updates[-1]
        x = np.append(self.updates[self.updates < here], here)
        points = [self.plot.point(a, b) for a, b in zip(x, np.interp(x, self.updates, self.right), strict=True)]
        self.curve.set_points_as_corners(points)
        self.area.set_points_as_corners([self.plot.point(0, 0), *points, self.plot.point(here, 0), self.plot.point(0, 0)])
        return self


def three_rates(digits, experiments, text: Callable[[str], str]) -> dict[str, Panel]:
    """A panel for each of the three runs, by its name."""
    log = experiments.knob_last
    valley, reach = walk.valley(digits, log), (float(log.turned[0]), float(log.turned[-1]))
    return {name: Panel(experiments[name], name, rate_of(digits, experiments, name),
                        Steps(valley, TIMES[name], reach, (ASIDE + (k - 1) * PITCH, OVER)),
                        Steps(valley, TIMES[name], reach, NEAR_AT, NEAR), text, measured=not k)
            for k, name in enumerate(RATES)}


def rate_of(digits, experiments, name: str) -> tuple[str, str]:
    """The learning rate of a run, as it is written, and its key."""
    changed = experiments.meta["runs"][name]["settings"]
    rate, source = (changed["learn_rate"], f"experiments:meta.runs.{name}.settings.learn_rate") if changed else \
        (digits.meta["learn_rate"], "digits:meta.learn_rate")
    return figures.written(f"{rate:g}"), source
