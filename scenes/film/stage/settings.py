"""Manim's settings for a chapter: an edition decides all that changes a frame, whatever a user's own manim.cfg says."""

import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from manim import config
from manim._config import utils

from scenes.film.edition import ENCODER, Edition
from scenes.film.errors import UserError
from scenes.kit import theme
from scenes.kit.listing import use_names

QUIET = {"progress_bar": "none", "verbosity": "WARNING", "notify_outdated_version": False, "max_files_cached": 600}
# what is no setting of a picture, or is set with another one
LEFT_OUT = {"config_file", "custom_folders", "log_to_file", "log_dir", "tex_template_file", "plugins", "quality",
            "frame_x_radius", "frame_y_radius"}
OF_A_PIECE = ("pixel_width", "pixel_height", "frame_width", "frame_height", "frame_rate", "background_color",
              "background_opacity", "video_codec", "pixel_format", "video_encoder_options", "transparent", "renderer",
              "format", "seed")
OF_A_FILM = ("from_animation_number", "upto_animation_number", "zero_pad")


def settings(edition: Edition, chapter: Path) -> dict:
    """All of Manim's settings with which a chapter of an edition is drawn, for in_force."""
    return defaults() | QUIET | {"video_encoder_options": dict(ENCODER)} | edition.settings(chapter)


@contextmanager
def in_force(wanted: dict) -> Iterator[None]:
    """As Manim's tempconfig, but what is so already is left alone: to set the renderer, be it the same, changes the bases of all
    its classes, which takes 15 ms each time and makes Python forget what it knows of them."""
    before = config.copy()
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(wanted):
    config.update({name: value for name, value in dict(wanted).items() if name in config and config[name] != value})


@cache
def defaults() -> dict:
    """Manim's settings as it comes."""
    parser = ConfigParser()
    parser.read(Path(utils.__file__).with_name("default.cfg"))
    fresh = utils.ManimConfig().digest_parser(parser)
    return {key: value for key, value in dict(fresh).items() if key not in LEFT_OUT}


def adopt(edition: Edition, chapter: Path) -> None:
    """Set for the manim command what its user has no say in: the frame's shape, where things go, how they are encoded.

    Quality, parts and formats are the command's.
    """
    wanted = edition.settings(chapter)
    width, height = edition.frame
    lines = min(config.pixel_width, config.pixel_height)
    pixels = [2 * round(lines * side / min(width, height) / 2) for side in (width, height)]
    config.pixel_width, config.pixel_height = pixels
    config.frame_height, config.frame_width = wanted["frame_height"], wanted["frame_width"]
    if config.format != "webm":       # whose encoder takes others
        if config.video_encoder_options not in ({}, ENCODER):
            print("chapters are encoded with options of their own; those given are left out", file=sys.stderr)
        config.video_encoder_options = dict(ENCODER)
    folder = f"{{media_dir}}/chapters/{edition.name}/{chapter.stem}"
    config.update({"video_dir": f"{folder}/{{quality}}", "images_dir": folder} | QUIET)


def use_colours(edition: Edition) -> None:
    """Draw in an edition's colours from now on. Raises UserError for a palette that cannot be read."""
    use_names(edition.film.names)
    try:
        theme.apply(edition.palette)
    except theme.BadTheme as error:
        raise UserError(str(error)) from None


def of_a_piece() -> list:
    """The settings in force that decide how a frame looks and is encoded, as a part of keys."""
    return [_text(config[name]) for name in OF_A_PIECE]


def of_a_film() -> list:
    """Those, and the settings in force that decide which pieces a film has."""
    return [*of_a_piece(), *(_text(config[name]) for name in OF_A_FILM)]


def _text(value):
    return str(sorted(value.items()) if isinstance(value, dict) else value)
