"""Bars, tables, grids of pictures and timelines show the arrays that they are given."""

import numpy as np
import pytest
from manim import Rectangle

from scenes.kit import theme
from scenes.kit.bars import OutputBars
from scenes.kit.confusion import mistake_cells, mistake_fills
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough, Timeline, between
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.plot import Plot
from scenes.kit.shares import block_shares, counts_in_pass
from scenes.kit.terminal import Terminal
from scenes.kit.text import Number, in_line, words

COUNTS = np.array([[90, 0, 3], [1, 80, 9], [0, 4, 70]])
UPDATES = np.array([0, 1, 10, 500])


@pytest.fixture(autouse=True, scope="module")
def fonts():
    theme.apply()


def test_output_bars_are_as_high_as_their_values_and_stay_on_the_ground():
    bars = OutputBars(np.zeros(3), "abc", 3.0, 2.0, "digits:meta.classes")
    grounds = [bar.get_bottom()[1] for bar in bars.bars]
    bars.show(np.array([[0.25], [1.0], [0.5]]))
    assert np.allclose([bar.height for bar in bars.bars], [0.5, 2.0, 1.0])
    assert np.allclose([bar.get_bottom()[1] for bar in bars.bars], grounds)
    assert [name.text for name in bars.names] == ["a", "b", "c"]


def test_each_mistake_is_counted_in_the_cell_of_its_label_and_answer():
    cells = mistake_cells(COUNTS, "digits:confusion", lambda i, j: np.array([2.0 * j, -3.0 * i, 0]), 0.5)
    assert set(cells) == {(0, 2), (1, 0), (1, 2), (2, 1)}
    for (i, j), (square, number) in cells.items():
        assert number.value == COUNTS[i, j] and number.source == f"digits:confusion[{i},{j}]"
        assert np.allclose(square.get_center(), [2 * j, -3 * i, 0]) and np.allclose(number.get_center(), [2 * j, -3 * i, 0])


def test_equal_counts_look_equal_and_larger_ones_stronger():
    fills, turned = mistake_fills(COUNTS), mistake_fills(COUNTS.T)
    assert all(turned[j, i] == fill for (i, j), fill in fills.items())
    by_count = [theme.contrast(fills[place], theme.role("background")) for place in ((1, 0), (0, 2), (2, 1), (1, 2))]
    assert theme.contrast(theme.role("panel"), theme.role("background")) < by_count[0] and by_count == sorted(by_count)


def test_every_count_is_readable_on_its_fill():
    fills = mistake_fills(np.arange(1, 101).reshape(10, 10)).values()
    assert len(fills) == 90 and min(theme.contrast(theme.ink_on(fill), fill) for fill in fills) >= 4.5


def test_weight_pictures_are_as_bright_for_minus_as_for_plus():
    pictures = weight_pictures(np.array([np.full(784, 0.4), np.full(784, -0.4), np.zeros(784)]), 0.8).astype(float)
    ground = 255 * theme.role("background").to_rgb()
    hues = [255 * theme.role(name).to_rgb() for name in ("positive", "negative")]
    for picture, hue in zip(pictures, hues):
        assert np.allclose(picture, ground + 0.5 * (hue - ground), atol=1)
    assert np.allclose(pictures[2], ground, atol=1)


@pytest.mark.parametrize("count, places", [(20, 21), (5, 6), (1, 1), (33, 34)])
def test_a_mosaic_fits_its_field_and_holds_each_picture_at_its_place(count, places):
    pictures = np.broadcast_to(np.arange(count, dtype=np.uint8)[:, None, None, None] + 100, (count, 28, 28, 3))
    mosaic = Mosaic(pictures, 12.0, 5.0, places=places)
    assert mosaic.image.width <= 12.0 + 1e-6 and mosaic.image.height <= 5.0 + 1e-6
    mosaic.shift([0.5, -0.3, 0])
    corner = mosaic.image.get_corner([-1, 1, 0])
    for i in range(count):
        x, y, _ = (mosaic.place(i) - corner) / mosaic.pixel
        assert mosaic.image.pixel_array[int(-y), int(x), :3].tolist() == [100 + i] * 3
        assert np.allclose(mosaic.frames[i].get_center(), mosaic.place(i))
    last = mosaic.place(places - 1) - corner
    assert 0 < last[0] < mosaic.image.width and 0 < -last[1] < mosaic.image.height


def test_a_mosaic_changes_in_place():
    mosaic = Mosaic(np.zeros((4, 28, 28, 3), np.uint8), 4.0, 4.0)
    array = mosaic.image.pixel_array
    mosaic.show(np.full((4, 28, 28, 3), 200, np.uint8))
    assert mosaic.image.pixel_array is array and (array[:, :, :3] == 200).all(axis=2).sum() == 4 * 784


