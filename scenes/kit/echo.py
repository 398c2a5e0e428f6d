"""A value that is needed in another place: it swells where it is, and stands there, too. Nothing flies over what lies between."""

from manim import Animation, AnimationGroup, FadeIn, Mobject, there_and_back

SWELL = 1.15


def echo(source: Mobject, shown: Mobject, **kwargs) -> Animation:
    """`source` swells for a moment while `shown`, which says the same, appears."""
    return AnimationGroup(source.animate(rate_func=there_and_back).scale(SWELL), FadeIn(shown, scale=0.8), **kwargs)
