"""Kokoro's voices: how each of them sounds, in one file each, fetched from the npm registry by `make voices`."""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from pathlib import Path

import numpy as np

from scenes.film.errors import UserError, nearest
from scenes.film.files import appearing, short

PACKAGE, VERSION = "kokoro-js", "1.2.1"      # under Apache-2.0, as the voices are
SHA256 = "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860"      # of its archive, 27 MB
URL = f"https://registry.npmjs.org/{PACKAGE}/-/{PACKAGE}-{VERSION}.tgz"
SECONDS = 120      # until a registry that does not answer is given up
FOLDER = "kokoro"
LONGEST, WIDTH = 510, 256      # phonemes in a sentence; numbers that say how a voice speaks a sentence of so many


def file(folder: Path, name: str) -> Path:
    """Where a voice is, in the folder of all clips."""
    return folder / FOLDER / f"{name}.bin"


def there(folder: Path) -> list[str]:
    """The voices that have been fetched."""
    return sorted(path.stem for path in (folder / FOLDER).glob("*.bin"))


def fetch(folder: Path, names: list[str]) -> list[Path]:
    """Fetch voices, all that there are if no names are given, into the folder of all clips; returns their files.

    Raises UserError where the registry cannot be reached, gives something else, or has no voice of such a name.
    """
    with tempfile.TemporaryDirectory() as temporary:
        archive = _download(Path(temporary))
        if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
            raise UserError(f"{PACKAGE} {VERSION}: what the registry gave is not what it was; the voices are not taken")
        with tarfile.open(archive) as package:
            offered = {Path(member.name).stem: content for member in package
                       if member.name.endswith(".bin") and (content := package.extractfile(member))}
            for name in names:
                if name not in offered:
                    raise UserError(f"no voice {name!r} in {PACKAGE} {VERSION}{nearest(name, offered)}")
            return [_write(offered[name].read(), file(folder, name)) for name in names or sorted(offered)]


def style(path: Path) -> np.ndarray:
    """How a voice speaks: (LONGEST, WIDTH) float32, a row for each number of phonemes."""
    values = np.fromfile(path, "<f4")
    if values.size != LONGEST * WIDTH or not np.isfinite(values).all():
        raise UserError(f"{short(path)}: no voice of Kokoro's; remove it and run: make voices NAME={path.stem}")
    return values.reshape(LONGEST, WIDTH)


def _write(content, path):
    with appearing(path) as temporary:
        temporary.write_bytes(content)
    return path


def _download(folder):
    """The package as the registry has it: through npm, which knows the registry in use here, or else by itself."""
    try:
        if npm := shutil.which("npm"):
            subprocess.run([npm, "pack", f"{PACKAGE}@{VERSION}", "--silent"], cwd=folder, check=True,
                           capture_output=True, timeout=SECONDS)
        else:
            with urllib.request.urlopen(URL, timeout=SECONDS) as answer:
                (folder / "package.tgz").write_bytes(answer.read())
        return next(folder.glob("*.tgz"))
    except (OSError, subprocess.SubprocessError, StopIteration) as error:
        raise UserError(f"{PACKAGE} {VERSION} cannot be fetched from the npm registry ({type(error).__name__}); voices "
                        "need the network once") from None
