"""Which objects are drawn, and in which order: the same as in Manim's extract_mobject_family_members, in one walk."""

from collections.abc import Iterable
from functools import cache
from itertools import chain, compress
from operator import attrgetter

import numpy as np
from manim import Mobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject
from manim.mobject.types.point_cloud_mobject import PMobject

from scenes.fast.attributes import columns
from scenes.fast.instead import Instead
from scenes.fast.paths import CURVE

DRAWN_AS = ("get_fill_rgbas", "get_stroke_rgbas", "get_stroke_width", "get_background_image",
            "get_subpath_split_indices_from_points", "consider_points_equals_2d")     # what Manim's camera asks
children, updaters = attrgetter("submobjects"), attrgetter("updaters")
STYLE = ("points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "stroke_width", "background_stroke_width",
         "joint_type", "cap_style", "tolerance_for_point_equality", "background_image")


def members(mobjects: Iterable[Mobject]) -> list[Mobject]:
    """All of the families, a parent before its children; what occurs several times comes where it occurs last."""
    found: list[Mobject] = []
    _gather(list(mobjects), found, set())
    if len(set(found)) < len(found):
        found = list(dict.fromkeys(found))
    found.reverse()
    return found


def _gather(mobjects: list[Mobject], found: list[Mobject], parents: set[Mobject]) -> None:
    """All members backwards, a parent after its children; of those without children some may be there several times."""
    for mobject in reversed(mobjects):
        if not mobject.submobjects:
            found.append(mobject)
        elif mobject not in parents:
            parents.add(mobject)
            _gather(mobject.submobjects, found, parents)
            found.append(mobject)


def family_of(mobject: Mobject, recurse: bool = True) -> list[Mobject]:
    """As Mobject.get_family, without a generator for each member."""
    return members([mobject]) if mobject.submobjects else [mobject]


def with_points(mobject: Mobject) -> list[Mobject]:
    """As Mobject.family_members_with_points."""
    return [part for part in mobject.get_family() if len(part.points)]


def holds(mobject: Mobject, wanted: set[Mobject]) -> bool:
    """Whether any of these is in the family of an object that is none of them."""
    level = [mobject]
    while level:
        level = list(chain.from_iterable(map(children, level)))
        if not wanted.isdisjoint(level):
            return True
    return False


def has_updaters(mobjects: Iterable[Mobject]) -> bool:
    """Whether anything in these families is updated, or has a way of its own to be."""
    level = mobjects
    while level:
        if any(map(updaters, level)) or any(kind.update is not Mobject.update for kind in set(map(type, level))):
            return True
        level = list(chain.from_iterable(map(children, level)))
    return False


quick_families = Instead(Mobject, get_family=family_of, family_members_with_points=with_points).these
"""Meanwhile families are told in these ways; may be nested or overlap."""


class Family:
    """leaves: the members that have points and are drawn, in order; images: which of them are images, by index.

    is_drawable: whether all of them are drawn as Manim's own classes are, so that the fast camera can draw them.
    """

    def __init__(self, mobjects: Iterable[Mobject], use_z_index: bool):
        self._roots = list(mobjects)
        self._members = members(self._roots)
        self._shape = self._now()
        self._sorts = use_z_index
        there = self._with_points()
        self._depths = columns(there, "z_index")
        if use_z_index:
            there.sort(key=attrgetter("z_index"))
        self.leaves = [leaf for leaf in there if _kind(type(leaf)) is not Mobject]
        self.is_drawable = all(map(_is_drawable, self.leaves))
        self.images = [i for i, leaf in enumerate(self.leaves) if _kind(type(leaf)) is AbstractImageMobject]

    def matches(self, mobjects: list[Mobject], use_z_index: bool) -> bool:
        """Whether the same objects still have the same members with points, in the same order."""
        return self._roots == mobjects and self._sorts == use_z_index and self._now() == self._shape and (
            not self._sorts or columns(self._with_points(), "z_index") == self._depths)

    def _now(self):
        children, points = columns(self._members, "submobjects", "points")
        return list(chain.from_iterable(children)), list(map(len, children)), \
            list(map(bool, map(len, points)))

    def _with_points(self):
        return list(compress(self._members, self._shape[2]))


@cache
def _kind(leaf: type[Mobject]) -> type | None:
    """VMobject, AbstractImageMobject or Mobject, which is not drawn; None for what only Manim knows how to draw."""
    if issubclass(leaf, VMobject):
        own = any(getattr(leaf, name) is not getattr(VMobject, name) for name in DRAWN_AS) \
            or any(isinstance(getattr(leaf, name, None), property) for name in STYLE)
        return None if own else VMobject
    if issubclass(leaf, PMobject):
        return None
    return AbstractImageMobject if issubclass(leaf, AbstractImageMobject) else Mobject


def _is_drawable(leaf):
    kind = _kind(type(leaf))
    if kind is VMobject:
        return leaf.n_points_per_cubic_curve == CURVE
    if kind is AbstractImageMobject:
        pixels = leaf.get_pixel_array()
        return pixels.dtype == np.uint8 and pixels.ndim == 3 and pixels.shape[2] == 4
    return kind is not None
