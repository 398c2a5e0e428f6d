"""What the bend buys, played: real images measured, the best straight line between them, ramps that add up to a ramp, and bent
ones that add up to a border which bends."""

import numpy as np
from manim import DOWN, LEFT, Create, FadeIn, FadeOut, Group, ReplacementTransform, TransformFromCopy, VGroup, smooth

from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.text import Number
from scenes.kit.theme import role
from scenes.scratch.bending import Activation, Arrival, Bending, axis_names
from scenes.scratch.chapter import Chapter
from scenes.scratch.hill import ABOVE, SIDE, Hill
from scenes.scratch.measuring import PLACE, Measured, names_of, typical
from scenes.scratch.ramps import Ramps

PLANE = (8.0, 5.6), (2.5, -0.2)            # size and place of the plane of real points
ASIDE = -4.3                               # x of what stands beside it
ASLANT, HILL_Y = (-0.5, 0.55, 1.2), -0.2   # from where the hill is seen, and y of its middle
SMALL, MORE = 0.3, ([4.4, 1.5, 0], [-4.4, -2.5, 0])      # of the surface of one neuron, and where it is seen beside the hill
AROUND = 0.22                              # radians by which the hill turns meanwhile
ASIDE_SCALE, ASIDE_PLACE = 0.8, 4.0 * LEFT           # of the image that is measured, beside the plane


