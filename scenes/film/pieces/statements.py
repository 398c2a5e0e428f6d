"""The import statements of files, kept from run to run by what the files hold.

All files of the engine and of a film are asked for what they import before anything is drawn; parsing them anew each time would
take half a second of it.
"""

import ast
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scenes.film.files import write_text

ROOT = Path(__file__).resolve().parents[3]     # of the engine's own code
KEPT = ROOT / "media" / "made" / "imports.json"
MOST = 2000                                    # files whose statements are kept, the newest
IMPORTERS = ("__import__", "import_module")
STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)
OWN = hashlib.sha256(sys.version.encode() + Path(__file__).read_bytes()).digest()     # this code decides what is found

_added: list[str] = []


class Imported(NamedTuple):
    """One name that is imported: `import module`, `from module import name` (with that many dots before the module), each perhaps
    as something else; or a module that is named in a call which imports it."""

    module: str
    name: str = ""
    known_as: str = ""
    dots: int = 0
    called: bool = False


def imported(path: Path) -> list[Imported]:
    """What a file imports, in the order in which it stands there. Raises SyntaxError."""
    content = path.read_bytes()
    key = hashlib.sha256(OWN + content).hexdigest()
    known = _known()
    if key not in known:
        known[key] = list(_parsed(content.decode("utf-8")))
        _added.append(key)
    return [Imported(*one) for one in known[key]]


def keep() -> None:
    """Write down what was found out since the last call, for processes to come, beside what others have written meanwhile; where
    that can't be, they find out themselves."""
    if _added:
        found = _kept() | {key: _known()[key] for key in _added}
        _added.clear()
        with suppress(OSError):
            write_text(KEPT, json.dumps(dict([*found.items()][-MOST:])))


@cache
def _known() -> dict[str, list]:
    """What is known to this process."""
    return _kept()


def _kept() -> dict[str, list]:
    with suppress(OSError, ValueError):
        content = json.loads(KEPT.read_text(encoding="utf-8"))
        if isinstance(content, dict) and all(isinstance(one, list) for one in content.values()):
            return content
    return {}


def _parsed(code: str) -> Iterator[Imported]:
    by_call = any(name in code for name in IMPORTERS)
    for node in (ast.walk if by_call else _statements)(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (Imported(alias.name, known_as=alias.asname or "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Imported(node.module or "", alias.name, alias.asname or "", node.level) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in IMPORTERS:
            yield from (Imported(str(argument.value), called=True) for argument in node.args[:1]
                        if isinstance(argument, ast.Constant))


def _statements(tree):
    """The statements of a module, also those inside others; expressions, which are most of it, are not walked."""
    waiting = [tree]
    while waiting:
        children = list(ast.iter_child_nodes(waiting.pop()))
        waiting += [node for node in children if isinstance(node, STATEMENTS)]
        yield from children
