"""Terms are spoken only after they were introduced. The script's table [terms] says where: neuron = "layers.neurons"."""

import re
from collections.abc import Sequence

from scenes.film.gate.finding import Finding
from scenes.film.narration.script import Script


def check(script: Script, chapters: Sequence[str], facts: dict[str, str]) -> list[Finding]:
    """Lines that use a term too early, and entries that no line fits.

    chapters: in order; facts: what the placeholders stand for. A line counts as spoken where it stands in the script.
    """
    spoken = {f"{chapter}.{key}": line for chapter in chapters if chapter in script.tables
              for key, line in script.lines(chapter, facts).items()}
    return [finding for term, introduced in script.terms.items()
            for finding in _of_term(script, term, introduced, spoken)]


def _of_term(script, term, introduced, spoken):
    named = re.compile(rf"\b({'|'.join(map(re.escape, script.language.forms(term)))})\b", re.IGNORECASE)
    if introduced not in spoken:
        yield _finding(introduced, f"[terms] has {term} = {introduced!r}, but the script has no such line")
        return
    if not named.search(spoken[introduced]):
        yield _finding(introduced, f"[terms] says that line {introduced} introduces {term!r}; it does not say it")
    for name, line in spoken.items():
        if name == introduced:
            break
        if used := named.search(line):
            yield _finding(name, f"line {name} says {used[0]!r}, which line {introduced} introduces later")


def _finding(name, what):
    chapter, _, key = name.partition(".")
    return Finding("terms", what, chapter=chapter, key=key, same=("terms", what))
