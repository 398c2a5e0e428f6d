"""make with nothing to do says so at once; an edit of anything that the film is made from, or of the film, makes it anew."""

import io
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock, patch

import pytest
from film_tools import film_in, write_project

from network import snapshots
from scenes.film import __main__ as command
from scenes.film import freshness
from scenes.film.make import Work, made_from
from scenes.scratch.film import FILM

CHAPTER = '''
from manim import Square
from scenes.film.chapter import Chapter
import helper


class Probe(Chapter):
    def construct(self):
        with self.say("first"):
            self.play(Square().animate.scale(helper.SIZE), run_time=0.2)
'''
LINES = '[film]\ntitle = "A film"\n[probe]\ntitle = "A probe"\nfirst = "That is all of it."\n'
COLOURS = 'positive = "#FF0000"\n'


class Film:
    """A film of one chapter, and the command that makes it."""

    def __init__(self, folder):
        self.folder = folder
        write_project(folder, {"probe": CHAPTER}, LINES)
        (folder / "helper.py").write_text("SIZE = 2\n")
        (folder / "colours.toml").write_text(COLOURS)
        (folder / "voice/probe").mkdir(parents=True)
        (folder / "runs").mkdir()
        for name in FILM.runs.names:
            shutil.copy(snapshots.FOLDER / f"{name}.npz", folder / "runs")
        self.options = ["--quality", "l", "--voice", "none", "--palette", "colours.toml"]
        self.environment = {**os.environ, "SNAPSHOTS": "runs"} | dict.fromkeys(("VOICE", "SCRIPT", "PALETTE"), "")

    def make(self, *options):
        arguments = [sys.executable, "-m", "scenes.film", "--film", "film.py", "make", *self.options, *options]
        done = subprocess.run(arguments, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def fresh(self):
        """Whether the command, in the film's folder and environment, says that there is nothing to do; else it ends where it
        would begin to make the film."""
        said, made = io.StringIO(), Mock(side_effect=KeyboardInterrupt)
        with patch.dict(os.environ, self.environment, clear=True), chdir(self.folder), redirect_stdout(said), \
                redirect_stderr(io.StringIO()), suppress(SystemExit), \
                patch.multiple(command, get_ready=made, heed_termination=Mock()):
            assert command.main(["--film", "film.py", "make", *self.options]) == 0
        assert made.called != ("up to date" in said.getvalue())
        return not made.called

    def said(self, before):
        """What the command says after some code was run in its process."""
        script = f"import sys; from scenes.film import __main__ as command; {before}; command.main(sys.argv[1:])"
        return subprocess.run([sys.executable, "-c", script, "--film", "film.py", "make", *self.options], cwd=self.folder,
                              env=self.environment, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    film = Film(tmp_path_factory.mktemp("film"))
    film.made = film.make()
    return film


def test_what_is_up_to_date_is_said_in_one_line_before_anything_heavy_is_imported(film):
    assert "making probe" in film.made
    [line] = film.said("sys.modules |= dict.fromkeys(('manim', 'numpy', 'scipy', 'PIL', 'av'))").splitlines()
    assert line.startswith("the film is up to date: media/film/") and (film.folder / line.partition(": ")[2]).exists()


def test_how_it_is_made_does_not_matter(film):
    assert "up to date" in film.make("--jobs", "1")


def append(text):
    return lambda path: path.write_bytes(path.read_bytes() + text.encode())


CHANGES = {
    "chapter": ("probe.py", append("\n")), "helper": ("helper.py", append("SIZE = 3\n")), "film": ("film.py", append("\n")),
    "script": ("script/en.toml", append("second = 'More.'\n")),
    "pronunciation": ("script/pronunciation.en.toml", lambda path: path.write_text('all = "/x/"')),
    "palette": ("colours.toml", append("# red\n")), "run": ("runs/digits.npz", append("0")),
    "a run that is gone": ("runs/pixels.npz", Path.unlink),
    "a new module": ("manim.py", lambda path: path.write_text("")),
    "the film itself": ("media/film/*/film.mp4", append("0")), "a picture": ("media/film/*/thumbnail.jpg", Path.unlink),
    "captions": ("media/film/*/film.en.srt", lambda path: path.write_bytes(path.read_bytes().replace(b"all", b"ALL"))),
}


@pytest.mark.parametrize("pattern, change", CHANGES.values(), ids=CHANGES)
def test_after_a_change_it_is_made_anew(film, pattern, change):
    [path] = film.folder.glob(pattern) if "*" in pattern else [film.folder / pattern]
    before, state = path.exists() and path.read_bytes(), path.exists() and path.stat()
    assert film.fresh
    change(path)
    assert not film.fresh
    if state:
        path.write_bytes(before)
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    else:
        path.unlink()
    assert film.fresh


@pytest.mark.parametrize("options", [["--quality", "m"], ["--voice", "hibari"], ["--frame", "1:1"], ["probe"],
                                     ["--out", "elsewhere"], ["--run", "seed=7"], ["--script", "script/en.toml"]])
def test_what_was_not_asked_for_yet_is_made(film, options):
    film.options += options
    try:
        assert not film.fresh
    finally:
        del film.options[-len(options):]
    assert film.fresh


@pytest.mark.parametrize("name, value", [("SNAPSHOTS", ""), ("PALETTE", "colours.toml"), ("FILM_LANGUAGE", "en")])
def test_the_environment_counts(film, monkeypatch, name, value):
    monkeypatch.setitem(film.environment, name, value)
    assert not film.fresh


def test_an_edited_helper_really_makes_the_film_again(film):
    helper = film.folder / "helper.py"
    helper.write_text("SIZE = 2.5\n")
    assert "making probe" in film.make()
    assert "up to date" in film.make()


def test_code_written_while_the_film_is_made_is_not_taken_for_what_was_drawn(film, monkeypatch):
    inputs, helper = made_from(film_in(film.folder), Work(film.folder)), film.folder / "helper.py"
    monkeypatch.setattr(freshness, "BEGUN", time.time() + 10)
    assert not inputs.edited()
    os.utime(helper, (time.time() + 20, time.time() + 20))
    assert inputs.edited()


def test_recordings_and_models_are_known_by_their_content(film):
    def key():
        return made_from(replace(film_in(film.folder), voice=f"folder:{film.folder}/voice"), Work(film.folder)).key()

    before = key()
    recording = film.folder / "voice/probe/first.wav"
    recording.write_bytes(b"a voice")
    spoken = key()
    recording.write_bytes(b"another")
    assert len({before, spoken, key()}) == 3


def test_packages_and_python_count(film, monkeypatch):
    inputs = made_from(film_in(film.folder), Work(film.folder))
    before = inputs.key()
    assert any(name.startswith("manim-") for name in freshness._packages())
    monkeypatch.setattr(freshness, "_packages", lambda: ["manim-9.dist-info"])
    assert inputs.key() != before


def test_all_code_of_the_engine_and_of_the_film_counts(film):
    folders = made_from(film_in(film.folder), Work(film.folder)).folders
    engine = Path(command.__file__).parent
    assert {str(film.folder), str(engine), str(engine / "stage"), str(engine.parent / "kit"), str(engine.parent / "fast"),
            str(engine.parents[1] / "network")} <= set(folders)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"key": 1, "inputs": {}, "written": {}}', '{"written": 3}'])
def test_a_damaged_note_means_that_it_is_made(tmp_path, content):
    note = tmp_path / freshness.NOTES / "asked.json"
    note.parent.mkdir(parents=True)
    note.write_text(content)
    assert freshness.made(tmp_path / "film.py", "asked") is None


def test_nothing_heavy_is_imported_to_find_out(film):
    code = "import json, sys; from scenes.film.__main__ import main; main(sys.argv[1:]); print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code, "--film", "film.py", "make", *film.options], cwd=film.folder,
                          env=film.environment, capture_output=True, text=True, timeout=60)
    said, modules = done.stdout.splitlines()
    assert "up to date" in said and not {"manim", "numpy", "network"} & {*json.loads(modules)}
