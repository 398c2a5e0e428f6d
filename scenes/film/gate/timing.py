"""Looks at what another voice can change in a chapter: when things happen, and for how long they are in each other's way.

What is there at rest, what texts say and how well they are read is the same with any voice: the Inspector sees to it.
"""

from scenes.film.gate import layout
from scenes.film.gate.clock import frozen, overlaps, silences
from scenes.film.gate.finding import Finding
from scenes.film.gate.moments import Moving, moments, only_drifts
from scenes.film.gate.notes import PASSING, Notes
from scenes.film.gate.picture import read
from scenes.film.stage.observers import Observer


class Timing(Observer):
    """Of a chapter that runs with its animations skipped: looks twice a second at moves that last longer than things may
    pass each other, and at the end of each line."""

    def begins(self):
        self._notes, self._signatures = Notes(self.scene.name), [(0.0, 0)]
        self._moves, self._start, self._moving = 0, 0.0, Moving()

    def beat_begins(self, key, line):
        self._notes.key = key

    def beat_ends(self, key):
        self._look(self.scene.clock.seconds)

    def play_begins(self):
        self._start = self.scene.clock.seconds

    def follows(self, run_time):
        return run_time > PASSING and not only_drifts(self.scene)

    def moving(self, run_time):
        if not self.follows(run_time):
            return ()
        self._moving = Moving.of(self.scene)
        return [moment - self._start for moment in moments(self._start, self._start + run_time)]

    def look(self, moment):
        self._look(self._start + moment)

    def play_ends(self):
        self._moves += not self.scene.is_current_animation_frozen_frame()
        self._signatures.append((self.scene.clock.seconds, self._moves))
        self._moving = Moving()

    def _look(self, seconds):
        self._notes.look()
        for finding, parts in layout.candidates(read(self.scene, pixels=False)):
            self._notes.note(finding, parts, seconds, passing=self._moving.takes(parts))

    def findings(self) -> list[Finding]:
        """What was found, and where the picture stands still or nobody speaks for too long, or lines overlap."""
        cues, clock = self.scene.cues, self.scene.clock
        return [*self._notes.found, *frozen(self._signatures, cues, clock), *silences(cues, clock), *overlaps(cues, clock)]
