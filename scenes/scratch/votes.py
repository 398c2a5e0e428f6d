"""The second half of the net, seen for one image: each hidden neuron that is awake pushes an answer up, or holds it down; what is
left of all that is the answer's sum."""

from collections.abc import Sequence

import numpy as np
from manim import (DOWN, RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, Group, LaggedStart, Line, Rectangle, VGroup,
                   linear)

from scenes.kit.diagram import Glow, LightUp, Neuron
from scenes.kit.digit import Digit
from scenes.kit.pushes import grown, push
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch.strokes import forward

COLUMNS = (-3.2, 2.75)              # x of the first hidden neuron and of the bias
SUM, OUTPUT, RADIUS = 4.4, 5.3, 0.45       # x of the sum and of the answer's neuron, and its radius
NAME, WIDEST = 1.1, 0.7             # em of an answer's name, and how wide it may be
TOP, BOTTOM = 2.6, -2.85            # of the votes for the first answer, above the hidden neurons, and of those for the other
CLEAR = (0.5, 0.55)                 # from the hidden neurons up to those, and down to these
WIDE, LARGEST = 0.72, 0.3           # share of a column that a bar fills; largest radius of a hidden neuron
TALLER = 1.7                        # so much higher than beside the others are the first answer's votes alone, at most
AWAKE = 0.1                         # from this activation on a neuron is awake, or from this vote on


