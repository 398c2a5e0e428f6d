"""The first half of the chapter on backpropagation: what an output's delta is, and why a slope is activation times delta."""

from collections.abc import Iterable

from manim import (DOWN, LEFT, PI, RIGHT, UP, Create, FadeIn, FadeOut, GrowFromEdge, Group, Mobject, ReplacementTransform,
                   Restore, TransformFromCopy, VGroup, smooth, there_and_back, there_and_back_with_pause)

from scenes.kit.declare import furniture
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.echo import echo
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.scales import largest
from scenes.kit.text import Number, SwitchTo, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch import way_back as back
from scenes.scratch.gearing import Gearing, example_edge
from scenes.scratch.knob import Dial
from scenes.scratch.nudge import nudges
from scenes.scratch.chain import Chain, Mirrored
from scenes.scratch.slope_is_gap import ENDS, SlopeIsGap
from scenes.scratch.signs import SignedGap, signed_gaps


CODE = 0.34         # em of the line of code over the rulers
ASKED, REMINDER = 0.5, 0.17        # radius of the knob that is asked about, there and beside its question
QUESTION = 6.5, 3.3        # right end of the question, and its y
SWAY, SLIGHTLY = 0.45, 0.12        # how far a knob is turned to ask, or to follow, and by a hair; the largest weight is 1
TO_GUESS = 1.5      # seconds
ALONE = 3.2         # so far to the right the sigmoid is while nothing is beside it
PALER = 0.7         # share of its colour that the area loses while the cost is drawn over it
TO_THE_SIDE, TOLD = 2.2 * LEFT, [2.05, -0.6, 0]     # of the mirrored proof's picture; left end of its figures


