"""What a film adds to its page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from scenes.film.edition import Edition
from scenes.film.narration.script import Script
from scenes.kit import theme


@dataclass(frozen=True)
class Section:
    """A part of the page: name, also its element's id; heading; html; style (CSS) and script (JavaScript), whole texts;
    data: what its script finds as DATA[name], as JSON knows it; beside: it is a tab beside the film, not below."""

    name: str
    heading: str
    html: str
    style: str = ""
    script: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    beside: bool = False


@dataclass(frozen=True)
class Moment:
    """When a line is spoken: begin and end, where the next one begins, in seconds; code: the lines of program text that are lit
    then."""

    begin: float
    end: float
    code: Sequence[str] = ()


@dataclass(frozen=True)
class Told:
    """What a film can make sections of: the edition, its script and facts, and when each line is spoken in the film,
    {(chapter, key): Moment}."""

    edition: Edition
    script: Script
    facts: Mapping[str, str]
    moments: Mapping[tuple[str, str], Moment]

    def text(self, key: str, **values: str) -> str:
        """A text of the script's table [page], filled."""
        return self.script.page_text(key, {**self.facts, **values})


def beside(module: str, name: str) -> str:
    """The text of a file that lies beside a module's."""
    return Path(module).with_name(name).read_text(encoding="utf-8")


def document(language: str, title: str, policy: str, style: str, body: str) -> str:
    """A whole page in the film's colours. policy: what it may load and run beside its own styles, as browsers read it."""
    return Template(beside(__file__, "document.html")).substitute(
        language=language, title=escape(title), policy=policy, style=style, body=body, colours=_colours())


def as_script(value: Any) -> str:
    """A value as JavaScript that may stand in a page."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _colours() -> str:
    """The palette in use as CSS variables."""
    return " ".join(f"--{name.replace('_', '-')}: {getattr(theme.palette(), name)};" for name in theme.ROLES)
