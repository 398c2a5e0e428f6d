"""Backpropagation: all slopes of the small net at once, by one walk back from its outputs; and its first update."""

from manim import (DOWN, LEFT, RIGHT, AnimationGroup, Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform,
                   SurroundingRectangle, VGroup, rush_from, there_and_back, there_and_back_with_pause)

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.echo import echo
from scenes.kit.listing import Listing
from scenes.kit.matrix import flip
from scenes.kit.outer import OuterProduct
from scenes.kit.spread import Spread
from scenes.kit.text import SwitchTo, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.kit.tray import Tray
from scenes.scratch import first_cost, lens, near_by
from scenes.scratch import way_back as back
from scenes.scratch.afterwards import BADGE, LATE, SOON, Afterwards
from scenes.scratch.cast import badge, label_neurons
from scenes.scratch.chapter import Chapter
from scenes.scratch.from_outputs import FromOutputs, left_of
from scenes.scratch.steepness import Steepness
from scenes.scratch.turned_over import TurnedOver

NARROW = (0.9, 2.95, 4.85)       # x of its columns where it stands on the right,
LEFT_HAND = (-6.1, -4.0, -1.95)   # and on the left
EXAGGERATION = 50        # how much the change of a weight is enlarged when it is drawn; said on screen
TRUE_SIZE = 1            # and when it is drawn as it is
WHOLE = 1                # an activation and what it lacks to the most that it can be, together
FLAT_END = 5.0           # a sum at which the sigmoid is flat
TRAY = (2.0, 1.0)        # width and height of the cost's tray beside the net
HAIR, ZOOM = 0.01, 150   # by how much a sum is moved, and how much that is magnified,
CLOSE_UP = 200           # and for the sigmoid
HIDDEN = 0.24            # em of the hidden deltas beside their neurons
LENS = 100               # how much the change of its level is enlarged


