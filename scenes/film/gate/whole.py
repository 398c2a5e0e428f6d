"""What can only be said of all chapters together: how much of the film is still, how fast it is spoken."""

from collections.abc import Sequence

from scenes.film.gate import pace, stillness
from scenes.film.gate.finding import Finding


def check(chapters: Sequence[dict]) -> list[Finding]:
    """Findings of a film. chapters: what Inspector.result gives of each."""
    words, still, seconds = totals(chapters)
    return [*stillness.of_film(still, seconds), *pace.of_film(words, seconds)]


def told(chapters: Sequence[dict]) -> str:
    """The film's figures in one line."""
    words, still, seconds = totals(chapters)
    return f"{still / seconds:.1%} still, {60 * words / seconds:.0f} words a minute"


def totals(chapters: Sequence[dict]) -> tuple[int, float, float]:
    """(words spoken, seconds in which nothing changes, seconds) of all chapters."""
    return (sum(chapter["words"] for chapter in chapters), sum(chapter["still"] for chapter in chapters),
            sum(chapter["seconds"] for chapter in chapters))
