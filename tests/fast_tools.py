"""Frames of a scene as two renderers draw them, and how far they are from each other."""

from dataclasses import dataclass

import numpy as np
from manim import MovingCamera, Scene
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.fast import FastCamera, FastRenderer
from scenes.film.stage.settings import in_force

SMALL = {"pixel_width": 320, "pixel_height": 180, "frame_rate": 10, "dry_run": True, "disable_caching": True,
         "progress_bar": "none", "verbosity": "ERROR"}
UNSEEN = SMALL | {"pixel_width": 64, "pixel_height": 36, "frame_rate": 12}


class Unseen(CairoRenderer):
    """Draws nothing."""

    def __init__(self):
        super().__init__(camera_class=MovingCamera)

    def update_frame(self, *args, **kwargs):
        pass

    def render(self, scene, time, moving_mobjects=None):
        pass


class Keeper(SceneFileWriter):
    """Writes nothing; hands frames and what changed in them to `keep`."""

    keep = None

    def write_frame(self, pixels, *, repeat: int = 1, changed=None) -> None:
        self.keep(pixels, repeat, changed)


@dataclass
class Recording:
    """frames: (height, width, 4) uint8 each; changed: as the renderer told."""

    frames: list
    changed: list


def record(scene_class: type[Scene], renderer_class, camera_class, **settings) -> Recording:
    """All frames of a scene drawn by a renderer; a frame that is held counts once."""
    recording = Recording([], [])

    def keep(pixels, repeat, changed):
        recording.frames.append(pixels.copy())
        recording.changed.append(changed)

    with in_force(SMALL | settings):
        renderer = renderer_class(Keeper, camera_class)
        scene = scene_class(renderer=renderer)
        renderer.file_writer.keep = keep
        scene.render()
    return recording


def stock(scene_class: type[Scene], **settings) -> Recording:
    """As Manim draws it."""
    return record(scene_class, CairoRenderer, MovingCamera, **settings)


def fast(scene_class: type[Scene], camera_class=FastCamera, **settings) -> Recording:
    """As the FastRenderer does."""
    return record(scene_class, FastRenderer, camera_class, **settings)


def largest_differences(one: Recording, other: Recording) -> np.ndarray:
    """(n,): of each frame the largest difference of a channel of a pixel, 0..255."""
    assert len(one.frames) == len(other.frames)
    return np.array([np.abs(a.astype(int) - b).max() for a, b in zip(one.frames, other.frames)])
