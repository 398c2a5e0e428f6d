"""One weight turned like a knob: what the outputs and the cost do, before anything has been learned.

It is the weight whose slope is steepest for the first image, in the last layer and in the first.
"""
import numpy as np

from network.experiments.listing import Variant
from network.experiments.training import Images, train
from network.recorder import costs_of

REACH = 4.0            # so far each way is it turned
STEPS = 80             # values each way
MEAN_IMAGES = 1000     # training images that the mean is of, the first ones
HAIR = 1e-4            # so far is a weight turned for its slope
LAYERS = {"last": "w_h_o", "first": "w_i_h"}


def knobs(variant: Variant, state: dict, images: Images, group: str) -> dict[str, np.ndarray]:
    """The arrays of the groups GROUP_last and GROUP_first; state: the weights that a run starts with."""
    return {f"{group}_{layer}.{key}": array for layer, name in LAYERS.items()
            for key, array in _turned(variant, state, images, name).items()}


def first_weights(variant: Variant, images: Images) -> dict[str, np.ndarray]:
    """The weights before the first update of a listing on these images."""
    once = Variant(variant.changes, {**variant.changed_settings, "epochs": 1})
    [(_, state)], _ = train(once, images._replace(train=images.train[:1], train_labels=images.train_labels[:1]), [0])
    return state


def _turned(variant, state, images, name) -> dict[str, np.ndarray]:
    """What turning one weight of the array `name` does, that of the steepest slope."""
    first, many = ((images.train[:n], images.train_labels[:n]) for n in (1, MEAN_IMAGES))
    deltas = variant.evaluate(state, first[0][0], first[1][0])
    slopes = (deltas["delta_o"] * deltas["h"].T if name == "w_h_o" else deltas["delta_h"] * first[0])
    place = np.unravel_index(np.abs(slopes).argmax(), slopes.shape)
    value = float(state[name][place])
    values = value + np.linspace(-REACH, REACH, 2 * STEPS + 1)

    def at(to: float, given) -> dict:
        """The forward lines' values for images when the weight is `to`; in 64 bits, so that a hair counts."""
        turned = {key: array.astype(np.float64) for key, array in state.items()}
        turned[name][place] = to
        return variant.answers(turned, given[0])

    def costs(given, points) -> np.ndarray:
        return np.array([costs_of(at(to, given), given[1].T) for to in points]).T

    def slope(given) -> np.ndarray:
        lower, higher = costs(given, (value - HAIR, value + HAIR)).T
        return (higher - lower) / (2 * HAIR)

    one, mean, one_slope, mean_slope = costs(first, values), costs(many, values), slope(first), slope(many)
    return {"place": np.array(place, np.int64), "value": np.array(value), "at": np.array(STEPS), "turned": values,
            "h": np.stack([at(to, first)["h"][:, 0] for to in values]).astype(np.float32),
            "o": np.stack([at(to, first)["o"][:, 0] for to in values]).astype(np.float32),
            "mse": one[0].copy(), "cross_entropy": one[1].copy(),
            "mean_mse": mean[0].copy(), "mean_cross_entropy": mean[1].copy(),
            "slope_mse": one_slope[0], "slope_cross_entropy": one_slope[1],
            "mean_slope_mse": mean_slope[0], "mean_slope_cross_entropy": mean_slope[1]}
