"""A label stands beside the image that it belongs to: what is shown of both comes from the same place of their arrays.

The film says which labels belong to which images (Film.labels). A label on screen is known by its key, an image by its
pixels. Wrong is a label of which another image is there, but not its own: both more than half opaque, at rest or in the
middle of a move. Which of several images it stands nearest to is not looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from manim import Mobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from scenes.film.errors import UserError
from scenes.film.gate.finding import Finding, name_of_text
from scenes.film.gate.picture import Item, Picture, Piece
from scenes.film.gate.provenance import drawn_as_told
from scenes.film.narration.sources import BadSource, Sources
from scenes.kit.text import Number

PLACE = re.compile(r"(?P<key>.+)\[(?P<place>-?\d+)\]")
THERE = 0.5       # opacity from which a label or an image counts as the one that is shown
OFTEN = 0.25      # seconds between two looks while a label is on screen: what is late by more is met


@dataclass(frozen=True, eq=False)
class Labelled:
    """values: (n,) labels; images: the key of their images; places: {pixels of an image: where it is among them}."""

    values: np.ndarray
    images: str
    places: dict[bytes, set[int]]


Shown = tuple[Item, set[int]]     # an image on screen, and where it is among those that have labels


class Labels:
    """Knows which images of a film have labels.

    pairs: {key of labels (n,): key of their images (n, ...), grey, uint8 or floats in 0..1}. Raises UserError for a pair
    that is none.
    """

    def __init__(self, pairs: Mapping[str, str], sources: Sources):
        self._known = {labels: _labelled(labels, images, sources) for labels, images in pairs.items()}

    def among(self, mobjects: Iterable[Mobject]) -> bool:
        """Whether a label that an image belongs to is among mobjects and their parts."""
        return bool(self._known) and any(self._place(_source(part))
                                         for mobject in mobjects for part in mobject.get_family())

    def candidates(self, picture: Picture, moving) -> Iterator[tuple[Finding, tuple]]:
        """Labels that are not those of the image beside them, whether they move or not.

        moving: identities of what moves now. Whether a label that rests shows the value of its key, provenance says.
        """
        images: dict[Labelled, list[Shown]] = {}
        for text in picture.texts:
            known, place = self._place(text.writing.source) or (None, 0)
            if known is None or "label" in dict(text.declared.excuses):
                continue
            if known not in images:
                images[known] = _shown(picture, known.places)
            if images[known] and _is_there(text):
                beside = sorted(images[known], key=lambda one: _gap(text.box, one[0].box))
                problem = _other_image(known, place, beside) or \
                    (_other_value(text, known.values[place]) if id(text.root) in moving else None)
                yield from _findings(text, beside[0][0], problem)

    def _place(self, source: str) -> tuple[Labelled, int] | None:
        """What a key such as "RUN:labels[3]" names: of which labels, and their place."""
        named = PLACE.fullmatch(source)
        known = self._known.get(named["key"]) if named else None
        return (known, int(named["place"]) % len(known.values)) if named and known and known.places else None


def _labelled(labels: str, images: str, sources: Sources) -> Labelled:
    try:
        values, pictures = np.asarray(sources.value(labels)), np.asarray(sources.value(images))
    except BadSource as error:
        raise UserError(f"the film's labels {labels!r} of {images!r}: {error}") from None
    if values.ndim != 1 or pictures.shape[:1] != values.shape:
        raise UserError(f"the film's labels {labels!r} are an array {values.shape}, their images {images!r} one "
                        f"{pictures.shape}; name arrays with one label for each image")
    return Labelled(values, images, _places(pictures))


def _places(images: np.ndarray) -> dict[bytes, set[int]]:
    """{the grey values of an image: where it is among them}; one that is there twice has both places."""
    grey = images if images.dtype == np.uint8 else np.round(255 * np.clip(images, 0, 1)).astype(np.uint8)
    places: dict[bytes, set[int]] = {}
    for k, image in enumerate(grey):
        places.setdefault(image.tobytes(), set()).add(k)
    return places


def _shown(picture: Picture, places: Mapping[bytes, set[int]]) -> list[Shown]:
    """The images on screen that have labels of one kind."""
    images = [item for item in picture.shapes if isinstance(item.mobject, AbstractImageMobject)]
    found = [(item, places.get(item.mobject.get_pixel_array()[..., 0].tobytes())) for item in images]
    return [(item, where) for item, where in found if where]


def _findings(text: Piece, image: Item, problem: str | None) -> Iterator[tuple[Finding, tuple]]:
    """One if there is a problem; the same one as long as it is the same label and the same image on screen."""
    if problem:
        yield (Finding("label", f"{name_of_text(text)} {problem}", boxes=[text.box, image.box],
                       same=("label", id(text.root), id(image.mobject))),
               (text.root, *(part.mobject for part in text.items), image.mobject))


def _gap(one: np.ndarray, other: np.ndarray) -> float:
    """How far apart two boxes (left, bottom, right, top) are; 0 if they meet."""
    return float(np.hypot(*np.maximum(np.maximum(one[:2] - other[2:], other[:2] - one[2:]), 0)))


def _other_image(known: Labelled, place: int, beside: list[Shown]) -> str | None:
    """Which image a label stands beside, if its own is not on screen."""
    if any(place in places for _, places in beside):
        return None
    there = [places for item, places in beside if item.fill > THERE]
    return f"stands beside image {min(there[0])} of {known.images}" if there else None


def _other_value(text: Piece, value) -> str | None:
    """What a number should show, if it shows another one than this."""
    number = text.root
    if not isinstance(number, Number) or number._text(value) == text.writing.string:
        return None
    return f"should be {number._text(value)} by its own key"


def _is_there(text: Piece) -> bool:
    """Whether a text is the one that is shown: not about to come or to leave, and not on its way to become another."""
    opaque = max(max(item.fill, item.stroke) for item in text.seen) > THERE
    return opaque and (drawn_as_told(text) if isinstance(text.root, Number) else not text.redrawn)


def _source(mobject: Mobject) -> str:
    """The key of what a mobject shows, or of the text that it is a glyph of."""
    if isinstance(mobject, Number):
        return mobject.source
    writing = vars(mobject).get("writing")
    return writing.source if writing else ""
