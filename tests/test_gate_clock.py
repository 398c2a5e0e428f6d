"""The picture beside the voice: nothing stands still for long, nobody is silent for long, nothing is forgotten."""

from types import SimpleNamespace

import numpy as np
import pytest
from gate_tools import Gate

from scenes.film.gate.clock import overlaps, silences, speech, still
from scenes.film.stage.clock import Clock
from scenes.film.voice.speech import Speech

LONG = "[probe]\n" + "".join(f'{key} = "{"Nothing of this sentence is on the screen at any time. " * 3}"\n'
                             for key in ("first", "second", "third", "fourth", "fifth"))


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


# --- a frozen picture ----------------------------------------------------------------------------

FROZEN = """
square = Square(color=role('quiet'))
with self.say('first') as line:
    self.play(FadeIn(square), run_time=0.5)
    {rest}
"""


@pytest.mark.parametrize("rest", [
    "self.wait(line.left, frozen_frame=True)",
    "self.wait(line.left, frozen_frame=False)",
    "self.play(square.animate.shift(0 * RIGHT), run_time=line.left)",
    "self.play(Wait(line.left))"])
def test_speech_over_a_still_picture_is_found(gate, rest):
    [(check, what)] = gate.says(FROZEN.format(rest=rest))
    assert check == "frozen" and "stands still for 4." in what


def test_a_picture_that_a_line_leaves_alone_drifts(gate):
    assert gate.says(FROZEN.format(rest="pass")) == []


@pytest.mark.parametrize("rest", [
    "self.play(square.animate.shift(0.1 * RIGHT), run_time=line.left)",
    "self.play(square.animate.set_stroke(opacity=0.8), run_time=line.left)",
    "self.play(self.camera.frame.animate.scale(0.98), run_time=line.left)",
    "self.wait(1.5)\n    self.play(ShowPassingFlash(Line(LEFT, RIGHT)), run_time=0.4)",
    "image = ImageMobject(np.zeros((4, 4), np.uint8))\n    self.add(image)\n    self.play(UpdateFromAlphaFunc(image, "
    "lambda it, alpha: it.pixel_array[:, :, :3].fill(int(200 * alpha))), run_time=line.left)"])
def test_any_change_of_the_picture_counts(gate, rest):
    assert gate.says(FROZEN.format(rest=rest)) == []


def test_a_rest_between_two_lines_is_no_speech(gate):
    assert gate.says("""
        square = Square(color=role('quiet'))
        for key in ('first', 'second'):
            with self.say(key, pause=2) as line:
                self.play(square.animate.shift(0.1 * RIGHT), run_time=line.left - 1)
    """) == []


def test_still_stretches_are_joined():
    assert still([(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)]) == [(0, 2), (3, 4)]
    assert still([(0, 1), (1, 2), (2, 3)]) == [] and still([(0, 1), (9, 1)]) == [(0, 9)]


# --- silence, and lines that overlap -------------------------------------------------------------

def test_silence_is_found(gate):
    body = """
        with self.say('first') as line:
            self.play(FadeIn(Square(color=role('quiet'))), run_time=line.left)
        self.wait({before})
        with self.say('second') as line:
            self.play(FadeIn(Circle(color=role('quiet'))), run_time=line.left)
        self.wait({after})
    """
    assert [what for _, what in gate.says(body.format(before=4.2, after=4.1))] == \
        ["nobody speaks for 4.4 s", "nobody speaks for 4.3 s"]
    assert gate.says(body.format(before=2, after=2)) == []


def cue(key: str, frame: int, seconds: float) -> SimpleNamespace:
    sound = np.zeros(round(seconds * 48000), np.float32)
    return SimpleNamespace(key=key, frame=frame, speech=Speech(sound, [("word", 0.1, seconds)]))


def test_lines_that_overlap_are_found():
    clock = Clock(10, frame=100)
    cues = [cue("one", 0, 2.0), cue("two", 15, 1.0), cue("three", 25, 3)]
    [finding] = overlaps(cues, clock)
    assert finding.key == "two" and "0.50 s before line one" in finding.what and finding.seconds == 1.5
    assert speech(cues[1], clock) == (1.6, 2.5)
    assert [round(finding.seconds, 1) for finding in silences(cues, clock)] == [5.5]


# --- what is done with ---------------------------------------------------------------------------

STALE = """
old, new = {old}, Square(0.2, color=role('quiet')).shift(2 * DOWN)
with self.say('first', pause=1.3) as line:
    self.play(FadeIn(old, new), run_time=line.left)
for key in ('second', 'third', 'fourth', 'fifth'):
    with self.say(key) as line:
        self.play(new.animate.shift(0.2 * RIGHT), run_time=line.left)
        {meanwhile}
"""


@pytest.mark.parametrize("old", ["words('forgotten')", "Circle(color=role('focus')).shift(UP)"])
def test_what_is_long_done_with_is_warned_of(gate, old):
    findings = gate.run(STALE.format(old=old, meanwhile="pass"), lines=LONG)["findings"]
    assert [(finding.check, finding.severity) for finding in findings] == [("stale", "warning")]
    assert "still and unmentioned for" in findings[0].what and findings[0].key == "fifth"


@pytest.mark.parametrize("old, meanwhile", [
    ("furniture(words('a title'))", "pass"),                                      # declared
    ("words('the sentence')", "pass"),                                            # the lines speak of it
    ("Number(0.5, source='constant:HALF')", "self.play(old.animate.scale(1.01), run_time=0.3)"),   # it moves
    ("words('faint', color=ManimColor('#FFFFFF')).set_opacity(0.45)", "pass")])   # and nobody minds what is dim
def test_what_is_furniture_mentioned_moving_or_dim_is_not(gate, old, meanwhile):
    assert gate.run(STALE.format(old=old, meanwhile=meanwhile), lines=LONG)["findings"] == []
