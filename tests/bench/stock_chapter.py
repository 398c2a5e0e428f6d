"""One chapter as Manim alone makes it: `python tests/bench/stock_chapter.py NAME QUALITY MEDIA`.

The same Scene with Manim's own renderer, camera, way of moving things, file writer and encoder settings; silent.
"""
import sys
from pathlib import Path

from manim import Manager, MovingCamera, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.fast import motion

motion.BatchedMotion = type("Nothing", (), {})     # before a chapter's class is made

from scenes.film.chapter import Chapter  # noqa: E402
from scenes.film.edition import edition  # noqa: E402
from scenes.film.stage.find import chapter_class, chapter_path  # noqa: E402
from scenes.film.stage.settings import settings  # noqa: E402
from scenes.scratch.film import FILM  # noqa: E402


def main(name, quality, media):
    Chapter.new_renderer = lambda scene, skip_animations: CairoRenderer(camera_class=MovingCamera,
                                                                       skip_animations=skip_animations)
    path, asked = chapter_path(FILM, name), edition(FILM, {}, quality=quality, media=Path(media))
    with tempconfig(settings(asked, path) | {"video_encoder_options": {}}):
        Manager(chapter_class(FILM, path)(edition=asked)).render()


if __name__ == "__main__":
    main(*sys.argv[1:])
