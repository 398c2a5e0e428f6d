"""Parts of the film in a tall frame: whole, sharp, and with each word lit when it is spoken."""

import av
import numpy as np
import pytest
from film_tools import LINES, write_project
from PIL import ImageColor

from scenes.film import panels, shorts
from scenes.film.clips import beats
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.film import Short, load
from scenes.film.make import Work, make
from scenes.film.narration.languages import language
from scenes.film.narration.script import Script
from scenes.kit.theme import lettering, palette
from scenes.scratch.film import FILM

PROBE = '''
from manim import LEFT, RIGHT, UP, Square
from scenes.film.chapter import Chapter


class Probe(Chapter):
    """One thing at the left, then two far from each other, and a title."""

    def construct(self):
        one, other = Square(2, fill_opacity=1).shift(4 * LEFT), Square(1, fill_opacity=1).shift(5 * RIGHT)
        self.add(one, Square(0.4, fill_opacity=1).shift(6 * LEFT + 3.5 * UP))
        with self.say("first") as line:
            line.wait_for("delta")
            line.wait_for("gradient")
        self.add(other)
        with self.say("second"):
            self.wait(0.5)
        with self.say("third"):
            self.wait(0.5)
'''
TITLE = "Why?"
SHORT = "Sixty thousand images."      # in place of a line that takes twice as long


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shorts")
    write_project(folder, {"probe": PROBE}, LINES.replace("MNIST has sixty thousand images, each with a label.", SHORT))
    made = edition(load(folder / "film.py"), {}, quality="l", voice="none")
    make(made, Work(folder / "out", jobs=1))
    return made


