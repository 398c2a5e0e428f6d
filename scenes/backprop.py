"""Backpropagation: all slopes of the small net at once, by one walk back from its outputs; and its first update."""

from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, ReplacementTransform, VGroup, smooth,
                   there_and_back, there_and_back_with_pause)

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing
from scenes.kit.matrix import flip
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import words
from scenes.kit.theme import BODY, LABEL, role
from scenes.kit.tray import Tray
from scenes.scratch import first_cost, lens
from scenes.scratch import way_back as back
from scenes.scratch.afterwards import BADGE, UNDER, Afterwards
from scenes.scratch.all_back import AllBack
from scenes.scratch.all_knobs import FURTHEST, parameters, turned
from scenes.scratch.all_slopes import AllSlopes
from scenes.scratch.cast import badge, label_neurons
from scenes.scratch.chapter import Chapter
from scenes.scratch.from_outputs import FromOutputs
from scenes.scratch.near_by import decimals_of, example_neuron
from scenes.scratch.one_hidden import OneHidden
from scenes.scratch.picture_net import PictureNet
from scenes.scratch.seen import Seen
from scenes.scratch.turned_over import TurnedOver

NARROW = (0.9, 4.6)              # x of its last two columns where they stand on the right
LOWER = 0.25             # and by so much lower, clear of the code
EXAGGERATION = 50        # how much the change of a weight is enlarged when it is drawn; said on screen
TRAY = (2.0, 1.0)        # width and height of the cost's tray beside the net
HAIR, ZOOM = 0.01, 150   # by how much a sum is moved, and how much that is magnified
RUNS = 1.8, [5.7, 0.9, 0]       # width and middle of how often the net would have to run
STEP = 1                 # and how long its step is that is drawn along a tangent
HALVED_0, HALVED_1, HALVED_2 = 1, 2, 4     # how steeply the logarithm falls at one, at a half and at a quarter
OUTPUTS = 1.18           # times as large are the outputs where their change is read
LENS, WEAKER = 100, 20   # how much the change of its level is enlarged, and if that is too much


