"""Using it: the finished net reads all test images; and what it mistakes for what."""

from collections.abc import Callable

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Square,
                   VGroup)

from scenes.kit.confusion import mistake_cells
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.rain import Rain, blocks
from scenes.kit.sprites import DENSITY
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.cast import EXAMPLE
from scenes.scratch.chapter import Chapter

SIDE, CENTRE = 5.7, (-2.4, 0.0)        # of the table of all answers
TAIL = 0.6                             # seconds for which it rains after the words
SKY = 4.3, (-5.1, 0.4)                 # from above the frame, and beside the title and the map
ONE, ONE_X, ONE_Y = 3.9, 4.4, 0.6      # side and middle of the image that is shown as they fall
SOON = 14                              # so many images are shown then
WALL = (13.2, 6.1)                     # the largest field for the images of one mistake


class Using(Chapter):
    """The last logged moment of the real net, and what it answers on the test images."""

    def construct(self):
        table = self.all_of_them()
        self.right_and_wrong(table)
        self.hand_over(self.most_common(table))

    # --- all of them -------------------------------------------------------------------------------

    def all_of_them(self) -> "Table":
        """All test images fall into a table: the row is their label, the column the answer."""
        run, log = self.digits, self.experiments
        table = Table(run, (self.screen("label"), self.screen("answer")))
        labels = np.searchsorted(run.meta["classes"], run.test_labels)
        answers = run.test_outputs.argmax(axis=1)
        colors = np.where((labels == answers)[:, None], role("target").to_rgb(), role("error").to_rgb())
        dot = table.dot_for(int(run.confusion.max()))
        rain = Rain(log.thumbnails.images, blocks(labels, answers, table.place, dot), colors, dot, *SKY)
        one, turn = self.one_by_one()
        self.open(table, one)

        def show(share: float) -> None:
            rain.show(share)
            turn(share)
        with self.say("all", pause=0) as line:
            self.play(PlayThrough([rain, one], show, 0, 1), run_time=max(line.left + TAIL, 4.0))
        self.play(FadeOut(one), run_time=0.3)
        table.insert(1, rain)
        return table

    def one_by_one(self) -> tuple[Group, Callable[[float], None]]:
        """A test image with its label and the answer that it gets; and what makes it the one of a share of the time, slowly at
        first."""
        run, crowd = self.digits, self.experiments.crowd
        order = np.argsort(crowd.index)[:SOON]
        said = np.array(run.meta["classes"])[run.test_outputs[crowd.index].argmax(axis=1)]
        digit = Digit(crowd.images[order[0]], side=ONE).move_to([ONE_X, ONE_Y, 0])
        numbers = [Number(int(values[order[0]]), 0, size=2.5 * TITLE, widest=int(max(run.meta["classes"])), color=role(kind),
                          source="digits:test_labels[0]") for values, kind in ((crowd.labels, "target"), (said, "activation"))]
        names = [words(self.screen(key), BODY, role(kind)) for key, kind in (("label", "target"), ("answer", "activation"))]
        told = VGroup(*(VGroup(number, name.next_to(number, DOWN, buff=0.18)) for number, name in zip(numbers, names)))
        told.arrange(RIGHT, buff=1.3).next_to(digit, DOWN, buff=0.3)

        def turn(share: float) -> None:
            k = int(order[min(int(share ** 2 * len(order)), len(order) - 1)])
            digit.show(crowd.images[k])
            index = int(crowd.index[k])
            numbers[0].set_value(int(crowd.labels[k])).source = f"digits:test_labels[{index}]"
            numbers[1].set_value(int(said[k])).source = f"digits:meta.classes[argmax(test_outputs[{index}])]"
        turn(0)
        return Group(digit, told), turn

    def right_and_wrong(self, table: "Table") -> None:
        """How many lie on the diagonal, and how many beside it."""
        known, texts = self.film.facts(self.runs), (("right", "target", "right_count"), ("wrong", "error", "mistakes"))
        run = self.digits
        right = int(np.trace(run.confusion))
        counts = VGroup(*(VGroup(Number(value, 0, size=2 * TITLE, source=known[fact].source, color=role(kind)),
                                 words(self.screen(text), BODY, role(kind))).arrange(DOWN, buff=0.18)
                          for (text, kind, fact), value in zip(texts, (right, int(run.confusion.sum()) - right), strict=True)))
        counts.arrange(DOWN, buff=0.9).move_to([ONE_X, -0.25, 0])
        with self.say("diagonal", pause=0.8) as line:
            line.wait_for("right")
            self.play(FadeIn(counts[0], shift=0.2 * UP), run_time=0.5)
            line.wait_for("mistakes")
            cells = [LaggedStart(*(FadeIn(cell) for cell in table.mistakes.values()), lag_ratio=0.02)] if table.mistakes else []
            self.play(FadeIn(counts[1], shift=0.2 * UP), *cells, run_time=0.9)
        table.add(counts, *table.mistakes.values())

    def most_common(self, table: "Table") -> Group:
        """The cell of the most common mistake, and then all images of it."""
        log = self.experiments.confused
        label, answer = (int(k) for k in log.classes)
        box = table.box(label, answer)
        pictures = Group(*(Digit(pixels, side=1.0) for pixels in log.images))
        columns = max(range(1, len(pictures) + 1), key=lambda n: min(WALL[0] / n, WALL[1] / -(-len(pictures) // n)))
        pictures.arrange_in_grid(cols=columns, buff=0.1)
        pictures.scale(min(WALL[0] / pictures.width, WALL[1] / pictures.height)).move_to([0, -0.45, 0])
        with self.say("worst", pause=0.6):
            self.play(Create(box), table.rows[-1][label].animate.scale(1.4), table.columns[-1][answer].animate.scale(1.4),
                      run_time=0.7)
        with self.say("would_you", pause=0.8) as line:
            self.play(FadeOut(*self.others()), run_time=0.3)
            self.play(LaggedStart(*(FadeIn(picture, target_position=box, scale=0.2) for picture in pictures), lag_ratio=0.03),
                      run_time=max(line.left, 2.0))
        return pictures

    def hand_over(self, pictures: Group) -> None:
        """One of these images grows, and stays for the next chapter."""
        self.close(pictures[0])
        self.play(pictures[0].animate.set(width=EXAMPLE[0]).move_to(EXAMPLE[1]), run_time=0.5)


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
        size = min(BODY, 0.7 * self.pitch)
        named = [VGroup(*(words(str(name), size, role(kind), source=f"digits:meta.classes[{k}]").move_to(place(k))
                          for k, name in enumerate(classes)))
                 for kind, place in (("target", lambda k: self.place(k, -0.9)),
                                     ("activation", lambda k: self.place(len(classes) - 0.1, k)))]
        heads = [words(title, LABEL, role(kind)) for title, kind in zip(titles, ("target", "activation"), strict=True)]
        heads[0].next_to(named[0], LEFT, buff=0.25)
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
