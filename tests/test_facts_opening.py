"""What the opening and the closing say and show, proved."""

import ast
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from film_tools import said

import network
from network import snapshots, train
from scenes import closing
from scenes.film.narration.languages.english import ENGLISH
from scenes.scratch import facts
from scenes.scratch.film import FILM


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


def test_the_marks_are_right_as_often_as_is_said(run):
    right = run.test_outputs.argmax(axis=1) == np.searchsorted(run.meta["classes"], run.test_labels)
    assert right.mean() == pytest.approx(run.accuracy_test[-1]) and len(right) == run.meta["data"]["test"]


def test_the_wall_holds_all_images_and_the_look_ends_on_the_first(run):
    rows, columns = run.wall_index.shape
    assert np.count_nonzero(run.wall_index >= 0) == run.meta["data"]["train"]
    assert run.wall_index[rows // 2, columns // 2] == 0
    middle = run.wall_full[run.wall_full.shape[0] // 2, run.wall_full.shape[1] // 2]
    assert np.abs(middle.astype(int) - run.train_images[0].reshape(28, 28)).max() <= 8


def test_the_commands_of_the_closing_run():
    """Those of make are understood by the Makefile and end in a command that does; the other one trains as it says."""
    for command, _, _ in closing.COMMANDS:
        program, *rest = command.split()
        if program == "make":
            planned = subprocess.run(["make", "-n", *rest], cwd=FILM.root, capture_output=True, text=True)
            assert planned.returncode == 0, planned.stderr
            given = [argument.partition("=")[2] for argument in rest]
            assert "scenes.film" in planned.stdout and all(f'"{value}"' in planned.stdout for value in given)
        else:
            module, options = rest[rest.index("-m") + 1], rest[rest.index("-m") + 2:]
            parsed = vars(train.parse(options))
            assert module == "network.train" and options
            assert all(str(parsed[name.removeprefix("--")]) == value for name, value in zip(options[::2], options[1::2]))
