"""The narration: what is read from the script, what is filled in, and what is said about mistakes."""

from types import SimpleNamespace

import numpy as np
import pytest
from film_tools import said as spoken

from network import snapshots
from scenes.film.companions import description
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.gate.narration import check_facts
from scenes.film.narration.facts import evaluated
from scenes.film.narration.languages import language
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.languages.german import GERMAN
from scenes.film.narration.script import Script, fill
from scenes.film.narration.sources import Sources
from scenes.scratch import facts
from scenes.scratch.film import FILM


@pytest.fixture
def script(tmp_path):
    def load(content):
        path = tmp_path / "en.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Script.load(path)
    return load


def test_lines_are_filled_and_put_on_one_line(script):
    loaded = script('[forward]\ntitle = "T"\na = """So many:\n  {count}   images."""\nb = "Set {{x}}."')
    assert loaded.lines("forward", {"count": "60,000"}) == {"a": "So many: 60,000 images.", "b": "Set {x}."}
    assert loaded.title("forward") == "T" and loaded.title("one_hot") == "One hot"


@pytest.mark.parametrize("content, problem", [
    ("[forward]\na = 'one", "cannot be read"),
    (b"[forward]\na = '\xff'", "cannot be read .line 2 is not UTF-8; save the file as UTF-8"),
    ("[forward]\na = 'so'".encode("utf-16"), "line 1 is not UTF-8"),
    ("[forward]\na = " + "[" * 3000, "nested too deeply"),
    ("[forward]\na = " + "9" * 5000, "cannot be read"),
    ("a = 'one'", "outside a \\[chapter\\] table"),
    ("[forward]\na = 3", "\\[forward\\] a must be"),
    ("[forward]\na = '  '", "\\[forward\\] a must be"),
    ("choices = 'yes'", "choices must be made of tables"),
    ("[choices]\nverdict = 'yes'", "choices.verdict stands outside a \\[choices.chapter\\] table"),
    ("[choices.verdict]\nyes = 1", "\\[choices.verdict\\] yes must be")])
def test_a_script_that_cannot_be_used_is_named(script, content, problem):
    with pytest.raises(UserError, match=f"en.toml: .*{problem}"):
        script(content)


def test_a_mark_of_the_byte_order_is_no_part_of_a_script(script):
    assert script("[forward]\na = 'one ü'".encode("utf-8-sig")).lines("forward", {}) == {"a": "one ü"}


def test_a_script_that_is_missing_is_named(tmp_path):
    with pytest.raises(UserError, match="nothing.toml"):
        Script.load(tmp_path / "nothing.toml")


def test_wrong_names_are_answered_with_near_ones(script):
    loaded = script("[forward]\nproducts = 'Of {hiden}.'\nopen = 'a {'")
    with pytest.raises(UserError, match=r"\[forwrd\]; did you mean forward"):
        loaded.chapter("forwrd")
    with pytest.raises(UserError, match="no line 'product'; did you mean products"):
        loaded.line("forward", "product", {})
    with pytest.raises(UserError, match=r"products: unknown placeholder \{hiden\}; did you mean hidden"):
        loaded.line("forward", "products", {"hidden": "20", "inputs": "784"})
    with pytest.raises(UserError, match="brace"):
        loaded.line("forward", "open", {})


@pytest.mark.parametrize("placeholder", ["{run.path}", "{classes[0]}", "{run!r}", "{run:>9}", "{run:{width}}", "{}", "{0}"])
def test_a_placeholder_is_a_name_and_nothing_else(script, placeholder):
    loaded = script(f"[forward]\nproducts = 'Of {placeholder}.'")
    with pytest.raises(UserError) as refused:
        loaded.line("forward", "products", {"run": "1", "classes": "2", "width": "3"})
    assert str(refused.value).endswith(f"[forward] products: {placeholder} is no placeholder; write {{name}}, "
                                       "{name:capital}, {name:plural} or {name:one}")


def test_what_is_no_placeholder_is_told_in_one_line_however_long_it_is(script):
    loaded = script("[forward]\nproducts = \"\"\"Of {one\n\nand " + "more " * 100 + "}.\"\"\"")
    with pytest.raises(UserError, match=r"\{one and more .{20,60}\.\.\.\} is no placeholder") as refused:
        loaded.line("forward", "products", {})
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 300


@pytest.mark.parametrize("number, article", [
    ("eight", "an"), ("8", "an"), ("18", "an"), ("11", "an"), ("nine", "a"), ("80,000", "an"), ("1", "a"),
    ("seven", "a"), ("110", "a"), ("one", "a"), ("11,000", "an"), ("1,100", "a"), ("ankle boot", "an"), ("unit", "a")])
def test_the_article_follows_the_number(number, article):
    assert fill("It is a {n}.", {"n": number}, "here", ENGLISH) == f"It is {article} {number}."
    assert fill("An {n}.", {"n": number}, "here", ENGLISH) == f"{article.capitalize()} {number}."
    assert fill("It is a {n}.", {"n": number}, "here", GERMAN) == f"It is a {number}."


def test_an_article_follows_across_a_mark_and_only_before_a_placeholder():
    assert fill("A [last] {n} is a octet, data {n}.", {"n": "eight"}, "here", ENGLISH) == \
        "An eight is a octet, data eight."