class Backprop(FromOutputs, Afterwards, Chapter):
    """The first update of the small net: logged moment 0, its image, and logged moment 1."""

    def construct(self):
        net = self.network()
        tray, label = self.guess(net)
        self.by_hand(net, VGroup(tray, label))
        gaps = self.output_delta(self.measured(net, label, tray, HAIR, ZOOM))
        tags = self.into_the_net(self.one_slope(gaps), net)
        hidden = self.hidden_delta(net, tags)
        listing = self.all_hidden(net, tags, hidden)
        self.turned_over(net, listing)
        self.both_first(net, listing)
        self.turn(net, *self.tables(net, tags, hidden, listing), tags, tray)
        self.recap(net, tray, self.again(net, tray, LENS))
        self.close()

    # --- the question ------------------------------------------------------------------------------

    def guess(self, net: NetworkDiagram) -> tuple[VGroup, VGroup]:
        """Outputs, label and cost of the first image."""
        run = self.run
        sign = badge(self, run).move_to(BADGE, aligned_edge=RIGHT)
        self.open(net, sign)
        label = label_neurons(net, run)[0]
        cost = first_cost.cost(run)
        box = Tray(cost, *TRAY, full=first_cost.full(run)).move_to([5.4, -2.45, 0])
        tray = VGroup(box, self.reading(box), sign, self.tray_name(box))
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
        """All knobs; one after the other by hand, and how often that is in the real net; then the one walk back."""
        runs = back.how_often(sum(getattr(self.digits, name)[0].size for name in back.CHANGES),
                              "digits:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size", self.screen("runs"))
        with self.say("by_hand", pause=0) as line:
            self.play(net.pulse(net.edge_group, role("focus"), lag=0.04), run_time=line.until("one"))
            for edge in (net.edges[0][0][1], net.edges[0][1][1], net.edges[0][2][1]):
                self.play(net.focus(edge), edge.animate(rate_func=there_and_back).set_stroke(width=14), run_time=0.4)
                for k in (0, 1):
                    self.play(net.pulse(net.edges_between(k)), run_time=0.3)
                if edge is net.edges[0][1][1]:
                    line.wait_for("runs")
                    self.play(FadeIn(runs, scale=1.2), run_time=0.4)
            self.drift(line.left + 0.3)
        with self.say("back", pause=0) as line:
            self.play(FadeOut(runs), net.unfocus(), run_time=0.3)
            line.wait_for("back")
            for k in (1, 0):
                self.play(net.pulse(net.edges_between(k), backward=True), run_time=max(line.left / (k + 1), 0.8))
            self.drift(line.left + 0.5)

    # --- the hidden neurons ------------------------------------------------------------------------

    def hidden_delta(self, net: NetworkDiagram, tags: VGroup) -> VGroup:
        """One hidden neuron from near by: its delta comes from those of the outputs. Returns the deltas of all."""
        near = near_by.near_by(self.run, self.screen)
        unknown = VGroup(*(back.patched(words("?", TITLE, role("error"), bold=True)).next_to(neuron, LEFT, buff=0.1)
                           for neuron in net.layers[1]))
        with self.say("hidden", pause=0) as line:
            self.play(net.focus(*net.edges_between(1)), *(net.ring(neuron) for neuron in net.layers[1]), run_time=0.6)
            line.wait_for("wrong")
            self.play(FadeIn(unknown, lag_ratio=0.2), *(net.ring(neuron, on=False) for neuron in net.layers[1]), run_time=0.6)
            self.drift(line.left + 0.4)
        self.come_near(net, VGroup(tags, unknown), near)
        self.through_the_gate(near)
        self.as_they_are(net)
        self.back_into_place(near, net, tags)
        return net.delta_tags(1, self.run.delta_h[0, 0], "pixels:delta_h[0,0]", LEFT, 0.08, HIDDEN,
                              near_by.decimals_of(self.run, near_by.example_neuron(self.run)))

    def come_near(self, net: NetworkDiagram, others: VGroup, near: near_by.NearBy) -> None:
        """One hidden neuron and the outputs fill the frame; a hair of it moves each sum by the weight, the cost by the delta."""
        j = near_by.example_neuron(self.run)
        with self.say("hand", pause=0) as line:
            moved = VGroup(*(one.copy() for one in (net.layers[1][j], *net.layers[2], *others[0])))
            self.remove(others[0])
            self.add(near.edges, moved)
            self.play(FadeOut(net, others[1], rate_func=SOON), FadeIn(near.edges, rate_func=LATE),
                      *map(ReplacementTransform, moved, [near.neuron, *near.outputs, *near.tags]), run_time=0.8)
            line.wait_for("hair")
            self.play(near.neuron.animate(rate_func=there_and_back).scale(1.12), FadeIn(near.hair), run_time=0.5)
            line.wait_for("weight")
            self.add_under(near, near.onward)
            self.play(*(band.flow() for band in near.onward), FadeIn(near.heads[0], *(row[0] for row in near.products)),
                      run_time=1.2)
            line.wait_for("minus")
            self.play(FadeIn(near.sides, lag_ratio=0.2), run_time=0.5)
            self.drift(line.left + 0.3)
        with self.say("onward", pause=0) as line:
            line.wait_for("delta")
            self.play(FadeIn(near.heads[1], *(row[1] for row in near.products)),
                      *(echo(tag[2], row[2]) for tag, row in zip(near.tags, near.products, strict=True)), run_time=0.7)
            self.drift(line.left + 0.9)
        self.bring(near)

    def bring(self, near: near_by.NearBy) -> None:
        """Read backwards: each delta comes back along its edge, as broad as weight times delta; then they add up."""
        with self.say("along", pause=0) as line:
            line.wait_for("back")
            self.play(FadeOut(near.onward, near.hair, near.sides), run_time=0.3)
            seconds = max((line.left + 0.4) / len(near.bands), 0.9)
            for band, edge, row, brought in zip(near.bands, near.edges, near.products, near.brought, strict=True):
                self.add_under(near, band)
                self.play(band.flow(), edge.animate.set_stroke(opacity=0), FadeIn(row[3], brought, rate_func=LATE),
                          run_time=seconds)
            self.drift(line.left + 0.8)
        with self.say("add", pause=0) as line:
            line.wait_for("sum")
            self.play(Create(near.heads[2]), FadeIn(near.total), run_time=0.7)
            line.wait_for("strong")
            band, brought = max(zip(near.bands, near.brought, strict=True), key=lambda pair: pair[0].breadth)
            self.play(brought.animate(rate_func=there_and_back).scale(1.12),
                      band.animate(rate_func=there_and_back).set_fill(role("error")), run_time=0.8)
            self.drift(line.left + 0.9)

    def back_into_place(self, near: near_by.NearBy, net: NetworkDiagram, tags: VGroup) -> None:
        """The neuron and the outputs with their deltas go back to their places in the net."""
        own = [near.neuron, *near.outputs, *near.tags]
        place = VGroup(net.layers[1][near_by.example_neuron(self.run)], *net.layers[2], *tags).copy()
        rest = left_of(near.everything(), (near.neuron, near.outputs, near.tags))
        self.play(FadeOut(*rest, rate_func=SOON), *map(ReplacementTransform, own, place), FadeIn(net, tags, rate_func=LATE),
                  run_time=0.8)
        self.remove(*place)

    def add_under(self, near: near_by.NearBy, *parts) -> None:
        """Put something under the neurons, over the edges."""
        self.add(*parts)
        self.bring_to_front(near.neuron, near.outputs)

    def through_the_gate(self, near: near_by.NearBy) -> None:
        """As broad as all bands together it leaves the neuron, and the gate, as open as the sigmoid is steep, squeezes it."""
        gate, measured = near.gate, Steepness(self.run, near.reader, HAIR, CLOSE_UP, self.screen)
        with self.say("gate", pause=0) as line:
            self.play(FadeOut(near.ledger()), near.total.animate.move_to(near.at_the_gate()), run_time=0.4)
            self.play(FadeIn(gate.jaws, near.reader), run_time=0.4)
            self.measure(measured, line)
            line.wait_for("h")
            self.play(echo(near.neuron.number, measured.law[0]), FadeIn(measured.equation[3], measured.law[1:]), run_time=0.7)
            self.drift(line.left + 0.8)
        with self.say("squeeze", pause=0) as line:
            line.wait_for("steep")
            self.add_under(near, gate)
            self.play(gate.flow(), run_time=1.0)
            line.wait_for("flat")
            self.play(FadeOut(measured), run_time=0.2)
            self.play(*near.slide(FLAT_END), run_time=max(line.left + 0.3, 2.2))
        with self.say("delta_h", pause=0) as line:
            self.play(echo(near.total[0][1], near.through[0]), FadeIn(near.through[1:3]), run_time=0.7)
            line.wait_for("through")
            self.play(FadeIn(near.through[3:], shift=0.2 * RIGHT), run_time=0.5)
            self.play(FadeIn(near.delta, shift=0.5 * LEFT), run_time=0.7)
            line.wait_for("sum")
            self.play(near.neuron.animate(rate_func=there_and_back).scale(1.1), run_time=0.7)
            self.drift(line.left + 0.6)

    def measure(self, measured: Steepness, line) -> None:
        """A hair of the sum, the rise of the activation, and rise over run."""
        line.wait_for("run")
        across, up = measured.steps
        self.play(FadeIn(measured.lens()), run_time=0.4)
        self.play(Create(across[0]), FadeIn(across[1]), run_time=0.4)
        line.wait_for("rise")
        self.play(Create(up[0]), FadeIn(up[1]), run_time=0.4)
        rise, bar, run = measured.fraction
        self.play(echo(up[1], rise), FadeIn(bar), echo(across[1], run), run_time=0.5)
        self.play(FadeIn(measured.equation[1], measured.slope, shift=0.2 * RIGHT), run_time=0.4)

    def all_hidden(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup) -> Listing:
        """All bands of the net at the same time; then the two lines that compute the deltas."""
        ribbons = back.bands(net, self.run, 1)
        listing = back.six_lines(self.run)
        with self.say("all", pause=0) as line:
            self.add(ribbons, net.layers[1], net.layers[2], tags)
            self.play(net.focus(*net.edges_between(1)), *(band.flow() for band in ribbons), run_time=1.2)
            self.play(*(band.drain() for band in ribbons), FadeIn(hidden, lag_ratio=0.2), run_time=1.0)
            self.add(net, tags, hidden)
            line.wait_for("code")
            self.play(Spread(net, NARROW, beside={1: hidden, 2: tags}), FadeIn(listing, rate_func=LATE), run_time=1.0)
            [number] = back.lines_of(self.run, "delta_h")
            self.play(listing.light(number), run_time=0.4)
            name = back.name_over(listing.term(number, "h * (1 - h)"), self.screen("sigmoid_slope"), listing)
            for mark, piece, move in (("back", "w_h_o.T @ delta_o", net.pulse(net.edges_between(1), backward=True)),
                                      ("slope", "h * (1 - h)", FadeIn(name, rate_func=rush_from))):
                line.wait_for(mark)
                term = listing.term(number, piece)
                self.play(term.animate(rate_func=there_and_back_with_pause).set_color(role("focus")), move, run_time=1.2)
            self.drift(line.left + 0.3)
        self.remove(name)
        return listing

    def turned_over(self, net: NetworkDiagram, listing: Listing) -> None:
        """A row of the table of weights is what comes into an output, a column what leaves a hidden neuron: hence the T."""
        over, [number] = TurnedOver(self.run), back.lines_of(self.run, "delta_h")
        row, column = over.table.box_row(0), over.table.box_column(over.j)
        says = [over.says(self.screen(key)) for key in ("row", "column")]
        ways = net.edges_into(1, 0), net.edges_from(1, over.j)
        ends = net.layers[2][0], net.layers[1][over.j]
        with self.say("transpose", pause=0) as line:
            line.wait_for("t")
            self.play(listing.term(number, "w_h_o.T").animate(rate_func=there_and_back_with_pause).set_color(role("focus")),
                      FadeIn(over.table, over.names[0]), run_time=0.9)
            line.wait_for("row")
            self.play(Create(row), FadeIn(says[0]), net.focus(*ways[0]), net.ring(ends[0]), run_time=0.5)
            self.play(net.pulse(ways[0]), run_time=0.7)
            line.wait_for("leaves")
            self.play(FadeOut(row, says[0]), net.ring(ends[0], on=False), net.focus(*ways[1]), net.ring(ends[1]), run_time=0.5)
            self.play(net.pulse(ways[1]), run_time=0.6)
            line.wait_for("column")
            self.play(Create(column), FadeIn(says[1]), run_time=0.5)
            self.drift(line.left + 0.4)
        with self.say("over", pause=0) as line:
            self.play(FadeOut(column, says[1], over.names[0]), run_time=0.25)
            away, here = flip(over.table, over.over)
            self.play(away, run_time=0.4)
            self.remove(over.table)
            self.play(here, run_time=0.4)
            self.play(over.over.animate.move_to(over.home), run_time=0.5)
            boxes = VGroup(over.over.box_row(over.j), over.back.box_row(over.j))
            self.play(Create(boxes[0]), FadeIn(over.names[1]), run_time=0.4)
            self.play(FadeIn(over.beside()), FadeIn(boxes[1]), net.pulse(ways[1], backward=True), run_time=0.8)
            self.drift(line.left + 0.8)
        self.play(FadeOut(over.over, over.names[1], over.beside(), boxes), net.ring(net.layers[1][over.j], on=False),
                  net.focus(*net.edges_between(1)), run_time=0.4)

    def both_first(self, net: NetworkDiagram, listing: Listing) -> None:
        """The deltas stand before the weights' lines: they go back along the weights that made the guess."""
        with self.say("order", pause=0) as line:
            line.wait_for("deltas")
            self.play(listing.light(*back.lines_of(self.run, "delta_o", "delta_h")),
                      net.pulse(net.edges_between(1), backward=True), run_time=0.9)
            line.wait_for("weight")
            self.play(listing.light(*back.lines_of(self.run, *back.CHANGES)),
                      net.pulse(net.edges_between(1), role("focus")), run_time=0.9)
            self.drift(line.left + 0.3)

    # --- all slopes --------------------------------------------------------------------------------

    def tables(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup, listing: Listing) -> tuple[Listing, VGroup]:
        """Delta times activation, cell by cell: the slopes of all weights and biases. Returns the last lines and their table."""
        with self.say("table", pause=0) as line:
            self.play(FadeOut(listing, hidden, rate_func=SOON), Spread(net, LEFT_HAND, beside={2: tags}), run_time=0.9)
            first = self.table_of(net, 1, line, tags, "both", "table")
            self.drift(line.left + 0.6)
        self.bias(net, *first)
        with self.say("first_layer", pause=0) as line:
            for neuron, tag in zip(net.layers[1], hidden, strict=True):
                tag.next_to(neuron, RIGHT, buff=0.08)
            self.play(net.focus(*net.edges_between(0)), FadeIn(hidden), run_time=0.5)
            outer, names, code = self.table_of(net, 0, line, hidden, "same", "times")
            self.drift(line.left + 0.6)
        return code, VGroup(outer, names, hidden)

    def table_of(self, net: NetworkDiagram, k: int, line, tags: VGroup, factors: str, cells: str):
        """The outer product of one layer: its factors are there as they swell in the net, its cells as their edges flash."""
        outer, names = back.outer_product(self.run, k)
        code = back.code_of(self.run, *(("w_h_o",) if k else ("w_i_h", "b_i_h")))
        upright, flat = (words(self.screen(key), LABEL, role("quiet")) for key in ("upright", "flat"))
        names = VGroup(VGroup(names[0], upright.next_to(outer.column, DOWN, buff=0.12)),
                       VGroup(names[1], flat.next_to(names[1], RIGHT, buff=0.25)))
        line.wait_for(factors)
        for neurons, matrix, name in ((tags, outer.column, names[0]), (net.layers[k], outer.row, names[1])):
            swell = [neuron.animate(rate_func=there_and_back).scale(1.15) for neuron in neurons]
            self.play(*swell, FadeIn(matrix, name), run_time=0.5)
        line.wait_for(cells)
        moves = [AnimationGroup(net.pulse([edge], backward=True), FadeIn(cell))
                 for edges, cells in zip(net.edges[k], outer.table.cells) for edge, cell in zip(edges, cells)]
        self.play(FadeIn(outer.table.brackets, code), LaggedStart(*moves, lag_ratio=0.3), run_time=max(line.left, 1.8))
        self.add(outer)
        return outer, names, code

    def bias(self, net: NetworkDiagram, outer: OuterProduct, names: VGroup, code: Listing) -> None:
        """The bias neuron's one times delta is delta: the table's column is the slopes of the biases."""
        neuron, ones, own = net.bias_neurons[1], net.bias_edges[1], back.code_of(self.run, "b_h_o")
        box = SurroundingRectangle(outer.column.body, color=role("focus"), buff=0.05, stroke_width=4)
        with self.say("bias", pause=0) as line:
            self.play(net.focus(*ones), net.ring(neuron), FadeOut(code), run_time=0.5)
            line.wait_for("one")
            self.play(neuron.animate(rate_func=there_and_back).scale(1.35), run_time=0.6)
            line.wait_for("delta")
            self.play(net.pulse(ones, backward=True), Create(box), FadeIn(own), run_time=0.7)
            self.drift(line.left + 0.6)
        self.play(FadeOut(outer, names, own, box), net.ring(neuron, on=False), run_time=0.25)

    def turn(self, net: NetworkDiagram, code: Listing, table: VGroup, tags: VGroup, tray: VGroup) -> None:
        """All weights move at the same time, their change enlarged, and said so; then drawn as it is."""
        run = self.run
        note = lens.factor(self.screen("change_drawn"), EXAGGERATION, "constant:EXAGGERATION")
        xs = [layer.get_x() for layer in self.network().layers]
        with self.say("step", pause=0) as line:
            minus, rate = ([code.term(number, name) for number in (1, 2)] for name in ("-=", "learn_rate"))
            figure = in_line(words(self.screen("learning_rate"), BODY, role("focus")),
                             words(f"{run.meta['learn_rate']:g}", BODY, role("focus"), source="pixels:meta.learn_rate"))
            figure.next_to(code, LEFT, buff=0.3)
            line.wait_for("minus")
            self.play(*(term.animate.set_color(role("focus")) for term in minus), run_time=0.5)
            line.wait_for("turns")
            self.play(*(term.animate.set_color(role("focus")) for term in rate), FadeIn(figure), run_time=0.4)
            line.wait_for("rate")
            self.drift(0.6)
            self.play(FadeOut(code, figure, table, tags), net.unfocus(), run_time=0.25)
            self.play(Spread(net, xs), FadeIn(tray, note.move_to([5.1, 1.9, 0])), run_time=0.6)
            far = {name: back.exaggerated(getattr(run, name), EXAGGERATION) for name in back.CHANGES}
            self.play(net.change_weights(0, far["w_i_h"], far["b_i_h"]), net.change_weights(1, far["w_h_o"], far["b_h_o"]),
                      run_time=1.1)
        self.play(SwitchTo(note[1], TRUE_SIZE, "constant:TRUE_SIZE"), net.change_weights(0, run.w_i_h[1], run.b_i_h[1]),
                  net.change_weights(1, run.w_h_o[1], run.b_h_o[1]), run_time=0.8)
        self.play(FadeOut(note), run_time=0.2)
