"""The fast camera draws what Manim's draws: awkward scenes, every frame of them, both ways."""

import textwrap
from unittest.mock import Mock

import manim
import numpy as np
import pytest
from fast_tools import SMALL, Keeper, fast, largest_differences, record, stock
from manim import (BLUE, DOWN, GREEN, LEFT, ORIGIN, RED, RIGHT, UP, UR, WHITE, YELLOW, AnimationGroup, Arc, Arrow,
                   CapStyleType, Circle, Create, Cube, DashedLine, DecimalNumber, Dot, Ellipse, FadeIn, FadeOut,
                   FadeTransform, Group, ImageMobject, LaggedStart, Line, LineJointType, Mobject, MovingCameraScene,
                   MultiCamera, PMobject, Polygon, ReplacementTransform, Restore, Rotate, Scene, Square, Succession,
                   Text, ThreeDCamera, ThreeDScene, Transform, Triangle, UpdateFromAlphaFunc, VGroup, VMobject,
                   ValueTracker, Wait, Write, ZoomedScene, always_redraw, linear)
from manim.constants import RESAMPLING_ALGORITHMS
from manim.renderer.cairo_renderer import CairoRenderer

import scenes.fast
from scenes.fast import FastCamera, FastRenderer, camera, drawlist, paths
from scenes.fast.regions import MOST, regions

CLOSE = 2          # of 255
SHARE = 0.8        # of frames that are the same in every pixel


def solid(shape, colour, opacity=1.0):
    return shape.set_fill(colour, opacity).set_stroke(WHITE, 2)


def noise(height, width, seed=0, alpha=True):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), dtype=np.uint8)
    if not alpha:
        pixels[..., 3] = 255
    return pixels


class Depths(Scene):
    """z_index within and between what stands still and what moves, changed while it moves."""

    def construct(self):
        back, middle, front = (solid(Square(2), c).shift(x * RIGHT) for c, x in ((RED, -0.5), (GREEN, 0), (BLUE, 0.5)))
        self.add(back.set_z_index(2), middle, front.set_z_index(1))
        self.play(middle.animate.shift(UP), run_time=0.5)
        self.play(back.animate.shift(DOWN), run_time=0.5)
        middle.set_z_index(5)
        self.play(front.animate.shift(LEFT), run_time=0.5)
        self.play(UpdateFromAlphaFunc(back, lambda m, a: m.set_z_index(6 if a > 0.5 else -1)), run_time=0.5)
        nested = VGroup(solid(Circle(), YELLOW).set_z_index(3), solid(Square(), RED)).set_z_index(-1, family=False)
        self.play(FadeIn(nested), Rotate(front), run_time=0.5)


class Opacities(Scene):
    """Transparent things over each other, fades, text."""

    def construct(self):
        text = Text("Ein Netz").scale(1.5)
        shapes = VGroup(*(solid(Circle(0.6), c, 0.4).shift(i * 0.5 * RIGHT) for i, c in enumerate((RED, GREEN, BLUE))))
        self.add(shapes)
        self.play(FadeIn(text, shift=UP), run_time=0.5)
        self.play(shapes.animate.set_opacity(0.1), text.animate.set_fill(RED, 0.7), run_time=0.5)
        self.wait(0.3)
        self.play(FadeOut(shapes, scale=0.3), run_time=0.5)
        self.play(FadeTransform(text, Text("Netze").shift(DOWN)), run_time=0.5)


class Pictures(Scene):
    """Images before and behind shapes, turned, faded, written in, larger than the frame, thinner than a pixel."""

    def construct(self):
        under = ImageMobject(noise(7, 9, 1, alpha=False)).scale_to_fit_width(4).shift(LEFT)
        over = ImageMobject(noise(30, 30, 2)).set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        over.scale_to_fit_width(2).shift(RIGHT)
        shape = solid(Square(2), GREEN, 0.5)
        self.add(under, shape, over)
        self.play(shape.animate.shift(RIGHT), run_time=0.5)
        self.play(Rotate(under, 0.5), over.animate.shift(UP), run_time=0.5)
        self.play(FadeOut(over), FadeIn(ImageMobject(noise(5, 5, 3)).scale_to_fit_width(1)), run_time=0.5)
        drawn = ImageMobject(np.zeros((90, 160, 4), np.uint8)).stretch_to_fit_width(16).stretch_to_fit_height(9)
        drawn.set_resampling_algorithm(RESAMPLING_ALGORITHMS["linear"])
        drawn.add_updater(lambda image: self.fill(image))
        self.add(drawn)
        self.time_shown = 0
        self.play(shape.animate.rotate(1), run_time=0.5)
        self.wait(0.5)
        self.play(under.animate.stretch(0.001, 1), run_time=0.5)
        self.play(Transform(under, ImageMobject(noise(7, 9, 4)).scale_to_fit_width(30)), run_time=0.5)

    def fill(self, image):
        self.time_shown += 1
        image.pixel_array[:] = 0
        image.pixel_array[20:30, 5 * self.time_shown:5 * self.time_shown + 20] = (255, 100, 0, 200)


