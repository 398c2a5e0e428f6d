"""The words of a spoken line as blocks in its time, and a square that waits for one of them."""

from manim import DOWN, LEFT, RIGHT, UP, Line, Square, VGroup, linear, smooth

from scenes.film.voice.speech import Speech
from scenes.kit.afresh import Afresh
from scenes.kit.theme import role

GAP = 0.06            # units between two words
UNSPOKEN = 0.35       # opacity of a word that has not been spoken
HIGH = 1.1            # units
MOVE, FAR = 0.8, 4.0  # seconds that the square takes, and how far it goes


class SpokenBlocks(VGroup):
    """speech as a row of blocks, `pace` units a second; the word after the mark is lit, and the square waits for it."""

    def __init__(self, speech: Speech, place: int, pace: float):
        self.speech, self.mark = speech, speech.words[place][1]
        self.row = VGroup()
        for k, (_, begin, end) in enumerate(speech.words):
            block = Square(HIGH, stroke_width=0, fill_opacity=UNSPOKEN, fill_color=role("focus" if k == place else "quiet"))
            block.stretch_to_fit_width(max((end - begin) * pace - GAP, GAP))
            self.row.add(block.move_to([begin * pace, 0, 0], LEFT))
        self.square = Square(0.7, stroke_width=0, fill_opacity=1, fill_color=role("activation"))
        self.square.move_to(self.row.get_corner(UP + LEFT) + 0.25 * UP, LEFT).shift(0.35 * UP)
        self.head = Line(0.35 * UP, 0.35 * DOWN, stroke_color=role("focus"), stroke_width=4).scale(2)
        self.head.move_to(self.row.get_left())
        self.pace = pace
        super().__init__(self.row, self.square, self.head)


class RunAlong(Afresh):
    """So many seconds of a line go by: words light up, and from the mark on the square moves."""

    def __init__(self, blocks: SpokenBlocks, seconds: float, **kwargs):
        self.seconds = seconds
        super().__init__(blocks, rate_func=linear, **kwargs)

    def begin(self) -> None:
        self.home, self.start = self.mobject.square.get_center(), self.mobject.head.get_center()
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        blocks, now = self.mobject, self.rate_func(alpha) * self.seconds
        for block, (_, begin, _) in zip(blocks.row, blocks.speech.words, strict=True):
            block.set_fill(opacity=1.0 if begin <= now else UNSPOKEN)
        blocks.head.move_to(self.start + min(now, blocks.speech.duration) * blocks.pace * RIGHT)
        share = min(max((now - blocks.mark) / MOVE, 0.0), 1.0)
        blocks.square.move_to(self.home + FAR * smooth(share) * RIGHT)
