"""The watch: a save is seen as the beat that it changes, mistakes are told and mended, and nobody else gets in."""

import os
import re
import time
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from film_tools import film_in, frame_times, streams, write_project
from watch_tools import Watched, replace

from scenes.film.join.aac import decode
from scenes.film.narration.script import Script
from scenes.film.voice import voice
from scenes.film.watch.page import PAGE
from scenes.film.watch.parts import concerned, parts

TINY = '''
from manim import Circle, Create, FadeOut, Square
from scenes.film.chapter import Chapter

SIDE = 2


class Tiny(Chapter):
    def construct(self):
        circle = Circle()
        self.one(circle)
        self.two(circle)
        self.three()

    def one(self, circle):
        with self.say("first"):
            self.play(Create(circle), run_time=0.4)

    def two(self, circle):
        self.play(FadeOut(circle), run_time=0.2)
        square = self.square()
        with self.say("second"):
            self.play(Create(square), run_time=0.4)

    def three(self):
        with self.say("third"):
            self.wait(0.2)

    def square(self):
        return Square(SIDE)
'''
LINES = '[tiny]\ntitle = "Tiny"\nfirst = "One circle."\nsecond = "Then a square."\nthird = "That is all."\n'
NO_COPIES = '''
from pathlib import Path
from scenes.film.edition import edition
from scenes.film.film import load
from scenes.film.watch.director import watch_chapter
film = load({film!r})
watch_chapter(edition(film, {{}}, quality="l"), film.file("tiny"), copies=False)
'''


def project(folder: Path) -> Path:
    write_project(folder, {"tiny": TINY}, LINES)
    return folder / "film.py"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """The tiny chapter being watched, seen once to its end."""
    with Watched(project(tmp_path_factory.mktemp("watched")), "tiny") as watched:
        watched.until(lambda state: state.get("film"))
        yield watched


@pytest.fixture(autouse=True)
def as_it_was(request):
    """After a test the chapter and its script are what they were, and that is seen."""
    yield
    if "watched" in request.fixturenames:
        watched = request.getfixturevalue("watched")
        files = {watched.path: TINY, watched.path.parent / "script" / "en.toml": LINES}
        for path, text in files.items():
            if path.read_text() != text:
                film = watched.state["film"]
                path.write_text(text)
                watched.until(lambda state, film=film: state["film"] != film and not state.get("error"))


# --- which beat a change concerns ------------------------------------------------------------------

@pytest.mark.parametrize("old, new, beats", [
    ("Create(square), run_time=0.4", "Create(square), run_time=0.5", ["second"]),
    ("FadeOut(circle), run_time=0.2", "FadeOut(circle), run_time=0.3", ["second"]),
    ("self.three()", "self.three()   # the end", []), ("SIDE = 2", "SIDE = 3", ["second"]),
    ("Square(SIDE)", "Square(SIDE + 1)", ["second"]), ("self.two(circle)", "self.two(circle.copy())", ["second"]),
    ("def three(self):", 'def three(self):\n        """The last."""', []),
    ('say("third"):', 'say("third", pause=0):', ["third"]),
    ("import Circle,", "import Arc as Circle,", [])])      # construct makes the circle: which beat that changes is open
def test_a_changed_statement_belongs_to_its_beat(tmp_path, old, new, beats):
    project(tmp_path)
    edition = film_in(tmp_path)
    path, script, speaker = edition.film.file("tiny"), Script.load(edition.script_file), voice.of(edition)
    used = {"first": {("method", "one")}, "second": {("method", "two"), ("method", "square")},
            "third": {("method", "three")}}
    assert TINY.count(old) == 1
    changed = parts(TINY.replace(old, new), path, script, speaker)
    assert concerned(parts(TINY, path, script, speaker), changed, used) == beats


def test_a_changed_line_and_a_changed_pronunciation_belong_to_their_beat(tmp_path):
    project(tmp_path)
    edition = film_in(tmp_path)
    path, script, speaker = edition.film.file("tiny"), Script.load(edition.script_file), voice.of(edition)
    before = parts(TINY, path, script, speaker)
    replace(edition.script_file, "That is", "That [mark] is")
    assert concerned(before, parts(TINY, path, Script.load(edition.script_file), speaker), {}) == ["third"]
    speaker.pronunciations = {"square": "/skwɛɹ/"}
    assert concerned(before, parts(TINY, path, script, speaker), {}) == ["second"]


