"""Which runs a film is drawn from, and that they are trained when they are missing, damaged or out of date."""

import json
import os

import numpy as np
import pytest

from network import snapshots, train
from network.errors import UserError
from network.mnist import EMBEDDED
from scenes.film import runs


@pytest.fixture
def trained(monkeypatch, tmp_path):
    """Where runs go, with training replaced by copying; `calls` are the options of each training."""
    good = {name: snapshots.find(name).read_bytes() for name in runs.NAMES}
    calls = []

    def copy(options):
        calls.append(options)
        folder = tmp_path / options[options.index("--out") + 1]
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in good.items():
            (folder / f"{name}.npz").write_bytes(content)

    monkeypatch.setattr(train, "main", copy)
    monkeypatch.setattr(runs, "ROOT", tmp_path)
    monkeypatch.setattr(snapshots, "FOLDER", tmp_path / "media/snapshots")
    monkeypatch.setenv("SNAPSHOTS", "")
    return calls


def prepare(*options):
    """As in a new process: prepare() leaves the folder it found in the environment."""
    os.environ["SNAPSHOTS"], said = "", []
    return runs.prepare(*options, said.append), said


def test_missing_runs_are_trained_once(trained):
    folder, said = prepare(None, None)
    assert trained == [["--out", str(folder)]] and "there is no" in said[0]
    assert prepare(None, None) == (folder, []) and len(trained) == 1


def test_another_seed_has_a_folder_of_its_own(trained, tmp_path):
    folder, _ = prepare(7, None)
    assert folder == tmp_path / "media/runs/seed-7"
    assert trained == [["--out", str(folder), "--seed", "7"]]
    assert prepare(7, None)[0] == folder and len(trained) == 1


def test_other_images_have_a_folder_of_their_own(trained, tmp_path):
    copied = tmp_path / "mine.npz"
    copied.write_bytes(EMBEDDED.read_bytes())
    folder, _ = prepare(None, copied)
    assert folder.name.startswith("seed-0-mine-") and trained[0][-2:] == ["--data", str(copied)]


def test_damaged_runs_are_trained_anew(trained):
    folder, _ = prepare(None, None)
    (folder / "pixels.npz").write_bytes(b"nothing")
    assert "pixels.npz" in prepare(None, None)[1][0] and len(trained) == 2


def test_runs_of_another_listing_are_trained_anew(trained):
    folder, _ = prepare(None, None)
    path = folder / "digits.npz"
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored}
    meta = json.loads(str(arrays.pop("meta")))
    snapshots.save(path, meta | {"source": meta["source"].replace("# cost:", "# costs:")}, arrays)
    assert "lesson.py is not what" in prepare(None, None)[1][0] and len(trained) == 2


def test_a_folder_that_the_user_names_is_never_trained_into(trained, monkeypatch, tmp_path):
    monkeypatch.setenv("SNAPSHOTS", str(tmp_path / "empty"))
    with pytest.raises(UserError, match="digits.npz"):
        runs.prepare(None, None, print)
    assert trained == []
