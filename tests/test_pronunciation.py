"""How the voice reads the technical words, and words that are written alike but not read alike."""

import re

import pytest
from film_tools import said

from scenes.film.edition import edition
from scenes.film.narration.script import Script
from scenes.film.voice import voice
from scenes.film.voice.hibari import HibariVoice
from scenes.scratch.film import FILM

TERMS = {     # in the alphabet of the voice: A as in day, I as in my, O as in go, W as in now, Y as in boy
    "MNIST": "ˈɛmnˌɪst", "NumPy": "nˈʌmpˌI", "ReLU": "ɹˈɛlˌu",
    "matrix": "mˈAtɹɪks", "matrices": "mˈAtɹəsˌiz", "reshape": "ɹiʃˈAp", "transposed": "tɹænspˈOzd",
    "sigmoid": "sˈɪɡmˌYd", "argmax": "ˈɑɹɡmæks", "epoch": "ˈɛpˌɑk", "epochs": "ˈɛpˌɑks", "bias": "bˈIəs",
    "biases": "bˈIəsᵻz", "neuron": "nˈʊɹˌɑn", "neural": "nˈʊɹᵊl", "pixel": "pˈɪksᵊl", "delta": "dˈɛltə",
    "gradient": "ɡɹˈAdiənt", "derivative": "dəɹˈɪvəTɪv", "cross-entropy": "kɹˌɔsˈɛntɹəpi",
    "activation": "ˌæktəvˈAʃən", "convolution": "kˌɑnvəlˈuʃən", "backpropagation": "bˌækpɹˌɑpəɡˈAʃən",
    "one-hot": "wˌʌnhˈɑt", "NIST": "nˈɪst", "h pre": "ˈAʧ pɹˈi", "0.01": "zˈɪɹO pYnt zˈɪɹO wˈʌn",
    "93.1 percent": "nˈIndi θɹˈi pYnt wˈʌn pəɹsˈɛnt", "60,000": "sˈɪksti θˈWzᵊnd",
}
ALIKE = {     # written alike: as it is meant, each time that the film says it
    r"read (as|patch|these)": "ɹˈɛd", r"(and|[Hh]owever|Go|start|come) close\b(?! by)": "klˈOs",
    r"lines? leads? (in|out)|lead into": "lˈid", r"live[sd]? in": "lˈɪv", r"to use": "jˈuz",
}


@pytest.fixture(scope="module")
def hibari():
    return HibariVoice()


@pytest.fixture(scope="module")
def listed():
    return voice.pronunciations(edition(FILM, {}).pronunciations)


@pytest.fixture(scope="module")
def spoken():
    """All lines of the film, as spoken."""
    script, facts = Script.load(FILM.script(FILM.language)), said()
    return [text for name in script.tables if name != "film" for text in script.lines(name, facts).values()]


@pytest.mark.parametrize("term", TERMS)
def test_a_technical_word_is_read_as_people_of_the_field_read_it(hibari, listed, term):
    assert TERMS[term] in hibari.phonemes(f"It is the {term} here.", listed)


def test_words_written_alike_are_read_as_they_are_meant(hibari, listed, spoken):
    for pattern, sound in ALIKE.items():
        for text in filter(re.compile(pattern).search, spoken):
            phonemes = hibari.phonemes(text, listed)
            assert phonemes.count(sound) >= len(re.findall(pattern, text)), f"{text}: {phonemes}"


def test_no_entry_of_the_list_is_needless(hibari, listed, spoken):
    for word, spelling in listed.items():
        texts = [word, *(text for text in spoken if word in text)]
        assert any(hibari.phonemes(text, {}) != hibari.phonemes(text, {word: spelling}) for text in texts), word


def test_each_sentence_ends_where_it_is_written(hibari, listed, spoken):
    """A full stop after a single letter could be lost, and with it the pause and the fall of the voice."""
    for text in spoken:
        ends = len(re.findall(r"[.?!](?=\s|$)", text))
        assert len(re.findall(r"[.?!]", hibari.phonemes(text, listed))) == ends, text
