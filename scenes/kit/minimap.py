"""A listing that is in the scene all film: it is as large as the frame at times, and else small, beyond a corner of it.

The glyphs of a line that have one colour are one object, so that this costs little.
"""

from manim import RoundedRectangle, VGroup, VMobject

from scenes.kit.declare import excuse, furniture, holds
from scenes.kit.listing import Listing
from scenes.kit.theme import role


class Minimap(VGroup):
    """The pages of a listing, in the same place and size; `panels` and `texts`, the texts, are its parts, `rows` the texts of
    each line by its number, one of each colour."""

    def __init__(self, pages: VGroup):
        self.panels = VGroup(*(_panel(page) for page in pages))
        self.rows = {number: VGroup(*texts) for page in pages for number, texts in _texts(page).items() if texts}
        self.texts = VGroup(*self.rows.values())
        super().__init__(self.panels, self.texts)
        holds(self.panels, self.texts)
        excuse(self, "shape", "it lies over the listing only while the one turns into the other")
        furniture(self)


def _panel(page: Listing) -> RoundedRectangle:
    return RoundedRectangle(0.12, width=page.panel.width, height=page.panel.height, stroke_width=0,
                            fill_color=role("panel"), fill_opacity=1).move_to(page.panel)


def _texts(page: Listing) -> dict[int, list[VMobject]]:
    """By the numbers of the lines, the glyphs of each colour."""
    found: dict[int, list[VMobject]] = {}
    for number, line in enumerate(page.lines, page.first):
        colours: dict[str, VMobject] = {}
        for glyph in line:
            colour = glyph.get_fill_color()
            if colour.to_hex() not in colours:
                colours[colour.to_hex()] = VMobject(stroke_width=0, fill_color=colour, fill_opacity=1)
            colours[colour.to_hex()].append_points(glyph.points)
        found[number] = list(colours.values())
    return found
