"""The log of a run: round trip, read-only, whole or not at all, and every kind of damage."""
import json
import os
import struct
import zipfile

import numpy as np
import pytest
import tiny

from network import snapshots
from network.errors import UserError
from network.log import Log
from network.program import Program
from network.recorder import Recorder
from network.snapshots import META, META_DATA, SCHEMA

TRAIN, TEST = 120, 60
FULL = [key for key in SCHEMA if not key.startswith("neuron")]     # the others are empty in this run


@pytest.fixture(scope="module")
def content():
    """meta and arrays of a small run."""
    data = tiny.data_set(TRAIN, TEST)
    program = Program.read(hidden=3, epochs=2)
    recorder, moments = Recorder(program, data, np.arange(784)), []
    log = Log(program, moments.append, spaced=5)
    counts = log.run(recorder.train, recorder.train_labels, show=lambda line: None)
    arrays = recorder.arrays(moments) | counts
    meta = {"schema": 2, "made_by": "a test", "inputs": 784, "hidden": 3, "outputs": 10,
            "epochs": 2, "learn_rate": 0.01, "seed": 0, "classes": list(range(10)),
            "data": {"name": "tiny", "sha256": data.sha256, "train": TRAIN, "test": TEST},
            "output": log.output, "source": program.source, "numpy": np.__version__}
    return meta, arrays


def write(path, meta, arrays):
    """An npz with any content, as no one but a test should write it."""
    np.savez_compressed(path, meta=np.array(json.dumps(meta)), **arrays)
    return path


def error_of(path) -> str:
    with pytest.raises(UserError) as caught:
        snapshots.load(path)
    message = str(caught.value)
    assert str(path) in message and "python -m network.train" in message and "\n" not in message
    return message


def test_round_trip(tmp_path, content):
    meta, arrays = content
    path = tmp_path / "run.npz"
    snapshots.save(path, meta, arrays)
    loaded = snapshots.load(path)
    assert loaded.meta == meta and loaded.path == path
    for key in SCHEMA:
        assert np.array_equal(getattr(loaded, key), arrays[key])
    assert os.listdir(tmp_path) == ["run.npz"]


def test_same_content_same_bytes(tmp_path, content):
    for name in ("a.npz", "b.npz"):
        snapshots.save(tmp_path / name, *content)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_the_file_is_a_whole_zip_with_its_arrays_in_order(tmp_path, content):
    snapshots.save(tmp_path / "run.npz", *content)
    with zipfile.ZipFile(tmp_path / "run.npz") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f"{key}.npy" for key in ("meta", *SCHEMA)]


def test_loaded_is_read_only(tmp_path, content):
    snapshots.save(tmp_path / "run.npz", *content)
    loaded = snapshots.load(tmp_path / "run.npz")
    with pytest.raises(ValueError):
        loaded.w_i_h[0] = 1
    with pytest.raises(AttributeError):
        loaded.h = 1


def test_plain_numpy_is_enough_to_read_it():
    with np.load(snapshots.find("digits"), allow_pickle=False) as run:
        meta = json.loads(str(run["meta"]))
        assert run["w_i_h"].shape[1:] == (meta["hidden"], meta["inputs"])


def test_step_and_state(tmp_path, content):
    snapshots.save(tmp_path / "run.npz", *content)
    run = snapshots.load(tmp_path / "run.npz")
    assert [run.step(update) for update in run.updates] == list(range(len(run.updates)))
    assert np.array_equal(run.state(-1)["b_h_o"], run.b_h_o[-1])
    for missing in (2 * TRAIN - 1, 2 * TRAIN + 1):
        with pytest.raises(UserError, match=f"update {missing} isn't logged .*240"):
            run.step(missing)


def test_names_and_the_folder_of_ones_own(tmp_path, content, monkeypatch):
    monkeypatch.setenv("SNAPSHOTS", str(tmp_path))      # of which the film knows, and not the network
    snapshots.save(tmp_path / "pixels.npz", *content)
    assert snapshots.load(tmp_path / "pixels.npz").meta["made_by"] == "a test"
    assert snapshots.load("pixels").meta["made_by"] == "python -m network.train"
    assert "no such snapshot" in error_of(tmp_path / "digits.npz")


