"""The film keeps time with any voice: silent, hurried or slow, in each chapter; and how it does so."""

import numpy as np
import pytest
from gate_tools import Gate
from manim import Square
from observed import VOICES, Scaled

from scenes.film.gate.timing import Timing
from scenes.film.rehearse import rehearse
from scenes.kit.drift import SPEED, STEPS, Drift
from scenes.film.stage.observers import Observer
from scenes.film.voice.pace import HURRIED, calm_seconds, pace
from scenes.scratch.film import FILM

@pytest.mark.parametrize("name", FILM.written)
def test_a_chapter_keeps_time_with_any_voice(observed, name):
    assert observed[name].result()["defects"] == {told: [] for told in VOICES}


SLOW_MOVE = """
below = words('below').shift(UP)
self.add(words('standing'), below)
with self.say('first') as line:
    self.play(below.animate.shift(2 * DOWN), rate_func=linear, run_time=line.left)
"""
NOBODY_SPEAKS = "self.say('first')\nself.hold(3)\nself.drift(1.5)\nself.say('second')\n"
OVER_A_STILL = "self.add(Square())\nwith self.say('first') as line:\n    self.wait(line.left, frozen_frame=True)\n"


ONE_OVER_THE_OTHER = "self.add(words('one'), words('two'))\nwith self.say('first'):\n    pass\n"


@pytest.mark.parametrize("body, factor, checks", [
    (SLOW_MOVE, 1, []), (SLOW_MOVE, 2, ["overlap"]), (NOBODY_SPEAKS, 1, ["silence"]), (OVER_A_STILL, 0.5, []),
    (OVER_A_STILL, 2, ["frozen"]), (ONE_OVER_THE_OTHER, 1, ["overlap"])])
def test_what_a_voice_makes_wrong_is_found(tmp_path, body, factor, checks):
    gate, timing = Gate(tmp_path), Timing()
    path = gate.write(body)
    rehearse(gate.edition, path, Scaled(factor), timing)
    assert [finding.check for finding in timing.findings()] == checks


# --- a hurried line ------------------------------------------------------------------------------

@pytest.mark.parametrize("name", FILM.written)
def test_the_films_own_voice_never_hurries(observed, name):
    for cue in observed[name].result()["log"]["cues"]:
        assert pace(cue["text"], cue["end"] - cue["seconds"]) == 1, cue["text"]


def test_the_pace_is_in_proportion_to_the_time_that_a_calm_voice_takes():
    text = "One, two. And 60,000 three."
    calm = calm_seconds(text)
    assert calm == pytest.approx(0.05 + 18 / 19 + 0.4 + 0.22 + 0.33)
    assert pace(text, calm) == pace(text, HURRIED * calm) == 1
    assert pace(text, HURRIED * calm / 2) == pytest.approx(0.5)


class Plays(Observer):
    """Notes each play call: the frames it took, whether something moved, and the camera's frame in its middle."""

    def begins(self):
        self.calls, self.heights, self.frame = [], [], self.scene.camera.frame.points.copy()

    def play_begins(self):
        self.start = self.scene.clock.frame

    def moving(self, run_time):
        return [run_time / 2]

    def look(self, moment):
        self.heights.append(self.scene.camera.frame.height)

    def play_ends(self):
        frozen = self.scene.is_current_animation_frozen_frame()
        self.calls.append((self.scene.clock.frame - self.start, not frozen))


@pytest.fixture
def plays(tmp_path):
    """Runs a chapter around a body, silent and so many times as slow; gives its Plays."""
    def run(body: str, factor: float = 1.0, **options) -> Plays:
        gate, noted = Gate(tmp_path), Plays()
        path = gate.write(body, **options)
        rehearse(gate.edition, path, Scaled(factor), noted)
        return noted
    return run


MOVES = """
dot = Dot()
with self.say('first', pause=1) as line:
    self.play(FadeIn(dot), run_time=2)
    self.play(dot.animate.shift(RIGHT), LaggedStart(FadeIn(Dot(UP)), FadeIn(Dot(DOWN))), run_time=line.left)
self.play(FadeOut(dot), run_time=1)
"""


def test_moves_of_a_hurried_line_are_shorter_in_proportion(plays):
    line = "This sentence says nothing of what is on the screen, and takes a while."
    seconds = len(line) / 14 / 4
    part = pace(line, seconds)
    calm, hurried = plays(MOVES), plays(MOVES, 0.25)
    assert part < 0.5 and [moves for _, moves in hurried.calls] == [True, True, False, True]
    expected = [2 * part, seconds - 2 * part, part, part]
    assert [frames / 15 for frames, _ in hurried.calls] == pytest.approx(expected, abs=0.1)
    assert [frames for frames, _ in calm.calls] == [30, 47, 15, 15]


def test_no_move_of_a_hurried_line_is_shorter_than_a_frame(plays):
    body = "with self.say('first'):\n    self.play(FadeIn(Dot()), run_time=0.07)\n"
    assert plays(body, 0.1).calls[0] == (1, True)


# --- a picture that would stand still ------------------------------------------------------------

STILL = """
with self.say('first') as line:
    self.play(FadeIn(Dot()), run_time=0.4)
    line.wait_for('late')
    self.play(FadeIn(Dot(UP)), run_time=0.4)
with self.say('second'):
    self.play(FadeIn(Dot(DOWN)), run_time=0.4)
"""
MARKED = '[probe]\ntitle = "A probe"\nfirst = "This sentence says nothing of what is [late] on the screen."\n' \
         'second = "Nor does this one."\n'


def test_a_picture_drifts_where_it_would_stand_still_for_too_long(plays):
    short, usual = plays(STILL, 0.5, lines=MARKED), plays(STILL, lines=MARKED)
    assert [moves for _, moves in short.calls] == [True, False, True, False, True, False]
    assert [moves for _, moves in usual.calls] == [True, True, True, False, True, True]
    assert max(short.heights) == pytest.approx(8, abs=0.01)
    assert usual.heights[1] == max(usual.heights) == pytest.approx(8 * (1 + SPEED * usual.calls[1][0] / 15), abs=0.03)


def test_a_drift_leaves_nothing_behind_and_is_as_long_as_the_rest_would_be(plays):
    usual = plays(STILL, lines=MARKED)
    camera, words = usual.scene.camera.frame, usual.scene.cues[0].speech.words
    assert (camera.points == usual.frame).all() and camera not in usual.scene.mobjects
    assert usual.calls[0][0] + usual.calls[1][0] == round(15 * words[7][1])
    assert usual.scene.clock.frame == sum(frames for frames, _ in usual.calls)


def test_a_drift_goes_in_steps_that_no_eye_sees(plays):
    body = "self.add(Square())\nself.drift(2)\nself.drift(0.2)\nself.drift(0)\n"
    done = plays(body)
    assert done.calls == [(30, True)]
    drift = Drift(Square(), 2.0)
    shares = [drift.rate_func(t) for t in np.linspace(0, 1, 121)]
    assert len(set(shares)) <= 2 * STEPS and shares[0] == shares[-1] == 0 and max(shares) == 1
    assert shares[1] == shares[0] and shares[60] == shares[62]


def test_what_was_still_before_counts(plays):
    body = "self.hold(0.9)\nself.hold(0.2)\nself.hold(0.8)\nself.hold(0.2)\nself.hold(1.4)\nself.hold(0.2)\n"
    assert plays(body).calls == [(14, False), (3, False), (12, True), (3, False), (21, True), (3, False)]
