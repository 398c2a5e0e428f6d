"""A snapshot may come from anybody: its listing is read and evaluated, and nothing of it is ever executed."""

import json
import zipfile

import numpy as np
import pytest

from network import predict, snapshots
from network.errors import UserError
from network.interpreter import ListingError
from network.npz import read_npz
from network.program import EVALUATED, FORWARD, LISTING, WEIGHTS, Program

TEXT = LISTING.read_text(encoding="utf-8")
SPARE = "        # forward: from the image to the outputs\n"


def foreign(source: str) -> str:
    """A listing that says the same as another but is not ours: a comment is another one."""
    return source.replace("# cost: how far", "# the cost: how far")


def with_line(line: str) -> str:
    """Our listing with another line at the beginning of what is done with an image."""
    return TEXT.replace(SPARE, f"        {line}\n{SPARE}")


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


@pytest.fixture(scope="module")
def image(run):
    return run.inputs_of(0), run.label_of(0)


def test_it_gives_the_same_numbers_as_ours(run, image):
    ours, theirs = Program(TEXT), Program(foreign(TEXT))
    assert ours.ours and not theirs.ours
    for s in (0, 7, -1):
        for what, names in (("forward", FORWARD), ("evaluate", EVALUATED), ("step", WEIGHTS)):
            arguments = image[:1] if what == "forward" else image
            one, other = (getattr(program, what)(run.state(s), *arguments) for program in (ours, theirs))
            for name in names:
                assert np.array_equal(one[name], other[name]) and one[name].dtype == other[name].dtype, (what, name)


def test_it_may_be_another_listing_of_the_kind(run, image):
    leaky = with_line("scale = np.maximum(np.abs(1 - 2), 0.5) ** 2").replace("@ img + b_i_h", "@ img * scale + b_i_h")
    values = Program(leaky).evaluate(run.state(0), *image)
    assert np.allclose(values["h_pre"], run.h_pre[0, 0], atol=1e-6)


def test_it_is_not_run(run):
    with pytest.raises(UserError, match="not network/lesson.py, so it isn't run"):
        Program(foreign(TEXT)).run(run.train_images, run.train_labels)


def test_state_is_left_alone(run, image):
    state = {name: value.copy() for name, value in run.state(0).items()}
    Program(foreign(TEXT)).step(state, *image)
    assert all(np.array_equal(state[name], run.state(0)[name]) for name in WEIGHTS)


