"""All weights and biases of the real net as knobs on one wall: what they are, and how steep the cost is in each of them."""

import numpy as np

from network.program import WEIGHTS, Program

ROOT = 0.15        # exponent of a slope's look: so that small ones are seen, too
TILES = 7          # columns of hidden neurons in the wall


def all_knobs(run, place: np.ndarray) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray, int, int]:
    """What they are and their slopes' looks, both (n,) in -1..1; grid (rows, columns): which one stands where; which one is
    the weight at `place` into the outputs; and the first one of the hidden neuron with the steepest slopes.

    For the first training image, and the weights before the first update. One tile for each hidden neuron, laid out as the
    image is; in those after them the biases and the weights of the outputs.
    """
    (rows, columns), (hidden, inputs) = (int(n) for n in run.image_shape), run.w_i_h.shape[1:]
    state, image = run.state(0), (run.train_images[0, run.pixel_index] / 255).astype(np.float32)
    label = (np.array(run.meta["classes"]) == run.train_labels[0]).astype(np.float32)
    values = Program(run.meta["source"]).evaluate(state, image, label)
    delta_h, delta_o = values["delta_h"], values["delta_o"]
    slopes = np.concatenate([(delta_h @ image[None]).ravel(), delta_h.ravel(), (delta_o @ values["h"].T).ravel(),
                             delta_o.ravel()])
    weights = np.concatenate([state[name].ravel() for name in WEIGHTS])
    looks = np.sign(slopes) * (np.abs(slopes) / np.abs(slopes).max()) ** ROOT
    output, neuron = (int(n) for n in place)
    chosen = hidden * inputs + hidden + output * hidden + neuron
    steepest = int(np.abs(delta_h).argmax()) * inputs
    return (weights / np.abs(weights).max(), looks), _grid(len(slopes), rows, columns), chosen, steepest


def _grid(count, rows, columns):
    """Tiles of rows x columns, TILES of them side by side; -1 where nothing stands."""
    tiled = -(-count // (rows * columns))
    grid = np.full((-(-tiled // TILES) * (rows + 1) - 1, TILES * (columns + 1) - 1), -1)
    for k in range(tiled):
        row, column = (rows + 1) * (k // TILES), (columns + 1) * (k % TILES)
        tile = np.arange(rows * columns).reshape(rows, columns) + k * rows * columns
        tile[tile >= count] = -1
        grid[row:row + rows, column:column + columns] = tile
    return grid
