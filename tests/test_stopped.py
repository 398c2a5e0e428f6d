"""A run that is stopped ends at once, says so in one line, and leaves neither processes nor halves behind."""

import os
import signal
import subprocess

import pytest
from torture.killed import left
from torture.project import Project, ended

from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.film import load
from scenes.film.pieces import jobs, workers


@pytest.fixture
def project(tmp_path):
    return Project.copied(tmp_path / "film")


def begun(project, **given):
    """A run that has begun to draw."""
    process = project.start(**given)
    while "making" not in (line := process.stdout.readline()):
        assert line, "it ended"
    return process


@pytest.mark.parametrize("how, status, to_all", [(signal.SIGTERM, 143, False), (signal.SIGINT, 130, True)])
def test_it_ends_in_one_line(project, how, status, to_all):
    process = begun(project)
    os.killpg(process.pid, how) if to_all else process.send_signal(how)
    done = ended(process)
    assert (done.status, done.lines[-1:]) == (status, ["stopped"]) and "Traceback" not in done.said
    assert not project.film().exists() and left(process.pid) == []


def test_a_reader_that_has_left_ends_it_silently(project):
    process = begun(project, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.wait(60) == 141 and not {"Traceback", "Error"} & {*process.stderr.read().replace(":", " ").split()}


def killed(_):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_is_killed_is_named_in_one_line(project, monkeypatch):
    film = load(project.folder / "film.py")
    job = jobs.Job(edition(film, {}, quality="l"), film.file("frage"), 1.0)
    monkeypatch.setattr(jobs, "make", killed)
    with workers.executor(1) as pool, pytest.raises(UserError, match="chapter frage: .* ended from outside"):
        jobs.run([job], pool, lambda shares, finished: None)
