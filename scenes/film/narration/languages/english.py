"""English."""

import re

from scenes.film.narration.language import Language

WITH_AN = re.compile(r"8|1[18](?!\d)|(?!one\b|once\b|uni|use|eu)[aeiou]", re.IGNORECASE)     # by sound: 8, 11, an image
ARTICLE = re.compile(r"\b([Aa])n?(?=(?:\s+\[\w+\])*\s+$)")     # at the end; a mark may stand between
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def agree(text: str, word: str) -> str:
    """"It is a " and "eight": "It is an "."""
    return ARTICLE.sub(lambda found: found[1] + ("n" if WITH_AN.match(word) else ""), text)


def one(word: str) -> str:
    """"eight": "an eight"."""
    return agree("a ", word) + word


def ordinal_figure(number: int) -> str:
    """"11th", "21st"."""
    return f"{number}{'th' if number // 10 % 10 == 1 else ENDINGS.get(number % 10, 'th')}"


def forms(word: str) -> tuple[str, ...]:
    """"bias" and "biases", "entropy" and "entropies"."""
    if re.search(r"[^aeiou]y$", word):
        return word, word[:-1] + "ies"
    return word, word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


ENGLISH = Language(
    code="en",
    iso="eng",
    small=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ordinals=("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ordinal_figure=ordinal_figure,
    number_words=frozenset(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half third "
        "quarter dozen twice".split()),
    percentage="{} percent",
    agree=agree,
    one=one,
    forms=forms,
    quotes=("“", "”"),
    openers=frozenset(
        "and or but so because that which who when where while if as than with without from into onto to of in on at "
        "by for is are was were has have times plus minus equals".split()),
    clinging=frozenset(
        "a an the this that these those its your our their each every no one of to in at by for with and or not is "
        "are".split()),
    headings={"film": "The film", "chapters": "Chapters", "transcript": "What is said", "captions": "Captions",
              "notes": "Notes", "next": "Next", "corrections": "Corrections", "sources": "Sources", "licence": "Licence",
              "voice": "Voice"},
)
