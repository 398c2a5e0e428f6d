"""The listing as an object: its text, its parts found by structure, its lines executed.

Nothing here repeats what lesson.py says. The trainer runs the text, the snapshots evaluate the
text's own lines, the film shows the text: one source for all three.
"""
import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from network import mnist
from network.errors import UserError

LISTING = Path(__file__).with_name("lesson.py")
SETTINGS = ("hidden", "epochs", "learn_rate", "seed")
WEIGHTS = ("w_i_h", "b_i_h", "w_h_o", "b_h_o")
FORWARD = ("h_pre", "h", "o_pre", "o")
EVALUATED = FORWARD + ("e", "delta_o", "delta_h")
LARGEST_WEIGHT = 1e30   # sums of some hundred of them are still float32 numbers
# Numbers: fewer than three rows of w_i_h. Where three fit in its buffer, NumPy (2.4) first copies column
# and row there to multiply them, which takes twice as long.
SHORT_BUFFER = 1024


class Program:
    """One listing: the file lesson.py with settings of one's own, or a text that ran earlier."""

    def __init__(self, source: str):
        self.source = source
        self._tree = _parsed(source)
        self._outer = _loop_in(self._tree)
        self._inner = _loop_in(self._outer)
        body = self._inner.body
        assigns = [node for node in body if isinstance(node, ast.Assign)]
        self._forward = _compiled(node for node in assigns if _assigned(node) in FORWARD)
        self._evaluate = _compiled(assigns)
        self._body = _compiled(body)
        self._whole = _compiled([_function(self._tree)])

    def __reduce__(self):
        """Pickled, a program is its text; compiled code cannot be."""
        return Program, (self.source,)

    @classmethod
    def read(cls, **settings) -> "Program":
        """lesson.py with the given settings (hidden, epochs, learn_rate, seed) put in its text."""
        source = LISTING.read_text(encoding="utf-8")
        for name, value in settings.items():
            source = _substituted(source, name, value)
        return cls(source)

    @property
    def settings(self) -> dict[str, int | float]:
        return {_assigned(node): ast.literal_eval(node.value) for node in self._tree.body
                if isinstance(node, ast.Assign) and _assigned(node) in SETTINGS}

    def lines(self, name: str, update: bool = False) -> list[int]:
        """The line numbers, from 1, that assign name; or that change it in place (`-=`, `+=`)."""
        kind = ast.AugAssign if update else ast.Assign
        return [line for node in ast.walk(self._tree)
                if isinstance(node, kind) and name in _targets(node)
                for line in range(node.lineno, node.end_lineno + 1)]

    def loop(self, name: str) -> range:
        """The lines of the loop whose variable is name: "epoch" (outer) or "img" (inner)."""
        for node in (self._outer, self._inner):
            if name in _names(node.target):
                return range(node.lineno, node.end_lineno + 1)
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
        Returns the names it leaves behind. Raises UserError when the weights grow beyond bounds.
        """
        around = {"__name__": "network.lesson", "print": show}
        exec(self._whole, around)
        watched = images.view(_WatchedImages)
        watched.passes = lambda names: watch.over(images, names) if watch else iter(images)
        with _loading(watched, labels), np.errstate(all="ignore"):
            np.setbufsize(SHORT_BUFFER)    # until errstate ends
            names = around["listing"]()
        check_bounded(names, self.settings)
        return names

    def forward(self, state: dict, img: np.ndarray) -> dict[str, np.ndarray]:
        """h_pre, h (H, n) and o_pre, o (O, n) for the columns of img (I, n), by the listing's
        own lines; state holds w_i_h, b_i_h, w_h_o, b_h_o."""
        return self._execute(self._forward, state, FORWARD, img=img)

    def evaluate(self, state: dict, img: np.ndarray, l: np.ndarray) -> dict[str, np.ndarray]:
        """What one image does, by the listing's own lines: the four of `forward` as columns, e,
        delta_o (O, 1) and delta_h (H, 1). img has I values, l is its one-hot label, O values."""
        return self._execute(self._evaluate, state, EVALUATED, img=img, l=l)

    def step(self, state: dict, img: np.ndarray, l: np.ndarray) -> dict[str, np.ndarray]:
        """The four weight arrays after one update on one image; state stays as it is."""
        copies = {name: state[name].copy() for name in WEIGHTS}
        return self._execute(self._body, copies, WEIGHTS, img=img, l=l)

    def _execute(self, code, state, wanted, **given):
        outputs, inputs = state["w_h_o"].shape[0], state["w_i_h"].shape[1]
        names = {"np": np, "inputs": inputs, "outputs": outputs, "nr_correct": 0,
                 **self.settings, **{name: state[name] for name in WEIGHTS}, **given}
        with np.errstate(over="ignore"):
            exec(code, names)
        return {name: names[name] for name in wanted}


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

    def over(self, images: np.ndarray, names: Callable[[], dict]) -> Iterator[np.ndarray]:
        """One pass over images, stopping to look; costs nothing for the images in between.

        names: gives the listing's names as they are at the time of the call.
        """
        start = 0
        for stop in self.stops(len(images)):
            self.ready(stop)
            yield from images[start:stop]
            self.look(stop, names())
            start = stop
        self.ready(len(images))
        yield from images[start:]


class _WatchedImages(np.ndarray):
    """Images that hand themselves out through a Watch, one pass each time they are iterated."""

    def __iter__(self):
        listing = sys._getframe(1)     # it asks for its images
        return self.passes(lambda: listing.f_locals)


def check_bounded(names: dict, settings: dict):
    """Raise UserError when a weight in names is not a number, or so large that sums overflow."""
    for name in WEIGHTS:
        if not (np.abs(names[name]) < LARGEST_WEIGHT).all():
            raise UserError(f"training went astray: values in {name} grew beyond all bounds; "
                            f"try a rate smaller than {settings['learn_rate']}")


@contextmanager
def _loading(images, labels):
    """While the listing runs, its load_mnist() gives these."""
    original = mnist.load_mnist
    mnist.load_mnist = lambda: (images, labels)
    try:
        yield
    finally:
        mnist.load_mnist = original


def _parsed(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise UserError(f"{LISTING}: line {error.lineno}: {error.msg}") from None


def _loop_in(node: ast.AST) -> ast.For:
    for child in node.body:
        if isinstance(child, ast.For):
            return child
    raise UserError(f"{LISTING}: no loop over images within a loop over epochs")


def _substituted(source: str, name: str, value) -> str:
    for node in _parsed(source).body:
        if isinstance(node, ast.Assign) and _assigned(node) == name and name in SETTINGS:
            lines = source.splitlines(keepends=True)
            line = lines[node.lineno - 1]
            place = slice(node.value.col_offset, node.value.end_col_offset)
            lines[node.lineno - 1] = line[:place.start] + repr(value) + line[place.stop:]
            return "".join(lines)
    raise KeyError(f"the listing has no setting {name!r}")


def _function(tree: ast.Module) -> ast.FunctionDef:
    """The listing as a function `listing()` that returns its names: Python finds a function's names
    quicker than a module's, by a twentieth of the whole run."""
    [function] = ast.parse("def listing():\n    return locals()").body
    function.body[:0] = tree.body
    return function


def _compiled(nodes):
    return compile(ast.Module(list(nodes), type_ignores=[]), str(LISTING), "exec")


def _assigned(node: ast.Assign) -> str:
    return ast.unparse(node.targets[0])


def _targets(node) -> list[str]:
    targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
    return [name for target in targets for name in _names(target)]


def _names(target) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]