class Gradients(Scene):
    """Several colours along a fill and a line, of objects with and without children; sheen."""

    def construct(self):
        square = Square(2).set_fill([RED, BLUE, GREEN], 0.8).set_stroke([WHITE, YELLOW], 6)
        parent = Circle(0.5).set_fill([YELLOW, RED], 1)
        parent.add(Dot(2 * RIGHT))
        sheen = solid(Circle(), BLUE).set_sheen(0.5, UR).shift(3 * LEFT)
        self.add(square, parent, sheen)
        self.play(square.animate.rotate(1), run_time=0.5)
        self.play(parent.submobjects[0].animate.shift(2 * UP), run_time=0.5)
        self.play(sheen.animate.set_sheen_direction(DOWN), run_time=0.5)
        self.play(sheen.animate.set_color_by_gradient(RED, GREEN), square.animate.set_fill(WHITE, 0.2), run_time=0.5)


class Updaters(Scene):
    """Trackers, redrawn objects, numbers whose digits are replaced, a scene's own updater, waits that move."""

    def construct(self):
        tracker = ValueTracker(0)
        arc = always_redraw(lambda: Arc(1, 0, tracker.get_value() + 0.1).set_stroke(RED, 8))
        number = DecimalNumber(0, mob_class=Text)
        number.add_updater(lambda m: m.set_value(1000 * tracker.get_value()).to_edge(UP))
        follower = Dot().add_updater(lambda m: m.move_to(arc.get_end()))
        self.add(arc, number, follower)
        self.play(tracker.animate.set_value(2), run_time=0.8)
        turning = Line(ORIGIN, UP).add_updater(lambda m, dt: m.rotate(dt, about_point=ORIGIN))
        self.add(turning)
        self.wait(0.5)
        still = Square().shift(3 * LEFT)
        self.bring_to_back(still)
        self.add_updater(lambda dt: still.shift(dt * UP))        # which Manim doesn't show while it stands still
        self.play(tracker.animate.set_value(1), run_time=0.5)
        self.wait(0.3, frozen_frame=True)


class Zooms(MovingCameraScene):
    """A frame that moves, grows, is stretched, is a part of the scene and has a line."""

    def construct(self):
        net = VGroup(*(solid(Circle(0.2), BLUE).shift([x, y, 0]) for x in range(-5, 6) for y in range(-3, 4)))
        image = ImageMobject(noise(12, 12)).scale_to_fit_width(1.5).shift(2 * RIGHT + UP)
        self.add(net, Line(LEFT * 5, RIGHT * 5 + UP), image)
        self.camera.frame.save_state()
        self.play(self.camera.frame.animate.scale(0.4).move_to(image), run_time=0.6)
        self.play(net[3].animate.shift(UP), run_time=0.4)
        self.camera.frame.stretch(1.3, 0)
        self.play(net[4].animate.shift(UP), run_time=0.4)
        self.play(Restore(self.camera.frame), FadeOut(net), run_time=0.6)
        self.camera.frame.set_stroke(RED, 20)
        self.play(self.camera.frame.animate.scale(0.9), run_time=0.3)


class Transforms(Scene):
    """Transformed text, replaced, created, written; one after the other and overlapping."""

    def construct(self):
        one, two = Text("forward"), Text("back").shift(UP)
        self.play(Write(one), run_time=0.6)
        self.play(ReplacementTransform(one, two), run_time=0.6)
        shapes = VGroup(Square(), Triangle(), Circle()).arrange(RIGHT).shift(DOWN)
        self.play(LaggedStart(*(Create(shape) for shape in shapes), lag_ratio=0.3), run_time=0.8)
        self.play(Succession(FadeOut(shapes[0]), FadeIn(Dot()), Transform(shapes[1], shapes[2].copy())), run_time=0.9)
        self.play(AnimationGroup(FadeOut(two), shapes.animate.arrange(DOWN)), Wait(0.2))


