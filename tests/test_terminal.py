"""What a person reads while the chapters are being made."""

import io

import pytest
from rich.console import Console

from scenes.film import terminal
from scenes.film.terminal import Display, clock_time, table, time_left


@pytest.mark.parametrize("seconds, text", [(0, "0:00"), (59.6, "1:00"), (75, "1:15"), (3700, "1:01:40")])
def test_times_are_as_on_a_clock(seconds, text):
    assert clock_time(seconds) == text


@pytest.mark.parametrize("elapsed, share, text", [
    (60, 0.25, "about 3:00 left"), (2, 0.9, "time left not known yet"), (60, 0, "time left not known yet"),
    (60, 1, "done")])
def test_time_left_is_told_when_it_is_known(elapsed, share, text):
    assert time_left(elapsed, share) == text


def test_a_terminal_shows_a_bar_for_each_chapter_and_takes_them_away(monkeypatch):
    monkeypatch.setattr(terminal.time, "monotonic", iter([0, 60, 61]).__next__)
    console = Console(file=io.StringIO(), force_terminal=True, width=100, _environ={"TERM": "xterm"})
    with Display({"forward": 30, "backprop": 60}, console) as display:
        display({"backprop": 0.5}, ["forward"])
        display.progress.refresh()
        shown = console.file.getvalue()
    assert "backprop" in shown and "50%" in shown
    assert "1 of 2 chapters done, about 0:30 left" in shown
    assert console.file.getvalue() != shown and console.file.getvalue().endswith("\x1b[2K")


def test_elsewhere_a_line_tells_what_is_finished(monkeypatch):
    monkeypatch.setattr(terminal.time, "monotonic", iter([0, 6, 7, 40]).__next__)
    stream = io.StringIO()
    display = Display({"forward": 30, "backprop": 60}, Console(file=stream))
    display({"backprop": 0.1, "forward": 0.1}, [])
    assert stream.getvalue() == ""
    display({"backprop": 0.5}, ["forward"])
    display({"backprop": 0.75}, ["forward"])
    assert stream.getvalue().splitlines() == [
        "forward done, backprop 50%, about 0:04 left", "backprop 75%, about 0:08 left"]


def test_a_table_is_plain_lines_where_nobody_watches():
    stream = io.StringIO()
    table(("chapter", ">begins"), [("one", "0:00"), ("another one [with brackets]", "10:07")], Console(file=stream, width=20))
    assert stream.getvalue().splitlines() == ["chapter                      begins", "one                            0:00",
                                              "another one [with brackets]   10:07"]
