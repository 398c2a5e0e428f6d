"""One chapter as Manim alone makes it: `python tests/bench/stock_chapter.py NAME QUALITY MEDIA`.

The same Scene with Manim's own renderer, camera, way of moving things, file writer and encoder settings; silent.
"""
import sys
from contextlib import suppress
from pathlib import Path

from manim import Manager, MovingCamera, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

with suppress(ImportError):
    from scenes.fast import motion
    motion.BatchedMotion = type("Nothing", (), {})

from scenes.film import find  # noqa: E402
from scenes.film.stage import scene as chapter


def stock_renderer(skip_animations=False):
    return CairoRenderer(camera_class=MovingCamera, skip_animations=skip_animations)


def main(name, quality, media):
    chapter.ChapterRenderer = stock_renderer
    path = find.chapter_path(name)
    with tempconfig(find.settings(path, quality, Path(media)) | {"video_encoder_options": {}}):
        Manager(find.chapter_class(path)()).render()


if __name__ == "__main__":
    main(*sys.argv[1:])
