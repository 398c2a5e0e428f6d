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
from network.background import Background
from network.errors import Parser, UserError, run_main
from network.mnist import DataSet, read_data_set
from network.pixels import choose_pixels, example_first, small_data_set
from network.program import Program
from network.progress import Progress
from network.recorder import Recorder

SMALL_HIDDEN = 4
OPTIONS = {"hidden": "hidden", "epochs": "epochs", "rate": "learn_rate", "seed": "seed"}


def parse(arguments=None) -> argparse.Namespace:
    defaults = Program.read().settings
    parser = Parser(prog="python -m network.train",
                    description="Train both networks and write their snapshots.")
    parser.add_argument("--data", type=Path, help="a folder of IDX files or an npz (default: MNIST)")
    parser.add_argument("--hidden", type=_at_least(int, 1), default=defaults["hidden"],
                        help="hidden neurons of the real net (default: %(default)s)")
    parser.add_argument("--epochs", type=_at_least(int, 1), default=defaults["epochs"],
                        help="passes over the training images (default: %(default)s)")
    parser.add_argument("--rate", type=_at_least(float, 0), default=defaults["learn_rate"],
                        help="learning rate (default: %(default)s)")
    parser.add_argument("--seed", type=_at_least(int, 0), default=defaults["seed"],
                        help="seed of the first weights (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=snapshots.FOLDER,
                        help="folder for digits.npz and pixels.npz (default: media/snapshots)")
    return parser.parse_args(arguments)


def main(arguments=None) -> int:
    options = parse(arguments)
    _check_folder(options.out)
    start = time.monotonic()
    data = read_data_set(options.data)
    with Background(train_pixels, data, options) as small:
        digits = train_digits(data, options, small.check)
        pixels = small.result()
    print(_heading(pixels[0]), *pixels[0]["output"], sep="\n")
    for name, (meta, arrays) in {"digits": digits, "pixels": pixels}.items():
        path = options.out / f"{name}.npz"
        snapshots.save(path, meta, arrays)
        print(f"{path}: {arrays['accuracy_test'][-1]:.2%} right on "
              f"{meta['data']['test']:,} test images, {path.stat().st_size / 1e6:.2f} MB")
    print(f"trained in {time.monotonic() - start:.1f} s")
    return 0


def train_digits(data: DataSet, options, check=lambda: None) -> tuple[dict, dict]:
    """Train the real net on all pixels and classes; its snapshot's meta and arrays.

    check: called now and then; what it raises ends the training.
    """
    program = Program.read(hidden=options.hidden, **_shared(options))
    progress = Progress("training", len(data.train_images) * options.epochs)

    def on_progress(update, accuracy):
        check()
        progress(update, accuracy)

    recorder = Recorder(program, data, np.arange(784), progress=on_progress)
    try:
        return _record(recorder, options, data, show=progress.print)
    finally:
        progress.clear()


def train_pixels(data: DataSet, options) -> tuple[dict, dict]:
    """Train the small net, each of its first 300 updates logged; its snapshot's meta and arrays."""
    program = Program.read(hidden=SMALL_HIDDEN, **_shared(options))
    small = small_data_set(data)
    pixel_index = choose_pixels(small.train_images, small.train_labels)
    recorder = Recorder(program, example_first(small, pixel_index), pixel_index,
                        every_until=300, spaced=60)
    return _record(recorder, options, data, show=lambda line: None)


def _record(recorder: Recorder, options, whole: DataSet, show) -> tuple[dict, dict]:
    """whole: the data set before the small net's classes were taken out of it."""
    data, settings = recorder.data, recorder.program.settings
    meta = {
        "schema": snapshots.SCHEMA_VERSION, "made_by": _command(options),
        "inputs": len(recorder.pixel_index), "hidden": settings["hidden"],
        "outputs": data.classes, "epochs": settings["epochs"],
        "learn_rate": settings["learn_rate"], "seed": settings["seed"],
        "classes": list(range(data.classes)),
        "data": {"name": whole.name, "sha256": whole.sha256,
                 "train": len(data.train_images), "test": len(data.test_images)},
        "output": recorder.output, "source": recorder.program.source, "numpy": np.__version__,
    }
    show(_heading(meta))
    return meta, recorder.record(show)


def _heading(meta: dict) -> str:
    return (f"{meta['inputs']}-{meta['hidden']}-{meta['outputs']}, "
            f"{meta['data']['train']:,} images of {meta['data']['name']}")


def _shared(options) -> dict:
    return {"epochs": options.epochs, "learn_rate": options.rate, "seed": options.seed}


def _command(options) -> str:
    """The command that makes the same again; of the data only the name, wherever it lies."""
    defaults = Program.read().settings
    changed = [f"--{option} {getattr(options, option)}" for option, setting in OPTIONS.items()
               if getattr(options, option) != defaults[setting]]
    data = [f"--data {options.data.resolve().name}"] if options.data else []
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
