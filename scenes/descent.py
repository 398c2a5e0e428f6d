"""Downhill: a weight is a knob, its slope says which way to turn it, and all slopes together lead down a landscape."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, Line, Text, Transform, VGroup, linear,
                   rate_functions, there_and_back)

from network.program import Program
from scenes.kit.dials import Dials
from scenes.kit.digit import Digit
from scenes.kit.landscape import Landscape, View
from scenes.kit.listing import Listing, excerpt
from scenes.kit.moments import PlayThrough
from scenes.kit.text import in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch import walk
from scenes.scratch.all_knobs import all_knobs
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import knob_label
from scenes.scratch.knob import EDGE_Y, Dial, KnobPicture
from scenes.scratch.three_rates import Panel, three_rates
from scenes.scratch.two_costs import BAD, WORSE, TwoCosts, entropy, square
from scenes.scratch.valley import ValleyPicture

WORSE_SQUARE, BAD_SQUARE = (float(square(z)) for z in (WORSE, BAD))       # what two wrong outputs cost, by either cost
WORSE_ENTROPY, BAD_ENTROPY = (float(entropy(z)) for z in (WORSE, BAD))
CEILING, FLOOR = 2.95, -3.5
MIDDLE = (CEILING + FLOOR) / 2
SWING, TILT = 0.3, 0.5   # the landscape turns so far to both sides, and is seen from so far above
BEARING = np.pi / 4        # where the way begins, as seen in the middle of that turn: at the back on the right
FURTHEST = 0.6             # of all the way that a pointer has, it is turned at most
SIZE = 3.95, 3.2           # of the landscape
FLAT = 0.02                # the landscape's first curve is seen from so far above its plane
TILE = 4.4                 # width of the knobs of one hidden neuron from near,
TILE_AT = [4.05, 0.15, 0]  # and where they are
WALL, WALL_AT = 0.57, [-3.0, 1.05, 0]     # of all knobs, where those are beside it
TANGENT = 1.3              # weights to each side of it


class Descent(Chapter):
    """Knobs, slopes, the gradient, and the way down."""

    def construct(self):
        self.open()
        self.which_cost()
        knob = self.one_knob()
        self.walk_down(knob)
        self.every_knob(knob)
        landscape = self.landscape()
        self.step_lengths(landscape, self.the_way(landscape))
        self.close()

    @property
    def knob(self):
        """What turning one weight of the real net does."""
        return self.experiments.knob_last

    # --- which cost --------------------------------------------------------------------------------

    def which_cost(self) -> None:
        """The squared error hardly tells two wrong outputs apart; the cross-entropy, which is descended, does."""
        costs = TwoCosts(self.screen)
        with self.say("which", pause=0.4) as line:
            self.play(FadeIn(costs.plot), run_time=0.4)
            self.play(Create(costs.squares, rate_func=linear), FadeIn(costs.names[0]), run_time=0.9)
            line.wait_for("one")
            self.play(FadeIn(costs.tags[0]), run_time=0.3)
        with self.say("flat", pause=0.6) as line:
            self.play(FadeIn(costs.flat[1]), run_time=0.4)
            line.wait_for("far")
            self.play(FadeIn(costs.flat[0]), run_time=0.4)
            line.wait_for("flat")
            self.play(*(miss[1].animate(rate_func=there_and_back).scale(1.2) for miss in costs.flat), run_time=0.7)
        with self.say("cross", pause=0.5) as line:
            line.wait_for("cross")
            self.play(Create(costs.entropy, rate_func=linear), FadeIn(costs.names[1]), run_time=1.0)
            line.wait_for("apart")
            self.play(FadeIn(costs.apart), run_time=0.4)
        with self.say("steep", pause=1.0) as line:
            line.wait_for("log")
            self.play(FadeIn(costs.formula), run_time=0.4)
            line.wait_for("steep")
            self.play(*(miss.animate(rate_func=there_and_back).scale(1.15) for miss in costs.apart), run_time=0.8)
        with self.say("mirror", pause=0.5) as line:
            line.wait_for("mirror")
            self.play(Create(costs.mirrored, rate_func=linear), FadeIn(costs.other), run_time=0.8)
        with self.say("learns", pause=1.8) as line:
            self.play(costs.entropy.animate(rate_func=there_and_back).set_stroke(width=11), run_time=1.2)
            line.wait_for("squares")
            self.play(costs.squares.animate.set_stroke(opacity=0.35), FadeOut(costs.flat), run_time=0.6)
            self.drift(line.left + 0.3)
        self.play(FadeOut(*self.others()), run_time=0.25)

    # --- one knob ----------------------------------------------------------------------------------

    def one_knob(self) -> KnobPicture:
        """Edge, output and cost move with the knob; the cost traces its curve."""
        knob = KnobPicture(self.knob, "experiments:knob_last", self.screen, knob_label(self.digits, self.experiments))
        at, last = int(self.knob.at), len(self.knob.turned) - 1
        home = knob.get_x()
        knob.set_x(0)
        with self.say("knob", pause=0.6) as line:
            self.play(FadeIn(knob.begin, knob.end, knob.edge, knob.names), run_time=0.6)
            self.hold(line.at("knob") - line.elapsed - 0.2)
            self.play(FadeIn(knob.dial, knob.number), run_time=0.6)
        with self.say("turn", pause=0.4) as line:
            self.turn(knob, at, at + last // 10, max(line.until("output"), 0.8))
            self.play(knob.animate.set_x(home), run_time=0.5)
            self.play(FadeIn(knob.instruments), run_time=0.3)
            self.turn(knob, at + last // 10, last, 0.9)
            self.turn(knob, last, 0, max(line.left, 1.3))
            self.turn(knob, 0, at, 0.8)
        return knob

    def turn(self, knob: KnobPicture, start: float, end: float, run_time: float) -> None:
        """Turn the knob from one position to another."""
        views = [knob, knob.instruments] if knob.instruments in self.get_mobject_family_members() else [knob]
        self.add(*views)
        self.play(PlayThrough(views, knob.show, start, end, rate_func=rate_functions.smooth), run_time=run_time)

    # --- downhill with it --------------------------------------------------------------------------

    def walk_down(self, knob: KnobPicture) -> None:
        """The slope; steps against it, each as long as the slope where it begins; then a valley, and steps of three lengths."""
        valley = ValleyPicture(knob, self.digits)
        image, source = valley.first, knob.source
        tangent, figure = knob.tangent(TANGENT), knob.figure(self.screen("slope"), 1.3 * TITLE).arrange(DOWN, buff=0.2)
        figure.move_to([(knob.dial.get_right()[0] + knob.plot.get_left()[0]) / 2, knob.plot.get_y() + 0.5, 0])
        with self.say("slope", pause=1.0) as line:
            self.play(Create(tangent), knob.cost.animate.set_opacity(0), run_time=0.8)
            line.wait_for("slope")
            self.play(FadeIn(figure), run_time=0.5)
        number = figure[1]

        def stand(weight: float) -> None:
            knob.stand(image, weight)
            knob.touch(tangent, image, weight, TANGENT)
            number.set_value(float(image.slope(weight)))
            number.source = walk.keys(knob.log, source, image.label, weight - image.value)["slope"]
        places = walk.steps(image.slope, image.value, walk.RATE, walk.FIRST)
        views = [knob, knob.instruments, tangent, number]
        rule = self.length_of_a_step(figure)
        with self.say("against", pause=0.8) as line:
            line.wait_for("against")
            self.play(knob.cost.animate.set_opacity(1), run_time=0.3)
            self.one_step(views, stand, *places[:2], max(line.left, 1.2), knob, image)
        with self.say("step", pause=0.4) as line:
            line.wait_for("slope")
            self.play(FadeIn(rule[0]), run_time=0.3)
            line.wait_for("rate")
            self.play(FadeIn(rule[1]), run_time=0.3)
            for begin, end in zip(places[1:], places[2:]):
                self.one_step(views, stand, begin, end, 0.5, knob, image)
        self.in_the_valley(knob, valley, tangent, Group(figure, rule), places[-1])

    def one_step(self, views: list, stand, start: float, end: float, run_time: float, knob: KnobPicture, image) -> None:
        """How far the step goes, as a bar; then the knob turns so far, and its place slides down the curve."""
        cost = float(image.cost(start))
        bar = Line(knob.plot.point(start, cost), knob.plot.point(end, cost), stroke_color=role("focus"), stroke_width=9)
        self.play(Create(bar), run_time=0.4)
        self.play(PlayThrough(views, stand, start, end, rate_func=rate_functions.smooth), run_time=run_time)
        self.play(FadeOut(bar), run_time=0.2)

    def length_of_a_step(self, figure: VGroup) -> VGroup:
        """Under the slope: times the learning rate, that is the step."""
        rows = VGroup(self.rate(walk.RATE, BODY, words("×", BODY, role("quiet"))),
                      in_line(words("=", BODY, role("quiet")), words(self.screen("step"), BODY, role("focus"))))
        return rows.arrange(DOWN, buff=0.22).next_to(figure, DOWN, buff=0.25)

    def rate(self, value: float, size: float, *before: Text) -> VGroup:
        """A learning rate of the steps with the one knob."""
        return in_line(*before, words(self.screen("learning_rate"), size),
                       words(f"{value:.2g}", size, source="constant:one_knob_rate"), buff=0.25)

    def in_the_valley(self, knob: KnobPicture, valley: ValleyPicture, tangent: Line, rule: Group, start: float) -> None:
        """Another image's curve; the mean of both; too short, good and too long steps down it."""
        one, other = valley.images
        away = VGroup(knob.edge, knob.begin, knob.end, knob.names)
        with self.say("valley", pause=0.9) as line:
            self.play(FadeOut(away, tangent, knob.cost, rule), run_time=0.4)
            self.remove(knob, knob.instruments)
            self.add(knob.dial, knob.number, knob.plot, knob.trace, knob.dot)
            self.play(FadeIn(one), run_time=0.4)
            line.wait_for("other")
            self.play(FadeIn(other), Create(valley.other), run_time=0.9)
            line.wait_for("valley")
            self.play(*valley.dim(), run_time=0.3)
            self.play(Create(valley.mean), knob.dot.animate.move_to(valley.place(valley.both, start)), run_time=0.9)
            self.add(knob.dot)
        self.three_lengths(knob, valley, start)

    def three_lengths(self, knob: KnobPicture, valley: ValleyPicture, start: float) -> None:
        """Walks with three learning rates, each from the same place: one that is too small, a good one, one that is too large."""
        level, moved = valley.level(start), [knob.dial, knob.number, knob.dot]
        small, rate, large = (self.rate(times * valley.found.rate, TITLE).move_to([knob.dial.get_x(), EDGE_Y, 0])
                              for times in (1 / walk.TIMES, 1, walk.TIMES))
        with self.say("short", pause=0.4) as line:
            short = valley.found.walk(1 / walk.TIMES, walk.SETTLING)
            self.play(FadeIn(small), run_time=0.3)
            prints = self.go(valley, short, max(line.until("short") / walk.SETTLING, 0.25))
            self.hold(line.at("good") - line.elapsed - 0.4)
            self.play(FadeOut(*prints, small), PlayThrough(moved, valley.stand, short[-1], start), run_time=0.3)
            self.play(FadeIn(rate), run_time=0.2)
            good = valley.found.walk(1, walk.SETTLING)
            prints = self.go(valley, good, 0.35)
            self.hold(line.left + 0.3)
        with self.say("leap", pause=1.3) as line:
            self.play(FadeOut(*prints, rate), PlayThrough(moved, valley.stand, good[-1], start), run_time=0.3)
            self.play(FadeIn(large, level), run_time=0.3)
            line.wait_for("leap")
            leaps = valley.found.leaps(*knob.plot.x_range)
            for begin, end in zip(leaps, leaps[1:]):
                self.add(valley.footprint(begin), knob.dot)
                self.play(PlayThrough(moved, valley.leap(begin, end), 0, 1), run_time=1.0)

    def go(self, valley: ValleyPicture, places: list[float], run_time: float) -> list:
        """A walk in the valley, with its footprints."""
        knob, prints = valley.knob, []
        for begin, end in zip(places, places[1:]):
            prints.append(valley.footprint(begin))
            self.add(prints[-1], knob.dot)
            self.play(PlayThrough([knob.dial, knob.number, knob.dot], valley.stand, begin, end,
                                  rate_func=rate_functions.smooth), run_time=run_time)
        return prints

    # --- all of them -------------------------------------------------------------------------------

    def every_knob(self, knob: KnobPicture) -> None:
        """All weights and biases as knobs: pointers for what they are, bright where their slopes are steep."""
        dials, grid, chosen, steepest = all_knobs(self.digits, self.knob.place)
        wall = Dials(*dials, grid).move_to([0, MIDDLE - 0.1, 0])
        small = Dial(wall.radius).move_to(wall.place(chosen)).set_stroke(width=1)
        with self.say("all_knobs", pause=0.6) as line:
            gone = [FadeOut(one, run_time=0.25) for one in self.others(knob.dial)]
            self.play(*gone, Transform(knob.dial, small), run_time=0.5)
            self.add(wall.show(0, chosen))
            self.play(PlayThrough([wall], lambda share: wall.show(share, chosen), 0, 1),
                      run_time=max(line.until("all") + 0.6, 1.5))
            self.remove(knob.dial)
        tile = self.close_up(dials, wall, steepest)
        self.the_gradient(wall, chosen, tile, *self.from_near(wall, tile))

    def close_up(self, dials: tuple, wall: Dials, first: int) -> Dials:
        """The knobs of the hidden neuron with the steepest slopes once more, so fine that they can be seen from near."""
        rows, columns = (int(n) for n in self.digits.image_shape)
        count = rows * columns
        tile = Dials(*dials, first + np.arange(count).reshape(rows, columns), TILE, first)
        middle = (wall.place(first) + wall.place(first + count - 1)) / 2
        return tile.set(width=columns * wall.image.width / wall.grid.shape[1]).move_to(middle)

    def from_near(self, wall: Dials, tile: Dials) -> tuple[VGroup, Group]:
        """Those of one hidden neuron, beside all of them: the pattern is the image's. Returns its name, and what is below."""
        name = words(self.screen("neuron"), BODY).move_to([TILE_AT[0], TILE_AT[1] + TILE / 2 + 0.25, 0])
        notes = VGroup(words(self.screen("pointer"), BODY), words(self.screen("brightness"), BODY, role("error")))
        image = Digit(self.digits.train_images[0], 1.7)
        below = Group(image, notes.arrange(DOWN, buff=0.3, aligned_edge=LEFT)).arrange(RIGHT, buff=0.5)
        below.move_to([WALL_AT[0], -2.05, 0])
        with self.say("digit", pause=0.7) as line:
            self.add(tile.show(1, tile_first(tile)))
            self.play(wall.animate.scale(WALL).move_to(WALL_AT), tile.animate.set(width=TILE).move_to(TILE_AT), run_time=0.9)
            self.play(FadeIn(name, notes), run_time=0.3)
            line.wait_for("ink")
            self.play(FadeIn(image), run_time=0.4)
        return name, below

    def the_gradient(self, wall: Dials, chosen: int, tile: Dials, name: VGroup, below: Group) -> None:
        """All slopes together point uphill; the knobs turn the other way: the program's line, with its minus."""
        program = Program(self.digits.meta["source"])
        code = Listing(excerpt(program.source, program.lines("w_i_h", update=True)), 0.38).move_to([0, FLOOR + 0.45, 0])
        slopes = VGroup(code.term(1, "delta_h"), code.term(1, "img"))
        named = words(self.screen("slopes"), BODY, role("focus")).next_to(slopes, UP, buff=0.3)
        title = words(self.screen("gradient"), TITLE, role("error")).next_to(wall, DOWN, buff=0.35)
        up, down = (words(self.screen(key), BODY, role("quiet")).move_to(name) for key in ("uphill", "downhill"))
        with self.say("gradient", pause=0.9) as line:
            self.play(FadeOut(below), run_time=0.25)
            self.play(FadeIn(title), PlayThrough([wall], lambda lit: wall.show(1, chosen, lit), 0.4, 1), run_time=0.9)
            line.wait_for("uphill")
            self.play(FadeOut(name, run_time=0.2), self.turned(tile, 0, -FURTHEST), run_time=0.9)
            self.play(FadeIn(up), run_time=0.2)
        with self.say("minus", pause=1.3) as line:
            self.play(FadeIn(code.panel, code, named), run_time=0.4)
            line.wait_for("against")
            self.play(FadeOut(up, run_time=0.2), self.turned(tile, -FURTHEST, FURTHEST), run_time=1.3)
            self.play(FadeIn(down), run_time=0.2)
            line.wait_for("minus")
            self.play(code.term(1, "-=").animate.set_color(role("focus")).scale(1.3), run_time=0.4)
        self.play(FadeOut(wall, tile, code, named, title, down), run_time=0.3)

    def turned(self, tile: Dials, start: float, end: float) -> PlayThrough:
        """The pointers turn by a share of their slopes, against them where it is positive."""
        return PlayThrough([tile], lambda moved: tile.show(1, tile_first(tile), 1, moved), start, end,
                           rate_func=rate_functions.smooth)

    # --- the landscape -----------------------------------------------------------------------------

    def landscape(self) -> Landscape:
        """The cost along one direction is a curve; carried along a second one, it sweeps out the landscape."""
        log = self.experiments.landscape
        land = Landscape(log.x, log.y, log.cross_entropy, width=8.4, height=6.42, ceiling=self.ceiling,
                         view=View(0, FLAT, *SIZE))
        land.move_to([0, MIDDLE, 0]).set_path(log.path)
        last = self.bearing() - SWING

        def sweep(share: float) -> None:
            land.show(View(last * share, FLAT + (TILT - FLAT) * share, *SIZE), 0, share)
        sweep(0)
        one, second = (words(self.screen(key), BODY, role("quiet")) for key in ("direction", "second"))
        one.next_to([land.edge(0)[0], land.edge(0, 0)[1], 0], DOWN, buff=0.5)
        with self.say("landscape", pause=1.0) as line:
            self.play(FadeIn(land, one), run_time=0.5)
            line.wait_for("carry")
            self.play(FadeOut(one), run_time=0.3)
            second.move_to([6.6, FLOOR + 1.5, 0], aligned_edge=RIGHT)
            self.play(FadeIn(second, run_time=0.4), PlayThrough([land], sweep, 0, 1, rate_func=rate_functions.smooth),
                      run_time=max(line.left, 2.4))
            self.play(FadeOut(second), run_time=0.2)
        return land

    def said_of_it(self) -> VGroup:
        """What the landscape is, in words."""
        many = self.film.facts(self.runs)["parameters"].source
        note = VGroup(*(words(self.screen(key), BODY, role("quiet"), source=many if key == "dimensions" else "")
                        for key in ("slice", "dimensions", "height")))
        return note.arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to([-6.6, CEILING - 0.2, 0], aligned_edge=UP + LEFT)

    def bearing(self) -> float:
        """By how much the plane must be turned for the way's beginning to lie where it is seen best."""
        log = self.experiments.landscape
        reach = np.array([np.ptp(log.x), np.ptp(log.y)])
        x, y = (log.path[0] - log.path[-1]) / reach
        return float(BEARING - np.arctan2(y, x))

    @property
    def ceiling(self) -> float:
        """Where the landscape is cut off: a little above the highest place of the way."""
        return 1.6 * float(self.experiments.landscape.plane_cross_entropy.max())

    def look(self, land: Landscape, turn: float, walked: float, to: float) -> PlayThrough:
        """Turn slowly, by so much, while the way is drawn from one share of it to another."""
        first = land.view.turn

        def show(share: float):
            land.show(land.view.turned(first + turn * share), walked + (to - walked) * share)
        return PlayThrough([land], show, 0, 1, rate_func=linear)

    def the_way(self, land: Landscape) -> VGroup:
        """The net's own way runs down into the valley."""
        with self.say("path", pause=0) as line:
            self.play(FadeIn(note := self.said_of_it(), run_time=0.5), self.look(land, SWING / 4, 0, 0),
                      run_time=max(line.until("steps"), 1.5))
            self.play(self.look(land, SWING, 0, 1), run_time=max(line.left + 1.0, 5.0))
        return note

    # --- how long a step is ------------------------------------------------------------------------

    def step_lengths(self, land: Landscape, note: VGroup) -> None:
        """What is read rightly with a hundredth of the learning rate, with a hundred times as much, and with ours."""
        panels = three_rates(self.digits, self.experiments, self.screen)
        with self.say("low", pause=0.8) as line:
            self.play(FadeOut(land, note), run_time=0.25)
            self.play(*(FadeIn(panel.plot, panel.head) for panel in panels.values()), run_time=0.3)
            self.draw(panels["rate_low"], line, "started")
        with self.say("high", pause=1.2) as line:
            self.draw(panels["rate_high"], line, "over")
            self.draw(panels["real"], line, "ours")

    def draw(self, panel: Panel, line, mark: str) -> None:
        """The curve of one rate, by a mark; then what it gets right."""
        self.add(panel.area, panel.plot, panel.curve)
        self.play(PlayThrough([panel.area, panel.curve], panel.show, 0, 1), run_time=max(line.until(mark), 1.0))
        self.play(FadeIn(panel.share), panel.head[1].animate(rate_func=there_and_back).scale(1.15), run_time=0.4)


def tile_first(tile: Dials) -> int:
    """One of the dials of a tile: all of it is shown."""
    return int(tile.grid[0, 0])
