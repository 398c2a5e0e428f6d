"""What is logged of a chapter: every word of its lines, but for those in parts of it that are not in the file."""

from types import SimpleNamespace

import numpy as np
import pytest

from scenes.film.join.captions import captions
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.stage import cues
from scenes.film.stage.clock import SAMPLE_RATE, Clock
from scenes.film.voice.hibari import HibariVoice
from scenes.film.voice.speech import Speech, timed

RATE = 10


def logged(text, speech, *plays, frame=0):
    """The log of a scene with one line; plays: (frames, whether they are in the file)."""
    clock = Clock(RATE)
    for frames, is_written in plays or [(frame + round(speech.duration * RATE) + 1, True)]:
        clock.tick(frames, is_written)
    scene = SimpleNamespace(clock=clock, cues=[cues.Cue("line", text, frame, speech)], name="probe", key="",
                            lines={"line": text}, renderer=SimpleNamespace(num_plays=1))
    return cues.log(scene)


def words_of(log):
    return [word for cue in log["cues"] for word, _, _ in cue["words"]]


def caption_words(log):
    made = captions([cue["words"] for cue in log["cues"]], log["frames"] / log["rate"], ENGLISH)
    return " ".join(caption.text for caption in made).split()


@pytest.fixture(scope="module")
def hibari():
    return HibariVoice()


@pytest.mark.parametrize("text", ["Chapter IV", "It is 5 % of it.", "Let x = 3 now.", "Yes - no.", "-", "A - - b."])
@pytest.mark.parametrize("tells", [True, False])
def test_every_word_is_in_the_log_and_in_the_captions(hibari, text, tells):
    speech = hibari.speak(text, {})
    speech = speech if tells else timed(Speech(speech.samples), text)
    log = logged(text, speech, frame=7)
    assert words_of(log) == text.split() == caption_words(log)
    begins = [begin for cue in log["cues"] for _, begin, _ in cue["words"]]
    assert begins == sorted(begins) and 0.7 <= begins[0] and begins[-1] < 0.7 + speech.duration


SPEECH = Speech(np.ones(SAMPLE_RATE, np.float32), [("one", 0.0, 0.25), ("-", 0.25, 0.25), ("two", 0.35, 0.55),
                                                   ("three", 0.55, 0.75), ("-", 0.75, 0.75), ("-", 1.0, 1.0)])


def test_words_that_take_no_time_are_logged():
    assert words_of(logged("one - two three - -", SPEECH)) == ["one", "-", "two", "three", "-", "-"]
    assert words_of(logged("one - two three - -", SPEECH, (10, True))) == ["one", "-", "two", "three", "-", "-"]


@pytest.mark.parametrize("plays, left", [
    ([(3, True), (7, False)], "one -"), ([(3, False), (7, True)], "two three - -"),
    ([(2, True), (4, False), (4, True)], "one three - -"), ([(6, False), (1, True), (3, False)], "three")])
def test_of_a_part_only_the_words_that_are_left_out_are_missing(plays, left):
    assert words_of(logged("one - two three - -", SPEECH, *plays)) == left.split()
