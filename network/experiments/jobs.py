"""The jobs that make experiments.npz, each for a process of its own."""
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from network.errors import UserError
from network.experiments.answers import answers
from network.experiments.bend import bend
from network.experiments.crew import Job
from network.experiments.crowd import crowd
from network.experiments.knob import knobs
from network.experiments.landscape import landscape
from network.experiments.limits import limits
from network.experiments.listing import Variant
from network.experiments.more import MORE
from network.experiments.table import Experiment
from network.experiments.training import Images, curve, curve_moments, train
from network.experiments.twin import twin
from network.log import moments
from network.mnist import DataSet

PATH = 200         # moments of the real net's path, spread logarithmically
EVEN = 100         # and spread evenly
CROWD = 24         # moments of the crowd, spread logarithmically


class Result(NamedTuple):
    """Arrays by their whole keys; seen: (update, weights) of the moments that other jobs need."""
    arrays: dict[str, np.ndarray]
    seen: list[tuple[int, dict]]


def first(table: dict[str, Experiment], data: DataSet, images: Images, settings: dict) -> Iterator[Job]:
    """All that need nothing: the real net's run, for which others wait, then the longest, so that none comes alone last."""
    total = len(images.train) * settings["epochs"]
    for name, experiment in sorted(table.items(), key=lambda each: (each[0] != "real", -each[1].settings.get("hidden", 0))):
        also = path_moments(total, len(images.train)) if name == "real" else []
        yield Job(name, trained, (name, experiment.variant(settings), images, experiment.learned_from or len(images.train), also))
    yield Job("bend", only, (bend, data, settings["seed"]))
    yield Job("twin", only, (twin, data, settings))


def after_real(seen: list[tuple[int, dict]], data: DataSet, images: Images, settings: dict) -> Iterator[Job]:
    """All that look at the real net at moments of its run."""
    variant, total, count = Variant((), settings), seen[-1][0], len(images.train)
    spread, even = set(moments(total, count, 0, PATH)), set(evenly(total))
    path = [(update, state) for update, state in seen if update in spread | even]
    crowded = [(update, state) for update, state in seen if update in moments(total, count, 0, CROWD)]
    yield Job("landscape", only, (landscape, variant, path, spread, even, images))
    yield Job("crowd", only, (crowd, variant, crowded, images))
    yield Job("knob", only, (knobs, variant, seen[0][1], images, "knob"))
    yield Job("answers", only, (answers, variant, seen[-1][1], data, images))
    yield Job("limits", only, (limits, variant, seen[-1][1], images))


def path_moments(total: int, images: int) -> list[int]:
    """The updates after which the real net's weights are kept for those that look at them."""
    return sorted({*moments(total, images, 0, PATH), *evenly(total), *moments(total, images, 0, CROWD)})


def evenly(total: int) -> list[int]:
    """Updates spread evenly from 0 to total."""
    return np.linspace(0, total, EVEN + 1).round().astype(int).tolist()


def trained(name: str, variant: Variant, images: Images, learned_from: int, also: list[int]) -> Result:
    """One run of the listing; also: moments that others need."""
    wanted = curve_moments(learned_from * int(variant.settings["epochs"]), len(images.train))
    seen, astray = train(variant, images, {*wanted, *also})
    if astray and also:
        raise UserError(f"the real net's training went astray; try a rate smaller than {variant.settings['learn_rate']}")
    own = [(update, state) for update, state in seen if update in wanted]
    known = images._replace(train=images.train[:learned_from], train_labels=images.train_labels[:learned_from])
    found = curve(variant, own, astray, known) | (MORE[name](variant, own, known) if name in MORE else {})
    return Result({f"{name}.{key}": array for key, array in found.items()}, seen if also else [])


def only(function, *arguments) -> Result:
    """Arrays that a function gives."""
    return Result(function(*arguments), [])
