"""The listing: the text that is shown is the text that runs, and its parts are found by structure."""
import ast
import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
import tiny

import network
from network import mnist, snapshots
from network.errors import UserError
from network.program import EVALUATED, FORWARD, LISTING, WEIGHTS, Program, Watch

TEXT = LISTING.read_text(encoding="utf-8")
LINES = TEXT.splitlines()


class EveryImage(Watch):
    """Copies the weights after every image."""

    def __init__(self):
        self.states = []

    def stops(self, images):
        return range(images + 1)

    def look(self, seen, names):
        self.states.append({name: names[name].copy() for name in WEIGHTS})


def test_the_source_that_runs_is_the_file():
    assert Program.read().source == TEXT


def test_settings_change_their_own_line_only():
    program = Program.read(hidden=4, learn_rate=0.5)
    changed = {i: new for i, (old, new) in enumerate(zip(LINES, program.source.splitlines()))
               if old != new}
    assert sorted(changed.values()) == ["hidden = 4", "learn_rate = 0.5"]
    assert program.settings == {**Program.read().settings, "hidden": 4, "learn_rate": 0.5}


def test_no_such_setting():
    with pytest.raises(KeyError, match="rng"):
        Program.read(rng=1)


@pytest.mark.parametrize("name", ["digits", "pixels"])
def test_the_film_shows_the_listing_of_today(name):
    meta = snapshots.load(name).meta
    settings = {key: meta[key] for key in ("hidden", "epochs", "learn_rate", "seed")}
    assert meta["source"] == Program.read(**settings).source


def test_trained_weights_are_those_of_the_bare_file(monkeypatch, capsys):
    images, labels = tiny.data_set().part("train")
    shown = []
    trained = Program.read().run(images, labels, EveryImage(), shown.append)
    monkeypatch.setattr(mnist, "load_mnist", lambda: (images, labels))
    bare = runpy.run_path(str(LISTING))
    for name in WEIGHTS:
        assert np.array_equal(trained[name], bare[name])
        assert trained[name].dtype == np.float32
    assert capsys.readouterr().out.splitlines() == shown


def test_a_run_gives_back_the_real_loader():
    original = mnist.load_mnist
    images, labels = tiny.data_set().part("train")
    with pytest.raises(UserError, match="smaller than 1e[+]38"):
        Program.read(learn_rate=1e38).run(images, labels, show=lambda line: None)
    assert mnist.load_mnist is original


def test_watch_sees_every_update_as_the_lines_make_it():
    images, labels = tiny.data_set(train=30).part("train")
    watch = EveryImage()
    program = Program.read(epochs=1)
    program.run(images, labels, watch, lambda line: None)
    assert len(watch.states) == 31
    for k in range(30):
        after = program.step(watch.states[k], images[k], labels[k])
        for name in WEIGHTS:
            assert np.array_equal(after[name], watch.states[k + 1][name])


def test_step_and_evaluate_leave_the_weights_alone():
    images, labels = tiny.data_set().part("test")
    state = snapshots.load("digits").state(0)
    before = {name: value.copy() for name, value in state.items()}
    program = Program.read()
    values = program.evaluate(state, images[0], np.eye(10, dtype=np.float32)[3])
    program.step(state, images[0], np.eye(10, dtype=np.float32)[3])
    assert all(np.array_equal(state[name], before[name]) for name in WEIGHTS)
    assert list(values) == list(EVALUATED)
    assert values["delta_h"].shape == (20, 1) and values["o"].shape == (10, 1)


def test_forward_takes_many_columns():
    images, _ = tiny.data_set().part("test")
    state = snapshots.load("digits").state(-1)
    program = Program.read()
    values = program.forward(state, images.T)
    assert list(values) == list(FORWARD) and values["o"].shape == (10, tiny.TEST)
    alone = program.forward(state, images[9][:, None])
    assert np.allclose(values["h"][:, [9]], alone["h"], atol=1e-6)


@pytest.mark.parametrize("name", ["images", "w_i_h", "b_h_o", "img", "h_pre", "e", "delta_o"])
def test_lines_that_assign(name):
    [line] = Program.read().lines(name)
    assert name in LINES[line - 1].partition(" = ")[0].strip().split(", ")


@pytest.mark.parametrize("name, sign", [*((name, "-=") for name in WEIGHTS), ("nr_correct", "+=")])
def test_lines_that_update(name, sign):
    [line] = Program.read().lines(name, update=True)
    assert LINES[line - 1].strip().startswith(f"{name} {sign}")


def test_lines_of_an_unknown_name():
    assert Program.read().lines("momentum") == []


def test_loops_sections_and_calls():
    program = Program.read()
    outer, inner = program.loop("epoch"), program.loop("img")
    assert LINES[outer[0] - 1].startswith("for epoch") and outer[-1] == len(LINES)
    assert LINES[inner[0] - 1].strip().startswith("for img")
    assert set(inner) < set(outer)
    section = program.section("backpropagation")
    assert set(program.lines("delta_o") + program.lines("b_i_h", update=True)) < set(section)
    assert all(LINES[number - 1].strip() for number in section)
    assert not set(section) & set(program.section("forward"))
    [shows] = program.calls("print")
    assert LINES[shows - 1].strip().startswith("print(")
    [loads] = program.calls("load_mnist")
    assert program.lines("images") == [loads]


@pytest.mark.parametrize("ask", [lambda p: p.loop("batch"), lambda p: p.section("dropout")])
def test_parts_that_are_not_there(ask):
    with pytest.raises(KeyError):
        ask(Program.read())


@pytest.mark.parametrize("source, expected", [("for x in\n", "line 1"), ("x = 1\n", "no loop")])
def test_a_broken_listing_is_one_clear_line(source, expected):
    with pytest.raises(UserError, match=expected):
        Program(source)


def test_both_deltas_come_before_any_weight_changes():
    program = Program.read()
    deltas = program.lines("delta_o") + program.lines("delta_h")
    updates = [line for name in WEIGHTS for line in program.lines(name, update=True)]
    assert max(deltas) < min(updates)


@pytest.mark.parametrize("path", sorted(Path(network.__file__).parent.glob("*.py")),
                         ids=lambda path: path.name)
def test_network_imports_numpy_and_the_standard_library_only(path):
    allowed = {"numpy", "network", *sys.stdlib_module_names}
    if path.name == "picture.py":
        allowed.add("PIL")  # inside one function, for those who bring a picture
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= allowed
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module.split(".")[0] in allowed


def test_nothing_is_imported_from_pillow_unless_a_picture_is_read():
    tree = ast.parse((LISTING.parent / "drawing.py").read_text(encoding="utf-8"))
    top = [node.module for node in tree.body if isinstance(node, ast.ImportFrom)]
    assert "PIL" not in top
