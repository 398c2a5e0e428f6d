"""Evaluates the lines of a listing that came with a file, without executing any of it.

Such a listing may come from anybody. It is read, and of Python only what a listing like lesson.py needs is done:
arithmetic on numbers and arrays, a few functions of NumPy, assignments to names. All else is refused by name and line,
and so is what would take too much memory or time, before it is done.
"""
import ast
import operator
from collections.abc import Callable, Iterable

import numpy as np

from network.errors import UserError

LARGEST = 2 ** 22        # entries of one array
ALTOGETHER = 2 ** 25     # entries of all arrays that are made in one evaluation
WORK = 2 ** 30           # multiplications of one matrix product
BITS = 4096              # of a whole number
OPERATORS = {ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide,
             ast.FloorDiv: np.floor_divide, ast.Mod: np.remainder, ast.Pow: np.power, ast.MatMult: np.matmul}
PLAIN = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
         ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow}
COMPARISONS = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
               ast.Eq: operator.eq, ast.NotEq: operator.ne}
UNARY: dict[type, Callable] = {ast.USub: operator.neg, ast.UAdd: operator.pos}
FUNCTIONS = {"abs", "clip", "cos", "exp", "log", "maximum", "minimum", "sign", "sin", "sqrt", "square", "tanh", "where"}
REDUCTIONS = {"argmax", "argmin", "max", "mean", "min", "sum"}
ATTRIBUTES = {"T", "ndim", "shape", "size"}
TYPES = {"bool", "float32", "float64", "int64"}
NUMBER = (bool, int, float, np.generic)


class ListingError(UserError):
    """What is wrong with a line of a listing; `line` is its number, `reason` says why alone."""

    def __init__(self, where: str, line: int, reason: str):
        super().__init__(f"{where}: line {line} of its listing: {reason}")
        self.line, self.reason = line, reason


