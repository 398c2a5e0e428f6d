"""What the chapter on the viewer's own film says: its three files are the README's, and they make the film that is shown."""

import tomllib

import numpy as np
import pytest
from manim import PI, Square

from network.experiments import stored
from network.snapshots import load
from scenes.film.edition import edition
from scenes.film.film import load as load_film
from scenes.film.narration.script import Script
from scenes.film.rehearse import rehearse
from scenes.making.film import FILM
from scenes.making.record import yours
from scenes.scratch.film import FILM as SUBJECT

LOG = FILM.runs.load(FILM.runs.folder)["making"]
TEXTS = yours.record().texts


def test_the_three_files_make_a_chapter_with_a_square(tmp_path):
    (tmp_path / "script").mkdir()
    (tmp_path / "film.py").write_text(TEXTS["yours_film"])
    (tmp_path / "hello.py").write_text(TEXTS["yours_seen"])
    (tmp_path / "script" / "en.toml").write_text(TEXTS["yours_words"])
    film = load_film(tmp_path / "film.py")
    scene = rehearse(edition(film, {}, quality="l", voice="none"), tmp_path / "hello.py")
    assert film.name == "mine" and [cue.key for cue in scene.cues] == ["square", "turn"]


def test_the_spoken_line_is_that_of_the_readme_and_the_command_makes_that_film():
    ours = tomllib.loads(FILM.script("en").read_text(encoding="utf-8"))["yours"]
    assert ours["square"] == tomllib.loads(TEXTS["yours_words"])["hello"]["square"]
    assert TEXTS["yours_command"] == "make FILM=mine"


def test_what_is_said_of_the_square_is_so():
    corners = Square(3).get_vertices()
    assert np.ptp(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)) == pytest.approx(0)
    turned = Square(3).rotate(PI / 2).get_vertices()
    assert all(np.isclose(turned, corner, atol=1e-9).all(axis=1).any() for corner in corners)


def test_the_other_strokes_are_of_the_seed_that_is_typed():
    run, other = load("digits"), stored.load()
    assert other.meta["runs"]["reseeded"]["settings"] == {"seed": run.meta["seed"] + 1}
    assert other.reseeded.change.shape == run.w_i_h[-1].shape
    assert np.abs(other.reseeded.change).max() > 0


def test_other_editions_are_made_by_commands_that_the_readme_tells():
    readme = (SUBJECT.root / "README.md").read_text(encoding="utf-8")
    commands = LOG.text("yours_options").splitlines()
    assert [command.partition("=")[0] for command in commands] == ["make DATA", "make SCRIPT", "make LANGUAGE"]
    assert all(f"    {command} " in readme for command in commands)


def test_the_sentence_is_said_so_in_each_language_of_film_one():
    said = [Script.load(SUBJECT.script(code)).chapter("opening")["nobody"] for code in ("en", "de", "es")]
    assert LOG.text("yours_languages").splitlines() == said and SUBJECT.languages == ["de", "en", "es"]
