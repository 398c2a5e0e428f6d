"""A term is introduced before it is used."""

import pytest

from scenes.film.gate import terms
from scenes.film.narration.script import Script

LINES = {"one": {"title": "The slope", "first": "It is steep here.", "second": "Its {noun} falls."},
         "two": {"first": "How steep it is, is called its [slope] slope.", "second": "All slopes are slopes of it."}}


def check(introduced: dict, noun: str = "cost", code: str = "en", tables: dict = LINES) -> list[str]:
    script = Script("script.toml", tables, code=code, terms=introduced)
    return [finding.what for finding in terms.check(script, ["one", "two", "unwritten"], {"noun": noun})]


@pytest.mark.parametrize("introduced", [{}, {"slope": "two.first"}, {"cost": "one.second"}])
def test_terms_in_order_pass(introduced):
    assert check(introduced) == []


@pytest.mark.parametrize("noun", ["slope", "Slopes"])
def test_a_term_that_comes_too_early_is_found_also_in_the_plural_and_in_a_placeholder(noun):
    assert check({"slope": "two.first"}, noun) == [f"line one.second says {noun!r}, which line two.first introduces later"]


def test_only_whole_words_are_the_term():
    assert check({"slope": "two.first"}, "sloped") == [] and check({"cost": "two.first"}, "costliness") == \
        ["[terms] says that line two.first introduces 'cost'; it does not say it"]


def test_a_line_of_a_term_must_exist_and_say_it():
    assert check({"slope": "two.third"}) == ["[terms] has slope = 'two.third', but the script has no such line"]
    assert check({"slope": "one.first"}) == ["[terms] says that line one.first introduces 'slope'; it does not say it"]


@pytest.mark.parametrize("term, plural", [("bias", "biases"), ("entropy", "entropies"), ("way", "ways")])
def test_plurals_are_those_of_the_language(term, plural):
    tables = {"one": {"first": f"All {plural}."}, "two": {"first": f"The {term}."}}
    assert len(check({term: "two.first"}, tables=tables)) == 1
    assert check({term: "two.first"}, code="fr", tables=tables) == []


def test_a_script_holds_its_terms(tmp_path):
    path = tmp_path / "en.toml"
    path.write_text('[terms]\n"hidden layer" = "one.first"\n[one]\nfirst = "A hidden layer."\n')
    script = Script.load(path)
    assert script.terms == {"hidden layer": "one.first"} and list(script.tables) == ["one"]
