"""Kokoro's voices: which language they speak, how a text is read, when its words are heard, and what is told if they lack."""

import io
import re
import tarfile
from dataclasses import replace

import numpy as np
import pytest
from test_voice import rises

from scenes.film.edition import edition, voice_of
from scenes.film.errors import UserError
from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.languages import language
from scenes.film.narration.script import Script
from scenes.film.voice import espeak, kokoro, kokoro_voices, model, voice
from scenes.film.voice.espeak import Token, alphabet
from scenes.film.voice.kokoro import KokoroVoice
from scenes.scratch.film import FILM

CLIPS = voice.folder(FILM)
HEART, DORA = "af_heart", "ef_dora"
there = pytest.mark.skipif(not kokoro.package() or not {HEART, DORA} <= {*kokoro_voices.there(CLIPS)},
                           reason='kokoro is not there: pip install -e ".[kokoro]", make voices')
reads = pytest.mark.skipif(not espeak.is_there(), reason="espeak-ng is not there")


# --- which voice -------------------------------------------------------------------------------------

@pytest.mark.parametrize("name, spoken, right", [
    ("af_heart", "en", True), ("bm_george", "en-GB", True), ("ef_dora", "es", True), ("ff_siwis", "fr", True),
    ("pf_dora", "pt-BR", True), ("ef_dora", "en", False), ("af_heart", "es", False), ("jf_alpha", "ja", False),
    ("", "en", False)])
def test_a_voice_speaks_the_language_that_its_name_begins_with(name, spoken, right):
    assert kokoro.speaks(name, spoken) is right


@pytest.mark.parametrize("name, spoken, told", [
    ("af_heart", "es", "does not speak 'es'; of the voices of Kokoro those do that begin with e"),
    ("ef_dora", "en", "begin with a or b"), ("ef_dora", "de", "none does"), ("jf_alpha", "ja", "none does")])
def test_a_voice_of_another_language_is_refused(tmp_path, name, spoken, told):
    with pytest.raises(UserError, match=re.escape(told)):
        KokoroVoice(name, spoken, tmp_path)


def test_a_film_in_another_language_is_silent_unless_a_voice_is_given():
    assert voice_of("es") == edition(FILM, {}, language="es").voice == "none"
    assert edition(FILM, {}, language="es", voice="kokoro:ef_dora").voice == "kokoro:ef_dora"


def test_what_is_missing_is_told_with_how_to_get_it(tmp_path, monkeypatch):
    def told(name, spoken):
        with pytest.raises(UserError) as raised:
            KokoroVoice(name, spoken, tmp_path)
        return str(raised.value)

    monkeypatch.setattr(kokoro, "package", lambda: "")
    assert 'pip install -e ".[kokoro]"' in told(HEART, "en")
    monkeypatch.setattr(kokoro, "package", lambda: "0.1.1")
    assert "make voices NAME=af_heart" in told(HEART, "en")
    for name in (HEART, DORA):
        write(kokoro_voices.file(tmp_path, name), np.zeros(510 * 256, "<f4").tobytes())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "install it: sudo apt install espeak-ng" in told(DORA, "es")
    assert "hibari-tts" in KokoroVoice(HEART, "en", tmp_path).credit
    write(kokoro_voices.file(tmp_path, HEART), b"half")
    assert "af_heart.bin: no voice of Kokoro's; remove it" in told(HEART, "en")


@pytest.fixture
def heart(tmp_path, monkeypatch):
    """An English voice that has its style and nothing else."""
    monkeypatch.setattr(kokoro, "package", lambda: "0.1.1")
    write(kokoro_voices.file(tmp_path, HEART), np.zeros(510 * 256, "<f4").tobytes())
    return KokoroVoice(HEART, "en", tmp_path)


def test_a_sentence_that_is_too_long_is_quoted(heart):
    heart._tokens, heart._vocabulary = lambda text: [Token(text, "a" * 511, "")], {"a": 43}
    with pytest.raises(UserError, match="with 511 phonemes instead of at most 510: And so on"):
        heart.speak("And so on.", {})


