"""Snapshots: damage to the archive, to the arrays, to what is said of them, and listings that attack who evaluates them."""

import io
import json
import zipfile
from functools import cache
from pathlib import Path

import numpy as np

from network import predict, snapshots
from network.errors import UserError
from torture.trial import Trial, damaged, one_of


@cache
def whole() -> bytes:
    return snapshots.find("pixels").read_bytes()


@cache
def content() -> dict[str, np.ndarray]:
    with np.load(io.BytesIO(whole())) as npz:
        return {key: npz[key] for key in npz.files}


def loaded(path: Path):
    """The snapshot, and what the network says to one of its images."""
    snapshot = snapshots.load(path)
    return snapshot, predict.predict(snapshot, snapshot.probe_images[0])


def usable(read) -> bool:
    """Whether all that a film draws of a snapshot can be had of it."""
    snapshot, outputs = read
    for probe in range(len(snapshot.probe_images)):
        snapshot.inputs_of(probe)
        if snapshot.label_of(probe).sum() != 1:
            return False
    snapshot.step(int(snapshot.updates[-1]))
    predict.terminal_plot(snapshot.probe_images[0], outputs, snapshot.meta["classes"])
    predict.svg_plot(snapshot.probe_images[0], outputs, snapshot.meta["classes"], "")
    return outputs.shape == (snapshot.meta["outputs"],) and bool(np.isfinite(outputs).all())


def same(read) -> bool:
    """Whether it is the snapshot as it was."""
    snapshot, _ = read
    return json.loads(str(content()["meta"])) == snapshot.meta and all(
        np.array_equal(array, getattr(snapshot, key)) for key, array in content().items() if key != "meta")


def trial(path, name, right=usable, good=False):
    return Trial(name, lambda: loaded(path), right, (UserError,), good)


def in_the_archive(rng, folder) -> Trial:
    name, data = damaged(whole(), rng)
    path = folder / "s.npz"
    path.write_bytes(data)
    return trial(path, name, same)


def npy(array, version=None) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version, allow_pickle=True)
    return file.getvalue()


