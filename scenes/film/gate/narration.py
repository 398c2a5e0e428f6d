"""Numbers in the narration: every one comes from a placeholder, or is declared with a reason.

The script's table [constants] holds what no run decides: "chapter.key" = "two: the derivative of a square brings it".
"""

import re

from scenes.film.edition import Edition
from scenes.film.gate import terms
from scenes.film.gate.finding import Finding
from scenes.film.gate.provenance import numbers_in
from scenes.film.narration.facts import CHOICE, evaluated
from scenes.film.narration.language import Language
from scenes.film.narration.placeholders import parts
from scenes.film.narration.script import Script, without_marks
from scenes.film.narration.sources import Sources

LEAST_REASON = 12     # characters


def check_script(script: Script, chapter: str) -> list[Finding]:
    """Numbers that stand in the lines of a chapter as written, outside of placeholders, and are not declared."""
    return _check_texts(script, chapter, script.chapter(chapter))


def _check_texts(script, chapter, texts):
    found = []
    for key, text in texts.items():
        declared, reason = _declared(script.constants.get(f"{chapter}.{key}", ""), script.language)
        spoken = _numbers(text, f"{script.path}: [{chapter}] {key}", script.language)
        undeclared = [number for number in spoken if number not in declared]
        if undeclared:
            found.append(_finding(chapter, key, f"says {', '.join(undeclared)}; take it from a placeholder, or declare "
                                  f"it with its reason in [constants]: \"{chapter}.{key}\""))
        elif declared and len(reason) < LEAST_REASON:
            found.append(_finding(chapter, key, "is declared in [constants] without a reason of "
                                  f"{LEAST_REASON} characters at least"))
        unused = [number for number in declared if number not in spoken]
        if unused:
            found.append(_finding(chapter, key, f"does not say {', '.join(unused)}, which [constants] declares"))
    return found


def check_facts(edition: Edition) -> list[Finding]:
    """Placeholders that cannot be said: no value, a form that does not fit, a choice without its text; numbers and
    tables without a source in the texts of choices; terms that are used before they are introduced."""
    film, script = edition.film, Script.load(edition.script_file, edition.language)
    runs = film.runs.load(edition.runs)
    facts = film.facts(runs)
    said, problems = evaluated(facts, Sources(runs, film.constants, methods=film.methods), script)
    found = [Finding("provenance", f"placeholder {{{name}}}: {problem}", same=("fact", name))
             for name, problem in problems.items()]
    for name, texts in script.choices.items():
        if name not in facts or facts[name].form != CHOICE:
            found.append(Finding("provenance", f"[choices.{name}] is there, but no fact chooses from it",
                                 same=("choice", name)))
        plain = {key: without_marks(text) for key, text in texts.items()}
        found += _check_texts(script, f"choices.{name}", plain)
    return found if problems else found + terms.check(script, film.written, said)


def _numbers(text: str, where: str, language: Language) -> list[str]:
    """Figures and number words in a line, without its placeholders."""
    plain = "".join(literal for literal, *_ in parts(text, where))
    words = [word for word in re.findall(r"[^\W\d_]+", plain.lower()) if word in language.number_words]
    return numbers_in(language.plain_figures(plain)) + words


def _declared(entry: str, language: Language) -> tuple[list[str], str]:
    numbers, _, reason = entry.partition(":")
    written = [number.strip() for number in re.split(r",(?!\d)", numbers.lower())]
    return [language.plain_figures(number) for number in written if number], reason.strip()


def _finding(chapter, key, what):
    return Finding("provenance", f"line {chapter}.{key} {what}", chapter=chapter, key=key, same=("line", chapter, key))