@pytest.mark.parametrize("content, told", [(b"half", "the model is damaged"), (None, "a part of the model is missing")])
def test_a_model_that_is_not_whole_is_not_loaded(heart, tmp_path, monkeypatch, content, told):
    monkeypatch.setattr(kokoro, "files", lambda part: tmp_path)
    if content:
        write(tmp_path / "part.bin", content)
    with pytest.raises(UserError, match=told):
        heart._session  # noqa: B018


# --- how a text is read ------------------------------------------------------------------------------

@pytest.mark.parametrize("ipa, signs", [
    ("mut^ʃˈat^ʃo", "muʧˈaʧo"), ("sˈe^ɪs o ˈa^ɪ", "sˈAs o ˈI"), ("kˈa^ʊsa\n", "kˈWsa"), ("d^ʒˈorno", "ʤˈorno"),
    ("ˈo^ɪ", "ˈoɪ"), ("(en)hˈɛlə^ʊ(es) ˈola", "hˈɛlQ ˈola"), ("le-z ɑ̃fˈɑ̃", "lez ɑ̃fˈɑ̃"), ("una\n línea", "una línea")])
def test_the_ipa_is_written_in_kokoros_alphabet(ipa, signs):
    assert alphabet(ipa) == signs


@pytest.fixture
def reading(monkeypatch):
    """In espeak-ng's place: words are read as they are in capitals, but for some; what was asked is noted."""
    asked = []
    others = {"28": "VEINTI OCHO", "w": "DOBLE UVE", "de una vez": "DEUNA VEZ", "=": ""}

    def phonemes(text, spoken):
        asked.append(text)
        said = others.get(text) or " ".join(others.get(word, word.upper()) for word in text.split())
        return " ".join(said.split())

    monkeypatch.setattr(espeak, "_phonemes", phonemes)
    return asked


def test_a_text_is_read_from_sign_to_sign(reading):
    assert espeak.tokens("Hola, «muy (bien)». ¿Sí?", "es") == [
        Token("Hola,", "HOLA,", " "), Token("“muy", "“MUY", " "), Token("(bien)”.", "(BIEN)”.", " "), Token("Sí?", "SÍ?", "")]
    assert reading == ["Hola", "muy", "bien", "Sí"]
    assert model.read(espeak.tokens("यह है। हैं।", "hi")) == "यह है. हैं."
    reading.clear()
    assert model.read(espeak.tokens("De ahí el menos, sí.", "es")) == "DE AHÍ EL MENOS, SÍ."
    assert reading == ["De ahí el menos", "sí"]


@pytest.mark.parametrize("text, signs", [
    ("Son 28 filas", ["SON", "VEINTI OCHO", "FILAS"]), ("la w de 28", ["LA", "DOBLE UVE", "DE", "VEINTI OCHO"]),
    ("= 28", ["", "VEINTI OCHO"]),
    ("w = 28", ["DOBLE UVE", "", "VEINTI OCHO"]), ("de una vez", ["DE", "UNA", "VEZ"]), ("- ya", ["-", "YA"]), ("", [])])
def test_each_word_has_its_own_phonemes(reading, text, signs):
    tokens = espeak.tokens(text, "es")
    assert [token.text for token in tokens] == text.split() and [token.phonemes for token in tokens] == signs


def test_given_phonemes_are_left_as_they_are(reading):
    found = espeak.tokens("El [ReLU](/relˈu/), y [h pre](/ˈaʧe/) va", "es")
    assert found == [Token("El", "EL", " "), Token("ReLU", "relˈu", ""), Token(",", ",", " "), Token("y", "Y", " "),
                     Token("h pre", "ˈaʧe", " "), Token("va", "VA", "")]
    assert model.read(found) == "EL relˈu, Y ˈaʧe VA"


