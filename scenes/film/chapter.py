"""The base of every chapter: a Scene that speaks its narration and keeps the picture in time with it."""

import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from manim import UL, FadeIn, FadeOut, MovingCameraScene, config

from network import snapshots
from network.errors import UserError
from scenes.fast.motion import BatchedMotion
from scenes.film import voice
from scenes.film.clock import Clock, frames_written, hold_time
from scenes.film.cues import Cue
from scenes.film.facts import count, facts
from scenes.film.files import full_disk
from scenes.film.fingerprint import chapter_key
from scenes.film.kept import KeptBeats
from scenes.film.line import Line
from scenes.film.progress import clock_time
from scenes.film.renderer import ChapterRenderer
from scenes.film.script import Script, nearest
from scenes.kit import theme
from scenes.kit.declare import furniture
from scenes.kit.text import words

TRANSITION = 0.4     # seconds, at the start and the end of every chapter


class Chapter(BatchedMotion, MovingCameraScene):
    """A chapter scenes/NAME.py holds one subclass; its lines are in the script's table [NAME]."""

    def __init__(self, renderer=None, skip_animations=False, **kwargs):
        if renderer is not None:
            with told_in_one_line():
                raise UserError("chapters are drawn with the cairo renderer; leave --renderer out")
        renderer = ChapterRenderer(skip_animations)
        super().__init__(renderer=renderer, skip_animations=skip_animations, **kwargs)
        self.clock = Clock(config.frame_rate)
        self.cues: list[Cue] = []
        self.kept = KeptBeats(self.clock)
        renderer.file_writer.scene = self

    @property
    def path(self) -> Path:
        """The chapter's file."""
        return Path(sys.modules[type(self).__module__].__file__)

    @property
    def name(self) -> str:
        """The chapter's name: that of its file."""
        return self.path.stem

    @cached_property
    def pixels(self):
        """Snapshot of the small net, 5-4-3."""
        return snapshots.load("pixels")

    @cached_property
    def digits(self):
        """Snapshot of the real net, 784-20-10."""
        return snapshots.load("digits")

    @cached_property
    def facts(self) -> dict[str, str]:
        """What the narration's placeholders stand for."""
        return facts(self.pixels, self.digits)

    @cached_property
    def script(self) -> Script:
        return Script.load()

    @cached_property
    def voice(self):
        return voice.load()

    @cached_property
    def lines(self) -> dict[str, str]:
        """The chapter's lines as spoken, by key."""
        return self.script.lines(self.name, self.facts)

    def setup(self):
        super().setup()
        theme.apply()
        self.camera.background_color = config.background_color
        self.key = chapter_key(self.path, self.script.written(self.name), self.lines, self.voice)

    def open(self, *mobjects) -> None:
        """Begin the chapter: its title at the top left, and what is there from the start."""
        title = words(self.script.title(self.name), theme.LABEL, theme.role("quiet"))
        furniture(title).to_corner(UL, buff=theme.SAFE_MARGIN)
        self.play(FadeIn(title, *mobjects), run_time=TRANSITION)

    def close(self) -> None:
        """End the chapter: everything fades, the same in every chapter."""
        self.play(*(FadeOut(mobject) for mobject in self.mobjects), run_time=TRANSITION)

    @contextmanager
    def say(self, key: str, pause: float = 0.15):
        """Speak a line of the script; the block is what happens meanwhile.

        Leaving the block holds the picture until the voice has ended, and `pause` seconds more.
        """
        text = self._text(key)
        speech = self.voice.speak(text, self.name, key)
        marks = self.script.marks(self.name, key, self.facts)
        line = Line(self, f"{self.script.path}: [{self.name}] {key}", text, marks, speech)
        self.cues.append(Cue(key, text, self.clock.frame, speech))
        self.kept.begin(key, speech.duration)
        self.before_beat(key, line)
        yield line
        self.hold(line.left + pause)
        self.cues[-1] = replace(self.cues[-1], last=self.clock.frame)
        self.kept.end(key)
        self.after_beat(key)

    def _text(self, key):
        if key not in self.lines:
            raise UserError(f"{self.script.path}: [{self.name}] has no line {key!r}{nearest(key, self.lines)}")
        return self.lines[key]

    def screen(self, key: str, **values: int | str) -> str:
        """A text for the screen: `key` in the script's table [screen.CHAPTER], with facts and values filled in."""
        said = {name: value if isinstance(value, str) else count(value) for name, value in values.items()}
        return self.script.text(self.name, key, self.facts | said)

    def before_beat(self, key: str, line: Line) -> None:
        """Called when a line begins; for tools that look at a chapter while it runs."""

    def after_beat(self, key: str) -> None:
        """Called when a line's block has ended."""

    def hold(self, seconds: float) -> None:
        """A frozen picture for so long, to the nearest frame; nothing if that is less than one."""
        frames = round(seconds * self.clock.rate)
        if frames > 0:
            self.wait(hold_time(frames, self.clock.rate), frozen_frame=True)

    def play(self, *animations, **kwargs):
        """Scene.play, with the frames counted that it writes."""
        super().play(*animations, **kwargs)
        if self.stop_condition is not None:
            raise ValueError("a wait with a stop condition has no length that the narration could follow")
        frames = frames_written(self.duration, self.clock.rate, self.is_current_animation_frozen_frame())
        self.clock.tick(frames, written=self.renderer.animations_hashes[-1] is not None)

    def render(self, preview: bool = False) -> bool:
        """Scene.render as the manim command calls it: tells where the film is, and a mistake in one line."""
        with told_in_one_line():
            again = super().render(preview)
            made = getattr(self.renderer.file_writer, "final_file_path", None)
            if made:
                print(f"{made}  {clock_time(self.clock.frames_in_file / self.clock.rate)}")
            return again


@contextmanager
def told_in_one_line():
    """For code under the manim command, which would print a traceback: a mistake that a user can mend ends it."""
    try:
        yield
    except Exception as error:
        if full_disk(error):
            error = UserError("the disk is full; make room and run the same again")
        if not isinstance(error, UserError):
            raise
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
