"""Joined: pieces that are drawn once, one track of sound, captions, and all chapters one after another."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, Line, Text, Transform, VGroup,
                   VMobject, there_and_back)

from scenes.kit.declare import furniture, holds
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, code, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.making.chapter import Chapter
from scenes.making.strip import BETWEEN, Blocks, levels, pictures, wave

WIDE = 12.6                                # of the strip
ROW_Y, STRIP_Y, STRIP = 1.95, 0.35, 1.2    # y of the pictures and of the strip, and its height
NAME_Y, FROM_Y, ALONE = -1.55, -2.75, 1.7  # of a piece's name, and of what it is made from; how large it is while it is alone
NAMES, NAMES_Y = (-3.3, 3.3), (-1.0, -1.55)     # x of the names of two pieces; y of a name, and of another in its place
LINE_OF_SCRIPT, CORRECTED, COUNT_Y = -2.75, 0.5, -3.35     # y of the line, how far above it a word is corrected, y of the count
WAVE_Y, WAVE, CAPTION_Y = -1.4, 1.9, -2.95
TALL, TALL_Y = 2.8, -0.9                   # of the strip while there is nothing below it
LOUD, LOUD_Y = 2.8, -1.85                  # of the wave while there is no caption
LETTERS = 16                               # of a name that are shown
GRID_Y, LINE_Y, LINE = 0.75, -2.3, 0.9     # the pictures of all chapters, and the line of them
EACH, COLUMNS = (2.0, 0.18), 6             # width of a picture, at most, and the gap between two; in a row of the grid
LARGE, LARGE_Y = (4.1, 0.2), -0.2          # of the pictures of the chapter at first, in two rows, and their y
SHOWN = 3                                  # captions


class Joined(Chapter):
    """A chapter of film one, from its pieces to the film that it is part of."""

    def construct(self):
        lines = len(self.log.joined_begins)
        across = -(-lines // 2)
        rows = pictures(self.log, "joined_lines", lines, across, *side_by_side(across, *LARGE))
        self.open(furniture(rows.move_to(UP * LARGE_Y)))
        blocks = self.pieces(rows)
        name = self.named(blocks)
        self.not_again(blocks)
        self.later(blocks, *self.one_word(rows, blocks, name))
        track = self.one_track(blocks)
        caption = self.captions(track)
        self.whole_film(rows, blocks, track, caption)
        self.close()

    def pieces(self, rows: Group) -> Blocks:
        """The chapter's pictures step into a row, and below it there is a block for each of its pieces."""
        blocks = Blocks(self.log.joined_ends, WIDE, TALL).move_to(UP * TALL_Y)
        count = in_line(Number(len(blocks), 0, source="making:len(joined_ends)", size=TITLE), words(self.screen("pieces"), TITLE))
        count.next_to(blocks, DOWN, buff=0.5)
        width, gap = side_by_side(len(rows), *EACH)
        row = pictures(self.log, "joined_lines", len(rows), len(rows), width, gap).move_to(UP * ROW_Y)
        with self.say("pieces", pause=1.3) as line:
            self.drift(line.until("cut") - 0.6)
            steps = [one.animate(run_time=0.6).set(width=width).move_to(place) for one, place in zip(rows, row, strict=True)]
            coming = LaggedStart(*(FadeIn(block, shift=DOWN * 0.3) for block in blocks), lag_ratio=0.2,
                                 run_time=line.until("count") - 0.1)
            self.play(*steps, coming)
            self.play(FadeIn(count), run_time=0.4)
            self.drift(line.left)
        self.play(FadeOut(count, rate_func=SOON), blocks.animate.stretch_to_fit_height(STRIP).move_to(UP * STRIP_Y), run_time=0.5)
        return blocks

    @property
    def piece(self) -> int:
        """The one that the chapter looks at."""
        return self.log.meta["joined_piece"]

    def named(self, blocks: Blocks) -> VGroup:
        """A piece's name, and what goes into it."""
        block, name = blocks[self.piece], self.name_of("joined_key", blocks[self.piece], [0, NAME_Y, 0], ALONE)
        parts = VGroup(*(words(self.screen(key), TITLE) for key in ("code", "numbers", "times"))).arrange(RIGHT, buff=1.4)
        parts.move_to(UP * FROM_Y)
        goal = name[0].get_bottom() + DOWN * 0.15
        ways = VGroup(*(Line(part.get_top() + UP * 0.15, goal, stroke_color=role("quiet"), stroke_width=2) for part in parts))
        with self.say("named", pause=1.0) as line:
            line.wait_for("name")
            self.play(block.animate.set_fill(role("ink"), 0.9), FadeIn(name, target_position=block), run_time=0.6)
            for key, part, way in zip(("code", "numbers", "times"), parts, ways, strict=True):
                line.wait_for(key)
                self.play(FadeIn(part, way, shift=UP * 0.2), run_time=0.4)
        self.play(name[0].animate(rate_func=there_and_back).scale(1.1), FadeOut(parts, ways, target_position=name[0]),
                  run_time=0.6)
        return name

    def name_of(self, key: str, block: VMobject, place: list[float], scale: float = 1.0) -> VGroup:
        """The beginning of a piece's name, and a line to it from where the piece is."""
        letters = code(f"{self.log.text(key)[:LETTERS]}…", scale * BODY, source=f"making:texts.{key}").move_to(place)
        start, end = block.get_bottom(), letters.get_top() + 0.12 * UP
        end[0] = np.clip(start[0], letters.get_left()[0], letters.get_right()[0])
        turn = (start[1] + end[1]) / 2
        way = VMobject(stroke_color=role("quiet"), stroke_width=2)
        return VGroup(letters, way.set_points_as_corners([start, [start[0], turn, 0], [end[0], turn, 0], end]))

    def not_again(self, blocks: Blocks) -> None:
        """All of the pieces are there."""
        with self.say("there", pause=0.9) as line:
            line.wait_for("there")
            self.play(LaggedStart(*(block.animate.set_fill(role("quiet"), 0.75) for block in blocks), lag_ratio=0.1),
                      run_time=max(line.left, 1))

    def one_word(self, rows: Group, blocks: Blocks, name: VGroup) -> tuple[VGroup, VGroup]:
        """A word of a line is struck and replaced, and with it the name of a piece. Returns all that is shown of it, and the
        name of a later piece."""
        (x, later_x), (y, other_y) = NAMES, NAMES_Y
        piece, later = blocks[self.piece], blocks[self.log.meta["joined_later"]]
        aside, kept = self.name_of("joined_key", piece, [x, y, 0]), self.name_of("joined_later_key", later, [later_x, y, 0])
        other = code(f"{self.log.text('joined_other_key')[:LETTERS]}…", BODY, role("focus"), "making:texts.joined_other_key")
        other.move_to([x, other_y, 0])
        written, strike, correction = self.corrected()
        again = [block for block, new in zip(blocks, self.log.joined_again, strict=True) if new]
        count = in_line(Number(len(again), 0, source="making:sum(joined_again)", size=TITLE, color=role("focus")),
                        words(self.screen("again"), TITLE)).move_to([0, COUNT_Y, 0])
        with self.say("change", pause=1.4) as line:
            self.play(Transform(name, aside), FadeIn(written), rows[0][1].animate.set_stroke(role("focus"), 4),
                      FadeIn(kept, rate_func=LATE), run_time=0.6)
            line.wait_for("word")
            self.play(Create(strike), run_time=0.3)
            self.play(FadeIn(correction, shift=0.2 * DOWN), run_time=0.4)
            cross = struck(name[0], name[0])
            self.play(Create(cross), FadeIn(other, shift=0.2 * DOWN), run_time=0.6)
            self.hold(line.at("again") - line.elapsed - 0.3)
            self.play(*(block.animate.set_fill(role("focus"), 1).set_stroke(role("focus"), 3) for block in again),
                      FadeIn(count), run_time=0.6)
            self.drift(line.left)
        rows[0][1].set_stroke(role("quiet"), 1)
        return VGroup(name, cross, other, written, strike, correction, count), kept

    def corrected(self) -> tuple[Text, Line, Text]:
        """The line of the script, a stroke through the word that is another one afterwards, and that one above it."""
        before, after = (self.log.text(f"joined_{key}").split() for key in ("before", "after"))
        k = next(k for k, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
        written = words(f"“{' '.join(before)}”", TITLE).move_to(UP * LINE_OF_SCRIPT)
        begin = len("“" + "".join(f"{one} " for one in before[:k]))
        word = written[begin:begin + len(before[k])]
        return written, struck(word, written), words(after[k], TITLE, role("focus")).move_to(word.get_center() + CORRECTED * UP)

    def later(self, blocks: Blocks, shown: VGroup, kept: VGroup) -> None:
        """The pieces after the one that is longer now come later, and keep their names."""
        ends, others = self.log.joined_ends, self.log.joined_other_ends
        scale, piece = WIDE / ends[-1], self.piece
        shift, grown = (others - ends) * scale, blocks[piece].width + (others - ends)[piece] * scale
        follow, far = [*blocks[piece + 1:], kept], [*shift[piece + 1:], shift[self.log.meta["joined_later"]]]
        moved = [one.animate.shift(by * RIGHT) for one, by in zip(follow, far, strict=True)]
        with self.say("later", pause=1.6) as line:
            line.wait_for("later")
            self.play(blocks[piece].animate.stretch_to_fit_width(grown, about_edge=LEFT), *moved, run_time=1.0)
            line.wait_for("keep")
            self.play(kept[0].animate.set_color(role("target")).scale(1.15), run_time=0.6)
            self.drift(line.left)
        self.play(FadeOut(shown, kept), blocks.animate.set_fill(role("quiet"), 0.75).set_stroke(role("quiet"), 1), run_time=0.5)

    def one_track(self, blocks: Blocks) -> VGroup:
        """The sound of the chapter below its pieces, and how loud each line is; then all of them are equally loud."""
        begins, wide = self.log.joined_begins / self.log.joined_other_ends[-1], blocks.width + BETWEEN
        raw, level = (VGroup(wave(loudness, wide, LOUD), levels(loudness, begins, wide, LOUD)).shift([blocks.get_x(), LOUD_Y, 0])
                      for loudness in (self.log.joined_raw, self.log.joined_level))
        with self.say("voice", pause=1.6) as line:
            self.hold(line.at("track") - line.elapsed - 0.4)
            self.play(FadeIn(raw[0], shift=UP * 0.3), run_time=0.7)
            self.hold(line.at("line") - line.elapsed - 0.2)
            self.play(LaggedStart(*(FadeIn(one) for one in raw[1]), lag_ratio=0.2), run_time=max(line.until("level") - 0.3, 0.4))
            self.play(Transform(raw, level), run_time=0.9)
            self.drift(line.left)
        self.play(FadeOut(raw[1], rate_func=SOON), raw[0].animate.stretch_to_fit_height(WAVE).move_to(UP * WAVE_Y), run_time=0.5)
        return raw[0]

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
        with self.say("film", pause=0.2) as line:
            self.play(FadeOut(caption, rate_func=SOON), FadeOut(VGroup(blocks, track), target_position=film[which],
                                                                scale=film[which].width / WIDE, rate_func=SOON),
                      FadeOut(rows, target_position=grid[which], scale=grid[which].width / rows.width, rate_func=SOON),
                      FadeIn(film[which], grid[which], rate_func=LATE), run_time=1.0)
            order = [*range(which), *range(which + 1, len(film))]
            self.play(LaggedStart(*(FadeIn(film[i]) for i in order), lag_ratio=0.3),
                      LaggedStart(*(FadeIn(grid[i], shift=UP * 0.2) for i in order), lag_ratio=0.3),
                      run_time=max(line.until("joined"), 1.8))
            line.wait_for("film")
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
        self.play(PlayThrough([now, *edges], show, 0, ends[-1]), run_time=2.2)

    def chapter_of_the_pieces(self) -> int:
        """Its place in the film."""
        return self.subject.chapters.index(self.log.meta["joined_chapter"])


def struck(part: VMobject, text: VMobject) -> Line:
    """A stroke through a part of a text."""
    stroke = Line(part.get_left() + 0.06 * LEFT, part.get_right() + 0.06 * RIGHT, stroke_color=role("focus"), stroke_width=4)
    holds(stroke, text)
    return stroke


def side_by_side(count: int, width: float, gap: float) -> tuple[float, float]:
    """The width of so many pictures in a row, as wide as wanted or as there is room for, and the gap between two."""
    return min(width, (WIDE + gap) / count - gap), gap
