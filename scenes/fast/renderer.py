"""A renderer for Manim's scenes that draws with the FastCamera."""

from collections.abc import Iterable
from inspect import signature

import numpy as np
from manim import Camera, Mobject, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.utils.iterables import list_update

from scenes.fast.camera import FastCamera, Still


class FastRenderer(CairoRenderer):
    """Manim's Cairo renderer; a scene is given one: Scene(renderer=FastRenderer()).

    A file writer whose write_frame has a parameter `changed` is told which rectangles (x0, y0, x1, y1) of a frame
    differ from the frame written before it: [] none, None unknown.

    A scene whose camera is of another class than MovingCamera and those it comes from (ThreeDScene, ZoomedScene) gets
    that camera, and every frame is drawn as Manim draws it.
    """

    def __init__(self, file_writer_class: type[SceneFileWriter] = SceneFileWriter,
                 camera_class: type[FastCamera] = FastCamera, skip_animations: bool = False):
        super().__init__(file_writer_class, camera_class, skip_animations)
        self._frame, self._unwritten = None, None

    def init_scene(self, scene, session_spec, file_writer_settings) -> None:
        """Use the scene's own camera, and draw all with it as Manim does, where that is one that the fast one is not."""
        if not isinstance(self.camera, wanted := scene.camera_class or Camera):
            self.camera = wanted()
        super().init_scene(scene, session_spec, file_writer_settings)
        self._tells = "changed" in signature(self.file_writer.write_frame).parameters

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> Still | None:
        """Look at what stands still during the play call that begins."""
        if not isinstance(self.camera, FastCamera):
            return super().save_static_frame_data(scene, static_mobjects)
        self.static_image = self.camera.hold(static_mobjects) if static_mobjects else None
        return self.static_image

    def update_frame(self, scene: Scene, mobjects: Iterable[Mobject] | None = None, include_submobjects: bool = True,
                     ignore_skipping: bool = True, **kwargs) -> None:
        """Draw the scene, or of it what stands still and then these mobjects, into the camera's pixels."""
        if self.skip_animations and not ignore_skipping:
            return
        if not isinstance(self.camera, FastCamera):
            super().update_frame(scene, mobjects, include_submobjects, ignore_skipping, **kwargs)
            self._unwritten = None
            return
        mobjects = mobjects or list_update(scene.mobjects, scene.foreground_mobjects)
        if include_submobjects and not kwargs:
            self.camera.draw(mobjects, self.static_image)
            changed = self.camera.changed
        else:
            self.camera.draw([], self.static_image)
            self.camera.capture_mobjects(mobjects, include_submobjects=include_submobjects, **kwargs)
            changed = None
        self._unwritten = None if changed is None or self._unwritten is None else self._unwritten + changed

    def render(self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Draw one frame and write it; nothing if it would not be written. One in which nothing has moved is there already."""
        if self.skip_animations:
            return
        if self._unwritten == [] and getattr(scene, "is_at_rest", False):
            self.add_frame(self.get_frame())
        else:
            super().render(scene, time, moving_mobjects)

    def get_frame(self) -> np.ndarray:
        """The frame (height, width, 4) as it is now.

        For a writer that is told what changed these are the camera's own pixels, of which it copies what it keeps;
        else a copy, the same one as before if nothing has changed.
        """
        if not isinstance(self.camera, FastCamera):
            return super().get_frame()
        if self._tells:
            return self.camera.pixel_array
        if self._unwritten != [] or self._frame is None:
            self._frame = super().get_frame()
        return self._frame

    def add_frame(self, frame: np.ndarray, num_frames: int = 1) -> None:
        """Write a frame so many times."""
        if self.skip_animations:
            return
        self.time += num_frames / self.camera.frame_rate
        changed = {"changed": self._unwritten} if self._tells else {}
        self.file_writer.write_frame(frame, repeat=num_frames, **changed)
        self._unwritten = [] if frame is self._frame or frame is self.camera.pixel_array else None
