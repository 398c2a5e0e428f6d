"""What the chapter on layers says, proved."""

import numpy as np
from film_tools import said

from network import snapshots
from scenes import layers
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import SIDE, Digit


def test_the_number_of_weights_is_what_the_sizes_multiply_to():
    run = snapshots.load("pixels")
    inputs, hidden, outputs = run.sizes
    assert said(pixels=run)["pixels_weights"] == str(inputs * hidden + hidden * outputs)


def test_fully_connected_means_an_edge_for_each_weight_from_each_neuron_to_each_of_the_next_layer():
    run = snapshots.load("pixels")
    net = NetworkDiagram(run.sizes)
    for k, w in enumerate((run.w_i_h[0], run.w_h_o[0])):
        joined = {(_at(net.layers[k], edge.get_start()), _at(net.layers[k + 1], edge.get_end()))
                  for edge in net.edges_between(k)}
        assert len(joined) == len(net.edges_between(k)) == w.size


def test_a_convolution_is_a_layer_that_is_not_fully_connected():
    digit = Digit(snapshots.load("pixels").probe_images[0])
    means = layers.patch_means(digit)
    weights = np.array([_weights_into(k) for k in range(len(means))])
    assert np.allclose(weights @ digit.pixels.ravel() / 255, means)
    assert ((weights != 0).sum(axis=1) == layers.PATCH ** 2).all()    # each neuron sees its patch and nothing else
    assert len(np.unique(weights[weights != 0])) == 1                 # and all of them use the same weights


def _at(layer, point):
    """Which neuron of a layer an edge's end touches."""
    return int(np.argmin([np.linalg.norm(neuron.get_center() - point) for neuron in layer]))


def _weights_into(k):
    across = SIDE // layers.PATCH
    row, column = (layers.PATCH * n for n in divmod(k, across))
    weights = np.zeros((SIDE, SIDE))
    weights[row:row + layers.PATCH, column:column + layers.PATCH] = 1 / layers.PATCH ** 2
    return weights.ravel()