class Interpreter:
    """Runs statements of a listing. where: what an error says it came from."""

    def __init__(self, where: str):
        self._where, self._left, self._line = where, ALTOGETHER, 0

    def run(self, statements: Iterable[ast.stmt], names: dict) -> dict:
        """The names after these statements; those given, arrays too, stay as they are. Raises ListingError."""
        names = dict(names)
        with np.errstate(all="ignore"):
            for statement in statements:
                self._line = statement.lineno
                try:
                    self._do(statement, names)
                except (ArithmeticError, IndexError, TypeError, ValueError) as error:
                    raise self._error(f"{type(error).__name__}: {error}") from None
                except RecursionError:
                    raise self._error("it is nested too deeply") from None
        return names

    def _do(self, statement, names):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]):
                names[name] = self._of(statement.value, names)
            case ast.AugAssign(target=ast.Name(id=name)) if name in names:
                names[name] = self._changed(names[name], statement.op, self._of(statement.value, names))
            case _:
                raise self._refused(statement)

    def _changed(self, value, operation, by):
        """value -= by, with an array's own type kept, as Python does it in place."""
        result = self._binary(operation, value, by)
        if not isinstance(value, np.ndarray):
            return result
        if result.shape != value.shape or not np.can_cast(result.dtype, value.dtype, "same_kind"):
            raise ValueError(f"an array of {value.dtype} {value.shape} cannot become one of {result.dtype} {result.shape}")
        return result.astype(value.dtype)

    def _of(self, node, names):
        match node:
            case ast.Constant(value=bool() | int() | float() | None):
                return self._bounded(node.value)
            case ast.Name(id=name) if name in names and isinstance(names[name], (np.ndarray, *NUMBER)):
                return names[name]
            case ast.BinOp():
                return self._binary(node.op, self._of(node.left, names), self._of(node.right, names))
            case ast.UnaryOp() if type(node.op) in UNARY:
                return UNARY[type(node.op)](self._number_or_array(self._of(node.operand, names)))
            case ast.Compare(ops=[operation], comparators=[right]) if type(operation) in COMPARISONS:
                return self._compared(COMPARISONS[type(operation)], self._of(node.left, names), self._of(right, names))
            case ast.Tuple() if len(node.elts) <= 4:
                return tuple(self._of(part, names) for part in node.elts)
            case ast.Subscript():
                return self._of(node.value, names)[self._index(node.slice, names)]
            case ast.Attribute(attr=name) if name in ATTRIBUTES:
                return getattr(self._array(self._of(node.value, names)), name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=name)) if name in FUNCTIONS:
                return self._function(getattr(np, name), node, names)
            case ast.Call(func=ast.Attribute(attr=name)):
                return self._method(name, node, names)
        raise self._refused(node)

    def _binary(self, operation, left, right):
        if type(operation) not in OPERATORS:
            raise self._error(f"it uses {type(operation).__name__}, which a listing may not")
        left, right = self._number_or_array(left), self._number_or_array(right)
        if not isinstance(left, np.ndarray) and not isinstance(right, np.ndarray):
            return self._plain(operation, left, right)
        self._pay(_product_shape(left, right) if isinstance(operation, ast.MatMult) else _shape(left, right))
        if isinstance(operation, ast.MatMult) and left.size * (right.shape[-1] if right.ndim > 1 else 1) > WORK:
            raise self._error("the product would take too long")
        return OPERATORS[type(operation)](left, right)

    def _plain(self, operation, left, right):
        """Of two numbers; whole ones must not grow without end."""
        if isinstance(operation, ast.MatMult):
            raise TypeError("numbers have no matrix product")
        if isinstance(operation, ast.Pow) and isinstance(left, int) and isinstance(right, int):
            if left.bit_length() * abs(right) > BITS:
                raise self._error("a power of whole numbers would be too large")
        return self._bounded(PLAIN[type(operation)](left, right))

    def _compared(self, compare, left, right):
        left, right = self._number_or_array(left), self._number_or_array(right)
        self._pay(_shape(left, right))
        return compare(left, right)

    def _index(self, node, names):
        match node:
            case ast.Tuple() if len(node.elts) <= 4:
                return tuple(self._index(part, names) for part in node.elts)
            case ast.Slice():
                return slice(*(part and self._whole(self._of(part, names)) for part in (node.lower, node.upper, node.step)))
            case ast.Constant(value=None):
                return None
        return self._whole(self._of(node, names))

    def _function(self, function, node, names):
        values = [self._number_or_array(self._of(part, names)) for part in node.args]
        if node.keywords or len(values) not in (1, 2, 3):
            raise self._refused(node)
        self._pay(_shape(*values))
        return function(*values)

    def _method(self, name, node, names):
        """A method of an array: a reduction, reshape or astype."""
        array = self._array(self._of(node.func.value, names))
        if name in REDUCTIONS:
            given = {keyword.arg: self._of(keyword.value, names) for keyword in node.keywords}
            if node.args or not given.keys() <= {"axis", "keepdims"}:
                raise self._refused(node)
            return getattr(array, name)(**given)
        if name == "reshape" and not node.keywords:
            return array.reshape(*(self._of(part, names) for part in node.args))
        match node.args:
            case [ast.Constant(value=str() as kind)] if name == "astype" and kind in TYPES and not node.keywords:
                self._pay(array.shape)
                return array.astype(kind)
        raise self._refused(node)

    def _pay(self, shape):
        """An array of this shape is about to be made."""
        size = int(np.prod(shape, dtype=object)) if shape else 1
        self._left -= size
        if size > LARGEST or self._left < 0:
            raise self._error(f"an array of shape {shape} would be too large")

    def _bounded(self, value):
        if isinstance(value, int) and value.bit_length() > BITS:
            raise self._error("a whole number grows too large")
        return value

    def _array(self, value):
        if not isinstance(value, (np.ndarray, np.generic)):
            raise TypeError(f"{type(value).__name__} is no array")
        return value

    def _number_or_array(self, value):
        if not isinstance(value, (np.ndarray, *NUMBER)):
            raise TypeError(f"{type(value).__name__} is neither a number nor an array")
        return value

    def _whole(self, value):
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
            raise TypeError("an index must be a whole number")
        return int(value)

    def _refused(self, node):
        text = ast.unparse(node)
        shown = text if len(text) <= 60 else f"{text[:59]}\N{HORIZONTAL ELLIPSIS}"
        return self._error(f"{shown!r} is not among what a listing may do")

    def _error(self, reason):
        return ListingError(self._where, self._line, reason)


def _shape(*values) -> tuple[int, ...]:
    """The shape of what comes out of values of these shapes, entry by entry; () if NumPy will refuse them."""
    try:
        return np.broadcast_shapes(*(np.shape(value) for value in values))
    except ValueError:
        return ()


def _product_shape(left, right) -> tuple[int, ...]:
    """The shape of a matrix product."""
    if not 1 <= np.ndim(left) <= 2 or not 1 <= np.ndim(right) <= 2:
        raise ValueError("matrix products are of one or two dimensions")
    return (*left.shape[:-1], *right.shape[1:])
