"""What the opening and the closing say and show, proved."""

import ast
import sys
from pathlib import Path

import numpy as np
import pytest
from film_tools import said
from manim import Dot

import network
from network import snapshots
from network.experiments import stored
from network.experiments.limits import strangers
from scenes.film.narration.languages.english import ENGLISH
from scenes.scratch import facts
from scenes.scratch.first_answers import FAINTEST, Answers


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def imported(source):
    names = {node.module if isinstance(node, ast.ImportFrom) else name.name for node in ast.walk(ast.parse(source))
             if isinstance(node, ast.Import | ast.ImportFrom) for name in node.names}
    return {name.partition(".")[0] for name in names}


def test_the_program_needs_numpy_and_no_library_for_machine_learning(run):
    assert imported(run.meta["source"]) == {"numpy", "network"}
    for path in Path(network.__file__).parent.glob("*.py"):
        assert imported(path.read_text()) <= {"numpy", "network", *sys.stdlib_module_names, "PIL"}, path


def test_the_image_that_it_names_is_one_that_it_has_never_seen(run):
    probe = facts.opening_probe(run)
    assert run.probe_set[probe] == "test"
    assert said(digits=run)["opening_answer"] == ENGLISH.word(int(run.probe_labels[probe]))


def test_before_it_learns_it_reads_that_image_wrongly_and_every_answer_on_the_way_is_a_logged_one(run):
    probe = facts.opening_probe(run)
    first = run.meta["classes"][int(np.argmax(run.o[0, probe]))]
    assert first != run.probe_labels[probe] and said(digits=run)["opening_guess"] == ENGLISH.word(first)
    answers = Answers(run, probe, Dot(), 0, "seen")
    for moment, outputs in enumerate(run.o[:, probe, :, 0]):
        shown = {k: text[0].get_fill_opacity() for k, text in answers.show(moment).texts.items() if text[0].get_fill_opacity()}
        assert shown == {int(outputs.argmax()): pytest.approx(FAINTEST + (1 - FAINTEST) * outputs.max())}
        assert answers.count.value == run.updates[moment]


def test_what_it_says_of_a_face_is_what_it_answered_in_the_log(run):
    log = stored.load()
    which = facts.face(log.strangers)
    drawn = strangers(int(run.image_shape[0]))["face"]
    assert np.abs(log.strangers.images[which] - 255 * drawn.ravel()).max() < 1
    assert said()["face_answer"] == ENGLISH.word(log.meta["classes"][int(np.argmax(log.strangers.outputs[which]))])


def test_the_marks_are_right_as_often_as_is_said(run):
    right = run.test_outputs.argmax(axis=1) == np.searchsorted(run.meta["classes"], run.test_labels)
    assert right.mean() == pytest.approx(run.accuracy_test[-1]) and len(right) == run.meta["data"]["test"]


def test_the_wall_holds_all_images_and_the_look_ends_on_the_first(run):
    rows, columns = run.wall_index.shape
    assert np.count_nonzero(run.wall_index >= 0) == run.meta["data"]["train"]
    assert run.wall_index[rows // 2, columns // 2] == 0
    middle = run.wall_full[run.wall_full.shape[0] // 2, run.wall_full.shape[1] // 2]
    assert np.abs(middle.astype(int) - run.train_images[0].reshape(28, 28)).max() <= 8
