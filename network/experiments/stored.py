"""experiments.npz: what the experiments logged, one array a key, `GROUP.NAME`, and how it is read and checked."""
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from network import snapshots
from network.errors import UserError
from network.experiments import keys
from network.experiments.table import experiments
from network.npz import read_npz, zipped
from network.program import SETTINGS

SCHEMA_VERSION = 2
NAME = "experiments"
MAKE_ANEW = "make it anew with: python -m network.experiments"
META: dict[str, type] = {
    "schema": int, "made_by": str, "inputs": int, "outputs": int, "classes": list, "settings": dict, "data": dict, "source": str,
    "runs": dict, "numpy": str}
RUN_META: dict[str, type] = {"changes": list, "settings": dict, "source": str}


class Group(dict):
    """Arrays by name, as attributes too: run.zeros["accuracy"], run.zeros.accuracy."""

    def __getattr__(self, name: str) -> np.ndarray:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no {name} was logged; there are {', '.join(self)}") from None


class Experiments:
    """What was logged, read-only: each group is an attribute (`log.zeros.accuracy`) and an item (`log["zeros"]`);
    `meta` is a dict, `path` the file. network/experiments/keys.py says what each array holds."""

    path: Path
    meta: dict[str, Any]

    def __init__(self, path: Path, meta: dict, arrays: dict[str, np.ndarray]):
        groups: dict[str, Group] = {}
        for key, array in arrays.items():
            array.flags.writeable = False
            group, _, name = key.partition(".")
            groups.setdefault(group, Group())[name] = array
        self.__dict__.update(groups, path=path, meta=meta)

    def __getattr__(self, name: str) -> Group:
        """For what is not there, and for type checkers."""
        raise AttributeError(f"there is no experiment {name}")

    def __getitem__(self, name: str) -> Group:
        return getattr(self, name)

    def __setattr__(self, name, value):
        raise AttributeError(f"what experiments logged is read-only, {name} too")


def find(folder: Path | None = None) -> Path:
    """The file in a folder, or the committed one."""
    return (folder or snapshots.FOLDER) / f"{NAME}.npz"


def load(path: Path | None = None) -> Experiments:
    """Read and check what was logged. Raises UserError naming the file, the key and what is wrong."""
    path = path or find()
    if not path.exists():
        where = "" if path.parent == snapshots.FOLDER else f" --out {path.parent}"
        raise UserError(f"{path}: no such file; make it with: python -m network.experiments{where}")
    arrays = read_npz(path, MAKE_ANEW)
    try:
        meta = json.loads(str(arrays.pop("meta", None)))
    except (ValueError, RecursionError):
        raise UserError(f"{path}: has no readable meta: not made by this program; {MAKE_ANEW}") from None
    problem = _problem(meta, arrays)
    if problem:
        raise UserError(f"{path}: {problem}; {MAKE_ANEW}")
    return Experiments(path, meta, {key: arrays[key] for key in schema(meta)})


def packed(meta: dict, arrays: dict[str, np.ndarray]) -> bytes:
    """The file; the same content gives the same bytes. Raises ValueError for what `load` would not take."""
    problem = _problem(meta, arrays)
    if problem:
        raise ValueError(problem)
    return zipped({"meta": np.array(json.dumps(meta, sort_keys=True)), **{key: arrays[key] for key in schema(meta)}})


def schema(meta: dict) -> dict[str, keys.Array]:
    """Every key of a file with this meta."""
    return keys.schema(_table(meta))


def outdated(log: Experiments, real: snapshots.Snapshot) -> str | None:
    """Why this log is not that of today's experiments beside this run of the real net, or None."""
    if log.meta["source"] != real.meta["source"] or log.meta["data"] != real.meta["data"]:
        return f"{log.path} was not made beside {real.path}"
    for name, experiment in _table(log.meta).items():
        if log.meta["runs"][name]["source"] != experiment.variant(log.meta["settings"]).source:
            return f"the experiment {name} in {log.path} is not what network/experiments makes today"
    return None


def _table(meta):
    return experiments(meta["settings"], meta["data"]["train"], meta["outputs"])


def _problem(meta: dict, arrays: dict[str, np.ndarray]) -> str | None:
    """What is wrong with the content, in words, or None."""
    problem = _meta_problem(meta)
    if problem:
        return problem
    sizes = {"I": meta["inputs"], "H": meta["settings"]["hidden"], "O": meta["outputs"],
             "N": meta["data"]["train"], "T": meta["data"]["test"]}
    for key, wanted in schema(meta).items():
        if key not in arrays:
            return f"lacks the array {key}"
        problem = snapshots.array_problem(arrays[key], wanted.dimensions, wanted.dtype, wanted.limits, sizes)
        if problem:
            return f"{key} {problem}"
    return None


def _meta_problem(meta) -> str | None:
    if not isinstance(meta, dict) or meta.get("schema") != SCHEMA_VERSION:
        found = meta.get("schema") if isinstance(meta, dict) else None
        return f"has schema version {found}; this program reads {SCHEMA_VERSION}"
    problem = _lacking(meta, META, "meta") or _lacking(meta["data"], snapshots.META_DATA, "meta.data")
    kinds = {name: snapshots.META[name] for name in SETTINGS}
    problem = problem or _lacking(meta["settings"], kinds, "meta.settings")
    if problem:
        return problem
    if len(meta["classes"]) != meta["outputs"]:
        return f"{meta['outputs']} outputs in meta but {len(meta['classes'])} classes"
    for name in _table(meta):
        problem = _lacking(meta["runs"].get(name), RUN_META, f"meta.runs.{name}")
        if problem:
            return problem
    return None


def _lacking(found, kinds: Mapping[str, type], where: str) -> str | None:
    for key, kind in kinds.items():
        if not isinstance(found, dict) or not isinstance(found.get(key), kind) or isinstance(found[key], bool):
            return f"{where} lacks {key} ({kind.__name__})"
    return None
