"""Rate functions for a play call in which something goes and something else comes in its place."""

from manim import smooth, squish_rate_func

SOON, LATE = (squish_rate_func(smooth, *share) for share in ((0, 0.35), (0.4, 1)))
