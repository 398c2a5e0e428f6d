"""Exact moments of a finished film as full-size pictures."""

from bisect import bisect_right
from pathlib import Path

import av

from network.errors import UserError


def frames_at(movie: Path, seconds: list[float]) -> list:
    """The frames (av.VideoFrame) of a film shown at these moments, in the order asked for."""
    if not movie.exists():
        raise UserError(f"{movie}: not made yet; render the chapter first")
    with av.open(str(movie)) as container:
        stream = container.streams.video[0]
        length = float(stream.duration * stream.time_base)
        for moment in seconds:
            if not 0 <= moment < length:
                raise UserError(f"{movie}: {moment:g} s is outside of its {length:.1f} s")
        return [_frame_at(container, stream, moment) for moment in seconds]


def _frame_at(container, stream, moment):
    container.seek(int(moment / stream.time_base), stream=stream)
    shown = []
    for frame in container.decode(stream):
        shown.append(frame)
        if frame.time > moment:
            break
    return shown[max(bisect_right([frame.time for frame in shown], moment + 1e-6) - 1, 0)]


def save(movie: Path, seconds: list[float], folder: Path, name: str) -> list[Path]:
    """Write the frames as PNG: folder/NAME-12.40s.png; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}-{moment:.2f}s.png" for moment in seconds]
    for path, frame in zip(paths, frames_at(movie, seconds)):
        frame.to_image().save(path)
    return paths
