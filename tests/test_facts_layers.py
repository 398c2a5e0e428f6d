"""What the chapter on layers says, proved."""

import numpy as np

from network import snapshots
from scenes.film.edition import edition
from scenes.kit.diagram import NetworkDiagram
from scenes.layers import Layers
from scenes.scratch.cast import badge, telling_inputs
from scenes.scratch.film import FILM


def test_fully_connected_means_an_edge_for_each_weight_from_each_neuron_to_each_of_the_next_layer():
    run = snapshots.load("pixels")
    net = NetworkDiagram(run.sizes)
    for k, w in enumerate((run.w_i_h[0], run.w_h_o[0])):
        joined = {(_at(net.layers[k], edge.get_start()), _at(net.layers[k + 1], edge.get_end()))
                  for edge in net.edges_between(k)}
        assert len(joined) == len(net.edges_between(k)) == w.size


def test_the_inputs_that_are_drawn_differ_from_image_to_image_and_lie_all_over_the_ink():
    run = snapshots.load("digits")
    inputs = telling_inputs(run, 10)
    spread = run.train_images.astype(float).std(axis=0)
    assert len(set(inputs)) == 10 and inputs == sorted(inputs)
    assert (spread[inputs] > np.percentile(spread, 85)).all()
    assert inputs[-1] - inputs[0] > run.sizes[0] / 2 and spread[0] == spread[-1] == 0


def test_all_inputs_are_drawn_where_there_are_few():
    assert telling_inputs(snapshots.load("pixels"), 10) == [0, 1, 2, 3, 4]


def test_the_badge_says_which_net_is_on_screen():
    chapter = Layers(skip_animations=True, edition=edition(FILM, {}))
    said = {run.path.stem: " ".join(part.writing.string for part in badge(chapter, run)[1][1])
            for run in (chapter.digits, chapter.pixels)}
    assert said == {"digits": "real net 784-20-10", "pixels": "small twin 5-4-3"}


def _at(layer, point):
    """Which neuron of a layer an edge's end touches."""
    return int(np.argmin([np.linalg.norm(neuron.get_center() - point) for neuron in layer]))


def test_the_small_net_gets_as_many_right_as_is_said_from_the_pixels_that_are_shown():
    run = snapshots.load("pixels")
    chapter = Layers(skip_animations=True, edition=edition(FILM, {}))
    answers = np.array(run.meta["classes"])[run.test_outputs.argmax(axis=1)]
    assert chapter.facts["pixels_accuracy"] == f"{round(100 * float((answers == run.test_labels).mean()))} percent"
    shown = chapter.only_seen(0.0)
    assert set(np.flatnonzero(shown)) <= set(run.pixel_index) and np.allclose(chapter.only_seen(1.0) * 255, run.probe_images[0])
    assert np.allclose(shown[run.pixel_index], run.inputs_of(0)[:, 0])
