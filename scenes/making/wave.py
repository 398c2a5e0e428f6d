"""A spoken line as a picture: its sound, its words, when each of them begins, a playhead, and what the picture does meanwhile."""

import re

import numpy as np
from manim import DOWN, LEFT, ORIGIN, RIGHT, UP, Group, Line, Polygon, Rectangle, VGroup, VMobject, linear

from scenes.film.voice.speech import Speech
from scenes.kit.afresh import Afresh
from scenes.kit.declare import furniture, holds
from scenes.kit.text import in_line, words
from scenes.kit.theme import LABEL, role

BARS = 220          # of a sound; as many as are told apart
TEXT, BLANK = 0.42, 0.17    # em of its words, and units between two of them
PITCH = 0.75        # units between two rows of words
TICK = 0.25         # units that the beginning of a word is marked by
HIGH = 1.9          # of the loudest place, in units
LEAST = 0.03        # of what is silent
NO_MARKS: dict[int, str] = {}


class Wave(VGroup):
    """speech on a line so many units long: `sound`, `ticks` where its words begin, the `words` themselves below, and `head`."""

    def __init__(self, speech: Speech, width: float, high: float = HIGH, marks: dict[int, str] = NO_MARKS):
        """marks: what stands in the script before the word at a place."""
        self.speech, self.long, self.high, self.marks = speech, width, high, marks
        self.points_of_sound = _bars(speech, width, high)
        self.base = Line(0.5 * width * LEFT, 0.5 * width * RIGHT, stroke_width=0)
        self.sound = furniture(VMobject(stroke_color=role("activation"), stroke_width=3))
        self.ticks = furniture(VGroup(*(Line(ORIGIN, TICK * DOWN, stroke_width=3).shift(self.at(begin) + (high + 0.1) * DOWN)
                                        for _, begin, _ in speech.words)))
        self.words = furniture(_in_rows([word for word, _, _ in speech.words], width, marks))
        for place, mark in marks.items():
            self.words[place][:len(mark)].set_color(role("focus"))
        self.words.next_to(self.base, DOWN, buff=high + 0.75)
        self.head = furniture(Line((high + 0.15) * UP, (high + 0.1) * DOWN, stroke_color=role("focus"), stroke_width=3))
        self.head.shift(self.at(0))
        super().__init__(self.base, self.sound, self.ticks, self.words, self.head)
        self.hear(0.0)

    def at(self, seconds: float) -> np.ndarray:
        """Where a moment of the speech lies."""
        return self.base.get_start() + seconds / self.speech.duration * self.long * RIGHT

    def hear(self, now: float) -> "Wave":
        """So many seconds of it are over; the word that is spoken now is lit."""
        count = round(BARS * min(now / self.speech.duration, 1.0))
        self.sound.set_points(self.points_of_sound[:max(4 * count, 4)] + self.base.get_center())
        self.head.move_to([self.at(now)[0], self.base.get_y() + 0.025, 0])
        begins = [begin for _, begin, _ in self.speech.words]
        spoken = sum(begin <= now for begin in begins) if now else 0
        for k, (text, tick) in enumerate(zip(self.words, self.ticks, strict=True), 1):
            name = "focus" if k == spoken and now < self.speech.duration else "ink" if k <= spoken else "quiet"
            text[len(self.marks.get(k - 1, "")):].set_color(role(name))
            tick.set_stroke(role(name), opacity=float(k <= spoken))
        return self

    def without_words(self) -> tuple[VGroup, VGroup]:
        """The words and the ticks, which are no part of it any longer."""
        self.remove(self.words, self.ticks)
        return self.words, self.ticks

    def flag(self, seconds: float) -> Polygon:
        """A mark at a moment, above the sound."""
        return Polygon(ORIGIN, 0.26 * UP + 0.18 * LEFT, 0.26 * UP + 0.18 * RIGHT, stroke_width=0, fill_opacity=1,
                       fill_color=role("focus")).move_to(self.at(seconds) + (self.high + 0.2) * UP, DOWN)


class Track(VGroup):
    """What the picture does while a line is spoken, as a bar above its wave: it waits up to a moment, and then it moves."""

    def __init__(self, wave: Wave, mark: float, waits: str, moves: str, y: float, height: float = 0.6):
        self.wave, self.mark, self.y = wave, mark, y
        look = {"stroke_width": 2, "fill_opacity": 1, "height": height}
        self.bars = VGroup(Rectangle(stroke_color=role("quiet"), fill_color=role("panel"), **look),
                           Rectangle(stroke_color=role("activation"), fill_color=role("activation"), **look))
        self.names = VGroup(words(waits, LABEL, role("ink")), words(moves, LABEL, role("background")))
        for bar, name in zip(self.bars, self.names, strict=True):
            holds(bar, name)
        super().__init__(self.bars, self.names)
        furniture(self).hear(0.0)

    def hear(self, now: float) -> "Track":
        """So many seconds of the line are over."""
        ends = (0.0, min(now, self.mark)), (self.mark, max(now, self.mark))
        for bar, name, (begin, end) in zip(self.bars, self.names, ends, strict=True):
            left, right = (self.wave.at(moment)[0] for moment in (begin, end))
            bar.stretch_to_fit_width(max(right - left, 1e-3)).move_to([left, self.y, 0], LEFT)
            name.move_to([left + 0.2, self.y, 0], LEFT).set_opacity(float(right - left > name.width + 0.3))
        return self


class Play(Afresh):
    """All that is given `hear`s one moment after the other, from one to another."""

    def __init__(self, begin: float, end: float, *heard: Wave | Track, **kwargs):
        self.heard, self.span = heard, (begin, end)
        super().__init__(Group(*heard), rate_func=linear, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        begin, end = self.span
        for one in self.heard:
            one.hear(begin + self.rate_func(alpha) * (end - begin))


def _in_rows(texts: list[str], width: float, marks: dict[int, str]) -> VGroup:
    """Words in rows no wider than that; a new sentence that has no room begins a new row."""
    set_words = VGroup(*(words(marks.get(k, "") + text, TEXT) for k, text in enumerate(texts)))
    x, row = 0.0, 0
    rows: list[list] = [[]]
    for k, word in enumerate(set_words):
        sentence = next((i for i in range(k, len(texts)) if re.search(r"[.?!]$", texts[i])), len(texts) - 1)
        begins = k == 0 or re.search(r"[.?!]$", texts[k - 1])
        needed = sum(one.width + BLANK for one in set_words[k:(sentence if begins else k) + 1])
        if x and x + needed > width:
            x, row = 0.0, row + 1
            rows.append([])
        rows[row].append(word)
        x += word.width + BLANK
    for k, line in enumerate(rows):
        in_line(*line, buff=BLANK).move_to(k * PITCH * DOWN)
    return set_words


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
