"""The lines that learn, large enough to be read, and beside them the small net, to do what they say."""

import numpy as np
from manim import LEFT, Animation, FadeIn, Group, ReplacementTransform, VGroup, VMobject

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.scales import largest
from scenes.kit.text import CODE_ADVANCE
from scenes.scratch.cast import RADIUS, label_neurons
from scenes.scratch.spine import explained_by

LEFTMOST, WIDTH, SIZE = -6.6, 8.4, 0.235      # x at which the listing begins, the room that it has, and the largest em
NET, MIDDLE = (2.9, 1.05), (3.87, -0.3)       # width of the net and from neuron to neuron; its middle
EXPLAINED = {"guess": ("forward", "sigmoid"), "compare": ("cost",), "blame": ("backprop",)}


class AtWork(Group):
    """listing: the lines that learn; net: the small net at the beginning of its run, with its first image; label: that one's.

    part(name) lights the lines that guess, compare, pass the blame back or turn the knobs, while the net does so: to be played.
    """

    def __init__(self, run):
        self.run, source = run, run.meta["source"]
        lines = source.splitlines()
        self.numbers = {name: [n for chapter in chapters for n in explained_by(source, chapter)]
                        for name, chapters in EXPLAINED.items()}
        self.numbers["turn"] = [n for n in self.numbers["blame"] if "-=" in lines[n - 1]]
        self.numbers["blame"] = [n for n in self.numbers["blame"] if n not in self.numbers["turn"]]
        learns = range(min(self.numbers["guess"]), max(self.numbers["turn"]) + 1)
        text = excerpt(source, learns)
        longest = max(map(len, text.splitlines()))
        self.listing = Listing(text, min(SIZE, (WIDTH - 0.5) / (CODE_ADVANCE * longest)), first=learns.start)
        self.listing.move_to([LEFTMOST, MIDDLE[1], 0], aligned_edge=LEFT)
        self.net = NetworkDiagram(run.sizes, width=NET[0], spacing=NET[1], radius=RADIUS)
        for k, w in enumerate((run.w_i_h, run.w_h_o)):
            self.net.set_weights(k, w[0], scale=largest(w[-1]))
        self.net.move_to([*MIDDLE, 0])
        for j, neuron in enumerate(self.net.layers[0]):
            neuron.show(float(run.inputs_of(0)[j, 0]), f"pixels:inputs_of(0)[{j}]")
        self.label, _ = label_neurons(self.net, run)
        super().__init__(self.listing, self.net)

    def out_of(self, pages: VGroup) -> tuple[VGroup, list[Animation]]:
        """Of the pages of the whole listing, all that is not these lines; and how these become the large ones."""
        leaving, pairs = self.beside(pages)
        return leaving, [ReplacementTransform(there, here) for there, here in pairs]

    def into(self, pages: VGroup) -> tuple[VGroup, list[Animation]]:
        """The way back: all that comes to these lines, the panels first, and how these find their places in the pages."""
        coming, pairs = self.beside(pages)
        return coming, [ReplacementTransform(here, there) for there, here in pairs]

    def beside(self, pages: VGroup) -> tuple[VGroup, list[tuple[VMobject, VMobject]]]:
        """Of the pages of the whole listing, all that is not these lines; and what is, with the same in the large."""
        large = dict(enumerate(self.listing.lines, self.listing.first))
        page = next(page for page in pages if self.listing.first in range(page.first, page.first + len(page.lines)))
        lines = [(number, line) for page in pages for number, line in enumerate(page.lines, page.first) if len(line)]
        return (VGroup(*(other.panel for other in pages if other is not page),
                       *(line for number, line in lines if number not in large)),
                [(page.panel, self.listing.panel), *((line, large[number]) for number, line in lines if number in large)])

    def part(self, name: str) -> list[Animation]:
        return [self.listing.light(*self.numbers[name]), *getattr(self, f"_{name}")()]

    def _guess(self) -> list[Animation]:
        return [self.net.pulse([*self.net.edges_between(0), *self.net.edges_between(1)]), *self._lit(0)]

    def _compare(self) -> list[Animation]:
        return [FadeIn(self.label)]

    def _blame(self) -> list[Animation]:
        return [self.net.pulse(self.net.edges_between(1), backward=True)]

    def _turn(self) -> list[Animation]:
        run = self.run
        return [self.net.change_weights(0, run.w_i_h[-1]), self.net.change_weights(1, run.w_h_o[-1]), *self._lit(-1)]

    def _lit(self, step: int) -> list[Animation]:
        """Both layers behind the inputs hold what they say at a logged moment."""
        values: tuple[np.ndarray, ...] = self.run.h[step, 0], self.run.o[step, 0]
        return [self.net.light_up(k, layer, f"pixels:{name}[{step},0]") for k, layer, name in zip((1, 2), values, "ho")]
