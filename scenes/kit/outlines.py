"""Manim's Text, whose outlines are kept as arrays: to read them from an SVG file takes several times as long."""

import errno
import os
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, parse
from zipfile import BadZipFile

import numpy as np
from manim import RIGHT, SVGMobject, Text, VGroup, VMobject
from svgelements import Color

from scenes.kit.theme import register_fonts

FULL = 1_000_000     # bytes that are free on a disk on which a text was too long
SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
OPEN = 1e-4          # from how far on the ends of an outline are joined by a line, as Manim has it


class KeptText(Text):
    """A Text; beside the SVG that Manim keeps of it stand the outlines that were read from it.

    It is the same mobject, whether they were kept before or not: pieces of film are told apart by what is in it.
    """

    def __init__(self, text: str, **settings):
        register_fonts()
        super().__init__(text, **settings)

    def generate_mobject(self):
        """As Manim does, or from what is kept."""
        path = self.get_file_path().with_suffix(".npz")
        kept = _read(path)
        if kept is None:
            _keep(path, self._read_svg(self.get_file_path()))
            kept = _read(path)
        return self.add(*(_glyph(*outline) for outline in kept))

    def _read_svg(self, path: Path) -> VMobject:
        """What Pango has written; it does not say that a disk was too full for all of it."""
        try:
            return _read_glyphs(parse(path).getroot()) \
                or SVGMobject(path, False, None, svg_default=self.svg_default, use_svg_cache=False)
        except ParseError:
            path.unlink()
            if shutil.disk_usage(path.parent).free < FULL:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from None
            raise


def _keep(path: Path, glyphs: VMobject) -> None:
    points, fill = ([getattr(glyph, name) for glyph in glyphs] for name in ("points", "fill_rgbas"))
    np.savez(path, points=np.concatenate(points), ends=np.cumsum([*map(len, points)]), fill=np.array(fill))


def _read(path: Path) -> list[tuple[np.ndarray, np.ndarray]] | None:
    """The glyphs' points (n, 3) and fills (1, 4) that a file keeps; None without one, or if it was not written to its end."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            points, ends, fill = kept["points"], kept["ends"], kept["fill"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return list(zip(np.split(points, ends[:-1]), fill, strict=True))


def _glyph(points, fill):
    glyph = VMobject(stroke_width=0)
    glyph.points, glyph.fill_rgbas = points, fill
    return glyph


def _read_glyphs(svg: Element) -> VGroup | None:
    """The glyphs of a text, the same as SVGMobject reads them, in a tenth of the time; None if the SVG holds anything else."""
    symbols = {f"#{symbol.get('id')}": symbol.findall(f"{SVG}path") for symbol in svg.iterfind(f"{SVG}defs/{SVG}g/{SVG}symbol")}
    parts = svg.findall(f"{SVG}g/*")
    if not all(len(part) and all(len(symbols.get(use.get(HREF), ())) == 1 for use in part) for part in parts):
        return None
    outlines = {name: _curves(path.get("d")) for name, [path] in symbols.items()}
    glyphs = (_glyph(_placed(*outlines[use.get(HREF)], float(use.get("x")), float(use.get("y"))), fill.copy())
              for part, fill in zip(parts, map(_fill, parts)) for use in part)
    return VGroup(*(glyph for glyph in glyphs if len(glyph.points))).flip(RIGHT)


def _fill(part: Element) -> np.ndarray:
    """The colour (1, 4) of a part of a text."""
    style = dict(entry.split(":") for entry in part.get("style").rstrip(";").split(";"))
    return VMobject(fill_color=Color(style["fill"]).hexrgb, fill_opacity=float(style["fill-opacity"])).fill_rgbas


def _curves(path: str) -> tuple[np.ndarray, np.ndarray]:
    """Of a path of moves, lines, curves and joined ends, all from the origin: its curves (n, 4, 2), and which of them are lines
    (n,), of which only the ends are there."""
    curves, lines, pen, first = [], [], (0.0, 0.0), (0.0, 0.0)

    def draw(*places):
        nonlocal pen
        curves.append((pen, *(places if len(places) == 3 else (pen, *2 * places))))
        lines.append(len(places) == 1)
        pen = places[-1]

    steps = iter(path.split())
    for step in steps:
        if step == "M":
            pen = first = float(next(steps)), float(next(steps))
        elif step == "Z":
            if np.hypot(pen[0] - first[0], pen[1] - first[1]) > OPEN:
                draw(first)
        else:
            draw(*((float(next(steps)), float(next(steps))) for _ in range({"L": 1, "C": 3}[step])))
    return np.array(curves).reshape(-1, 4, 2), np.array(lines, bool)


def _placed(curves, lines, x, y):
    """The points (4 n, 3) of curves at a place."""
    points = np.zeros((len(curves), 4, 3))
    points[..., :2] = curves + np.array([x, y])
    start, end = points[lines, 0], points[lines, 3]
    points[lines, 1], points[lines, 2] = (start + start + end) / 3, (start + end + end) / 3
    return points.reshape(-1, 3)
