"""What files import, found out once and kept by what they hold."""

import json

import pytest

from scenes.film.pieces import statements
from scenes.film.pieces.statements import Imported, imported

CODE = '''
import os, numpy.random as draw
from ..kit import text as letters
if letters:
    def later():
        from pathlib import Path
        return __import__("json"), importlib.import_module("scenes.bias")
'''
FOUND = {Imported("os"), Imported("numpy.random", known_as="draw"), Imported("kit", "text", "letters", dots=2),
         Imported("pathlib", "Path"), Imported("json", called=True), Imported("scenes.bias", called=True)}


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """A file of its own, in which nothing is kept yet."""
    monkeypatch.setattr(statements, "KEPT", tmp_path / "made" / "imports.json")
    statements._known.cache_clear()
    statements._added.clear()
    yield statements.KEPT
    statements._known.cache_clear()


def another_process():
    statements._known.cache_clear()


def test_every_way_to_import_is_found(tmp_path):
    (tmp_path / "some.py").write_text(CODE)
    assert {*imported(tmp_path / "some.py")} == FOUND


def test_what_was_found_is_not_parsed_again(tmp_path, monkeypatch):
    (tmp_path / "some.py").write_text(CODE)
    found = imported(tmp_path / "some.py")
    statements.keep()
    another_process()
    monkeypatch.setattr(statements, "_parsed", None)
    assert imported(tmp_path / "some.py") == found


def test_what_another_process_has_written_meanwhile_is_kept(tmp_path, kept):
    (tmp_path / "some.py").write_text(CODE)
    imported(tmp_path / "some.py")
    kept.parent.mkdir()
    kept.write_text('{"of another": []}')
    statements.keep()
    assert len(json.loads(kept.read_text())) == 2


def test_an_edit_is_seen(tmp_path):
    (tmp_path / "some.py").write_text(CODE)
    imported(tmp_path / "some.py")
    statements.keep()
    another_process()
    (tmp_path / "some.py").write_text("import sys")
    assert imported(tmp_path / "some.py") == [Imported("sys")]


@pytest.mark.parametrize("damaged", ["", "[]", '{"a": 1}', "{"])
def test_damage_costs_time_only(tmp_path, kept, damaged):
    kept.parent.mkdir()
    kept.write_text(damaged)
    (tmp_path / "some.py").write_text(CODE)
    assert {*imported(tmp_path / "some.py")} == FOUND


def test_where_nothing_can_be_kept_it_works_all_the_same(tmp_path, kept):
    kept.parent.write_text("a file where the folder would be")
    (tmp_path / "some.py").write_text(CODE)
    assert {*imported(tmp_path / "some.py")} == FOUND
    statements.keep()


def test_only_the_newest_are_kept(tmp_path, kept, monkeypatch):
    monkeypatch.setattr(statements, "MOST", 2)
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.py").write_text(f"import {name}")
        imported(tmp_path / f"{name}.py")
    statements.keep()
    assert [found[0][0] for found in json.loads(kept.read_text()).values()] == ["two", "three"]
