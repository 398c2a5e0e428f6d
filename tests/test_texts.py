"""Outlines of texts are never met half written: not of a killed process, not of one beside this."""

from pathlib import Path

import pytest
from film_tools import of, over
from manim import Text, config, tempconfig

from scenes.film.stage.texts import KEPT, OwnTexts
from scenes.film.unfinished import unfinished
from scenes.kit.outlines import KeptText


@pytest.fixture
def folder(tmp_path):
    with tempconfig({"text_dir": str(tmp_path / "texts"), "tex_dir": str(tmp_path / "texts")}):
        yield tmp_path / "texts"


def files(folder):
    return sorted(path.name for path in folder.iterdir() if path.suffix in KEPT) if folder.exists() else []


def test_what_a_scene_adds_is_there_for_others_when_it_ends_and_not_before(folder):
    one, other = OwnTexts(), OwnTexts()
    one.begin()
    KeptText("One")
    assert files(folder) == [] and files(Path(config.text_dir)) != []
    one.end()
    finished = files(folder)
    assert [Path(name).suffix for name in finished] == [".npz", ".svg"] and config.get_dir("text_dir") == folder
    other.begin()
    assert files(Path(config.text_dir)) == finished
    Text("Two")
    other.end()
    assert len(files(folder)) == 3 and not list(folder.glob(".*"))


def test_a_file_that_is_half_written_by_another_is_not_taken(folder):
    one = OwnTexts()
    one.begin()
    Text("One")
    [outline] = Path(config.text_dir).glob("*.svg")
    outline.write_text("<svg")
    with tempconfig({"text_dir": str(folder), "tex_dir": str(folder)}):
        beside = OwnTexts()
        beside.begin()
        assert len(Text("One")) == 3
        beside.end()


def test_what_a_killed_process_left_goes_when_nobody_can_be_using_it(folder):
    new = unfinished(folder / "own")
    killed = of(new, over())
    for path in (killed, new):
        path.mkdir(parents=True)
        (path / "half.svg").write_text("<svg")
    texts = OwnTexts()
    texts.begin()
    assert not killed.exists() and new.exists() and "half.svg" not in files(Path(config.text_dir))
    texts.end()
