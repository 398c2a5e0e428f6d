"""The steps: take the smaller from the larger as often as it goes; go on with the rest."""

from manim import DOWN, UP, FadeIn, VGroup

from scenes.film.chapter import Chapter
from scenes.kit.text import Number, code
from scenes.kit.theme import TITLE, role


class Schritte(Chapter):
    """A row for each division, and the last smaller number."""

    def construct(self):
        run, rows = self.runs["euclid"], VGroup()
        for k in range(len(run.rest)):
            row = VGroup(*(Number(int(getattr(run, key)[k]), 0, size=1.4 * TITLE, widest=int(run.larger[0]), color=role(kind),
                                  source=f"euclid:{key}[{k}]")
                           for key, kind in (("larger", "ink"), ("smaller", "positive"), ("rest", "focus"))))
            rows.add(row.arrange(buff=0.9))
        rows.arrange(DOWN, buff=0.6)
        self.open()
        with self.say("rest") as line:
            heads = VGroup(*(code(name, 0.3, role("quiet")) for name in ("a", "b", "a % b")))
            for head, number in zip(heads, rows[0], strict=True):
                head.next_to(number, UP, buff=0.4)
            self.play(FadeIn(heads), run_time=0.6)
            line.wait_for("again")
            self.play(FadeIn(rows[0], shift=UP * 0.3), run_time=0.8)
        with self.say("until") as line:
            step = max(line.left / max(len(rows) - 1, 1), 0.8)
            for row in rows[1:]:
                self.play(FadeIn(row, shift=UP * 0.3), run_time=step)
        with self.say("answer") as line:
            line.wait_for("measure")
            self.play(rows[-1][1].animate.scale(1.3), run_time=max(line.left, 0.6))
        self.close()
