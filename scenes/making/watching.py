"""How film one's program is watched while it learns: its loop cut into slices, when somebody looks, what the log takes."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, GrowFromEdge, LaggedStart, Line, Square, Transform,
                   VGroup, VMobject, linear, rush_from, there_and_back)

from network.program import Program
from scenes.kit.declare import furniture, holds, whole_picture
from scenes.kit.digit import WeightImage
from scenes.kit.listing import Listing, excerpt
from scenes.kit.plot import Plot
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import largest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.making.chapter import Chapter
from scenes.making.tree import Tree

LONG, TALL = 12.0, 4.6      # of the curve of learning, in units
STRETCH = 1.4       # seconds in which it is stretched at its start
ACROSS, DOWNWARDS, PICTURE = 6, 3, 1.8      # pictures of a neuron, and their side in units
SIDE = 5.8          # of the square that is all moments
LARGE = 0.9         # em of a size
LAST, NEAR = "backpropagation", 0.36      # the section that changes the weights, and the em of it
INNER = "for img, l"      # the loop whose body does not matter here


class Watching(Chapter):
    """The listing, the watched loop, the moments, the sizes, and the same numbers in the end."""

    def construct(self):
        self.sizes(self.moments(self.cut(self.plain())))
        self.same()
        self.close()

    def plain(self) -> Listing:
        """The loops of the listing, and from near where weights change in them: they say nothing of a log."""
        program = Program(self.digits.meta["source"])
        listing = Listing(excerpt(program.source, program.loop("epoch")), 0.178).shift(0.3 * DOWN)
        whole_picture(listing)
        near = Listing(excerpt(program.source, program.section(LAST)), NEAR).shift(0.3 * DOWN)
        strip = self.strip()
        self.open(*strip[:ACROSS])
        with self.say("want", pause=1.1) as line:
            coming = LaggedStart(*(FadeIn(picture) for picture in strip[ACROSS:]), lag_ratio=0.2)
            self.play(coming, run_time=max(line.until("moments"), 1.6))
            self.drift(line.left)
        with self.say("plain", pause=1.4) as line:
            self.play(FadeOut(strip), run_time=0.3)
            self.play(FadeIn(listing), run_time=0.5)
            self.hold(line.at("keeping") - line.elapsed - 1.0)
            self.play(FadeOut(listing, scale=1.8, rate_func=SOON), FadeIn(near, scale=0.5, rate_func=LATE), run_time=1.0)
            self.drift(line.left)
        return near

    def strip(self) -> Group:
        """What one hidden neuron has learned at the last of the logged moments: the one that learned most."""
        run = self.digits
        learned = run.w_i_h - run.w_i_h[0]
        k = int(np.abs(learned[-1]).sum(axis=1).argmax())
        moments = range(len(learned) - ACROSS * DOWNWARDS, len(learned))
        scale = largest(learned[-1, k])
        pictures = Group(*(WeightImage(learned[s, k], PICTURE, scale) for s in moments))
        return pictures.arrange_in_grid(DOWNWARDS, ACROSS, buff=0.3).shift(0.25 * DOWN)

    def cut(self, listing: Listing) -> Listing:
        """The loops as a tree, that of the slices in it, and what Python would write for it."""
        program = Program(self.digits.meta["source"])
        plain = Tree(excerpt(program.source, program.loop("epoch")), closed=INNER).move_to(0.3 * DOWN)
        watched = self.log.text("watching_loop")
        sliced, tree = Listing(watched, 0.315).shift(0.2 * DOWN), Tree(watched).move_to(0.3 * DOWN)
        look = next(i for i, row in enumerate(watched.splitlines(), 1) if "watch.look" in row)
        with self.say("cut", pause=1.5) as line:
            line.wait_for("tree")
            self.play(FadeOut(listing), run_time=0.3)
            self.play(FadeIn(plain, shift=0.3 * DOWN), run_time=0.5)
            line.wait_for("cut")
            self.play(*plain.becomes(tree), run_time=1.0)
            line.wait_for("look")
            self.play(tree.boxes["watch.look(...)"].animate(rate_func=there_and_back).scale(1.2), run_time=max(line.left, 0.8))
            self.play(*(FadeOut(part) for part in self.mobjects if part is not self.heading), run_time=0.3)
            self.play(FadeIn(sliced), run_time=0.4)
            self.play(sliced.light(look - 1, look), run_time=0.4)
        return sliced

    def learning(self, log: bool) -> tuple[VGroup, VMobject, VGroup]:
        """How wrong the net is after how many updates, on an even scale or one that is stretched at its start: axes, curve, and a
        line at each look."""
        run = self.digits
        plot = Plot((0, int(run.updates[-1])), (0, float(run.mse.max())), LONG, TALL, log=log).move_to(0.35 * DOWN)
        looks = (Line(plot.point(x, 0), plot.point(x, y), stroke_color=role("focus"), stroke_width=2.5)
                 for x, y in zip(run.updates, run.mse, strict=True))
        return furniture(plot), furniture(plot.curve(run.updates, run.mse, "error", 5)), furniture(VGroup(*looks))

    def moments(self, before: Listing) -> VGroup:
        """The curve of learning, all looks at it, and both on a line on which each step is a multiple of the last."""
        updates = self.digits.updates
        plot, curve, looks = self.learning(log=False)
        wrong = words(self.screen("wrong"), BODY, role("error")).next_to(plot, UP, buff=0.2, aligned_edge=LEFT)
        last = in_line(Number(int(updates[-1]), 0, size=BODY, source="digits:updates[-1]", color=role("quiet")),
                       words(self.screen("updates"), BODY, role("quiet"))).next_to(plot, DOWN, buff=0.25, aligned_edge=RIGHT)
        with self.say("when", pause=1.1) as line:
            self.play(FadeOut(before), run_time=0.25)
            self.play(FadeIn(plot, wrong, last), run_time=0.4)
            self.play(Create(curve), rate_func=linear, run_time=max(line.left, 1.6))
        count = in_line(Number(len(updates), 0, size=3 * TITLE, source="digits:updates.size", color=role("focus")),
                        words(self.screen("looks"), TITLE, role("quiet"))).move_to([1.6, 1.3, 0])
        note = words(self.screen("stretched"), BODY, role("quiet")).next_to(plot, DOWN, buff=0.25, aligned_edge=LEFT)
        with self.say("spaced", pause=1.9) as line:
            self.play(LaggedStart(*(Create(look) for look in looks), lag_ratio=0.3), run_time=line.until("wider"))
            self.play(FadeIn(count), run_time=0.4)
            self.hold(max(line.left - STRETCH, 0))
            _, stretched, wider = self.learning(log=True)
            self.play(Transform(curve, stretched), *(Transform(a, b) for a, b in zip(looks, wider, strict=True)),
                      FadeIn(note), count.animate.move_to([3.6, 1.9, 0]), run_time=STRETCH)
            self.drift(line.left)
        return VGroup(plot, curve, looks, wrong, last, count, note)

    def sizes(self, before: VGroup) -> None:
        """All moments as a square, the log as another of the same scale."""
        log, every = int(self.log.watching_log_bytes[0]), int(self.log.watching_all_bytes[0])
        whole = Square(SIDE, stroke_width=0, fill_color=role("quiet"), fill_opacity=0.35).move_to([-3.0, -0.35, 0])
        small = Square(SIDE * (log / every) ** 0.5, stroke_width=0, fill_color=role("focus"), fill_opacity=1)
        small.next_to(whole, RIGHT, buff=0.5, aligned_edge=DOWN)
        all_of_it = self.size("watching_all_bytes[0]/10**9", every / 10**9, "gigabytes", "everything", "ink").move_to(whole)
        logged = self.size("watching_log_bytes[0]/10**6", log / 10**6, "megabytes", "logged", "focus")
        logged.next_to(small, RIGHT, buff=0.5, aligned_edge=DOWN)
        holds(whole, *all_of_it)
        with self.say("size", pause=1.5) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.play(GrowFromEdge(whole, DOWN, rate_func=rush_from), FadeIn(all_of_it, rate_func=LATE), run_time=1.0)
            line.wait_for("small")
            self.play(FadeIn(small, scale=8), run_time=0.6)
            self.play(FadeIn(logged), run_time=0.3)
            self.drift(line.left)
        self.play(FadeOut(whole, all_of_it, small, logged), run_time=0.3)

    def size(self, key: str, value: float, unit: str, name: str, color: str) -> VGroup:
        """A size with its unit, and below it what has it."""
        number = Number(value, 1, size=LARGE, source=f"making:{key}", color=role(color))
        return VGroup(in_line(number, words(self.screen(unit), LARGE, role(color))),
                      words(self.screen(name), BODY, role("ink"))).arrange(DOWN, buff=0.3)

    def same(self) -> None:
        """How many of the learned numbers differ between a run alone and a watched one."""
        counts = enumerate(zip(self.log.watching_differing.tolist(), (3.2, BODY), ("target", "quiet"), strict=True))
        count, of = (Number(value, 0, size=size, color=role(name), source=f"making:watching_differing[{i}]")
                     for i, (value, size, name) in counts)
        said = in_line(words(self.screen("of"), BODY, role("quiet")), of, words(self.screen("same"), BODY, role("quiet")))
        said.next_to(count.shift(0.5 * UP), DOWN, buff=0.6)
        alone, watched = (self.wall(name).move_to([x, -0.2, 0]) for name, x in (("alone", -3.4), ("watched", 3.4)))
        with self.say("same", pause=1.8) as line:
            self.play(FadeIn(alone, lag_ratio=0.1), run_time=1.2)
            line.wait_for("watched")
            self.play(FadeIn(watched, lag_ratio=0.1), run_time=0.8)
            line.wait_for("same")
            self.play(FadeOut(alone, shift=3 * RIGHT), FadeOut(watched, shift=3 * LEFT), run_time=0.4)
            self.play(FadeIn(count, scale=1.3), run_time=0.4)
            self.play(FadeIn(said), run_time=0.4)
            self.drift(line.left)

    def wall(self, name: str) -> Group:
        """What all hidden neurons have learned in the end; of both runs the same, to the last bit; and which run it was."""
        learned = self.digits.w_i_h[-1] - self.digits.w_i_h[0]
        pictures = Group(*(WeightImage(one, PICTURE / 1.65, largest(learned)) for one in learned))
        pictures.arrange_in_grid(cols=5, buff=0.12)
        return Group(*pictures, words(self.screen(name), BODY, role("quiet")).next_to(pictures, DOWN, buff=0.3))
