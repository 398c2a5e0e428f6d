"""What the first update was good for, and the four steps once more: the end of the chapter on backpropagation."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, GrowFromEdge, Mobject, ReplacementTransform, VGroup

from scenes.kit.columns import columns_become
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.text import Text, words
from scenes.kit.theme import LABEL, TITLE, role
from scenes.kit.tray import Tray
from scenes.scratch import way_back as back
from scenes.scratch.way_back import Drop
from scenes.scratch.cast import badge, label_neurons, large_net, show_activations, small_net
from scenes.scratch.facts import cost_decimals

HERO = 8.2               # width of the net where it is the picture
MIDDLE = LEFT * 1.1 + DOWN * 0.2
BADGE = RIGHT * 6.6 + UP * 2.55     # right end of what says which net is on screen
WHOLE = 8.0              # height of the frame


class Afterwards:
    """The two nets, the camera, and all that comes after the first update."""

    # --- what is given -----------------------------------------------------------------------------

    @property
    def run(self):
        return self.pixels

    def network(self, step: int = 0) -> NetworkDiagram:
        """The small net at a logged moment, after its forward pass, as large as the frame."""
        return show_activations(small_net(self.run, step, width=HERO), self.run, step).move_to(MIDDLE)

    def real_net(self) -> NetworkDiagram:
        """The real net, as large as the frame, with the sign that says so."""
        net = large_net(self.digits, width=HERO).move_to(MIDDLE + LEFT * 0.5)
        return net.add(badge(self, self.digits).move_to(BADGE, aligned_edge=RIGHT))


    def as_they_are(self, net: NetworkDiagram) -> None:
        """All edges look like their first weights again, of a net that is not on screen."""
        net.set_weights(0, self.run.w_i_h[0], bias=self.run.b_i_h[0])
        net.set_weights(1, self.run.w_h_o[0], bias=self.run.b_h_o[0])

    def tray_name(self, box: Tray) -> Text:
        """Which cost the tray holds: not that whose slopes are taken."""
        return words(self.screen("squared_error"), LABEL, role("quiet")).next_to(box, UP, buff=0.15)

    def look(self, *animations, height: float = WHOLE, at: np.ndarray = 0 * RIGHT, run_time: float = 1.0) -> None:
        """The camera moves to a part of the picture, `height` high; without one, to all of it.

        The title and the map are there only where all of it is seen.
        """
        frame = self.camera.frame
        far, close = height == WHOLE, frame.height < WHOLE
        turn = self.margins(far) if far is close else []
        if turn and not far:
            self.play(*turn, run_time=0.2)
        self.play(frame.animate.set(height=height).move_to(at), *animations, run_time=run_time)
        if turn and far:
            self.play(*turn, run_time=0.2)
        self.remove(frame)

    def exchange(self, old: NetworkDiagram, new: NetworkDiagram, *leaving: Mobject) -> None:
        """One net gives way to the other, column by column."""
        moves = columns_become(old, new)
        self.play(FadeOut(old, *leaving), *moves, run_time=0.4)
        self.play(FadeIn(new), run_time=0.3)
        self.remove(*(move.target_mobject for move in moves))

    # --- what it was good for ----------------------------------------------------------------------

    def again(self, net: NetworkDiagram, tray: VGroup, magnified: float) -> None:
        """The same image through the changed net: how far each output moved, magnified, and how far the cost."""
        run = self.run
        names, before, after, bars = back.changes(run, magnified, self.screen)
        should = net.delta_tags(2, run.delta_o[0, 0], "pixels:delta_o[0,0]", size=TITLE)
        rest = VGroup(*net.layers[:2], net.edge_group, net.bias_neurons)
        with self.say("again", pause=0) as line:
            for k in (0, 1):
                values, key = ((run.h, "h"), (run.o, "o"))[k]
                self.play(net.pulse(net.edges_between(k)), run_time=0.5)
                self.play(net.light_up(k + 1, values[1, 0], f"pixels:{key}[1,0]", run_time=0.4))
            line.wait_for("outputs")
            self.play(FadeOut(rest, tray[1:3]), run_time=0.4)
            self.play(*(neuron.animate.scale(1.5).move_to([-5.2, number.get_y(), 0]) for neuron, number in
                        zip(net.layers[2], before, strict=True)), FadeIn(before, names[0]), run_time=0.8)
            arrows = VGroup(*(tag[1].next_to(neuron, RIGHT, buff=0.25) for tag, neuron in zip(should, net.layers[2])))
            self.play(FadeIn(arrows), FadeIn(after, names[1]), run_time=0.5)
            self.play(FadeIn(names[2], *(bar[1] for bar in bars)), run_time=0.3)
            line.wait_for("larger")
            self.play(*(GrowFromEdge(bar[0], DOWN if bar[0].get_y() > bar[1].get_y() else UP) for bar in bars), run_time=1.0)
            self.drift(line.left + 0.8)
        self.add(names, before, after, bars, arrows)

    def drop(self, tray: VGroup, lens: float) -> tuple[Drop, VGroup]:
        """The cost in its tray, and its surface through a lens. Returns that, and the tray as it is then, in its corner."""
        picture = back.dropping(self.run, self.screen, lens, cost_decimals(self.run))
        new = float(self.run.e[1, 0])
        small = tray[0].copy()
        with self.say("cost", pause=0) as line:
            gone = [FadeOut(one, run_time=0.3) for one in self.others(tray[0], tray[3])]
            self.play(*gone, ReplacementTransform(tray[0], picture.tray), ReplacementTransform(tray[3], picture.title),
                      run_time=0.7)
            self.play(FadeIn(picture.surface, picture.frame, picture.level, picture.factor), run_time=0.5)
            line.wait_for("before")
            self.play(FadeIn(picture.before), run_time=0.4)
            line.wait_for("after")
            surface = picture.surface.height + picture.way
            self.play(picture.tray.pour(new), FadeIn(picture.after), picture.surface.animate
                      .stretch_to_fit_height(surface).move_to(picture.frame.get_bottom(), aligned_edge=DOWN), run_time=1.2)
            self.drift(line.left + 1.4)
        small.show(new)
        reading = small.reading(new, cost_decimals(self.run), "pixels:e[1,0]", LABEL)
        return picture, VGroup(small, reading, self.tray_name(small))

    def recap(self, picture: Drop, tray: VGroup) -> None:
        """The four steps once more, in the whole net; then how often the real net takes them."""
        net = self.network(1)
        label = label_neurons(net, self.run)[0]
        ribbons = [back.bands(net, self.run, k) for k in (1, 0)]
        with self.say("recap", pause=0) as line:
            self.play(FadeOut(*(part for part in picture.everything() if part is not picture.tray)), run_time=0.25)
            self.play(ReplacementTransform(picture.tray, tray[0]), FadeIn(net, tray[1:]), run_time=0.5)
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
        self.and_again(net, VGroup(label, tray))

    def and_again(self, net: NetworkDiagram, beside: VGroup) -> None:
        """The same in the real net, forward and back, again and again; and how often."""
        real = self.real_net()
        often = back.how_often(float(self.digits.updates[-1]), "digits:updates[-1]", self.screen("times"))
        with self.say("times", pause=0) as line:
            self.exchange(net, real, beside)
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
