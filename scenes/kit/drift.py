"""A slow move of the look, so that no picture stands still under words that need no move of their own."""

from math import floor

from manim import Mobject, Transform, there_and_back

SHORTEST = 0.3     # seconds that are worth a move
SPEED = 0.003      # of the frame's size in each second of a drift,
DEEPEST = 0.01     # and at most
STEPS = 10         # a second: at the frame's edge each is half a pixel of 1080p; what stands between two costs nothing


class Drift(Transform):
    """The look goes back a little and returns: nothing leaves the safe area, and nothing is left behind."""

    def __init__(self, frame: Mobject, seconds: float, **kwargs):
        back = frame.copy().scale(1 + min(SPEED * seconds, DEEPEST))
        super().__init__(frame, back, rate_func=_stepped(max(round(seconds * STEPS), 2)), **kwargs)


def _stepped(steps):
    def there_and_back_in_steps(t: float) -> float:
        return there_and_back(floor(t * steps) / steps)
    return there_and_back_in_steps
