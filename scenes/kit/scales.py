"""From a value to a look: pure, symmetric functions, so that equal numbers look equal everywhere.

Sign becomes hue, size becomes width and opacity; nothing is ever shown by colour alone.
"""

from dataclasses import dataclass

import numpy as np
from manim import ManimColor

from scenes.kit.theme import blend, role

THINNEST, THICKEST = 1.0, 7.0     # stroke widths of edges, in manim's stroke units
FAINTEST, STRONGEST = 0.25, 1.0   # opacities of edges
STEEPNESS = 2.2                   # of the glow of an activation: 1 would be as steep everywhere
HOT = 0.85                        # from this glow on it turns white


@dataclass(frozen=True)
class EdgeLook:
    """How an edge is drawn: colour, stroke width and stroke opacity."""

    color: ManimColor
    width: float
    opacity: float


def largest(*arrays: np.ndarray) -> float:
    """The largest absolute value in all arrays: the scale on which values are compared."""
    found = max((float(np.max(np.abs(a))) for a in map(np.asarray, arrays) if a.size), default=0.0)
    return found or 1.0


def strength(value: float, scale: float) -> float:
    """|value| as a share of the scale, 0..1; the same for value and -value."""
    return min(abs(float(value)) / scale, 1.0)


def sign_role(value: float) -> str:
    """The role that stands for a value's sign."""
    return "positive" if value > 0 else "negative" if value < 0 else "quiet"


def edge_look(weight: float, scale: float) -> EdgeLook:
    """How the edge of a weight is drawn when `scale` is the largest weight beside it."""
    share = strength(weight, scale)
    return EdgeLook(
        color=role(sign_role(weight)),
        width=THINNEST + (THICKEST - THINNEST) * share,
        opacity=FAINTEST + (STRONGEST - FAINTEST) * share,
    )


def activation_fill(value: float) -> ManimColor:
    """The fill of a neuron or a cell whose activation, or grey value, is in 0..1: dark, glowing, and white-hot.

    It is steepest in the middle, where the outputs of an untrained net lie.
    """
    share = glow(value)
    fill = blend("panel", "activation", min(share / HOT, 1.0))
    return fill.interpolate(ManimColor("#FFFFFF"), max(share - HOT, 0.0) / (1 - HOT))


def glow(value: float) -> float:
    """How brightly an activation in 0..1 shines, 0..1; symmetric about 1/2."""
    value = float(np.clip(value, 0, 1))
    high, low = value ** STEEPNESS, (1 - value) ** STEEPNESS
    return high / (high + low)


def signed_fill(value: float, scale: float) -> ManimColor:
    """The fill of a cell with a signed weight: deep enough to tell, light ink stays readable."""
    return blend("panel", sign_role(value), 0.10 + 0.40 * strength(value, scale) if value else 0.0)


def error_fill(value: float, scale: float) -> ManimColor:
    """The fill of a cell or neuron with an error term; its sign is shown by an arrow or a minus."""
    return blend("panel", "error", 0.45 * strength(value, scale))


def signed_image(values: np.ndarray, scale: float) -> np.ndarray:
    """Weights of any shape as RGB (shape + (3,), uint8): dark at 0, one hue for each sign."""
    share = np.clip(np.abs(values) / scale, 0, 1)[..., None]
    ground = role("background").to_rgb()
    hue = np.where((values > 0)[..., None], role("positive").to_rgb(), role("negative").to_rgb())
    return np.round(255 * (ground + (hue - ground) * share)).astype(np.uint8)
