"""Training images that arrive while the first are in use: the same as read at once, waited for, never made up."""
import threading
import zipfile

import numpy as np
import pytest
import tiny

from network import arriving as module
from network.arriving import Arriving, arriving
from network.errors import UserError
from network.log import Log
from network.mnist import EMBEDDED, load_mnist
from network.program import WEIGHTS, Program


def test_in_the_end_they_are_what_the_listing_loads():
    training = arriving()
    images, labels = load_mnist()
    training.wait(len(images))
    assert np.array_equal(training.images, images) and np.array_equal(training.labels, labels)
    assert training.images.dtype == training.labels.dtype == np.float32 and training.name == "MNIST"


def test_another_data_set_is_read_whole_and_checked(tmp_path):
    training = arriving(tiny.write_npz(tmp_path / "mine.npz"))
    training.wait(tiny.TRAIN)
    assert np.array_equal(training.images, tiny.data_set().part("train")[0]) and training.name == "mine"
    bad = tiny.write_npz(tmp_path / "bad.npz", test_labels=np.full(tiny.TEST, 99, np.uint8))
    with pytest.raises(UserError, match="test label 99"):
        arriving(bad)


def test_waiting_lasts_until_what_is_needed_is_there():
    data, gate = tiny.data_set(), threading.Event()

    def blocks():
        yield data.train_images[:200]
        gate.wait()
        yield data.train_images[200:]

    training = Arriving("slow", data.train_labels, blocks())
    training.wait(200)
    late = threading.Thread(target=training.wait, args=(201,))
    late.start()
    late.join(0.05)
    assert late.is_alive()
    gate.set()
    late.join(5)
    assert not late.is_alive()


def test_the_listing_never_sees_an_image_that_is_not_there():
    """Slow blocks; every image is compared with the real one by the weights that come of all of them."""
    data, moments, expected = tiny.data_set(), [], []
    pauses = iter([0.1] * 3)

    def blocks():
        for part in np.array_split(data.train_images, 3):
            threading.Event().wait(next(pauses))
            yield part

    training = Arriving("slow", data.train_labels, blocks())
    training.images[:] = np.nan
    program = Program.read(epochs=1)
    Log(program, moments.append, ready=training.wait).run(training.images, training.labels, show=lambda line: None)
    Log(program, expected.append).run(*data.part("train"), show=lambda line: None)
    for name in WEIGHTS:
        assert np.array_equal(moments[-1][1][name], expected[-1][1][name])


def test_fewer_images_than_labels():
    data = tiny.data_set()
    training = Arriving("short", data.train_labels, [data.train_images[:10]])
    training.wait(10)
    with pytest.raises(UserError, match="short: more labels than images"):
        training.wait(11)


@pytest.mark.parametrize("where", [0.001, 0.1, 0.7])
def test_a_damaged_copy_ends_training_with_one_line(tmp_path, monkeypatch, where):
    content = bytearray(EMBEDDED.read_bytes())
    with zipfile.ZipFile(EMBEDDED) as archive:
        member = archive.getinfo("train_images.npy")
    place = member.header_offset + 200 + int(where * member.compress_size)
    content[place:place + 2000] = bytes(2000)
    damaged = tmp_path / "mnist.npz"
    damaged.write_bytes(content)
    monkeypatch.setattr(module, "EMBEDDED", damaged)
    with pytest.raises(UserError, match="mnist.npz: not a whole npz"):
        training = arriving()
        training.wait(len(training.images))


def test_no_copy_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "EMBEDDED", tmp_path / "mnist.npz")
    with pytest.raises(UserError, match="mnist.npz"):
        arriving()
