"""A scene for each kind of thing that Manim draws or moves."""

import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from manim import (BLUE, DEGREES, DOWN, GREEN, LEFT, ORIGIN, PI, RED, RIGHT, UL, UP, WHITE, YELLOW,
                   AddTextLetterByLetter, AnimatedBoundary, AnimationGroup, ApplyComplexFunction, ApplyMatrix,
                   ApplyMethod, ApplyPointwiseFunction, ApplyWave, Arc, ArrowVectorField, Axes, BarChart, Blink, Brace,
                   Broadcast, ChangeDecimalToValue, ChangeSpeed, Circle, Circumscribe, ClockwiseTransform, Code,
                   CounterclockwiseTransform, Create, Cube, Cutout, CyclicReplace, DashedVMobject, DecimalNumber,
                   Difference, Dot, DrawBorderThenFill, Exclusion, FadeIn, FadeOut, FadeToColor, FadeTransform,
                   FadeTransformPieces, Flash, FocusOn, Graph, Group, GrowFromCenter, Homotopy, ImageMobject, Indicate,
                   Integer, Intersection, LaggedStart, LaggedStartMap, Line, LinearTransformationScene,
                   MaintainPositionRelativeTo, MarkupText, Mobject, MoveAlongPath, MovingCamera, MovingCameraScene, MultiCamera,
                   NumberLine, NumberPlane, PMobject, Paragraph, PhaseFlow, PointCloudDot, PolarPlane, RegularPolygon,
                   ReplacementTransform, Restore, Rotate, Rotating, SVGMobject, ScaleInPlace, Scene, ShowPassingFlash,
                   ShrinkToCenter, Sphere, SpinInFromNothing, Square, StreamLines, Succession, Table, Text, ThreeDAxes,
                   ThreeDCamera, ThreeDScene, TracedPath, Transform, TransformFromCopy, TransformMatchingShapes,
                   Triangle, Typst, Uncreate, Union, Unwrite, UpdateFromFunc, VGroup, ValueTracker, VectorScene, Wait,
                   Wiggle, Write, ZoomedScene, always_redraw, interpolate_color, there_and_back,
                   turn_animation_into_updater)
from PIL import Image


def setting(camera, name, start):
    """A tracker, and an object that keeps a setting of the camera at its value."""
    t = ValueTracker(start)
    return t, Mobject().add_updater(lambda m: setattr(camera, name, t.get_value()))


class Space(ThreeDScene):
    stock_camera = ThreeDCamera

    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=30 * DEGREES)
        self.add(ThreeDAxes(), Cube(fill_opacity=0.5))
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(0.2)
        self.stop_ambient_camera_rotation()
        self.move_camera(phi=30 * DEGREES, run_time=0.2)
        label = Text("fixed").to_corner(UL)
        self.add_fixed_in_frame_mobjects(label)
        self.play(Create(Sphere(resolution=(4, 4))), run_time=0.2)


class Lens(ZoomedScene):
    stock_camera = MultiCamera

    def construct(self):
        self.add(Square(), dot := Dot(color=RED))
        self.activate_zooming(animate=False)
        self.play(self.zoomed_camera.frame.animate.shift(RIGHT), dot.animate.shift(UP), run_time=0.2)


class Follow(MovingCameraScene):
    def construct(self):
        dot = Dot()
        self.add(NumberPlane(), dot)
        self.camera.frame.add_updater(lambda frame: frame.move_to(dot))
        self.play(dot.animate.shift(2 * RIGHT), run_time=0.3)
        self.play(self.camera.frame.animate.set(width=5).rotate(0.2), run_time=0.2)


class Linear(LinearTransformationScene):
    def construct(self):
        self.apply_matrix([[1, 1], [0, 1]], run_time=0.3)


class Vectors(VectorScene):
    def construct(self):
        self.add_plane()
        self.add_vector([2, 1])


