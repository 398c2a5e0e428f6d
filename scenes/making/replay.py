"""A move of film one, frame by frame, as its log has it: each picture is the one before with what was drawn anew laid over it."""

from functools import lru_cache

import numpy as np
from manim import DL, DR, LEFT, UL, UP, UR, Group, ImageMobject, Rectangle, VGroup, VMobject

from scenes.kit.theme import role
from scenes.making.framed import framed
from scenes.making.log import Log

DIM = 0.3      # of the light that is left to what was not drawn anew


class Replay(Group):
    """One frame of the move, so many units high, and boxes around what was drawn anew in it.

    Frames are 0..F: 0 is the picture before the F that were logged, and one after the last is the last.
    """

    def __init__(self, log: Log, height: float):
        self.log = log
        self.image = ImageMobject(pictures(log)[0]).set(height=height)
        most = int(np.bincount(log.quick_boxes[:, 0]).max())
        self.boxes = VGroup(*(Rectangle(stroke_color=role("focus"), stroke_width=4, stroke_opacity=0)
                             for _ in range(most)))
        super().__init__(*framed(self.image), self.boxes)

    @property
    def last(self) -> int:
        return len(self.log.quick_share)

    @property
    def end(self) -> float:
        """Where the last frame ends."""
        return self.last + 0.99

    def show(self, frame: float) -> "Replay":
        """A frame; what was not drawn anew in it is dim."""
        picture, anew = self._picture(frame), drawn_anew(self.log, int(frame))
        light = self._dimmed(picture, DIM)
        for x0, y0, x1, y1 in anew:
            light[y0:y1, x0:x1] = picture[y0:y1, x0:x1]
        self.image.pixel_array[..., :3] = light
        self.boxes.set_stroke(opacity=0)
        for box, place in zip(self.boxes, anew):
            self.surround(box, place).set_stroke(opacity=1)
        return self

    def plain(self, frame: float, light: float = 1.0) -> "Replay":
        """A frame as it is, in less light if so asked."""
        self.image.pixel_array[..., :3] = self._dimmed(self._picture(frame), light)
        self.boxes.set_stroke(opacity=0)
        return self

    @staticmethod
    def _dimmed(picture, light):
        ground = 255 * role("background").to_rgb()
        return ground + light * (picture - ground)

    @property
    def frames(self) -> list[np.ndarray]:
        """All of them (height, width, 3)."""
        return pictures(self.log)

    def _picture(self, frame):
        return self.frames[min(int(frame), self.last)]

    def surround(self, outline: VMobject, place: np.ndarray) -> VMobject:
        """An outline goes around a place (x0, y0, x1, y1) in pixels of the picture."""
        x0, y0, x1, y1 = place / np.tile(self.log.meta["quick_size"], 2)
        left_top, right_bottom = (self.image.get_corner(UL) + x * self.image.width * -LEFT - y * self.image.height * UP
                                  for x, y in ((x0, y0), (x1, y1)))
        middle, size = (left_top + right_bottom) / 2, np.abs(right_bottom - left_top) / 2
        return outline.set_points_as_corners([middle + corner * size for corner in (UL, UR, DR, DL, UL)])


def drawn_anew(log: Log, frame: int, part: str = "quick") -> np.ndarray:
    """Rectangles (n, 4) of pixels; of frame 0 none. part: of the log, whose move is meant."""
    boxes = getattr(log, f"{part}_boxes")
    return boxes[boxes[:, 0] == frame - 1, 1:]


@lru_cache(2)
def pictures(log: Log, part: str = "quick") -> list[np.ndarray]:
    """All frames (height, width, 3)."""
    now = log.picture(f"{part}_first").copy()
    made, sheet = [now.copy()], log.picture(f"{part}_anew").reshape(-1, *now.shape)
    for frame, anew in enumerate(sheet, 1):
        for x0, y0, x1, y1 in drawn_anew(log, frame, part):
            now[y0:y1, x0:x1] = anew[y0:y1, x0:x1]
        made.append(now.copy())
    return made
