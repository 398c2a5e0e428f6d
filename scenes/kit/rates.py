"""Rate functions for a play call in which something goes and something else comes in its place."""

from manim import rush_from, smooth, squish_rate_func

SOON, LATE = squish_rate_func(smooth, 0, 0.4), squish_rate_func(rush_from, 0.3, 1)     # no dark moment between the two
