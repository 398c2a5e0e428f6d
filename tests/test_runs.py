"""Which runs a film is drawn from, and that they are trained when they are missing, damaged or out of date."""

import json
import subprocess
import sys

import numpy as np
import pytest
from tiny import write_npz

from network import snapshots
from network.errors import UserError as NetworkError
from network.mnist import EMBEDDED
from scenes.film.edition import edition
from scenes.scratch import runs
from scenes.scratch.film import FILM


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

    monkeypatch.setattr(runs, "train", copy)
    monkeypatch.setattr(snapshots, "FOLDER", tmp_path / "media/snapshots")
    return Trained(tmp_path, calls)


class Trained:
    """Runs below a folder, and the options of each training."""

    def __init__(self, folder, calls):
        self.runs, self.calls = runs.TrainingRuns(folder), calls

    def prepare(self, **options):
        """(folder, what the user was told)."""
        said = []
        return self.runs.prepare(options, said.append), said


def test_missing_runs_are_trained_once(trained):
    folder, said = trained.prepare()
    assert trained.calls == [["--out", str(folder)]] and "there is no" in said[0]
    assert trained.prepare() == (folder, []) and len(trained.calls) == 1


def test_another_seed_has_a_folder_of_its_own(trained, tmp_path):
    folder, _ = trained.prepare(seed="7")
    assert folder == tmp_path / "media/runs/seed-7"
    assert trained.calls == [["--out", str(folder), "--seed", "7"]]
    assert trained.prepare(seed="7")[0] == folder and len(trained.calls) == 1


def test_other_images_have_a_folder_of_their_own(trained, tmp_path):
    copied = tmp_path / "mine.npz"
    copied.write_bytes(EMBEDDED.read_bytes())
    folder, _ = trained.prepare(data=str(copied))
    assert folder.name.startswith("seed-0-mine-") and trained.calls[0][-2:] == ["--data", str(copied)]


def test_damaged_runs_are_trained_anew(trained):
    folder, _ = trained.prepare()
    (folder / "pixels.npz").write_bytes(b"nothing")
    assert "pixels.npz" in trained.prepare()[1][0] and len(trained.calls) == 2


def test_runs_of_another_listing_are_trained_anew(trained):
    folder, _ = trained.prepare()
    path = folder / "digits.npz"
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored}
    meta = json.loads(str(arrays.pop("meta")))
    snapshots.save(path, meta | {"source": meta["source"].replace("# cost:", "# costs:")}, arrays)
    assert "lesson.py is not what" in trained.prepare()[1][0] and len(trained.calls) == 2


def test_a_folder_that_the_user_names_is_never_trained_into(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "train", lambda options: pytest.fail("trained"))
    made = edition(FILM, {"SNAPSHOTS": str(tmp_path)})
    with pytest.raises(NetworkError, match=f"{tmp_path}/pixels.npz"):
        FILM.runs.load(made.runs)


def test_training_is_what_the_command_does_in_a_process_of_its_own(tmp_path, monkeypatch, capfd):
    options = ["--data", str(write_npz(tmp_path / "data.npz")), "--hidden", "5", "--epochs", "1"]
    monkeypatch.setattr(np, "argmax", lambda *_: pytest.fail("trained with this process's NumPy"))
    runs.train([*options, "--out", str(tmp_path / "one")])
    assert "right on" in capfd.readouterr().out
    subprocess.run([sys.executable, "-m", "network.train", *options, "--out", tmp_path / "other"], check=True,
                   stdout=subprocess.DEVNULL)
    for name in runs.NAMES:
        assert (tmp_path / f"one/{name}.npz").read_bytes() == (tmp_path / f"other/{name}.npz").read_bytes()


def test_what_the_training_complains_of_is_one_line(tmp_path):
    with pytest.raises(NetworkError, match="--seed: .*x.*network.train --help"):
        runs.TrainingRuns(tmp_path).prepare({"seed": "x"}, lambda text: None)
