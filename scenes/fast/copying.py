"""Copies of Mobjects, as copy.deepcopy makes them, in a fraction of the time."""

from copy import deepcopy
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from types import BuiltinFunctionType, FunctionType

import numpy as np
from manim import ManimColor, Mobject
from svgelements import Path

from scenes.fast.instead import Instead

SHARED = {int, float, complex, bool, str, bytes, type(None), type, FunctionType, BuiltinFunctionType, ManimColor, Path}


def copied(mobject: Mobject, known: dict) -> Mobject:
    """A copy of a Mobject with all that belongs to it; known: {id of an object: its copy}, filled on the way."""
    copy = _twin(mobject, known)
    copy.original_id = str(id(mobject))
    return copy


def _twin(value, known):
    """A copy of an object that is nothing but its attributes."""
    cls = type(value)
    known[id(value)] = copy = cls.__new__(cls)
    state = vars(copy)
    for name, part in vars(value).items():
        state[name] = part if is_shared(type(part)) else _copied(part, known)
    return copy


def _copied(value, known):
    """Of a value that has to be copied. It lives as long as the object that holds it, so that its id is its own."""
    if (copy := known.get(id(value))) is not None:
        return copy
    kind = type(value)
    if kind is np.ndarray and not value.dtype.hasobject:
        known[id(value)] = copy = value.copy(order="K")
        return copy
    if kind is list:
        known[id(value)] = copy = []
        copy += [item if is_shared(type(item)) else _copied(item, known) for item in value]
        return copy
    if kind is tuple and all(is_shared(type(item)) for item in value):
        return value
    if kind is dict and all(is_shared(type(key)) for key in value):
        known[id(value)] = copy = {}
        for key, item in value.items():
            copy[key] = item if is_shared(type(item)) else _copied(item, known)
        return copy
    if isinstance(value, Mobject) and kind.__deepcopy__ is copied:
        return copied(value, known)
    if _is_record(kind):
        return _twin(value, known)
    if not isinstance(value, type) and (own := getattr(kind, "__deepcopy__", None)) is not None:
        if (copy := own(value, known)) is not value:
            known[id(value)] = copy
        return copy
    return deepcopy(value, known)


@cache
def is_shared(kind: type) -> bool:
    """Whether a value of this type is never changed, so that a copy can have the same."""
    return kind in SHARED or issubclass(kind, Enum | np.generic)


@cache
def _is_record(kind):
    """Whether a type is a data class that is copied in no way of its own."""
    own = any(hasattr(kind, name) for name in ("__deepcopy__", "__slots__", "__setstate__"))
    return is_dataclass(kind) and not own \
        and kind.__reduce_ex__ is object.__reduce_ex__ and kind.__reduce__ is object.__reduce__ \
        and kind.__getstate__ is object.__getstate__ and kind.__base__ is object


quick_copies = Instead(Mobject, __deepcopy__=copied).these
"""Meanwhile copy.deepcopy, and with it Mobject.copy, copies Mobjects in this way; may be nested or overlap."""
