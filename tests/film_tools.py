"""What the film's tests share: a small chapter, renders of it, and ears that find a clip in a file."""

import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import av
import numpy as np
from manim_command import manim_command
from scipy.signal import correlate

from network.snapshots import Snapshot
from scenes.film.edition import Edition, edition
from scenes.film.film import Film, load
from scenes.film.join import aac
from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.script import Script
from scenes.film.stage.clock import SAMPLE_RATE
from scenes.film.stage.cues import read_log
from scenes.film.voice import voice
from scenes.scratch.film import FILM as SCRATCH

PROBE = '''
from manim import Circle, Create, RIGHT, Square
from scenes.film.chapter import Chapter


class Probe(Chapter):
    """Awkward run times, so that a clock that adds up what was asked for would drift."""

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


FILM = '''
from pathlib import Path
from scenes.film.film import Film
from scenes.scratch.film import FILM as SCRATCH

HERE = Path(__file__).parent
FILM = Film(name="probe", path=Path(__file__), root=HERE, folder=HERE, chapters=CHAPTERS, scripts=HERE / "script",
            runs=SCRATCH.runs, methods=SCRATCH.methods, labels=SCRATCH.labels, thumbnail=SCRATCH.thumbnail)
'''


def write_project(folder: Path, chapters: dict[str, str], lines: str) -> Path:
    """A film with these chapters in a folder of its own; returns its script's path."""
    for name, source in chapters.items():
        (folder / f"{name}.py").write_text(source)
    (folder / "film.py").write_text(FILM.replace("CHAPTERS", repr(tuple(chapters))))
    script = folder / "script" / "en.toml"
    script.parent.mkdir(exist_ok=True)
    script.write_text(lines)
    return script


def film_in(folder: Path, **given) -> Edition:
    """The draft edition of a film made by write_project; of the environment nothing counts."""
    return edition(load(folder / "film.py"), {}, **{"quality": "l", **given})


def manim(folder: Path, *arguments: str) -> CompletedProcess:
    """The manim command in a folder made by write_project; where nothing is spoken yet, what other tests have spoken is."""
    share_clips(folder)
    return manim_command(folder, "-ql", *arguments)


def share_clips(folder: Path) -> None:
    """A film without a folder of clips gets one that it has in common with others: their lines are spoken once."""
    clips = folder / "media" / "voice"
    if not clips.exists():
        clips.parent.mkdir(exist_ok=True)
        clips.symlink_to(_clips().name)


@cache
def _clips():
    return tempfile.TemporaryDirectory()


def said(film: Film = SCRATCH, **runs) -> dict[str, str]:
    """What the placeholders of a film stand for, in English; runs that are given stand in for its own."""
    return spoken_facts(film, {**film.runs.load(film.runs.folder), **runs}, Script.load(film.script("en")))


def changed(run: Snapshot, **values) -> Snapshot:
    """A run that is another one in these arrays, or in its meta."""
    known = vars(run) | values
    return Snapshot(known.pop("path"), known.pop("meta"), known)


def voice_of(movie: Path) -> voice.Voice:
    """The usual voice of a film made by write_project; movie: any file in its folder."""
    folder = next(parent for parent in movie.parents if (parent / "film.py").exists())
    return voice.of(film_in(folder))


def offsets(movie: Path, log: dict, chapter: str) -> list[float]:
    """For each cue the seconds by which its clip is later in the film's sound than the log says.

    The clips are looked for up to 0.3 s away, in the decoded sound, by correlation.
    """
    heard, speaker, reach = aac.decode(movie), voice_of(movie), round(0.3 * SAMPLE_RATE)
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


def over():
    """The number of a process that is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def of(path, process):
    """What an unfinished path of this process is called by another one."""
    return path.with_name(path.name.replace(f"-{os.getpid()}-", f"-{process}-"))