class Backprop(FromOutputs, OneHidden, AllSlopes, Afterwards, Chapter):
    """The first update of the small net: logged moment 0, its image, and logged moment 1."""

    def construct(self):
        net = self.network()
        tray, label = self.guess(net, self.by_hand())
        knob, asked = self.which_way(net), self.question()
        drawn = self.measured(net, label, tray, (knob, asked), HAIR, ZOOM)
        gaps = self.output_delta(drawn)
        self.why(gaps, STEP, asked)
        self.one_slope(self.named(gaps), asked)
        tags = self.into_the_net(net)
        every = self.hidden_delta(net, tags)
        self.all_hidden(every)
        listing = self.hidden_line(every)
        net = self.turn(self.tables(*self.turned_over(net, every, listing), listing), tray)
        self.recap(net, tray, self.again(net, tray, {"LENS": LENS, "WEAKER": WEAKER}))
        self.close()

    # --- the question ------------------------------------------------------------------------------

    def by_hand(self) -> Group:
        """The real net and its first image: one knob after the other by hand, and how often that is; then the one walk back."""
        seen = PictureNet(self.digits, self.digits.train_images[0])
        seen.picture.show(1)
        lines, edges, sign = seen.join(), seen.net.edges_between(0), badge(self, self.digits).move_to(UNDER, aligned_edge=RIGHT)
        runs = back.how_often(parameters(self.digits), self.film.facts(self.runs)["parameters"].source, self.screen("runs"))
        VGroup(*(part.set(width=RUNS[0]) for part in runs)).arrange(DOWN, buff=0.2).move_to(RUNS[1])
        self.open(seen.picture, lines, seen.net, sign)
        with self.say("by_hand", pause=0.35) as line:
            line.wait_for("each")
            self.play(LaggedStart(*(NetworkDiagram.pulse(few, role("focus")) for few in (lines, edges)), lag_ratio=0.4),
                      run_time=1.0)
            for one in lines[0], lines[-1]:
                self.play(one.animate(rate_func=there_and_back).set_stroke(role("focus"), 14, 1), run_time=0.3)
                for few in lines, edges:
                    self.play(NetworkDiagram.pulse(few), run_time=0.3)
            line.wait_for("runs")
            self.play(FadeIn(runs, scale=1.2), run_time=0.4)
            self.drift(line.left + 0.3)
        with self.say("back", pause=0.35) as line:
            self.play(FadeOut(runs), run_time=0.3)
            line.wait_for("back")
            for k, few in (1, edges), (0, lines):
                self.play(NetworkDiagram.pulse(few, backward=True), run_time=max(line.left / (k + 1), 0.8))
        return Group(seen.picture, lines, seen.net, sign)

    def guess(self, net: NetworkDiagram, before: Group) -> tuple[Group, VGroup]:
        """The twin and its first image, outputs, label and cost."""
        run = self.run
        sign, seen = badge(self, run).move_to(BADGE, aligned_edge=RIGHT), Seen(run, net.layers[0])
        label = label_neurons(net, run)[0]
        box = Tray(first_cost.cost(run), *TRAY, full=first_cost.full(run)).move_to([5.5, -2.45, 0])
        tray = Group(box, self.reading(box), sign, self.tray_name(box), seen)
        with self.say("answer", pause=0.4) as line:
            self.play(FadeOut(before, rate_func=SOON), FadeIn(net, seen, sign, rate_func=LATE), run_time=0.8)
            self.play(net.pulse(seen.rays), *(mark.animate(rate_func=there_and_back).scale(1.5) for mark in seen.marks),
                      FadeIn(label, lag_ratio=0.2), run_time=0.7)
            for k in (0, 1):
                self.play(net.pulse(net.edges_between(k)), run_time=0.4)
            line.wait_for("cost")
            self.pour(box, tray[1], tray[3])
        return tray, label

    def pour(self, box: Tray, *beside) -> None:
        """The tray appears with what stands beside it, and its cost pours in."""
        cost = box.value
        box.show(0)
        self.play(FadeIn(box, *beside), run_time=0.3)
        self.play(box.pour(cost), run_time=0.7)

    def all_hidden(self, every: AllBack) -> None:
        """The others in the same way, quickly; last one to which something comes with a minus, which takes away."""
        _, mixed, *rest = every.order
        with self.say("all", pause=0.5) as line:
            line.wait_for("others")
            if rest:
                self.bring_back(every, rest, 0.6)
                self.let_through(every, rest)
                self.leave(every, rest)
            self.bring_back(every, [mixed], max(line.until("takes") - 0.2, 0.8), every.pushes)
            line.wait_for("takes")
            self.let_through(every, [mixed])
            self.drift(line.left + 0.8)
            self.leave(every, [mixed], *every.pushes)

    def let_through(self, every: AllBack, which: list[int]) -> None:
        """What has come to these hidden neurons adds up and goes through their gates."""
        self.take_away(every, which, 0.8)
        self.pass_on(every, which, 0.8)

    def bring_back(self, every: AllBack, which: list[int], seconds: float, written: VGroup | None = None) -> None:
        """From all outputs it comes to these hidden neurons, with how much that is."""
        own = VGroup(*(every.streams(j) for j in which))
        self.add(own, every)
        self.play(*(stream.flow() for streams in own for stream in streams),
                  *(FadeIn(push, rate_func=LATE) for push in written or ()), run_time=seconds)

    def take_away(self, every: AllBack, which: list[int], seconds: float) -> None:
        """Behind these hidden neurons: what has come, as a minus takes away from a plus; and how much is left."""
        balances, rows = zip(*((every.lanes[j].balance, every.lanes[j].row) for j in which), strict=True)
        self.add(*balances, every)
        self.play(*(PlayThrough([balance], balance.come, 0, 1, rate_func=smooth) for balance in balances), run_time=0.4 * seconds)
        self.play(*(PlayThrough([balance], balance.take, 0, 1, rate_func=smooth) for balance in balances),
                  *(FadeIn(row[0], rate_func=LATE) for row in rows), run_time=0.6 * seconds)

    def pass_on(self, every: AllBack, which: list[int], seconds: float) -> None:
        """Through their gates: times the slope, it is the delta."""
        lanes = [every.lanes[j] for j in which]
        self.remove(*(lane.balance for lane in lanes))
        self.add(*(lane.gate for lane in lanes), every)
        self.play(*(lane.gate.flow(lane.there) for lane in lanes), *(FadeIn(lane.row[1:3]) for lane in lanes),
                  run_time=0.6 * seconds)
        self.play(*(FadeOut(lane.asked, rate_func=SOON) for lane in lanes),
                  *(FadeIn(lane.row[3:], rate_func=LATE) for lane in lanes), run_time=0.4 * seconds)

    def leave(self, every: AllBack, which: list[int], *written: VGroup) -> None:
        """The streams to these hidden neurons go, and what is written on them."""
        self.remove(*written)         # at once: a patch that fades hides no stream
        self.play(FadeOut(*(every.streams(j) for j in which)), run_time=0.3)

    def hidden_line(self, every: AllBack) -> Listing:
        """The line that computes the hidden deltas, over the rows that it has made; returns it."""
        listing = back.hidden_line(self.run)
        with self.say("code", pause=0.35) as line:
            line.wait_for("code")
            self.play(FadeIn(listing), run_time=0.3)
            for mark, piece, k in (("back", "w_h_o.T @ delta_o", 0), ("slope", "h * (1 - h)", 2)):
                line.wait_for(mark)
                self.play(listing.term(1, piece).animate(rate_func=there_and_back_with_pause).set_color(role("focus")),
                          *(lane.row[k].animate(rate_func=there_and_back_with_pause).scale(1.12) for lane in every.lanes),
                          run_time=1.2)
            self.drift(line.left + 0.2)
        return listing

    def turned_over(self, net: NetworkDiagram, every: AllBack, listing: Listing) -> tuple[NetworkDiagram, VGroup, VGroup]:
        """The table of weights turned over, a row of it is what leaves a hidden neuron: along these edges the blame runs back.
        Returns the half of the net that this is about, the deltas of its outputs and of its hidden neurons."""
        over, half = TurnedOver(self.run), back.spread_out(back.back_half(net, self.run), NARROW, -LOWER)
        tags, hidden = self.into_half(half)
        own = back.bands(half.edges[0], self.run, 1)[over.j::half.sizes[0]]
        pairs = ((every.hidden, half.layers[0]), (every.outputs, half.layers[1]), (every.tags, tags), (every.deltas, hidden))
        gone = [part for lane in every.lanes for part in (lane.gate, lane.row[:4])]
        with self.say("transpose", pause=0.5) as line:
            self.play(FadeOut(every.heads, *gone, rate_func=SOON),
                      *(ReplacementTransform(*pair) for both in pairs for pair in zip(*both, strict=True)),
                      FadeIn(over.table, over.names[0], half.edge_group, half.bias_neurons, rate_func=LATE),
                      listing.term(1, "w_h_o.T").animate.set_color(role("focus")), run_time=0.8)
            self.remove(*self.others())
            self.add(half, tags, hidden, listing, over.table, over.names[0])
            line.wait_for("turns")
            away, here = flip(over.table, over.over)
            self.play(away, FadeOut(over.names[0]), run_time=0.4)
            self.remove(over.table)
            self.play(here, FadeIn(over.names[1], rate_func=LATE), run_time=0.4)
            line.wait_for("row")
            row = over.over.box_row(over.j)
            self.play(Create(row), half.ring(half.layers[0][over.j]), run_time=0.8)
            self.drift(line.left)
        with self.say("runs_back", pause=0.6) as line:
            line.wait_for("back")
            self.add(own, *half.layers)
            self.play(*(band.flow() for band in own), run_time=1.2)
            self.drift(line.left)
        self.play(FadeOut(over.over, over.names[1], row, own), half.ring(half.layers[0][over.j], on=False), run_time=0.3)
        return half, tags, hidden

    def into_half(self, half: NetworkDiagram) -> tuple[VGroup, VGroup]:
        """The deltas of its outputs and of its hidden neurons."""
        run = self.run
        return (half.deltas(1, run.delta_o[0, 0], "pixels:delta_o[0,0]", size=BODY, buff=0.15),
                half.deltas(0, run.delta_h[0, 0], "pixels:delta_h[0,0]", LEFT, 0.15, BODY,
                            decimals_of(run, example_neuron(run))))

    def turn(self, table: Group, tray: Group) -> NetworkDiagram:
        """All knobs turn against their slopes; in the small net their change is enlarged, as long as that is said; then drawn as
        it is. Returns that net."""
        net = self.network()
        for neuron in net.layers[2]:
            neuron.scale(OUTPUTS)
        run, (code, _, knobs) = self.run, table
        note = lens.factor(self.screen("change_drawn"), EXAGGERATION, "constant:EXAGGERATION")
        with self.say("step", pause=0.35) as line:
            minus, rate = ([code.term(number, name) for number in (1, 2)] for name in ("-=", "learn_rate"))
            figure = VGroup(words(self.screen("learning_rate"), LABEL, role("focus")),
                            words(f"{run.meta['learn_rate']:g}", BODY, role("focus"), source="pixels:meta.learn_rate"))
            figure.arrange(DOWN, buff=0.12).next_to(code, LEFT, buff=0.25)
            line.wait_for("minus")
            self.play(*(term.animate.set_color(role("focus")) for term in minus), run_time=0.5)
            line.wait_for("turns")
            self.play(turned(knobs, 0, FURTHEST), *(term.animate.set_color(role("focus")) for term in rate), FadeIn(figure),
                      run_time=max(line.left - 0.8, 1.2))
            self.play(FadeOut(table, figure), run_time=0.25)
            note.next_to(tray[3], UP, buff=0.35).align_to(tray[2], RIGHT)
            self.play(FadeIn(net, tray, note), run_time=0.5)
            far = {name: back.exaggerated(getattr(run, name), EXAGGERATION) for name in back.CHANGES}
            self.play(net.change_weights(0, far["w_i_h"], far["b_i_h"]), net.change_weights(1, far["w_h_o"], far["b_h_o"]),
                      run_time=1.0)
        self.play(FadeOut(note), net.change_weights(0, run.w_i_h[1], run.b_i_h[1]),
                  net.change_weights(1, run.w_h_o[1], run.b_h_o[1]), run_time=0.6)
        return net
