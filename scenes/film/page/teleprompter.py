"""The lines of a film one by one, large, with the file that each goes into and a bar that takes as long as it may."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from string import Template

from scenes.film.narration.script import Script
from scenes.film.page.section import beside, colours


@dataclass(frozen=True)
class Reading:
    """A line to read aloud: its chapter's title, the file of its recording, its text, and the seconds to aim for."""

    chapter: str
    file: str
    text: str
    seconds: float


def text(script: Script, readings: Sequence[Reading]) -> str:
    """The page as one text."""
    lines = json.dumps([asdict(one) for one in readings], ensure_ascii=False).replace("</", "<\\/")
    return Template(beside(__file__, "teleprompter.html")).substitute(
        language=script.language.code, title=escape(script.name), colours=colours(), lines=lines)
