"""Marks in the script's lines: read, never spoken, the same in every language, and those that the chapters wait for."""

import ast
import re
from types import SimpleNamespace

import numpy as np
import pytest
from film_tools import said as spoken

from scenes.film.errors import UserError
from scenes.film.narration.facts import Fact, said
from scenes.film.narration.script import Script
from scenes.film.narration.sources import Sources
from scenes.film.stage.line import Line
from scenes.film.voice.speech import Speech, spread
from scenes.scratch.film import FILM

FILES = [FILM.folder / f"{name}.py" for name in FILM.written]
WAITING = ("at", "until", "wait_for")


@pytest.fixture
def script(tmp_path):
    def load(content, name="en.toml"):
        (tmp_path / name).write_text(content)
        return Script.load(tmp_path / name)
    return load


def test_marks_are_read_and_not_spoken(script):
    loaded = script('[a]\nb = """Too high: [high] {sign};\n   [low] [last] negative if too low."""')
    said = {"sign": "it is positive"}
    assert loaded.line("a", "b", said) == "Too high: it is positive; negative if too low."
    assert loaded.lines("a", said) == {"b": "Too high: it is positive; negative if too low."}
    assert loaded.marks("a", "b", said) == {"high": 2, "low": 5, "last": 5}
    assert loaded.chapter("a") == {"b": "Too high: {sign};\n   negative if too low."}


def test_a_fact_may_bring_marks_of_its_own(script):
    loaded = script('[a]\nb = "First {passes}"')
    assert loaded.marks("a", "b", {"passes": "one, [pass_2] then two."}) == {"pass_2": 2}
    assert loaded.line("a", "b", {"passes": "one, [pass_2] then two."}) == "First one, then two."


def test_the_article_is_right_across_a_mark(script):
    assert script('[a]\nb = "It is a [answer] {n}."').line("a", "b", {"n": "eight"}) == "It is an eight."


def test_the_voices_own_brackets_are_no_marks(script):
    loaded = script('[a]\nb = "Go [close](/klˈOs/) [now] now."')
    assert loaded.line("a", "b", {}) == "Go [close](/klˈOs/) now." and loaded.marks("a", "b", {}) == {"now": 2}


@pytest.mark.parametrize("line, problem", [
    ("[low] a, [low] b.", r"the mark \[low\] is there twice"),
    ("At its end. [low]", r"the mark \[low\] has no word after it"),
    ("Glued [low]negative.", r"\[low\] is not a mark"),
    ("Loud [Low] negative.", r"\[Low\] is not a mark")])
def test_a_mark_that_cannot_be_one_is_named(script, line, problem):
    loaded = script(f'[a]\nb = "{line}"')
    for reading in (loaded.line, loaded.marks):
        with pytest.raises(UserError, match=rf"en.toml: \[a\] b: {problem}"):
            reading("a", "b", {})


def line_of(text, marks, words=None):
    """A line that takes a second, at a moment 0.4 s after it began; and what it holds the picture for."""
    held, clock = [], SimpleNamespace(frame=0, rate=10)
    scene = SimpleNamespace(clock=clock, hold=held.append)
    line = Line(scene, "en.toml: [a] b", text, marks, Speech(np.zeros(48_000), words or spread(text, 0, 1)))
    clock.frame = 4
    return line, held


def test_a_line_waits_for_the_word_after_a_mark():
    line, held = line_of("aaa bbb ccc ddd", {"early": 1, "late": 3})
    line.wait_for("late")
    assert line.at("late") == pytest.approx(0.75) and held == [pytest.approx(0.35)]
    assert line.until("late") == pytest.approx(0.35) and line.until("early") == 0.1


def test_an_unknown_mark_is_answered_with_near_ones():
    line, _ = line_of("aaa bbb", {"negative": 1})
    with pytest.raises(UserError, match=r"en.toml: \[a\] b: there is no mark \[negativ\] in it; did you mean negative"):
        line.wait_for("negativ")


def test_a_voice_that_tells_of_other_words_than_the_line_has_is_noticed():
    with pytest.raises(UserError, match="the voice tells when 1 words are spoken, the line has 2"):
        line_of("aaa bbb", {}, spread("aaa", 0, 1))


