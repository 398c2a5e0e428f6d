"""A Scene that speaks its narration, keeps the picture in time with it, and tells its observers what happens."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from manim import LEFT, RIGHT, UL, FadeIn, FadeOut, MovingCameraScene, Wait, config

from scenes.fast import FastRenderer
from scenes.fast.motion import BatchedMotion
from scenes.fast.quickly import quickly
from scenes.film.edition import Edition, edition
from scenes.film.errors import UserError, nearest, told_in_one_line
from scenes.film.film import Film, load
from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.script import Script
from scenes.film.stage.clock import Clock, frames_written, hold_time, move_time
from scenes.film.stage.cues import Cue
from scenes.kit.drift import SHORTEST, Drift
from scenes.film.stage.line import Line
from scenes.film.stage.observers import Observer
from scenes.film.stage.settings import adopt, use_colours
from scenes.film.stage.texts import OwnTexts
from scenes.film.terminal import clock_time
from scenes.film.voice import voice
from scenes.kit import figures, theme
from scenes.kit.declare import furniture
from scenes.kit.listing import lit_lines
from scenes.kit.text import words

TRANSITION = 0.4     # seconds, at the start and the end of every chapter
READ = 2.5           # seconds after which a chapter's title leaves
BEYOND = 15          # so far to a side is what is beside the frame
LONGEST_STILL = 1.0  # seconds for which a picture is held; then it drifts


class NarratedScene(BatchedMotion, MovingCameraScene):
    """A chapter's file NAME.py holds one subclass; its lines are in the script's table [NAME].

    film: the one that it belongs to; if its class does not say so, that of the film.py beside its file.
    """

    film: Film = None     # type: ignore[assignment]

    def __init__(self, renderer=None, skip_animations=False, edition: Edition | None = None,
                 observers: Sequence[Observer] = (), **kwargs):
        with told_in_one_line():
            if renderer is not None:
                raise UserError("chapters are drawn with the cairo renderer; leave --renderer out")
            self.film = edition.film if edition else self.film or load(self.path.with_name("film.py"))
            self.edition = edition or self._edition_of_the_command()
        renderer = self.new_renderer(skip_animations)
        super().__init__(renderer=renderer, skip_animations=skip_animations, **kwargs)
        self.clock = Clock(config.frame_rate)
        self.cues: list[Cue] = []
        self.observers = [*observers]
        self.is_holding = False      # in a play call that only holds the picture
        self._texts = OwnTexts()
        self.heading: Any = None     # the chapter's title, as long as it is to be seen
        self._pace = 1.0     # how long a second of the chapter is, in seconds of the film
        self._still = 0.0    # seconds since anything moved
        self._lit: set[str] = set()     # lines of program text that were lit in the line that is being spoken
        renderer.file_writer.scene = self
        for observer in self.observers:
            observer.scene = self

    def new_renderer(self, skip_animations: bool):
        """What draws the scene."""
        return FastRenderer(skip_animations=skip_animations)

    def _edition_of_the_command(self) -> Edition:
        made = edition(self.film)
        adopt(made, self.path)
        return made

    def _told(self):
        return told_in_one_line(self.film.mistakes)

    @property
    def path(self) -> Path:
        """The chapter's file."""
        return Path(str(sys.modules[type(self).__module__].__file__))

    @property
    def name(self) -> str:
        """The chapter's name: that of its file."""
        return self.path.stem

    @cached_property
    def runs(self) -> Mapping[str, Any]:
        """What the film is drawn from, by name."""
        return self.film.runs.load(self.edition.runs)

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the narration's placeholders stand for."""
        return spoken_facts(self.film, self.runs, self.script)

    @cached_property
    def script(self) -> Script:
        return Script.load(self.edition.script_file, self.edition.language)

    @cached_property
    def voice(self) -> voice.Voice:
        return voice.of(self.edition)

    @cached_property
    def lines(self) -> dict[str, str]:
        """The chapter's lines as spoken, by key."""
        return self.script.lines(self.name, self.facts)

    def setup(self):
        super().setup()
        self._texts.begin()
        use_colours(self.edition)
        figures.use(self.script.language.thousands, self.script.language.decimal)
        self.camera.background_color = config.background_color     # type: ignore[union-attr]
        self.tell("begins")

    @contextmanager
    def tidied(self) -> Iterator[None]:
        """While it runs from setup to its end: quickly, and what it has for itself alone is given back, also if it fails."""
        try:
            with quickly():
                yield
        finally:
            self._texts.end()
            figures.use()

    def open(self, *mobjects) -> None:
        """Begin the chapter: its title at the top left, until that has been read, and what is there from the start."""
        self.heading = words(self.script.title(self.name), theme.BODY, theme.role("quiet"))
        furniture(self.heading).to_corner(UL, buff=theme.SAFE_MARGIN)
        self.play(FadeIn(self.heading, *mobjects), run_time=TRANSITION)
        self.add(self.heading, *mobjects)     # each by itself, no longer as one group

    def close(self) -> None:
        """End the chapter: everything fades, the same in every chapter."""
        self.play(*(FadeOut(mobject) for mobject in self.mobjects), run_time=TRANSITION)

    @contextmanager
    def say(self, key: str, pause: float = 0.15) -> Iterator[Line]:
        """Speak a line of the script; the block is what happens meanwhile.

        Leaving the block holds the picture until the voice has ended, and `pause` seconds more. If the voice hurries,
        all that is played and held until the next line hurries with it, by line.pace.
        """
        text = self._text(key)
        speech = self.voice.speak(text, self.name, key)
        marks = self.script.marks(self.name, key, self.facts)
        line = Line(self, f"{self.script.path}: [{self.name}] {key}", text, marks, speech)
        self.cues.append(Cue(key, text, self.clock.frame, speech))
        self.tell("beat_begins", key, line)
        self._pace = line.pace
        self._lit = lit_lines(self.mobjects)
        yield line
        self.hold(line.left + pause)
        self.cues[-1] = replace(self.cues[-1], last=self.clock.frame, code=sorted(self._lit))
        self.tell("beat_ends", key)

    def _text(self, key):
        if key not in self.lines:
            raise UserError(f"{self.script.path}: [{self.name}] has no line {key!r}{nearest(key, self.lines)}")
        return self.lines[key]

    def screen(self, key: str, **values: int | str) -> str:
        """A text for the screen: `key` in the script's table [screen.CHAPTER], with facts and values filled in."""
        said = {name: value if isinstance(value, str) else self.script.language.count(value) for name, value in values.items()}
        return self.script.text(self.name, key, self.facts | said)

    def tell(self, what: str, *arguments) -> None:
        """Tell all observers."""
        for observer in self.observers:
            getattr(observer, what)(*arguments)

    def push_aside(self, before: Any, coming: Any) -> None:
        """A picture comes from the right, and the one before it goes to the left, out of the frame."""
        self.add(coming.shift(BEYOND * RIGHT))
        self.play(before.animate(remover=True).shift(BEYOND * LEFT), coming.animate.shift(BEYOND * LEFT), run_time=0.8)

    def hold(self, seconds: float) -> None:
        """Nothing new for so long, to the nearest frame; nothing if that is less than one.

        The picture stands, and drifts where it would stand for too long.
        """
        frames = self._frames(seconds)
        if self._still + frames / self.clock.rate > LONGEST_STILL and seconds >= SHORTEST:
            self.drift(seconds)
        elif frames > 0:
            self.is_holding = True
            self.wait(hold_time(frames, self.clock.rate) / self._pace, frozen_frame=True)
            self.is_holding = False

    def drift(self, seconds: float) -> None:
        """A slow move of the whole picture for so long, to the nearest frame; nothing if that is too short for one."""
        frames = self._frames(seconds)
        if seconds < SHORTEST or frames < 2:
            return
        camera: Any = self.camera
        there = camera.frame in self.mobjects
        self.play(Drift(camera.frame, frames / self.clock.rate), run_time=move_time(frames, self.clock.rate) / self._pace)
        if not there:
            self.remove(camera.frame)

    def _frames(self, seconds):
        return round(seconds * self._pace * self.clock.rate)

    def compile_animations(self, *args, **kwargs):
        """Scene.compile_animations, at the pace of the line that is being spoken."""
        animations = super().compile_animations(*args, **kwargs)
        if self._pace < 1:
            for animation in animations:
                animation.run_time = max(animation.run_time * self._pace, 1 / self.clock.rate)
        if self._title_goes_with(animations):
            animations.append(FadeOut(self.heading, run_time=max(animation.run_time for animation in animations)))
        return animations

    def _title_goes_with(self, animations):
        """It does with the first thing that moves when it has been read, unless that is the end."""
        return self.clock.frame >= READ * self.clock.rate and self.heading in self.mobjects and not any(
            isinstance(animation, Wait) or animation.mobject is self.heading for animation in animations)

    def play(self, *animations, **kwargs):
        """Scene.play, with the frames counted that it writes."""
        self.tell("play_begins")
        super().play(*animations, **kwargs)
        if self.stop_condition is not None:
            raise ValueError("a wait with a stop condition has no length that the narration could follow")
        frames = frames_written(self.duration, self.clock.rate, self.is_current_animation_frozen_frame())
        self.clock.tick(frames, written=self.renderer.animations_hashes[-1] is not None)
        self._still = self._still + frames / self.clock.rate if self.is_current_animation_frozen_frame() else 0.0
        self._lit |= lit_lines(self.mobjects)
        self.tell("play_ends")

    def is_unseen(self) -> bool:
        """Whether nobody sees more than the end of the play call that begins: it is skipped, and no observer follows it."""
        return super().is_unseen() and not any(observer.follows(self.duration) for observer in self.observers)

    def get_time_progression(self, run_time: float, *args, **kwargs):
        """The moments of a play call that are shown; of one that is skipped, those that an observer asks for."""
        if not self.renderer.skip_animations or not self.observers:
            return super().get_time_progression(run_time, *args, **kwargs)
        return self._looked_at(run_time)

    def _looked_at(self, run_time):
        wanted = [(moment, observer) for observer in self.observers for moment in observer.moving(run_time)]
        for moment in sorted({moment for moment, _ in wanted}):
            yield moment
            for when, observer in wanted:
                if when == moment:
                    observer.look(moment)
        yield run_time

    def render(self, preview: bool = False) -> bool:
        """Scene.render as the manim command calls it: tells where the film is, and a mistake in one line."""
        with self._told():
            with self.tidied():
                again = super().render(preview)
            made = getattr(self.renderer.file_writer, "final_file_path", None)
            if made:
                print(f"{made}  {clock_time(self.clock.frames_in_file / self.clock.rate)}")
            return again