class Traced(Scene):
    def construct(self):
        dot = Dot(LEFT)
        self.add(TracedPath(dot.get_center, dissipating_time=0.2, stroke_opacity=[0, 1]), TracedPath(dot.get_center), dot)
        self.play(Rotating(dot, angle=2, about_point=ORIGIN), run_time=0.4)


class Redrawn(Scene):
    def construct(self):
        t = ValueTracker(0.1)
        self.add(always_redraw(lambda: Arc(1, 0, t.get_value(), color=[RED, BLUE])),
                 always_redraw(lambda: Brace(Line(ORIGIN, t.get_value() * RIGHT))))
        self.play(t.animate.set_value(3), run_time=0.4)


class Gradient(Scene):
    def construct(self):
        text = Text("gradient", gradient=(RED, BLUE))
        square = Square(fill_opacity=1).set_color([RED, GREEN, BLUE]).set_stroke(WHITE, 20, background=True)
        self.add(square, text)
        self.play(square.animate.set_color_by_gradient(YELLOW, RED), text.animate.rotate(1), run_time=0.3)


class Pixels(Scene):
    def construct(self):
        image = ImageMobject(np.uint8(np.arange(400).reshape(20, 20) % 256)).scale(5)
        self.add(Square(4, fill_opacity=0.4), image)
        self.play(FadeOut(image, shift=UP), run_time=0.2)
        image.invert()
        self.play(FadeIn(image, scale=2), image.animate.set_opacity(0.3), run_time=0.2)


class Drawing(Scene):
    def construct(self):
        with tempfile.NamedTemporaryFile("w", suffix=".svg") as file:
            file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1 L8 1 Q8 8 1 8 Z" fill="#f80"/>'
                       '<circle cx="4" cy="4" r="2" fill="blue" stroke="white"/></svg>')
            file.flush()
            drawing = SVGMobject(file.name)
        self.play(DrawBorderThenFill(drawing), run_time=0.3)
        self.play(Indicate(drawing), run_time=0.2)


class Words(Scene):
    def construct(self):
        words = VGroup(Text("Text", t2c={"e": RED}), MarkupText("<b>Mark</b> <span foreground='blue'>up</span>"),
                       Paragraph("two", "lines")).arrange(DOWN)
        self.play(Write(words[0]), AddTextLetterByLetter(words[1].copy().shift(2 * DOWN), time_per_char=0.02), run_time=0.4)
        self.play(Unwrite(words[0]), FadeIn(words[1:]), run_time=0.3)
        self.play(TransformMatchingShapes(words[1], Text("up mark")), run_time=0.2)


class Typeset(Scene):
    def construct(self):
        self.play(Write(Typst("$ x^2 + integral $")), run_time=0.3)


class Sections(Scene):
    def construct(self):
        self.next_section("one")
        self.play(Create(Circle()), run_time=0.2)
        self.next_section("two", skip_animations=True)
        self.play(Create(Square()), run_time=0.2)
        self.next_section("three")
        self.play(FadeIn(Dot(UP)), run_time=0.2)


class Stops(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: m.shift(dt * RIGHT * 3))
        self.add(dot)
        self.wait_until(lambda: dot.get_x() > 0.5, max_time=1)
        self.wait(0.3, stop_condition=lambda: dot.get_x() > 1)
        dot.suspend_updating()
        self.pause(0.1)
        dot.clear_updaters()
        self.wait(0.2)


class Background(Scene):
    def construct(self):
        self.add(Square(fill_opacity=0.5))
        self.camera.background_color = BLUE
        self.wait(0.1)
        self.play(Create(Circle()), run_time=0.2)
        self.camera.background_color = RED
        self.play(FadeIn(Dot()), run_time=0.2)


class MovingBackground(Scene):
    def construct(self):
        t = ValueTracker(0)
        colour = Mobject().add_updater(lambda m: self.colour(interpolate_color(RED, BLUE, t.get_value())))
        self.add(colour, Square())
        self.play(t.animate.set_value(1), run_time=0.4)
        self.wait(0.2)

    def colour(self, colour):
        self.camera.background_color = colour


