"""Bias: what a single neuron can draw, and why it needs a neuron that is always one."""

import numpy as np
from manim import (DOWN, LEFT, PI, RIGHT, UP, Circle, Create, Dot, FadeIn, FadeOut, Group, Line, Rotate, Square, VGroup,
                   rush_from, rush_into, smooth, there_and_back)

from network.program import Program
from scenes.kit.declare import holds
from scenes.kit.diagram import Glow, NetworkDiagram, Neuron
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.moments import PlayThrough
from scenes.kit.plane import Plane, scale_of
from scenes.kit.rates import SOON
from scenes.kit.scales import largest, sign_role
from scenes.kit.text import Number, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.balance import Balance
from scenes.scratch.cast import CLOSE_TO, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.hard import hard_pair
from scenes.scratch.neuron_results import far, learned, legend, plane_of, result
from scenes.scratch.probing import Probing
from scenes.scratch.sides import Sides

CELL = (1.9, 0.92)
COLUMNS = LEFT * 3.45 + DOWN * 0.8    # where the columns of biases stand
MIDDLE = LEFT * 2.85 + UP * 0.08                  # where it stands
IMAGE, IMAGE_AT = 5.2, (-3.35, 0.3, 0)     # side and middle of the image before it
SIDE, SIDE_X = 3.0, (-5.05, -1.8)     # and of one of each class, side by side; x of their middles
LARGE = 0.55                          # the numbers that a beat is about
SUM = 0.62                            # em of the formula
ANGLE = 2.2                           # direction of the weights with which the line is first shown
STEEP = 2.4                           # and their length
TURN = 0.35                           # how far the line turns away from the best while it comes to be judged, in radians
HOME = RIGHT * 3.7 + UP * 1.5         # where the single neuron stands, without its bias
HIGH, LARGER = RIGHT * 4.0 + UP * 1.55, 1.1      # where it stands over what it adds up, and how much larger it is there
FORMULA = 3.55, -3.15                 # the place of the formula under the bars
EXAMPLE = RIGHT * 4.8 + UP * 0.45     # and of the note under the neuron
BARS = (-2.6, -0.35)                  # y of the lowest and of the highest end of the bars
NEAR = RIGHT * 3.6 + UP * 0.3         # where it stands beside the image and the points
LARGE_NEAR = 1.3                      # how much larger it is there
OTHER_SIDE = RIGHT * 5.9, LEFT * 7.65 + UP * 0.05     # where the plane and the neuron go for the results
PAIR, PAIR_X = (5.2, DOWN * 0.2), 4.0      # side and height of both images that are hard to tell apart; x of their middles
PAIR_LINE, TILT = 2.9, 0.16           # half the length of the line between them, and how far it turns, in radians
BEYOND = 0.4                          # how far the line turns past its best direction, in radians
BACK = -0.6                           # how far it is shifted to the other side first, as a share of where it belongs


