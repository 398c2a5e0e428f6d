"""The first part of the chapter on what is inside: what a hidden neuron looks for, seen on images."""

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, Animation, FadeIn, FadeOut, Group, Square, UpdateFromAlphaFunc, VGroup, linear)

from scenes.kit.diagram import LightUp, Neuron
from scenes.kit.laid_over import InkSheet, LaidOver
from scenes.kit.moments import PlayThrough, between
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.pouring import Pouring
from scenes.kit.text import words
from scenes.kit.theme import TITLE, role
from scenes.scratch.lit_most import BothImages
from scenes.scratch.strokes import Reading, changes, full_colour
from scenes.scratch.stranger import stranger
from scenes.scratch.sum_bars import ROWS, START, sums

FIELD, EDGE = (9.4, 6.2), 6.5  # the largest field for the weights of all hidden neurons; x where it ends
ASKED = 3.0                    # width of the picture that is not explained yet, beside them
FORMING = 0.68                 # share of the logged moments from which on they are shown
MIDDLE = -0.35                 # y of the middle of what stands under the map
HERO, HERO_PLACE = 5.9, np.array([-3.6, MIDDLE, 0])       # one neuron's weights
NEURON, LARGE = [3.3, -2.3, 0], 0.85        # place of the neuron below its bars, and its radius
SEEN = 2.2                     # x of the two images beside the weights


class LooksFor:
    """From the weights of all hidden neurons to the images that wake one of them most, and least."""

    def bloom(self) -> Mosaic:
        """The picture that nobody has explained yet; then all that changed in the weights, to what it is in the end."""
        run, scale = self.digits, full_colour(self.digits)[0]
        mosaic = Mosaic(weight_pictures(np.zeros_like(run.w_i_h[0]), scale), *FIELD, full=True)
        mosaic.move_to([EDGE, MIDDLE, 0], aligned_edge=RIGHT)

        def show(s: float):
            mosaic.show(weight_pictures(between(run.w_i_h, s) - run.w_i_h[0], scale))
        last = len(run.updates) - 1
        show(last * FORMING)
        self.open(unanswered := stranger(self.experiments))
        with self.say("strokes", pause=0.6) as line:
            self.hold(line.at("found") - line.elapsed - 0.4)
            beside = unanswered.copy().arrange(DOWN, buff=0.4).set(width=ASKED).move_to([-EDGE, MIDDLE, 0], LEFT)
            self.play(*(part.animate(path_arc=arc).set(width=there.width).move_to(there)      # the answer goes around the picture
                        for part, there, arc in zip(unanswered, beside, (0, -PI / 2), strict=True)), run_time=0.8)
            self.play(FadeIn(mosaic), run_time=0.3)
            self.play(PlayThrough([mosaic], show, last * FORMING, last), run_time=max(line.until("nobody"), 1.4))
            self.play(mosaic.animate.scale(1.01), run_time=max(line.left, 0.7), rate_func=linear)
        return mosaic

    def one_neuron(self, mosaic: Mosaic) -> tuple[LaidOver, VGroup]:
        """One picture comes close; its blue and its orange weights by themselves, and what they mean."""
        reading = Reading.telling(self.digits)
        picture = LaidOver(changes(self.digits)[reading.neuron], mosaic.frames[reading.neuron].width,
                           full_colour(self.digits)[0]).move_to(mosaic.place(reading.neuron))
        rows = self.row_names()
        with self.say("blue", pause=0.4) as line:
            self.add(picture)
            self.play(FadeOut(*self.others(picture), run_time=0.4),
                      picture.animate(run_time=1.2).scale(HERO / picture.frame.width).move_to(HERO_PLACE))
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

    def lay_over(self, picture: LaidOver) -> Neuron:
        """The image that it likes best: ink on blue and ink on orange pour into their bars; the neuron lights up."""
        reading = Reading.telling(self.digits)
        sheet = InkSheet(self.pixels_of(reading), HERO).move_to(HERO_PLACE)
        bars, figures = sums(reading)
        with self.say("lay", pause=0.6) as line:
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
            for k, mark in enumerate(("here", "there")):
                self.hold(line.at(mark) - line.elapsed - 0.4)
                self.play(both.meet(k, run_time=0.7))
            self.drift(line.left + 0.3)
        return both

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
