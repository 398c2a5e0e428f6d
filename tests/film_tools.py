"""What the film's tests share: a small chapter, renders of it, and ears that find a clip in a file."""

import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import av
import numpy as np
from scipy.signal import correlate

from scenes.film import soundtrack, voice
from scenes.film.clock import SAMPLE_RATE
from scenes.film.cues import read_log
from scenes.film.order import ROOT

PROBE = '''
from manim import Circle, Create, RIGHT, Square
from scenes.film.chapter import Chapter


class Probe(Chapter):
    """Awkward run times, so that a clock that adds up what was asked for would drift."""

    facts = {}

    def construct(self):
        circle = Circle()
        with self.say("first") as line:
            self.play(Create(circle), run_time=line.until("delta"))
            line.wait_for("gradient")
            self.play(circle.animate.scale(0.9), run_time=0.37)
        for i in range(12):
            self.play(circle.animate.shift(0.1 * RIGHT), run_time=0.11 + 0.013 * i)
            self.wait(0.19)
        with self.say("second", pause=0) as line:
            self.play(Create(Square()), run_time=max(line.left - 0.4, 0.1))
        with self.say("third"):
            self.wait(1 / 7, frozen_frame=False)
'''

LINES = '''
[probe]
title = "A probe"
first = "The output [delta] delta is o minus l, exactly the [gradient] gradient."
second = "MNIST has sixty thousand images, each with a label."
third = "That is all of it."
'''


def write_project(folder: Path, chapters: dict[str, str], lines: str) -> Path:
    """Chapters and their script in a folder of their own; returns the script's path."""
    for name, source in chapters.items():
        (folder / f"{name}.py").write_text(source)
    (folder / "manim.cfg").write_text((ROOT / "manim.cfg").read_text())
    (folder / "script.toml").write_text(lines)
    return folder / "script.toml"


def manim(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """The manim command in a folder made by write_project."""
    command = [sys.executable, "-m", "manim", "-ql", *arguments]
    environment = os.environ | {"SCRIPT": str(folder / "script.toml")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def offsets(movie: Path, log: dict, chapter: str) -> list[float]:
    """For each cue the seconds by which its clip is later in the film's sound than the log says.

    The clips are looked for up to 0.3 s away, in the decoded sound, by correlation.
    """
    heard, speaker, reach = soundtrack.decode(movie), voice.load(), round(0.3 * SAMPLE_RATE)
    found = []
    for cue in log["cues"]:
        clip = speaker.speak(cue["text"], chapter, cue["key"]).samples[round(cue["skipped"] * SAMPLE_RATE):]
        expected = round(cue["frame"] / log["rate"] * SAMPLE_RATE)
        start = max(expected - reach, 0)
        part = heard[start:expected + len(clip) + reach]
        clip = clip[:len(part) - reach]
        found.append((start + correlate(part, clip, "valid").argmax() - expected) / SAMPLE_RATE)
    return found


def frame_times(movie: Path) -> np.ndarray:
    """The moment of each picture of a film, in seconds."""
    with av.open(str(movie)) as container:
        return np.array([frame.time for frame in container.decode(video=0)])


def streams(movie: Path) -> dict[str, float]:
    """{kind of stream: its length in seconds}, for picture, sound and captions."""
    with av.open(str(movie)) as container:
        return {stream.type: float(stream.duration * stream.time_base)
                for stream in container.streams if stream.type != "data"}


def log_of(movie: Path) -> dict:
    """The cues logged for a film that is whole."""
    log = read_log(movie)
    assert log is not None, f"no log belongs to {movie}"
    return log


def rehearse(path: Path, media: Path, size: tuple[int, int, int]) -> dict:
    """Render a chapter small and slowly (width, height, frames a second), and give back its log.

    marks: [(key, mark)] of those that it waited for; screen: {key: [what it became]} of the script's texts that it asked
    for; drawn: the Writing of all text that it made.
    """
    from manim import Manager, tempconfig

    from scenes.film import find
    from scenes.kit.declare import spell
    width, height, rate = size
    small = {"pixel_width": width, "pixel_height": height, "frame_rate": rate, "disable_caching": True,
             "verbosity": "ERROR"}
    with tempconfig(find.settings(path, "l", media) | small):
        scene, noted = find.chapter_class(path)(), {"marks": [], "screen": {}, "drawn": []}
        take_notes(scene, noted)

        def note(mobject, writing):
            noted["drawn"].append(writing)
            return spell(mobject, writing)
        with patch("scenes.kit.text.spell", note):
            Manager(scene).render()
        return log_of(scene.renderer.file_writer.final_file_path) | noted


def take_notes(scene, noted: dict) -> None:
    """Note the marks and the texts on screen that a chapter asks its script for."""
    screen = scene.screen

    def before_beat(key, line):
        moment = line.at
        line.at = lambda mark: noted["marks"].append((key, mark)) or moment(mark)

    def ask(key, **values):
        noted["screen"].setdefault(key, []).append(screen(key, **values))
        return noted["screen"][key][-1]
    scene.before_beat, scene.screen = before_beat, ask
