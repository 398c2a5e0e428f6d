"""The program on the page: a line that the film explains is a button that goes there, and shines while it is explained."""

import io
import tokenize
from html import escape

from scenes.film.page.section import Moment, Section, Told, beside
from scenes.kit.listing import token_role
from scenes.scratch.spine import EXPLAINS, explained_by


def section(told: Told, source: str) -> Section:
    """source: the listing that ran."""
    explained = {number: chapter for chapter in EXPLAINS for number in explained_by(source, chapter)}
    rows = "\n".join(_row(told, number, text, html, explained.get(number))
                     for number, (text, html) in enumerate(zip(source.splitlines(), coloured(source), strict=True), 1))
    return Section("program", told.text("program"),
                   f'<p class="how">{escape(told.text("program_how"))}</p>\n<ol id="listing" translate="no">\n{rows}\n</ol>',
                   beside(__file__, "listing.css"), beside(__file__, "listing.js"), beside=True)


def _row(told, number, text, html, chapter):
    spans = explaining(told, text.strip(), chapter)
    if not spans:
        return f"<li><code>{html}</code></li>"
    label = escape(told.text("line", number=str(number), chapter=told.script.title(chapter)))
    times = " ".join(f"{moment.begin}-{moment.end}" for moment in spans)
    return (f'<li><button data-seconds="{spans[0].begin}" data-spans="{times}" title="{label}">'
            f'<code>{html}</code></button></li>')


def explaining(told: Told, line: str, chapter: str | None) -> list[Moment]:
    """When the chapter that explains a line shows it, that where it shows fewest others first; all of the chapter if it
    shows it nowhere."""
    all_moments = [moment for (name, _), moment in told.moments.items() if name == chapter]
    return sorted((moment for moment in all_moments if line in moment.code), key=lambda moment: len(moment.code)) or all_moments


def coloured(source: str) -> list[str]:
    """The lines of a program as HTML, names in the colours of their roles."""
    lines = source.splitlines()
    rows, done = [""] * len(lines), [0] * len(lines)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        (row, begin), (last, end) = token.start, token.end
        if row != last or not token.string.strip():
            continue
        role = token_role(token.type, token.string)
        text = escape(token.string) if role == "ink" else f'<i class="{role}">{escape(token.string)}</i>'
        rows[row - 1] += escape(lines[row - 1][done[row - 1]:begin]) + text
        done[row - 1] = end
    return rows
