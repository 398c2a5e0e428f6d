"""Backpropagation: all slopes of the small net at once, by one walk back from its outputs; and its first update."""

from manim import (LEFT, RIGHT, UP, AnimationGroup, Create, Cross, FadeIn, FadeOut, LaggedStart,
                   ReplacementTransform, TransformFromCopy, VGroup, rush_from, there_and_back,
                   there_and_back_with_pause)

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing
from scenes.kit.outer import OuterProduct
from scenes.kit.spread import Spread
from scenes.kit.text import Number, SwitchTo, in_line, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.kit.tray import Tray
from scenes.scratch import near_by
from scenes.scratch import way_back as back
from scenes.scratch.afterwards import BADGE, Afterwards
from scenes.scratch.cast import badge, label_neurons
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import cost_decimals
from scenes.scratch.from_outputs import FromOutputs, left_of
from scenes.scratch.misses import FULL

NARROW = (0.9, 2.95, 4.85)       # x of its columns where it stands on the right,
LEFT_HAND = (-6.1, -4.0, -1.95)   # and on the left
EXAGGERATION = 50        # how much the change of a weight is enlarged when it is drawn; said on screen
TRUE_SIZE = 1            # and when it is drawn as it is
MAGNIFIED = 300          # how much the way of an output is enlarged
FLAT_END = 5.0           # a sum at which the sigmoid is flat
TRAY = (2.0, 1.0)        # width and height of the cost's tray beside the net
HAIR, ZOOM = 0.01, 150   # by how much a sum is moved, and how much that is magnified
LENS = 100               # how much the change of its level is enlarged