class MovingOpacity(Scene):
    def construct(self):
        t, setter = setting(self.camera, "background_opacity", 0)
        self.add(setter, Square())
        self.play(t.animate.set_value(1), Create(Dot()), run_time=0.4)


class StillBackground(Scene):
    def construct(self):
        t = ValueTracker(0)
        colour = Mobject().add_updater(lambda m: self.colour(interpolate_color(RED, BLUE, t.get_value())))
        self.add(Square(), colour)
        self.play(t.animate.set_value(1), run_time=0.4)
        self.play(Create(Circle()), run_time=0.2)

    def colour(self, colour):
        self.camera.background_color = colour


class LineWidths(Scene):
    def construct(self):
        self.camera.cairo_line_width_multiple = 0.05
        self.add(Square())
        self.play(Create(Circle()), run_time=0.2)
        self.camera.cairo_line_width_multiple = 0.01
        self.play(Create(Triangle()), run_time=0.2)


class Foreground(Scene):
    def construct(self):
        self.add_foreground_mobject(Square(fill_opacity=1, color=RED))
        self.play(FadeIn(Circle(fill_opacity=1)), run_time=0.2)
        self.play(self.foreground_mobjects[0].animate.shift(UP), run_time=0.2)


class Depth(Scene):
    def construct(self):
        parts = [Square(fill_opacity=1, color=c, z_index=z).shift(z * RIGHT / 3) for c, z in ((RED, 2), (BLUE, 0), (GREEN, 1))]
        self.add(*parts)
        self.play(parts[1].animate.set_z_index(5), run_time=0.2)
        self.play(parts[0].animate.shift(RIGHT), run_time=0.2)


class Chains(Scene):
    def construct(self):
        square = Square()
        self.play(square.animate(run_time=0.3, rate_func=there_and_back).shift(UP).rotate(1).scale(0.5).set_fill(RED, 0.5))
        self.play(square.animate(path_arc=2).shift(RIGHT * 2), run_time=0.2)


class AddRemove(Scene):
    def construct(self):
        square, calls = Square(), []

        def spin(m, dt):
            calls.append(dt)
            m.rotate(dt * 5)
            if len(calls) == 4:
                m.remove_updater(spin)
                self.add(Dot(UP))

        square.add_updater(spin)
        self.add(square)
        self.play(FadeIn(Circle()), run_time=0.5)
        self.remove(square)
        self.wait(0.1)


class Lagged(Scene):
    def construct(self):
        dots = VGroup(*(Dot(i * RIGHT / 2) for i in range(5)))
        self.play(LaggedStart(*(GrowFromCenter(d) for d in dots), lag_ratio=0.2), run_time=0.3)
        self.play(LaggedStartMap(FadeOut, dots, shift=UP), run_time=0.3)


class Successive(Scene):
    def construct(self):
        square = Square()
        self.play(Succession(Create(square), square.animate.shift(UP), Uncreate(square), run_time=0.6))
        self.play(AnimationGroup(FadeIn(Dot()), Wait(0.1), Succession(FadeIn(Circle()), run_time=0.2)))


class Transforms(Scene):
    def construct(self):
        a = Square()
        self.add(a)
        for kind in (Transform, ReplacementTransform, ClockwiseTransform, CounterclockwiseTransform, FadeTransform,
                     FadeTransformPieces, TransformFromCopy):
            b = RegularPolygon(5, fill_opacity=0.5, color=GREEN).shift(RIGHT)
            self.play(kind(a, b), run_time=0.15)
            a = b
        self.play(CyclicReplace(a, Dot(UP), Dot(LEFT)), run_time=0.2)
        a.save_state()
        a.shift(UP)
        self.play(Restore(a), run_time=0.2)
        self.play(ScaleInPlace(a, 2), ShrinkToCenter(Circle()), run_time=0.2)


class Tables(Scene):
    def construct(self):
        table = Table([["1", "2"], ["3", "4"]]).scale(0.5)
        self.play(table.create(), run_time=0.4)
        table.add_highlighted_cell((1, 1))
        self.play(table.get_entries((2, 2)).animate.set_color(RED), run_time=0.2)


