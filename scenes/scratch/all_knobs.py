"""All weights and biases of the real net as knobs on one wall: what they are, and how steep the cost is in each of them."""

from collections.abc import Callable

import numpy as np
from manim import VGroup, rate_functions

from network.program import WEIGHTS
from scenes.kit.dials import Dials
from scenes.kit.moments import PlayThrough
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.gradient import all_slopes

ROOT = 0.15        # exponent of a slope's look: so that small ones are seen, too
GAP, OVER = 0.75, 0.45     # between the names of two counts; from names to the middles of the counts over them
TILES = 7          # columns of hidden neurons in the wall
FURTHEST = 0.6     # of all the way that a pointer has, it is turned at most


def all_knobs(run, place: np.ndarray,
              state: dict[str, np.ndarray] | None = None) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray, int, int]:
    """What they are and their slopes' looks, both (n,) in -1..1; grid (rows, columns): which one stands where; which one is
    the weight at `place` into the outputs; and the first one of the hidden neuron with the steepest slopes.

    For the first training image, and the weights before the first update, or those of another state. One tile for each hidden
    neuron, laid out as the image is; in those after them the biases and the weights of the outputs.
    """
    (rows, columns), (hidden, inputs) = (int(n) for n in run.image_shape), run.w_i_h.shape[1:]
    state, steep, delta_h = state or run.state(0), *all_slopes(run, state)
    slopes = np.concatenate([steep[name].ravel() for name in WEIGHTS])
    weights = np.concatenate([state[name].ravel() for name in WEIGHTS])
    looks = np.sign(slopes) * (np.abs(slopes) / np.abs(slopes).max()) ** ROOT
    output, neuron = (int(n) for n in place)
    chosen = hidden * inputs + hidden + output * hidden + neuron
    steepest = int(np.abs(delta_h).argmax()) * inputs
    return (weights / np.abs(weights).max(), looks), _grid(len(slopes), rows, columns), chosen, steepest


def tiles(run, numbers: dict[str, np.ndarray]) -> np.ndarray:
    """One number for each weight and bias as pictures (n, I), in the order of that wall; 0 where none stands."""
    flat, inputs = np.concatenate([numbers[name].ravel() for name in WEIGHTS]), run.w_i_h.shape[2]
    return np.pad(flat, (0, -len(flat) % inputs)).reshape(-1, inputs)


def one_neuron(run, dials: tuple, first: int, width: float) -> Dials:
    """The knobs of one hidden neuron, laid out as the image is, from its first one on, so fine that they are seen from near."""
    rows, columns = (int(n) for n in run.image_shape)
    return Dials(*dials, first + np.arange(rows * columns).reshape(rows, columns), width, first).show(1, first)


def turned(tile: Dials, start: float, end: float) -> PlayThrough:
    """All pointers turn by a share of their slopes, against them where it is positive."""
    first = int(tile.grid[0, 0])
    return PlayThrough([tile], lambda moved: tile.show(1, first, 1, moved), start, end, rate_func=rate_functions.smooth)


def parameters(run) -> int:
    """How many weights and biases there are."""
    return sum(getattr(run, name)[0].size for name in WEIGHTS)


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


def count_of(run, total: str, text: Callable[[str], str]) -> VGroup:
    """How many there are: the weights into either layer and the biases, each number over its name, and their sum.

    total: the sum's key; text: a text on screen by its key.
    """
    keys = {"into_hidden": "digits:w_i_h[0].size", "into_outputs": "digits:w_h_o[0].size",
            "biases": "digits:b_i_h[0].size+b_h_o[0].size", "knobs": total}
    counts = [run.w_i_h[0].size, run.w_h_o[0].size, run.b_i_h[0].size + run.b_h_o[0].size]
    numbers = [Number(count, 0, size=TITLE, source=key) for key, count in zip(keys.values(), (*counts, sum(counts)), strict=True)]
    names = in_line(*(words(text(name), BODY, role("quiet")) for name in keys), buff=GAP)
    for number, name in zip(numbers, names, strict=True):
        number.move_to([name.get_x(), names.get_top()[1] + OVER, 0])
    signs = VGroup(*(words(sign, TITLE, role("quiet")).move_to([(left.get_right()[0] + right.get_left()[0]) / 2,
                                                                numbers[0].get_y(), 0])
                     for sign, left, right in zip("++=", names, names[1:])))
    return VGroup(*numbers, names, signs)
