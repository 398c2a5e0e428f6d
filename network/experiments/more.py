"""What is logged of some runs of the listing beside their curves."""
import numpy as np

from network.experiments.listing import Variant
from network.experiments.table import FEWER
from network.experiments.training import Images, right

ROWS = 3                           # rows of w_i_h kept
LOW_END, HIGH_END = 0.05, 0.95     # beyond these a hidden value counts as close to 0 or 1
STEPS = 127                        # from no change of a weight to the largest


def rows(variant: Variant, seen: list[tuple[int, dict]], images: Images) -> dict[str, np.ndarray]:
    """How alike the rows of w_i_h are, and the first of them at three moments."""
    kept = [seen[0], seen[len(seen) // 2], seen[-1]]
    return {"spread": np.array([np.ptp(state["w_i_h"], axis=0).max() for _, state in seen], np.float64),
            "rows_updates": np.array([update for update, _ in kept]),
            "rows": np.stack([state["w_i_h"][:ROWS] for _, state in kept])}


def ends(variant: Variant, seen: list[tuple[int, dict]], images: Images) -> dict[str, np.ndarray]:
    """How many hidden values lie on the sigmoid's flat ends."""
    share = [float(at_the_ends(variant.answers(state, images.test)["h"]).mean()) for _, state in seen]
    labels = images.test_labels.argmax(axis=1)
    first = [int(np.argmax(labels == k)) for k in np.unique(labels)]
    values = variant.answers(seen[0][1], images.test[first])["h"]
    return {"ends": np.array(share), "first_ends": np.array(at_the_ends(values).sum()), "first_values": np.array(values.size)}


def strokes(variant: Variant, seen: list[tuple[int, dict]], images: Images) -> dict[str, np.ndarray]:
    """What the run changed in all weights of its hidden neurons, in whole steps, so that it can be drawn."""
    change = seen[-1][1]["w_i_h"] - seen[0][1]["w_i_h"]
    step = float(abs(change).max()) / STEPS or 1.0
    return {"change": np.round(change / step).astype(np.int8), "change_step": np.array(step)}


def judged(variant: Variant, seen: list[tuple[int, dict]], images: Images) -> dict[str, np.ndarray]:
    """Which images the finished net reads rightly: of those it learned from, images.train, and of all test images."""
    parts = {"known_right": (images.train, images.train_labels), "new_right": (images.test, images.test_labels)}
    return {key: right(variant.answers(seen[-1][1], part)["o"], labels).astype(np.uint8) for key, (part, labels) in parts.items()}


def at_the_ends(h: np.ndarray) -> np.ndarray:
    """Which hidden values are close to 0 or 1."""
    return (h < LOW_END) | (h > HIGH_END)


MORE = {"zeros": rows, "equal": rows, "real": ends, "narrow": ends, "reseeded": strokes,
        **{f"images_{part}": judged for part in FEWER}}
