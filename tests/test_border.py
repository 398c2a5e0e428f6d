"""Where the finished net's answer changes between two real images, as the closing shows it."""

import numpy as np
import pytest

from network.program import Program
from scenes.scratch.border import STEPS, SURE, way


@pytest.fixture(scope="module")
def found(run, log):
    return way(run, log.crowd)


def test_it_goes_from_a_test_image_of_one_class_to_one_of_the_other(found, run, log):
    crowd = log.crowd
    for place, pixels, output in zip(found.pair, (found.before, found.after), (found.labelled, found.answered), strict=True):
        assert crowd.labels[place] == output and np.array_equal(crowd.images[place].ravel(), np.round(255 * pixels))
        assert run.test_outputs[crowd.index[place]].argmax() == output and crowd.outputs[place, output] >= SURE
    assert [found.labelled, found.answered] == crowd.confused.tolist()


@pytest.mark.parametrize("share", [0, 0.37, 1])
def test_the_outputs_on_the_way_are_those_of_the_listing_s_own_lines(found, run, share):
    image = found.at(share).astype(np.float32)[run.pixel_index][:, None]
    outputs = Program(run.meta["source"]).forward(run.state(-1), image)["o"][:, 0]
    assert found.says(share) == pytest.approx(outputs, abs=1e-3)


def test_the_answer_changes_once_and_where_it_stands_still(found):
    largest = found.outputs.argmax(axis=1)
    assert found.clear and set(largest) == {found.labelled, found.answered} and np.count_nonzero(np.diff(largest)) == 1
    place = round(found.turns * STEPS)
    assert largest[place - 1] == found.labelled and largest[place] == found.answered
    before, after = found.outputs[place - 1], found.outputs[place]
    assert abs(before[found.labelled] - before[found.answered]) + abs(after[found.answered] - after[found.labelled]) < 0.2
