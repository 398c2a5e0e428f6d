"""The map of the listing that stands in the corner all film: which chapter explains which line, and which are lit."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

import numpy as np
from manim import ORIGIN, RIGHT, UP, AnimationGroup, Mobject, VGroup

from scenes.kit.declare import excuse, furniture
from scenes.kit.listing import Listing
from scenes.kit.minimap import Minimap
from scenes.kit.theme import Palette, palette
from scenes.scratch.cast import whole_listing

HEIGHT = 0.62           # of the map, beside the chapter's title
EDGE = 0.42             # from the frame's edges
LARGE = (12.6, 6.4)     # the field that it fills while its lines light, if nothing else stays on screen
CLEAR = 0.4             # from what stays
LIT, UNLIT = 1.0, 0.22  # opacity of a line's bars
EXPLAINS = {            # chapter: what the lines begin with that it explains
    "layers": (r"hidden =", r"inputs, outputs ="),
    "weights": (r"seed =", r"rng =", r"w_\w+ ="),
    "bias": (r"b_\w+ =",),
    "images": (r"import |from ",),
    "one_hot": (r"images, labels =",),
    "loops": (r"epochs =", r"for ", r"img =", r"l ="),
    "forward": (r"h_pre =", r"o_pre ="),
    "sigmoid": (r"h =", r"o ="),
    "cost": (r"e =", r"nr_correct"),
    "descent": (r"learn_rate =",),
    "backprop": (r"delta_", r"[wb]_\w+ -="),
    "training": (r"print\(",),
}


def explained_by(source: str, chapter: str) -> list[int]:
    """Numbers of the lines of a listing that a chapter explains."""
    patterns = [re.compile(pattern) for pattern in EXPLAINS.get(chapter, ())]
    return [number for number, line in enumerate(source.splitlines(), 1)
            if any(pattern.match(line.strip()) for pattern in patterns)]


@lru_cache(2)
def _drawn(source: str, _colours: Palette) -> Minimap:
    """The map of a listing, which is drawn anew only where the palette is another; for copies."""
    return Minimap(whole_listing(source))


class Spine(VGroup):
    """The map in its corner, with all lines lit that the chapters before this one have explained.

    run: whose listing it is; before: those chapters, in order.
    """

    def __init__(self, run, before: tuple[str, ...]):
        self.source = run.meta["source"]
        self.map = _drawn(self.source, palette()).copy()
        super().__init__(self.map)
        self.set(height=HEIGHT)
        self.to_corner(UP + RIGHT, buff=EDGE)
        lit = {number for chapter in before for number in explained_by(self.source, chapter)}
        for number, row in self.map.rows.items():
            row.set_opacity(LIT if number in lit else UNLIT)
        excuse(self, "outside", "it stands in the corner all film and is not meant to be read")
        furniture(self)

    def explained(self, chapter: str) -> list[VGroup]:
        """The bars of the lines that a chapter explains."""
        return [self.map.rows[number] for number in explained_by(self.source, chapter)]

    def light(self, chapter: str) -> AnimationGroup:
        """The lines that a chapter has explained light up for good."""
        return AnimationGroup(*(row.animate.set_opacity(LIT) for row in self.explained(chapter)), group=self)

    def large(self, kept: Collection[Mobject]) -> tuple[float, np.ndarray]:
        """How many times larger it is while its lines light, and where: it fills the frame, or its corner beside what stays."""
        corner = self.get_corner(UP + RIGHT)
        fills = min(size / own for size, own in zip(LARGE, (self.width, self.height), strict=True))

        def room(other: Mobject) -> float:
            free = corner - other.get_corner(UP + RIGHT) - CLEAR
            return max(free[0] / self.width, free[1] / self.height)
        if not kept:
            return fills, ORIGIN
        factor = min(fills, max(1.0, min(map(room, kept))))
        return factor, corner + factor * (self.get_center() - corner)

    def take_lines(self, chapter: str, mobjects: Iterable[Mobject]) -> list[tuple[VGroup, VGroup]]:
        """The lines that a chapter explains, out of the listings among mobjects, each with its bars on the map."""
        texts = {self.source.splitlines()[number - 1].strip(): number for number in explained_by(self.source, chapter)}
        found = []
        for listing in (part for one in mobjects for part in one.get_family() if isinstance(part, Listing)):
            for text, line in zip(listing.source.splitlines(), listing.lines, strict=True):
                if text.strip() in texts:
                    listing.content.remove(line)
                    excuse(line, "exposure", "it leaves its listing for the map")
                    found.append((line, self.map.rows[texts[text.strip()]]))
        return found
