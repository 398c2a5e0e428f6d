"""Closing: the question of the opening, the numbers that answer it, the whole program, and where it all came from."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, FadeIn, FadeOut, Group, GrowFromEdge, LaggedStart, ReplacementTransform,
                   VGroup, there_and_back)

from scenes.film.stage.scene import TRANSITION
from scenes.kit.bars import LevelBar
from scenes.kit.declare import excuse
from scenes.kit.digit import Digit, through_black
from scenes.kit.minimap import Minimap
from scenes.kit.moments import PlayThrough
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.scales import largest
from scenes.kit.text import in_line, words
from scenes.kit.theme import BODY, role
from scenes.kit.wall import Wall, journey
from scenes.scratch.at_work import AtWork
from scenes.scratch.cast import FACE, whole_listing
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import face, hardest
from scenes.scratch.wording import HARD

PLACE = DOWN * 0.25       # of the listing and of what is as large
START = 0.25              # of the strength of the weights' pictures, when they come
MOVE_OUT = 3.4            # seconds that the move from one image to all takes at least;
REST = 0.9                # then the wall stands: it fills the frame, whose edge must not drift


class Closing(Chapter):
    """The images, the listing and the wall of the opening, and what was learned in between."""

    def construct(self):
        cards = self.question()
        pictures = self.numbers(cards)
        work = self.whole_program(pictures)
        self.at_work(work)
        self.yours(work)
        self.back_to_the_images()
        self.play(FadeOut(*self.mobjects), run_time=TRANSITION)

    # --- the answer --------------------------------------------------------------------------------

    def question(self) -> Group:
        """The images of the opening, of which the first takes the face's place, and how strongly the finished net speaks for
        either of the two classes."""
        cards = Group(*(self.card(*hard) for hard in hardest(self.runs, HARD))).arrange(RIGHT, buff=0.55).move_to(PLACE)
        first, log = cards[0][0], self.experiments.strangers
        before, after, side, place = log.images[face(log)] / 255, first.pixels / 255, first.width, first.get_center()
        self.add(first.show(before).set(width=FACE[0]).move_to(FACE[1]))
        self.open()
        with self.say("question", pause=0.5) as line:
            self.play(PlayThrough([first], lambda s: first.show(through_black(before, after.ravel(), s)), 0, 1), run_time=0.6)
            self.play(first.animate.set(width=side).move_to(place),
                      *(FadeIn(card[0], shift=3 * LEFT) for card in cards[1:]), run_time=0.8)
            self.play(LaggedStart(*(card[0].animate(rate_func=there_and_back).scale(1.04) for card in cards), lag_ratio=0.4),
                      run_time=max(line.left, 1.2))
        with self.say("says", pause=0) as line:
            line.wait_for("answer")
            for card in cards:
                self.play(*(FadeIn(bar[0], bar[2]) for bar in card[1]), *(GrowFromEdge(bar[1], LEFT) for bar in card[1]),
                          run_time=0.6)
            names = in_line(*(words(self.screen(key), BODY, role(kind)) for key, kind in
                              (("answer", "activation"), ("label", "target"))), buff=0.8).next_to(cards, DOWN, buff=0.35)
            self.play(FadeIn(names), run_time=0.4)
            self.drift(line.left + 0.9)
        return Group(cards, names)

    def card(self, image: np.ndarray, index: int) -> Group:
        """A test image, and its two largest outputs, in the order of their classes."""
        run = self.digits
        outputs, classes = run.test_outputs[index], run.meta["classes"]
        digit, rows = Digit(image, side=3.8), VGroup()
        for k in sorted(np.argsort(outputs)[-2:]):
            kind = "target" if classes[k] == int(run.test_labels[index]) else "activation"
            rows.add(LevelBar(float(outputs[k]), str(classes[k]), 2.5, kind,
                              (f"digits:test_outputs[{index},{k}]", f"digits:meta.classes[{k}]"), size=0.42))
        rows.arrange(DOWN, buff=0.22, aligned_edge=LEFT).next_to(digit, DOWN, buff=0.3).align_to(digit, LEFT)
        return Group(digit, rows)

    def numbers(self, cards: Group) -> Mosaic:
        """What the weights into the hidden neurons have become, out of the black."""
        run = self.digits
        change = run.w_i_h[-1] - run.w_i_h[0]
        top = largest(change) / 2
        mosaic = Mosaic(weight_pictures(START * change, top), 13.2, 6.1, full=True).move_to(PLACE)

        def bloom(share: float):
            mosaic.show(weight_pictures(share * change, top))
        with self.say("numbers", pause=0.5) as line:
            self.play(FadeOut(cards), run_time=0.4)
            self.play(FadeIn(mosaic), run_time=0.3)
            self.play(PlayThrough([mosaic], bloom, START, 1), run_time=max(line.left, 2.0))
        return mosaic

    # --- the program -------------------------------------------------------------------------------

    def whole_program(self, before: Mosaic) -> AtWork:
        """The map grows to the frame, and is the whole listing; of it the lines that learn come close."""
        pages, work = whole_listing(self.digits.meta["source"]).move_to(PLACE), AtWork(self.pixels)
        grown = self.far(pages)
        with self.say("found", pause=0.1) as line:
            self.remove(self.spine)
            small = self.spine.map.copy()
            self.add(small)
            self.play(FadeOut(before, run_time=0.5), ReplacementTransform(small, grown, run_time=0.8))
            self.play(FadeOut(grown), FadeIn(pages), run_time=0.4)
            self.drift(line.left - 0.5)
            leaving, staying = work.out_of(pages)
            self.play(FadeOut(leaving), run_time=0.3)
            self.play(*staying, run_time=0.7)
            self.remove(pages)
            self.add(work.listing)
            self.play(FadeIn(work.net, self.spine), run_time=0.3)
            self.add(work)
        return work

    def at_work(self, work: AtWork) -> None:
        """Part after part is lit, while the small net does what it says."""
        with self.say("all", pause=0.4) as line:
            for part in ("guess", "compare", "blame", "turn"):
                line.wait_for(part)
                self.play(*work.part(part), run_time=0.7)

    def far(self, pages: VGroup) -> Minimap:
        """The listing as the map shows it, in the place of the listing itself."""
        for page in pages:
            excuse(page, "exposure", "the map turns into the listing that it is a map of")
        return excuse(Minimap(pages), "exposure", "the map turns into the listing that it is a map of")

    def yours(self, work: AtWork) -> None:
        """Every line is lit, one after the other."""
        with self.say("yours", pause=0.8) as line:
            self.play(work.listing.light(), run_time=0.4)
            self.hold(line.at("line") - line.elapsed - 0.6)
            rows = [row for row in work.listing.lines if len(row)]
            self.play(LaggedStart(*(row.animate(rate_func=there_and_back).scale(1.03, about_edge=LEFT) for row in rows),
                                  lag_ratio=0.12), run_time=max(line.left, 1.6))

    # --- where it came from ------------------------------------------------------------------------

    def back_to_the_images(self) -> None:
        """From the image that the film went into, the look moves out to all of them."""
        run = self.digits
        wall = Wall(run.wall_index, run.mosaic, run.wall_half, run.wall_full).look(1)
        self.play(*(FadeOut(mobject) for mobject in self.mobjects), run_time=0.25)
        with self.say("images", pause=REST) as line:
            self.play(FadeIn(wall), run_time=0.4)
            self.play(journey(wall, 1, 0), run_time=max(MOVE_OUT, line.left - 0.1))
