"""Loaders fed by a fuzzer that keeps what reaches new branches of their code (atheris): nothing may come of an input but what was
read, or a refusal of one line.

cd tests; python -m torture.guided [--seconds N] [LOADER ...]     (or make torture); needs the extra "torture"
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SECONDS, LONGEST, MEGABYTES = 60, 10, 2000      # for each loader; for one input; of memory, at most
LARGEST = 100_000                               # bytes of an input
OURS = ["network", "scenes.film", "scenes.kit.theme", "scenes.scratch.subject"]     # whose branches count
NAMES = ("snapshot", "meta", "listing", "IDX", "labels", "data npz", "script", "palette", "pronunciation", "subject", "recording",
         "picture")


@dataclass(frozen=True)
class Loader:
    """read(file), of which `refusals` are an answer; file: its name in a folder that others() has filled; seeds: good inputs;
    packed(input): the file's bytes."""

    file: str
    read: Callable[[Path], Any]
    seeds: list[bytes]
    refusals: tuple[type[Exception], ...]
    packed: Callable[[bytes], bytes] = bytes
    others: Callable[[Path], None] = lambda folder: None


def loaders() -> dict[str, Loader]:
    """All of them; what they import is watched only if it is imported here first."""
    import io
    import zipfile

    import numpy as np
    from PIL import Image

    from network.errors import UserError
    from network.drawing import read_drawing
    from network.mnist import read_data_set
    from scenes.film.voice.recordings import Recordings
    from scenes.film.voice.speech import respell
    from scenes.film.voice.voice import pronunciations
    from scenes.kit import theme
    from scenes.scratch import subject
    from torture import in_data, in_pictures, in_snapshots, in_sound, in_texts

    def with_meta(text: str) -> bytes:
        file = io.BytesIO()
        in_snapshots.write(file, {f"{key}.npy": in_snapshots.npy(np.array(text) if key == "meta" else array)
                                  for key, array in in_snapshots.content().items()}, zipfile.ZIP_STORED)
        return file.getvalue()

    def with_source(source: str) -> bytes:
        return with_meta(json.dumps(json.loads(meta) | {"source": source}))

    def as_npz() -> bytes:
        file, data = io.BytesIO(), in_data.plain()
        np.savez(file, x_train=data.train_images[:20], y_train=data.train_labels[:20], x_test=data.test_images[:20],
                 y_test=data.test_labels[:20])
        return file.getvalue()

    def of_idx(folder: Path) -> None:
        for path, content in in_data.files(folder, in_data.plain()):
            path.write_bytes(content)

    def read_as_it_is_used(path: Path):
        read = in_snapshots.loaded(path)
        in_snapshots.usable(read)

    def picture(suffix: str) -> bytes:
        return in_pictures.saved(Path(f"d{suffix}"), Image.fromarray(np.kron(255 - in_data.plain().test_images[0].reshape(28, 28),
                                                                               np.ones((3, 3), np.uint8))))
    meta, texts, words = str(in_snapshots.content()["meta"]), in_texts.REFUSALS, in_texts.scripts()["en"]
    idx = {path.name: content for path, content in in_data.files(Path(), in_data.plain())}
    images, labels = (next(name for name in idx if name.startswith("t10k") and part in name) for part in ("images", "labels"))
    tone = np.sin(np.arange(4000) / 5) / 2
    return {
        "snapshot": Loader("s.npz", read_as_it_is_used, [in_snapshots.whole()], (UserError,)),
        "meta": Loader("s.npz", read_as_it_is_used, [meta.encode()], (UserError,), lambda data: with_meta(_text(data))),
        "listing": Loader("s.npz", read_as_it_is_used, [json.loads(meta)["source"].encode()], (UserError,),
                          lambda data: with_source(_text(data))),
        "IDX": Loader(images, lambda path: read_data_set(path.parent), [idx[images]], (UserError,), others=of_idx),
        "labels": Loader(labels, lambda path: read_data_set(path.parent), [idx[labels]], (UserError,), others=of_idx),
        "data npz": Loader("d.npz", read_data_set, [as_npz()], (UserError,)),
        "script": Loader("s.toml", in_texts.used, [part.encode() for part in re.split(r"\n(?=\[)", words)[:12]], texts),
        "palette": Loader("p.toml", theme.read_palette, [b'ink = "#56B4E9"\nfocus = "red"\n'], texts),
        "pronunciation": Loader("p.toml", lambda path: respell("A delta is a delta.", pronunciations(path)),
                                ['delta = "/dˈɛltə/"\n"h pre" = "h pree"\n'.encode()], texts),
        "subject": Loader("subject.toml", lambda path: subject.of(path, "other").check(10, path),
                          [b'singular = "shoe"\nplural = "shoes"\nverb = "name"\n[es]\nsingular = "zapato"\n'], texts),
        "recording": Loader("c/k.wav", lambda path: Recordings(path.parent.parent).read("c", "k"),
                            [in_sound.wav(tone, 8000, width, 1 + n % 2) for n, width in enumerate(in_sound.WIDTHS)],
                            texts, others=lambda folder: (folder / "c").mkdir()),
        "picture": Loader("d.png", read_drawing, [picture(suffix) for suffix in (".png", ".jpg", ".bmp", ".gif")], (UserError,)),
    }


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "0")      # NumPy's texts end with their last character that is none


