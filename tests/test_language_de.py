"""Film one in German: its script has all that the English one has, each line can be filled, and numbers are German."""

import pytest

from test_captions import problems

from scenes.film.edition import edition
from scenes.film.gate.narration import check_facts, check_script
from scenes.film.gate.provenance import told
from scenes.film.join.captions import captions
from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.languages.german import GERMAN
from scenes.film.narration.placeholders import put_in
from scenes.film.narration.script import Script
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import spread
from scenes.kit import figures
from scenes.kit.text import Number, _glyph, words
from scenes.scratch.film import FILM
from scenes.scratch.subject import OTHER, Subject


@pytest.fixture(scope="module")
def script():
    return Script.load(FILM.script("de"))


@pytest.fixture(scope="module")
def said(script):
    """What the placeholders stand for, of images that are digits, of others, and of others whose classes have names."""
    def of(**runs):
        return spoken_facts(FILM, FILM.runs.load(FILM.runs.folder) | runs, script)
    named = {"kind": OTHER, "own": {"de": {"classes": ["Hemd", "Hose", "Mantel", *"ABCDEFG"]}}}
    return {"digits": of(), "images": of(subject=Subject()), "garments": of(subject=Subject(named))}


@pytest.fixture
def german_figures():
    figures.use(GERMAN.thousands, GERMAN.decimal)
    yield
    figures.use()


def test_it_has_all_that_the_english_script_has(script):
    assert script.differences(Script.load(FILM.script("en"))) == []


def test_marks_come_in_the_same_order_as_in_english(script, said):
    english = Script.load(FILM.script("en"))
    facts = spoken_facts(FILM, FILM.runs.load(FILM.runs.folder), english)
    for chapter in FILM.written:
        for key in english.lines(chapter, facts):
            assert list(script.marks(chapter, key, said["digits"])) == list(english.marks(chapter, key, facts)), key


@pytest.mark.parametrize("subject", ["digits", "images", "garments"])
def test_every_line_and_text_can_be_filled(script, said, subject):
    values = dict.fromkeys(("answer", "updates", "neuron", "value", "number", "chapter", "block", "steps"), "1") | said[subject]
    lines = [line for chapter in FILM.written for line in script.lines(chapter, values).values()]
    screens = [script.text(chapter, key, values) for chapter, texts in script.screen.items() for key in texts]
    page = [script.page_text(key, values) for key in script.page]
    assert all(line[-1] in ".?!" for line in lines)
    assert not [text for text in (*lines, *screens, *page) if "{" in text or "  " in text]


def test_numbers_are_declared_and_terms_introduced(script):
    assert [finding.what for chapter in FILM.written for finding in check_script(script, chapter)] == []
    assert [finding.what for finding in check_facts(edition(FILM, {}, language="de"))] == []


def test_captions_keep_their_rules(script, said):
    lines, now = [], 0.0
    for text in (text for chapter in FILM.written for text in script.lines(chapter, said["digits"]).values()):
        seconds = SilentVoice().speak(text, {}).duration
        lines.append(spread(text, now, now + seconds))
        now += seconds + 0.25
    assert problems(captions(lines, now, GERMAN), now) == []


def test_sentences_have_german_numbers_and_articles(script, said):
    assert script.line("opening", "accuracy", said["digits"]) == \
        "Von 10.000 Bildern, die es nie gesehen hat, erkennt es 93,1 Prozent richtig."
    assert script.line("bias", "points", said["digits"]).endswith("Nullen und Einsen.")
    assert script.line("closing", "question", said["digits"]) == "Wo hört eine Vier auf, und wo fängt eine Neun an?"
    assert script.line("layers", "shown", said["images"]).startswith("Es ist Klasse Null.")


@pytest.mark.parametrize("word, one, several", [
    ("vier", "eine Vier", "Vieren"), ("eins", "eine Eins", "Einsen"), ("10", "eine 10", "10er"), ("Hemd", "Hemd", "Hemd")])
def test_one_and_several_of_a_class(word, one, several):
    assert put_in("{n:one}, {n:plural}", {"n": word}, "hier", GERMAN) == f"{one}, {several}"


def test_in_english_one_has_its_article():
    assert put_in("{n:one}, {m:one}", {"n": "eight", "m": "coat"}, "here", ENGLISH) == "an eight, a coat"


def test_figures_are_seen_as_german_ones_and_spelled_as_programs_do(german_figures):
    point = Number(0.5, source="test")._slots[2].points
    comma = _glyph(",")
    assert len(point) == len(comma) and Number(0.5, source="test")._text(0.5) == "0.50"
    assert words("von 10.000 Bildern").writing.string == "von 10,000 Bildern" == figures.plain("von 10.000 Bildern")
    assert figures.written("1,234.5 %, 3, 4") == "1.234,5 %, 3, 4"
    assert told(words("0,31 von 2.000").writing.string, (0.3142, 2000)) is None
