"""Every array of experiments.npz: its shape, its type, the smallest and largest value it may hold, and what it is.

`python -m network.experiments --keys` prints them. Sizes: I inputs, H hidden neurons of the real net, O outputs, N training
images, T test images, S the moments logged of a run (each has its own), and others where they are explained.
"""
from typing import NamedTuple

import numpy as np

from network.experiments.table import FEWER

UNIT, ANY, NATURAL, GREY = (0, 1), (-np.inf, np.inf), (0, np.inf), (0, 255)


class Array(NamedTuple):
    """dimensions: names of sizes, or numbers, separated by blanks."""
    dimensions: str
    dtype: str
    limits: tuple[float, float] | None
    what: str


def _number(limits, what, dtype="float64"):
    return Array("", dtype, limits, what)


def _count(what):
    return _number(NATURAL, what, "int64")


RUN = {      # of each run of the listing: real, and those of table.py
    "updates": Array("S", "int64", NATURAL, "updates done at each logged moment: 0, then spaced logarithmically, and each "
                     "time when as many are done as there are training images; ends early where training went astray"),
    "accuracy": Array("S", "float64", UNIT, "share of all test images read rightly then"),
    "mse": Array("S", "float64", NATURAL, "the squared error that the listing reports, mean over all test images"),
    "cross_entropy": Array("S", "float64", NATURAL, "the cross-entropy, summed over the outputs, mean over all test images"),
    "test_accuracy": _number(UNIT, "the last of accuracy"),
    "known_accuracy": _number(UNIT, "share of the images it learned from that it reads rightly in the end"),
    "learned_from": _count("how many images it learned from"),
    "astray": _number(UNIT, "1 if its weights grew beyond all bounds, else 0", "int64"),
}
ROWS = {     # of zeros and equal
    "spread": Array("S", "float64", NATURAL, "the largest difference between two rows of w_i_h; 0: all are the same"),
    "rows_updates": Array("3", "int64", NATURAL, "when rows was logged: at the start, near the middle of S, at the end"),
    "rows": Array("3 R I", "float32", ANY, "the first rows of w_i_h, up to three"),
}
ENDS = {     # of real and narrow
    "ends": Array("S", "float64", UNIT, "share of the hidden values of all test images below 0.05 or above 0.95"),
    "first_ends": _count("before the first update, how many are so of the first test image of each class"),
    "first_values": _count("of how many"),
}
STROKES = {  # of reseeded
    "change": Array("W I", "int8", (-127, 127), "what the run changed in w_i_h, in steps"),
    "change_step": _number(NATURAL, "how much one step is"),
}
JUDGED = {   # of images_10, images_100 and images_1000
    "known_right": Array("A", "uint8", UNIT, "1 for each image it learned from that it reads rightly in the end"),
    "new_right": Array("T", "uint8", UNIT, "and for each test image"),
}
SUMMARIES = {
    "amounts.images": Array("L", "int64", NATURAL, "numbers of training images tried, ascending, all of them last; as many "
                            "updates with each"),
    "amounts.known": Array("L", "float64", UNIT, "with each, share of these that are read rightly in the end"),
    "amounts.new": Array("L", "float64", UNIT, "and of all test images"),
}
NEURON = {   # the chapter on the bias
    "neuron.points": Array("Q 2", "float32", (0, np.inf), "what it sees of all test images of its two classes"),
    "neuron.labels": Array("Q", "uint8", GREY, "their labels"),
    "neuron.count": _count("Q"),
    "neuron.updates": Array("U", "int64", NATURAL, "logged moments, those of pixels.npz, where its weights are"),
    "neuron.accuracy": Array("U 2", "float64", UNIT, "right of these images without a bias, with a bias"),
    "neuron.without_bias": _number(UNIT, "the last of the first"),
    "neuron.with_bias": _number(UNIT, "the last of the second"),
    "neuron.best_through_origin": _number(UNIT, "right with the best of all lines through the origin"),
    "neuron.best_direction": Array("2", "float64", (-1, 1), "from that line to the side of the first class"),
    "neuron.fixed_accuracy": _number(UNIT, "right with always the same answer, the more frequent class"),
    "neuron.fixed_answer": _count("which class that is"),
}
LIMITS = {   # of the finished real net
    "shifts.pixels": Array("D", "int64", NATURAL, "by how much the test images are moved, 0 first"),
    "shifts.accuracy": Array("D 4", "float64", UNIT, "share read rightly: moved to the right, to the left, down, up"),
    "shifts.mean": Array("D", "float64", UNIT, "mean over the four"),
    "shifts.example": _count("the test image read most surely among those lost when moved furthest to the right"),
    "shifts.example_image": Array("I", "uint8", GREY, "its pixels"),
    "shifts.example_label": _count("its label"),
    "shifts.example_outputs": Array("D O", "float32", UNIT, "outputs for it moved to the right"),
    "inverted.accuracy": _number(UNIT, "share of all test images read rightly black on white"),
    "inverted.answers": Array("O", "int64", NATURAL, "how often each class is the answer then"),
    "inverted.outputs": Array("C O", "float32", UNIT, "outputs for the first test images black on white"),
    "strangers.names": Array("G", "<U8", None, "drawn pictures that are no digit"),
    "strangers.images": Array("G I", "uint8", GREY, "their pixels"),
    "strangers.outputs": Array("G O", "float32", UNIT, "outputs for them"),
}
ANSWERS = {
    "thumbnails.images": Array("T t t", "uint8", GREY, "all test images, shrunk, in 16 greys"),
    "confused.classes": Array("2", "int64", NATURAL, "the label and the wrong answer that come together most often; if nothing "
                              "is read wrongly, those that come nearest to it"),
    "confused.index": Array("F", "int64", NATURAL, "all test images of which this is so; if there are none, the one that "
                             "comes nearest"),
    "confused.images": Array("F I", "uint8", GREY, "their pixels"),
    "confused.outputs": Array("F O", "float32", UNIT, "outputs for them"),
}
LANDSCAPE = {     # M moments of the real net's path; costs are means over the first 1,000 training images
    "landscape.updates": Array("M", "int64", NATURAL, "of the path: spread logarithmically, and evenly"),
    "landscape.path": Array("M 2", "float64", ANY, "where it is in the plane, in units of weights; its end is (0, 0)"),
    "landscape.share": Array("2", "float64", UNIT, "of the squared distances from the end, at moments spread logarithmically, "
                             "what each direction holds"),
    "landscape.even_share": _number(UNIT, "what both hold at moments spread evenly"),
    "landscape.x": Array("X", "float64", ANY, "places of the grid along the first direction"),
    "landscape.y": Array("Y", "float64", ANY, "and along the second"),
    "landscape.mse": Array("Y X", "float32", NATURAL, "the squared error there"),
    "landscape.cross_entropy": Array("Y X", "float32", NATURAL, "the cross-entropy there, which is descended"),
    "landscape.path_mse": Array("M", "float64", NATURAL, "of the path's own weights, which lie beside the plane at first"),
    "landscape.path_cross_entropy": Array("M", "float64", NATURAL, "the same"),
    "landscape.plane_mse": Array("M", "float64", NATURAL, "in the plane where the path is nearest: the surface's height there"),
    "landscape.plane_cross_entropy": Array("M", "float64", NATURAL, "the same"),
}
KNOB = {     # of knob_last, knob_first (a weight of the real net), twin_last, twin_first (of the small one); o: its outputs
    "place": Array("2", "int64", NATURAL, "row and column of the weight in w_h_o (last) or w_i_h (first)"),
    "value": _number(ANY, "what it is before the first update"),
    "turned": Array("V", "float64", ANY, "what it is turned to"),
    "at": _count("which of these is its own value"),
    "h": Array("V h", "float32", UNIT, "hidden values for the first training image"),
    "o": Array("V o", "float32", UNIT, "outputs for it"),
    "mse": Array("V", "float64", NATURAL, "its squared error"),
    "cross_entropy": Array("V", "float64", NATURAL, "its cross-entropy"),
    "mean_mse": Array("V", "float64", NATURAL, "mean over the first 1,000 training images"),
    "mean_cross_entropy": Array("V", "float64", NATURAL, "the same"),
    "slope_mse": _number(ANY, "slope of mse at its own value"),
    "slope_cross_entropy": _number(ANY, "of cross_entropy"),
    "mean_slope_mse": _number(ANY, "of mean_mse"),
    "mean_slope_cross_entropy": _number(ANY, "of mean_cross_entropy"),
}
CROWD = {    # P test images, as many of each class; M moments of the real net's run
    "crowd.updates": Array("m", "int64", NATURAL, "updates done at each moment"),
    "crowd.index": Array("P", "int64", NATURAL, "which test images they are"),
    "crowd.labels": Array("P", "int64", NATURAL, "their labels"),
    "crowd.images": Array("P I", "uint8", GREY, "their pixels"),
    "crowd.hidden": Array("m P H", "float16", UNIT, "their hidden values"),
    "crowd.outputs": Array("P O", "float32", UNIT, "their outputs in the end"),
    "crowd.axes": Array("H 2", "float64", ANY, "the plane's directions among the hidden values, found by gradient descent so "
                        "that the classes lie apart in the end"),
    "crowd.middle": Array("H", "float64", UNIT, "the hidden values at the plane's origin"),
    "crowd.points": Array("m P 2", "float32", ANY, "where they are: (hidden - middle) @ axes"),
    "crowd.sorted": _number(UNIT, "share of them that lie nearest to the middle of their own class in the end"),
    "crowd.confused": Array("2", "int64", NATURAL, "the label and the wrong answer that come together most often"),
    "crowd.pairs": Array("B 2", "int64", NATURAL, "neighbours by their hidden values, one of each of these classes, as "
                         "places in the crowd; the nearest first"),
}
BEND = {
    "bend.part": Array("1", "<U16", None, "the part of an image whose share of the ink is measured: of features.PARTS"),
    "bend.classes": Array("3", "int64", NATURAL, "the class told apart, output 0, from that with less and that with more"),
    "bend.points": Array("E", "float32", ANY, "test images by that number, scaled: (share - middle) / spread"),
    "bend.labels": Array("E", "uint8", GREY, "their labels"),
    "bend.images": Array("E I", "uint8", GREY, "their pixels"),
    "bend.middle": _number(UNIT, "mean of the training images"),
    "bend.spread": _number(UNIT, "and their standard deviation"),
    "bend.count": _count("test images by which accuracies are measured, about half of them of the first class"),
    "bend.fixed_accuracy": _number(UNIT, "right with always the same answer"),
    "bend.best_cut": _number(UNIT, "right with the best border between points"),
    "bend.best_place": _number(ANY, "where that is"),
    "bend.best_above": _number(UNIT, "1 if points above it are taken to be of the first class, else 0"),
}
TWO = {      # of curve and line: nets with one input, two hidden neurons and two outputs
    "updates": Array("S", "int64", NATURAL, "updates done at each logged moment"),
    "accuracy": Array("S", "float64", UNIT, "right of the test images"),
    "test_accuracy": _number(UNIT, "the last of accuracy"),
    "w_i_h": Array("S 2 1", "float32", ANY, "weights"), "b_i_h": Array("S 2 1", "float32", ANY, "and biases"),
    "w_h_o": Array("S 2 2", "float32", ANY, "weights"), "b_h_o": Array("S 2 1", "float32", ANY, "and biases"),
}


def of(group: str, arrays: dict[str, Array], own: str) -> dict[str, Array]:
    """Keys of a group; sizes whose names are among the letters `own` are the group's alone."""
    return {f"{group}.{name}": array._replace(dimensions=" ".join(f"{size}:{group}" if size in own else size
                                                                  for size in array.dimensions.split()))
            for name, array in arrays.items()}


FIXED = {
    **SUMMARIES, **NEURON, **LIMITS, **ANSWERS, **LANDSCAPE, **CROWD, **BEND,
    **{key: array for group in ("knob_last", "knob_first") for key, array in of(group, KNOB, "V h o").items()},
    **{key: array for group in ("twin_last", "twin_first") for key, array in of(group, KNOB, "V h o").items()},
    **{key: array for group in ("curve", "line") for key, array in of(group, TWO, "S").items()},
}
ALSO = {"zeros": ROWS, "equal": ROWS, "real": ENDS, "narrow": ENDS, "reseeded": STROKES,
        **{f"images_{part}": JUDGED for part in FEWER}}


def schema(runs) -> dict[str, Array]:
    """Every key of a file with these runs of the listing."""
    return {key: array for run in runs for key, array in of(run, RUN | ALSO.get(run, {}), "S R W A").items()} | FIXED