def fuzz(name: str, seconds: int, folder: Path) -> None:
    """In a process of its own: one loader; it ends with status 0 if there was no fault."""
    import atheris
    with atheris.instrument_imports(include=OURS):
        loader = loaders()[name]
    seeds, place = folder / "seeds", folder / "place"
    seeds.mkdir()
    place.mkdir()
    loader.others(place)
    for number, seed in enumerate(loader.seeds):
        (seeds / str(number)).write_bytes(seed)
    path = place / loader.file

    def one_input(data: bytes) -> None:
        path.write_bytes(loader.packed(data))
        try:
            loader.read(path)
        except loader.refusals as error:
            assert str(error).strip() and "\n" not in str(error), f"not one line: {error!r}"
    options = {"max_total_time": seconds, "timeout": LONGEST, "rss_limit_mb": MEGABYTES, "max_len": LARGEST,
               "print_final_stats": 1, "artifact_prefix": f"{folder}/"}
    atheris.Setup([sys.argv[0], str(seeds), *(f"-{key}={value}" for key, value in options.items())], one_input)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)      # said to the process that does one of them
    parser.add_argument("loaders", nargs="*", metavar="LOADER", help=", ".join(NAMES))
    asked = parser.parse_args()
    if asked.folder:
        fuzz(asked.loaders[0], asked.seconds, asked.folder)
    if find_spec("atheris") is None:
        print('error: atheris is missing; install it: pip install -e ".[torture]"', file=sys.stderr)
        return 2
    print("| loader | inputs | branches reached | fault |\n|---|---|---|---|")
    failed = 0
    for name in asked.loaders or NAMES:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, "-m", "torture.guided", "--seconds", str(asked.seconds), "--in", folder, name],
                                  capture_output=True, text=True, errors="replace")
            said = done.stdout + done.stderr
            inputs = re.findall(r"number_of_executed_units: (\d+)", said)
            reached = re.findall(r"cov: (\d+)", said)
            fault = "" if done.returncode == 0 else _fault(said, Path(folder))
        failed += bool(fault)
        print(f"| {name} | {int(inputs[-1]) if inputs else 0:,} | {reached[-1] if reached else '?'} | {fault or 'none'} |",
              flush=True)
    return 1 if failed else 0


def _fault(said: str, folder: Path) -> str:
    """The error, and the input with which it came."""
    found = re.search(r"Uncaught Python exception: ===\n(.*)|ERROR: libFuzzer: (.*)", said)
    what = next(group for group in found.groups() if group) if found else said[-300:]
    file = next((path for path in folder.iterdir() if re.match(r"crash|timeout|oom|leak", path.name)), None)
    return f"{what.strip()}: {file.read_bytes()[:300]!r}" if file else what


if __name__ == "__main__":
    raise SystemExit(main())
