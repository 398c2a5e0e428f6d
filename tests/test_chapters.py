"""Every chapter keeps the rules of a chapter's file, and runs from end to end without a screen."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from test_captions import problems

from scenes.film.edition import edition
from scenes.film.join import captions
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.script import Script
from scenes.film.stage import find
from scenes.scratch.chapter import Chapter
from scenes.scratch.film import FILM

FILES = sorted(path for path in FILM.folder.glob("*.py") if path.name != "__init__.py")


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
    assert path.stem in FILM.chapters
    assert "title" in Script.load(FILM.script(FILM.language)).chapter(path.stem)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_holds_one_scene_of_its_name(path):
    scenes = [node.name for node in classes(path) if any("Chapter" in ast.unparse(base) or "Scene" in ast.unparse(base)
                                                        for base in node.bases)]
    assert scenes == [path.stem.title().replace("_", "")]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_imports_no_other_chapter_and_nothing_relative(path):
    names = imported(path)
    assert not [name for name in names if name.startswith(".")]
    others = {f"scenes.{other}" for other in FILM.chapters}
    assert not [name for name in names if name in others or name.rsplit(".", 1)[0] in others]
    assert not [name for name in names if name.split(".")[0] in FILM.chapters]


def test_no_chapter_hides_a_module():
    assert not set(FILM.chapters) & set(sys.stdlib_module_names)
    assert not set(FILM.chapters) & (set(packages_distributions()) - {"scenes", "network"})


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_is_left_to_chance(path):
    assert not [name for name in imported(path) if "random" in name]
    names = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    assert not [name for name in names if ".random" in name or "default_rng" in name]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_chapter_replaces_nothing_of_what_it_stands_on(path):
    [scene] = [node for node in classes(path) if node.name == path.stem.title().replace("_", "")]
    methods = {node.name for node in scene.body if isinstance(node, ast.FunctionDef)}
    state = set(vars(find.chapter_class(FILM, path)(skip_animations=True, edition=edition(FILM, {}))))
    assert not (methods - {"construct"}) & (set(dir(Chapter)) | state)


@pytest.mark.parametrize("name", FILM.written)
def test_a_chapter_waits_for_each_mark_of_its_lines(name, observed):
    run, script = observed[name].result(), Script.load(FILM.script(FILM.language))
    written = {(key, mark) for key in run["lines"] for mark in script.marks(name, key, run["facts"])}
    assert run["marks"] == written


@pytest.mark.parametrize("name", FILM.written)
def test_a_chapter_draws_no_words_but_those_of_the_script(name, observed):
    run, script = observed[name].result(), Script.load(FILM.script(FILM.language))
    assert set(run["screen"]) == set(script.screen.get(name, {}))
    shared = {script.text("cast", key, run["facts"]) for key in script.screen.get("cast", {})}
    told = {script.title(name), *shared}.union(*run["screen"].values())
    spelled = {writing.string for writing in run["drawn"] if writing.kind == "words"}
    assert {string for string in spelled if re.search("[A-Za-z]{2}", string)} <= told


@pytest.mark.parametrize("name", FILM.written)
def test_a_chapter_runs_and_says_all_its_lines(name, observed):
    log = observed[name].result()["log"]
    length = log["frames"] / log["rate"]
    assert log["complete"] and log["unspoken"] == []
    assert problems(captions.captions([cue["words"] for cue in log["cues"]], length, ENGLISH), length) == []
    pairs = zip(log["cues"], log["cues"][1:])
    assert all(cue["end"] <= following["seconds"] + 1 / log["rate"] for cue, following in pairs), "two lines at once"


@pytest.mark.parametrize("name", FILM.shorts)
def test_a_short_lasts_between_half_a_minute_and_a_minute(name, observed):
    short = FILM.shorts[name]
    log = observed[short.chapter].result()["log"]
    begins = {cue["key"]: cue["seconds"] for cue in log["cues"]}
    following = [*begins.values(), log["frames"] / log["rate"]][list(begins).index(short.last) + 1]
    assert 30 <= following - begins[short.first] <= 60
