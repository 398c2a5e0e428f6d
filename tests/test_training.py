"""The training command: what it reaches, what it logs, the same bytes twice, and its mistakes."""
import io
import os
import pickle
import subprocess
import sys

import numpy as np
import pytest
import tiny

from network import snapshots, train
from network.background import Background, mailbox
from network.errors import UserError
from network.log import Log
from network.program import EVALUATED, WEIGHTS, Program
from network.progress import Progress
from network.recorder import costs_of
from network.wall import wall_arrays

NAMES = ("digits", "pixels")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """Both snapshots of the command with its defaults, as a user runs it."""
    out = tmp_path_factory.mktemp("fresh")
    run = subprocess.run([sys.executable, "-m", "network.train", "--out", out],
                         capture_output=True, text=True, check=True)
    return {name: snapshots.load(out / f"{name}.npz") for name in NAMES}, run.stdout


@pytest.fixture(scope="module")
def committed():
    return {name: snapshots.load(name) for name in NAMES}


@pytest.fixture
def small_data(tmp_path):
    return tiny.write_npz(tmp_path / "tiny.npz")


def trained(data, out, *options):
    assert train.main(["--data", str(data), "--out", str(out), *options]) == 0
    return {name: snapshots.load(out / f"{name}.npz") for name in NAMES}


def test_accuracy_of_a_fresh_run(fresh):
    runs, _ = fresh
    assert runs["digits"].accuracy_learning[2] >= 0.93
    assert runs["digits"].accuracy_test[2] >= 0.927
    assert runs["pixels"].accuracy_test[2] >= 0.88


def test_committed_snapshots_are_what_the_command_makes(fresh, committed):
    """All but rounding, which differs among machines and which training amplifies a little."""
    for name, run in fresh[0].items():
        old = committed[name]
        assert {**run.meta, "numpy": ""} == {**old.meta, "numpy": "", "output": run.meta["output"]}
        for key in ("updates", "pixel_index", "probe_images", "probe_index", "train_images"):
            assert np.array_equal(getattr(run, key), getattr(old, key))
        assert np.allclose(run.accuracy_learning, old.accuracy_learning, atol=0.003)
        assert np.allclose(run.accuracy_test, old.accuracy_test, atol=0.005)
        early = slice(0, run.step(10) if name == "pixels" else 5)
        assert np.allclose(run.w_i_h[early], old.w_i_h[early], atol=1e-5)


def test_prints_what_the_listing_prints(fresh, committed):
    _, output = fresh
    for line in committed["digits"].meta["output"] + committed["pixels"].meta["output"]:
        assert line.split(":")[0] in output
    assert len(committed["digits"].meta["output"]) == 3


@pytest.mark.parametrize("name, limit", [("digits", 5_000_000), ("pixels", 300_000)])
def test_size_on_disk(name, limit):
    assert snapshots.find(name).stat().st_size <= limit


def test_moments_logged(committed):
    digits, pixels = committed["digits"], committed["pixels"]
    assert 30 <= len(digits.updates) <= 36 and {0, 60000, 120000, 180000} <= set(digits.updates)
    assert list(pixels.updates[:301]) == list(range(301))
    n = pixels.meta["data"]["train"]
    assert {n, 2 * n, 3 * n} <= set(pixels.updates) and len(pixels.updates) > 350


def test_probes(committed):
    digits, pixels = committed["digits"], committed["pixels"]
    assert list(digits.probe_labels) == list(range(10)) and set(digits.probe_set) == {"test"}
    assert list(pixels.probe_set) == ["train", "test", "test", "test"]
    assert list(pixels.probe_labels) == [0, 0, 1, 2]
    assert np.array_equal(pixels.probe_images[0], pixels.train_images[0])
    whole = tiny.mnist()
    for image, index in zip(digits.probe_images, digits.probe_index):
        assert np.array_equal(image, whole.test_images[index])


def test_logged_weights_follow_from_each_other_by_the_listing(committed):
    run = committed["pixels"]
    program = Program(run.meta["source"])
    for s in range(300):
        img = run.train_images[s, run.pixel_index] / np.float32(255)
        l = np.eye(3, dtype=np.float32)[run.train_labels[s]]
        after = program.step(run.state(s), img, l)
        for name in WEIGHTS:
            assert np.allclose(after[name], run.state(s + 1)[name], atol=1e-6)
            assert s > 0 or not np.array_equal(run.state(1)[name], run.state(0)[name])


