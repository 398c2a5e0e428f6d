"""What becomes of the program without the two lines that reshape an image and its label into columns."""

import numpy as np

from network.interpreter import ListingError
from network.program import Program


def flat_sums(run) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first weights times the first image, flat (H,), the bias (H, 1), and what NumPy makes of their sum: (H, H)."""
    product = run.w_i_h[0] @ (run.train_images[0] / 255).astype(np.float32)
    return product, run.b_i_h[0], product + run.b_i_h[0]


def failure(run) -> tuple[str, str]:
    """The listing without its two reshape lines, run on one image: the line that fails, and what NumPy says."""
    program = Program(run.meta["source"])
    dropped = {*program.lines("img"), *program.lines("l")}
    lines = program.source.splitlines()
    rest = "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped) + "\n"
    img = (run.train_images[0] / 255).astype(np.float32)
    l = (np.array(run.meta["classes"]) == run.train_labels[0]).astype(np.float32)
    try:
        Program(rest).step(run.state(0), img, l)
    except ListingError as error:
        return rest.splitlines()[error.line - 1].strip(), error.reason.split(" with")[0]
    raise ValueError("the listing runs without its reshape lines")
