"""Some test images as points by their hidden values, at moments of the real net's run: they sort themselves by class.

Both axes are fixed: two directions among the hidden values, found by gradient descent so that in the end the test images
lie as near as possible to the mean of their own class and far from the others'.
"""
import numpy as np

from network.experiments.limits import as_bytes
from network.experiments.listing import Variant
from network.experiments.training import Images

IMAGES = 300            # test images shown, as many of each class as there are
FITTED = 3000           # test images by which the axes are found, the first ones
STEPS, RATE = 200, 0.05
PAIRS = 8               # neighbours of the two classes that are confused most


def crowd(variant: Variant, seen: list[tuple[int, dict]], images: Images) -> dict[str, np.ndarray]:
    """The arrays of the group crowd; seen: (update, weights) of the moments, the last one the end."""
    labels = images.test_labels.argmax(axis=1)
    index = shown(labels, images.test_labels.shape[1])
    values = variant.answers(seen[-1][1], images.test)
    axes, middle = separating(values["h"].T[:FITTED].astype(np.float64), images.test_labels[:FITTED])
    hidden = np.stack([variant.answers(state, images.test[index])["h"].T for _, state in seen])
    points = (hidden - middle) @ axes
    here = points[-1][:, None] - np.stack([points[-1][labels[index] == k].mean(axis=0)
                                           for k in np.unique(labels[index])])
    nearest = np.unique(labels[index])[(here ** 2).sum(axis=2).argmin(axis=1)]
    confused = most_confused(labels, values["o"].T)
    return {f"crowd.{name}": array for name, array in {
        "updates": np.array([update for update, _ in seen]), "index": index, "labels": labels[index],
        "images": as_bytes(images.test[index]), "hidden": hidden.astype(np.float16),
        "outputs": np.ascontiguousarray(values["o"].T[index]), "axes": axes, "middle": middle,
        "points": points.astype(np.float32), "sorted": np.array((nearest == labels[index]).mean()),
        "confused": np.array(confused), "pairs": neighbours(hidden[-1], labels[index], confused)}.items()}


def shown(labels: np.ndarray, classes: int) -> np.ndarray:
    """Indices of the test images shown: the first ones of each class, class by class."""
    each = max(1, IMAGES // classes)
    return np.concatenate([np.flatnonzero(labels == k)[:each] for k in range(classes)])


def separating(hidden: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two directions (H, 2) for hidden values (n, H) with one-hot labels (n, O), and the middle (H,) from which to measure.

    They descend the cross-entropy of a guess at the class by the squared distance to each class's mean in the plane.
    """
    seen = labels[:, labels.any(axis=0)].astype(np.float64)
    middle = hidden.mean(axis=0)
    x = hidden - middle
    means = seen.T @ x / seen.sum(axis=0)[:, None]
    spread, directions = np.linalg.eigh(x.T @ x / len(x))
    axes = np.zeros((x.shape[1], 2))
    axes[:, :directions.shape[1]] = directions[:, :-3:-1]
    axes *= 3 / max(float(np.sqrt(spread[-1])), 1e-6)
    first, second = np.zeros_like(axes), np.zeros_like(axes)
    for step in range(1, STEPS + 1):      # by Adam's rule (Kingma and Ba, 2015)
        apart = (x @ axes)[:, None] - means @ axes
        guess = -(apart ** 2).sum(axis=2) / 2
        guess = np.exp(guess - guess.max(axis=1, keepdims=True))
        wrong = (seen - guess / guess.sum(axis=1, keepdims=True))[..., None] * apart
        slope = (x.T @ wrong.sum(axis=1) - means.T @ wrong.sum(axis=0)) / len(x)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope ** 2
        axes = axes - RATE * (first / (1 - 0.9 ** step)) / (np.sqrt(second / (1 - 0.99 ** step)) + 1e-8)
    return axes, middle


def most_confused(labels: np.ndarray, outputs: np.ndarray) -> tuple[int, int]:
    """The label and the wrong answer that come together most often, for labels (n,) and outputs (n, O); where nothing is
    answered wrongly, those of the image that comes nearest to it."""
    answers = outputs.argmax(axis=1)
    wrong = np.zeros((outputs.shape[1],) * 2, np.int64)
    np.add.at(wrong, (labels, answers), labels != answers)
    if not wrong.any():
        nearest = nearest_to_wrong(labels, outputs)
        return int(labels[nearest]), int(_others(labels, outputs)[nearest].argmax())
    label, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    return int(label), int(answer)


def nearest_to_wrong(labels: np.ndarray, outputs: np.ndarray) -> int:
    """Of images with labels (n,) and outputs (n, O) the one whose largest other output comes nearest to that of its label."""
    return int((outputs[np.arange(len(labels)), labels] - _others(labels, outputs).max(axis=1)).argmin())


def _others(labels, outputs):
    return np.where(np.arange(outputs.shape[1]) == labels[:, None], -1, outputs)


def neighbours(hidden: np.ndarray, labels: np.ndarray, classes: tuple[int, int]) -> np.ndarray:
    """(n, 2): pairs of places in the crowd, one of each class, nearest by their hidden values (P, H); none twice."""
    one, other = (np.flatnonzero(labels == k) for k in classes)
    away = np.linalg.norm(hidden[one][:, None] - hidden[other], axis=2)
    pairs: list[tuple[int, int]] = []
    while len(pairs) < min(PAIRS, len(one), len(other)):
        i, j = np.unravel_index(away.argmin(), away.shape)
        pairs.append((int(one[i]), int(other[j])))
        away[i], away[:, j] = np.inf, np.inf
    return np.array(pairs, np.int64).reshape(-1, 2)
