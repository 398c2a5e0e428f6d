"""A film of one chapter: the first odd numbers add up to a square, laid out in dots."""

from pathlib import Path

import numpy as np

from scenes.film.film import Arrays, Film
from scenes.film.narration.facts import Fact

HERE = Path(__file__).resolve().parent
COUNT = 5
ODDS = 2 * np.arange(COUNT) + 1

FILM = Film(
    name="odd_numbers",
    path=HERE / "film.py",
    folder=HERE,
    chapters=("squares",),
    scripts=HERE / "script",
    root=HERE.parents[1],
    runs=Arrays(odd={"terms": ODDS, "sums": ODDS.cumsum(), "sides": np.arange(COUNT) + 1}),
    facts={
        "term_1": Fact("odd:terms[0]", "word"),
        "term_2": Fact("odd:terms[1]", "word"),
        "term_3": Fact("odd:terms[2]", "word"),
        "term_4": Fact("odd:terms[3]", "word"),
        "term_5": Fact("odd:terms[4]", "word"),
        "longer": Fact("odd:terms[1]-terms[0]", "word"),
        "side": Fact("odd:sides[-1]", "word"),
        "total": Fact("odd:sums[-1]", "word"),
    },
)
