"""Limits: what the finished net has not learned, and a kind of layer that helps with it."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, Animation, FadeIn, FadeOut, Group, Indicate, LaggedStart, ReplacementTransform,
                   Square, Text, UpdateFromAlphaFunc, VGroup, linear, rush_from, smooth, there_and_back)

from network.experiments.limits import moved
from scenes.kit.diagram import Neuron
from scenes.kit.digit import Digit, squared, through_black
from scenes.kit.laid_over import LaidOver
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import activation_fill
from scenes.kit.sliding_window import FoundMap, WeightCells, slid, telling_patch, window_on
from scenes.kit.sprites import Sprites, grid
from scenes.kit.text import Number, SwitchTo, in_line, words
from scenes.kit.theme import TITLE, role
from scenes.scratch.cast import EXAMPLE, FACE
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import face, stripes
from scenes.scratch.over_weights import Over
from scenes.scratch.outputs_beside import BESIDE, outputs_beside, point_out
from scenes.scratch.strokes import Reading, answers, changes, forward, full_colour

SIDE, IMAGE = EXAMPLE
UNDER = -2.95                  # y of what is said under them
WALL, WALL_PITCH, WALL_MIDDLE = (10, 25), (0.52, 0.52), 0.15      # rows and columns of the wall of images
EDGE = 6.55                    # x of the end of the safe area
DARK = 0.25                    # what is left of an image that is not read rightly
SWAPPED = 4.6, LEFT * 4.2, RIGHT * 0.95, RIGHT * 5.2      # side of an image and of weights, their middles, that of the neuron
STRANGER, STRANGERS = 2.9, (4.55, 3.25)      # side of a picture that is no digit; from one to the next
ANSWER, WIDEST, GROWN = 1.4, 0.9, 2.0       # em of what is said to it, and its width at most; how much larger the last becomes
WINDOW = 5                     # pixels of the sliding window's side
TO_GUESS = 1.5                 # seconds, with the pause after the question
COUNTED = 4.35, UNDER, 0       # where it is said how far the image has moved, beside large weights
FULL = 0.5                     # of the largest sum of the sliding weights: from there on a place has its full colour
SETTLED = 0.8                  # seconds before the words end in which the last image is reached
PLACES = grid(*WALL, WALL_PITCH, (0, WALL_MIDDLE))
FRONT, LEANS = 0.16, 0.35      # how broad a wave over a wall of images is, and how much it leans


def wave(places: np.ndarray, share: float) -> np.ndarray:
    """(n,) in 0..1: how far each image at places (n, 2) is, when a wave is so far over all of them, from the upper left."""
    along = places @ [1, -LEANS]
    order = (along - along.min()) / max(float(np.ptp(along)), 1e-9)
    return np.clip((share * (1 + FRONT) - order) / FRONT, 0, 1)


def on_the_wall(log) -> list[int]:
    """Which images of the crowd are on the wall, in their order there, after the one that was moved."""
    index = log.crowd.index
    return [int(k) for k in np.argsort(index) if index[k] != log.shifts.example][:WALL[0] * WALL[1] - 1]


class Limits(Chapter):
    """What the real net answers to images that were moved, inverted or are none at all."""

    def construct(self):
        shown = self.move_it()
        digit = self.say_why(shown)
        self.slide_over(digit)
        self.close(self.never_learned(self.no_digits(self.swap(self.black_on_white(digit)))))

    # --- moved -------------------------------------------------------------------------------------

    def example(self, by: int) -> np.ndarray:
        """The example (784,) moved to the right by so many pixels."""
        return moved(self.experiments.shifts.example_image[None], 0, by)[0]

    def moved_by(self) -> VGroup:
        """How many pixels to the right the example was moved: not at all."""
        by = Number(0, 0, size=1.3 * TITLE, source="experiments:shifts.pixels[0]")
        return in_line(words(self.screen("pixels"), TITLE, role("quiet")), by).move_to([IMAGE[0], UNDER, 0])

    def move_it(self) -> Group:
        """The image from the chapter before gives way to one that the net read surely, with its outputs; it goes to the
        right, pixel by pixel."""
        log = self.experiments.shifts
        digit = Digit(self.example(0), side=SIDE).move_to(IMAGE)
        bars = outputs_beside(self.experiments, log.example_outputs[0])
        under = self.moved_by()
        by = under[1]
        before, after = self.experiments.confused.images[0] / 255, self.example(0) / 255
        self.add(digit.show(before))
        give_way = PlayThrough([digit], lambda share: digit.show(through_black(before, after, share)), 0, 1)
        self.play(give_way, FadeIn(bars, rate_func=rush_from), run_time=0.4)
        self.open()
        with self.say("first", pause=0.5) as line:
            self.drift(line.left - 0.4)
            self.play(point_out(bars, log.example_outputs[0]), run_time=0.4)
        with self.say("moved", pause=1.0) as line:
            line.wait_for("one")
            self.play(FadeIn(under), run_time=0.3)
            pause = max((line.left - SETTLED) / len(log.pixels[1:]) - 0.5, 0.1)
            for d in map(int, log.pixels[1:]):
                self.play(self.switch(digit, bars, d), SwitchTo(by, d, f"experiments:shifts.pixels[{d}]"),
                          point_out(bars, *log.example_outputs[[d, d - 1]]), run_time=0.5)
                if d < log.pixels[-1]:
                    self.hold(pause)
        return Group(digit, bars, under)

    def switch(self, digit: Digit, bars: Group, d: int) -> Animation:
        """The image jumps by a pixel; the bars go to what the net says then."""
        log = self.experiments.shifts
        before, after = log.example_outputs[d - 1], log.example_outputs[d]

        def show(mobject, alpha):
            digit.show(self.example(d))
            bars.show(before + smooth(alpha) * (after - before))
        return UpdateFromAlphaFunc(Group(digit, bars), show, rate_func=linear)

    def say_why(self, shown: Group) -> Digit:
        """The image over the weights of a hidden neuron that it wakes, and then no longer does: they stay, and its ink slides off
        those that wait for it. Returns the image, where it was at first."""
        digit, bars, under = shown
        furthest, by = int(self.experiments.shifts.pixels[-1]), under[1]
        over = Over(self.digits, np.stack([self.example(d) / 255 for d in range(furthest + 1)]))

        def show(d: float) -> None:
            over.slide(d)
            by.set_value(round(d)).source = f"experiments:shifts.pixels[{round(d)}]"

        with self.say("same", pause=0.2) as line:
            self.play(FadeOut(bars, under, rate_func=SOON), self.move_back(digit), run_time=0.6)
            self.remove(digit)
            show(0)
            under.move_to(COUNTED)
            self.play(PlayThrough([over.picture], over.come, 0, 1, rate_func=smooth),
                      FadeIn(over.neuron, under, rate_func=LATE), run_time=0.9)
            line.wait_for("sits")
            self.play(FadeIn(spot := over.spot(), scale=4), run_time=0.4)
            self.hold(line.at("there") - line.elapsed)
            self.play(PlayThrough([over.picture, over.neuron, by], show, 0, furthest, rate_func=smooth), run_time=2.2)
            self.play(spot.animate(rate_func=there_and_back).set_stroke(width=9), run_time=0.5)

        def leave(share: float) -> None:
            over.slide((1 - share) * furthest)
            over.come(1 - share)
        self.play(FadeOut(spot, over.neuron, under, rate_func=SOON),
                  PlayThrough([over.picture], leave, 0, 1, rate_func=smooth), run_time=0.7)
        self.remove(over.picture)
        self.add(digit)
        return digit

    def move_back(self, digit: Digit) -> PlayThrough:
        """The image goes back to where it was before it moved."""
        furthest = int(self.experiments.shifts.pixels[-1])
        return PlayThrough([digit], lambda d: digit.show(self.example(round(d))), furthest, 0, rate_func=smooth)

    # --- another kind of layer ---------------------------------------------------------------------

    def slide_over(self, digit: Digit) -> None:
        """A few weights slide over the image; their sums make a picture, place by place."""
        learned = changes(self.digits)
        neuron, row, column = telling_patch(learned, WINDOW)
        weights = squared(learned[neuron])[row:row + WINDOW, column:column + WINDOW]
        sums = slid(self.example(0), weights)
        found = FoundMap(sums, SIDE / len(digit.pixels), FULL * float(sums.max())).move_to(BESIDE)
        window = VGroup(WeightCells(weights, digit.frame.width * WINDOW / len(digit.pixels)), window_on(digit, WINDOW, 0))
        window[0].move_to(window[1])
        window.set_z_index(1)       # above what moves below them
        name = words(self.screen("convolution"), TITLE, role("focus")).move_to([IMAGE[0], UNDER, 0])
        result = words(self.screen("result"), TITLE, role("quiet")).move_to([BESIDE[0], UNDER, 0])

        def slide(place: float):
            found.show(sums, place + 1)
            window.move_to(window_on(digit, WINDOW, int(place)))

        with self.say("window", pause=0.3) as line:
            self.play(FadeIn(found, window, result), run_time=0.4)
            self.hold(line.at("slide") - line.elapsed - 0.3)
            until, left = line.until("convolution"), max(line.left, 2.6)
            named = sums.size * until / left
            self.play(PlayThrough([window, found], slide, 0, named), run_time=until)
            self.play(PlayThrough([window, found], slide, named, sums.size - 1), FadeIn(name, run_time=0.4),
                      run_time=left - until)
        told = self.moves_along(weights, digit, found, window, name)
        self.play(FadeOut(found, window, result, *told, rate_func=SOON), self.move_back(digit), run_time=0.5)

    def moves_along(self, weights: np.ndarray, digit: Digit, found: FoundMap, window: VGroup, name: Text) -> VGroup:
        """The image goes to the right once more; the place where these weights find most of it, and what they find, go along.
        Returns what says so."""
        furthest, across = int(self.experiments.shifts.pixels[-1]), len(digit.pixels) - WINDOW + 1
        row, column = divmod(int(slid(self.example(0), weights)[:, :-furthest].argmax()), across - furthest)
        mark, (under, by) = found.mark(row, column).scale(WINDOW).set_stroke(role("focus"), 6), self.moved_by()
        best = row * across + column

        def show(d: float) -> None:
            pixels, there = self.example(round(d)), column + round(d)
            digit.show(pixels)
            found.show(slid(pixels, weights))
            window.move_to(window_on(digit, WINDOW, best + round(d)))
            mark.move_to(found.mark(row, there))
            by.set_value(round(d)).source = f"experiments:shifts.pixels[{round(d)}]"
        with self.say("along", pause=0.5) as line:
            self.play(window.animate.move_to(window_on(digit, WINDOW, best)), FadeOut(name, rate_func=SOON),
                      FadeIn(under, by, rate_func=LATE), run_time=0.6)
            self.play(FadeIn(mark, scale=3), run_time=0.3)
            self.hold(line.at("along") - line.elapsed - 0.6)
            self.play(PlayThrough([digit, found, window, mark, by], show, 0, furthest), run_time=max(line.left, 1.5))
        return VGroup(mark, under, by)

    # --- black on white, and nothing at all --------------------------------------------------------

    def black_on_white(self, digit: Digit) -> Group:
        """The image becomes one of a wall of test images, over which a wave goes that swaps black and white; those that are still
        read rightly stay bright."""
        crowd, run, shifts = self.experiments.crowd, self.digits, self.experiments.shifts
        order = on_the_wall(self.experiments)
        images = np.concatenate([shifts.example_image[None], crowd.images[order]])
        labels = np.append(int(shifts.example_label), crowd.labels[order])
        places = PLACES[:len(images)]
        wall = Sprites(images, places)
        right = answers(run, 1 - images / np.float32(255)).argmax(axis=1) == labels
        number = Number(100 * float(self.experiments.inverted.accuracy), 1, unit="%", size=1.7 * TITLE,
                        source="experiments:inverted.accuracy*100", color=role("error"))
        of = Number(int(run.meta["data"]["test"]), 0, size=TITLE, source="digits:meta.data.test")
        told = (words(self.screen(key), TITLE, role("quiet")) for key in ("of_all", "inverted"))
        figure = in_line(number, next(told), of, next(told), buff=0.25).move_to([0, UNDER, 0])
        kept = [Square(WALL_PITCH[0], stroke_color=role("target"), stroke_width=5).move_to([*places[k], 0])
                for k in np.flatnonzero(right)]

        def come(share):
            wall.show(places, opacity=np.maximum(wave(places, share), np.arange(len(places)) == 0))

        def flip(share):
            gone = wave(places, share)
            wall.show(places, gone > 0.5, np.abs(2 * gone - 1))

        def judge(share):
            wall.show(places, True, np.where(right, 1, 1 - (1 - DARK) * wave(places, share)))
        with self.say("guess", pause=0.5) as line:
            self.play(digit.animate.set(width=wall.side).move_to([*places[0], 0]), run_time=0.6)
            self.remove(digit)
            self.play(PlayThrough([wall], come, 0, 1), run_time=0.5)
            line.wait_for("black")
            self.play(PlayThrough([wall], flip, 0, 1), run_time=1.8)
            self.drift(line.left + TO_GUESS)
        self.play(PlayThrough([wall], judge, 0, 1), FadeIn(figure, *kept, rate_func=LATE), run_time=0.9)
        with self.say("inverted", pause=0.5) as line:
            self.drift(line.left + 0.5)
        return Group(wall, figure, *kept)

    def swap(self, wall: Group) -> Group:
        """The same for one image of the wall and one hidden neuron: as it was, and swapped again: the ink leaves what the neuron
        looks for, and is all around; what it gets is each pixel times its weight."""
        run, reading = self.digits, Reading.darkened(self.digits)
        pixels = run.probe_images[reading.probe].astype(float)
        digit, start = Digit(pixels / 255, side=wall[0].side), self.place_of(reading)
        picture = LaidOver(changes(run)[reading.neuron], SWAPPED[0], full_colour(run)[0]).move_to(SWAPPED[2])
        name = words(self.screen("gets"), TITLE, role("quiet")).next_to(picture, DOWN, buff=0.3)
        neuron = Neuron(0.85).move_to(SWAPPED[3])

        spots = grid(*digit.pixels.shape, (1, 1))

        def show(share: float):
            mixed = (pixels + wave(spots, share) * (255 - 2 * pixels)) / 255
            digit.show(mixed)
            picture.show_ink(mixed, 1)
            neuron.paint(activation_fill(float(forward(run, mixed[None])["h"][reading.neuron, 0])))
        show(1)
        self.add(digit.move_to(start))
        with self.say("swapped", pause=1.2) as line:
            self.hold(line.at("ink") - line.elapsed - 3.0)
            self.play(FadeOut(wall, rate_func=SOON), digit.animate.set(width=SWAPPED[0]).move_to(SWAPPED[1]), run_time=0.7)
            self.play(FadeIn(picture, name, neuron), run_time=0.4)
            self.play(PlayThrough([digit, picture, neuron], show, 1, 0), run_time=0.7)
            self.drift(line.at("ink") - line.elapsed - 0.4)
            self.play(PlayThrough([digit, picture, neuron], show, 0, 1), run_time=1.4)
        return Group(digit, picture, name, neuron)

    def place_of(self, reading: Reading) -> np.ndarray:
        """Where the image of a reading is on the wall; if it is not there, in the middle."""
        own = int(self.digits.probe_index[reading.probe])
        index = [int(self.experiments.shifts.example), *self.experiments.crowd.index[on_the_wall(self.experiments)]]
        there = self.digits.probe_set[reading.probe] == "test" and own in index
        return np.array([*(PLACES[index.index(own)] if there else (0, WALL_MIDDLE)), 0])

    def no_digits(self, before: Group) -> Group:
        """A picture that is no digit, with all its outputs; then others, each with the answer and how large that output is, the
        face as the last one; the black one, whose pixels push nothing, stands out."""
        log, which = self.experiments.strangers, face(self.experiments.strangers)
        order = [int(k) for k in np.argsort(log.outputs.max(axis=1)) if k != which] + [which]
        cards = {k: self.stranger(k).move_to([*place, 0]) for k, place in zip(order, grid(2, 3, STRANGERS, (0, -0.35)))}
        first = stripes(log)
        digit, bars = Digit(log.images[first], side=SIDE).move_to(IMAGE), outputs_beside(self.experiments, log.outputs[first])
        self.push_aside(before, Group(digit, bars))
        with self.say("ten", pause=0) as line:
            line.wait_for("answer")
            self.play(point_out(bars, log.outputs[first]), run_time=0.4)
            self.hold(line.at("black") - line.elapsed - 0.9)
            others = [card[0] for k, card in cards.items() if k != first]
            self.play(FadeOut(bars, rate_func=SOON), ReplacementTransform(digit, cards[first][0]),
                      *(FadeIn(one, rate_func=LATE) for one in others), run_time=0.6)
            self.play(LaggedStart(*(FadeIn(card[1]) for card in cards.values()), lag_ratio=0.25), run_time=1.0)
            dark, answer = cards[int(log.images.sum(axis=1).argmin())]
            self.play(dark.frame.animate.set_stroke(role("focus"), 5), Indicate(answer, 1.3, role("activation")), run_time=0.7)
            self.drift(line.left + 0.5)
        return Group(*cards.values())

    def stranger(self, k: int) -> Group:
        """One such picture."""
        log = self.experiments.strangers
        best = int(log.outputs[k].argmax())
        answer = words(str(self.experiments.meta["classes"][best]), ANSWER, role("activation"), bold=True,
                       source=f"experiments:meta.classes[argmax(strangers.outputs[{k}])]")
        answer.scale(min(WIDEST / answer.width, 1))
        digit = Digit(log.images[k], side=STRANGER)
        return Group(digit, answer.next_to(digit, RIGHT, buff=0.3))

    def never_learned(self, strangers: Group) -> Digit:
        """To tell its answers apart is all that it can do: the face comes close, with its answer. Returns the face."""
        digit, answer = strangers[-1]
        with self.say("apart", pause=0.9) as line:
            self.hold(line.at("what") - line.elapsed - 0.6)
            self.play(FadeOut(*strangers[:-1], rate_func=SOON),
                      digit.animate.set(width=FACE[0]).move_to(FACE[1]),
                      answer.animate.scale(GROWN).next_to(FACE[1] + FACE[0] / 2 * RIGHT, RIGHT, buff=1.2), run_time=0.9)
            self.play(Indicate(answer, 1.15, role("activation")), run_time=0.7)
        return digit
