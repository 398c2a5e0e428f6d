"""Joined: pieces that are drawn once, one track of sound, captions, and all chapters one after another."""

from itertools import permutations

from manim import (DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, LaggedStart, Line, Text, Transform, VGroup,
                   VMobject, there_and_back)

from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.making.chapter import Chapter
from scenes.making.strip import Blocks, pictures, wave

WIDE = 12.9                                # of the strip
ROW_Y, STRIP_Y, STRIP = 1.95, 0.35, 1.2    # y of the pictures and of the strip, and its height
NAME_Y, FROM_Y, COUNT_Y = -1.0, -2.2, -3.0      # of a piece's name, of what it is made from, of how many are drawn
WAVE_Y, WAVE, CAPTION_Y = -1.3, 1.6, -2.85
LETTERS = 16                               # of a name that are shown
GRID_Y, LINE_Y, LINE = 0.75, -2.75, 0.5    # the pictures of all chapters, and the line of them
EACH, COLUMNS = (2.0, 0.18), 6             # width of a picture and the gap between two; in a row of the grid
SHOWN = 3                                  # captions


class Joined(Chapter):
    """A chapter of film one, from its pieces to the film that it is part of."""

    def construct(self):
        lines = len(self.log.joined_begins)
        rows = pictures(self.log, "joined_lines", lines, lines, *EACH)
        self.open(rows.move_to(UP * ROW_Y))
        blocks = self.pieces()
        name = self.named(blocks)
        self.not_again(blocks, name)
        self.one_word(blocks, name)
        track = self.one_track(blocks)
        caption = self.captions(track)
        self.whole_film(rows, blocks, track, caption)
        self.close()

    def pieces(self) -> Blocks:
        """A block for each piece of the chapter."""
        blocks = Blocks(self.log.joined_ends, WIDE, STRIP).move_to(UP * STRIP_Y)
        count = in_line(Number(len(blocks), 0, source="making:len(joined_ends)", size=TITLE), words(self.screen("pieces"), TITLE))
        count.next_to(blocks, DOWN, buff=0.5)
        with self.say("pieces", pause=1.6) as line:
            line.wait_for("cut")
            self.play(LaggedStart(*(FadeIn(block, shift=DOWN * 0.3) for block in blocks), lag_ratio=0.2),
                      run_time=line.until("count") - 0.1)
            self.play(FadeIn(count), run_time=0.4)
            self.drift(line.left)
        self.play(FadeOut(count), run_time=0.3)
        return blocks

    @property
    def piece(self) -> int:
        """The one that the chapter looks at."""
        return self.log.meta["joined_piece"]

    def named(self, blocks: Blocks) -> VGroup:
        """A piece's name, and what goes into it."""
        block, name = blocks[self.piece], self.name_of(blocks, "joined_key")
        parts = VGroup(*(words(self.screen(key), BODY) for key in ("code", "numbers", "times"))).arrange(RIGHT, buff=1.4)
        parts.move_to(UP * FROM_Y)
        goal = name[0].get_bottom() + DOWN * 0.15
        ways = VGroup(*(Line(part.get_top() + UP * 0.15, goal, stroke_color=role("quiet"), stroke_width=2) for part in parts))
        with self.say("named", pause=1.2) as line:
            line.wait_for("name")
            self.play(block.animate.set_fill(role("ink"), 0.9), FadeIn(name, target_position=block), run_time=0.6)
            for key, part, way in zip(("code", "numbers", "times"), parts, ways, strict=True):
                line.wait_for(key)
                self.play(FadeIn(part, way, shift=UP * 0.2), run_time=0.4)
        self.play(name[0].animate(rate_func=there_and_back).scale(1.1), FadeOut(parts, ways, target_position=name[0]),
                  run_time=0.6)
        return name

    def name_of(self, blocks: Blocks, key: str) -> VGroup:
        """The beginning of the piece's name, and a line to it from where the piece is."""
        letters = code(f"{self.log.text(key)[:LETTERS]}…", TITLE, source=f"making:texts.{key}").move_to(UP * NAME_Y)
        start = [blocks[self.piece].get_x(), STRIP_Y - STRIP / 2, 0]
        corner = [start[0], NAME_Y, 0]
        way = VMobject(stroke_color=role("quiet"), stroke_width=2)
        return VGroup(letters, way.set_points_as_corners([start, corner, letters.get_left() + LEFT * 0.4]))

    def not_again(self, blocks: Blocks, name: VGroup) -> None:
        """All of the pieces are there."""
        with self.say("there", pause=1.2) as line:
            line.wait_for("there")
            self.play(LaggedStart(*(block.animate.set_fill(role("quiet"), 0.75) for block in blocks), lag_ratio=0.1),
                      run_time=max(line.left, 1))

    def one_word(self, blocks: Blocks, name: VGroup) -> None:
        """A word of a line is another; the pieces that have another name with it light up."""
        lines = self.log.text("joined_before"), self.log.text("joined_after")
        before, after = (marked(*both).move_to(UP * FROM_Y) for both in permutations(lines))
        again = [block for block, new in zip(blocks, self.log.joined_again, strict=True) if new]
        count = in_line(Number(len(again), 0, source="making:sum(joined_again)", size=TITLE), words(self.screen("again"), TITLE))
        count.move_to(UP * COUNT_Y)
        other = self.name_of(blocks, "joined_other_key")
        with self.say("change", pause=1.4) as line:
            self.play(FadeIn(before), run_time=0.4)
            line.wait_for("word")
            self.play(FadeOut(before, rate_func=SOON), FadeIn(after, rate_func=LATE), run_time=0.6)
            self.play(FadeOut(name[0], rate_func=SOON), FadeIn(other[0], rate_func=LATE), run_time=0.6)
            self.remove(name[1])
            self.add(other)
            self.hold(line.at("again") - line.elapsed - 0.3)
            self.play(*(block.animate.set_fill(role("focus"), 1).set_stroke(role("focus"), 3) for block in again),
                      FadeIn(count), run_time=0.6)
            self.drift(line.left)
        quiet = [block.animate.set_fill(role("quiet"), 0.75).set_stroke(role("quiet"), 1) for block in again]
        self.play(FadeOut(after, other, count), *quiet, run_time=0.4)

    def one_track(self, blocks: Blocks) -> VGroup:
        """The sound of the chapter below its pieces; then all of its lines are equally loud."""
        loudest = float(self.log.joined_level.max())
        raw, level = (wave(loudness, loudest, WIDE, WAVE).move_to(UP * WAVE_Y)
                      for loudness in (self.log.joined_raw, self.log.joined_level))
        with self.say("voice", pause=1.3) as line:
            self.hold(line.at("track") - line.elapsed - 0.4)
            self.play(FadeIn(raw, shift=UP * 0.3), run_time=0.7)
            self.hold(line.at("level") - line.elapsed - 0.2)
            self.play(Transform(raw, level), run_time=0.9)
            self.drift(line.left)
        return raw

    def captions(self, track: VGroup) -> VGroup:
        """A line runs along; below it the caption of the moment."""
        rate, ends = self.log.meta["joined_rate"], self.log.joined_ends
        made = self.log.meta["joined_captions"][:SHOWN]
        texts = VGroup(*(words(text, TITLE, source=f"making:joined_captions[{i}][2]").move_to(UP * CAPTION_Y)
                         for i, (_, _, text) in enumerate(made)))
        top, bottom = STRIP_Y + STRIP / 2 + 0.1, WAVE_Y - WAVE / 2 - 0.1
        now = Line([0, bottom, 0], [0, top, 0], stroke_color=role("focus"), stroke_width=4)

        def show(seconds):
            now.set_x(-WIDE / 2 + WIDE * seconds * rate / ends[-1])
            for text, (start, end, _) in zip(texts, made, strict=True):
                text.set_opacity(float(start <= seconds < end))
        show(made[0][0])
        with self.say("captions", pause=0.3) as line:
            self.play(FadeIn(now, texts[0]), run_time=max(line.until("captions"), 0.4))
            self.add(texts)
            self.play(PlayThrough([now, texts], show, made[0][0], made[-1][1] - 0.01), run_time=max(line.left + 1.5, 4))
        return VGroup(now, texts)

    def whole_film(self, rows: Group, blocks: Blocks, track: VGroup, caption: VGroup) -> None:
        """The chapter becomes one of all chapters."""
        seconds = self.log.joined_seconds
        film = Blocks(seconds.cumsum(), WIDE, LINE).move_to(UP * LINE_Y)
        grid = pictures(self.log, "joined_film", len(seconds), COLUMNS, *EACH).move_to(UP * GRID_Y)
        which = self.chapter_of_the_pieces()
        with self.say("film", pause=0.6) as line:
            self.play(FadeOut(rows, caption), run_time=0.3)
            self.play(FadeOut(VGroup(blocks, track), target_position=film[which], scale=film[which].width / WIDE),
                      FadeIn(film[which], rate_func=LATE), run_time=0.8)
            self.hold(line.at("joined") - line.elapsed - 0.4)
            order = [*range(which), *range(which + 1, len(film))]
            self.play(FadeIn(grid[which], target_position=film[which], scale=0.3), run_time=0.5)
            self.play(LaggedStart(*(FadeIn(film[i]) for i in order), lag_ratio=0.3),
                      LaggedStart(*(FadeIn(grid[i], shift=UP * 0.2) for i in order), lag_ratio=0.3),
                      run_time=max(line.until("film"), 1.5))
            self.run_through(film, grid)

    def run_through(self, film: Blocks, grid: Group) -> None:
        """A line runs along the film; the picture of the chapter that it is in stands out."""
        ends = self.log.joined_seconds.cumsum()
        now = Line(DOWN * LINE, UP * LINE, stroke_color=role("focus"), stroke_width=4).move_to(film)
        edges = [picture[1] for picture in grid]

        def show(seconds):
            now.set_x(-WIDE / 2 + WIDE * seconds / ends[-1])
            for edge, begin, end in zip(edges, [0, *ends], ends):
                here = begin <= seconds < end
                edge.set_stroke(role("focus" if here else "quiet"), 5 if here else 1)
        show(0)
        self.add(now)
        self.play(PlayThrough([now, *edges], show, 0, ends[-1]), run_time=1.6)

    def chapter_of_the_pieces(self) -> int:
        """Its place in the film."""
        return self.subject.chapters.index(self.log.meta["joined_chapter"])


def marked(text: str, other: str) -> Text:
    """A line in which the word stands out that is another one in the other line."""
    written = words(f"“{text}”", BODY)
    begin = 1
    for word, instead in zip(text.split(), other.split(), strict=True):
        if word != instead:
            written[begin:begin + len(word)].set_color(role("focus"))
        begin += len(word) + 1
    return written
