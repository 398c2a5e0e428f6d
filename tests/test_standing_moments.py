"""A moment in which nothing has moved on is not drawn again, and looks as if it was."""

from math import floor

import numpy as np
import pytest
from fast_tools import record
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Circle, Dot, FadeIn, LaggedStart, MovingCamera, MovingCameraScene, Square,
                   UpdateFromAlphaFunc, VGroup, linear)
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.fast import FastCamera, FastRenderer
from scenes.fast.motion import Batch, BatchedMotion


def stepped(alpha):
    """Four steps: of ten frames, six stand."""
    return floor(4 * alpha) / 4


class Shown(Animation):
    """Moves something only sometimes, and says when it does not; or says that it never does."""

    def __init__(self, mobject, is_honest=True, **kwargs):
        self.is_honest, self.stands, self.at = is_honest, False, None
        super().__init__(mobject, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha):
        at = stepped(alpha)
        if at != self.at:
            self.mobject.move_to(at * RIGHT)
        self.stands = at == self.at or not self.is_honest
        self.at = at


def a_drift(scene):
    scene.add(Square(color="RED"))
    scene.play(scene.camera.frame.animate(rate_func=stepped).scale(1.1))


def an_animation_that_says_so(scene):
    scene.play(Shown(Square()))


def a_group(scene):
    parts = VGroup(*(Dot(i * RIGHT) for i in range(5)))
    scene.play(LaggedStart(*(FadeIn(part, rate_func=stepped) for part in parts), lag_ratio=0.5))


def an_updater(scene):
    square, dot = Square(), Dot().add_updater(lambda dot, dt: dot.shift(dt * UP))
    scene.add(dot)
    scene.play(square.animate(rate_func=stepped).shift(RIGHT))


def an_updater_of_what_moves(scene):
    group = VGroup(Square(), Dot())
    scene.add(group)
    scene.play(group[0].animate(rate_func=stepped).shift(RIGHT),
               UpdateFromAlphaFunc(Circle(), lambda circle, alpha: group[1].move_to(alpha * UP)))


def an_updater_of_the_scene(scene):
    square, dot = Square(), Dot()
    scene.add(dot)
    scene.add_updater(lambda dt: dot.shift(dt * DOWN))
    scene.play(square.animate(rate_func=stepped).shift(RIGHT))


def both_kinds_at_one_object(scene):
    square = Square()
    scene.play(square.animate(rate_func=stepped).rotate(1), Shown(square))


def nothing_at_first(scene):
    scene.play(Square().animate.shift(LEFT))
    scene.add(Circle())
    scene.play(FadeIn(Dot()))
    scene.add(Dot(UP))
    scene.play(Shown(Dot(), is_honest=False))


CASES = {case.__name__: case for case in (a_drift, an_animation_that_says_so, a_group, an_updater, an_updater_of_what_moves,
                                          an_updater_of_the_scene, both_kinds_at_one_object, nothing_at_first)}
LAST_PLAY = 20       # the frame in which the third play call of that begins
STANDING = {"a_drift": 6, "an_animation_that_says_so": 6}


def recorded(construct, base, *how):
    return record(type("Case", base, {"construct": construct}), *how)


def both(construct):
    """All frames as Manim draws them, and as they are drawn here."""
    return (recorded(construct, *how).frames for how in (
        ((MovingCameraScene,), CairoRenderer, MovingCamera),
        ((BatchedMotion, MovingCameraScene), FastRenderer, FastCamera)))


def are_alike(construct):
    stock, fast = both(construct)
    return len(stock) == len(fast) and all(np.abs(one.astype(int) - other).max() <= 2 for one, other in zip(stock, fast))


@pytest.mark.parametrize("name", sorted(set(CASES) - {"nothing_at_first"}))
def test_all_moments_look_as_if_they_were_drawn(name):
    assert are_alike(CASES[name])


def test_the_first_moment_of_a_play_call_is_always_drawn():
    stock, fast = both(nothing_at_first)
    assert len(stock) == len(fast)
    assert np.array_equal(stock[LAST_PLAY], fast[LAST_PLAY])
    assert not np.array_equal(stock[LAST_PLAY], fast[LAST_PLAY - 1])


@pytest.mark.parametrize("name", STANDING)
def test_what_stands_is_not_drawn(name, monkeypatch):
    drawn, draw = [], FastCamera.draw
    monkeypatch.setattr(FastCamera, "draw", lambda self, *args: drawn.append(None) or draw(self, *args))
    recording = recorded(CASES[name], (BatchedMotion, MovingCameraScene), FastRenderer, FastCamera)
    assert len(recording.frames) - len(drawn) == STANDING[name]


@pytest.mark.parametrize("name, owner, attribute, value", [
    ("an_updater", BatchedMotion, "_has_updaters", property(lambda self: False, lambda self, value: None)),
    ("both_kinds_at_one_object", Batch, "is_mixed", property(lambda self: False, lambda self, value: None))])
def test_a_moment_that_is_taken_for_one_that_stands_is_seen(name, owner, attribute, value, monkeypatch):
    monkeypatch.setattr(owner, attribute, value, raising=False)
    assert not are_alike(CASES[name])