def test_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, content, monkeypatch):
    path = tmp_path / "run.npz"
    path.write_bytes(b"old")
    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(UserError, match="No space left"):
        snapshots.save(path, *content)
    assert path.read_bytes() == b"old" and os.listdir(tmp_path) == ["run.npz"]


def test_invalid_content_is_never_written(tmp_path, content):
    meta, arrays = content
    with pytest.raises(ValueError, match="mse"):
        snapshots.save(tmp_path / "run.npz", meta, {**arrays, "mse": arrays["mse"] * np.nan})
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("key", SCHEMA)
def test_missing_array(tmp_path, content, key):
    meta, arrays = content
    left = {name: array for name, array in arrays.items() if name != key}
    assert f"lacks the array {key}" in error_of(write(tmp_path / "run.npz", meta, left))


@pytest.mark.parametrize("key", SCHEMA)
def test_wrong_dtype(tmp_path, content, key):
    meta, arrays = content
    wrong = {**arrays, key: arrays[key].astype("<U9" if key == "probe_set" else np.complex64)}
    assert f"{key} is " in error_of(write(tmp_path / "run.npz", meta, wrong))


@pytest.mark.parametrize("key", SCHEMA)
def test_wrong_shape(tmp_path, content, key):
    meta, arrays = content
    wrong = {**arrays, key: arrays[key][..., None]}
    assert f"{key} has shape" in error_of(write(tmp_path / "run.npz", meta, wrong))


@pytest.mark.parametrize("key", [key for key in FULL if key not in ("mistake_index",)])
def test_one_moment_image_or_output_less(tmp_path, content, key):
    """Each array must agree with the others, or with meta, in its first size."""
    meta, arrays = content
    shorter = {**arrays, key: arrays[key][:-1]}
    assert "should be" in error_of(write(tmp_path / "run.npz", meta, shorter))


FLOATS = [key for key in FULL if SCHEMA[key][1].startswith("float")]


@pytest.mark.parametrize("key", FLOATS)
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_not_a_number(tmp_path, content, key, value):
    meta, arrays = content
    wrong = {**arrays, key: arrays[key].copy()}
    wrong[key].flat[-1] = value
    assert f"{key} has values" in error_of(write(tmp_path / "run.npz", meta, wrong))


OUT_OF_RANGE = {"pixel_index": 784, "updates": -1, "h": 1.5, "o": -0.5, "e": -1, "delta_o": 2,
                "image_shape": 27, "accuracy_test": 93.1, "running_accuracy": -0.1,
                "confusion": -1, "mistake_index": -1, "test_outputs": 2}


@pytest.mark.parametrize("key", OUT_OF_RANGE)
def test_value_out_of_range(tmp_path, content, key):
    meta, arrays = content
    wrong = {**arrays, key: arrays[key].copy()}
    wrong[key].flat[-1] = OUT_OF_RANGE[key]
    assert f"{key} has values" in error_of(write(tmp_path / "run.npz", meta, wrong))


def last_but_one_twice(updates):
    return np.concatenate([updates[:-2], updates[-3:-2], updates[-1:]])


