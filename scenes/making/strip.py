"""A chapter of film one as a strip: its pieces side by side, and below them its sound; and all chapters, a line of them."""

import numpy as np
from manim import DOWN, RIGHT, Group, ImageMobject, Polygon, Rectangle, VGroup

from scenes.kit.theme import role
from scenes.making.log import Log

BETWEEN = 0.03     # units that a block is narrower than its piece, so that one sees where it ends


class Blocks(VGroup):
    """One block for each of the parts of a width, as wide as they are long; the left end is at -width / 2."""

    def __init__(self, ends: np.ndarray, width: float, height: float):
        edges = np.concatenate([[0], ends]) / ends[-1] * width - width / 2
        look = {"stroke_color": role("quiet"), "stroke_width": 1, "fill_color": role("quiet"), "fill_opacity": 0.35}
        super().__init__(*(Rectangle(width=max(right - left - BETWEEN, BETWEEN), height=height, **look).set_x((left + right) / 2)
                           for left, right in zip(edges, edges[1:])))


def wave(loudness: np.ndarray, loudest: float, width: float, height: float) -> Polygon:
    """How loud a sound is at each moment, up and down from a level line; height: of what is as loud as `loudest`."""
    x = np.linspace(-width / 2, width / 2, len(loudness))
    y = np.maximum(loudness / loudest, 0.01) * height / 2
    outline = [*zip(x, y), *zip(x[::-1], -y[::-1])]
    return Polygon(*([a, b, 0] for a, b in outline), stroke_width=0, fill_color=role("ink"), fill_opacity=0.9)


def pictures(log: Log, name: str, count: int, columns: int, width: float, gap: float) -> Group:
    """Pictures that were logged one below the other, in rows from left to right, all of them so wide, each in a thin frame."""
    each = Group()
    for i, picture in enumerate(np.split(log.picture(name), count)):
        image = ImageMobject(picture).set(width=width)
        edge = Rectangle(width=width, height=image.height, stroke_color=role("quiet"), stroke_width=1)
        place = i % columns * (width + gap) * RIGHT + i // columns * (image.height + gap) * DOWN
        each.add(Group(image, edge).move_to(place))
    return each.move_to([0, 0, 0])
