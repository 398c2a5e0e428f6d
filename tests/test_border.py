"""How little ink changes the finished net's answer, as the closing shows it."""

from types import SimpleNamespace

import numpy as np
import pytest

from network.program import Program
from scenes.kit import theme
from scenes.scratch.border import INK, STEPS, SURE, Strokes, borders
from scenes.scratch.hard import hard_pair
from scenes.scratch.one_each import OneEach, UnderPen
from scenes.scratch.rule_tried import Tried


@pytest.fixture(scope="module")
def both(run, log):
    return borders(run, log.crowd)


@pytest.fixture(scope="module")
def found(both):
    return both.way


def said(run, image):
    """What the listing's own lines make of an image (I,)."""
    inputs = np.asarray(image, np.float32)[run.pixel_index][:, None]
    return Program(run.meta["source"]).forward(run.state(-1), inputs)["o"][:, 0]


def test_it_begins_with_a_test_image_that_is_read_rightly_and_surely(found, run, log):
    crowd = log.crowd
    assert [found.labelled, found.answered] == crowd.confused.tolist()
    assert crowd.labels[found.place] == found.labelled
    assert np.array_equal(crowd.images[found.place].ravel(), np.round(255 * found.at(0)))
    assert run.test_outputs[crowd.index[found.place]].argmax() == found.labelled
    assert crowd.outputs[found.place, found.labelled] >= SURE


@pytest.mark.parametrize("share", [0, 0.37, 1])
def test_the_outputs_on_the_way_are_those_of_the_listing_s_own_lines(found, run, share):
    assert found.says(share) == pytest.approx(said(run, found.at(share)), abs=0.02)


def test_the_answer_changes_once_and_where_it_stands_still(found):
    largest = found.outputs.argmax(axis=1)
    assert found.clear and set(largest) == {found.labelled, found.answered} and np.count_nonzero(np.diff(largest)) == 1
    place = round(found.turns * STEPS)
    assert largest[place - 1] == found.labelled and largest[place] == found.answered
    assert found.outputs[-1, found.answered] >= SURE


