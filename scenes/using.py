"""Using it: the finished net reads all test images; and what it mistakes for what."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Square, VGroup)

from scenes.kit.confusion import mistake_cells
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.rain import Rain, blocks
from scenes.kit.rates import LATE, SOON
from scenes.kit.sprites import DENSITY
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, SMALLEST, TITLE, role
from scenes.scratch.cast import EXAMPLE
from scenes.scratch.chapter import Chapter

SIDE, CENTRE = 6.35, (-2.0, 0.13)      # of the table of all answers
NAMED = 0.23                           # from its edges to the middles of the classes' names
TAIL = 0.6                             # seconds for which it rains after the words
SKY = 4.3, (-5.1, 0.4)                 # from above the frame, and beside the title and the map
ONE, ONE_X, ONE_Y = 3.9, 4.55, 0.6      # side and middle of the image that is shown as they fall
FALLING, WRONG = 14, 3                    # so many images are shown then, and so many of them are mistaken
LOOKED_AT = 1.3                        # seconds
WALL = (12.9, 6.0)                     # the largest field for the images of one mistake


class Using(Chapter):
    """The last logged moment of the real net, and what it answers on the test images."""

    def construct(self):
        table, one = self.all_of_them()
        self.hand_over(self.most_common(table, self.right_and_wrong(table, one)))

    # --- all of them -------------------------------------------------------------------------------

    def all_of_them(self) -> "tuple[Table, One]":
        """All test images fall into a table: the row is their label, the column the answer."""
        run, log = self.digits, self.experiments
        table, one = Table(run, self.names()), One(run, self.names())
        labels = np.searchsorted(run.meta["classes"], run.test_labels)
        answers = run.test_outputs.argmax(axis=1)
        colors = np.where((labels == answers)[:, None], role("target").to_rgb(), role("error").to_rgb())
        dot = table.dot_for(int(run.confusion.max()))
        rain = Rain(log.thumbnails.images, blocks(labels, answers, table.place, dot), colors, dot, *SKY)
        order = self.shown(labels == answers)

        def show(share: float) -> None:
            rain.show(share)
            k = int(order[min(int(share ** 2 * len(order)), len(order) - 1)])
            one.show(log.crowd.images[k], int(log.crowd.index[k]))
        show(0)
        self.open(table, one)
        with self.say("all", pause=0) as line:
            self.play(PlayThrough([rain, one], show, 0, 1), run_time=max(line.left + TAIL, 4.0))
        table.insert(1, rain)
        return table, one

    def names(self) -> tuple[str, str]:
        """What rows and columns are."""
        return self.screen("label"), self.screen("answer")

    def shown(self, right: np.ndarray) -> np.ndarray:
        """Which of the logged images are seen as they fall: the first ones, then some that are mistaken."""
        index = self.experiments.crowd.index
        order = np.argsort(index)
        wrong = [k for k in order if not right[index[k]]]
        return np.array([*order[:FALLING - len(wrong[:WRONG])], *wrong[:WRONG]])

    def right_and_wrong(self, table: "Table", one: "One") -> VGroup:
        """How many lie on the diagonal, and how many beside it."""
        known, texts = self.film.facts(self.runs), (("right", "target", "right_count"), ("wrong", "error", "mistakes"))
        run = self.digits
        right = int(np.trace(run.confusion))
        counts = VGroup(*(VGroup(Number(value, 0, size=2.4 * TITLE, source=known[fact].source, color=role(kind)),
                                 words(self.screen(text), TITLE, role(kind))).arrange(DOWN, buff=0.18)
                          for (text, kind, fact), value in zip(texts, (right, int(run.confusion.sum()) - right), strict=True)))
        counts.arrange(DOWN, buff=0.9).move_to([ONE_X, -0.25, 0])
        with self.say("diagonal", pause=0.8) as line:
            self.hold(line.at("right") - line.elapsed - 0.2)
            self.play(FadeOut(one, rate_func=SOON), FadeIn(counts[0], rate_func=LATE), run_time=0.7)
            line.wait_for("mistakes")
            cells = [LaggedStart(*(FadeIn(cell) for cell in table.mistakes.values()), lag_ratio=0.02)] if table.mistakes else []
            self.play(FadeIn(counts[1], shift=0.2 * UP), *cells, run_time=0.9)
        table.add(*table.mistakes.values())
        return counts

    def most_common(self, table: "Table", counts: VGroup) -> Group:
        """The cell of the most common mistake, and an image of it; then all of them, which come out of the cell."""
        log = self.experiments.confused
        label, answer = (int(k) for k in log.classes)
        box, one = table.box(label, answer), One(self.digits, self.names())
        pictures = Group(*(Digit(pixels, side=1.0) for pixels in log.images))
        columns = max(range(1, len(pictures) + 1), key=lambda n: min(WALL[0] / n, WALL[1] / -(-len(pictures) // n)))
        pictures.arrange_in_grid(cols=columns, buff=0.1)
        pictures.scale(min(WALL[0] / pictures.width, WALL[1] / pictures.height)).move_to([0, -0.3, 0])
        first, place, side = one.show(log.images[0], int(log.index[0])).digit, pictures[0].get_center(), pictures[0].width
        others, middle = pictures[1:], pictures.get_center()
        around, small = [pictures.width + 0.2, pictures.height + 0.2], 0.9 * box.width / pictures.width
        with self.say("worst", pause=0) as line:
            self.play(Create(box), table.rows[-1][label].animate.scale(1.4), table.columns[-1][answer].animate.scale(1.4),
                      FadeOut(counts, rate_func=SOON), FadeIn(one, rate_func=LATE), run_time=0.8)
            self.hold(line.left - 0.6)
            for picture in others:
                picture.scale(small, about_point=middle).shift(box.get_center() - middle)
            self.play(FadeOut(*self.others(box, one), one.told, rate_func=SOON),
                      *(FadeIn(picture, rate_func=LATE) for picture in others), run_time=0.6)
            self.bring_to_front(first)
            self.play(first.animate.set(width=side).move_to(place),
                      *(picture.animate.scale(1 / small, about_point=middle)
                        .shift((middle - box.get_center()) / small) for picture in others),
                      box.animate.stretch_to_fit_width(around[0]).stretch_to_fit_height(around[1]).move_to(middle), run_time=1.1)
            self.drift(LOOKED_AT)
        return Group(first, *others)

    def hand_over(self, pictures: Group) -> None:
        """One of these images grows, and stays for the next chapter."""
        self.bring_to_front(pictures[0])
        self.play(*(FadeOut(picture, rate_func=SOON) for picture in self.others(pictures[0])),
                  pictures[0].animate.set(width=EXAMPLE[0]).move_to(EXAMPLE[1]), run_time=0.6)
        self.close(pictures[0])


class One(Group):
    """A test image, large, over its label and the answer that it gets."""

    def __init__(self, run, titles: tuple[str, str]):
        self.run, self.digit = run, Digit(run.probe_images[0], side=ONE).move_to([ONE_X, ONE_Y, 0])
        self.numbers = [Number(0, 0, size=2.5 * TITLE, widest=int(max(run.meta["classes"])), color=role(kind),
                               source="digits:test_labels[0]") for kind in ("target", "activation")]
        names = (words(title, BODY, role(kind)) for title, kind in zip(titles, ("target", "activation")))
        self.told = VGroup(*(VGroup(number, name.next_to(number, DOWN, buff=0.18)) for number, name in zip(self.numbers, names)))
        self.told.arrange(RIGHT, buff=1.3).next_to(self.digit, DOWN, buff=0.3)
        super().__init__(self.digit, self.told)

    def show(self, pixels: np.ndarray, index: int) -> "One":
        """The test image of this number."""
        self.digit.show(pixels)
        said = self.run.meta["classes"][int(self.run.test_outputs[index].argmax())]
        self.numbers[0].set_value(int(self.run.test_labels[index])).source = f"digits:test_labels[{index}]"
        self.numbers[1].set_value(said).source = f"digits:meta.classes[argmax(test_outputs[{index}])]"
        return self


class Table(Group):
    """An empty table with a row for each label and a column for each answer, whose cells are squares; the answers are told
    below it, where nothing falls on them.

    mistakes: {(row, column): how many}, cells beside the diagonal that are not on it yet.
    """

    def __init__(self, run, titles: tuple[str, str]):
        classes = run.meta["classes"]
        self.pitch = SIDE / len(classes)
        middle = (len(classes) - 1) / 2
        self.place = lambda row, column: np.array([CENTRE[0] + (column - middle) * self.pitch,
                                                   CENTRE[1] + (middle - row) * self.pitch, 0])
        self.grid = VGroup(*(Square(self.pitch, stroke_color=role("panel"), stroke_width=2).move_to(self.place(i, j))
                             for i in range(len(classes)) for j in range(len(classes))))
        size = max(min(BODY, 0.7 * self.pitch), SMALLEST)
        named = [VGroup(*(words(str(name), size, role(kind), source=f"digits:meta.classes[{k}]").move_to(place(k))
                          for k, name in enumerate(classes)))
                 for kind, place in (("target", lambda k: self.place(k, -0.5) + NAMED * LEFT),
                                     ("activation", lambda k: self.place(len(classes) - 0.5, k) + NAMED * DOWN))]
        heads = [words(title, BODY, role(kind)) for title, kind in zip(titles, ("target", "activation"), strict=True)]
        heads[0].next_to(named[0], LEFT, buff=0.2)
        heads[1].next_to(named[1], RIGHT, buff=0.3)
        self.rows, self.columns = (VGroup(*parts) for parts in zip(heads, named, strict=True))
        self.mistakes = mistake_cells(run.confusion, "digits:confusion", self.place, 0.97 * self.pitch)
        super().__init__(self.grid, self.rows, self.columns)

    def dot_for(self, most: int) -> int:
        """How many pixels wide a dot may be for the fullest cell to hold its images."""
        return max(int(0.97 * self.pitch * DENSITY / np.ceil(np.sqrt(most))), 1)

    def box(self, row: int, column: int) -> Square:
        """A frame around a cell."""
        return Square(self.pitch, stroke_color=role("focus"), stroke_width=5).move_to(self.place(row, column))
