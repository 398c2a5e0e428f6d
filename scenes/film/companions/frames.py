"""Exact moments of a finished film as pictures."""

from pathlib import Path

import av

from scenes.film.errors import UserError


def frames_at(movie: Path, seconds: list[float], longest: int | None = None) -> list[av.VideoFrame]:
    """The frames of a film shown at these moments, in the order asked for.

    longest: pixels of the longer side, if they are to be scaled.
    """
    if not movie.exists():
        raise UserError(f"{movie}: not made yet; render the chapter first")
    with av.open(str(movie)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "NONE"      # a few pictures after each jump: threads would only wait for each other
        length = float((stream.duration or 0) * (stream.time_base or 0))
        for moment in seconds:
            if not 0 <= moment < length:
                raise UserError(f"{movie}: {moment:g} s is outside of its {length:.1f} s")
        found = [_frame_at(container, stream, moment) for moment in seconds]
        if longest is None:
            return found
        scale = longest / max(stream.width, stream.height)
        return [frame.reformat(width=round(frame.width * scale), height=round(frame.height * scale)) for frame in found]


def _frame_at(container, stream, moment):
    """The last frame that begins at or before the moment."""
    container.seek(int(moment / stream.time_base), stream=stream)
    shown = None
    for frame in container.decode(stream):
        if frame.time > moment + 1e-6:
            break
        shown = frame
    return shown or frame
