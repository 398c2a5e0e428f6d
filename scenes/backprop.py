"""Backpropagation: all slopes of the small net at once, by one walk back from its outputs; and its first update."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, AnimationGroup, Create, Cross, FadeIn, FadeOut, GrowFromEdge, LaggedStart,
                   ReplacementTransform, TransformFromCopy, VGroup, rush_from, there_and_back, there_and_back_with_pause)

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing
from scenes.kit.outer import OuterProduct
from scenes.kit.spread import Spread
from scenes.kit.text import Number, SwitchTo, in_line, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.kit.tray import Tray
from scenes.scratch import near_by, proof
from scenes.scratch import way_back as back
from scenes.scratch.cast import badge, label_neurons, large_net, show_activations, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import cost_decimals
from scenes.scratch.misses import FULL

HERO = 8.2               # width of the net where it is the picture
MIDDLE = LEFT * 1.1 + DOWN * 0.2
NARROW = (0.9, 2.95, 4.85)       # x of its columns where it stands on the right,
LEFT_HAND = (-6.1, -4.0, -1.95)   # and on the left
EXAGGERATION = 50        # how much the change of a weight is enlarged when it is drawn; said on screen
BADGE = RIGHT * 6.6 + UP * 2.55     # right end of what says which net is on screen
TRUE_SIZE = 1            # and when it is drawn as it is
MAGNIFIED = 300          # how much the way of an output is enlarged
FLAT_END = 5.0           # a sum at which the sigmoid is flat
TRAY = (2.0, 1.0)        # width and height of the cost's tray beside the net
LENS = 100               # how much the change of its level is enlarged


class Backprop(Chapter):
    """The first update of the small net: logged moment 0, its image, and logged moment 1."""

    def construct(self):
        net = self.network()
        tray, label = self.guess(net)
        self.by_hand(net, VGroup(tray, label))
        tags = self.output_delta(net, label, tray)
        self.one_slope(net, tags)
        hidden = self.hidden_delta(net, tags)
        listing = self.all_hidden(net, tags, hidden)
        self.both_first(net, listing)
        code = self.tables(net, tags, hidden)
        self.turn(net, code, VGroup(tags, hidden), tray)
        self.again(net, tray)
        self.recap()
        self.close()

    # --- what is given -----------------------------------------------------------------------------

    @property
    def run(self):
        return self.pixels

    def network(self) -> NetworkDiagram:
        """The small net after its forward pass, as large as the frame."""
        return show_activations(small_net(self.run, width=HERO), self.run).move_to(MIDDLE)

    def real_net(self) -> NetworkDiagram:
        """The real net, as large as the frame, with the sign that says so."""
        net = large_net(self.digits, width=HERO).move_to(MIDDLE + LEFT * 0.5)
        return net.add(badge(self, self.digits).move_to(BADGE, aligned_edge=RIGHT))

    def as_they_are(self, net: NetworkDiagram) -> None:
        """All edges look like their first weights again, of a net that is not on screen."""
        net.set_weights(0, self.run.w_i_h[0], bias=self.run.b_i_h[0])
        net.set_weights(1, self.run.w_h_o[0], bias=self.run.b_h_o[0])

    def look(self, *animations, height: float = 8.0, at: np.ndarray = 0 * RIGHT, run_time: float = 1.0) -> None:
        """The camera moves to a part of the picture, which is `height` high; without one, to all of it."""
        frame = self.camera.frame
        self.play(frame.animate.set(height=height).move_to(at), *animations, run_time=run_time)
        self.remove(frame)

    # --- the question ------------------------------------------------------------------------------

    def guess(self, net: NetworkDiagram) -> tuple[VGroup, VGroup]:
        """Outputs, label and cost of the first image."""
        run = self.run
        sign = badge(self, run).move_to(BADGE, aligned_edge=RIGHT)
        self.open(net, sign)
        label = label_neurons(net, run)[0]
        cost = float(run.e[0, 0])
        box = Tray(cost, *TRAY, full=FULL).move_to([5.4, -2.45, 0])
        tray = VGroup(box, box.reading(cost, cost_decimals(run), "pixels:e[0,0]", LABEL), sign)
        with self.say("answer", pause=0) as line:
            self.play(net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=0.8)
            line.wait_for("label")
            self.play(FadeIn(label, lag_ratio=0.2), run_time=0.8)
            line.wait_for("cost")
            box.show(0)
            self.play(FadeIn(box, tray[1]), run_time=0.3)
            self.play(box.pour(cost), run_time=0.8)
            self.drift(line.left + 0.6)
        return tray, label

    def by_hand(self, net: NetworkDiagram, beside: VGroup) -> None:
        """All knobs; one after the other by hand, in the real net, too; then the one walk back."""
        edges = [*net.edges_between(0), *net.edges_between(1), *(e for line in net.bias_edges for e in line)]
        with self.say("knobs", pause=0) as line:
            self.play(net.pulse(edges, role("focus"), lag=0.04), run_time=max(line.left, 1.5))
            self.drift(line.left + 0.5)
        self.one_by_one(net, beside)
        with self.say("back", pause=0) as line:
            self.play(FadeIn(net, beside), run_time=0.6)
            line.wait_for("back")
            for k in (1, 0):
                self.play(net.pulse(net.edges_between(k), backward=True), run_time=max(line.left / (k + 1), 0.8))
            self.drift(line.left + 0.8)

    def one_by_one(self, net: NetworkDiagram, beside: VGroup) -> None:
        """One knob, one run; the next knob, the next run; and so on in the real net."""
        real = self.real_net()
        runs = back.how_often(sum(getattr(self.digits, name)[0].size for name in back.CHANGES),
                              "digits:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size", self.screen("runs"))
        with self.say("by_hand", pause=0) as line:
            for edge in (net.edges[0][0][1], net.edges[0][1][1]):
                self.play(net.focus(edge), edge.animate(rate_func=there_and_back).set_stroke(width=14), run_time=0.45)
                self.play(net.pulse(net.edges_between(0)), run_time=0.35)
                self.play(net.pulse(net.edges_between(1)), run_time=0.35)
            self.play(FadeOut(net, beside), run_time=0.35)
            self.play(FadeIn(real), run_time=0.4)
            line.wait_for("runs")
            self.play(FadeIn(runs, scale=1.2), run_time=0.5)
            for _ in range(2):
                for k in (0, 1):
                    self.play(real.pulse(real.edges_between(k)), run_time=max(line.left / 4, 0.5))
            self.drift(line.left + 0.8)
        self.play(FadeOut(real, runs), run_time=0.4)
        self.as_they_are(net)

    # --- the outputs -------------------------------------------------------------------------------

    def output_delta(self, net: NetworkDiagram, label: VGroup, tray: VGroup) -> VGroup:
        """Output minus label, beside the outputs; then which way each output should move."""
        rows, places = back.minus_label(self.run, net, label)
        middle = net.layers[2].get_center() + 1.1 * RIGHT
        with self.say("delta_o", pause=0) as line:
            self.look(FadeOut(tray), height=4.6, at=middle, run_time=line.until("minus"))
            self.play(*(wanted.animate.move_to(place) for wanted, place in zip(label, places, strict=True)),
                      FadeIn(*(row[0] for row in rows)), run_time=0.7)
            self.play(LaggedStart(*(FadeIn(row[1:], shift=0.2 * RIGHT) for row in rows), lag_ratio=0.4), run_time=1.0)
            line.wait_for("delta")
            self.play(*(row[2].animate(rate_func=there_and_back).scale(1.3) for row in rows), run_time=0.8)
            self.drift(line.left + 1.0)
        self.no_other_factor(net, rows, middle)
        return self.which_way(net, label, rows)

    def no_other_factor(self, net: NetworkDiagram, rows: VGroup, middle: np.ndarray) -> None:
        """The delta is the cost's slope by the neuron's sum: what the sigmoid would add, the cross-entropy takes away."""
        formula, names, strokes = proof.cancelled(self.screen)
        VGroup(formula, names, strokes).move_to([net.layers[2].get_x() + 2.1, net.layers[2].get_bottom()[1] - 0.87, 0])
        with self.say("steep", pause=0) as line:
            self.look(height=5.1, at=middle + 0.7 * DOWN, run_time=0.6)
            line.wait_for("sum")
            self.play(net.pulse(net.edges_between(1)), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.7)
            self.play(FadeIn(formula, names), *(net.ring(neuron, on=False) for neuron in net.layers[2]), run_time=0.6)
            line.wait_for("cancels")
            self.play(Create(strokes), run_time=0.6)
            self.play(*(row[2].animate(rate_func=there_and_back).scale(1.2) for row in rows), run_time=0.8)
            self.drift(line.left + 1.2)
        self.look(FadeOut(formula, names, strokes), height=4.6, at=middle, run_time=0.5)

    def which_way(self, net: NetworkDiagram, label: VGroup, rows: VGroup) -> VGroup:
        """The arrows: a value that is too low should move up, one that is too high down."""
        deltas = self.run.delta_o[0, 0]
        tags = net.delta_tags(2, deltas, "pixels:delta_o[0,0]", size=LABEL, buff=0.15)
        low = [i for i, delta in enumerate(np.ravel(deltas)) if delta < 0]
        high = [i for i in range(len(tags)) if i not in low]
        with self.say("sign", pause=0) as line:
            self.play(FadeOut(label, *(row[:2] for row in rows)), run_time=0.4)
            self.play(*(ReplacementTransform(row[2], tag[2]) for row, tag in zip(rows, tags, strict=True)), run_time=0.6)
            for mark, chosen in (("low", low), ("high", high)):
                line.wait_for(mark)
                self.play(*(FadeIn(tags[i][1], shift=(0.3 if mark == "low" else -0.3) * UP) for i in chosen),
                          *(net.ring(net.layers[2][i]) for i in chosen), run_time=0.6)
                self.play(*(net.ring(net.layers[2][i], on=False) for i in chosen), run_time=0.5)
            self.drift(line.left + 1.0)
        self.add(tags)
        return tags

    def one_slope(self, net: NetworkDiagram, tags: VGroup) -> None:
        """One edge: the activation at its start times the delta at its end; then others, of darker neurons."""
        i, j = back.example_edge(self.run)
        start, end, edge = net.layers[1][j], net.layers[2][i], net.edges[1][i][j]
        row = back.product_of(self.run, i, j).move_to([(start.get_x() + end.get_x()) / 2, 2.6, 0])
        left = VGroup(net.layers[0], net.bias_neurons)
        with self.say("edge", pause=0) as line:
            self.play(FadeOut(left), net.focus(edge), run_time=0.5)
            self.look(height=5.4, at=[net.layers[1].get_x() + 2.6, 0.2, 0], run_time=0.8)
            line.wait_for("start")
            self.play(net.ring(start), TransformFromCopy(start.number, row[0]), run_time=0.7)
            line.wait_for("end")
            self.play(net.ring(end), FadeIn(row[1]), TransformFromCopy(tags[i][2], row[2]), run_time=0.7)
        slopes = VGroup(*(back.slope_tag(net, self.run, i, k) for k in range(len(net.layers[1]))))
        others = VGroup(*(tag for tag in slopes if tag is not slopes[j]))
        with self.say("product", pause=0) as line:
            self.play(FadeIn(row[3], row[4], shift=0.2 * RIGHT), run_time=0.6)
            line.wait_for("slope")
            self.play(FadeIn(slopes[j], target_position=row[4]), run_time=0.8)
            line.wait_for("bright")
            self.play(net.focus(*net.edges_into(1, i)), FadeIn(others, lag_ratio=0.3), run_time=0.9)
            self.drift(line.left + 1.0)
        self.play(net.ring(start, on=False), net.ring(end, on=False), FadeOut(row, slopes), run_time=0.3)
        carried = VGroup(edge, start.circle, end.circle).copy()
        self.add(carried)
        self.play(FadeOut(tags, net.edge_group, *net.layers[1:]), run_time=0.3)
        self.as_they_are(net)
        self.as_measured(carried)
        self.play(FadeIn(net, tags), run_time=0.4)

    def as_measured(self, edge: VGroup) -> None:
        """The edge becomes that of the weight that was turned by hand: activation times delta is the slope that was measured."""
        shown = proof.Proof(self.digits, self.experiments, self.screen)
        knob, row = shown.knob, shown.row
        sign = badge(self, self.digits).move_to(BADGE, aligned_edge=RIGHT)
        with self.say("proof", pause=0) as line:
            self.look(*map(ReplacementTransform, edge, (knob.edge, knob.begin.circle, knob.end.circle)),
                      FadeIn(knob.begin.number, knob.end.number, *knob[3:], shown.curve, sign), run_time=0.8)
            self.add(knob)
            self.play(TransformFromCopy(knob.begin.number, row[0]), FadeIn(row[1]), run_time=0.7)
            line.wait_for("delta")
            self.play(FadeIn(shown.tag, shift=0.2 * RIGHT), run_time=0.4)
            self.play(TransformFromCopy(shown.tag[2], row[2]), run_time=0.6)
            line.wait_for("product")
            self.play(FadeIn(row[3:], shift=0.2 * RIGHT), run_time=0.5)
            line.wait_for("measured")
            self.play(Create(shown.tangent), FadeIn(shown.measured, target_position=knob.dot), run_time=0.7)
            self.drift(line.left + 1.3)
        self.play(FadeOut(shown, sign), run_time=0.4)

    # --- the hidden neurons ------------------------------------------------------------------------

    def hidden_delta(self, net: NetworkDiagram, tags: VGroup) -> VGroup:
        """One hidden neuron from near by: its delta comes from those of the outputs. Returns the deltas of all."""
        near = near_by.near_by(self.run, self.screen)
        unknown = VGroup(*(back.patched(words("?", TITLE, role("error"), bold=True)).next_to(neuron, LEFT, buff=0.1)
                           for neuron in net.layers[1]))
        with self.say("hidden", pause=0) as line:
            self.play(*(net.ring(neuron) for neuron in net.layers[1]), run_time=0.6)
            line.wait_for("wrong")
            self.play(FadeIn(unknown, lag_ratio=0.2), run_time=0.6)
            self.drift(line.left + 0.8)
        self.come_near(net, VGroup(tags, unknown), near)
        self.through_the_gate(near)
        self.play(FadeOut(near.everything()), run_time=0.5)
        return net.delta_tags(1, self.run.delta_h[0, 0], "pixels:delta_h[0,0]", LEFT, 0.06, 0.22,
                              near_by.decimals_of(self.run, near_by.example_neuron(self.run)))

    def come_near(self, net: NetworkDiagram, others: VGroup, near: near_by.NearBy) -> None:
        """One hidden neuron and the outputs fill the frame; the bands come back to it, and add up."""
        j = near_by.example_neuron(self.run)
        stay = [net.layers[1][j], *net.layers[2]]
        with self.say("hand", pause=0) as line:
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[1]), net.focus(*net.edges_from(1, j)),
                      run_time=0.5)
            moved = VGroup(*(neuron.copy() for neuron in stay), *(tag.copy() for tag in others[0]))
            self.remove(others[0])
            self.add(moved)
            self.play(FadeOut(net, others[1]), run_time=0.4)
            self.look(*(ReplacementTransform(one, other) for one, other in
                        zip(moved, [near.neuron, *near.outputs, *near.tags], strict=True)), height=6.2,
                      at=[2.35, near_by.HIDDEN_AT[1], 0])
            self.add_under(near, near.edges)
            self.play(FadeIn(near.edges), run_time=0.5)
            line.wait_for("back")
            self.add_under(near, near.bands)
            self.play(near.flow_back(run_time=max(line.left, 1.6)))
        with self.say("add", pause=0) as line:
            self.play(LaggedStart(*(FadeIn(*row, shift=0.3 * LEFT) for row in zip(near.products, near.brought)), lag_ratio=0.3),
                      run_time=min(line.until("sum"), 0.9))
            line.wait_for("sum")
            moved = near.brought.copy()
            self.play(*(number.animate.move_to(near.total).set_opacity(0) for number in moved), FadeIn(near.total),
                      run_time=0.9)
            self.remove(moved)
            self.drift(line.left + 1.2)

    def add_under(self, near: near_by.NearBy, *parts) -> None:
        """Put something under the neurons, over the edges."""
        self.add(*parts)
        self.bring_to_front(near.neuron, near.outputs)

    def through_the_gate(self, near: near_by.NearBy) -> None:
        """As broad as all bands together it leaves the neuron, and the gate, as open as the sigmoid is steep, squeezes it."""
        gate = near.gate
        with self.say("gate", pause=0) as line:
            self.look(FadeIn(gate.jaws, near.reader), run_time=1.0)
            line.wait_for("steep")
            self.add_under(near, gate)
            self.play(gate.flow(), run_time=1.2)
            line.wait_for("flat")
            self.play(near.reader.reading.animate.set_opacity(0), run_time=0.2)
            self.play(*near.slide(FLAT_END), run_time=max(line.left + 0.3, 2.4))
            self.play(near.reader.reading.animate.set_opacity(1), run_time=0.3)
        with self.say("delta_h", pause=0) as line:
            self.play(TransformFromCopy(near.total[0][1], near.through[0]), FadeIn(near.through[1:3]), run_time=0.7)
            line.wait_for("through")
            self.play(FadeIn(near.through[3:], shift=0.2 * RIGHT), run_time=0.5)
            self.play(FadeIn(near.delta, shift=0.5 * LEFT), run_time=0.7)
            line.wait_for("sum")
            self.play(near.neuron.animate(rate_func=there_and_back).scale(1.1), run_time=0.7)
            self.drift(line.left + 1.2)

    def all_hidden(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup) -> Listing:
        """All bands of the net at the same time; then the two lines that compute the deltas."""
        self.as_they_are(net)
        ribbons = back.bands(net, self.run, 1)
        listing = back.six_lines(self.run)
        with self.say("all", pause=0) as line:
            self.play(FadeIn(net, tags), run_time=0.5)
            self.add(ribbons, net.layers[1], net.layers[2], tags)
            self.play(*(band.flow() for band in ribbons), run_time=1.2)
            self.play(*(band.drain() for band in ribbons), FadeIn(hidden, lag_ratio=0.2), run_time=1.0)
            self.add(net, tags, hidden)
            line.wait_for("code")
            self.play(Spread(net, NARROW, beside={1: hidden, 2: tags}), run_time=0.9)
            self.play(FadeIn(listing), run_time=0.5)
            [number] = back.lines_of(self.run, "delta_h")
            self.play(listing.light(number), run_time=0.4)
            name = back.name_over(listing.term(number, "h * (1 - h)"), self.screen("sigmoid_slope"), listing)
            for mark, piece, move in (("back", "w_h_o.T @ delta_o", net.pulse(net.edges_between(1), backward=True)),
                                      ("slope", "h * (1 - h)", FadeIn(name, rate_func=rush_from))):
                line.wait_for(mark)
                term = listing.term(number, piece)
                self.play(term.animate(rate_func=there_and_back_with_pause).set_color(role("focus")), move, run_time=1.2)
            self.drift(line.left + 0.8)
        self.remove(name)
        return listing

    def both_first(self, net: NetworkDiagram, listing: Listing) -> None:
        """The hidden delta with the weights that made the guess; and what it would be if they were moved first."""
        early, late = (back.delta_h_by_weights(self.run, step) for step in (0, 1))
        early.move_to([-5.2, -1.7, 0])
        late.move_to([-2.2, -1.7, 0])
        names = [back.when(self.screen(key)).next_to(column, UP, buff=0.2)
                 for key, column in (("guessed", early), ("moved", late))]
        with self.say("order", pause=0) as line:
            self.play(net.pulse(net.edges_between(1), role("ink")), FadeIn(early, names[0]), run_time=1.0)
            line.wait_for("deltas")
            self.play(listing.light(*back.lines_of(self.run, "delta_o", "delta_h")), run_time=0.5)
            self.drift(line.left + 0.8)
        with self.say("blame", pause=0) as line:
            line.wait_for("weights")
            self.play(listing.light(*back.lines_of(self.run, "w_h_o")),
                      net.pulse(net.edges_between(1), role("focus")), run_time=0.8)
            line.wait_for("blame")
            self.play(FadeIn(late, names[1]), run_time=0.6)
            cross = Cross(stroke_color=role("ink"), stroke_width=7, scale_factor=0.25).next_to(late, RIGHT, buff=0.25)
            self.play(Create(cross), run_time=0.5)
            self.drift(line.left + 1.2)
        self.play(FadeOut(early, late, cross, listing, *names), run_time=0.5)

    # --- all slopes --------------------------------------------------------------------------------

    def tables(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup) -> VGroup:
        """Delta times activation, cell by cell out of the edges: the slopes of all weights and biases."""
        with self.say("table", pause=0) as line:
            self.play(Spread(net, LEFT_HAND, beside={1: hidden, 2: tags}), run_time=0.9)
            first = self.table_of(net, 1, line, "both", "table")
            self.drift(line.left + 1.2)
        self.bias(net, *first)
        with self.say("first_layer", pause=0) as line:
            outer, names, code = self.table_of(net, 0, line, "same", "same")
            self.drift(line.left + 1.2)
        self.play(FadeOut(outer, names), run_time=0.4)
        return code

    def table_of(self, net: NetworkDiagram, k: int, line, factors: str, cells: str):
        """The outer product of one layer: its factors come out of the neurons, its cells out of the edges."""
        outer, names = back.outer_product(self.run, k)
        code = back.code_of(self.run, *(("w_h_o",) if k else ("w_i_h", "b_i_h")))
        line.wait_for(factors)
        self.play(out_of(net.layers[k + 1], outer.column.body), FadeIn(outer.column.brackets, names[0]), run_time=0.7)
        self.play(out_of(net.layers[k], outer.row.body), FadeIn(outer.row.brackets, names[1]), run_time=0.7)
        line.wait_for(cells)
        moves = [AnimationGroup(net.pulse([edge], backward=True), FadeIn(cell, target_position=edge, scale=0.3))
                 for edges, cells in zip(net.edges[k], outer.table.cells) for edge, cell in zip(edges, cells)]
        self.play(FadeIn(outer.table.brackets, code), LaggedStart(*moves, lag_ratio=0.3), run_time=max(line.left, 2.4))
        self.add(outer)
        return outer, names, code

    def bias(self, net: NetworkDiagram, outer: OuterProduct, names: VGroup, code: Listing) -> None:
        """The bias neuron's one times delta is delta: the table's column is the slopes of the biases."""
        neuron, ones, own = net.bias_neurons[1], net.bias_edges[1], back.code_of(self.run, "b_h_o")
        with self.say("bias", pause=0) as line:
            self.play(net.focus(*ones), net.ring(neuron), FadeOut(code), run_time=0.6)
            line.wait_for("one")
            self.play(neuron.animate(rate_func=there_and_back).scale(1.35), run_time=0.7)
            line.wait_for("delta")
            column = outer.column.copy().scale(1.35).move_to([3.35, 0.2, 0])
            self.play(FadeOut(outer.table, outer.row, names[1]), net.pulse(ones, backward=True), FadeIn(own),
                      outer.column.animate.become(column),
                      names[0].animate.scale(1.2).next_to(column, UP, buff=0.2), run_time=0.9)
            self.drift(line.left + 1.2)
        self.play(FadeOut(outer.column, names[0], own), net.unfocus(), net.ring(neuron, on=False), run_time=0.4)

    def turn(self, net: NetworkDiagram, code: Listing, tags: VGroup, tray: VGroup) -> None:
        """All weights move at the same time, their change enlarged, and said so; then drawn as it is."""
        run = self.run
        factor = Number(EXAGGERATION, 0, source="constant:EXAGGERATION", size=LABEL, color=role("focus"))
        note = in_line(words(self.screen("change_drawn"), LABEL, role("focus")), factor, buff=0.06)
        xs = [layer.get_x() for layer in self.network().layers]
        with self.say("step", pause=0) as line:
            terms = [code.term(number, name) for number in (1, 2) for name in ("-=", "learn_rate")]
            self.play(*(term.animate.set_color(role("focus")) for term in terms), FadeOut(tags), run_time=0.5)
            self.play(Spread(net, xs), FadeOut(code), run_time=0.8)
            self.play(FadeIn(tray, note.move_to([5.1, 1.9, 0])), run_time=0.4)
            line.wait_for("turns")
            far = {name: back.exaggerated(getattr(run, name), EXAGGERATION) for name in back.CHANGES}
            self.play(net.change_weights(0, far["w_i_h"], far["b_i_h"]), net.change_weights(1, far["w_h_o"], far["b_h_o"]),
                      run_time=1.6)
            self.drift(line.left + 0.6)
        self.play(SwitchTo(factor, TRUE_SIZE, "constant:TRUE_SIZE"), net.change_weights(0, run.w_i_h[1], run.b_i_h[1]),
                  net.change_weights(1, run.w_h_o[1], run.b_h_o[1]), run_time=1.0)
        self.play(FadeOut(note), run_time=0.3)

    # --- what it was good for ----------------------------------------------------------------------

    def again(self, net: NetworkDiagram, tray: VGroup) -> None:
        """The same image through the changed net: how far each output moved, magnified, and how far the cost."""
        run = self.run
        names, before, after, bars = back.changes(run, MAGNIFIED, self.screen)
        should = net.delta_tags(2, run.delta_o[0, 0], "pixels:delta_o[0,0]", size=TITLE)
        rest = VGroup(*net.layers[:2], net.edge_group, net.bias_neurons)
        with self.say("again", pause=0) as line:
            for k in (0, 1):
                values, key = ((run.h, "h"), (run.o, "o"))[k]
                self.play(net.pulse(net.edges_between(k)), run_time=0.5)
                self.play(net.light_up(k + 1, values[1, 0], f"pixels:{key}[1,0]", run_time=0.4))
            line.wait_for("outputs")
            self.play(FadeOut(rest, tray), run_time=0.4)
            self.play(*(neuron.animate.scale(1.5).move_to([-5.2, number.get_y(), 0]) for neuron, number in
                        zip(net.layers[2], before, strict=True)), FadeIn(before, names[0]), run_time=0.8)
            arrows = VGroup(*(tag[1].next_to(neuron, RIGHT, buff=0.25) for tag, neuron in zip(should, net.layers[2])))
            self.play(FadeIn(arrows), FadeIn(after, names[1]), run_time=0.5)
            self.play(FadeIn(names[2], *(bar[1] for bar in bars)), run_time=0.3)
            line.wait_for("larger")
            self.play(*(GrowFromEdge(bar[0], DOWN if bar[0].get_y() > bar[1].get_y() else UP) for bar in bars), run_time=1.0)
            self.drift(line.left + 1.0)
        self.play(FadeOut(names, before, after, bars, arrows, net.layers[2]), run_time=0.4)
        self.drop()

    def drop(self) -> None:
        """The cost in its tray, and its surface through a lens."""
        picture = back.dropping(self.run, self.screen, LENS, cost_decimals(self.run))
        new = float(self.run.e[1, 0])
        with self.say("cost", pause=0) as line:
            self.play(FadeIn(picture.tray), run_time=0.5)
            self.play(FadeIn(picture.surface, picture.frame, picture.level, picture.factor), run_time=0.5)
            line.wait_for("before")
            self.play(FadeIn(picture.before), run_time=0.4)
            line.wait_for("after")
            surface = picture.surface.height + picture.way
            self.play(picture.tray.pour(new), FadeIn(picture.after), picture.surface.animate
                      .stretch_to_fit_height(surface).move_to(picture.frame.get_bottom(), aligned_edge=DOWN), run_time=1.2)
            self.drift(line.left + 1.8)
        self.play(FadeOut(picture.everything()), run_time=0.4)

    def recap(self) -> None:
        """The four steps once more, in the whole net; then how often the real net takes them."""
        net = self.network()
        label = label_neurons(net, self.run)[0]
        ribbons = [back.bands(net, self.run, k) for k in (1, 0)]
        with self.say("recap", pause=0) as line:
            self.play(FadeIn(net), run_time=0.4)
            for k in (0, 1):
                self.play(net.pulse(net.edges_between(k)), run_time=0.4)
            line.wait_for("compare")
            self.play(FadeIn(label), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.5)
            line.wait_for("blame")
            for bands, layers in zip(ribbons, (net.layers[1:], net.layers[:2]), strict=True):
                self.add(bands, *layers)
                self.play(*(band.flow() for band in bands), run_time=0.6)
                self.play(*(band.drain() for band in bands), run_time=0.4)
            self.add(net)
            line.wait_for("turn")
            edges = [*net.edges_between(0), *net.edges_between(1), *(e for line in net.bias_edges for e in line)]
            self.play(net.pulse(edges, role("focus")), *(net.ring(neuron, on=False) for neuron in net.layers[2]),
                      run_time=0.8)
            self.drift(line.left + 1.0)
        self.play(FadeOut(net, label), run_time=0.4)
        self.and_again()

    def and_again(self) -> None:
        """The same in the real net, forward and back, again and again; and how often."""
        real = self.real_net()
        often = back.how_often(float(self.digits.updates[-1]), "digits:updates[-1]", self.screen("times"))
        with self.say("times", pause=0) as line:
            self.play(FadeIn(real), run_time=0.4)
            while line.elapsed < line.at("times") - 1.0:
                self.to_and_fro(real, 0.3)
            line.wait_for("times")
            self.play(FadeIn(often, scale=1.2), run_time=0.5)
            self.to_and_fro(real, 0.25)
            self.drift(line.left + 1.2)

    def to_and_fro(self, net: NetworkDiagram, seconds: float) -> None:
        """Once forward through a net, and once back."""
        for k, backward in ((0, False), (1, False), (1, True), (0, True)):
            self.play(net.pulse(net.edges_between(k), backward=backward), run_time=seconds)


def out_of(neurons: VGroup, cells: VGroup) -> LaggedStart:
    """Cells come out of the neurons that hold their values."""
    return LaggedStart(*(FadeIn(cell, target_position=neuron, scale=0.6)
                         for cell, neuron in zip(cells, neurons, strict=True)), lag_ratio=0.15)
