"""Which training runs the film is drawn from: the committed ones, or those of another seed or data set."""

import os
from pathlib import Path

from network import snapshots
from network.errors import UserError
from network.program import Program
from scenes.film.order import ROOT

NAMES = ("digits", "pixels")


def prepare(seed: int | None, data: Path | None, say) -> Path:
    """The folder with both snapshots, trained first if need be, and set for this process and its workers.

    say(text) tells the user what takes time. Raises UserError when SNAPSHOTS names a folder without good ones.
    """
    given = os.environ.get("SNAPSHOTS")
    if given and seed is None and data is None:
        for name in NAMES:
            snapshots.load(name)
        return Path(given)
    folder = _folder(seed, data)
    problem = _problem(folder)
    if problem:
        say(f"training both networks, because {problem}")
        from network import train
        options = ["--out", str(folder)]
        options += ["--seed", str(seed)] if seed is not None else []
        options += ["--data", str(data)] if data is not None else []
        train.main(options)
    os.environ["SNAPSHOTS"] = str(folder)
    return folder


def _folder(seed, data):
    if seed is None and data is None:
        return snapshots.FOLDER
    name = f"seed-{seed or 0}"
    if data is not None:
        from network.mnist import read_data_set
        name += f"-{data.stem}-{read_data_set(data).sha256[:8]}"
    return ROOT / "media" / "runs" / name


def _problem(folder):
    """Why the snapshots of a folder cannot be used, or None."""
    for name in NAMES:
        path = folder / f"{name}.npz"
        if not path.exists():
            return f"there is no {path} yet"
        try:
            run = snapshots.load(path)
        except UserError as error:
            return str(error)
        source = run.meta["source"]
        if Program.read(**Program(source).settings).source != source:
            return f"network/lesson.py is not what {path} was trained by"
    return None
