"""Time as the written file has it: counted in frames, because Manim's own clock adds up what was asked for.

A frozen wait is written as int(d / (1 / f)) frames, everything else as one frame for each step of
np.arange(0, d, 1 / f); d and f are the run time and the frame rate.
"""

from dataclasses import dataclass, field

import numpy as np

from scenes.film.voice.speech import SAMPLE_RATE


def frames_written(duration: float, rate: float, frozen: bool) -> int:
    """How many frames Manim writes for one play call of `duration` seconds at `rate` frames a second."""
    if frozen:
        return int(duration / (1 / rate))
    return len(np.arange(0, duration, 1 / rate))


def hold_time(frames: int, rate: float) -> float:
    """The duration of a frozen wait that writes exactly `frames` frames."""
    return (frames + 0.5) / rate


def move_time(frames: int, rate: float) -> float:
    """The run time of a play call that moves something and writes exactly `frames` frames."""
    return (frames - 0.5) / rate


@dataclass
class Clock:
    """Counts the frames of a scene, and which of them are in the file.

    `frame` counts as if every play call were written; `spans` are the ranges of it that really are
    (a partial render leaves frames out), in order and merged.
    """

    rate: float
    frame: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)

    def tick(self, frames: int, written: bool = True) -> None:
        """A play call of so many frames has ended."""
        start, self.frame = self.frame, self.frame + frames
        if not written or not frames:
            return
        if self.spans and self.spans[-1][1] == start:
            start = self.spans.pop()[0]
        self.spans.append((start, self.frame))

    @property
    def seconds(self) -> float:
        return self.frame / self.rate

    @property
    def frames_in_file(self) -> int:
        return sum(end - start for start, end in self.spans)

    def sample(self, frame: int) -> int:
        """The audio sample at which a frame begins."""
        return round(frame * SAMPLE_RATE / self.rate)

    def keep_written(self, track: np.ndarray) -> np.ndarray:
        """Cut a track (samples,) of the whole scene down to what is in the file."""
        parts = [_padded(track, self.sample(a), self.sample(b)) for a, b in self.spans]
        return np.concatenate(parts) if parts else track[:0]

    def file_seconds(self, seconds: float) -> float:
        """A time of the whole scene as a time in the file; within a part left out, where that part was."""
        frame, before = seconds * self.rate, 0
        for start, end in self.spans:
            if frame <= end:
                return (before + max(frame - start, 0)) / self.rate
            before += end - start
        return before / self.rate

    def skipped(self, frame: int) -> float:
        """Seconds from a frame of the whole scene to the first one at or after it that is in the file."""
        later = [max(start - frame, 0) for start, end in self.spans if end > frame]
        return later[0] / self.rate if later else 0.0


def _padded(track: np.ndarray, start: int, end: int) -> np.ndarray:
    part = track[start:end]
    return np.pad(part, (0, end - start - len(part)))
