"""Inside: what a hidden neuron looks for, how all of them make an answer, and how the images sort themselves by what they say."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, Animation, FadeIn, FadeOut, Group, LaggedStart, Square,
                   UpdateFromAlphaFunc, VGroup, linear, smooth)

from scenes.kit.crowd import Crowd
from scenes.kit.diagram import LightUp, Neuron
from scenes.kit.digit import Digit, through_black
from scenes.kit.laid_over import InkSheet, LaidOver
from scenes.kit.moments import PlayThrough, Timeline, between
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.pouring import Pouring
from scenes.kit.text import words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.bending import first_of
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import face, face_answers, voted_on
from scenes.scratch.lit_most import BothImages, LitMost, clearest, voter
from scenes.scratch.sum_bars import ROWS, START, sums
from scenes.scratch.strokes import Reading, changes, full_colour
from scenes.scratch.votes import Votes
from scenes.scratch.woken import OnTheirWeights, woken

FIELD = (12.9, 6.1)            # the largest field for the weights of all hidden neurons
SOON = 0.57                    # share of the logged moments from which on they are shown
MIDDLE = -0.35                 # y of the middle of what stands under the map
HERO, HERO_PLACE = 5.9, np.array([-3.6, MIDDLE, 0])       # one neuron's weights
NEURON = [3.3, -2.3, 0]        # place of the neuron below its bars
SEEN = 2.2                     # x of the two images beside the weights
OTHERS = 2                     # more neurons whose images are shown
CROWD = (14.2, 6.3)            # size of the field of points
SPREAD = (11.6, 4.4)           # what the points fill of it
NEAR = 1.2                     # how much closer the points are seen at the start
VOTED, VOTED_PLACE = 3.3, np.array([-4.95, MIDDLE, 0])      # the image whose answer is seen to come about
POINT, CLOSE = 0.34, 1.0       # side of an image that is a point; and from close by
ZOOM = 4.2                     # how much closer
PAIRS = 3                      # the nearest pairs of neighbours, between which it goes


class Inside(Chapter):
    """The real net's weights, and what it makes of some test images."""

    def construct(self):
        mosaic = self.bloom()
        picture, rows = self.one_neuron(mosaic)
        neuron = self.lay_over(picture, rows)
        self.other_image(picture, rows, neuron)
        shown = self.show_others(picture, self.in_one_sentence(picture, rows))
        crowd, around = self.become_points(self.wake_by_a_face(self.recall(self.vote(shown))))
        self.sort_itself(crowd, around)
        self.go_closer(crowd, around)
        self.close()

    # --- what each neuron looks for ----------------------------------------------------------------

    def bloom(self) -> Mosaic:
        """All that changed in the weights, from nothing at the start to what it is in the end."""
        run, scale = self.digits, full_colour(self.digits)[0]
        mosaic = Mosaic(weight_pictures(np.zeros_like(run.w_i_h[0]), scale), *FIELD, full=True).move_to([0, MIDDLE, 0])

        def show(s: float):
            mosaic.show(weight_pictures(between(run.w_i_h, s) - run.w_i_h[0], scale))
        last = len(run.updates) - 1
        show(last * SOON)
        self.open(mosaic)
        with self.say("strokes", pause=0.6) as line:
            self.play(PlayThrough([mosaic], show, last * SOON, last), run_time=line.until("nobody"))
            self.play(mosaic.animate.scale(1.01), run_time=max(line.left, 0.7), rate_func=linear)
        return mosaic

    def one_neuron(self, mosaic: Mosaic) -> tuple[LaidOver, VGroup]:
        """One picture comes close; its blue and its orange weights by themselves, and what they mean."""
        reading = Reading.telling(self.digits)
        picture = LaidOver(changes(self.digits)[reading.neuron], mosaic.frames[reading.neuron].width,
                           full_colour(self.digits)[0]).move_to(mosaic.place(reading.neuron))
        rows = VGroup(*(self.row_name(key, kind, y) for key, kind, y in
                        zip(("wakes", "quiets"), ("positive", "negative"), ROWS)))
        with self.say("blue", pause=0.4) as line:
            self.add(picture)
            self.play(FadeOut(mosaic, run_time=0.4),
                      picture.animate(run_time=1.2).scale(HERO / picture.frame.width).move_to(HERO_PLACE))
            line.wait_for("blue")
            self.play(FadeIn(rows[0]), self.bring_out(picture, (1, 1), (1, 0.12)), run_time=0.5)
            self.hold(line.at("orange") - line.elapsed)
            self.play(FadeIn(rows[1]), self.bring_out(picture, (1, 0.12), (0.12, 1)), run_time=0.5)
            self.hold(line.left - 0.2)
            self.play(self.bring_out(picture, (0.12, 1), (1, 1)), run_time=0.5)
        return picture, rows

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
        sheet = InkSheet(self.pixels_of(reading), HERO).move_to(picture)
        bars, figures = sums(reading)
        with self.say("lay", pause=0.3) as line:
            self.play(FadeIn(sheet, shift=3 * DOWN), run_time=0.9)
            self.hold(line.at("blue") - line.elapsed - 0.4)
            self.remove(sheet)
            self.play(self.take_colour(picture, reading), run_time=0.5)
            self.pour(reading, picture, bars, figures, 0, 1.2)
            self.hold(line.at("orange") - line.elapsed - 0.2)
            self.pour(reading, picture, bars, figures, 1, 0.9)
        neuron = Neuron(0.85).move_to(NEURON)
        with self.say("lights", pause=0.5) as line:
            self.play(FadeIn(neuron), run_time=0.4)
            line.wait_for("lights")
            self.play(LightUp(neuron, float(self.digits.h[-1, reading.probe, reading.neuron, 0]), reading.value_key),
                      run_time=0.5)
            self.play(picture.animate.scale(1.007), run_time=0.7, rate_func=linear)
        self.bars, self.figures = bars, figures
        return neuron

    def other_image(self, picture: LaidOver, rows: VGroup, neuron: Neuron) -> None:
        """The same neuron and the image that it likes least."""
        before, reading = Reading.telling(self.digits), Reading.telling(self.digits).opposite()
        sheet = InkSheet(self.pixels_of(reading), picture.frame.width).move_to(picture)
        old, (bars, figures) = VGroup(self.bars, self.figures), sums(reading)
        with self.say("dark", pause=0.9) as line:
            self.play(FadeOut(old, neuron), self.take_colour(picture, before, 1, 0), run_time=0.4)
            picture.bring_out(1, 1)
            self.play(FadeIn(sheet, shift=3 * DOWN), run_time=0.6)
            self.remove(sheet)
            self.play(self.take_colour(picture, reading), run_time=0.3)
            self.pour(reading, picture, bars, figures, 0, 0.6)
            self.pour(reading, picture, bars, figures, 1, 0.9)
            asleep = Neuron(0.85).move_to(neuron)
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
            self.play(FadeOut(rows), self.take_colour(picture, lit.opposite(), 1, 0), run_time=0.4)
            picture.bring_out(1, 1)
            self.play(FadeIn(both.digits, both.neurons), run_time=0.5)
            for mark, ring in zip(("here", "there"), both.rings, strict=True):
                self.hold(line.at(mark) - line.elapsed - 0.2)
                self.play(*(FadeIn(circle, scale=1.6) for circle in ring), run_time=0.5)
            self.drift(line.left + 0.3)
        return both

    def show_others(self, picture: LaidOver, beside: Group) -> LitMost:
        """It becomes one of some neurons, each with the test images that light it most; their ink takes the weights' colours."""
        images, own = self.experiments.crowd.images, Reading.telling(self.digits).neuron
        shown = LitMost(self.digits, [own, *clearest(self.digits, images, OTHERS, own)], images).move_to([0, MIDDLE, 0])
        first = shown.tiles[0]
        with self.say("others", pause=0.9) as line:
            self.play(FadeOut(beside), run_time=0.3)
            self.play(picture.animate.set(width=first.width).move_to(first), run_time=0.7)
            self.play(FadeIn(*shown.tiles[1:]), run_time=0.4)
            self.remove(picture)
            self.add(first)
            self.hold(line.at("images") - line.elapsed - 0.3)
            self.play(LaggedStart(*(FadeIn(one) for row in zip(*shown.rows) for one in row), lag_ratio=0.1, run_time=1.2),
                      *(self.bring_out(tile, (1, 1), (1, 0.2)) for tile in shown.tiles))
            self.play(shown.colour(), run_time=0.9)
        return shown

    def pixels_of(self, reading: Reading) -> np.ndarray:
        """The pixels of a reading's image."""
        return self.digits.probe_images[reading.probe]

    def take_colour(self, picture: LaidOver, reading: Reading, start: float = 0, end: float = 1) -> Animation:
        """The ink takes on the colour of the weights below it, or gives it back."""
        pixels, way = self.pixels_of(reading), end - start
        return UpdateFromAlphaFunc(picture, lambda mobject, alpha: mobject.show_ink(pixels, start + way * alpha))

    def pour(self, reading: Reading, picture: LaidOver, bars: VGroup, figures: VGroup, row: int, seconds: float):
        """The pixels of one colour leave the picture and become their bar: row 0 blue, 1 orange."""
        terms = reading.terms.clip(min=0) if row == 0 else reading.terms.clip(max=0)
        pixels = Pouring(terms, picture, bars[row][2], backwards=row == 1)
        self.add(bars[row][:2], pixels)
        self.play(PlayThrough([pixels], pixels.show, 0, 1), run_time=seconds)
        self.remove(pixels)
        self.add(bars[row])
        self.play(FadeIn(figures[row]), run_time=0.3)

    # --- the answer ----------------------------------------------------------------------------------

    def vote(self, shown: LitMost) -> Votes:
        """One image, what all hidden neurons say to it, and how their weights to two answers make the one win."""
        run, log = self.digits, self.experiments
        which = voter(run, log)
        digit = Digit(log.crowd.images[which], side=VOTED).move_to(VOTED_PLACE)
        votes = Votes(run, digit, voted_on(run, log), self.screen("bias"), "digits",
                      f"test_outputs[{log.crowd.index[which]}]")
        with self.say("votes", pause=0.5) as line:
            self.play(FadeOut(shown), run_time=0.3)
            self.play(FadeIn(digit, votes.neurons, votes.bias, votes.bias_name), votes.stand(0), run_time=0.5)
            self.play(votes.wake(votes.neurons, votes.hidden, run_time=max(line.until("votes") - 0.2, 1.0)))
            self.play(votes.vote(0, run_time=max(line.left - 0.4, 2.0)))
            self.play(votes.sum_up(0), run_time=0.7)
        with self.say("rival", pause=1.0) as line:
            self.play(votes.stand(1), run_time=0.4)
            self.play(votes.vote(1, run_time=max(line.until("wins") - 0.2, 1.8)))
            self.play(votes.sum_up(1), votes.lose(1), run_time=0.7)
            self.drift(line.left)
        return votes

    def recall(self, votes: Votes) -> Votes:
        """The face takes the image's place, and the question is asked between its answer and the next one."""
        log, digit = self.experiments.strangers, votes.digit
        before, after = (pixels.ravel() / 255 for pixels in (digit.pixels, log.images[face(log)]))
        with self.say("face", pause=0.3) as line:
            self.play(FadeOut(votes), run_time=0.4)
            self.play(PlayThrough([digit], lambda s: digit.show(through_black(before, after, s)), 0, 1), run_time=0.6)
            asked = Votes(self.digits, digit, face_answers(log), self.screen("bias"), "experiments",
                          f"strangers.outputs[{face(log)}]")
            self.play(FadeIn(asked.neurons, asked.bias, asked.bias_name), run_time=0.3)
            for k, mark in enumerate(("answer", "rival")):
                self.hold(line.at(mark) - line.elapsed - 0.2)
                self.play(asked.stand(k), run_time=0.4)
        return asked

    def wake_by_a_face(self, votes: Votes) -> Group:
        """The face's ink on the weights of the neurons by which it moves its answer up most: they wake, and all vote."""
        neurons = woken(self.digits, votes.digit.pixels.ravel(), votes.answers[0])
        weights = OnTheirWeights(votes, neurons)
        with self.say("woken", pause=0.6) as line:
            self.play(FadeIn(weights.tiles), run_time=0.5)
            self.play(weights.colour(run_time=0.8))
            self.hold(line.at("blue") - line.elapsed - 0.2)
            self.play(weights.weigh(run_time=0.6))
            self.hold(line.at("wake") - line.elapsed - 0.2)
            self.play(weights.wake(run_time=0.6), votes.wake(votes.neurons, votes.hidden, run_time=1.0))
            self.play(votes.vote(0), votes.vote(1), run_time=max(line.left, 1.8))
            self.play(votes.sum_up(0, 1), votes.lose(1), run_time=0.7)
        return Group(votes.digit, votes)

    # --- the crowd ---------------------------------------------------------------------------------

    def become_points(self, before: Group) -> tuple[Crowd, Group]:
        """Test images, each where what all hidden neurons say to it puts it."""
        log = self.experiments.crowd
        crowd = Crowd(log.images, *CROWD).move_to([0, MIDDLE, 0])
        for classes, name in zip(self.confused(), ("class_a", "class_b"), strict=True):
            crowd.colour(classes, name)
        around = self.named()
        with self.say("crowd", pause=0.4) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.add(crowd)
            self.play(PlayThrough([crowd], lambda share: crowd.show(self.places(0) * NEAR, POINT * NEAR, share), 0, 1),
                      run_time=0.8)
            self.hold(line.at("seen") - line.elapsed - 1.2)
            self.play(FadeIn(around), run_time=0.6)
            self.play(self.approach(crowd), run_time=max(line.left, 0.8))
        return crowd, around

    def confused(self) -> list[np.ndarray]:
        """Which images (P,) are of the one and which of the other class that are confused most, in the order of their hues."""
        log = self.experiments.crowd
        first = first_of(log.confused)
        return [log.labels == log.confused[k] for k in (first, 1 - first)]

    def places(self, s: float) -> np.ndarray:
        """Where the images are at position s of the logged moments, (P, 2) from the middle of the field."""
        points = self.experiments.crowd.points
        low, high = points.min(axis=(0, 1)), points.max(axis=(0, 1))
        return (between(points, s) - (low + high) / 2) * np.array(SPREAD) / (high - low)

    def approach(self, crowd: Crowd) -> Animation:
        """Slowly a little nearer."""
        return PlayThrough([crowd], lambda share: crowd.show(self.places(0) * NEAR * (1 + 0.02 * share), POINT * NEAR), 0, 1)

    def named(self) -> VGroup:
        """What the points are, and the line of the run's updates."""
        name = words(self.screen("shadow"), BODY, role("quiet"), source="digits:meta.hidden")
        timeline = Timeline(self.experiments.crowd.updates, 9.0, self.screen("updates"))
        return VGroup(name.move_to([-6.6, 2.85, 0], aligned_edge=LEFT), timeline.move_to([0, -3.25, 0]))

    def sort_itself(self, crowd: Crowd, around: VGroup) -> None:
        """Through the logged moments, from the start to the end."""
        last, timeline = len(self.experiments.crowd.updates) - 1, around[1]

        def show(s: float):
            near = (1.02 * NEAR) ** (1 - s / last)
            crowd.show(self.places(s) * near, POINT * near)
            timeline.show(s)
        with self.say("learn", pause=0) as line:
            line.wait_for("learn")
            self.play(PlayThrough([crowd, timeline], show, 0, 0.62 * last), run_time=line.left + 1.6)
        with self.say("sorts", pause=0.8) as line:
            self.play(PlayThrough([crowd, timeline], show, 0.62 * last, last, rate_func=smooth),
                      run_time=max(line.left, 3.0))

    # --- close to a border -------------------------------------------------------------------------

    def go_closer(self, crowd: Crowd, around: VGroup) -> None:
        """The two classes that are confused most; closer, where they meet."""
        log = self.experiments.crowd
        places = self.places(len(log.updates) - 1)
        centre = places[log.pairs[:PAIRS].ravel()].mean(axis=0)
        others = ~np.logical_or(*self.confused())

        def tint(share):
            crowd.show(places, POINT, np.where(others, 1 - 0.65 * share, 1))

        def nearer(share):
            zoom = ZOOM ** share
            crowd.show((places - share * centre) * zoom, POINT * (CLOSE / POINT) ** share, np.where(others, 0.35, 1))
        with self.say("touch", pause=0.2) as line:
            self.hold(line.at("touch") - line.elapsed - 1.4)
            self.play(PlayThrough([crowd], tint, 0, 1), run_time=0.7)
            self.play(FadeOut(around), run_time=0.3)
            self.play(PlayThrough([crowd], nearer, 0, 1, rate_func=smooth), run_time=1.9)
            self.drift(1.0)
