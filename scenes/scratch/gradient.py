"""All slopes of the real net before its first update, for the first training image; or of a net whose weights start equal."""

import numpy as np

from network.program import Program


def all_slopes(run, state: dict[str, np.ndarray] | None = None) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """{array of weights: its slopes}, as the program computes them; and the hidden deltas (H, 1). state: the weights and biases,
    where they are others than the run's at its start."""
    image, label = _first(run)
    values = Program(run.meta["source"]).evaluate(state or run.state(0), image, label)
    delta_h, delta_o = values["delta_h"], values["delta_o"]
    return {"w_i_h": delta_h @ image[None], "b_i_h": delta_h, "w_h_o": delta_o @ values["h"].T, "b_h_o": delta_o}, delta_h


def _first(run) -> tuple[np.ndarray, np.ndarray]:
    """The first training image as the program sees it, (I,), and its label, (O,)."""
    return ((run.train_images[0, run.pixel_index] / 255).astype(float),
            (np.array(run.meta["classes"]) == run.train_labels[0]).astype(float))


def equal_state(run, equal) -> dict[str, np.ndarray]:
    """The weights and biases of the real net as the experiment `equal` starts: all weights are one number, the biases zero."""
    weight = float(equal.rows[0].flat[0])
    return {name: np.full_like(array, weight if name.startswith("w") else 0) for name, array in run.state(0).items()}
