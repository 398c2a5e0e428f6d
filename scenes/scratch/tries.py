"""What to try with the program: the commands, what each of them gets right, and what its hidden neurons look for then."""

from typing import NamedTuple

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, FadeIn, VGroup

from scenes.kit.declare import holds
from scenes.kit.moments import PlayThrough
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.scales import largest
from scenes.kit.terminal import Terminal
from scenes.kit.text import Number
from scenes.kit.theme import role
from scenes.scratch.strokes import BRIGHT, changes

SIZE = 0.42           # em of the commands
WIDTH = 6.1           # of the terminal
SPELL = 0.045         # seconds for a letter that is typed
LASTS = 0.3           # of the time in which all pictures change, what one of them takes


class Try(NamedTuple):
    """A command, in which {} is the value of a setting, and the experiment that shows what it gives."""

    pattern: str
    setting: str
    run: str

    def key(self) -> str:
        """The key of the setting's value."""
        return f"experiments:meta{'' if self.run == 'real' else f'.runs.{self.run}'}.settings.{self.setting}"

    def command(self, log) -> str:
        """As it is typed; log: the experiments."""
        settings = log.meta["settings"] | log.meta["runs"][self.run]["settings"]
        return self.pattern.format(settings.get(self.setting))


OURS = Try("make SEED={}", "seed", "real")
SEED = Try("make SEED={}", "seed", "reseeded")
TRIES = (OURS, SEED)


def strokes(runs, name: str) -> np.ndarray:
    """(n, I): what an experiment, or the real net's own run, changed in the weights into its n hidden neurons; 1 is
    where a weight has its full colour."""
    change = changes(runs["digits"]) if name == "real" else runs["experiments"][name].change
    return change / (BRIGHT * largest(change))


class CommandLog(VGroup):
    """A terminal in which the commands come one below the other, each with the share of new images that it gets right."""

    def __init__(self, log):
        self.log, self.terminal, self.figures = log, Terminal(WIDTH, len(TRIES), SIZE), VGroup()
        super().__init__(self.terminal, self.figures)

    def type(self, what: Try) -> Animation:
        command = what.command(self.log)
        return self.terminal.type(command, SPELL * len(command), what.key())

    def write(self, what: Try) -> "CommandLog":
        """Command and figure stand there already."""
        self.terminal.write(what.command(self.log), what.key())
        self._place(what)
        return self

    def result(self, what: Try) -> Animation:
        """Its figure comes behind the command that was typed last."""
        return FadeIn(self._place(what), run_time=0.3)

    def _place(self, what: Try) -> Number:
        key = f"{what.run}.test_accuracy"
        figure = Number(100 * float(self.log[what.run].test_accuracy), 1, unit="%", size=SIZE, color=role("target"),
                        source=f"experiments:100*{key}")
        figure.align_to(self.terminal.panel.get_right() + 0.3 * LEFT, RIGHT)
        figure.align_to(self.terminal.piece(-1, "make"), DOWN)
        holds(self.terminal.panel, figure)
        self.figures.add(figure)
        return figure


def one_after_the_other(mosaic: Mosaic, before: np.ndarray, after: np.ndarray, **kwargs) -> PlayThrough:
    """In each picture of a mosaic, from the first to the last, one set of strokes (n, I) goes dark, then the other comes."""
    starts = np.linspace(0, 1 - LASTS, len(before))

    def show(share: float) -> None:
        own = np.clip((share - starts) / LASTS, 0, 1)[:, None]
        mosaic.show(weight_pictures(np.where(own < 0.5, (1 - 2 * own) * before, (2 * own - 1) * after), 1))
    return PlayThrough([mosaic], show, 0, 1, **kwargs)
