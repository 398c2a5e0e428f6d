"""How film one's chapters fade: what comes is soon there, what goes is soon gone, and what has a rate of its own keeps it."""
from manim import AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, Square, linear, smooth

from scenes.scratch.chapter import ease


def test_what_comes_is_half_there_in_less_than_half_of_the_time():
    comes, other = FadeIn(Square()), Create(Square())
    ease([LaggedStart(AnimationGroup(comes), other)])
    assert comes.rate_func(0.25) > 0.5 and [comes.rate_func(at) for at in (0, 1)] == [0, 1] and other.rate_func is smooth


def test_what_goes_lingers():
    goes = FadeOut(Square())
    ease([goes])
    assert goes.rate_func(0.75) < 0.5 and [goes.rate_func(at) for at in (0, 1)] == [0, 1]


def test_between_what_goes_and_what_comes_the_frame_is_never_empty():
    comes, goes = FadeIn(Square()), FadeOut(Square())
    ease([comes])
    ease([goes])
    assert comes.rate_func(0) > 0.3 and goes.rate_func(0.999) < 0.7
    assert comes.rate_func(-0.1) == goes.rate_func(0) == 0 and comes.rate_func(1) == goes.rate_func(1) == 1


def test_where_something_comes_as_something_goes_neither_stands_over_the_other_for_longer():
    comes, goes = FadeIn(Square()), FadeOut(Square())
    ease([AnimationGroup(comes), goes])
    ease([comes, Square().animate.set_opacity(0)])
    assert comes.rate_func is goes.rate_func is smooth


def test_a_rate_of_its_own_stays():
    own = FadeIn(Square(), rate_func=linear)
    ease([own])
    assert own.rate_func is linear
