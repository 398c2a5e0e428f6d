"""The clock counts what is written, so that sound stays in time: on paper, and in the written file."""

import numpy as np
import pytest
from film_tools import LINES, PROBE, frame_times, log_of, manim, offsets, streams, write_project

from scenes.film.stage.clock import SAMPLE_RATE, Clock, frames_written, hold_time

FRAME = 1 / 15
ALLOWED = 0.002     # seconds between a cue and its sound; a frame would be 0.067


@pytest.mark.parametrize("rate", [15, 30, 60, 29.97])
def test_a_hold_writes_exactly_the_frames_asked_for(rate):
    assert all(frames_written(hold_time(n, rate), rate, frozen=True) == n for n in range(1, 3000))


def test_frozen_and_moving_time_are_counted_differently():
    assert frames_written(0.35, 60, frozen=True) == 21
    assert frames_written(0.36, 60, frozen=True) == 21
    assert frames_written(0.36, 60, frozen=False) == 22


def test_what_is_left_out_is_cut_from_the_sound():
    clock = Clock(10)
    for frames, written in ((3, True), (4, False), (2, True), (1, True)):
        clock.tick(frames, written)
    track = np.repeat(np.arange(10, dtype=np.float32), SAMPLE_RATE // 10)
    kept = clock.keep_written(track)[::SAMPLE_RATE // 10]
    assert clock.spans == [(0, 3), (7, 10)]
    assert kept.tolist() == [0, 1, 2, 7, 8, 9]
    assert clock.frames_in_file == 6


def test_times_move_with_what_is_left_out():
    clock = Clock(10)
    for frames, written in ((2, False), (3, True), (4, False), (2, True)):
        clock.tick(frames, written)
    times = [clock.file_seconds(t) for t in (0, 0.2, 0.4, 0.7, 0.9, 1.1)]
    assert times == pytest.approx([0, 0, 0.2, 0.3, 0.3, 0.5])
    assert clock.skipped(0) == pytest.approx(0.2)
    assert clock.skipped(6) == pytest.approx(0.3)
    assert clock.skipped(4) == 0


def test_a_track_shorter_than_the_picture_ends_in_silence():
    clock = Clock(10)
    clock.tick(10)
    kept = clock.keep_written(np.ones(SAMPLE_RATE // 2, np.float32))
    assert len(kept) == SAMPLE_RATE and kept.sum() == SAMPLE_RATE // 2


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("probe")
    write_project(folder, {"probe": PROBE}, LINES)
    (folder / "media" / "voice").mkdir(parents=True)      # nothing has been spoken yet
    return folder


def render(folder, *arguments):
    result = manim(folder, *arguments, "probe.py")
    assert result.returncode == 0, result.stdout
    return folder / "media/chapters/probe/probe/480p15/Probe.mp4"


@pytest.mark.parametrize("which", ["first", "cached", "without cache"])
def test_every_cue_is_in_time_in_the_file(project, which):
    arguments = ["--disable_caching"] if which == "without cache" else []
    movie = render(project, *arguments)
    log = log_of(movie)
    assert [cue["key"] for cue in log["cues"]] == ["first", "second", "third"]
    assert log["complete"] and not log["unspoken"]
    assert np.abs(offsets(movie, log, "probe")).max() < ALLOWED
    assert frame_times(movie) == pytest.approx(np.arange(log["frames"]) / 15, abs=1e-4)
    lengths = streams(movie)
    assert lengths["video"] == pytest.approx(log["frames"] / 15, abs=1e-3)
    assert lengths["audio"] == pytest.approx(lengths["video"], abs=FRAME / 2)
    assert lengths["subtitle"] <= lengths["video"] + 1e-3


@pytest.mark.parametrize("part", ["1,3", "6,40", "0,2"])
def test_a_partial_render_has_its_part_of_the_sound(project, part):
    movie = render(project, "-n", part)
    log = log_of(movie)
    assert not log["complete"]
    assert log["cues"] and np.abs(offsets(movie, log, "probe")).max() < ALLOWED
    assert len(frame_times(movie)) == log["frames"]
    assert streams(movie)["audio"] == pytest.approx(log["frames"] / 15, abs=FRAME / 2)


def test_a_line_spoken_before_the_part_begins_is_heard_from_there_on(project):
    movie = render(project, "-n", "1,3")
    first = log_of(movie)["cues"][0]
    assert first["key"] == "first" and first["frame"] == 0 and first["skipped"] > 0.3


def test_a_wait_without_a_known_length_is_refused(tmp_path):
    source = PROBE.replace("self.wait(0.19)", "self.wait(0.2, stop_condition=lambda: False)")
    write_project(tmp_path, {"probe": source}, LINES)
    result = manim(tmp_path, "probe.py")
    assert result.returncode == 1 and "stop condition" in result.stdout
