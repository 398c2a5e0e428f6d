"""All slopes of the small net, layer by layer: a delta at one end of each edge, an activation at the other; a part of the chapter
on backpropagation."""

import numpy as np
from manim import (DOWN, RIGHT, UP, AnimationGroup, Create, FadeIn, FadeOut, Group, LaggedStart, SurroundingRectangle,
                   TransformFromCopy, VGroup, there_and_back, there_and_back_with_pause)

from scenes.kit.dials import Dials
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.listing import Listing
from scenes.kit.moments import PlayThrough
from scenes.kit.outer import OuterProduct
from scenes.kit.rates import LATE, SOON
from scenes.kit.spread import Spread
from scenes.kit.text import words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.scratch import way_back as back
from scenes.scratch.afterwards import BADGE
from scenes.scratch.all_knobs import all_knobs, one_neuron
from scenes.scratch.cast import badge
from scenes.scratch.gearing import example_edge
from scenes.scratch.gradient import equal_state
from scenes.scratch.real_back import RealBack, beside_each_other

LEFT_HAND = (-5.6, -2.4)   # x of the net's last two columns where they stand on the left,
WALL, WALL_AT = (12.6, 5.6), [0, -0.4, 0]     # the field of all knobs of the first layer, when they are the picture
KNOBS, KNOBS_Y = 4.7, 0.35        # side of a hidden neuron's knobs and of their image; y of their middles