@pytest.mark.parametrize("code, text, plain", [
    ("es", "60,000 de 1,234,567: 93.1, 28, y 3,14", "60000 de 1234567: 93.1, 28, y 3,14"),
    ("de", "60.000 und 0,57.", "60000 und 0,57.")])
def test_figures_are_read_in_one_piece(code, text, plain):
    assert language(code).ungrouped(text) == plain


def test_the_words_of_one_language_are_not_read_as_those_of_another(tmp_path):
    for name in ("en", "en-GB", "es", "my"):
        write(tmp_path / f"{name}.toml", b"")
    write(tmp_path / "pronunciation.en.toml", b'red = "ready"')
    write(tmp_path / "pronunciation.es.toml", b'red = "rred"')
    film = replace(FILM, scripts=tmp_path, root=tmp_path)
    listed = {code: voice.of(edition(film, {}, language=code, voice="none")).pronunciations for code in ("en", "en-GB", "es")}
    assert film.languages == ["en", "en-GB", "es", "my"]
    assert listed == {"en": {"red": "ready"}, "en-GB": {"red": "ready"}, "es": {"red": "rred"}}
    own = edition(film, {}, language="es", voice="none", script=tmp_path / "my.toml")
    assert voice.of(own).pronunciations == {"red": "rred"}
    elsewhere = tmp_path / "elsewhere/my.toml"
    write(elsewhere, b"")
    assert voice.of(replace(own, script=elsewhere)).pronunciations == {"red": "rred"}
    write(elsewhere.with_name("pronunciation.es.toml"), b'red = "rojo"')
    assert replace(own, script=elsewhere).pronunciations == elsewhere.with_name("pronunciation.es.toml")


# --- when its words are heard ------------------------------------------------------------------------

def test_words_last_as_long_as_their_phonemes():
    tokens = [Token("Uan", "wan", " "), Token("veintiocho", "ve oʧo", ","), Token("sí", "si.", "")]
    assert model.read(tokens[::2]) == "wan si."
    tokens[1] = Token("28", "ve oʧo,", " ")
    durations = np.array([5, *[1, 2, 1], 1, *[2, 2, 1, 1, 1, 1, 3], 1, *[2, 4, 3], 6])       # silence around, blanks between
    edges = model.edges(durations, 3.7)
    assert len(edges) == len(durations) + 1 and edges[-1] == pytest.approx(3.7)
    times = model.word_times("one 28, sí.", tokens, edges, set("wan ve oʧo,si."))
    assert [word for word, _, _ in times] == ["one", "28,", "sí."]
    assert [time for _, *both in times for time in both] == pytest.approx([0.5, 0.9, 1.0, 2.1, 2.2, 3.1])


@there
@pytest.mark.parametrize("name, spoken, text", [
    (HEART, "en", "MNIST has 60,000 images. Each is 28 by 28, isn't it?"),
    pytest.param(DORA, "es", "De 60,000 imágenes, ¿cuántas? El 93.1 por ciento - «sí».", marks=reads)])
def test_every_word_has_its_time_and_all_of_them_fill_the_sound(name, spoken, text):
    speech = KokoroVoice(name, spoken, CLIPS).speak(text, {})
    assert [word for word, _, _ in speech.words] == text.split()
    times = [time for _, *both in speech.words for time in both]
    assert times == sorted(times) and all(begin < end for _, begin, end in speech.words)
    assert times[0] < 0.2 and speech.duration - times[-1] < 0.2
    assert 8 < len(text) / speech.duration < 20


@there
@pytest.mark.parametrize("name, spoken, text", [
    (HEART, "en", "One, two, three, four, five."),
    pytest.param(DORA, "es", "Uno, dos, tres, cuatro, cinco.", marks=reads)])
def test_words_after_a_pause_begin_where_the_sound_rises(name, spoken, text):
    speech = KokoroVoice(name, spoken, CLIPS).speak(text, {})
    begins = [begin for _, begin, _ in speech.words[1:]]
    assert min(rises(speech.samples, begin) for begin in begins) > 4
    assert max(rises(speech.samples, begin - 0.12) for begin in begins) < 3


