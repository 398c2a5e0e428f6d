"""How film one's chapters fade: what comes is soon there, what goes is soon gone, and what has a rate of its own keeps it."""
from manim import AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, Square, linear, smooth

from scenes.scratch.chapter import ease


def test_what_comes_is_half_there_in_less_than_half_of_the_time_and_what_goes_lingers():
    comes, goes = FadeIn(Square()), FadeOut(Square())
    ease(LaggedStart(comes, AnimationGroup(goes)))
    assert comes.rate_func(0.25) > 0.5 > goes.rate_func(0.75)
    assert goes.rate_func(0.5) < 0.25 and comes.rate_func(0.5) > 0.75
    assert [each.rate_func(at) for each in (comes, goes) for at in (0, 1)] == [0, 1, 0, 1]


def test_a_rate_of_its_own_and_other_moves_stay():
    own, other = FadeIn(Square(), rate_func=linear), Create(Square())
    ease(own)
    ease(other)
    assert own.rate_func is linear and other.rate_func is smooth
