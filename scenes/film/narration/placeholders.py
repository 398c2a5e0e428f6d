"""Placeholders: {name} is a fact as it is said, {name:capital} the same with a capital, {name:plural} several of it,
{name:one} one of it; nothing else is in braces.
"""

import string

from scenes.film.errors import UserError, nearest
from scenes.film.narration.language import Language

FORMATS = {"": lambda text, language: text, "capital": lambda text, language: text[:1].upper() + text[1:],
           "plural": lambda text, language: language.forms(text)[-1], "one": lambda text, language: language.one(text)}
LONGEST = 60      # characters of a placeholder that is none, in an error


def parts(text: str, where: str) -> list[tuple[str, str | None, str]]:
    """[(literal text, name of the placeholder after it or None, its format)]. Raises UserError for anything else."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError as error:
        raise UserError(f"{where}: a brace is not closed or not opened ({error})") from None
    for _, name, form, conversion in parsed:
        if name is not None and (conversion or not name.isidentifier() or form not in FORMATS):
            written = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            written = " ".join(written.split())
            written = written if len(written) <= LONGEST else f"{written[:LONGEST]}..."
            raise UserError(f"{where}: {{{written}}} is no placeholder; write {{name}}, {{name:capital}}, {{name:plural}} "
                            f"or {{name:one}}")
    return [(literal, name, form or "") for literal, name, form, _ in parsed]


def put_in(text: str, facts: dict[str, str], where: str, language: Language) -> str:
    """A text with facts in its placeholders, after the articles that they take.

    Raises UserError for a placeholder that does not exist.
    """
    filled = []
    for literal, name, form in parts(text, where):
        if name is None:
            filled.append(literal)
        elif name in facts:
            fact = FORMATS[form](facts[name], language)
            filled += [language.agree(literal, fact), fact]
        else:
            raise UserError(f"{where}: unknown placeholder {{{name}}}{nearest(name, facts)}")
    return "".join(filled)
