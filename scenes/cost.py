"""The cost: a count of right answers, the gaps between outputs and label, squared and averaged; why the one teaches nothing, and
the other not where the net is sure and wrong; and which cost is descended."""

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, AnimationGroup, Create, FadeIn, FadeOut, GrowFromPoint, LaggedStart,
                   Mobject, ReplacementTransform, Transform, VGroup, rush_into, there_and_back)

from network.program import Program
from scenes.kit.diagram import Neuron, Ring
from scenes.kit.echo import echo
from scenes.kit.listing import Listing, excerpt
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, SwitchTo, code, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.kit.tray import Tray
from scenes.scratch import misses
from scenes.scratch.chapter import Chapter
from scenes.scratch.cross_entropy import CrossEntropy
from scenes.scratch.facts import cost_decimals
from scenes.scratch.misses import ALONE, FULL, SUMMED, TRAY
from scenes.scratch.small_steps import answering
from scenes.scratch.turning import Ground, Turn, turned
from scenes.scratch.two_costs import BAD, GOOD, HALVINGS, WORSE, entropy, square

WORSE_SQUARE, BAD_SQUARE = square(WORSE), square(BAD)       # what outputs cost, by either cost
GOOD_ENTROPY, HALF_ENTROPY = float(entropy(GOOD)), float(entropy(1 / 2))
HALVED_0, HALVED_1, HALVED_2, HALVED_3, HALVED_4, HALVED_5, HALVED_6, HALVED_7 = (2 ** k for k in range(HALVINGS + 1))
WHOLE = 1                            # the most that an output can give to the right answer
COUNTER_START = 0                    # the listing's counter before the first image
TRAY_AT = LEFT * 4.1 + UP * 0.45
POURED_FROM = (2.6, -1.95)           # x of the middle of the squares that wait beside the tray, y of their lower edges
REACH = 2.4                          # how far the weight is turned to both sides
HAIR = 0.3                           # and at most how far by a hair
FIELD, APART, GROUND = (6.1, 4.7), 3.3, -0.65      # size of a cost as ground; x of its middle, to either side; y of it
SUMS = 3.0                           # x of the sum
ENTRIES = 2.6, 0.9                   # y of the first of what is summed; from one to the next
APIECE, TALL, COLUMNS_Y = 1.65, 4.95, 0.05     # from one output to the next, and at most of all together; y of their middle
ROUND, LARGER = 0.27, 1.6            # radius of one, of that, before it is drawn so much larger
CODE, COUNTER = 0.44, 0.5            # em of a line of the program, and of its counter
READ = 0.75                          # em of the cost in the tray
COLUMNS_X = -4.9, -3.2, -0.8         # x of the classes, of the outputs and of the label
VERDICT, WIDE = (4.0, 1.1), 1.4      # x and y of what the net says beside what it should; from their middle to either
RIGHT_KEY = "argmax(o[0,0])==argmax(label_of(0))"