ENGLISH = '[a]\nb = "x [low] y"\nc = "z"\n[screen.a]\nends = "the end"\nx = "x"\n'


def test_scripts_are_compared_line_by_line_and_mark_by_mark(script):
    english = script(ENGLISH)
    german = script('[a]\nb = "[high] y x"\nd = "z"\n[screen.a]\nends = "das Ende"\n', "de.toml")
    assert [sentence.rpartition("/")[2] for sentence in english.differences(german)] == [
        "de.toml: lacks [a] c", "de.toml: lacks [screen.a] x", "de.toml: lacks the mark [low] in [a] b",
        "en.toml: lacks [a] d", "en.toml: lacks the mark [high] in [a] b"]


def test_a_translation_has_the_same_choices_with_the_same_marks(script):
    english = script(ENGLISH + "[choices.verdict]\nyes = '[up] up'\nno = 'so [down] down'\n")
    german = script(ENGLISH + "[choices.verdict]\nyes = 'nach [up] oben'\n[choices.verb]\nyes = 'f'\n", "de.toml")
    assert [sentence.rpartition("/")[2] for sentence in english.differences(german)] == [
        "de.toml: lacks [choices.verdict] no", "de.toml: lacks the mark [down] in [choices.verdict] no",
        "en.toml: lacks [choices.verb] yes"]


def test_the_text_of_a_choice_brings_its_marks(script):
    loaded = script("[a]\nb = 'Then {verdict}.'\n[choices.verdict]\nyes = 'it goes [up] up'\n")
    facts = said({"verdict": Fact("run:n[0]>0", "choice")}, Sources({"run": SimpleNamespace(n=np.ones(1))}), loaded)
    assert loaded.line("a", "b", facts) == "Then it goes up." and loaded.marks("a", "b", facts) == {"up": 3}
    later = script("[a]\nb = 'Then {verdict}.'\n[choices.verdict]\nyes = 'it [up] goes up'\n")
    assert loaded.written("a") != later.written("a")        # so that the chapter is made again


def test_a_translation_that_has_all_of_it_does_not_differ(script):
    english = script(ENGLISH)
    german = script('[screen.a]\nx = "x"\nends = "das Ende"\n[a]\nc = "z"\nb = "[low] y x"\n', "de.toml")
    assert english.differences(german) == german.differences(english) == []


# --- the film's own chapters ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def film():
    """{chapter: {key: its marks}} of the script in use."""
    script, said = Script.load(FILM.script(FILM.language)), spoken()
    return {name: {key: set(script.marks(name, key, said)) for key in script.lines(name, said)}
            for name in FILM.written}


def waited(node, key=None):
    """(key of the line that is being spoken, or None; mark) of each call that names a mark literally."""
    if isinstance(node, ast.With) and isinstance(node.items[0].context_expr, ast.Call):
        call = node.items[0].context_expr
        key = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAITING \
            and ast.unparse(node.func.value) == "line" and isinstance(node.args[0], ast.Constant):
        yield key, node.args[0].value
    for child in ast.iter_child_nodes(node):
        yield from waited(child, key)


def trees(path):
    """A chapter's file, and the film's files that speak parts of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield tree
    for module in (node.module for node in tree.body if isinstance(node, ast.ImportFrom)):
        part = FILM.root / f"{module.replace('.', '/')}.py"
        if module.startswith("scenes.scratch.") and "self.say(" in part.read_text(encoding="utf-8"):
            yield from trees(part)


def named(path):
    """Patterns of all strings in a chapter: a mark that a loop waits for is among them."""
    for node in (node for tree in trees(path) for node in ast.walk(tree)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_chapter_waits_for_marks_that_are_there(path, film):
    lines = film[path.stem]
    every = set().union(*lines.values())
    for key, mark in (one for tree in trees(path) for one in waited(tree)):
        assert mark in (lines[key] if key else every), f"[{path.stem}] {key} has no mark [{mark}]"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_mark_is_needless(path, film):
    patterns = [re.compile(pattern) for pattern in named(path)]
    for key, marks in film[path.stem].items():
        for mark in marks:
            found = any(pattern.fullmatch(mark) for pattern in patterns)
            assert found, f"[{path.stem}] {key}: nobody waits for [{mark}]"
