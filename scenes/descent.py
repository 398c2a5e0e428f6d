"""Downhill: a weight is a knob, its slope says which way to turn it, and all slopes together lead down a landscape."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, Transform, VGroup, linear,
                   rate_functions)

from network.program import Program
from scenes.kit.dials import Dials
from scenes.kit.landscape import Landscape, View
from scenes.kit.listing import Listing, excerpt
from scenes.kit.moments import PlayThrough
from scenes.kit.plot import Plot
from scenes.kit.text import Number, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import knob_label
from scenes.scratch.knob import Dial, KnobPicture

CEILING, FLOOR = 2.95, -3.5
MIDDLE = (CEILING + FLOOR) / 2
SWING, TILT = 0.3, 0.5   # the landscape turns so far to both sides, and is seen from so far above
BEARING = np.pi / 4        # where the way begins, as seen in the middle of that turn: at the back on the right
ROOT = 0.25                # exponent of a slope's look as a pointer: so that small ones are seen, too
TILES = 7                  # columns of hidden neurons in the wall of knobs
MOST = 4                   # of the costs of one output that are drawn
APART = 0.5                # of two tags, at least
HUGE = 1.6 * TITLE         # em of what is alone on screen
TILE = 5.5                 # width of the knobs of one hidden neuron from near
TANGENT = 1.3              # weights to each side of it
RATES = ("rate_low", "rate_high", "real")
TICKS = 0, 10, 100, 1000, 10_000, 100_000     # updates


class Descent(Chapter):
    """Knobs, slopes, the gradient, and the way down."""

    def construct(self):
        self.open()
        self.which_cost()
        knob = self.one_knob()
        slope = self.its_slope(knob)
        self.every_knob(knob, slope)
        landscape = self.landscape()
        self.the_way(landscape)
        self.step_lengths(landscape)
        self.close()

    @property
    def knob(self):
        """What turning one weight of the real net does."""
        return self.experiments.knob_last

    # --- which cost --------------------------------------------------------------------------------

    def which_cost(self) -> None:
        """The squared error is reported, the cross-entropy is descended: both formulas, both curves, what either leads to."""
        formulas = maths("1/n sum (o - l)^2", 0.66), maths("- sum (l ln o + (1 - l) ln (1 - o))", 0.54)
        heads = [words(self.screen(key), TITLE, role("quiet")) for key in ("reports", "descends")]
        rows = VGroup(*(VGroup(head, formula).arrange(DOWN, buff=0.4) for head, formula in
                        zip(heads, formulas, strict=True))).arrange(DOWN, buff=1.1).move_to([-3.0, MIDDLE, 0])
        plot, curves = self.two_costs()
        with self.say("which", pause=0.7) as line:
            self.play(FadeIn(rows[0], plot), run_time=0.5)
            line.wait_for("reports")
            self.play(Create(curves[0]), run_time=max(line.left, 0.8))
        with self.say("cross_entropy", pause=1.2) as line:
            line.wait_for("cross")
            self.play(FadeIn(rows[1]), run_time=0.5)
            self.play(Create(curves[1], rate_func=linear), run_time=max(line.left, 1.5))
        with self.say("squared", pause=0) as line:
            self.play(FadeOut(plot, curves), run_time=0.4)
            for name, row, mark in (("squared", rows[0], "end"), ("real", rows[1], "ours")):
                line.wait_for(mark)
                share = Number(100 * float(self.experiments[name].test_accuracy), 0, unit="%", size=3 * TITLE,
                               source=f"experiments:{name}.test_accuracy*100", color=role("target"))
                self.play(FadeIn(share.move_to([3.6, row.get_y(), 0]), shift=LEFT * 0.3), run_time=0.5)
            self.drift(line.left + 1.2)
        self.play(FadeOut(*self.others()), run_time=0.4)

    def two_costs(self) -> tuple[Plot, VGroup]:
        """What an output that should be 1 costs by either measure, from surely wrong to surely right."""
        plot = Plot((0, 1), (0, MOST), 5.2, 4.6, x_ticks=(0, 1), y_ticks=(0, MOST / 2, MOST), x_label=self.screen("should"),
                    y_label=self.screen("either"), text_size=LABEL).move_to([3.6, MIDDLE - 0.1, 0])
        o = np.linspace(float(np.exp(-MOST)), 1, 200)
        return plot, VGroup(plot.curve(o, (1 - o) ** 2, "quiet", 5), plot.curve(o, -np.log(o), "error", 6))

    # --- one knob ----------------------------------------------------------------------------------

    def one_knob(self) -> KnobPicture:
        """Edge, output and cost move with the knob; the cost traces its curve."""
        knob = KnobPicture(self.knob, "experiments:knob_last", self.screen, knob_label(self.digits, self.experiments))
        at, last = int(self.knob.at), len(self.knob.turned) - 1
        near = at + last // 10
        home = knob.get_x()
        knob.set_x(0)
        with self.say("knob", pause=0.8) as line:
            self.play(FadeIn(knob.begin, knob.end, knob.edge, knob.names), run_time=0.6)
            self.hold(line.at("knob") - line.elapsed - 0.2)
            self.play(FadeIn(knob.dial, knob.number), run_time=0.6)
        with self.say("turn", pause=0.9) as line:
            self.turn(knob, at, near, max(line.until("output"), 0.8))
            self.hold(line.at("cost") - line.elapsed - 0.9)
            self.play(knob.animate.set_x(home), run_time=0.6)
            self.play(FadeIn(knob.instruments), run_time=0.4)
            self.turn(knob, near, at, 1.0)
        with self.say("curve", pause=0.7) as line:
            self.turn(knob, at, last, max(line.until("draws"), 1.2))
            self.turn(knob, last, 0, max(line.left, 1.4))
            self.turn(knob, 0, at, 1.0)
        return knob

    def turn(self, knob: KnobPicture, start: float, end: float, run_time: float) -> None:
        """Turn the knob from one position to another."""
        self.add(knob, knob.instruments) if knob.instruments in self.mobjects else self.add(knob)
        views = [knob, knob.instruments] if knob.instruments in self.mobjects else [knob]
        self.play(PlayThrough(views, knob.show, start, end, rate_func=rate_functions.smooth), run_time=run_time)

    def its_slope(self, knob: KnobPicture) -> Group:
        """The tangent where the weight is, and its slope as rise over one."""
        tangent = knob.tangent(TANGENT)
        figure = knob.figure(self.screen("slope"), 1.3 * TITLE).arrange(DOWN, buff=0.2)
        figure.move_to([(knob.dial.get_right()[0] + knob.plot.get_left()[0]) / 2, knob.plot.get_y(), 0])
        with self.say("slope", pause=1.5) as line:
            self.play(Create(tangent), knob.cost.animate.set_opacity(0), run_time=0.8)
            line.wait_for("slope")
            self.play(FadeIn(figure), run_time=0.5)
        return Group(tangent, figure)

    # --- all of them -------------------------------------------------------------------------------

    def every_knob(self, knob: KnobPicture, slope: Group) -> None:
        """All weights and biases as knobs whose pointers show their slopes; the image shows in them."""
        turns, grid, chosen = self.wall_of_knobs()
        wall = Dials(turns, grid).move_to([0, MIDDLE - 0.1, 0])
        small = Dial(wall.radius).move_to(wall.place(chosen)).set_stroke(width=1)
        note = words(self.screen("pointers"), BODY, role("quiet")).next_to(wall, DOWN, buff=0.22)
        with self.say("all_knobs", pause=0.9) as line:
            self.play(FadeOut(slope, knob.instruments, knob.edge, knob.begin, knob.end, knob.names, knob.number),
                      run_time=0.5)
            self.play(Transform(knob.dial, small), run_time=0.8)
            self.add(wall.show(0, chosen, 0))
            self.play(PlayThrough([wall], lambda share: wall.show(share, chosen, 0), 0, 1), run_time=max(line.until("all"), 1.5))
            self.remove(knob.dial, knob)
        tile = self.close_up(turns, wall)
        with self.say("digit", pause=0.8) as line:
            self.play(PlayThrough([wall], lambda turned: wall.show(1, chosen, turned), 0, 1), FadeIn(note), run_time=1.0)
            home = tile.get_center(), tile.width
            self.add(tile)
            self.play(FadeOut(wall, run_time=0.4), tile.animate.set(width=TILE).move_to([0, MIDDLE + 0.05, 0]),
                      run_time=max(line.until("ink"), 1.0))
        with self.say("gradient", pause=0.6):
            self.play(tile.animate.set(width=home[1]).move_to(home[0]), run_time=0.8)
            self.play(FadeIn(wall), run_time=0.3)
            self.remove(tile)
        self.minus(wall, note, chosen)

    def close_up(self, turns: np.ndarray, wall: Dials) -> Dials:
        """The knobs of the hidden neuron with the steepest slopes once more, so fine that they can be seen from near."""
        (rows, columns), inputs = (int(n) for n in self.digits.image_shape), self.digits.w_i_h.shape[2]
        first = int(np.abs(self.digits.delta_h[0, 0]).argmax()) * inputs
        tile = Dials(turns, first + np.arange(inputs).reshape(rows, columns), 12.5, first)
        middle = (wall.place(first) + wall.place(first + inputs - 1)) / 2
        return tile.set(width=columns * wall.image.width / wall.grid.shape[1]).move_to(middle)

    def minus(self, wall: Dials, note: VGroup, chosen: int) -> None:
        """All pointers turn against their slopes; the program's line, in which these are taken away."""
        program = Program(self.digits.meta["source"])
        code = Listing(excerpt(program.source, program.lines("w_i_h", update=True)), 0.42).move_to([0, FLOOR + 1.0, 0])
        slopes = VGroup(code.term(1, "delta_h"), code.term(1, "img"))
        name = words(self.screen("slopes"), BODY, role("focus")).next_to(slopes, DOWN, buff=0.3)
        with self.say("minus", pause=1.2) as line:
            self.play(FadeOut(note), wall.animate.scale(0.82).shift(0.8 * UP), run_time=0.6)
            self.play(FadeIn(code.panel, code, name), run_time=0.4)
            line.wait_for("against")
            self.play(PlayThrough([wall], lambda turned: wall.show(1, chosen, turned), 1, -1, rate_func=rate_functions.smooth),
                      run_time=0.9)
            line.wait_for("minus")
            self.play(code.term(1, "-=").animate.set_color(role("focus")).scale(1.3), run_time=0.4)
        self.play(FadeOut(wall, code, name), run_time=0.4)

    def wall_of_knobs(self) -> tuple[np.ndarray, np.ndarray, int]:
        """How far each pointer is turned, where each dial stands, and which one is the knob that was turned by hand.

        For the first probe image and the weights before the first update. One tile for each hidden neuron,
        laid out as the image is; in those after them the biases and the weights of the outputs.
        """
        run, (rows, columns) = self.digits, (int(n) for n in self.digits.image_shape)
        hidden, inputs = run.w_i_h.shape[1:]
        delta_h, delta_o, h, img = run.delta_h[0, 0], run.delta_o[0, 0], run.h[0, 0], run.inputs_of(0)
        slopes = np.concatenate([(delta_h @ img.T).ravel(), delta_h.ravel(), (delta_o @ h.T).ravel(), delta_o.ravel()])
        turns = np.sign(slopes) * (np.abs(slopes) / np.abs(slopes).max()) ** ROOT
        tiled = -(-len(slopes) // inputs)
        tiles = -(-tiled // TILES)
        grid = np.full((tiles * (rows + 1) - 1, TILES * (columns + 1) - 1), -1)
        for k in range(tiled):
            row, column = (rows + 1) * (k // TILES), (columns + 1) * (k % TILES)
            tile = np.arange(inputs).reshape(rows, columns) + k * inputs
            tile[tile >= len(slopes)] = -1
            grid[row:row + rows, column:column + columns] = tile
        output, neuron = (int(n) for n in self.knob.place)
        return turns, grid, hidden * inputs + hidden + output * hidden + neuron

    # --- the landscape -----------------------------------------------------------------------------

    def landscape(self) -> Landscape:
        """The cost over the plane of the way's two main directions rises out of the plane."""
        log = self.experiments.landscape
        land = Landscape(log.x, log.y, log.cross_entropy, ceiling=self.ceiling, view=View(self.bearing() - SWING, TILT, 4.0, 3.2))
        land.move_to([0, MIDDLE, 0]).set_path(log.path)
        many = self.film.facts(self.runs)["parameters"].source
        self.note = VGroup(*(words(self.screen(key), BODY, role("quiet"), source=many if key == "dimensions" else "")
                             for key in ("slice", "dimensions", "height")))
        self.note.arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to([-6.6, CEILING - 0.2, 0], aligned_edge=UP + LEFT)

        first = land.view.turn

        def rise(share: float):
            land.show(land.view.turned(first + SWING / 3 * share), 0, share)
        rise(0)
        with self.say("landscape", pause=0.8) as line:
            self.play(FadeIn(land), run_time=0.5)
            self.play(PlayThrough([land], rise, 0, 1, rate_func=rate_functions.smooth), run_time=max(line.left, 2.5))
        with self.say("slice", pause=0) as line:
            self.play(FadeIn(self.note), self.look(land, SWING / 2, 0, 0), run_time=line.left + 0.8)
        return land

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

    def the_way(self, land: Landscape) -> None:
        """The net's own way runs down into the valley."""
        with self.say("path", pause=0) as line:
            self.play(self.look(land, SWING, 0, 1), run_time=max(line.left + 1.0, 5.0))
            self.play(self.look(land, SWING / 4, 1, 1), run_time=1.5)

    # --- how long a step is ------------------------------------------------------------------------

    def step_lengths(self, land: Landscape) -> None:
        """The cost on the test images with a hundredth of the learning rate, with a hundred times as much, and as it is."""
        curves = {name: self.experiments[name] for name in RATES}
        last = int(curves["real"].updates[-1])
        top = float(np.ceil(max(curve.cross_entropy.max() for curve in curves.values())))
        plot = Plot((0, last), (0, top), 9.0, 4.9, x_ticks=[tick for tick in TICKS if tick <= last], y_ticks=(0, top / 2, top),
                    x_label=self.screen("updates"), y_label=self.screen("cost"), log=True, text_size=LABEL)
        plot.move_to([-1.4, MIDDLE - 0.1, 0])
        lines = {name: plot.curve(curve.updates, np.minimum(curve.cross_entropy, top), "error", 5)
                 for name, curve in curves.items()}
        tags = {name: self.tag(name, plot.point(last, float(curve.cross_entropy[-1]))) for name, curve in curves.items()}
        head = words(self.screen("rate"), LABEL, role("quiet")).move_to([6.6, plot.point(last, top)[1], 0], aligned_edge=RIGHT)
        lowest = sorted(tags.values(), key=lambda tag: tag.get_y())
        for below, above in zip(lowest, lowest[1:]):
            above.shift(UP * max(below.get_y() + APART - above.get_y(), 0))
        rule = self.length_of_a_step(land)
        for key, names, marks in (("low", ("rate_low",), ("started",)), ("high", ("rate_high", "real"), ("over", "ours"))):
            with self.say(key, pause=1.2) as line:
                if key == "low":
                    self.play(FadeOut(rule), run_time=0.3)
                    self.play(FadeIn(plot, head), run_time=0.4)
                for name, mark in zip(names, marks, strict=True):
                    self.play(Create(lines[name], rate_func=linear), run_time=max(line.until(mark), 1.2))
                    self.play(FadeIn(tags[name]), run_time=0.4)
        self.play(FadeOut(plot, head, *lines.values(), *tags.values()), run_time=0.4)

    def length_of_a_step(self, land: Landscape) -> VGroup:
        """In words, what is subtracted from a weight; its learning rate under it."""
        step, equals, times = words(self.screen("step"), HUGE), words("=", HUGE, role("quiet")), words("×", HUGE, role("quiet"))
        slope, rate = words(self.screen("slope"), HUGE, role("focus")), words(self.screen("learning_rate"), HUGE)
        in_line(step, equals, slope, times, rate, buff=0.4).move_to([0, 0.3, 0])
        value = words(f"{self.digits.meta['learn_rate']:g}", HUGE, source="digits:meta.learn_rate")
        value.next_to(rate, DOWN, buff=0.6)
        with self.say("rate", pause=1.0) as line:
            self.play(FadeOut(land, self.note), run_time=0.4)
            self.play(FadeIn(step), run_time=0.4)
            for mark, parts in (("slope", (equals, slope)), ("rate", (times, rate)), ("value", (value,))):
                line.wait_for(mark)
                self.play(FadeIn(*parts, shift=0.2 * DOWN), run_time=0.4)
        return VGroup(step, equals, slope, times, rate, value)

    def tag(self, name: str, place: np.ndarray) -> VGroup:
        """The learning rate of a curve at its end, and what share it gets right."""
        changed = self.experiments.meta["runs"][name]["settings"]
        rate, source = (changed["learn_rate"], f"experiments:meta.runs.{name}.settings.learn_rate") if changed else \
            (self.digits.meta["learn_rate"], "digits:meta.learn_rate")
        share = Number(100 * float(self.experiments[name].test_accuracy), 0, unit="%", size=TITLE,
                       source=f"experiments:{name}.test_accuracy*100", color=role("target"))
        label = words(f"{rate:g}", BODY, source=source)
        return VGroup(label, share).arrange(RIGHT, buff=0.3).next_to(place, RIGHT, buff=0.25)
