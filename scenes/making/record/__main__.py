"""Write down how film one is made: python -m scenes.making.record [PART ...]

Without parts all are recorded, some minutes; with parts the others stay as they are in the log.
"""

import argparse
from importlib import import_module
from importlib.metadata import version

from scenes.film.errors import told_in_one_line
from scenes.making import log
from scenes.making.film import FILM

PARTS = ("origin", "watching", "checked", "quick", "joined", "yours")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    asked = parser.parse_args().parts or PARTS
    path = log.find(FILM.runs.folder)
    with told_in_one_line(FILM.mistakes):
        meta, arrays = log.parts(path) if path.exists() and tuple(asked) != PARTS else ({"texts": {}}, {})
        for part in asked:
            print(f"recording {part}", flush=True)
            noted = import_module(f"scenes.making.record.{part}").record()
            foreign = [name for name in (*noted.arrays, *noted.texts, *noted.facts) if not name.startswith(f"{part}_")]
            assert not foreign, f"names of {part} begin with its own: {foreign}"
            arrays = {name: array for name, array in arrays.items() if not name.startswith(f"{part}_")} | noted.arrays
            meta["texts"] = {name: text for name, text in meta["texts"].items() if not name.startswith(f"{part}_")} | noted.texts
            meta = {name: value for name, value in meta.items() if not name.startswith(f"{part}_")} | noted.facts
        meta |= {"schema": log.SCHEMA_VERSION, "made_by": "python -m scenes.making.record",
                 "versions": {name: version(name) for name in ("manim", "numpy")}}
        log.save(path, meta, arrays)
    print(f"{path}  {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
