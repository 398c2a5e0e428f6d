"""The light around a circle: the brighter its fill, the more it shines."""

import numpy as np
from manim import Circle, ManimColor, VMobject

from scenes.kit.theme import luminance

RINGS = (1.40, 0.05), (0.95, 0.06), (0.45, 0.12)     # widths in radii, of which half is seen, and opacities in full light
LARGE = 0.42                  # radius from which on a circle's rings become no wider: one would see them, not light
DARK, WHITE = 0.06, 0.80      # luminances between which the light grows


class Light(VMobject):
    """Holds a circle, and lies below it: faint rings, all of them strokes of the circle's own outline, so that the box is its.

    It has no look of its own: it follows the circle's fill and its opacity. strength: 1, or less for a fainter light.
    """

    def __init__(self, circle: Circle, strength: float = 1.0):
        self.strength = strength
        super().__init__(stroke_width=0, fill_opacity=0)
        self.points = circle.points.copy()
        self.add(circle)
        self.follow()

    def follow(self) -> "Light":
        """Shine as brightly as the circle is."""
        circle = self.submobjects[0]
        color = circle.get_fill_color()
        share = self.strength * circle.get_fill_opacity() * brightness(color)
        radius = min(circle.width / 2, LARGE)
        wide, middle, narrow = ((color, 100 * width * radius, share * opacity) for width, opacity in RINGS)
        super().set_stroke(*wide, background=True, family=False)
        super().set_stroke(*middle, family=False)
        circle.set_stroke(*narrow, background=True)
        return self

    def set_fill(self, color=None, opacity=None, family=True):
        """Of the circle; the light follows."""
        return self._each("set_fill", color, opacity, family)

    def set_stroke(self, color=None, width=None, opacity=None, background=False, family=True):
        """Of the circle; the light is none of its lines."""
        return self._each("set_stroke", color, width, opacity, background, family)

    def fade(self, darkness=0.5, family=True):
        """The circle fades; the light follows."""
        return self._each("fade", darkness, family)

    def _each(self, method, *arguments):
        if not self.submobjects:        # it is just being made
            return getattr(super(), method)(*arguments)
        for part in self.submobjects:
            getattr(part, method)(*arguments)
        return self.follow()


def brightness(color: ManimColor) -> float:
    """How much a fill shines, 0..1: not at all where it is dark."""
    return float(np.clip((luminance(color) - DARK) / (WHITE - DARK), 0, 1))
