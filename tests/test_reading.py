"""What is to be read for one's own voice: files that the film then takes, and a page to read from."""

import wave

import numpy as np
import pytest
from film_tools import LINES, PROBE, write_project
from page_tools import chromium    # noqa: F401, a fixture

from scenes.film import reading
from scenes.film.edition import edition
from scenes.film.film import load
from scenes.film.narration.facts import told
from scenes.film.voice import voice


@pytest.fixture
def folder(tmp_path):
    write_project(tmp_path, {"probe": PROBE}, LINES)
    return tmp_path


def own(folder, **given):
    return edition(load(folder / "film.py"), {}, quality="l", **given)


def read(asked):
    return reading.readings(asked, *told(asked), ["probe"])


def test_each_line_has_a_file_and_the_seconds_that_the_voice_takes(folder):
    found = read(own(folder, voice="none"))
    assert [one.file for one in found] == ["probe/first.wav", "probe/second.wav", "probe/third.wav"]
    assert found[0].text == "The output delta is o minus l, exactly the gradient." and found[0].chapter == "A probe"
    speech = voice.of(own(folder)).speak(found[2].text, "probe", "third")
    assert read(own(folder))[2].seconds == pytest.approx(speech.duration, abs=0.051)


def test_a_recording_of_that_name_is_what_is_heard(folder):
    line = read(own(folder, voice="none"))[1]
    (folder / "mine/probe").mkdir(parents=True)
    beep = np.concatenate([np.zeros(24000), np.sin(np.arange(72000) * 0.05), np.zeros(9600)])
    with wave.open(str(folder / "mine" / line.file), "wb") as file:
        file.setparams((1, 2, 48000, 0, "NONE", ""))
        file.writeframes((20000 * beep).astype("<i2").tobytes())
    heard = voice.of(own(folder, voice=f"folder:{folder / 'mine'}")).speak(line.text, "probe", "second")
    assert heard.duration == pytest.approx(1.5 + 0.16, abs=0.02)


def test_the_page_goes_from_line_to_line(folder, chromium, capsys):    # noqa: F811
    path = reading.write(own(folder, voice="none"), ["probe"], folder)
    assert "probe/second.wav" in capsys.readouterr().out
    page = chromium.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert page.locator("#file").text_content() == "probe/first.wav"
    page.keyboard.press(" ")
    assert page.locator("#text").text_content() == "MNIST has sixty thousand images, each with a label."
    assert page.locator("#next").text_content() == "That is all of it." and said == []
