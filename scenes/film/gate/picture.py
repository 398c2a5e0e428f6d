"""What is on screen at one moment, as arrays: every shape's box and paint in drawing order, and the texts they form."""

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
from manim import DecimalNumber, MarkupText, Mobject, SingleStringMathTex, Text, VMobject
from manim.mobject.text.typst_mobject import Typst
from manim.mobject.types.image_mobject import AbstractImageMobject

from scenes.fast.attributes import columns
from scenes.film.gate.paths import outlines
from scenes.kit.declare import NOTHING, Declared, Writing, alike, figure
from scenes.kit.text import CAP, Number

SEEN = 0.04             # below this opacity nothing is seen
STROKE = 0.01           # manim units of a stroke's width of 1
FOREIGN = (Text, MarkupText, Typst, SingleStringMathTex, DecimalNumber)
X_HEIGHT = {"words": 0.546, "number": 0.546, "code": 0.550, "maths": 0.425}    # of an em, measured
UNPAINTED = np.zeros((1, 4))
SCRIPT = 0.7            # size of indices in formulas
FILL, WIDTH = 6, 8      # columns of Picture.looks: opacity of the fill, after it of the stroke; the stroke's width


def nowhere() -> np.ndarray:
    """The box of what has not been measured."""
    return np.zeros(4)


@dataclass(eq=False)
class Item:
    """One thing with an outline: a shape, an image, or a glyph of a text. order: its place in the drawing order."""

    mobject: Mobject
    path: tuple               # its ancestors, from the top of the scene
    declared: Declared
    text: "Piece | None"
    order: int = 0
    box: np.ndarray = field(init=False)    # left, bottom, right, top
    painted: float | None = 0.0     # opacity of the fill; None of an image as long as nobody asks
    stroke: float = 0.0             # of the stroke
    width: float = 0.0        # of the stroke, in manim units

    @property
    def fill(self) -> float:
        if self.painted is None:
            self.painted = opacities(self.mobject)[0]
        return self.painted

    @property
    def seen(self) -> bool:
        return self.fill > SEEN or self.stroke > SEEN

    def seems(self, least: float) -> bool:
        """Whether its fill is so opaque; also of an image as long as nobody asks."""
        return self.painted is None or self.painted >= least

    @cached_property
    def lines(self) -> list[np.ndarray]:
        """Its outline as polylines."""
        return outlines(self.mobject)


@dataclass(eq=False)
class Piece:
    """A text: words, a line of code, a formula or a number. foreign: not made by the kit, so that it is unknown."""

    root: Mobject
    writing: Writing
    declared: Declared
    path: tuple
    foreign: bool = False
    items: list[Item] = field(default_factory=list)
    box: np.ndarray = field(default_factory=nowhere)

    @cached_property
    def seen(self) -> list[Item]:
        return [item for item in self.items if item.seen]

    @property
    def em(self) -> float:
        """Its size now, in manim units."""
        if isinstance(self.root, Number):
            low, high = next(part.points for part in self.root.get_family() if len(part.points))[[0, -1]]
            return abs(high[1] - low[1]) / CAP
        known: list[Any] = [item.mobject for item in self.items if getattr(item.mobject, "drawn", (0,))[0] > 0]
        largest = sorted(known, key=lambda mobject: -mobject.drawn[0])[:3]
        ratios = [_size(np.asarray(mobject.points, float).tobytes()) / mobject.drawn[0] for mobject in largest]
        return self.writing.em * (float(np.median(ratios)) if ratios else 1.0)

    @property
    def x_height(self) -> float:
        """Height of its smallest small letters now, in manim units."""
        scripts = self.writing.kind == "maths" and ("_" in self.writing.string or "^" in self.writing.string)
        return X_HEIGHT[self.writing.kind] * self.em * (SCRIPT if scripts else 1)

    @property
    def redrawn(self) -> bool:
        """Whether its glyphs were turned into others, as Transform does, so that it is not known what it shows."""
        return any(not alike(figure(item.mobject.points), drawn) for item in self.items
                   if (drawn := getattr(item.mobject, "drawn", (0, 0, 0)))[0] > 0)