class FromOutputs:
    """From the outputs to the slope of one weight into them."""

    def which_way(self, net: NetworkDiagram) -> VGroup:
        """What the chapter is to answer, asked of one weight: more of it, or less? Returns its knob and what stands by it."""
        (i, j), turn = example_edge(self.run), self.turn_of_it()
        edge = net.edges[1][i][j]
        knob = Dial(ASKED).turn_about(edge.get_center())
        asked = back.patched(words("?", 2 * TITLE, role("focus"), bold=True)).next_to(knob, UP, buff=0.1)
        with self.say("knob", pause=0.35) as line:
            self.play(net.focus(edge), FadeIn(knob.point(turn), scale=1.5), run_time=0.5)
            start = turn
            for mark, end in (("more", turn + SWAY), ("less", turn - SWAY)):
                line.wait_for(mark)
                self.play(PlayThrough([knob], knob.point, start, end, rate_func=smooth), run_time=0.6)
                start = end
            self.play(PlayThrough([knob], knob.point, start, turn, rate_func=smooth), FadeIn(asked), run_time=0.5)
            self.drift(line.left + TO_GUESS)
        return VGroup(knob, asked)

    def turn_of_it(self) -> float:
        """How far the knob is turned."""
        return float(self.run.w_h_o[0][example_edge(self.run)]) / largest(self.run.w_h_o[0])

    def question(self) -> VGroup:
        """A small knob, and what is asked of it: on screen until it is answered."""
        small = Dial(REMINDER).point(self.turn_of_it())
        small.pointer.set_stroke(width=4)
        asked = VGroup(small, words(self.screen("asked"), BODY, role("ink"))).arrange(RIGHT)
        return furniture(asked).move_to([*QUESTION, 0], RIGHT)

    def measured(self, net: NetworkDiagram, label: VGroup, before: Group, asked: tuple[VGroup, VGroup], hair: float,
                 zoom: float) -> VGroup:
        """The sum of each output, moved by a hair: how steeply the cross-entropy rises for it; slowly that to which the knob's
        edge leads, then all others.
        before: what is on screen beside net and label; asked: the knob with what stands by it, and what they become."""
        (knob, mark), (small, question) = asked
        drawn = nudges(self.run, hair, zoom, self.screen)
        first = drawn[example_edge(self.run)[0]]
        others = [one for one in drawn if one is not first]
        moved = VGroup(*(neuron.copy() for neuron in net.layers[2]), *label)
        with self.say("nudge", pause=0.35) as line:
            self.add(moved)
            self.play(FadeOut(net, mark, *before, rate_func=SOON), ReplacementTransform(knob, small),
                      *map(ReplacementTransform, moved, self.heads(drawn)),
                      FadeIn(question, *(part for one in drawn for part in (one.plot, one.curve, one.dot)), rate_func=LATE),
                      run_time=0.9)
            line.wait_for("sum")
            self.magnify([first], 1.2)
            self.play(FadeIn(first.steps[0][1]), Create(first.steps[0][0]), run_time=0.5)
            line.wait_for("rise")
            self.play(FadeIn(first.steps[1][1]), Create(first.steps[1][0]), run_time=0.5)
            self.drift(line.left + 0.3)
        with self.say("steep", pause=0.35) as line:
            self.divide([first])
            line.wait_for("others")
            self.magnify(others, 0.5)
            self.play(*(FadeIn(step) for one in others for step in one.steps), run_time=0.4)
            self.divide(others)
            self.drift(line.left + 0.5)
        return drawn

    def magnify(self, chosen, seconds: float) -> None:
        """The places where the sums stand, through the magnifier."""
        axes = [part for one in chosen for part in one.plot[1:]]
        self.play(FadeOut(*axes, rate_func=SOON), *(FadeIn(one.frame, one.factor, rate_func=LATE) for one in chosen),
                  run_time=0.5)
        for one in chosen:
            one.plot.remove(*one.plot[1:])     # what is magnified has none
        self.play(*(one.magnify() for one in chosen), run_time=seconds)

    def divide(self, chosen) -> None:
        """Rise over run, and the slope that this is."""
        self.play(*(echo(one.steps[1][1], one.fraction[0]) for one in chosen), *(FadeIn(one.fraction[1]) for one in chosen),
                  *(echo(one.steps[0][1], one.fraction[2]) for one in chosen), run_time=0.6)
        self.play(*(FadeIn(one.equals, one.slope, shift=0.2 * RIGHT) for one in chosen), run_time=0.4)

    def heads(self, drawn: VGroup) -> list:
        """The outputs of all, then their labels."""
        return [one.neuron for one in drawn] + [one.label for one in drawn]

    def output_delta(self, drawn: VGroup) -> VGroup:
        """Each slope is output minus label, the gap on a ruler. Returns these."""
        gaps = signed_gaps(self.run, self.screen)
        heads = [(gap.ruler.output, gap.ruler.label, gap.delta) for gap in gaps]
        carried = [(one.neuron, one.label, one.slope) for one in drawn]
        with self.say("delta_o", pause=1.2) as line:
            self.remove(drawn)
            rest = [part for one in drawn for part in left_of(one, carried[one.i])]
            self.add(*rest, *(part for head in carried for part in head))
            moved = (pair for both in zip(carried, heads, strict=True) for pair in zip(*both, strict=True))
            self.play(FadeOut(*rest, rate_func=SOON), *(ReplacementTransform(*pair) for pair in moved),
                      *(FadeIn(*gap.ruler[:2], rate_func=LATE) for gap in gaps), run_time=0.9)
            line.wait_for("minus")
            self.play(*(Create(gap.ruler.gap) for gap in gaps), *(FadeIn(gap.difference[:4], shift=0.2 * UP) for gap in gaps),
                      run_time=0.8)
            self.drift(line.left)
        return gaps

    def why(self, gaps: VGroup, step: int, asked: VGroup) -> None:
        """Of the output that should be 1, the sigmoid and the cost over one sum: along its tangent the ground falls by just the
        gap; that is the sigmoid's slope times the logarithm's. So it is, mirrored, for one that should be 0.
        step: of the sum, along the tangent; asked: the chapter's question, which waits meanwhile."""
        at = {wanted: next(i for i, gap in enumerate(gaps) if gap.ruler.wanted == wanted) for wanted in (1, 0)}
        yes, no = (SlopeIsGap(self.run, at[wanted], step, self.screen) for wanted in (1, 0))
        no.shift(TO_THE_SIDE)
        self.as_ground(gaps, gaps[at[1]], yes, asked)
        figures, chain = self.as_steep_as_the_gap(yes), Chain(self.run, at[1], self.screen)
        self.one_after_the_other(yes, figures, chain)
        with self.say("mirrored", pause=1.2) as line:
            line.wait_for("zero")
            kept = no.gap, no.curve
            self.carry(chain.shown, (chain.gap, chain.upper[2]), kept, [part for part in no if part not in kept])
            figures, told = no.figures(), Mirrored(self.run, at[0], self.screen).move_to(TOLD, aligned_edge=LEFT)
            self.play(FadeIn(told.right), run_time=0.4)
            self.hold(line.until("gap") - 0.6)
            self.play(FadeIn(told.gap, figures[0]), run_time=0.5)
            self.play(*map(swelled, (no.gap, no.fall)), FadeIn(figures[1], *told.row.product, *told.row.by), run_time=0.8)
            self.play(*(Create(stroke) for stroke in told.row.struck), FadeIn(told.row.left, rate_func=LATE), run_time=0.7)
            self.drift(line.left)
        self.play(FadeOut(no, figures, told, rate_func=SOON),
                  FadeIn(asked, *(part for gap in gaps for part in on_screen(gap)), rate_func=LATE), run_time=0.6)

    def carry(self, gone: Iterable[Mobject], taken: Iterable[Mobject], kept: Iterable[Mobject], new: Iterable[Mobject]) -> None:
        """One picture goes and the next one comes; the parts `taken` of the first become those `kept` of the other."""
        taken = [part.copy() for part in taken]
        self.add(*taken)
        self.play(FadeOut(*gone, rate_func=SOON), *map(ReplacementTransform, taken, kept), FadeIn(*new, rate_func=LATE),
                  run_time=0.8)

    def one_after_the_other(self, before: SlopeIsGap, figures: VGroup, chain: Chain) -> None:
        """The sum moves the output, by an area; the output moves the cost, by one over the area's base."""
        VGroup(chain.upper, chain.gap, chain.steep).shift(ALONE * RIGHT)
        with self.say("climbs", pause=0.5) as line:
            self.carry((before, figures), (before.gap, before.curve), (chain.gap, chain.upper[2]),
                       (*chain.upper[:2], *chain.upper[3:]))
            self.hold(line.at("output") - line.elapsed - 0.2)
            self.play(Create(chain.steep.touch), FadeIn(chain.steep.dot), run_time=0.5)
            self.hold(line.at("slope") - line.elapsed - 0.6)
            self.play(Create(chain.steep.step), run_time=0.3)
            self.play(Create(chain.steep.rise), FadeIn(chain.steep.field), run_time=0.5)
            self.drift(line.left)
        self.as_an_area(chain)
        area = chain.area
        with self.say("halving", pause=0.8) as line:
            area.save_state()
            self.play(area.field.animate.fade(PALER), *(side.animate.fade(1) for side in (area.has, area.lacks)),
                      FadeIn(chain.lower[1:]), Create(chain.log.curve), run_time=0.8)
            for mark, (touching, number) in zip(("one", "two", "four"), chain.slopes, strict=True):
                self.hold(line.at(mark) - line.elapsed - 0.3)
                self.play(Create(touching), FadeIn(number, rate_func=LATE), run_time=0.6)
            self.drift(line.left)
        with self.say("divides", pause=0.8) as line:
            self.hold(line.at("divides") - line.elapsed - 0.4)
            self.play(FadeOut(chain.slopes), run_time=0.2)
            self.play(TransformFromCopy(area.has, chain.touch[0]), Create(chain.touch[1]),
                      FadeIn(chain.touch[2], chain.by, rate_func=LATE), run_time=0.6)
            self.drift(line.left)
        with self.say("cancels", pause=2.4) as line:
            self.play(FadeOut(chain.lower[1:], chain.log.curve, chain.touch, rate_func=SOON),
                      Restore(area, rate_func=LATE), run_time=0.6)
            self.hold(line.at("divide") - line.elapsed - 0.3)
            self.play(PlayThrough([area], chain.divide, chain.o, 1, rate_func=smooth),
                      *(Create(stroke) for stroke in chain.struck), run_time=1.2)
            self.hold(line.at("left") - line.elapsed - 0.3)
            self.play(FadeIn(chain.left), swelled(chain.gap), swelled(area.lacks), run_time=0.8)
            self.drift(line.left)

    def as_an_area(self, chain: Chain) -> None:
        """The slope is how right the output is, times the gap: a rectangle in a square beside the curve. That it is so is seen
        all along the curve; then both stand in figures."""
        area, compared = chain.area, chain.compared
        with self.say("area", pause=0.5) as line:
            self.play(*(part.animate.shift(ALONE * LEFT) for part in (chain.upper, chain.gap, chain.steep)), run_time=0.5)
            self.hold(line.at("area") - line.elapsed - 0.3)
            self.play(FadeIn(area.square), run_time=0.3)
            for mark, length, side, name, arc in (("right", chain.right, area.has, chain.names[0], -PI / 2),
                                                  ("gap", chain.gap, area.lacks, chain.names[1], 0)):
                self.hold(line.at(mark) - line.elapsed - 0.3)
                self.play(Create(length) if length is chain.right else swelled(length), run_time=0.4)
                self.play(TransformFromCopy(length, side, path_arc=arc), FadeIn(name, rate_func=LATE), run_time=0.6)
            self.play(FadeIn(area.field), run_time=0.4)
            self.drift(line.left)
        moved = [chain.steep, chain.right, chain.gap, area, compared.bars]
        with self.say("everywhere", pause=0.8) as line:
            self.play(FadeOut(chain.names), run_time=0.2)
            self.play(TransformFromCopy(chain.steep.rise, compared.bars[0]), TransformFromCopy(area.field, compared.bars[1]),
                      FadeIn(compared.legend), run_time=0.6)
            self.add(*moved)
            edge = chain.reach - 1
            self.play(PlayThrough(moved, chain.move, chain.z, edge, rate_func=smooth), run_time=1.2)
            self.play(PlayThrough(moved, chain.move, edge, -edge, rate_func=smooth), run_time=max(line.left - 1.0, 1.8))
            self.play(PlayThrough(moved, chain.move, -edge, chain.z, rate_func=smooth), run_time=1.2)
            self.play(FadeIn(chain.product), run_time=0.5)
            self.drift(line.left + 0.2)
        self.play(FadeOut(compared), run_time=0.3)

    def as_ground(self, gaps: VGroup, gap: SignedGap, over: SlopeIsGap, away: VGroup) -> None:
        """Of all gaps one stays, and goes to where its sigmoid leaves it; its cost is laid out as ground under it."""
        with self.say("ground", pause=0.3) as line:
            taken = [gap.ruler.gap.copy(), gap.ruler.output.copy()]
            self.remove(gap.ruler.gap, gap.ruler.output)
            self.add(*taken)
            gone = [part for one in gaps for part in on_screen(one) if part not in (gap.ruler.gap, gap.ruler.output)]
            self.play(FadeOut(away, *gone, rate_func=SOON), *map(ReplacementTransform, taken, (over.gap, over.dots[0])),
                      FadeIn(over.axes, over.curve, over.wanted, rate_func=LATE), run_time=0.8)
            line.wait_for("cost")
            self.play(FadeIn(over.earth, over.called), Create(over.crest), run_time=0.8)
            self.play(Create(over.guide), FadeIn(over.dots[1]), run_time=0.4)
            self.drift(line.left)

    def as_steep_as_the_gap(self, over: SlopeIsGap) -> VGroup:
        """On the wrong side a step of the sum lowers the cost by nearly one, on the right side by nearly nothing, and always by
        the gap. Returns both in figures."""
        wrong, right = -ENDS[0], ENDS[1]
        with self.say("ramp", pause=0.5) as line:
            self.slide(over, over.start, wrong, 1.0, [over.guide, over.gap, over.dots])
            line.wait_for("ramp")
            for parts in ((Create(over.slant),), (Create(over.across), FadeIn(over.one)), (Create(over.fall),)):
                self.play(*parts, run_time=0.4)
            line.wait_for("whole")
            self.play(*map(swelled, (over.gap, over.fall)), run_time=0.8)
            self.drift(line.left)
        with self.say("flat", pause=0.5) as line:
            self.slide(over, wrong, right, max(line.until("flat"), 1.8), over.moving)
            self.play(*map(swelled, (over.gap, over.fall)), run_time=0.8)
            self.drift(line.left)
        with self.say("between", pause=1.0) as line:
            self.slide(over, right, over.start, max(line.until("gap") - 0.3, 1.2), over.moving)
            figures, gap = over.figures(), over.gap.copy()
            self.play(FadeIn(figures[0]), gap.animate.move_to(over.fall), run_time=0.9)
            self.remove(gap)
            line.wait_for("minus")
            self.play(FadeIn(figures[1], shift=0.2 * DOWN), run_time=0.4)
            self.drift(line.left)
        return figures

    def slide(self, over: SlopeIsGap, start: float, end: float, seconds: float, there: list[Mobject]) -> None:
        """The sum goes from one value to another, and what there is already of what is measured at it."""
        self.play(PlayThrough(there, over.show, start, end, rate_func=smooth), run_time=seconds)

    def named(self, gaps: VGroup) -> VGroup:
        """Delta, in code and beside each gap; what its sign says, and the arrow that follows from it. Returns all that is on
        screen then."""
        line_of = back.delta_line(self.run, CODE).move_to([-0.4, 2.95, 0])
        with self.say("named", pause=1.2) as line:
            line.wait_for("code")
            self.play(FadeIn(line_of), run_time=0.3)
            line.wait_for("delta")
            name = line_of.term(1, "delta_o").animate(rate_func=there_and_back_with_pause).set_color(role("focus"))
            self.play(*(FadeIn(gap.title) for gap in gaps), name, run_time=0.7)
            self.drift(line.left)
        with self.say("sign", pause=0.8) as line:
            for mark, low in (("low", True), ("high", False)):
                chosen = [gap for gap in gaps if gap.low is low]
                line.wait_for(mark)
                self.play(*(FadeIn(gap.meaning) for gap in chosen), run_time=0.3)
                self.play(*(GrowFromEdge(gap.arrow, DOWN if low else UP) for gap in chosen), run_time=0.7)
            self.drift(line.left + 0.4)
        return VGroup(*gaps, line_of)

    def one_slope(self, before: VGroup, asked: VGroup) -> None:
        """One weight, moved by a hair: the sum moves activation times as far, the cost delta times as far as that. asked: its
        knob, and what is asked of it, which the sign of the slope answers."""
        gears = Gearing(self.run, self.screen)
        with self.say("edge", pause=0.35) as line:
            ruler = before[gears.place[0]].ruler
            output = ruler.output
            ruler.remove(output)
            self.add(output)
            self.play(FadeOut(before, rate_func=SOON), ReplacementTransform(output, gears.end),
                      ReplacementTransform(asked[0], gears.knob), asked[1].animate.next_to(gears.knob, UP, buff=0.15),
                      FadeIn(gears.edge, gears.start, gears.way, gears.cost, gears.names, gears.tag, rate_func=LATE),
                      run_time=0.8)
            self.add(gears.tag)
            line.wait_for("hair")
            self.add(gears.turned)
            self.play(self.turning(gears, 0, SLIGHTLY), gears.turned.flow(), FadeIn(gears.hair, rate_func=LATE), run_time=0.9)
            self.drift(line.left + 0.3)
        with self.say("sum", pause=0.35) as line:
            line.wait_for("start")
            self.multiply(gears, 0, gears.start)
            self.drift(line.left + 0.2)
        with self.say("product", pause=0.35) as line:
            line.wait_for("end")
            self.multiply(gears, 1, gears.tag, gears.slope)
            self.drift(line.left + 0.2)
        with self.say("rule", pause=0.35) as line:
            slope, equals, activation, times, delta = gears.rule
            for mark, parts, number in (("slope", (slope,), gears.slope), ("start", (equals, activation), gears.factors[0]),
                                        ("end", (times, delta), gears.factors[1])):
                line.wait_for(mark)
                self.play(FadeIn(*parts), number.animate(rate_func=there_and_back).scale(1.25), run_time=0.4)
            self.add(gears)
            self.drift(line.left + 0.4)
        with self.say("verdict", pause=0.35) as line:
            line.wait_for("plus")
            self.play(FadeOut(asked[1]), run_time=0.2)
            self.play(FadeIn(gears.verdict, target_position=gears.slope), FadeIn(gears.level), run_time=0.6)
            line.wait_for("down")
            far = words(self.screen("far"), BODY).next_to(gears.level, DOWN, buff=0.12)
            far.shift(min(QUESTION[0] - far.get_right()[0], 0) * RIGHT)
            self.play(self.turning(gears, SLIGHTLY, -SWAY), SwitchTo(gears.level, *gears.turned_by(-SWAY)), FadeIn(far),
                      run_time=0.8)
            self.drift(line.left + 0.7)

    def turning(self, gears: Gearing, start: float, end: float) -> PlayThrough:
        """The knob goes from one turn to another, both counted from where its weight is."""
        return PlayThrough([gears.knob], lambda away: gears.knob.point(gears.turn + away), start, end, rate_func=smooth)

    def multiply(self, gears: Gearing, k: int, source: Mobject, *shown: Number) -> None:
        """A neuron is a gate, which lets its share of the ribbon through."""
        self.play(echo(source, gears.factors[k]), FadeIn(gears.gates[k].jaws), Create(gears.links[k]), run_time=0.5)
        self.add(gears.gates[k])
        self.play(gears.gates[k].flow(), *(FadeIn(number, rate_func=LATE) for number in shown), run_time=0.8)

    def into_the_net(self, net: NetworkDiagram) -> VGroup:
        """The net again, with the deltas of its outputs, which are returned."""
        self.as_they_are(net)
        tags = net.deltas(2, self.run.delta_o[0, 0], "pixels:delta_o[0,0]", size=LABEL, buff=0.15)
        self.push_aside(Group(*self.others()), Group(net, tags))
        self.add(net, tags)
        return tags


def swelled(line: Mobject) -> Mobject:
    """A length is pointed out."""
    return line.animate(rate_func=there_and_back).set_stroke(width=20)


def on_screen(gap: SignedGap) -> list:
    """What there is of a gap before it has a name."""
    return [*gap.ruler, gap.ruler.gap, gap.difference]


def left_of(group: VGroup, taken) -> list:
    """The parts of a picture that are not taken on into the next one."""
    chosen = {id(part) for one in taken for part in one.get_family()}
    return [part for part in group.submobjects if id(part) not in chosen]
