"""The narration: what is read from the script, what is filled in, and what is said about mistakes."""

import numpy as np
import pytest

from network import snapshots
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.gate.narration import check_facts
from scenes.film.narration.script import Script, fill
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
    (b"[forward]\na = '\xff'", "cannot be read"),
    ("a = 'one'", "outside a \\[chapter\\] table"),
    ("[forward]\na = 3", "\\[forward\\] a must be"),
    ("[forward]\na = '  '", "\\[forward\\] a must be")])
def test_a_script_that_cannot_be_used_is_named(script, content, problem):
    with pytest.raises(UserError, match=f"en.toml: .*{problem}"):
        script(content)


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


@pytest.mark.parametrize("number, article", [("eight", "an"), ("8", "an"), ("18", "an"), ("11", "an"), ("nine", "a"),
                                             ("80,000", "an"), ("1", "a"), ("seven", "a"), ("110", "a")])
def test_the_article_follows_the_number(number, article):
    assert fill("It is a {n}.", {"n": number}, "here") == f"It is {article} {number}."


@pytest.fixture(scope="module")
def runs():
    return snapshots.load("pixels"), snapshots.load("digits")


def test_facts_are_what_the_snapshots_say(runs):
    pixels, digits = runs
    said = facts.facts(pixels, digits)
    assert said["test_accuracy"] == f"{100 * digits.accuracy_test[-1]:.1f} percent"
    assert said["train_count"] == "60,000" and said["epochs"] == "three" and said["learn_rate"] == "0.01"
    label, answer = facts.most_confused(digits)
    wrong = digits.confusion.copy()
    np.fill_diagonal(wrong, 0)
    assert wrong[label, answer] == wrong.max() and label != answer
    assert float(said["cost_before"]) == pytest.approx(pixels.e[pixels.step(0), 0], abs=0.01)
    assert said["cost_before"] != said["cost_after"]


def test_every_fact_says_what_its_source_says(runs):
    assert [finding.what for finding in check_facts(edition(FILM, {}))] == []


@pytest.mark.parametrize("shares, text", [
    ([0.5], "50.0 percent in its only pass."),
    ([0.857, 0.923], "85.7 percent in the first pass, [pass_2] 92.3 percent in the second."),
    ([0.1, 0.2, 0.3, 0.4, 0.5], "10.0 percent in the first pass, [pass_2] 50.0 percent in the last.")])
def test_passes_are_told_as_a_person_would(shares, text):
    assert facts.passes(shares) == text


def test_numbers_are_written_as_they_are_said():
    assert [facts.word(n) for n in (0, 9, 10, 180000)] == ["zero", "nine", "10", "180,000"]
    assert facts.percent(0.93125) == "93.1 percent"


def test_the_films_script_holds_good_lines(runs):
    script, said = Script.load(FILM.script(FILM.language)), facts.facts(*runs)
    assert set(script.tables) - {"film"} <= set(FILM.chapters)
    for chapter in set(script.tables) - {"film"}:
        for key, text in script.lines(chapter, said).items():
            sentences = text.replace("?", ".").replace("!", ".").split(". ")
            assert max(len(sentence.split()) for sentence in sentences) < 25, f"[{chapter}] {key} is long"
            assert text[-1] in ".?!", f"[{chapter}] {key} does not end"
