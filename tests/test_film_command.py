"""python -m scenes.film: a mistake is one line that names it, with exit status 2."""

import subprocess
import sys

import pytest

from network.errors import run_main
from scenes.film import __main__ as command


@pytest.fixture
def film(monkeypatch, capfd):
    """Run the command in this process: (exit status, what it printed, what it complained)."""
    for name in ("VOICE", "SCRIPT", "SNAPSHOTS"):
        monkeypatch.setenv(name, "")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["film", *arguments])
        with pytest.raises(SystemExit) as ended:
            run_main(command.main)
        return ended.value.code, *capfd.readouterr()

    return run


@pytest.mark.parametrize("arguments, problem", [
    (["--chapters", "forwrd"], "did you mean forward"), (["--contact", "forwrd"], "did you mean forward"),
    (["--frames", "forward"], "at least one moment"), (["--data", "/nowhere"], "/nowhere"),
    (["--voice", "nobody", "--out", "{tmp}"], "unknown voice 'nobody'"),
    (["--script", "/no/script.toml", "--out", "{tmp}"], "/no/script.toml"),
    (["--out", "/dev/null/film"], "/dev/null/film: cannot be made")])
def test_a_mistake_is_one_line(film, arguments, problem, tmp_path):
    status, _, complaint = film(*[argument.format(tmp=tmp_path) for argument in arguments])
    [line] = complaint.splitlines()
    assert status == 2 and line.startswith("error: ") and problem in line


def test_a_snapshot_that_is_missing_is_one_line(film, tmp_path, monkeypatch):
    monkeypatch.setenv("SNAPSHOTS", str(tmp_path))
    status, _, complaint = film("--out", str(tmp_path / "film"))
    [line] = complaint.splitlines()
    assert status == 2 and line.startswith(f"error: {tmp_path}/digits.npz")


def test_a_number_that_is_none_is_named(film):
    status, _, complaint = film("--seed", "x")
    assert status == 2 and complaint.endswith("argument --seed: x is not a whole number from 0 on\n")


def test_the_doctor_names_what_is_missing(film, tmp_path, monkeypatch):
    assert film("--doctor")[0] == 0
    monkeypatch.setenv("SNAPSHOTS", str(tmp_path))
    status, told, _ = film("--doctor")
    marked = [line.split()[1] for line in told.splitlines() if line.startswith("!")]
    assert status == 2 and marked == ["snapshots", "narration"]


def test_the_command_runs_from_anywhere(tmp_path):
    done = subprocess.run([sys.executable, "-m", "scenes.film", "--phonemes", "MNIST."], cwd=tmp_path,
                          capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ˈɛmnˌɪst.\n", "")
