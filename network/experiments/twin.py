"""What is asked of the small net's images: the single neuron's runs, and a weight turned before the first update."""
import numpy as np

from network.experiments.knob import first_weights, knobs
from network.experiments.listing import Variant
from network.experiments.origin import neuron
from network.experiments.training import Images
from network.mnist import DataSet
from network.pixels import choose_pixels, example_first, small_data_set
from network.train import SMALL_HIDDEN


def twin(data: DataSet, settings: dict) -> dict[str, np.ndarray]:
    """The arrays of the groups neuron, twin_last and twin_first; settings: those of the real net."""
    small = small_data_set(data)
    pixel_index = choose_pixels(small.train_images, small.train_labels)
    small = example_first(small, pixel_index)
    images = Images(*small.part("train", pixel_index), *small.part("test", pixel_index))
    variant = Variant((), {**settings, "hidden": SMALL_HIDDEN})
    return {**neuron(small, settings["learn_rate"], settings["seed"]),
            **knobs(variant, first_weights(variant, images), images, "twin")}
