"""German."""

from scenes.film.narration.language import Language

UNITS = "ein zwei drei vier fünf sechs sieben acht neun".split()
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
COMPOUNDS = [f"{unit}und{ten}" for unit in UNITS for ten in TENS]
LARGE = [f"{unit}{size}" for unit in (*UNITS, *TEENS, *TENS, *COMPOUNDS) for size in ("hundert", "tausend")]
SMALL = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
ENDINGS = ("n", "en", "e", "s", "es")


def one(word: str) -> str:
    """"vier": "eine Vier", as numbers are feminine; "Hemd", whose gender nobody told, stands alone."""
    return f"eine {word.capitalize()}" if _is_number(word) else word


def forms(word: str) -> tuple[str, ...]:
    """"vier" and "Vieren", "10" and "10er"; of other nouns the endings that a word may have, in the end the noun as it is."""
    if not _is_number(word):
        return *(word + ending for ending in ENDINGS), word
    return word, word + "er" if word[0].isdigit() else word.capitalize() + "en"


def _is_number(word):
    return word.lower() in SMALL or word[:1].isdigit()


GERMAN = Language(
    code="de",
    iso="deu",
    small=SMALL,
    ordinals=("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte"),
    number_words=frozenset([
        *UNITS[1:], *TEENS, *TENS, *COMPOUNDS, *LARGE, "hundert", "tausend", "million", "millionen", "halb", "halbe",
        "halbes", "hälfte", "drittel", "viertel", "dutzend", "zweimal", "hundertmal", "tausendmal", "doppelt"]),
    thousands=".",
    decimal=",",
    percentage="{} Prozent",
    one=one,
    forms=forms,
    quotes=("„", "“"),
    openers=frozenset(
        "und oder aber denn sondern weil dass damit der die das welche welcher wenn wo wie als ob bis mit ohne von aus "
        "in im an am auf zu zum zur bei beim für nach über unter durch ist sind war waren hat haben mal plus minus "
        "gleich".split()),
    clinging=frozenset(
        "ein eine einen einem einer eines der die das den dem des dieser diese dieses diesen diesem sein seine ihr ihre "
        "jede jeder jedes jeden jedem kein keine keinen von aus in im an am auf zu zum zur bei mit ohne für und oder "
        "nicht ist sind".split()),
    headings={"film": "Der Film", "chapters": "Kapitel", "transcript": "Was gesagt wird", "captions": "Untertitel",
              "notes": "Notizen", "next": "Als Nächstes", "corrections": "Richtigstellungen", "sources": "Quellen",
              "licence": "Lizenz", "voice": "Stimme"},
)
