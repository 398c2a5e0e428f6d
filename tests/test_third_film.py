"""The engine makes films that it knows nothing of: another subject, other runs, another language, a square frame."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from test_captions import problems

from scenes.film import __main__ as command
from scenes.film import looks
from scenes.film.companions.frames import frames_at
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.film import Arrays, load
from scenes.film.gate import captioned, report, written
from scenes.film.make import Work, make
from scenes.film.narration.facts import Fact, spoken_facts
from scenes.film.narration.script import Script
from scenes.film.pieces import jobs
from scenes.film.stage import cues

EUCLID = Path(__file__).with_name("euclid")


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """The film in a folder of its own, so that nothing is made beside the tests."""
    folder = tmp_path_factory.mktemp("third") / "euclid"
    shutil.copytree(EUCLID, folder, ignore=shutil.ignore_patterns("media", "__pycache__"))
    return load(folder / "film.py")


@pytest.fixture(scope="module")
def made(film):
    """(edition, its folder) of the film as it is; as it is German, it has no voice."""
    asked = edition(film, {}, quality="l")
    make(asked, Work(film.root / "out", jobs=2))
    return asked, asked.film_folder(film.root / "out")


def test_it_is_square_and_german(made):
    asked, folder = made
    assert asked.name == "euclid"
    with av.open(str(folder / "film.mp4")) as container:
        picture = container.streams.video[0]
        assert (picture.width, picture.height) == (480, 480)
        assert {stream.language for stream in container.streams if stream.type != "data"} == {"deu"}
        assert [mark["metadata"]["title"] for mark in container.chapters()] == ["Die Frage", "Die Schritte"]
    captions = captioned.parse((folder / "film.de.srt").read_text(encoding="utf-8"))
    spoken = " ".join(caption.text.replace("\n", " ") for caption in captions)
    assert spoken.startswith("Hier sind zwei Zahlen: die eine ist 98, die andere nur 21.") and spoken.endswith("Maß: sieben.")
    assert problems(captions, captions[-1].end) == []


def test_its_numbers_are_its_runs(made):
    _, folder = made
    content = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert content["run"] == {"steps": 3} and content["edition"] == "euclid"
    description = (folder / "description.md").read_text(encoding="utf-8")
    assert description.startswith("# Das gemeinsame Maß\n\nWie Euklid mit drei Divisionen")


def test_the_gate_finds_nothing_in_it(made):
    asked, folder = made
    assert report.main(asked, [], folder) == 0
    assert written.check(asked, folder) == []


def test_an_invented_number_is_found_in_it(made, film):
    asked, _ = made
    chapter = film.file("schritte")
    good = chapter.read_text(encoding="utf-8")
    chapter.write_text(good.replace('source=f"euclid:{key}[{k}]"', 'source=f"euclid:{key}[0]"'), encoding="utf-8")
    try:
        assert report.main(asked, ["schritte"], None) == 1
    finally:
        chapter.write_text(good, encoding="utf-8")


def test_pictures_at_seconds_are_those_of_the_film_and_follow_its_file(made, film):
    asked, _ = made
    movie = asked.chapter_folder("schritte") / "480p15" / "Schritte.mp4"
    seconds = [1.0, 6.0, 12.0]
    there = [frame.to_ndarray(format="rgb24").astype(int) for frame in frames_at(movie, seconds)]

    def other(path, picture):
        apart = np.abs(np.asarray(Image.open(path).convert("RGB"), int) - picture).max(axis=2)
        return (apart > 100).sum() > 20      # pixels; the film is encoded
    paths = looks.frames(asked, "schritte", [str(second) for second in seconds])
    assert not any(other(path, picture) for path, picture in zip(paths, there, strict=True))
    assert all(other(path, picture) for path, picture in zip(paths, there[1:]))
    chapter = film.file("schritte")
    good = chapter.read_text(encoding="utf-8")
    begin = "    def construct(self):\n"
    chapter.write_text(good.replace(begin, f"{begin}        self.wait(1)\n"), encoding="utf-8")
    try:
        later = looks.frames(asked, "schritte", [str(second + 1) for second in seconds])
    finally:
        chapter.write_text(good, encoding="utf-8")
    assert not any(other(path, picture) for path, picture in zip(later, there, strict=True))
    with pytest.raises(UserError, match="999 s is outside of schritte"):
        looks.frames(asked, "schritte", ["999"])


def test_a_chapter_is_finished_only_when_its_progress_is_gone(film, monkeypatch):
    job = jobs.Job(edition(film, {}, quality="l"), film.file("schritte").resolve(), 1.0)
    noted, there = [], []
    monkeypatch.setattr(jobs, "POLL", 0)
    monkeypatch.setattr(jobs, "write_text", lambda path, text: (noted.append(text), path.write_text(text)))
    write_log = cues.write_log
    monkeypatch.setattr(cues, "write_log", lambda movie, log: (there.append(jobs.progress_file(job).exists()),
                                                               write_log(movie, log)))
    jobs.make(job)
    assert noted and there == [False], "killed there, it would lie beside a film that nobody makes again"


def files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "report.json" not in path.name}


@pytest.mark.parametrize("other", [{"language": "en"}, {"frame": (16, 9)}, {"runs": True}])
def test_editions_beside_each_other_leave_each_other_alone(made, film, other):
    asked, folder = made
    if "runs" in other:
        other = {"runs": film.runs.prepare({"larger": "1071", "smaller": "462"}, print)}
    beside = edition(film, {}, quality="l", voice="none", **other)
    before = files(folder) | files(asked.chapter_folder("frage"))
    make(beside, Work(film.root / "out", jobs=2))
    assert beside.name != asked.name and beside.film_folder(film.root / "out") != folder
    assert {path: path.read_bytes() for path in before} == before
    make(asked, Work(film.root / "out", jobs=2))
    content = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert [chapter["made_in"] for chapter in content["chapters"]] == [0, 0], "what was there was not used again"


def test_both_languages_have_the_same_lines_and_marks(film):
    german, english = (Script.load(film.script(code)) for code in ("de", "en"))
    assert [line for line in german.differences(english) if "constants" not in line] == []


def test_a_chapter_of_it_is_drawn_by_the_manim_command(film):
    from film_tools import manim
    done = manim(film.folder, "frage.py")
    assert done.returncode == 0, done.stdout
    assert "chapters/euclid/frage/480p15/Frage.mp4" in done.stdout


def test_the_command_makes_it(film, capfd):
    arguments = ["--film", str(film.path), "make", "--quality", "l", "--voice", "none", "--out", str(film.root / "cli"),
                 "--run", "larger=30", "--run", "smaller=12"]
    assert command.main(arguments) == 0
    assert "film.de.srt" in capfd.readouterr().out
    with pytest.raises(SystemExit):
        command.main([*arguments[:-1], "smaller=x"])
    assert "two whole numbers are needed" in capfd.readouterr().err


def test_a_film_may_have_its_arrays_and_facts_in_its_own_file(film):
    runs = Arrays(shape={"corners": [4, 11]})
    small = replace(film, runs=runs, facts={"sides": Fact("shape:corners[0]", "word"), "more": Fact("shape:corners[1]", "word")})
    script = Script.load(film.script("de"))
    assert spoken_facts(small, runs.load(runs.folder), script) == {"sides": "vier", "more": "11"}
    assert runs.names == ("shape",)
