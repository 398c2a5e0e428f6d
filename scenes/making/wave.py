"""A spoken line as a picture: its sound, its words where they are spoken, its marks, and a playhead."""

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Animation, Line, Polygon, VGroup, VMobject, linear

from scenes.film.voice.speech import Speech
from scenes.kit.declare import furniture
from scenes.kit.text import words
from scenes.kit.theme import role

BARS = 220          # of a sound; as many as are told apart
TEXT = 0.30         # em of its words
ROWS, STAGGER = 3, 0.42     # words stand on so many rows, one so much below the other: beside each other they have no room
HIGH = 1.5          # of the loudest place, in units
LEAST = 0.03        # of what is silent


class Wave(VGroup):
    """speech on a line so many units long: `sound`, `words` below it and `head`."""

    def __init__(self, speech: Speech, width: float, high: float = HIGH):
        self.speech, self.long = speech, width
        self.points_of_sound = _bars(speech, width, high)
        self.base = Line(0.5 * width * LEFT, 0.5 * width * RIGHT, stroke_width=0)
        self.sound = furniture(VMobject(stroke_color=role("activation"), stroke_width=3))
        self.words = VGroup(*(words(word, TEXT, role("ink")) for word, _, _ in speech.words))
        for k, (text, (_, begin, _)) in enumerate(zip(self.words, speech.words, strict=True)):
            text.move_to(self.at(begin) + (high + 0.3 + STAGGER * (k % ROWS)) * DOWN, LEFT)
        self.head = furniture(Line((high + 0.15) * UP, (high + 0.15) * DOWN, stroke_color=role("focus"), stroke_width=3))
        self.head.shift(self.at(0))
        super().__init__(self.base, self.sound, self.words, self.head)
        self.hear(0.0)

    def at(self, seconds: float) -> np.ndarray:
        """Where a moment of the speech lies."""
        return self.base.get_start() + seconds / self.speech.duration * self.long * RIGHT

    def hear(self, now: float) -> "Wave":
        """So many seconds of it are over."""
        count = round(BARS * min(now / self.speech.duration, 1.0))
        self.sound.set_points(self.points_of_sound[:max(4 * count, 4)] + self.base.get_center())
        self.head.move_to([self.at(now)[0], self.base.get_y(), 0])
        for text, (_, start, _) in zip(self.words, self.speech.words, strict=True):
            text.set_opacity(1.0 if start <= now and now else 0.0)
        return self

    def flag(self, word: int) -> Polygon:
        """A mark before a word."""
        top = self.at(self.speech.words[word][1]) + (HIGH + 0.55) * UP
        return Polygon(ORIGIN, 0.26 * UP + 0.18 * LEFT, 0.26 * UP + 0.18 * RIGHT, stroke_width=0, fill_opacity=1,
                       fill_color=role("focus")).move_to(top, DOWN)


class Play(Animation):
    """The playhead runs from one moment of a speech to another, and the words that it reaches appear."""

    def __init__(self, wave: Wave, begin: float, end: float, **kwargs):
        self.wave, self.span = wave, (begin, end)
        super().__init__(wave, rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        begin, end = self.span
        self.wave.hear(begin + self.rate_func(alpha) * (end - begin))


def _tall(speech: Speech) -> np.ndarray:
    """How loud each part of a sound is, of its loudest 1."""
    loud = np.array([np.abs(part).max() if len(part) else 0 for part in np.array_split(speech.samples, BARS)])
    return loud / max(loud.max(), 1e-9)


def _bars(speech: Speech, width: float, high: float) -> np.ndarray:
    """Points of an upright line for each part of the sound, as high as its loudest sample."""
    tall = LEAST + high * _tall(speech)
    x = (np.arange(BARS) + 0.5) / BARS * width - width / 2
    points = np.zeros((BARS, 4, 3))
    points[..., 0] = x[:, None]
    points[..., 1] = tall[:, None] * np.linspace(-1, 1, 4)
    return points.reshape(-1, 3)


