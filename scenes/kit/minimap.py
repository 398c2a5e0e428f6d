"""A listing seen from far: each word a bar in its colour, so that it stays what it is when it is too small to read.

It is in the scene all film, so that the bars of a line that have one colour are one object.
"""

from itertools import groupby

from manim import Rectangle, RoundedRectangle, VGroup, VMobject

from scenes.kit.declare import excuse, furniture, holds
from scenes.kit.listing import Listing
from scenes.kit.text import CODE_ADVANCE
from scenes.kit.theme import role

BAR = 0.62      # height of a bar, as a share of the distance of lines


class Minimap(VGroup):
    """The pages of a listing as bars, in the same place and size; `panels` and `bars` are its parts, `rows` the bars of
    each line by its number."""

    def __init__(self, pages: VGroup):
        self.panels = VGroup(*(_panel(page) for page in pages))
        self.rows = {number: VGroup(*bars) for page in pages for number, bars in _bars(page).items() if bars}
        self.bars = VGroup(*self.rows.values())
        super().__init__(self.panels, self.bars)
        holds(self.panels, self.bars)
        excuse(self, "shape", "it lies over the listing only while the one turns into the other")
        furniture(self)


def _panel(page: Listing) -> RoundedRectangle:
    return RoundedRectangle(0.12, width=page.panel.width, height=page.panel.height, stroke_width=0,
                            fill_color=role("panel"), fill_opacity=1).move_to(page.panel)


def _bars(page: Listing) -> dict[int, list[VMobject]]:
    """By the numbers of the lines, the bars of each colour: one for each stretch without spaces and in that colour."""
    found: dict[int, list[VMobject]] = {}
    for number, (text, line) in enumerate(zip(page.source.splitlines(), page.lines, strict=True), page.first):
        glyphs, y = iter(line), page.bar(number).get_y()
        stretches = groupby(((not c.isspace(), next(glyphs, None) if not c.isspace() else None) for c in text), key=_look)
        bars: dict[str, VMobject] = {}
        for run in (list(run) for (visible, _), run in stretches if visible):
            first, last = run[0][1], run[-1][1]
            of_colour = VMobject(stroke_width=0, fill_color=first.get_fill_color(), fill_opacity=0.85)
            bars.setdefault(_look(run[0])[1], of_colour).append_points(_bar(first, last, page.pitch, y).points)
        found[number] = list(bars.values())
    return found


def _look(character) -> tuple[bool, str]:
    visible, glyph = character
    return visible, glyph.get_fill_color().to_hex() if visible else ""


def _bar(first, last, pitch: float, y: float) -> Rectangle:
    left, right = first.get_left()[0], last.get_right()[0]
    bar = Rectangle(width=max(right - left, CODE_ADVANCE * pitch / 2), height=BAR * pitch)
    return bar.move_to([(left + right) / 2, y, 0])
