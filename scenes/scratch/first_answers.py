"""What a net answers to one image, before it learns and at every logged moment of its learning."""

from collections.abc import Callable

import numpy as np
from manim import DOWN, RIGHT, Mobject, VGroup

from scenes.kit.moments import between
from scenes.kit.scales import activation_fill
from scenes.kit.text import Number, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.scratch.facts import answer_of
from scenes.scratch.picture_net import PictureNet

SIZE, RIGHTMOST = 2.4, 6.6       # em of the answer, and x at which the longest ends
CLEAR = 0.12                     # to its left and right
FAINTEST = 0.5                   # opacity of an answer whose output is 0; it is 1 where that is 1
UNDER = 1.75                     # from the middle of an answer down to how many images had been learned from by then


class Answers(VGroup):
    """The name of the largest output for a probe image, the one of the logged moment that is shown, as large as there is room to
    the right of `beside`, the brighter the larger that output; under it, how many images the net had learned from by then.
    y: of its middle; seen: what these are called."""

    def __init__(self, run, probe: int, beside: Mobject, y: float, seen: str):
        left = beside.get_right()[0] + CLEAR
        place = np.array([(left + RIGHTMOST) / 2, y, 0])
        self.given = [answer_of(run, probe, moment) for moment in range(len(run.updates))]
        self.sure, self.updates = run.o[:, probe].max(axis=(1, 2)), run.updates
        self.texts = {k: words(str(run.meta["classes"][k]), SIZE, role("activation"), bold=True,
                               source=f"digits:meta.classes[argmax(o[{self.given.index(k)},{probe}])]").move_to(place)
                      for k in self.given}
        for text in self.texts.values():
            text.scale(min((RIGHTMOST - left) / text.width, 1))
        self.count = Number(0, 0, size=TITLE, source="digits:updates[0]", widest=int(run.updates[-1]))
        learned_from = VGroup(self.count, words(seen, LABEL, role("quiet"))).arrange(DOWN, buff=0.15)
        learned_from.scale(min((RIGHTMOST - left) / learned_from.width, 1))
        learned_from.move_to([RIGHTMOST, y - UNDER, 0], aligned_edge=RIGHT)
        super().__init__(*self.texts.values(), learned_from)
        self.show(0)

    def show(self, s: float) -> "Answers":
        """The answer of the last logged moment at or before position s."""
        moment = int(s)
        for k, text in self.texts.items():
            text.set_opacity((FAINTEST + (1 - FAINTEST) * float(self.sure[moment])) * (k == self.given[moment]))
        self.count.set_value(int(self.updates[moment])).source = f"digits:updates[{moment}]"
        return self


def learning(run, probe: int, seen: PictureNet, answers: Answers) -> Callable[[float], None]:
    """A function of a position among the logged moments: the net, and the lines from pixels into it, as they are then, and what
    they make of the image."""
    net = seen.net

    def show(s: float) -> None:
        seen.weigh(between(run.w_i_h, s), between(run.w_h_o, s))
        for layer, shown, values in zip(net.layers, net.shown, (run.h, run.o), strict=True):
            said = np.ravel(between(values[:, probe], s))
            for neuron, k in zip(layer, shown, strict=True):
                neuron.paint(activation_fill(said[k]))
        answers.show(s)
    return show
