"""Pieces of film are found again when the same is to be drawn, and only then."""

import numpy as np
import pytest
from film_tools import LINES, log_of, manim, write_project
from manim import Animation, Circle, Dot, ImageMobject, ValueTracker, linear, smooth

from scenes.film.pieces.play_key import PlayKeys
from scenes.film.pieces.renderer import settle
from scenes.scratch.film import FILM

MOVING = '''
from manim import Dot, Line, Transform, ValueTracker, always_redraw, Circle, Square, FadeIn, LaggedStart
from scenes.film.chapter import Chapter
from scenes.kit.text import words

SCALE = 2


def along(tracker):
    return Dot([SCALE * tracker.get_value(), 0, 0])


class Probe(Chapter):
    def construct(self):
        tracker = ValueTracker(0)
        dot = always_redraw(lambda: along(tracker))
        line = Line().add_updater(lambda line: line.put_start_and_end_on([0, 0, 0], dot.get_center() + 0.5))
        with self.say("first"):
            self.add(dot, line, words("A text stands by.").shift([0, 3, 0]))
            self.play(tracker.animate.set_value(1), run_time=0.4)
            self.play(LaggedStart(*(FadeIn(Circle(r)) for r in (0.1, 0.2)), lag_ratio=0.3), run_time=0.5)
        with self.say("second"):
            self.play(Transform(Square(), Circle()), tracker.animate.set_value(-1), run_time=0.3)
'''


@pytest.fixture
def project(tmp_path):
    write_project(tmp_path, {"probe": MOVING}, LINES)
    return tmp_path


def segments(folder):
    return {path.name for path in folder.glob("media/chapters/probe/probe/480p15/partial_movie_files/*/*.mp4")}


def rendered(folder, source=MOVING):
    (folder / "probe.py").write_text(source)
    before = segments(folder)
    result = manim(folder, "probe.py")
    assert result.returncode == 0, result.stdout
    assert log_of(folder / "media/chapters/probe/probe/480p15/Probe.mp4")["complete"]
    return len(segments(folder) - before)


def test_what_was_moved_step_by_step_is_settled_as_what_was_moved_at_once():
    steps, once = (Circle().shift([0.3, 0.1, 0]) for _ in range(2))
    for share in np.linspace(0.1, 1, 10):
        steps.stretch_to_fit_height(2 + share / 3)
    once.stretch_to_fit_height(2 + 1 / 3)
    assert not np.array_equal(steps.points, once.points)
    settle(map(Animation, (steps, once)))
    assert np.array_equal(steps.points, once.points) and once.height == pytest.approx(2 + 1 / 3, abs=1e-8)


def test_pieces_that_are_missing_are_drawn_again_as_they_were(project):
    rendered(project)
    pieces = sorted(project.glob("media/chapters/probe/probe/480p15/partial_movie_files/*/*.mp4"))
    before = {path: path.read_bytes() for path in pieces}
    for path in pieces[::2]:
        path.unlink()
    assert rendered(project) == len(pieces[::2])
    assert {path: path.read_bytes() for path in pieces} == before


def test_play_calls_that_are_none_are_told(project):
    (project / "probe.py").write_text(MOVING)
    done = manim(project, "-n", "1000", "probe.py")
    assert done.returncode == 2 and "play calls is among those asked for" in done.stdout
    assert not [*project.glob("media/chapters/**/Probe.mp4")]


def test_only_what_changed_is_drawn_again(project):
    everything = rendered(project)
    assert everything == 5                         # three play calls and two pauses
    assert rendered(project) == 0
    assert rendered(project, MOVING.replace("set_value(-1)", "set_value(-2)")) == 2
    assert rendered(project, MOVING.replace("SCALE = 2", "SCALE = 3")) == everything


def test_of_a_line_said_otherwise_only_what_differs_is_drawn_again(project):
    rendered(project)
    script = project / "script" / "en.toml"
    script.write_text(LINES.replace("MNIST has sixty thousand images, each with a label.", "MNIST has many images."))
    assert rendered(project) == 1                  # the pause until the line has ended


class Stage:
    """As much of a scene as a key needs."""

    key, film, runs = "", FILM, {}

    def __init__(self, path, *mobjects):
        self.path, self.mobjects = path, list(mobjects)
        self.animations, self.foreground_mobjects, self.updaters = [], [], []


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "probe.py"
    path.write_text(MOVING)

    class Camera:
        frame, background_color, background_opacity, pixel_width, pixel_height, frame_rate = Dot(), "#000", 1, 9, 9, 9

    return lambda *mobjects: PlayKeys(Stage(path, *mobjects)).key(Camera, "h264")


def moved_by(function):
    return Dot().add_updater(function)


def test_the_same_objects_have_the_same_key(key):
    assert key(Circle(), Dot()) == key(Circle(), Dot())
    assert key(Circle()) == key(Circle().shift([1, 0, 0]).shift([-1, 0, 0]))
    assert key(Circle().copy()) == key(Circle().copy())


def picture(grey):
    return ImageMobject(np.full((2, 2), grey, np.uint8))


@pytest.mark.parametrize("one, other", [
    (Circle(1), Circle(1.01)), (picture(0), picture(1)), (Circle(color="#FF0000"), Circle(color="#FE0000")), (Dot(), Circle()),
    (moved_by(lambda dot: dot.shift([1, 0, 0])), moved_by(lambda dot: dot.shift([2, 0, 0]))),
    (moved_by(lambda dot, by=1: dot.scale(by)), moved_by(lambda dot, by=2: dot.scale(by)))])
def test_what_looks_or_moves_differently_has_another_key(key, one, other):
    assert key(one) != key(other)


def test_what_a_function_holds_on_to_counts(key):
    def follow(tracker, easing):
        return moved_by(lambda dot: dot.set_x(easing(tracker.get_value())))
    assert key(follow(ValueTracker(1), smooth)) == key(follow(ValueTracker(1), smooth))
    assert key(follow(ValueTracker(1), smooth)) != key(follow(ValueTracker(2), smooth))
    assert key(follow(ValueTracker(1), smooth)) != key(follow(ValueTracker(1), linear))