class AllSlopes:
    """Tables of slopes."""

    def tables(self, half: NetworkDiagram, tags: VGroup, hidden: VGroup, listing: Listing) -> Group:
        """Delta times activation: the slopes of all weights and biases, layer by layer. Returns all that is left."""
        self.into_outputs(half, tags, hidden, listing)
        return self.times_zero(*self.in_the_real_net())

    def into_outputs(self, half: NetworkDiagram, tags: VGroup, hidden: VGroup, listing: Listing) -> None:
        """The table of the weights into the outputs: the slope that is known already, then those of all other edges; and those of
        the biases, which are the deltas."""
        (outer, names, code), (i, j) = self.table(), example_edge(self.run)
        known = half.edges[0][i][j], outer.table.cells[i][j]
        with self.say("table", pause=0.5) as line:
            self.play(FadeOut(listing, hidden, rate_func=SOON), Spread(half, LEFT_HAND, beside={1: tags}),
                      run_time=0.7)
            self.factors(outer, names, tags, half.layers[0])
            line.wait_for("both")
            self.play(FadeIn(code), code.term(1, "delta_o * h.T").animate.set_color(role("focus")), run_time=0.4)
            self.drift(line.left)
        with self.say("cells", pause=0.35) as line:
            line.wait_for("one")
            factors = outer.column.cells[i][0], outer.row.cells[0][j]
            box = SurroundingRectangle(known[1], color=role("focus"), buff=0, stroke_width=6)
            self.play(half.focus(known[0]), half.pulse([known[0]], backward=True), FadeIn(outer.table.brackets, known[1], box),
                      *(factor.animate(rate_func=there_and_back).scale(1.2) for factor in factors), run_time=1.2)
            self.drift(0.6)
            line.wait_for("table")
            self.fill(half, outer, known, max(line.left - 0.1, 1.2))
            self.play(FadeOut(box), run_time=0.2)
            self.biases(half, outer)
        self.play(FadeOut(*self.others()), run_time=0.25)

    def biases(self, half: NetworkDiagram, outer: OuterProduct) -> None:
        """The bias neuron's one times delta is delta: the table's column is the slopes of the biases. Said on screen alone."""
        neuron, ones = half.bias_neurons[0], half.bias_edges[0]
        box = SurroundingRectangle(outer.column.body, color=role("focus"), buff=0.05, stroke_width=4)
        caption = words(self.screen("bias"), LABEL, role("focus")).next_to(neuron, RIGHT, buff=0.3)
        self.play(half.focus(*ones), half.ring(neuron), half.pulse(ones, backward=True), Create(box), FadeIn(caption),
                  run_time=0.7)
        self.drift(0.3)

    def factors(self, outer: OuterProduct, names: VGroup, deltas: VGroup, activations: VGroup) -> None:
        """The column and the row of a table are there as they swell in the net."""
        for neurons, matrix, name in ((deltas, outer.column, names[0]), (activations, outer.row, names[1])):
            swell = [neuron.animate(rate_func=there_and_back).scale(1.15) for neuron in neurons]
            self.play(*swell, FadeIn(matrix, name), run_time=0.4)

    def fill(self, half: NetworkDiagram, outer: OuterProduct, known: tuple, seconds: float) -> None:
        """The cells that are not there yet appear as their edges flash."""
        pairs = [pair for edges, cells in zip(half.edges[0], outer.table.cells) for pair in zip(edges, cells)]
        moves = [AnimationGroup(half.pulse([edge], backward=True), FadeIn(cell)) for edge, cell in pairs if edge not in known]
        self.play(half.focus(*half.edges_between(0)), LaggedStart(*moves, lag_ratio=0.15), run_time=seconds)
        self.add(outer)

    def table(self) -> tuple[OuterProduct, VGroup, Listing]:
        """The outer product of the output weights, the names of its factors, and the code."""
        outer, names = back.outer_product(self.run)
        upright, flat = (words(self.screen(key), LABEL, role("quiet")) for key in ("upright", "flat"))
        names = VGroup(VGroup(names[0], upright.next_to(outer.column, DOWN, buff=0.12)),
                       VGroup(names[1], flat.next_to(names[1], RIGHT, buff=0.25)))
        return outer, names, back.code_of(self.run, "w_h_o", "b_h_o")

    def in_the_real_net(self) -> tuple[RealBack, int]:
        """The blame of all outputs of the real net runs back, and under the ink the knobs of every hidden neuron have slopes.
        Returns this picture, and the first knob of the hidden neuron with the steepest ones."""
        dials, grid, _, steepest = all_knobs(self.digits, self.experiments.knob_last.place)
        real = RealBack(self.digits, dials, np.where(grid < self.digits.w_i_h[0].size, grid, -1))
        sign = badge(self, self.digits).move_to(BADGE, aligned_edge=RIGHT)
        with self.say("first_layer", pause=0.3) as line:
            self.play(FadeIn(real, sign), run_time=0.4)
            line.wait_for("back")
            self.add(real.bands, real.outputs, real.hidden)
            self.play(PlayThrough([real.bands], real.run_back, 0, 1), run_time=max(line.until("times") - 0.5, 2.0))
            self.remove(real.bands)
            self.play(*real.blamed(), run_time=0.4)
            self.play(FadeOut(real.images, rate_func=SOON), FadeIn(real.knobs, rate_func=LATE), run_time=0.9)
            self.drift(line.left)
        larger = min(WALL[0] / real.knobs.width, WALL[1] / real.knobs.height)
        self.play(FadeOut(sign, real.outputs, real.hidden), real.knobs.animate.scale(larger).move_to(WALL_AT), run_time=0.6)
        self.had_they_been_equal(real)
        return real, steepest

    def had_they_been_equal(self, real: RealBack) -> None:
        """All slopes of a net whose weights start equal, for a moment in the place of the real net's."""
        state = equal_state(self.digits, self.experiments.equal)
        (turns, looks), *_ = all_knobs(self.digits, self.experiments.knob_last.place, state)
        grid = real.knobs.grid
        equal = Dials(turns, beside_each_other(looks, grid), grid, real.knobs.width).move_to(real.knobs).show(1)
        drawn, same = (words(self.screen(key), TITLE).next_to(real.knobs, UP, buff=0.35) for key in ("drawn", "same"))
        with self.say("equal", pause=0.5) as line:
            self.play(FadeIn(drawn), run_time=0.3)
            line.wait_for("same")
            self.play(FadeIn(equal), FadeOut(drawn, rate_func=SOON), FadeIn(same, rate_func=LATE), run_time=0.6)
            self.remove(real.knobs)
            self.drift(line.left)
        self.add(real.knobs, equal)
        self.play(FadeOut(equal, same), run_time=0.4)

    def times_zero(self, real: RealBack, steepest: int) -> Group:
        """Why only under ink a knob of the real net has a slope, on those of one hidden neuron. Returns all that is left: the
        code, the image, and the knobs."""
        image, wall = Digit(self.digits.train_images[0], KNOBS), real.knobs
        code = back.code_of(self.run, "w_i_h", "b_i_h").set_x(-0.4)
        knobs = one_neuron(self.digits, (wall.turns, wall.slopes), steepest, KNOBS)
        black, size = darkest(image.pixels), image.width
        middle = (wall.place(steepest) + wall.place(steepest + image.pixels.size - 1)) / 2
        knobs.set(width=KNOBS * wall.radius / knobs.radius).move_to(middle)
        image.set(width=knobs.width).move_to(knobs)
        with self.say("ink", pause=0.4) as line:
            self.add(image, knobs)
            self.play(FadeOut(wall, rate_func=SOON), knobs.animate.set(width=KNOBS).move_to([2.4, KNOBS_Y, 0]),
                      image.animate.set(width=size).move_to([-3.2, KNOBS_Y, 0]), FadeIn(code, rate_func=LATE), run_time=0.8)
            marks = VGroup(image.mark(black).scale(1.5), image.mark(black).scale(1.5).move_to(knobs.place(steepest + black)))
            self.play(Create(marks[0]), run_time=0.4)
            line.wait_for("zero")
            self.play(TransformFromCopy(*marks), code.term(1, "img.T").animate(rate_func=there_and_back_with_pause).scale(1.2),
                      run_time=1.2)
            self.drift(line.left)
        self.play(FadeOut(marks), run_time=0.2)
        return Group(code, image, knobs)


def darkest(pixels: np.ndarray) -> int:
    """The pixel that is darkest, and of these the one nearest to the middle."""
    rows, columns = np.indices(pixels.shape)
    away = np.hypot(rows - (pixels.shape[0] - 1) / 2, columns - (pixels.shape[1] - 1) / 2)
    return int(np.lexsort((away.ravel(), pixels.ravel()))[0])
