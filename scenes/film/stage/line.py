"""One line of narration while it is being spoken: where its words are, and how to wait for them."""

from scenes.film.errors import UserError

PUNCTUATION = ".,;:!?\"'()"
SHORTEST = 0.1      # seconds; the least that until() gives, so that it can be a run time


class Line:
    """What `with self.say("key") as line:` gives.

    text: the line as written; duration: how long the voice takes, in seconds.
    """

    def __init__(self, scene, where: str, text: str, speech):
        self._scene, self._where, self._speech = scene, where, speech
        self._start = scene.clock.frame
        self.text, self.duration = text, speech.duration

    def at(self, phrase: str, n: int = 1) -> float:
        """Seconds from the line's start at which the n-th occurrence of a word or phrase begins.

        Case and punctuation don't matter. Raises UserError if the line does not have it.
        """
        wanted = [_bare(word) for word in phrase.split()]
        spoken = [_bare(word) for word, _, _ in self._speech.words]
        starts = [i for i in range(len(spoken)) if spoken[i:i + len(wanted)] == wanted]
        if len(starts) < n:
            times = "" if n == 1 else f" {n} times"
            raise UserError(f"{self._where}: {phrase!r} is not{times} in the line {self.text!r}")
        return self._speech.words[starts[n - 1]][1]

    @property
    def elapsed(self) -> float:
        """Seconds since the line began."""
        return (self._scene.clock.frame - self._start) / self._scene.clock.rate

    @property
    def left(self) -> float:
        """Seconds of voice that remain; 0 when it has ended."""
        return max(self.duration - self.elapsed, 0.0)

    def until(self, phrase: str, n: int = 1) -> float:
        """Seconds from now to a word, at least 0.1: a run time for what must be done by then."""
        return max(self.at(phrase, n) - self.elapsed, SHORTEST)

    def wait_for(self, phrase: str, n: int = 1) -> None:
        """Hold the picture until a word is spoken; nothing if it was spoken already."""
        self._scene.hold(self.at(phrase, n) - self.elapsed)


def _bare(word: str) -> str:
    return word.strip(PUNCTUATION).casefold() or word
