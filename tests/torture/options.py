"""Manim's own command on chapters, with each of its options: it must do what it does to any scene, or say in one line why not.

cd tests; python -m torture.options [WORD ...]     (only trials whose options hold one of these words)
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import av
from film_tools import write_project
from manim_command import manim_command
from PIL import Image
from torture.project import ROOT
from torture.surroundings import checkout

SCENE = '''
from manim import *
BASE


class NAME(CLASS):
    def construct(self):
        square = Square()
        self.add(square)
        OPEN
            for step in range(4):
                self.play(square.animate.shift(RIGHT / 4), run_time=0.2)
                self.wait(0.2, frozen_frame=True)
'''
PLAIN = {"BASE": "", "NAME": "Plain", "CLASS": "Scene", "OPEN": "if True:"}
SMALL = {"BASE": "from scenes.film.chapter import Chapter", "NAME": "Small", "CLASS": "Chapter", "OPEN": 'with self.say("one"):'}
LINES = '''
[film]
title = "Small"
[small]
title = "Small"
one = "This square goes to the right."
'''
CLOSING = Path("scenes") / "closing.py"
OF_CLOSING = {"": "code", "-s": "outside", "-n 3,5": "outside", "-r 481,271 -n 3,5": "code"}     # with film one's, and where
OPTIONS = (
    "", "-a", "--write_all", "-s", "-qk -s", "-n 3,5", "-n 3", "-n 1000 -s", "-n 1000", "-n 5,3", "-n 2,2 -s", "--format mp4",
    "--format mov", "--format webm -n 3,5", "--format gif -n 3,5", "--format png", "--format png-sequence -n 3,5",
    "--format png-sequence --zero_pad 2 -n 3,5", "--format none", "-t -n 3,5", "-t -s", "-t --format webm -n 3,5",
    "-t --format mp4 -n 3,5", "--fps 24", "--fps 23.976 -n 3,5", "-r 640,360", "-r 481,271 -n 3,5", "-r 481,271 -s",
    "--renderer=opengl -n 3,5", "--save_sections", "--disable_caching -n 3,5", "--dry_run", "-o name", "-o name.mp4",
    "-o name -s", "--media_dir {elsewhere}", "--progress_bar none", "--progress_bar display", "--flush_cache",
    "--zero_pad 3", "--log_to_file", "-v DEBUG -n 3,5", "-v ERROR",
    "--max-inflight-encoders 4 --disable_caching -n 3,5", "--video-codec libx265 -n 3,5", "--video-codec mpeg4 -n 3,5",
    "--pixel-format yuv444p -n 3,5", "--encoder-option crf=40 -n 3,5", "--seed 3", "-c {config}", "--live-preview",
    "--tex_template nothing.tex",
)
SILENT = {".gif", ".webm", ".png", ".log", "sections"}     # kinds of files that have no room for sound, and a folder of them
SEEN = {".mp4", ".mov", ".gif", ".webm", ".png", ".log"}
AMONG = {"partial_movie_files", "texts", "Tex"}     # folders of what Manim keeps for itself
CLASSES = re.compile(r"\A(Plain|Small|Closing)")
LONGEST = 300      # seconds that a run may take


@dataclass
class Result:
    """What a command did. made: (name, width, height, frames a second, coding) of the files that it wrote; silent: the films
    among them that have no sound."""

    status: int
    said: str
    made: set[tuple]
    silent: set[str]
    seconds: float

    @property
    def errors(self) -> list[str]:
        return [line for line in self.said.splitlines() if line.startswith("error: ")]

    def __str__(self):
        files = [" ".join(str(part) for part in file if part) for file in sorted(self.made)]
        return f"status {self.status}, {', '.join(files) or 'nothing'}"


def run(roots: tuple[Path, ...], scene: str, options: list[str], command=manim_command) -> Result:
    """manim -ql OPTIONS SCENE in the first of some folders; what it writes is looked for in all of them."""
    before, begun = seen(roots), time.monotonic()
    quality = [] if any(option.startswith("-q") for option in options) else ["-ql"]
    done = command(roots[0], *quality, *options, scene)
    written = sorted(path for path, when in seen(roots).items() if before.get(path) != when)
    films = {path.with_suffix("") for path in written if path.suffix not in SILENT}
    sheets = {path for path in written if path.suffix == ".png" and path.with_suffix("") in films}     # beside a chapter
    looks = {path: look(path) for path in written if path not in sheets}
    silent = {path.name for path, (_, sounds) in looks.items() if not sounds and not SILENT & {path.suffix, path.parent.name}}
    return Result(done.returncode, done.stdout, {kind for kind, _ in looks.values()}, silent, time.monotonic() - begun)


def anew(code: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """The manim command, with the program as it is in another folder."""
    environment = os.environ | {"PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-m", "manim", *arguments], cwd=folder, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=LONGEST)


def seen(roots: tuple[Path, ...]) -> dict[Path, int]:
    """When the files that a user looks for were written."""
    return {path: path.stat().st_mtime_ns for root in roots for path in root.rglob("*")
            if path.suffix in SEEN and not AMONG & {*path.relative_to(root).parts}}


def look(path: Path) -> tuple[tuple, bool]:
    """(what a file is, whether it sounds); the name of its scene is left out, and figures are all the same."""
    name = re.sub(r"\d", "#", CLASSES.sub("Scene", path.name)) if path.suffix != ".log" else ".log"
    if path.suffix == ".log":
        return (name, 0, 0, 0, ""), False
    if path.suffix == ".png":
        with Image.open(path) as picture:
            picture.load()
            return (name, *picture.size, 0, picture.mode), False
    try:
        with av.open(str(path)) as film:
            stream = film.streams.video[0]
            frames = sum(1 for _ in film.decode(stream))
            rate = 0 if path.suffix == ".gif" else round(float(stream.average_rate), 1)
            coding = f"{stream.codec_context.name} {stream.pix_fmt}{'' if frames else ' without frames'}"
            return (name, stream.width, stream.height, rate, coding), bool(film.streams.audio)
    except (av.FFmpegError, IndexError) as error:
        return (name, 0, 0, 0, f"broken: {error}"), False


def told(wanted: Result, got: Result) -> str:
    """How a chapter fared where a plain scene did so: "as a scene", "refused: why", "better: what"; what is wrong begins with
    "WRONG"."""
    if "Traceback" in got.said and "Traceback" not in wanted.said:
        return f"WRONG: a traceback: {got.said[-700:]}"
    if got.status == 2 and wanted.status == 0:
        return f"refused: {got.errors[0][7:]}" if len(got.errors) == 1 and not got.made else f"WRONG: {got}: {got.said[-700:]}"
    if wanted.status and not got.status and got.made:
        return f"better: {got}"
    if bool(got.status) != bool(wanted.status):
        return f"WRONG: {got}; a scene: {wanted}: {got.said[-300:]}"
    if got.made != {even(file) for file in wanted.made}:
        return f"WRONG: {got}; a scene: {wanted}"
    if got.silent:
        return f"WRONG: without sound: {', '.join(sorted(got.silent))}"
    return "as a scene"


def even(file: tuple) -> tuple:
    """A picture's sides as a chapter has them."""
    name, width, height, *rest = file
    return name, width + width % 2, height + height % 2, *rest


