"""How much of the time nothing changes on screen: a film that stands still for long stretches is a row of slides."""

from scenes.film.gate.clock import still
from scenes.film.gate.finding import WARNING, Finding

MOST_OF_FILM = 0.15       # share of a film in which nothing changes
MOST_OF_CHAPTER = 0.25    # ... of one chapter
LEAST = 40.0              # seconds; of a chapter or a film that is shorter a share says little


def still_seconds(signatures: list[tuple[float, int]]) -> float:
    """How long nothing changes, in all. signatures: as for clock.still."""
    return sum(end - start for start, end in still(signatures))


def of_chapter(still: float, seconds: float) -> list[Finding]:
    """A warning of a chapter, so many seconds long, that is still for too much of it."""
    if seconds < LEAST or still <= MOST_OF_CHAPTER * seconds:
        return []
    return [Finding("still", f"nothing changes in {still / seconds:.0%} of the chapter ({still:.0f} s); at most "
                    f"{MOST_OF_CHAPTER:.0%} is wished", severity=WARNING)]


def of_film(still: float, seconds: float) -> list[Finding]:
    """A defect of a film that is still for too much of it."""
    if seconds < LEAST or still <= MOST_OF_FILM * seconds:
        return []
    return [Finding("still", f"nothing changes in {still / seconds:.1%} of the film ({still:.0f} s); at most "
                    f"{MOST_OF_FILM:.0%} is allowed", chapter="film")]
