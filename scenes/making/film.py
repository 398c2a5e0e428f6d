"""Film two, "How this film was made": what film one is made with, shown at work on film one itself."""

from pathlib import Path

from network.errors import UserError as NetworkError
from scenes.film.film import Film
from scenes.making.facts import FACTS
from scenes.making.runs import MakingRuns
from scenes.making.thumbnail import draw
from scenes.scratch.film import FILM as SUBJECT

HERE = Path(__file__).resolve().parent

FILM = Film(
    name="making",
    path=Path(__file__),
    root=SUBJECT.root,
    folder=HERE,
    chapters=("origin", "watching", "clock", "look", "beat", "checked", "quick", "joined", "yours"),
    scripts=HERE / "script",
    runs=MakingRuns(SUBJECT.runs),
    facts=FACTS,
    thumbnail=draw,
    constants=SUBJECT.constants,
    names=(*SUBJECT.names, (r"line", "focus")),
    methods=SUBJECT.methods,
    labels=SUBJECT.labels,
    mistakes=(NetworkError,),
)
