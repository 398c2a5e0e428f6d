"""Gathered animations show in each frame what Manim's own show."""

import numpy as np
import pytest
from fast_tools import UNSEEN, Unseen
from manim import (BLUE, DOWN, LEFT, ORIGIN, PI, RED, RIGHT, UP, Animation, AnimationGroup, ApplyMethod, Arrow, Axes, Circle,
                   Create, DashedLine, Dot, FadeIn, FadeOut, FadeTransform, Group, ImageMobject, LaggedStart,
                   LaggedStartMap, Line, MovingCameraScene, MoveToTarget, ReplacementTransform, Restore, Rotate,
                   Square, Succession, Text, Transform, TransformFromCopy, UpdateFromAlphaFunc, ValueTracker, VGroup,
                   VMobject, Write, always_redraw, linear, tempconfig, there_and_back)

from scenes.fast import blend
from scenes.fast.motion import BatchedMotion

ARRAYS = ("points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "stroke_width", "background_stroke_width",
          "sheen_direction", "sheen_factor", "fill_opacity", "stroke_opacity", "pixel_array", "z_index")
LAST_BIT = 1e-15      # Manim lets what rests tremble in it


class Recorder(Unseen):
    """Notes how everything looks in each frame."""

    def __init__(self):
        super().__init__()
        self.frames = []

    def render(self, scene, time, moving_mobjects=None):
        self.frames.append(looks(scene))


def looks(scene):
    members = [*scene.get_mobject_family_members(), scene.camera.frame]
    return [(type(member).__name__, {name: np.array(getattr(member, name)) for name in ARRAYS if hasattr(member, name)})
            for member in members]


BATCHED = type("Batched", (BatchedMotion, MovingCameraScene), {})


def recorded(base, construct, skipped=False):
    """The frames of a scene, and how it looks after each play call, which may be skipped."""
    class Case(base):
        def play(self, *args, **kwargs):
            super().play(*args, **kwargs)
            self.ends.append(looks(self))

    Case.construct = construct
    with tempconfig(UNSEEN):
        np.random.seed(0)
        scene = Case(renderer=Recorder())
        scene.renderer._original_skipping_status = skipped
        scene.ends = []
        scene.render()
    return scene.renderer.frames, scene.ends


def differences(construct):
    """(frame, type, attribute) of all that is not as Manim's own, of the ends as negative frames."""
    (frames, ends), (stock_frames, stock_ends) = (recorded(base, construct) for base in (BATCHED, MovingCameraScene))
    assert len(frames) == len(stock_frames) > 1
    return unlike(frames, stock_frames, 1, LAST_BIT) + unlike(ends, stock_ends, -1)


def unlike(moments, stock_moments, sign=1, slack=0):
    found = []
    for i, (moment, stock) in enumerate(zip(moments, stock_moments, strict=True), start=1):
        assert [kind for kind, _ in moment] == [kind for kind, _ in stock]
        found += [(sign * i, kind, name) for (kind, look), (_, other) in zip(moment, stock)
                  for name in ARRAYS if not same(look.get(name), other.get(name), slack)]
    return found


def same(one, other, slack):
    if one is None or other is None:
        return one is other
    if one.dtype == object or one.shape != other.shape:
        return np.array_equal(one, other)
    if one.dtype == np.uint8:
        return np.abs(one.astype(int) - other).max() <= (slack > 0)
    return np.allclose(one, other, rtol=slack, atol=slack)


def picture(level=200, side=6):
    pixels = np.random.default_rng(level).integers(0, level, (side, side, 4), dtype=np.uint8)
    return ImageMobject(pixels)


def dots(n=6):
    return VGroup(*(Dot([x - n / 2, 0, 0], fill_opacity=0.5 + x / 20, stroke_width=x) for x in range(n)))


CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


@case
def fades(scene):
    group = VGroup(dots(), VGroup(Square(), Text("ab")))
    scene.play(FadeIn(group, shift=UP, scale=0.5))
    scene.play(FadeOut(group[0], shift=DOWN), group[1].animate.set_opacity(0.3))
    scene.play(FadeOut(group[1], target_position=ORIGIN), run_time=0.5)