class Listings(Scene):
    def construct(self):
        code = Code(code_string="def f(x):\n    return x\n", language="python")
        self.play(FadeIn(code), run_time=0.2)
        self.play(code.animate.scale(0.5), run_time=0.2)


class Plots(Scene):
    def construct(self):
        axes = Axes((-3, 3), (-2, 2), tips=True)
        graph = axes.plot(np.sin, color=YELLOW)
        area = axes.get_area(graph, (0, 2), color=(BLUE, GREEN))
        self.play(Create(axes), run_time=0.2)
        self.play(Create(graph), FadeIn(area), run_time=0.3)
        self.play(Create(axes.get_riemann_rectangles(graph, (0, 2), 0.3)), run_time=0.2)
        self.play(axes.animate.shift(UP), run_time=0.2)


class Lines(Scene):
    def construct(self):
        line = NumberLine((0, 5))
        polar = PolarPlane(size=3)
        self.add(line, polar)
        t = ValueTracker(0)
        pointer = always_redraw(lambda: Triangle().scale(0.1).next_to(line.n2p(t.get_value()), UP))
        self.add(pointer)
        self.play(t.animate.set_value(4), run_time=0.3)


class Charts(Scene):
    def construct(self):
        chart = BarChart([1, 2, 3], y_axis_config={"include_numbers": False})
        self.add(chart)
        self.play(chart.animate.change_bar_values([3, 1, 2]), run_time=0.3)


class Fields(Scene):
    def construct(self):
        self.add(ArrowVectorField(lambda p: np.array([p[1], -p[0], 0]) / 3, x_range=[-3, 3, 1], y_range=[-2, 2, 1]))
        dot = Dot(RIGHT)
        dot.add_updater(ArrowVectorField(lambda p: UP).get_nudge_updater())
        self.add(dot)
        self.wait(0.3)


class Streams(Scene):
    def construct(self):
        lines = StreamLines(lambda p: RIGHT, x_range=[-2, 2, 1], y_range=[-1, 1, 1], virtual_time=1, padding=1)
        self.add(lines)
        lines.start_animation(warm_up=False, flow_speed=2)
        self.wait(0.3)


class Booleans(Scene):
    def construct(self):
        a, b = Square(fill_opacity=0.5), Circle(fill_opacity=0.5).shift(RIGHT)
        for kind in (Union, Intersection, Difference, Exclusion):
            self.play(FadeIn(kind(a, b, color=GREEN, fill_opacity=0.5)), run_time=0.15)
        self.play(Create(Cutout(Square(), Circle(radius=0.5), fill_opacity=1)), run_time=0.2)


class Strokes(Scene):
    def construct(self):
        square = Square(stroke_width=30)
        self.play(square.animate.set_stroke(RED, 2, 0.3), run_time=0.2)
        self.play(square.animate.set_opacity(0.2).set_fill(BLUE, 1), ShowPassingFlash(Circle()), run_time=0.2)
        self.play(Create(DashedVMobject(Circle())), run_time=0.2)


class Spinning(Scene):
    def construct(self):
        square = Square()
        self.play(Rotate(square, PI / 2), run_time=0.2)
        self.play(Rotating(square, about_point=RIGHT), run_time=0.3)
        self.play(SpinInFromNothing(Triangle()), run_time=0.2)


class Along(Scene):
    def construct(self):
        self.play(MoveAlongPath(Dot(), Circle()), run_time=0.3)


class Applied(Scene):
    def construct(self):
        square = Square()
        self.play(ApplyMethod(square.shift, UP), run_time=0.2)
        self.play(ApplyPointwiseFunction(lambda p: p + 0.3 * np.sin(p[1]) * RIGHT, square), run_time=0.2)
        self.play(ApplyMatrix([[1, 1], [0, 1]], square), ApplyComplexFunction(lambda z: z * 1j, Dot(RIGHT)), run_time=0.2)
        self.play(square.animate.apply_function(lambda p: p * 0.5), FadeToColor(Circle(), RED), run_time=0.2)


