"""Numbers in the narration: every one comes from a placeholder, or is declared with a reason.

The script's table [constants] holds what no run decides: "chapter.key" = "two: the derivative of a square brings it".
"""

import re
import string

from scenes.film.edition import Edition
from scenes.film.gate.finding import Finding
from scenes.film.gate.provenance import numbers_in, told
from scenes.film.narration.sources import ANY, BadSource, Sources

WORDS = ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
         "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half third "
         "quarter dozen twice").split()
DIGITS = "zero one two three four five six seven eight nine".split()
LEAST_REASON = 12     # characters


def check_script(script, chapter: str) -> list[Finding]:
    """Numbers that stand in the lines of a chapter as written, outside of placeholders, and are not declared."""
    found = []
    for key, text in script.chapter(chapter).items():
        declared, reason = _declared(script.constants.get(f"{chapter}.{key}", ""))
        spoken = _numbers(text, script.language)
        undeclared = [number for number in spoken if number not in declared]
        if undeclared:
            found.append(_finding(chapter, key, f"says {', '.join(undeclared)}; take it from a placeholder, or declare "
                                  f"it with its reason in [constants]: \"{chapter}.{key}\""))
        elif declared and len(reason) < LEAST_REASON:
            found.append(_finding(chapter, key, "is declared in [constants] without a reason"))
        unused = [number for number in declared if number not in spoken]
        if unused:
            found.append(_finding(chapter, key, f"does not say {', '.join(unused)}, which [constants] declares"))
    return found


def check_facts(edition: Edition) -> list[Finding]:
    """Placeholders whose text is not what their sources say."""
    film, runs = edition.film, edition.film.runs.load(edition.runs)
    found, sources = [], Sources(runs, film.constants, methods=film.methods)
    for name, fact in film.facts(runs).items():
        try:
            value = sources.value(fact.source)
            problem = None if value is ANY else told(figures(fact.text), value)
        except BadSource as error:
            problem = str(error)
        if problem:
            found.append(Finding("provenance", f"placeholder {{{name}}} says {fact.text!r}: {problem}",
                                 same=("fact", name)))
    return found


def figures(text: str) -> str:
    """A text with its number words as figures: "three" -> "3"."""
    values = {word: str(number) for number, word in enumerate(DIGITS)}
    return re.sub(r"[a-z]+", lambda match: values.get(match[0], match[0]), text)


def _numbers(text: str, language: str) -> list[str]:
    """Figures and, in English, number words in a line, without its placeholders."""
    plain = "".join(literal for literal, *_ in string.Formatter().parse(text))
    found = numbers_in(plain)
    if language == "eng":
        found += [word for word in re.findall(r"[a-z]+", plain.lower()) if word in WORDS]
    return found


def _declared(entry: str) -> tuple[list[str], str]:
    numbers, _, reason = entry.partition(":")
    return [number.strip() for number in numbers.split(",") if number.strip()], reason.strip()


def _finding(chapter, key, what):
    return Finding("provenance", f"line {chapter}.{key} {what}", chapter=chapter, key=key, same=("line", chapter, key))
