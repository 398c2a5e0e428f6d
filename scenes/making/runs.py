"""What film two is drawn from: the committed runs of film one, and the log of how that film was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from network.errors import UserError
from scenes.making import log
from scenes.scratch.runs import TrainingRuns


@dataclass(frozen=True)
class MakingRuns:
    """subject: the runs of the film whose making is shown; its committed ones, since only they have a log of it."""

    subject: TrainingRuns
    options = ()

    @property
    def names(self) -> tuple[str, ...]:
        return *self.subject.names, log.NAME

    @property
    def folder(self) -> Path:
        return self.subject.folder

    def prepare(self, options: Mapping[str, str], say) -> Path:
        """The folder of the runs and their log. Raises UserError if there is no log."""
        if not log.find(self.folder).exists():
            raise UserError(f"{log.find(self.folder)}: no such file; {log.MAKE_ANEW}")
        return self.subject.prepare({}, say)

    def load(self, folder: Path) -> dict[str, Any]:
        return {**self.subject.load(folder), log.NAME: log.load(log.find(folder))}

    def files(self, folder: Path) -> list[Path]:
        return [*self.subject.files(folder), log.find(folder)]

    def describe(self, folder: Path) -> dict[str, Any]:
        return self.subject.describe(folder) | {"made_by": log.load(log.find(folder)).meta["made_by"]}

    def programs(self, folder: Path) -> list[str]:
        """The listing that ran, the programs that the log saw at work, and the code of both films."""
        here = Path(__file__).parent
        own = [path.read_text(encoding="utf-8") for path in sorted([*here.glob("*.py"), *here.with_name("scratch").glob("*.py")])]
        return [*self.subject.programs(folder), *log.load(log.find(folder)).meta["texts"].values(), *own]
