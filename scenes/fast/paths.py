"""Cairo paths of many vector objects at once.

Manim hands every curve of every object to Cairo by a call from Python. Here NumPy lays out the curves of all objects in
Cairo's own format in one array, and one call an object gives Cairo its part of it. That call needs the Cairo library
that pycairo has loaded; where it cannot be reached, the curves are handed over one by one.
"""

import ctypes
from functools import cache, partial

import cairo
import numpy as np

MOVE_TO, CURVE_TO, CLOSE_PATH = 0, 2, 3      # cairo_path_data_type_t
CURVE = 4                                    # points of a cubic curve: anchor, two handles, anchor
CLOSENESS = 1e-5                             # share of a coordinate within which Manim takes two for the same
MITER = 10                                   # Cairo's limit: a longer corner is cut off
CAP = 2 ** 0.5                               # a square end of a line
SPARE = 1.1                                  # since Cairo computes corners from points rounded to 1/256 of a pixel
CLEAR = 1e-3                                 # scene units; a shorter handle may have no direction for Cairo
PATH = np.dtype([("status", np.int32), ("data", np.uintp), ("length", np.int32)], align=True)      # cairo_path_t


class Paths:
    """Where the paths of some objects begin and end, and what is in them.

    points: (n, 3), those of all objects one after the other; lengths: (m,) how many each of them has;
    tolerances: (m,) how far two points may be from each other and count as one. The rules are those of
    VMobject.get_subpath_split_indices_from_points and consider_points_equals_2d.
    """

    def __init__(self, points: np.ndarray, lengths: np.ndarray, tolerances: np.ndarray):
        self.points = np.ascontiguousarray(points[:, :2], dtype=float)
        self.objects = len(lengths)
        ends = np.cumsum(lengths)
        firsts = ends - lengths
        pieces = -(-lengths // CURVE)        # curves of each object, the last one perhaps not complete
        owner = np.repeat(np.arange(self.objects), pieces)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        at = firsts[owner] + CURVE * within
        apart = np.ones(len(at), bool)       # begins a part that does not go on where the curve before ended
        follows = np.flatnonzero(within)
        apart[follows] = ~self._close(at[follows] - 1, at[follows], tolerances[owner[follows]])
        starts = np.flatnonzero(apart)
        part_end = np.append(at[starts[1:]], ends[-1:])
        curves = (part_end - at[starts]) // CURVE
        drawn = curves > 0
        starts, part_end, self.curves = starts[drawn], part_end[drawn], curves[drawn]
        self.starts, self.owner = at[starts], owner[starts]
        self.closed = self._close(self.starts, part_end - 1, tolerances[self.owner])

    def corners(self) -> np.ndarray:
        """(m,): how many times half its width the line along an object's path reaches beyond the path, at most."""
        reach = np.full(self.objects, CAP)
        last = np.cumsum(self.curves) - 1            # the last curve of each part
        first = last - self.curves + 1
        at = np.repeat(self.starts - CURVE * first, self.curves) + CURVE * np.arange(last[-1] + 1 if len(last) else 0)
        arrive, leave = self.points[at + 3] - self.points[at + 2], self.points[at + 1] - self.points[at]
        after = np.arange(len(at)) + 1               # which curve follows
        after[last] = first
        leave = leave[after]
        lengths = np.hypot(*arrive.T), np.hypot(*leave.T)
        with np.errstate(divide="ignore", invalid="ignore"):
            turn = (arrive * leave).sum(axis=1) / (lengths[0] * lengths[1])
            miter = SPARE * np.sqrt(2 / (1 + turn))
        miter[~(miter < MITER) | (np.minimum(*lengths) < CLEAR)] = MITER
        miter[last[~self.closed]] = CAP              # an end
        np.maximum.at(reach, np.repeat(self.owner, self.curves), miter)
        return reach

    def _close(self, one, other, tolerances):
        one, other = self.points[one], self.points[other]
        return (np.abs(one - other) <= tolerances[:, None] + CLOSENESS * np.abs(other)).all(axis=1)


class Bulk:
    """Paths in Cairo's format; `append` is the library's cairo_append_path."""

    def __init__(self, append):
        self._append = append

    def build(self, paths: Paths) -> list:
        """The path of each object, for the pen; None for an object without curves."""
        sizes = 2 + 4 * paths.curves + paths.closed
        begins = np.cumsum(sizes) - sizes
        data = np.zeros((sizes.sum(), 2))
        head = data.view(np.int32)
        head[begins, 0], head[begins, 1] = MOVE_TO, 2
        data[begins + 1] = paths.points[paths.starts]
        count = np.arange(paths.curves.sum()) - np.repeat(np.cumsum(paths.curves) - paths.curves, paths.curves)
        curve = np.repeat(begins + 2, paths.curves) + 4 * count
        point = np.repeat(paths.starts, paths.curves) + CURVE * count
        head[curve, 0], head[curve, 1] = CURVE_TO, 4
        for k in (1, 2, 3):
            data[curve + k] = paths.points[point + k]
        close = (begins + sizes - 1)[paths.closed]
        head[close, 0], head[close, 1] = CLOSE_PATH, 1
        lengths = np.bincount(paths.owner, sizes, paths.objects).astype(int)
        table = np.zeros(paths.objects, PATH)
        table["data"] = data.ctypes.data + data.itemsize * 2 * (np.cumsum(lengths) - lengths)
        table["length"] = lengths
        addresses = table.ctypes.data + PATH.itemsize * np.arange(paths.objects)
        memory = (table, data)               # goes with the paths, so that the addresses stay good
        return [(address, memory) if length else None
                for address, length in zip(addresses.tolist(), lengths.tolist())]

    def pen(self, context: cairo.Context):
        """A function that adds a path to the context's."""
        append = partial(self._append, _address(context))
        return lambda path: append(path[0])


class OneByOne:
    """Paths as lists of curves, handed over by pycairo's own functions."""

    def build(self, paths: Paths) -> list:
        """The path of each object, for the pen; None for an object without curves."""
        built = [None] * paths.objects
        for owner, start, curves, closed in zip(paths.owner.tolist(), paths.starts.tolist(), paths.curves.tolist(),
                                                paths.closed.tolist()):
            points = paths.points[start:start + CURVE * curves].reshape(curves, 2 * CURVE)
            part = tuple(points[0, :2].tolist()), points[:, 2:].tolist(), closed
            built[owner] = [*(built[owner] or ()), part]
        return built

    def pen(self, context: cairo.Context):
        """A function that adds a path to the context's."""
        def append(path):
            for first, curves, closed in path:
                context.move_to(*first)
                for curve in curves:
                    context.curve_to(*curve)
                if closed:
                    context.close_path()
        return append


def _address(context):
    """Of the cairo_t, which follows the head of pycairo's object."""
    return ctypes.c_void_p.from_address(id(context) + object.__basicsize__).value


@cache
def maker() -> Bulk | OneByOne:
    """The quicker of the two that works here."""
    try:
        library = ctypes.CDLL(cairo._cairo.__file__)
        append, width = library.cairo_append_path, library.cairo_get_line_width
    except (AttributeError, OSError):
        return OneByOne()
    append.argtypes, append.restype = (ctypes.c_void_p, ctypes.c_void_p), None
    width.argtypes, width.restype = (ctypes.c_void_p,), ctypes.c_double
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    context.set_line_width(1.5)
    return Bulk(append) if width(_address(context)) == 1.5 else OneByOne()
