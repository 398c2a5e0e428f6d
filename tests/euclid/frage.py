"""The question: what fits into both numbers without a rest?"""

from manim import DOWN, LEFT, UP, FadeIn, GrowFromEdge, Rectangle, VGroup

from scenes.film.chapter import Chapter
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role

WIDTH = 6.4     # of the longer bar


class Frage(Chapter):
    """Two bars as long as the numbers, and a question."""

    def construct(self):
        run = self.runs["euclid"]
        bars = VGroup(*(Rectangle(width=WIDTH * number / run.larger[0], height=0.9, stroke_width=0, fill_opacity=1,
                                  fill_color=role("positive")) for number in (run.larger[0], run.smaller[0])))
        bars.arrange(DOWN, buff=0.9, aligned_edge=LEFT).shift(DOWN * 0.3)
        numbers = VGroup(*(Number(int(number), 0, size=TITLE, source=f"euclid:{key}[0]").next_to(bar, UP, buff=0.15)
                           .align_to(bar, LEFT) for number, key, bar in
                           zip((run.larger[0], run.smaller[0]), ("larger", "smaller"), bars, strict=True)))
        self.open()
        with self.say("two") as line:
            self.play(GrowFromEdge(bars[0], LEFT), FadeIn(numbers[0]), run_time=line.until("second"))
            self.play(GrowFromEdge(bars[1], LEFT), FadeIn(numbers[1]), run_time=max(line.left, 0.5))
        with self.say("fits") as line:
            piece = bars[1].copy().set_fill(role("focus"))
            line.wait_for("shorter")
            self.play(piece.animate.align_to(bars[0], UP + LEFT), run_time=max(line.left, 0.8))
        with self.say("question") as line:
            text = in_line(words(self.screen("measure"), BODY, role("quiet")), words("?", BODY, role("focus"))).to_edge(DOWN)
            self.play(FadeIn(text), run_time=0.6)
            self.play(piece.animate.next_to(piece, buff=0), run_time=max(line.left, 0.8))
        self.close()
