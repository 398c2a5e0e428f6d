"""What the chapter on using says is what the command prints and what the run answered."""

import re

import numpy as np
import pytest
from film_tools import said as spoken

from network import predict, snapshots
from network.program import FORWARD, Program
from scenes.scratch import facts


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def test_the_command_prints_the_answer_that_the_film_gives_and_that_is_right(run, capsys):
    probe = facts.opening_probe(run)
    index, label = int(run.probe_index[probe]), int(run.probe_labels[probe])
    assert run.probe_set[probe] == "test"
    assert predict.main([str(index)]) == 0
    answer = run.meta["classes"][facts.answer_of(run, probe)]
    assert answer == label
    assert capsys.readouterr().out.splitlines()[0] == f"test image {index}, labelled {label}: the network says {answer}"


def test_the_mistakes_are_counted(run):
    said = spoken(digits=run)
    order = np.argsort(-run.test_outputs, axis=1, kind="stable")
    labels = [run.meta["classes"].index(label) for label in run.test_labels]
    assert said["mistakes"] == f"{np.count_nonzero(order[:, 0] != labels):,}"
    assert round(run.accuracy_test[-1] * len(labels)) == len(labels) - int(said["mistakes"].replace(",", ""))


def test_nothing_changes_when_the_forward_lines_run(run):
    program, state = Program(run.meta["source"]), run.state(-1)
    before = {name: array.copy() for name, array in state.items()}
    probe = facts.opening_probe(run)
    values = program.forward(state, run.inputs_of(probe))
    assert all(np.array_equal(before[name], state[name]) for name in before)
    assert np.allclose(values["o"], run.o[-1, probe], atol=1e-6)
    lines = [program.source.splitlines()[number - 1] for name in FORWARD for number in program.lines(name)]
    assert not any(re.search(r"\bl\b|learn_rate|-=", line) for line in lines)
