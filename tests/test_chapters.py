"""Every chapter keeps the rules of a chapter's file, and runs from end to end without a screen."""

import ast
import os
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from film_tools import rehearse
from test_captions import problems

from network import snapshots
from scenes.film import captions, find, order, render
from scenes.film.chapter import Chapter
from scenes.film.facts import facts
from scenes.film.script import Script

FILES = sorted(path for path in order.SCENES.glob("*.py") if path.name != "__init__.py")
SIZE = (192, 108, 4)      # pixels and frames a second: enough to run every line of a chapter


def named(path):
    return path.stem


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """Full names of all that a file imports."""
    names = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += ["." * node.level + (node.module or "") + "." + alias.name for alias in node.names]
    return names


def classes(path):
    return [node for node in tree(path).body if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_is_a_chapter_of_the_film(path):
    assert path.stem in order.ORDER
    assert "title" in Script.load().chapter(path.stem)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_holds_one_scene_of_its_name(path):
    scenes = [node.name for node in classes(path) if any("Chapter" in ast.unparse(base) or "Scene" in ast.unparse(base)
                                                        for base in node.bases)]
    assert scenes == [path.stem.title().replace("_", "")]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_imports_no_other_chapter_and_nothing_relative(path):
    names = imported(path)
    assert not [name for name in names if name.startswith(".")]
    others = {f"scenes.{other}" for other in order.ORDER}
    assert not [name for name in names if name in others or name.rsplit(".", 1)[0] in others]
    assert not [name for name in names if name.split(".")[0] in order.ORDER]


def test_no_chapter_hides_a_module():
    assert not set(order.ORDER) & set(sys.stdlib_module_names)
    assert not set(order.ORDER) & (set(packages_distributions()) - {"scenes", "network"})


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_is_left_to_chance(path):
    assert not [name for name in imported(path) if "random" in name]
    names = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not [name for name in names if ".random" in name or "default_rng" in name]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_chapter_replaces_nothing_of_what_it_stands_on(path):
    [scene] = [node for node in classes(path) if node.name == path.stem.title().replace("_", "")]
    methods = {node.name for node in scene.body if isinstance(node, ast.FunctionDef)}
    state = set(vars(find.chapter_class(path)(skip_animations=True)))
    assert not (methods - {"construct"}) & (set(dir(Chapter)) | state)


@pytest.fixture(scope="module")
def rehearsals(tmp_path_factory):
    """All chapters at work, as many at a time as there are cores: {name: future of its log}."""
    media = tmp_path_factory.mktemp("media")
    pool = render.executor(os.cpu_count() or 1)
    yield {name: pool.submit(rehearse, find.chapter_path(name), media, SIZE) for name in order.written()}
    render.stop(pool)


@pytest.mark.parametrize("name", order.written())
def test_a_chapter_waits_for_each_mark_of_its_lines(name, rehearsals):
    script, said = Script.load(), facts(snapshots.load("pixels"), snapshots.load("digits"))
    written = {(key, mark) for key in script.lines(name, said) for mark in script.marks(name, key, said)}
    assert set(rehearsals[name].result()["marks"]) == written


@pytest.mark.parametrize("name", order.written())
def test_a_chapter_draws_no_words_but_those_of_the_script(name, rehearsals):
    script, log = Script.load(), rehearsals[name].result()
    assert set(log["screen"]) == set(script.screen.get(name, {}))
    told = {script.title(name)}.union(*log["screen"].values())
    spelled = {writing.string for writing in log["drawn"] if writing.kind == "words"}
    assert {string for string in spelled if re.search("[A-Za-z]{2}", string)} <= told


@pytest.mark.parametrize("name", order.written())
def test_a_chapter_runs_and_says_all_its_lines(name, rehearsals):
    log = rehearsals[name].result()
    length = log["frames"] / log["rate"]
    assert log["complete"] and log["unspoken"] == []
    assert problems(captions.captions([cue["words"] for cue in log["cues"]], length), length) == []
    pairs = zip(log["cues"], log["cues"][1:])
    assert all(cue["end"] <= following["seconds"] + 1 / log["rate"] for cue, following in pairs), "two lines at once"
