"""Why each knob turns in proportion to its slope: a part of the chapter on going downhill."""

from manim import (PI, RIGHT, UP, Create, FadeIn, FadeOut, Transform, TransformFromCopy, rate_functions,
                   there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE
from scenes.scratch.chapter import Chapter
from scenes.scratch.leaning import BESIDE, LEG, Leaning
from scenes.scratch.two_knobs import TwoKnobs


class InProportion(Chapter):
    """On the best way each knob turns in proportion to its slope."""

    def what_each_turns(self, two: TwoKnobs) -> Leaning:
        """The best way, from nearer, and what each knob turns on it; why that is in proportion to its slope."""
        lean = Leaning(two, self.screen)
        lean.show(0)
        measure = (two.tray, two.before, two.head, two.ticks, two.lowest)
        self.play(FadeOut(two.ring, two.count, two.crossings, two.lines[len(lean.lines):], *measure), run_time=0.3)
        self.remove(*two.lines, two.level, two.square, two.rod)
        near = [lean.lines, lean.level, lean.square, lean.rod, two.dials]
        self.add(*near, two.names, *two.slopes)
        self.play(PlayThrough([two.land, *near], lean.show, 0, 1, rate_func=rate_functions.smooth), run_time=0.8)
        with self.say("far", pause=1.0) as line:
            for k, mark in enumerate(("one", "other")):
                self.hold(line.until(mark) - 0.3)
                self.play(Create(lean.legs[k]), FadeIn(lean.turns[k]), run_time=0.7)
            self.drift(line.left)
        with self.say("cancel", pause=1.9) as line:
            self.hold(line.until("stays") - 0.3)
            self.play(lean.level.animate(rate_func=there_and_back).set_stroke(width=11), FadeIn(lean.nothing[0]), run_time=0.7)
            for k, mark in ((0, "one"), (1, "other")):
                self.hold(line.until(mark) - 0.3)
                self.play(TransformFromCopy(two.slopes[1 - k][2], lean.kept[k]), FadeIn(lean.nothing[1 + k]), run_time=0.9)
            self.play(FadeIn(lean.nothing[3], shift=0.2 * RIGHT), run_time=0.4)
            self.drift(line.left)
        with self.say("own", pause=1.1) as line:
            self.play(FadeOut(lean.nothing), run_time=0.3)
            self.hold(line.until("turn") - 0.3)
            self.play(*(Transform(leg, place.copy(), path_arc=-PI / 2)
                        for leg, place in zip(lean.kept, lean.legs[::-1], strict=True)), run_time=1.1)
            self.play(FadeOut(lean.kept), *(leg.animate(rate_func=there_and_back).set_stroke(width=2 * LEG) for leg in lean.legs),
                      run_time=0.5)
            for k, mark in enumerate(("each", "own")):
                self.hold(line.until(mark) - 0.3)
                self.play(TransformFromCopy(two.slopes[k][2], lean.bars[k]), FadeIn(lean.said[k], rate_func=LATE),
                          lean.turns[k].animate.move_to(lean.beyond(k)), run_time=0.7)
                laid_on = lean.bars[k].animate(rate_func=there_and_back).shift(BESIDE * (RIGHT, UP)[k])
                self.play(laid_on, run_time=0.8)
        return lean
