"""Along one number, played: where the sum would have to be above zero; two ramps that add up to a ramp, which crosses zero once,
and the same two bent into steps, which add up to a bump, which crosses it twice."""

from dataclasses import dataclass

from manim import (DOWN, UP, Animation, Create, FadeIn, FadeOut, GrowFromEdge, GrowFromPoint, Group, LaggedStart,
                   ReplacementTransform, VGroup, smooth, there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.theme import role
from scenes.scratch.bump_net import BumpNet
from scenes.scratch.chapter import Chapter
from scenes.scratch.piles import Piles
from scenes.scratch.ramps import RAMPS, STEPS, TAGS, Look, Ramps, crossing
from scenes.scratch.zones import Zones

NET, LARGER = (0, 1.35, 0), 1.6           # middle and size of the net over the piles, at first,
INSET, SMALLER = (4.9, 2.5, -2.2), 0.72   # and while it names the lines: x, y, and y if a line goes there
LEFT_OF_IT, UNDER_IT = 3.2, 1.5           # where it begins, and ends below, there
PAST = 0.4                                 # of a ramp that has been bent
SWING = 0.4, 1.0, -0.2                    # of its weight, at which the second ramp is tried, one after the other


@dataclass
class Added:
    """What is looked at: the ramps over the number, the net, which sums speak for what, and where they would have to be; later,
    where the bump crosses zero."""

    ramps: Ramps
    net: BumpNet
    sides: VGroup
    zones: Zones
    meets: VGroup | None = None


class StepsAddUp(Chapter):
    """The part of the chapter on the sigmoid in which what two hidden neurons add is looked at."""

    def add_up(self, ramps: Ramps, piles: Piles, legend: VGroup, cut: VGroup) -> Added:
        """Why there is no more than one border: over the piles stands the sum of a net. It would have to cross zero at each
        border; without the bend, what a hidden neuron adds is a ramp, and so are two ramps."""
        bending = ramps.bending
        net = BumpNet(bending, bending.typical(0), dict(zip(ramps.chosen, TAGS, strict=True)))
        added = Added(ramps, net, ramps.sides((self.screen("inner"), self.screen("outer")), self.screen), Zones(ramps))
        self.a_net(added, piles, legend, cut)
        self.what_it_must_be(added)
        self.two_ramps(added)
        with self.say("sum", pause=0.6):
            self.with_the_bias(ramps, FadeOut(self.height_on_height(ramps), rate_func=SOON))
        self.no_more_than_one(added)
        return added

    def a_net(self, added: Added, piles: Piles, legend: VGroup, cut: VGroup) -> None:
        """The piles step back; the net comes over them, and its two hidden neurons are pointed out."""
        ramps, net = added.ramps, added.net
        line, ends, name = piles.axis

        def back(share):
            piles.judge(ramps.bending.cut_says, 1 - share).step_back(share)
        Group(net, *net.tags.values()).scale(LARGER).move_to(NET)
        with self.say("own", pause=0.5) as spoken:
            self.remove(piles, legend)
            self.add(piles.crowd, line)
            self.play(FadeOut(cut, ends, rate_func=SOON), PlayThrough([piles.crowd, line], back, 0, 1, rate_func=smooth),
                      ReplacementTransform(name.copy(), ramps.axis[1][0]),
                      *(ReplacementTransform(one.copy(), side[0]) for one, side in zip(legend, added.sides, strict=True)),
                      run_time=1.0)
            self.remove(line)
            self.add(ramps.axis[0])
            self.play(FadeIn(net), run_time=0.4)
            for k, mark in zip(ramps.chosen, ("one", "other"), strict=True):
                self.hold(spoken.at(mark) - spoken.elapsed - 0.2)
                self.play(*net.point_out(k), net.diagram.pulse(net.edges(k), run_time=0.6), run_time=0.6)
                net.add(net.tags[k])
            self.drift(spoken.left)

    def what_it_must_be(self, added: Added) -> None:
        """Upwards is the sum: above zero it says one class, below it the rest. So there is a zone for each section of the axis,
        in which the sum would have to be."""
        zones, ramps, net = added.zones, added.ramps, added.net
        with self.say("above", pause=0.3) as line:
            x, high, low = INSET
            y = high if ramps.free_above(LEFT_OF_IT, UNDER_IT) else low
            self.play(net.animate.scale(SMALLER / LARGER).move_to([x, y, 0]), run_time=0.6)
            self.play(GrowFromPoint(ramps.axis[3], ramps.axis[0].get_start()), FadeIn(ramps.axis[1][1], ramps.axis[2]),
                      net.diagram.ring(net.output), run_time=0.6)
            self.hold(line.at("yes") - line.elapsed - 0.3)
            self.play(*(FadeIn(side[1]) for side in added.sides), run_time=0.5)
            self.drift(line.left)
        with self.say("ground", pause=0.9) as line:
            for k, zone in enumerate(zones):
                self.hold(line.at(("below", "above", "again")[min(k, 2)]) - line.elapsed - 0.2)
                self.play(GrowFromEdge(zone, DOWN if zones.sections[k][2] else UP), run_time=0.6)
            self.drift(line.left)

    def two_ramps(self, added: Added) -> None:
        """What both hidden neurons add, the more the farther from where their sum is zero; the second, if it is by a weight with
        a minus, as it would be without that, until this turns it over."""
        ramps = added.ramps
        unsigned = RAMPS._replace(weigh=(1, -1 if ramps.turned_over else 1))
        for k, (key, mark) in enumerate((("ramps", "first"), ("second", "second"))):
            with self.say(key, pause=0.4) as line:
                if not k:
                    self.play(*added.zones.back(), run_time=0.6)
                self.hold(line.at(mark) - line.elapsed - 0.8)
                self.ramp(ramps.show(unsigned), added.net, k, 1.1)
                if k:
                    self.play(FadeOut(added.net, *added.net.tags.values()), run_time=0.2)
                    self.hold(line.at("minus") - line.elapsed - 0.2)
                    self.look_on(ramps, unsigned, RAMPS, 1.1)
                self.drift(line.left)

    def ramp(self, ramps: Ramps, net: BumpNet, k: int, run_time: float) -> None:
        """What a hidden neuron adds, from where its sum is zero to both ends; its name goes there from the net."""
        ramps.grow(k, 0)
        self.add(ramps.lines[k], ramps.reach)
        self.play(PlayThrough([ramps.lines[k], ramps.reach], lambda s: ramps.grow(k, s), 0, 1, rate_func=smooth),
                  net.diagram.pulse(net.edges(ramps.chosen[k]), run_time=run_time), run_time=run_time)
        self.play(FadeOut(ramps.reach, rate_func=SOON),
                  ReplacementTransform(net.tags[ramps.chosen[k]].copy().set_z_index(1), ramps.tags[k]), run_time=0.5)

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
        """The bias lifts or lowers the sum; what is between it and the axis shows what is said there."""
        self.play(ramps.lines[2].animate.shift(ramps.lift), FadeIn(ramps.field, rate_func=LATE), *along, run_time=0.6)

    def no_more_than_one(self, added: Added) -> None:
        """The second ramp is made flatter and steeper: wherever the sum is nought, it is so at one place. Then it is as before,
        alone with the other one."""
        ramps, dot = added.ramps, crossing()

        def weigh(s):
            crossed = ramps.show(Look(weigh=(1, s))).meets()
            dot.set_opacity(len(crossed))
            for place in crossed:
                dot.move_to(place)

        with self.say("once", pause=0.5) as line:
            moved = [*ramps.lines, ramps.tags, ramps.field, dot]
            self.play(PlayThrough(moved, weigh, 1, SWING[0], rate_func=smooth),
                      ramps.axis[0].animate(rate_func=there_and_back).set_stroke(width=10),
                      *(part.animate(rate_func=there_and_back).scale(1.15) for part in ramps.axis[1]),
                      run_time=max(line.until("once") - 0.2, 1))
            self.play(dot.animate(rate_func=there_and_back).scale(2), run_time=0.5)
            for start, end in zip(SWING, SWING[1:]):
                self.play(PlayThrough(moved, weigh, start, end, rate_func=smooth), run_time=0.9)
            self.play(dot.animate(rate_func=there_and_back).scale(2), *added.zones.lit(),
                      *(side.animate(rate_func=there_and_back).scale(1.1) for side in added.sides), run_time=0.8)
            self.drift(line.left)
        self.play(FadeOut(dot, ramps.lines[2], ramps.field), run_time=0.25)
        self.look_on(ramps, ramps.look, RAMPS, 0.4)

    def look_on(self, ramps: Ramps, start: Look, end: Look, run_time: float) -> None:
        """Both lines go from one look to another."""
        self.play(PlayThrough([*ramps.lines[:2], ramps.tags], lambda s: ramps.show(start.towards(end, s)), 0, 1,
                              rate_func=smooth), run_time=run_time)

    def bent(self, added: Added) -> None:
        """Larger incoming weights make the ramps steep; then both bend in place, one after the other, and each becomes a step."""
        ramps, steep = added.ramps, RAMPS._replace(steep=1)
        with self.say("curl", pause=0.6) as line:
            self.look_on(ramps, RAMPS, steep, max(line.until("bend") - 0.3, 1.2))
            left = VGroup(*(one.copy().set_stroke(opacity=PAST) for one in ramps.lines[:2]))
            self.add(left)
            one = steep._replace(bent=(1, 0))
            self.look_on(ramps, steep, one, max(line.until("step"), 1.4))
            self.look_on(ramps, one, STEPS, 1.2)
            self.play(FadeOut(left), run_time=0.3)

    def bump(self, added: Added) -> None:
        """The steps are added up, as the ramps were, and step back; the bias lifts or lowers the sum, which is nought at two
        places."""
        ramps = added.ramps
        with self.say("bump", pause=0.9):
            self.play(*(one.animate(rate_func=there_and_back).scale(1.3) for one in ramps.tags), run_time=0.5)
            built = self.height_on_height(ramps)
            self.play(FadeOut(built), *(line.animate.set_stroke(opacity=PAST) for line in ramps.lines[:2]), run_time=0.5)
        with self.say("twice", pause=1.4) as line:
            self.with_the_bias(ramps, FadeIn(ramps.bias))
            self.hold(line.at("two") - line.elapsed - 0.3)
            added.meets = ramps.meets()
            self.play(FadeIn(added.meets, scale=2), run_time=0.3)
            self.play(*added.zones.lit(), run_time=0.8)
            self.drift(line.left + 0.8)
