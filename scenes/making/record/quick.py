"""A move of film one, its frames drawn both by Manim's camera and by the fast one.

Of F frames that follow each other, and a first one before them: quick_first_png, the picture of that one; quick_anew_png, the
F pictures one below the other, black but for what the fast camera drew anew; quick_boxes (n, 5) int, each a frame 0..F-1 and a
rectangle (x0, y0, x1, y1) of pixels drawn anew in it; quick_outline (c, 4, 2), the curves, as they lie in pixels, of that shape
of the first of these frames which has the most of them; quick_share (F,), how much of the picture these are; quick_shapes (F, 2),
how many shapes Manim's camera drew and how many the fast one; quick_around (n, 4), a rectangle around each shape that Manim's
drew of the first of them, in order; quick_seconds (F, 2) of both; quick_different (F,), pixels that are not the same in both.
Facts: quick_size (width, height) in pixels.
"""

import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from manim import MovingCamera
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.exceptions import EndSceneEarlyException

from scenes.fast import FastCamera, FastRenderer
from scenes.film.edition import edition
from scenes.film.stage.find import chapter_class, chapter_path
from scenes.film.stage.settings import in_force, settings
from scenes.making.log import png
from scenes.making.record.noted import Noted
from scenes.scratch.film import FILM as SUBJECT

CHAPTER, LINE, PLAY, QUALITY = "backprop", "answer", 1, "m"     # the move: a play call of a line, counted from 0
FIRST = 1                                                        # of its frames: the first picture; all others follow
STOCK, FAST = 0, 1


class Nothing(SceneFileWriter):
    """Writes nothing."""

    def write_frame(self, pixels, *, repeat=1, changed=None):
        pass


class StockCamera(MovingCamera):
    """Manim's, and notes the outline of each shape that it draws; no more, so that it is as quick as without."""

    __slots__ = ("shapes",)

    def display_vectorized(self, vmobject, ctx):
        if len(vmobject.points):
            self.shapes.append(vmobject.points)
        return super().display_vectorized(vmobject, ctx)

    def around(self):
        """Rectangles (n, 4) of pixels around all shapes that were drawn, within the frame."""
        boxes = [np.concatenate([points.min(axis=0), points.max(axis=0)]) for points in map(self._pixels, self.shapes)]
        return np.clip(boxes, 0, [self.pixel_width, self.pixel_height] * 2).round(1)

    def outline(self):
        """The curves (c, 4, 2) in pixels of the shape that has the most of them."""
        return self._pixels(max(self.shapes, key=len)).reshape(-1, 4, 2).round(2)

    def _pixels(self, points):
        size, frame = np.array([self.pixel_width, self.pixel_height]), np.array([self.frame_width, self.frame_height])
        return (points[:, :2] - self.frame_center[:2]) * size / frame * [1, -1] + size / 2


class CountingCamera(FastCamera):
    """The fast one, and counts the shapes that it draws."""

    __slots__ = ("shapes",)

    def _paint(self, entries, sheet, context, region):
        self.shapes += len(entries)
        super()._paint(entries, sheet, context, region)


@dataclass
class Frame:
    """One frame: the pixels (height, width, 3), rectangles around all shapes, the curves of one of these, rectangles drawn anew,
    shapes and seconds of both cameras, pixels that differ."""

    pixels: np.ndarray
    around: np.ndarray
    outline: np.ndarray
    boxes: list[tuple[int, int, int, int]]
    shapes: tuple[int, int]
    seconds: tuple[float, float]
    different: int


class Both(FastRenderer):
    """Draws each frame twice, and keeps what there is to know of it in `frames`."""

    def __init__(self, scene):
        super().__init__(Nothing, CountingCamera)
        self.scene = scene
        self.other = CairoRenderer(Nothing, StockCamera)
        self.other.camera.frame = self.camera.frame
        self.frames: list[list[Frame]] = []     # a list for each play call of the line
        self._begin()

    def _begin(self):
        self._seconds = [0.0, 0.0]
        self.camera.shapes, self.other.camera.shapes = 0, []

    def update_skipping_status(self):
        """Nothing is drawn before the line, and nothing happens after it."""
        spoken = [cue.key for cue in self.scene.cues]
        if LINE in spoken[:-1]:
            raise EndSceneEarlyException
        self.skip_animations = LINE not in spoken
        if not self.skip_animations:
            self.frames.append([])

    @contextmanager
    def _timed(self, which):
        start = time.process_time()
        yield
        self._seconds[which] += time.process_time() - start

    def save_static_frame_data(self, scene, static_mobjects):
        self.other.camera.background_color = self.camera.background_color
        with self._timed(STOCK):
            self.other.save_static_frame_data(scene, static_mobjects)
        with self._timed(FAST):
            return super().save_static_frame_data(scene, static_mobjects)

    def update_frame(self, scene, mobjects=None, **kwargs):
        if self.static_image is None:
            self.other.static_image = None
        with self._timed(STOCK):
            self.other.update_frame(scene, mobjects, **kwargs)
        with self._timed(FAST):
            super().update_frame(scene, mobjects, **kwargs)

    def get_frame(self):
        with self._timed(FAST):
            return super().get_frame()

    def add_frame(self, frame, num_frames=1):
        with self._timed(STOCK):
            other = self.other.get_frame()
        if not self.skip_animations:
            stock = self.other.camera
            self.frames[-1].append(Frame(other[..., :3].copy(), stock.around(), stock.outline(), self.camera.changed,
                                     (len(stock.shapes), self.camera.shapes), tuple(self._seconds),
                                     int((other != frame).any(axis=2).sum())))
        super().add_frame(frame, num_frames)
        self._begin()


def record() -> Noted:
    """Draw the move."""
    before, *frames = drawn()
    height, width, _ = before.pixels.shape
    boxes = np.array([(i, *box) for i, frame in enumerate(frames) for box in frame.boxes])
    anew = np.zeros((len(frames), height, width, 3), np.uint8)
    for i, x0, y0, x1, y1 in boxes:
        anew[i, y0:y1, x0:x1] = frames[i].pixels[y0:y1, x0:x1]
    area = (boxes[:, 3] - boxes[:, 1]) * (boxes[:, 4] - boxes[:, 2])
    return Noted({
        "quick_first_png": png(before.pixels), "quick_anew_png": png(anew.reshape(-1, width, 3)), "quick_boxes": boxes,
        "quick_around": frames[0].around, "quick_outline": frames[0].outline,
        "quick_share": np.bincount(boxes[:, 0], area, len(frames)) / (width * height),
        "quick_shapes": np.array([frame.shapes for frame in frames]),
        "quick_seconds": np.array([frame.seconds for frame in frames]),
        "quick_different": np.array([frame.different for frame in frames]),
    }, facts={"quick_size": [width, height]})


def drawn() -> list[Frame]:
    """The frames of the move."""
    path = chapter_path(SUBJECT, CHAPTER)
    with tempfile.TemporaryDirectory() as media:
        asked = edition(SUBJECT, {}, quality=QUALITY, voice="none", media=Path(media))
        with in_force(settings(asked, path) | {"dry_run": True, "disable_caching": True}):
            scene = chapter_class(SUBJECT, path)(edition=asked)
            scene.renderer = Both(scene)
            scene.renderer.init_scene(scene, scene.session_spec, scene.file_writer_settings)
            scene.render()
            return scene.renderer.frames[PLAY][FIRST:]
