"""A film of one small scene, in which faults are planted."""

from pathlib import Path

from scenes.film.film import Film
from scenes.scratch.film import FILM as SUBJECT

HERE = Path(__file__).resolve().parent
FILM = Film(name="planted", path=HERE / "film.py", root=HERE, folder=HERE, chapters=("scene",), scripts=HERE / "script",
            runs=SUBJECT.runs, methods=SUBJECT.methods, labels=SUBJECT.labels)
