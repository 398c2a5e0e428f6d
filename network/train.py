"""Trains both networks and writes their snapshots: `python -m network.train`.

The real net, 784-20-10, and the small one that the film draws neuron by neuron, 5-4-3, run the
same listing; only `hidden` differs, and what the images hold.
"""
import argparse
import os
import time
from pathlib import Path

import numpy as np

from network import snapshots
from network.errors import UserError, run_main
from network.mnist import DataSet, read_data_set
from network.pixels import choose_pixels, example_first, small_data_set
from network.program import Program
from network.progress import Progress
from network.recorder import Recorder

SMALL_HIDDEN = 4
DEFAULTS = Program.read().settings
OPTIONS = {"hidden": "hidden", "epochs": "epochs", "rate": "learn_rate", "seed": "seed"}


def parse(arguments=None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m network.train",
                                     description="Train both networks and write their snapshots.")
    parser.add_argument("--data", type=Path, help="a folder of IDX files or an npz (default: MNIST)")
    parser.add_argument("--hidden", type=_at_least(int, 1), default=DEFAULTS["hidden"],
                        help="hidden neurons of the real net (default: %(default)s)")
    parser.add_argument("--epochs", type=_at_least(int, 1), default=DEFAULTS["epochs"],
                        help="passes over the training images (default: %(default)s)")
    parser.add_argument("--rate", type=_at_least(float, 0), default=DEFAULTS["learn_rate"],
                        help="learning rate (default: %(default)s)")
    parser.add_argument("--seed", type=_at_least(int, 0), default=DEFAULTS["seed"],
                        help="seed of the first weights (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=snapshots.FOLDER,
                        help="folder for digits.npz and pixels.npz (default: media/snapshots)")
    return parser.parse_args(arguments)


def main(arguments=None) -> int:
    options = parse(arguments)
    _check_folder(options.out)
    start = time.monotonic()
    data = read_data_set(options.data)
    runs = [("digits", *train_digits(data, options)), ("pixels", *train_pixels(data, options))]
    for name, meta, arrays in runs:
        path = options.out / f"{name}.npz"
        snapshots.save(path, meta, arrays)
        print(f"{path}  {path.stat().st_size / 1e6:.2f} MB  "
              f"{arrays['accuracy_test'][-1]:.2%} right on {meta['data']['test']:,} test images")
    print(f"both in {time.monotonic() - start:.1f} s")
    return 0


def train_digits(data: DataSet, options) -> tuple[dict, dict]:
    """Train the real net on all pixels and classes; its snapshot's meta and arrays."""
    program = Program.read(hidden=options.hidden, **_shared(options))
    return _train("digits", program, data, np.arange(784), options)


def train_pixels(data: DataSet, options) -> tuple[dict, dict]:
    """Train the small net, each of its first 300 updates logged; its snapshot's meta and arrays."""
    program = Program.read(hidden=SMALL_HIDDEN, **_shared(options))
    small = small_data_set(data)
    pixel_index = choose_pixels(small.train_images, small.train_labels)
    small = example_first(small, pixel_index)
    return _train("pixels", program, small, pixel_index, options, every_until=300, spaced=60)


def _train(name, program, data, pixel_index, options, **logging) -> tuple[dict, dict]:
    total = len(data.train_images) * options.epochs
    progress = Progress(name, total)
    recorder = Recorder(program, data, pixel_index, progress=progress, **logging)
    try:
        arrays = recorder.record(show=progress.print)
    finally:
        progress.clear()
    settings = program.settings
    meta = {
        "schema": snapshots.SCHEMA_VERSION, "made_by": _command(options),
        "inputs": len(pixel_index), "hidden": settings["hidden"], "outputs": data.classes,
        "epochs": settings["epochs"], "learn_rate": settings["learn_rate"],
        "seed": settings["seed"], "classes": list(range(data.classes)),
        "data": {"name": data.name, "sha256": data.sha256,
                 "train": len(data.train_images), "test": len(data.test_images)},
        "output": recorder.output, "source": program.source, "numpy": np.__version__,
    }
    return meta, arrays


def _shared(options) -> dict:
    return {"epochs": options.epochs, "learn_rate": options.rate, "seed": options.seed}


def _command(options) -> str:
    """The command that makes the same again; of the data only the name, wherever it lies."""
    changed = [f"--{option} {getattr(options, option)}" for option, setting in OPTIONS.items()
               if getattr(options, option) != DEFAULTS[setting]]
    data = [f"--data {options.data.name}"] if options.data else []
    return " ".join(["python -m network.train", *data, *changed])


def _at_least(kind, smallest):
    def number(text):
        value = kind(text)
        if not smallest <= value < np.inf:
            raise argparse.ArgumentTypeError(f"{text} isn't a number from {smallest} on")
        return value
    number.__name__ = "whole number" if kind is int else "number"
    return number


def _check_folder(folder: Path):
    """Make the folder, so that a long run doesn't end with nowhere to write to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made: {error.strerror}") from None
    if not os.access(folder, os.W_OK):
        raise UserError(f"{folder}: not writable; give another folder with --out")


if __name__ == "__main__":
    run_main(main)
