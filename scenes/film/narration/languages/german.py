"""German."""

from scenes.film.narration.language import Language

UNITS = "ein zwei drei vier fünf sechs sieben acht neun".split()
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
COMPOUNDS = [f"{unit}und{ten}" for unit in UNITS for ten in TENS]
LARGE = [f"{unit}{size}" for unit in (*UNITS, *TEENS, *TENS, *COMPOUNDS) for size in ("hundert", "tausend")]

GERMAN = Language(
    code="de",
    iso="deu",
    small=("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
    ordinals=("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte"),
    number_words=frozenset([
        *UNITS[1:], *TEENS, *TENS, *COMPOUNDS, *LARGE, "hundert", "tausend", "million", "millionen", "halb", "halbe",
        "halbes", "hälfte", "drittel", "viertel", "dutzend", "zweimal", "doppelt"]),
    thousands=".",
    decimal=",",
    percentage="{} Prozent",
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
              "licence": "Lizenz"},
)
