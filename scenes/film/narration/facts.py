"""Facts: what a placeholder of the narration stands for. Stated once, as a key; what is said is its value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from scenes.film.edition import Edition
from scenes.film.errors import UserError
from scenes.film.narration.placeholders import put_in
from scenes.film.narration.script import Script
from scenes.film.narration.sources import ANY, BadSource, Sources, single

CHOICE = "choice"
DECIMALS = {"percent": 1, "fixed": 2}     # unless the form says how many
MOST_DECIMALS = 12
FORMS = {
    "count": lambda language, value, _: language.count(_whole(value)),
    "word": lambda language, value, _: language.word(_whole(value)),
    "ordinal": lambda language, value, _: language.ordinal(_whole(value, least=1)),
    "fixed": lambda language, value, decimals: language.fixed(_number(value), decimals),
    "percent": lambda language, value, decimals: language.percent(_share(value), decimals),
    "general": lambda language, value, _: language.general(_number(value)),
    "text": lambda language, value, _: _text(value),
}


@dataclass(frozen=True)
class Fact:
    """source: the key whose value is said; form: how.

    Forms: "count" (60,000), "word" (three, where the language has a word), "ordinal" (third), "fixed:3" (0.312),
    "general" (0.01), "percent" or "percent:0" (of a share 0..1), "text" (as it is). "choice" takes its text from the
    script's table [choices.PLACEHOLDER]: yes or no of a comparison, else the value itself, or other. instead: what is said
    in languages, by their codes, that say something else.
    """

    source: str
    form: str = "count"
    instead: Mapping[str, "Fact"] = field(default_factory=dict)

    def spoken_in(self, code: str) -> "Fact":
        """What is said in a language."""
        return self.instead.get(code, self)


def told(edition: Edition) -> tuple[Script, dict[str, str]]:
    """The script of an edition, and {placeholder: what is said} of its runs. Raises UserError."""
    script = Script.load(edition.script_file, edition.language)
    return script, spoken_facts(edition.film, edition.film.runs.load(edition.runs), script)


def spoken_facts(film, runs: Mapping[str, Any], script: Script) -> dict[str, str]:
    """{placeholder: what is said} of a film's facts, in the script's language. Raises UserError."""
    return said(film.facts(runs), Sources(runs, film.constants, methods=film.methods), script)


def said(facts: Mapping[str, Fact], sources: Sources, script: Script) -> dict[str, str]:
    """{placeholder: what is said}. Raises UserError for the first fact that cannot be."""
    texts, problems = evaluated(facts, sources, script)
    for name, problem in problems.items():
        raise UserError(f"placeholder {{{name}}}: {problem}")
    return texts


def evaluated(facts: Mapping[str, Fact], sources: Sources, script: Script) -> tuple[dict[str, str], dict[str, str]]:
    """({placeholder: what is said}, {placeholder: why it cannot be}).

    Texts of choices may have placeholders of other facts; choices that the script neither has nor needs are left out.
    """
    texts: dict[str, str] = {}
    problems: dict[str, str] = {}
    facts = {name: fact.spoken_in(script.language.code) for name, fact in facts.items()}
    choices = {name: fact for name, fact in facts.items() if fact.form == CHOICE}
    needed = {name: fact for name, fact in choices.items() if name in script.choices or script.mentions(name)}
    plain = {name: fact for name, fact in facts.items() if name not in choices}
    for name, fact in (plain | needed).items():
        try:
            value = _value(fact, sources)
            if fact.form == CHOICE:
                where = f"{script.path}: [choices.{name}]"
                texts[name] = put_in(script.choice(name, _chosen(value)), texts, where, script.language)
            else:
                texts[name] = in_words(value, fact.form, script.language)
        except (BadSource, UserError) as error:
            problems[name] = str(error)
    return texts, problems


def in_words(value, form: str, language) -> str:
    """A value as a form says it. Raises BadSource if the form does not fit it."""
    name, colon, decimals = form.partition(":")
    if name not in FORMS or colon and (name not in DECIMALS or not decimals.isdecimal()):
        raise BadSource(f"there is no form {form!r}; there are {', '.join(FORMS)} and {CHOICE}")
    count = int(decimals) if colon else DECIMALS.get(name, 0)
    if count > MOST_DECIMALS:
        raise BadSource(f"its form {form!r} has more than {MOST_DECIMALS} decimals")
    try:
        return FORMS[name](language, value, count)
    except BadSource as error:
        raise BadSource(f"its form {form!r} does not fit: its value {error}") from None


def _value(fact, sources):
    value = sources.value(fact.source)
    if value is ANY:
        raise BadSource(f"its source {fact.source!r} has no value that could be said")
    return value


def _chosen(value) -> str:
    """The key of a choice's text."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return str(_whole(value))


def _number(value) -> float:
    number = single(value)
    if isinstance(number, bool):
        raise BadSource("is no number but yes or no")
    if not np.isfinite(number):
        raise BadSource(f"is {number}")
    return number


def _whole(value, least: float = -np.inf) -> int:
    number = _number(value)
    if number != int(number) or number < least:
        raise BadSource(f"is {number:.6g}")
    return int(number)


def _share(value) -> float:
    number = _number(value)
    if not 0 <= number <= 1:
        raise BadSource(f"is {number:.6g}, no share between 0 and 1")
    return number


def _text(value) -> str:
    if not isinstance(value, str):
        raise BadSource("is no text")
    return str(value)
