"""What Manim does to give a VMobject one plain colour, without lists of colours: it does so some 100,000 times a film."""

from functools import cache

import numpy as np
from manim import ManimColor, VMobject

from scenes.fast.instead import Instead

BLACK = (0.0, 0.0, 0.0)
STOCK = VMobject.update_rgbas_array


def painted(mobject: VMobject, array_name: str, color=None, opacity=None) -> VMobject:
    """As VMobject.update_rgbas_array; several colours, gradients and colours by other names are left to it."""
    rgbas = vars(mobject).get(array_name)
    if (color is not None and type(color) is not ManimColor) or mobject.sheen_factor != 0 \
            or not (opacity is None or isinstance(opacity, float | int)) \
            or (rgbas is not None and not len(rgbas)) or not _is_plain(type(mobject)):
        return STOCK(mobject, array_name, color, opacity)
    if rgbas is None:
        own = BLACK if color is None else color._internal_value[:3]
        setattr(mobject, array_name, np.array([[*own, 0.0 if opacity is None else opacity]], float))
        return mobject
    if color is not None:
        rgbas[:, :3] = color._internal_value[:3]
    if opacity is not None:
        rgbas[:, 3] = opacity
    return mobject


@cache
def _is_plain(kind: type) -> bool:
    """Whether its colours are made as those of VMobjects are."""
    return all(getattr(kind, name) is getattr(VMobject, name) for name in ("generate_rgbas_array", "get_sheen_factor"))


quick_paint = Instead(VMobject, update_rgbas_array=painted).these
"""Meanwhile VMobjects are given plain colours in this way; may be nested or overlap."""
