"""The second half of the net, seen for one image: each hidden neuron votes for an answer or against it, the brighter, the
stronger; all votes on an answer make its pile, whose top is its sum."""

from collections.abc import Sequence

import numpy as np
from manim import (RIGHT, Animation, AnimationGroup, Create, FadeIn, Group, LaggedStart, Line, Rectangle, VGroup,
                   linear)

from scenes.kit.diagram import Glow, Neuron, Ring
from scenes.kit.pushes import FLAT, grown, push
from scenes.kit.scales import activation_fill, sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.strokes import forward

COLUMNS = (-3.3, 2.3)               # x of the first hidden neuron and of the bias
WIDE, LARGEST = 0.72, 0.3           # share of a column that a bar fills; largest radius of a hidden neuron
TOP, ROW, BOTTOM = 2.95, -0.25, -3.4        # y of the highest vote, of the middle of the neurons, and of the lowest vote
CLEAR = 0.3                         # from the middle of the neurons up and down to the votes
NAME, WIDEST = 0.9, 0.6             # em of an answer's name, and how wide it may be
LANE, HEAD, SUM = -3.85, 2.72, 2.0  # x of it beside its votes, y of it over its pile, and y of the sum there
PILES, HALF, PILE = (4.35, 5.85), 0.31, 0.54         # x of the piles, of their halves from there, and width of a half
GHOST = 0.2                         # opacity of those that stay behind
HIGHEST = 1.5                       # y of the top of a pile at most


