"""What a chapter is made of, part by part, so that a save tells what has changed and which beats that concerns.

A part has a name and a digest. Names: ("method", NAME); ("beat", NAME, KEY), the statements of a method that belong to
the beat KEY, with the methods that they mention; ("step", NUMBER), a statement of `construct`; ("call", NAME), those of
them that mention a method; ("line", KEY), ("screen", KEY) and ("title",) of the script.
"""

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scenes.film.narration.script import Script

Part = tuple[str, ...]
BODIES = ("body", "orelse", "finalbody", "handlers")     # the fields of a statement that hold statements
CONSTRUCT = "construct"
REST = ""     # stands for what has no name
START = ""    # stands for what comes before the first beat


def parts(source: str, path: Path, script: Script, voice) -> dict[Part, str]:
    """All parts of the chapter in a file, whose text is `source`: {name: digest}. Raises SyntaxError, UserError."""
    return of_code(source, str(path)) | of_script(script, path.stem, voice)


def of_script(script: Script, chapter: str, voice) -> dict[Part, str]:
    """The lines with their marks and their sound, the texts on screen and the title."""
    written = script.written(chapter)
    spoken = {("line", key): _digest(text, voice.key(text, chapter, key))
              for key, text in written["lines"].items() if key != "title"}
    shown = {("screen", key): _digest(text) for key, text in written["screen"].items()}
    return spoken | shown | {("title",): _digest(script.title(chapter))}


def of_code(source: str, name: str) -> dict[Part, str]:
    """The methods of the chapter, each with all that it mentions of its file, the beats in them, and the steps."""
    tree = ast.parse(source, name)
    chapter = _chapter(tree)
    functions = [node for node in chapter.body if isinstance(node, ast.FunctionDef)]
    methods = {node.name: node for node in functions if not node.decorator_list}
    others: list[ast.AST] = [node for node in tree.body if node is not chapter]
    others += [node for node in chapter.body if node not in methods.values()]
    others += [*chapter.bases, *chapter.keywords, *chapter.decorator_list]
    known = _Known(others)
    found: dict[tuple[str, ...], str]
    found = {("method", name): known.digest(method) for name, method in methods.items() if name != CONSTRUCT}
    beats = {name: _beats(method) for name, method in methods.items()}
    seen = _Known([*others, *(method for name, method in methods.items() if not beats[name])])
    found |= {("beat", name, key): seen.digest(*statements) for name, by_key in beats.items()
              for key, statements in by_key.items()}
    taken = steps(tree)
    found |= {("step", str(i)): known.digest(step) for i, step in enumerate(taken)}
    called = {name: [step for step in taken if name in _mentions(step)] for name in methods}
    return found | {("call", name): known.digest(*mentioning) for name, mentioning in called.items() if mentioning}


def steps(tree: ast.Module) -> list[ast.stmt]:
    """The statements of a chapter's `construct`, but for its docstring."""
    found = [node for node in _chapter(tree).body if isinstance(node, ast.FunctionDef) and node.name == CONSTRUCT]
    return [step for node in found for step in node.body if not _is_text(step)]


def concerned(old: Mapping[Part, str], new: Mapping[Part, str], used: Mapping[str, set[Part]]) -> list[str]:
    """The keys of the beats that a change concerns, in the order of the film as far as that is known.

    used: for each beat that was run before the parts that it used, in that order.
    """
    changed = {part for part in {**old, **new} if old.get(part) != new.get(part)}
    keys = {part[-1] for part in changed if part[0] in ("line", "beat")}
    divided = {part[1] for part in changed if part[0] == "beat"}
    whole = {part for part in changed if part[0] in ("method", "screen", "title") and part[-1] not in divided}
    called = {part[1] for part in changed if part[0] == "call" and part in new}
    keys |= {part[2] for part in new if part[0] == "beat" and part[1] in called}
    keys |= {key for key, parts_used in used.items() if parts_used & whole}
    return [key for key in dict.fromkeys([*used, *lines(new), *keys]) if key in keys and ("line", key) in new]


def lines(found: Mapping[Part, str]) -> list[str]:
    """The keys of a chapter's lines in the order of the script."""
    return [part[1] for part in found if part[0] == "line"]


