"""Cues: which line was spoken at which frame; logged beside a chapter's film as JSON."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from scenes.film.speech import Speech


@dataclass(frozen=True)
class Cue:
    """A line (key, text) whose speech begins with a frame, counted from the start of the scene."""

    key: str
    text: str
    frame: int
    speech: Speech


def write_log(path: Path, cues: list[Cue], clock) -> None:
    """Log cues as JSON: rate, frames in the file, and for each cue its place and words in the file's time."""
    entries = []
    for cue in cues:
        start = cue.frame / clock.rate
        words = [[word, *(round(clock.file_seconds(start + t), 4) for t in (begin, end))]
                 for word, begin, end in cue.speech.words]
        begin, end = (clock.file_seconds(t) for t in (start, start + cue.speech.duration))
        if end > begin:
            entries.append({"key": cue.key, "text": cue.text, "frame": round(begin * clock.rate),
                            "seconds": round(begin, 4), "end": round(end, 4), "words": words})
    log = {"rate": clock.rate, "frames": clock.frames_in_file, "cues": entries}
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(log, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(temporary, path)
