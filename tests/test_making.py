"""Film two: its chapters keep the film's rules, and what it says of the making of film one is so."""

import ast
import json
import re

import numpy as np
import pytest
from observed import Asked

from network.errors import UserError
from network.log import Log
from network.program import WEIGHTS, Program
from network.snapshots import FOLDER
from scenes.film.edition import edition
from scenes.film.gate.inspect import Inspector
from scenes.film.narration.script import Script
from scenes.film.narration.sources import Sources
from scenes.film.rehearse import rehearse
from scenes.film.stage.find import chapter_class
from scenes.film.voice.speech import Speech
from scenes.kit.listing import excerpt
from scenes.making import example, log
from scenes.making.chapter import Chapter
from scenes.making.film import FILM
from scenes.making.replay import pictures
from scenes.making.stepper import Stepper
from scenes.making.tree import Tree
from scenes.making.wave import Track, Wave
from scenes.scratch.film import FILM as SUBJECT

RUNS = FILM.runs.load(FILM.runs.folder)


@pytest.mark.parametrize("name", FILM.chapters)
def test_a_chapter_passes_the_gate_and_waits_for_all_its_marks(name):
    inspector, waits = Inspector(), Asked()
    scene = rehearse(edition(FILM, {}, quality="l"), FILM.file(name), inspector, waits)
    found = inspector.result()["findings"]
    assert [f"{finding.seconds:.1f} s {finding.key} {finding.check}: {finding.what}" for finding in found] == []
    script = Script.load(FILM.script("en"))
    assert waits.marks == {(key, mark) for key in scene.lines for mark in script.marks(name, key, scene.facts)}
    assert {cue.key for cue in scene.cues} == set(scene.lines)


@pytest.mark.parametrize("name", FILM.chapters)
def test_a_chapter_shows_only_the_words_of_the_script(name):
    tree = ast.parse(FILM.file(name).read_text(encoding="utf-8"))
    typed = [node.args[0].value for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "words"
             and isinstance(node.args[0], ast.Constant)]
    assert typed == []


def test_the_number_that_is_followed_is_what_its_key_says():
    value = Sources(RUNS, methods=FILM.methods).value(RUNS["making"].text("origin_key"))
    assert f"{value:.2f}" in RUNS["making"].text("origin_spoken")
    assert "{cost_before}" in RUNS["making"].text("origin_line")
    assert RUNS["making"].text("origin_line") in SUBJECT.script("en").read_text(encoding="utf-8")


def test_the_number_stands_where_the_log_says():
    frame, (left, low, right, high) = RUNS["making"].picture("origin_frame"), RUNS["making"].origin_box
    unit = frame.shape[0] / 8
    rows = slice(round(frame.shape[0] / 2 - high * unit), round(frame.shape[0] / 2 - low * unit))
    columns = slice(round(frame.shape[1] / 2 + left * unit), round(frame.shape[1] / 2 + right * unit))
    inside = frame[rows, columns].max(axis=2)
    assert (inside > 150).mean() > 0.1 and (inside < 60).mean() > 0.3      # ink and ground


def test_the_move_ends_with_the_number():
    move, end = pictures(RUNS["making"], "origin"), RUNS["making"].picture("origin_frame")
    assert len(move) > 15 and move[0].shape == end.shape
    first, last = (np.abs(frame.astype(int) - end).mean() for frame in (move[0], move[-1]))
    assert last < 0.3 * first


def test_in_another_run_another_number_stands_in_the_sentence():
    making, run = RUNS["making"], RUNS["pixels"]
    (seed,), (cost,) = making.origin_other_seed, making.origin_other_cost
    program = Program.read(hidden=run.meta["hidden"], seed=int(seed))
    images, labels = run.inputs_of(0).T, run.label_of(0).T
    first: list = []
    Log(program, first.append).run(images.astype(np.float32), labels.astype(np.float32), show=lambda line: None)
    assert all(np.array_equal(first[0][1][name], getattr(making, f"origin_other_{name}")) for name in WEIGHTS)
    o, label = making.origin_other_o.astype(float), run.label_of(0)
    assert cost == pytest.approx(-(label * np.log(o) + (1 - label) * np.log(1 - o)).sum(), abs=1e-6)
    assert f"{cost:.2f}" not in making.text("origin_spoken")