class Lines(Scene):
    """Sharp corners, joints, ends, dashes, background strokes, arrows, lines wider than the frame is far."""

    def construct(self):
        sharp = Polygon(ORIGIN, 3 * RIGHT, 0.4 * UP + 0.1 * RIGHT).set_stroke(RED, 15)
        zigzag = VMobject().set_points_as_corners([[x, (x % 2) * 0.9, 0] for x in range(-3, 4)]).set_stroke(WHITE, 20)
        joints = VGroup(*(zigzag.copy().shift(y * UP) for y in (-2, 0, 2)))
        for line, joint, cap in zip(joints, (LineJointType.ROUND, LineJointType.BEVEL, LineJointType.MITER),
                                    (CapStyleType.ROUND, CapStyleType.SQUARE, CapStyleType.BUTT)):
            line.joint_type = joint
            line.set_cap_style(cap)
        text = Text("words").set_stroke(GREEN, 12, background=True)
        self.add(joints, sharp, DashedLine(3 * LEFT, 3 * RIGHT + UP), text)
        self.play(sharp.animate.rotate(0.7), run_time=0.5)
        self.play(joints.animate.scale(0.8), run_time=0.5)
        self.play(text.animate.shift(UP), Rotate(Arrow(LEFT, RIGHT)), run_time=0.5)
        self.play(joints[1].animate.set_stroke(BLUE, 200), FadeOut(sharp), run_time=0.5)


class Lists(Scene):
    """Foreground, added and removed, brought to the front, groups empty, huge and nested twice in the scene."""

    def construct(self):
        cells = VGroup(*(solid(Square(0.15), BLUE, 0.5) for _ in range(600))).arrange_in_grid(20, 30, 0.02)
        self.add(cells, VGroup(), Mobject(), Group())
        first = solid(Circle(), RED)
        self.add_foreground_mobjects(first)
        self.play(cells[5].animate.scale(3), run_time=0.3)
        self.bring_to_back(first)
        twice = VGroup(VGroup(cells[100], cells[200]))
        self.add(twice)
        self.play(twice.animate.shift(UP), run_time=0.3)
        self.remove(cells[7], cells[300])
        self.play(LaggedStart(*(FadeIn(Dot().shift(i * 0.3 * RIGHT)) for i in range(6))), cells[8].animate.scale(2),
                  run_time=0.5)
        self.bring_to_front(cells[50], cells[3])
        self.play(cells.animate.set_opacity(0.3), run_time=0.3)
        self.remove_foreground_mobjects(first)
        self.clear()
        self.wait(0.2)
        self.play(FadeIn(first), run_time=0.2)


class InPlace(Scene):
    """Points, colours and children changed by hand while something plays; points that are no numbers."""

    def construct(self):
        group = VGroup(*(solid(Square(0.5), c).shift(i * RIGHT) for i, c in enumerate((RED, GREEN, BLUE, YELLOW))))
        self.add(group)

        def change(mobject, alpha):
            group[0].points[:, 1] += 0.1
            group[1].fill_rgbas[0, :3] = alpha
            group[2].stroke_width = 20 * alpha
            if 0.3 < alpha < 0.6:
                group[3].points[2] = np.nan
            if alpha > 0.6:
                group[3].points = np.zeros((0, 3))
            if 0.4 < alpha < 0.8:
                mobject.submobjects = [Dot(UP * alpha), solid(Circle(0.3), RED).shift(DOWN)]
            elif alpha > 0.8:
                mobject.submobjects[0].points = mobject.submobjects[0].points[:-2]

        self.play(UpdateFromAlphaFunc(Dot(LEFT), change, rate_func=linear), run_time=1)
        self.play(group[1].animate.shift(UP), run_time=0.3)
        broken = Square().shift(2 * LEFT)
        broken.points[3] = np.inf
        self.add(broken)
        self.play(group[2].animate.shift(UP), run_time=0.3)