class Bias(Chapter):
    """The biases of the small net, and what a single neuron's line can reach."""

    def construct(self):
        neuron, digit = self.single_neuron()
        numbers = self.two_numbers(neuron, digit)
        plane, classes = self.become_points(digit, numbers, neuron)
        formula = self.draw_boundary(plane, neuron)
        without = self.turn_about_the_corner(plane, neuron, classes, formula)
        self.always_one(plane, neuron, without)
        with_bias = self.move_away(plane, neuron, without)
        self.play(FadeOut(classes, plane.wrong_mark), run_time=0.25)
        net = self.every_neuron(Group(plane, neuron, without, with_bias))
        self.close(self.one_straight_line(net))

    # --- a single neuron ---------------------------------------------------------------------------

    def single_neuron(self) -> tuple[NetworkDiagram, Digit]:
        """An image, and one neuron with two inputs."""
        neuron = NetworkDiagram((2, 1), width=3.6, spacing=1.6, radius=0.5, bias=True)
        seen = without_bias(neuron)
        neuron.shift(HOME - seen.get_center())
        seen.scale(LARGE_NEAR).move_to(NEAR)
        digit, other = (Digit(self.pixels.probe_images[one], side=SIDE).move_to([x, IMAGE_AT[1], 0])
                        for one, x in zip((1, self.first_cross), SIDE_X, strict=True))
        self.open(digit, seen)
        with self.say("why", pause=0.6) as line:
            self.play(neuron.pulse(neuron.edges_between(0)), neuron.ring(neuron.layers[1][0]), run_time=1.0)
            self.play(neuron.ring(neuron.layers[1][0], on=False), run_time=0.4)
            line.wait_for("first")
            self.play(digit.animate(rate_func=there_and_back).scale(1.06), run_time=0.5)
            line.wait_for("second")
            self.play(FadeIn(other), run_time=0.4)
            self.drift(line.left)
        self.play(FadeOut(other, rate_func=SOON), digit.animate.set(width=IMAGE).move_to(IMAGE_AT), run_time=0.6)
        return neuron, digit

    def two_numbers(self, neuron: NetworkDiagram, digit: Digit) -> VGroup:
        """The ink of two quarters of the image goes into the two inputs."""
        run, index = self.pixels, self.first_circle
        quarters = [Square(IMAGE / 2, stroke_width=5, stroke_color=role("focus"))
                    .move_to(digit.frame, aligned_edge=corner) for corner in (DOWN + LEFT, DOWN + RIGHT)]
        numbers = VGroup(*(Number(float(run.neuron_points[index, i]), source=f"pixels:neuron_points[{index},{i}]",
                                  size=LARGE, color=role("focus")).next_to(quarter, DOWN, buff=0.25)
                           for i, quarter in enumerate(quarters)))
        with self.say("ink", pause=0.5) as line:
            for i, place in enumerate(("left", "right")):
                line.wait_for(place)
                self.play(Create(quarters[i]), FadeIn(numbers[i], shift=DOWN * 0.2), run_time=0.5)
                self.take_in(neuron.layers[0][i], numbers[i])
        return VGroup(numbers, *quarters)

    def take_in(self, neuron: Neuron, number: Number) -> None:
        """A copy of the number goes below the image into the neuron, which lights up as far as the plane will reach."""
        lit = neuron.copy().show(number.value, number.source, "activation", self.far).number
        there = lit.copy().match_color(number)
        holds(neuron.circle, there)
        self.play(FadeIn(there, target_position=number, scale=number.height / there.height, path_arc=PI / 2), run_time=0.7)
        neuron.number = there
        self.play(Glow(neuron.add(there), number.value / self.far), there.animate.match_color(lit), run_time=0.3)

    @property
    def first_circle(self) -> int:
        """Which point is that of the first test image of the first class, a probe of the small net."""
        return int(np.argmax(self.pixels.neuron_labels == self.pixels.meta["classes"][0]))

    @property
    def first_cross(self) -> int:
        """Which probe is the first image of the second class."""
        return int(np.argmax(self.pixels.probe_labels == self.pixels.meta["classes"][1]))

    def become_points(self, digit: Digit, marked: VGroup, neuron: NetworkDiagram) -> tuple[Plane, VGroup]:
        """The image shrinks to its point; all the others join it."""
        run, index = self.pixels, self.first_circle
        plane = plane_of(self.log).move_to(MIDDLE)
        plane.set_z_index(-1)
        plane.names = scale_of(plane, (self.screen("left"), self.screen("right")))
        plane.add(plane.names)
        place = plane.point(*run.neuron_points[index])
        classes = legend(self.classes).next_to(plane.frame, UP, buff=0.12).align_to(plane.frame, RIGHT).shift(LEFT)
        with self.say("points", pause=0.9) as line:
            plane.show(seen=0)
            held = [one.number for one in neuron.layers[0]]
            for one, number in zip(neuron.layers[0], held, strict=True):
                one.remove(number)
                one.number = None
            self.play(FadeOut(marked, *held), *(Glow(one, 0) for one in neuron.layers[0]), run_time=0.3)
            self.play(FadeIn(plane), digit.animate.scale(0.03).move_to(place), run_time=1.0)
            line.wait_for("discs")
            self.play(FadeOut(digit, run_time=0.3), FadeIn(classes, run_time=0.5),
                      PlayThrough([plane], lambda s: plane.show(seen=round(s)), 1, len(plane.places)),
                      run_time=max(line.left, 2.5))
        self.play(without_bias(neuron).animate.scale(LARGER / LARGE_NEAR).move_to(HIGH), run_time=0.6)
        return plane, classes

    @property
    def classes(self) -> list[str]:
        """What both classes are called."""
        return [self.screen(key) for key in ("circle", "cross")]

    @property
    def log(self):
        """What the neuron makes of all test images of its two classes."""
        return self.experiments.neuron

    @property
    def far(self) -> float:
        """Where the plane ends."""
        return far(self.log)

    def wrong_mark(self) -> VGroup:
        """What a ring around a point means."""
        ring = Circle(0.15, stroke_color=role("error"), stroke_width=4)
        word = words(self.screen("wrong"), TITLE).next_to(ring, RIGHT, buff=0.15)
        return VGroup(ring, word.shift(UP * (ring.get_bottom()[1] - word[0].get_bottom()[1])))

    # --- what it draws -----------------------------------------------------------------------------

    def show(self, plane: Plane, neuron: NetworkDiagram, w: np.ndarray, b: float, judge: float = 0.0, line: float = 1.0) -> None:
        """The plane and the neuron's lines for these weights."""
        plane.show(lambda points: points @ w + b, judge=judge, line=line, ground=line)
        plane.sides.show(w, b, line)
        neuron.set_weights(0, w[None, :], scale=largest(self.pixels.neuron_w, self.pixels.neuron_b), bias=np.array([b]))

    def draw_boundary(self, plane: Plane, neuron: NetworkDiagram) -> VGroup:
        """A point goes over the plane, and bars show what the neuron adds up there: along a line that is zero. Returns all of it
        but the line."""
        w, places, formula = self.through_corner(ANGLE), self.looked_at(), self.formula("=")
        plane.sides = Sides(plane, self.classes)
        self.show(plane, neuron, w, 0.0, line=0)
        balance = Balance(w, [formula.select(part).get_left()[0] for part in ("p", "q", "zero")], BARS, places)
        probing = Probing(plane, neuron, balance, w, self.far)
        names = self.input_names(plane, neuron)
        example = words(self.screen("example"), LABEL, role("quiet")).move_to(EXAMPLE)
        with self.say("boundary", pause=0.6) as line:
            probing.stand(places[0], 0)
            self.play(FadeIn(names, probing.pointer, balance, formula[:-2], example), run_time=0.4)
            self.play(probing.weigh(places[0]), neuron.pulse(neuron.edges_between(0)),
                      run_time=max(line.until("line") - 1.0, 1.0))
            self.play(probing.go(*places[:2]), run_time=0.9)
            self.play(PlayThrough([plane, neuron.edges_between(0)], lambda s: self.show(plane, neuron, w, 0.0, line=s), 0, 1),
                      FadeIn(formula[-2:]), run_time=0.5)
            self.remove(*formula)
            self.add(formula)
            self.play(probing.go(*places[1:3]), run_time=max(line.left, 1.4))
        formula = self.on_either_side(plane, probing, places[2:], formula)
        return VGroup(formula, names, example, balance, probing.pointer)

    def on_either_side(self, plane: Plane, probing: Probing, places: np.ndarray, formula: VGroup) -> VGroup:
        """From the line to a place on either side, where the neuron says something else. Returns the formula of the last."""
        (start, one, other), across = places, probing.crossing(*places[1:])
        with self.say("sides", pause=0.5) as line:
            formula = self.instead(formula, ">")
            self.play(probing.go(start, one), run_time=max(line.until("first") - 0.2, 0.6))
            self.play(FadeIn(plane.sides[0], scale=0.5), run_time=0.4)
            self.play(probing.go(one, across, rush_into), run_time=max(line.until("second") / 2 - 0.1, 0.3))
            formula = self.instead(formula, "<")
            self.play(probing.go(across, other, rush_from), run_time=max(line.until("second") - 0.2, 0.3))
            self.play(FadeIn(plane.sides[1], scale=0.5), run_time=0.4)
        self.remove(*plane.sides)
        plane.add(plane.sides)
        return formula

    def instead(self, old: VGroup, sign: str) -> VGroup:
        """Another sign is in the formula."""
        self.remove(old)
        new = self.formula(sign)
        self.add(new)
        return new

    def formula(self, sign: str) -> VGroup:
        """The sum is zero, above it or below."""
        w = self.through_corner(ANGLE)
        terms = "{{w_1 : first}} {{x_1 : p}} + {{w_2 : second}} {{x_2 : q}}"
        formula = maths(f"{terms} {sign} {{{{0 : zero}}}}", SUM, first=sign_role(w[0]), second=sign_role(w[1]))
        return formula.move_to([*FORMULA, 0])

    def looked_at(self) -> np.ndarray:
        """Places (5, 2) on the plane: that of the image, two on the line, and one on either side."""
        w = self.through_corner(ANGLE) / STEEP
        along = np.array([w[1], -w[0]]) * self.far
        return np.array([self.pixels.neuron_points[self.first_circle], 0.35 * along, 0.9 * along,
                         0.85 * along + 0.2 * self.far * w, 0.6 * along - 0.3 * self.far * w])

    def input_names(self, plane: Plane, neuron: NetworkDiagram) -> VGroup:
        """What the inputs are called, beside the neuron and along the plane."""
        return VGroup(*(maths(name, TITLE).next_to(one, LEFT, buff=0.2)
                        for name, one in zip(("x_1", "x_2"), neuron.layers[0], strict=True)),
                      maths("x_1", BODY).next_to(plane.names[-2], LEFT, buff=0.15),
                      maths("x_2", BODY).next_to(plane.names[-1], UP, buff=0.15))

    # --- how much of it is right -------------------------------------------------------------------

    def through_corner(self, angle: float) -> np.ndarray:
        """Weights (2,) of a line through the corner, whose first side is in this direction."""
        return STEEP * np.array([np.cos(angle), np.sin(angle)])

    @property
    def best_angle(self) -> float:
        """Where the best of these lines has its first side: the angle nearest to that with which the weights are shown."""
        x, y = self.log.best_direction
        return ANGLE + (float(np.arctan2(y, x)) - ANGLE + PI) % (2 * PI) - PI

    def turn_about_the_corner(self, plane: Plane, neuron: NetworkDiagram, classes: VGroup, formula: VGroup) -> VGroup:
        """The plane makes room at its left; its line turns about the corner, past the best direction and back. Returns the
        share that is right there."""
        views, share = [plane, neuron.edges_between(0)], result("without", self.log, self.screen)
        way = np.sign(self.best_angle - ANGLE)
        begun, beyond = ANGLE - way * TURN, self.best_angle + way * BEYOND

        def turn(angle, judge=1.0):
            self.show(plane, neuron, self.through_corner(angle), 0.0, judge)

        def judged(s):
            turn(ANGLE - s * way * TURN, s)

        with self.say("without", pause=1.0) as line:
            self.play(FadeOut(without_bias(neuron), formula), run_time=0.25)
            self.play(Group(plane, classes).animate.shift(OTHER_SIDE[0]), run_time=0.6)
            for one in (*neuron.layers[0], *neuron.layers[1]):
                one.paint(role("panel"))
            without_bias(neuron).scale(1 / LARGER).move_to(HOME)
            neuron.shift(OTHER_SIDE[1])
            corner = plane.corner = Dot(plane.point(0, 0), radius=0.13, color=role("focus"))
            wrong = plane.wrong_mark = self.wrong_mark()
            wrong.shift(classes.get_left() + 0.7 * LEFT - [wrong.get_right()[0], wrong[0].get_y(), 0])
            self.play(FadeIn(without_bias(neuron), corner), run_time=0.3)
            self.play(PlayThrough(views, judged, 0, 1, rate_func=smooth), FadeIn(wrong), run_time=max(line.until("turn"), 0.6))
            self.play(PlayThrough(views, turn, begun, beyond, rate_func=smooth), run_time=1.6)
            self.play(PlayThrough(views, turn, beyond, self.best_angle, rate_func=smooth),
                      run_time=max(line.until("best") - 0.1, 0.7))
            self.play(FadeIn(share), run_time=0.3)
            self.drift(line.left)
        return share

    def always_one(self, plane: Plane, neuron: NetworkDiagram, without: VGroup) -> None:
        """A neuron that is always one joins; its weight shifts the line away from the corner, to either side."""
        w, (one,), edge = self.through_corner(self.best_angle), neuron.bias_neurons, VGroup(*neuron.bias_edges[0])
        views, (there, b) = [plane, neuron.edges_between(0), edge], learned(self.pixels)
        far = b * STEEP / float(np.linalg.norm(there))

        with self.say("one", pause=0.4) as line:
            self.play(FadeOut(without, plane.wrong_mark),
                      PlayThrough([plane], lambda s: self.show(plane, neuron, w, 0.0, line=s), 0, 1), run_time=0.4)
            line.wait_for("one")
            self.play(FadeIn(one, scale=0.3), run_time=0.4)
            self.show(plane, neuron, w, 0.0)
            line.wait_for("weight")
            self.play(Create(edge), neuron.pulse(edge), run_time=0.7)
            line.wait_for("shifts")
            for start, end, seconds in ((0, BACK, 0.6), (BACK, 1, 1.2)):
                self.play(PlayThrough(views, lambda s: self.show(plane, neuron, w, s * far), start, end, rate_func=smooth),
                          run_time=seconds)

    def move_away(self, plane: Plane, neuron: NetworkDiagram, without: VGroup) -> VGroup:
        """With its bias the line goes where it ends in the log. Returns the share that is right there, which is told beside that
        without."""
        views = [plane, neuron.edges_between(0), VGroup(*neuron.bias_edges[0])]
        (there, b), share = learned(self.pixels), result("with", self.log, self.screen)
        length, angle = float(np.linalg.norm(there)), float(np.arctan2(there[1], there[0]))
        angle += 2 * PI * round((self.best_angle - angle) / (2 * PI))

        def move(s):
            w = self.through_corner(self.best_angle + s * (angle - self.best_angle)) / STEEP
            size = STEEP + s * (length - STEEP)
            self.show(plane, neuron, size * w, size * b / length, judge=s)

        with self.say("with", pause=0.8) as line:
            self.play(PlayThrough(views, move, 0, 1, rate_func=smooth), FadeOut(plane.corner), FadeIn(plane.wrong_mark),
                      run_time=max(line.until("result"), 1.2))
            self.play(FadeIn(share, without), run_time=0.3)
            self.drift(line.left + 0.4)
        return share

    def every_neuron(self, leaving: Group) -> NetworkDiagram:
        """The small net from its first moment to its last: its biases leave zero, and so do their numbers. Returns the net."""
        run, net, (columns, names) = self.pixels, small_net(self.pixels), self.columns()
        steps, listing = moments(run.updates), self.zeros()
        logs = (("b_i_h", run.w_i_h, run.b_i_h), ("b_h_o", run.w_h_o, run.b_h_o))

        def show(s):
            step = steps[round(s)]
            for k, ((name, w, b), column) in enumerate(zip(logs, columns)):
                net.set_weights(k, w[step], scale=largest(w[-1], b[-1]), bias=b[step])
                for i, cell in enumerate(column.body):
                    cell.set_value(float(b[step, i, 0])).number.source = f"pixels:{name}[{step},{i},0]"

        show(0)
        with self.say("every", pause=0.6) as line:
            self.push_aside(leaving, Group(net, listing, columns, names))
            self.add(net, listing, columns, names)
            self.play(*(net.ring(one) for one in net.bias_neurons), run_time=0.5)
            line.wait_for("start")
            self.play(*(net.pulse(edges, role("ink")) for edges in net.bias_edges), run_time=0.8)
            line.wait_for("learns")
            self.play(PlayThrough([net, columns], show, 0, len(steps) - 1), run_time=max(line.left, 1.2))
        return net

    def one_straight_line(self, net: NetworkDiagram) -> Digit:
        """One neuron of the net, the straight line that it draws, and the two that are hardest to tell apart on its either side.
        Returns the first of them, in the middle, where the next chapter begins with it."""
        pair = [Digit(hard.pixels, side=PAIR[0]).move_to(RIGHT * x + PAIR[1]) for hard, x in
                zip(hard_pair(self.runs), (-PAIR_X, PAIR_X), strict=True)]
        border = Line(DOWN * PAIR_LINE, UP * PAIR_LINE, stroke_color=role("ink"), stroke_width=5).shift(PAIR[1])
        with self.say("enough", pause=0.2) as line:
            line.wait_for("each")
            self.play(net.ring(net.layers[1][0]), net.focus(*net.edges_into(0, 0)), run_time=0.5)
            self.hold(line.at("line") - line.elapsed - 0.5)
            self.play(*(FadeOut(one) for one in self.others()), run_time=0.3)
            self.play(Create(border), *(FadeIn(digit, shift=way) for digit, way in zip(pair, (RIGHT, LEFT), strict=True)),
                      run_time=0.6)
            for digit, mark in zip(pair, ("label", "answer"), strict=True):
                line.wait_for(mark)
                self.play(digit.animate(rate_func=there_and_back).scale(1.05), run_time=0.5)
            for turn in (-TILT, 2 * TILT):
                self.play(Rotate(border, turn, rate_func=smooth), run_time=0.5)
        self.play(FadeOut(border, pair[1]), pair[0].animate.set(width=CLOSE_TO[0]).move_to(CLOSE_TO[1]), run_time=0.6)
        return pair[0]

    def zeros(self) -> Listing:
        """The lines of the program that make the biases."""
        program = Program(self.pixels.meta["source"])
        first, last = program.lines("b_i_h")[0], program.lines("b_h_o")[-1]
        listing = Listing(excerpt(program.source, range(first, last + 1)), 0.265, first=first)
        return listing.move_to(UP * 2.3).align_to(self.heading, LEFT)

    def columns(self) -> tuple[VGroup, VGroup]:
        """Both columns of biases, and their names with their shapes."""
        run = self.pixels
        columns = VGroup(*(Matrix(values[-1], "weight", source=f"pixels:{name}[0]", cell=CELL, text_size=0.5)
                           for name, values in (("b_i_h", run.b_i_h), ("b_h_o", run.b_h_o))))
        columns.arrange(RIGHT, buff=1.3).move_to(COLUMNS)
        names = VGroup(*(column.caption(name, role("positive"), TITLE, BODY)
                         for column, name in zip(columns, ("b_i_h", "b_h_o"))))
        return columns, names


def moments(updates: np.ndarray, most: int = 90) -> list[int]:
    """Indices of logged moments, from the first to the last, that lie evenly on a logarithmic scale of updates."""
    wanted = np.geomspace(1, updates[-1], most).round()
    return [0, *(int(step) for step in np.unique(np.searchsorted(updates, wanted)))]


def without_bias(neuron: NetworkDiagram) -> VGroup:
    """The parts of a diagram that are there before the bias neuron joins it."""
    return VGroup(neuron.edges_between(0), *neuron.layers)