def test_the_tree_is_that_of_the_loops():
    program = Program(RUNS["digits"].meta["source"])
    plain = Tree(excerpt(program.source, program.loop("epoch")), closed="for img, l")
    watched = Tree(RUNS["making"].text("watching_loop"))
    assert set(watched.boxes) - set(plain.boxes) == {"for part, looked_at", "if looked_at", "watch.look(...)"}
    assert set(plain.boxes) < set(watched.boxes) and set(watched.branches) == set(watched.boxes) - {"for epoch"}


def test_the_picture_waits_until_the_mark():
    wave = Wave(Speech(np.zeros(96_000, np.float32), [("one", 0.2, 0.5), ("two.", 1.0, 1.5)]), 8.0)
    track = Track(wave, 1.0, "w", "m", 0.0)
    for now, waited, moved in ((0.0, 0, 0), (0.5, 2, 0), (1.0, 4, 0), (2.0, 4, 4)):
        track.hear(now)
        assert [bar.width for bar in track.bars] == pytest.approx([waited, moved], abs=0.01)
        assert wave.hear(now).head.get_x() == pytest.approx(-4 + 4 * now)


def test_watching_changes_no_bit():
    differing, count = RUNS["making"].watching_differing
    assert differing == 0 and count == sum(RUNS["digits"].state(0)[name].size for name in WEIGHTS)


def test_the_watched_loop_is_the_listing_in_slices():
    text = RUNS["making"].text("watching_loop")
    assert text == Program(RUNS["digits"].meta["source"]).watched()
    assert re.search(r"for img, l in zip\(images\[part\], labels\[part\]\)", text) and "watch.look" in text


def test_sizes_are_those_of_the_log_and_of_all_moments():
    making, digits = RUNS["making"], RUNS["digits"]
    assert making.watching_log_bytes[0] == (FOLDER / "digits.npz").stat().st_size
    assert making.watching_all_bytes[0] == digits.updates[-1] * sum(digits.state(0)[name].nbytes for name in WEIGHTS)


def test_the_code_shown_is_the_code_that_runs():
    class Stage:
        def __init__(self):
            self.shown = []

        def add(self, *mobjects):
            self.shown.append(mobjects[0].get_y())

        def remove(self, *mobjects):
            pass

        def hold(self, seconds):
            pass

    def three(first, then):
        """Its docstring is no part of it."""
        a = first + 1
        b = a * then      # noqa: F841

    stage = Stage()
    made = Stepper(stage, three, 0.3).run(2, 5)
    assert (made["a"], made["b"]) == (3, 15)
    assert len(stage.shown) == 2 and stage.shown[0] > stage.shown[1]
    assert example.answer.__doc__.splitlines()[0] not in Stepper(stage, example.answer, 0.3).listing.source


def test_a_damaged_log_is_one_line(tmp_path):
    path = tmp_path / "making.npz"
    with pytest.raises(UserError, match="no such file"):
        log.load(path)
    log.save(path, {"schema": -1, "texts": {}}, {"a": np.zeros(2)})
    with pytest.raises(UserError, match="no log of this version"):
        log.load(path)
    path.write_bytes(b"nothing")
    with pytest.raises(UserError, match="not a whole npz"):
        log.load(path)


def test_a_log_comes_back_as_it_was_saved(tmp_path):
    picture = np.zeros((4, 6, 3), np.uint8)
    picture[1, 2] = 200, 100, 50
    arrays = {"x": np.arange(3), "y_png": log.png(picture)}
    log.save(tmp_path / "making.npz", {"schema": log.SCHEMA_VERSION, "texts": {"a": "b"}}, arrays)
    read = log.load(tmp_path / "making.npz")
    assert read.x.tolist() == [0, 1, 2] and read.text("a") == "b" and np.array_equal(read.picture("y"), picture)
    assert json.dumps(read.meta)


@pytest.mark.parametrize("name", FILM.chapters)
def test_a_chapter_replaces_nothing_of_what_it_stands_on(name):
    own = chapter_class(FILM, FILM.file(name))
    state = set(vars(own(skip_animations=True, edition=edition(FILM, {}))))
    methods = {key for key, value in vars(own).items() if not key.startswith("__")} - {"construct"}
    assert not methods & (set(dir(Chapter)) | state)