INCONSISTENT = {
    "updates not ascending": ("updates", last_but_one_twice, "ascend"),
    "updates too few": ("updates", lambda a: a // 2, "updates"),
    "confusion of other images": ("confusion", lambda a: a + 1, "confusion counts"),
    "unknown set": ("probe_set", lambda a: np.where(a == "test", "other", a), "probe_set"),
    "mosaic of other images": ("mosaic", lambda a: a[:7], "mosaic has 7 images"),
    "image twice on the wall": ("wall_index", lambda a: np.where(a == 1, 0, a), "wall_index should be"),
    "label that is no class": ("train_labels", lambda a: a + 9, "train_labels"),
}


@pytest.mark.parametrize("name", INCONSISTENT)
def test_arrays_that_contradict_each_other(tmp_path, content, name):
    key, change, expected = INCONSISTENT[name]
    meta, arrays = content
    wrong = {**arrays, key: change(arrays[key]).astype(arrays[key].dtype)}
    assert expected in error_of(write(tmp_path / "run.npz", meta, wrong))


@pytest.mark.parametrize("key", META)
def test_meta_lacks_or_mistypes_a_field(tmp_path, content, key):
    meta, arrays = content
    for wrong in ({k: v for k, v in meta.items() if k != key}, {**meta, key: None}):
        message = error_of(write(tmp_path / "run.npz", wrong, arrays))
        assert key in message


@pytest.mark.parametrize("key", META_DATA)
def test_meta_lacks_a_field_of_the_data(tmp_path, content, key):
    meta, arrays = content
    data = {k: v for k, v in meta["data"].items() if k != key}
    assert key in error_of(write(tmp_path / "run.npz", {**meta, "data": data}, arrays))


@pytest.mark.parametrize("change, expected", [
    ({"schema": 1}, "version 1"), ({"hidden": 0}, "below 1"), ({"hidden": 4}, "w_i_h"),
    ({"epochs": 3}, "accuracy_learning"), ({"outputs": 9}, "10 classes"),
    ({"classes": list(range(1, 11))}, "probe_labels")])
def test_meta_that_contradicts_the_arrays(tmp_path, content, change, expected):
    meta, arrays = content
    assert expected in error_of(write(tmp_path / "run.npz", {**meta, **change}, arrays))


@pytest.mark.parametrize("meta", ["[1]", "{", "null", "[" * 100_000, "9" * 5000, "\ufeff{}"])
def test_meta_of_another_kind(tmp_path, content, meta):
    path = tmp_path / "run.npz"
    np.savez_compressed(path, meta=np.array(meta), **content[1])
    error_of(path)


def test_npz_of_another_program(tmp_path):
    path = tmp_path / "run.npz"
    np.savez(path, x_train=np.zeros(3))
    assert "not a snapshot" in error_of(path)


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"not an npz", b"\x93NUMPY\1\0"])
def test_file_of_another_kind(tmp_path, data):
    path = tmp_path / "run.npz"
    path.write_bytes(data)
    error_of(path)


def test_a_single_array_file(tmp_path):
    path = tmp_path / "run.npz"
    with open(path, "wb") as file:
        np.save(file, np.zeros(3))
    error_of(path)


def test_objects_are_not_unpickled(tmp_path, content):
    meta, arrays = content
    error_of(write(tmp_path / "run.npz", meta, {**arrays, "mse": np.array([None, {}])}))


@pytest.mark.parametrize("fraction", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_cut_anywhere(tmp_path, content, fraction):
    path = tmp_path / "run.npz"
    snapshots.save(path, *content)
    data = path.read_bytes()
    path.write_bytes(data[:int(len(data) * fraction)])
    error_of(path)


def test_a_changed_byte_in_any_array_is_noticed(tmp_path, content):
    path = tmp_path / "run.npz"
    snapshots.save(path, *content)
    whole = path.read_bytes()
    for member in zipfile.ZipFile(path).infolist():
        name_and_extra = struct.unpack_from("<HH", whole, member.header_offset + 26)
        start = member.header_offset + 30 + sum(name_and_extra)
        data = bytearray(whole)
        data[start + member.compress_size // 2] ^= 0x55
        path.write_bytes(data)
        assert "not a whole npz" in error_of(path)


def test_a_header_that_makes_no_sense_is_noticed(tmp_path, content):
    path = tmp_path / "run.npz"
    snapshots.save(path, *content)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "new.npz", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"(7,)", b"(7,(") if name == "mse.npy" else data)
    assert "not a whole npz" in error_of(tmp_path / "new.npz")


def test_a_folder(tmp_path):
    error_of(tmp_path)
