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
from scenes.making.wave import Play, Track, Wave

WIDE = 12.4     # units that a sentence is long
STEP = 4.0      # how far the square moves
MIDDLE = -0.2   # height at which a sound and its words stand alone
LOW, TRACK = 1.1, 1.85       # height of the sound below the square, and where the track stands between them
TYPE = 0.36     # em of the code


class Clock(Chapter):
    """Each line draws its own sound."""

    def construct(self):
        wave = self.drawing("words", "word", 2.0, self.drawing("first", "wave", 1.6))
        self.other(self.shown_code(self.marked(wave)))
        self.close()

    def wave_of(self, key: str) -> Wave:
        """The sound of a line of this chapter, as the voice has it."""
        return Wave(self.voice.speak(self.lines[key], self.name, key), WIDE)

    def drawing(self, key: str, mark: str, pause: float, before: Wave | None = None) -> Wave:
        """A line draws its own sound and lights its words, each when it is heard."""
        wave = self.wave_of(key)
        wave.shift((MIDDLE - wave.get_y()) * UP)
        if before:
            self.play(FadeOut(before), run_time=0.2)
            self.add(wave)
        else:
            self.open(wave)
        with self.say(key, pause=pause) as line:
            self.play(Play(0, line.at(mark), wave), run_time=line.until(mark))
            self.play(Play(line.at(mark), line.duration, wave), run_time=max(line.left, 0.1))
        return wave

    def marked(self, before: Wave) -> Group:
        """A mark stands before a word; the picture waits for it, and the square moves."""
        speech, place = self.voice.speak(self.lines["mark"], self.name, "mark"), self.place_of("mark", "now")
        wave, mark = Wave(speech, WIDE, LOW, {place: "[now] "}).shift(0.15 * DOWN), speech.words[place][1]
        flag, track = wave.flag(mark), Track(wave, mark, self.screen("waits"), self.screen("moves"), TRACK)
        square = Square(0.9, stroke_width=0, fill_opacity=1, fill_color=role("activation")).move_to([-STEP / 2, 2.75, 0])
        self.play(FadeOut(before), run_time=0.2)
        with self.say("mark", pause=2.1) as line:
            self.add(wave, flag, track, square)
            self.play(Play(0, mark, wave, track), run_time=line.until("now"))
            voice = Play(mark, line.duration, wave, track, run_time=line.left)
            line.wait_for("now")
            self.play(square.animate.shift(STEP * RIGHT), voice)
        return Group(square, wave, track, flag)

    def place_of(self, key: str, mark: str) -> int:
        """Which word of a line comes after a mark in it."""
        return self.script.marks(self.name, key, self.facts)[mark]

    def shown_code(self, seen: Group) -> Group:
        """The end of the script's line with its mark, and the lines of this very file that made the square wait and move; once
        more it does."""
        square, wave, track, flag = seen
        written = code(self.script.tables[self.name]["mark"].rpartition(". ")[2], TYPE, role("ink")).move_to(1.85 * DOWN)
        place = written.writing.string.replace(" ", "").index("[")
        written[place:place + len("[now]")].set_color(role("focus"))
        lines = inspect.getsource(type(self).marked).splitlines()
        kept = [text.strip() for text in lines if text.strip().startswith(("line.wait_for", "self.play(square"))]
        listing = Listing("\n".join(kept), TYPE).move_to(2.75 * DOWN)
        self.add(*wave.without_words())
        with self.say("code", pause=1.9) as line:
            self.play(FadeOut(wave.words, wave.ticks), square.animate.shift(STEP * LEFT),
                      Play(wave.speech.duration, 0, track), wave.head.animate.move_to(wave.at(0)), run_time=0.5)
            self.play(FadeIn(written, listing), run_time=0.4)
            line.wait_for("wait")
            self.play(listing.light(1), Play(0, track.mark, track, wave), run_time=line.until("play"))
            self.play(listing.light(2), run_time=0.2)
            self.play(square.animate.shift(STEP * RIGHT), Play(track.mark, wave.speech.duration, track, wave), run_time=1.0)
        return Group(*seen, written, listing)

    def other(self, before: Group) -> None:
        """The same line by another voice: another length, and the mark elsewhere; each has a square of its own."""
        place = self.place_of("mark", "now")
        text, ours = self.lines["mark"], self.wave_of("mark").speech
        theirs = timed(SilentVoice().speak(text, {}), text)
        longest = max(ours.duration, theirs.duration)
        rows = [SpokenBlocks(speech, place, WIDE / longest) for speech in (ours, theirs)]
        Group(*rows).arrange(DOWN, buff=1.3, aligned_edge=LEFT).move_to(0.3 * DOWN)
        for row, name in zip(rows, ("this_voice", "another"), strict=True):
            row.add(words(self.screen(name), BODY, role("quiet")).next_to(row.row, DOWN, buff=0.2, aligned_edge=LEFT))
        with self.say("other", pause=1.1) as line:
            self.play(FadeOut(before), run_time=0.25)
            self.play(FadeIn(rows[0]), run_time=0.3)
            line.wait_for("other")
            self.play(FadeIn(rows[1]), run_time=0.4)
            self.play(*(RunAlong(row, longest) for row in rows), run_time=line.left + 0.8)
