"""What film two says of how it is drawn, against its log and against drawing the move again."""
import numpy as np
import pytest

from scenes.making import log as making_log
from scenes.making.film import FILM
from scenes.making.record import quick
from scenes.making.replay import pictures


@pytest.fixture(scope="module")
def log():
    return making_log.load(making_log.find(FILM.runs.folder))


@pytest.fixture(scope="module")
def drawn():
    return quick.drawn()


def test_both_cameras_draw_the_same_pixels(log, drawn):
    assert not log.quick_different.any() and not any(frame.different for frame in drawn)


def test_what_was_logged_of_the_move_is_so_again(log, drawn):
    again = drawn[1:]
    assert [[i, *box] for i, frame in enumerate(again) for box in frame.boxes] == log.quick_boxes.tolist()
    assert [list(frame.shapes) for frame in again] == log.quick_shapes.tolist()
    assert np.array_equal(again[0].around, log.quick_around) and len(log.quick_around) == log.quick_shapes[0, 0]


def test_the_outline_is_that_of_the_shape_with_most_curves_and_closed(log, drawn):
    curves = log.quick_outline
    assert np.array_equal(drawn[1].outline, curves)
    ends = np.concatenate([curves.min(axis=(0, 1)), curves.max(axis=(0, 1))])
    assert (np.abs(log.quick_around - ends).max(axis=1) < 0.1).any()
    assert all((np.abs(curves[:, 0] - curve[3]).max(axis=1) < 0.1).any() for curve in curves)      # each goes on in another


def test_what_is_laid_over_the_frame_before_makes_the_frame(log, drawn):
    for logged, frame in zip(pictures(log), drawn, strict=True):
        away = np.abs(logged.astype(int) - frame.pixels)
        assert away.max() <= 48 and away.mean() < 1      # the log's pictures have 256 colours


def test_the_share_is_that_of_the_rectangles(log):
    width, height = log.meta["quick_size"]
    for frame, share in enumerate(log.quick_share):
        covered = np.zeros((height, width), bool)
        for _, x0, y0, x1, y1 in log.quick_boxes[log.quick_boxes[:, 0] == frame]:
            assert not covered[y0:y1, x0:x1].any()
            covered[y0:y1, x0:x1] = True
        assert covered.mean() == pytest.approx(share)


def test_manims_camera_takes_several_times_as_long(log):
    stock, fast = log.quick_seconds.sum(axis=0)
    assert stock > 3 * fast > 0