class Homotopies(Scene):
    def construct(self):
        self.play(Homotopy(lambda x, y, z, t: (x + t * np.sin(y), y, z), Square()), run_time=0.2)
        self.play(PhaseFlow(lambda p: np.array([-p[1], p[0], 0]), Square()), run_time=0.2)
        self.play(ApplyWave(Text("wave")), run_time=0.2)


class Emphasis(Scene):
    def construct(self):
        square = Square()
        self.add(square)
        for kind in (Flash, Circumscribe, Wiggle, FocusOn, Indicate, Blink):
            self.play(kind(square), run_time=0.2)
        self.play(Broadcast(Circle(1)), run_time=0.3)


class Numbers(Scene):
    def construct(self):
        number, whole = DecimalNumber(0, mob_class=Text), Integer(3, mob_class=Text).shift(UP)
        self.add(number, whole)
        self.play(ChangeDecimalToValue(number, 9), whole.animate.set_value(7), run_time=0.3)


class Graphs(Scene):
    def construct(self):
        graph = Graph([1, 2, 3], [(1, 2), (2, 3)], layout="circular")
        self.add(graph)
        self.play(graph[1].animate.shift(UP), run_time=0.2)
        self.play(graph.animate.add_vertices(4, positions={4: RIGHT * 3}), run_time=0.2)


class Clouds(Scene):
    def construct(self):
        cloud = PMobject().add_points(np.random.default_rng(0).normal(size=(200, 3)), color=YELLOW)
        self.add(cloud, Square(fill_opacity=0.5))
        self.play(cloud.animate.shift(UP), run_time=0.2)
        self.play(FadeIn(PointCloudDot()), run_time=0.2)


class Boundary(Scene):
    def construct(self):
        self.add(AnimatedBoundary(Square(), cycle_rate=3))
        self.wait(0.3)


class Inserted(Scene):
    def construct(self):
        group = VGroup(Square(), Circle())
        self.add(group)
        self.play(FadeIn(Dot()), run_time=0.1)
        group.add(Triangle())
        self.replace(group, VGroup(Dot(), Dot(UP)))
        self.play(self.mobjects[0].animate.shift(UP), run_time=0.2)
        self.clear()
        self.wait(0.1)


class Functions(Scene):
    def construct(self):
        square = Square()
        self.play(UpdateFromFunc(square, lambda m: m.rotate(0.1)), run_time=0.2)
        self.play(MaintainPositionRelativeTo(Dot(), square), square.animate.shift(UP), run_time=0.2)
        self.play(Create(Circle()), run_time=0.2)
        circle = Circle()
        turn_animation_into_updater(FadeIn(circle, run_time=0.3))
        self.add(circle)
        self.wait(0.3)


class Speeds(Scene):
    def construct(self):
        self.play(ChangeSpeed(AnimationGroup(Create(Square()), run_time=0.4), {0.3: 0.5, 1: 2}))

