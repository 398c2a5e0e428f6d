"""What a surface over a plane looks like, texel by texel, and which texel is seen in each pixel: all of a picture is drawn at
once by NumPy, so that light, contour lines and soft borders cost no more than flat colours."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenes.kit.theme import blend

TEXELS = 1025        # along each side of the plane
STEPS = 180          # from the front to the back of a column of pixels
BRIGHT, SHADE = 1.2, np.array([0.13, 0.15, 0.22])     # brightness in full light, and in none: of red, green and blue
STEEPER = 2.6        # how much steeper the ground is lit than it is: its heights are low beside its width
SHINE, HARDNESS = 0.3, 30.0         # how much of the brightest light there is on top of a colour, and how small its spot is
LINE, LINE_SEEN = 1.3, 0.36           # half the width of one in texels, and how much of it is seen in its middle
TOP = 0.26           # of the height: how soon it dissolves below where it is cut off
TONES = (("background", "error", 0.16), ("background", "error", 0.4), ("background", "error", 0.75), ("error", "ink", 0.0),
         ("error", "ink", 0.45))
NOWHERE = np.float32(-1e9)


@dataclass(frozen=True)
class Look:
    """How a surface is painted. bend: exponent of the heights' looks; below 1, the floor gets more of the light and lines;
    levels: how many contour lines; soft: the borders and what is cut off fade into the background; fade: how soon a border has
    come out of it, a share of the way to the middle; square: 2 is a round piece, more has corners; light: from where it comes,
    along x, along y and from above."""

    bend: float = 0.5
    levels: int = 22
    soft: bool = True
    fade: float = 0.13
    square: float = 4
    light: tuple[float, float, float] = (-0.9, 0.35, 0.22)


HARD = Look(soft=False)


class Relief:
    """share (rows, columns): heights of 0..1, straight between their places. texture: (n, n) of four bytes each, colours times
    opacity."""

    def __init__(self, share: np.ndarray, look: Look):
        self.share, self.look = np.asarray(share, float), look

    @cached_property
    def height(self) -> np.ndarray:
        return _finer(self.share)

    @cached_property
    def texture(self) -> np.ndarray:
        return np.ascontiguousarray(_painted(self.share, self.height, self.look)).view(np.uint32)[..., 0]

    def seen(self, view, offset: np.ndarray, size: tuple[int, int], density: float,
             swept: tuple[float, float]) -> np.ndarray:
        """The picture (rows, columns, 4) of `size`, colours times opacity, density pixels a manim unit. offset: by how much the
        view is moved, in manim units; swept: shares of y between which there is anything."""
        rows, columns = size
        reach, cosine, sine = (float(part) for part in (view.size / np.sqrt(2), np.cos(view.turn), np.sin(view.turn)))
        x = (((np.arange(columns) + 0.5 - columns / 2) / density - offset[0]) / reach).astype(np.float32)
        far = np.linspace(-np.sqrt(2), np.sqrt(2), STEPS, dtype=np.float32)[:, None]
        u, v = _texel(cosine * x + sine * far), _texel(cosine * far - sine * x)
        first, last = (share * (TEXELS - 1) for share in swept)
        there = (u >= 0) & (u < TEXELS) & (v >= first) & (v <= min(last + 1, TEXELS - 1))
        height = self.height.take(np.where(there, v * TEXELS + u, 0))
        rise = float(view.rise * np.cos(view.tilt) * density)
        up = height * rise + (far * float(reach * np.sin(view.tilt) * density) + float(offset[1] * density + (rows - rise) / 2))
        hidden = np.maximum.accumulate(np.where(there, up, NOWHERE), axis=0)
        places = np.flatnonzero((steps := _first(hidden, rows)) % STEPS)      # neither before the first step nor after the last
        column, after = places % columns, steps.take(places) * columns
        after += column
        low, high = hidden.take(after - columns), hidden.take(after)
        row = (places // columns).astype(np.float32) + np.float32(0.5)
        away = (after // columns - 1 + np.clip((row - low) / (high - low), 0, 1)) * (far[1, 0] - far[0, 0]) + far[0, 0]
        across = x.take(column)
        texels = self.texture.take(_texel(cosine * away - sine * across) * TEXELS + _texel(cosine * across + sine * away),
                                   mode="clip")
        picture = np.zeros(rows * columns, np.uint32)
        picture[places] = np.where(low > NOWHERE, texels, 0)
        return picture.view(np.uint8).reshape(rows, columns, 4)[::-1]

    def opacity(self, points: np.ndarray) -> np.ndarray:
        """How much is seen of the surface at points (n, 2) of the plane, -1..1 each: (n,), 0..1."""
        u, v = _texel(np.asarray(points, np.float32)).T
        return (self.texture[v, u] >> 24) / 255


def _texel(place):
    return ((place + 1) * np.float32(0.5 * (TEXELS - 1)) + np.float32(0.5)).astype(np.int32)


def _first(hidden, rows):
    """For each pixel (rows, columns), the lowest row first, the first step from the front that reaches so high."""
    columns = hidden.shape[1]
    reached = np.clip(hidden + np.float32(0.5), 0, rows).astype(np.int32) * columns + np.arange(columns, dtype=np.int32)
    counts = np.bincount(reached.ravel(), minlength=(rows + 1) * columns).astype(np.int32)
    return counts.reshape(rows + 1, columns)[:rows].cumsum(axis=0, dtype=np.int32)


def _finer(share):
    """The same heights on a grid of texels, straight in between."""
    for axis in (0, 1):
        at = np.linspace(0, share.shape[axis] - 1, TEXELS)
        low = np.minimum(at.astype(int), share.shape[axis] - 2)
        part = (at - low).reshape((-1, 1) if axis == 0 else (1, -1))
        share = (1 - part) * share.take(low, axis) + part * share.take(low + 1, axis)
    return share.astype(np.float32)


def _painted(share, height, look):
    """The colours (n, n, 4): by the height, lit from one side, with contour lines. The slopes between the places of `share` are
    straight, so that no edges of these are seen."""
    along_y, along_x = map(_finer, np.gradient(share, *(2 / (places - 1) for places in share.shape)))
    normal = np.stack([-STEEPER * along_x, -STEEPER * along_y, np.ones_like(along_x)], axis=-1)
    light = np.clip(normal @ look.light / np.linalg.norm(normal, axis=-1) / np.linalg.norm(look.light), 0, 1)
    tones, bent = np.array([blend(*tone).to_rgb() for tone in TONES]), height ** look.bend
    tone = np.stack([np.interp(bent, np.linspace(0, 1, len(tones)), tones[:, k]) for k in range(3)], axis=-1)
    color = tone * (SHADE + (BRIGHT - SHADE) * light[..., None]) + SHINE * (light ** HARDNESS * bent)[..., None]
    lines = bent * look.levels
    steep = np.maximum(np.hypot(*np.gradient(lines)), 1e-6)
    line = np.clip(1 - np.abs((lines + 0.5) % 1 - 0.5) / steep / LINE, 0, 1)
    color += (np.array(blend("error", "ink", 0.5).to_rgb()) - color) * (LINE_SEEN * line)[..., None]
    opacity = _fading(height, look) if look.soft else np.ones_like(light)
    seen = np.concatenate([np.clip(color, 0, 1), np.ones_like(light)[..., None]], axis=-1) * opacity[..., None]
    return np.round(255 * seen).astype(np.uint8)


def _fading(height, look):
    """How much is seen of each texel: the corners are round."""
    out = np.abs(np.linspace(-1, 1, TEXELS)) ** look.square
    away = (out + out[:, None]) ** (1 / look.square)
    return _eased((1 - away) / look.fade) * _eased((1 - height) / TOP)


def _eased(share):
    share = np.clip(share, 0, 1)
    return share * share * (3 - 2 * share)
