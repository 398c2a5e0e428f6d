"""What is found in a chapter while it runs: only what is wrong at rest, or for longer than a move may take, is kept."""

from collections.abc import Iterable

from scenes.film.gate.finding import Finding

PASSING = 1.0      # seconds for which things that move may be in each other's way


class Notes:
    """The findings of one chapter: `found`, each once, and of them in `fresh` those since it was last cleared."""

    def __init__(self, chapter: str):
        self.chapter, self.key = chapter, ""      # key: of the line that is spoken
        self.looks = 0
        self.fresh: list[Finding] = []
        self._found: dict[tuple, Finding] = {}
        self._pending: dict[tuple, tuple[float, int]] = {}
        self._kept: list[tuple] = []

    @property
    def found(self) -> list[Finding]:
        """In the order in which they were found."""
        return list(self._found.values())

    def look(self) -> None:
        """Another look is taken: what is not noted before the next one has passed."""
        self.looks += 1

    def note(self, finding: Finding, parts: Iterable, seconds: float, passing: bool = False) -> None:
        """Something is wrong with these mobjects, in a look. passing: it may be so while they move, if not for long."""
        known = self._found.get(finding.same)
        if known is not None:
            known.until = seconds
            return
        first, last = self._pending.get(finding.same, (seconds, self.looks))
        if last < self.looks - 1:
            first = seconds
        self._pending[finding.same] = first, self.looks
        if passing and seconds - first <= PASSING:
            return
        finding.chapter, finding.seconds, finding.key, finding.until = self.chapter, first, self.key, seconds
        self._found[finding.same] = finding
        self._kept.append(tuple(parts))      # so that no other object gets the identity of one that was reported
        self.fresh.append(finding)
