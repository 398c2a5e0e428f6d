"""Cues: which line is spoken at which frame; logged beside a chapter's film as JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from manim import config

from scenes.film.files import write_text
from scenes.film.voice.speech import Speech


@dataclass(frozen=True)
class Cue:
    """A line (key, text) whose speech begins with a frame, counted from the start of the scene.

    last: the frame at which its block ended, when it has; code: the lines of program text that were lit in it.
    """

    key: str
    text: str
    frame: int
    speech: Speech
    last: int | None = None
    code: Sequence[str] = ()


def log(scene) -> dict:
    """What is known of a chapter's film.

    chapter, key (fingerprint), complete (False for a part of it), rate (frames a second), frames, unspoken (keys of
    lines never said), cues: [{key, text, frame, seconds, end, last, code, skipped, words [[word, begin, end]]}]; frames
    and seconds are the file's; end is the speech's, last that of the line's block; skipped is how many seconds of the
    line's beginning are not in the file.
    """
    clock, cues = scene.clock, scene.cues
    entries = [_entry(cue, clock) for cue in cues]
    ended_early = 0 <= config.upto_animation_number < scene.renderer.num_plays
    spoken = {cue.key for cue in cues}
    return {
        "chapter": scene.name, "key": scene.key, "complete": not ended_early and clock.frames_in_file == clock.frame,
        "rate": clock.rate, "frames": clock.frames_in_file,
        "unspoken": [key for key in scene.lines if key not in spoken],
        "cues": [entry for entry in entries if entry["end"] > entry["seconds"]],
    }


def _entry(cue, clock):
    start, stop = cue.frame / clock.rate, cue.frame / clock.rate + cue.speech.duration
    begin, end = clock.file_seconds(start), clock.file_seconds(stop)
    last = clock.frame if cue.last is None else cue.last
    words = [(word, start + a, start + b) for word, a, b in cue.speech.words]
    return {"key": cue.key, "text": cue.text, "frame": round(begin * clock.rate), "seconds": round(begin, 4),
            "end": round(end, 4), "last": round(clock.file_seconds(last / clock.rate), 4),
            "code": list(cue.code), "skipped": round(clock.skipped(cue.frame), 4),
            "words": [(word, round(clock.file_seconds(a), 4), round(clock.file_seconds(b), 4)) for word, a, b in words
                      if _in_file(clock, a, b)]}


def _in_file(clock, begin, end):
    """Whether some of a word is in the file; of one that takes no time, its moment."""
    frames = begin * clock.rate, end * clock.rate
    if end > begin:
        return any(first < frames[1] and frames[0] < last for first, last in clock.spans)
    return any(first <= frames[0] <= last for first, last in clock.spans)


def write_log(movie: Path, content: dict) -> None:
    """Write the log of a film beside it; with the film's size, so that a log of another film is noticed."""
    content = content | {"bytes": movie.stat().st_size}
    write_text(movie.with_suffix(".json"), json.dumps(content, ensure_ascii=False, indent=1))


def read_log(movie: Path) -> dict | None:
    """The log of a film, or None if there is none that belongs to this file."""
    try:
        content = json.loads(movie.with_suffix(".json").read_text(encoding="utf-8"))
        return content if content["bytes"] == movie.stat().st_size else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
