"""Spanish, as it is understood in Spain and in Latin America.

Numbers have a point for decimals, as in Mexico and as in programs on screen; countries differ, and the Academies allow both.
"""

import re

from scenes.film.narration.language import Language

FEMININE = re.compile(r"\w*(?:a|as|[cgst]ión|dad|tad|tud|imagen|luz|flor|mano)(?!\w)", re.IGNORECASE)
# in spite of their a
MASCULINE = re.compile(r"(?:día|mapa|planeta|sofá|(?:probl|sist|t|po)ema|idioma|\w*grama)s?(?!\w)", re.IGNORECASE)
STRESSED = re.compile(r"(?:agua|ala|ancla|arma|ave|hacha)(?!\w)", re.IGNORECASE)     # feminine, but: el agua, un ave
ARTICLES = {"un": "una", "el": "la", "del": "de la", "al": "a la", "este": "esta"}                # of "un dígito", "una imagen"
ARTICLE = re.compile(r"\b(un|una|el|la|del|al|de la|a la|este|esta)(?=(?:\s+\[\w+\])*\s+$)", re.IGNORECASE)    # at the end
PLAIN = str.maketrans("áéíóú", "aeiou")
ACCENTED = dict(zip("aeiou", "áéíóú"))

TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()


def agree(text: str, word: str) -> str:
    """"Es un " and "imagen": "Es una "; "la " and "dígito": "el "."""
    if not word[:1].isalpha():
        return text
    return ARTICLE.sub(lambda found: _article(found[1], word), text)


def _article(written, word):
    masculine = next(one for one, other in ARTICLES.items() if written.lower() in (one, other))
    feminine = masculine == "este" if STRESSED.match(word) else FEMININE.match(word) and not MASCULINE.match(word)
    article = ARTICLES[masculine] if feminine else masculine
    return article.capitalize() if written[0].isupper() else article


def forms(word: str) -> tuple[str, ...]:
    """"neurona" and "neuronas", "imagen" and "imágenes", "tasa de aprendizaje" and "tasas de aprendizaje"."""
    head, of, rest = word.partition(" de ")
    return word, " ".join(map(_plural, head.split(" "))) + of + rest


def _plural(word):
    """Of one word: a vowel takes an s, a consonant "es", with the accent on the same syllable."""
    if re.search(r"[aeiouáéó]$", word):
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if re.search(r"[áéíóú][ns]$", word):
        return word[:-2] + word[-2:].translate(PLAIN) + "es"
    vowels = [found.start() for found in re.finditer("[aeiou]+", word)]
    if re.search(r"[aeiou]s$", word) and len(vowels) > 1 or re.search("[áéíóú]", word) and word.endswith("s"):
        return word
    if re.search(r"[aeo]n$", word) and len(vowels) > 1 and not re.search("[áéíóú]", word):
        return word[:vowels[-2]] + ACCENTED[word[vowels[-2]]] + word[vowels[-2] + 1:] + "es"
    return word + "es"


SPANISH = Language(
    code="es",
    iso="spa",
    small=("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
    ordinals=("primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno", "décimo"),
    ordinal_figure="{}.º".format,
    number_words=frozenset([
        *"dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho "
        "diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho "
        "veintinueve cien mil millón millones mitad tercio tercios cuarta cuartos docena doble".split(), *TENS, *HUNDREDS]),
    percentage="{} por ciento",
    agree=agree,
    forms=forms,
    quotes=("«", "»"),
    openers=frozenset(
        "y o pero sino porque pues que quien quién cual cuando donde dónde mientras si como cómo aunque con sin desde hasta "
        "hacia en entre sobre para por según tras de del a al es son está están era tiene tienen más menos".split()),
    clinging=frozenset(
        "un una unos unas el la los las lo este esta estos estas ese esa su sus tu tus mi cada todo toda todos todas ningún "
        "ninguna no se que de del en a al por con sin para hacia y o es son muy tan más".split()),
    headings={"film": "La película", "chapters": "Capítulos", "transcript": "Lo que se dice", "captions": "Subtítulos",
              "corrections": "Aclaraciones", "sources": "Fuentes", "licence": "Licencia", "voice": "Voz"},
)