# --- what is seen ----------------------------------------------------------------------------------

def test_a_saved_change_is_seen_and_heard(watched, tmp_path):
    state = watched.after(lambda: replace(watched.path, "Create(square), run_time=0.4", "Create(square), run_time=3"))
    assert (state["shown"], state["text"], state.get("error")) == ("second", "Then a square.", None)
    film = watched.film(tmp_path)
    length = streams(film)
    # the circle's leaving, the square's drawing, the pause after it
    assert length["video"] == pytest.approx(0.2 + 3 + 0.15, abs=0.1)
    assert length["audio"] == pytest.approx(length["video"], abs=0.05) and "subtitle" in length
    assert len(frame_times(film)) == round(length["video"] * 15)
    assert np.abs(decode(film)).max() > 0.1
    assert [beat["key"] for beat in state["beats"]] == ["first", "second", "third"]


def test_a_change_in_what_a_beat_calls_is_seen_in_it(watched):
    assert watched.after(lambda: replace(watched.path, "SIDE = 2", "SIDE = 3"))["shown"] == "second"


def test_a_changed_line_is_seen_with_its_text(watched):
    state = watched.after(lambda: replace(watched.path.parent / "script" / "en.toml", "That is", "And that is"))
    assert (state["shown"], state["text"]) == ("third", "And that is all.")


def test_a_beat_is_drawn_when_it_is_asked_for(watched):
    state = watched.after(lambda: watched.ask("POST", "/draw", "first"))
    assert (state["shown"], state.get("error")) == ("first", None)


@pytest.mark.parametrize("old, new, told", [
    ("Square(SIDE)", "Square(SIDE / 0)", "ZeroDivisionError: division by zero"),
    ('self.say("third")', 'self.say("thrid")', "[tiny] has no line 'thrid'; did you mean third"),
    ("self.wait(0.2)", "self.wait(0.2", "'(' was never closed")])
def test_a_mistake_is_told_with_its_line_and_the_next_save_recovers(watched, old, new, told):
    [(line, code)] = [(n, text.strip()) for n, text in enumerate(TINY.splitlines(), 1) if old in text]
    state = watched.after(lambda: replace(watched.path, old, new))
    error = state["error"]
    assert told in error["text"] and (error["line"], error["code"]) == (line, code.replace(old, new))
    watched.path.write_text(TINY.replace("run_time=0.4", "run_time=0.5"))
    watched.until(lambda state: not state.get("error"))
    assert any(text.startswith(f"error: tiny.py:{line}: ") and told in text for text in watched.said), watched.said


def test_a_mistake_in_the_script_is_told(watched):
    script = watched.path.parent / "script" / "en.toml"
    replace(script, "That is", "That is {nothing}")
    watched.until(lambda state: "[tiny] third: unknown placeholder {nothing}" in str(state.get("error")))
    watched.after(lambda: script.write_text(LINES.replace("all", "all of it")))
    assert watched.until(lambda state: not state.get("error"))["shown"] == "third"


def test_a_file_that_is_still_being_written_is_waited_for(watched):
    script = watched.path.parent / "script" / "en.toml"
    text = script.read_text().replace("all", "all of this")

    def slowly():
        script.write_text("")
        time.sleep(0.4)
        script.write_text(text)
    state = watched.after(slowly)
    assert state.get("error") is None and state["shown"] == "third"


def test_other_code_that_changes_starts_it_anew(watched):
    film = watched.path.with_name("film.py")
    state = watched.after(lambda: film.write_text(film.read_text() + "\nSAVED = 1\n"))
    assert state.get("error") is None
    assert any("film.py has changed: starting anew" in text for text in watched.said)


# --- who is let in ---------------------------------------------------------------------------------

