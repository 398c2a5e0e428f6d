"""The look of the whole film, decided in one place: colours by role, type sizes, fonts, the frame.

Everything is read when it is called, so that another palette (a TOML file of role = "#rrggbb" lines, given to `apply`)
colours every chapter, formula and line of code alike.
"""

import ctypes
import sys
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import fontpkg
import manimpango
from manim import ManimColor, Text, config
from manimpango import cmanimpango
from PIL import ImageFont

from scenes.kit.toml import BadToml, read_toml

WORDS = "Inter"
CODE = "JetBrains Mono"

# Type sizes: the height of an em in manim units. At 1080 lines a unit is 135 pixels.
TITLE = 0.40
BODY = 0.34
LABEL = 0.27
SMALL = 0.21
SMALLEST = 0.18      # x-height 13 px at 1080 lines: the least that is meant to be read
SAFE_MARGIN = 0.5    # nothing meant to be seen comes nearer to the edge of the frame
READABLE = 4.5       # the least contrast ratio of text
GAP = 0.25           # the least distance between things that do not belong together


@dataclass(frozen=True)
class Palette:
    """One colour for each role; contrast against the background in the comments."""

    background: str = "#0E1318"
    panel: str = "#18212B"
    ink: str = "#E6EDF3"         # 15.8
    quiet: str = "#8B98A5"       # 6.3
    positive: str = "#56B4E9"    # 8.1
    negative: str = "#F28E2B"    # 7.7
    activation: str = "#FFE9A8"  # 15.4
    error: str = "#E27BB1"       # 6.9
    target: str = "#3CCB9A"      # 9.0
    focus: str = "#F5D547"       # 12.8
    class_a: str = "#B3A3FF"     # 8.4, of two classes of points the one,
    class_b: str = "#BAD873"     # 11.8, and the other


ROLES = tuple(field.name for field in fields(Palette))


class BadTheme(ValueError):
    """A palette or a font that cannot be used: which one, and why, in one line."""


def palette() -> Palette:
    """The palette in use: the default one unless `apply` was given another."""
    return _in_use


def read_palette(path: Path) -> Palette:
    """The default palette with the roles that a file changes. Raises BadTheme."""
    try:
        changes = read_toml(path)
    except BadToml as error:
        raise BadTheme(f"{path}: no palette can be read from it ({error})") from None
    for name, value in changes.items():
        if name not in ROLES:
            raise BadTheme(f"{path}: unknown role {name!r}; roles are {', '.join(ROLES)}")
        if not _is_colour(value):
            raise BadTheme(f"{path}: {name} = {_shortened(value)} is not a colour like \"#56B4E9\"")
    return replace(Palette(), **changes)


def _is_colour(value) -> bool:
    """Whether a value is the text of an opaque colour."""
    try:
        return isinstance(value, str) and ManimColor(value).to_rgba()[3] == 1
    except (ValueError, TypeError):
        return False


def _shortened(value) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}\N{HORIZONTAL ELLIPSIS}"


_in_use = Palette()


def role(name: str) -> ManimColor:
    """The colour of a role, e.g. role("error"). Raises BadTheme for a name that is none."""
    if name not in ROLES:
        raise BadTheme(f"there is no role {name!r}; roles are {', '.join(ROLES)}")
    return ManimColor(getattr(palette(), name))


def blend(first: str, second: str, share: float) -> ManimColor:
    """The colour that lies `share` (0..1) of the way from one role's colour to another's."""
    return role(first).interpolate(role(second), share)


def contrast(one: ManimColor, other: ManimColor) -> float:
    """Contrast ratio of two colours, 1..21, as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: ManimColor) -> ManimColor:
    """The text colour for a fill: light or dark ink, or white or black where neither reads well."""
    best = max((role("ink"), role("background")), key=lambda ink: contrast(ink, fill))
    if contrast(best, fill) >= READABLE:
        return best
    return max((ManimColor("#FFFFFF"), ManimColor("#000000")), key=lambda ink: contrast(ink, fill))


def apply(palette: Path | None = None) -> None:
    """Use the colours of a palette's file, or the default ones, and set the background.

    A scene calls it first. Raises BadTheme.
    """
    global _in_use
    _in_use = read_palette(palette) if palette else Palette()
    config.background_color = role("background")


@cache
def lettering(size: int, *axes: float) -> ImageFont.FreeTypeFont:
    """The typeface of words for pictures that Pillow draws. size: pixels of an em; axes: its optical size and its weight."""
    font = ImageFont.truetype(str(fontpkg.path("inter")), size)
    if axes:
        font.set_variation_by_axes(list(axes))
    return font


@cache
def register_fonts() -> None:
    """Make the fonts known to Manim, also where it has looked for fonts before; all that sets text calls it. Raises BadTheme."""
    for font in ("inter", "jetbrains-mono"):
        path = str(fontpkg.path(font))
        if not manimpango.register_font(path):
            raise BadTheme(f"{path}: the font cannot be registered; install the package again")
    Text.font_list.cache_clear()
    if sys.platform != "win32":      # Pango keeps to the fonts that were there when it set its first text, unless it begins anew
        ctypes.CDLL(cmanimpango.__file__).pango_cairo_font_map_set_default(None)


def luminance(color: ManimColor) -> float:
    """How bright a colour is, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.to_rgb()]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
