"""The same training with three learning rates: how many test images are read rightly as the updates go by; and steps in the
valley of one knob as it was seen before, too short, good and too long; all side by side.

The chapter on going downhill plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

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
TIMES = dict(zip(RATES, (1 / walk.TIMES, 1, walk.TIMES), strict=True))     # how long the steps of each are, of good ones
KINDS = dict(zip(RATES, ("too_small", "good", "too_large"), strict=True))       # what they are called
BOUNCES = 6                                  # steps that are too long, at most
HOP = 0.2                                    # height of a leap, of the valley's
DOTS = 0.019, 0.01                           # radius of the ball and of its prints, of the valley's height and 3 units more
FOOT = 0.5                                   # of a valley's depth, the ground goes on below it
POINTS = 61                                  # of a valley's curve
SHADE = 0.3                                  # of the area under a curve
APART, ACROSS = 4.4, 0.35                    # from one run to the next; so far right of a run's middle is that of what is right
VALLEY, VALLEY_Y = (4.0, 2.2), 0.95          # its size, and y of its middle;
PLOT, PLOT_Y = (3.2, 1.5), -1.3              # of what is right;
HEAD, RIGHT, FIGURE = 3.2, -3.2, 1.5 * TITLE      # y of what the rate is called, and of what is right in the end; em of that


class Steps(VGroup):
    """Steps in the valley of one knob: show(share) has done that share of them; each leaves its print.

    reach: (lowest, highest) weight that is seen; size: of its field.
    """

    def __init__(self, valley: walk.Valley, times: float, reach: tuple[float, float], middle: tuple[float, float],
                 size: tuple[float, float]):
        weights = np.linspace(*reach, POINTS)
        costs = valley.both.cost(weights)
        self.cost, self.plot = valley.both.cost, Plot(reach, (costs.min() - FOOT * np.ptp(costs), costs.max()), *size)
        self.plot.move_to([*middle, 0])
        self.places = valley.leaps(*reach, BOUNCES) if times > 1 else valley.walk(times, walk.SETTLING)
        self.hop = HOP * size[1]
        crest = [self.plot.point(weight, cost) for weight, cost in zip(weights, costs, strict=True)]
        ball, prints = (share * (size[1] + 3) for share in DOTS)
        self.prints = VGroup(*(Dot(self._at(place), prints, color=role("ink")) for place in self.places))
        excuse(self.prints, "overlap", "prints of short steps lie close together")
        self.ball = Dot(self._at(self.places[0]), ball, color=role("focus"))
        super().__init__(ground(self.plot, crest), luminous(crest), self.prints, self.ball)
        self.show(0)

    def _at(self, weight: float) -> np.ndarray:
        return self.plot.point(weight, float(self.cost(weight)))

    def show(self, share: float) -> "Steps":
        """So far have the steps come."""
        step = min(int(share * (len(self.places) - 1)), len(self.places) - 2)
        way = share * (len(self.places) - 1) - step
        begin, end = (self._at(self.places[k]) for k in (step, step + 1))
        hop = min(self.hop, np.linalg.norm(end - begin) / 2)
        self.ball.move_to(begin + way * (end - begin) + 4 * way * (1 - way) * hop * UP)
        for k, one in enumerate(self.prints):
            one.set_fill(opacity=float(k <= step))
        return self


class Panel(VGroup):
    """One run: its learning `rate`, `steps` of that kind, the share of test images that it reads rightly over its updates. Apart
    from it: `share`, that in the end.

    rate: (as written, its key); x: of its middle; measured: whether its axes have numbers; show(share) has come to a share of
    the updates and of the steps.
    """

    def __init__(self, log, name: str, rate: tuple[str, str], steps: Steps, x: float, text: Callable[[str], str],
                 measured: bool):
        self.steps = steps
        self.updates, self.right = log.updates.astype(float), 100 * log.accuracy
        last = int(self.updates[-1])
        written = {"x_ticks": (last,), "y_ticks": (0, 100), "y_unit": "%", "x_label": text("updates")} if measured else {}
        self.plot = Plot((0, last), (0, 100), *PLOT, text_size=LABEL, **written)
        self.plot.shift(np.array([x + ACROSS, PLOT_Y, 0]) - self.plot.point(last / 2, 50))
        self.rate = words(rate[0], 1.5 * TITLE, source=rate[1])
        called = words(text("learning_rate"), BODY, role("quiet"))
        told = in_line(self.rate, words(text(KINDS[name]), TITLE), buff=0.35)
        told.scale(min(VALLEY[0] / told.width, 1))
        self.head = VGroup(called, told.next_to(called, DOWN, buff=0.15))
        self.head.shift(np.array([x, HEAD, 0]) - called.get_center())
        self.curve = VMobject(stroke_color=role("target"), stroke_width=6)
        self.area = VMobject(stroke_width=0, fill_color=blend("background", "target", SHADE), fill_opacity=1)
        share = Number(100 * float(log.test_accuracy), 0, unit="%", size=FIGURE, color=role("target"),
                       source=f"experiments:{name}.test_accuracy*100")
        self.share = in_line(share, words(text("right"), BODY, role("target")), buff=0.2).move_to([x, RIGHT, 0])
        super().__init__(self.area, self.plot, self.head, self.curve, self.steps)
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
    """For each of the three runs, by its name, its panel."""
    log = experiments.knob_last
    valley, reach = walk.valley(digits, log), (float(log.turned[0]), float(log.turned[-1]))

    def panel(k: int, name: str) -> Panel:
        x = APART * (k - 1)
        steps = Steps(valley, TIMES[name], reach, (x, VALLEY_Y), VALLEY)
        return Panel(experiments[name], name, rate_of(digits, experiments, name), steps, x, text, not k)
    return {name: panel(k, name) for k, name in enumerate(RATES)}


def rate_of(digits, experiments, name: str) -> tuple[str, str]:
    """The learning rate of a run, as it is written, and its key."""
    changed = experiments.meta["runs"][name]["settings"]
    rate, source = (changed["learn_rate"], f"experiments:meta.runs.{name}.settings.learn_rate") if changed else \
        (digits.meta["learn_rate"], "digits:meta.learn_rate")
    return figures.written(f"{rate:g}"), source
