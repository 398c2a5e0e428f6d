"""Words first: the sentence that is being spoken, its sound, when its words begin, and the move that waits for one of them."""

import inspect

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, Square

from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.speech import timed
from scenes.kit.listing import Listing
from scenes.kit.text import code, words
from scenes.kit.theme import BODY, role
from scenes.making.chapter import Chapter
from scenes.making.spoken_blocks import SpokenBlocks, RunAlong
from scenes.making.wave import Play, Wave

WIDE = 12.4     # units that a sentence is long
STEP = 4.0                    # how far the square moves


class Clock(Chapter):
    """Each line draws its own sound."""

    def construct(self):
        self.open()
        wave = self.drawing("words", "word", 1.3, self.drawing("first", "wave", 0.8))
        self.other(self.shown_code(self.marked(wave)))
        self.close()

    def wave_of(self, key: str, width: float = WIDE) -> Wave:
        """The sound of a line of this chapter, as the voice has it."""
        return Wave(self.voice.speak(self.lines[key], self.name, key), width)

    def drawing(self, key: str, mark: str, pause: float, before: Wave | None = None) -> Wave:
        """A line draws its own sound and its words, each when it is heard."""
        wave = self.wave_of(key)
        if before:
            self.play(FadeOut(before), run_time=0.2)
        with self.say(key, pause=pause) as line:
            self.add(wave)
            self.play(Play(wave, 0, line.at(mark)), run_time=line.until(mark))
            self.play(Play(wave, line.at(mark), line.duration), run_time=max(line.left, 0.1))
        return wave

    def marked(self, before: Wave) -> Group:
        """A mark stands before a word; when it is spoken, the square moves."""
        wave = self.wave_of("mark").shift(0.7 * DOWN)
        self.play(FadeOut(before), run_time=0.2)
        flag = wave.flag(self.script.marks(self.name, "mark", self.facts)["now"])
        square = Square(0.9, stroke_width=0, fill_opacity=1, fill_color=role("activation")).move_to([-STEP / 2, 2.4, 0])
        with self.say("mark", pause=1.5) as line:
            self.add(wave, flag, square)
            self.play(Play(wave, 0, line.at("now")), run_time=line.until("now"))
            rest = Play(wave, line.at("now"), line.duration)
            line.wait_for("now")
            self.play(square.animate.shift(STEP * RIGHT), rest, run_time=line.left)
        return Group(wave, flag, square)

    def shown_code(self, seen: Group) -> Group:
        """The end of the script's line with its mark, and the lines of this very file that made the square wait and move."""
        written = code(self.script.tables[self.name]["mark"].rpartition(". ")[2], 0.30, role("quiet")).move_to(2.75 * UP)
        lines = inspect.getsource(type(self).marked).splitlines()
        kept = [text.strip() for text in lines if text.strip().startswith(("line.wait_for", "self.play(square"))]
        listing = Listing("\n".join(kept), 0.26).move_to(1.85 * UP)
        wave, flag, square = seen
        with self.say("code", pause=1.7) as line:
            self.play(FadeOut(square), run_time=0.25)
            self.play(FadeIn(written), run_time=0.4)
            line.wait_for("wait")
            self.play(FadeIn(listing), run_time=0.4)
            self.play(listing.light(1), run_time=0.4)
            self.play(listing.light(2), run_time=0.4)
            self.drift(line.left)
        return Group(wave, flag, written, listing)

    def other(self, before: Group) -> None:
        """The same line by another voice: another length, and the mark elsewhere; each has a square of its own."""
        place = self.script.marks(self.name, "mark", self.facts)["now"]
        text, ours = self.lines["mark"], self.wave_of("mark").speech
        theirs = timed(SilentVoice().speak(text, {}), text)
        longest = max(ours.duration, theirs.duration)
        rows = [SpokenBlocks(speech, place, WIDE / longest) for speech in (ours, theirs)]
        Group(*rows).arrange(DOWN, buff=1.3, aligned_edge=LEFT).move_to(0.3 * DOWN)
        for row, name in zip(rows, ("this_voice", "another"), strict=True):
            row.add(words(self.screen(name), BODY, role("quiet")).next_to(row.row, DOWN, buff=0.2, aligned_edge=LEFT))
        with self.say("other", pause=0.9) as line:
            self.play(FadeOut(before), run_time=0.25)
            self.play(FadeIn(rows[0]), run_time=0.3)
            line.wait_for("other")
            self.play(FadeIn(rows[1]), run_time=0.4)
            line.wait_for("along")
            self.play(*(RunAlong(row, longest) for row in rows), run_time=max(line.left, 1.6))
