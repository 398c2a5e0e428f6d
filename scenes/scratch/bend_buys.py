"""What the bend buys, played: real images measured, the best straight line between them, ramps that add up to a ramp, and bent
ones that add up to a border which bends."""

from dataclasses import dataclass

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Circle, Create, Dot, FadeIn, FadeOut, Group, LaggedStart, Line, ReplacementTransform,
                   Transform, VGroup, smooth)

from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch.bending import Activation, Arrival, Bending, axis_names
from scenes.scratch.chapter import Chapter
from scenes.scratch.measuring import PLACE, Measured, names_of, typical
from scenes.scratch.ramps import Ramps

PLANE = (8.0, 5.6), (2.5, -0.2)            # size and place of the plane of real points
ASIDE = -4.3                               # x of what stands beside it
CORNER, CORNER_PLACE = 0.47, (-4.65, 1.15) # how small the plane is while a slice of it is looked at, and where
ASIDE_SCALE, ASIDE_PLACE = 0.8, 4.0 * LEFT           # of the image that is measured, beside the plane
DOTS = 0.13, 0.1                           # radii of what marks a place of the slice, on its axis and in the plane
SHARES = 1.2, -1.6                         # y of what is right without the bend, and with it


class BendBuys(Chapter):
    """The part of the chapter on the sigmoid that says why it bends."""

    def what_it_buys(self, shape: Activation) -> None:
        """From an activation, as large as the frame, to a border that bends."""
        bending, plane, axes, legend, example = self.real_points(shape)
        share = self.straight(bending, plane, example)
        ends = self.ends(bending, plane)
        looked = self.ramps_add_up(bending, plane, axes, legend, share)
        self.both_measures(bending, looked, self.bent(looked), ends)

    def real_points(self, shape: Activation) -> tuple[Bending, Plane, VGroup, VGroup, Measured]:
        """A test image is measured in two ways, which give it a place; then another one, and all; with the names of both
        measures, what the marks mean, and the other image, which stays beside the plane."""
        bending = Bending(self.experiments)
        plane = self.plane_of(bending)
        one, other = (Measured(bending, typical(bending, which)) for which in (0, 1))
        names, ends = names_of(one, *(self.screen(key) for key in ("first", "second"))), self.ends(bending, plane)
        with self.say("points", pause=0.3) as line:
            self.play(FadeOut(shape), run_time=0.3)
            self.play(FadeIn(one.digit), run_time=0.5)
            for mark, measure in (("second", 1), ("first", 0)):
                line.wait_for(mark)
                self.play(Create(one.marks[measure]), FadeIn(names[measure]), run_time=0.7)
        with self.say("another", pause=0.3) as line:
            other.scale(ASIDE_SCALE, about_point=PLACE).shift(ASIDE_PLACE)
            self.play(FadeOut(names), run_time=0.2)
            self.play(one.animate.scale(ASIDE_SCALE, about_point=PLACE).shift(ASIDE_PLACE), run_time=0.6)
            self.play(FadeIn(plane.show(seen=0), ends), run_time=0.3)
            there = self.to_its_place(one, plane, 1.0)
            line.wait_for("other")
            self.remove(one.digit, *one.marks)
            self.add(other)
            there.add(*self.to_its_place(other, plane, 0.8))
            line.wait_for("crowd")
            legend = self.crowd(bending, plane, there)
        return bending, plane, ends, legend, other

    def ends(self, bending: Bending, plane: Plane) -> VGroup:
        """The names of both measures along the plane, and from where to where they go."""
        return axis_names(bending, plane, *(self.screen(key) for key in ("first", "second")))

    def to_its_place(self, measured: Measured, plane: Plane, run_time: float) -> Group:
        """Both measures go from the image to the edges of the plane; where they meet, the image stands, small."""
        guides, small, there = measured.guides(plane), measured.digit.copy(), plane.point(*measured.value)
        self.play(*(Create(guide) for guide in guides), run_time=0.5 * run_time)
        self.play(small.animate.set(width=0.5).move_to(there), run_time=0.35 * run_time)
        self.play(FadeOut(guides), run_time=0.15 * run_time)
        return Group(small)

    def crowd(self, bending: Bending, plane: Plane, leaving: Group) -> VGroup:
        """All test images come to their places, and become points. Returns what their marks mean."""
        arrival, legend = Arrival(bending, plane), bending.legend(plane, self.digits.meta["classes"])
        self.play(FadeOut(leaving), run_time=0.25)
        self.play(PlayThrough([arrival], arrival.show, 0, 0.999), run_time=1.2)
        self.play(PlayThrough([arrival], arrival.show, 1, 2), FadeIn(legend), run_time=0.6)
        self.remove(arrival)
        self.add(plane)
        return legend

    def straight(self, bending: Bending, plane: Plane, leaving: Measured) -> VGroup:
        """Without the bend a border is straight; the best of all straight lines. Returns the share that is right with it."""
        share = self.share("without", SHARES[0], "bend", "best_line")

        def draw(judge=0.0, line=1.0):
            plane.show(bending.best_line, judge=judge, line=line, ground=line)

        with self.say("straight", pause=0.4) as line:
            self.hold(line.at("line") - line.elapsed - 0.25)
            self.play(FadeOut(leaving.digit, leaving.marks), run_time=0.25)
            self.play(PlayThrough([plane], lambda s: draw(line=s), 0, 1), FadeIn(share[0]), run_time=0.7)
            line.wait_for("best")
            self.play(PlayThrough([plane], lambda s: draw(judge=s), 0, 1), FadeIn(share[1:]), run_time=0.7)
        return share

    # --- along a slice -----------------------------------------------------------------------------

    def ramps_add_up(self, bending: Bending, plane: Plane, axes: VGroup, legend: VGroup, leaving: VGroup) -> "Slice":
        """Why it is straight: along a slice through the plane, what a hidden neuron of the net without the bend adds is a ramp,
        and two ramps are a ramp again. The plane stays in its corner; a dot in it goes along with the one on the axis."""
        ramps = Ramps(bending, plane, self.screen)
        cut, marks = ramps.cut(plane)
        rings = ramps.rings(plane)
        Group(cut, rings).set_z_index(1)
        self.play(PlayThrough([plane], lambda s: plane.show(bending.best_line, judge=1 - s), 0, 1), Create(cut), run_time=0.6)
        self.play(FadeIn(rings, scale=2), run_time=0.4)
        with self.say("ramps", pause=1.0) as line:
            self.hold(line.at("slice") - line.elapsed)
            self.play(FadeIn(marks, rate_func=LATE), FadeOut(leaving, rings, rate_func=SOON), PlayThrough(
                [plane], lambda s: plane.show(bending.best_line, line=1 - s, ground=1 - s), 0, 1), run_time=0.4)
            small = self.to_the_corner(plane, axes, Group(cut, marks))
            over = legend.copy()
            self.play(ReplacementTransform(cut.copy(), ramps.axis[0]), ReplacementTransform(marks, ramps.marks),
                      FadeIn(ramps.axis[1], small), Transform(legend, ramps.classes(legend)), run_time=0.7)
            looked = Slice(ramps, plane, cut.set_stroke(width=4), small, VGroup(legend, over))
            self.ramp(looked, 0, 0.9)
            line.wait_for("second")
            self.ramp(looked, 1, 0.7)
            line.wait_for("add")
            self.height_on_height(ramps)
            self.add(ramps)
        self.no_more_than_one(looked)
        return looked

    def to_the_corner(self, plane: Plane, axes: VGroup, on_it: Group) -> VGroup:
        """The plane becomes small, with the slice that lies in it. Returns the names of its measures there."""
        whole = Group(plane, *on_it)
        on_it.set_z_index(1)
        self.play(FadeOut(axes, run_time=0.2), whole.animate.scale(CORNER, about_point=plane.get_center())
                  .shift(np.array([*CORNER_PLACE, 0]) - plane.get_center()), run_time=0.6)
        first, second = (words(self.screen(key), LABEL, role("quiet")) for key in ("first", "second"))
        return VGroup(first.next_to(plane.frame, DOWN, buff=0.12),
                      second.next_to(plane.frame, UP, buff=0.12).align_to(plane.frame, LEFT))

    def ramp(self, looked: "Slice", k: int, run_time: float) -> None:
        """What a hidden neuron adds, from one end of the slice to the other."""
        ramps, dots = looked.ramps, looked.dots(0)

        def go(s):
            ramps.grow(k, s)
            looked.stand(dots, s)
        go(0)
        self.add(ramps.lines[k], dots)
        self.play(FadeIn(ramps.names[k]), PlayThrough([ramps.lines[k], dots], go, 0, 1, rate_func=smooth), run_time=run_time)
        self.play(FadeOut(dots), FadeIn(ramps.tags[k]), run_time=0.25)

    def height_on_height(self, ramps: Ramps) -> None:
        """At some places the heights are put on each other, with the bias; through their tops goes the sum."""
        built = ramps.built()
        self.play(LaggedStart(*(LaggedStart(*map(Create, column), lag_ratio=0.8) for column in built), lag_ratio=0.12),
                  FadeIn(ramps.names[2]), run_time=1.2)
        self.play(Create(ramps.lines[2]), run_time=0.6)
        self.play(FadeOut(built), FadeIn(ramps.field), run_time=0.4)

    def no_more_than_one(self, looked: "Slice") -> None:
        """The sum is nought at one place, which in the plane is on a straight border."""
        with self.say("one_layer", pause=0.5) as line:
            meets = looked.meets()
            self.play(FadeIn(meets), looked.border(0, 0, 1), run_time=0.6)
            self.drift(line.left)
        self.play(FadeOut(meets), looked.border(0, 1, 0), run_time=0.3)

    def bent(self, looked: "Slice") -> VGroup:
        """The ramps bend, and their sum becomes a bump. Returns the dots where its borders are."""
        ramps = looked.ramps
        with self.say("curl", pause=1.0) as line:
            line.wait_for("bend")
            self.play(PlayThrough([ramps], ramps.show, 0, 2, rate_func=smooth), run_time=max(line.until("two"), 3.0))
            self.play(FadeIn(meets := looked.meets()), looked.border(2, 0, 1), run_time=0.6)
            self.drift(line.left)
        return meets

    # --- over both measures ------------------------------------------------------------------------

    def both_measures(self, bending: Bending, looked: "Slice", meets: VGroup, ends: VGroup) -> None:
        """The plane comes from its corner, with both borders; two more neurons shape them."""
        plane, ramps = looked.plane, looked.ramps
        before = self.share("without", SHARES[0], "bend", "best_line")
        share = self.share("with", SHARES[1], "curve", "test_accuracy")

        def shaped(done, judge=0.0):
            plane.show(bending.says(2, bending.so_many(2 + done)), judge=judge)

        with self.say("whole") as line:
            self.play(FadeOut(ramps, meets, looked.small, looked.cut), run_time=0.3)
            self.play(plane.animate.scale(1 / CORNER).move_to([*PLANE[1], 0]), Transform(*looked.classes), run_time=0.9)
            self.play(FadeIn(ends), run_time=0.3)
            line.wait_for("shape")
            self.play(PlayThrough([plane], shaped, 0, 2, rate_func=smooth), run_time=max(line.until("figure"), 1.8))
            self.play(PlayThrough([plane], lambda s: shaped(2, s), 0, 1), FadeIn(before, share), run_time=0.7)
            self.drift(line.left + 1.2)
        self.play(FadeOut(plane, share, before, looked.classes[0], ends), run_time=0.3)

    def plane_of(self, bending: Bending) -> Plane:
        """The plane of real points, in its place."""
        return bending.plane(*PLANE[0]).move_to([*PLANE[1], 0])

    def share(self, name: str, y: float, group: str, key: str) -> VGroup:
        """What a net of the two measures, or a line between the points, gets right: its name, and how much it is."""
        right = Number(100 * float(self.experiments[group][key]), 0, unit="%", size=1.0, color=role("target"),
                       source=f"experiments:{group}.{key}*100")
        wrong = VGroup(Circle(0.11, stroke_color=role("error"), stroke_width=3), words(self.screen("wrong"), BODY, role("error")))
        number = in_line(right, words(self.screen("right"), BODY, role("target")), buff=0.25)
        rows = VGroup(words(self.screen(name), BODY), number, wrong.arrange(RIGHT, buff=0.2))
        return rows.arrange(DOWN, buff=0.25).move_to([ASIDE, y, 0])


@dataclass
class Slice:
    """A slice that is looked at: the ramps over it, and the plane in its corner with the slice in it, the names of the measures,
    and those of the classes, where they are and where they belong over the plane."""

    ramps: Ramps
    plane: Plane
    cut: Line
    small: VGroup
    classes: VGroup

    def dots(self, share: float) -> VGroup:
        """One place of the slice, on the axis and in the plane."""
        return self.stand(VGroup(*(Dot(radius=radius, color=role("focus")) for radius in DOTS)).set_z_index(2), share)

    def stand(self, dots: VGroup, share: float) -> VGroup:
        """They are at this share of the slice."""
        for dot, line in zip(dots, (self.ramps.axis[0], self.cut), strict=True):
            dot.move_to(line.get_start() + share * (line.get_end() - line.get_start()))
        return dots

    def meets(self) -> VGroup:
        """Where the sum is nought, on the axis and in the plane."""
        return VGroup(*map(self.dots, self.ramps.crossed()))

    def border(self, way: float, start: float, end: float) -> PlayThrough:
        """The border that both neurons make comes in the plane, or goes."""
        says = self.ramps.bending.says(way, self.ramps.added)
        return PlayThrough([self.plane], lambda s: self.plane.show(says, line=s, ground=s), start, end)
