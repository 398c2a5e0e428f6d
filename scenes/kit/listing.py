"""Program text on a panel, in the colours of the roles, with lines that can be lit and folded."""

import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Iterable

from manim import DOWN, LEFT, UP, AnimationGroup, Mobject, Rectangle, RoundedRectangle, VGroup

from scenes.kit.declare import dimmed, furniture, holds
from scenes.kit.text import code
from scenes.kit.theme import SMALL, role

PITCH = 1.45      # distance of lines in ems, if nothing else is said
X_MIDDLE = 0.30   # how far the baseline is under the middle of a line, in ems
UNLIT = 0.35      # opacity of lines that are not the subject
_names: list[tuple[re.Pattern, str]] = []      # names by role; the first pattern that fits decides


def use_names(names: Iterable[tuple[str, str]]) -> None:
    """From now on names that fit a pattern take the colour of its role: [(pattern, role)], the first one decides."""
    _names[:] = [(re.compile(pattern), role) for pattern, role in names]


class Listing(VGroup):
    """Lines of Python on a panel. Lines are numbered from 1, as in the file.

    source: the text; size: the em in manim units; width: of the panel (default: as wide as the text needs);
    first: the number of the text's first line; pitch: from line to line, in ems.
    """

    def __init__(self, source: str, size: float = SMALL, width: float | None = None, first: int = 1, pitch: float = PITCH):
        self.source, self.first, self.pitch = source, first, pitch * size
        self.lines = _glyphs(source, size, pitch)
        content = self.content = VGroup(*(line for line in self.lines if len(line)))
        height = len(self.lines) * self.pitch + 0.3
        self.panel = RoundedRectangle(0.12, width=width or content.width + 0.5, height=height, stroke_width=0,
                                      fill_color=role("panel"), fill_opacity=1)
        content.shift(self.panel.get_corner(UP + LEFT) + [0.25, -0.15, 0])
        super().__init__(self.panel, content)
        holds(self.panel, *content)
        furniture(self)

    def line(self, number: int) -> VGroup:
        """The glyphs of a line."""
        return self.lines[number - self.first]

    def bar(self, *numbers: int) -> Rectangle:
        """A bar as wide as the panel behind the given lines (they must be adjoining)."""
        top = self._edge(min(numbers))
        height = (max(numbers) - min(numbers) + 1) * self.pitch
        bar = Rectangle(width=self.panel.width, height=height, stroke_width=0, fill_color=role("focus"),
                        fill_opacity=0.14)
        holds(bar, *(line for line in self.lines))
        return bar.move_to([self.panel.get_x(), top - height / 2, 0])

    def light(self, *numbers: int) -> AnimationGroup:
        """The given lines at full strength, all others unlit; without numbers all are lit."""
        chosen = set(numbers or range(self.first, self.first + len(self.lines)))
        for i, line in enumerate(self.lines, self.first):
            dimmed(line, i not in chosen)
        return AnimationGroup(*(line.animate.set_opacity(1 if i in chosen else UNLIT)
                                for i, line in enumerate(self.lines, self.first) if len(line)), group=self.content)

    def term(self, number: int, name: str, occurrence: int = 1) -> VGroup:
        """The glyphs of a name, or any piece of text, in a line."""
        text = self.source.splitlines()[number - self.first]
        matches = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        if len(matches) < occurrence:
            raise ValueError(f"line {number} has no {name!r} number {occurrence}: {text.strip()}")
        start, end = matches[occurrence - 1].span()
        visible = [i for i, character in enumerate(text) if not character.isspace()]
        term = VGroup(*(self.line(number)[visible.index(i)] for i in range(start, end) if i in visible))
        holds(self.panel, term)
        return term

    def _edge(self, number: int) -> float:
        return self.panel.get_top()[1] - 0.15 - (number - self.first) * self.pitch


def lit_lines(mobjects: Iterable[Mobject], depth: int = 2) -> set[str]:
    """The lines of program text among mobjects that are lit, without their indentation; depth: of groups in groups in which
    a listing may be."""
    lit: set[str] = set()
    for mobject in mobjects:
        if isinstance(mobject, Listing):
            lit |= {text.strip() for text, line in zip(mobject.source.splitlines(), mobject.lines, strict=True)
                    if len(line) and line[0].get_fill_opacity() > (1 + UNLIT) / 2}
        elif depth:
            lit |= lit_lines(mobject.submobjects, depth - 1)
    return lit


def excerpt(source: str, numbers: Iterable[int]) -> str:
    """The given lines of a text (numbered from 1), without the indentation they share."""
    lines = [source.splitlines()[number - 1] for number in numbers]
    indent = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return "\n".join(line[indent:] for line in lines)


def token_role(kind: int, string: str) -> str:
    """The role whose colour a token of Python takes."""
    if kind == tokenize.COMMENT:
        return "quiet"
    if kind == tokenize.NAME and not keyword.iskeyword(string) and not hasattr(builtins, string):
        for pattern, name in _names:
            if pattern.fullmatch(string):
                return name
    return "ink"


def _glyphs(source: str, size: float, pitch: float) -> list[VGroup]:
    """The visible glyphs of each line, placed and coloured; the middle of line i is (i + 1/2) pitches down."""
    rows = [code(line, size) for line in source.splitlines()]
    for i, row in enumerate(rows):
        row.shift(DOWN * ((i + 0.5) * pitch + X_MIDDLE) * size)
    _color(source, rows)
    return rows


def _color(source: str, rows: list[VGroup]) -> None:
    lines = source.splitlines()
    for kind, string, (row, start), (_, end), _ in _tokens(source):
        name = token_role(kind, string)
        for column in range(start, end):
            if row <= len(lines) and column < len(lines[row - 1]) and not lines[row - 1][column].isspace():
                visible = len(lines[row - 1][:column]) - sum(map(str.isspace, lines[row - 1][:column]))
                rows[row - 1][visible].set_color(role(name))


def _tokens(source: str):
    reader = io.StringIO(source).readline
    try:
        for token in tokenize.generate_tokens(reader):
            if token.string.strip() and token.start[0] == token.end[0]:
                yield token
    except (tokenize.TokenError, IndentationError):
        return