@case
def nested_lags(scene):
    inner = [dots(n).shift(n * UP / 2) for n in (2, 5, 3)]
    whole = VGroup(VGroup(*inner[:2]), inner[2])
    scene.add(whole)
    scene.play(whole.animate(lag_ratio=0.3, rate_func=there_and_back).shift(RIGHT).set_color(RED))
    scene.play(AnimationGroup(*(part.animate(lag_ratio=lag, run_time=0.7).scale(2) for part, lag
                                in zip(inner, (0, 0.1, 1.5)))))


@case
def other_points_and_families(scene):
    one, other = VGroup(Square(), Circle(), Line()), VGroup(Text("xyz"), Circle(color=BLUE))
    scene.add(one)
    scene.play(Transform(one, other))
    scene.play(ReplacementTransform(one, VGroup(Square(fill_opacity=1), Dot())))
    scene.play(Transform(scene.mobjects[-1], VMobject()))


@case
def groups_of_animations(scene):
    balls, square = dots(8), Square()
    scene.play(LaggedStart(*(FadeIn(ball, shift=UP) for ball in balls), lag_ratio=0.2), Create(square), run_time=1.5)
    scene.play(LaggedStart(AnimationGroup(balls[0].animate.shift(UP), balls[1].animate.set_color(RED)),
                           Succession(balls[2].animate.shift(UP), FadeOut(balls[3]), balls[2].animate.shift(LEFT)),
                           LaggedStartMap(FadeOut, balls[4:], run_time=0.5), lag_ratio=0.4))


@case
def with_other_animations(scene):
    word, square, circle = Text("words"), Square(), Circle()
    scene.play(Write(word), FadeIn(square))
    mark = Dot()
    follow = UpdateFromAlphaFunc(mark, lambda dot, alpha: dot.move_to(square).set_opacity(alpha))
    scene.play(square.animate.shift(UP), follow, Rotate(circle, PI / 2), FadeOut(word), rate_func=linear)


@case
def along_paths(scene):
    group = dots(4)
    scene.add(group)
    scene.play(group.animate(path_arc=PI / 2).shift(2 * RIGHT), run_time=0.8)
    scene.play(Transform(group, dots(4).shift(UP), path_arc=-PI), Circle().animate.scale(0.5))


@case
def methods_and_targets(scene):
    group = dots(5)
    scene.add(group)
    group.generate_target().arrange(DOWN).set_stroke(RED, 7)
    scene.play(MoveToTarget(group, lag_ratio=0.5))
    group.save_state()
    scene.play(group.animate.set_fill([RED, BLUE]).rotate(1).set_stroke(width=9))
    scene.play(ApplyMethod(group[0].scale, 3), group[1].animate.set_sheen(0.4, RIGHT))
    scene.play(Restore(group))


@case
def copies(scene):
    source, target = dots(3), Text("abc").shift(UP)
    scene.add(source)
    scene.play(TransformFromCopy(source, target), run_time=0.9)
    scene.play(FadeTransform(source, Square().shift(DOWN)), TransformFromCopy(target, source.copy().shift(LEFT)))


@case
def updated(scene):
    tracker, square = ValueTracker(0), Square()
    label = Dot().add_updater(lambda dot: dot.next_to(square, UP))
    redrawn = always_redraw(lambda: Line(ORIGIN, [tracker.get_value(), 1, 0]))
    turning = VGroup(Line(), Square().add_updater(lambda mobject, dt: mobject.rotate(dt)))
    scene.add(square, label, redrawn, turning)
    scene.play(tracker.animate.set_value(2), square.animate.shift(RIGHT), label.animate.set_color(RED))
    scene.play(turning.animate(suspend_mobject_updating=False).shift(UP), FadeOut(redrawn))
    scene.play(turning.animate.shift(DOWN), FadeIn(Circle().add_updater(lambda circle, dt: circle.shift(dt * UP))))
    scene.wait(0.5)


