"""A chapter of film one as a strip: its pieces side by side, and below them its sound; and all chapters, a line of them."""

import numpy as np
from manim import DOWN, RIGHT, Group, ImageMobject, Line, Polygon, Rectangle, VGroup

from scenes.kit.theme import role
from scenes.making.framed import framed
from scenes.making.log import Log

BETWEEN = 0.03     # units that a block is narrower than its piece, so that one sees where it ends


class Blocks(VGroup):
    """One block for each of the parts of a width, as wide as they are long; the left end is at -width / 2."""

    def __init__(self, ends: np.ndarray, width: float, height: float):
        edges = np.concatenate([[0], ends]) / ends[-1] * width - width / 2
        look = {"stroke_color": role("quiet"), "stroke_width": 1, "fill_color": role("quiet"), "fill_opacity": 0.35}
        super().__init__(*(Rectangle(width=max(right - left - BETWEEN, BETWEEN), height=height, **look).set_x((left + right) / 2)
                           for left, right in zip(edges, edges[1:])))


def wave(loudness: np.ndarray, width: float, height: float) -> Polygon:
    """How loud a sound is at each moment, up and down from a level line; height: of its loudest moment."""
    x = np.linspace(-width / 2, width / 2, len(loudness))
    y = np.maximum(loudness / loudness.max(), 0.01) * height / 2
    outline = [*zip(x, y), *zip(x[::-1], -y[::-1])]
    return Polygon(*([a, b, 0] for a, b in outline), stroke_width=0, fill_color=role("ink"), fill_opacity=0.9)


def levels(loudness: np.ndarray, begins: np.ndarray, width: float, height: float) -> VGroup:
    """A line above each of the parts of a sound which begin there (0..1 of it), as high as the part is loud where it is heard;
    height: of the wave of the same sound."""
    ends, lines, loudest = np.append(begins[1:], 1), VGroup(), loudness.max()
    for begin, end in zip(begins, ends):
        part = loudness[int(begin * len(loudness)):int(end * len(loudness))]
        heard = part[part > 0.1 * loudest]
        y = np.sqrt(np.mean(heard ** 2)) / loudest * height / 2
        left, right = (share * width - width / 2 for share in (begin, end))
        lines.add(Line([left + BETWEEN, y, 0], [right - BETWEEN, y, 0], stroke_color=role("focus"), stroke_width=5))
    return lines


def pictures(log: Log, name: str, count: int, columns: int, width: float, gap: float) -> Group:
    """Pictures that were logged one below the other, in rows from left to right, all of them so wide, each in a thin frame."""
    each = Group()
    for i, picture in enumerate(np.split(log.picture(name), count)):
        image = framed(ImageMobject(picture).set(width=width), 1)
        each.add(image.move_to(i % columns * (width + gap) * RIGHT + i // columns * (image.height + gap) * DOWN))
    return each.move_to([0, 0, 0])
