"""Keys of values, evaluated: "RUN:h_pre[0,0,2]", "RUN:100*accuracy[-1]", "constant:NAME".

An expression may name the arrays and the meta data of one run, take entries and parts of them, compare, count and do
a little arithmetic; nothing else. A constant is one of the kit's table or of the film's, or one that the chapter's
file declares in capitals.
"""

import ast
import math
import operator
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from scenes.kit.declare import CONSTANTS, Constant

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": np.abs, "argmax": np.argmax, "concatenate": np.concatenate, "cumsum": np.cumsum, "exp": np.exp,
    "len": len, "log": np.log, "log10": np.log10, "max": np.max, "mean": np.mean, "min": np.min, "ravel": np.ravel,
    "round": np.round, "sqrt": np.sqrt, "sum": np.sum,
}
WITH_TWO = {"argmax", "concatenate", "cumsum", "max", "mean", "min", "round", "sum"}     # arguments: an axis, decimals
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
             ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow,
             ast.MatMult: operator.matmul, ast.BitOr: operator.or_, ast.BitAnd: operator.and_}
COMPARISONS = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
               ast.Eq: operator.eq, ast.NotEq: operator.ne}


LONGEST = 1000           # characters of an expression
LARGEST = 2 ** 25        # values of a result; the largest array of a run has a tenth of that
MOST_BITS = 1024         # of a whole number


class BadSource(ValueError):
    """A key that cannot be evaluated, and why."""


ANY = object()      # the value of a constant that the scale or the picture decides


class Sources:
    """Evaluates keys.

    runs: objects with the arrays, by name; constants: {name: Constant} of the film; own: {name: value} that a chapter
    declares; methods: of a run's that may be called.
    """

    def __init__(self, runs: Mapping[str, Any], constants: Mapping[str, Constant] = MappingProxyType({}),
                 own: Mapping[str, float] = MappingProxyType({}), methods: Collection[str] = ()):
        self._runs, self._constants, self._own = runs, {**CONSTANTS, **constants}, own
        self._methods = methods
        self._known: dict[str, Any] = {}

    def value(self, source: str):
        """A number, an array, a text, a list, or ANY. Raises BadSource."""
        if source not in self._known:
            self._known[source] = self._evaluate(source)
        return self._known[source]

    def _evaluate(self, source):
        run, colon, expression = source.partition(":")
        if not colon:
            raise BadSource("has no source" if not source else f"its source {source!r} names no run")
        if run == "constant":
            return self._constant(expression)
        if run not in self._runs:
            raise BadSource(f"its source {source!r} names the run {run!r}; there are {', '.join(self._runs)}")
        try:
            return evaluate(expression, self._runs[run], self._methods)
        except BadSource as error:
            raise BadSource(f"its source {source!r} {error}") from None
        except Exception as error:      # whatever NumPy says of a wrong subscript or shape
            raise BadSource(f"its source {source!r} cannot be evaluated: {error}") from None

    def _constant(self, name):
        if name in self._constants:
            value = self._constants[name].value
            return ANY if value is None else value
        if name in self._own:
            return self._own[name]
        raise BadSource(f"the constant {name!r} is not declared; declare it in the film's file, or in capitals in "
                        "the chapter's")


def capitals(module) -> dict[str, float]:
    """The numbers that a chapter's file declares in capitals."""
    return {name: value for name, value in vars(module).items() if name.isupper() and isinstance(value, int | float)}


def evaluate(expression: str, run, methods: Collection[str] = ()):
    """The value of an expression over one run, whose `methods` may be called. Raises BadSource for what may not."""
    if len(expression) > LONGEST:
        raise BadSource(f"has {len(expression)} characters, more than {LONGEST}")
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
        if not any(isinstance(node, ast.Name) and node.id not in FUNCTIONS for node in ast.walk(tree)):
            raise BadSource("names no array; a bare literal is no source")
        return _of(tree, run, methods)
    except (SyntaxError, RecursionError, MemoryError):
        raise BadSource("is no expression, or one of too many parts") from None


def _of(node, run, methods):
    match node:
        case ast.Constant(value=int() | float() | None) | ast.Constant(value=str()):
            return node.value
        case ast.Name():
            return _attribute(run, node.id)
        case ast.Tuple():
            return tuple(_of(part, run, methods) for part in node.elts)
        case ast.UnaryOp(op=ast.USub()):
            return -_of(node.operand, run, methods)
        case ast.Compare(ops=[operation], comparators=[right]) if type(operation) in COMPARISONS:
            return _compared(type(operation), _of(node.left, run, methods), _of(right, run, methods))
        case ast.BinOp() if type(node.op) in OPERATORS:
            return _calculated(type(node.op), _of(node.left, run, methods), _of(node.right, run, methods))
        case ast.Subscript():
            return _of(node.value, run, methods)[_of(node.slice, run, methods)]
        case ast.Slice():
            return slice(*(part and _of(part, run, methods) for part in (node.lower, node.upper, node.step)))
        case ast.Attribute(attr="T" | "shape" | "size" as name):
            return getattr(np.asarray(_of(node.value, run, methods)), name)
        case ast.Attribute():
            return _key(_of(node.value, run, methods), node.attr)
        case ast.Call(func=ast.Name(id=name), keywords=[]):
            arguments = [_of(part, run, methods) for part in node.args]
            if name in methods:
                return getattr(run, name)(*arguments)
            if name in FUNCTIONS and len(arguments) <= 1 + (name in WITH_TWO):
                return FUNCTIONS[name](*arguments)
        case ast.Call(func=ast.Attribute(value=array, attr=name), args=[], keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](_of(array, run, methods))
    raise BadSource(f"uses {ast.unparse(node)}, which a source may not")


def _compared(operation, left, right):
    _bounded(np.broadcast_shapes(np.shape(left), np.shape(right)))
    return COMPARISONS[operation](left, right)


def _calculated(operation, left, right):
    for side in (left, right):
        if not isinstance(side, int | float | np.generic | np.ndarray) or np.asarray(side).dtype.kind not in "biuf":
            raise BadSource("calculates with a list or a text")
    if operation is ast.MatMult:
        _bounded((*np.broadcast_shapes(left.shape[:-2], right.shape[:-2]), *left.shape[-2:-1], *right.shape[1:][-1:]))
    else:
        _bounded(np.broadcast_shapes(np.shape(left), np.shape(right)))
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * right if operation is ast.Pow else left.bit_length() + right.bit_length()
        if bits > MOST_BITS:
            raise BadSource("makes too large a number")
    return OPERATORS[operation](left, right)


def _bounded(shape):
    if math.prod(shape) > LARGEST:
        raise BadSource(f"makes {math.prod(shape):,} values, more than {LARGEST:,}")


def _attribute(run, name):
    meta = getattr(run, "meta", {})
    if name in meta and not hasattr(run, name):
        return meta[name]
    value = None if name.startswith("_") else getattr(run, name, None)
    if not isinstance(value, np.ndarray | dict | tuple):
        raise BadSource(f"names {name}, which the run does not have")
    return value


def _key(value, name):
    if isinstance(value, dict) and name in value:
        return value[name]
    raise BadSource(f"asks for .{name}, which is not there")


def single(value):
    """The one number that a value is. Raises BadSource if it is none, or several."""
    array = np.asarray(value)
    if array.size != 1 or array.dtype.kind not in "biuf":
        raise BadSource(f"is {array.size} values" if array.dtype.kind in "biuf" else "is no number")
    return array.reshape(()).item()
