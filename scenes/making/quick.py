"""Quick: of a frame only what changed is drawn, and the pixels are the same."""

import numpy as np
from manim import (DOWN, DR, LEFT, UR, FadeIn, FadeOut, Group, LaggedStart, Line, Rectangle, VGroup, VMobject)

from scenes.kit.bars import FLAT
from scenes.kit.declare import holds
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.making.chapter import Chapter
from scenes.making.loupe import Loupe
from scenes.making.replay import DIM, Replay

HEIGHT, PICTURE, SIDE = 5.7, [-1.5, -0.35, 0], 5.2     # of the picture, its place, and x of the numbers beside it
SMALLER, ASIDE = 4.3, [-2.72, -0.2, 0]                 # of the picture beside the loupe, and its place
LOUPE, LOUPE_AT, CURVES_Y = 5.0, [4.2, 0.3, 0], -2.75  # height of the loupe, its place, and y of the number of curves
LARGE = 0.7                                            # em of the numbers that a beat is about
PAIR, PAIR_X, PAIR_Y = 3.4, 3.3, 0.6                   # height of the two pictures, and where they are
BAR_X, BARS, THICK = -3.3, (-1.7, -2.4), 0.5           # where the bars begin, y of each, their height
LONGEST = 9.6                                          # the longer bar
FIRST = 1                                              # the frame whose shapes were noted