ATTACKS = {
    "a file": "open('MARKER', 'w').write('x')",
    "a file by NumPy": "np.save('MARKER', img)",
    "a file of an array": "img.tofile('MARKER')",
    "an import": "import os; os.system('touch MARKER')",
    "an import within": "x = __import__('os').system('touch MARKER')",
    "an underscore": "x = ().__class__.__bases__[0].__subclasses__()",
    "an attribute of an array": "x = img.__class__.__init__.__globals__",
    "a way around": "x = img.base.ctypes.data",
    "a getattr": "x = getattr(img, '_' + '_class_' + '_')",
    "an eval": "x = eval('open(\"MARKER\", \"w\")')",
    "a lambda": "x = (lambda: open('MARKER', 'w'))()",
    "a comprehension": "x = [open('MARKER', 'w') for _ in img]",
    "a format": "x = '{0.__class__}'.format(img)",
    "an f-string": "x = f'{img.__class__}'",
    "a loop for ever": "while True: pass",
    "a long loop": "for k in range(10 ** 12): h = k",
    "a definition": "def f(): return f()",
    "a deletion": "del img",
    "100 GB": "x = np.zeros((10 ** 10, 3))",
    "100 GB by an outer product": "x = w_i_h.reshape(15680, 1) * w_i_h.reshape(1, 15680) * w_i_h.reshape(15680, 1, 1)",
    "100 GB by a comparison": "x = w_i_h.reshape(15680, 1) < w_i_h.reshape(1, 15680)",
    "100 GB by a function": "x = np.maximum(w_i_h.reshape(15680, 1), w_i_h.reshape(1, 15680))",
    "100 GB by a matrix product": "x = w_i_h.reshape(15680, 1) @ w_i_h.reshape(1, 15680)",
    "little by little": "; ".join(["x = w_i_h.reshape(3920, 4, 1) * w_i_h[0, :200]"] * 40),
    "a huge number": "x = 10 ** 10 ** 10",
    "a huge shift": "x = 1 << 10 ** 12",
    "a growing number": "; ".join(["x = 2 ** 4000", *["x = x * x"] * 40]),
    "a long text": "x = 'a' * 10 ** 12",
    "an index of texts": "x = img['0']",
    "a type of objects": "x = img.astype('O')",
    "another target": "img[0] = 1",
    "an unknown name": "x = open",
    "a name of ours": "x = np",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_else_is_done(attack, run, image, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program = Program(with_line(ATTACKS[attack]), "theirs.npz")
    with pytest.raises(ListingError) as told:
        program.step(run.state(0), *image)
    assert "\n" not in str(told.value) and str(told.value).startswith(f"theirs.npz: line {program.lines('img')[0] + 3}")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("source, told", [
    (TEXT + "#" * 30_000, "characters"), ("(" * 10_000 + TEXT, "listing|line"), (TEXT + "\0", "listing|null|line"),
    (TEXT.replace("hidden = 20", "hidden = open('MARKER', 'w')").replace("for epoch", "for e"), "")])
def test_a_text_that_cannot_be_read_is_one_line(source, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        Program(source, "theirs.npz")
    except UserError as error:
        assert told and "\n" not in str(error) and str(error).startswith("theirs.npz: ")
    else:
        assert not told
    assert not list(tmp_path.iterdir())


def test_a_deep_expression_is_one_line(run, image):
    with pytest.raises(UserError, match="nested too deeply|cannot be read|line"):
        Program(with_line("x = " + "-" * 5000 + "1"), "theirs.npz").step(run.state(0), *image)


@pytest.fixture
def snapshot_of(tmp_path):
    """Writes the committed snapshot with another listing in it."""
    def write(source):
        arrays = dict(np.load(snapshots.find("digits"), allow_pickle=False))
        meta = json.loads(str(arrays.pop("meta")))
        snapshots.save(tmp_path / "theirs.npz", meta | {"source": source}, arrays)
        return tmp_path / "theirs.npz"
    return write


def test_the_command_does_not_run_a_foreign_listing(snapshot_of, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    path = snapshot_of(TEXT.replace("h_pre = w_i_h @ img", "h_pre = open('MARKER', 'w') or w_i_h @ img"))
    with pytest.raises(ListingError, match=r"theirs.npz: line \d+ of its listing"):
        predict.main(["7", "--snapshot", str(path)])
    assert not (tmp_path / "MARKER").exists()
    assert predict.main(["7", "--snapshot", str(snapshot_of(foreign(TEXT)))]) == 0
    assert "the network says" in capsys.readouterr().out


def write_zip(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_a_bomb_is_not_unpacked(tmp_path):
    """200 bytes that say of themselves that they are 30 GB."""
    bomb = write_zip(tmp_path / "bomb.npz", a__npy=b"\0" * 1000)
    content = bytearray(bomb.read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(mark) + place
        content[start:start + 4] = (2 ** 31).to_bytes(4, "little")
    bomb.write_bytes(content)
    with pytest.raises(UserError, match="bomb.npz: .*too large.*; get it again"):
        read_npz(bomb, "get it again")


def test_a_member_that_is_no_array_is_named(tmp_path):
    with pytest.raises(UserError, match="other.npz: .*evil.py.*; get it again"):
        read_npz(write_zip(tmp_path / "other.npz", evil__py="print()"), "get it again")


def test_an_array_that_says_it_is_large_is_not_made(tmp_path):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (100000000000,), }".ljust(117) + b"\n"
    with pytest.raises(UserError, match="large.npz: "):
        read_npz(write_zip(tmp_path / "large.npz", a__npy=b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + header), "x")


def test_objects_are_not_loaded(tmp_path):
    np.savez(tmp_path / "objects.npz", a=np.array([{}], dtype=object))
    with pytest.raises(UserError, match="objects.npz: "):
        read_npz(tmp_path / "objects.npz", "get it again")