@case
def touched_by_others(scene):
    group = dots(4)
    restyle = Square().add_updater(lambda _: group[0].set_stroke(RED, 3).shift(0.1 * UP))
    scene.add(group, restyle)
    scene.play(group.animate.set_fill(BLUE))
    scene.play(FadeIn(Circle()), group.animate.shift(RIGHT), group[1].animate.set_color(RED), group[2].animate.scale(2))


@case
def images(scene):
    one, other = picture(), picture(90)
    scene.play(FadeIn(one, shift=UP), FadeIn(Group(Square(), other)))
    scene.play(one.animate.shift(LEFT).set_opacity(0.4), Transform(other, picture(255)))
    scene.play(FadeOut(one, scale=2), other.animate.set_color(RED))


@case
def depths_and_styles(scene):
    low, high = Square().set_z_index(2), Circle(fill_opacity=1).set_background_stroke(color=RED, width=6)
    scene.play(FadeIn(low, high))
    scene.play(high.animate.set_z_index(5).shift(UP), Transform(low, DashedLine()), Circle().animate.set_z_index(-1))
    scene.play(low.animate.set_background_stroke(width=3), high.animate.set_stroke(opacity=0))
    scene.play(FadeIn(Axes(x_length=3, y_length=2)), FadeOut(Arrow()))


@case
def elsewhere_at_the_end(scene):
    group = dots()
    scene.add(group)
    scene.play(group.animate(rate_func=there_and_back).shift(UP))
    scene.play(group.animate.set_color(RED), FadeIn(group[2], shift=LEFT))
    late = FadeOut(group[1], rate_func=lambda t: 0.3 + 0.7 * t, shift=RIGHT)
    scene.play(late)
    scene.play(FadeIn(group[1]))


@case
def camera(scene):
    square = Square()
    scene.add(square)
    scene.play(scene.camera.frame.animate.scale(0.5).move_to(square), square.animate.shift(UP))


@case
def changed_families(scene):
    group, late = dots(4), Dot()

    def grow(square, alpha):
        if alpha > 0.4 and late not in group.submobjects:
            group.submobjects[1] = late
    scene.play(group.animate.shift(UP), UpdateFromAlphaFunc(Square(), grow))
    again = FadeIn(late)
    scene.play(again)
    scene.play(again, run_time=0.5)


@pytest.mark.parametrize("construct", CASES.values(), ids=CASES)
def test_all_frames_are_as_manims(construct):
    assert differences(construct) == []


@pytest.mark.parametrize("construct", CASES.values(), ids=CASES)
def test_all_ends_of_what_is_skipped_are_as_manims(construct):
    ends, stock = (recorded(base, construct, skipped=True)[1] for base in (BATCHED, MovingCameraScene))
    assert unlike(ends, stock) == []


def test_what_is_skipped_goes_to_its_end_without_a_copy_of_its_start(monkeypatch):
    copied = []
    monkeypatch.setattr(Animation, "create_starting_mobject", lambda self: copied.append(self) or self.mobject.copy())
    recorded(BATCHED, CASES["methods_and_targets"], skipped=True)
    assert {type(animation).__name__ for animation in copied} == {"MoveToTarget", "ApplyMethod", "_MethodAnimation", "Restore"}


@pytest.mark.parametrize("name, broken", [
    ("between", lambda self, *args, right=blend._Rows.between: [values + 1e-9 for values in right(self, *args)]),
    ("rests", lambda self, low, high: True)])
def test_a_fault_in_the_gathering_is_seen(monkeypatch, name, broken):
    monkeypatch.setattr(blend._Rows, name, broken)
    assert differences(CASES["touched_by_others"])


def test_what_moves_is_gathered(monkeypatch):
    calls = []
    monkeypatch.setattr(VMobject, "interpolate_color", lambda self, *_: calls.append(self) or self)
    recorded(BATCHED, CASES["fades"])
    assert not calls
