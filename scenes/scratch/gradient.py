"""All slopes of the real net before its first update, for the first training image, and what it costs to go along them."""

from collections.abc import Callable

import numpy as np

from network.program import WEIGHTS, Program


def all_slopes(run) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """{array of weights: its slopes}, as the program computes them; and the hidden deltas (H, 1)."""
    image, label = _first(run)
    values = Program(run.meta["source"]).evaluate(run.state(0), image, label)
    delta_h, delta_o = values["delta_h"], values["delta_o"]
    return {"w_i_h": delta_h @ image[None], "b_i_h": delta_h, "w_h_o": delta_o @ values["h"].T, "b_h_o": delta_o}, delta_h


def cost_along(run) -> Callable[[float], float]:
    """The cross-entropy when all weights and biases have gone along all slopes, as a function of how far.

    At -1 they have gone against them as far as would bring the cost to 0, if it went on as steeply as it begins.
    """
    (image, label), (steep, _), state = _first(run), all_slopes(run), run.state(0)
    program, length = Program(run.meta["source"]), sum(float((slopes ** 2).sum()) for slopes in steep.values())

    def cost(far: float) -> float:
        moved = {name: state[name] + far * steep[name].reshape(state[name].shape) for name in WEIGHTS}
        outputs = program.forward(moved, image[:, None])["o"][:, 0]
        return float(-np.log(np.where(label == 1, outputs, 1 - outputs)).sum())
    reach = cost(0) / length
    return lambda far: cost(far * reach)


def _first(run) -> tuple[np.ndarray, np.ndarray]:
    """The first training image as the program sees it, (I,), and its label, (O,)."""
    return ((run.train_images[0, run.pixel_index] / 255).astype(float),
            (np.array(run.meta["classes"]) == run.train_labels[0]).astype(float))
