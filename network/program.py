"""The listing as an object: its text, its parts found by structure, its lines executed.

Nothing here repeats what lesson.py says. The trainer runs the text, the snapshots evaluate the text's own lines, the
film shows the text: one source for all three. Only lesson.py itself, with settings put in its text, is executed; the
listing that came with a file is evaluated by an interpreter that knows nothing but arithmetic.
"""
import ast
import copy
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from network.errors import UserError
from network.interpreter import Interpreter

LISTING = Path(__file__).with_name("lesson.py")
SETTINGS = ("hidden", "epochs", "learn_rate", "seed")
WEIGHTS = ("w_i_h", "b_i_h", "w_h_o", "b_h_o")
FORWARD = ("h_pre", "h", "o_pre", "o")
EVALUATED = FORWARD + ("e", "delta_o", "delta_h")
LONGEST = 20_000        # characters of a listing
LARGEST_WEIGHT = 1e30   # sums of some hundred of them are still float32 numbers
# Numbers: fewer than three rows of w_i_h. Where three fit in its buffer, NumPy (2.4) first copies column
# and row there to multiply them, which takes twice as long.
SHORT_BUFFER = 1024


class Program:
    """One listing: the file lesson.py with settings of one's own, or a text that ran earlier.

    where: what errors say that a text came from. Raises UserError for a text that is no listing.
    """

    def __init__(self, source: str, where: str = str(LISTING)):
        self.source, self.where = source, where
        self._tree = _parsed(source, where)
        self._outer = _loop_in(self._tree, where)
        self._inner = _loop_in(self._outer, where)
        self._body = self._inner.body
        self._assigns = [node for node in self._body if isinstance(node, ast.Assign)]
        self._forward = [node for node in self._assigns if _assigned(node) in FORWARD]
        self.ours = _is_ours(source, self._tree)
        self._compiled: dict[str, object] = {}

    def __reduce__(self):
        """Pickled, a program is its text; compiled code cannot be."""
        return Program, (self.source, self.where)

    @classmethod
    def read(cls, **settings) -> "Program":
        """lesson.py with the given settings (hidden, epochs, learn_rate, seed) put in its text."""
        return cls(with_settings(settings))

    @property
    def settings(self) -> dict[str, int | float]:
        """hidden, epochs, learn_rate, seed, as far as they are plain numbers in the text."""
        return _settings(self._tree)

    def lines(self, name: str, update: bool = False) -> list[int]:
        """The line numbers, from 1, that assign name; or that change it in place (`-=`, `+=`)."""
        kind = ast.AugAssign if update else ast.Assign
        return [line for node in ast.walk(self._tree)
                if isinstance(node, kind) and name in _targets(node)
                for line in range(node.lineno, (node.end_lineno or 0) + 1)]

    def loop(self, name: str) -> range:
        """The lines of the loop whose variable is name: "epoch" (outer) or "img" (inner)."""
        for node in (self._outer, self._inner):
            if name in _names(node.target):
                return range(node.lineno, (node.end_lineno or 0) + 1)
        raise KeyError(f"no loop over {name!r} in the listing")

    def section(self, title: str) -> range:
        """The lines from the comment `# title...` up to the next empty line."""
        lines = self.source.splitlines()
        for start, line in enumerate(lines):
            if line.strip().startswith(f"# {title}"):
                length = (lines[start:] + [""]).index("")
                return range(start + 1, start + 1 + length)
        raise KeyError(f"no section {title!r} in the listing")

    def calls(self, name: str) -> list[int]:
        """The lines that call name, such as "print" or "load_mnist"."""
        return sorted({node.lineno for node in ast.walk(self._tree)
                       if isinstance(node, ast.Call) and ast.unparse(node.func) == name})

    def run(self, images: np.ndarray, labels: np.ndarray, watch=None, show=print) -> dict:
        """Run the listing whole on images (n, I) and one-hot labels (n, O), float32.

        watch: a Watch, which looks in between the updates. show: receives what the listing prints.
        Returns the names it leaves behind. Raises Astray when the weights grow beyond bounds.
        """
        if not self.ours:
            raise UserError(f"{self.where}: its listing is not network/lesson.py, so it isn't run")
        around = {"__name__": "network.lesson", "print": show, "load_mnist": lambda: (images, labels), "watch": watch}
        exec(self._code("watched" if watch else "whole", [_function(self._tree, self._inner if watch else None)]), around)
        with np.errstate(all="ignore"):
            np.setbufsize(SHORT_BUFFER)    # until errstate ends
            names = around["listing"]()
        check_bounded(names, self.settings)
        return names

    def watched(self) -> str:
        """The loops as they run when they are watched, as Python would write them, the body of the innermost left out."""
        tree = copy.deepcopy(self._tree)
        outer = _loop_in(tree, self.where)
        inner = _loop_in(outer, self.where)
        inner.body = [ast.Expr(ast.Constant(...))]
        return ast.unparse(ast.fix_missing_locations(_sliced(outer, inner)))

    def forward(self, state: dict, img: np.ndarray) -> dict[str, np.ndarray]:
        """h_pre, h (H, n) and o_pre, o (O, n) for the columns of img (I, n), by the listing's
        own lines; state holds w_i_h, b_i_h, w_h_o, b_h_o."""
        return self._execute("forward", self._forward, state, FORWARD, img=img)

    def evaluate(self, state: dict, img: np.ndarray, l: np.ndarray) -> dict[str, np.ndarray]:
        """What one image does, by the listing's own lines: the four of `forward` as columns, e,
        delta_o (O, 1) and delta_h (H, 1). img has I values, l is its one-hot label, O values."""
        return self._execute("evaluate", self._assigns, state, EVALUATED, img=img, l=l)

    def step(self, state: dict, img: np.ndarray, l: np.ndarray) -> dict[str, np.ndarray]:
        """The four weight arrays after one update on one image; state stays as it is."""
        copies = {name: state[name].copy() for name in WEIGHTS}
        return self._execute("step", self._body, copies, WEIGHTS, img=img, l=l)

    def _execute(self, what, statements, state, wanted, **given):
        """Execute statements of our own listing; of another one evaluate them. Raises UserError for what may not be."""
        outputs, inputs = state["w_h_o"].shape[0], state["w_i_h"].shape[1]
        names = {"inputs": inputs, "outputs": outputs, "nr_correct": 0,
                 **self.settings, **{name: state[name] for name in WEIGHTS}, **given}
        if self.ours:
            names["np"] = np
            with np.errstate(over="ignore"):
                exec(self._code(what, statements), names)
        else:
            names = Interpreter(self.where).run(statements, names)
        missing = [name for name in wanted if name not in names]
        if missing:
            raise UserError(f"{self.where}: its listing computes no {missing[0]}")
        return {name: names[name] for name in wanted}

    def _code(self, what, statements):
        if what not in self._compiled:
            tree = ast.fix_missing_locations(ast.Module(list(statements), type_ignores=[]))
            self._compiled[what] = compile(tree, str(LISTING), "exec")
        return self._compiled[what]


