"""Runs the body of a function statement by statement, and shows in its listing which one is running."""

import ast
import inspect
import textwrap
from collections.abc import Callable

import numpy as np
from manim import Animation, ReplacementTransform

from scenes.kit.declare import dimmed
from scenes.kit.listing import UNLIT, Listing


class Stepper:
    """function: its body is run by `run`; listing: the body as it stands in its file."""

    def __init__(self, scene, function: Callable, size: float):
        self.scene, self._around = scene, function.__globals__
        source = textwrap.dedent(inspect.getsource(function))
        [definition] = ast.parse(source).body
        assert isinstance(definition, ast.FunctionDef)
        self._arguments = [argument.arg for argument in definition.args.args]
        self._body = definition.body[1:]     # without its docstring
        self._first = self._body[0].lineno
        self.listing = Listing(textwrap.dedent("\n".join(source.splitlines()[self._first - 1:])), size)
        self.bar = self.listing.bar(1)

    @property
    def block(self) -> range:
        """The rows inside of its `with`."""
        [block] = (statement for statement in self._body if isinstance(statement, ast.With))
        return range(block.body[0].lineno - self._first + 1, (block.end_lineno or 0) - self._first + 2)

    def run(self, *given, make_room: Callable[[], None] = lambda: None, read: float = 0.4) -> dict:
        """Run the body with its function's arguments; the names that it leaves behind.

        make_room: called before its block; read: seconds for a statement of which nothing is seen.
        """
        self._make_room, self._read = make_room, read
        names = {**self._around, **dict(zip(self._arguments, given, strict=True))}
        self._all(self._body, names)
        self.scene.remove(self.bar)
        self._light(range(len(self.listing.lines) + 1))
        return names

    def becomes(self, size: float, place: np.ndarray) -> Animation:
        """The listing goes to a place, in another size."""
        self.scene.remove(self.bar)
        self._light(range(len(self.listing.lines) + 1))
        old, self.listing = self.listing, Listing(self.listing.source, size).move_to(place)
        return ReplacementTransform(old, self.listing)

    def _all(self, statements, names):
        for statement in statements:
            if isinstance(statement, ast.With):
                self._make_room()
                self._show(statement.lineno - self._first + 1)
                self._block(statement, names)
                continue
            self._show(statement.lineno - self._first + 1)
            if isinstance(statement, ast.Assign):
                self.scene.hold(self._read)
            exec(compile(ast.Module([statement], []), "<beat>", "exec"), names)

    def _block(self, statement, names):
        [item] = statement.items
        with eval(compile(ast.Expression(item.context_expr), "<beat>", "eval"), names) as entered:
            names[item.optional_vars.id] = entered
            self._all(statement.body, names)

    def _show(self, row):
        self.scene.remove(self.bar)
        self.bar = self.listing.bar(row)
        self.scene.add(self.bar)
        self._light([row])

    def _light(self, rows):
        for row, line in enumerate(self.listing.lines, 1):
            dimmed(line.set_opacity(1 if row in rows else UNLIT), row not in rows)
