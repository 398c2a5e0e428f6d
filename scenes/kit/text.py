"""Words, code and numbers as mobjects, each drawn once at one size and then scaled.

Drawing at one size keeps the fonts' optical sizes and spacing alike everywhere. Numbers stand in slots of
equal width, so that they keep their place and their point while they change.
"""

import tempfile
from functools import cache, lru_cache

import numpy as np
from manim import RIGHT, UP, ManimColor, MathTypst, Text, VGroup, VMobject, tempconfig

from scenes.kit import figures
from scenes.kit.afresh import Afresh
from scenes.kit.declare import Writing, spell
from scenes.kit.outlines import KeptText
from scenes.kit.theme import CODE, LABEL, SMALL, WORDS, register_fonts, role

DRAWN = 48                # the size, in manim's font units, at which glyphs are drawn
EM = DRAWN / 72           # the em at that size, in manim units
DESCENDING = "gjpqy,;()"   # characters that reach below the baseline
OPERATORS = "·=+×−"        # characters that stand at half the height of digits
MINUS = "\N{MINUS SIGN}"
CAP = 0.727               # height of capitals and digits in ems
CODE_ADVANCE = 0.6        # width of a character of code in ems
SHEET = {"pixel_width": 8192, "pixel_height": 256}     # room for a text of all of them, whatever the film's frame
FACES = ((WORDS, "NORMAL"), (WORDS, "SEMIBOLD"), (CODE, "NORMAL"))
LACKED = "\u6f22"           # a character that none of them has
TOGETHER = "".join(map(chr, range(33, 127))) + MINUS + "·×"     # characters whose outlines are read at the same time
FAINT = 0.25              # opacity of a number at the moment at which it switches
MATHS_EM = 1.25           # Typst's mathematics looks as large as Inter at this ratio


def words(string: str, size: float = LABEL, color: ManimColor | None = None, bold: bool = False,
          source: str = "") -> Text:
    """Words in Inter; size is the em in manim units; source: the key of the numbers in them, if there are any."""
    text = _drawn(string, tuple(ManimColor(color or role("ink")).to_rgba()), "SEMIBOLD" if bold else "NORMAL").copy()
    return spell(text.scale(size / EM), Writing("words", figures.plain(text.original_text), size, source))


def code(string: str, size: float = SMALL, color: ManimColor | None = None, source: str = "") -> VGroup:
    """A line of code in JetBrains Mono, one submobject for each visible character; size is the em.

    source: the key of the numbers in it, or of the text that it is part of; the listing needs none.
    The characters are set one by one in cells of equal width, since ligatures would join some of them; the left end
    of the first cell and the baseline are at the origin.
    """
    glyphs = _set(string, tuple(ManimColor(color or role("ink")).to_rgba())).copy()
    for glyph in glyphs:
        glyph.points = glyph.points * size
    return spell(glyphs, Writing("code", string, size, source))


def maths(expression: str, size: float = LABEL, **colors: str) -> MathTypst:
    """A formula in Typst's notation; {{term : name}} groups take the colour of the role in `colors`.

    maths("{{delta : d}} = {{o : o}} - {{l : l}}", d="error", o="activation", l="target")
    """
    formula = spell(_typeset(expression, size, tuple(role("ink").to_rgba())).copy(), Writing("maths", expression, size))
    for label, name in colors.items():
        formula.select(label).set_color(role(name))
    return formula


class Number(VMobject):
    """A number with a true minus sign, slots of equal width, and the key of the value it shows.

    value: what is shown, rounded to `decimals`; source: where it comes from, e.g. "pixels:h[0,0,2]";
    plus: show the sign of positive values too; signed: keep a slot for a sign (default: if one is shown now);
    widest: a value with as many digits as this number will ever need; unit: e.g. "%".
    The box of the mobject is its slots' box, whatever glyphs stand in them.
    """

    def __init__(self, value: float, decimals: int = 2, *, source: str, size: float = SMALL,
                 plus: bool = False, signed: bool | None = None, widest: float | None = None, unit: str = "",
                 color: ManimColor | None = None):
        super().__init__(stroke_width=0, fill_opacity=1)
        self.decimals, self.plus, self.unit, self.source = decimals, plus, unit, source
        template = self._text(abs(value if widest is None else widest)).lstrip("+")
        signed = self._text(value)[0] in "+" + MINUS if signed is None else signed
        self._half = (sum(map(_advance, template)) + (_advance(MINUS) if signed else 0)) / 2
        corner = np.array([self._half, CAP / 2, 0])
        self._bounds = VMobject(stroke_width=0, fill_opacity=0).set_points([-corner] * 4 + [corner] * 4)
        self._slots = [VMobject(stroke_width=0, fill_opacity=1) for _ in range(len(template) + 1)]
        self.add(self._bounds, *self._slots)
        self.set_value(value)
        self.set_fill(color or role("ink"), opacity=1)
        self.scale(size)

    def set_value(self, value: float) -> "Number":
        """Show another value in the same place, size and colour."""
        self.value = value
        self._gather()
        string = self._text(value)
        if len(string) > len(self._slots):
            raise ValueError(f"{string} does not fit; give the number a `widest` value")
        low, high = self._bounds.points[0], self._bounds.points[-1]
        em, centre = (high[1] - low[1]) / CAP, (low + high) / 2
        right = self._half
        for slot, character in zip(self._slots, string[::-1].ljust(len(self._slots)), strict=True):
            if character == " ":        # nothing to see, but a place: a mobject without points counts as at the origin
                slot.set_points(np.tile(centre, (4, 1)))
                continue
            middle = np.array([right - _advance(character) / 2, -CAP / 2, 0])
            slot.set_points((_glyph(figures.seen(character)) + middle) * em + centre)
            right -= _advance(character)
        return self

    def _gather(self) -> None:
        """Drop what a Transform between different texts has put into the slots: glyphs that would stay for ever."""
        for part in (self._bounds, *self._slots):
            if part.submobjects:
                part.points = part.points if len(part.points) else part.submobjects[0].points
                part.submobjects = []
        self.submobjects = [self._bounds, *self._slots]

    def _text(self, value: float) -> str:
        text = f"{value:{'+' if self.plus else ''},.{self.decimals}f}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("+-")
        return text.replace("-", MINUS) + self.unit


