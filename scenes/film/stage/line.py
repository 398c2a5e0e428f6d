"""One line of narration while it is being spoken: where its marks are, and how to wait for them."""

from scenes.film.errors import UserError, nearest
from scenes.film.voice.pace import pace

SHORTEST = 0.1      # seconds; the least that until() gives, so that it can be a run time


class Line:
    """What `with self.say("key") as line:` gives.

    text: the line as spoken; duration: how long the voice takes; marks: {name: index of a word of it}; pace: how long a
    second of the block is, 1 or less. All that a line tells is in seconds of its block: of a line spoken in a hurry
    they are shorter, in proportion, so that moves that were made for a calm voice do not outlast it.
    """

    def __init__(self, scene, where: str, text: str, marks: dict[str, int], speech):
        if len(speech.words) != len(text.split()):
            raise UserError(f"{where}: the voice tells when {len(speech.words)} words are spoken, the line has "
                            f"{len(text.split())}")
        self._scene, self._where, self._marks, self._speech = scene, where, marks, speech
        self._start = scene.clock.frame
        self.text, self.pace = text, pace(text, speech.duration)
        self.duration = speech.duration / self.pace

    def at(self, mark: str) -> float:
        """Seconds from the line's start at which the word after a mark begins. Raises UserError if there is none."""
        if mark not in self._marks:
            raise UserError(f"{self._where}: there is no mark [{mark}] in it{nearest(mark, self._marks)}")
        return self._speech.words[self._marks[mark]][1] / self.pace

    @property
    def elapsed(self) -> float:
        """Seconds since the line began."""
        return (self._scene.clock.frame - self._start) / self._scene.clock.rate / self.pace

    @property
    def left(self) -> float:
        """Seconds of voice that remain; 0 when it has ended."""
        return max(self.duration - self.elapsed, 0.0)

    def until(self, mark: str) -> float:
        """Seconds from now to a mark, at least 0.1 in the film: a run time for what must be done by then."""
        return max(self.at(mark) - self.elapsed, SHORTEST / self.pace)

    def wait_for(self, mark: str) -> None:
        """Hold the picture until the word after a mark is spoken; nothing if it was spoken already."""
        self._scene.hold(self.at(mark) - self.elapsed)