class Votes(Group):
    """A picture's hidden neurons in a row, and after them the bias, a neuron that is always awake; `bars`, for either of two
    answers: what each neuron adds to its sum, up or down from where the one before has ended; `sums`, what is left;
    outputs, and names beside them. Only the neurons that are awake are there, `order`: in the order of what they add to the first
    answer.

    digit: what is looked at; answers: which of the outputs; bias: what its neuron is called; log, outputs: where the classes
    and the outputs (O,) for the digit are logged. hidden (H,), said (2,): what the hidden neurons
    and both answers say to it; also: neurons that are there asleep, too.
    """

    def __init__(self, run, digit: Digit, answers: Sequence[int], bias: str, log: str, outputs: str,
                 also: Sequence[int] = ()):
        self.run, self.digit, self.answers = run, digit, list(answers)
        self.hidden, self.said = self.answer(digit.pixels.ravel() / 255)
        terms = run.w_h_o[-1, self.answers].astype(float) * self.hidden
        there = (self.hidden >= AWAKE) | (np.abs(terms).max(axis=0) >= AWAKE)
        there[list(also)] = True
        there = np.flatnonzero(there)
        self.order = there[np.argsort(-terms[0, there], kind="stable")]
        own = run.b_h_o[-1, self.answers].astype(float)
        self.terms, self.totals = np.hstack([terms[:, self.order], own]), terms.sum(axis=1) + own[:, 0]
        self.levels = np.hstack([np.zeros((2, 1)), self.terms.cumsum(axis=1)])
        reach = np.ptp(self.levels, axis=1)
        self.unit = (TOP - BOTTOM - sum(CLEAR)) / max(reach.sum(), 1e-9)
        self.y = TOP - CLEAR[0] - reach[0] * self.unit
        self.places = np.linspace(*COLUMNS, self.terms.shape[1])
        self.pitch = (COLUMNS[1] - COLUMNS[0]) / max(len(self.places) - 1, 1)
        *self.neurons, self.bias = (Neuron(self.radius).move_to([x, self.y, 0]) for x in self.places)
        self.neurons = VGroup(*self.neurons)
        self.bias.show(1.0, "constant:bias_input", decimals=0)
        self.bias_name = words(bias, BODY, role("quiet")).next_to(self.bias, RIGHT, buff=0.15)
        self.grounds = VGroup(*(Line([COLUMNS[0] - 0.3, self.zero(k), 0], [SUM + 0.3, self.zero(k), 0], stroke_width=2,
                                     stroke_color=role("quiet")) for k in (0, 1)))
        self.bars = VGroup(*(VGroup(*(self.bar(x, k, before, term, sign_role(term)) for x, before, term in
                                      zip(self.places, self.levels[k], self.terms[k]))) for k in (0, 1)))
        self.sums = VGroup(*(self.bar(SUM, k, 0, self.totals[k], "ink") for k in (0, 1)))
        self.figures = VGroup(*(Number(self.totals[k], 1, size=1.3 * TITLE, plus=True, color=role("ink"),
                                       source=f"{log}:log({outputs}[{one}]/(1-{outputs}[{one}]))")
                                .next_to(self.sums[k], DOWN if self.totals[k] < 0 else UP, buff=0.12)
                                for k, one in enumerate(self.answers)))
        self.keys = [f"{log}:{outputs}[{one}]" for one in self.answers]
        self.outputs = VGroup(*(Neuron(RADIUS).move_to([OUTPUT, ground.get_y(), 0]) for ground in self.grounds))
        self.names = VGroup(*(words(str(run.meta["classes"][k]), NAME, role("activation"), bold=True,
                                    source=f"{log}:meta.classes[{k}]") for k in self.answers))
        for name, output in zip(self.names, self.outputs):
            name.scale(min(WIDEST / name.width, 1)).next_to(output, RIGHT, buff=0.15)
        super().__init__(self.grounds, self.bars, self.neurons, self.bias, self.bias_name, self.sums, self.figures, self.outputs,
                         self.names)

    def neuron(self, j: int) -> Neuron:
        """Hidden neuron j, which is there."""
        return self.neurons[self.order.tolist().index(j)]

    def answer(self, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the hidden neurons (H,) and both answers (2,) say to an image (I,) in 0..1."""
        said = forward(self.run, image[None])
        return said["h"][:, 0].astype(float), said["o"][self.answers, 0]

    @property
    def radius(self) -> float:
        """Of a hidden neuron."""
        return min(0.44 * self.pitch, LARGEST)

    def zero(self, k: int) -> float:
        """The level 0 of answer k, so that its bars fill its field."""
        return (TOP, self.y - CLEAR[1])[k] - self.levels[k].max() * self.unit

    def bar(self, x: float, k: int, start: float, value: float, kind: str) -> Rectangle:
        """From a level of answer k as far as a value goes up or down."""
        shape = push(WIDE * self.pitch, abs(value) * self.unit, kind)
        return shape.move_to([x, self.zero(k) + (start + value / 2) * self.unit, 0])

    def wake(self, **kwargs) -> Animation:
        """The neurons light up as they are active, from the first to the last."""
        return LaggedStart(*(Glow(neuron, float(value)) for neuron, value in zip(self.neurons, self.hidden[self.order])),
                           lag_ratio=0.05, **kwargs)

    def vote(self, k: int, **kwargs) -> Animation:
        """One vote after the other on answer k."""
        return LaggedStart(*(grown(bar, term) for bar, term in zip(self.bars[k], self.terms[k])), lag_ratio=0.3,
                           rate_func=linear, **kwargs)

    def sum_up(self, *which: int) -> Animation:
        """What is left for these answers, which light up as far as that lets them."""
        return AnimationGroup(*(FadeIn(self.figures[k]) for k in which),
                              *(grown(self.sums[k], self.totals[k]) for k in which),
                              *(LightUp(self.outputs[k], float(self.said[k]), self.keys[k]) for k in which))

    def lose(self, k: int) -> Animation:
        """The name of answer k steps back."""
        return self.names[k].animate.set_color(role("quiet"))

    def stand(self, *which: int) -> Animation:
        """These answers come, with the ground for their votes."""
        return AnimationGroup(*(AnimationGroup(Create(self.grounds[k]), FadeIn(self.outputs[k], self.names[k])) for k in which))

    def of(self, k: int) -> tuple[VGroup, VGroup]:
        """Answer k's chart, and its neuron and name."""
        return (VGroup(*(parts[k] for parts in (self.grounds, self.bars, self.sums, self.figures))),
                VGroup(self.outputs[k], self.names[k]))

    def alone(self) -> None:
        """The first answer's votes fill the frame, as long as the other's are not there."""
        chart, others = self.of(0)
        ground, bars, total, figure = chart
        higher = min((TOP - BOTTOM - CLEAR[0]) / max(bars.height, 1e-9), TALLER)
        before = ground.get_y()
        VGroup(ground, bars, total).stretch(higher, 1, about_edge=DOWN)
        others.shift((ground.get_y() - before) * UP)
        figure.next_to(total, DOWN if self.totals[0] < 0 else UP, buff=0.12)
        everything = VGroup(chart, others, self.neurons, self.bias, self.bias_name)
        everything.shift(((TOP + BOTTOM) / 2 - VGroup(bars, self.neurons).get_y()) * UP)
