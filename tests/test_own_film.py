"""What the README says of a film of one's own is so: its blocks, put together, make a film that the gate lets pass."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from scenes.film import film as films
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.gate.report import check_chapters
from scenes.film.narration.script import Script
from scenes.kit import theme

ROOT = Path(__file__).resolve().parents[1]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("### A film of your own")[2].partition("\n## ")[0]
BLOCKS = [re.sub(r"(?m)^    ", "", block).strip() + "\n" for block in re.findall(r"(?m)(?:^    .*\n|^\n(?=    ))+", SECTION)]


def block(*words):
    """The one block of the section that holds all these words."""
    found = [text for text in BLOCKS if all(word in text for word in words)]
    assert len(found) == 1, words
    return found[0]


@pytest.fixture
def mine(tmp_path):
    """The folder of the README's film, elsewhere than in the project."""
    folder = tmp_path / "mine"
    (folder / "script").mkdir(parents=True)
    (folder / "film.py").write_text(block("FILM = Film(name="))
    (folder / "hello.py").write_text(block("class Hello"))
    (folder / "script" / "en.toml").write_text(block("[screen.hello]"))
    return folder


def test_the_film_passes_the_gate(mine):
    film = films.load(films.find(str(mine), ROOT / "scenes"))
    assert film.written == ["hello"] and film.unwritten == []
    spoken = edition(film, {}, quality="l")
    [result] = check_chapters(spoken, [film.file("hello")], mine)
    assert result["findings"] == []
    assert result["seconds"] >= 10, "chapters last ten seconds"


def test_a_chapter_that_is_named_but_not_there_is_told(mine):
    path = mine / "film.py"
    path.write_text(path.read_text().replace('("hello",)', '("hello", "helo")'))
    assert films.load(path).unwritten == ["helo"]


def test_declared_words_may_be_capital(mine):
    from scenes.film.gate.narration import check_script
    path = mine / "script" / "en.toml"
    path.write_text(path.read_text().replace('"four, quarter:', '"Four, quarter:'))
    assert check_script(Script.load(path), "hello") == []


def test_an_unknown_role_is_told_with_those_there_are():
    with pytest.raises(theme.BadTheme, match="there is no role 'blue'; roles are background, "):
        theme.role("blue")


def test_the_engine_s_own_folder_is_no_film():
    with pytest.raises(UserError, match="there is no film 'film'; there are making, scratch;"):
        films.find("film", ROOT / "scenes")


def test_the_manim_command_finds_a_chapter_elsewhere(mine):
    planned = subprocess.run(["make", "-n", "chapter", "C=hello", f"FILM={mine}", "VENV=/nowhere"], cwd=ROOT,
                             capture_output=True, text=True)
    assert f"{mine}/hello.py" in planned.stdout, planned.stdout + planned.stderr


def test_what_is_saved_twice_within_a_second_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    chapter, told = tmp_path / "tiny.py", []
    for value in (1, 2):
        chapter.write_text(f"VALUE = {value}\n")
        os.utime(chapter, (1_000_000_000, 1_000_000_000))
        told.append(films.read_module("a_chapter", chapter).VALUE)
    assert told == [1, 2]
