"""What flows back along edges: ribbons whose widths are to scale, and the gate that lets part of them through.

Both are functions of the values they are given. They are built here, and return animations; a chapter plays them.
"""

import numpy as np
from manim import LEFT, UP, Animation, VGroup, VMobject, smooth

from scenes.kit.afresh import Afresh
from scenes.kit.scales import sign_role
from scenes.kit.theme import role
from scenes.kit.tray import lit

THINNEST = 0.02     # manim units; what is thinner could not be seen
SOFT, HOLLOW = (0.38,), (0.06,)     # how much of its colour a ribbon has inside; and one that takes away
BEND = 25           # points along the part in which a gate narrows, or along a stream


class Band(VMobject):
    """A straight ribbon from start to end, |value| * unit manim units wide, in the colour of the value's sign; error: in that of
    errors, and hollow with a minus."""

    def __init__(self, start: np.ndarray, end: np.ndarray, value: float, unit: float, error: bool = False):
        self.start, self.end, self.breadth = np.array(start), np.array(end), max(abs(value) * unit, THINNEST)
        super().__init__()
        ribbon(self, "error" if error else sign_role(value), error and value < 0).show(0, 1)

    def show(self, tail: float, head: float) -> "Band":
        """Draw the part between two shares of the way, 0 at the start."""
        way = self.end - self.start
        aside = np.array([-way[1], way[0], 0]) / max(np.linalg.norm(way), 1e-9) * self.breadth / 2
        a, b = self.start + tail * way, self.start + head * way
        return self.set_points_as_corners([a + aside, b + aside, b - aside, a - aside, a + aside])

    def flow(self, **kwargs) -> Animation:
        """It grows from its start to its end."""
        return Flow(self, True, **kwargs)

    def drain(self, **kwargs) -> Animation:
        """It runs out, after its end; nothing is left of it."""
        return Flow(self, False, remover=True, **kwargs)


class Stream(Band):
    """A band from one column to another, which leaves and arrives level: where several lie side by side at either end, they stay
    so. Its width is measured from top to bottom."""

    def show(self, tail: float, head: float) -> "Stream":
        """Draw the part between two shares of the way, 0 at the start."""
        x, y, _ = self.middle(np.linspace(tail, head, BEND)).T
        over, under = (np.column_stack([x, y + side * self.breadth / 2, 0 * x]) for side in (1, -1))
        return self.set_points_as_corners([*over, *under[::-1], over[0]])

    def middle(self, share) -> np.ndarray:
        """Its middle at shares (n,) of the way, (n, 3); at one share, (3,)."""
        share = np.asarray(share)
        way = np.stack([share, share * share * (3 - 2 * share), 0 * share], axis=-1)
        return self.start + way * (self.end - self.start)


class Flow(Afresh):
    """The head of a band, or its tail, runs from the start to the end."""

    def __init__(self, band: Band, head: bool, **kwargs):
        self.head = head
        super().__init__(band, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        self.mobject.show(*((0, share) if self.head else (share, 1)))


class Gate(VGroup):
    """A ribbon that is squeezed on its way by two jaws.

    entry: the middle of the end where it begins; breadth: its width there, in manim units; opening: the share that the
    jaws let through, 0..1; run: lengths (before the jaws, of the jaws, after them); high: from the middle to a jaw's
    back; way: LEFT or RIGHT; hollow: whether the ribbon is one that takes away.
    """

    def __init__(self, entry: np.ndarray, breadth: float, opening: float, run: tuple[float, float, float],
                 high: float, way: np.ndarray = LEFT, hollow: bool = False):
        self.entry, self.breadth, self.run, self.high, self.way = np.array(entry), breadth, run, high, way
        self.jaws = VGroup(*(VMobject(stroke_color=role("quiet"), stroke_width=2.5, fill_color=role("panel"),
                                      fill_opacity=1) for _ in range(2)))
        self.ribbon = ribbon(VMobject(), "error", hollow)
        super().__init__(self.ribbon, self.jaws)
        self.show(opening)

    @property
    def exit(self) -> np.ndarray:
        """The middle of its other end."""
        return self.entry + sum(self.run) * self.way

    def show(self, opening: float, reach: float = 1.0) -> "Gate":
        """The jaws stand so far open; the ribbon has come so far, 0..1 of its length."""
        self.opening, self.reach = opening, reach
        length = max(reach * sum(self.run), 1e-3)
        x = np.concatenate([[0], self.run[0] + np.linspace(0, self.run[1], BEND), [sum(self.run)]])
        x = np.unique(np.minimum(x, length))
        self._outline(self.ribbon, x, self._half(x), -self._half(x)[::-1])
        x = self.run[0] + np.linspace(0, self.run[1], BEND)
        for jaw, side in zip(self.jaws, (1, -1)):
            self._outline(jaw, x, side * self._half(x), side * np.full(BEND, self.high))
        return self

    def flow(self, begin: float = 0.0, end: float = 1.0, **kwargs) -> Animation:
        """The ribbon runs through, from one share of its length to another."""
        return Inflow(self, begin, end, **kwargs)

    def _half(self, x: np.ndarray) -> np.ndarray:
        share = np.array([smooth(min(max((at - self.run[0]) / self.run[1], 0), 1)) for at in x])
        return np.maximum(self.breadth * (1 + (self.opening - 1) * share), THINNEST) / 2

    def _outline(self, shape: VMobject, x: np.ndarray, over: np.ndarray, back: np.ndarray) -> None:
        there = [self.entry + at * self.way + y * UP for at, y in zip(x, over)]
        again = [self.entry + at * self.way + y * UP for at, y in zip(x[::-1], back)]
        shape.set_points_as_corners([*there, *again, there[0]])


class Inflow(Afresh):
    """A gate's ribbon runs on, from one share of its length to another."""

    def __init__(self, gate: Gate, begin: float, end: float, **kwargs):
        self.gate, self.begin_at, self.end_at = gate, begin, end
        super().__init__(gate.ribbon, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.begin_at + (self.end_at - self.begin_at) * self.rate_func(alpha)
        self.gate.show(self.gate.opening, share)


def ribbon(shape: VMobject, kind: str, hollow: bool = False) -> VMobject:
    """A shape, to look like a band in the colour of a role."""
    return lit(shape, kind, HOLLOW if hollow else SOFT)
