"""Which code a play call can reach beside the kit and Manim, so that an edit of it draws the call anew.

Code of the chapter's own file is described function by function; of another file of the project the whole file counts
with all that it imports. Whatever reaches the scene, the engine or names that are made while it runs can reach
anything: then all that the chapter's film depends on counts. What code reads from files by itself is not known.
"""

import sys
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, GetSetDescriptorType, MemberDescriptorType, ModuleType

from scenes.film.pieces.chapter_key import ROOT, code_key, drawing_key, drawn_with, imports, installed, sources
from scenes.film.pieces.loaded import outdated

ENGINE = ROOT / "scenes" / "film"
# names by which code can reach any other
ANYTHING = {"eval", "exec", "globals", "locals", "vars", "__import__", "import_module", "modules"}
LEFT_OUT = {"__module__", "__doc__", "__annotations__", "__abstractmethods__", "_abc_impl", "__firstlineno__"}


class ChapterCode:
    """A chapter's code, read once for all of its play calls; `drawing` is the key of what they all are drawn with."""

    def __init__(self, path: Path):
        self.path = path.resolve()
        _as_imported(self.path)
        self.drawing = drawing_key(self.path)
        self.imports = imports(self.path)
        self._drawn = {*drawn_with(self.path)}
        self._keys: dict[Path, str] = {}
        self._places: dict[str, Path | None] = {}

    def key(self, file: Path) -> str:
        """Key of a file and all that it imports. Raises ValueError if it was edited since it was imported."""
        if file not in self._keys:
            _as_imported(file)
            self._keys[file] = code_key(file)
        return self._keys[file]

    def place(self, name: str) -> Path | None:
        """The file of a name of a file, if its code does not count already; itself again where there is no file."""
        if name not in self._places:
            file = Path(name).resolve()
            counted = file in self._drawn or installed(file)
            self._places[name] = None if counted else file
        return self._places[name]


def _as_imported(file):
    if edited := outdated(sources(file)):
        raise ValueError(f"{edited[0]} was edited since it was imported: no key stands for what it draws")


class Reached:
    """The code that one play call reaches, gathered while its objects are described."""

    def __init__(self, code: ChapterCode):
        self.code = code
        self.files: set[Path] = set()
        self.anything = False
        self._known: set[str] = set()

    def function(self, function: FunctionType) -> list:
        """Note a function; returns what decides beside its own code how it works: the globals that it names."""
        name = function.__code__.co_filename
        if name.startswith("<"):
            name = _file_of(function.__module__)
        if self.note(name) is None:
            return []
        return self._named(function)

    def kind(self, kind: type) -> tuple | None:
        """Note a class; returns what it holds if it is one of the chapter's file, or made by a function."""
        if self.note(_file_of(kind.__module__)) != self.code.path and "<locals>" not in kind.__qualname__:
            return None
        return kind.__bases__, {name: _plain(value) for name, value in vars(kind).items() if name not in LEFT_OUT
                                and not isinstance(value, GetSetDescriptorType | MemberDescriptorType)}

    def note(self, name: str) -> Path | None:
        """Note the file of a name of a file; None if its code counts already: the kit's, and installed packages'."""
        if not name:
            return None
        file = self.code.place(name)
        if file is not None and name not in self._known:
            self._known.add(name)
            self._count(file)
        return file

    def _count(self, file):
        if file.is_relative_to(ENGINE) or not file.is_file():
            self.anything = True
        elif file != self.code.path:
            self.files.add(file)

    def _named(self, function):
        names = names_of(function.__code__)
        if names & ANYTHING:
            self.anything = True
        for name in names & self.code.imports.keys():
            for file in self.code.imports[name]:
                self.note(str(file))
        return [*self._values(names, function.__globals__)]

    def _values(self, names, held):
        """What names stand for in a module, and in the modules of the project among that."""
        for name in sorted(names & held.keys()):
            yield held[name]
            if isinstance(held[name], ModuleType) and self.note(getattr(held[name], "__file__", None) or ""):
                yield from self._values(names - {name}, vars(held[name]))

    def keys(self) -> list[str]:
        """Keys of the files that were reached."""
        return [self.code.drawing, *(self.code.key(file) for file in sorted(self.files))]


def _file_of(module):
    """Name of a module's file; empty for what is built into Python, "?" for a module that is not known."""
    if module in sys.builtin_module_names:
        return ""
    return getattr(sys.modules.get(module), "__file__", None) or "?"


def _plain(value):
    """What is behind a descriptor of a class: functions."""
    if isinstance(value, staticmethod | classmethod):
        return value.__func__
    if isinstance(value, property):
        return value.fget, value.fset, value.fdel
    return getattr(value, "func", value)


@cache
def names_of(code: CodeType) -> frozenset[str]:
    """Names of globals and attributes that code uses, with the functions inside of it."""
    inside = [names_of(constant) for constant in code.co_consts if isinstance(constant, CodeType)]
    return frozenset(code.co_names).union(*inside)
