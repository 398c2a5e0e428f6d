"""An equation of numbers on screen holds as it is shown, at every moment that is looked at."""

import pytest
from gate_tools import Gate

from scenes.film.gate.equations import EQUALS, Figure, false

ROW = """
def row(*parts):
    texts = [words(part) if isinstance(part, str) else Number(part, 2, source='constant:axis', signed=False) for part in parts]
    return VGroup(*texts).arrange(RIGHT, buff=0.15)
shown = [{row}]
"""


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


@pytest.mark.parametrize("row, said", [
    ("row(0.5, '+', 0.3, '=', 0.9)", "0.50 + 0.30 = 0.90 does not hold: the left side is between 0.79 and 0.81"),
    ("row(0.5, '×', 0.3, '=', 0.25)", "0.50 * 0.30 = 0.25"), ("row(0.5, '+', -0.3, '=', 0.8)", "0.50 + −0.30 = 0.80"),
    ("row(0.5, '+', 2, '×', 0.3, '=', 1.5)", "0.50 + 2.00 * 0.30 = 1.50"), ("row(1, '÷', 4, '=', 0.3)", "1.00 / 4.00"),
    ("row('so', 0.5, '=', 0.6, 'again')", "0.50 = 0.60"), ("row(0.5, '−', 0.3, '=', 0.25)", "0.50 - 0.30 = 0.25"),
    ("row(1, '+', 2, '=', 3, '=', 4)", "3.00 = 4.00"), ("words('28 × 28 = 785', source='constant:axis')", "28 * 28 = 785"),
    ("VGroup(Number(.5, source='constant:axis'), Number(.3, plus=True, source='constant:axis'), words('='), "
     "Number(.9, source='constant:axis')).arrange(RIGHT, buff=0.15)", "0.50 +0.30 = 0.90")])
def test_a_false_equation_is_found(gate, row, said):
    [(check, what)] = [found for found in gate.beat(ROW.format(row=row)) if found[0] != "overlap"]
    assert check == "equation" and what.startswith(said)


@pytest.mark.parametrize("row", [
    "row(0.5, '+', 0.3, '=', 0.8)", "row(0.333, '+', 0.333, '=', 0.667)",        # within what is rounded
    "row(0.5, '×', 0.33, '=', 0.16)", "row(0.5, '+', 0.3, '=')", "row('+', 0.3, '=', 0.9)", "row('x', '·', 0.3, '=', 0.9)",
    "row(0.5, 0.3, '×', 0.5, '=', 0.9)", "row(0.5, '=', 'e', 0.9)", "row(0.5, '≠', 0.9)",
    "VGroup(row(0.5, '='), row(0.9).shift(DOWN)).arrange(DOWN)", "row(0.5, '=').add(row(0.9).shift(4 * RIGHT))",
    "excuse(row(0.5, '=', 0.6), 'equation', 'the film shows a mistake on purpose')"])
def test_what_holds_or_is_no_equation_is_not(gate, row):
    assert gate.beat(ROW.format(row=row)) == []


ROLLS = """
a, equals, b = Number(0.2, source='constant:axis'), words('='), Number(0.2, source='constant:axis')
VGroup(a, equals, b).arrange(RIGHT, buff=0.15)
with self.say('first') as line:
    self.play(FadeIn(a, equals, b), run_time=0.5)
    self.play({move}, run_time=line.left)
"""


def test_numbers_that_roll_one_after_the_other_make_it_false(gate):
    rolls = "UpdateFromAlphaFunc(a, lambda it, alpha: it.set_value(0.2 + alpha))"
    assert "equation" in {check for check, _ in gate.says(ROLLS.format(move=rolls))}
    assert gate.says(ROLLS.format(move="SwitchTo(a, 0.7), SwitchTo(b, 0.7)")) == []


def test_whole_numbers_are_exact():
    def whole(n):
        return Figure(n, n, str(n))
    assert list(false([whole(28), "*", whole(28), EQUALS, whole(784)])) == []
    assert list(false([whole(28), "*", whole(28), EQUALS, whole(785)])) == \
        ["28 * 28 = 785 does not hold: the left side is 784"]