@pytest.fixture(scope="module")
def tall(own, tmp_path_factory):
    """[(seconds, picture)] of a short of the first two lines, and the beats."""
    shown = shorts.chosen(beats(own, "probe"), Short("probe", "first", "second", "x"))
    path = tmp_path_factory.mktemp("tall") / "short.mp4"
    shorts.compose(shown, TITLE, language("en"), path)
    with av.open(str(path)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (1080, 1920)
        return [(float(frame.time), frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)], shown


def near(picture, role):
    """Where a picture has the colour of a role."""
    colour = ImageColor.getrgb(getattr(palette(), role))
    return np.logical_and.reduce([np.abs(picture[..., k].astype(np.int16) - colour[k]) < 60 for k in range(3)])


def at(tall, seconds):
    return next(picture for time, picture in tall[0] if time >= seconds)


def field(picture):
    return picture[shorts.PICTURE:shorts.PICTURE + shorts.FIELD[1]]


def test_it_is_as_long_as_its_lines(tall):
    frames, shown = tall
    assert frames[-1][0] == pytest.approx(shown[-1].end - shown[0].begin, abs=0.1)


def test_all_that_is_there_is_seen_and_what_stood_apart_stands_below_each_other(tall):
    _, (first, second) = tall
    seen = [field(at(tall, moment - first.begin)).min(axis=2) > 200 for moment in (first.end - 0.2, second.end - 0.2)]
    rows, columns = ([np.flatnonzero(np.diff(np.concatenate([[0], white.any(axis=axis).astype(int), [0]]))) for white in seen]
                     for axis in (1, 0))
    assert len(rows[0]) == len(columns[0]) == 2                 # one square, without the title above it
    assert len(rows[1]) == 4 and rows[1][1] + 30 < rows[1][2]     # two, the second below the first
    large, small = rows[1][1] - rows[1][0], rows[1][3] - rows[1][2]
    assert large == pytest.approx(2 * small, abs=6) and large == pytest.approx(rows[0][1] - rows[0][0], abs=4)


def test_each_word_is_lit_when_it_is_spoken(tall):
    _, (first, second) = tall
    for word, begin, end in [*first.words, *second.words]:
        if end - begin > 0.2:
            picture = at(tall, (begin + end) / 2 - first.begin)
            lit = near(picture[shorts.WORDS_TOP:], "focus")
            others = near(picture[shorts.WORDS_TOP:], "ink") | near(picture[shorts.WORDS_TOP:], "quiet")
            wide = np.ptp(np.flatnonzero(lit.any(axis=0)))
            drawn = lettering(shorts.WORDS).getbbox(word)
            assert wide == pytest.approx(drawn[2] - drawn[0], abs=14), word
            assert others.any()


def test_the_title_stands_above_all_the_time(tall):
    for _, picture in tall[0]:
        assert near(picture[:shorts.PICTURE], "ink").sum() > 400


def test_what_is_not_there_is_named(own, tmp_path):
    with pytest.raises(UserError, match="has no short 'x'"):
        shorts.write(own, "x", tmp_path)
    with pytest.raises(UserError, match="did you mean second"):
        shorts.chosen(beats(own, "probe"), Short("probe", "first", "secnd", "x"))


def test_nothing_is_larger_than_the_film_was_drawn(own):
    for beat in beats(own, "probe"):
        for panel in shorts.arrangement(beat).panels:
            assert panel.target.width / panel.source.width <= 1080 / 480 + 1e-6


def looks_at(*boxes, n=8):
    """n looks at a picture of 300 x 100 with things in boxes (left, top, right, bottom, in how many of the looks)."""
    looks = np.zeros((n, 100, 300), bool)
    for left, top, right, bottom, times in boxes:
        looks[:times, top:bottom, left:right] = True
    return looks


@pytest.mark.parametrize("boxes, below", [
    ([(20, 20, 110, 90, 8), (160, 20, 260, 90, 8)], True),
    ([(20, 20, 110, 90, 8), (160, 20, 260, 90, 8), (100, 40, 170, 60, 2)], True),       # something passes
    ([(20, 20, 110, 90, 8), (160, 20, 260, 90, 8), (100, 40, 170, 60, 4)], False),      # something joins them
    ([(20, 20, 110, 90, 8), (112, 20, 260, 90, 8)], False),                             # they touch nearly
    ([(20, 20, 240, 90, 8), (270, 20, 276, 90, 8)], False),                             # the one is a sliver
    ([(20, 5, 80, 95, 8), (100, 5, 140, 95, 8)], False),         # they would be much smaller
])
def test_parts_stand_below_each_other_where_they_are_apart_and_large_enough(boxes, below):
    one, two = panels.arranged(looks_at(*boxes), (100, 100 + panels.BETWEEN), 1)
    assert (two.target.top > one.target.bottom) == below
    for panel in (one, two):
        assert 0 <= panel.target.left < panel.target.right <= 100.001
        assert panel.target.height / panel.source.height == pytest.approx(panel.target.width / panel.source.width)
    shown = looks_at(*[box for box in boxes if box[4] == 8])[0]
    for panel in (one, two):
        shown[int(panel.source.top):int(panel.source.bottom) + 1, int(panel.source.left):int(panel.source.right) + 1] = False
    assert not shown.any()


def test_a_picture_in_which_nothing_is_seen_is_shown_whole():
    (shown,) = panels._joined(panels.arranged(looks_at(), (100, 100), 1))
    assert shown.source == panels.Box(0, 0, 300, 100)


def test_parts_go_to_their_next_place_without_a_jump(own):
    shown = beats(own, "probe")[:2]
    arrangements = [shorts.arrangement(beat) for beat in shown]
    before, after = (arrangement.panels for arrangement in arrangements)
    assert panels.between(before, after, 0) == before and panels.between(before, after, 1) == after
    middle = panels.between(before, after, 0.5)[1].target
    assert middle.top == pytest.approx((before[1].target.top + after[1].target.top) / 2)


@pytest.mark.parametrize("name", FILM.shorts)
def test_a_short_of_the_film_is_of_lines_that_it_has(name):
    short, script = FILM.shorts[name], Script.load(FILM.script("en"))
    keys = list(script.tables[short.chapter])
    assert keys.index(short.first) < keys.index(short.last) and short.title in script.page
