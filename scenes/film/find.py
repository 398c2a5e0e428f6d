"""From a chapter's name or file to its class, and the settings it is drawn with."""

import importlib.util
import sys
from configparser import ConfigParser
from functools import cache
from pathlib import Path

from network.errors import UserError
from scenes.film.order import ORDER, ROOT, chapter_file, written
from scenes.film.script import nearest

QUALITIES = {"l": (854, 480, 15), "m": (1280, 720, 30), "h": (1920, 1080, 60), "k": (3840, 2160, 60)}


def chapter_path(name: str) -> Path:
    """The file of a chapter. Raises UserError for a name that is none, or not written yet."""
    if name not in ORDER:
        raise UserError(f"there is no chapter {name!r}{nearest(name, written())}")
    path = chapter_file(name)
    if not path.exists():
        raise UserError(f"{path}: this chapter is not written yet; there are {', '.join(written())}")
    return path


def chapter_class(path: Path):
    """The one Chapter in a file. Raises UserError if it holds none, or several."""
    from scenes.film.chapter import Chapter
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    found = [item for item in vars(module).values()
             if isinstance(item, type) and issubclass(item, Chapter) and item.__module__ == path.stem]
    if len(found) != 1:
        raise UserError(f"{path}: a chapter's file holds exactly one Chapter, this one has {len(found)}")
    return found[0]


def settings(path: Path, quality: str, media: Path) -> dict:
    """Manim's configuration for a chapter, the same that manim.cfg and -ql, -qm, -qh, -qk give."""
    width, height, rate = QUALITIES[quality]
    return {"input_file": str(path), "media_dir": str(media), "pixel_width": width, "pixel_height": height,
            "frame_rate": rate, "video_dir": "{media_dir}/chapters/{module_name}/{quality}",
            "images_dir": "{media_dir}/chapters/{module_name}", "max_files_cached": 600,
            "text_dir": str(media / "texts" / path.stem), "tex_dir": str(media / "texts" / path.stem),
            "video_encoder_options": encoder_options(), "progress_bar": "none", "verbosity": "WARNING",
            "notify_outdated_version": False}


@cache
def encoder_options() -> dict[str, str]:
    """What manim.cfg tells the encoder, so that the manim command uses the same pieces of film."""
    parser = ConfigParser()
    parser.read(ROOT / "manim.cfg")
    return dict(parser["video_encoder.options"])
