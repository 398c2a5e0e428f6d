"""Why each knob turns in proportion to its slope: a part of the chapter on going downhill."""

from manim import Create, FadeIn, FadeOut, rate_functions, there_and_back

from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.scratch.chapter import Chapter
from scenes.scratch.leaning import LEG, Leaning
from scenes.scratch.two_knobs import BREADTH, LEVEL, TwoKnobs

ASIDE_OF_IT = 0.3          # opacity of the best way while another one is spoken of


class InProportion(Chapter):
    """On the best way each knob turns in proportion to its slope."""

    def what_each_turns(self, two: TwoKnobs) -> Leaning:
        """What each knob turns on the best way; along the level line, where the cost stays; and that this is the same, turned by
        a right angle."""
        lean = Leaning(two, self.screen)
        with self.say("far", pause=0.3) as line:
            self.play(FadeOut(two.count, two.crossings, two.lowest), run_time=0.3)
            for k, mark in enumerate(("one", "other")):
                self.hold(line.until(mark) - 0.3)
                self.play(Create(lean.legs[k]), FadeIn(lean.turns[k]), run_time=0.6)
            self.drift(line.left)
        self.each_others(two, lean)
        self.its_own(two, lean)
        return lean

    def each_others(self, two: TwoKnobs, lean: Leaning) -> None:
        """By the other one's slope each: what the one lowers, the other lifts."""
        with self.say("cancel", pause=0.3) as line:
            self.play(PlayThrough([two.tray, two.dials], two.go, 1, 0, rate_func=rate_functions.smooth),
                      *self.best_way_seen(two, lean, ASIDE_OF_IT), FadeOut(lean.turns), run_time=0.5)
            self.play(two.level.animate(rate_func=there_and_back).set_stroke(width=11), FadeIn(two.dot), run_time=0.6)
            lean.walk(0)
            self.add(*lean.kept, two.dot)
            for k, mark, start in ((1, "one", 0), (0, "other", 0.5)):
                self.hold(line.until(mark) - 0.2)
                self.play(PlayThrough(lean.moved, lean.walk, start, start + 0.5, rate_func=rate_functions.smooth),
                          two.slopes[1 - k][2].animate(rate_func=there_and_back).set_stroke(width=2 * BREADTH), run_time=0.9)
                self.play(FadeIn(lean.swapped[k]), run_time=0.3)
            self.drift(line.left)

    def its_own(self, two: TwoKnobs, lean: Leaning) -> None:
        """The same, turned by a right angle: that is the best way."""
        with self.say("own", pause=0.5) as line:
            self.play(FadeOut(lean.swapped), run_time=0.2)
            self.hold(line.until("turn") - 0.2)
            self.play(PlayThrough(lean.moved, lean.rotate, -LEVEL, 0, rate_func=rate_functions.smooth), run_time=1.1)
            self.play(FadeOut(*lean.kept, rate_func=SOON), *self.best_way_seen(two, lean, 1),
                      FadeIn(lean.turns, rate_func=LATE), run_time=0.5)
            for k, mark in enumerate(("each", "own")):
                self.hold(line.until(mark) - 0.2)
                self.play(lean.legs[k].animate(rate_func=there_and_back).set_stroke(width=2 * LEG),
                          two.slopes[k][2].animate(rate_func=there_and_back).set_stroke(width=2 * BREADTH),
                          FadeOut(lean.turns[k], rate_func=SOON), FadeIn(lean.sizes[k], rate_func=LATE), run_time=0.7)
            self.drift(line.left)

    def best_way_seen(self, two: TwoKnobs, lean: Leaning, opacity: float) -> list:
        """The animations that let so much of it be seen."""
        return [two.rod.animate.set_opacity(opacity),
                *(part.animate.set_stroke(opacity=opacity) for part in (two.square, *lean.legs))]