def written(scene: dict[str, str]) -> str:
    text = SCENE
    for word, value in scene.items():
        text = text.replace(word, value)
    return text


def main() -> int:
    words, failed = sys.argv[1:], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film, outside, code = folder / "film", folder / "outside", checkout(folder / "code")
        shutil.copytree(ROOT / "media" / "snapshots", code / "media" / "snapshots")
        film.mkdir(), outside.mkdir()
        write_project(film, {"small": written(SMALL)}, LINES)
        (outside / "plain.py").write_text(written(PLAIN))
        config = folder / "own.cfg"
        config.write_text("[CLI]\nbackground_color = RED\n")
        for options in OPTIONS:
            if words and not any(word in options for word in words):
                continue
            chosen = options.format(elsewhere=folder / "elsewhere", config=config).split()
            other = folder / "elsewhere"
            wanted = run((outside, other), "plain.py", chosen)
            print(f"{options or '(none)'}: a scene: {wanted}", flush=True)
            trials = {"in its folder": ((film, other), "small.py", chosen),
                      "from outside": ((outside, other), str(film / "small.py"), chosen)}
            if options in OF_CLOSING:
                place = folder / OF_CLOSING[options]
                trials[f"film one's, {place.name}"] = (place, other), str(code / CLOSING), chosen, partial(anew, code)
            for trial, given in trials.items():
                got = run(*given)
                said = told(wanted, got)
                failed += said.startswith("WRONG")
                print(f"  {got.seconds:5.1f} s  {trial}: {said}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