@pytest.mark.parametrize("path, headers, status", [
    ("/", {}, 200), ("/", {"Host": "example.org"}, 403), ("/", {"Host": "127.0.0.1:1"}, 403),
    ("/news", {"Host": "example.org"}, 403), ("/film/1.mp4", {"Host": "example.org"}, 403),
    ("/film/", {}, 404), ("/film/99999.mp4", {}, 404), ("/film/../film.py", {}, 404), ("/film/%2e%2e/film.py", {}, 404),
    ("//etc/passwd", {}, 404), ("/film.py", {}, 404)])
def test_the_page_is_for_this_machine_and_serves_its_own_paths_only(watched, path, headers, status):
    assert watched.ask("GET", path, **headers).status == status


def test_the_page_needs_nothing_from_elsewhere():
    assert not re.search(r"https?:|\bhref=|\bsrc=|@import|url\(", PAGE)


def test_another_site_cannot_ask_for_a_beat(watched):
    assert watched.ask("POST", "/draw", "first", Origin="http://example.org").status == 403
    assert watched.ask("POST", "/draw", "x" * 2000).status == 404


def test_a_player_can_ask_for_a_part(watched):
    name = f"/film/{watched.state['film']}.mp4"
    whole = watched.ask("GET", name).read()
    part = watched.ask("GET", name, Range="bytes=10-19")
    assert (part.status, part.read()) == (206, whole[10:20])
    assert part.getheader("Content-Range") == f"bytes 10-19/{len(whole)}"
    assert watched.ask("GET", name, Range=f"bytes={len(whole)}-").status == 416


# --- how it begins and ends ------------------------------------------------------------------------

def running(folder: Path) -> list[str]:
    """Processes that are at work in a film's folder: those that were started to watch it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"WATCHED={folder}".encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def another(tmp_path_factory):
    """Another one, in an environment by which its processes are known; who needs it no more may end it."""
    folder = tmp_path_factory.mktemp("another")
    with patch.dict(os.environ, {"WATCHED": str(folder)}):
        another = Watched(project(folder), "tiny")
    with another:
        another.until(lambda state: state.get("film"))
        yield another


def test_a_beat_that_is_added_is_seen(another):
    (another.path.parent / "script" / "en.toml").write_text(LINES + 'fourth = "No, this is."\n')
    added = '        self.three()\n        with self.say("fourth"):\n            self.wait(0.2)\n'
    replace(another.path, "        self.three()\n", added)
    assert not another.until(lambda state: state.get("shown") == "fourth").get("error")


def test_ctrl_c_leaves_nothing_and_no_outline_that_may_be_half_written(another):
    folder = another.path.parent
    texts = folder / "media" / "watch" / "texts" / "probe" / "tiny"
    texts.mkdir(parents=True, exist_ok=True)
    half = texts / "half.svg"
    half.touch()
    assert os.name != "posix" or not Path("/proc/self").exists() or len(running(folder)) >= 2
    assert another.interrupt() == 130
    assert another.said[-1] == "stopped\n" and not any("Traceback" in text for text in another.said)
    assert running(folder) == [] and texts.is_dir() and not half.exists()
    made = {path.relative_to(folder / "media").parts[0] for path in (folder / "media").rglob("*.mp4")}
    assert made == {"watch"}


def test_where_processes_cannot_be_copied_it_works_all_the_same(tmp_path):
    film = project(tmp_path)
    with Watched(film, "tiny", NO_COPIES.format(film=str(film))) as watched:
        watched.until(lambda state: state.get("film"))
        state = watched.after(lambda: replace(watched.path, "Square(SIDE)", "Square(SIDE / 0)"))
        assert "division by zero" in state["error"]["text"]
        state = watched.after(lambda: replace(watched.path, "Square(SIDE / 0)", "Square(SIDE / 2)"))
        assert watched.until(lambda state: not state.get("error"))["shown"] == "second"


def test_a_line_that_there_is_not_is_a_mistake_in_one_line(tmp_path, capfd):
    from scenes.film import __main__ as command
    with pytest.raises(SystemExit) as ended:
        command.main(["--film", str(project(tmp_path)), "watch", "tiny", "secnd"])
    assert ended.value.code == 2
    assert "en.toml: [tiny] has no line 'secnd'; did you mean second" in capfd.readouterr().err
