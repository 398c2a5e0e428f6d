"""Angles of dots, each laid around the last one, grow a square."""

from manim import DOWN, LEFT, RIGHT, Create, Dot, FadeIn, Indicate, LaggedStart, SurroundingRectangle, VGroup

from scenes.film.chapter import Chapter
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import role

PITCH = 0.95        # from a dot to the next
RADIUS = 0.32
CORNER = 5.9 * LEFT + 2.3 * DOWN        # the first dot
SIZE = 0.5


def angle(k: int) -> VGroup:
    """The dots of angle k, 0 the first: from its upper left end, around the corner, to its lower right end."""
    cells = [(i, k) for i in range(k + 1)] + [(k, j) for j in reversed(range(k))]
    color = role("class_a" if k % 2 else "class_b")
    return VGroup(*(Dot(CORNER + PITCH * (i * RIGHT - j * DOWN), radius=RADIUS, color=color) for i, j in cells))


class Squares(Chapter):
    def construct(self):
        run = self.runs["odd"]
        self.angles = [angle(k) for k in range(len(run.terms))]
        self.terms = [Number(term, 0, source=f"odd:terms[{k}]", size=SIZE, color=self.angles[k][0].get_color())
                      for k, term in enumerate(run.terms)]
        self.pluses = [words("+", SIZE, role("quiet")) for _ in self.terms[1:]]
        total = Number(run.sums[-1], 0, source="odd:sums[-1]", size=SIZE)
        end = [words("=", SIZE, role("quiet")), total]
        row = [self.terms[0]]
        for plus, term in zip(self.pluses, self.terms[1:], strict=True):
            row += [plus, term]
        side = [Number(run.sides[-1], 0, source="odd:sides[-1]", size=SIZE) for _ in range(2)]
        product = [words("=", SIZE, role("quiet")), side[0], words("×", SIZE, role("quiet")), side[1]]
        in_line(*row, *end, *product).move_to(2.6 * RIGHT)

        self.open()
        with self.say("start", pause=0.5) as line:
            line.wait_for("dot")
            self.lay(0)
            line.wait_for("around")
            self.lay(1)
        with self.say("grow", pause=0.5) as line:
            for k, mark in enumerate(("third", "fourth", "fifth"), 2):
                line.wait_for(mark)
                self.lay(k)
        with self.say("why", pause=0.5) as line:
            line.wait_for("longer")
            last, longest = self.angles[-2:]
            self.play(Indicate(last, 1.05, color=role("focus")), run_time=0.8)
            self.play(Indicate(longest, 1.05, color=role("focus")), run_time=0.8)
            line.wait_for("ends")
            for dots in self.angles[1:]:
                self.play(Indicate(dots[0], color=role("focus")), Indicate(dots[-1], color=role("focus")), run_time=0.6)
        with self.say("sum", pause=0.5) as line:
            line.wait_for("total")
            self.play(FadeIn(*end), run_time=0.6)
            line.wait_for("side")
            self.play(FadeIn(*product), run_time=0.6)
            line.wait_for("square")
            outline = SurroundingRectangle(*self.angles, color=role("focus"), buff=(PITCH - 2 * RADIUS) / 2)
            self.play(Create(outline), run_time=0.8)
        self.close()

    def lay(self, k: int) -> None:
        """Angle k is laid dot by dot, and its number joins the sum."""
        dots = LaggedStart(*(FadeIn(dot, scale=0.5) for dot in self.angles[k]), lag_ratio=0.15)
        self.play(dots, FadeIn(*self.pluses[k - 1:k] if k else [], self.terms[k]), run_time=0.8)
