"""Film one in Spanish: nothing of its script is missing, every line can be filled, and numbers, articles and plurals fit."""

import pytest
from test_captions import problems

from scenes.film.edition import edition
from scenes.film.gate.narration import check_facts, check_script
from scenes.film.join.captions import captions
from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.languages import language
from scenes.film.narration.languages.spanish import SPANISH
from scenes.film.narration.placeholders import parts
from scenes.film.narration.script import MARK, Script, fill
from scenes.film.voice import voice
from scenes.scratch.film import FILM

ENGLISH, SCRIPT = (Script.load(FILM.script(code)) for code in ("en", "es"))
CHAPTERS = [*FILM.chapters, *(f"choices.{name}" for name in ENGLISH.choices)]


def lines(script, chapter):
    return script.choices[chapter.partition(".")[2]] if "." in chapter else script.tables[chapter]


def named(text):
    return {name for _, name, _ in parts(text, "page")}


@pytest.fixture(scope="module")
def facts():
    return spoken_facts(FILM, FILM.runs.load(FILM.runs.folder), SCRIPT)


def test_the_script_has_all_that_the_english_one_has():
    assert ENGLISH.differences(SCRIPT) == [] and len(SCRIPT.terms) == len(ENGLISH.terms)
    assert SCRIPT.language is SPANISH is language("spa")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_marks_come_in_the_same_order(chapter):
    assert {key: MARK.findall(text) for key, text in lines(SCRIPT, chapter).items()} == \
        {key: MARK.findall(text) for key, text in lines(ENGLISH, chapter).items()}


def test_every_text_can_be_filled(facts):
    for chapter in FILM.chapters:
        for key, text in SCRIPT.lines(chapter, facts).items():
            assert text[-1] in ".?!" and text.count("?") == text.count("¿"), f"[{chapter}] {key}"
            SCRIPT.marks(chapter, key, facts)
    for chapter, texts in SCRIPT.screen.items():
        assert all(SCRIPT.text(chapter, key, facts | {"block": "500", "steps": "100"}) for key in texts)
    assert all(SCRIPT.film_text(key, facts) for key in SCRIPT.film)
    assert {key: named(text) for key, text in SCRIPT.page.items()} == {key: named(text) for key, text in ENGLISH.page.items()}


def test_numbers_and_terms_are_in_order():
    assert [finding.what for finding in check_facts(edition(FILM, {}, language="es"))] == []
    assert [finding.what for chapter in FILM.chapters for finding in check_script(SCRIPT, chapter)] == []


def test_numbers_are_said_as_in_spanish(facts):
    assert [SPANISH.word(n) for n in (0, 1, 9, 10)] == ["cero", "uno", "nueve", "10"]
    assert [SPANISH.ordinal(n) for n in (1, 10, 11)] == ["primero", "décimo", "11.º"]
    assert SCRIPT.line("loops", "updates", facts) == "Tres veces 60,000 imágenes dan 180,000 pequeños ajustes."
    assert SCRIPT.line("training", "honest", facts) == (
        "Una prueba honesta toma solo imágenes que nunca ha visto: de 10,000, la nuestra acierta el 93.1 por ciento.")


@pytest.mark.parametrize("text, word, said", [
    ("Es un {x}.", "imagen", "Es una imagen."), ("Es un [a] {x}.", "luz", "Es una luz."), ("Un {x}", "cuatro", "Un cuatro"),
    ("Dale la {x}.", "brillo", "Dale el brillo."), ("Esta {x}", "bolso", "Este bolso"), ("Este {x}", "sandalia", "Esta sandalia"),
    ("la salida del {x}", "camisa", "la salida de la camisa"), ("a la {x}", "abrigo", "al abrigo"), ("un {x}", "mapa", "un mapa"),
    ("un {x}", "ave", "un ave"), ("esta {x}", "ave", "esta ave"), ("el {x}", "93 por ciento", "el 93 por ciento")])
def test_the_article_follows_the_noun(text, word, said):
    assert fill(text, {"x": word}, "aquí", SPANISH) == said.replace("[a] ", "")


@pytest.mark.parametrize("one, several", [
    ("uno", "unos"), ("dos", "doses"), ("seis", "seises"), ("imagen", "imágenes"), ("luz", "luces"), ("camión", "camiones"),
    ("dial", "diales"), ("lunes", "lunes"), ("capa oculta", "capas ocultas"), ("tasa de aprendizaje", "tasas de aprendizaje")])
def test_several_of_a_word(one, several):
    assert SPANISH.forms(one) == (one, several)


def test_the_captions_keep_the_rules(facts):
    speaker, lines, now = voice.of(edition(FILM, {}, language="es", voice="none")), [], 0.0
    for chapter in FILM.chapters:
        for key, text in SCRIPT.lines(chapter, facts).items():
            speech = speaker.speak(text, chapter, key)
            lines.append([(word, begin + now, end + now) for word, begin, end in speech.words])
            now += speech.duration + 0.25
    made = captions(lines, now, SPANISH)
    assert problems(made, now) == []
