"""All slopes of the real net before its first update, for the first training image, and what it costs to go along them, or just
as far another way."""

from collections.abc import Callable

import numpy as np

from network.program import WEIGHTS, Program


def all_slopes(run) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """{array of weights: its slopes}, as the program computes them; and the hidden deltas (H, 1)."""
    image, label = _first(run)
    values = Program(run.meta["source"]).evaluate(run.state(0), image, label)
    delta_h, delta_o = values["delta_h"], values["delta_o"]
    return {"w_i_h": delta_h @ image[None], "b_i_h": delta_h, "w_h_o": delta_o @ values["h"].T, "b_h_o": delta_o}, delta_h


def alike(steep: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """As long as all slopes together, but equally far for each weight and bias that has a slope: each uphill."""
    sloped = sum(np.count_nonzero(slopes) for slopes in steep.values())
    return {name: np.sqrt(_squared(steep) / sloped) * np.sign(slopes) for name, slopes in steep.items()}


def cost_along(run, way: dict[str, np.ndarray]) -> Callable[[float], float]:
    """The cross-entropy when all weights and biases have gone a way, as a function of how far; the way is as long as all slopes.

    At -1 they have gone against it as far as would bring the cost to 0, if all went against their slopes and it went on as
    steeply as it begins.
    """
    (image, label), state, program = _first(run), run.state(0), Program(run.meta["source"])

    def cost(far: float) -> float:
        moved = {name: state[name] + far * way[name].reshape(state[name].shape) for name in WEIGHTS}
        outputs = program.forward(moved, image[:, None])["o"][:, 0]
        return float(-np.log(np.where(label == 1, outputs, 1 - outputs)).sum())
    reach = cost(0) / _squared(way)
    return lambda far: cost(far * reach)


def _squared(way):
    return sum(float((part ** 2).sum()) for part in way.values())


def _first(run) -> tuple[np.ndarray, np.ndarray]:
    """The first training image as the program sees it, (I,), and its label, (O,)."""
    return ((run.train_images[0, run.pixel_index] / 255).astype(float),
            (np.array(run.meta["classes"]) == run.train_labels[0]).astype(float))
