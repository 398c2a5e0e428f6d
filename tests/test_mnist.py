"""The data: what is embedded, every format that is read, and every kind of damage."""
import gzip
import hashlib

import numpy as np
import pytest
import tiny

from network.errors import UserError
from network.mnist import IDX_MD5, IDX_STEMS, load_mnist, make_embedded, read_data_set


def error_of(path) -> str:
    with pytest.raises(UserError) as caught:
        read_data_set(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("part, count", [("train", 60000), ("test", 10000)])
def test_embedded_mnist_as_the_listing_gets_it(part, count):
    images, labels = load_mnist(part=part)
    assert images.shape == (count, 784) and images.dtype == np.float32
    assert images.min() == 0 and images.max() == 1
    assert labels.shape == (count, 10) and labels.dtype == np.float32
    assert (labels.sum(axis=1) == 1).all() and set(np.unique(labels)) == {0, 1}


def test_embedded_mnist_is_the_original_to_the_byte():
    data = tiny.mnist()
    for key, md5 in IDX_MD5.items():
        array = getattr(data, key)
        array = array.reshape(-1, 28, 28) if key.endswith("images") else array
        assert hashlib.md5(tiny.idx_bytes(array)).hexdigest() == md5


def test_images_keep_their_labels():
    data = tiny.data_set()
    images, labels = data.part("test", pixels=[434, 409])
    assert np.array_equal(images, data.test_images[:, [434, 409]] / np.float32(255))
    assert np.array_equal(labels.argmax(axis=1), data.test_labels)


def test_unknown_part():
    with pytest.raises(UserError, match="validation"):
        load_mnist(part="validation")


@pytest.mark.parametrize("compressed", [False, True])
def test_idx_folder_plain_or_gzip_whatever_the_name(tmp_path, compressed):
    data = read_data_set(tiny.write_idx_folder(tmp_path, compressed))
    assert data.sha256 == tiny.data_set().sha256
    assert data.name == tmp_path.name


def test_idx_folder_with_gz_names_or_named_by_one_of_its_files(tmp_path):
    tiny.write_idx_folder(tmp_path, compressed=True)
    for stem in IDX_STEMS.values():
        (tmp_path / stem).rename(tmp_path / f"{stem}.gz")
    one = tmp_path / "train-labels-idx1-ubyte.gz"
    assert read_data_set(one).sha256 == tiny.data_set().sha256


def test_npz_by_our_names_and_by_the_common_ones(tmp_path):
    expected = tiny.data_set()
    ours = read_data_set(tiny.write_npz(tmp_path / "ours.npz"))
    a = tiny.arrays()
    np.savez(tmp_path / "common.npz", x_train=a["train_images"].reshape(-1, 28, 28),
             y_train=a["train_labels"].astype(np.int64), x_test=a["test_images"],
             y_test=a["test_labels"])
    common = read_data_set(tmp_path / "common.npz")
    assert ours.sha256 == common.sha256 == expected.sha256
    assert (ours.name, ours.classes) == ("ours", 10)


def test_other_numbers_of_classes(tmp_path):
    a = tiny.arrays()
    data = read_data_set(tiny.write_npz(tmp_path / "t.npz", train_labels=a["train_labels"] % 3,
                                        test_labels=a["test_labels"] % 3))
    assert data.part("test")[1].shape == (tiny.TEST, 3)


@pytest.mark.parametrize("values", [(1, 2, 3), (0, 4, 9)])
def test_labels_that_begin_later_or_have_gaps(tmp_path, values):
    a = tiny.arrays()
    train, test = (np.array(values, np.uint8)[a[f"{part}_labels"] % 3] for part in ("train", "test"))
    data = read_data_set(tiny.write_npz(tmp_path / "t.npz", train_labels=train, test_labels=test))
    assert (data.classes, data.class_labels) == (3, list(values))
    assert np.array_equal(data.part("test")[1].argmax(axis=1), a["test_labels"] % 3)
    assert np.array_equal(data.as_labelled(data.train_labels), train)
    assert data.sha256 != read_data_set(tiny.write_npz(tmp_path / "u.npz", train_labels=a["train_labels"] % 3,
                                                       test_labels=a["test_labels"] % 3)).sha256


@pytest.mark.parametrize("side", [8, 64])
@pytest.mark.parametrize("flat", [False, True])
def test_images_of_other_sizes(tmp_path, side, flat):
    a = tiny.arrays()
    near = (np.arange(side) * 28) // side
    shape = (-1, side * side) if flat else (-1, side, side)
    images = {f"{part}_images": a[f"{part}_images"].reshape(-1, 28, 28)[:, near[:, None], near].reshape(shape)
              for part in ("train", "test")}
    data = read_data_set(tiny.write_npz(tmp_path / "t.npz", **images))
    assert data.side == side and data.train_images.shape == (tiny.TRAIN, side * side)
    assert np.array_equal(data.part("test")[0][5], images["test_images"][5].ravel() / np.float32(255))


FORMS = {
    "0 to 1": lambda images, labels: ((images / 255).astype(np.float32), labels),
    "floats": lambda images, labels: (images.astype(np.float64), labels.astype(np.float32)),
    "a channel": lambda images, labels: (images.reshape(-1, 28, 28, 1), labels[:, None]),
    "a channel first": lambda images, labels: (images.reshape(-1, 1, 28, 28), labels.astype(np.int32)),
    "one-hot": lambda images, labels: (images, np.eye(10)[labels]),
    "one-hot bools": lambda images, labels: (images, np.eye(10)[labels] > 0),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_in_which_people_have_the_same_data(tmp_path, form):
    a = tiny.arrays()
    (x_train, y_train), (x_test, y_test) = (FORMS[form](a[f"{part}_images"], a[f"{part}_labels"]) for part in ("train", "test"))
    np.savez(tmp_path / "data.npz", x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)
    assert read_data_set(tmp_path / "data.npz").sha256 == tiny.data_set().sha256


@pytest.mark.parametrize("kind", [bool, np.uint8, np.float32])
def test_images_of_0_and_1_are_black_and_white(tmp_path, kind):
    a = tiny.arrays()
    images = {key: (a[key] > 127).astype(kind) for key in ("train_images", "test_images")}
    data = read_data_set(tiny.write_npz(tmp_path / "data.npz", **images))
    assert np.array_equal(data.test_images, 255 * images["test_images"].astype(np.uint8))


def test_names_with_a_dot_beside_folders_of_the_other_names(tmp_path):
    tiny.write_idx_folder(tmp_path)
    for stem in IDX_STEMS.values():
        (tmp_path / stem).rename(tmp_path / stem.replace("-idx", ".idx"))
        (tmp_path / stem).mkdir()
    assert read_data_set(tmp_path).sha256 == tiny.data_set().sha256
    assert read_data_set(tmp_path / "t10k-labels.idx1-ubyte").sha256 == tiny.data_set().sha256


def test_checksum_notices_one_changed_pixel():
    a = tiny.arrays()
    a["test_images"] = a["test_images"].copy()
    a["test_images"][5, 300] ^= 1
    assert tiny.DataSet("tiny", **a).sha256 != tiny.data_set().sha256


IMAGES, LABELS = IDX_STEMS["train_images"], IDX_STEMS["train_labels"]
IDX_DAMAGE = {
    "empty": (LABELS, lambda data: b"", "not an IDX file"),
    "foreign": (LABELS, lambda data: b"label,pixel\n" + data, "not an IDX file"),
    "cut in the header": (IMAGES, lambda data: data[:10], "ends inside its header"),
    "cut in the data": (IMAGES, lambda data: data[:-1], "header promises"),
    "too long": (LABELS, lambda data: data + b"\0", "header promises"),
    "floats": (LABELS, lambda data: b"\0\0\x0d\1" + data[4:], "0x0d"),
    "images for labels": (LABELS, lambda data: b"\0\0\x08\3" + data[4:], "mixed up"),
    "fewer labels": (LABELS, lambda data: tiny.idx_bytes(np.zeros(599, np.uint8)), "600"),
    "too small": (IMAGES, lambda data: tiny.idx_bytes(np.zeros((600, 7, 7), np.uint8)), "from 8 x 8"),
    "too large": (IMAGES, lambda data: tiny.idx_bytes(np.zeros((600, 65, 65), np.uint8)), "to 64 x 64"),
    "no squares": (IMAGES, lambda data: tiny.idx_bytes(np.zeros((600, 28, 27), np.uint8)), "need squares"),
    "two sizes": (IMAGES, lambda data: tiny.idx_bytes(np.zeros((600, 32, 32), np.uint8)), "32 x 32 pixels, test images of 28"),
    "promises too much": (IMAGES, lambda data: data[:4] + b"\xff" * 12 + data[16:], "promises 79,"),
    "gzip of 3 GB": (LABELS, lambda data: gzip.compress(data) + gzip.compress(bytes(2 ** 24)) * 190, "more bytes where"),
    "gzip cut": (LABELS, lambda data: gzip.compress(data)[:-9], "damaged gzip"),
    "gzip changed": (LABELS, lambda data: gzip.compress(data)[:-8] + b"\0" * 8, "damaged gzip"),
    "none": (IMAGES, lambda data: tiny.idx_bytes(np.zeros((0, 28, 28), np.uint8)), "at least one"),
    "none, of huge sizes": (IMAGES, lambda data: data[:4] + b"\xff\xff\0\0" * 2 + bytes(4) + data[16:], "at least one"),
}


@pytest.mark.parametrize("name", IDX_DAMAGE)
def test_damaged_idx_is_one_clear_line(tmp_path, name):
    stem, damage, expected = IDX_DAMAGE[name]
    path = tiny.write_idx_folder(tmp_path) / stem
    path.write_bytes(damage(path.read_bytes()))
    message = error_of(tmp_path)
    assert expected in message and str(tmp_path) in message


def test_missing_files(tmp_path):
    assert "no such file or folder" in error_of(tmp_path / "nowhere")
    (tiny.write_idx_folder(tmp_path) / LABELS).unlink()
    assert LABELS in error_of(tmp_path)


def test_a_file_of_another_kind(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("seven")
    assert "neither an npz nor" in error_of(path)


ones = np.ones(tiny.TRAIN, np.uint8)
NPZ_DAMAGE = {
    "no labels": ({"train_labels": None}, "train_labels or y_train"),
    "two ranges": ({"test_images": np.ones((tiny.TEST, 784))}, "training images go to 255, test images to 1.0"),
    "black": ({"test_images": np.zeros((tiny.TEST, 784))}, "black"),
    "with fractions": ({"train_images": tiny.arrays()["train_images"] + 0.5}, "from 0.5 to 255.5"),
    "halves": ({"train_images": tiny.arrays()["train_images"] / 2}, "float64 with fractions"),
    "around 0": ({key: tiny.arrays()[key] / 127.5 - 1 for key in ("train_images", "test_images")}, "go from -1.0 to 1.0"),
    "not a number": ({"train_images": np.full((600, 784), np.nan)}, "nan"),
    "one number for images": ({"train_images": np.array(3)}, "as many labels as images"),
    "texts": ({"train_labels": np.array(["3"] * 600)}, "<U1"),
    "labels with fractions": ({"train_labels": ones + 0.5}, "with fractions"),
    "labels too large": ({"train_labels": ones.astype(np.int32) * 300}, "labels go from 300 to 300"),
    "negative label": ({"train_labels": -ones.astype(int)}, "from -1 to -1"),
    "other names": ({"train_images": None, "images": ones}, "it holds train_labels, test_images, test_labels, images"),
    "two hot": ({"train_labels": np.ones((600, 10), int)}, "not one-hot"),
    "label out of range": ({"test_labels": np.full(tiny.TEST, 10)}, "test label 10 never occurs in training"),
    "one class": ({"train_labels": ones * 0}, "at least two classes"),
    "not all hot": ({"train_labels": np.eye(600, 10, dtype=int)}, "not one-hot"),
    "objects": ({"train_labels": np.array([None, {}])}, "not a whole npz"),
}


@pytest.mark.parametrize("name", NPZ_DAMAGE)
def test_wrong_content_in_an_npz_is_one_clear_line(tmp_path, name):
    changed, expected = NPZ_DAMAGE[name]
    path = tiny.write_npz(tmp_path / "data.npz", **changed)
    message = error_of(path)
    assert expected in message and str(path) in message


@pytest.mark.parametrize("kept", [0, 3, 0.5, 0.999])
def test_cut_npz_is_one_clear_line(tmp_path, kept):
    path = tiny.write_npz(tmp_path / "data.npz")
    data = path.read_bytes()
    path.write_bytes(data[:int(kept * len(data)) if kept < 1 else kept])
    assert str(path) in error_of(path)


def test_changed_byte_in_an_npz_is_one_clear_line(tmp_path):
    path = tiny.write_npz(tmp_path / "data.npz")
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x55
    path.write_bytes(data)
    assert str(path) in error_of(path)


def test_only_the_original_can_become_the_embedded_file(tmp_path):
    tiny.write_idx_folder(tmp_path)
    with pytest.raises(UserError, match="MD5"):
        make_embedded(tmp_path, tmp_path / "out.npz")
    assert not (tmp_path / "out.npz").exists()
