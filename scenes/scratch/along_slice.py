"""Along a slice of the plane, played: where the sum would have to be above zero; two ramps that add up to a ramp, which crosses
zero once, and the same two bent into steps, which add up to a bump, which crosses it twice."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from manim import (DOWN, UP, Animation, AnimationGroup, Create, FadeIn, FadeOut, Group, GrowFromEdge, GrowFromPoint, LaggedStart,
                   Line, Transform, VGroup, VMobject, smooth, squish_rate_func, there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.rates import LATE, SOON
from scenes.kit.theme import role
from scenes.scratch.bending import AT
from scenes.scratch.chapter import Chapter
from scenes.scratch.measuring import Measured
from scenes.scratch.own_line import OwnLine
from scenes.scratch.plane_net import PlaneNet
from scenes.scratch.ramps import RAMPS, STEPS, TAGS, Look, Ramps, crossing
from scenes.scratch.tipped import Tipped
from scenes.scratch.zones import Zones

NET = -3.95, -0.1, 0                      # place of the net's middle there
FURTHER = "CD"                             # what the neurons are called that come after those on the slice
NAMED = 0.13, 0.05                         # where on its own line a neuron's name stands, 0..1: so neighbours' are apart
PAST = 0.4                                 # of a ramp that has been bent, and of the line of a neuron that has had its turn
GROUND = 1.8                               # of the plane's tint, how much the plane has when it lies
FAINT = 0.12, 0.25                         # while ramps stand over the plane that lies there, of its points, and of the own lines
PULSE = 1.6                                # of a point's mark, when points are pointed out
SWING = 0.5, 0.88, 0.2                     # of its weight, at which the second ramp is tried, one after the other


class AlongSlice(Chapter):
    """The part of the chapter on the sigmoid in which a slice is looked at."""

    def own_lines(self, ramps: Ramps, plane: Plane, example: Measured, leaving: VGroup) -> tuple[VGroup, PlaneNet]:
        """Instead of the best line, the own lines of two hidden neurons come, as these are pointed out in the net."""
        bending, named = ramps.bending, dict(zip(ramps.chosen, TAGS, strict=True))
        own = VGroup(*(OwnLine(bending, k, name, place, plane.point)
                       for (k, name), place in zip(named.items(), NAMED, strict=True)))
        further = dict(zip(bending.order[len(TAGS):], FURTHER, strict=False))
        net = PlaneNet(bending, example, named | further, self.screen("height"), np.array(NET))
        with self.say("own", pause=0.6) as line:
            self.play(PlayThrough([plane], lambda s: plane.show(bending.best_line, judge=1 - s, line=1 - s, ground=1 - s), 0, 1),
                      FadeOut(leaving, rate_func=SOON), FadeIn(net, rate_func=LATE), run_time=0.7)
            for one in own:
                self.play(*net.point_out(one.k), run_time=0.4)
            for one, mark in zip(own, ("one", "other"), strict=True):
                self.hold(line.at(mark) - line.elapsed - 0.1)
                self.play(net.diagram.pulse(net.edges(one.k), run_time=0.6), drawn(one), run_time=0.6)
                net.add(net.tags[one.k])
            self.drift(line.left)
        return own, net

    def ramps_add_up(self, ramps: Ramps, plane: Plane, own: VGroup, axes: VGroup, legend: VGroup, leaving: Group) -> "Slice":
        """Why a border is straight: the plane lies down, so that a slice through it runs across the frame. Along it, the sum
        would have to cross zero at each border; without the bend, what a hidden neuron adds is a ramp, and so are two ramps."""
        cut, marks = ramps.cut(plane)
        cut.set_z_index(1)
        zones = Zones(ramps)
        with self.say("slice") as line:
            self.play(Create(cut), run_time=0.5)
            self.play(FadeIn(marks), run_time=0.3)
            for k, mark in enumerate(("slice", "inner", "again")[:len(zones)]):
                self.hold(line.at(mark) - line.elapsed - 0.1)
                if points := self.points_of(zones, k):
                    self.play(*points, run_time=0.7)
            self.play(FadeOut(leaving, axes), run_time=0.25)
            looked = self.lie_down(ramps, plane, own, cut, marks, legend, zones)
        self.what_it_must_be(looked)
        self.two_ramps(looked)
        with self.say("sum", pause=0.6):
            self.with_the_bias(ramps, FadeOut(self.height_on_height(ramps), rate_func=SOON))
        self.no_more_than_one(looked)
        return looked

    def what_it_must_be(self, looked: "Slice") -> None:
        """The slice is the zero of the sum: above it a sum speaks for the one class, below it for the other. So there is a zone
        for each section of the slice, in which the sum would have to be."""
        zones = looked.zones
        with self.say("ground", pause=0.6) as line:
            self.play(FadeIn(looked.sides), *(name.animate(rate_func=there_and_back).scale(1.2) for name in looked.classes[0]),
                      run_time=0.8)
            for k, zone in enumerate(zones):
                self.hold(line.at(("below", "above", "again")[min(k, 2)]) - line.elapsed - 0.2)
                self.play(GrowFromEdge(zone, DOWN if zones.sections[k][2] else UP), *self.points_of(zones, k), run_time=0.6)
            self.drift(line.left)

    def points_of(self, zones: Zones, k: int) -> list:
        """The points of a section of the slice are pointed out; there may be none."""
        points = [zones.ramps.marks[i] for i in zones.of(k)]
        return [pulsed(points)] if points else []

    def lie_down(self, ramps: Ramps, plane: Plane, own: VGroup, cut: Line, marks: VGroup, legend: VGroup,
                 zones: Zones) -> "Slice":
        """The plane turns and tips over, until the slice is the axis on which the ramps will stand; as soon as it lies, what is
        up from there is a sum."""
        floor, over = Tipped(plane, AT, *ramps.axis[0].get_start_and_end()), legend.copy()
        carried = floor.carry(cut, marks, plane.places[ramps.near], own)
        self.remove(plane, own, cut, marks)
        self.add(floor, own, cut, marks)
        self.play(PlayThrough([floor, own, cut, marks], carried, 0, 1, rate_func=smooth),
                  Transform(legend, ramps.classes(legend), rate_func=squish_rate_func(smooth, 0, 0.4)), run_time=1.5)
        self.remove(cut, marks)
        self.add(ramps.axis[0], ramps.marks)
        self.play(GrowFromPoint(ramps.axis[3], ramps.axis[0].get_start()), FadeIn(*ramps.axis[1:3]), run_time=0.5)
        return Slice(ramps, floor, own, VGroup(legend, over), ramps.sides(self.screen), zones)

    def two_ramps(self, looked: "Slice") -> None:
        """The points of the plane step back. What both hidden neurons add, the more the farther from their own lines; the second,
        if it is by a weight with a minus, as it would be without that, until this turns it over."""
        ramps, own = looked.ramps, looked.own
        unsigned = RAMPS._replace(weigh=(1, -1 if ramps.turned_over else 1))
        for k, (key, mark) in enumerate((("ramps", "first"), ("second", "second"))):
            with self.say(key, pause=0.4) as line:
                if not k:
                    self.play(looked.step_back(), *looked.zones.back(), run_time=0.6)
                self.hold(line.at(mark) - line.elapsed - 0.8)
                self.ramp(ramps.show(unsigned), own[k], k, 1.1)
                if k:
                    self.hold(line.at("minus") - line.elapsed - 0.2)
                    self.look_on(ramps, unsigned, RAMPS, 1.1)
                self.drift(line.left)

    def ramp(self, ramps: Ramps, own: OwnLine, k: int, run_time: float) -> None:
        """What a hidden neuron adds, from its own line to both ends of the slice; its name goes with it."""
        name = ramps.axis[1][0]
        ramps.grow(k, 0)
        self.add(ramps.lines[k], ramps.reach)
        self.play(PlayThrough([ramps.lines[k], ramps.reach], lambda s: ramps.grow(k, s), 0, 1, rate_func=smooth),
                  *(one.animate(rate_func=there_and_back).scale(1.25) for one in (own.tag, name)), run_time=run_time)
        self.play(FadeOut(ramps.reach, rate_func=SOON), own.hand_over(ramps.tags[k]),
                  own.dashes.animate.set_stroke(opacity=FAINT[1]), run_time=0.5)

    def height_on_height(self, ramps: Ramps) -> VGroup:
        """At some places the heights are put on each other; through their tops goes the sum, without the bias. Returns what is
        put there."""
        built, total = ramps.built(), ramps.lines[2].shift(-ramps.lift)
        self.play(LaggedStart(*(LaggedStart(*map(Create, column), lag_ratio=0.8) for column in built), lag_ratio=0.15),
                  run_time=1.15)
        self.play(Create(total), ramps.axis[2].animate(rate_func=there_and_back).scale(1.2),
                  ramps.axis[3].animate(rate_func=there_and_back).set_color(role("ink")), run_time=0.6)
        return built

    def with_the_bias(self, ramps: Ramps, *along: Animation) -> None:
        """The bias lifts or lowers the sum; what is between it and the axis shows which class is said there."""
        self.play(ramps.lines[2].animate.shift(ramps.lift), FadeIn(ramps.field, rate_func=LATE), *along, run_time=0.6)

    def no_more_than_one(self, looked: "Slice") -> None:
        """The second ramp is made flatter and steeper: wherever the sum is nought, it is so at one place, which in the plane is
        on a straight border. Then it is as before, alone with the other one."""
        ramps, dot = looked.ramps, crossing()

        def weigh(s, border=1.0):
            crossed = ramps.show(Look(weigh=(1, s))).meets()
            looked.draw_border(border)
            dot.set_opacity(len(crossed))
            for place in crossed:
                dot.move_to(place)

        with self.say("once", pause=0.5) as line:
            moved = [looked.floor, *ramps.lines, ramps.tags, ramps.field, dot]
            self.play(PlayThrough(moved, lambda s: weigh(1 + s * (SWING[0] - 1), s), 0, 1, rate_func=smooth),
                      ramps.axis[0].animate(rate_func=there_and_back).set_stroke(width=10),
                      ramps.axis[1][1].animate(rate_func=there_and_back).scale(1.2), run_time=max(line.until("once") - 0.2, 1))
            self.play(dot.animate(rate_func=there_and_back).scale(2), run_time=0.5)
            for start, end in zip(SWING, SWING[1:]):
                self.play(PlayThrough(moved, weigh, start, end, rate_func=smooth), run_time=0.9)
            self.play(dot.animate(rate_func=there_and_back).scale(2), *looked.zones.lit(), *map(pulsed, ramps.kinds),
                      run_time=0.8)
            self.drift(line.left)
        self.play(FadeOut(dot, ramps.lines[2], ramps.field), looked.border(1, 0), run_time=0.25)
        self.look_on(ramps, ramps.look, RAMPS, 0.4)

    def look_on(self, ramps: Ramps, start: Look, end: Look, run_time: float) -> None:
        """Both lines go from one look to another."""
        self.play(PlayThrough([*ramps.lines[:2], ramps.tags], lambda s: ramps.show(start.towards(end, s)), 0, 1,
                              rate_func=smooth), run_time=run_time)

    def bent(self, looked: "Slice") -> None:
        """Larger incoming weights make the ramps steep; then both bend in place, one after the other, and each becomes a step."""
        ramps, steep = looked.ramps, RAMPS._replace(steep=1)
        with self.say("curl", pause=0.6) as line:
            self.look_on(ramps, RAMPS, steep, max(line.until("bend") - 0.3, 1.2))
            left = VGroup(*(one.copy().set_stroke(opacity=PAST) for one in ramps.lines[:2]))
            self.add(left)
            one = steep._replace(bent=(1, 0))
            self.look_on(ramps, steep, one, max(line.until("step"), 1.4))
            self.look_on(ramps, one, STEPS, 1.2)
            self.play(FadeOut(left), run_time=0.3)

    def bump(self, looked: "Slice") -> VGroup:
        """The steps are added up, as the ramps were, and step back; the bias lifts or lowers the sum, which is nought at two
        places. Returns the dots there."""
        ramps = looked.ramps
        with self.say("bump", pause=0.9):
            built = self.height_on_height(ramps)
            self.play(FadeOut(built), *(line.animate.set_stroke(opacity=PAST) for line in ramps.lines[:2]), run_time=0.5)
        with self.say("twice", pause=1.3) as line:
            self.with_the_bias(ramps, FadeIn(ramps.bias))
            self.hold(line.at("two") - line.elapsed - 0.3)
            self.play(FadeIn(meets := ramps.meets(), scale=2), run_time=0.3)
            self.play(looked.border(0, 1), run_time=0.6)
            self.play(*looked.zones.lit(), *map(pulsed, ramps.kinds), run_time=0.8)
            self.drift(line.left)
        return meets


@dataclass
class Slice:
    """A slice that is looked at: the ramps over it, the plane that lies there, in it the neurons' own lines, the names of the
    classes, where they are and where they belong over the plane, which sums speak for either, and where they would have to."""

    ramps: Ramps
    floor: Tipped
    own: VGroup
    classes: VGroup
    sides: VGroup
    zones: Zones

    def show_border(self, share: float, lying: float) -> None:
        """The border that both neurons make is seen so far in the plane, whose ground has stronger colours where it lies, and
        whose points have stepped back there."""
        self.floor.plane.show(self.ramps.says, line=share, ground=share * (1 + lying * (GROUND - 1)),
                              points=1 - lying * (1 - FAINT[0]))

    def step_back(self) -> PlayThrough:
        """The points of the plane that lies there step back."""
        def show(share):
            self.floor.plane.show(points=1 - share * (1 - FAINT[0]))
            self.floor.show(1)
        return PlayThrough([self.floor], show, 0, 1)

    def draw_border(self, share: float = 1) -> None:
        """It is seen so far in the plane that lies there."""
        self.show_border(share, 1)
        self.floor.show(1)

    def border(self, start: float, end: float) -> PlayThrough:
        """That border comes, or goes."""
        return PlayThrough([self.floor], self.draw_border, start, end)


def pulsed(marks: Iterable[VMobject]) -> AnimationGroup:
    """Points are pointed out."""
    return AnimationGroup(*(one.animate(rate_func=there_and_back).scale(PULSE) for one in marks))


def drawn(own: OwnLine) -> AnimationGroup:
    """A neuron's own line comes, if it is seen."""
    return AnimationGroup(Create(own.dashes), FadeIn(own.tag))