def write(path, members: dict[str, bytes], compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for key, data in members.items():
            archive.writestr(key, data)


BOMBS = {
    "zeros of 3 GB": (b"\x93NUMPY\x01\x00", {"descr": "|u1", "fortran_order": False, "shape": (3 * 2 ** 30,)}, 2 ** 27),
    "says 10^15": (b"\x93NUMPY\x01\x00", {"descr": "<f8", "fortran_order": False, "shape": (10 ** 15,)}, 100),
    "says -1": (b"\x93NUMPY\x01\x00", {"descr": "<f8", "fortran_order": False, "shape": (-1,)}, 100),
    "an object": (b"\x93NUMPY\x01\x00", {"descr": "|O", "fortran_order": False, "shape": (3,)}, 100),
    "wide texts": (b"\x93NUMPY\x01\x00", {"descr": "<U100000000", "fortran_order": False, "shape": (1,)}, 100),
    "no width": (b"\x93NUMPY\x01\x00", {"descr": "<U0", "fortran_order": False, "shape": (10 ** 12,)}, 100),
    "a structure": (b"\x93NUMPY\x01\x00", {"descr": [("a", "<f4"), ("b", "|O")], "fortran_order": False, "shape": (3,)}, 100),
    "version 9": (b"\x93NUMPY\x09\x00", {"descr": "|u1", "fortran_order": False, "shape": (3,)}, 100),
    "many dimensions": (b"\x93NUMPY\x01\x00", {"descr": "|u1", "fortran_order": False, "shape": (1,) * 70}, 100),
    "overflowing": (b"\x93NUMPY\x01\x00", {"descr": "|u1", "fortran_order": False, "shape": (2 ** 32, 2 ** 32)}, 100),
    "deep": (b"\x93NUMPY\x01\x00", "(" * 3000, 100),
}


def bombs(rng, folder) -> Trial:
    name, key = one_of(rng, BOMBS), one_of(rng, content())
    magic, header, size = BOMBS[name]
    text = (header if isinstance(header, str) else repr(header)).ljust(110) + "\n"
    members = {f"{k}.npy": npy(a) for k, a in content().items()}
    members[f"{key}.npy"] = magic + len(text).to_bytes(2, "little") + text.encode() + bytes(size if rng.random() < 0.1 else 100)
    path = folder / "s.npz"
    write(path, members)
    if rng.random() < 0.3:      # the archive's directory lies about sizes
        data = bytearray(path.read_bytes())
        place = data.rfind(b"PK\x01\x02")
        data[place + 24:place + 28] = int(rng.integers(2 ** 32)).to_bytes(4, "little")
        path.write_bytes(data)
        name += ", lying"
    return trial(path, f"{name} in {key}", lambda read: False)


def reversed_order(array):
    return array.astype(array.dtype.newbyteorder(">")) if array.dtype.kind in "iuf" else array


CHANGES = {
    "other endianness": reversed_order, "float64": lambda a: a.astype(np.float64) if a.dtype.kind in "iuf" else a[:0],
    "objects": lambda a: a.astype(object), "empty": lambda a: a[:0], "one less": lambda a: a[:-1], "one more": lambda a: a[None],
    "flat": lambda a: a.ravel(), "a number": lambda a: a.ravel()[0] if a.size else np.array(0), "texts": lambda a: a.astype("U5"),
    "NaN": lambda a: spoiled(a, np.nan), "infinite": lambda a: spoiled(a, np.inf), "largest": lambda a: spoiled(a, "max"),
    "least": lambda a: spoiled(a, "min"), "-1": lambda a: spoiled(a, -1), "turned": lambda a: a.T, "mirrored": lambda a: a[::-1],
    "doubled": lambda a: np.concatenate([a, a]) if a.ndim else a, "complex": lambda a: a.astype(complex) if a.dtype.kind in "iuf" else a,
    "Fortran": lambda a: np.asfortranarray(a), "bool": lambda a: a.astype(bool) if a.dtype.kind in "iuf" else a,
    "date": lambda a: np.array(["2020-01-01"], "M8[D]"), "structure": lambda a: np.zeros(3, [("a", "f4")]),
}


def spoiled(array, value):
    changed = array.copy()
    if changed.size and changed.dtype.kind in "iuf":
        limits = np.iinfo(changed.dtype) if changed.dtype.kind in "iu" else np.finfo(changed.dtype)
        value = {"max": limits.max, "min": limits.min}.get(value, value) if isinstance(value, str) else value
        with np.errstate(all="ignore"):
            changed.flat[changed.size // 2] = np.array(value, float).astype(changed.dtype) if isinstance(value, float) else (
                value if limits.min <= value <= limits.max else limits.max)
    return changed


def in_an_array(rng, folder) -> Trial:
    arrays = dict(content())
    changes = []
    for _ in range(int(rng.integers(1, 3))):
        key, change = one_of(rng, [*arrays]), one_of(rng, CHANGES)
        if arrays[key].ndim:      # as every array at first
            arrays[key] = CHANGES[change](arrays[key])
        changes.append(f"{change} {key}")
    path = folder / "s.npz"
    write(path, {f"{k}.npy": npy(np.asanyarray(a)) for k, a in arrays.items()}, zipfile.ZIP_STORED)
    return trial(path, ", ".join(changes))


VALUES = (None, True, False, -1, 0, 1, 3, 2 ** 31, 2 ** 63, 10 ** 400, 1.5, -1e308, 1e400, float("nan"), "", "x", "é\n\x00<b>", "x" * 10 ** 6,
          [], [1], [0, 1, 2], [0, 0, 0], ["a", "b", "c"], [[1], [2], [3]], [None] * 3, [1, 2, 300], [-1, 0, 1], [0.0, 1.0, 2.0],
          [True, False, 2], {}, {"a": 1}, [{}] * 3)


def in_meta(rng, folder) -> Trial:
    meta = json.loads(str(content()["meta"]))
    place = meta if rng.random() < 0.75 else meta["data"]
    key = one_of(rng, place)
    value = VALUES[int(rng.integers(len(VALUES)))]
    was = json.loads(json.dumps(meta))
    what = one_of(rng, ("value", "gone", "text"))
    if what == "gone":
        del place[key]
    else:
        place[key] = value
    text = json.dumps(meta)
    if what == "text":
        text = one_of(rng, ("", "null", "[]", "{", "3", '"x"', "[" * 10 ** 5, '{"schema": 2}', "NaN", "\ufeff" + text, text[:-5], text * 2,
                            '{"a":' * 10 ** 4, "9" * 5000, text.replace(": ", ": [") ))
    path = folder / "s.npz"
    write(path, {f"{k}.npy": npy(np.array(text) if k == "meta" else a) for k, a in content().items()}, zipfile.ZIP_STORED)
    told = ("made_by", "output", "numpy", "name", "sha256", "seed", "learn_rate", "source")     # what no array can gainsay

    def right(read):
        return (meta == was or key in told or what == "text") and usable(read)
    return trial(path, f"{what} {key} {str(value)[:30]!r}", right)


HEAD, LOOPS = "import numpy as np\n", "for epoch in range(3):\n    for img, l in zip(images, labels):\n"
HOSTILE = [
    "h_pre = __import__('os').system('touch {canary}')", "h_pre = open('{canary}', 'w')", "h_pre = eval('1')", "h_pre = np.load('x')",
    "h_pre = np.save('{canary}', w_i_h)", "w_i_h.tofile('{canary}')", "h_pre = w_i_h.tofile('{canary}')", "h_pre = w_i_h.__class__",
    "h_pre = (1).__class__.__mro__", "h_pre = np.__builtins__", "h_pre = [x for x in (1,)]", "h_pre = lambda: 0", "h_pre = 9 ** 9 ** 9",
    "h_pre = 2 ** 4095 * 2 ** 4095", "h_pre = w_i_h + 10 ** 4000", "h_pre = np.zeros((10**6, 10**6))", "h_pre = w_i_h[:, None, None] * w_i_h",
    "h_pre = w_i_h @ w_i_h.T @ w_i_h", "while True: pass", "h_pre = h_pre", "h_pre = 'x' * 10 ** 9", "h_pre = (1, 2) * 10 ** 9",
    "h_pre = b'x' * 10 ** 9", "h_pre = w_i_h.reshape(-1)[:, None] @ w_i_h.reshape(1, -1)", "h_pre = f'{{1:1000000000}}'",
    "h_pre = np.exp(w_i_h, out=w_i_h)", "h_pre = np.where(w_i_h)", "w_i_h[:] = 0", "del w_i_h", "import os", "h_pre = w_i_h; w_i_h += 1e38",
    "h_pre = (yield)", "h_pre = (a := 1)", "h_pre = np.clip(w_i_h, 1, 0, w_i_h)", "h_pre = w_i_h.astype('O')", "h_pre = w_i_h.astype('V1000')",
    "h_pre = w_i_h.max(axis=10**9)", "h_pre = w_i_h.sum(axis=(0, 0))", "h_pre = w_i_h[10**30]", "h_pre = w_i_h[::0]", "h_pre = w_i_h / 0",
    "h_pre = 1 // 0", "h_pre = w_i_h.shape.__class__", "h_pre = w_i_h.T.base", "h_pre = 1j ** 2", "h_pre = not w_i_h", "h_pre = 1 if w_i_h else 2",
    "h_pre = " + "(" * 80 + "1" + ")" * 80, "h_pre = " + "-" * 900 + "1", "h_pre = " + "1+" * 4000 + "1", "h_pre = " + "(" * 5000,
    "h_pre = np.sum", "h_pre = w_i_h.sum.__self__", "h_pre = w_i_h[w_i_h]", "h_pre = w_i_h[None, None, None, None]", "exec('1')", "print(1)",
    "h_pre = 1 << 10 ** 9", "h_pre = 7 % 0", "h_pre = 0.0 ** -1", "h_pre = (-8) ** 0.5", "h_pre = w_i_h.reshape(3, -1, -1)", "h_pre = 1e308 * 10",
    "h_pre = -(2 ** 4000) ** 1.5", "h_pre = np.where(True, 2 ** 4000, w_i_h)", "h_pre = 2 ** 4000 < w_i_h", "h_pre = np.exp(2 ** 4000)",
    "h_pre = np.maximum(2 ** 4000, 3)", "h_pre = abs(w_i_h)", "h_pre = w_i_h.size ** w_i_h.size ** w_i_h.size", "h_pre = w_i_h @ 3", "pass",
    "h_pre = 1\n        h_pre: int = 3", "h_pre = o = h = o_pre = 1", "h_pre, h = 1, 2", "h_pre = \u0000", "h_pre = \U0001F600", "h_pre = 0x" + "f" * 9000,
    "h_pre = " + "9" * 5000, "h_pre = " + "w_i_h[0]" + "[0:1]" * 500,
]


def listings(rng, folder) -> Trial:
    meta = json.loads(str(content()["meta"]))
    canary = folder / "canary"
    source = meta["source"]
    if rng.random() < 0.6:
        line = one_of(rng, HOSTILE).replace("{canary}", str(canary)).replace("{{", "{").replace("}}", "}")
        lines = source.splitlines()
        places = [i for i, text in enumerate(lines) if text.startswith("        ")]
        place = one_of(rng, places)
        lines[place] = "        " + line
        if rng.random() < 0.5:
            lines.insert(place, "        " + line)
        source = "\n".join(lines)
        name = line[:50]
    else:      # tokens of the listing in another order
        words = source.split(" ")
        for _ in range(int(rng.integers(1, 4))):
            a, b = rng.integers(0, len(words), 2)
            words[a] = words[b]
        source, name = " ".join(words), "tokens"
    meta["source"] = source
    path = folder / "s.npz"
    write(path, {f"{k}.npy": npy(np.array(json.dumps(meta)) if k == "meta" else a) for k, a in content().items()}, zipfile.ZIP_STORED)

    def right(read):
        _, outputs = read
        return not canary.exists() and outputs.dtype.kind in "fiub"
    return trial(path, name, right)


KINDS = {"snapshot, archive": in_the_archive, "snapshot, bombs": bombs, "snapshot, arrays": in_an_array, "snapshot, meta": in_meta,
         "snapshot, listing": listings}
