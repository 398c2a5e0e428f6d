"""The slides as a page: one file, opened from disk, for whoever presents with a browser."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from string import Template

from scenes.film.narration.script import Script
from scenes.film.page.section import beside, colours


@dataclass(frozen=True)
class Slide:
    """A line as a slide: its chapter and that one's title, what is said, its moving picture (MP4) and its poster (JPEG)."""

    chapter: str
    title: str
    text: str
    movie: bytes
    poster: bytes


def text(script: Script, slides: Sequence[Slide]) -> str:
    """The page as one text, pictures included."""
    data = [{"title": slide.title, "text": slide.text, "movie": _coded(slide.movie), "poster": _coded(slide.poster)}
            for slide in slides]
    language = script.language
    return Template(beside(__file__, "deck.html")).substitute(
        language=language.code, title=escape(script.name), colours=colours(), style=beside(__file__, "deck.css"),
        words=json.dumps({key: language.heading(key) for key in ("notes", "next")}, ensure_ascii=False),
        slides=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"),
        script=beside(__file__, "deck.js"))


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()
