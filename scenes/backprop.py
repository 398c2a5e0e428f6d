"""Backpropagation: one real update of the small net, line by line, from the output's error to every weight."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, MathTypst,
                   ReplacementTransform, Transform, TransformFromCopy, VGroup)

from network.program import Program
from scenes.film.cast import first_image, label_neurons, show_activations, small_net
from scenes.film.chapter import Chapter
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.hill import Hill
from scenes.kit.listing import Listing, excerpt
from scenes.kit.matrix import Matrix
from scenes.kit.outer import OuterProduct
from scenes.kit.plot import Plot, sigmoid_plot, tangent
from scenes.kit.text import CountTo, Number, code, maths, words
from scenes.kit.theme import BODY, LABEL, SMALL, SMALLEST, role

EDGE = (0, 1)            # the edge that stands for all: from hidden neuron 1 to output 0
EXAGGERATION = 50        # how much the change of a weight is enlarged when it is drawn; said on screen
FIELD = LEFT * 3.15 + DOWN * 1.75     # the middle of the space under the code
CELL = (0.66, 0.5)
SMALL_CELL = (0.92, 0.46)             # room for four decimals


class Backprop(Chapter):
    """The first update of the small net: logged moment 0, its image, and logged moment 1."""

    def construct(self):
        net = self.network()
        label, picture = self.compare_with_label(net)
        self.ask(net, picture)
        formula = self.notation(net)
        listing = self.six_lines(formula)
        deltas = self.output_delta(net, listing, label)
        self.which_cost(net)
        self.both_fall()
        sums = self.carry_back(net, listing)
        hidden = self.slope(net, sums)
        self.order_matters(net, listing)
        note = self.output_weights(net, listing)
        self.output_bias(net, listing)
        self.first_layer(net, listing, note)
        self.deeper(net)
        self.again(net, listing, VGroup(deltas, hidden))
        self.close()

    # --- what is given -----------------------------------------------------------------------------

    @property
    def run(self):
        return self.pixels

    @property
    def program(self) -> Program:
        return Program(self.run.meta["source"])

    def line_of(self, name: str) -> int:
        """The line of the listing that computes a delta or changes a weight."""
        program = self.program
        return (program.lines(name) if name.startswith("delta") else program.lines(name, update=True))[0]

    def network(self) -> NetworkDiagram:
        """The small net after its forward pass: first weights, activations of the first image."""
        run = self.run
        net = show_activations(small_net(run, width=4.3), run)
        return net.move_to(RIGHT * 3.15 + DOWN * 0.25)

    # --- the question ------------------------------------------------------------------------------

    def compare_with_label(self, net: NetworkDiagram) -> tuple[VGroup, Group]:
        """Image, outputs, label and cost of the first image."""
        run = self.run
        digit = first_image(run, side=3.4).move_to(LEFT * 4.7 + UP * 0.6)
        names = VGroup(*(net.column_name(k, name) for k, name in enumerate(("img", "h", "o"))))
        self.open(net, names, digit)
        label = label_neurons(net, run)
        cost = cost_readout(float(run.e[0, 0]), "pixels:e[0,0]").next_to(digit, DOWN, buff=0.45)
        with self.say("answer") as line:
            line.wait_for("label")
            self.play(FadeIn(label, lag_ratio=0.2), run_time=0.8)
            self.play(FadeIn(cost), run_time=0.6)
        return label, Group(digit, cost)

    def ask(self, net: NetworkDiagram, picture: Group) -> None:
        """The error runs back along every edge."""
        with self.say("question") as line:
            self.play(net.pulse(net.edges_between(1), backward=True), run_time=max(line.left / 2, 0.8))
            self.play(net.pulse(net.edges_between(0), backward=True), FadeOut(picture), run_time=max(line.left, 0.8))

    def notation(self, net: NetworkDiagram) -> MathTypst:
        """One edge, and its share as a formula: the delta at its end times the activation at its start."""
        i, j = EDGE
        formula = maths("{{(partial C) / (partial w_(i j)) : share}} {{= : is}} {{delta_i : delta}} {{dot : times}} "
                        "{{x_j : input}}", 0.66, delta="error", input="activation").move_to(LEFT * 3.2 + UP * 0.5)
        parts = {name: formula.select(name) for name in ("share", "is", "delta", "times", "input")}
        notes = VGroup(words("delta at its end", SMALL, role("error")), words("activation at its start", SMALL,
                       role("activation"))).arrange(RIGHT, buff=0.5).next_to(formula, DOWN, buff=0.6)
        with self.say("notation") as line:
            self.play(net.focus(net.edges[1][i][j]), run_time=0.7)
            line.wait_for("how")
            self.play(FadeIn(parts["share"]), run_time=0.8)
        with self.say("product") as line:
            line.wait_for("delta")
            self.play(FadeIn(parts["is"], parts["delta"], notes[0]), net.ring(net.layers[2][i]), run_time=0.7)
            line.wait_for("activation")
            self.play(FadeIn(parts["times"], parts["input"], notes[1]), net.ring(net.layers[1][j]), run_time=0.7)
        self.play(net.ring(net.layers[2][i], on=False), net.ring(net.layers[1][j], on=False), net.unfocus(),
                  FadeOut(notes), run_time=0.5)
        self.remove(*parts.values())
        self.add(formula)
        return formula

    def six_lines(self, formula: MathTypst) -> Listing:
        """The six lines of the listing; the formula makes room."""
        source = self.program.source
        first, last = self.line_of("delta_o"), self.line_of("b_i_h")
        listing = Listing(excerpt(source, range(first, last + 1)), 0.235, width=6.9, first=first)
        listing.move_to(LEFT * 3.15 + UP * 1.6)
        with self.say("code"):
            self.play(FadeOut(formula), FadeIn(listing.panel), run_time=0.5)
            self.play(LaggedStart(*(FadeIn(line, shift=RIGHT * 0.1) for line in listing.lines), lag_ratio=0.3),
                      run_time=1.2)
        self.add(listing)
        return listing

    # --- the output's delta ------------------------------------------------------------------------

    def output_delta(self, net: NetworkDiagram, listing: Listing, label: VGroup) -> VGroup:
        """o - l, in columns, then as arrows beside the output neurons."""
        run, number = self.run, self.line_of("delta_o")
        columns = [Matrix(run.delta_o[0, 0], "error", source="pixels:delta_o[0,0]", cell=CELL),
                   Matrix(run.o[0, 0], "activation", source="pixels:o[0,0]", cell=CELL),
                   Matrix(run.label_of(0), "target", source="pixels:label_of(0)", cell=CELL, decimals=0)]
        signs = [code(sign, BODY, role("quiet")) for sign in "=-"]
        row = VGroup(columns[0], signs[0], columns[1], signs[1], columns[2]).arrange(RIGHT, buff=0.35).move_to(FIELD)
        names = [column.caption(name, role(color)) for column, name, color in
                 zip(columns, ("delta_o", "o", "l"), ("error", "activation", "target"), strict=True)]
        tags = net.delta_tags(2, run.delta_o[0, 0], "pixels:delta_o[0,0]")
        with self.say("delta_o") as line:
            self.play(listing.light(number), FadeIn(columns[0].brackets, names[0], signs[0]), run_time=0.6)
            line.wait_for("output", 2)
            self.play(TransformFromCopy(net.layers[2], columns[1].body), FadeIn(columns[1].brackets, names[1]),
                      run_time=0.7)
            self.play(FadeIn(signs[1]), TransformFromCopy(label[0], columns[2].body),
                      FadeIn(columns[2].brackets, names[2]), run_time=0.7)
            self.play(LaggedStart(*(FadeIn(cell, scale=0.7) for cell in columns[0].body), lag_ratio=0.3), run_time=0.7)
        with self.say("sign") as line:
            self.play(FadeOut(label), run_time=0.4)
            high = [tag for tag, value in zip(tags, run.delta_o[0, 0], strict=True) if value > 0]
            low = [tag for tag in tags if tag not in high]
            self.play(*(FadeIn(tag, shift=UP * 0.2) for tag in high), run_time=0.6)
            line.wait_for("negative")
            self.play(*(FadeIn(tag, shift=DOWN * 0.2) for tag in low), run_time=0.6)
        self.add(tags)
        self.play(FadeOut(row, *names), run_time=0.4)
        return tags

    def which_cost(self, net: NetworkDiagram) -> None:
        """For the cross-entropy o - l is the gradient; for the squared error a factor is missing."""
        exact = gradient("{{o - l : d}}", d="error")
        other = gradient("{{(o - l) : d}} {{dot 2/n dot o (1 - o) : factor}}", d="error", factor="focus")
        names = VGroup(*(words(name, LABEL) for name in ("cross-entropy", "squared error")))
        rows = VGroup(names[0], exact, names[1], other).arrange_in_grid(2, 2, buff=(0.6, 0.55), col_alignments="ll")
        rows.move_to(FIELD + UP * 0.1)
        with self.say("cross_entropy"):
            self.play(FadeIn(names[0]), run_time=0.5)
            self.play(FadeIn(exact), run_time=0.7)
        factor = other.select("factor")
        rest = VGroup(*(part for part in other.family_members_with_points() if part not in
                        factor.family_members_with_points()))
        with self.say("squared_error") as line:
            self.play(FadeIn(names[1], rest), run_time=0.7)
            line.wait_for("two")
            self.play(FadeIn(factor, shift=LEFT * 0.15), run_time=0.8)
        self.play(FadeOut(exact, rest, factor, names), run_time=0.4)

    def both_fall(self) -> None:
        """The real run's two costs, each as a share of what it was at first."""
        run = self.digits
        plot = Plot((0, float(run.updates[-1])), (0, 1), 4.2, 2.2, log=True, y_ticks=(0, 1), x_ticks=(0, 100, 10000),
                    x_label="updates of the real net", y_label="cost, as a share of its first value")
        plot.move_to(FIELD + LEFT * 0.4)
        curves = [plot.curve(run.updates, cost / cost[0], color) for cost, color in
                  ((run.mse, "quiet"), (run.cross_entropy, "error"))]
        names = [words(name, SMALLEST, role(color)).next_to(curve.get_end(), RIGHT, buff=0.12)
                 for name, color, curve in zip(("squared error", "cross-entropy"), ("quiet", "error"), curves,
                                               strict=True)]
        if abs(names[0].get_y() - names[1].get_y()) < 0.25:
            upper, lower = sorted(names, key=lambda name: -name.get_y())
            lower.shift(DOWN * (0.25 - upper.get_y() + lower.get_y()))
        with self.say("both_fall") as line:
            self.play(FadeIn(plot), run_time=0.6)
            self.play(Create(curves[0]), run_time=max(line.until("but"), 0.5))
            self.play(FadeIn(names[0]), Create(curves[1]), run_time=max(line.until("As it"), 0.5))
            self.play(FadeIn(names[1]), run_time=0.4)
        self.play(FadeOut(plot, *curves, *names), run_time=0.4)

    # --- the hidden delta --------------------------------------------------------------------------

    def carry_back(self, net: NetworkDiagram, listing: Listing) -> Matrix:
        """The transposed weights carry the output deltas back; a sum arrives at each hidden neuron."""
        run, number = self.run, self.line_of("delta_h")
        back = run.w_h_o[0].T @ run.delta_o[0, 0]
        w = Matrix(run.w_h_o[0].T, "weight", source="pixels:w_h_o[0].T", cell=CELL)
        delta = Matrix(run.delta_o[0, 0], "error", source="pixels:delta_o[0,0]", cell=CELL)
        sums = Matrix(back, "error", source="pixels:w_h_o[0].T@delta_o[0,0]", cell=CELL)
        signs = [code(sign, BODY, role("quiet")) for sign in "@="]
        row = VGroup(w, signs[0], delta, signs[1], sums).arrange(RIGHT, buff=0.3).move_to(FIELD + DOWN * 0.1)
        names = [w.caption("w_h_o.T", role("positive")), delta.caption("delta_o", role("error"))]
        with self.say("hidden") as line:
            self.play(listing.light(number), run_time=0.5)
            self.play(*(net.ring(neuron) for neuron in net.layers[1]), run_time=0.5)
            line.wait_for("comes")
            self.play(net.pulse(net.edges_between(1), backward=True), run_time=max(line.left, 0.8))
            self.play(*(net.ring(neuron, on=False) for neuron in net.layers[1]), run_time=0.3)
        with self.say("transpose") as line:
            self.play(FadeIn(w, names[0]), FadeIn(delta, names[1]), FadeIn(*signs, sums.brackets), run_time=0.8)
            step = max(line.left / len(sums.cells), 0.65)
            for j in range(len(sums.cells)):
                box = w.box_row(j)
                self.play(net.focus(*net.edges_from(1, j)), FadeIn(box), run_time=step * 0.4)
                self.play(net.pulse(net.edges_from(1, j), backward=True), FadeIn(sums.cells[j][0], scale=0.7),
                          run_time=step * 0.6)
                self.remove(box)
        self.play(net.unfocus(), FadeOut(w, delta, *signs, *names), sums.animate.set_x(-2.46), run_time=0.6)
        return sums

    def slope(self, net: NetworkDiagram, sums: Matrix) -> VGroup:
        """The slope of the sigmoid, read off at each h_pre, scales the sums to the hidden deltas."""
        run = self.run
        h_pre, h = np.ravel(run.h_pre[0, 0]), np.ravel(run.h[0, 0])
        plot, curve = sigmoid_plot(2.7, 2.0, reach=4.0)
        VGroup(plot, curve).move_to(FIELD + LEFT * 1.84)
        scale = Matrix(h * (1 - h), "plain", source="pixels:h[0,0]*(1-h[0,0])", cell=CELL)
        result = Matrix(run.delta_h[0, 0], "error", source="pixels:delta_h[0,0]", cell=CELL)
        signs = [code(sign, LABEL, role("quiet")) for sign in "*="]
        row = VGroup(signs[0], scale, signs[1], result).arrange(RIGHT, buff=0.12).next_to(sums, RIGHT, buff=0.12)
        names = VGroup(words("sum", SMALL, role("quiet")).next_to(sums, UP, buff=0.15),
                       code("h*(1-h)", SMALLEST, role("activation")).next_to(scale, UP, buff=0.15),
                       code("delta_h", SMALL, role("error")).next_to(result, UP, buff=0.15))
        tags = net.delta_tags(1, run.delta_h[0, 0], "pixels:delta_h[0,0]", side=UP, buff=0.06)
        touch = tangent(plot, float(h_pre[0]))
        with self.say("slope") as line:
            self.play(FadeIn(plot), Create(curve), FadeIn(signs[0], scale.brackets, names[:2]), run_time=0.9)
            self.play(Create(touch), run_time=0.4)
            step = max((line.left - 0.4) / len(h), 0.5)
            for j, x in enumerate(h_pre):
                dot = plot.dot(float(x), float(h[j]))
                self.play(Transform(touch, tangent(plot, float(x))), FadeIn(dot, scale=0.5),
                          FadeIn(scale.cells[j][0], scale=0.7), run_time=step)
                plot.add(dot)
            self.play(FadeIn(signs[1], result, names[2]), LaggedStart(*(FadeIn(tag) for tag in tags), lag_ratio=0.2),
                      run_time=0.9)
        self.add(scale, tags)
        self.play(FadeOut(plot, curve, touch, sums, row, names), run_time=0.5)
        return tags

    def order_matters(self, net: NetworkDiagram, listing: Listing) -> None:
        """Both deltas use the weights of the forward pass, so they come before any change."""
        deltas = [self.line_of("delta_o"), self.line_of("delta_h")]
        changes = [self.line_of(name) for name in ("w_h_o", "b_h_o", "w_i_h", "b_i_h")]
        with self.say("order") as line:
            self.play(net.pulse(net.edges_between(1), role("ink")), run_time=max(line.until("that is"), 0.8))
            self.play(listing.light(*deltas), run_time=0.6)
            line.wait_for("before")
            self.play(listing.light(*changes), run_time=0.6)

    # --- the changes -------------------------------------------------------------------------------

    def output_weights(self, net: NetworkDiagram, listing: Listing) -> VGroup:
        """The outer product of delta_o and h, times the learning rate, taken away from the weights.

        Returns the note that says how much the change is enlarged; it stays as long as that is so.
        """
        run, (i, j) = self.run, EDGE
        outer = OuterProduct(run.delta_o[0, 0], run.h[0, 0], ("pixels:delta_o[0,0]", "pixels:h[0,0]",
                             "pixels:delta_o[0,0]*h[0,0].T"), cell=CELL).move_to(FIELD)
        names = VGroup(code("h.T", SMALL, role("activation")).next_to(outer.row, UP, buff=0.12),
                       code("delta_o", SMALL, role("error")).next_to(outer.column, UP, buff=0.15))
        with self.say("outer") as line:
            self.play(listing.light(self.line_of("w_h_o")), TransformFromCopy(net.layers[2], outer.column),
                      FadeIn(names[1]), run_time=0.8)
            line.wait_for("times")
            self.play(TransformFromCopy(net.layers[1], outer.row), FadeIn(names[0]), run_time=0.7)
            self.play(outer.fill(max(line.left, 1.4)))
        self.add(outer)
        box = outer.table.cells[i][j].box.copy().set_fill(opacity=0).set_stroke(role("focus"), 4)
        with self.say("cell"):
            self.play(Create(box), net.focus(net.edges[1][i][j]), net.ring(net.layers[2][i]),
                      net.ring(net.layers[1][j]), run_time=0.8)
        self.play(FadeOut(box), net.unfocus(), net.ring(net.layers[2][i], on=False),
                  net.ring(net.layers[1][j], on=False), run_time=0.4)
        return self.take_a_step(net, listing, VGroup(outer, names))

    def take_a_step(self, net: NetworkDiagram, listing: Listing, outer: VGroup) -> VGroup:
        """Times the learning rate; then downhill, against the gradient, along the cost of one weight."""
        run, number = self.run, self.line_of("w_h_o")
        step = run.meta["learn_rate"] * run.delta_o[0, 0] @ run.h[0, 0].T
        small = Matrix(step, "error", source="pixels:learn_rate*delta_o[0,0]*h[0,0].T", cell=SMALL_CELL, decimals=4)
        small.move_to(FIELD + LEFT * 1.35)
        name = code("learn_rate * delta_o * h.T", SMALL).next_to(small, UP, buff=0.2)
        with self.say("rate") as line:
            self.play(listing.term(number, "learn_rate").animate.set_color(role("focus")), run_time=0.4)
            self.play(ReplacementTransform(outer[0].table, small), FadeOut(outer[0].row, outer[0].column, outer[1]),
                      FadeIn(name), run_time=0.9)
            line.wait_for("rate")
        hill = self.hill()
        uphill = hill.arrow()
        note = self.exaggeration_note(net)
        with self.say("minus") as line:
            self.play(listing.term(number, "learn_rate").animate.set_color(role("ink")),
                      listing.term(number, "-=").animate.set_color(role("focus")), FadeIn(hill), run_time=0.6)
            self.play(FadeIn(uphill), run_time=0.5)
            self.play(hill.step_down(), FadeIn(note), net.change_weights(1, self.drawn(run.w_h_o), bias=run.b_h_o[0]),
                      run_time=1.4)
        self.play(FadeOut(small, name, hill, uphill), listing.term(number, "-=").animate.set_color(role("ink")),
                  run_time=0.4)
        return note

    def drawn(self, weights: np.ndarray) -> np.ndarray:
        """Weights after the update, their change enlarged EXAGGERATION times for the eye."""
        return weights[0] + EXAGGERATION * (weights[1] - weights[0])

    def exaggeration_note(self, net: NetworkDiagram) -> VGroup:
        """Says on screen how much the drawn change is enlarged."""
        factor = Number(EXAGGERATION, 0, source="constant:EXAGGERATION", size=SMALL, color=role("focus"))
        note = VGroup(words("change drawn ×", SMALL, role("focus")), factor).arrange(RIGHT, buff=0.06)
        return note.align_to(net, RIGHT).set_y(net.bias_neurons.get_y())

    def hill(self) -> Hill:
        """The cost of this image as a function of the weight of EDGE."""
        run, (i, j) = self.run, EDGE
        gradient = float(run.delta_o[0, 0, i, 0] * run.h[0, 0, j, 0])
        hill = Hill(self.cost_with, float(run.w_h_o[0, i, j]), gradient, y_label="cross-entropy")
        return hill.move_to(FIELD + RIGHT * 2.3)

    def cost_with(self, weight: float) -> float:
        """Cross-entropy of the first image if the weight of EDGE were another one."""
        run = self.run
        state = {name: array.astype(np.float64) for name, array in run.state(0).items()}
        state["w_h_o"][EDGE] = weight
        o = np.ravel(self.program.forward(state, run.inputs_of(0))["o"])
        l = np.ravel(run.label_of(0))
        return float(-(l * np.log(o) + (1 - l) * np.log(1 - o)).sum())

    def output_bias(self, net: NetworkDiagram, listing: Listing) -> None:
        """The bias neuron's input is 1, so the share of its weights is the delta itself."""
        run = self.run
        delta = Matrix(run.delta_o[0, 0], "error", source="pixels:delta_o[0,0]", cell=CELL)
        one = Matrix(np.ones((1, 1)), "activation", source="constant:bias_input", cell=CELL, decimals=0)
        share = Matrix(run.delta_o[0, 0], "error", source="pixels:delta_o[0,0]", cell=CELL)
        signs = [code(sign, BODY, role("quiet")) for sign in "*="]
        row = VGroup(delta, signs[0], one, signs[1], share).arrange(RIGHT, buff=0.35).move_to(FIELD)
        names = [delta.caption("delta_o", role("error")), share.caption("b_h_o", role("positive"))]
        with self.say("bias") as line:
            self.play(listing.light(self.line_of("b_h_o")), net.focus(*net.bias_edges[1]),
                      net.ring(net.bias_neurons[1]), run_time=0.6)
            self.play(FadeIn(delta, names[0]), run_time=0.5)
            line.wait_for("input")
            self.play(FadeIn(signs[0]), TransformFromCopy(net.bias_neurons[1], one), run_time=0.6)
            line.wait_for("share")
            self.play(FadeIn(signs[1]), TransformFromCopy(delta, share), FadeIn(names[1]), run_time=0.7)
        self.play(net.change_weights(1, self.drawn(run.w_h_o), bias=self.drawn(run.b_h_o)),
                  net.ring(net.bias_neurons[1], on=False), run_time=0.6)
        self.play(net.unfocus(), FadeOut(row, *names), run_time=0.4)

    def first_layer(self, net: NetworkDiagram, listing: Listing, note: VGroup) -> None:
        """delta_h times the image: the same again for the first weights and biases."""
        run = self.run
        outer = OuterProduct(run.delta_h[0, 0], run.inputs_of(0), ("pixels:delta_h[0,0]", "pixels:inputs_of(0)",
                             "pixels:delta_h[0,0]*inputs_of(0).T"), cell=CELL).move_to(FIELD + DOWN * 0.1)
        names = VGroup(code("img.T", SMALL, role("activation")).next_to(outer.row, RIGHT, buff=0.2),
                       code("delta_h", SMALL, role("error")).next_to(outer.column, UP, buff=0.15))
        with self.say("first_layer") as line:
            self.play(listing.light(self.line_of("w_i_h"), self.line_of("b_i_h")), run_time=0.5)
            line.wait_for("hidden")
            self.play(TransformFromCopy(net.layers[1], outer.column), TransformFromCopy(net.layers[0], outer.row),
                      FadeIn(names), run_time=0.7)
            self.play(outer.fill(max(line.left, 1.4)))
        self.add(outer)
        self.play(net.change_weights(0, self.drawn(run.w_i_h), bias=self.drawn(run.b_i_h)), run_time=1.0)
        self.play(FadeOut(outer, names, note), listing.light(), net.change_weights(0, run.w_i_h[1], bias=run.b_i_h[1]),
                  net.change_weights(1, run.w_h_o[1], bias=run.b_h_o[1]), run_time=0.7)

    def deeper(self, net: NetworkDiagram) -> None:
        """A schematic of a deeper net, without numbers: the error runs back through all of it."""
        deep = NetworkDiagram((4, 4, 4, 4, 3), width=5.2, spacing=0.58, radius=0.17).move_to(FIELD)
        with self.say("deeper") as line:
            self.play(FadeIn(deep), run_time=0.4)
            step = max(line.left / 4, 0.45)
            for k in reversed(range(4)):
                self.play(deep.pulse(deep.edges_between(k), backward=True), run_time=step)
        self.play(FadeOut(deep), run_time=0.4)

    # --- what it was good for ----------------------------------------------------------------------

    def again(self, net: NetworkDiagram, listing: Listing, tags: VGroup) -> None:
        """The same image before and after the update: real outputs, real cost."""
        run = self.run
        columns = [Matrix(run.o[s, 0], "activation", source=f"pixels:o[{s},0]", cell=(0.95, 0.5), decimals=3)
                   for s in (0, 1)]
        label = Matrix(run.label_of(0), "target", source="pixels:label_of(0)", cell=(0.7, 0.5), decimals=0)
        row = VGroup(columns[0], columns[1], label).arrange(RIGHT, buff=1.0).move_to(FIELD + UP * 0.25)
        names = VGroup(*(words(name, SMALL, role("quiet")).next_to(column, UP, buff=0.18)
                         for name, column in zip(("before", "after", "label"), row, strict=True)))
        costs = VGroup(*(cost_readout(float(run.e[s, 0]), f"pixels:e[{s},0]").next_to(columns[s], DOWN, buff=0.3)
                         for s in (0, 1)))
        with self.say("again") as line:
            self.play(FadeOut(tags), FadeIn(columns[0], names[0], label, names[2]), run_time=0.6)
            self.play(net.pulse(net.edges_between(0)), run_time=0.7)
            self.play(net.pulse(net.edges_between(1)), net.light_up(1, run.h[1, 0], "pixels:h[1,0]"),
                      net.light_up(2, run.o[1, 0], "pixels:o[1,0]"), FadeIn(columns[1], names[1]), run_time=0.7)
            line.wait_for("from")
            self.play(FadeIn(costs[0]), run_time=0.4)
            line.wait_for("to")
            self.play(FadeIn(costs[1]), run_time=0.4)
        with self.say("step", pause=1.0):
            self.play(costs[1].animate.set_color(role("focus")), run_time=0.5)


def gradient(right: str, **colors: str) -> MathTypst:
    """The derivative of a cost C by o_pre, with this right-hand side."""
    return maths('(partial C) / (partial o_"pre") = ' + right, 0.36, **colors)


def cost_readout(cost: float, source: str) -> VGroup:
    """e = 0.323"""
    number = Number(cost, 3, source=source, size=LABEL, color=role("error"))
    return VGroup(code("e", LABEL, role("error")), code("=", LABEL, role("quiet")), number).arrange(RIGHT, buff=0.15)
