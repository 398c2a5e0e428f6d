"""A slow move under words that need none, so that no picture stands still."""

from manim import config

BACK = 1.025     # of the frame's width: how far the look goes back
SHORTEST = 0.3   # seconds that are worth a move


def linger(chapter, seconds: float) -> None:
    """For so long the look goes back a little, or, if it is back, returns. All stays in the safe area."""
    frame = chapter.camera.frame
    if seconds < SHORTEST:
        return
    there, share = frame in chapter.mobjects, frame.width / config.frame_width
    chapter.play(frame.animate.set(width=config.frame_width * (1 if share > (1 + BACK) / 2 else BACK)), run_time=seconds)
    if not there:
        chapter.remove(frame)
