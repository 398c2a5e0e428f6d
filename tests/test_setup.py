"""make on a bare machine: what it installs, and what it says when it may not."""

import os
import shutil
import subprocess
import sys

import pytest

from scenes.scratch.film import FILM

TOOLS = ("sh", "env", "cat", "id", "dirname")
PACKAGES = "python3 gcc pkg-config python3-dev python3-venv libcairo2-dev libpango1.0-dev"


@pytest.fixture
def machine(tmp_path):
    """A machine on which only a shell and Python are; commands(name=script) puts more on it."""
    for name in TOOLS:
        (tmp_path / name).symlink_to(shutil.which(name))

    class Machine:
        def add(self, name, script):
            (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
            (tmp_path / name).chmod(0o755)

        def check(self, python=sys.executable):
            return subprocess.run(["sh", str(FILM.root / "tools/system.sh"), python], env={"PATH": str(tmp_path)},
                                  capture_output=True, text=True)

        def log(self):
            path = tmp_path / "log"
            return path.read_text() if path.exists() else ""

    machine = Machine()
    machine.add("id", "echo 1000")
    machine.log_to = f'echo "$0 $*" | sed "s#.*/##" >> {tmp_path}/log'
    (tmp_path / "sed").symlink_to(shutil.which("sed"))
    return machine


def complete(machine):
    machine.add("cc", "exit 0")
    machine.add("pkg-config", "exit 0")


def test_nothing_is_installed_where_all_is_there(machine):
    complete(machine)
    machine.add("apt-get", machine.log_to)
    done = machine.check()
    assert (done.returncode, done.stdout, done.stderr, machine.log()) == (0, "", "", "")


def test_without_apt_it_says_what_to_install(machine):
    done = machine.check()
    assert done.returncode == 2
    assert f"sudo apt install {PACKAGES}" in done.stderr and "dnf install" in done.stderr
    assert "brew install" in done.stderr


def test_apt_is_not_used_without_the_right_to(machine):
    machine.add("apt-get", machine.log_to)
    machine.add("sudo", "exit 1")
    assert machine.check().returncode == 2 and machine.log() == ""


def test_apt_installs_where_it_is_allowed(machine):
    machine.add("apt-get", machine.log_to)
    machine.add("sudo", 'shift; [ "$1" = true ] || exec "$@"')
    machine.add("true", "exit 0")
    done = machine.check()
    assert machine.log().splitlines() == ["apt-get -qq update", f"apt-get -qq install -y {PACKAGES}"]
    assert done.returncode == 2 and "sudo apt install" in done.stderr      # what it installed is not there


def test_an_old_python_is_named(machine):
    machine.add("python-old", "[ $# = 1 ] && echo Python 3.8.1; exit 1")
    done = machine.check("python-old")
    assert done.returncode == 2 and "3.8.1 is too old" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_machine_without_python_is_told_all_that_is_missing_at_once(machine):
    done = machine.check("python-none")
    assert done.returncode == 2 and f"sudo apt install {PACKAGES}" in done.stderr
    assert "Python 3.11 or newer is needed" in done.stderr and done.stdout == ""


def test_make_lists_what_it_can_do():
    listed = subprocess.run(["make", "help"], cwd=FILM.root, capture_output=True, text=True, env=os.environ).stdout
    assert {"film", "chapter", "contact", "train", "test", "doctor", "clean"} <= {
        line.split()[1] for line in listed.splitlines()}


def test_make_names_a_chapter_that_is_not_there():
    made = subprocess.run(["make", "--dry-run", "chapter", "C=nope"], cwd=FILM.root, capture_output=True, text=True)
    assert made.returncode == 2 and "there is no chapter nope in the film scratch" in made.stderr


def test_a_missing_python_is_installed_where_apt_is_allowed(machine):
    machine.add("apt-get", machine.log_to)
    machine.add("id", "echo 0")
    done = machine.check("python-none")
    assert machine.log().splitlines()[-1] == f"apt-get -qq install -y {PACKAGES}"
    assert done.returncode == 2 and "Python 3.11 or newer is needed" in done.stderr
