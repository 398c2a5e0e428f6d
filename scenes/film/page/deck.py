"""The slides as a page: one file, opened from disk, for whoever presents with a browser."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from string import Template

from scenes.film.narration.script import Script
from scenes.film.page.section import as_script, beside, document

POLICY = "media-src blob:; img-src data:; script-src 'unsafe-inline'"


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
    body = Template(beside(__file__, "deck.html")).substitute(
        words=as_script({key: language.heading(key) for key in ("notes", "next")}), slides=as_script(data),
        script=beside(__file__, "steps.js") + beside(__file__, "deck.js"))
    return document(language.code, script.name, POLICY, beside(__file__, "deck.css"), body)


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()
