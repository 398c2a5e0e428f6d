"""One line of narration while it is being spoken: where its marks are, and how to wait for them."""

from scenes.film.errors import UserError, nearest

SHORTEST = 0.1      # seconds; the least that until() gives, so that it can be a run time


class Line:
    """What `with self.say("key") as line:` gives.

    text: the line as spoken; duration: how long the voice takes, in seconds; marks: {name: index of a word of it}.
    """

    def __init__(self, scene, where: str, text: str, marks: dict[str, int], speech):
        if len(speech.words) != len(text.split()):
            raise UserError(f"{where}: the voice tells when {len(speech.words)} words are spoken, the line has "
                            f"{len(text.split())}")
        self._scene, self._where, self._marks, self._speech = scene, where, marks, speech
        self._start = scene.clock.frame
        self.text, self.duration = text, speech.duration

    def at(self, mark: str) -> float:
        """Seconds from the line's start at which the word after a mark begins. Raises UserError if there is none."""
        if mark not in self._marks:
            raise UserError(f"{self._where}: there is no mark [{mark}] in it{nearest(mark, self._marks)}")
        return self._speech.words[self._marks[mark]][1]

    @property
    def elapsed(self) -> float:
        """Seconds since the line began."""
        return (self._scene.clock.frame - self._start) / self._scene.clock.rate

    @property
    def left(self) -> float:
        """Seconds of voice that remain; 0 when it has ended."""
        return max(self.duration - self.elapsed, 0.0)

    def until(self, mark: str) -> float:
        """Seconds from now to a mark, at least 0.1: a run time for what must be done by then."""
        return max(self.at(mark) - self.elapsed, SHORTEST)

    def wait_for(self, mark: str) -> None:
        """Hold the picture until the word after a mark is spoken; nothing if it was spoken already."""
        self._scene.hold(self.at(mark) - self.elapsed)
