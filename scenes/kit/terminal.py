"""A terminal on a panel: a prompt, a typed command, and lines of real output."""

import textwrap

from manim import AddTextLetterByLetter, Animation, FadeIn, RoundedRectangle, VGroup

from scenes.kit.declare import furniture, holds
from scenes.kit.text import code
from scenes.kit.theme import SMALL, role

PROMPT = "$ "
PITCH = 1.5     # distance of lines in ems


def broken(command: str, columns: int) -> list[str]:
    """The lines of a command behind its prompt, which goes on in the next one where it is too long."""
    return textwrap.wrap(PROMPT + command, columns, subsequent_indent=" " * len(PROMPT), break_long_words=False,
                         break_on_hyphens=False)


class Terminal(VGroup):
    """An empty terminal for `lines` lines of code type; type() and print_line() return animations."""

    def __init__(self, width: float = 6.0, lines: int = 6, size: float = SMALL):
        self.size, self.strings, self.lines = size, [], []
        self.panel = RoundedRectangle(0.12, width=width, height=lines * PITCH * size + 0.4, stroke_width=0,
                                      fill_color=role("panel"), fill_opacity=1)
        super().__init__(self.panel)
        furniture(self)

    def write(self, command: str, source: str = "", columns: int = 200) -> "Terminal":
        """The command stands there already, on as many lines as it takes if a line has so many columns."""
        for line in broken(command, columns):
            self._place(line, "ink", source)
        return self

    def type(self, command: str, run_time: float, source: str = "") -> Animation:
        """A command is typed after the prompt; source: the key of the numbers in it."""
        return AddTextLetterByLetter(self._place(PROMPT + command, "ink", source), run_time=run_time)

    def print_line(self, output: str, name: str = "quiet", source: str = "") -> Animation:
        """A line of output appears; source: the key of the text that it is part of, or of its numbers."""
        return FadeIn(self._place(output, name, source), run_time=0.2)

    def piece(self, number: int, string: str) -> VGroup:
        """The glyphs of a piece of text in a line; the first line is 0. ValueError if the line does not have it."""
        line = self.strings[number]
        start = len(line[:line.index(string)].replace(" ", ""))
        return self.lines[number][start:start + len(string.replace(" ", ""))]

    def _place(self, string: str, name: str, source: str):
        baseline = self.panel.get_top()[1] - 0.2 - (len(self.lines) + 0.72) * PITCH * self.size
        text = code(string, self.size, role(name), source).shift([self.panel.get_left()[0] + 0.3, baseline, 0])
        holds(self.panel, text)
        self.strings.append(string)
        self.lines.append(text)
        self.add(text)
        return text
