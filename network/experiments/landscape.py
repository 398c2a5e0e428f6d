"""The cost over the plane in which the real net's weights travelled furthest, and their path in that plane.

The plane goes through the end of the path; its directions are the main ones of where the path was, seen from there
(as in H. Li and others, "Visualizing the Loss Landscape of Neural Nets", 2018). What a path has beside the plane is little,
but at first it counts: the cost falls steeply for some hundred updates while the weights hardly move. Both are logged.
"""
import numpy as np

from network.experiments.listing import Variant
from network.experiments.training import Images
from network.recorder import costs_of

COST_IMAGES = 1000     # training images that a cost is averaged over, the first ones
GRID = 49              # points each way
MARGIN = 0.2           # of the path's length each way: so far does the grid reach beyond it
SLIMMEST = 0.5         # the shorter way is at least so long, compared with the longer


def landscape(variant: Variant, seen: list[tuple[int, dict]], spread: set[int], even: set[int],
              images: Images) -> dict[str, np.ndarray]:
    """The arrays of the group landscape.

    seen: (update, weights) of the path, the last one its end. The plane is that of the moments `spread`, which lie
    logarithmically; what it holds of the path is also told of the moments `even`.
    """
    cost = _Cost(variant, seen[-1][1], images)
    path = np.stack([flat(state) for _, state in seen])
    away = path - path[-1]
    updates = np.array([update for update, _ in seen])
    evenly = np.isin(updates, list(even))
    axes, share = main_directions(away[np.isin(updates, list(spread))])
    places = away @ axes.T
    x, y = grid(places)
    on_plane = np.array([[cost(path[-1] + axes.T @ (a, b)) for a in x] for b in y])
    on_path = np.array([cost(weights) for weights in path])
    beneath = np.array([cost(path[-1] + axes.T @ place) for place in places])
    return {f"landscape.{name}": array for name, array in {
        "updates": updates, "path": places, "share": share,
        "even_share": np.array((places[evenly] ** 2).sum() / (away[evenly] ** 2).sum()), "x": x, "y": y,
        "mse": on_plane[..., 0].astype(np.float32), "cross_entropy": on_plane[..., 1].astype(np.float32),
        "path_mse": on_path[:, 0].copy(), "path_cross_entropy": on_path[:, 1].copy(),
        "plane_mse": beneath[:, 0].copy(), "plane_cross_entropy": beneath[:, 1].copy()}.items()}


def flat(state: dict) -> np.ndarray:
    """All weights and biases in one row, float64."""
    return np.concatenate([array.ravel() for array in state.values()], dtype=np.float64)


def main_directions(away: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two directions (2, n) in which points (m, n) lie furthest from the origin, and what share of the squared
    distances each of them holds. The first point's coordinates are positive."""
    values, vectors = np.linalg.eigh(away @ away.T)
    axes = vectors[:, :-3:-1].T @ away
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    signs = np.where(axes @ away[0] < 0, -1.0, 1.0)
    return axes * signs[:, None], values[:-3:-1] / values.sum()


def grid(places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates (GRID,) each way around a path (m, 2)."""
    low, high = places.min(axis=0), places.max(axis=0)
    length = np.maximum(high - low, SLIMMEST * (high - low).max()) * (1 + 2 * MARGIN)
    start = (low + high - length) / 2
    x, y = (np.linspace(start[i], start[i] + length[i], GRID) for i in (0, 1))
    return x, y


class _Cost:
    """Both costs (2,), as recorder.costs_of gives them, of weights in one row."""

    def __init__(self, variant, state, images):
        self._variant, self._shapes = variant, {name: array.shape for name, array in state.items()}
        self._images, self._labels = images.train[:COST_IMAGES], images.train_labels[:COST_IMAGES].T

    def __call__(self, weights: np.ndarray) -> tuple[float, float]:
        ends = np.cumsum([int(np.prod(shape)) for shape in self._shapes.values()])[:-1]
        state = {name: part.reshape(shape).astype(np.float32)
                 for (name, shape), part in zip(self._shapes.items(), np.split(weights, ends))}
        return costs_of(self._variant.answers(state, self._images), self._labels)
