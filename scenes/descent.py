"""Downhill: a weight is a knob, its slope says which way to turn it, and all slopes together lead down a landscape."""

from dataclasses import replace

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, Group, Line, RoundedRectangle,
                   Transform, TransformFromCopy, VGroup, linear, rate_functions, there_and_back)

from network.program import Program
from scenes.kit.declare import holds
from scenes.kit.dials import Dials, fitting
from scenes.kit.digit import Digit
from scenes.kit.fog import Fog
from scenes.kit.listing import Listing, excerpt
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.scratch import walk
from scenes.scratch.all_knobs import all_knobs, count_of
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import knob_label
from scenes.scratch.in_proportion import InProportion
from scenes.scratch.knob import Dial, KnobPicture
from scenes.scratch.leaning import Leaning
from scenes.scratch.three_rates import three_rates
from scenes.scratch.two_knobs import LEVEL, RADIUS, Pair, TwoKnobs
from scenes.scratch.valley import ValleyPicture
from scenes.scratch.way_down import FEET, PROMISE, SWING, WayDown

CEILING, FLOOR = 2.95, -3.5
IMAGE = 1.2                # width of the image that the knob is turned for
REST, LOOKED = 0.4, 0.7    # in which the first pictures are looked at, and the place of the net
SEEN_BEFORE = 0.3          # so long before it is spoken of the net's place is seen
RULE, RULE_ROWS = (-6.1, -1.75), (2.6, 1.95, 0.75)     # of a step's length: x of both its edges; y of its rows
FIGURE = 1.3 * TITLE       # em of its numbers
MIDDLE = (CEILING + FLOOR) / 2
WIDE, TALL = 11.8, 4.7     # of all knobs together, at most
PULLING = 0.75             # side of the image for which they have their slopes
HUGE = 0.55                # em of what they are called together
FARTHEST = 1.6             # the weight at which the pointer of a knob seen from near is turned furthest
SLOPE_AT = 0.55, 0.77      # where the slope stands over its curve: shares of the plot's half width and of its height
TANGENT = 1.3              # weights to each side of it
LARGER, ALONE = 1.4, [-4.1, -0.65, 0]      # how much so, the knob beside the valley, and its middle;
OVER_IT = 2.45             # y of what is over it
LONGER, AT_ONCE = 0.4, 2.6       # seconds for which a rate is seen when all is said, and in which all three go at once
TO_GUESS = 0.4             # seconds
IN_SIGHT = 0.52            # share of the fog with which it comes into the frame
PAST = 0.6                 # radians by which the step turns beyond the best way, to turn back


