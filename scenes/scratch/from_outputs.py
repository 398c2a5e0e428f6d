"""The first half of the chapter on backpropagation: what an output's delta is, and why a slope is activation times delta."""

from manim import DOWN, RIGHT, UP, Create, FadeIn, FadeOut, GrowFromEdge, ReplacementTransform, VGroup, there_and_back

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.echo import echo
from scenes.kit.text import Number
from scenes.kit.theme import LABEL
from scenes.scratch.gearing import Gearing
from scenes.scratch.nudge import Nudge
from scenes.scratch.signs import signed_gaps


class FromOutputs:
    """From the outputs to the slope of one weight into them."""

    def output_delta(self, net: NetworkDiagram, label: VGroup, tray: VGroup) -> VGroup:
        """Output minus label, the gap on a ruler; then what its sign says, and the arrow that follows from it."""
        gaps = signed_gaps(self.run, self.screen)
        moved = VGroup(*(neuron.copy() for neuron in net.layers[2]), *label)
        rulers = [part for side in ("output", "label") for part in (getattr(gap.ruler, side) for gap in gaps)]
        with self.say("delta_o", pause=0) as line:
            self.add(moved)
            self.play(FadeOut(net, tray), run_time=0.25)
            self.play(*map(ReplacementTransform, moved, rulers), run_time=0.7)
            self.play(*(FadeIn(*gap.ruler[:2]) for gap in gaps), run_time=0.3)
            line.wait_for("minus")
            self.play(*(Create(gap.ruler.gap) for gap in gaps), *(FadeIn(gap.difference, shift=0.2 * UP) for gap in gaps),
                      run_time=0.8)
            line.wait_for("delta")
            self.play(*(echo(gap.difference[4], gap.delta) for gap in gaps),
                      *(FadeIn(gap.title) for gap in gaps), run_time=0.7)
            self.drift(line.left + 0.7)
        with self.say("sign", pause=0) as line:
            for mark, low in (("low", True), ("high", False)):
                chosen = [gap for gap in gaps if gap.low is low]
                line.wait_for(mark)
                self.play(*(FadeIn(gap.meaning) for gap in chosen), run_time=0.4)
                self.play(*(GrowFromEdge(gap.arrow, DOWN if low else UP) for gap in chosen), run_time=0.7)
            self.drift(line.left + 1.0)
        self.add(gaps)
        return gaps

    def measured(self, gaps: VGroup, hair: float, zoom: float) -> Nudge:
        """The sum of one output, moved by a hair: how much the cross-entropy rises for it, is the delta."""
        nudge = Nudge(self.run, hair, zoom, self.screen)
        mine, (total, cost) = gaps[nudge.i], nudge.rows
        with self.say("nudge", pause=0) as line:
            carried = mine.taken()
            self.add(*carried)
            self.play(FadeOut(gaps), run_time=0.25)
            self.play(*map(ReplacementTransform, carried, (nudge.neuron, *nudge.tag[1:])), run_time=0.6)
            self.play(FadeIn(nudge.plot, nudge.curve, nudge.dot, total[:2], cost[:2]), run_time=0.5)
            self.add(nudge.tag)
            line.wait_for("sum")
            switch = nudge.moved()
            self.play(switch[0], FadeIn(total[2], shift=0.2 * RIGHT), run_time=0.5)
            axes = nudge.plot[1:]
            self.play(FadeOut(*axes), FadeIn(nudge.frame, nudge.factor), run_time=0.3)
            nudge.plot.remove(*axes)     # what is magnified has none
            self.play(nudge.magnify(), run_time=1.2)
            self.play(Create(nudge.steps[0][0]), FadeIn(nudge.steps[0][1]), run_time=0.4)
            self.play(switch[1], FadeIn(cost[2], shift=0.2 * RIGHT), Create(nudge.steps[1][0]), FadeIn(nudge.steps[1][1]),
                      run_time=0.6)
            self.drift(line.left + 0.5)
        with self.say("steep", pause=0) as line:
            names, fraction = nudge.ratio[0]
            self.play(echo(cost[2], fraction[0]), echo(total[2], fraction[2]), FadeIn(names, fraction[1]), run_time=0.7)
            self.play(FadeIn(nudge.ratio[1:], shift=0.2 * RIGHT), run_time=0.4)
            line.wait_for("delta")
            self.play(*(number.animate(rate_func=there_and_back).scale(1.25) for number in (nudge.ratio[2], nudge.tag[2])),
                      run_time=0.8)
            self.drift(line.left + 1.0)
        self.add(nudge)
        return nudge

    def one_slope(self, nudge: Nudge) -> Gearing:
        """One weight, moved by a hair: the sum moves activation times as far, the cost delta times as far as that."""
        gears = Gearing(self.run, nudge.i, self.screen)
        with self.say("edge", pause=0) as line:
            self.remove(nudge)
            self.add(*nudge)
            self.play(FadeOut(*left_of(nudge, (nudge.neuron, nudge.tag))), run_time=0.25)
            self.play(ReplacementTransform(nudge.neuron, gears.end), ReplacementTransform(nudge.tag, gears.tag), run_time=0.6)
            self.play(FadeIn(gears.edge, gears.start, gears.way, gears.cost), run_time=0.5)
            self.add(gears.tag)
            line.wait_for("hair")
            self.play(gears.edge.animate(rate_func=there_and_back).set_stroke(width=16),
                      GrowFromEdge(gears.bars[0], DOWN), FadeIn(gears.hair, gears.names[0]), run_time=0.9)
            self.drift(line.left + 0.5)
        with self.say("sum", pause=0) as line:
            line.wait_for("start")
            self.multiply(gears, 0, gears.start.number, gears.moved)
            self.drift(line.left + 0.6)
        with self.say("product", pause=0) as line:
            line.wait_for("end")
            self.multiply(gears, 1, gears.tag[2], gears.slope)
            self.drift(line.left + 0.6)
        with self.say("rule", pause=0) as line:
            slope, equals, activation, times, delta = gears.rule
            for mark, parts, number in (("slope", (slope,), gears.slope), ("start", (equals, activation), gears.factors[0][1]),
                                        ("end", (times, delta), gears.factors[1][1])):
                line.wait_for(mark)
                self.play(FadeIn(*parts), number.animate(rate_func=there_and_back).scale(1.25), run_time=0.4)
            self.add(gears)
            self.drift(line.left + 1.1)
        return gears

    def multiply(self, gears: Gearing, k: int, source: Number, shown: Number) -> None:
        """A factor comes to bar k, and the next one grows to that share of it."""
        factor, bars = gears.factors[k], gears.bars
        self.play(FadeIn(factor[0], factor[2]), echo(source, factor[1]), run_time=0.7)
        self.play(GrowFromEdge(bars[k + 1], DOWN), FadeIn(shown, gears.names[k + 1]), run_time=0.8)

    def into_the_net(self, gears: Gearing, net: NetworkDiagram) -> VGroup:
        """The edge goes to its place among all others. Returns the deltas of the outputs."""
        i, j = gears.place
        self.as_they_are(net)
        tags = net.delta_tags(2, self.run.delta_o[0, 0], "pixels:delta_o[0,0]", size=LABEL, buff=0.15)
        place = VGroup(net.edges[1][i][j], net.layers[1][j].circle, net.layers[2][i].circle).copy()
        carried = gears.body()
        self.add(carried)
        self.play(FadeOut(gears), run_time=0.25)
        self.play(*map(ReplacementTransform, carried, place), run_time=0.5)
        self.play(FadeIn(net, tags), run_time=0.4)
        self.remove(*place)
        return tags


def left_of(group: VGroup, taken) -> list:
    """The parts of a picture that are not taken on into the next one."""
    chosen = {id(part) for one in taken for part in one.get_family()}
    return [part for part in group.submobjects if id(part) not in chosen]
