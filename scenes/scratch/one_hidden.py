"""One hidden neuron: how wrong it is, told by what comes back to it from the outputs.

A part of the chapter on backpropagation.
"""

from manim import LEFT, RIGHT, Create, FadeIn, FadeOut, Group, ReplacementTransform, Restore, VGroup, there_and_back

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import words
from scenes.kit.theme import TITLE, role
from scenes.scratch import way_back as back
from scenes.scratch.all_back import AllBack
from scenes.scratch.from_outputs import left_of
from scenes.scratch.near_by import NearBy, example_neuron, near_by
from scenes.scratch.seen import Seen
from scenes.scratch.one_edge import ASIDE, HEIGHT, OneEdge

FLAT_END = 5.0           # a sum at which the sigmoid is flat


class OneHidden:
    """From the deltas of the outputs to those of the hidden neurons."""

    def hidden_delta(self, net: NetworkDiagram, tags: VGroup) -> AllBack:
        """One hidden neuron from near by: its delta comes from those of the outputs. Returns all of them, as large as the
        frame."""
        near = near_by(self.run, self.screen)
        unknown = VGroup(*(back.patched(words("?", TITLE, role("error"), bold=True)).next_to(neuron, LEFT, buff=0.1)
                           for neuron in net.layers[1]))
        seen = Seen(self.run, net.layers[0])
        with self.say("hidden", pause=0.35) as line:
            self.play(FadeIn(seen), net.focus(*net.edges_between(1)), run_time=0.6)
            line.wait_for("asked")
            self.play(FadeIn(unknown, lag_ratio=0.2), run_time=0.6)
            self.drift(line.left + 0.4)
        self.come_near(net, Group(tags, unknown, seen), near, OneEdge(self.run, near, self.screen))
        self.through_the_gate(near)
        self.as_they_are(net)
        every = AllBack(self.run, self.screen)
        self.among_the_others(near, every)
        return every

    def come_near(self, net: NetworkDiagram, others: Group, near: NearBy, one: OneEdge) -> None:
        """One hidden neuron and the outputs fill the frame; along one edge a hair of it moves the sum, and that the cost."""
        j, k, frame = example_neuron(self.run), one.k, self.camera.frame.save_state()
        with self.say("hand", pause=0.35) as line:
            moved = VGroup(*(part.copy() for part in (net.layers[1][j], *net.layers[2], *others[0])))
            self.remove(others[0])
            edges = one.within_sight(near)
            self.add(edges, moved)
            self.play(FadeOut(net, *others[1:], rate_func=SOON), FadeIn(edges, rate_func=LATE),
                      *map(ReplacementTransform, moved, [near.neuron, *near.outputs, *near.tags]), run_time=0.8)
            self.play(frame.animate.set(height=HEIGHT).move_to(one.look), run_time=0.8)
            self.play(near.neuron.animate(rate_func=there_and_back).scale(1.12), FadeIn(one.nudge), run_time=0.5)
            line.wait_for("one")
            self.add_under(near, near.onward[k])
            self.play(near.onward[k].flow(), run_time=0.8)
            line.wait_for("weight")
            self.play(FadeIn(one.weight), run_time=0.3)
            self.play(FadeIn(one.sum), run_time=0.4)
            self.drift(line.left + 0.4)
        with self.say("onward", pause=0.35) as line:
            self.play(near.tags[k].animate.shift(ASIDE), run_time=0.4)
            self.add_under(near, one.on)
            self.play(one.on.flow(), run_time=max(line.until("delta") - 0.2, 0.8))
            self.play(near.tags[k].animate(rate_func=there_and_back).scale(1.25), FadeIn(one.cost), run_time=0.8)
            line.wait_for("sign")
            self.play(FadeIn(one.product), run_time=0.4)
            self.drift(line.left + 0.4)
        self.bring(near, one, frame)

    def bring(self, near: NearBy, one: OneEdge, frame) -> None:
        """All outputs; read backwards, each delta comes back along its edge, as broad as weight times delta; they add up."""
        with self.say("along", pause=0.35) as line:
            self.all_onward(near, one, frame, line)
            line.wait_for("back")
            self.play(*map(FadeOut, near.onward), run_time=0.3)
            seconds = max((line.left + 0.2) / len(near.bands), 0.8)
            for band, edge, output, row, brought in zip(near.bands, near.edges, near.outputs, near.products, near.brought,
                                                        strict=True):
                self.add_under(near, band)
                self.play(band.flow(), edge.animate.set_stroke(opacity=0), output.animate(rate_func=there_and_back).scale(1.1),
                          FadeIn(row[3], brought, rate_func=LATE), run_time=seconds)
            self.play(Create(near.heads[2]), FadeIn(near.total), run_time=0.6)
            self.drift(line.left + 0.5)

    def all_onward(self, near: NearBy, one: OneEdge, frame, line) -> None:
        """The camera goes back to all outputs, whose sums move likewise; the factors are written down."""
        rest = [band for band in near.onward if band is not near.onward[one.k]]
        beyond = [edge for edge in near.edges if edge not in one.within_sight(near)]
        self.add_under(near, one, *beyond, *rest)
        self.play(Restore(frame), *map(FadeIn, beyond), FadeOut(one, rate_func=SOON), *(band.flow() for band in rest),
                  near.tags[one.k].animate.shift(-ASIDE),
                  run_time=max(line.until("others"), 1.0))
        self.remove(frame)
        self.play(FadeIn(near.heads[:2], *(row[:3] for row in near.products)), run_time=0.5)

    def among_the_others(self, near: NearBy, every: AllBack) -> None:
        """The neuron and the outputs with their deltas go to their places among the others, and what is known is the first row;
        what is asked stands in the others."""
        known, *unknown = every.order
        lane = every.lanes[known]
        own = [near.neuron, near.gate, *near.outputs, *near.tags]
        place = [every.hidden[known], lane.gate, *every.outputs, *every.tags]
        rest = left_of(near.everything(), (near.neuron, near.gate, near.outputs, near.tags, near.through))
        VGroup(near.neuron, near.outputs).set_z_index(1)       # over what goes
        self.play(FadeOut(*rest), run_time=0.25)
        self.play(*map(ReplacementTransform, own, place), ReplacementTransform(near.through, lane.row, rate_func=LATE),
                  FadeIn(*(every.hidden[j] for j in unknown), every.heads, rate_func=LATE), run_time=0.6)
        self.play(FadeIn(*(every.lanes[j].asked for j in unknown)), run_time=0.15)

    def add_under(self, near: NearBy, *parts) -> None:
        """Put something under the neurons, over the edges."""
        self.add(*parts)
        self.bring_to_front(near.neuron, near.outputs)

    def through_the_gate(self, near: NearBy) -> None:
        """As broad as all bands together it leaves the neuron, and the gate, as open as the sigmoid is steep, squeezes it."""
        gate = near.gate
        with self.say("gate", pause=0.35) as line:
            self.play(FadeOut(near.ledger()), near.total.animate.move_to(near.at_the_gate()), run_time=0.4)
            self.play(FadeIn(gate.jaws, near.reader), run_time=0.4)
            line.wait_for("h")
            self.play(FadeIn(near.law[0]), Create(near.triangle), run_time=0.6)
            self.play(FadeIn(near.law[1]), run_time=0.3)
            self.add_under(near, gate)
            self.play(gate.flow(), run_time=1.0)
            line.wait_for("flat")
            self.play(FadeOut(near.law, near.triangle), run_time=0.2)
            self.play(*near.slide(FLAT_END), run_time=max(line.left + 0.2, 2.4))
        with self.say("delta_h", pause=0.35) as line:
            self.play(FadeOut(near.total[0][0]), run_time=0.2)
            self.play(ReplacementTransform(near.total[0][1], near.through[0]), run_time=0.4)
            self.play(FadeIn(near.through[1:3]), run_time=0.2)
            line.wait_for("through")
            self.play(FadeIn(near.through[3:], shift=0.2 * RIGHT), run_time=0.5)
            self.play(FadeIn(near.delta, shift=0.5 * LEFT), run_time=0.7)
            line.wait_for("sum")
            self.play(near.neuron.animate(rate_func=there_and_back).scale(1.1), run_time=0.7)
            self.drift(line.left + 1.0)
