"""The film as a whole: two small chapters from script to folder, what is in it, and what is made again when."""

import json
import re
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from film_tools import film_in, frame_times, log_of, offsets, share_clips, streams, write_project
from PIL import Image

from scenes.film import chapter, looks
from scenes.film import make as film
from scenes.film.companions import contact, description, frames
from scenes.film.errors import UserError
from scenes.film.join import aac, soundtrack
from scenes.film.join.loudness import STEREO, loudness, true_peak
from scenes.film.join.mux import PACKET
from scenes.film.narration.script import Script
from scenes.film.pieces import jobs, workers
from scenes.film.pieces.chapter_key import sources
from scenes.film.rehearse import sound_ahead
from scenes.film.stage.clock import SAMPLE_RATE
from scenes.film.stage.cues import write_log

CHAPTER = '''
from manim import Circle, Square
from scenes.film.chapter import Chapter


class {name}(Chapter):
    def construct(self):
        shape = {shape}(color="#56B4E9", fill_opacity=1, stroke_width=0).scale(3)
        self.add(shape)
        with self.say("first"):
            self.play(shape.animate.scale(0.9), run_time=0.7)
        with self.say("second", pause=0.1):
            self.play(shape.animate.scale(0.9), run_time=1.31)
        self.wait(0.4)
'''

LINES = '''
[film]
title = "A film of two"
summary = "What it is."
corrections = """
- Nothing so far,
  really.
- Or is there?
"""

[opening]
title = "The opening"
first = "The output delta is o minus l, exactly the gradient."
second = "MNIST has sixty thousand images, each with a label."

[closing]
title = "Last words"
first = "That is all of it."
second = "The code is in the repository, with every scene."
never = "Nobody says this."
'''

FILES = {"film.mp4", "film.en.srt", "film.en.vtt", "chapters.txt", "description.md", "thumbnail.jpg",
         "report.json", "contact-opening.png", "contact-closing.png"}