def test_each_stroke_that_was_tried_takes_less_ink_and_does_not_change_it(found, run):
    least = found.at(1).sum()
    tried = found.tried.drawn().reshape(len(found.tried.starts), -1)
    assert len(tried) == len(found.tried_outputs) > 100
    added = tried.sum(axis=1)
    assert (added < least).all() and (np.diff(added) >= 0).all()
    assert (found.tried_outputs.argmax(axis=1) != found.answered).all()
    for k in (0, len(tried) // 2, len(tried) - 1):
        assert found.tried_outputs[k] == pytest.approx(said(run, tried[k]), abs=1e-4)


def test_a_stroke_only_adds_ink_and_more_the_longer_it_is(found):
    drawn = [found.at(share) for share in (0, 0.3, 0.6, 1)]
    for before, after in zip(drawn, drawn[1:], strict=False):
        assert (after >= before - 1e-6).all() and after.sum() > before.sum() and after.max() <= 1


def horseshoe(width=12):
    """A picture of three sides of a rectangle, and the strokes over it."""
    picture = np.zeros((16, 16))
    picture[3:9, [3, width]] = 1
    picture[8, 3:width + 1] = 1
    return picture, Strokes.over(picture)


def test_strokes_go_from_ink_to_ink_and_are_not_too_long():
    picture, strokes = horseshoe()
    ends = np.concatenate([strokes.starts, strokes.ends]).astype(int)
    assert (picture[ends[:, 0], ends[:, 1]] > INK).all()
    lengths = np.hypot(*(strokes.starts - strokes.ends).T)
    assert 0 < lengths.min() and lengths.max() <= 8


@pytest.mark.parametrize("start, end, upside, closes", [((3, 10), (3, 3), False, True), ((12, 10), (12, 3), True, False),
                                                        ((8, 3), (8, 10), False, False), ((5, 3), (3, 6), False, False)])
def test_a_loop_is_closed_in_the_upper_half(found, start, end, upside, closes):
    picture, _ = horseshoe(10)
    one = Strokes(picture[::-1] if upside else picture, *np.array([[start], [end]], np.float32)).one(0)
    assert type(found)(0, one, found.tried, found.tried_outputs, 0, 1, found.outputs).closes == closes
    assert one.starts[0, 1] <= one.ends[0, 1]


def test_where_no_stroke_changes_it_the_one_that_comes_nearest_is_taken(run, log):
    """A class that no little ink makes of the other: ones of zeros."""
    other = SimpleNamespace(confused=np.array([0, 1]), images=log.crowd.images, labels=log.crowd.labels)
    found = borders(run, other).way
    assert not found.clear and found.turns == 0.5 and found.labelled == 0


def test_of_each_image_the_first_stroke_by_its_ink_that_turns_it_is_drawn(both, run, log):
    """Most fours become nines by one stroke, each of these at the top; the film says so."""
    assert len(both.all) > 15 and 0.8 * len(both.all) < len(both.turned) < len(both.all)
    assert len({one.place for one in both.all}) == len(both.all) and all(one.upper for one in both.turned)
    for one in both.all:
        before, after = (said(run, one.at(share).ravel()).argmax() for share in (0, 1))
        assert log.crowd.labels[one.place] == before == both.way.labelled
        assert (after == both.way.answered) == one.turns
        assert (one.added >= -1e-6).all() and one.added.sum() > 0
    assert both.where_key.startswith("experiments:2*") and both.key(7).startswith("experiments:7*")


def test_ink_is_at_the_top_where_its_middle_is(both):
    one, last = both.turned[0], len(both.turned[0].added) - 1
    ends = ([[last - row, column] for row, column in ends] for ends in (one.stroke.starts, one.stroke.ends))
    upside = type(one)(one.place, Strokes(one.stroke.before[::-1], *(np.array(end, np.float32) for end in ends)), True)
    assert one.upper and not upside.upper


def test_the_images_of_the_question_are_cleared_and_filled_where_the_strokes_lie(both, run, log):
    place = both.place
    assert place.shape == tuple(run.image_shape) and place.max() == 1 and place.min() == 0
    assert place[both.turned[0].added == 0].sum() < place.sum()
    for slot, hard in enumerate(hard_pair({"digits": run, "experiments": log})):
        one, image = Tried(run, log, hard, both, slot), hard.pixels.reshape(run.image_shape) / 255
        for share, there in ((-1, image * (1 - place)), (0, image), (1, np.maximum(image, place))):
            assert one.says(share) == pytest.approx(said(run, there.ravel()), abs=0.02)
        for share in np.linspace(-1, 1, 9):     # the name of the largest output is lit, and no other
            lit = [k for k, name in enumerate(one.show(float(share)).bars.names) if name.get_fill_color() == theme.role("focus")]
            assert lit == [one.says(float(share)).argmax()]
        assert one.says(-1).argmax() == both.way.labelled and one.says(1).argmax() == both.way.answered
        before = one.show(0).digit.image.pixel_array[..., :3].astype(int).sum(axis=2)
        cleared = one.show(-1).digit.image.pixel_array[..., :3].astype(int).sum(axis=2)
        assert (cleared <= before).all() and cleared.sum() < before.sum()
        added = one.show(1).digit.image.pixel_array[..., :3].astype(int)
        assert (added.sum(axis=2) >= before).all() and (added[..., 0] - added[..., 2]).max() > 50      # it has the focus's hue


def yellow(picture):
    """How much more red than blue each pixel has."""
    colours = picture.image.pixel_array.astype(int)
    return colours[..., 0] - colours[..., 2]


def test_each_stroke_that_is_tried_is_seen_in_the_focus_s_colour_where_the_pen_was(found):
    picture = UnderPen(found.at(0), 3.0)
    assert yellow(picture).max() < 50
    for pen in found.tried.pen()[::50]:
        assert (yellow(picture.draw(pen))[pen > 0.9] > 100).all() and (yellow(picture)[pen == 0] < 50).all()


def test_of_the_images_that_do_not_turn_the_stroke_gets_grey_and_the_ink_dark(both):
    every = OneEach(both)
    every.draw(1)
    before = [tile.image.pixel_array.astype(int).sum() for tile in every]
    assert every.tell(0) == 0 and 0 < every.tell(0.5) < every.tell(1) == len(both.turned)
    for tile, light in zip(every, before, strict=True):
        assert (yellow(tile).max() > 100) == tile.one.turns
        assert (tile.image.pixel_array.astype(int).sum() < light) != tile.one.turns
