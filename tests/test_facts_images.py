"""What the chapter on images says of the data."""

import numpy as np
from film_tools import changed, said
from manim import Square

from network import snapshots
from network.mnist import read_data_set
from scenes.film.edition import edition
from scenes.film.rehearse import rehearse
from scenes.film.stage.observers import Observer
from scenes.kit.diagram import Neuron, neuron_fill
from scenes.kit.digit import Digit
from scenes.scratch.cast import large_net
from scenes.scratch.film import FILM
from scenes.scratch.subject import Subject


def test_rows_times_columns_are_the_inputs():
    run = snapshots.load("digits")
    assert int(np.prod(run.image_shape)) == run.meta["inputs"] == run.train_images.shape[1]


def test_where_the_images_are_from_is_told_of_mnist_as_mnist():
    run = snapshots.load("digits")
    fashion = changed(run, meta=run.meta | {"data": run.meta["data"] | {"name": "fashion"}})
    origin, other = (said(digits=digits, subject=subject)["data_origin"]
                      for digits, subject in ((run, Subject({"kind": "MNIST", "own": {}})), (fashion, Subject())))
    assert "MNIST" in origin and "NIST's Special Databases" in origin
    assert "NIST" not in other and "fashion" in other


def test_the_sets_are_as_large_as_is_said():
    data, facts = read_data_set(), said()
    assert facts["train_count"] == f"{len(data.train_images):,}"
    assert facts["test_count"] == f"{len(data.test_images):,}"


def test_the_images_on_the_wall_are_the_first_ones_in_the_order_of_use():
    data, run = read_data_set(), snapshots.load("digits")
    assert np.array_equal(data.train_images[:len(run.train_images)], run.train_images)
    assert np.array_equal(data.train_labels[:len(run.train_labels)], run.train_labels)


class Column(Observer):
    """Where the marks around pixels are when the image has become a column, which pixels these are, and the input neurons."""

    def beat_ends(self, key):
        if key == "column":
            parts = [part for mobject in self.scene.mobjects for part in mobject.get_family()]
            digit, = (part for part in parts if isinstance(part, Digit))
            neurons = [part for part in parts if isinstance(part, Neuron) and part.number is None]
            first = min(neuron.get_x() for neuron in neurons)
            column = sorted((one for one in neurons if np.isclose(one.get_x(), first)), key=lambda one: -one.get_y())
            marks = [part.get_center() for part in parts if isinstance(part, Square) and part.width < digit.width / 10]
            self.pixels = [int(np.linalg.norm([digit.point(i) - mark for i in range(digit.pixels.size)], axis=1).argmin())
                           for mark in marks]
            self.away = [float(np.linalg.norm(digit.point(i) - mark)) for i, mark in zip(self.pixels, marks, strict=True)]
            self.values = digit.pixels.ravel() / 255
            self.fills = [neuron.circle.get_fill_color().to_hex() for neuron in column]


def test_the_marked_pixels_are_those_of_the_input_neurons_that_light_up():
    seen, drawn = Column(), large_net(snapshots.load("digits")).shown[0]
    rehearse(edition(FILM, {"VOICE": "none"}, quality="l"), FILM.file("images"), seen)
    assert seen.pixels == list(drawn) and max(seen.away) < 1e-6
    assert seen.fills == [neuron_fill(float(seen.values[i]), "activation", 1.0).to_hex() for i in drawn]
    assert len(set(seen.fills)) > 1