class Backprop(FromOutputs, Afterwards, Chapter):
    """The first update of the small net: logged moment 0, its image, and logged moment 1."""

    def construct(self):
        net = self.network()
        tray, label = self.guess(net)
        self.by_hand(net, VGroup(tray, label))
        gaps = self.output_delta(net, label, tray)
        gears = self.one_slope(self.measured(gaps, HAIR, ZOOM))
        tags = self.as_measured(gears, net)
        hidden = self.hidden_delta(net, tags)
        listing = self.all_hidden(net, tags, hidden)
        self.both_first(net, listing)
        code = self.tables(net, tags, hidden)
        self.turn(net, code, VGroup(tags, hidden), tray)
        self.again(net, tray, MAGNIFIED)
        self.recap(*self.drop(tray, LENS))
        self.close()

    # --- what is given -----------------------------------------------------------------------------

    # --- the question ------------------------------------------------------------------------------

    def guess(self, net: NetworkDiagram) -> tuple[VGroup, VGroup]:
        """Outputs, label and cost of the first image."""
        run = self.run
        sign = badge(self, run).move_to(BADGE, aligned_edge=RIGHT)
        self.open(net, sign)
        label = label_neurons(net, run)[0]
        cost = float(run.e[0, 0])
        box = Tray(cost, *TRAY, full=FULL).move_to([5.4, -2.45, 0])
        tray = VGroup(box, box.reading(cost, cost_decimals(run), "pixels:e[0,0]", LABEL), sign, self.tray_name(box))
        with self.say("answer", pause=0) as line:
            self.play(net.pulse([*net.edges_between(0), *net.edges_between(1)]), run_time=0.8)
            line.wait_for("label")
            self.play(FadeIn(label, lag_ratio=0.2), run_time=0.8)
            line.wait_for("cost")
            box.show(0)
            self.play(FadeIn(box, tray[1], tray[3]), run_time=0.3)
            self.play(box.pour(cost), run_time=0.8)
            self.drift(line.left + 0.6)
        return tray, label

    def by_hand(self, net: NetworkDiagram, beside: VGroup) -> None:
        """All knobs; one after the other by hand, in the real net, too; then the one walk back."""
        self.one_by_one(net, beside)
        with self.say("back", pause=0) as line:
            self.play(FadeIn(beside), run_time=0.4)
            line.wait_for("back")
            for k in (1, 0):
                self.play(net.pulse(net.edges_between(k), backward=True), run_time=max(line.left / (k + 1), 0.8))
            self.drift(line.left + 0.8)

    def one_by_one(self, net: NetworkDiagram, beside: VGroup) -> None:
        """One knob, one run; the next knob, the next run; and so on in the real net."""
        real = self.real_net()
        runs = back.how_often(sum(getattr(self.digits, name)[0].size for name in back.CHANGES),
                              "digits:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size", self.screen("runs"))
        edges = [*net.edges_between(0), *net.edges_between(1), *(e for line in net.bias_edges for e in line)]
        with self.say("by_hand", pause=0) as line:
            self.play(net.pulse(edges, role("focus"), lag=0.04), run_time=line.until("one"))
            for edge in (net.edges[0][0][1], net.edges[0][1][1]):
                self.play(net.focus(edge), edge.animate(rate_func=there_and_back).set_stroke(width=14), run_time=0.45)
                self.play(net.pulse(net.edges_between(0)), run_time=0.35)
                self.play(net.pulse(net.edges_between(1)), run_time=0.35)
            self.exchange(net, real, beside)
            line.wait_for("runs")
            self.play(FadeIn(runs, scale=1.2), run_time=0.5)
            for _ in range(2):
                for k in (0, 1):
                    self.play(real.pulse(real.edges_between(k)), run_time=max(line.left / 4, 0.35))
            self.drift(line.left + 0.8)
        self.as_they_are(net)
        self.exchange(real, net, runs)

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
            self.drift(line.left + 0.6)
        self.come_near(net, VGroup(tags, unknown), near)
        self.through_the_gate(near)
        self.as_they_are(net)
        self.back_into_place(near, net, tags)
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
            self.drift(line.left + 0.8)

    def back_into_place(self, near: near_by.NearBy, net: NetworkDiagram, tags: VGroup) -> None:
        """The neuron and the outputs with their deltas go back to their places in the net."""
        own = [near.neuron, *near.outputs, *near.tags]
        place = VGroup(net.layers[1][near_by.example_neuron(self.run)], *net.layers[2], *tags).copy()
        rest = left_of(near.everything(), (near.neuron, near.outputs, near.tags))
        self.play(FadeOut(*rest), *map(ReplacementTransform, own, place), run_time=0.7)
        self.play(FadeIn(net, tags), run_time=0.4)
        self.remove(*place)

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
            self.drift(line.left + 0.9)

    def all_hidden(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup) -> Listing:
        """All bands of the net at the same time; then the two lines that compute the deltas."""
        ribbons = back.bands(net, self.run, 1)
        listing = back.six_lines(self.run)
        with self.say("all", pause=0) as line:
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
            self.drift(line.left + 0.6)
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
            self.drift(line.left + 0.6)
        with self.say("blame", pause=0) as line:
            line.wait_for("weights")
            self.play(listing.light(*back.lines_of(self.run, "w_h_o")),
                      net.pulse(net.edges_between(1), role("focus")), run_time=0.8)
            line.wait_for("blame")
            self.play(FadeIn(late, names[1]), run_time=0.6)
            cross = Cross(stroke_color=role("error"), stroke_width=7, scale_factor=0.25).next_to(late, RIGHT, buff=0.25)
            self.play(Create(cross), run_time=0.5)
            self.drift(line.left + 0.8)
        self.play(FadeOut(early, late, cross, listing, *names), run_time=0.5)

    # --- all slopes --------------------------------------------------------------------------------

    def tables(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup) -> VGroup:
        """Delta times activation, cell by cell out of the edges: the slopes of all weights and biases."""
        with self.say("table", pause=0) as line:
            self.play(Spread(net, LEFT_HAND, beside={1: hidden, 2: tags}), run_time=0.9)
            first = self.table_of(net, 1, line, "both", "table")
            self.drift(line.left + 0.8)
        self.bias(net, *first)
        with self.say("first_layer", pause=0) as line:
            outer, names, code = self.table_of(net, 0, line, "same", "same")
            self.drift(line.left + 0.7)
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
            self.drift(line.left + 0.8)
        self.play(FadeOut(outer.column, names[0], own), net.unfocus(), net.ring(neuron, on=False), run_time=0.4)

    def turn(self, net: NetworkDiagram, code: Listing, tags: VGroup, tray: VGroup) -> None:
        """All weights move at the same time, their change enlarged, and said so; then drawn as it is."""
        run = self.run
        factor = Number(EXAGGERATION, 0, source="constant:EXAGGERATION", size=LABEL, color=role("focus"))
        note = in_line(words(self.screen("change_drawn"), LABEL, role("focus")), factor, buff=0.06)
        xs = [layer.get_x() for layer in self.network().layers]
        with self.say("step", pause=0) as line:
            minus, rate = ([code.term(number, name) for number in (1, 2)] for name in ("-=", "learn_rate"))
            line.wait_for("minus")
            self.play(*(term.animate.set_color(role("focus")) for term in minus), FadeOut(tags), run_time=0.5)
            line.wait_for("turns")
            self.play(*(term.animate.set_color(role("focus")) for term in rate), run_time=0.3)
            self.play(FadeOut(code), run_time=0.2)
            self.play(Spread(net, xs), FadeIn(tray, note.move_to([5.1, 1.9, 0])), run_time=0.7)
            far = {name: back.exaggerated(getattr(run, name), EXAGGERATION) for name in back.CHANGES}
            self.play(net.change_weights(0, far["w_i_h"], far["b_i_h"]), net.change_weights(1, far["w_h_o"], far["b_h_o"]),
                      run_time=1.4)
            self.drift(line.left + 0.3)
        self.play(SwitchTo(factor, TRUE_SIZE, "constant:TRUE_SIZE"), net.change_weights(0, run.w_i_h[1], run.b_i_h[1]),
                  net.change_weights(1, run.w_h_o[1], run.b_h_o[1]), run_time=1.0)
        self.play(FadeOut(note), run_time=0.3)

def out_of(neurons: VGroup, cells: VGroup) -> LaggedStart:
    """Cells come out of the neurons that hold their values."""
    return LaggedStart(*(FadeIn(cell, target_position=neuron, scale=0.6)
                         for cell, neuron in zip(cells, neurons, strict=True)), lag_ratio=0.15)
