"""Who may import whom: dependencies point one way, the engine knows no film, and nothing goes in circles."""

import ast
import re
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from scenes.scratch.film import FILM

ROOT = FILM.root
FILES = sorted([*ROOT.glob("network/**/*.py"), *ROOT.glob("scenes/**/*.py")])
ENGINE = [path for path in FILES if path.is_relative_to(ROOT / "scenes/film")]
# Of the engine, from the bottom up: each may import what stands before it, and itself
FLOW = ("as_it_comes", "errors", "unfinished", "files", "terminal", "film", "edition", "freshness", "narration", "voice", "stage",
        "pieces", "join", "companions", "chapter", "rehearse", "gate", "looks", "doctor", "make", "clips", "page",
        "slides", "reading", "panels", "shorts", "watch", "__main__")


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def named(path):
    """The file as a person would call it."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> set[str]:
    """Modules of this project that a file imports, also within functions."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    modules = {module(file) for file in FILES}
    owners = {name if name in modules else name.rpartition(".")[0] for name in found}
    return {name for name in owners if name in modules} - {module(path)}


def outside(path):
    """Top-level packages that a file imports from elsewhere."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names - set(sys.stdlib_module_names)


def place(name: str) -> str:
    """The place of an engine's module in the flow."""
    return name.split(".")[2] if name.count(".") > 1 else "__init__"


def test_nothing_imports_in_circles():
    graph = {module(path): imports(path) for path in FILES}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_imports_only_what_it_may(path):
    name = module(path)
    allowed = {"network": ("network",), "scenes.kit": ("scenes.kit",), "scenes.fast": ("scenes.fast",),
               "scenes.film": ("scenes.film", "scenes.kit", "scenes.fast"),
               "scenes.scratch": ("network", "scenes.film", "scenes.kit", "scenes.fast", "scenes.scratch"),
               # the second film is about the first: it draws that one's runs, words and code
               "scenes.making": ("network", "scenes.film", "scenes.kit", "scenes.fast", "scenes.scratch", "scenes.making")}
    package = next((top for top in allowed if name == top or name.startswith(f"{top}.")), None)
    wanted = allowed[package] if package else ("network", "scenes.kit", "scenes.film", "scenes.scratch")
    assert [other for other in sorted(imports(path)) if not other.startswith(wanted)] == []


@pytest.mark.parametrize("path", [path for path in FILES if path.is_relative_to(ROOT / "network")], ids=named)
def test_the_network_needs_numpy_alone(path):
    assert outside(path) <= {"numpy", "network", "PIL"}


@pytest.mark.parametrize("path", ENGINE, ids=named)
def test_in_the_engine_nothing_is_imported_from_further_up(path):
    own = place(module(path))
    if own == "__init__":
        return
    assert own in FLOW, f"say where {own} stands in the flow"
    below = FLOW[:FLOW.index(own) + 1]
    assert [other for other in sorted(imports(path)) if other.startswith("scenes.film.") and place(other) not in below] == []


@pytest.mark.parametrize("path", ENGINE, ids=named)
def test_the_engine_names_nothing_of_a_film(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"MNIST|mnist|snapshot|lesson|784|\bdigits\b|scratch\b|w_i_h|delta_|one_hot|backprop(?!agation)",
                         text), "the engine knows no film"
    strings = {node.value for node in ast.walk(tree(path))
               if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert not strings & ({*FILM.chapters} - {"training", "closing", "opening", "images", "layers", "weights"})
    assert not [string for string in strings if string.startswith(tuple(f"{name}:" for name in FILM.runs.names))]


SETTINGS = {"VOICE", "SCRIPT", "SNAPSHOTS", "PALETTE", "FILM_LANGUAGE"}


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "edition.py"], ids=named)
def test_settings_are_read_from_the_environment_in_one_place(path):
    strings = {node.value for node in ast.walk(tree(path))
               if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert not strings & SETTINGS
