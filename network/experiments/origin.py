"""How often the single neuron of network/neuron.py is right on all test images, and how often no training would do better."""
import numpy as np

from network.mnist import DataSet
from network.neuron import CLASSES, accuracies, learned, test_points


def neuron(data: DataSet, learn_rate: float, seed: int) -> dict[str, np.ndarray]:
    """The arrays of the group neuron: both variants' runs, judged by all test images of the two classes.

    data: the small net's images in the order in which it takes them.
    """
    points, labels = test_points(data)
    updates, weights, biases = learned(data, learn_rate, seed)
    accuracy = accuracies(points, labels, weights, biases)
    best, direction = best_through_origin(points, labels == CLASSES[0])
    return {f"neuron.{name}": array for name, array in {
        "points": points, "labels": labels, "count": np.array(len(labels)), "updates": updates, "accuracy": accuracy,
        "without_bias": accuracy[-1, 0], "with_bias": accuracy[-1, 1], "best_through_origin": np.array(best),
        "best_direction": direction, "fixed_accuracy": np.array(max((labels == k).mean() for k in CLASSES)),
        "fixed_answer": np.array(max(CLASSES, key=lambda k: (labels == k).sum()))}.items()}


def best_through_origin(points: np.ndarray, wanted: np.ndarray) -> tuple[float, np.ndarray]:
    """(the largest share of points (Q, 2) that a line through the origin can have on the right sides, the direction (2,)
    from it in which points are to be `wanted`, (Q,) bool).

    Exact: a line's answer changes only where it meets a point, so that one line between each two neighbours is enough.
    """
    angles = np.arctan2(points[:, 1], points[:, 0]).astype(np.float64)
    meets = np.unique(np.concatenate([angles + np.pi / 2, angles - np.pi / 2]) % (2 * np.pi))
    tried = (meets + np.append(meets[1:], meets[0] + 2 * np.pi)) / 2
    directions = np.stack([np.cos(tried), np.sin(tried)])
    right = np.array([(((points @ way) > 0) == wanted).mean() for way in directions.T])
    return float(right.max()), directions[:, right.argmax()]
