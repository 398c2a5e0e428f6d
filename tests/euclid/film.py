"""A small film of another subject, in another language and a square frame: how Euclid finds a common measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from scenes.film.errors import UserError
from scenes.film.film import Film
from scenes.film.narration.facts import Fact

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Divisions:
    """Runs of Euclid's algorithm: of each step the larger and the smaller number, and the rest."""

    root: Path
    names = ("euclid",)
    options = ("larger", "smaller")

    @cached_property
    def folder(self) -> Path:
        """The run of 98 and 21; made when it is first asked for."""
        return self._made(98, 21)

    def prepare(self, options: Mapping[str, str], say) -> Path:
        try:
            larger, smaller = int(options.get("larger", 98)), int(options.get("smaller", 21))
        except ValueError as error:
            raise UserError(f"two whole numbers are needed ({error})") from None
        return self._made(larger, smaller)

    def _made(self, larger, smaller):
        folder = self.root / "media" / "runs" / f"euclid-{larger}-{smaller}"
        if not (folder / "euclid.npz").exists():
            folder.mkdir(parents=True, exist_ok=True)
            np.savez(folder / "euclid.npz", **divide(larger, smaller))
        return folder

    def load(self, folder: Path):
        with np.load(folder / "euclid.npz", allow_pickle=False) as stored:
            return {"euclid": Run(**stored)}

    def files(self, folder: Path) -> list[Path]:
        return [folder / "euclid.npz"]

    def describe(self, folder: Path) -> dict:
        return {"steps": len(self.load(folder)["euclid"].rest)}

    def programs(self, folder: Path) -> list[str]:
        return []


class Run:
    """larger, smaller, rest: (steps,) int64."""

    def __init__(self, **arrays):
        vars(self).update(arrays)


def divide(larger: int, smaller: int) -> dict[str, np.ndarray]:
    """The steps until nothing is left; the last `smaller` is the greatest common divisor."""
    steps = []
    while smaller:
        steps.append((larger, smaller, larger % smaller))
        larger, smaller = smaller, larger % smaller
    return dict(zip(("larger", "smaller", "rest"), np.array(steps).T, strict=True))


def draw(runs, texts, size: tuple[int, int]) -> Image.Image:
    """Two bars, as long as the two numbers."""
    run = runs["euclid"]
    picture = Image.new("RGB", size, "#0E1318")
    for k, number in enumerate((run.larger[0], run.smaller[0])):
        length = round(size[0] * 0.8 * number / run.larger[0])
        picture.paste("#56B4E9", (size[0] // 10, size[1] * (3 + 2 * k) // 8, size[0] // 10 + length, size[1] * (4 + 2 * k) // 8))
    return picture


FILM = Film(
    name="euclid",
    path=HERE / "film.py",
    root=HERE,
    folder=HERE,
    chapters=("frage", "schritte"),
    scripts=HERE / "script",
    runs=Divisions(HERE),
    facts=lambda runs: {"larger": Fact("euclid:larger[0]"), "smaller": Fact("euclid:smaller[0]"),
                        "steps": Fact("euclid:rest.size", "word"), "measure": Fact("euclid:smaller[-1]", "word")},
    thumbnail=draw,
    language="de",
    frame=(1, 1),
)
