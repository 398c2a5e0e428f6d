"""Runs a chapter without drawing it and looks at its mobjects twice a second and whenever nothing moves.

What is wrong becomes a defect when it is at rest, or when it stays wrong for longer than a move may take.
"""

import sys
from pathlib import Path

from manim import Manager, tempconfig

from scenes.film import find
from scenes.film.gate import contrast, layout, narration, provenance
from scenes.film.gate.clock import frozen, overlaps, silences
from scenes.film.gate.draw import Drawer
from scenes.film.gate.finding import Finding
from scenes.film.gate.picture import Picture, read
from scenes.film.gate.sources import Sources, capitals
from scenes.film.gate.stale import Stale

EVERY = 0.5        # seconds between two looks, at most
PASSING = 1.0      # seconds for which things that move may be in each other's way
MIDDLE = 0.2       # plays at least so long are looked at on their way
PICTURES = 30      # at most so many pictures of defects for a chapter


def check_chapter(path: Path, quality: str, media: Path, pictures: Path | None = None) -> dict:
    """Run a chapter and check all that can be seen without its film.

    pictures: the folder for frames with the culprits boxed, none if None. Returns {"findings": [Finding], "seconds":
    length of the chapter, "looks": pictures looked at, "beats": of them ends of beats, "excused": [(what, reason)]}.
    Raises UserError for what stops the chapter itself.
    """
    chapter = find.chapter_class(path)
    looking = type(chapter.__name__, (_Looking, chapter), {"__module__": chapter.__module__})
    with tempconfig(find.settings(path, quality, media) | {"dry_run": True, "disable_caching": True}):
        scene = looking(skip_animations=True)
        scene.pictures = pictures
        Manager(scene).render()
        return scene.result()


class _Looking:
    """Mixed into a chapter: looks at it while it runs with its animations skipped."""

    pictures = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.renderer.update_frame = self.renderer.save_static_frame_data = lambda *args, **kwargs: None
        self._findings: dict[tuple, Finding] = {}
        self._pending: dict[tuple, tuple[float, int]] = {}
        self._looks, self._beats, self._key = 0, 0, ""
        self._moving: frozenset[int] = frozenset()
        self._zooming, self._rest = False, None
        self._signatures: list[tuple[float, int]] = []
        self._fresh: list[Finding] = []
        self._kept: list[tuple] = []
        self._trusted: set[tuple] = set()
        self._shown: set[Path] = set()
        self._excused: dict[tuple, None] = {}

    def setup(self):
        super().setup()
        self._drawer = Drawer()
        self._sources = Sources({"pixels": self.pixels, "digits": self.digits},
                                capitals(sys.modules[type(self).__module__]))
        self._stale = Stale()

    # --- when to look ----------------------------------------------------------------------------

    def before_beat(self, key, line):
        self._key = key
        self._trusted.clear()
        self._stale.hear(line.text)

    def after_beat(self, key):
        self._beats += 1
        picture = self._rest or self._look_at_rest(self.clock.seconds)
        for finding in self._stale.see(picture, self.clock.seconds):
            self._note(finding, (), self.clock.seconds, settled=True)
        self._draw(picture)

    def play(self, *animations, **kwargs):
        start, self._rest = self.clock.seconds, None
        super().play(*animations, **kwargs)
        self._moving, self._zooming = frozenset(), False
        if not self.is_current_animation_frozen_frame():
            self._sign(self.clock.seconds, read(self))
            return
        if self.clock.seconds - start >= EVERY / 2:
            self._rest = self._look_at_rest(start)
        self._sign(self.clock.seconds)

    def get_time_progression(self, run_time, *args, **kwargs):
        """The moments of a play call that are looked at: each half second of the chapter, and its end."""
        self._moving = frozenset(_parts(self.animations))
        self._zooming = id(self.camera.frame) in self._moving
        self._stale.touch(self._moving)
        start = self.clock.seconds
        grid = [moment for moment in moments(start, start + run_time) if moment < start + run_time - 0.05]
        if not grid and run_time >= MIDDLE:
            yield run_time / 2
            self._sign(start + run_time / 2, read(self))
        for moment in grid:
            yield moment - start
            self._sign(moment, self._look(moment))
        yield run_time

    def _sign(self, seconds, picture=None):
        signature = picture.signature() if picture else self._signatures[-1][1] if self._signatures else 0
        self._signatures.append((seconds, signature))

    # --- what is seen ----------------------------------------------------------------------------

    def _look(self, seconds) -> Picture:
        picture = read(self)
        self._looks += 1
        for finding, parts in layout.candidates(picture):
            self._note(finding, parts, seconds)
        for finding, parts in provenance.candidates(picture, self._sources, self._moving, self._trusted):
            self._note(finding, parts, seconds)
        for thing in (*picture.texts, *picture.items):
            for check, reason in thing.declared.excuses:
                self._excused[check, reason] = None
        self._draw(picture)
        return picture

    def _look_at_rest(self, seconds) -> Picture:
        """While nothing moves, texts must be readable too."""
        picture = self._look(seconds)
        for finding, parts in contrast.candidates(picture, self._drawer):
            self._note(finding, parts, seconds, settled=True)
        self._draw(picture)
        return picture

    def _note(self, finding, parts, seconds, settled=False):
        """Keep a finding once it is at rest, or has lasted for too long."""
        same = finding.same
        known = self._findings.get(same)
        if known is not None:
            known.until = seconds
            return
        first, last = self._pending.get(same, (seconds, self._looks))
        if last < self._looks - 1:
            first = seconds
        self._pending[same] = first, self._looks
        passing = self._zooming or self._moving.intersection(map(id, parts))
        if not settled and passing and seconds - first <= PASSING:
            return
        finding.chapter, finding.seconds, finding.key, finding.until = self.name, first, self._key, seconds
        self._findings[same] = finding
        self._kept.append(parts)      # so that no other object gets the identity of one that was reported
        self._fresh.append(finding)

    def _draw(self, picture):
        """One picture of all that was found at this moment."""
        if self.pictures and self._fresh and len(self._shown) < PICTURES:
            first = self._fresh[0]
            path = self.pictures / f"{self.name}-{first.until:05.1f}s-{first.check}.png"
            self._shown.add(self._drawer.save(picture, self._fresh, path))
            for finding in self._fresh:
                finding.picture = str(path)
        self._fresh.clear()

    # --- what came out ---------------------------------------------------------------------------

    def result(self) -> dict:
        """Everything found, in the order of the chapter."""
        timed = [*frozen(self._signatures, self.cues, self.clock), *silences(self.cues, self.clock),
                 *overlaps(self.cues, self.clock), *narration.check_script(self.script, self.name)]
        for finding in timed:
            finding.chapter = self.name
        findings = sorted([*self._findings.values(), *timed], key=lambda finding: finding.seconds)
        return {"findings": findings, "seconds": self.clock.seconds, "looks": self._looks, "beats": self._beats,
                "excused": list(self._excused)}


def _parts(animations):
    """Identities of all mobjects that take part in animations."""
    for animation in animations:
        yield from map(id, animation.mobject.get_family())
        yield from _parts(getattr(animation, "animations", ()))


def moments(start: float, end: float):
    """Multiples of EVERY between two moments, without the ends."""
    k = int(start / EVERY) + 1
    while k * EVERY < end:
        if k * EVERY > start:
            yield k * EVERY
        k += 1
