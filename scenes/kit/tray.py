"""A tray that a cost is poured into: its level is the cost, to scale, and the number beside it says how much it is."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Line, Rectangle, VGroup, VMobject

from scenes.kit.afresh import Afresh
from scenes.kit.declare import holds
from scenes.kit.text import Number, code
from scenes.kit.theme import blend, role

LEAST = 1e-3     # manim units; an empty tray's liquid cannot be flat
SOFT = 0.22, 0.5          # how much of its colour a surface has at its foot, and at its top
EDGE, GLOW = 3, (13, 0.16)      # width of its edge; width and opacity of the light around that


class Tray(VGroup):
    """An open box of width x height manim units, filled to the level of a value; full: the value that fills it."""

    def __init__(self, value: float, width: float, height: float, full: float):
        self.full = full
        corners = [np.array([x, y, 0]) for x, y in ((-width / 2, height / 2), (-width / 2, -height / 2),
                                                    (width / 2, -height / 2), (width / 2, height / 2))]
        self.walls = VMobject(stroke_color=role("quiet"), stroke_width=4).set_points_as_corners(corners)
        self.liquid = lit(Rectangle(width=width, height=height), glow=False)
        super().__init__(self.liquid, self.walls)
        self.show(value)

    def show(self, value: float) -> "Tray":
        """Fill it to the level of a value."""
        self.value = value
        floor, height = self.walls.get_bottom(), self.walls.height
        self.liquid.stretch_to_fit_height(max(value / self.full * height, LEAST)).move_to(floor, aligned_edge=DOWN)
        return self

    def pour(self, value: float, **kwargs) -> Animation:
        """The level moves to that of another value."""
        return Pour(self, value, **kwargs)

    def level(self, value: float) -> np.ndarray:
        """The middle of the surface when it is filled to a value."""
        return self.walls.get_bottom() + value / self.full * self.walls.height * UP

    def mark(self, value: float, color=None) -> Line:
        """A line across the tray at the level of a value."""
        half = self.walls.width / 2
        return Line(self.level(value) + half * LEFT, self.level(value) + half * RIGHT, stroke_width=3,
                    stroke_color=color or role("ink"))

    def reading(self, value: float, decimals: int, source: str, size: float, name: str | None = "e") -> VGroup:
        """e = 0.323, under the tray; size: the em; name: in code, None for the number alone."""
        row = VGroup(Number(value, decimals, source=source, size=size, color=role("error")))
        if name:
            row.submobjects[:0] = [code(name, size, role("error")), code("=", size, role("quiet"))]
        row.arrange(RIGHT, buff=0.6 * size).next_to(self.walls, DOWN, buff=0.18)
        holds(self.liquid, row)
        return row


def lit(shape: VMobject, kind: str = "error", inside: tuple[float, ...] = SOFT, glow: bool = True) -> VMobject:
    """A luminous surface in the colour of a role, with a bright edge; inside: how much of the colour it has from its foot to
    its top."""
    shape.set_fill([blend("panel", kind, share) for share in inside], 1).set_sheen_direction(UP)
    shape.set_stroke(role(kind), EDGE)
    return shape.set_stroke(role(kind), GLOW[0], GLOW[1], background=True) if glow else shape


class Pour(Afresh):
    """The level of a tray moves."""

    def __init__(self, tray: Tray, value: float, **kwargs):
        self.goal = value
        super().__init__(tray, **kwargs)

    def begin(self) -> None:
        self.old = self.mobject.value
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        self.mobject.show(self.old + (self.goal - self.old) * self.rate_func(alpha))
