"""make and check go by the edition alone; under the manim command a user's manim.cfg counts, and no piece is mixed up."""

import io
import json
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr
from unittest.mock import patch

import av
import numpy as np
import pytest
from film_tools import film_in, manim, write_project
from manim import config, tempconfig

from scenes.film import __main__ as film_command
from scenes.film.stage.settings import of_a_film, settings

CHAPTER = '''
from manim import Create, NumberPlane, Square
from scenes.film.chapter import Chapter


class {name}(Chapter):
    def construct(self):
        square = Square().set_x({x})
        with self.say("first"):
            self.play(Create(NumberPlane()), run_time=0.2)
            for step in range(5):
                self.play(square.animate.shift([0.2, 0, 0]), run_time=0.2)
'''
LINES = '''
[film]
title = "Two"
[probe]
title = "A probe"
first = "One, two."
[other]
title = "Another"
first = "Three."
'''
OF_A_USER = '''
[CLI]
from_animation_number = 3
upto_animation_number = 4
media_dir = elsewhere
background_color = RED
background_opacity = 0.5
frame_rate = 7
pixel_width = 100
pixel_height = 300
disable_caching = True
dry_run = True
format = webm
save_sections = True
write_all = True
plugins = nothing
seed = 7
zero_pad = 1
max_files_cached = 1
renderer = opengl
output_file = other
log_to_file = True
[video_encoder]
codec = libx265
pixel_format = yuv444p
[video_encoder.options]
crf = 51
[logger]
log_width = 10
'''


class Home:
    """A film of two chapters, made by a user who has this manim.cfg at home, or, where it is empty, in this process."""

    def __init__(self, folder, text):
        self.folder, self.plain = folder / "film", not text
        self.folder.mkdir()
        chapters = {name: CHAPTER.format(name=name.title(), x=x) for name, x in (("probe", 0), ("other", -2))}
        write_project(self.folder, chapters, LINES)
        file = folder / ".config" / "manim" / "manim.cfg"
        file.parent.mkdir(parents=True)
        file.write_text(text)
        self.environment = {**os.environ, "HOME": str(folder), "USERPROFILE": str(folder), "XDG_CONFIG_HOME": ""}
        self.environment |= dict.fromkeys(("VOICE", "SCRIPT", "SNAPSHOTS", "PALETTE", "FILM_LANGUAGE"), "")

    def run(self, command, *options):
        """Exit status and complaint of a command for the film."""
        arguments = ["--film", str(self.folder / "film.py"), command, "--quality", "l", "--voice", "none", "--out", "out"]
        if self.plain:
            with patch.dict(os.environ, self.environment, clear=True), chdir(self.folder), redirect_stderr(io.StringIO()) as said:
                return film_command.main([*arguments, *options]), said.getvalue()
        done = subprocess.run([sys.executable, "-m", "scenes.film", *arguments, *options], cwd=self.folder, text=True,
                              capture_output=True, env=self.environment, timeout=300)
        return done.returncode, done.stderr

    def frames(self):
        [movie] = self.folder.glob("out/*/film.mp4")
        with av.open(str(movie)) as film:
            return np.array([frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)])

    def checked(self):
        [report] = self.folder.glob("media/check/*/report.json")
        sections = json.loads(report.read_text())["sections"]
        return [(section["name"], section.get("seconds"), section.get("looks"),
                 [(finding["check"], finding["what"]) for finding in section["findings"]]) for section in sections]


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    return [Home(tmp_path_factory.mktemp("home"), text) for text in ("", OF_A_USER)]


def test_make_draws_the_same_whatever_its_user_s_manim_cfg_says(homes):
    for home in homes:
        assert home.run("make", "--jobs", "2")[0] == 0
    plain, other = (home.frames() for home in homes)
    assert plain.shape[1:] == (480, 854, 3) and len(plain) > 2 * 15
    assert np.array_equal(plain, other)
    assert not (homes[1].folder / "elsewhere").exists() and not (homes[1].folder / "media" / "logs").exists()


def test_check_looks_at_the_same_whatever_its_user_s_manim_cfg_says(homes):
    plain, other = (home.run("check", "probe") for home in homes)
    assert plain[0] == other[0] and plain[0] in (0, 1), plain[1]
    assert homes[0].checked() == homes[1].checked()


def test_a_manim_cfg_that_cannot_be_read_does_not_matter(homes):
    path = homes[1].folder.parent / ".config" / "manim" / "manim.cfg"
    path.write_text("no settings")
    try:
        assert homes[1].run("check", "probe")[0] in (0, 1)
    finally:
        path.write_text(OF_A_USER)


def test_under_the_manim_command_no_piece_of_other_settings_is_used(tmp_path):
    write_project(tmp_path, {"probe": CHAPTER.format(name="Probe", x=0)}, LINES)

    def drawn():
        before = {*tmp_path.rglob("partial_movie_files/*/*.m*")}
        result = manim(tmp_path, "probe.py")
        assert result.returncode == 0, result.stdout
        return len({*tmp_path.rglob("partial_movie_files/*/*.m*")} - before)

    first = drawn()
    assert first > 5
    (tmp_path / "manim.cfg").write_text("[video_encoder]\ncodec = mpeg4")
    assert drawn() == first
    (tmp_path / "manim.cfg").unlink()
    assert drawn() == 0


def test_the_manim_command_makes_a_webm(tmp_path):
    write_project(tmp_path, {"probe": CHAPTER.format(name="Probe", x=0)}, LINES)
    result = manim(tmp_path, "--format", "webm", "-n", "0,1", "probe.py")
    assert result.returncode == 0, result.stdout
    [movie] = tmp_path.rglob("Probe.webm")
    with av.open(str(movie)) as film:
        assert film.streams.video[0].codec_context.name.startswith(("vp9", "libvpx-vp9")) and len([*film.decode(video=0)]) > 3


def test_encoder_options_that_are_left_out_are_told(tmp_path):
    write_project(tmp_path, {"probe": CHAPTER.format(name="Probe", x=0)}, LINES)
    told = [line for options in ((), ("--encoder-option", "crf=40"))
            for line in manim(tmp_path, "-n", "0,0", *options, "probe.py").stdout.splitlines() if "left out" in line]
    assert len(told) == 1


CHANGED = {"pixel_width": 98, "pixel_height": 98, "frame_width": 3, "frame_height": 3, "frame_rate": 14,
           "background_color": "#FF0000", "background_opacity": 0.5, "video_codec": "mpeg4", "pixel_format": "yuv444p",
           "video_encoder_options": {"crf": "1"}, "format": "mov", "seed": 7, "from_animation_number": 1,
           "upto_animation_number": 2}


@pytest.mark.parametrize("name", CHANGED)
def test_every_setting_of_a_frame_is_in_the_keys(tmp_path, name):
    write_project(tmp_path, {"probe": ""}, LINES)
    edition = film_in(tmp_path)
    with tempconfig(settings(edition, tmp_path / "probe.py")):
        before = of_a_film()
        config[name] = CHANGED[name]
        assert of_a_film() != before