class Clouds(Scene):
    """What is left to Manim: clouds of points and shapes filled with an image, before and behind others."""

    def construct(self):
        cloud = PMobject().add_points(np.random.default_rng(0).normal(size=(300, 3)), color=YELLOW)
        papered = Circle(1.5).set_fill(WHITE, 1).shift(2 * LEFT)
        papered.background_image = Paper(noise(180, 320, alpha=False))
        square, dot = solid(Square(), RED, 0.7), Dot()
        self.add(square, cloud, dot)
        self.play(dot.animate.shift(RIGHT), run_time=0.3)
        self.play(square.animate.shift(RIGHT), run_time=0.3)
        self.add(papered)
        self.play(dot.animate.shift(UP), run_time=0.3)
        self.remove(cloud, papered)
        self.play(dot.animate.shift(UP), run_time=0.3)


class Paper(np.ndarray):
    """Pixels that stand for an image's file name, which Manim takes, too."""

    def __new__(cls, pixels):
        return pixels.view(cls)

    def __bool__(self):
        return True

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__


class Colours(Scene):
    """Another background in the middle of a scene."""

    def construct(self):
        self.add(solid(Square(), RED, 0.5))
        self.wait(0.2)
        self.camera.background_color = BLUE
        self.play(FadeIn(Circle()), run_time=0.3)
        self.camera.background_opacity = 0.5
        self.wait(0.2)


class LineWidths(Scene):
    """Lines that become wider and thinner all at once."""

    def construct(self):
        self.add(Square())
        for width in (0.05, 0.01):
            self.camera.cairo_line_width_multiple = width
            self.play(Create(Circle()), run_time=0.2)


class MovingBackground(Scene):
    """A background that an updater changes behind what stands still, where Manim leaves it as it was."""

    def construct(self):
        tracker = ValueTracker(0)
        self.add(Square(), keeps(self.camera, "background_color", lambda: BLUE if tracker.get_value() < 0.5 else RED))
        self.play(tracker.animate.set_value(1), run_time=0.5)
        self.play(Create(Circle()), run_time=0.5)


class BackgroundInPlace(Scene):
    """A background that is drawn into, and whose array is drawn into later."""

    def construct(self):
        own = np.full_like(self.camera.background, 100)
        tracker = ValueTracker(0)
        band = Mobject().add_updater(lambda m: self.camera.background[20:40].__setitem__(slice(int(tracker.get_value())), 200))
        self.add(band, Square())
        self.play(tracker.animate.set_value(20), run_time=0.5)
        self.camera.background = own
        self.play(Create(Circle()), run_time=0.3)
        own[:50] = 30
        self.play(Create(Triangle()), run_time=0.3)
        self.camera.background[50:] = 60
        self.wait(0.2)


class MovingLineWidths(Scene):
    """Lines that become wider and thinner behind and before what stands still, where Manim leaves them as they were."""

    def construct(self):
        tracker = ValueTracker(0.01)
        self.add(Square(), keeps(self.camera, "cairo_line_width_multiple", tracker.get_value), Circle())
        self.play(tracker.animate.set_value(0.1), run_time=0.5)
        self.play(tracker.animate.set_value(0.02), Create(Triangle()), run_time=0.5)
        self.remove(*self.mobjects[1:])
        self.play(Create(Triangle()), run_time=0.3)


class MovingView(Scene):
    """What is seen becomes smaller, without that the frame is an object of the scene."""

    def construct(self):
        tracker, image = ValueTracker(14), ImageMobject(noise(12, 12)).scale_to_fit_width(3).shift(LEFT)
        self.add(Square(), image, keeps(self.camera, "frame_width", tracker.get_value), Circle())
        self.play(tracker.animate.set_value(7), run_time=0.5)
        self.wait(0.2)


class UnsortedDepths(Scene):
    """Whether what lies deeper is drawn first is changed while nothing else is."""

    def construct(self):
        parts = [solid(Square(), c).set_z_index(z).shift(z * RIGHT / 3) for c, z in ((RED, 2), (BLUE, 0), (GREEN, 1))]
        self.add(*parts)
        self.wait(0.2)
        self.camera.use_z_index = False
        self.wait(0.2)
        tracker = ValueTracker(0)
        self.add(keeps(self.camera, "use_z_index", lambda: tracker.get_value() > 0.5), *parts)
        self.play(tracker.animate.set_value(1), run_time=0.5)
        self.play(parts[0].animate.shift(UP), run_time=0.4)


def keeps(camera, name, value):
    """An object that keeps a setting of the camera at a value; an animation would suspend the updater of its own object."""
    return Mobject().add_updater(lambda m: setattr(camera, name, value()))


