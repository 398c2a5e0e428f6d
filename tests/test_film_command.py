"""python -m scenes.film: a mistake is one line that names it, with exit status 2."""

import subprocess
import sys

import pytest

from scenes.film import __main__ as command


@pytest.fixture
def film(monkeypatch, capfd):
    """Run the command for film one in this process: (exit status, what it printed, what it complained)."""
    for name in ("VOICE", "SCRIPT", "SNAPSHOTS", "PALETTE", "FILM_LANGUAGE"):
        monkeypatch.setenv(name, "")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            sys.exit(command.main(["--film", "scratch", *arguments]))
        return ended.value.code, *capfd.readouterr()

    return run


@pytest.mark.parametrize("arguments, problem", [
    (["make", "forwrd", "--out", "{tmp}"], "did you mean forward"), (["contact", "forwrd"], "did you mean forward"),
    (["frames", "forward"], "MOMENT"), (["make", "--run", "data=/nowhere"], "/nowhere"),
    (["make", "--run", "sed=7"], "no option 'sed'; there are seed, data"), (["make", "--run", "x"], "x is not NAME=VALUE"),
    (["make", "--run", "seed=x"], "seed"), (["make", "--jobs", "x"], "x is not a whole number from 0 on"),
    (["make", "--voice", "nobody", "--out", "{tmp}"], "unknown voice 'nobody'"),
    (["phonemes", "--voice", "none", "x"], "voice none: it does not tell how it reads a text"),
    (["make", "--script", "/no/script.toml", "--out", "{tmp}"], "/no/script.toml"),
    (["make", "--language", "xx", "--out", "{tmp}"], "xx.toml: no such file; the film scratch is there in de, en, es"),
    (["make", "--palette", "{tmp}/none.toml", "--out", "{tmp}"], "none.toml"),
    (["make", "--frame", "wide"], "wide is no shape like 16:9"), (["mke"], "mke"), ([], "COMMAND"),
    (["make", "--out", "/dev/null/film"], "/dev/null/film: cannot be made")])
def test_a_mistake_is_one_line(film, arguments, problem, tmp_path):
    status, _, complaint = film(*[argument.format(tmp=tmp_path) for argument in arguments])
    [line] = complaint.splitlines()
    assert status == 2 and line.startswith("error: ") and problem in line


def test_a_snapshot_that_is_missing_is_one_line(film, tmp_path, monkeypatch):
    monkeypatch.setenv("SNAPSHOTS", str(tmp_path))
    status, _, complaint = film("make", "--out", str(tmp_path / "film"))
    [line] = complaint.splitlines()
    assert status == 2 and line.startswith(f"error: {tmp_path}/pixels.npz")


def test_a_film_that_is_none_is_named(capfd):
    with pytest.raises(SystemExit) as ended:
        command.main(["--film", "nothing", "make"])
    assert ended.value.code == 2
    assert capfd.readouterr().err.startswith("error: there is no film 'nothing'; there are ")


def test_a_python_without_manim_is_one_line():
    command = [sys.executable, "-S", "-m", "scenes.film", "--film", "scratch", "check"]
    done = subprocess.run(command, text=True, capture_output=True)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert done.stderr.startswith("error: ") and done.stderr.endswith("has no Manim; run: make doctor\n")


def test_the_doctor_names_what_is_missing(film, tmp_path, monkeypatch):
    assert film("doctor")[0] == 0
    monkeypatch.setenv("SNAPSHOTS", str(tmp_path))
    status, told, _ = film("doctor")
    marked = [line.split()[1] for line in told.splitlines() if line.startswith("!")]
    assert status == 2 and marked == ["runs", "narration"]


def test_the_command_runs_from_anywhere(tmp_path):
    done = subprocess.run([sys.executable, "-m", "scenes.film", "--film", "scratch", "phonemes", "MNIST."], cwd=tmp_path,
                          capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ˈɛmnˌɪst.\n", "")
