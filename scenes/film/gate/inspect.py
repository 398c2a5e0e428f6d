"""Looks at a chapter that is rehearsed twice a second and whenever nothing moves.

What is wrong becomes a defect when it is at rest, or when it stays wrong for longer than a move may take.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from scenes.film.edition import Edition
from scenes.film.gate import arrows, contrast, equations, layout, narration, pace, provenance, stillness
from scenes.film.gate.boxed import Drawer
from scenes.film.gate.clock import frozen, overlaps, silences
from scenes.film.gate.exposure import Exposure
from scenes.film.gate.labels import OFTEN, Labels
from scenes.film.gate.moments import EVERY, Moving, moments, only_drifts
from scenes.film.gate.notes import Notes
from scenes.film.gate.picture import Item, Picture, Piece, read
from scenes.film.gate.stale import Stale
from scenes.film.narration.sources import Sources, capitals
from scenes.film.rehearse import rehearse
from scenes.film.stage.observers import Observer

MIDDLE = 0.2       # plays at least so long are looked at on their way
RULES = (layout.candidates, equations.candidates)      # rules for one picture
PICTURES = 30      # at most so many pictures of defects for a chapter


def check_chapter(edition: Edition, path: Path, pictures: Path | None = None) -> dict:
    """Run a chapter and check all that can be seen without its film; see Inspector.result.

    pictures: the folder for frames with the culprits boxed, none if None. Raises UserError for what stops the chapter
    itself.
    """
    inspector = Inspector(pictures)
    rehearse(edition, path, inspector)
    return inspector.result()


class Inspector(Observer):
    """Looks at a chapter while it runs with its animations skipped.

    seen: told of each picture that is looked at, and of the key of the line in which that is.
    """

    def __init__(self, pictures: Path | None = None, seen: Callable[[str, Picture], None] | None = None):
        self.pictures, self.seen = pictures, seen
        self._beats = 0
        self._moving, self._start = Moving(), 0.0
        self._rest: Picture | None = None
        self._between: float | None = None      # of a play call: the one moment that is looked at for its own sake
        self._often: frozenset[float] = frozenset()      # ... and those at which only labels are looked at
        self._signatures: list[tuple[float, int]] = []
        self._trusted: set[tuple] = set()
        self._shown: set[Path] = set()
        self._excused: dict[tuple, None] = {}

    def begins(self):
        scene, film = self.scene, self.scene.film
        self._notes = Notes(scene.name)
        self._drawer = Drawer()
        self._sources = Sources(scene.runs, {**film.constants}, capitals(sys.modules[type(scene).__module__]),
                                film.methods)
        self._labels = Labels(film.labels, self._sources)
        self._programs = film.runs.programs(scene.edition.runs)
        self._stale, self._exposure = Stale(), Exposure()

    # --- when to look ----------------------------------------------------------------------------

    def beat_begins(self, key, line):
        self._notes.key = key
        self._trusted.clear()
        self._stale.hear(line.text)

    def beat_ends(self, key):
        self._beats += 1
        picture = self._rest or self._look_at_rest(self._seconds)
        for finding in self._stale.see(picture, self._seconds):
            self._notes.note(finding, (), self._seconds)
        self._draw(picture)

    def play_begins(self):
        self._start, self._rest = self._seconds, None
        if not self.scene.is_holding:
            self._exposure.begins(read(self.scene), self._start)

    def play_ends(self):
        self._moving = Moving()
        if not self.scene.is_current_animation_frozen_frame():
            self._sign(self._seconds, read(self.scene))
            return
        if self._seconds - self._start >= EVERY / 2:
            self._rest = self._look_at_rest(self._start)
        self._sign(self._seconds)

    def moving(self, run_time):
        """Each half second of the chapter, and the middle, where what comes and what leaves meet; of a drift only that."""
        self._moving = Moving.of(self.scene)
        self._stale.touch(self._moving.parts)
        start = self._seconds
        self._exposure.moves(self.scene.animations)
        if only_drifts(self.scene):
            self._between, self._often = None, frozenset()
            return [run_time / 2]
        grid = [moment - start for moment in moments(start, start + run_time) if moment < start + run_time - 0.05]
        self._between = run_time / 2 if run_time >= MIDDLE and run_time / 2 not in grid else None
        taken = grid if self._between is None else [*grid, self._between]
        often = moments(start, start + run_time, OFTEN) if self._labels.among(self.scene.mobjects) else ()
        self._often = frozenset(moment - start for moment in often).difference(taken)
        return [*taken, *self._often]

    def look(self, moment):
        seconds = self._start + moment
        picture = read(self.scene) if moment == self._between or moment in self._often else self._look(seconds)
        self._look_at_labels(picture, seconds)
        if moment in self._often:
            return
        for finding, parts in self._exposure.candidates(picture):
            self._notes.note(finding, parts, seconds)
        self._draw(picture)
        self._sign(seconds, picture)

    @property
    def _seconds(self) -> float:
        return self.scene.clock.seconds

    def _sign(self, seconds, picture=None):
        signature = picture.signature() if picture else self._signatures[-1][1] if self._signatures else 0
        self._signatures.append((seconds, signature))

    # --- what is seen ----------------------------------------------------------------------------

    def _look(self, seconds) -> Picture:
        picture = read(self.scene)
        self._notes.look()
        for rule in RULES:
            for finding, parts in rule(picture):
                self._note(finding, parts, seconds)
        self._look_at_sources(picture, seconds)
        self._draw(picture)
        if self.seen:
            self.seen(self._notes.key, picture)
        return picture

    def _look_at_sources(self, picture, seconds):
        for finding, parts in provenance.candidates(picture, self._sources, self._programs, self._moving.parts,
                                                         self._trusted):
            self._note(finding, parts, seconds)
        for finding, parts in arrows.candidates(picture, self._sources, self._moving.parts):
            self._note(finding, parts, seconds)
        things: list[Piece | Item] = [*picture.texts, *picture.items]
        for thing in things:
            for check, reason in thing.declared.excuses:
                self._excused[check, reason] = None

    def _look_at_labels(self, picture, seconds):
        for finding, parts in self._labels.candidates(picture, self._moving.parts):
            self._notes.note(finding, parts, seconds)
        self._draw(picture)

    def _look_at_rest(self, seconds) -> Picture:
        """While nothing moves, texts must be readable too."""
        picture = self._look(seconds)
        self._look_at_labels(picture, seconds)
        for finding, parts in contrast.candidates(picture, self._drawer):
            self._notes.note(finding, parts, seconds)
        self._draw(picture)
        return picture

    def _note(self, finding, parts, seconds):
        """Of what moves it may be so for a while."""
        self._notes.note(finding, parts, seconds, passing=self._moving.takes(parts))

    def _draw(self, picture):
        """One picture of all that was found at this moment."""
        fresh = self._notes.fresh
        if self.pictures and fresh and len(self._shown) < PICTURES:
            first = fresh[0]
            path = self.pictures / f"{self.scene.name}-{first.until:05.1f}s-{first.check}.png"
            self._shown.add(self._drawer.save(picture, fresh, path))
            for finding in fresh:
                finding.picture = str(path)
        fresh.clear()

    # --- what came out ---------------------------------------------------------------------------

    def result(self) -> dict:
        """{"findings": [Finding] in the order of the chapter, "seconds": its length, "still": of them without a change,
        "words": that are spoken, "looks": pictures looked at, "beats": of them ends of beats, "excused": [(what,
        reason)]}."""
        scene, still = self.scene, stillness.still_seconds(self._signatures)
        words = pace.words_of(scene.cues)
        timed = [*frozen(self._signatures, scene.cues, scene.clock), *silences(scene.cues, scene.clock),
                 *overlaps(scene.cues, scene.clock), *narration.check_script(scene.script, scene.name),
                 *stillness.of_chapter(still, self._seconds), *pace.of_chapter(words, self._seconds),
                 *pace.rests(scene.cues, scene.clock)]
        for finding in timed:
            finding.chapter = scene.name
        findings = sorted([*self._notes.found, *timed], key=lambda finding: finding.seconds)
        return {"findings": findings, "seconds": self._seconds, "still": still, "words": words, "looks": self._notes.looks,
                "beats": self._beats, "excused": list(self._excused)}
