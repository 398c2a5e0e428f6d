"""Which runs a film is drawn from, and that they and the experiments are made when missing, damaged or out of date."""

import json
import subprocess
import sys

import numpy as np
import pytest
from tiny import arrays, write_npz

from network import snapshots
from network.errors import UserError as NetworkError
from network.experiments import stored, table
from network.mnist import EMBEDDED
from scenes.film.edition import edition
from scenes.film.narration.sources import BadSource, Sources
from scenes.scratch import runs
from scenes.scratch.film import FILM


@pytest.fixture
def trained(monkeypatch, tmp_path):
    """Where runs go, with training and experiments replaced by copying; `calls` are the options of each training,
    `experiments` those of each time that experiments are made."""
    good = {name: (snapshots.FOLDER / f"{name}.npz").read_bytes() for name in runs.NAMES}
    calls, experiments = [], []

    def copies(names, noted):
        def copy(options):
            noted.append(options)
            folder = tmp_path / options[options.index("--out") + 1]
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                (folder / f"{name}.npz").write_bytes(good[name])
        return copy

    monkeypatch.setattr(runs, "train", copies(runs.TRAINED, calls))
    monkeypatch.setattr(runs, "experiment", copies([stored.NAME], experiments))
    monkeypatch.setattr(snapshots, "FOLDER", tmp_path / "media/snapshots")
    return Trained(tmp_path, calls, experiments)


class Trained:
    """Runs below a folder, and the options of each training and of the experiments."""

    def __init__(self, folder, calls, experiments):
        self.runs, self.calls, self.experiments = runs.TrainingRuns(folder), calls, experiments

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


def retold(path, changes):
    """Write a snapshot again whose meta says something else: what changes(meta) gives."""
    with np.load(path) as written:
        arrays = {name: written[name] for name in written}
    meta = json.loads(str(arrays.pop("meta")))
    snapshots.save(path, meta | changes(meta), arrays)


def test_damaged_runs_are_trained_anew(trained):
    folder, _ = trained.prepare()
    (folder / "pixels.npz").write_bytes(b"nothing")
    assert "pixels.npz" in trained.prepare()[1][0] and len(trained.calls) == 2


def test_runs_of_another_listing_are_trained_anew(trained):
    folder, _ = trained.prepare()
    retold(folder / "digits.npz", lambda meta: {"source": meta["source"].replace("# cost:", "# costs:")})
    assert "lesson.py is not what" in trained.prepare()[1][0] and len(trained.calls) == 2


def test_the_experiments_are_made_beside_the_run_of_the_folder(trained, tmp_path):
    copied = tmp_path / "mine.npz"
    copied.write_bytes(EMBEDDED.read_bytes())
    folder, said = trained.prepare(seed="7", data=str(copied))
    [options] = trained.experiments
    expected = {"--out": str(folder), "--hidden": "20", "--rate": "0.01", "--epochs": "3", "--data": str(copied),
                "--seed": "0"}     # of the run that is there, which here is a copy
    assert dict(zip(options[::2], options[1::2])) == expected and "experiments" in said[-1]
    assert trained.prepare(seed="7", data=str(copied))[1] == [] and len(trained.experiments) == 1


def test_of_images_of_ones_own_all_is_made(tmp_path):
    made = runs.TrainingRuns(tmp_path)
    said = []
    folder = made.prepare({"seed": "5", "data": str(write_npz(tmp_path / "mine.npz", **arrays(150, 60)))}, said.append)
    loaded = made.load(folder)
    assert list(loaded) == ["pixels", "digits", "experiments", "subject"] and len(said) == 2
    assert loaded["experiments"].meta["source"] == loaded["digits"].meta["source"]
    assert loaded["experiments"].real.test_accuracy == loaded["digits"].accuracy_test[-1]
    assert any("np.zeros((hidden, inputs)" in program for program in made.programs(folder))


def test_keys_may_name_what_the_experiments_logged():
    loaded = FILM.runs.load(FILM.runs.folder)
    sources = Sources(loaded, FILM.constants, methods=FILM.methods)
    assert sources.value("experiments:zeros.test_accuracy") == loaded["experiments"].zeros.accuracy[-1]
    assert sources.value("experiments:amounts.images[0]") == 60
    assert sources.value("experiments:meta.runs.no_bend.changes[0]")[1] == "h = h_pre"
    with pytest.raises(BadSource, match="weather"):
        sources.value("experiments:zeros.weather")


def test_damaged_experiments_are_made_anew_and_nothing_else(trained):
    folder, _ = trained.prepare()
    (folder / "experiments.npz").write_bytes(b"nothing")
    said = trained.prepare()[1]
    assert len(said) == 1 and "experiments.npz" in said[0]
    assert len(trained.calls) == 1 and len(trained.experiments) == 2


def test_experiments_with_a_line_of_yesterday_are_made_anew(trained, monkeypatch):
    trained.prepare()
    good = table.ZEROS
    monkeypatch.setattr(table, "ZEROS", (*good[:1], (good[1][0], good[1][1] + "  # all")))
    with pytest.raises(NetworkError, match="the experiment zeros in .* is not what"):      # copies are never right now
        trained.prepare()
    assert len(trained.experiments) == 2 and len(trained.calls) == 1


def test_a_run_on_images_that_nobody_told_of_is_one_line(trained):
    folder, _ = trained.prepare()
    retold(folder / "digits.npz", lambda meta: {"data": meta["data"] | {"sha256": "other"}})
    with pytest.raises(NetworkError, match="not made beside .*python -m network.experiments --out .* --data"):
        trained.prepare()


def test_a_folder_that_the_user_names_is_never_trained_into(tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "train", lambda options: pytest.fail("trained"))
    monkeypatch.setattr(runs, "experiment", lambda options: pytest.fail("experiments made"))
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
    for name in runs.TRAINED:
        assert (tmp_path / f"one/{name}.npz").read_bytes() == (tmp_path / f"other/{name}.npz").read_bytes()


def test_what_the_training_complains_of_is_one_line(tmp_path):
    with pytest.raises(NetworkError, match="--seed: .*x.*network.train --help"):
        runs.TrainingRuns(tmp_path).prepare({"seed": "x"}, lambda text: None)
