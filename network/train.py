"""Trains both networks and writes their snapshots: `python -m network.train`.

The real net, 784-20-10, and the small one that the film draws neuron by neuron, 5-4-3, run the
same listing; only `hidden` differs, and what the images hold.
"""
import argparse
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

import network
from network import snapshots
from network.arriving import Arriving, arriving
from network.background import Background, mailbox
from network.errors import Parser, UserError, run_main
from network.log import Log
from network.mnist import DataSet, read_data_set
from network.npz import write
from network.pixels import choose_pixels, example_first, small_data_set
from network.program import Program
from network.progress import Progress
from network.recorder import Recorder

SMALL_HIDDEN = 4
GIVES_WAY = 10       # niceness of the second process: what the first one does is waited for
NUMPY_FIRST = ("NumPy was imported before network, so it may compute with several threads, and the last digits of what is "
               "learned may depend on the number of cores; import network first, or set OPENBLAS_NUM_THREADS=1")
OPTIONS = {"hidden": "hidden", "epochs": "epochs", "rate": "learn_rate", "seed": "seed"}


class Made(NamedTuple):
    """A snapshot ready to be written, and what the command says of it."""
    printed: list[str]
    accuracy: float
    test_images: int
    content: bytes


def parse(arguments=None) -> argparse.Namespace:
    parser = Parser(prog="python -m network.train",
                    description="Train both networks and write their snapshots.")
    add_options(parser, "digits.npz and pixels.npz")
    return parser.parse_args(arguments)


def add_options(parser: argparse.ArgumentParser, files: str):
    """Give a command the options that say which run is meant; files: what it writes."""
    defaults = Program.read().settings
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
                        help=f"folder for {files} (default: media/snapshots)")


def main(arguments=None) -> int:
    options = parse(arguments)
    if network.THREADS_UNSET:
        print(NUMPY_FIRST, file=sys.stderr)
    check_folder(options.out)
    start = time.monotonic()
    program, mail = Program.read(hidden=options.hidden, **shared(options)), mailbox()
    with Background(make_both, program, options, mail) as beside:
        train_digits(program, arriving(options.data), mail, beside.check)
        made = beside.result()
        print(*made["pixels"].printed, sep="\n")
        for name, snapshot in made.items():
            path = options.out / f"{name}.npz"
            write(path, snapshot.content)
            print(f"{path}: {snapshot.accuracy:.2%} right on "
                  f"{snapshot.test_images:,} test images, {path.stat().st_size / 1e6:.2f} MB")
    print(f"trained in {time.monotonic() - start:.1f} s")
    return 0


def train_digits(program: Program, training: Arriving, mail, check):
    """Train the real net, on all pixels and classes, and mail what is logged, for `make_both`.

    check: called now and then; what it raises ends the training.
    """
    progress = Progress("training", len(training.images) * int(program.settings["epochs"]))

    def on_progress(update, accuracy):
        check()
        progress(update, accuracy)

    log = Log(program, mail.put, progress=on_progress, ready=training.wait)
    progress.print(_heading(training.images.shape[1], program, training.labels.shape[1], len(training.images), training.name))
    try:
        counts = log.run(training.images, training.labels, show=progress.print)
    finally:
        progress.clear()
    mail.put(None)
    mail.put((log.output, counts))


def make_both(program: Program, options, mail) -> dict[str, Made]:
    """Both snapshots by name: trains the small net, then evaluates what train_digits mails."""
    os.nice(GIVES_WAY)
    data = read_data_set(options.data)
    pixels = make_pixels(data, options)
    digits = Recorder(program, data, np.arange(data.train_images.shape[1]))
    arrays = digits.arrays(iter(mail.get, None))
    output, counts = mail.get()
    return {"digits": _made(digits, options, data, output, arrays | counts), "pixels": pixels}


def make_pixels(data: DataSet, options) -> Made:
    """Train the small net, each of its first 300 updates logged."""
    program = Program.read(hidden=SMALL_HIDDEN, **shared(options))
    small = small_data_set(data)
    pixel_index = choose_pixels(small.train_images, small.train_labels)
    pixels = Recorder(program, example_first(small, pixel_index), pixel_index)
    moments: list[tuple[int, dict]] = []
    log = Log(program, moments.append, every_until=300, spaced=60)
    counts = log.run(pixels.train, pixels.train_labels, show=lambda line: None)
    arrays = pixels.arrays(moments) | counts
    return _made(pixels, options, data, log.output, arrays)


def _made(recorder: Recorder, options, whole: DataSet, output, arrays) -> Made:
    """whole: the data set before the small net's classes were taken out of it."""
    data, settings = recorder.data, recorder.program.settings
    meta = {
        "schema": snapshots.SCHEMA_VERSION, "made_by": command_of("python -m network.train", options),
        "inputs": len(recorder.pixel_index), "hidden": settings["hidden"],
        "outputs": data.classes, "epochs": settings["epochs"],
        "learn_rate": settings["learn_rate"], "seed": settings["seed"],
        "classes": data.class_labels,
        "data": {"name": whole.name, "sha256": whole.sha256,
                 "train": len(data.train_images), "test": len(data.test_images)},
        "output": output, "source": recorder.program.source, "numpy": np.__version__,
    }
    heading = _heading(len(recorder.pixel_index), recorder.program, data.classes, len(data.train_images), data.name)
    return Made([heading, *output], arrays["accuracy_test"][-1], len(data.test_images), snapshots.packed(meta, arrays))


def _heading(inputs, program, outputs, images, name) -> str:
    return f"{inputs}-{program.settings['hidden']}-{outputs}, {images:,} images of {name}"


def shared(options) -> dict:
    """Settings of the listing that the options say, but for the number of neurons."""
    return {"epochs": options.epochs, "learn_rate": options.rate, "seed": options.seed}


def command_of(command: str, options) -> str:
    """The command that makes the same again; of the data only the name, wherever it lies."""
    defaults = Program.read().settings
    changed = [f"--{option} {getattr(options, option)}" for option, setting in OPTIONS.items()
               if getattr(options, option) != defaults[setting]]
    data = [f"--data {options.data.resolve().name}"] if options.data else []
    return " ".join([command, *data, *changed])


def _at_least(kind, smallest):
    def number(text):
        value = kind(text)
        if not smallest <= value < np.inf:
            raise argparse.ArgumentTypeError(f"{text} isn't a number from {smallest} on")
        return value
    number.__name__ = "whole number" if kind is int else "number"
    return number


def check_folder(folder: Path):
    """Make the folder, so that a long run doesn't end with nowhere to write to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder}: cannot be made: {error.strerror}") from None
    if not os.access(folder, os.W_OK):
        raise UserError(f"{folder}: not writable; give another folder with --out")


if __name__ == "__main__":
    run_main(main)
