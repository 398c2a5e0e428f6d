"""The cross-entropy of the first image, before and after its update: the cost whose slopes backpropagation takes."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.closing import fewest, told_apart

MOST_DECIMALS = 4


def key(step: str = "0") -> str:
    """Its key, without the run, at a logged moment."""
    return f"-sum(label_of(0)*log(o[{step},0])+(1-label_of(0))*log(1-o[{step},0]))"


def cost(run, step: int = 0) -> float:
    """Its value at a logged moment."""
    o, label = run.o[step, 0].astype(float), run.label_of(0)
    return float(-(label * np.log(o) + (1 - label) * np.log(1 - o)).sum())


def full(run) -> float:
    """The cost that fills its tray: the whole number above both moments."""
    return float(np.ceil(max(cost(run, step) for step in (0, 1)) + 0.2))


def decimals_of(run) -> int:
    """With so many decimals it is told apart before and after the update."""
    return apart(*([cost(run, run.step(update))] for update in (0, 1)))


def apart(before: Sequence[float], after: Sequence[float]) -> int:
    """The fewest decimals, 2 to 4, with which each value is another one after than before; 4 if there are none."""
    return min(fewest(told_apart(before, after)), MOST_DECIMALS)
