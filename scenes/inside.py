"""Inside: what a hidden neuron looks for, how all of them make an answer, and how the images sort themselves by what they say."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Create, FadeIn, FadeOut, Group, VGroup, rush_into, smooth

from scenes.film.narration.sources import LONGEST
from scenes.kit.diagram import Glow
from scenes.kit.digit import Digit
from scenes.kit.laid_over import InkSheet, LaidOver
from scenes.kit.moments import PlayThrough, Timeline
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.alike import Alike
from scenes.scratch.all_sums import AllSums
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import face, face_answers, voted_on
from scenes.scratch.lit_most import voter
from scenes.scratch.looks_for import HERO, HERO_PLACE, LARGE, NEURON, LooksFor
from scenes.scratch.sorting import HUES, POINT, Sorting
from scenes.scratch.sum_bars import figures, two_bars
from scenes.scratch.strokes import full_colour
from scenes.scratch.towers import Towers
from scenes.scratch.votes import Votes
from scenes.scratch.voting import BEAD, BY_ITSELF, CENTRE, RADIUS, ROWS, SIDE, Voting
from scenes.scratch.woken import Met, decide

BRIGHTER = 0.5                 # of the change that has its full colour, where the face's ink lies on weights that changed less
SEEN_WITHOUT = 1.5             # seconds in which the answers are seen without the votes of the neuron that decides
HUES_WIDE, HUES_PLACE = 1.9, [-6.55, -3.45, 0]      # of the names of two classes, below the crowd
CLEARED = 0.9                  # seconds in which the weights of the map leave
HALFWAY = 0.55                 # of the logged moments, before it is said what learning does
VOTED, VOTED_PLACE = 3.5, np.array([-4.8, -0.15, 0])      # the image whose answer is seen to come about


class Inside(LooksFor, Chapter):
    """The real net's weights, and what it makes of some test images."""

    def construct(self):
        mosaic = self.bloom()
        picture, rows = self.one_neuron(mosaic)
        neuron = self.lay_over(picture)
        self.other_image(picture, rows, neuron)
        self.why(self.recall(self.vote(picture, self.in_one_sentence(picture, rows))))
        crowd, around = self.become_points(self.largest_wins())
        self.sort_itself(crowd, around)
        self.go_closer(crowd, around)
        self.close()

    # --- the answer ----------------------------------------------------------------------------------

    def vote(self, picture: LaidOver, beside: Group) -> Voting:
        """One image, what all hidden neurons say to it, and how their weights to two answers make the one win."""
        run, log = self.digits, self.experiments
        place = voter(run, log)
        votes = Votes(run, log.crowd.images[place], voted_on(run, log))
        towers = Towers(votes, "digits", f"test_outputs[{log.crowd.index[place]}]")
        voting = Voting(towers, BRIGHTER * full_colour(run)[0], self.screen("bias"), f"experiments:crowd.hidden[-1,{place}]",
                        (self.screen("activation"), self.screen("weight"), self.screen("vote")))
        with self.say("votes", pause=0.2) as line:
            towers.come_near().stand(0).interpolate(1)
            self.play(FadeOut(beside, rate_func=SOON), picture.animate.scale(SIDE / HERO).move_to(CENTRE), run_time=0.6)
            self.play(FadeIn(voting), run_time=0.3)
            self.remove(picture)
            self.play(voting.vote(0, end=ROWS[1], run_time=max(line.until("times"), 0.8)))
            self.play(voting.vote(0, start=ROWS[1], end=BY_ITSELF, run_time=max(line.left, 1.0)))
        with self.say("sum", pause=0.5) as line:
            self.hold(line.at("orange") - line.elapsed)
            self.play(voting.vote(0, start=BY_ITSELF, end=1, run_time=1.2))
            self.hold(line.at("blue") - line.elapsed - 0.9)
            self.play(voting.vote(0, start=1, end=1 + BY_ITSELF, run_time=0.9))
            self.hold(0.5)
            self.play(voting.vote(0, start=1 + BY_ITSELF, end=2, run_time=1.2))
        with self.say("add_up", pause=1.0) as line:
            self.play(voting.vote(0, start=2, end=votes.before_bias, run_time=max(line.until("bias"), 1.4)))
            self.play(voting.vote(0, start=votes.before_bias, run_time=max(line.until("sum"), 1.0)))
            self.play(towers.sum_up(0, run_time=0.4))
        with self.say("rival", pause=0.7) as line:
            self.play(towers.step_back(run_time=0.6))
            self.play(towers.stand(1), voting.come_back(), run_time=0.4)
            self.play(voting.vote(1, run_time=max(line.until("wins") - 0.4, 2.4)))
            self.play(towers.sum_up(1, run_time=0.4))
            self.play(towers.decide(run_time=0.5))
            self.drift(line.left)
        return voting

    def recall(self, before: Voting) -> Voting:
        """The face takes the image's place; the same neurons vote on its answer and on the next one: the one ends higher."""
        run, log = self.digits, self.experiments.strangers
        votes = Votes(run, log.images[face(log)], face_answers(log))
        towers = Towers(votes, "experiments", f"strangers.outputs[{face(log)}]", decide(run, votes.pixels, votes.answers))
        voting = Voting(towers, BRIGHTER * full_colour(run)[0], self.screen("bias"))
        with self.say("face", pause=0.7) as line:
            self.play(FadeOut(before, rate_func=SOON), FadeIn(voting, rate_func=LATE), run_time=0.6)
            for k in range(2):
                self.hold(k * (line.at("more") - line.elapsed))
                self.play(towers.stand(k), voting.come_back(), run_time=0.3)
                self.play(voting.vote(k, run_time=1.7))
                self.play(towers.sum_up(k, run_time=0.2))
            self.play(towers.decide(run_time=0.5))
        return voting

    # --- why the face has that answer --------------------------------------------------------------

    def why(self, voting: Voting) -> None:
        """The neuron that decides between the face's answer and the next one."""
        met = Met(self.digits, voting.towers.out, voting.votes.pixels)
        self.take_out(voting, met, self.who_decides(voting, met))

    def who_decides(self, voting: Voting, met: Met) -> VGroup:
        """The neuron by which the one answer ends higher comes close: how far the face's ink wakes it, and which ink does."""
        picture, neuron, rows = voting.tile, voting.bead, self.row_names()
        with self.say("woken", pause=0.3) as line:
            self.remove(voting)
            self.add(voting.towers, picture, neuron)
            self.play(voting.towers.mark(met.neuron), voting.lay_on(met.neuron), voting.come_back(), run_time=0.6)
            self.hold(0.5)
            self.play(FadeOut(voting.towers), run_time=0.3)
            self.play(FadeIn(rows, rate_func=LATE), picture.animate.scale(HERO / SIDE).move_to(HERO_PLACE),
                      neuron.animate.scale(LARGE / RADIUS).move_to(NEURON), run_time=0.7)
            self.hold(line.at("blue") - line.elapsed - 0.6)
            bars = self.weigh(met, picture, 1.0, 0.8)
            self.hold(line.at("wakes") - line.elapsed - 0.2)
            self.play(Glow(neuron, met.said), picture.light_up(met.pixels, met.sign), run_time=0.6)
            self.drift(line.left)
        return VGroup(rows, bars)

    def take_out(self, voting: Voting, met: Met, beside: VGroup) -> None:
        """Its votes on both answers, and where these would be without them, as long as it is silent."""
        towers = voting.towers
        self.play(FadeOut(beside, rate_func=SOON), voting.tile.animate.scale(SIDE / HERO).move_to(CENTRE),
                  voting.bead.animate.scale(RADIUS / LARGE).move_to(BEAD), run_time=0.7)
        self.play(FadeIn(towers), run_time=0.3)
        with self.say("tips", pause=0.1) as line:
            for k, mark in enumerate(("for", "against")):
                line.wait_for(mark)
                self.play(towers.beat(towers.out, k, run_time=0.6))
            line.wait_for("without")
            self.play(towers.carry(towers.out, False), voting.hush(0), run_time=0.8)
            self.play(towers.win(run_time=0.7))
            self.drift(max(line.left, SEEN_WITHOUT))
            self.play(towers.carry(towers.out, True), voting.hush(met.said), run_time=0.6)
            self.play(towers.mark(towers.out, False), run_time=0.3)

    def drop(self, pixels: np.ndarray, picture: LaidOver, seconds: float) -> None:
        """An image comes on the weights as on a clear sheet."""
        sheet = InkSheet(pixels, picture.frame.width).move_to(picture)
        picture.bring_out(1, 1)
        self.play(FadeIn(sheet, shift=3 * DOWN), run_time=seconds)
        self.remove(sheet)
        picture.show_ink(pixels, 0)

    def weigh(self, met: Met, picture: LaidOver, *seconds: float) -> VGroup:
        """Its ink takes the colours below it, and pours into a bar for either, with its sum if that has a short key."""
        up, total = met.levels
        bars, told = two_bars(met.levels, self.digits), VGroup(VGroup(), VGroup())
        if max(map(len, met.keys)) <= LONGEST:
            told = figures((up, total - up), met.keys)
        self.play(picture.take_colour(met.pixels), run_time=0.5)
        for row, one in enumerate(seconds):
            self.pour(met.terms, picture, bars, row, one)
            self.play(FadeIn(told[row]), run_time=0.2)
        return VGroup(bars, told)

    def largest_wins(self) -> Group:
        """The sums of all answers, of which the largest one wins, and a place where there is none."""
        log = self.experiments.strangers
        every = AllSums(self.digits.meta["classes"], log.outputs[face(log)], "experiments", self.screen("none"))
        digit = Digit(log.images[face(log)], side=VOTED).move_to(VOTED_PLACE)
        with self.say("favour", pause=0.5) as line:
            self.play(FadeOut(*self.others(), rate_func=SOON),
                      FadeIn(digit, every.ground, every.rods, every.tops, every.names, rate_func=LATE), run_time=0.5)
            self.play(every.come(run_time=1.2))
            line.wait_for("none")
            self.play(FadeIn(every.none), run_time=0.4)
            line.wait_for("larger")
            self.play(every.win(), run_time=0.4)
            self.drift(line.left)
        return Group(digit, every)

    # --- the crowd ---------------------------------------------------------------------------------

    def become_points(self, before: Group) -> tuple[Sorting, VGroup]:
        """Test images, each where what all hidden neurons say to it puts it."""
        crowd = Sorting(self.experiments.crowd)
        names = self.screen("across"), self.screen("up")
        three = Alike(crowd, names, tuple(self.screen(key) for key in ("activations", "weights_across", "weights_up")))
        crowd.come(0)
        with self.say("alike", pause=0.3) as line:
            self.remove(before[0])
            self.play(FadeOut(before[1], rate_func=SOON), three.take_over(before[0]), FadeIn(three, rate_func=LATE), run_time=0.7)
            self.play(three.wake(0, run_time=max(line.until("directions") - 0.5, 0.8)))
            self.play(FadeIn(three.axes), three.start(), run_time=0.9)
        with self.say("sums", pause=0.4) as line:
            self.play(three.add_up(0), run_time=0.6)
            self.hold(line.at("across") - line.elapsed - 1.8)
            self.play(three.pushed(0, run_time=max(line.until("up") - 0.4, 1.5)))
            self.play(three.add_up(1), run_time=0.4)
            self.play(three.pushed(1, run_time=max(line.left, 1.8)))
            self.remove(three.push, three.lens)
        with self.say("place", pause=0.7) as line:
            told = [axis[0] for axis in three.axes]
            self.play(FadeOut(*told), three.wake(1), run_time=0.6)
            for axis, name in zip(three.axes, told, strict=True):
                axis.remove(name)
            self.add(three.digits[1])
            self.play(three.go(1, run_time=max(line.until("close"), 0.8)))
            self.play(Create(three.ring, run_time=0.4), three.wake(2, run_time=0.6))
            self.add(three.digits[2])
            self.hold(line.at("far") - line.elapsed - 0.8)
            self.play(three.go(2, run_time=max(line.left, 1.2)))
        with self.say("chosen", pause=0.6) as line:
            self.play(FadeOut(three.ring), Create(three.frame), run_time=0.6)
            self.drift(line.left - CLEARED)
            self.play(three.leave(rate_func=SOON), Group(three.digits, three.axes).animate.shift(crowd.get_center()),
                      run_time=CLEARED)
        return self.gather(crowd, three)

    def gather(self, crowd: Sorting, three: Alike) -> tuple[Sorting, VGroup]:
        """All test images that are logged come to where these sums put them before the net has learned."""
        around = self.named(crowd)
        with self.say("crowd", pause=0.6) as line:
            self.play(*(FadeOut(digit, scale=POINT / digit.width, rate_func=rush_into) for digit in three.digits),
                      FadeOut(three.axes, rate_func=SOON), FadeIn(around, rate_func=LATE), run_time=0.6)
            self.add(crowd)
            self.play(PlayThrough([crowd], crowd.come, 0, 1), run_time=max(line.left, 2.0))
        return crowd, around

    def named(self, crowd: Sorting) -> VGroup:
        """The two classes in their hues, and the line of the run's updates, below the crowd."""
        log, meta = crowd.log, self.experiments.meta
        hues = VGroup(*(words(str(meta["classes"][log.confused[k]]), 1.7 * TITLE, role(name), bold=True,
                              source=f"experiments:meta.classes[crowd.confused[{k}]]")
                        for k, name in zip(crowd.order, HUES))).arrange(RIGHT, buff=0.45)
        hues.scale(min(HUES_WIDE / hues.width, 1)).move_to(HUES_PLACE, aligned_edge=DOWN + LEFT)
        timeline = Timeline(log.updates, 5.4, self.screen("updates"), BODY).move_to([6.55, -3.45, 0], aligned_edge=DOWN + RIGHT)
        return VGroup(hues, timeline)

    def sort_itself(self, crowd: Sorting, around: VGroup) -> None:
        """Through the logged moments, from the start to the end; then each class is named where its images are."""
        timeline, last, named = around[-1], crowd.last, crowd.names(self.experiments.meta["classes"])

        def show(s: float):
            crowd.sort(s)
            timeline.show(s)
        with self.say("learn", pause=0) as line:
            line.wait_for("learn")
            self.play(PlayThrough([crowd, timeline], show, 0, HALFWAY * last), run_time=line.left + 2.4)
        with self.say("sorts", pause=2.7) as line:
            self.play(PlayThrough([crowd, timeline], show, HALFWAY * last, last, rate_func=smooth), run_time=max(line.left, 2.8))
            self.play(FadeIn(named, lag_ratio=0.1), run_time=0.8)

    def go_closer(self, crowd: Sorting, around: VGroup) -> None:
        """The two classes that are confused most; closer, to where one of the one is next to one of the other."""
        with self.say("touch", pause=0.8) as line:
            self.play(FadeOut(*self.others(crowd, around[0])), run_time=0.3)
            self.hold(line.at("touch") - line.elapsed - 1.4)
            self.play(PlayThrough([crowd], crowd.come_closer, 0, 1, rate_func=smooth), run_time=1.8)
            self.drift(1.0)