def test_a_noun_can_have_its_capital():
    assert fill("Eine {n:capital} ist {n}.", {"n": "sechs"}, "hier", GERMAN) == "Eine Sechs ist sechs."


def test_the_language_is_that_of_the_edition_of_the_script_or_of_the_files_name(tmp_path):
    path = tmp_path / "de.toml"
    path.write_text("[forward]\na = 'So'")
    assert Script.load(path).language is GERMAN and Script.load(path, "en").language is ENGLISH
    path.write_text("[film]\nlanguage = 'eng'")
    assert Script.load(path).language is ENGLISH


def test_in_another_language_the_numbers_are_its_own():
    runs, said = FILM.runs.load(FILM.runs.folder), spoken()
    facts = {name: fact for name, fact in FILM.facts(runs).items() if fact.form != "choice"}
    german = SimpleNamespace(language=GERMAN, choices={})
    texts, problems = evaluated(facts, Sources(runs, methods=FILM.methods), german)
    assert problems == {} and texts.keys() == facts.keys()
    assert (texts["train_count"], texts["epochs"]) == ("60.000", "drei")
    assert texts["test_accuracy"] == said["test_accuracy"].replace(".", ",").replace("percent", "Prozent")


def test_the_description_has_the_languages_headings():
    film = Script("de.toml", {"film": {"sources": "- Nature."}}, code="de")
    text = description.description([], film, {}, "piper-tts")
    assert text.startswith("# Der Film") and "## Kapitel" in text and "## Quellen\n\n- Nature." in text
    assert text.endswith("## Stimme\n\npiper-tts\n")
    assert "Stimme" not in description.description([], film, {}, "")


@pytest.fixture(scope="module")
def runs():
    return snapshots.load("pixels"), snapshots.load("digits")


def test_facts_are_what_the_snapshots_say(runs):
    pixels, digits = runs
    said = spoken(pixels=pixels, digits=digits)
    assert said["test_accuracy"] == f"{100 * digits.accuracy_test[-1]:.1f} percent"
    assert said["train_count"] == "60,000" and said["epochs"] == "three" and said["learn_rate"] == "0.01"
    label, answer = facts.most_confused(digits)
    wrong = digits.confusion.copy()
    np.fill_diagonal(wrong, 0)
    assert wrong[label, answer] == wrong.max() and label != answer
    o, label = pixels.o[pixels.step(0), 0], pixels.label_of(0)
    assert float(said["cost_before"]) == pytest.approx(-np.log(np.where(label == 1, o, 1 - o)).sum(), abs=0.01)
    assert said["cost_before"] != said["cost_after"]


def test_every_fact_can_be_said():
    assert [finding.what for finding in check_facts(edition(FILM, {}))] == []


def test_numbers_are_written_as_they_are_said():
    assert [ENGLISH.word(n) for n in (0, 9, 10, 180000)] == ["zero", "nine", "10", "180,000"]
    assert [GERMAN.word(n) for n in (0, 3, 10, 180000)] == ["null", "drei", "10", "180.000"]
    assert (ENGLISH.percent(0.93125), GERMAN.percent(0.93125)) == ("93.1 percent", "93,1 Prozent")
    assert (ENGLISH.fixed(1234.5, 2), GERMAN.fixed(1234.5, 2)) == ("1,234.50", "1.234,50")
    assert (ENGLISH.general(0.01), GERMAN.general(0.01), GERMAN.general(2118)) == ("0.01", "0,01", "2118")
    assert [ENGLISH.ordinal(n) for n in (1, 10, 11, 22, 113)] == ["first", "tenth", "11th", "22nd", "113th"]
    assert [GERMAN.ordinal(n) for n in (4, 11)] == ["vierte", "11."]


def test_a_language_that_is_not_here_gets_figures():
    french = language("fr")
    assert (french.word(3), french.ordinal(4), french.percent(0.931), french.iso) == ("3", "4.", "93.1 %", "und")
    assert fill("Un a {n}.", {"n": "8"}, "ici", french) == "Un a 8." and french.heading("sources") == "Sources"
    assert language("fra").iso == "fra" and language("en-GB") is ENGLISH and language("deu") is GERMAN


def test_figures_are_read_by_their_languages_separators():
    text = "60,000 of 1,234.5 and 0.01, 3,1"
    assert ENGLISH.plain_figures(text) == "60000 of 1234.5 and 0.01, 3,1"
    assert GERMAN.plain_figures("60.000 von 1.234,5 und 0,01.") == "60000 von 1234.5 und 0.01."


def test_the_films_script_holds_good_lines():
    script, said = Script.load(FILM.script(FILM.language)), spoken()
    assert set(script.tables) - {"film"} <= set(FILM.chapters)
    for chapter in set(script.tables) - {"film"}:
        for key, text in script.lines(chapter, said).items():
            sentences = text.replace("?", ".").replace("!", ".").split(". ")
            assert max(len(sentence.split()) for sentence in sentences) < 25, f"[{chapter}] {key} is long"
            assert text[-1] in ".?!", f"[{chapter}] {key} does not end"
