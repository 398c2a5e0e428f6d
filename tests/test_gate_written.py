"""A good film passes; each thing that can be wrong with a written film is seen in a film that has it."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache
from types import SimpleNamespace

import av
import numpy as np
import pytest
from PIL import Image

from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.gate import captioned, written
from scenes.film.join import aac, captions, mux, soundtrack
from scenes.film.join.limiter import master
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.stage.clock import SAMPLE_RATE
from scenes.film.voice import voice
from scenes.film.voice.speech import Speech, spread
from scenes.scratch.film import FILM

RATE, SECONDS = 15, 24
CUES = {"first": 0.6, "second": 4.4, "third": 8.2, "fourth": 12.0, "fifth": 15.4, "sixth": 19.2}   # seconds
SPOKEN = 2.8     # seconds of each line
TEXT = "An output is compared with its label."


@cache
def clip(key: str) -> np.ndarray:
    """Something like a voice: noise in syllables, another for each line."""
    random = np.random.default_rng(list(CUES).index(key))
    count = round(SPOKEN * SAMPLE_RATE)
    syllables = 0.55 + 0.45 * np.sin(np.arange(count) * 2 * np.pi * 4 / SAMPLE_RATE)
    noise = np.convolve(random.normal(size=count), np.ones(24) / 24, "same")
    return (0.4 * syllables * noise / np.abs(noise).max()).astype(np.float32)


def track(late: dict, missing=()) -> np.ndarray:
    """The sound of all lines, some of them late by seconds, some missing."""
    laid = np.zeros(SECONDS * SAMPLE_RATE, np.float32)
    for key, seconds in CUES.items():
        if key not in missing:
            start = round((seconds + late.get(key, 0)) * SAMPLE_RATE)
            laid[start:start + round(SPOKEN * SAMPLE_RATE)] += clip(key)
    return laid


def sound(late: dict, missing=()) -> bytes:
    return soundtrack.finish(track(late, missing)).coded


@cache
def good_sound() -> bytes:
    return sound({})


class Maker:
    """Writes small films of two chapters; what is given differs from a good one."""

    def __init__(self, folder):
        self.folder, self.segment = folder, folder / "segment.mp4"
        with av.open(str(self.segment), "w") as output:
            stream = output.add_stream("libx264", rate=RATE)
            stream.width, stream.height, stream.pix_fmt = 128, 72, "yuv420p"
            for k in range(SECONDS * RATE):
                frame = av.VideoFrame.from_ndarray(np.full((72, 128, 3), k % 256, np.uint8))
                frame.pts, frame.time_base = k, Fraction(1, RATE)
                output.mux(stream.encode(frame))
            output.mux(stream.encode())

    def film(self, sound: bytes | None = None, marks=(("One", 0), ("Two", 12 * RATE)), size=(1280, 720), **report):
        """The folder of a film."""
        self.folder.mkdir(exist_ok=True)
        spoken = [[(word, CUES[key] + a, CUES[key] + b) for word, a, b in spread(TEXT, 0, SPOKEN)] for key in CUES]
        made = captions.captions(spoken, SECONDS, ENGLISH)
        movie = mux.Movie([self.segment], RATE, [(sound or good_sound(), 0)], made, list(marks), "A film",
                          language="eng")
        mux.write(movie, self.folder / "film.mp4")
        captions.write_srt(self.folder / "film.en.srt", made)
        captions.write_vtt(self.folder / "film.en.vtt", made)
        (self.folder / "chapters.txt").write_text("".join(f"0:{first // RATE:02} {title}\n" for title, first in marks))
        Image.new("RGB", size).save(self.folder / "thumbnail.jpg")
        self.report(chapters=[{"title": title, "start": first / RATE} for title, first in marks], **report)
        return self.folder

    def report(self, **changed):
        """Write report.json."""
        of_film = {"frames": SECONDS * RATE, "rate": RATE, "width": 128, "height": 72} | changed.pop("film", {})
        content = {"film": of_film, "voice": "noise", "language": "eng", "chapters": [],
                   "cues": [{"chapter": "one", "key": key, "text": TEXT, "seconds": at} for key, at in CUES.items()]}
        (self.folder / "report.json").write_text(json.dumps(content | changed))


@pytest.fixture(scope="module")
def maker(tmp_path_factory):
    return Maker(tmp_path_factory.mktemp("film"))


@pytest.fixture(autouse=True)
def noise(monkeypatch):
    speaker = SimpleNamespace(speak=lambda text, chapter, key: Speech(clip(key), []))
    monkeypatch.setattr(voice, "of", lambda edition: speaker)


def complaints(folder, **given) -> list[str]:
    checked = replace(edition(FILM, {}), **given)
    return [f"{finding.check}: {finding.what}" for finding in written.check(checked, folder)]


def test_a_good_film_passes(maker):
    assert complaints(maker.film()) == []


def test_a_line_out_of_time_is_heard(maker):
    [late, early] = complaints(maker.film(sound({"second": 0.09, "fifth": -0.12})))
    assert late == "sound: line one.second is heard 90 ms too late"
    assert early == "sound: line one.fifth is heard 120 ms too early"


def test_less_than_a_frame_is_allowed(maker):
    assert complaints(maker.film(sound({"second": 0.05, "fifth": -0.05}))) == []


def test_a_line_that_is_missing_is_missed(maker):
    found = complaints(maker.film(sound({}, missing=("fourth",))))
    assert "sound: line one.fourth is not heard at 12.00 s" in found
    assert any(what.startswith("silence: nothing is heard for 4") for what in found) and len(found) == 2


def test_pictures_too_many_or_too_few_are_counted(maker):
    folder = maker.film()
    maker.report(film={"frames": SECONDS * RATE + 4},
                 chapters=[{"title": "One", "start": 0}, {"title": "Two", "start": 12}])
    found = complaints(folder)
    assert "frames: 360 pictures are in the film, the timeline has 364" in found
    assert "length: the video is 24.000 s long, the timeline is 24.267 s" in found
    assert any(what.startswith("length: the audio is 24.0") for what in found)


def test_a_picture_at_the_wrong_time_is_found(maker):
    folder = maker.film()
    maker.report(film={"rate": RATE * 1.02},
                 chapters=[{"title": "One", "start": 0}, {"title": "Two", "start": 12}])
    assert any(what.startswith("frames: picture") and "ms from where it belongs" in what for what in complaints(folder))


def test_sound_that_is_shorter_than_the_picture_is_found(maker):
    found = complaints(maker.film(soundtrack.finish(track({})[:-SAMPLE_RATE // 5]).coded))
    assert [what for what in found if "the sound ends 0." in what] and all(what.startswith("length") for what in found)


@pytest.mark.parametrize("gain, loudness", [(0.5, "-20."), (1.12, "-13.")])
def test_loudness_is_measured(maker, gain, loudness):
    mastered = master(track({}), -4)
    found = complaints(maker.film(aac.encode(mastered * np.float32(gain))))
    assert len(found) == 1 and found[0].startswith(f"loudness: {loudness}")


def test_true_peak_is_measured(maker):
    mastered = master(track({}), soundtrack.CEILING)
    mastered[SAMPLE_RATE * 3:][:400] = np.sin(np.arange(400) * 0.13)
    [found] = complaints(maker.film(aac.encode(mastered)))
    assert found.startswith("loudness: the true peak is") and found.endswith("the highest allowed is -1 dB")


def test_a_chapter_that_is_too_short_is_found(maker):
    marks = (("One", 0), ("Two", 16 * RATE))
    assert complaints(maker.film(marks=marks)) == ["chapters: Two is 8.0 s long, the least is 10 s"]


def test_chapter_marks_begin_at_the_start():
    assert list(written.against_rules([(0.0, "One"), (10.0, "Two")], 20.0)) == []
    late = written.against_rules([(0.5, "One"), (12.0, "Two")], 24.0)
    assert list(late) == [(0.5, "the first chapter begins at 0.50 s")]


def test_chapter_marks_are_those_of_the_report(maker):
    folder = maker.film()
    maker.report(chapters=[{"title": "One", "start": 0}, {"title": "Two", "start": 12.5}])
    assert complaints(folder) == ["chapters: the film's 2 marks are not those of its 2 chapters"]
    maker.film()
    (folder / "chapters.txt").write_text("0:10 One\n0:12 Two\n")
    assert complaints(folder) == ["chapters: chapters.txt does not list the chapters from 0:00 on"]


def test_an_index_at_the_end_is_found(maker):
    folder = maker.film()
    slow = folder / "slow.mp4"
    with av.open(str(folder / "film.mp4")) as source, av.open(str(slow), "w", format="mp4") as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams
                   if stream.type in ("video", "audio")}
        target.set_chapters(source.chapters())
        for packet in source.demux([source.streams[i] for i in streams]):
            if packet.size:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    slow.replace(folder / "film.mp4")
    assert written.boxes(folder / "film.mp4").index("mdat") < written.boxes(folder / "film.mp4").index("moov")
    assert any(what.startswith("faststart") for what in complaints(folder))


def test_the_thumbnail_is_measured(maker):
    assert complaints(maker.film(size=(640, 360))) == ["thumbnail: is 640 x 360, should be 1280 x 720"]
    (maker.folder / "thumbnail.jpg").write_bytes(b"no picture")
    assert complaints(maker.folder) == ["thumbnail: there is no thumbnail.jpg that can be read"]


def test_a_film_that_draws_no_thumbnail_needs_none(maker):
    folder = maker.film()
    (folder / "thumbnail.jpg").unlink()
    assert complaints(folder) == ["thumbnail: there is no thumbnail.jpg that can be read"]
    assert complaints(folder, film=replace(FILM, thumbnail=None)) == []


def test_the_pictures_size_is_that_of_the_report(maker):
    folder = maker.film(film={"width": 72, "height": 128})
    assert complaints(folder) == ["format: the picture is 128 x 72, should be 72 x 128"]


def test_the_language_is_that_of_the_report(maker):
    found = complaints(maker.film(language="deu"))
    assert found == [f"format: the {kind} is marked as eng, should be deu" for kind in ("video", "audio", "subtitle")]


def test_a_film_that_was_not_made_here_is_refused(tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"")
    with pytest.raises(UserError, match="report.json.*make it again"):
        written.check(edition(FILM, {}), tmp_path)


# --- captions ------------------------------------------------------------------------------------

GOOD = captions.Caption(1.0, 3.5, "An output is compared\nwith its label.")


@pytest.mark.parametrize("caption, complaint", [
    (captions.Caption(1, 5, "one\ntwo\nthree"), "has 3 lines"),
    (captions.Caption(1, 5, "x" * 43), "a line of 43 characters"),
    (captions.Caption(1, 1.9, "too short"), "stays 0.90 s"),
    (captions.Caption(1, 7.2, "too long"), "stays 6.20 s"),
    (captions.Caption(1, 3, "x" * 20 + "\n" + "x" * 20), "20.5 characters a second"),
    (captions.Caption(22, 24.5, "outlasts"), "outlasts the film")])
def test_captions_that_cannot_be_read_are_found(caption, complaint):
    [(start, what)] = captioned.problems([caption], SECONDS)
    assert start == caption.start and complaint in what


def test_captions_one_after_another_are_fine_and_overlaps_are_not():
    after = captions.Caption(3.5, 5.0, "After it.")
    assert list(captioned.problems([GOOD, after], SECONDS)) == []
    [(_, what)] = captioned.problems([GOOD, captions.Caption(2.5, 5.0, "During it.")], SECONDS)
    assert "begins before" in what


def test_captions_are_read_as_they_were_written(tmp_path):
    made = [GOOD, captions.Caption(3.5, 5.25, "1 < 2 & more")]
    captions.write_srt(tmp_path / "a.srt", made)
    captions.write_vtt(tmp_path / "a.vtt", made)
    assert captioned.parse((tmp_path / "a.srt").read_text()) == made
    assert captioned.parse((tmp_path / "a.vtt").read_text()) == made


def test_captions_are_those_of_the_editions_language(maker):
    folder = maker.film()
    assert complaints(folder, language="de") == ["captions: there is no film.de.srt beside the film",
                                                 "captions: there is no film.de.vtt beside the film"]
    for kind in ("srt", "vtt"):
        (folder / f"film.en.{kind}").rename(folder / f"film.de.{kind}")
    try:
        assert complaints(folder, language="de") == []
    finally:
        for kind in ("srt", "vtt"):
            (folder / f"film.de.{kind}").unlink()


@pytest.mark.parametrize("content", [b"no captions", b"1\n00:00:00,000 --> soon\nText.\n", b"\xff\xfe"])
def test_captions_that_are_none_are_found(maker, content):
    folder = maker.film()
    (folder / "film.en.srt").write_bytes(content)
    [found] = complaints(folder)
    assert found.startswith("captions: film.en.srt cannot be read")


def test_captions_beside_and_in_the_film_must_agree(maker):
    folder = maker.film()
    path = folder / "film.en.srt"
    path.write_text(path.read_text().replace("compared", "measured", 1))
    assert complaints(folder) == ["captions: film.en.vtt and film.en.srt say different things"]
    for name in ("film.en.srt", "film.en.vtt"):
        blocks = (folder / name).read_text().strip().split("\n\n")
        (folder / name).write_text("\n\n".join(blocks[:-1]) + "\n")
    found = complaints(folder)
    assert any("captions are in the film" in what for what in found)
