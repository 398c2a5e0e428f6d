"""What becomes of the program's first sums without the line that reshapes an image into a column."""

import numpy as np


def flat_sums(run) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first weights times the first image, flat (H,), the bias (H, 1), and what NumPy makes of the sum: (H, H)."""
    product = run.w_i_h[0] @ (run.train_images[0] / 255).astype(np.float32)
    return product, run.b_i_h[0], product + run.b_i_h[0]
