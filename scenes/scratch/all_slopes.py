"""All slopes of the small net, layer by layer: a delta at one end of each edge, an activation at the other; a part of the chapter
on backpropagation."""

import numpy as np
from manim import (DOWN, RIGHT, UP, AnimationGroup, Create, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle,
                   TransformFromCopy, VGroup, there_and_back, there_and_back_with_pause)

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing
from scenes.kit.outer import OuterProduct
from scenes.kit.rates import LATE, SOON
from scenes.kit.spread import Spread
from scenes.kit.text import words
from scenes.kit.theme import BODY, LABEL, role
from scenes.scratch import way_back as back
from scenes.scratch.all_knobs import all_knobs, one_neuron
from scenes.scratch.first_sums import front_of
from scenes.scratch.gearing import example_edge
from scenes.scratch.seen import Seen

LEFT_HAND = (-6.1, -4.0, -1.95)   # x of the net's columns where it stands on the left,
FRONT = (-3.05, -1.0)             # and of its first two beside their image
KNOBS, KNOBS_Y = 4.7, 0.35        # side of a hidden neuron's knobs and of their image; y of their middles


class AllSlopes:
    """Tables of slopes."""

    def tables(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup, listing: Listing) -> Group:
        """Delta times activation, one cell first, then all: the slopes of all weights and biases. Returns all that is left."""
        first = self.into_outputs(net, tags, hidden, listing)
        self.bias(net, *first)
        return self.into_hidden(net, tags, hidden)

    def into_outputs(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup, listing: Listing):
        """The table of the weights into the outputs: the slope that is known already, then those of all other edges."""
        (outer, names, code), (i, j) = self.table_of(1), example_edge(self.run)
        known = net.edges[1][i][j], outer.table.cells[i][j]
        with self.say("table", pause=0) as line:
            self.play(FadeOut(listing, hidden, rate_func=SOON), Spread(net, LEFT_HAND, beside={2: tags}), run_time=0.9)
            line.wait_for("both")
            self.factors(outer, names, tags, net.layers[1])
            line.wait_for("one")
            factors = outer.column.cells[i][0], outer.row.cells[0][j]
            box = SurroundingRectangle(known[1], color=role("focus"), buff=0, stroke_width=6)
            self.play(net.focus(known[0]), net.pulse([known[0]], backward=True), FadeIn(outer.table.brackets, known[1], box),
                      *(factor.animate(rate_func=there_and_back).scale(1.2) for factor in factors), run_time=0.9)
            line.wait_for("table")
            self.play(FadeOut(box), run_time=0.2)
            self.fill(net, 1, outer, code, known, max(line.left, 1.2))
            self.drift(line.left + 0.2)
        return outer, names, code

    def factors(self, outer: OuterProduct, names: VGroup, deltas: VGroup, activations: VGroup) -> None:
        """The column and the row of a table are there as they swell in the net."""
        for neurons, matrix, name in ((deltas, outer.column, names[0]), (activations, outer.row, names[1])):
            swell = [neuron.animate(rate_func=there_and_back).scale(1.15) for neuron in neurons]
            self.play(*swell, FadeIn(matrix, name), run_time=0.4)

    def fill(self, net: NetworkDiagram, k: int, outer: OuterProduct, code: Listing, known: tuple, seconds: float) -> None:
        """The cells that are not there yet appear as their edges flash."""
        pairs = [pair for edges, cells in zip(net.edges[k], outer.table.cells) for pair in zip(edges, cells)]
        moves = [AnimationGroup(net.pulse([edge], backward=True), FadeIn(cell)) for edge, cell in pairs if edge not in known]
        self.play(net.focus(*net.edges_between(k)), FadeIn(code), LaggedStart(*moves, lag_ratio=0.15), run_time=seconds)
        self.add(outer)

    def table_of(self, k: int) -> tuple[OuterProduct, VGroup, Listing]:
        """The outer product of one layer, the names of its factors, and the code."""
        outer, names = back.outer_product(self.run, k)
        upright, flat = (words(self.screen(key), LABEL, role("quiet")) for key in ("upright", "flat"))
        names = VGroup(VGroup(names[0], upright.next_to(outer.column, DOWN, buff=0.12)),
                       VGroup(names[1], flat.next_to(names[1], RIGHT, buff=0.25)))
        return outer, names, back.code_of(self.run, *(("w_h_o",) if k else ("w_i_h", "b_i_h")))

    def bias(self, net: NetworkDiagram, outer: OuterProduct, names: VGroup, code: Listing) -> None:
        """The bias neuron's one times delta is delta: the table's column is the slopes of the biases. Said on screen alone."""
        neuron, ones, own = net.bias_neurons[1], net.bias_edges[1], back.code_of(self.run, "b_h_o")
        box = SurroundingRectangle(outer.column.body, color=role("focus"), buff=0.05, stroke_width=4)
        caption = words(self.screen("bias"), BODY, role("focus")).next_to(own, UP, buff=0.2)
        self.play(net.focus(*ones), net.ring(neuron), FadeOut(code, names[0][1]), run_time=0.3)
        self.play(net.pulse(ones, backward=True), Create(box), FadeIn(own, caption), run_time=0.8)
        self.drift(0.6)
        self.play(FadeOut(outer, names[0][0], names[1], own, box, caption), net.ring(neuron, on=False), run_time=0.25)

    def into_hidden(self, net: NetworkDiagram, tags: VGroup, hidden: VGroup) -> Group:
        """The image beside the first two layers: delta times pixel. Returns all that is left, the code first."""
        (outer, names, code), front = self.table_of(0), front_of(net, self.run)[0]
        with self.say("first_layer", pause=0) as line:
            front = self.beside_the_image(front, hidden)
            seen = Seen(self.run, front.layers[0])
            self.play(FadeOut(net, tags), run_time=0.25)
            self.play(FadeIn(front, hidden, seen), run_time=0.4)
            line.wait_for("times")
            self.factors(outer, names, hidden, VGroup(*seen.marks))
            self.fill(front, 0, outer, code, (), max(line.left, 1.3))
            self.drift(line.left + 0.3)
        return self.times_zero(code, Group(front, hidden, seen, outer, names))

    def times_zero(self, code: Listing, before: Group) -> Group:
        """Why only under ink a knob of the real net mattered. Returns all that is left: the code, the image, and the knobs."""
        dials, _, _, steepest = all_knobs(self.digits, self.experiments.knob_last.place)
        image = Digit(self.digits.train_images[0], KNOBS).move_to([-3.2, KNOBS_Y, 0])
        knobs = one_neuron(self.digits, dials, steepest, KNOBS).move_to([2.4, KNOBS_Y, 0])
        black = darkest(image.pixels)
        marks = VGroup(image.mark(black).scale(1.5), image.mark(black).scale(1.5).move_to(knobs.place(steepest + black)))
        with self.say("ink", pause=0.6) as line:
            self.play(FadeOut(before, rate_func=SOON), FadeIn(image, knobs, rate_func=LATE), code.animate.set_x(-0.4),
                      run_time=0.6)
            self.play(Create(marks[0]), run_time=0.4)
            line.wait_for("zero")
            self.play(TransformFromCopy(*marks), code.term(1, "img.T").animate(rate_func=there_and_back_with_pause).scale(1.2),
                      run_time=1.2)
            self.drift(line.left)
        self.play(FadeOut(marks), run_time=0.2)
        return Group(code, image, knobs)

    def beside_the_image(self, front: NetworkDiagram, hidden: VGroup) -> NetworkDiagram:
        """The first two layers, with the deltas at the right of the second."""
        for layer, x in zip((*front.layers, *front.bias_neurons), (*FRONT, FRONT[0])):
            layer.set_x(x)
        for j, (neuron, tag) in enumerate(zip(front.layers[1], hidden, strict=True)):
            neuron.show(float(self.run.h[0, 0, j, 0]), f"pixels:h[0,0,{j},0]")
            tag.next_to(neuron, RIGHT, buff=0.08)
        return front.rejoin()


def darkest(pixels: np.ndarray) -> int:
    """The pixel that is darkest, and of these the one nearest to the middle."""
    rows, columns = np.indices(pixels.shape)
    away = np.hypot(rows - (pixels.shape[0] - 1) / 2, columns - (pixels.shape[1] - 1) / 2)
    return int(np.lexsort((away.ravel(), pixels.ravel()))[0])
