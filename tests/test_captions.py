"""Captions keep their rules: two lines of 42 characters, 1-6 s, 17 characters a second, never two at once."""

import re

import pytest
from film_tools import said

from scenes.film.edition import edition
from scenes.film.join.captions import (FASTEST, LONGEST, SHORTEST, WIDTH, Caption, captions, split, wrap, write_srt,
                                       write_vtt)
from scenes.film.narration.languages import language
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.languages.german import GERMAN
from scenes.film.narration.script import Script
from scenes.film.voice import voice
from scenes.film.voice.speech import spread
from scenes.scratch.film import FILM

HAIR = 1e-6


def problems(made, length):
    """What is wrong with captions in a film of so many seconds."""
    found = []
    for i, caption in enumerate(made):
        lines = caption.text.split("\n")
        seconds = caption.end - caption.start
        checks = {
            "lines": len(lines) <= 2, "width": max(map(len, lines)) <= WIDTH, "too short": seconds >= SHORTEST - HAIR,
            "too long": seconds <= LONGEST + HAIR, "too fast": len(caption.text) / seconds <= FASTEST + HAIR,
            "overlap": i == 0 or made[i - 1].end <= caption.start + HAIR, "outside": 0 <= caption.start < caption.end,
            "late": caption.end <= length + HAIR, "ragged": caption.text == caption.text.strip()}
        found += [(rule, caption) for rule, kept in checks.items() if not kept]
    return found


def spoken_film():
    """Every line of the film's script as the voice says it, one after another: (lines of words, length)."""
    script, facts, speaker = Script.load(FILM.script(FILM.language)), said(), voice.of(edition(FILM, {}))
    lines, now = [], 0.0
    for chapter in script.tables:
        for key, text in (script.lines(chapter, facts) if chapter != "film" else {}).items():
            speech = speaker.speak(text, chapter, key)
            lines.append([(word, begin + now, end + now) for word, begin, end in speech.words])
            now += speech.duration + 0.25
    return lines, now


def test_the_whole_script_keeps_the_rules():
    lines, length = spoken_film()
    made = captions(lines, length, ENGLISH)
    assert problems(made, length) == []
    assert " ".join(caption.text.replace("\n", " ") for caption in made) == " ".join(
        word for line in lines for word, _, _ in line)


def test_captions_stay_near_their_words():
    lines, length = spoken_film()
    begins = [group[0][1] for line in lines for group in split(line, ENGLISH)]
    made = captions(lines, length, ENGLISH)
    assert len(made) == len(begins)
    assert max(abs(caption.start - begin) for caption, begin in zip(made, begins)) < 0.6


LONG = ("The error at the output is carried back through the very same weights, scaled by the slope of the sigmoid, "
        "and so every hidden neuron learns how much of the blame is its own.")


def test_a_long_line_is_split_at_its_joints():
    groups = [" ".join(word for word, _, _ in group) for group in split(spread(LONG, 0, 11), ENGLISH)]
    assert " ".join(groups) == LONG and len(groups) >= 2
    assert all(group[-1] in ",." for group in groups), groups


@pytest.mark.parametrize("seconds", [8, 11, 16])
def test_the_rules_hold_at_any_pace(seconds):
    length = 2 * seconds + 20
    made = captions([spread(LONG, 1, 1 + seconds), spread(LONG, seconds + 6, 2 * seconds + 6)], length, ENGLISH)
    slow = seconds >= len(LONG) / FASTEST
    found = [problem for problem in problems(made, length) if slow or problem[0] != "overlap"]
    assert found == []


def test_no_caption_stays_longer_than_one_can_be_read():
    [caption] = captions([[("One", 0.5, 3.2), ("two.", 3.2, 6.24)]], 20, ENGLISH)
    assert caption.end - caption.start == pytest.approx(LONGEST)


def test_a_caption_at_the_very_end_stays_in_the_film():
    made = captions([spread("That is all.", 3, 3.4)], 3.5, ENGLISH)
    assert problems(made, 3.5) == []


def test_lines_break_where_speech_does():
    assert wrap("The first row times the column gives the sum we had.", ENGLISH) == (
        "The first row times the column\ngives the sum we had.")
    assert wrap("Short enough.", ENGLISH) == "Short enough."


GERMAN_LINE = ("Der Fehler am Ausgang wird über dieselben Gewichte zurückgetragen und mit der Steigung der Kurve "
               "multipliziert, sodass jedes Neuron erfährt wie groß sein Anteil an dem Fehler ist.")
GERMAN_TEXT = "Die Gewichte stehen hier in Zeilen und alle Summen in Spalten."


def test_a_german_line_is_split_at_german_joints():
    words = spread(GERMAN_LINE, 0, 12)
    groups = [[word for word, _, _ in group] for group in split(words, GERMAN)]
    assert len(groups) >= 2 and " ".join(" ".join(group) for group in groups) == GERMAN_LINE
    for before, after in zip(groups, groups[1:]):
        assert before[-1][-1] in ",." or after[0] in GERMAN.openers
        assert before[-1] not in GERMAN.clinging
    assert wrap(GERMAN_TEXT, GERMAN) == "Die Gewichte stehen hier in Zeilen\nund alle Summen in Spalten."


def test_without_a_languages_small_words_only_punctuation_and_length_count():
    assert wrap(GERMAN_TEXT, language("xx")) != wrap(GERMAN_TEXT, GERMAN)
    made = captions([spread(GERMAN_LINE, 0, 12)], 13, language("xx"))
    assert problems(made, 13) == []


def test_a_sentence_ends_before_its_closing_mark_too():
    for quoted in ("Ask it “which of them is the image?” Then it answers.",
                   'Ask it "which of them is the image?" Then it answers.'):
        assert wrap(quoted, ENGLISH).splitlines()[1] == "Then it answers."


def test_words_that_take_no_time_are_in_the_captions():
    words = [("Chapter", 0.1, 0.8), ("IV", 0.8, 0.8), ("begins", 0.9, 1.2), ("-", 1.2, 1.2), ("now.", 1.3, 1.6)]
    made = captions([words], 4, ENGLISH)
    assert " ".join(caption.text for caption in made) == "Chapter IV begins - now." and problems(made, 4) == []


MADE = [Caption(0, 1.5, "One & two\n<three>"), Caption(61.25, 3661.001, "Last.")]


def test_srt_is_as_players_expect(tmp_path):
    write_srt(tmp_path / "a.srt", MADE)
    assert (tmp_path / "a.srt").read_text() == (
        "1\n00:00:00,000 --> 00:00:01,500\nOne & two\n<three>\n\n2\n00:01:01,250 --> 01:01:01,001\nLast.\n")


def test_vtt_is_as_browsers_expect(tmp_path):
    write_vtt(tmp_path / "a.vtt", MADE)
    text = (tmp_path / "a.vtt").read_text()
    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nOne &amp; two\n&lt;three&gt;\n\n")
    assert re.findall(r"-->", text) == ["-->", "-->"]


def test_every_character_is_there_whatever_it_is_and_however_long_the_line():
    text = " ".join([
        "\u4e16\u754c", "\u0645\u0631\u062d\u0628\u0627", "\U0001F600", "a" * 130, "<b>", "&", "\u22125.", "[x]",
        "a\u200bb"] * 60)
    made = captions([spread(text, 0, 400)], 401, ENGLISH)
    assert " ".join(caption.text for caption in made).split() == text.split()
