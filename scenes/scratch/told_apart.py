"""How the real net comes to tell apart the two classes that it confuses most: a test image of each, and what all outputs said of
it while it learned."""

from dataclasses import dataclass

from manim import DOWN, RIGHT, Group

from scenes.kit.bars import OutputBars
from scenes.kit.digit import Digit
from scenes.kit.moments import between
from scenes.kit.theme import SMALLEST, TITLE, role
from scenes.scratch.hard import one_of_each

SIDE, FIELD, APART = 2.95, (9.1, 2.2), 0.4          # of an image; of its outputs; from one image to the next
NAMED = 0.9                                         # of the room that a name may take, at most


@dataclass(frozen=True)
class Probe:
    """One of the run's logged test images, and the output that is its label's."""

    number: int
    output: int

    @staticmethod
    def of(run) -> list["Probe"]:
        """One of either class; where none of a class is logged, another one."""
        return [Probe(number, run.meta["classes"].index(int(run.probe_labels[number])))
                for number in one_of_each(run, range(len(run.probe_labels)), run.probe_labels)]

    @property
    def told_key(self) -> str:
        """Whether the finished net answers with its label."""
        return f"(argmax(o[-1,{self.number}])=={self.output})"


class ToldApart(Group):
    """Both images, one below the other, each with its outputs as bars, the name of its label in the colour of labels.

    show(s) stands at position s of the logged moments: between two of them the bars are mixed.
    """

    def __init__(self, run):
        self.run, self.probes = run, Probe.of(run)
        names = [str(name) for name in run.meta["classes"]]
        size = max(min(TITLE, NAMED * FIELD[0] / len(names) / max(map(len, names))), SMALLEST)
        self.bars = [OutputBars(run.o[0, probe.number], names, *FIELD, "digits:meta.classes", size) for probe in self.probes]
        for bars, probe in zip(self.bars, self.probes, strict=True):
            bars.names[probe.output].set_color(role("target"))
        rows = (Group(Digit(run.probe_images[probe.number], SIDE), bars).arrange(RIGHT, buff=0.4)
                for probe, bars in zip(self.probes, self.bars, strict=True))
        super().__init__(*rows)
        self.arrange(DOWN, buff=APART)

    def show(self, s: float) -> "ToldApart":
        """All outputs at a position of the logged moments."""
        for bars, probe in zip(self.bars, self.probes, strict=True):
            bars.show(between(self.run.o[:, probe.number], s))
        return self


def tells_key(run) -> str:
    """Whether the finished net tells both images rightly."""
    return "digits:" + "&".join(probe.told_key for probe in Probe.of(run))
