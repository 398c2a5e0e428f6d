"""All outputs as bars beside an image that is looked at closely, the name of the largest in the colour of the focus."""

import numpy as np
from manim import RIGHT, Animation, AnimationGroup

from scenes.kit.bars import OutputBars
from scenes.kit.rates import LATE
from scenes.kit.theme import SMALLEST, role

BESIDE, RIGHTMOST = np.array([3.3, 0.05, 0]), 6.6       # where they stand, and x at which they end
SIZE = 6.6, 4.2                                         # of their field


def outputs_beside(log, values: np.ndarray) -> OutputBars:
    """The bars of values (O,). log: the experiments, which name the classes."""
    names = [str(name) for name in log.meta["classes"]]
    bars = OutputBars(values, names, *SIZE, "experiments:meta.classes",
                      max(min(0.5, 1.3 * SIZE[0] / len(names) / max(map(len, names))), SMALLEST))
    return bars.move_to(BESIDE).align_to([RIGHTMOST, 0, 0], RIGHT)


def point_out(bars: OutputBars, outputs: np.ndarray, before: np.ndarray | None = None) -> Animation:
    """The name of the largest output takes the colour of the focus, when its bar is past the others; that of the one before gives
    it back."""
    k = int(outputs.argmax())
    old = None if before is None else int(before.argmax())
    colors = {k: role("focus"), **({old: role("ink")} if old not in (None, k) else {})}
    return AnimationGroup(*(bars.names[i].animate(rate_func=LATE).set_color(color) for i, color in colors.items()))
