"""Makes experiments.npz: all runs of the listing side by side, then what is asked of the real net's."""
import os
import time
from collections.abc import Iterable

import numpy as np

from network.errors import Parser
from network.experiments import jobs, keys, stored
from network.experiments.crew import results
from network.experiments.table import Experiment, experiments
from network.experiments.training import Images
from network.mnist import DataSet, read_data_set
from network.npz import write
from network.program import Program
from network.train import add_options, check_folder, command_of, shared

COMMAND = "python -m network.experiments"


def main(arguments=None) -> int:
    options = _parse(arguments)
    settings = Program.read(hidden=options.hidden, **shared(options)).settings
    if options.keys:
        print("\n".join(described(keys.schema(experiments(settings, 60_000, 10)))))
        return 0
    check_folder(options.out)
    start = time.monotonic()
    path = stored.find(options.out)
    write(path, make(read_data_set(options.data), settings, command_of(COMMAND, options)))
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, made in {time.monotonic() - start:.1f} s")
    return 0


def make(data: DataSet, settings: dict, made_by: str, show=print) -> bytes:
    """The content of experiments.npz beside the real net with these settings. show: receives a line on each run."""
    images = Images.of(data)
    table = experiments(settings, len(images.train), data.classes)
    arrays: dict[str, np.ndarray] = {}

    def further(name, result):
        return jobs.after_real(result.seen, data, images, settings) if name == "real" else ()

    for name, result in results(jobs.first(table, data, images, settings), os.cpu_count() or 1, further):
        arrays |= {key: np.asarray(array) for key, array in result.arrays.items()}
        if name in table:
            show(f"{name}: {arrays[f'{name}.test_accuracy']:.2%} right on {len(images.test):,} test images")
    return stored.packed(_meta(data, settings, table, made_by), arrays | summaries(table, arrays))


def summaries(table: Iterable[str], arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the runs on other numbers of images come to, the real net's among them."""
    amounts = sorted((int(arrays[f"{name}.learned_from"]), name) for name in table
                     if name.startswith("images_") or name == "real")
    return {"amounts.images": np.array([count for count, _ in amounts]),
            "amounts.known": np.array([arrays[f"{name}.known_accuracy"] for _, name in amounts]),
            "amounts.new": np.array([arrays[f"{name}.test_accuracy"] for _, name in amounts])}


def described(schema: dict[str, keys.Array]) -> list[str]:
    """Lines that say what each key holds."""
    shapes = {key: ", ".join(size.partition(":")[0] for size in array.dimensions.split()) for key, array in schema.items()}
    return [f"{key}  ({shapes[key]})  {array.dtype}  {array.what}" for key, array in schema.items()]


def _meta(data: DataSet, settings: dict, table: dict[str, Experiment], made_by: str) -> dict:
    runs = {name: {"changes": [list(change) for change in experiment.changes], "settings": experiment.settings,
                   "source": experiment.variant(settings).source} for name, experiment in table.items()}
    return {"schema": stored.SCHEMA_VERSION, "made_by": made_by, "inputs": data.train_images.shape[1],
            "outputs": data.classes, "classes": data.class_labels, "settings": settings,
            "data": {"name": data.name, "sha256": data.sha256, "train": len(data.train_images),
                     "test": len(data.test_images)},
            "source": Program.read(**settings).source, "runs": runs, "numpy": np.__version__}


def _parse(arguments):
    parser = Parser(prog=COMMAND, description="Train the listing with settings and lines changed, and log what comes of it.")
    add_options(parser, "experiments.npz")
    parser.add_argument("--keys", action="store_true", help="make nothing, but say what each array of the file holds")
    return parser.parse_args(arguments)