SCENES = [Depths, Opacities, Pictures, Gradients, Updaters, Zooms, Transforms, Lines, Lists, InPlace, Clouds, Colours, LineWidths,
          MovingBackground, BackgroundInPlace, MovingLineWidths, MovingView, UnsortedDepths]


def compared(scene, **how):
    one, other = stock(scene), fast(scene, **how)
    return one, other, largest_differences(one, other)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_every_frame_is_the_same(scene):
    one, other, differences = compared(scene)
    assert len(differences) > 3
    assert len({frame.tobytes() for frame in one.frames}) > 3          # there is something to see
    assert differences.max() <= CLOSE
    assert (differences == 0).mean() >= SHARE


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_only_what_is_told_has_changed(scene):
    told(fast(scene))


class Space(ThreeDScene):
    """A camera that turns around solids that stand still and move."""

    def construct(self):
        self.set_camera_orientation(phi=1, theta=0.5)
        square = Square(fill_opacity=0.5)
        self.add(Cube(fill_opacity=0.5), square)
        self.play(square.animate.shift(RIGHT), run_time=0.3)
        self.move_camera(phi=0.5, run_time=0.3)


class Lens(ZoomedScene):
    """A part of the frame, seen larger."""

    def construct(self):
        dot = Dot()
        self.add(Square(), dot)
        self.activate_zooming()
        self.play(dot.animate.shift(RIGHT), run_time=0.5)


@pytest.mark.parametrize("scene, own_camera", [(Space, ThreeDCamera), (Lens, MultiCamera)])
def test_a_scene_that_needs_a_camera_of_its_own_is_drawn_by_that(scene, own_camera):
    one, other = record(scene, CairoRenderer, own_camera), fast(scene)
    assert len({frame.tobytes() for frame in one.frames}) > 3
    assert largest_differences(one, other).max() == 0


def told(drawn):
    """Asserts that frames differ only where it is told."""
    for before, after, changed in zip(drawn.frames, drawn.frames[1:], drawn.changed[1:]):
        if changed is not None:
            left = (before != after).any(axis=2)
            for x0, y0, x1, y1 in changed:
                left[y0:y1, x0:x1] = False
            assert not left.any()


@pytest.mark.parametrize("scene", [Lines, Opacities], ids=lambda scene: scene.__name__)
def test_a_rectangle_too_small_is_found(scene, monkeypatch):
    monkeypatch.setattr(camera, "regions", lambda boxes: [(x0 + 2, y0 + 2, x1 - 2, y1 - 2)
                                                          for x0, y0, x1, y1 in regions(boxes)])
    assert compared(scene)[2].max() > CLOSE


class Small(Scene):
    """A background of another size than the frame's."""

    def construct(self):
        self.camera.background = self.camera.background[::2]
        self.play(Create(Square()), run_time=0.2)


def test_a_background_of_another_size_is_refused_as_manim_does():
    said = []
    for drawn in (stock, fast):
        with pytest.raises(Exception) as error:
            drawn(Small)
        said.append((error.type, str(error.value)))
    assert said[0] == said[1]


def test_a_background_that_nobody_asks_for_is_not_compared(monkeypatch):
    compare = Mock(wraps=np.array_equal)
    monkeypatch.setattr(np, "array_equal", compare)
    fast(Lines)
    assert {array.ndim for call in compare.call_args_list for array in call.args} == {2}


class Rims(Scene):
    """Thin circles, slanting lines and lines that are wide for their bends, of which a part becomes new.

    The outlines of the wide ones lie over themselves. That is where any Cairo shows a cut; up to 1.16 those of thin
    circles do, too, since it puts a round joint between any two pieces of a curve.
    """

    def construct(self):
        circles = VGroup(*(Circle(0.34).set_stroke("#A5988B", 2.5).shift([x, y, 0])
                           for x in range(-6, 7) for y in range(-3, 4)))
        lines = VGroup(*(Line([-6, y, 0], [6, -y / 2, 0]).set_stroke(WHITE, 1.5, 0.45) for y in range(-3, 4)))
        bows = VGroup(*(Ellipse(0.05 + 0.06 * (x % 13), 0.05 + 0.1 * y).set_stroke(WHITE, 20, 0.3)
                        .shift([0.5 * x - 6.2, y - 3.5, 0]) for x in range(25) for y in range(8)))
        self.add(lines, circles, bows)
        self.play(FadeIn(solid(Square(7), BLUE, 0.5).stretch(1.7, 0)), run_time=0.2)


