"""What the bend buys, played: real images measured, the best straight line between them, two ramps that add up to a ramp, which
has one border, and the same two bent into steps, which add up to a bump, which has two."""

from manim import (DOWN, LEFT, RIGHT, Circle, Create, FadeIn, FadeOut, Group, VGroup, smooth, there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import sign_role
from scenes.kit.score import scored
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role
from scenes.scratch.along_slice import FURTHER, NAMED, PAST, AlongSlice, Slice, drawn
from scenes.scratch.bending import Arrival, Bending, axis_names
from scenes.scratch.measuring import PLACE, Measured, names_of, typical
from scenes.scratch.own_line import OwnLine
from scenes.scratch.plane_net import PlaneNet
from scenes.scratch.ramps import TAGS, Ramps

PLANE = (7.6, 5.6), (2.75, -0.1)           # size and place of the plane of real points
ASIDE = -4.3                               # x of what stands beside it
ASIDE_SCALE, ASIDE_PLACE = 0.8, 4.0 * LEFT           # of the image that is measured, beside the plane
PAIR = 2.6                                 # from the middle to either image, while there are two
SHARES = 1.2, -1.6                         # y of what is right without the bend, and with it
TRIED = 2.1, 0.5                           # radians by which a line that is tried is turned from the best one, from and to
SIDE, SIDE_LEFT = 0.34, 0.12               # opacity of where a neuron is on, at first, and once the border has moved


class BendBuys(AlongSlice):
    """The part of the chapter on the sigmoid that says why it bends."""

    def what_it_buys(self, before: Group) -> None:
        """From a plane where the border is straight to another one, where it bends."""
        bending, plane, axes, legend, example = self.real_points(before)
        self.try_a_line(bending, plane)
        share = self.straight(bending, plane, example)
        ends = self.ends(bending, plane)
        ramps = Ramps(bending, plane, self.screen)
        own, net = self.own_lines(ramps, plane, example, share)
        looked = self.ramps_add_up(ramps, plane, own, axes, legend, net)
        self.bent(looked)
        self.both_measures(bending, looked, net, self.bump(looked), ends)

    def real_points(self, before: Group) -> tuple[Bending, Plane, VGroup, VGroup, Measured]:
        """A test image is measured in two ways, which give it a place; then another one, and all; with the names of both
        measures, what the marks mean, and the other image, which stays beside the plane."""
        bending = Bending(self.experiments)
        plane = self.plane_of(bending)
        one, other = (Measured(bending, typical(bending, which)) for which in (0, 1))
        names, ends = names_of(one, *(self.screen(key) for key in ("first", "second"))), self.ends(bending, plane)
        with self.say("few", pause=0.1) as line:
            line.wait_for("curve")
            self.play(before[-1].animate(rate_func=there_and_back).set_stroke(width=12), run_time=0.8)
            for measured, way in ((one, LEFT), (other, RIGHT)):
                measured.digit.scale(ASIDE_SCALE).shift(PAIR * way)
            self.hold(line.at("few") - line.elapsed - 0.4)
            self.play(FadeOut(before), run_time=0.3)
            for measured in (one, other):
                self.play(FadeIn(measured.digit, scale=0.8), run_time=0.4)
        with self.say("points", pause=0.3) as line:
            self.play(FadeOut(other.digit, rate_func=SOON), one.digit.animate.scale(1 / ASIDE_SCALE).move_to(PLACE), run_time=0.6)
            other.digit.scale(1 / ASIDE_SCALE).move_to(PLACE)
            for mark, measure in (("second", 1), ("first", 0)):
                line.wait_for(mark)
                self.play(Create(one.marks[measure]), FadeIn(names[measure]), run_time=0.7)
        with self.say("another", pause=0.6) as line:
            other.scale(ASIDE_SCALE, about_point=PLACE).shift(ASIDE_PLACE)
            self.play(FadeOut(names), run_time=0.2)
            self.play(one.animate.scale(ASIDE_SCALE, about_point=PLACE).shift(ASIDE_PLACE), run_time=0.6)
            self.play(FadeIn(plane.show(seen=0), ends), run_time=0.3)
            there = self.to_its_place(one, plane, 1.0)
            line.wait_for("other")
            self.remove(one.digit, *one.marks)
            self.add(other)
            there.add(*self.to_its_place(other, plane, 0.7))
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
        arrival = Arrival(bending, plane)
        legend = bending.legend(plane, [self.screen(key) for key in ("first_class", "second_class")])
        self.play(FadeOut(leaving), run_time=0.25)
        self.play(PlayThrough([arrival], arrival.show, 0, 0.999), run_time=1.1)
        self.play(PlayThrough([arrival], arrival.show, 1, 2), FadeIn(legend), run_time=0.5)
        self.remove(arrival)
        self.add(plane)
        return legend

    def try_a_line(self, bending: Bending, plane: Plane) -> None:
        """A straight line is tried, and turned: can it part both classes?"""
        start, end = TRIED
        with self.say("part", pause=0.8) as line:
            self.hold(line.at("line") - line.elapsed - 0.2)
            self.play(PlayThrough([plane], lambda s: plane.show(bending.tried(start), line=s, ground=0), 0, 1), run_time=0.3)
            self.play(PlayThrough([plane], lambda angle: plane.show(bending.tried(angle), ground=0), start, end,
                                  rate_func=smooth), run_time=max(line.left + 0.5, 1.4))

    def straight(self, bending: Bending, plane: Plane, leaving: Measured) -> VGroup:
        """Without the bend a border is straight; the best of all straight lines. Returns the share that is right with it."""
        share = self.share("without", SHARES[0], "bend", "best_line")

        def turn(s):
            plane.show(bending.tried((1 - s) * TRIED[1]), ground=s)

        with self.say("straight", pause=0.6) as line:
            self.play(FadeOut(leaving.digit, leaving.marks, rate_func=SOON), FadeIn(share[0], rate_func=LATE),
                      PlayThrough([plane], turn, 0, 1, rate_func=smooth), run_time=max(line.until("best"), 0.8))
            self.play(PlayThrough([plane], lambda s: plane.show(bending.best_line, judge=s), 0, 1), FadeIn(share[1:]),
                      run_time=0.7)
            self.drift(line.left)
        return share

    # --- over both measures ------------------------------------------------------------------------

    def both_measures(self, bending: Bending, looked: Slice, net: PlaneNet, meets: VGroup, ends: VGroup) -> None:
        """The plane stands up again, beside the net: in it the bump is a band, with a border at either step. Each further neuron
        adds a step, along a line of its own, and the border bends. At last, what is right with it and with the best line."""
        floor, ramps, own = looked.floor, looked.ramps, looked.own
        plane = floor.plane
        before, share = (self.share(*one) for one in (("without", SHARES[0], "bend", "best_line"),
                                                      ("with", SHARES[1], "curve", "test_accuracy")))

        def shaped(done, judge=0.0):
            plane.show(bending.says(bending.so_many(done)), judge=judge)

        cut = ramps.axis[0].copy().set_z_index(1)
        carried = floor.carry(cut, meets, ramps.places_of(meets), own)

        def standing(s):
            looked.show_border(1, s)
            carried(s)
        with self.say("band", pause=1.2) as line:
            self.add(cut, meets)
            self.play(FadeOut(*(part for part in ramps if part is not ramps.tags), looked.sides, *looked.zones,
                              rate_func=SOON),
                      FadeOut(looked.classes[0], rate_func=SOON),
                      *(one.take_back(there) for one, there in zip(own, ramps.tags, strict=True)),
                      *(one.dashes.animate.set_stroke(opacity=1) for one in own), run_time=0.5)
            for one in own:
                self.remove(one.tag)
                one.add(one.tag)
            self.play(PlayThrough([floor, own, cut, meets], standing, 1, 0, rate_func=smooth),
                      FadeIn(looked.classes[1], rate_func=LATE), run_time=1.7)
            self.remove(floor, own)
            self.add(plane, own, cut, meets)
            self.play(FadeIn(ends, net), FadeOut(cut, meets), run_time=0.5)
            self.drift(line.left)
        lines = [*own]
        with self.say("further", pause=0.5) as line:
            for done, (name, mark) in enumerate(zip(FURTHER, ("third", "fourth"), strict=True), len(TAGS)):
                k = bending.order[done]
                lines.append(OwnLine(bending, k, name, NAMED[done % 2], plane.point))
                side = lines[-1].side(plane, sign_role(ramps.weights[k]), SIDE)
                self.hold(line.at(mark) - line.elapsed - 0.2)
                self.play(*(one.dashes.animate.set_stroke(opacity=PAST) for one in lines[:-1]),
                          *(net.let_go(one.k) for one in lines[:-1]), *net.point_out(k), drawn(lines[-1]), FadeIn(side),
                          run_time=0.7)
                net.add(net.tags[k])
                self.play(PlayThrough([plane], shaped, done, done + 1, rate_func=smooth), side.animate.set_opacity(SIDE_LEFT),
                          run_time=1.4)
                self.play(FadeOut(side), run_time=0.2)
            self.drift(line.left)
        self.play(FadeOut(net, *lines), run_time=0.3)
        with self.say("right") as line:
            self.play(FadeIn(before[:2], share[:2]), run_time=0.2)
            self.play(FadeIn(share[2]), PlayThrough([plane], lambda s: shaped(len(lines), s), 0, 1), run_time=0.7)
            self.drift(line.left + 1.8)
        self.play(FadeOut(plane, share, before[:2], looked.classes[1], ends), run_time=0.3)

    def plane_of(self, bending: Bending) -> Plane:
        """The plane of real points, in its place."""
        return bending.plane(*PLANE[0]).move_to([*PLANE[1], 0])

    def share(self, name: str, y: float, group: str, key: str) -> VGroup:
        """What a net of the two measures, or a line between the points, gets right: its name, and how much it is."""
        right = Number(100 * float(self.experiments[group][key]), 0, unit="%", size=1.0, color=role("target"),
                       source=f"experiments:{group}.{key}*100")
        wrong = VGroup(Circle(0.11, stroke_color=role("error"), stroke_width=3), words(self.screen("wrong"), BODY, role("error")))
        number = scored(in_line(right, words(self.screen("right"), BODY, role("target")), buff=0.25), right.value / 100)
        rows = VGroup(words(self.screen(name), BODY), number, wrong.arrange(RIGHT, buff=0.2))
        return rows.arrange(DOWN, buff=0.25).move_to([ASIDE, y, 0])
