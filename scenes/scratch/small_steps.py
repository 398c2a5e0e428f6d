"""The small net's sums and what becomes of them: on a line from near, and as columns from the hidden layer to the outputs."""

from manim import LEFT, RIGHT, UP, Line, VGroup

from network.program import Program
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.plot import Plot
from scenes.kit.scales import largest
from scenes.kit.text import Number, code, maths
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.cast import show_activations, small_net

NEAR = 0.7      # em of the numbers on a line from near


def answering(run, layers: int = 3) -> NetworkDiagram:
    """The net with the first image's values in so many of its layers, and room on its left for columns."""
    return show_activations(small_net(run, width=4.2), run, layers=layers).shift(LEFT * 0.87)


def from_near(run, plot: Plot, reach: float) -> tuple[Line, VGroup, VGroup]:
    """A line across a plot over -reach..reach, so near that the first hidden sums lie apart: it, a mark for each, its number."""
    sums = run.h_pre[0, 0, :, 0]
    scale = 0.5 * plot.field[0] / (1.25 * largest(sums))
    axis = Line(plot.point(-reach, 0), plot.point(reach, 0), stroke_color=role("quiet"), stroke_width=2)
    axis.set_y(0)
    marks, numbers = VGroup(), VGroup()
    for i, x in enumerate(sums):
        foot = axis.get_center() + float(x) * scale * RIGHT
        marks.add(Line(foot, foot + 0.5 * UP, stroke_color=role("focus"), stroke_width=5))
        numbers.add(Number(float(x), source=f"pixels:h_pre[0,0][{i}]", size=NEAR, signed=True)
                    .next_to(marks[i], UP, buff=0.2))
        while any(abs(other.get_center() - numbers[i].get_center()) @ UP < NEAR and
                  abs(other.get_x() - numbers[i].get_x()) < numbers[i].width for other in numbers[:i]):
            numbers[i].shift(1.2 * NEAR * UP)
    return axis, marks, numbers


def two_steps(run, x: float) -> tuple[VGroup, VGroup, VGroup]:
    """h, o_pre and o as columns around x, their names, and lines from each to the next with what is done on the way."""
    given = ((run.h[0, 0], "activation", "h", "pixels:h[0,0]"),
             (run.o_pre[0, 0], "plain", "o_pre", "pixels:o_pre[0,0]"),
             (run.o[0, 0], "activation", "o", "pixels:o[0,0]"))
    columns = VGroup(*(Matrix(values, kind, source=source, cell=(1.2, 0.8), text_size=BODY)
                       for values, kind, _, source in given))
    columns.arrange(RIGHT, buff=1.15).move_to([x, -1.35, 0])
    labels = VGroup(*(code(name, BODY, role("activation")).next_to(column, UP, buff=0.2)
                      for column, (_, _, name, _) in zip(columns, given, strict=True)))
    ways = VGroup()
    done = code("w_h_o", LABEL, role("positive")), maths("sigma", TITLE)
    for left, right, what in zip(columns, columns[1:], done):
        way = Line(left.get_right(), right.get_left(), buff=0.15, stroke_width=4, color=role("quiet"))
        ways.add(VGroup(way, what.next_to(way, UP, buff=0.12)))
    return columns, labels, ways


def two_lines(run, x: float) -> tuple[Listing, list[int]]:
    """The two lines of the program for the outputs, and their numbers."""
    program = Program(run.meta["source"])
    numbers = program.lines("o_pre") + program.lines("o")
    listing = Listing(excerpt(program.source, numbers), BODY, first=numbers[0])
    return listing.move_to([x, 2.15, 0]), numbers
