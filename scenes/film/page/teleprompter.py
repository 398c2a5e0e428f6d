"""The lines of a film one by one, large, with the file that each goes into and a bar that takes as long as it may."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from string import Template

from scenes.film.narration.script import Script
from scenes.film.page.section import as_script, beside, document

POLICY = "img-src data:; script-src 'unsafe-inline'"


@dataclass(frozen=True)
class Reading:
    """A line to read aloud: its chapter's title, the file of its recording, its text, and the seconds to aim for."""

    chapter: str
    file: str
    text: str
    seconds: float


def text(script: Script, readings: Sequence[Reading]) -> str:
    """The page as one text."""
    body = Template(beside(__file__, "teleprompter.html")).substitute(
        steps=beside(__file__, "steps.js"), lines=as_script([asdict(one) for one in readings]))
    return document(script.language.code, script.name, POLICY, beside(__file__, "teleprompter.css"), body)