class Watch:
    """Looks into a running listing between updates; subclasses say when and what for."""

    def stops(self, images: int) -> list[int]:
        """After how many images of the coming pass to look: ascending, from 0 to images."""
        raise NotImplementedError

    def ready(self, stop: int):
        """Called before the images up to `stop` of the pass are handed out; may wait until they are there."""

    def look(self, seen: int, names: dict):
        """Called after `seen` images of the running pass, with the listing's names."""
        raise NotImplementedError

    def parts(self, images: int) -> Iterator[tuple[slice, bool]]:
        """One pass over so many images in slices, and whether to look after each."""
        start = 0
        for stop in self.stops(images):
            self.ready(stop)
            yield slice(start, stop), True
            start = stop
        if start < images:
            self.ready(images)
            yield slice(start, images), False


class Astray(UserError):
    """Training made weights that are no numbers, or too large ones."""


def check_bounded(names: dict, settings: dict):
    """Raise Astray when a weight in names is not a number, or so large that sums overflow."""
    for name in WEIGHTS:
        if name in names and not (np.abs(names[name]) < LARGEST_WEIGHT).all():
            raise Astray(f"training went astray: values in {name} grew beyond all bounds; "
                            f"try a rate smaller than {settings['learn_rate']}")


def _parsed(source: str, where: str) -> ast.Module:
    if len(source) > LONGEST:
        raise UserError(f"{where}: its listing has {len(source):,} characters, more than {LONGEST:,}")
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise UserError(f"{where}: line {error.lineno}: {error.msg}") from None
    except (MemoryError, RecursionError, ValueError) as error:
        raise UserError(f"{where}: its listing cannot be read ({error or 'it is nested too deeply'})") from None


