"""How a film goes as a whole: how much of it is still, how fast it is spoken, and whether it ever rests."""

from types import SimpleNamespace

import numpy as np
import pytest
from gate_tools import Gate

from scenes.film.gate import pace, stillness, whole
from scenes.film.gate.finding import DEFECT, WARNING
from scenes.film.stage.clock import Clock
from scenes.film.voice.speech import Speech

KEYS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
LINES = "[probe]\n" + "".join(f'{key} = "{"Nothing of this is on the screen now. " * 2}"\n' for key in KEYS)
CHAPTER = f"""
square = Square(color=role('quiet'))
self.play(FadeIn(square), run_time=0.4)
for key in {KEYS}:
    with self.say(key, pause=0) as line:
        self.play(square.animate.shift(0.1 * RIGHT), run_time={{moving}} * line.left)
        self.wait(line.left + {{pause}}, frozen_frame=True)
"""


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def whats(findings) -> list[tuple[str, str]]:
    return [(finding.check, finding.severity) for finding in findings]


# --- nothing changes -----------------------------------------------------------------------------

def test_a_chapter_that_often_stands_still_is_warned_of(gate):
    result = gate.run(CHAPTER.format(pause=1.3, moving=0.5), lines=LINES)
    assert whats(result["findings"]) == [("still", WARNING)]
    assert "nothing changes in 58% of the chapter" in result["findings"][0].what
    assert 0.57 < result["still"] / result["seconds"] < 0.59


def test_a_chapter_that_moves_is_not(gate):
    result = gate.run(CHAPTER.format(pause=1.3, moving=1), lines=LINES)
    assert result["findings"] == [] and 0 < result["still"] < 0.25 * result["seconds"]


def test_stillness_is_the_sum_of_all_that_stands():
    assert stillness.still_seconds([(0, 1), (1, 1), (2, 2), (2.5, 3), (4, 3)]) == 2.5
    assert stillness.of_chapter(11, 41) and not stillness.of_chapter(10, 41) and not stillness.of_chapter(20, 30)


# --- words and rests -----------------------------------------------------------------------------

def cue(start: float, words: int, seconds: float, loud: bool = True) -> SimpleNamespace:
    spoken = [("word", seconds * k / words, seconds * (k + 1) / words) for k in range(words)]
    sound = np.full(round(seconds * 100), 0.1 * loud, np.float32)
    return SimpleNamespace(key="line", text="word " * words, frame=round(start * 10), speech=Speech(sound, spoken))


def test_words_are_counted_that_are_heard():
    assert pace.words_of([cue(0, 7, 3), cue(4, 5, 2)]) == 12 and pace.words_of([cue(0, 7, 3, loud=False)]) == 0


def test_a_chapter_in_a_hurry_is_warned_of():
    [finding] = pace.of_chapter(152, 60)
    assert finding.severity == WARNING and finding.what.startswith("152 words a minute")
    assert pace.of_chapter(150, 60) == [] and pace.of_chapter(60, 10) == []


def test_a_voice_that_never_rests_is_warned_of():
    breathless = [cue(4.1 * k, 10, 4) for k in range(12)]
    [finding] = pace.rests(breathless, Clock(10, frame=500))
    assert finding.severity == WARNING and "the longest rest is 0.1 s" in finding.what
    rested = [*breathless[:6], *(cue(4.1 * k + 1.2, 10, 4) for k in range(6, 12))]
    assert pace.rests(rested, Clock(10, frame=510)) == [] and pace.rests(breathless[:4], Clock(10, frame=170)) == []


# --- all chapters together -----------------------------------------------------------------------

def made(words: int, still: float, seconds: float = 60) -> dict:
    return {"words": words, "still": still, "seconds": seconds, "findings": []}


@pytest.mark.parametrize("chapters, found", [
    ([made(160, 5), made(120, 12)], []),
    ([made(160, 5), made(120, 14)], [("still", DEFECT)]),
    ([made(140, 5), made(152, 5)], [("pace", WARNING)]),
    ([made(150, 5), made(152, 5)], [("pace", DEFECT)])])
def test_a_film_is_judged_as_a_whole(chapters, found):
    assert whats(whole.check(chapters)) == found


def test_a_film_tells_its_figures():
    assert whole.told([made(160, 5), made(120, 12)]) == "14.2% still, 140 words a minute"