class Votes(Group):
    """All hidden neurons in a row, and after them the bias, a neuron that is always awake; `bars`, for either of two answers: the
    vote of each, up for it or down against it, over the row for the first answer and under it for the other. On the right
    they make two piles: what is against an answer goes down from 0, and what is for it up from there, to its sum; `ghosts` of the
    votes stay behind, and so do those that are next to nothing, `slight` (2, H + 1). The answers' names stand `beside` their
    votes, and over their piles, `names`.

    picture (s, s) uint8: what is looked at; answers: which of the outputs; bias: what its neuron is called; log, outputs: where
    the classes and the outputs (O,) for the picture are logged.
    hidden (H,): what the hidden neurons say to it; terms (2, H + 1): the votes on either answer, the last by the bias; order: of
    the neurons and the bias, from what moves the second answer up most against the first, to what does so with the first.
    """

    def __init__(self, run, picture: np.ndarray, answers: Sequence[int], bias: str, log: str, outputs: str):
        self.run, self.pixels, self.answers = run, picture.ravel(), list(answers)
        self.hidden = forward(run, self.pixels[None] / 255)["h"][:, 0].astype(float)
        own = run.b_h_o[-1, self.answers].astype(float)
        self.terms = np.hstack([run.w_h_o[-1, self.answers].astype(float) * self.hidden, own])
        self.totals, self.order = self.terms.sum(axis=1), np.argsort(self.terms[0] - self.terms[1], kind="stable")
        above, below = self.terms.clip(min=0), self.terms.clip(max=0)
        up, down = above.max(axis=1), -below.min(axis=1)
        top, floor = max(0, *self.totals), below.sum(axis=1).min()
        self.unit = min((TOP - ROW - CLEAR) / (up + down)[0], (ROW - BOTTOM - CLEAR) / (up + down)[1],
                        (HIGHEST - BOTTOM) / (top - floor))
        self.zeros = ROW + CLEAR + down[0] * self.unit, ROW - CLEAR - up[1] * self.unit
        self.slight = np.abs(self.terms) * self.unit < FLAT
        self.level = HIGHEST - top * self.unit
        self.places = np.linspace(*COLUMNS, self.terms.shape[1])
        self.pitch = (COLUMNS[1] - COLUMNS[0]) / max(len(self.places) - 1, 1)
        *neurons, self.bias = (Neuron(self.radius).move_to([x, ROW, 0]) for x in self.places)
        self.neurons = VGroup(*neurons)
        self.bias.show(1.0, "constant:bias_input", decimals=0)
        self.bias_name = words(bias, BODY, role("quiet")).next_to(self.bias, RIGHT, buff=0.15)
        half = self.pitch / 2
        self.grounds = VGroup(*(self.line(COLUMNS[0] - half, COLUMNS[1] + half, y) for y in self.zeros))
        self.bars = VGroup(*(VGroup(*(self.bar(x, k, term) for x, term in zip(self.places, self.terms[k])))
                             for k in (0, 1)))
        self.feet = VGroup(*(self.line(x - HALF - PILE / 2, x + HALF + PILE / 2, self.level) for x in PILES))
        self.ghosts = self.bars.copy().set_opacity(GHOST)
        self.tops = VGroup(*(self.line(x + HALF - PILE / 2 - 0.1, x + HALF + PILE / 2 + 0.1, self.level + total * self.unit)
                             .set_stroke(role("ink"), 7) for x, total in zip(PILES, self.totals)))
        self.figures = VGroup(*(Number(total, 1, size=1.3 * TITLE, plus=True, color=role("ink"),
                                       source=f"{log}:log({outputs}[{one}]/(1-{outputs}[{one}]))").move_to([x, SUM, 0])
                                for x, total, one in zip(PILES, self.totals, self.answers)))
        self.beside, self.names = (VGroup(*(self.name(k, log).move_to([x, y, 0]) for k, (x, y) in enumerate(places)))
                                   for places in ([(LANE, y) for y in self.zeros], [(x, HEAD) for x in PILES]))
        super().__init__(self.grounds, self.feet, self.ghosts, self.bars, self.neurons, self.bias, self.bias_name, self.tops,
                         self.figures, self.beside, self.names)

    def name(self, k: int, log: str) -> VGroup:
        """What answer k is called."""
        name = words(str(self.run.meta["classes"][self.answers[k]]), NAME, role("activation"), bold=True,
                     source=f"{log}:meta.classes[{self.answers[k]}]")
        return name.scale(min(WIDEST / name.width, 1))

    @property
    def radius(self) -> float:
        """Of a hidden neuron."""
        return min(0.44 * self.pitch, LARGEST)

    @staticmethod
    def line(left: float, right: float, y: float) -> Line:
        """A level line."""
        return Line([left, y, 0], [right, y, 0], stroke_width=2, stroke_color=role("quiet"))

    def bar(self, x: float, k: int, value: float) -> Rectangle:
        """A vote on answer k."""
        shape = push(WIDE * self.pitch, abs(value) * self.unit, sign_role(value))
        return shape.move_to([x, self.zeros[k] + value / 2 * self.unit, 0])

    def piled(self, k: int) -> dict[int, float]:
        """y of the middle of each vote in the pile of answer k, in the order in which they come to lie there."""
        found, level = {}, 0.0
        for j in sorted(self.order, key=lambda j: self.terms[k, j] > 0):
            found[j] = self.level + (level + self.terms[k, j] / 2) * self.unit
            level += self.terms[k, j]
        return found

    def wake(self, **kwargs) -> Animation:
        """The neurons light up as they are active, from the first to the last."""
        return LaggedStart(*(Glow(neuron, float(value)) for neuron, value in zip(self.neurons, self.hidden)),
                           lag_ratio=0.05, **kwargs)

    def lit_as(self, before: "Votes") -> "Votes":
        """The neurons look as another picture has left them."""
        for neuron, value in zip(self.neurons, before.hidden, strict=True):
            neuron.paint(activation_fill(float(value)))
        return self

    def stand(self, *which: int) -> Animation:
        """These answers come, with the ground for their votes."""
        return AnimationGroup(*(AnimationGroup(Create(self.grounds[k]), FadeIn(self.beside[k])) for k in which))

    def vote(self, *which: int, **kwargs) -> Animation:
        """One vote after the other on these answers."""
        return AnimationGroup(*(LaggedStart(*(grown(bar, term) for bar, term in zip(self.bars[k], self.terms[k])), lag_ratio=0.15,
                                            rate_func=linear) for k in which), **kwargs)

    def pile(self, *which: int, **kwargs) -> Animation:
        """The votes on these answers go to their piles, first what is against, then what is for."""
        return AnimationGroup(*(AnimationGroup(
            FadeIn(self.feet[k], self.ghosts[k], self.names[k]),
            LaggedStart(*(self.bars[k][j].animate.stretch_to_fit_width(PILE)
                          .move_to([PILES[k] + HALF * (1 if self.terms[k, j] > 0 else -1), y, 0])
                          for j, y in self.piled(k).items() if not self.slight[k, j]), lag_ratio=0.12)) for k in which), **kwargs)

    def sum_up(self, *which: int) -> Animation:
        """The tops of these piles, and how high they are."""
        return AnimationGroup(*(AnimationGroup(Create(self.tops[k]), FadeIn(self.figures[k])) for k in which))

    def mark(self, j: int) -> Animation:
        """A neuron and its votes stand out, and the other votes step back."""
        others = (bar for bars in self.bars for k, bar in enumerate(bars) if k != j)
        return AnimationGroup(Ring(self.neurons[j]), *(bars[j].animate.set_stroke(role("focus"), 5) for bars in self.bars),
                              *(bar.animate.set_opacity(GHOST) for bar in others))

    def win(self, k: int) -> Animation:
        """The name of answer k stands out, and that of the other one steps back."""
        return AnimationGroup(*(name.animate.set_color(role("activation" if one == k else "quiet"))
                                for one, name in enumerate(self.names)))
