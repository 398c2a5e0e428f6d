"""Draws a chapter's frames with Manim's camera and with the fast one: how far they are from each other, and how long
each takes.

    python tests/bench/compare_frames.py backprop layers --quality l
    python tests/bench/compare_frames.py backprop --quality h --until 40       # up to the 40th play call

Both cameras draw the same scene in turn. Times are CPU time of this process and hold only drawing: no animation, no
encoding.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field

import numpy as np

CLOSE = 2      # of 255


@dataclass
class Tally:
    """Of one chapter: frames, largest difference of a channel, identical frames, seconds of both, where they differ."""

    frames: int = 0
    largest: int = 0
    identical: int = 0
    stock: float = 0.0
    fast: float = 0.0
    far: list = field(default_factory=list)

    def add(self, one, other, place) -> None:
        self.frames += 1
        if np.array_equal(one, other):
            self.identical += 1
            return
        difference = int(np.abs(one.astype(np.int16) - other).max())
        self.largest = max(self.largest, difference)
        if difference > CLOSE:
            self.far.append((place, difference))


def renderer(tally: Tally, camera_class):
    """Draws each frame twice."""
    from manim import MovingCamera
    from manim.renderer.cairo_renderer import CairoRenderer
    from manim.scene.scene_file_writer import SceneFileWriter

    from scenes.fast import FastRenderer

    class Nothing(SceneFileWriter):
        def write_frame(self, pixels, *, repeat=1, changed=None):
            pass

    class Both(FastRenderer):
        def __init__(self):
            super().__init__(Nothing, camera_class)
            self.other = CairoRenderer(Nothing, MovingCamera)
            self.other.camera.frame = self.camera.frame

        def save_static_frame_data(self, scene, static_mobjects):
            if self.other.camera.background_color != self.camera.background_color:
                self.other.camera.background_color = self.camera.background_color
            with timed("stock"):
                self.other.save_static_frame_data(scene, static_mobjects)
            with timed("fast"):
                return super().save_static_frame_data(scene, static_mobjects)

        def update_frame(self, scene, mobjects=None, **kwargs):
            if self.static_image is None:
                self.other.static_image = None
            with timed("stock"):
                self.other.update_frame(scene, mobjects, **kwargs)
            with timed("fast"):
                super().update_frame(scene, mobjects, **kwargs)

        def add_frame(self, frame, num_frames=1):
            with timed("stock"):
                other = self.other.get_frame()
            tally.add(other, frame, f"play {self.num_plays}, frame {tally.frames}")
            super().add_frame(frame, num_frames)

        def get_frame(self):
            with timed("fast"):
                return super().get_frame()

    class timed:
        def __init__(self, name):
            self.name = name

        def __enter__(self):
            self.start = time.process_time()

        def __exit__(self, *_):
            setattr(tally, self.name, getattr(tally, self.name) + time.process_time() - self.start)

    return Both()


def compare(name: str, quality: str, until: int, camera_class=None) -> Tally:
    """Draw a chapter, or its first play calls, both ways."""
    from manim import tempconfig

    from scenes.fast import FastCamera
    from scenes.film.edition import edition
    from scenes.film.stage.find import chapter_class, chapter_path
    from scenes.film.stage.settings import settings
    from scenes.scratch.film import FILM
    path, tally = chapter_path(FILM, name), Tally()
    chapter, asked = chapter_class(FILM, path), edition(FILM, {}, quality=quality, voice="none")
    with tempfile.TemporaryDirectory() as media:
        undrawn = {"dry_run": True, "disable_caching": True, "media_dir": media, "upto_animation_number": until}
        with tempconfig(settings(asked, path) | undrawn):
            scene = chapter(edition=asked)
            scene.renderer = renderer(tally, camera_class or FastCamera)
            scene.renderer.init_scene(scene, scene.session_spec, scene.file_writer_settings)
            scene.render()
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapters", nargs="+")
    parser.add_argument("--quality", choices="lmhk", default="l")
    parser.add_argument("--until", type=int, default=-1, help="the last play call that is drawn")
    arguments = parser.parse_args()
    print("| chapter | frames | identical | largest difference | stock ms/frame | fast ms/frame | times |")
    print("|---|---|---|---|---|---|---|")
    failed = False
    for name in arguments.chapters:
        tally = compare(name, arguments.quality, arguments.until)
        count = max(tally.frames, 1)
        print(f"| {name} | {tally.frames} | {tally.identical / count:.1%} | {tally.largest} "
              f"| {1000 * tally.stock / count:.2f} | {1000 * tally.fast / count:.2f} "
              f"| {tally.stock / max(tally.fast, 1e-9):.1f} |", flush=True)
        for place, difference in tally.far[:10]:
            print(f"{name}: {place}: {difference} of 255", file=sys.stderr)
        failed |= bool(tally.far)
    return failed


if __name__ == "__main__":
    sys.exit(main())