class Quick(Chapter):
    """One move of film one, drawn by two cameras."""

    def construct(self):
        replay = Replay(self.log, HEIGHT).move_to(PICTURE)
        self.open(replay)
        self.move(replay)
        self.one_shape(replay)
        share = self.what_changed(replay, self.all_shapes(replay))
        self.stands(replay, share)
        self.race(replay, self.on_average(replay, share))
        self.close()

    def move(self, replay: Replay) -> None:
        """The move, slower than it is."""
        with self.say("move", pause=0.8) as line:
            line.wait_for("move")
            self.play(PlayThrough([replay], replay.plain, 0, replay.last), run_time=max(line.left - 0.6, 1))

    def one_shape(self, replay: Replay) -> None:
        """The curves that a shape is made of, and the pixels within."""
        loupe = Loupe(self.log, replay.frames[FIRST], LOUPE).move_to(LOUPE_AT)
        count = in_line(Number(len(loupe.curves), 0, source="making:len(quick_outline)", size=TITLE),
                        words(self.screen("curves"), BODY, role("quiet"))).move_to([LOUPE_AT[0], CURVES_Y, 0])
        with self.say("outline", pause=1.1) as line:
            aside = replay.copy().set(height=SMALLER).move_to(ASIDE)
            box = aside.surround(Rectangle(stroke_color=role("focus"), stroke_width=3), loupe.around)
            rays = VGroup(*(Line(box.get_corner(side), loupe.frame.get_corner(side * [-1, 1, 0])) for side in (UR, DR)))
            rays.set_stroke(role("quiet"), 2, 0.6)
            self.play(replay.animate(rate_func=SOON).set(height=SMALLER).move_to(ASIDE), FadeIn(box, rays, rate_func=LATE),
                      FadeIn(loupe.frame, target_position=box, scale=0.1, rate_func=LATE), run_time=1.2)
            line.wait_for("curves")
            self.play(loupe.draw_outline(), run_time=max(line.until("pixels") - 0.5, 1))
            self.play(FadeIn(count), run_time=0.4)
            self.play(loupe.fill(), run_time=max(line.left, 1.6))
        self.play(FadeOut(count, box, rays), FadeOut(Group(*loupe), target_position=box, scale=0.1),
                  replay.animate(rate_func=LATE).set(height=HEIGHT).move_to(PICTURE), run_time=0.8)

    def all_shapes(self, replay: Replay) -> VGroup:
        """A thin outline around each shape that Manim draws, in its order. Returns them, and their count."""
        outlines = VGroup(*(replay.surround(VMobject(stroke_color=role("ink"), stroke_width=1, stroke_opacity=0.6), place)
                            for place in self.log.quick_around))
        count = Number(len(outlines), 0, source=f"making:quick_shapes[{FIRST - 1},0]", size=LARGE)
        beside = self.beside(count, "shapes")
        with self.say("shapes", pause=1.2) as line:
            self.play(PlayThrough([replay], lambda light: replay.plain(FIRST, light), 1, DIM), run_time=0.5)
            self.hold(line.at("shapes") - line.elapsed - 1.2)
            self.play(LaggedStart(*(FadeIn(outline) for outline in outlines), lag_ratio=0.1), run_time=2.4)
            self.play(FadeIn(beside), run_time=0.4)
            self.drift(line.left)
        return VGroup(outlines, beside)

    def beside(self, number: Number, key: str) -> VGroup:
        """A number beside the picture, and below it what it is."""
        return VGroup(number, words(self.screen(key), LABEL, role("quiet"))).arrange(DOWN, buff=0.3).move_to([SIDE, 0, 0])

    def what_changed(self, replay: Replay, shapes: VGroup) -> VGroup:
        """Rectangles around what is new in a frame. Returns its share of the picture, and what that is."""
        share = self.beside(Number(self.percent(FIRST), 1, source=share_of(FIRST), size=LARGE, unit="%"), "share")
        outlines, count = shapes
        with self.say("changed", pause=1.0) as line:
            self.play(FadeOut(count), run_time=0.4)
            self.play(LaggedStart(*(FadeOut(outline) for outline in outlines), lag_ratio=0.1), run_time=line.until("boxes") - 0.2)
            self.play(PlayThrough([replay], lambda _: replay.show(FIRST), 0, 1), run_time=0.2)
            self.play(FadeIn(share), run_time=0.5)
            self.drift(line.left)
        return share

    def percent(self, frame: int) -> float:
        """How much of the picture was drawn anew in a frame."""
        return 100 * float(self.log.quick_share[frame - FIRST])

    def stands(self, replay: Replay, share: VGroup) -> None:
        """Frame after frame the rectangles are elsewhere."""
        def show(at):
            replay.show(at)
            share[0].source = share_of(int(at))
            share[0].set_value(self.percent(int(at)))

        most = FIRST + int(self.log.quick_share.argmax())
        with self.say("stands", pause=0.9) as line:
            line.wait_for("stands")
            self.play(PlayThrough([replay, share[0]], show, FIRST, most), run_time=line.until("these"))
            self.hold(0.6)
            self.play(PlayThrough([replay, share[0]], show, most, replay.end), run_time=1.4)

    def on_average(self, replay: Replay, share: VGroup) -> VGroup:
        """What all rectangles are of all pictures, beside them."""
        mean = Number(100 * self.log.quick_share.mean(), 1, source="making:100*mean(quick_share)", size=LARGE, unit="%")
        beside = self.beside(mean, "average")
        with self.say("share", pause=1.6) as line:
            self.play(FadeOut(share), run_time=0.3)
            self.play(PlayThrough([replay], replay.show, FIRST, replay.end), run_time=line.until("share"))
            self.play(FadeIn(beside), run_time=0.5)
            self.drift(line.left)
        return beside

    def race(self, replay: Replay, share: VGroup) -> None:
        """Both cameras draw all frames, one beside the other; a bar each is how long it has taken so far."""
        stock, fast = self.log.quick_seconds.cumsum(axis=0).T
        twin = Replay(self.log, PAIR).move_to([PAIR_X, PAIR_Y, 0])
        names = VGroup(*(words(self.screen(key), LABEL, role("quiet")).move_to([x, PAIR_Y + PAIR / 2 + 0.35, 0])
                         for key, x in (("stock", -PAIR_X), ("fast", PAIR_X))))
        bars = VGroup(*(self.bar(key, y) for key, y in zip(("stock", "fast"), BARS)))

        def show(seconds):
            for view, (_, bar), spent in zip((replay, twin), bars, (stock, fast)):
                view.plain(np.searchsorted(spent, seconds, side="right"))
                stretch(bar, LONGEST * min(seconds, spent[-1]) / stock[-1])

        with self.say("race", pause=1.6) as line:
            self.play(FadeOut(share), PlayThrough([replay], lambda _: replay.plain(0), 0, 1), run_time=0.3)
            self.play(replay.animate(rate_func=SOON).set(height=PAIR).move_to([-PAIR_X, PAIR_Y, 0]),
                      FadeIn(twin, names, bars, rate_func=LATE), run_time=0.9)
            line.wait_for("race")
            self.play(PlayThrough([replay, twin, bars], show, 0, stock[-1]), run_time=line.until("times") + 0.5)
            self.play(FadeIn(self.times(bars[0])), run_time=0.5)
            self.drift(line.left)
        self.same_pixels()

    def bar(self, key: str, y: float) -> VGroup:
        """A name, and the bar beside it, of no length yet."""
        bar = Rectangle(width=FLAT, height=THICK, stroke_width=0, fill_color=role("ink"), fill_opacity=1).move_to([BAR_X, y, 0])
        return VGroup(words(self.screen(key), LABEL, role("quiet")).next_to(bar, LEFT, buff=0.25), bar)

    def times(self, bar: VGroup) -> VGroup:
        """How many times as long as the other the longer bar is, written on it."""
        ratio = "sum(quick_seconds[:,0])/sum(quick_seconds[:,1])"
        number = Number(np.divide(*self.log.quick_seconds.sum(axis=0)), 1, source=f"making:{ratio}", size=BODY,
                        color=role("background"))
        text = in_line(number, words(self.screen("times"), BODY, role("background"))).move_to(bar[1])
        holds(bar[1], *text)
        return text

    def same_pixels(self) -> None:
        """Of all pixels of all frames, those that differ."""
        number = Number(int(self.log.quick_different.sum()), 0, source="making:sum(quick_different)", size=TITLE)
        row = in_line(number, words(self.screen("different"), TITLE)).move_to([0, -3.15, 0])
        with self.say("same", pause=0.9) as line:
            self.hold(line.at("same") - line.elapsed - 0.2)
            self.play(FadeIn(row), run_time=0.5)
            self.drift(line.left + 1.0)


def share_of(frame: int) -> str:
    """The key of how much of the picture was drawn anew in a frame, in percent."""
    return f"making:100*quick_share[{frame - FIRST}]"


def stretch(bar: Rectangle, length: float) -> None:
    """A bar becomes so long; where it begins stays."""
    bar.stretch_to_fit_width(max(length, FLAT)).align_to([BAR_X, 0, 0], LEFT)
