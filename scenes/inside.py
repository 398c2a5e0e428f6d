"""Inside: what a hidden neuron looks for, how all of them make an answer, and how the images sort themselves by what they say."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, Create, FadeIn, FadeOut, Group, Restore, Square, UpdateFromAlphaFunc,
                   VGroup, linear, smooth)

from scenes.kit.diagram import Glow, LightUp, Neuron
from scenes.kit.digit import Digit
from scenes.kit.laid_over import InkSheet, LaidOver
from scenes.kit.moments import PlayThrough, Timeline, between
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.pouring import Pouring
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.alike import Alike
from scenes.scratch.all_sums import AllSums
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import face, face_answers, voted_on
from scenes.scratch.lit_most import IMAGES, BothImages, LitMost, clearest, voter
from scenes.scratch.sorting import HUES, Sorting
from scenes.scratch.sum_bars import ROWS, START, sums, two_bars
from scenes.scratch.stranger import stranger
from scenes.scratch.strokes import Reading, changes, full_colour
from scenes.scratch.towers import Towers
from scenes.scratch.votes import Votes
from scenes.scratch.voting import BEAD, CENTRE, RADIUS, SIDE, Voting
from scenes.scratch.woken import Met, decide

FIELD = (12.9, 6.1)            # the largest field for the weights of all hidden neurons
FORMING = 0.57                 # share of the logged moments from which on they are shown
MIDDLE = -0.35                 # y of the middle of what stands under the map
HERO, HERO_PLACE = 5.9, np.array([-3.6, MIDDLE, 0])       # one neuron's weights
BESIDE = 3.2                   # room for what is told on either side of them, when they are in the middle
NEURON, LARGE = [3.3, -2.3, 0], 0.85        # place of the neuron below its bars, and its radius
BRIGHTER = 0.5                 # of the change that has its full colour, where the face's ink lies on weights that changed less
REACH = 6.1                    # all that bars without figures reach
SEEN = 2.2                     # x of the two images beside the weights
OTHERS = 2                     # more neurons whose images are shown
SEEN_WITHOUT = 1.0             # seconds in which the answers are seen without the votes of the neuron that decides
VOTED, VOTED_PLACE = 2.3, np.array([-5.4, -0.25, 0])      # the image whose answer is seen to come about


class Inside(Chapter):
    """The real net's weights, and what it makes of some test images."""

    def construct(self):
        mosaic = self.bloom()
        picture, rows = self.one_neuron(mosaic)
        neuron = self.lay_over(picture, rows)
        self.other_image(picture, rows, neuron)
        shown = self.show_others(picture, self.in_one_sentence(picture, rows))
        self.why(self.recall(self.vote(shown)))
        crowd, around = self.become_points(self.largest_wins())
        self.sort_itself(crowd, around)
        self.go_closer(crowd, around)
        self.close()

    # --- what each neuron looks for ----------------------------------------------------------------

    def bloom(self) -> Mosaic:
        """The picture that nobody has explained yet; then all that changed in the weights, to what it is in the end."""
        run, scale = self.digits, full_colour(self.digits)[0]
        mosaic = Mosaic(weight_pictures(np.zeros_like(run.w_i_h[0]), scale), *FIELD).move_to([0, MIDDLE, 0])

        def show(s: float):
            mosaic.show(weight_pictures(between(run.w_i_h, s) - run.w_i_h[0], scale))
        last = len(run.updates) - 1
        show(last * FORMING)
        self.open(unanswered := stranger(self.experiments))
        with self.say("strokes", pause=0.6) as line:
            self.hold(line.at("found") - line.elapsed - 0.4)
            self.play(FadeOut(unanswered, rate_func=SOON), FadeIn(mosaic, rate_func=LATE), run_time=0.6)
            self.play(PlayThrough([mosaic], show, last * FORMING, last), run_time=max(line.until("nobody"), 1.4))
            self.play(mosaic.animate.scale(1.01), run_time=max(line.left, 0.7), rate_func=linear)
        return mosaic

    def one_neuron(self, mosaic: Mosaic) -> tuple[LaidOver, VGroup]:
        """One picture comes close; its blue and its orange weights by themselves, and what they mean."""
        reading = Reading.telling(self.digits)
        picture = LaidOver(changes(self.digits)[reading.neuron], mosaic.frames[reading.neuron].width,
                           full_colour(self.digits)[0]).move_to(mosaic.place(reading.neuron))
        rows = self.row_names()
        for row, side in zip(rows, (LEFT, RIGHT), strict=True):
            row.save_state().scale(min(BESIDE / row.width, 1)).move_to((HERO / 2 + 0.3 + row.width / 2) * side + MIDDLE * UP)
        with self.say("blue", pause=0.4) as line:
            self.add(picture)
            self.play(FadeOut(mosaic, run_time=0.4),
                      picture.animate(run_time=1.2).scale(HERO / picture.frame.width).move_to([0, MIDDLE, 0]))
            line.wait_for("blue")
            self.play(FadeIn(rows[0]), self.bring_out(picture, (1, 1), (1, 0.12)), run_time=0.5)
            self.hold(line.at("orange") - line.elapsed)
            self.play(FadeIn(rows[1]), self.bring_out(picture, (1, 0.12), (0.12, 1)), run_time=0.5)
            self.hold(line.left - 0.2)
            self.play(self.bring_out(picture, (0.12, 1), (1, 1)), run_time=0.5)
        return picture, rows

    def row_names(self) -> VGroup:
        """Both colours and what they mean."""
        return VGroup(*(self.row_name(key, kind, y) for key, kind, y in
                        zip(("wakes", "quiets"), ("positive", "negative"), ROWS)))

    def row_name(self, key: str, kind: str, y: float) -> VGroup:
        """A patch of a colour and what it means, above the place of its bar."""
        patch = Square(0.3, stroke_width=0, fill_color=role(kind), fill_opacity=1)
        name = words(self.screen(key), TITLE)
        return VGroup(patch, name.next_to(patch, RIGHT, buff=0.2)).move_to([START, y + 0.7, 0], aligned_edge=LEFT)

    @staticmethod
    def bring_out(picture: LaidOver, before: tuple, after: tuple) -> Animation:
        """Both colours go from one pair of strengths to another."""
        start, way = np.array(before), np.subtract(after, before)
        return UpdateFromAlphaFunc(picture, lambda mobject, alpha: mobject.bring_out(*(start + alpha * way)))

    # --- one image after the other -----------------------------------------------------------------

    def lay_over(self, picture: LaidOver, rows: VGroup) -> Neuron:
        """The image that it likes best: ink on blue and ink on orange pour into their bars; the neuron lights up."""
        reading = Reading.telling(self.digits)
        sheet = InkSheet(self.pixels_of(reading), HERO).move_to(HERO_PLACE)
        bars, figures = sums(reading)
        with self.say("lay", pause=0.3) as line:
            self.play(picture.animate.move_to(HERO_PLACE), *map(Restore, rows), run_time=0.6)
            self.play(FadeIn(sheet, shift=3 * DOWN), run_time=0.7)
            self.hold(line.at("blue") - line.elapsed - 0.4)
            self.remove(sheet)
            self.play(picture.take_colour(self.pixels_of(reading)), run_time=0.5)
            self.pour(reading.terms, picture, bars, 0, 1.2)
            self.play(FadeIn(figures[0]), run_time=0.3)
            self.hold(line.at("orange") - line.elapsed - 0.2)
            self.pour(reading.terms, picture, bars, 1, 0.9)
            self.play(FadeIn(figures[1]), run_time=0.3)
        neuron = Neuron(LARGE).move_to(NEURON)
        with self.say("lights", pause=0.5) as line:
            self.play(FadeIn(neuron), run_time=0.4)
            self.hold(line.at("lights") - line.elapsed - 0.5)
            self.play(LightUp(neuron, float(self.digits.h[-1, reading.probe, reading.neuron, 0]), reading.value_key),
                      run_time=0.5)
            self.play(picture.animate.scale(1.007), run_time=0.7, rate_func=linear)
        self.bars, self.figures = bars, figures
        return neuron

    def other_image(self, picture: LaidOver, rows: VGroup, neuron: Neuron) -> None:
        """The same neuron and the image that it likes least."""
        before, reading = Reading.telling(self.digits), Reading.telling(self.digits).opposite()
        old, (bars, figures) = VGroup(self.bars, self.figures), sums(reading)
        with self.say("dark", pause=0.6) as line:
            self.play(FadeOut(old, neuron), picture.take_colour(self.pixels_of(before), 1, 0), run_time=0.4)
            self.drop(self.pixels_of(reading), picture, 0.6)
            self.play(picture.take_colour(self.pixels_of(reading)), run_time=0.3)
            for row, seconds in enumerate((0.5, 0.8)):
                self.pour(reading.terms, picture, bars, row, seconds)
                self.play(FadeIn(figures[row]), run_time=0.3)
            asleep = Neuron(LARGE).move_to(neuron)
            self.play(FadeIn(asleep), run_time=0.3)
            line.wait_for("dark")
            self.play(LightUp(asleep, float(self.digits.h[-1, reading.probe, reading.neuron, 0]), reading.value_key),
                      run_time=0.5)
        rows.add(bars, figures, asleep)

    def in_one_sentence(self, picture: LaidOver, rows: VGroup) -> Group:
        """The neuron's weights beside both images: where the ink of the one meets blue, where that of the other meets orange."""
        lit = Reading.telling(self.digits)
        both = BothImages((lit, lit.opposite()), picture, SEEN)
        with self.say("looks", pause=0.6) as line:
            self.play(FadeOut(rows), picture.take_colour(self.pixels_of(lit.opposite()), 1, 0), run_time=0.4)
            picture.bring_out(1, 1)
            self.play(FadeIn(both.digits, both.neurons), run_time=0.5)
            for mark, ring in zip(("here", "there"), both.rings, strict=True):
                self.hold(line.at(mark) - line.elapsed - 0.2)
                self.play(*(FadeIn(circle, scale=1.6) for circle in ring), run_time=0.5)
            self.drift(line.left + 0.3)
        return both

    def show_others(self, picture: LaidOver, beside: Group) -> LitMost:
        """It becomes one of some neurons; the test images that light each of them most lie over it, one by one, then all."""
        images, own = self.experiments.crowd.images, Reading.telling(self.digits).neuron
        shown = LitMost(self.digits, [own, *clearest(self.digits, images, OTHERS, own)], images).move_to([0, MIDDLE, 0])
        first, *others = shown.tiles
        with self.say("others", pause=0.4):
            self.play(FadeOut(beside, rate_func=SOON), picture.animate.set(width=first.width).move_to(first),
                      FadeIn(*others, rate_func=LATE), run_time=0.9)
            self.remove(picture)
            self.add(first)
            for k in range(IMAGES):
                self.play(*(FadeIn(row[k], target_position=tile, scale=3) for row, tile in zip(shown.rows, shown.tiles)),
                          shown.lay(k), run_time=0.45)
            self.play(shown.gather(), run_time=0.5)
        return shown

    def pixels_of(self, reading: Reading) -> np.ndarray:
        """The pixels of a reading's image."""
        return self.digits.probe_images[reading.probe]

    def pour(self, terms: np.ndarray, picture: LaidOver, bars: VGroup, row: int, seconds: float):
        """The pixels of one colour leave the picture and become their bar: row 0 blue, 1 orange. terms: what each adds."""
        one_colour = terms.clip(min=0) if row == 0 else terms.clip(max=0)
        pixels = Pouring(one_colour, picture, bars[row][2], START - 0.2, backwards=row == 1)
        self.add(bars[row][:2], pixels)
        self.play(PlayThrough([pixels], pixels.show, 0, 1), run_time=seconds)
        self.remove(pixels)
        self.add(bars[row])

    # --- the answer ----------------------------------------------------------------------------------

    def vote(self, shown: LitMost) -> Voting:
        """One image, what all hidden neurons say to it, and how their weights to two answers make the one win."""
        run, log = self.digits, self.experiments
        votes = Votes(run, log.crowd.images[voter(run, log)], voted_on(run, log))
        outputs = f"test_outputs[{log.crowd.index[voter(run, log)]}]"
        towers = Towers(votes, "digits", outputs, (self.screen("for"), self.screen("against")))
        voting = Voting(towers, BRIGHTER * full_colour(run)[0], self.screen("bias"))
        with self.say("votes", pause=0.4) as line:
            self.play(FadeOut(shown, rate_func=SOON), FadeIn(voting, rate_func=LATE), run_time=0.6)
            self.play(towers.stand(0, run_time=0.4))
            self.hold(line.at("votes") - line.elapsed)
            self.play(voting.vote(0, run_time=max(line.left - 0.4, 3.8)))
            self.play(towers.sum_up(0, run_time=0.4))
        with self.say("rival", pause=0.6) as line:
            self.play(towers.stand(1, run_time=0.4))
            self.play(voting.vote(1, run_time=max(line.until("wins") - 0.4, 2.4)))
            self.play(towers.sum_up(1, run_time=0.4))
            self.play(towers.decide(run_time=0.5))
            self.drift(line.left)
        return voting

    def recall(self, before: Voting) -> Voting:
        """The face takes the image's place; the same neurons vote on its answer and on the next one: the one ends higher."""
        run, log = self.digits, self.experiments.strangers
        votes = Votes(run, log.images[face(log)], face_answers(log))
        towers = Towers(votes, "experiments", f"strangers.outputs[{face(log)}]", out=decide(run, votes.pixels, votes.answers))
        voting = Voting(towers, BRIGHTER * full_colour(run)[0], self.screen("bias"))
        with self.say("face", pause=0.7) as line:
            self.play(FadeOut(before, rate_func=SOON), FadeIn(voting, rate_func=LATE), run_time=0.6)
            self.play(towers.stand(0, 1, run_time=0.3))
            self.play(voting.vote(0, 1, run_time=max(line.until("more") + 0.2, 3.0)))
            self.play(towers.sum_up(0, 1, run_time=0.4))
            self.play(towers.decide(run_time=0.5))
        return voting

    # --- why the face has that answer --------------------------------------------------------------

    def why(self, voting: Voting) -> None:
        """The neuron that decides between the face's answer and the next one."""
        met = Met(self.digits, voting.towers.out, voting.votes.pixels)
        self.take_out(voting, self.who_decides(voting, met))

    def who_decides(self, voting: Voting, met: Met) -> VGroup:
        """The neuron by which the one answer ends higher comes close: how far the face's ink wakes it, and which ink does."""
        picture, neuron, rows = voting.tile, voting.bead, self.row_names()
        with self.say("woken", pause=0.3) as line:
            self.remove(voting)
            self.add(voting.towers, picture, neuron)
            self.play(voting.towers.mark(met.neuron), voting.lay_on(met.neuron), run_time=0.6)
            self.hold(0.5)
            self.play(FadeOut(voting.towers, rate_func=SOON), FadeIn(rows, rate_func=LATE),
                      picture.animate.scale(HERO / SIDE).move_to(HERO_PLACE),
                      neuron.animate.scale(LARGE / RADIUS).move_to(NEURON), run_time=0.9)
            self.hold(line.at("blue") - line.elapsed - 0.6)
            bars = self.weigh(met, picture, 1.0, 0.8)
            self.hold(line.at("wakes") - line.elapsed - 0.2)
            self.play(Glow(neuron, met.said), picture.light_up(met.pixels, met.sign), run_time=0.6)
            self.drift(line.left)
        return VGroup(rows, bars)

    def take_out(self, voting: Voting, beside: VGroup) -> None:
        """Its votes on both answers, and where these would be without them."""
        towers = voting.towers
        self.play(FadeOut(beside, rate_func=SOON), FadeIn(towers, rate_func=LATE),
                  voting.tile.animate.scale(SIDE / HERO).move_to(CENTRE),
                  voting.bead.animate.scale(RADIUS / LARGE).move_to(BEAD), run_time=0.9)
        with self.say("tips", pause=0.3) as line:
            for k, mark in enumerate(("for", "against")):
                line.wait_for(mark)
                self.play(towers.beat(towers.out, k, run_time=0.6))
            line.wait_for("without")
            self.play(towers.carry(towers.out, False, run_time=1.0))
            self.play(towers.win(run_time=0.6))
            self.drift(max(line.left, SEEN_WITHOUT))
            self.play(towers.carry(towers.out, True, run_time=0.7))
            self.play(towers.mark(towers.out, False), run_time=0.3)

    def drop(self, pixels: np.ndarray, picture: LaidOver, seconds: float) -> None:
        """An image comes on the weights as on a clear sheet."""
        sheet = InkSheet(pixels, picture.frame.width).move_to(picture)
        picture.bring_out(1, 1)
        self.play(FadeIn(sheet, shift=3 * DOWN), run_time=seconds)
        self.remove(sheet)
        picture.show_ink(pixels, 0)

    def weigh(self, met: Met, picture: LaidOver, *seconds: float) -> VGroup:
        """Its ink takes the colours below it, and pours into a bar for either."""
        bars = two_bars(met.levels, met.levels, REACH)
        self.play(picture.take_colour(met.pixels), run_time=0.5)
        for row, one in enumerate(seconds):
            self.pour(met.terms, picture, bars, row, one)
        return bars

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
        crowd = Sorting(self.experiments.crowd).move_to([0, -0.1, 0])
        around, three = self.named(crowd), Alike(crowd)
        crowd.come(0)
        self.play(FadeOut(before, rate_func=SOON), FadeIn(three, rate_func=LATE), run_time=0.6)
        self.play(three.wake(run_time=0.8))
        with self.say("alike", pause=0.3) as line:
            self.hold(line.at("close") - line.elapsed - 0.2)
            self.play(three.go(0, 1, run_time=0.8))
            self.play(Create(three.ring, run_time=0.3))
            self.hold(line.at("far") - line.elapsed - 0.3)
            self.play(three.go(2, run_time=0.8))
        with self.say("crowd", pause=0.4) as line:
            self.add(crowd)
            self.play(FadeOut(*self.others(crowd), rate_func=SOON), FadeIn(around, rate_func=LATE),
                      PlayThrough([crowd], crowd.come, 0, 0.3, rate_func=LATE), run_time=0.7)
            self.play(PlayThrough([crowd], crowd.come, 0.3, 1), run_time=max(line.left, 1.8))
        return crowd, around

    def named(self, crowd: Sorting) -> VGroup:
        """The two classes in their hues, what the points are, and the line of the run's updates."""
        log, meta = crowd.log, self.experiments.meta
        hues = VGroup(*(words(str(meta["classes"][log.confused[k]]), 1.5 * TITLE, role(name), bold=True,
                              source=f"experiments:meta.classes[crowd.confused[{k}]]")
                        for k, name in zip(crowd.order, HUES))).arrange(RIGHT, buff=0.7).move_to([0, 3.15, 0])
        note = words(self.screen("near"), BODY, role("quiet"), source="digits:meta.hidden")
        timeline = Timeline(log.updates, 6.0, self.screen("updates")).move_to([6.5, -3.2, 0], aligned_edge=RIGHT)
        return VGroup(hues, note.move_to([-6.5, -3.2, 0], aligned_edge=LEFT), timeline)

    def sort_itself(self, crowd: Sorting, around: VGroup) -> None:
        """Through the logged moments, from the start to the end."""
        timeline, last = around[-1], crowd.last

        def show(s: float):
            crowd.sort(s)
            timeline.show(s)
        with self.say("learn", pause=0) as line:
            line.wait_for("learn")
            self.play(PlayThrough([crowd, timeline], show, 0, 0.62 * last), run_time=line.left + 1.6)
        with self.say("sorts", pause=0.8) as line:
            self.play(PlayThrough([crowd, timeline], show, 0.62 * last, last, rate_func=smooth),
                      run_time=max(line.left, 3.0))

    def go_closer(self, crowd: Sorting, around: VGroup) -> None:
        """The two classes that are confused most; closer, to where one of the one is next to one of the other."""
        with self.say("touch", pause=0.8) as line:
            self.hold(line.at("touch") - line.elapsed - 1.4)
            self.play(FadeOut(*around[1:]), PlayThrough([crowd], crowd.come_closer, 0, 1, rate_func=smooth), run_time=1.8)
            self.drift(1.0)
