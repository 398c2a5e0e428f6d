"""Runs the body of a function statement by statement, and shows in its listing which one is running."""

import ast
import inspect
import textwrap
from collections.abc import Callable

from scenes.kit.listing import Listing


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

    def run(self, *given) -> dict:
        """Run the body with its function's arguments; the names that it leaves behind."""
        names = {**self._around, **dict(zip(self._arguments, given, strict=True))}
        self._all(self._body, names)
        self.scene.remove(self.bar)
        return names

    def _all(self, statements, names):
        for statement in statements:
            self._show(statement.lineno - self._first + 1)
            if isinstance(statement, ast.With):
                self._block(statement, names)
            else:
                exec(compile(ast.Module([statement], []), "<beat>", "exec"), names)

    def _block(self, statement, names):
        [item] = statement.items
        with eval(compile(ast.Expression(item.context_expr), "<beat>", "eval"), names) as entered:
            names[item.optional_vars.id] = entered
            self._all(statement.body, names)

    def _show(self, row):
        self.bar.become(self.listing.bar(row))
        self.scene.remove(self.bar)
        self.scene.add(self.bar)
