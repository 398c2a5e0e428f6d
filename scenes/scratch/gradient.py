"""All slopes of the real net before its first update, for the first training image."""

import numpy as np

from network.program import Program


def all_slopes(run) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """{array of weights: its slopes}, as the program computes them; and the hidden deltas (H, 1)."""
    image, label = _first(run)
    values = Program(run.meta["source"]).evaluate(run.state(0), image, label)
    delta_h, delta_o = values["delta_h"], values["delta_o"]
    return {"w_i_h": delta_h @ image[None], "b_i_h": delta_h, "w_h_o": delta_o @ values["h"].T, "b_h_o": delta_o}, delta_h


def _first(run) -> tuple[np.ndarray, np.ndarray]:
    """The first training image as the program sees it, (I,), and its label, (O,)."""
    return ((run.train_images[0, run.pixel_index] / 255).astype(float),
            (np.array(run.meta["classes"]) == run.train_labels[0]).astype(float))
