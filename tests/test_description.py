"""What stands beside the film: each correction names the test that proves it, and its numbers are the run's."""

import re

import pytest
from film_tools import said

from network import snapshots
from scenes.film.companions import description
from scenes.film.narration.script import Script
from scenes.scratch.film import FILM


@pytest.fixture(scope="module")
def runs():
    return snapshots.load("pixels"), snapshots.load("digits")


@pytest.fixture(scope="module")
def text():
    return description.description([], Script.load(FILM.script(FILM.language)), said(), "hibari-tts")


@pytest.fixture(scope="module")
def corrections(text):
    part = text.split("## Corrections")[1].split("## ")[0]
    return [line for line in part.splitlines() if line.startswith("- ")]


def test_each_correction_names_tests_that_are_there(corrections):
    assert len(corrections) >= 9
    for line in corrections:
        named = re.findall(r"tests/(\w+\.py)", line)
        assert named, line
        for name in named:
            assert re.search(r"^def test_", (FILM.root / "tests" / name).read_text(), re.MULTILINE), name


def test_each_correction_quotes_what_is_said(corrections):
    assert all(re.match(r'- ".+?[.?]" \S', line) for line in corrections)


def test_the_lines_of_the_program_are_counted(text, runs):
    for run in runs:
        assert f"A program of {len(run.meta['source'].splitlines())} lines" in text


def test_nothing_is_left_open(text):
    assert "{" not in text and "}" not in text
    assert re.findall(r"^## (.+)", text, re.MULTILINE) == \
        ["Chapters", "Corrections", "Sources", "Licence", "Voice"]