def in_line(*parts: Text | Number, buff: float = 0.18) -> VGroup:
    """Words and numbers of any size from left to right, all on one baseline."""
    row = VGroup(*parts).arrange(RIGHT, buff=buff)
    ground = _baseline(parts[0])
    for part in parts:
        part.shift((ground - _baseline(part)) * UP)
    return row


class SwitchTo(Afresh):
    """A number gives way to another, whose key is `source` (default: the key it has), in the same place.

    It switches in the middle, where it is faint: a number that rolled there would show values that nothing has.
    color: the colour that the new one has (default: that of the old one).
    """

    def __init__(self, number: Number, value: float, source: str = "", color: ManimColor | None = None, **kwargs):
        self.start, self.target, self.source, self.color = number.value, value, source, color
        super().__init__(number, **kwargs)

    def begin(self) -> None:
        self.old_source, self.old_color = self.mobject.source, self.mobject.get_fill_color()
        self.opacity = self.mobject.get_fill_opacity()
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        new, number = share >= 0.5, self.mobject
        number.source = self.source or self.old_source if new else self.old_source
        number.set_value(self.target if new else self.start)
        number.set_fill(self.color or self.old_color if new else self.old_color,
                        self.opacity * switching_opacity(share))


def switching_opacity(share: float) -> float:
    """How much is seen, of 1, of what switches at share 1/2."""
    return FAINT + (1 - FAINT) * min(abs(2 * share - 1), 1.0)


def _baseline(part: Text | Number) -> float:
    if isinstance(part, Number):
        return part._bounds.get_bottom()[1]
    if set(part.original_text) <= set(OPERATORS):
        return part.get_y() - CAP * part.writing.em / 2
    standing = [glyph for glyph, character in zip(part, part.original_text.replace(" ", ""))
                if character not in DESCENDING]
    return standing[0].get_bottom()[1]


@lru_cache(2048)
def _drawn(string: str, color: tuple[float, ...], weight: str) -> Text:
    """Words in a colour (red, green, blue, opacity) before they are scaled; only ever copied, which is quicker than to read their
    outlines again."""
    return KeptText(string, font=WORDS, font_size=DRAWN, weight=weight, color=ManimColor(color), disable_ligatures=True,
                    line_spacing=0.55)


@lru_cache(256)
def _typeset(expression: str, size: float, color: tuple[float, ...]) -> MathTypst:
    """A formula in a colour (red, green, blue, opacity); only ever copied, which is quicker than to typeset it again."""
    return MathTypst(expression, font_size=72 * size * MATHS_EM, color=ManimColor(color))


@lru_cache(1024)
def _set(string: str, color: tuple[float, ...]) -> VGroup:
    """A line of code in a colour (red, green, blue, opacity), its em 1; only ever copied, in a third of the time."""
    glyphs, blank = VGroup(), VMobject(stroke_width=0, fill_color=ManimColor(color), fill_opacity=1)
    for column, character in enumerate(string):
        if not character.isspace():
            place = np.array([(column + 0.5) * CODE_ADVANCE, 0, 0])
            glyphs.add(blank.copy().set_points(_glyph(character, CODE) + place))
    return glyphs


def find_fonts() -> None:
    """Let Pango look for all fonts that the faces here need, also for the characters that they lack.

    It does so in a thread, the first time it needs to; a copy of the process (os.fork) has no such thread and would wait for it
    forever. So a process that is to be copied calls this before.
    """
    register_fonts()
    with tempfile.TemporaryDirectory() as folder, tempconfig({"text_dir": folder}):
        for font, weight in FACES:
            Text(LACKED, font=font, weight=weight, font_size=DRAWN)


@cache
def _glyph(character: str, font: str = WORDS) -> np.ndarray:
    """A glyph's outline in ems: baseline on y = 0, x = 0 in its middle, or in the middle of its cell in code."""
    return _outlines(TOGETHER if character in TOGETHER else character, font)[character]


@cache
def _outlines(characters: str, font: str) -> dict[str, np.ndarray]:
    """The outlines of some characters, drawn together: that takes a third of the time that each alone would take."""
    with tempconfig(SHEET):
        drawn = KeptText("".join(f"H{character}" for character in characters), font=font, font_size=DRAWN,
                         disable_ligatures=True)
    outlines = {}
    for character, reference, glyph in zip(characters, drawn[::2], drawn[1::2], strict=True):
        points = glyph.points / EM
        middle = reference.get_x() / EM + CODE_ADVANCE if font == CODE else (points[:, 0].min() + points[:, 0].max()) / 2
        outlines[character] = points - np.array([middle, reference.get_bottom()[1] / EM, 0])
    return outlines


def _advance(character: str) -> float:
    """The width of a character's slot in ems: the same for all digits."""
    widths = {".": 0.30, ",": 0.30, "%": 0.92, MINUS: 0.56, "+": 0.56}
    return widths.get(character, 0.64)