def painting(seed=0):
    """Pixels of an image with an edge in each direction."""
    pixels = np.random.default_rng(seed).integers(0, 256, (6, 8, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    return pixels


@contextmanager
def painted(height, width):
    """The path of an image file of so many pixels."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "painting.png"
        Image.fromarray(painting()).resize((width, height), Image.Resampling.NEAREST).save(path)
        yield str(path)


class Wallpaper(Scene):
    def construct(self):
        square, camera = Square(fill_opacity=0.5), self.camera
        self.add(square)
        self.wait(0.2)
        with painted(camera.pixel_height, camera.pixel_width) as path:
            camera.background_image = path
            camera.init_background()
            self.play(square.animate.shift(UP), run_time=0.2)
            self.wait(0.2)
            camera.background_color = RED      # which makes it anew, from the image
            self.play(Create(Circle()), run_time=0.2)
        camera.background_image = None
        camera.init_background()
        self.play(FadeOut(square), run_time=0.2)


class SmallWallpaper(Scene):
    def construct(self):
        with painted(self.camera.pixel_height // 2, self.camera.pixel_width // 2) as path:
            self.camera.background_image = path
            self.camera.init_background()
            self.play(Create(Square()), run_time=0.2)


class LargeWallpaper(Scene):
    def construct(self):
        with painted(self.camera.pixel_height * 2, self.camera.pixel_width * 2) as path:
            self.camera.background_image = path
            self.camera.init_background()
            self.play(Create(Square()), run_time=0.2)


class BackgroundFromFunction(Scene):
    def construct(self):
        self.add(Square())
        height, width = self.camera.pixel_height, self.camera.pixel_width
        shades = np.linspace(0, 255, width, dtype=np.uint8)
        self.camera.set_background(np.broadcast_to(shades[None, :, None], (height, width, 4)))
        self.play(Create(Circle()), run_time=0.2)
        self.camera.background[::3] = 0      # in place
        self.play(FadeIn(Dot()), run_time=0.2)
        self.camera.set_background(np.full((height, width, 4), 0.4), convert_from_floats=True)
        self.wait(0.2)


class BackgroundInPlace(Scene):
    def construct(self):
        def draw(m):
            self.camera.background[20:40, int(t.get_value()):int(t.get_value()) + 30] = 200

        t = ValueTracker(0)
        self.add(Mobject().add_updater(draw), Square())
        self.play(t.animate.set_value(300), run_time=0.4)
        self.wait(0.2)


class ImageBehind(Scene):
    def construct(self):
        image = ImageMobject(painting()).scale_to_fit_width(16).set_z_index(-1)
        square = Square(fill_opacity=0.5)
        self.add(square, image)
        self.play(square.animate.rotate(1), run_time=0.3)
        self.play(image.animate.set_opacity(0.4), run_time=0.2)
        self.play(FadeTransform(image, ImageMobject(painting(1)).scale_to_fit_width(16).set_z_index(-1)), run_time=0.3)


class ForegroundChanges(Scene):
    def construct(self):
        front = Square(fill_opacity=0.8, color=RED)
        group = VGroup(Circle(), Dot())
        self.add_foreground_mobjects(front, group)
        self.play(FadeIn(Square(3, fill_opacity=1)), front.animate.shift(UP), run_time=0.2)
        front.add_updater(lambda m, dt: m.shift(dt * RIGHT))
        self.play(Create(Triangle(fill_opacity=1)), group[0].animate.set_color(YELLOW), run_time=0.3)
        self.wait(0.2)
        self.remove_foreground_mobject(front)
        self.play(FadeIn(Dot(UP)), run_time=0.2)
        group.add(Square(0.5))
        self.play(Transform(group, VGroup(Square(), Dot(), Circle()).shift(LEFT)), run_time=0.2)
        group.set_z_index(-1)
        self.bring_to_back(group)
        self.play(FadeOut(group), run_time=0.2)
        self.wait(0.1)


class ForegroundOnly(Scene):
    def construct(self):
        front = Square(color=RED)
        self.foreground_mobjects.append(front)      # which is then no object of the scene
        self.play(Create(Circle()), run_time=0.2)
        front.shift(UP)
        self.wait(0.2)
        self.play(front.animate.shift(RIGHT), run_time=0.2)


class Threaded(Scene):
    def construct(self):
        square, asked, done = Square(fill_opacity=0.5), threading.Event(), threading.Event()
        self.add(square)

        def turn():
            for _ in range(1000):
                asked.wait()
                asked.clear()
                if over:
                    return
                square.rotate(0.1).set_fill(interpolate_color(RED, BLUE, square.get_width() % 1))
                done.set()

        def turned():
            asked.set()
            done.wait()
            done.clear()
            return False

        over = []
        thread = threading.Thread(target=turn)
        thread.start()
        self.wait(0.3, stop_condition=turned)
        self.add(Dot().add_updater(lambda m: turned()))
        self.wait(0.3, frozen_frame=False)
        self.play(Create(Circle()), run_time=0.3)
        over.append(True)
        asked.set()
        thread.join()
        self.wait(0.2)


class StopsByTime(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m: m.set_x(self.time))
        self.add(dot, Square())
        self.play(Create(Circle()), run_time=0.2)
        self.wait(1, stop_condition=lambda: self.time > 0.5)
        self.wait_until(lambda: self.renderer.time > 0.8, max_time=1)
        self.wait_until(lambda: self.last_t > 0.2, max_time=1)
        self.wait(0.3, stop_condition=lambda: self.renderer.num_plays > 3)


class Matching(Scene):
    def construct(self):
        one = VGroup(Square(), Circle(), Text("abc")).arrange(RIGHT)
        other = VGroup(Text("cab"), Square(), Triangle()).arrange(DOWN).shift(UP)
        self.add(one)
        self.play(TransformMatchingShapes(one, other, path_arc=1), run_time=0.3)
        self.play(TransformMatchingShapes(other, one.copy(), transform_mismatches=True), run_time=0.3)
        self.play(TransformMatchingShapes(self.mobjects[-1], other.copy(), fade_transform_mismatches=True), run_time=0.3)


class ImageGroups(Scene):
    def construct(self):
        groups = [Group(*(ImageMobject(painting(3 * i + k)).scale(5).shift(k * DOWN) for k in range(3))).shift(2 * i * RIGHT)
                  for i in range(4)]
        self.play(LaggedStart(*(FadeIn(group, shift=UP) for group in groups), lag_ratio=0.3), run_time=0.5)
        self.play(LaggedStart(*(group.animate.scale(0.7).shift(LEFT) for group in groups), lag_ratio=0.3), run_time=0.5)
        self.play(LaggedStart(*(FadeOut(group, scale=0.2) for group in groups), lag_ratio=0.3), run_time=0.5)


class BehindFill(Scene):
    def construct(self):
        group = VGroup(*(Square(fill_opacity=0.7).set_color([RED, BLUE]) for _ in range(3)), Text("behind", gradient=(RED, BLUE)))
        group.arrange(RIGHT).set_stroke([GREEN, YELLOW], 15, background=True)
        self.add(group)
        self.play(group.animate.rotate(1), run_time=0.3)
        self.play(group.animate.set_stroke(WHITE, 40, 0.5, background=True), run_time=0.3)
        self.play(group[1].animate.set_color_by_gradient(YELLOW, GREEN, BLUE), group[0].animate.set_sheen(0.6, UP), run_time=0.3)
        self.play(FadeOut(group), run_time=0.2)


class WideningBefore(Scene):
    def construct(self):
        t, setter = setting(self.camera, "cairo_line_width_multiple", 0.01)
        self.add(setter, Square(), Circle())
        self.play(t.animate.set_value(0.1), run_time=0.4)
        self.wait(0.2)
        self.play(t.animate.set_value(0.01), Create(Dot()), run_time=0.4)


class WideningBehind(Scene):
    def construct(self):
        t, setter = setting(self.camera, "cairo_line_width_multiple", 0.01)
        self.add(Square(), Circle(), setter)
        self.play(t.animate.set_value(0.1), run_time=0.4)
        self.wait(0.2)
        self.play(t.animate.set_value(0.03), Create(Triangle()), run_time=0.4)
        self.wait(0.2)


class WideningAlone(Scene):
    def construct(self):
        self.add(Square(), Circle())
        self.add_updater(lambda dt: self.widen(dt / 10))
        self.wait(0.4)
        self.play(Create(Triangle()), run_time=0.3)

    def widen(self, by):
        self.camera.cairo_line_width_multiple += by


class Skipped(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: m.shift(dt * RIGHT * 3))
        self.add(dot, Square())
        self.next_section("not drawn", skip_animations=True)
        self.play(Create(Circle()), run_time=0.3)
        self.wait(0.3)
        self.wait_until(lambda: dot.get_x() > 1, max_time=1)
        self.play(LaggedStart(*(FadeIn(Dot(i * UP)) for i in range(3))), run_time=0.3)
        self.next_section("drawn")
        self.wait(0.2)
        self.play(dot.animate.shift(UP), run_time=0.2)
        self.next_section(skip_animations=True)
        self.play(FadeOut(dot), run_time=0.3)
        self.camera.background_color = BLUE
        self.next_section()
        self.wait(0.2)


class SkippedLast(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=0.2)
        self.next_section(skip_animations=True)
        self.play(Create(Square()), run_time=0.2)


class SkippedAll(Scene):
    def construct(self):
        self.next_section(skip_animations=True)
        self.play(Create(Circle()), run_time=0.2)


class Frozen(Scene):
    def construct(self):
        dot = Dot().add_updater(lambda m, dt: m.shift(dt * RIGHT * 3))
        self.add(dot)
        self.wait(0.2, frozen_frame=True)
        dot.shift(UP)
        self.wait(0.2, frozen_frame=False)
        dot.clear_updaters()
        self.wait(0.2, frozen_frame=False)
        self.always_update_mobjects = True
        self.wait(0.2)
        self.play(Wait(0.2, frozen_frame=True), run_time=0.3)
        self.play(Wait(0.2), Wait(0.3, stop_condition=lambda: True))


class FrameSettings(MovingCameraScene):
    def construct(self):
        self.add(Square(), Circle(fill_opacity=0.5))
        self.renderer.camera.frame_width = 9
        self.wait(0.2)
        self.camera.frame_center = UP
        self.play(Create(Dot()), run_time=0.2)
        self.camera.frame_height = 12
        self.camera.resize_frame_shape(1)
        self.play(Create(Triangle()), run_time=0.2)
        self.camera.frame = Square(3)
        self.play(FadeIn(Dot(UP)), run_time=0.2)


class FrameByUpdater(Scene):
    stock_camera = MovingCamera

    def construct(self):
        t, setter = setting(self.camera, "frame_width", 14)
        self.add(Square(), ImageMobject(painting()).scale(20).shift(LEFT), setter, Circle())
        self.play(t.animate.set_value(7), run_time=0.4)
        self.wait(0.2)


class UnsortedDepth(Scene):
    def construct(self):
        parts = [Square(fill_opacity=1, color=c, z_index=z).shift(z * RIGHT / 3) for c, z in ((RED, 2), (BLUE, 0), (GREEN, 1))]
        self.add(*parts)
        self.wait(0.2)
        self.camera.use_z_index = False
        self.wait(0.2)
        self.play(parts[0].animate.shift(UP), run_time=0.2)
        t, setter = setting(self.camera, "use_z_index", 0)
        self.add(setter, *parts)
        self.play(t.animate.set_value(1), run_time=0.4)


class OtherSize(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.2)
        self.camera.reset_pixel_shape(self.camera.pixel_height // 2, self.camera.pixel_width // 2)
        self.play(Create(Circle()), run_time=0.2)


class OtherRate(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.2)
        self.camera.frame_rate = 30
        self.play(Create(Circle()), run_time=0.2)
        self.wait(0.2)


class OtherCamera(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.2)
        self.renderer.camera = MovingCamera(background_color=BLUE)
        self.play(Create(Circle()), run_time=0.2)
        self.wait(0.2)


class Captured(Scene):
    def construct(self):
        square = Square(fill_opacity=0.5)
        self.add(square)
        self.play(Create(Circle()), run_time=0.2)
        seen = ImageMobject(np.asarray(self.camera.get_image())).scale(0.3).shift(UP)
        self.add(seen)
        self.camera.capture_mobject(Dot(DOWN))      # into the pixels, which the next frame begins anew
        self.play(square.animate.shift(RIGHT), run_time=0.2)
        self.renderer.update_frame(self)
        self.add(ImageMobject(self.renderer.get_frame()).scale(0.3).shift(DOWN))
        self.wait(0.2)


class Raised(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=0.1)
        raise ValueError("of the scene itself")