@there
def test_one_core_or_two_give_the_same_sound():
    speaking = KokoroVoice(HEART, "en", CLIPS)
    one = speaking.speak("The same sound.", {})
    content = b"".join((kokoro.files(part) / "part.bin").read_bytes() for part in kokoro.PARTS)
    speaking._session = model.session(model.with_output(content, kokoro.DURATIONS), threads=2)
    two = speaking.speak("The same sound.", {})
    assert np.array_equal(one.samples, two.samples) and one.words == two.words


@there
@pytest.mark.parametrize("code, name", [("en", HEART), pytest.param("es", DORA, marks=reads)])
def test_the_model_knows_all_signs_of_a_films_lines(code, name):
    made = edition(FILM, {}, language=code, voice=f"kokoro:{name}")
    script, speaking = Script.load(made.script_file, code), voice.of(made)
    facts = spoken_facts(FILM, FILM.runs.load(made.runs), script)
    for chapter in ("one_hot", "forward"):
        for text in script.lines(chapter, facts).values():
            read = speaking.speaker.phonemes(text, speaking.pronunciations)
            assert {*read} <= {*speaking.speaker._vocabulary} and read, text


@there
@reads
@pytest.mark.parametrize("word, signs", [
    ("one-hot", "wˈan xˈot"), ("«hidden»", "“xˈiðen”"), ("NumPy", "nampˈI"), ("28", "bˌAntiˈoʧo"), ("60,000", "sɛsˈɛnta mˈil"),
    ("h pre", "ˈaʧe pɾˈe")])
def test_words_of_the_field_are_read_in_spanish_as_people_say_them(word, signs):
    speaking = voice.of(edition(FILM, {}, language="es", voice=f"kokoro:{DORA}"))
    assert signs in speaking.speaker.phonemes(f"{word}.", speaking.pronunciations)


# --- where the voices come from ----------------------------------------------------------------------

def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """A registry that has a package of two voices; there is no npm."""
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as package:
        for name, content in (("voices/af_one.bin", b"one"), ("README.md", b"no voice"), ("voices/ef_two.bin", b"two")):
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            package.addfile(member, io.BytesIO(content))
    monkeypatch.setattr(kokoro_voices.shutil, "which", lambda name: None)
    monkeypatch.setattr(kokoro_voices, "URL", archive.as_uri())
    monkeypatch.setattr(kokoro_voices, "SHA256", kokoro_voices.hashlib.sha256(archive.read_bytes()).hexdigest())
    return archive


@pytest.mark.parametrize("names, got", [([], ["af_one", "ef_two"]), (["ef_two"], ["ef_two"])])
def test_voices_are_fetched(registry, tmp_path, names, got):
    paths = kokoro_voices.fetch(tmp_path / "clips", names)
    assert paths == [kokoro_voices.file(tmp_path / "clips", name) for name in got]
    assert kokoro_voices.there(tmp_path / "clips") == got and paths[-1].read_bytes() == b"two"


def test_what_is_not_as_it_was_is_not_taken(registry, tmp_path, monkeypatch):
    monkeypatch.setattr(kokoro_voices, "SHA256", "0" * 64)
    with pytest.raises(UserError, match="not what it was"):
        kokoro_voices.fetch(tmp_path / "clips", [])
    assert kokoro_voices.there(tmp_path / "clips") == []


def test_a_voice_that_is_none_is_named(registry, tmp_path):
    with pytest.raises(UserError, match="no voice 'ef_tow'.*did you mean ef_two"):
        kokoro_voices.fetch(tmp_path / "clips", ["af_one", "ef_tow"])
    assert kokoro_voices.there(tmp_path / "clips") == []


def test_without_the_network_one_line_says_so(registry, tmp_path):
    registry.unlink()
    with pytest.raises(UserError, match=r"cannot be fetched from the npm registry \(URLError\)"):
        kokoro_voices.fetch(tmp_path / "clips", [])
