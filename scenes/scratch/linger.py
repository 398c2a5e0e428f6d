"""A slow move under words that need none, so that no picture stands still."""

from manim import there_and_back

BACK = 1.02      # of the frame's size: how far the look goes back
SHORTEST = 0.3   # seconds that are worth a move


def linger(chapter, seconds: float) -> None:
    """For so long the look goes back a little and returns, from wherever it is. All stays in the safe area."""
    if seconds < SHORTEST:
        return
    frame = chapter.camera.frame
    there = frame in chapter.mobjects
    chapter.play(frame.animate(rate_func=there_and_back).scale(BACK), run_time=seconds)
    if not there:
        chapter.remove(frame)