def _loop_in(node: ast.Module | ast.For, where: str) -> ast.For:
    for child in node.body:
        if isinstance(child, ast.For):
            return child
    raise UserError(f"{where}: no loop over images within a loop over epochs")


def _settings(tree: ast.Module) -> dict[str, int | float]:
    found = {_assigned(node): node.value.value for node in tree.body
             if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)}
    return {name: value for name, value in found.items()
            if name in SETTINGS and isinstance(value, int | float) and not isinstance(value, bool)}


def _is_ours(source: str, tree: ast.Module) -> bool:
    """Whether a text is that of lesson.py, but for its settings."""
    return source == with_settings(_settings(tree))


def with_settings(settings: dict) -> str:
    """The text of lesson.py with these settings in it. Raises KeyError for one that it has not."""
    source = LISTING.read_text(encoding="utf-8")
    lines, body = source.splitlines(keepends=True), _parsed(source, str(LISTING)).body
    values = {_assigned(node): node.value for node in reversed(body) if isinstance(node, ast.Assign)}
    for name, value in settings.items():
        if name not in SETTINGS or name not in values:
            raise KeyError(f"the listing has no setting {name!r}")
        old = values[name]
        line = lines[old.lineno - 1]
        lines[old.lineno - 1] = line[:old.col_offset] + repr(value) + line[old.end_col_offset:]
    return "".join(lines)


def _function(tree: ast.Module, inner: ast.For | None) -> ast.FunctionDef:
    """The listing as a function `listing()` that returns its names, without the import of its loader, which it is given.

    Python finds a function's names quicker than a module's, by a twentieth of the whole run. inner: the loop over
    images, if it is watched: then it runs slice by slice, with a look after each.
    """
    function = ast.parse("def listing():\n    return locals()").body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body[:0] = [_sliced(node, inner) for node in tree.body
                         if not (isinstance(node, ast.ImportFrom) and node.module == "network.mnist")]
    return function


WATCHED = """
for part, looked_at in watch.parts(len(images)):
    LOOP
    if looked_at:
        watch.look(part.stop, locals())
"""


def _sliced(node: ast.stmt, inner: ast.For | None) -> ast.stmt:
    """A statement with the loop over images in it replaced by one over slices of them, which holds that very loop."""
    if inner is None or not isinstance(node, ast.For):
        return node
    if node is not inner:
        body = [_sliced(child, inner) for child in node.body]
        return ast.copy_location(ast.For(node.target, node.iter, body, node.orelse), node)
    watched = ast.parse(WATCHED).body[0]
    assert isinstance(watched, ast.For)
    for part in ast.walk(watched):      # all that is added stands, for Python, where the loop does
        ast.copy_location(part, inner)
    watched.body[0] = ast.copy_location(ast.For(inner.target, _of_the_part(inner.iter), inner.body, inner.orelse), inner)
    return watched


def _of_the_part(images: ast.expr) -> ast.expr:
    """zip(images, labels) -> zip(images[part], labels[part])."""
    assert isinstance(images, ast.Call)
    part: list[ast.expr] = [ast.Subscript(each, ast.Name("part", ast.Load()), ast.Load()) for each in images.args]
    return ast.Call(images.func, part, images.keywords)


def _assigned(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])


def _targets(node) -> list[str]:
    targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
    return [name for target in targets for name in _names(target)]


def _names(target) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]