class Project:
    """A film of two chapters in a folder of its own."""

    def __init__(self, folder):
        self.folder, self.out = folder, folder / "out" / "probe-480p15"
        chapters = {"opening": CHAPTER.format(name="Opening", shape="Circle"),
                    "closing": CHAPTER.format(name="Closing", shape="Square")}
        self.script = write_project(folder, chapters, LINES)

    @property
    def edition(self):
        return film_in(self.folder)

    def make(self, **options):
        film.make(self.edition, film.Work(self.folder / "out", jobs=2, **options))
        return json.loads((self.out / "report.json").read_text())

    def movie(self, chapter):
        return self.folder / f"media/chapters/probe/{chapter}/480p15/{chapter.capitalize()}.mp4"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return Project(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def report(project):
    return project.make()


def test_everything_is_there_and_nothing_else(project, report):
    assert {path.name for path in project.out.iterdir()} == FILES


def test_a_sound_that_is_made_ahead_is_the_chapter_s(tmp_path, monkeypatch):
    project = Project(tmp_path)
    share_clips(tmp_path)
    job = jobs.Job(project.edition, project.edition.film.file("opening").resolve(), 1.0)
    sound_ahead(job.edition, job.path)
    assert not project.movie("opening").exists()
    monkeypatch.setattr(soundtrack, "finish", None)      # it is there
    jobs.make(job)
    assert aac.decode(project.movie("opening")).any()


def test_the_sound_is_made_ahead_where_a_process_is_left_for_it(tmp_path, monkeypatch):
    project, ahead = Project(tmp_path), []
    share_clips(tmp_path)
    submit = workers.FreshProcesses.submit
    monkeypatch.setattr(workers.FreshProcesses, "submit", lambda pool, function, *given: (
        ahead.append(given[1].stem) if function is sound_ahead else submit(pool, function, *given)))
    project.make()
    assert not ahead
    chapter = project.folder / "closing.py"
    chapter.write_text(chapter.read_text().replace("1.31", "1.11"))
    project.make()
    assert ahead == ["closing"]


def test_streams_are_equally_long(project, report):
    lengths = streams(project.out / "film.mp4")
    total = sum(log_of(project.movie(name))["frames"] for name in ("opening", "closing"))
    assert report["film"]["frames"] == total
    assert lengths["video"] == pytest.approx(total / 15, abs=1e-3)
    assert lengths["audio"] == pytest.approx(total / 15, abs=1 / 15)
    assert lengths["video"] - 2 < lengths["subtitle"] <= lengths["video"] + 1e-3


def test_pictures_follow_each_other_frame_by_frame(project, report):
    assert frame_times(project.out / "film.mp4") == pytest.approx(np.arange(report["film"]["frames"]) / 15, abs=1e-4)
    with av.open(str(project.out / "film.mp4")) as container:
        decoded = [packet.dts for packet in container.demux(video=0) if packet.size]
    assert all(a < b for a, b in zip(decoded, decoded[1:]))


def test_the_sound_of_every_chapter_is_in_time(project, report):
    first = 0
    for name in ("opening", "closing"):
        log = log_of(project.movie(name))
        shifted = log | {"cues": [cue | {"frame": cue["frame"] + first} for cue in log["cues"]]}
        assert np.abs(offsets(project.out / "film.mp4", shifted, name)).max() < 0.002 + PACKET / 2 / SAMPLE_RATE
        first += log["frames"]


def test_loudness_and_peaks_of_what_is_heard(project, report):
    heard = aac.decode(project.out / "film.mp4")
    assert loudness(heard) + STEREO == pytest.approx(-14, abs=0.5)
    assert true_peak(heard) <= -1
    assert report["film"]["loudness"] == pytest.approx(-14, abs=0.5) and report["film"]["true_peak"] <= -1


def test_chapter_marks_and_captions_are_in_the_film(project, report):
    with av.open(str(project.out / "film.mp4")) as container:
        marks = [(mark["metadata"]["title"], float(mark["start"] * mark["time_base"])) for mark in container.chapters()]
        assert container.metadata["title"] == "A film of two"
        assert {stream.language for stream in container.streams if stream.type != "data"} == {"eng"}
        assert container.streams.audio[0].rate == 48000
        texts = [bytes(packet)[2:].decode() for packet in container.demux(subtitles=0) if packet.size > 2]
    opening = log_of(project.movie("opening"))["frames"] / 15
    assert marks == [("The opening", 0), ("Last words", pytest.approx(opening, abs=0.001))]
    assert len(texts) == report["film"]["captions"]
    assert " ".join(texts).replace("\n", " ").startswith("The output delta is o minus l, exactly the gradient. MNIST")


def test_the_film_starts_playing_before_it_is_loaded(project, report):
    content, names, position = (project.out / "film.mp4").read_bytes(), [], 0
    while position < len(content):
        size = int.from_bytes(content[position:position + 4])
        names.append(content[position + 4:position + 8])
        position += size
    assert names.index(b"moov") < names.index(b"mdat") and position == len(content)


def test_colours_are_what_was_drawn(project, report):
    [frame] = frames.frames_at(project.out / "film.mp4", [1.0])
    assert (frame.colorspace, frame.color_range) == (1, 1)
    picture = frame.to_ndarray(format="rgb24")
    assert np.abs(picture[240, 427].astype(int) - (0x56, 0xB4, 0xE9)).max() <= 3
    assert np.abs(picture[10, 10].astype(int) - (0x0E, 0x13, 0x18)).max() <= 3


def test_times_for_video_platforms(project, report):
    lines = (project.out / "chapters.txt").read_text().splitlines()
    assert lines[0] == "0:00 The opening"
    assert re.fullmatch(r"0:0\d Last words", lines[1])
    text = (project.out / "description.md").read_text()
    assert text.startswith("# A film of two\n\nWhat it is.\n\n## Chapters\n\n0:00 The opening")
    assert "## Corrections\n\n- Nothing so far, really.\n- Or is there?\n" in text


def test_pictures_beside_the_film(project, report):
    assert Image.open(project.out / "thumbnail.jpg").size == (1280, 720)
    sheet = Image.open(project.out / "contact-opening.png")
    assert sheet.width > 1900 and np.asarray(sheet).std() > 10


def test_the_report_tells_what_was_not_spoken(project, report):
    assert {chapter["name"]: chapter["unspoken"] for chapter in report["chapters"]} == {
        "opening": [], "closing": ["never"]}
    assert report["run"]["accuracy_test"] > 0.9


def test_only_what_changed_is_made_again(project, report):
    def made(content):
        project.script.write_text(content)
        again = project.make()
        return [chapter["name"] for chapter in again["chapters"] if chapter["made_in"]]

    assert made(LINES) == []
    assert made(LINES.replace("The code is in", "The code lies in")) == ["closing"]
    assert made(LINES.replace("The opening", "The beginning")) == ["opening", "closing"]      # its title is in the picture
    assert (project.out / "chapters.txt").read_text().startswith("0:00 The beginning\n")


def test_a_film_of_some_chapters(project, report):
    again = project.make(chapters=("closing",))
    assert [chapter["name"] for chapter in again["chapters"]] == ["closing"]
    assert {path.name for path in project.out.iterdir()} == FILES - {"contact-opening.png"}
    project.make()
    assert {path.name for path in project.out.iterdir()} == FILES


def test_a_partial_or_foreign_film_of_a_chapter_is_not_used(project, report):
    movie = project.movie("closing")
    log = log_of(movie)
    write_log(movie, log | {"complete": False})
    assert [chapter["name"] for chapter in project.make()["chapters"] if chapter["made_in"]] == ["closing"]
    movie.write_bytes(movie.read_bytes() + b"\0")
    assert [chapter["name"] for chapter in project.make()["chapters"] if chapter["made_in"]] == ["closing"]


@pytest.mark.parametrize("mistake, kind, problem", [
    ('self.say("frist")', UserError, r"chapter closing: .*no line 'frist'; did you mean first"),
    ("self.mystery()", AttributeError, "mystery")])
def test_the_last_good_film_outlives_a_failure(project, report, mistake, kind, problem):
    source = project.folder / "closing.py"
    good, before = source.read_text(), (project.out / "film.mp4").read_bytes()
    source.write_text(good.replace('self.say("first")', mistake))
    try:
        with pytest.raises(kind, match=problem) as caught:
            project.make()
        assert "closing" in " ".join([str(caught.value), *getattr(caught.value, "__notes__", [])])
        assert (project.out / "film.mp4").read_bytes() == before
        assert {path.name for path in project.out.iterdir()} == FILES
    finally:
        source.write_text(good)


def test_a_failure_while_joining_leaves_the_film_alone(project, report, monkeypatch):
    before = (project.out / "film.mp4").read_bytes()
    monkeypatch.setattr(description, "description", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        project.make()
    assert (project.out / "film.mp4").read_bytes() == before
    assert {path.name for path in project.out.iterdir()} == FILES


def test_contact_sheets_without_a_film(project):
    moments = looks.beats(project.edition, "opening")
    assert [(moment.key, moment.part) for moment in moments] == [
        ("first", "middle"), ("first", "end"), ("second", "middle"), ("second", "end")]
    log = log_of(project.movie("opening"))
    ends = [moment for moment in moments if moment.part == "end"]
    for moment, cue in zip(ends, log["cues"]):
        assert moment.seconds == pytest.approx(cue["last"], abs=1e-3)
        [frame] = frames.frames_at(project.movie("opening"), [cue["last"] - 1 / 15])
        difference = frame.to_ndarray(format="rgb24").astype(int) - moment.picture
        assert np.abs(difference).mean() < 3


def test_pictures_kept_while_drawing_are_those_of_the_film(project, report):
    movie = project.movie("opening")
    title = Script.load(project.script).title("opening")
    decoded = np.asarray(contact.sheet(contact.from_pieces([(movie, 0)], log_of(movie), {}), title), int)
    kept = np.asarray(Image.open(contact.sheet_of(movie)), int)
    assert np.abs(decoded - kept).mean() < 1
    early = log_of(movie)
    early["cues"] = [cue | {"end": cue["seconds"]} for cue in early["cues"]]
    other = np.asarray(contact.sheet(contact.from_pieces([(movie, 0)], early, {}), title), int)
    assert np.abs(other - kept).mean() > 1      # when a line begins, the picture is another than in its middle


def test_pieces_that_are_not_drawn_again_are_decoded_for_the_contact_sheet(project, report):
    sheet = contact.sheet_of(project.movie("opening"))
    before = np.asarray(Image.open(sheet), int)
    sheet.unlink()
    project.make()
    assert np.abs(np.asarray(Image.open(sheet), int) - before).mean() < 1


@pytest.mark.parametrize("names, problem", [(("nobody",), "no chapter 'nobody'"), (("forward",), "not written yet")])
def test_a_chapter_that_is_none_is_named(project, names, problem):
    (project.folder / "forward.py").unlink(missing_ok=True)
    with pytest.raises(UserError, match=problem):
        film.chosen(replace(project.edition.film, chapters=("opening", "forward")), names)


def test_a_folder_that_cannot_be_made_is_named_at_once(project):
    (project.folder / "file").write_text("")
    with pytest.raises(UserError, match="file/film/probe-480p15: cannot be made"):
        film.make(project.edition, film.Work(project.folder / "file" / "film"))


def test_what_a_chapter_is_made_from_is_found_by_its_imports():
    found = {path.name for path in sources(Path(chapter.__file__))}
    assert {"chapter.py", "voice.py", "scene.py", "theme.py", "errors.py", "hibari.py"} <= found
    assert not found & {"assemble.py", "make.py", "train.py"}
