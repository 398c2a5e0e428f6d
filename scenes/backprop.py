"""Backpropagation: one real update of the small net, line by line, from the output's error to every weight."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Circle, Create, FadeIn, FadeOut, Group, LaggedStart, MathTypst,
                   ReplacementTransform, TransformFromCopy, VGroup, there_and_back)

from network.program import Program
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix, flip
from scenes.kit.slope import SlopeReader
from scenes.kit.text import code, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch import first_update as update
from scenes.scratch.cast import first_image, label_neurons, show_activations, small_net
from scenes.scratch.chapter import Chapter
from scenes.scratch.first_update import FIELD, WIDTH

EDGE = (0, 1)            # the edge that stands for all: from hidden neuron 1 to output 0
DELTAS = ("delta_o", "delta_h")
CHANGES = ("w_h_o", "b_h_o", "w_i_h", "b_i_h")
EXAGGERATION = 50        # how much the change of a weight is enlarged when it is drawn; said on screen
LEFT_HALF = np.array([FIELD[0], -0.2, 0])


class Backprop(Chapter):
    """The first update of the small net: logged moment 0, its image, and logged moment 1."""

    def construct(self):
        net = self.network()
        label, picture = self.compare_with_label(net)
        self.ask(net)
        formula = self.notation(net, picture)
        listing = self.six_lines(formula)
        deltas = self.output_delta(net, listing, label)
        self.which_cost()
        self.both_fall()
        delta, unknown = self.where_from(net, listing, deltas)
        sums = self.carry_back(net, delta)
        hidden = self.slope(net, sums, unknown)
        self.order_matters(net, listing)
        outer = self.output_weights(net, listing)
        note = self.take_a_step(net, listing, outer)
        self.output_bias(net, listing)
        self.first_layer(net, listing, note)
        self.deeper(listing)
        proof = self.again(net, VGroup(deltas, hidden))
        self.next_image(net, proof)
        self.close()

    # --- what is given -----------------------------------------------------------------------------

    @property
    def run(self):
        return self.pixels

    def lines_of(self, *names: str) -> list[int]:
        """The lines of the listing that compute deltas or change weights."""
        program = Program(self.run.meta["source"])
        return [program.lines(name, update=name in CHANGES)[0] for name in names]

    def drawn(self, name: str) -> np.ndarray:
        """Weights after the update, their change exaggerated for the eye."""
        return update.exaggerated(getattr(self.run, name), EXAGGERATION)

    def network(self) -> NetworkDiagram:
        """The small net after its forward pass: first weights, activations of the first image."""
        return show_activations(small_net(self.run, width=4.0), self.run).move_to(RIGHT * 2.8 + DOWN * 0.25)

    # --- the question ------------------------------------------------------------------------------

    def compare_with_label(self, net: NetworkDiagram) -> tuple[VGroup, Group]:
        """Image, outputs, label and cost of the first image."""
        run = self.run
        digit = first_image(run, side=4.4).move_to(LEFT_HALF + UP * 0.5)
        names = VGroup(*(net.column_name(k, name) for k, name in enumerate(("img", "h", "o"))))
        self.open(net, names, digit)
        label = label_neurons(net, run)
        cost = update.cost_readout(run, 0).next_to(digit, DOWN, buff=0.4)
        with self.say("answer") as line:
            self.play(*(net.ring(neuron) for neuron in net.layers[2]), run_time=0.5)
            line.wait_for("label")
            self.play(FadeIn(label, lag_ratio=0.2), *(net.ring(neuron, on=False) for neuron in net.layers[2]),
                      run_time=0.8)
            self.play(FadeIn(cost), run_time=0.6)
        return label, Group(digit, cost)

    def ask(self, net: NetworkDiagram) -> None:
        """Edge after edge is a suspect, from the outputs back to the pixels."""
        with self.say("question") as line:
            edges = [*net.edges_between(1), *net.edges_between(0)]
            self.play(net.pulse(edges, role("focus"), backward=True, lag=0.12), run_time=max(line.left, 2.0))

    def notation(self, net: NetworkDiagram, picture: Group) -> MathTypst:
        """One edge, and its share as a formula: the delta at its end times the activation at its start."""
        i, j = EDGE
        edge = net.edges[1][i][j]
        formula = maths("{{(partial C) / (partial w_(i j)) : share}} {{= : is}} {{delta_i : delta}} {{dot : times}} "
                        "{{x_j : input}}", 1.05, delta="error", input="activation").move_to(LEFT_HALF + UP * 0.7)
        part = {name: formula.select(name) for name in ("share", "is", "delta", "times", "input")}
        with self.say("notation") as line:
            self.play(FadeOut(picture), net.focus(edge), run_time=0.7)
            line.wait_for("derivative")
            self.play(FadeIn(part["share"], scale=0.9), run_time=0.8)
            line.wait_for("weight")
            self.play(edge.animate(rate_func=there_and_back).set_stroke(width=3 * edge.get_stroke_width()),
                      run_time=max(line.left, 0.8))
        with self.say("product") as line:
            line.wait_for("delta")
            below = formula.get_bottom() + DOWN * 0.8
            notes = [self.name_term(net.layers[2][i], UP, (part["is"], part["delta"]), "error",
                                    words(self.screen("ends"), TITLE), below)]
            line.wait_for("activation")
            notes += [self.name_term(net.layers[1][j], LEFT, (part["times"], part["input"]), "activation",
                                     words(self.screen("starts"), TITLE), below + DOWN * 0.75)]
        self.play(net.unfocus(), FadeOut(*notes), run_time=0.5)
        self.remove(*part.values())
        self.add(formula)
        return formula

    def name_term(self, neuron, side: np.ndarray, parts: tuple, kind: str, text, place: np.ndarray) -> VGroup:
        """A neuron is ringed and named; its name becomes a term of the formula, with its sign; in words, below."""
        sign, term = parts
        ring = Circle(neuron.circle.width / 2 + 0.09, stroke_color=role(kind), stroke_width=6).move_to(neuron)
        tag = term.copy().scale(0.5).next_to(ring, side, buff=0.1)
        self.play(Create(ring), FadeIn(tag), run_time=0.5)
        self.play(FadeIn(sign), TransformFromCopy(tag, term), FadeIn(text.set_color(role(kind)).move_to(place)),
                  run_time=0.7)
        return VGroup(ring, tag, text)

    def six_lines(self, formula: MathTypst) -> Listing:
        """The six lines of the listing: the deltas, then the changes."""
        first, last = self.lines_of(DELTAS[0], CHANGES[-1])
        listing = Listing(excerpt(self.run.meta["source"], range(first, last + 1)), 0.248, width=WIDTH, first=first)
        listing.move_to(LEFT_HALF)
        with self.say("code") as line:
            self.play(FadeOut(formula), FadeIn(listing.panel), run_time=0.4)
            self.play(LaggedStart(*(FadeIn(row, shift=RIGHT * 0.1) for row in listing.lines), lag_ratio=0.2),
                      run_time=0.8)
            self.add(listing)
            line.wait_for("deltas")
            self.play(listing.light(*self.lines_of(*DELTAS)), run_time=0.4)
            line.wait_for("changes")
            self.play(listing.light(*self.lines_of(*CHANGES)), run_time=0.4)
        return listing

    # --- the output's delta ------------------------------------------------------------------------

    def output_delta(self, net: NetworkDiagram, listing: Listing, label: VGroup) -> VGroup:
        """o - l, in columns, then as arrows beside the output neurons."""
        row, names = update.output_delta(self.run)
        delta, equals, o, minus, l = row
        with self.say("delta_o") as line:
            self.play(listing.animate.set_y(1.75), run_time=0.6)
            self.play(listing.light(*self.lines_of("delta_o")), FadeIn(delta.brackets, names[0], equals), run_time=0.5)
            line.wait_for("difference")
            self.play(TransformFromCopy(net.layers[2], o.body), FadeIn(o.brackets, names[1]), run_time=0.7)
            self.play(FadeIn(minus, l.brackets, names[2]), TransformFromCopy(label[0], l.body), run_time=0.7)
            self.play(LaggedStart(*(FadeIn(cell, scale=0.7) for cell in delta.body), lag_ratio=0.3), run_time=0.8)
        return self.show_signs(net, label, delta, VGroup(row, *names))

    def show_signs(self, net: NetworkDiagram, label: VGroup, column: Matrix, row: VGroup) -> VGroup:
        """The deltas take the place of the label, as arrows: too high, then too low."""
        deltas = np.ravel(self.run.delta_o[0, 0])
        tags = net.delta_tags(2, deltas, "pixels:delta_o[0,0]", size=0.28)
        sent = [FadeIn(tag, target_position=cell, scale=0.8) for tag, cell in zip(tags, column.body, strict=True)]
        with self.say("sign") as line:
            self.play(FadeOut(label), run_time=0.4)
            self.play(*(move for move, delta in zip(sent, deltas) if delta > 0), run_time=0.8)
            line.wait_for("low")
            self.play(*(move for move, delta in zip(sent, deltas) if delta <= 0), run_time=0.8)
        self.add(tags)
        self.play(FadeOut(row), run_time=0.4)
        return tags

    def which_cost(self) -> None:
        """For the cross-entropy o - l is the gradient; for the squared error a factor is missing."""
        (first, exact, second, rest), factor = update.gradients(self.screen)
        with self.say("cross_entropy") as line:
            self.play(FadeIn(first), run_time=0.5)
            line.wait_for("gradient")
            self.play(FadeIn(exact), run_time=0.7)
        with self.say("squared_error") as line:
            self.play(FadeIn(second, rest), run_time=0.7)
            for part, mark in zip(factor, ("first", "second", "third"), strict=True):
                line.wait_for(mark)
                self.play(FadeIn(part, shift=LEFT * 0.15), run_time=0.5)
        self.play(FadeOut(first, exact, second, rest, *factor), run_time=0.4)

    def both_fall(self) -> None:
        """The real run's two costs, each as a share of what it was at first."""
        plot, curves, names = update.falling_costs(self.digits, self.screen)
        with self.say("both_fall") as line:
            self.play(FadeIn(plot, names[0]), run_time=0.6)
            line.wait_for("descends")
            self.play(FadeIn(names[1]), run_time=0.5)
            line.wait_for("learns")
            self.play(Create(curves[0]), Create(curves[1]), run_time=max(line.left, 1.4))
        self.hold(0.4)
        self.play(FadeOut(plot, curves, names), run_time=0.4)

    # --- the hidden delta --------------------------------------------------------------------------

    def where_from(self, net: NetworkDiagram, listing: Listing, deltas: VGroup) -> tuple[VGroup, VGroup]:
        """Hidden neurons have no delta yet; what the outputs have becomes a column."""
        unknown = VGroup(*(words("?", LABEL, role("error"), bold=True).next_to(neuron, UP, buff=0.025)
                           for neuron in net.layers[1]))
        delta = update.delta_column(self.run).move_to(FIELD + RIGHT * 1.1)
        name = delta.caption("delta_o", role("error"), LABEL, 0.22)
        with self.say("hidden") as line:
            self.play(listing.light(*self.lines_of("delta_h")), *(net.ring(neuron) for neuron in net.layers[1]),
                      FadeIn(unknown, lag_ratio=0.2), run_time=0.8)
            line.wait_for("outputs")
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[1]),
                      net.pulse(net.edges_between(1), backward=True), FadeIn(delta.brackets, name),
                      *(FadeIn(cell, target_position=tag) for tag, cell in zip(deltas, delta.body, strict=True)),
                      run_time=max(line.left, 1.0))
        return VGroup(delta, name), unknown

    def carry_back(self, net: NetworkDiagram, delta: VGroup) -> Matrix:
        """The transposed weights carry the output deltas back; a sum arrives at each hidden neuron."""
        w, turned = update.weights_and_transposed(self.run)
        sums = update.carried_back(self.run)
        names = [matrix.caption(name, role("positive"), LABEL, 0.22)
                 for matrix, name in ((w, "w_h_o"), (turned, "w_h_o.T"))]
        signs = [code(sign, BODY, role("quiet")).move_to([(left.get_right()[0] + right.get_left()[0]) / 2, FIELD[1], 0])
                 for sign, left, right in (("@", turned, delta[0]), ("=", delta[0], sums))]
        with self.say("transpose") as line:
            self.play(FadeIn(w, names[0]), run_time=0.6)
            line.wait_for("transposed")
            away, back = flip(w, turned)
            self.play(away, FadeOut(names[0]), run_time=0.5)
            self.remove(w)
            self.play(back, FadeIn(names[1]), run_time=0.5)
            self.play(net.pulse(net.edges_between(1), backward=True), FadeIn(*signs, sums.brackets),
                      run_time=max(line.left, 0.8))
        with self.say("sums") as line:
            step = max(line.left / len(sums.cells), 0.75)
            for j, (cell,) in enumerate(sums.cells):
                box = turned.box_row(j)
                self.play(net.focus(*net.edges_from(1, j)), FadeIn(box), run_time=step * 0.4)
                self.play(net.pulse(net.edges_from(1, j), backward=True), FadeIn(cell, scale=0.7), run_time=step * 0.6)
                self.remove(box)
        self.play(net.unfocus(), FadeOut(turned, delta, *signs, names[1]), run_time=0.4)
        return sums

    def slope(self, net: NetworkDiagram, sums: Matrix, unknown: VGroup) -> VGroup:
        """The slope of the sigmoid, read off at each h_pre, scales the sums to the hidden deltas."""
        h_pre = np.ravel(self.run.h_pre[0, 0])
        slopes = [f"pixels:(h[0,0]*(1-h[0,0]))[{j}]" for j in range(len(h_pre))]
        row, names = update.hidden_delta(self.run)
        column, times, scale, equals, result = row
        reader = SlopeReader(float(h_pre[0]), slopes[0], 2.2, 2.3, self.screen("slope"), reach=3, text_size=0.22)
        reader.move_to(FIELD).align_to(FIELD + LEFT * WIDTH / 2, LEFT)
        tags = net.delta_tags(1, self.run.delta_h[0, 0], "pixels:delta_h[0,0]", side=UP, buff=0.005, size=0.21)
        with self.say("slope") as line:
            self.play(ReplacementTransform(sums, column), FadeIn(names[0], reader), run_time=0.7)
            self.play(FadeIn(times, scale.brackets, names[1]), run_time=0.4)
            step = max((line.left - 0.6) / len(h_pre), 0.6)
            for neuron, x, source, (cell,) in zip(net.layers[1], h_pre, slopes, scale.cells, strict=True):
                self.play(reader.read(float(x), source), net.ring(neuron), run_time=step * 0.5)
                self.play(FadeIn(cell, scale=0.7), net.ring(neuron, on=False), run_time=step * 0.5)
            self.play(FadeIn(equals, result, names[2]), FadeOut(unknown), FadeIn(tags, lag_ratio=0.2), run_time=0.9)
        self.hold(0.5)
        self.play(FadeOut(reader, row, names), run_time=0.5)
        return tags

    def order_matters(self, net: NetworkDiagram, listing: Listing) -> None:
        """The hidden delta with the weights of the forward pass, and what it would be with changed ones."""
        early, late = (update.delta_h_by_weights(self.run, step) for step in (0, 1))
        VGroup(early, late).arrange(RIGHT, buff=1.3).move_to(FIELD + DOWN * 0.3)
        names, cross = update.order_notes(early, late, self.screen)
        with self.say("order") as line:
            self.play(net.pulse(net.edges_between(1), role("ink")), FadeIn(early, names[0]), run_time=1.0)
            line.wait_for("why")
            self.play(listing.light(*self.lines_of(*DELTAS)), run_time=0.5)
            line.wait_for("before")
            self.play(listing.light(*self.lines_of(*CHANGES)), FadeIn(late, names[1]), run_time=0.6)
            self.play(Create(cross), run_time=0.5)
        self.hold(0.4)
        self.play(FadeOut(early, late, cross, *names), run_time=0.4)

    # --- the changes -------------------------------------------------------------------------------

    def output_weights(self, net: NetworkDiagram, listing: Listing) -> VGroup:
        """The outer product of delta_o and h: cell by cell with its edge; then one of them stays lit."""
        i, j = EDGE
        outer, names = update.outer_product(self.run, 1)
        with self.say("outer") as line:
            self.play(listing.light(*self.lines_of("w_h_o")), TransformFromCopy(net.layers[2], outer.column),
                      FadeIn(names[0]), run_time=0.8)
            line.wait_for("row")
            self.play(TransformFromCopy(net.layers[1], outer.row), FadeIn(names[1]), run_time=0.7)
            self.play(outer.fill(max(line.left, 2.4), lambda a, b: net.pulse([net.edges[1][a][b]], backward=True)))
        self.add(outer)
        cell, edge, ends = outer.table.cells[i][j], net.edges[1][i][j], (net.layers[2][i], net.layers[1][j])
        box = cell.box.copy().set_fill(opacity=0).set_stroke(role("focus"), 5)
        tag = cell.copy().scale(0.85).move_to(edge.get_center())
        with self.say("cell") as line:
            self.play(Create(box), net.focus(edge), *map(net.ring, ends), run_time=0.7)
            line.wait_for("share")
            self.play(FadeIn(tag, scale=0.5), run_time=0.7)
        self.play(FadeOut(box, tag), net.unfocus(), *(net.ring(neuron, on=False) for neuron in ends), run_time=0.4)
        return VGroup(outer, names)

    def take_a_step(self, net: NetworkDiagram, listing: Listing, outer: VGroup) -> VGroup:
        """Times the learning rate; then downhill, against the gradient, along the cost of one weight.

        Returns the note that says how much the drawn change is enlarged; it stays as long as that is so.
        """
        run, [number] = self.run, self.lines_of("w_h_o")
        small, name = update.small_step(run)
        rate, minus = listing.term(number, "learn_rate"), listing.term(number, "-=")
        with self.say("rate"):
            self.play(rate.animate.set_color(role("focus")), run_time=0.4)
            self.play(ReplacementTransform(outer[0].table, small), FadeOut(outer[0].row, outer[0].column, outer[1]),
                      FadeIn(name), run_time=0.9)
        hill, note = update.hill(run, EDGE, self.screen), update.exaggeration_note(EXAGGERATION, self.screen)
        note.move_to([FIELD[0] + WIDTH + 2.7, net.bias_neurons.get_y(), 0], aligned_edge=RIGHT)
        uphill = hill.arrow()
        with self.say("minus") as line:
            self.play(rate.animate.set_color(role("ink")), minus.animate.set_color(role("focus")), FadeOut(small, name),
                      FadeIn(hill), run_time=0.6)
            line.wait_for("uphill")
            self.play(Create(uphill), run_time=0.6)
            self.play(hill.step_down(), FadeIn(note), net.change_weights(1, self.drawn("w_h_o"), bias=run.b_h_o[0]),
                      run_time=1.4)
        self.hold(0.4)
        self.play(FadeOut(hill, uphill), minus.animate.set_color(role("ink")), run_time=0.4)
        return note

    def output_bias(self, net: NetworkDiagram, listing: Listing) -> None:
        """The bias neuron's input is 1, so the share of its weights is the delta itself."""
        run = self.run
        row, names = update.bias_share(run)
        delta, times, one, equals, share = row
        with self.say("bias") as line:
            self.play(listing.light(*self.lines_of("b_h_o")), net.focus(*net.bias_edges[1]),
                      net.ring(net.bias_neurons[1]), run_time=0.6)
            self.play(FadeIn(delta, names[0]), run_time=0.5)
            line.wait_for("input")
            self.play(FadeIn(times), TransformFromCopy(net.bias_neurons[1], one), run_time=0.6)
            line.wait_for("share")
            self.play(FadeIn(equals), TransformFromCopy(delta, share), FadeIn(names[1]), run_time=0.7)
        self.play(net.change_weights(1, self.drawn("w_h_o"), bias=self.drawn("b_h_o")),
                  net.ring(net.bias_neurons[1], on=False), run_time=0.6)
        self.play(net.unfocus(), FadeOut(row, *names), run_time=0.4)

    def first_layer(self, net: NetworkDiagram, listing: Listing, note: VGroup) -> None:
        """delta_h times the image: the same again for the first weights and biases."""
        run = self.run
        outer, names = update.outer_product(run, 0)
        with self.say("first_layer") as line:
            self.play(listing.light(*self.lines_of("w_i_h", "b_i_h")), run_time=0.5)
            line.wait_for("same")
            self.play(TransformFromCopy(net.layers[1], outer.column), TransformFromCopy(net.layers[0], outer.row),
                      FadeIn(names), run_time=0.7)
            self.play(outer.fill(max(line.left, 2.0), lambda a, b: net.pulse([net.edges[0][a][b]], backward=True)))
        self.add(outer)
        self.play(net.change_weights(0, self.drawn("w_i_h"), bias=self.drawn("b_i_h")), run_time=0.8)
        self.play(FadeOut(outer, names, note), listing.light(), net.change_weights(0, run.w_i_h[1], bias=run.b_i_h[1]),
                  net.change_weights(1, run.w_h_o[1], bias=run.b_h_o[1]), run_time=0.7)

    def deeper(self, listing: Listing) -> None:
        """A schematic of a deeper net, without numbers: the error runs back through all of it."""
        deep = NetworkDiagram((4, 4, 4, 4, 3), width=5.8, spacing=0.85, radius=0.27).move_to(FIELD)
        with self.say("deeper") as line:
            self.play(FadeIn(deep), run_time=0.4)
            for k in reversed(range(4)):
                self.play(deep.pulse(deep.edges_between(k), backward=True), run_time=max(line.left / (k + 1), 0.45))
        self.play(FadeOut(deep, listing), run_time=0.4)

    # --- what it was good for ----------------------------------------------------------------------

    def again(self, net: NetworkDiagram, tags: VGroup) -> VGroup:
        """The same image before and after the update: real outputs, real cost."""
        run = self.run
        table, costs = update.proof(run, LEFT_HALF, self.screen)
        with self.say("again") as line:
            self.play(FadeOut(tags), FadeIn(table.before, table.names[0], table.label, table.names[2]), run_time=0.6)
            self.play(net.pulse(net.edges_between(0)), run_time=0.7)
            self.play(net.pulse(net.edges_between(1)), net.light_up(1, run.h[1, 0], "pixels:h[1,0]"),
                      net.light_up(2, run.o[1, 0], "pixels:o[1,0]"), FadeIn(table.after, table.names[1]), run_time=0.7)
            self.play(FadeIn(table.arrows, lag_ratio=0.3), run_time=0.5)
            line.wait_for("before")
            self.play(FadeIn(costs[0]), run_time=0.4)
            line.wait_for("after")
            self.play(FadeIn(costs[1], shift=RIGHT * 0.4), run_time=0.7)
        return VGroup(table, costs)

    def next_image(self, net: NetworkDiagram, proof: VGroup) -> None:
        """The small change rests on screen; then the next image of the training set runs through the changed net."""
        following, layers = update.next_image(self.run, self.screen).move_to(LEFT_HALF), update.next_values(self.run)
        with self.say("step", pause=0.6) as line:
            self.play(proof[1][1].animate.set_color(role("focus")), run_time=0.5)
            line.wait_for("next")
            self.play(FadeOut(proof), run_time=0.3)
            self.play(FadeIn(following, shift=RIGHT * 0.5), net.light_up(0, *layers[0]), run_time=0.6)
            for k in (1, 2):
                self.play(net.pulse(net.edges_between(k - 1)), net.light_up(k, *layers[k]), run_time=0.6)