@dataclass(eq=False)
class Picture:
    """items in drawing order; texts that are seen; frame: left, bottom, right, top of what the camera shows; looks:
    (items, 15), of each the sum of its points, its box, opacities and width, and the colours of fill and stroke."""

    items: list[Item]
    texts: list[Piece]
    frame: np.ndarray
    looks: np.ndarray

    @property
    def pixel(self) -> float:
        """Pixels in a manim unit where the frame's shorter side has 1080."""
        return 1080 / min(self.frame[2] - self.frame[0], self.frame[3] - self.frame[1])

    @cached_property
    def shapes(self) -> list[Item]:
        """All that is seen and no text; also an image as long as nobody asks how it is painted."""
        return [item for item in self.items if item.text is None and (item.painted is None or item.seen)]

    def signature(self) -> int:
        """The same for two moments that look the same."""
        seen = self.looks[(self.looks[:, FILL:WIDTH] > SEEN).any(axis=1)]
        return hash(b"".join(np.round(part, 3).tobytes() for part in (seen, self.frame)))


def read(scene, pixels: bool = True) -> Picture:
    """The picture of a scene as it is now. pixels: whether those of images are looked at; else they are when they are asked for,
    and have no part in its looks."""
    found: dict[int, Item] = {}
    texts: dict = {}
    for mobject in [*scene.mobjects, *scene.foreground_mobjects]:
        _walk(mobject, (), NOTHING, None, found, texts)
    items = sorted(found.values(), key=lambda item: item.mobject.z_index)
    looks = _looks(items, pixels)
    for order, item in enumerate(items):
        item.order = order
    pieces = {id(item.text): item.text for item in items if item.text is not None}
    for item in items:
        if item.text is not None and not _is_bounds(item):
            item.text.items.append(item)
    return Picture(items, [piece for piece in pieces.values() if _bound(piece)], _frame(scene.camera.frame), looks)


def _walk(mobject, path, inherited, piece, found, texts):
    state = vars(mobject)
    own = state.get("declared")
    if own is not None and own is not inherited:
        inherited = _joined(inherited, own)
    if piece is None and ((writing := state.get("writing")) is not None or _is_text(mobject.__class__)):
        piece = _piece(mobject, writing, path, inherited, texts)
    if len(mobject.points) and _is_drawn(mobject.__class__):
        found.pop(id(mobject), None)      # of a thing that is there twice, Manim draws the later one
        found[id(mobject)] = Item(mobject, path, inherited, piece)
    if mobject.submobjects:
        path = (*path, mobject)
        for part in mobject.submobjects:
            _walk(part, path, inherited, piece, found, texts)


def _piece(mobject, writing, path, declared, texts):
    """The text that a mobject is the root of, or that it is a loose glyph of."""
    if isinstance(mobject, Number):
        return Piece(mobject, Writing("number", mobject._text(mobject.value), 0, mobject.source), declared, path)
    if writing is None:
        string = getattr(mobject, "original_text", getattr(mobject, "tex_string", type(mobject).__name__))
        return Piece(mobject, Writing("words", str(string), 0), declared, path, foreign=True)
    if len(mobject.points):
        parent = path[-1] if path else None
        key = (id(parent), id(writing))
        if key not in texts:
            texts[key] = Piece(parent or mobject, writing, declared, path)
        return texts[key]
    return Piece(mobject, writing, declared, path)


@cache
def _is_drawn(kind: type) -> bool:
    return issubclass(kind, VMobject | AbstractImageMobject)


@cache
def _is_text(kind: type) -> bool:
    """Whether it is a text even where nothing is said of what it spells."""
    return issubclass(kind, (Number, *FOREIGN))


@lru_cache(4096)
def _joined(outer: Declared, own: Declared) -> Declared:
    """What is declared of a thing and of what it is part of."""
    return Declared((*outer.inside, *own.inside), own.tie or outer.tie, outer.furniture or own.furniture,
                    outer.whole or own.whole, outer.dimmed or own.dimmed, (*outer.excuses, *own.excuses))


def _is_bounds(item) -> bool:
    """Whether it is the box of a number's slots, which is never painted."""
    root = item.text.root
    return isinstance(root, Number) and (item.mobject is root.submobjects[0] or root.submobjects[0] in item.path)


