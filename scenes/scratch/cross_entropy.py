"""The cost that is descended: why it is no square, and what it is of one image. The second half of the chapter on the cost."""

from manim import (DOWN, PI, UP, Create, FadeIn, FadeOut, GrowFromEdge, LaggedStart,
                   Mobject, ReplacementTransform, Transform, VGroup, linear, smooth, there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.theme import role
from scenes.scratch import both_sides
from scenes.scratch.looked_up import LookedUp
from scenes.scratch.two_costs import BAD, GOOD, LIMIT, WORSE, Pressed, TwoCosts, side_by_side, sum_of

STAIR = 0.35         # seconds in which the ground grows by a sum of one
QUICK = 0.5          # until what an output costs is found, when it is known how


class CrossEntropy:
    """Squares lie flat where the net is wrong; minus the logarithm doesn't, and over all outputs that is the cross-entropy."""

    def steeper(self, rolled: Mobject) -> None:
        """At the sigmoid's flat end, the squared error hardly tells two wrong outputs apart, so that the ball that rolled before
        is stuck there; the logarithm does."""
        pressed, costs = Pressed(self.screen), TwoCosts(self.screen)
        good, bad, worse = (sum_of(output) for output in (GOOD, BAD, WORSE))
        with self.say("wrong", pause=0.6) as line:
            self.play(FadeIn(pressed.upper, pressed.lower, pressed.curve, pressed.stops[0], pressed.wanted, pressed.sum),
                      Transform(rolled, pressed.squares.ball), run_time=0.6)
            self.remove(rolled)
            moving = [pressed.squares, pressed.guide, pressed.dot]
            self.add(*moving)
            for start, end, mark, stop in ((good, bad, "bad", pressed.stops[1]), (bad, worse, "worse", pressed.stops[2])):
                self.play(PlayThrough(moving, pressed.show, start, end, rate_func=smooth), run_time=max(line.until(mark), 0.9))
                self.play(FadeIn(stop), run_time=0.2)
            line.wait_for("differ")
            self.play(FadeIn(pressed.flat), run_time=0.4)
            line.wait_for("stuck")
            self.play(PlayThrough([pressed.squares.ball], pressed.squares.let_go(worse), 0, 1), run_time=max(line.left, 1.0))
        with self.say("cross", pause=0.6) as line:
            self.smaller(pressed, costs)
            line.wait_for("halve")
            over, at = [costs.squares, costs.title], good
            for half in costs.halvings:
                self.climb(costs, over, at, half.z, STAIR * abs(half.z - at))
                self.play(FadeIn(half.output), FadeIn(half.stair, shift=0.2 * UP), run_time=0.25)
                over.append(half.stair)
                at = half.z
            line.wait_for("same")
            self.play(*(half.stair.animate(rate_func=there_and_back).set_color(role("focus")) for half in costs.halvings),
                      FadeIn(costs.step), run_time=0.8)
            over.append(costs.step)
            line.wait_for("log")
            self.play(FadeIn(costs.formula), run_time=0.3)
            self.drift(line.left)
        self.without_limit(costs, over)

    def smaller(self, pressed: Pressed, costs: TwoCosts) -> None:
        """The squares make room above them; the output that is right comes down to the axis of the sum."""
        costs.squares.show(sum_of(WORSE))
        costs.squares.let_go(sum_of(WORSE))(1)
        gone = "upper", "curve", "dot", "guide", "lower", "wanted", "flat"
        self.play(FadeOut(*(getattr(pressed, part) for part in gone), *pressed.stops[1:]), run_time=0.25)
        self.play(ReplacementTransform(pressed.squares, costs.squares), ReplacementTransform(pressed.stops[0], costs.stop),
                  ReplacementTransform(pressed.sum, costs.sum), FadeIn(costs.plot), run_time=0.6)
        self.play(FadeIn(costs.title, costs.says, costs.wanted), run_time=0.25)

    def climb(self, costs: TwoCosts, over: list, start: float, end: float, seconds: float) -> None:
        """The ground of the logarithm grows under what is there already."""
        self.play(PlayThrough([costs.entropy, *over], costs.entropy.show, start, end), run_time=seconds)

    def without_limit(self, costs: TwoCosts, over: list) -> None:
        """It rises for ever where the net is sure and wrong; a ball that is let go there rolls to where it costs nothing."""
        with self.say("ends", pause=0.8) as line:
            self.climb(costs, over, costs.halvings[-1].z, LIMIT, max(line.until("limit"), 1.2))
            rolls = PlayThrough([costs.entropy.ball], costs.entropy.let_go(LIMIT), 0, 1, rate_func=linear)
            self.play(rolls, run_time=max(line.until("zero"), 1.6))
            self.play(FadeIn(costs.right), run_time=0.3)
            self.drift(line.left + 1.0)

    # --- of one image ------------------------------------------------------------------------------

    def from_both_sides(self) -> VGroup:
        """What each output gives to the right answer: a part of its ruler, from the one end or from the other."""
        every = both_sides.both_sides(self.run, self.screen)
        yes, no = ([one for one in every if one.ruler.wanted == wanted] for wanted in (1, 0))
        self.play(FadeOut(*self.others(), rate_func=SOON), FadeIn(*(one.ruler for one in every), rate_func=LATE), run_time=0.5)
        with self.say("side", pause=0.4) as line:
            line.wait_for("own")
            self.play(LaggedStart(*(FadeIn(one.question, shift=0.2 * UP) for one in every), lag_ratio=0.3), run_time=0.8)
            self.play(LaggedStart(*(FadeIn(one.answer) for one in every), lag_ratio=0.3), run_time=0.6)
            self.drift(line.left)
        with self.say("how_right", pause=0.7) as line:
            for mark, these in (("right", yes), ("minus", no)):
                line.wait_for(mark)
                self.play(*(Create(one.part) for one in these), run_time=0.6)
                self.play(FadeIn(*(one.equation for one in these)), run_time=0.3)
            self.drift(line.left + 0.4)
        return every

    def summed_up(self, every: VGroup) -> None:
        """Minus the logarithm of each, looked up on its curve, in one tray: the cross-entropy."""
        found = LookedUp(self.run, every, self.screen)
        moved = [(one.equation[-1], row.share) for one, row in zip(every, found.rows, strict=True)]
        gone = [part for one in every for part in (one.ruler, one.question, one.answer, one.part, *one.equation[:-1])]
        with self.say("look_up", pause=0.3) as line:
            self.play(FadeOut(*gone, rate_func=SOON), *(ReplacementTransform(*pair) for pair in moved),
                      FadeIn(*(row[k] for row in found.rows for k in (0, 2)), found.log, found.axis, found.fractions,
                             found.tray.walls, rate_func=LATE),
                      run_time=0.9)
            self.hold(line.at("up") - line.elapsed)
            self.look_up(found, 0, line.until("height") - 0.3)
            for k in range(1, len(every) - 1):
                self.look_up(found, k)
            self.drift(line.left)
        with self.say("sum", pause=1.2) as line:
            line.wait_for("add")
            self.look_up(found, len(every) - 1)
            line.wait_for("cross")
            self.play(Create(found.total[0]), FadeIn(found.total[1]), run_time=0.4)
            self.play(FadeIn(found.total[2]), run_time=0.3)
            self.drift(line.left)
        self.both_grounds()

    def look_up(self, found: LookedUp, k: int, seconds: float = QUICK) -> None:
        """What an output gives is laid along the axis; over its end, as high as the curve, is what it costs, and goes into the
        tray. seconds: until it is there."""
        lying, guide, bar = (parts[k] for parts in (found.lying, found.guides, found.bars))
        row = found.rows[k]
        self.play(row.share.animate(rate_func=there_and_back).scale(1.2), Create(lying), Create(guide, rate_func=LATE),
                  run_time=max(seconds, QUICK))
        self.play(GrowFromEdge(bar, DOWN), FadeIn(row.equals, found.numbers[k], rate_func=LATE), run_time=0.5)
        self.play(Transform(bar, found.layers[k], path_arc=-PI / 5), FadeOut(lying, guide), run_time=0.6)

    def both_grounds(self) -> None:
        """What the program computes, and what it descends, over a sum: a ball is stuck on the one, and rolls on the other."""
        (computed, flat, *below), (learned, steep, *beside) = side_by_side(self.screen)
        worse = sum_of(WORSE)
        with self.say("learn", pause=0.1) as line:
            self.play(FadeOut(*self.others()), run_time=0.3)
            self.play(FadeIn(computed[1], flat.roll(worse), *below, learned[1], steep.roll(worse), *beside), run_time=0.4)
            for mark, title in (("squares", computed), ("steep", learned)):
                line.wait_for(mark)
                self.play(FadeIn(title[0]), run_time=0.3)
            self.play(*(PlayThrough([one.ball], one.let_go(worse), 0, 1, rate_func=linear) for one in (flat, steep)),
                      run_time=max(line.left, 1.0))