class Descent(InProportion, WayDown, Chapter):
    """Knobs, slopes, the gradient, and the way down."""

    def construct(self):
        self.promise()
        knob, image = self.one_knob()
        self.walk_down(knob, image)
        self.way_down(self.every_knob(knob))
        self.step_lengths()
        self.close()

    @property
    def knob(self):
        """What turning one weight of the real net does."""
        return self.experiments.knob_last

    def promise(self) -> None:
        """What it is all about: a landscape whose height is the cost; but where the net stands in it, there is fog."""
        land, little = self.landscape(), 1 / len(self.experiments.landscape.path)
        start, end = (replace(PROMISE, turn=self.bearing() + side * SWING) for side in (-1, 1))
        middle, near, fog = start.towards(end, 0.5), replace(FEET, turn=end.turn), Fog()
        land.show(start, 0)
        names = self.noted("up", "ground")
        self.open(land, names)
        with self.say("downhill", pause=0.4) as line:
            self.play(self.fly(land, start, middle, line.left + REST, (0, 0), rate_func=linear))
        with self.say("height", pause=0) as line:
            nearly = start.towards(end, 0.75)
            self.play(self.fly(land, middle, nearly, line.until("here") - SEEN_BEFORE, (0, 0), rate_func=linear))
            net = self.name_of_the_net(land)

            def swing(share: float) -> None:
                self.follow(land.show(nearly.towards(end, share), little), net)
            self.play(PlayThrough([land], swing, 0, 1, rate_func=linear), FadeIn(net, run_time=0.3),
                      run_time=line.left + LOOKED)

        def close_in(share: float) -> None:
            land.show(end.towards(near, share), little)
            fog.show(self.here(land), IN_SIGHT + (1 - IN_SIGHT) * share)
        with self.say("fog", pause=0.4) as line:
            self.play(FadeOut(names, net), run_time=0.15)
            self.add(fog)
            self.play(PlayThrough([land, fog], close_in, 0, 1, rate_func=rate_functions.ease_out_sine),
                      run_time=max(line.until("feet") + 0.3, 2.0))
            self.drift(line.left)

    # --- one knob ----------------------------------------------------------------------------------

    def one_knob(self) -> tuple[KnobPicture, Digit]:
        """Edge, output and cost move with the knob; the cost traces its curve. Returns also the image that it is turned for."""
        knob = KnobPicture(self.knob, "experiments:knob_last", self.screen, knob_label(self.digits, self.experiments),
                           self.digits.meta["classes"])
        at, last = int(self.knob.at), len(self.knob.turned) - 1
        home = knob.get_x()
        knob.set_x(0)
        image = Digit(self.digits.train_images[0], IMAGE).next_to(knob.dial, LEFT, buff=0.2)
        with self.say("knob", pause=0.3) as line:
            self.play(*(FadeOut(one, rate_func=SOON) for one in self.others()),
                      *(FadeIn(one, rate_func=LATE) for one in (knob.begin, knob.end, knob.edge, knob.names, image)),
                      run_time=0.5)
            self.hold(line.at("knob") - line.elapsed - 0.3)
            self.play(FadeIn(knob.dial, knob.number, scale=1.3), run_time=0.4)
        with self.say("turn", pause=0.3) as line:
            self.play(knob.animate.set_x(home), image.animate.shift(home * RIGHT), run_time=0.5)
            self.play(FadeIn(knob.instruments), run_time=0.3)
            self.hold(line.until("output") - 0.3)
            self.turn(knob, at, at + last // 10, 0.8)
            self.turn(knob, at + last // 10, last, 0.5)
            self.turn(knob, last, 0, max(line.left, 0.8))
            self.turn(knob, 0, at, 0.4)
        return knob, image

    def turn(self, knob: KnobPicture, start: float, end: float, run_time: float) -> None:
        """Turn the knob from one position to another."""
        views = [knob, knob.instruments] if knob.instruments in self.get_mobject_family_members() else [knob]
        self.add(*views)
        self.play(PlayThrough(views, knob.show, start, end, rate_func=rate_functions.smooth), run_time=run_time)

    # --- downhill with it --------------------------------------------------------------------------

    def walk_down(self, knob: KnobPicture, pulling: Digit) -> None:
        """The slope; steps against it, each as long as the slope where it begins; then a valley, and steps of two lengths."""
        valley = ValleyPicture(knob, self.digits)
        image, source = valley.first, knob.source
        tangent, figure = knob.tangent(TANGENT), knob.figure(self.screen("slope"), FIGURE).arrange(DOWN, buff=0.2)
        (left, right), (low, high) = knob.plot.x_range, knob.plot.y_range
        free = (left, right)[int(image.slope(image.value) < 0)]       # on this side, there is nothing over the curve
        figure.move_to(knob.plot.point(SLOPE_AT[0] * free, low + SLOPE_AT[1] * (high - low)))
        with self.say("slope", pause=0.5) as line:
            self.add(tangent, knob.dot)
            self.play(Create(tangent), knob.cost.animate.set_opacity(0), run_time=0.8)
            line.wait_for("slope")
            self.play(FadeIn(figure), run_time=0.5)
        number, rate = figure[1], float(self.digits.meta["learn_rate"])

        def stand(weight: float) -> None:
            knob.stand(image, weight)
            knob.touch(tangent, image, weight, TANGENT)
            number.set_value(float(image.slope(weight)))
            number.source = walk.keys(knob.log, source, image.label, weight - image.value)["slope"]

        def step_by(weight: float) -> None:
            led_there = number.value, number.source
            stand(weight)
            if not np.isclose(weight, places).any():       # on the way, what led there stays
                number.set_value(led_there[0]).source = led_there[1]
            length.set_value(abs(rate * number.value)).source = times_rate(number.source, rate)
        places = walk.strides(image.slope, image.value, rate, walk.FIRST)
        moved, rule = [knob.dial, knob.number, knob.instruments, tangent, knob.dot, number], self.length_of_a_step(number)
        length = rule[-1][1]
        with self.say("against", pause=0.4) as line:
            line.wait_for("against")
            self.play(knob.cost.animate.set_opacity(1), run_time=0.3)
            self.one_step([knob, *moved], stand, *places[:2], max(line.left, 1.2), knob, image)
        with self.say("step", pause=0.5) as line:
            self.play(FadeOut(knob.edge, knob.begin, knob.end, knob.names), run_time=0.25)
            self.remove(knob)
            self.add(*moved, figure)
            line.wait_for("slope")
            self.play(*(part.animate.move_to(place) for part, place in zip(figure, rule[0], strict=True)), run_time=0.6)
            line.wait_for("rate")
            length.set_value(abs(rate * number.value)).source = times_rate(number.source, rate)     # where it stands by now
            self.play(FadeIn(rule[1]), run_time=0.3)
            self.play(FadeIn(rule[2:]), run_time=0.3)
            for begin, end in zip(places[1:], places[2:]):
                self.one_step([*moved, length], step_by, begin, end, 0.4, knob, image)
                self.hold(0.1)
        self.in_the_valley(knob, valley, pulling, Group(figure, rule[1:], tangent), places[-1])

    def one_step(self, views: list, stand, start: float, end: float, run_time: float, knob: KnobPicture, image) -> None:
        """How far the step goes, as a bar; then the knob turns so far, and its place slides down the curve."""
        cost = float(image.cost(start))
        bar = Line(knob.plot.point(start, cost), knob.plot.point(end, cost), stroke_color=role("focus"), stroke_width=9)
        self.play(Create(bar), run_time=0.25)
        self.play(PlayThrough(views, stand, start, end, rate_func=rate_functions.smooth), run_time=run_time)
        self.play(FadeOut(bar), run_time=0.1)

    def length_of_a_step(self, slope: Number) -> VGroup:
        """Slope times learning rate, that is the step: a name and a number in each row, and a rule between; and how many of them
        are seen at once. What the first row holds are only the places of the name and the number that are there already."""
        rate = float(self.digits.meta["learn_rate"])
        decimals = len(np.format_float_positional(rate, trim="-").partition(".")[2])
        given = (("slope", Number(slope.value, 2, source=slope.source, size=FIGURE, plus=True), "error"),
                 ("learning_rate", Number(rate, decimals, source="digits:meta.learn_rate", size=FIGURE), "ink"),
                 ("step", Number(abs(rate * slope.value), 2 + decimals, source=times_rate(slope.source, rate), size=FIGURE),
                  "ink"))
        rows = VGroup(*(VGroup(words(self.screen(key), TITLE, role(kind)).move_to([RULE[0], y, 0], aligned_edge=LEFT),
                               number.set_color(role(kind)).move_to([RULE[1], y, 0], aligned_edge=RIGHT))
                        for (key, number, kind), y in zip(given, RULE_ROWS, strict=True)))
        rows[1].add(words("×", TITLE, role("quiet")).next_to(rows[1][0], LEFT, buff=0.15))
        many = words(self.screen("at_once", steps=walk.at_once(rate)), BODY, role("ink"),
                     source=f"digits:{walk.STRIDE}/meta.learn_rate")
        rows[2].add(many.next_to(rows[2], DOWN, buff=0.2).align_to(rows[2], RIGHT))
        under = (rows[1].get_bottom()[1] + rows[2].get_top()[1]) / 2
        line = Line([RULE[0] - 0.4, under, 0], [RULE[1], under, 0], stroke_color=role("quiet"), stroke_width=2.5)
        return VGroup(*rows[:2], line, rows[2])

    def in_the_valley(self, knob: KnobPicture, valley: ValleyPicture, pulling: Digit, rule: Group, start: float) -> None:
        """Another image's curve; the mean of both; too short, good and too long steps down it."""
        one, other = valley.images
        alone = knob.plot.y_name
        of_both = words(self.screen("both"), BODY, role("quiet")).move_to(alone, aligned_edge=LEFT)
        with self.say("valley", pause=0.4) as line:
            self.play(FadeOut(knob.cost, rule), run_time=0.3)
            knob.plot.remove(alone)
            self.add(alone)
            self.remove(knob.instruments, knob.earth)
            self.add(knob.dial, knob.number, valley.earth, knob.plot, knob.trace, knob.dot)
            self.play(FadeOut(pulling), FadeIn(one), VGroup(knob.dial, knob.number).animate.scale(LARGER).move_to(ALONE),
                      run_time=0.6)
            line.wait_for("other")
            self.play(FadeIn(other), Create(valley.other), run_time=0.9)
            line.wait_for("valley")
            self.add(valley.mean, knob.dot)
            self.play(FadeOut(alone), *valley.dim(), run_time=0.3)
            self.play(FadeIn(of_both), run_time=0.2)
            views = [valley.earth, knob.plot, knob.trace, valley.other, valley.mean, knob.dot]
            self.play(PlayThrough(views, valley.sink(start), 0, 1, rate_func=rate_functions.smooth), run_time=0.9)
        self.settle(knob, valley)

    def settle(self, knob: KnobPicture, valley: ValleyPicture) -> None:
        """Steps of a good length walk to the bottom."""
        good = VGroup(words(self.screen("learning_rate"), BODY, role("quiet")), words(self.screen("good"), TITLE))
        good.arrange(DOWN, buff=0.2).move_to([ALONE[0], OVER_IT, 0])
        with self.say("settle", pause=0.4) as line:
            self.play(FadeIn(good), run_time=0.3)
            walk_down = valley.found.walk(1, walk.SETTLING)
            for begin, end in zip(walk_down, walk_down[1:]):
                self.add(valley.footprint(begin), knob.dot)
                self.play(PlayThrough([knob.dial, knob.number, knob.dot], valley.stand, begin, end,
                                      rate_func=rate_functions.smooth), run_time=max(line.left / walk.SETTLING, 0.25))
            self.drift(0.5)

    # --- all of them -------------------------------------------------------------------------------

    def every_knob(self, knob: KnobPicture) -> Dot:
        """All weights and biases as knobs, bright where their slopes are steep; then two of them from near. Their place stays."""
        dials, grid, chosen, _ = all_knobs(self.digits, self.knob.place)
        wall = Dials(*dials, grid, fitting(grid, WIDE, TALL)).move_to([0, MIDDLE + 0.45, 0])
        below = [0, FLOOR + 0.5, 0]
        count = count_of(self.digits, self.film.facts(self.runs)["parameters"].source, self.screen).move_to(below)
        small = Dial(wall.radius).move_to(wall.place(chosen)).set_stroke(width=1)
        title = words(self.screen("gradient"), HUGE, role("error")).move_to(below)
        told = Group(words(self.screen("dots"), BODY), Digit(self.digits.train_images[0], PULLING)).arrange(RIGHT, buff=0.25)
        told.next_to(wall, UP, buff=0.15)
        with self.say("all_knobs", pause=0.5) as line:
            gone = [FadeOut(one, run_time=0.25) for one in self.others(knob.dial)]
            self.play(*gone, Transform(knob.dial, small), run_time=0.5)
            self.add(wall.show(0, chosen))
            self.play(PlayThrough([wall], lambda share: wall.show(share, chosen), 0.25, 1, rate_func=rate_functions.rush_from),
                      run_time=max(line.until("all") + 0.4, 1.5))
            self.remove(knob.dial)
            self.play(FadeIn(count, told), run_time=0.4)
            line.wait_for("name")
            self.play(FadeOut(count), run_time=0.2)
            self.play(FadeIn(title), PlayThrough([wall], lambda lit: wall.show(1, chosen, lit), 0.4, 1), run_time=0.7)
        return self.two_of_them(wall, Group(title, told), chosen)

    def two_of_them(self, wall: Dials, names: Group, chosen: int) -> Dot:
        """Two of the knobs come near, the chosen one and another: each leads another way down the ground where the net stands."""
        run, log = self.digits, self.knob
        pair = Pair.of(log, knob_label(run, self.experiments)[0])
        output = int(log.place[0])
        two = TwoKnobs(pair, run.w_h_o[0][output, list(pair.places)], FARTHEST, self.screen)
        small = VGroup(*(dial.copy().scale(wall.radius / RADIUS).move_to(wall.place(chosen + k - pair.places[0]))
                         for dial, k in zip(two.dials, pair.places, strict=True)))
        self.add(small)
        self.play(FadeOut(wall, names, rate_func=SOON), FadeIn(two.land, two.dot, rate_func=LATE),
                  Transform(small, two.dials), run_time=0.7)
        self.remove(small)
        self.add(two.dials)
        with self.say("two", pause=0.4) as line:
            line.wait_for("two")
            for k, mark in enumerate(("one", "other")):
                self.hold(line.at(mark) - line.elapsed - 0.2)
                self.play(PlayThrough([two.dials, two.dot], two.alone(k), 0, 1, rate_func=rate_functions.smooth),
                          Create(two.ways[k]), FadeIn(two.names[k], two.ends[k]), run_time=0.8)
                self.play(PlayThrough([two.dials, two.dot], two.alone(k), 1, 0, rate_func=rate_functions.smooth),
                          FadeIn(two.slopes[k]), run_time=0.5)
        self.law(two)
        self.best_way(two)
        lean = self.what_each_turns(two)
        self.against_them(two, lean)
        return two.dot

    def law(self, two: TwoKnobs) -> None:
        """Seen from above, a step with one knob alone, and how far the cost falls by it: its slope times its turn."""
        alone = two.pair.all_of_it
        with self.say("law", pause=0.4) as line:
            self.bring_to_front(two.dials)
            self.play(PlayThrough([two.land, two.dot, two.ways, two.ends], two.look, 0, 1, rate_func=rate_functions.smooth),
                      FadeIn(two.tray, two.before, two.head, rate_func=LATE), run_time=1.2)
            self.hold(line.at("turn") - line.elapsed - 0.8)
            for start, end in ((0, 1), (1, 0)):
                self.play(PlayThrough(two.walked, lambda share: two.go(share, alone), start, end,
                                      rate_func=rate_functions.smooth), run_time=0.8)
            self.drift(line.left)

    def best_way(self, two: TwoKnobs) -> None:
        """A step of a fixed length: which way does the cost fall most? That on which it crosses the most level lines."""
        asked = words("?", 2 * TITLE, role("focus"), bold=True).next_to(two.tray, RIGHT, buff=0.4)
        with self.say("guess", pause=0) as line:
            self.play(Create(two.ring), run_time=max(line.until("fall") - 0.2, 0.5))
            line.wait_for("fall")
            self.play(FadeIn(asked, scale=1.5), run_time=0.3)
            self.drift(line.left + TO_GUESS)
        self.lines_crossed(two, asked)

    def lines_crossed(self, two: TwoKnobs, asked: VGroup) -> None:
        """Along the level line, the step crosses none of the level lines; at a right angle to it, it crosses the most."""
        with self.say("crossed", pause=0.5) as line:
            self.play(FadeOut(asked, two.ways, two.ends), Create(two.level), FadeIn(two.lines), run_time=0.4)
            self.play(TransformFromCopy(two.lines, two.ticks), run_time=0.7)
            self.play(PlayThrough(two.walked, lambda share: two.go(share, LEVEL), 0, 1, rate_func=rate_functions.smooth),
                      run_time=0.8)
            two.turn(LEVEL)
            self.play(FadeIn(two.rod, rate_func=LATE), FadeOut(two.dot, rate_func=SOON), run_time=0.4)
            self.hold(line.until("none") - 0.2)
            self.play(FadeIn(two.count, scale=1.5), run_time=0.4)
            self.sweep(two, LEVEL, PAST, line.until("most") - 0.7)
            self.sweep(two, PAST, 0, 0.7)
            self.play(Create(two.square), Create(two.lowest), run_time=0.4)

    def sweep(self, two: TwoKnobs, start: float, end: float, seconds: float) -> None:
        """The step is turned from one way to another."""
        self.play(PlayThrough(two.turned, two.turn, start, end, rate_func=rate_functions.smooth), run_time=max(seconds, 0.5))

    def against_them(self, two: TwoKnobs, lean: Leaning) -> None:
        """Turned against their slopes, the knobs lead downhill: the program's line, with its minus."""
        code, slopes = self.line_of_slopes()
        walked = [two.dials, two.dot]

        def step(share: float) -> None:
            two.stand(*(share * two.pair.step(0)))
        with self.say("minus", pause=0.6) as line:
            self.play(FadeOut(two.ring, two.tray, two.before, two.head, two.ticks, lean.sizes),
                      PlayThrough(walked, step, 1, 0, rate_func=rate_functions.smooth), run_time=0.6)
            line.wait_for("against")
            self.play(PlayThrough(walked, step, 0, 1, rate_func=rate_functions.smooth), run_time=0.8)
            self.play(FadeIn(code, slopes), run_time=0.4)
            self.hold(line.at("minus") - line.elapsed - 0.1)
            self.play(code.term(1, "-=").animate.set_color(role("focus")).scale(1.3), run_time=0.4)

    def line_of_slopes(self) -> tuple[Listing, VGroup]:
        """The program's line that changes the weights of both; how it spells their slopes is told when it has been explained."""
        program = Program(self.digits.meta["source"])
        code = Listing(excerpt(program.source, program.lines("w_h_o", update=True)), 0.44).move_to([0.9, FLOOR + 0.35, 0])
        line = code.line(1)
        hidden = line[list(line).index(code.term(1, "delta_o")[0]):]
        name = words(self.screen("slopes"), BODY, role("error"))
        box = RoundedRectangle(0.1, width=hidden.width, height=code.pitch, stroke_color=role("error"), stroke_width=2,
                               fill_color=role("panel"), fill_opacity=1).move_to(hidden).match_y(code.panel)
        holds(code.panel, box)
        holds(box, name.move_to(box))
        line.remove(*hidden)
        return code, VGroup(box, name)

    # --- how long a step is ------------------------------------------------------------------------

    def step_lengths(self) -> None:
        """What is read rightly with our learning rate, a hundredth of it, and a hundred times as much: all three side by side and
        at once; then how much it is in the end, one after the other."""
        panels = three_rates(self.digits, self.experiments, self.screen)

        def train(share: float) -> None:
            for panel in panels.values():
                panel.show(share)
        for key, name, mark in (("ours", "real", "ours"), ("low", "rate_low", "started"), ("high", "rate_high", "over")):
            panel = panels[name]
            with self.say(key, pause=LONGER) as line:
                if name == "real":
                    self.play(*(FadeOut(one, rate_func=SOON) for one in self.others()),
                              *(FadeIn(one, rate_func=LATE) for one in panels.values()), run_time=0.6)
                    every = [part for one in panels.values() for part in (one.area, one.curve, one.steps)]
                    self.play(PlayThrough(every, train, 0, 1), run_time=max(line.until(mark), AT_ONCE))
                else:
                    self.play(PlayThrough([panel.steps], panel.steps.show, 0, 1), run_time=max(line.until(mark), 1.0))
                self.play(FadeIn(panel.share), run_time=0.3)
                self.play(panel.share.animate(rate_func=there_and_back).scale(1.15), run_time=0.4)
                self.drift(line.left)


def times_rate(slope: str, rate: float) -> str:
    """The key of how far a step goes down, from that of its slope, with a learning rate."""
    run, _, key = slope.partition(":")
    return f"{run}:abs({rate}*({key}))"