@pytest.mark.parametrize("count, columns", [(10, 2), (20, 4), (100, 10), (1, 1)])
def test_a_full_mosaic_has_no_places_left_over(count, columns):
    mosaic = Mosaic(np.zeros((count, 28, 28, 3), np.uint8), 2.8, 4.4, full=True)
    assert mosaic.columns == columns and mosaic.rows * mosaic.columns == count


def test_a_mosaic_is_full_only_if_that_does_not_make_its_pictures_tiny():
    mosaic = Mosaic(np.zeros((17, 28, 28, 3), np.uint8), 2.8, 4.4, full=True)
    assert mosaic.columns not in (1, 17)


def test_a_timeline_shows_where_in_the_run_a_moment_is_and_no_number_says_it():
    timeline = Timeline(UPDATES, 8.0, "updates").shift([1, 1, 0])
    places, numbers = [], [part.value for part in timeline if isinstance(part, Number)]
    for s in range(len(UPDATES)):
        timeline.show(s)
        assert np.allclose(timeline.dot.get_center(), timeline.point(UPDATES[s]))
        places.append(timeline.dot.get_x())
    assert places == sorted(set(places)) and places[-1] == pytest.approx(timeline.line.get_end()[0])
    assert places[1] < timeline.show(1.6).dot.get_x() < places[2]
    assert [part.value for part in timeline if isinstance(part, Number)] == numbers


def test_between_two_moments_lies_a_straight_mixture():
    logged = np.array([[0.0, 10.0], [1.0, 20.0], [5.0, 0.0]])
    assert all((between(logged, s) == logged[s]).all() for s in range(3))
    assert between(logged, 1.25).tolist() == [2.0, 15.0]


def test_playing_through_ends_at_the_moment_asked_for():
    seen = []
    play = PlayThrough([Rectangle()], seen.append, 3, 0, run_time=1)
    play.begin()
    for alpha in (0.0, 0.5, 1.0):
        play.interpolate(alpha)
    assert seen[-3:] == [3.0, 1.5, 0.0]


def test_counts_in_a_pass_begin_anew():
    updates, shares = np.array([50, 100, 150, 200]), np.array([0.2, 0.5, 0.8, 0.7])
    seen, right = counts_in_pass(updates, shares, 100, 1)
    assert seen.tolist() == [0, 50, 100] and right.tolist() == [0, 40, 70]
    middles, blocks = block_shares(updates, shares, 100)
    assert middles.tolist() == [25, 75, 125, 175] and np.allclose(blocks, [0.2, 0.8, 0.8, 0.6])


def test_a_plot_draws_levels_at_their_values():
    plot = Plot((0, 100), (0, 1), 8.0, 4.0).shift([1, 0, 0])
    level = plot.level(0.5, "focus", 20, 40)
    assert np.allclose(level.get_start(), plot.point(20, 0.5)) and np.allclose(level.get_end(), plot.point(40, 0.5))
    assert np.allclose(plot.level(0.5).get_end(), plot.point(100, 0.5))


def test_a_piece_of_a_terminal_s_line_is_found():
    terminal = Terminal(lines=2)
    terminal.type("python -m x", 1.0)
    terminal.print_line("epoch 1: 85.69% right")
    assert len(terminal.piece(1, "85.69%")) == 6
    assert terminal.piece(1, "85.69%")[0] is terminal.lines[1][len("epoch1:")]
    with pytest.raises(ValueError):
        terminal.piece(0, "85.69%")


def test_words_and_numbers_share_a_baseline():
    row = in_line(words("of", 0.2), Number(982, 0, source="x", size=0.5), words("images", 0.3))
    plain = [row[0][0], row[2][0]]      # o and i stand on the baseline
    assert all(glyph.get_bottom()[1] == pytest.approx(row[1]._bounds.get_bottom()[1], abs=0.01) for glyph in plain)
    assert row[0].get_right()[0] < row[1].get_left()[0] < row[1].get_right()[0] < row[2].get_left()[0]


def test_operators_stand_at_half_the_height_of_the_numbers_beside_them():
    row = in_line(Number(5, 0, source="x", size=0.5), words("·", 0.5), Number(1_234, 0, source="x", size=0.5),
                  words("=", 0.5))
    middle = row[0]._bounds.get_y()
    assert [part.get_y() for part in (row[1], row[2]._bounds, row[3])] == pytest.approx([middle] * 3, abs=1e-3)


def test_a_digit_can_show_another_image():
    digit = Digit(np.zeros(784, np.uint8))
    digit.show(np.full(784, 0.5))
    assert (digit.image.pixel_array[:, :, :3] == 128).all() and (digit.pixels == 128).all()


def test_a_plot_writes_its_ticks_as_large_as_asked():
    small, large = (Plot((0, 1), (0, 1), 4.0, 2.0, x_ticks=(0, 1), text_size=size) for size in (0.18, 0.27))
    heights = [plot.submobjects[-1].height for plot in (small, large)]
    assert heights[1] == pytest.approx(1.5 * heights[0])
    assert np.allclose(small.point(1, 1), large.point(1, 1))