@pytest.mark.parametrize("name", NAMES)
def test_logged_values_follow_from_the_weights(committed, name):
    run = committed[name]
    program = Program(run.meta["source"])
    for s in (0, len(run.updates) // 2, -1):
        for p in range(len(run.probe_images)):
            values = program.evaluate(run.state(s), run.inputs_of(p), run.label_of(p))
            for key in EVALUATED:
                assert np.allclose(getattr(run, key)[s, p], values[key], atol=1e-5)


def test_logged_costs_and_answers_follow_from_the_weights(committed):
    run, whole = committed["digits"], tiny.mnist()
    images, labels = whole.part("test")
    values = Program(run.meta["source"]).forward(run.state(-1), images.T)
    first = {key: values[key][:, :2000] for key in ("o", "o_pre")}
    assert np.allclose(costs_of(first, labels[:2000].T), (run.mse[-1], run.cross_entropy[-1]))
    assert np.allclose(run.test_outputs, values["o"].T, atol=1e-4)
    answers = run.test_outputs.argmax(axis=1)
    right = answers == whole.test_labels
    assert right.mean() == run.accuracy_test[-1] == np.trace(run.confusion) / 10000
    assert np.array_equal(run.mistake_index, np.flatnonzero(~right)[:40])
    assert np.array_equal(run.mistake_images, whole.test_images[run.mistake_index])
    assert run.confusion[4].sum() == (whole.test_labels == 4).sum()


def test_the_mosaic_and_the_wall_are_those_of_the_training_images(committed):
    digits, pixels = committed["digits"], committed["pixels"]
    assert digits.mosaic.shape == (60000, 7, 7)
    for key, expected in wall_arrays(tiny.mnist().train_images).items():
        assert np.array_equal(getattr(digits, key), expected), key
    assert len(pixels.mosaic) == pixels.wall_index.size == len(pixels.wall_full) == 0


@pytest.mark.parametrize("name", NAMES)
def test_both_costs_fall(committed, name):
    run = committed[name]
    for cost in (run.mse, run.cross_entropy):
        assert cost[-1] < cost[len(cost) // 2] < cost[0]


def test_running_accuracy_ends_each_pass_with_what_was_printed(committed):
    run = committed["digits"]
    assert list(run.running_updates[:2]) == [500, 1000]
    for epoch, accuracy in enumerate(run.accuracy_learning):
        at = np.flatnonzero(run.running_updates == 60000 * (epoch + 1))
        assert run.running_accuracy[at] == accuracy
        assert run.meta["output"][epoch] == f"epoch {epoch + 1}: {accuracy:.2%} right"


def test_same_seed_same_bytes_another_seed_other_bytes(tmp_path, small_data):
    content = []
    for number, seed in enumerate(["5", "5", "6"]):
        out = tmp_path / str(number)
        trained(small_data, out, "--seed", seed, "--epochs", "2")
        content.append([(out / f"{name}.npz").read_bytes() for name in NAMES])
    assert content[0] == content[1]
    assert all(a != b for a, b in zip(content[0], content[2]))


def test_options_arrive_in_the_source_and_in_meta(tmp_path, small_data):
    runs = trained(small_data, tmp_path / "out", "--hidden", "7", "--epochs", "2",
                   "--rate", "0.2", "--seed", "3")
    meta = runs["digits"].meta
    assert (meta["hidden"], meta["epochs"], meta["learn_rate"], meta["seed"]) == (7, 2, 0.2, 3)
    assert "\nhidden = 7\nepochs = 2\nlearn_rate = 0.2\nseed = 3\n" in meta["source"]
    assert runs["pixels"].meta["hidden"] == 4
    assert meta["made_by"] == ("python -m network.train --data tiny.npz "
                               "--hidden 7 --epochs 2 --rate 0.2 --seed 3")
    assert meta["data"] == {"name": "tiny", "sha256": tiny.data_set().sha256,
                            "train": tiny.TRAIN, "test": tiny.TEST}


def test_fewer_images_than_are_kept_and_other_classes(tmp_path):
    a = tiny.arrays(train=40, test=30)
    few = tiny.write_npz(tmp_path / "few.npz", **{key: array % 3 if key.endswith("labels") else array
                                                  for key, array in a.items()})
    runs = trained(few, tmp_path / "out")
    assert runs["digits"].meta["classes"] == [0, 1, 2]
    assert runs["digits"].train_images.shape == (40, 784)
    assert runs["pixels"].updates[-1] == 120


def refused(tmp_path, *options) -> str:
    """The message of a run that must fail, and must leave nothing behind."""
    out = tmp_path / "out"
    with pytest.raises(UserError) as caught:
        train.main(["--out", str(out), *options])
    assert os.listdir(out) == []
    return str(caught.value)


def test_one_class_is_too_few(tmp_path):
    a = tiny.arrays()
    one = tiny.write_npz(tmp_path / "one.npz", train_labels=0 * a["train_labels"], test_labels=0 * a["test_labels"])
    assert "need at least two classes" in refused(tmp_path, "--data", str(one))


def test_a_class_without_test_images_still_trains(tmp_path):
    a = tiny.arrays()
    seen = a["test_labels"] != 7
    lacking = tiny.write_npz(tmp_path / "no7.npz", test_images=a["test_images"][seen],
                             test_labels=a["test_labels"][seen])
    runs = trained(lacking, tmp_path / "out", "--epochs", "1")
    assert list(runs["digits"].probe_labels) == [0, 1, 2, 3, 4, 5, 6, 8, 9]


def test_images_with_too_little_ink(tmp_path):
    images = np.zeros((tiny.TRAIN, 784), np.uint8)
    images[:, 400] = 255
    one = tiny.write_npz(tmp_path / "one.npz", train_images=images)
    assert "small network needs 5" in refused(tmp_path, "--data", str(one))


def test_a_rate_that_leads_astray(tmp_path, small_data):
    assert "smaller than 1e+38" in refused(tmp_path, "--data", str(small_data), "--rate", "1e38")


@pytest.mark.parametrize("options, expected", [
    (["--epochs", "0"], "--epochs"), (["--hidden", "x"], "--hidden"), (["--rate", "nan"], "--rate"),
    (["--seed", "-1"], "--seed"), (["--data", "/nowhere"], "/nowhere")])
def test_mistakes_on_the_command_line_are_one_line_and_exit_2(tmp_path, options, expected):
    run = subprocess.run([sys.executable, "-m", "network.train", "--out", tmp_path, *options],
                         capture_output=True, text=True)
    assert run.returncode == 2 and os.listdir(tmp_path) == []
    assert run.stderr.startswith("error: ") and run.stderr.count("\n") == 1
    assert expected in run.stderr


def test_out_that_is_a_file(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(UserError, match="out: cannot be made"):
        train.main(["--out", str(tmp_path / "out")])


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_on_a_terminal_and_elsewhere(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        now[0] = 0.0
        progress = Progress("training", 1000, stream)
        now[0] = 20.0
        progress(250, 0.5)
        progress(260, 0.5)  # too soon to show again
    for text in (terminal.getvalue(), file.getvalue()):
        assert "250/1,000 updates  50.0% right  60 s left" in text and "260" not in text
    assert terminal.getvalue().startswith("\r") and "#######..." in terminal.getvalue()
    assert file.getvalue().count("\n") == 1 and "\r" not in file.getvalue()


def test_background_gives_the_result_or_the_mistake():
    with Background(len, [1, 2, 3]) as job:
        assert job.result() == 3
    with Background(snapshots.load, "nowhere.npz") as job, pytest.raises(UserError, match="nowhere"):
        job.result()
    with Background(os._exit, 1) as job, pytest.raises(UserError, match="ended early"):
        job.result()


def test_mail_reaches_the_background_and_never_waits():
    mail = mailbox()
    with Background(_sizes_of, mail) as job:
        for size in (1_000_000, 10):      # more than a pipe holds
            mail.put(bytes(size))
        mail.put(None)
        assert job.result() == [1_000_000, 10]


def test_a_program_can_be_sent_to_a_process_that_is_not_forked():
    program = Program.read(hidden=3)
    assert pickle.loads(pickle.dumps(program)).source == program.source


def _sizes_of(mail):
    return [len(content) for content in iter(mail.get, None)]


def test_a_training_that_is_killed_leaves_no_process(tmp_path):
    """Its output is open as long as one of its processes lives."""
    run = subprocess.Popen([sys.executable, "-m", "network.train", "--out", tmp_path],
                           stdout=subprocess.PIPE)
    assert b"784-20-10" in run.stdout.readline()
    run.kill()
    run.communicate(timeout=20)


def test_the_listing_runs_with_buffers_of_its_own_and_to_the_same_numbers():
    images, labels = tiny.data_set().part("train")
    program, usual, moments = Program.read(epochs=1), np.getbufsize(), []
    Log(program, moments.append).run(images, labels, show=lambda line: None)
    assert np.getbufsize() == usual
    (_, state), *_, (_, last) = moments
    for img, l in zip(images, labels):
        state = program.step(state, img[:, None], l[:, None])
    for name in WEIGHTS:
        assert np.array_equal(state[name], last[name])


@pytest.mark.parametrize("first, setting, told", [
    ("numpy", "", True), ("numpy", "8", True), ("numpy", "1", False), ("network", "", False)])
def test_training_says_when_numpy_came_before_its_settings(first, setting, told, tmp_path):
    script = f"import {first}, sys\nfrom network import train\ntrain.main(sys.argv[1:])"
    data = tiny.write_npz(tmp_path / "data.npz")
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", script, "--data", str(data), "--out", str(tmp_path / "out")],
                          env=environment | ({"OPENBLAS_NUM_THREADS": setting} if setting else {}),
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (train.NUMPY_FIRST in done.stderr) == told