class BendBuys(Chapter):
    """The part of the chapter on the sigmoid that says why it bends."""

    def what_it_buys(self, shape: Activation) -> None:
        """From an activation, as large as the frame, to a border that bends."""
        bending, plane, axes, legend = self.real_points(shape)
        share = self.straight(shape, bending, plane)
        ramps = self.ramps_add_up(shape, bending, plane, axes, share)
        self.bent(ramps)
        self.closed(bending, plane, ramps, legend, self.ends(bending, plane))

    def real_points(self, shape: Activation) -> tuple[Bending, Plane, VGroup, VGroup]:
        """A test image is measured in two ways, which give it a place; then another one, and all; with the names of both
        measures, and what the marks mean."""
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
            legend = self.crowd(bending, plane, Group(other, there))
        return bending, plane, ends, legend

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

    def straight(self, shape: Activation, bending: Bending, plane: Plane) -> Number:
        """Without the bend a border is straight; the best of all straight lines. Returns the share that is right with it."""
        share = self.share("bend", key="best_line")
        shape.show(0).scale(0.45).move_to([ASIDE, 0.9, 0])

        def draw(judge=0.0, line=1.0):
            plane.show(bending.best_line, judge=judge, line=line, ground=line)

        with self.say("straight", pause=0.7) as line:
            self.play(FadeIn(shape), run_time=0.5)
            line.wait_for("line")
            self.play(PlayThrough([plane], lambda s: draw(line=s), 0, 1), run_time=0.7)
            line.wait_for("best")
            self.play(PlayThrough([plane], lambda s: draw(judge=s), 0, 1), FadeIn(share), run_time=0.7)
        return share

    def ramps_add_up(self, shape: Activation, bending: Bending, plane: Plane, axes: VGroup, leaving: Number) -> Ramps:
        """Why it is straight: along a slice through the plane, what a hidden neuron of the net without the bend adds is a ramp,
        and two ramps are a ramp again. The slice, with the points on it, turns and is the ground that they stand on."""
        ramps, count = Ramps(bending, plane, self.screen), len(plane.places)
        cut, marks = ramps.cut(plane)

        def empty(s):
            plane.show(bending.best_line, round(count * (1 - s)), 1 - s, 1 - s, 1 - s)

        with self.say("ramps", pause=0.6) as line:
            self.hold(line.at("slice") - line.elapsed - 0.3)
            self.play(Create(cut), FadeIn(marks), run_time=0.6)
            self.play(FadeOut(leaving, axes[0], shape.axes), PlayThrough([plane], empty, 0, 1), run_time=0.4)
            self.remove(plane, *shape)
            self.play(ReplacementTransform(cut, ramps.axis[0]), ReplacementTransform(marks, ramps.marks),
                      ReplacementTransform(axes[1], ramps.axis[1]), FadeOut(shape.curve, run_time=0.3), run_time=0.8)
            self.play(Create(ramps.lines[0]), run_time=0.5)
            self.play(FadeIn(ramps.names[0]), run_time=0.3)
            line.wait_for("second")
            self.play(Create(ramps.lines[1]), run_time=0.4)
            self.play(FadeIn(ramps.names[1]), run_time=0.3)
            line.wait_for("add")
            self.play(TransformFromCopy(ramps.lines[1], ramps.lines[2]), run_time=1.0)
            self.play(FadeIn(ramps.field, ramps.names[2]), run_time=0.4)
            self.add(ramps)
        with self.say("one_layer", pause=0.5) as line:
            meets = ramps.meets()
            self.play(FadeIn(meets), run_time=0.5)
            self.drift(line.left)
        self.play(FadeOut(meets), run_time=0.2)
        return ramps

    def bent(self, ramps: Ramps) -> None:
        """The ramps bend, and their sum becomes a ridge."""
        with self.say("curl", pause=1.0) as line:
            line.wait_for("bend")
            self.play(PlayThrough([ramps], ramps.show, 0, 2, rate_func=smooth), run_time=max(line.until("two"), 2.4))
            self.play(FadeIn(ramps.meets()), run_time=0.6)
            self.drift(line.left)

    def closed(self, bending: Bending, plane: Plane, ramps: Ramps, legend: VGroup, ends: VGroup) -> None:
        """The ridge is turned, and seen over both measures; two more neurons close it; from above it is the plane's border, and
        the measures have their names again."""
        hill, share = Hill(bending, plane).move_to([0, HILL_Y, 0]), self.share("curve")
        place = hill.get_center()

        def turn(s, start, end, many, way=0.0):
            hill.move_to(place + way * s * (plane.frame.get_center() - place))
            shares = np.array([1 - (1 - s) ** 2, s, 1 - (1 - s) ** 2])      # what is turned and large is not tilted far
            hill.show(np.array(start) + shares * np.subtract(end, start), bending.so_many(many))

        def turned(s):
            return np.array(ASLANT) + [s * AROUND, 0, 0]

        profile = ramps.lines[2].copy().set_z_index(1).set_points_as_corners(hill.profile(ramps.added, 0, len(ramps.measured)))
        with self.say("closes", pause=0.9) as line:
            leaving = ramps.axis, ramps.marks, ramps.names, ramps.lines[:2], ramps.field
            self.play(FadeOut(*self.others(ramps, legend), *leaving), run_time=0.3)
            self.play(ReplacementTransform(ramps.lines[2], profile), run_time=0.5)
            turn(0, SIDE, SIDE, 2)
            self.play(FadeIn(hill), run_time=0.25)
            self.play(FadeOut(profile), run_time=0.2)
            line.wait_for("both")
            self.play(PlayThrough([hill], lambda s: turn(s, SIDE, ASLANT, 2), 0, 1, rate_func=smooth),
                      run_time=max(line.left, 1.8))
        with self.say("whole") as line:
            more = self.more(hill)
            self.hold(line.at("shape") - line.elapsed + 0.3)
            self.play(*(FadeOut(one, target_position=hill) for one in more), run_time=0.5)
            self.play(PlayThrough([hill], lambda s: hill.show(turned(s), bending.so_many(2 + 2 * s)), 0, 1, rate_func=smooth),
                      run_time=max(line.until("above") - 0.2, 1.4))
            self.play(PlayThrough([hill], lambda s: turn(s, turned(1), ABOVE, 4, 1), 0, 1, rate_func=smooth), run_time=1.6)
            self.add(plane.show(bending.says(2), seen=0))
            self.remove(hill)
            self.play(PlayThrough([plane], lambda s: plane.show(bending.says(2), round(s)), 0, len(plane.places)), FadeIn(ends),
                      run_time=0.6)
            line.wait_for("figure")
            self.play(PlayThrough([plane], lambda s: plane.show(bending.says(2), judge=s), 0, 1), FadeIn(share), run_time=0.7)
            self.drift(line.left + 1.0)
        self.play(FadeOut(plane, share, legend, ends), run_time=0.3)

    def more(self, hill: Hill) -> list[Hill]:
        """What each of the neurons that are left adds over both measures, small, before it goes into the sum."""
        bending, shown = hill.bending, []
        for k, place in zip((2, 3), MORE, strict=True):
            shown.append(Hill(bending, self.plane_of(bending)).scale(SMALL).move_to(place))
            shown[-1].show(ASLANT, bending.so_many(k + 1) - bending.so_many(k))
        self.play(*(FadeIn(one, shift=0.3 * DOWN) for one in shown), run_time=0.4)
        return shown

    def plane_of(self, bending: Bending) -> Plane:
        """The plane of real points, in its place."""
        return bending.plane(*PLANE[0]).move_to([*PLANE[1], 0])

    def share(self, group: str, place: tuple[float, float] = (ASIDE, -1.9), key: str = "test_accuracy") -> Number:
        """What a net of the two measures, or a line between the points, gets right."""
        return Number(100 * float(self.experiments[group][key]), 0, unit="%", size=1.0, color=role("target"),
                      source=f"experiments:{group}.{key}*100").move_to([*place, 0])
