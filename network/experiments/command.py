"""Makes experiments.npz: all runs of the listing side by side, then what is asked of the real net's."""
import os
import time
from collections.abc import Iterable

import numpy as np

from network.errors import Parser
from network.experiments import stored
from network.experiments.crew import Job, results
from network.experiments.table import Experiment, experiments
from network.experiments.training import Images, curve
from network.mnist import DataSet, read_data_set
from network.npz import write
from network.program import Program
from network.train import add_options, check_folder, command_of, shared

COMMAND = "python -m network.experiments"


def main(arguments=None) -> int:
    options = _parse(arguments)
    check_folder(options.out)
    start = time.monotonic()
    data = read_data_set(options.data)
    settings = Program.read(hidden=options.hidden, **shared(options)).settings
    path = stored.find(options.out)
    write(path, make(data, settings, command_of(COMMAND, options)))
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB, made in {time.monotonic() - start:.1f} s")
    return 0


def make(data: DataSet, settings: dict, made_by: str, show=print) -> bytes:
    """The content of experiments.npz beside the real net with these settings. show: receives a line on each run."""
    images = Images.of(data)
    table = experiments(settings, len(images.train), data.classes)
    arrays: dict[str, np.ndarray] = {}
    for name, found in results(_trainings(table, settings, images), os.cpu_count() or 1, lambda name, result: ()):
        arrays |= {f"{name}.{key}": array for key, array in found.items()}
        if name in table:
            show(f"{name}: {found['test_accuracy']:.2%} right on {len(images.test):,} test images")
    return stored.packed(_meta(data, settings, table, made_by), arrays)


def _trainings(table: dict[str, Experiment], settings: dict, images: Images) -> Iterable[Job]:
    """The longest first, so that none of them is waited for alone in the end."""
    for name, experiment in sorted(table.items(), key=lambda each: -each[1].settings.get("hidden", 0)):
        yield Job(name, curve, (experiment.variant(settings), images, experiment.learned_from or len(images.train)))


def _meta(data: DataSet, settings: dict, table: dict[str, Experiment], made_by: str) -> dict:
    runs = {name: {"changes": [list(change) for change in experiment.changes], "settings": experiment.settings,
                   "source": experiment.variant(settings).source} for name, experiment in table.items()}
    return {"schema": stored.SCHEMA_VERSION, "made_by": made_by, "inputs": data.train_images.shape[1],
            "outputs": data.classes, "classes": list(range(data.classes)), "settings": settings,
            "data": {"name": data.name, "sha256": data.sha256, "train": len(data.train_images),
                     "test": len(data.test_images)},
            "source": Program.read(**settings).source, "runs": runs, "numpy": np.__version__}


def _parse(arguments):
    parser = Parser(prog=COMMAND, description="Train the listing with settings and lines changed, and log what comes of it.")
    add_options(parser, "experiments.npz")
    return parser.parse_args(arguments)
