"""What the bend buys, played: real images over one number, the best border between them, two ramps that add up to a ramp, which
has one border, and the same two bent into steps, which add up to a bump, which has two."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, GrowFromEdge, LaggedStart, Rectangle, VGroup,
                   VMobject, smooth, there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.plot import sigmoid
from scenes.kit.rates import LATE
from scenes.kit.score import scored
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, role
from scenes.scratch.bending import Bending
from scenes.scratch.cast import badge
from scenes.scratch.measuring import Measured
from scenes.scratch.piles import GROUND, Borders, Piles
from scenes.scratch.ramps import Ramps
from scenes.scratch.steps_add_up import Added, StepsAddUp

SIDE, APART, MIDDLE = 4.1, 4.5, 0.35       # of the images that are measured: width, from one to the next, and y of their middle
LANDED = 0.9                               # width of one where its number is
TOP, BELOW = 2.6, 0.17                     # y of what stands over the piles, and how much lower both kinds' names are:
X_LEGEND, X_ONE, X_BOTH = -6.3, -2.2, 6.4  # left ends of the names of both kinds and of what is right with one border; with
                                           # both borders, its right end
SWEEP = 0.25, -0.9                         # where a border is tried, from the best one, in spreads
BOTH, LOW = 3.35, -0.35                     # from the middle to the real net without the bend, and with it; y of both
FORM, STEEP = (5.7, 2.6), 6.0              # size of the field in which a neuron's curve stands, and the sum at its right end


class BendBuys(StepsAddUp):
    """The part of the chapter on the sigmoid that says why it bends."""

    def what_it_buys(self, before: Group) -> None:
        """From one number of an image, where one border isn't enough, to two."""
        bending = Bending(self.experiments)
        piles, legend = self.pile_up(bending, self.one_number(bending, before))
        cut = self.try_a_border(bending, piles)
        added = self.add_up(Ramps(bending, self.screen), piles, legend, cut)
        self.bent(added)
        self.bump(added)
        self.right(added, piles, legend, cut[1])
        self.real_net()

    def one_number(self, bending: Bending, before: Group) -> list[Measured]:
        """A question that one number can answer: an image of each class, and the share of their ink in a part."""
        order = (1, 0, 2)                  # the class in the middle stands in the middle
        images = [Measured(bending, bending.typical(which), SIDE).shift(APART * (k - 1) * RIGHT + MIDDLE * UP)
                  for k, which in enumerate(order)]
        with self.say("few", pause=0.2) as line:
            line.wait_for("curve")
            self.play(before[-1].animate(rate_func=there_and_back).set_stroke(width=12), run_time=0.8)
            self.hold(line.at("few") - line.elapsed - 0.9)
            self.play(FadeOut(before), run_time=0.3)
            self.play(LaggedStart(*(FadeIn(one.digit, scale=0.8) for one in images), lag_ratio=0.3), run_time=0.9)
            self.play(images[1].digit.animate(rate_func=there_and_back).scale(1.15), run_time=0.8)
            self.drift(line.left)
        with self.say("points", pause=0.3) as line:
            self.hold(line.at("part") - line.elapsed - 0.5)
            self.play(*(Create(one.box) for one in images), run_time=0.8)
            self.drift(line.left)
        with self.say("another", pause=1.0) as line:
            for one, told in zip(images, ("low", "inner", "high"), strict=True):
                self.hold(line.at(told) - line.elapsed - 0.3)
                self.play(one.box.animate(rate_func=there_and_back).set_fill(opacity=0.5), FadeIn(one.share), run_time=0.6)
            self.drift(line.left)
        return images

    def pile_up(self, bending: Bending, measured: list[Measured]) -> tuple[Piles, VGroup]:
        """The three go to their places over the number; then many images come. With what the colours mean."""
        piles = Piles(bending, self.screen("number"))
        legend = bending.legend((self.screen("inner"), self.screen("outer")))
        legend.move_to([X_LEGEND, TOP - BELOW, 0], aligned_edge=LEFT)
        with self.say("crowd", pause=0.4) as line:
            self.play(FadeOut(*(one.share for one in measured), *(one.box for one in measured)), run_time=0.3)
            self.play(FadeIn(piles.axis), run_time=0.3)
            self.hold(line.at("place") - line.elapsed - 0.4)
            self.play(*(one.digit.animate.set(width=LANDED).move_to([piles.x_of(one.value, LANDED / 2), GROUND + LANDED / 2, 0])
                        for one in measured), run_time=0.9)
            self.hold(line.at("crowd") - line.elapsed - 0.3)
            self.play(FadeOut(*(one.digit for one in measured)), run_time=0.25)
            self.add(piles)
            self.play(PlayThrough([piles], piles.fall, 0, 1), run_time=max(line.left, 2.2))
            self.play(PlayThrough([piles], piles.hue, 0, 1), FadeIn(legend), run_time=0.6)
        return piles, legend

    def try_a_border(self, bending: Bending, piles: Piles) -> VGroup:
        """A border is tried, and moved to where it is best. Returns it, and the share that is right with it."""
        best, (over, under), border = float(bending.log.best_place), SWEEP, Borders(piles, 1)
        share = self.share("without", "bend", "best_cut").move_to([X_ONE, TOP, 0], aligned_edge=LEFT)

        def put(place):
            border.put([place], not bending.log.best_above)
        with self.say("part", pause=0.4) as line:
            put(best + under)
            self.hold(line.at("cut") - line.elapsed - 0.3)
            self.play(FadeIn(border), run_time=0.4)
            self.play(PlayThrough([border], put, best + under, best + over, rate_func=smooth), run_time=max(line.left, 1.2))
        with self.say("straight", pause=1.5) as line:
            self.play(PlayThrough([border], put, best + over, best, rate_func=smooth), FadeIn(share[0], rate_func=LATE),
                      run_time=max(line.until("best"), 0.7))
            self.play(PlayThrough([piles], lambda s: piles.judge(bending.cut_says, s), 0, 1), FadeIn(share[1:]), run_time=0.7)
            self.drift(line.left)
        return VGroup(border, share)

    # --- with the bend -----------------------------------------------------------------------------

    def right(self, added: Added, piles: Piles, legend: VGroup, before: VGroup) -> None:
        """The piles come back; where the bump crosses zero borders stand up: more are right than with the best one."""
        ramps, bending, share = added.ramps, added.ramps.bending, self.share("twice", "curve", "test_accuracy")
        share.move_to([X_BOTH, TOP, 0], aligned_edge=RIGHT)
        places = [float(np.interp(at, (0, 1), bending.limits)) for at in ramps.crossed()]
        (line, *rest), crossed, down = piles.axis, added.meets, piles.ground
        with self.say("right", pause=2.0) as spoken:
            self.play(FadeOut(*self.others(piles.crowd, ramps.axis[0], crossed, *crossed)), run_time=0.3)
            self.remove(ramps.axis[0])
            self.add(line, crossed)
            self.play(PlayThrough([piles.crowd, line], piles.step_back, 1, 0, rate_func=smooth),
                      crossed.animate.shift((GROUND - down) * UP), run_time=0.8)
            borders = Borders(piles, len(places)).put(places, bool(bending.says(bending.limits)[0] > 0))
            self.play(FadeIn(borders.fields, *rest, before, legend), *(GrowFromEdge(one, DOWN) for one in borders.lines),
                      run_time=0.5)
            self.remove(crossed)
            self.add(piles, borders)
            self.hold(spoken.at("right") - spoken.elapsed - 0.2)
            self.play(PlayThrough([piles], lambda s: piles.judge(bending.says, s), 0, 1), FadeIn(share), run_time=0.7)
            self.drift(spoken.left)
        self.play(FadeOut(piles, borders, before, share, legend), run_time=0.4)

    def real_net(self) -> None:
        """What the bend is to the real net."""
        sign = badge(self, self.digits)
        shares = VGroup(*(self.share(name, group, "test_accuracy") for name, group in (("unbent", "no_bend"), ("with", "real"))))
        larger = FORM[0] / max(share.width for share in shares)
        nets = [VGroup(form(bent), share.scale(larger)).arrange(DOWN, buff=0.35).move_to(BOTH * way + LOW * UP)
                for way, bent, share in zip((LEFT, RIGHT), (False, True), shares, strict=True)]
        with self.say("real", pause=1.3) as line:
            self.play(FadeIn(sign), *(FadeIn(net[0]) for net in nets), run_time=0.5)
            for net, told in zip(nets, ("without", "with"), strict=True):
                self.hold(line.at(told) - line.elapsed - 0.4)
                self.play(FadeIn(net[1]), run_time=0.5)
            self.drift(line.left)
        self.play(FadeOut(sign, *nets), run_time=0.3)

    def share(self, name: str, group: str, key: str) -> VGroup:
        """What a net, or a border between the points, gets right: its name, and how much it is."""
        right = Number(100 * float(self.experiments[group][key]), 0, unit="%", size=0.8, color=role("target"),
                       source=f"experiments:{group}.{key}*100")
        number = scored(in_line(right, words(self.screen("right"), BODY, role("target")), buff=0.2), right.value / 100)
        return VGroup(words(self.screen(name), BODY), number).arrange(DOWN, buff=0.25, aligned_edge=LEFT)


def form(bent: bool) -> VGroup:
    """What a hidden neuron makes of its sums: the sigmoid, or without it a straight line, in a field."""
    sums = np.linspace(-1, 1, 81)
    heights = sigmoid(STEEP * sums) if bent else (1 + sums) / 2
    field = Rectangle(width=FORM[0], height=FORM[1], stroke_width=0, fill_color=role("panel"), fill_opacity=1)
    places = np.stack([FORM[0] / 2 * sums, FORM[1] * (heights - 0.5), 0 * sums], axis=1)
    return VGroup(field, VMobject(stroke_color=role("activation"), stroke_width=6).set_points_as_corners(places))