def strips(boxes):
    """Rectangles of few lines each, so that there are many places where the drawing is cut off."""
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return [(left, y, right, min(y + 7, bottom)) for y in range(top, bottom, 7)]


@pytest.mark.parametrize("margin, same", [(camera.MARGIN, True), (0, False)])
def test_where_cairo_cuts_off_is_not_seen(margin, same, monkeypatch):
    monkeypatch.setattr(camera, "regions", strips)
    monkeypatch.setattr(camera, "MARGIN", margin)
    size = {"pixel_width": 1920, "pixel_height": 1080}
    assert bool(largest_differences(stock(Rims, **size), fast(Rims, **size)).max() == 0) is same


def test_a_corner_that_is_left_out_is_found(monkeypatch):
    monkeypatch.setattr(paths.Paths, "corners", lambda self: np.full(self.objects, 1.0))
    assert compared(Lines)[2].max() > CLOSE


def test_an_object_that_is_kept_though_it_changed_is_found(monkeypatch):
    monkeypatch.setattr(drawlist.Look, "restyled", lambda self, other: np.zeros(len(self.leaves), bool))
    assert compared(Opacities)[2].max() > CLOSE


def test_a_rectangle_that_is_not_told_is_found(monkeypatch):
    class Silent(FastCamera):
        def draw(self, *arguments):
            super().draw(*arguments)
            self.changed = self.changed and self.changed[1:]

    with pytest.raises(AssertionError):
        told(fast(Lines, Silent))


@pytest.mark.parametrize("scene", [Lines, InPlace, Transforms], ids=lambda scene: scene.__name__)
def test_without_the_library_curves_are_handed_over_one_by_one(scene, monkeypatch):
    for module in (camera, drawlist):
        monkeypatch.setattr(module, "maker", paths.OneByOne)
    assert compared(scene)[2].max() == 0


def test_the_library_is_reached_here():
    assert isinstance(paths.maker(), paths.Bulk)


def test_rectangles_hold_all_boxes_and_never_lie_over_each_other():
    random = np.random.default_rng(1)
    for count in (1, 2, 30, 500):
        corners = random.integers(0, 1900, (count, 2))
        boxes = np.concatenate([corners, corners + random.integers(1, 60, (count, 2))], axis=1)
        found = regions(boxes)
        assert len(found) <= MOST
        owners = np.zeros((2000, 2000), int)
        for x0, y0, x1, y1 in found:
            owners[y0:y1, x0:x1] += 1
        assert owners.max() == 1
        assert all(owners[y0:y1, x0:x1].all() for x0, y0, x1, y1 in boxes)


def test_a_writer_that_is_not_told_gets_frames_of_its_own():
    class Plain(Keeper):
        def write_frame(self, pixels, *, repeat=1):
            given.append(pixels)

    given = []
    with manim.tempconfig(SMALL):
        Pausing(renderer=FastRenderer(Plain)).render()
    assert all(frame is not other for frame, other in zip(given[:3], given[1:3]))
    assert given[-1] is given[-2]                  # nothing has changed
    expected = stock(Pausing)
    assert all(np.array_equal(one, other) for one, other in zip(given, expected.frames))


class Pausing(Scene):
    """Moves, then stands still though it isn't frozen."""

    def construct(self):
        square = solid(Square(), RED)
        self.play(square.animate.shift(UP), run_time=0.3)
        self.wait(0.3, frozen_frame=False)


def last_picture(scene, renderer):
    with manim.tempconfig(SMALL):
        drawn = scene(renderer=renderer(Keeper))
        drawn.render()
        return drawn.camera.pixel_array


def test_a_scene_that_never_plays_is_drawn_once():
    class Silent(Scene):
        def construct(self):
            self.add(solid(Square(), RED, 0.5), Circle())

    assert np.array_equal(*(last_picture(Silent, renderer) for renderer in (FastRenderer, CairoRenderer)))


def test_the_example_of_the_package_runs():
    example = scenes.fast.__doc__.split("\n\n", 1)[1].split("\nManim draws")[0]
    names = {}
    exec(textwrap.dedent(example), names)
    with manim.tempconfig(SMALL):
        scene = names["Growing"]()
        scene.render()
    assert isinstance(scene.renderer, FastRenderer) and scene.renderer.num_plays == 1