class Cost(CrossEntropy, Chapter):
    """The first image's outputs against its label."""

    def construct(self):
        rulers = self.off(*self.right_or_wrong())
        numbers = self.squares(rulers)
        self.pour(rulers, numbers)
        self.steeper(self.downhill())
        self.summed_up(self.from_both_sides())
        self.close()

    @property
    def run(self):
        return self.pixels

    # --- right or wrong ----------------------------------------------------------------------------

    def right_or_wrong(self) -> tuple[VGroup, VGroup, VGroup]:
        """The largest output is the answer; if the label's one stands there, the counter goes up. Returns outputs and label, and
        what stands beside them."""
        run, program, net = self.run, Program(self.run.meta["source"]), answering(self.run)
        self.add(net)
        self.open()
        answer, wanted = int(run.o[0, 0].argmax()), int(run.label_of(0).argmax())
        (o, l), beside = self.columns()
        line_of_code = Listing(excerpt(program.source, program.lines("nr_correct", update=True)), CODE).move_to([0, -3.1, 0])
        counter = VGroup(code("nr_correct", COUNTER), code("=", COUNTER, role("quiet")),
                         Number(COUNTER_START, 0, source="constant:COUNTER_START", size=1.0)).arrange(RIGHT, buff=0.3)
        counter.move_to([VERDICT[0], -0.7, 0])
        found = words("=" if answer == wanted else "\N{NOT EQUAL TO}", 1.1, role("target" if answer == wanted else "error"))
        found.move_to([*VERDICT, 0])
        missed = in_line(words(self.screen("mistakes"), COUNTER, role("error")),
                         Number(answer != wanted, 0, source=f"pixels:1-({RIGHT_KEY})", size=1.0, color=role("error")), buff=0.3)
        missed.next_to(counter, DOWN, buff=0.3)
        ends, outputs = self.verdict(answer, wanted), VGroup(*(neuron.copy() for neuron in net.layers[2]))
        with self.say("right", pause=0.35) as line:
            self.add(outputs)
            self.play(FadeOut(net, rate_func=SOON), *map(ReplacementTransform, outputs, o),
                      FadeIn(l, beside, line_of_code, counter, rate_func=LATE), run_time=0.8)
            line.wait_for("largest")
            self.play(Ring(o[answer]), run_time=0.4)
            self.play(FadeIn(ends[0][0]), FadeIn(ends[0][1], target_position=o[answer]), run_time=0.7)
            line.wait_for("label")
            self.play(Ring(l[wanted]), FadeIn(ends[1][0]), FadeIn(ends[1][1], target_position=l[wanted]), run_time=0.8)
            line.wait_for("counter")
            self.play(FadeIn(found, scale=1.5), run_time=0.5)
            if answer == wanted:
                self.play(SwitchTo(counter[2], 1, f"pixels:{RIGHT_KEY}"), run_time=0.7)
            self.play(FadeIn(missed), run_time=0.4)
            self.drift(line.left + 0.7)
        return o, l, VGroup(beside, line_of_code, counter, missed, found, ends)

    def columns(self) -> tuple[tuple[VGroup, VGroup], VGroup]:
        """Outputs and label, each as a column; their names, and the class that each row stands for."""
        run, pitch = self.run, min(APIECE, TALL / self.run.meta["outputs"])
        columns = tuple(VGroup(*(Neuron(ROUND * pitch).show(float(value), f"pixels:{key}[{i},0]", kind, decimals=decimals)
                                 .scale(LARGER).move_to([x, COLUMNS_Y + ((len(values) - 1) / 2 - i) * pitch, 0])
                                 for i, value in enumerate(values.ravel())))
                        for values, key, kind, decimals, x in ((run.o[0, 0], "o[0,0]", "activation", 2, COLUMNS_X[1]),
                                                               (run.label_of(0), "label_of(0)", "target", 0, COLUMNS_X[2])))
        names = (code(name, TITLE, role(kind)).next_to(column, UP, buff=0.25) for name, kind, column in
                 zip("ol", ("activation", "target"), columns, strict=True))
        heads = (Number(kind, 0, source=f"pixels:meta.classes[{i}]", size=0.8, color=role("quiet"))
                 .move_to([COLUMNS_X[0], neuron.get_y(), 0]) for i, (kind, neuron) in
                 enumerate(zip(run.meta["classes"], columns[0], strict=True)))
        return columns, VGroup(*names, *heads)

    def verdict(self, answer: int, wanted: int) -> VGroup:
        """The class that the net says, and the right one, side by side, each under what it is."""
        names = in_line(*(words(self.screen(name), TITLE, role("quiet")) for name in ("says", "label")))
        numbers = (Number(self.run.meta["classes"][k], 0, source=f"pixels:meta.classes[argmax({key})]", size=1.2,
                          color=role(kind))
                   for k, key, kind in ((answer, "o[0,0]", "focus"), (wanted, "label_of(0)", "target")))
        names.set_y(VERDICT[1] + 1.05)
        return VGroup(*(VGroup(name.set_x(x), number.move_to([x, VERDICT[1], 0])) for name, number, x in
                        zip(names, numbers, (VERDICT[0] - WIDE, VERDICT[0] + WIDE), strict=True)))

    # --- the squares -------------------------------------------------------------------------------

    def off(self, o: VGroup, l: VGroup, beside: VGroup) -> VGroup:
        """Outputs and label stand on rulers, and between them is a gap. Returns the rulers."""
        rulers, neurons = misses.rulers(self.run), [*o, *l]
        VGroup(*rulers, *(ruler.gap for ruler in rulers)).shift(ALONE * RIGHT)
        places = [getattr(ruler, name) for name in ("output", "label") for ruler in rulers]
        with self.say("gap", pause=0.35) as line:
            self.remove(o, l)
            self.add(*neurons)
            self.play(FadeOut(*beside), run_time=0.25)
            self.play(*map(ReplacementTransform, neurons, places), *(Create(ruler.line, rate_func=LATE) for ruler in rulers),
                      run_time=0.8)
            self.play(FadeIn(*(VGroup(*ruler[1:3]) for ruler in rulers)), run_time=0.3)
            self.add(rulers)
            self.hold(line.at("gap") - line.elapsed - 0.4)
            self.play(LaggedStart(*(Create(ruler.gap) for ruler in rulers), lag_ratio=0.3), run_time=0.9)
            self.drift(line.left)
        return rulers

    def squares(self, rulers: VGroup) -> VGroup:
        """A square grows out of each gap. Returns the areas in figures."""
        numbers = misses.area_numbers(self.run, rulers)
        with self.say("square", pause=0.35) as line:
            self.play(*(part.animate.shift(ALONE * LEFT) for ruler in rulers for part in (ruler, ruler.gap)), run_time=0.5)
            self.hold(line.at("square") - line.elapsed - 0.2)
            self.play(LaggedStart(*(GrowFromPoint(ruler.square, ruler.gap.get_center()) for ruler in rulers),
                                  lag_ratio=0.25), run_time=1.2)
            line.wait_for("alike")
            self.play(FadeIn(numbers, lag_ratio=0.2), run_time=0.6)
            line.wait_for("large")
            largest = rulers[int(misses.squared(self.run).argmax())].square
            self.play(largest.animate(rate_func=there_and_back).set_stroke(role("focus"), 7), run_time=0.8)
            self.drift(line.left + 0.2)
        return numbers

    # --- their mean --------------------------------------------------------------------------------

    def pour(self, rulers: VGroup, numbers: VGroup) -> None:
        """The squares pour into one tray and add up; a share of it for each output is the cost."""
        squares = VGroup(*(ruler.square for ruler in rulers))
        tray = Tray(0, *TRAY, full=FULL).move_to(TRAY_AT)
        self.remove(rulers, *(ruler.gap for ruler in rulers))
        row = squares.copy().arrange(RIGHT, buff=0.25, aligned_edge=DOWN).move_to([*POURED_FROM, 0], aligned_edge=DOWN)
        stack = misses.layers(misses.high(misses.squared(self.run)), TRAY[0], tray.walls.get_bottom())
        column = self.sum_of(numbers).set_z_index(1)          # over a square that passes
        with self.say("pour", pause=0.35) as line:
            line.wait_for("pour")
            self.play(*(FadeOut(VGroup(ruler)) for ruler in rulers), run_time=0.25)
            self.play(*(Transform(square, there) for square, there in zip(squares, row, strict=True)),
                      *(number.animate.move_to(there) for number, there in zip(numbers, row, strict=True)), FadeIn(tray.walls),
                      run_time=0.5)
            self.play(LaggedStart(*(AnimationGroup(Transform(square, layer, path_arc=0.4 * PI),
                                                   ReplacementTransform(number, place, path_arc=-PI / 2))
                                    for square, layer, number, place in zip(squares, stack, numbers, column[0], strict=True)),
                                  lag_ratio=0.4, run_time=1.6))
            self.play(FadeIn(column[1:]), run_time=0.4)
            tray, *sums = self.mean(line, tray, squares, column)
        self.in_code(tray, VGroup(*sums))

    def sum_of(self, numbers: VGroup) -> VGroup:
        """The areas one below the other, the rule, and their sum."""
        key = misses.GAP_KEY.partition(":")[2]
        total = Number(float(misses.squared(self.run).sum()), misses.decimals_of(self.run), size=SUMMED, color=role("error"),
                       source=f"pixels:sum({key}*{key})")
        return misses.added_up(numbers, total, SUMS, *ENTRIES)

    def mean(self, line, tray: Tray, squares: VGroup, column: VGroup) -> VGroup:
        """What is in the tray is shared out evenly; one share is the cost. Returns tray, e, and what stands beside them."""
        outputs, cost = self.run.meta["outputs"], float(self.run.e[0, 0])
        equal = misses.layers(misses.high(np.full(outputs, cost)), TRAY[0], tray.walls.get_bottom())
        count = Number(outputs, 0, source="pixels:meta.outputs", size=SUMMED)
        result = Number(cost, cost_decimals(self.run), source="pixels:e[0,0]", size=SUMMED, color=role("error"))
        division = VGroup(words("\N{DIVISION SIGN}", SUMMED, role("quiet")), count, words("=", SUMMED, role("quiet")), result)
        division.arrange(RIGHT, buff=0.25).next_to(column[2], DOWN, buff=0.35).set_x(SUMS)
        name = words(self.screen("mean"), TITLE).next_to(division, DOWN, buff=0.25)
        line.wait_for("divide")
        self.play(*(Transform(square, layer) for square, layer in zip(squares, equal, strict=True)), FadeIn(division[:2]),
                  run_time=0.7)
        line.wait_for("result")
        self.play(*(FadeOut(square, shift=0.4 * UP) for square in squares[1:]), FadeIn(division[2:]), run_time=0.6)
        self.remove(*squares)
        self.add(tray.show(cost))
        line.wait_for("name")
        self.play(FadeIn(name), run_time=0.5)
        self.drift(line.left + 0.7)
        return VGroup(tray, column, division, name)

    def in_code(self, tray: Tray, sums: VGroup) -> None:
        """The same as a line of the program."""
        program, (column, division, name) = Program(self.run.meta["source"]), sums
        listing = Listing(excerpt(program.source, program.lines("e")), CODE).move_to([0, -3.1, 0])
        reading = tray.reading(division[-1].value, cost_decimals(self.run), "pixels:e[0,0]", READ)
        reading.move_to((tray.level(tray.value) + tray.walls.get_top()) / 2)
        with self.say("code", pause=0.35) as line:
            self.play(FadeIn(listing, shift=0.2 * UP), run_time=0.5)
            line.wait_for("cost")
            self.play(echo(listing.term(1, "e"), reading[0]), echo(division[-1], reading[2]), FadeIn(reading[1]), run_time=0.9)
            self.drift(line.left + 0.5)
        self.play(FadeOut(tray, reading, listing, column, division, name), run_time=0.25)

    # --- which way ----------------------------------------------------------------------------------

    def downhill(self) -> Mobject:
        """Mistakes and squared error over the same weight, as ground: a hair moves one of them, and only there a ball rolls.
        Returns this."""
        one = turned(self.run)
        mistakes = Number(one.mistakes(one.here), 0, source=f"pixels:1-({RIGHT_KEY})", size=TITLE, color=role("error"))
        error = Number(one.cost(one.here), 2, source="pixels:e[0,0]", size=TITLE, color=role("error"))
        grounds = VGroup(*(Ground(of, one.here, REACH, FIELD, np.array([x, GROUND, 0]), 1.2 * top, number, self.screen(name))
                           for of, x, top, number, name in (
                               (one.mistakes, -APART, 1, mistakes, "mistakes"),
                               (one.cost, APART, max(one.cost(one.here + way * REACH) for way in (-1, 1)), error, "mean"))))
        axes = VGroup(*(words(self.screen("weight"), BODY, role("quiet")).next_to(part.earth, DOWN, buff=0.15)
                        for part in grounds))

        def show(weight: float) -> None:
            for part in grounds:
                part.show(weight)
        with self.say("hair", pause=0.35) as line:
            self.play(FadeIn(grounds, axes), run_time=0.5)
            self.play(Turn(grounds, show, one.here, one.here + one.hair(HAIR)), rate_func=swing,
                      run_time=max(line.until("cliff"), 2.4))
            self.play(grounds[0].crest.animate(rate_func=there_and_back).set_stroke(width=13), run_time=0.8)
            self.drift(line.left + 0.4)
        with self.say("no_way", pause=0.35) as line:
            self.play(FadeOut(mistakes, error), run_time=0.25)
            line.wait_for("slope")
            self.play(Turn(VGroup(grounds[1].ball), grounds[1].roll, one.here, one.lowest(0.9 * REACH)), rate_func=rush_into,
                      run_time=1.4)
            self.drift(line.left + 0.4)
        rolled = grounds[1].ball
        grounds[1].remove(rolled)
        self.add(rolled)
        self.play(FadeOut(*self.others(rolled)), run_time=0.25)
        return rolled


def swing(alpha: float) -> float:
    """From 0 to 1, through 0 to -1, and back."""
    return float(np.sin(2 * np.pi * alpha))