class _Known:
    """What a file defines beside the chapter's methods: a digest of a method covers what it mentions of that, too."""

    def __init__(self, statements: list[ast.AST]):
        self._dumps: dict[str, str] = {}
        self._mentioned: dict[str, set[str]] = {}
        for node in [single for statement in statements for single in _singles(statement)]:
            if not _is_text(node):
                for name in _bound(node) or [REST]:
                    self._dumps[name] = self._dumps.get(name, "") + _dump(node)
                    self._mentioned.setdefault(name, set()).update(_mentions(node))

    def digest(self, *nodes: ast.AST) -> str:
        found, waiting = {REST}, set().union(*(_mentions(node) for node in nodes))
        waiting |= self._mentioned.get(REST, set())
        while waiting:
            name = waiting.pop()
            if name in self._dumps and name not in found:
                found.add(name)
                waiting |= self._mentioned[name]
        return _digest(*map(_dump, nodes), *(self._dumps.get(name, "") for name in sorted(found)))


def _chapter(tree: ast.Module) -> ast.ClassDef:
    """The class that has a construct; one without anything if there is none, which is told when the chapter is run."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(getattr(part, "name", "") == CONSTRUCT for part in node.body):
            return node
    nothing: Any = "", [], [], [], []      # what is known of its fields differs between versions of Python
    return ast.ClassDef(*nothing)


def _singles(node: ast.AST) -> list[ast.AST]:
    """An import as one for each name, another statement as it is."""
    match node:
        case ast.Import():
            return [ast.Import([alias]) for alias in node.names]
        case ast.ImportFrom():
            return [ast.ImportFrom(node.module, [alias], node.level) for alias in node.names]
    return [node]


def _bound(node: ast.AST) -> list[str]:
    """The names that a statement defines."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Import() | ast.ImportFrom():
            return [(alias.asname or alias.name).split(".")[0].replace("*", REST) for alias in node.names]
        case ast.Assign() | ast.AnnAssign():
            names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
            return [name.id for name in names if isinstance(name.ctx, ast.Store)]
    return []


def _mentions(node: ast.AST) -> set[str]:
    return {part.id if isinstance(part, ast.Name) else part.attr for part in ast.walk(node)
            if isinstance(part, ast.Name | ast.Attribute)}


def _beats(method: ast.FunctionDef) -> dict[str, list[ast.AST]]:
    """A method's statements by the beat that they are seen in: its own, or the next one, or at the end the last one.

    Nothing if the key of a beat is not written out.
    """
    said = [key for node in ast.walk(method) if (key := _said(node)) is not None]
    if not said or "" in said:
        return {}
    found: dict[str, list[ast.AST]] = {}
    waiting: list[ast.AST] = []
    for node, key in _flat(method.body):
        waiting.append(node)
        if key:
            found.setdefault(key, []).extend(waiting)
            last, waiting = key, []
    found[last].extend(waiting)
    return found


def _flat(statements: list) -> Iterator[tuple[ast.AST, str | None]]:
    """Statement after statement with the key of the beat that it is; those around beats without what is in them."""
    for node in statements:
        if _is_text(node):
            continue
        key = _said(node)
        if key is not None or not any(_said(part) is not None for part in ast.walk(node)):
            yield node, key
            continue
        yield type(node)(**{name: [] if name in BODIES else value for name, value in ast.iter_fields(node)}), None
        for name in BODIES:
            yield from _flat(getattr(node, name, []))


def _said(node: ast.AST) -> str | None:
    """The key if a statement is `with self.say("key")`; "" if the key is not written out; None if it is another one."""
    for item in node.items if isinstance(node, ast.With) else []:
        match item.context_expr:
            case ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str() as key), *_]):
                return key
            case ast.Call(func=ast.Attribute(attr="say")):
                return ""
    return None


def _dump(node: ast.AST) -> str:
    """A node as text, but for where it stands, comments and docstrings."""
    texts = [part for part in ast.walk(node) if hasattr(part, "body") and isinstance(part.body, list)
             and part.body and _is_text(part.body[0])]
    kept = [part.body for part in texts]
    for part in texts:
        part.body = part.body[1:]
    dumped = ast.dump(node)
    for part, body in zip(texts, kept, strict=True):
        part.body = body
    return dumped


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _digest(*content: str) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
