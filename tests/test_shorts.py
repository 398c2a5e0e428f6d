"""Parts of the film in a tall frame: whole, sharp, and with each word lit when it is spoken."""

import av
import numpy as np
import pytest
from film_tools import LINES, write_project
from PIL import ImageColor

from scenes.film import shorts
from scenes.film.clips import Beat, beats
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.film import Short, load
from scenes.film.make import Work, make
from scenes.film.narration.languages import language
from scenes.film.narration.script import Script
from scenes.kit.theme import lettering, palette
from scenes.scratch.film import FILM

PROBE = '''
from manim import LEFT, RIGHT, Square
from scenes.film.chapter import Chapter


class Probe(Chapter):
    """One thing at the left, then two far from each other."""

    def construct(self):
        one, other = Square(2, fill_opacity=1).shift(4 * LEFT), Square(1, fill_opacity=1).shift(5 * RIGHT)
        self.add(one)
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


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shorts")
    write_project(folder, {"probe": PROBE}, LINES)
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
        return [(float(frame.time), frame.to_ndarray(format="rgb24").astype(int)) for frame in container.decode(video=0)], shown


def near(picture, role):
    """Where a picture has the colour of a role."""
    return np.abs(picture - np.array(ImageColor.getrgb(getattr(palette(), role)))).max(axis=2) < 60


def at(tall, seconds):
    return next(picture for time, picture in tall[0] if time >= seconds)


def field(picture):
    return picture[shorts.PICTURE:shorts.PICTURE + shorts.FIELD]


def test_it_is_as_long_as_its_lines(tall):
    frames, shown = tall
    assert frames[-1][0] == pytest.approx(shown[-1].end - shown[0].begin, abs=0.1)


def test_all_that_is_there_is_seen_and_what_is_alone_from_nearer(tall):
    _, (first, second) = tall
    white = [(field(at(tall, moment - first.begin)).min(axis=2) > 200).any(axis=0)
             for moment in (first.end - 0.2, second.end - 0.2)]
    runs = [np.flatnonzero(np.diff(np.concatenate([[0], columns.astype(int), [0]]))) for columns in white]
    assert len(runs[0]) == 2 and len(runs[1]) == 4                       # one square, then two
    assert runs[0][1] - runs[0][0] > 1.3 * (runs[1][1] - runs[1][0])
    assert runs[1][0] > 0 and runs[1][-1] < 1080


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


def test_a_view_is_never_nearer_than_the_film_was_drawn(own):
    beat = beats(own, "probe")[0]
    view = shorts.view_of(beat)
    assert view.right - view.left == pytest.approx(480, abs=1)       # of 480 lines: 1080 of 1080


def test_a_view_goes_to_the_next_without_a_jump():
    shown = [Beat(None, "a", "", 0, 2, []), Beat(None, "b", "", 2, 4, [])]
    views = [shorts.View(0, 10), shorts.View(5, 25)]
    assert shorts._view(shown, views, 1) == views[0] and shorts._view(shown, views, 2) == views[0]
    half = shorts._view(shown, views, 2 + shorts.PAN / 2)
    assert (half.left, half.right) == pytest.approx((2.5, 17.5))
    assert shorts._view(shown, views, 3.9) == views[1]


@pytest.mark.parametrize("name", FILM.shorts)
def test_a_short_of_the_film_is_of_lines_that_it_has(name):
    short, script = FILM.shorts[name], Script.load(FILM.script("en"))
    keys = list(script.tables[short.chapter])
    assert keys.index(short.first) < keys.index(short.last) and short.title in script.page