def opacities(mobject: Any) -> tuple[float, float, float]:
    """(opacity of the fill, of the stroke, width of the stroke in manim units) of a shape or an image."""
    if isinstance(mobject, AbstractImageMobject):
        return float(mobject.get_pixel_array()[::3, ::3, 3].max()) / 255, 0.0, 0.0
    width = float(mobject.stroke_width) * STROKE
    return _opacity(mobject.fill_rgbas), _opacity(mobject.stroke_rgbas) if width > 0 else 0.0, width


def _opacity(rgbas) -> float:
    """The largest opacity of colours (n, 4), of which there is nearly always one."""
    return rgbas.item(3) if len(rgbas) == 1 else float(rgbas[:, 3].max(initial=0))


@lru_cache(4096)
def _size(points: bytes) -> float:
    """Root of the area of a glyph with these points: while a text rests, or is read again, it is known."""
    return figure(np.frombuffer(points).reshape(-1, 3))[0]


def _looks(items, pixels) -> np.ndarray:
    """Picture.looks of items, which get their boxes, with their strokes, and what they are painted with."""
    if not items:
        return np.zeros((0, 15))
    looks = np.hstack([np.zeros((len(items), FILL)), _painted(items, pixels)])
    for item, (fill, stroke, width) in zip(items, looks[:, FILL:WIDTH + 1].tolist()):
        item.painted, item.stroke, item.width = fill, stroke, width
        if not pixels and _is_image(item.mobject.__class__):
            item.painted = None
    [outline] = columns([item.mobject for item in items], "points")
    starts = np.cumsum([0, *map(len, outline[:-1])])
    flat = np.ascontiguousarray(np.concatenate(outline)[:, :2].T)
    edges = np.where(looks[:, FILL + 1] > SEEN, looks[:, WIDTH] / 2, 0.0)
    low, high = ([part.reduceat(side, starts) for side in flat] for part in (np.minimum, np.maximum))
    boxes = np.column_stack([*(side - edges for side in low), *(side + edges for side in high)])
    for item, box in zip(items, boxes):
        item.box = box
    looks[:, :2], looks[:, 2:FILL] = np.column_stack([np.add.reduceat(side, starts) for side in flat]), boxes
    return looks


def _painted(items, pixels) -> np.ndarray:
    """(items, 9): opacities of fill and stroke, the stroke's width, the first colours of both; of an image, sums of its
    pixels instead of colours."""
    painted = np.zeros((len(items), 9))
    shapes = [i for i, item in enumerate(items) if not _is_image(item.mobject.__class__)]
    if shapes:
        mobjects = [items[i].mobject for i in shapes]
        fill_rgbas, stroke_rgbas, stroke_widths = columns(mobjects, "fill_rgbas", "stroke_rgbas", "stroke_width")
        fills, painted[shapes, 3:6] = _colours(fill_rgbas)
        strokes, painted[shapes, 6:9] = _colours(stroke_rgbas)
        widths = STROKE * np.array(stroke_widths, float)
        painted[shapes, :3] = np.column_stack([fills, np.where(widths > 0, strokes, 0.0), widths])
    for i in {*range(len(items))}.difference(shapes) if pixels else ():
        words = np.ascontiguousarray(items[i].mobject.get_pixel_array()).view(np.uint32)     # four bytes are one number
        painted[i, 0] = opacities(items[i].mobject)[0]
        painted[i, 3:5] = words.sum(dtype=np.uint64), words[::2, 1::3].sum(dtype=np.uint64)
    return painted


def _colours(rgbas) -> tuple[np.ndarray, np.ndarray]:
    """(largest opacity (n,), first colour (n, 3)) of n things' colours (at least none, 4)."""
    rgbas = [some if len(some) else UNPAINTED for some in rgbas]
    every, starts = np.concatenate(rgbas), np.cumsum([0, *map(len, rgbas[:-1])])
    return np.maximum.reduceat(every[:, 3], starts).clip(0), every[starts, :3]


@cache
def _is_image(kind: type) -> bool:
    return issubclass(kind, AbstractImageMobject)


def _bound(piece) -> bool:
    """Give a text the box of its glyphs that are seen; False if there are none."""
    seen = piece.seen
    if not seen:
        return False
    boxes = np.array([item.box for item in seen])
    piece.box = np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])
    return True


def _frame(frame) -> np.ndarray:
    middle, half = frame.get_center()[:2], np.array([frame.width, frame.height]) / 2
    return np.concatenate([middle - half, middle + half])
