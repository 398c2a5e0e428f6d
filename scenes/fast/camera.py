"""A camera that draws what Manim's draws, and of each frame only what is not as it was in the frame before."""

from collections.abc import Iterable
from typing import Self

import cairo
import numpy as np
from manim import Mobject, MovingCamera
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP

from scenes.fast.drawlist import NO_LOOK, DrawList
from scenes.fast.family import Family
from scenes.fast.look import Look
from scenes.fast.paths import maker
from scenes.fast.regions import regions

EDGE = 1           # pixels that a smooth edge may reach beyond the place that was computed for it
MARGIN = 8         # lines of pixels drawn above and below what is wanted; with 4, wide bends still show the cut


class Still:
    """What stands still during a play call: a look at it before a background; once it is drawn, all of it is background.

    background: pixels (height, width, 4); frame, line_width: the camera's, with which Manim would have drawn it by now.
    """

    def __init__(self, look: Look, background: np.ndarray, frame: Mobject | None = None, line_width: float = 0):
        self.look, self.background, self.frame, self.line_width = look, background, frame, line_width


class FastCamera(MovingCamera):
    """Keeps what it drew; a frame that moves is no matter of its own, it makes all of the picture new.

    changed: rectangles (x0, y0, x1, y1) of pixels that may differ from the frame drawn before; [] if there are none,
    None if that is not known.
    """

    # Manim names a piece of film by all that is in the camera's __dict__. What was drawn is not to be in it.
    __slots__ = ("changed", "_background", "_backdrop", "_contexts", "_drawn_for", "_family", "_is_lent", "_list", "_sheets",
                 "_view", "_view_for")

    def __init__(self, *args, **kwargs):
        self._family = self._drawn_for = self._sheets = self._view_for = self._backdrop = None
        super().__init__(*args, **kwargs)
        self._list = DrawList(self.cairo_line_width_multiple)
        self.changed: list[tuple[int, int, int, int]] | None = None

    @property
    def view(self) -> tuple[float, ...]:
        """What of the scene is seen: Cairo's matrix, which takes places of the scene to pixels."""
        frame = self.frame
        now = self.pixel_width, self.pixel_height, frame.points.tobytes()
        if now != self._view_for or frame.submobjects:
            wide, high = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
            x, y, *_ = self.frame_center
            self._view = wide, 0, 0, -high, self.pixel_width / 2 - x * wide, self.pixel_height / 2 + y * high
            self._view_for = now
        return self._view

    @property
    def background(self) -> np.ndarray:
        """Pixels (height, width, 4) behind everything; whoever asks for them may draw into them."""
        self._is_lent = True
        return vars(self)["background"]

    @background.setter
    def background(self, pixels: np.ndarray) -> None:
        self._is_lent = True
        vars(self)["background"] = pixels

    def init_background(self) -> None:
        """As every camera does."""
        super().init_background()
        self._is_lent = False

    def reset(self) -> Self:
        """As every camera does."""
        self.set_pixel_array(self._pixels_behind())
        return self

    def _pixels_behind(self):
        """The background as it is now: itself if nobody has it who could draw into it, else a copy, the same while it is."""
        pixels = vars(self)["background"]
        if not self._is_lent:
            return pixels
        if self._backdrop is None or not np.array_equal(self._backdrop, pixels):
            self._backdrop = np.array(pixels)
        return self._backdrop

    def hold(self, mobjects: Iterable[Mobject]) -> Still:
        """Look at mobjects that will stand still, to be drawn before others."""
        family = Family(mobjects, self.use_z_index)
        look = family.is_drawable and self._list.look(family)
        if look and look.is_drawable:
            frame = Mobject()
            frame.points = np.array(self.frame.get_all_points())
            return Still(look, self._pixels_behind(), frame, self.cairo_line_width_multiple)
        self.reset()
        self.capture_mobjects(mobjects)
        return Still(NO_LOOK, self.pixel_array.copy())

    def draw(self, mobjects: list[Mobject], still: Still | None = None) -> None:
        """Draw a frame: what stands still, then the families of mobjects, each of the two by depth."""
        still = still or Still(NO_LOOK, self._pixels_behind())
        if self._family is None or not self._family.matches(mobjects, self.use_z_index):
            self._family = Family(mobjects, self.use_z_index)
        if still.look is not NO_LOOK and self._sees_otherwise(still):
            self._finish(still)
        look = self._family.is_drawable and still.background.shape == self.pixel_array.shape and self._list.look(self._family)
        if look and look.is_drawable:
            self._draw_changes(still, look)
            return
        if still.look is not NO_LOOK:
            self._finish(still)
        self.set_frame_to_background(still.background)
        self.capture_mobjects(mobjects)
        self.changed = None

    def _sees_otherwise(self, still):
        """Whether what stands still would not be drawn now as when it was looked at."""
        return still.line_width != self.cairo_line_width_multiple \
            or not np.array_equal(still.frame.points, self.frame.get_all_points())

    def _finish(self, still):
        """Draw what stands still as Manim did when it was looked at; from now on it is background."""
        now = self.frame, self.cairo_line_width_multiple
        self.frame, self.cairo_line_width_multiple = still.frame, still.line_width
        try:
            self._draw_changes(still, NO_LOOK)
        finally:
            self.frame, self.cairo_line_width_multiple = now
        still.look, still.background = NO_LOOK, self.pixel_array.copy()

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs) -> None:
        """As every camera does: over what is there."""
        self._drawn_for = None
        super().capture_mobjects(mobjects, **kwargs)

    def set_pixel_array(self, pixel_array: np.ndarray, convert_from_floats: bool = False) -> None:
        """As every camera does."""
        self._drawn_for = None
        super().set_pixel_array(pixel_array, convert_from_floats)

    def _draw_changes(self, still, look):
        background = still.background
        view = self.view
        if self._list.line_width != self.cairo_line_width_multiple:
            self._list, self._drawn_for = DrawList(self.cairo_line_width_multiple), None
        touched = self._list.update(still.look, look)
        drawn_for = view, id(background), id(self.pixel_array)
        if drawn_for == self._drawn_for:
            touched = self._on_frame(touched, view)
            touched = touched[(touched[:, :2] < touched[:, 2:]).all(axis=1)]
            self.changed = regions(touched) if len(touched) else []
        else:
            self.changed = [(0, 0, self.pixel_width, self.pixel_height)]
        self._drawn_for, self._background = drawn_for, background     # kept, so that no other takes its address
        boxes = self._on_frame(self._list.boxes, view) if self.changed else None
        for x0, y0, x1, y1 in self.changed:
            sheet, context = self._sheet_for((x1 - x0, y1 - y0))
            sheet[y0:y1, x0:x1] = background[y0:y1, x0:x1]
            seen = (boxes[:, :2] < (x1, y1)) & (boxes[:, 2:] > (x0, y0))
            self._clip(context, y0 - MARGIN, y1 + MARGIN, view)
            self._paint(np.flatnonzero(seen.all(axis=1)).tolist(), sheet, context, (x0, y0, x1, y1))
            if sheet is not self.pixel_array:
                self.pixel_array[y0:y1, x0:x1] = sheet[y0:y1, x0:x1]

    def _on_frame(self, boxes, view):
        """Boxes (n, 4) of the scene as whole pixels of the frame; those outside of it are empty."""
        wide, _, _, high, left, top = view
        ends = boxes[:, [0, 3, 2, 1]] * (wide, high, wide, high) + (left, top, left, top)
        np.floor(ends[:, :2], out=ends[:, :2])
        np.ceil(ends[:, 2:], out=ends[:, 2:])
        ends += (-EDGE, -EDGE, EDGE, EDGE)
        size = self.pixel_width, self.pixel_height
        return np.minimum(np.maximum(ends, 0), size + size).astype(int)

    def _sheet_for(self, size):
        """Pixels to draw on, and a Cairo context for them: the frame itself for all of it, else another sheet.

        Where an outline lies over itself Cairo may count its edges in another order for some lines of pixels below a
        cut, and at the left and right it rounds where an edge is cut off. Therefore it draws whole lines of pixels and
        some more of them, beside the frame, and what is wanted is copied into it.
        """
        if self._sheets is None or self._sheets[0] is not self.pixel_array:
            self._sheets = self.pixel_array, np.empty_like(self.pixel_array)
            self._contexts = [cairo.Context(cairo.ImageSurface.create_for_data(
                pixels.data, cairo.FORMAT_ARGB32, self.pixel_width, self.pixel_height)) for pixels in self._sheets]
        beside = int(size != (self.pixel_width, self.pixel_height))
        return self._sheets[beside], self._contexts[beside]

    def _clip(self, context, top, bottom, view):
        context.identity_matrix()
        context.reset_clip()
        context.new_path()
        context.rectangle(0, top, self.pixel_width, bottom - top)
        context.clip()
        context.set_matrix(cairo.Matrix(*view))

    def _paint(self, entries, sheet, context, region):
        """Draw entries of the list, in order, on a sheet; what is outside of a region does not matter."""
        paths, inks, pictures = self._list.paths, self._list.inks, self._list.pictures
        trace = maker().pen(context)
        for i in entries:
            if i in pictures:
                pictures[i].paint(self, sheet, region)
                continue
            path, ink = paths[i], inks[i]
            if path is None or ink is None:
                continue
            back, fill, stroke = ink
            context.new_path()
            trace(path)
            if back:
                _stroke(context, *back)
            if fill:
                _set_source(context, fill)
                context.fill_preserve()
            if stroke:
                _stroke(context, *stroke)


def _stroke(context, source, width, joint, cap):
    _set_source(context, source)
    context.set_line_width(width)
    context.set_line_join(LINE_JOIN_MAP[joint])
    context.set_line_cap(CAP_STYLE_MAP[cap])
    context.stroke_preserve()


def _set_source(context, source):
    if len(source) == 4:
        context.set_source_rgba(*source)
        return
    ends, stops = source
    gradient = cairo.LinearGradient(*ends)
    for offset, stop in zip(np.linspace(0, 1, len(stops)), stops):
        gradient.add_color_stop_rgba(offset, *stop)
    context.set_source(gradient)
