"""The map of the listing, which is seen where a chapter has explained lines: which explains which, and which are lit."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile

import numpy as np
from manim import DOWN, RIGHT, UP, AnimationGroup, Line, Mobject, VGroup

from scenes.kit.declare import excuse, furniture
from scenes.kit.listing import Listing
from scenes.kit.minimap import Minimap
from scenes.kit.text import words
from scenes.kit.theme import BODY, Palette, palette, role
from scenes.scratch.cast import whole_listing

HEIGHT = 0.62           # of the map outside the frame, beyond a corner: from there it comes, and there it goes
LARGE = (12.6, 5.8)     # the field that it fills when the lines of a chapter light up
READ = (12.4, 5.6)      # width of the page on which they are read, and the field in which those lines lie
EDGE = 0.55             # from the frame's lower edge to what is said of them
LIT, UNLIT = 1.0, 0.3  # opacity of a line
BAR = 1.3               # height of the bar beside a line that lights up, of the line's
EXPLAINS = {            # chapter: what the lines begin with that it explains
    "layers": (r"hidden =", r"inputs, outputs ="),
    "weights": (r"seed =", r"rng =", r"w_\w+ ="),
    "bias": (r"b_\w+ =",),
    "images": (r"import |from ", r"img ="),
    "one_hot": (r"images, labels =", r"l ="),
    "loops": (r"epochs =", r"for "),
    "forward": (r"h_pre =", r"o_pre ="),
    "sigmoid": (r"h =", r"o ="),
    "cost": (r"e =", r"nr_correct"),
    "descent": (r"learn_rate =",),
    "backprop": (r"delta_", r"[wb]_\w+ -="),
    "training": (r"print\(",),
}
LATER = "layers", "weights", "bias", "images", "one_hot", "loops", "forward", "sigmoid", "descent"     # chapters whose lines
                                                                                                     # light up with later ones


def explained_by(source: str, chapter: str) -> list[int]:
    """Numbers of the lines of a listing that a chapter explains."""
    patterns = [re.compile(pattern) for pattern in EXPLAINS.get(chapter, ())]
    return [number for number, line in enumerate(source.splitlines(), 1)
            if any(pattern.match(line.strip()) for pattern in patterns)]


def waiting_lines(source: str, before: tuple[str, ...]) -> set[int]:
    """Lines that the chapters just before have explained whose lines light up later."""
    waiting = takewhile(lambda chapter: chapter in LATER, reversed(before))
    return {number for chapter in waiting for number in explained_by(source, chapter)}


@lru_cache(2)
def _drawn(source: str, _colours: Palette) -> Minimap:
    """The map of a listing, which is drawn anew only where the palette is another; for copies."""
    return Minimap(whole_listing(source))


class Spine(VGroup):
    """The map beyond its corner, with all lines lit that the chapters before this one have lit.

    run: whose listing it is; before: those chapters, in order.
    """

    def __init__(self, run, before: tuple[str, ...]):
        self.source = run.meta["source"]
        self.map = _drawn(self.source, palette()).copy()
        super().__init__(self.map)
        self.set(height=HEIGHT)
        self.to_corner(UP + RIGHT, buff=0).shift(self.width * RIGHT + self.height * UP)
        self.waiting = waiting_lines(self.source, before)
        self.lit = {number for chapter in before for number in explained_by(self.source, chapter)} - self.waiting
        for number, row in self.map.rows.items():
            row.set_opacity(LIT if number in self.lit else UNLIT)
        excuse(self, "outside", "it comes from beyond a corner, and goes there")
        furniture(self)

    def explained(self, chapter: str) -> list[VGroup]:
        """The lines that a chapter explains, and of those explained before that have not been lit yet."""
        return [self.map.rows[number] for number in sorted({*self.waiting, *explained_by(self.source, chapter)})]

    def empty(self) -> None:
        """Its pages are without their lines, until they are written."""
        for row in self.map.rows.values():
            row.set_opacity(0)

    def write(self, chapter: str) -> AnimationGroup:
        """All lines come to their places; those that are explained when a chapter ends are lit from then on."""
        self.lit |= self.waiting | set(explained_by(self.source, chapter))
        return AnimationGroup(*(row.animate.set_opacity(LIT if number in self.lit else UNLIT)
                                for number, row in self.map.rows.items()), group=self)

    def beside(self, chapter: str) -> VGroup:
        """A bar beside each of the lines that light up when a chapter ends."""
        bars = VGroup()
        for row in self.explained(chapter):
            panel = self.page_of(row)
            bars.add(Line(UP, DOWN, stroke_color=role("focus"), stroke_width=5).set(height=BAR * row.height)
                     .move_to([panel.get_left()[0], row.get_y(), 0]))
        return excuse(furniture(bars), "outside", "they go with the map")

    def legend(self, name: str) -> VGroup:
        """What the bars say, below the map, in the frame's middle."""
        told = words(name, BODY)
        bar = Line(UP, DOWN, stroke_color=role("focus"), stroke_width=5).set(height=told.height)
        return furniture(VGroup(bar, told).arrange(RIGHT, buff=0.2).to_edge(DOWN, buff=EDGE))

    def page_of(self, row: VGroup) -> Mobject:
        """The page on which a line is."""
        return next(panel for panel in self.map.panels if panel.get_left()[0] < row.get_x() < panel.get_right()[0])

    def read(self, chapter: str) -> tuple[float, np.ndarray, np.ndarray]:
        """How much larger the page with the last of the lines that light up is read than it is now, and which places come to the
        frame's middle: first the upper of its lines, then the lower, as far as there is no room for both."""
        chosen = self.explained(chapter)
        panel = self.page_of(chosen[-1])
        rows = [row for row in chosen if self.page_of(row) is panel]
        larger = READ[0] / panel.width
        top, bottom, room = rows[0].get_top()[1], rows[-1].get_bottom()[1], READ[1] / larger / 2
        first, last = (top - room, bottom + room) if top - bottom > 2 * room else 2 * ((top + bottom) / 2,)
        return larger, *(np.array([panel.get_x(), y, 0]) for y in (first, last))

    def large(self) -> float:
        """How many times larger it fills the frame."""
        return min(size / own for size, own in zip(LARGE, (self.width, self.height), strict=True))

    def take_lines(self, chapter: str, mobjects: Iterable[Mobject]) -> list[tuple[VGroup, VGroup]]:
        """The lines that a chapter explains, out of the listings among mobjects, each with its place on the map."""
        texts = {self.source.splitlines()[number - 1].strip(): number for number in explained_by(self.source, chapter)}
        found = []
        for listing in (part for one in mobjects for part in one.get_family() if isinstance(part, Listing)):
            for text, line in zip(listing.source.splitlines(), listing.lines, strict=True):
                if text.strip() in texts:
                    listing.content.remove(line)
                    excuse(line, "exposure", "it leaves its listing for the map")
                    found.append((line, self.map.rows[texts[text.strip()]]))
        return found
