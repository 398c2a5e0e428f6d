"""What the first update was good for, and the four steps once more: the end of the chapter on backpropagation."""

from manim import DOWN, RIGHT, UP, FadeIn, FadeOut, Group, VGroup

from scenes.kit.diagram import NetworkDiagram
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import SwitchTo, Text, words
from scenes.kit.theme import BODY, LABEL, role
from scenes.kit.tray import Tray
from scenes.scratch import first_cost
from scenes.scratch import way_back as back
from scenes.scratch.cast import label_neurons, show_activations, small_net
from scenes.scratch.falling import Fall
from scenes.scratch.learning_on import FROM, learning_on

HERO = 6.4               # width of the net where it is the picture, its image on its left
MIDDLE = RIGHT * 0.25 + DOWN * 0.2
UNDER = RIGHT * 6.6 + DOWN * 3.0         # right end of what says that the real net is there, under its outputs
BADGE = RIGHT * 6.6 + UP * 2.55     # right end of what says which net is on screen
COUNTED = [-5.4, -2.6, 0]        # the middle of the count of images


class Afterwards:
    """The two nets, the camera, and all that comes after the first update."""

    # --- what is given -----------------------------------------------------------------------------

    @property
    def run(self):
        return self.pixels

    def network(self) -> NetworkDiagram:
        """The small net before its first update, after its forward pass, as large as the frame."""
        return show_activations(small_net(self.run, width=HERO), self.run).move_to(MIDDLE)

    def as_they_are(self, net: NetworkDiagram) -> None:
        """All edges look like their first weights again, of a net that is not on screen."""
        net.set_weights(0, self.run.w_i_h[0], bias=self.run.b_i_h[0])
        net.set_weights(1, self.run.w_h_o[0], bias=self.run.b_h_o[0])

    def tray_name(self, box: Tray) -> Text:
        """Which cost the tray holds: that whose slopes are taken."""
        return words(self.screen("cross_entropy"), LABEL, role("quiet")).next_to(box, UP, buff=0.15)

    def reading(self, box: Tray) -> VGroup:
        """The cost before the first update, under its tray."""
        return box.reading(first_cost.cost(self.run), first_cost.decimals_of(self.run), f"pixels:{first_cost.key()}", BODY,
                           name=None)

    # --- what it was good for ----------------------------------------------------------------------

    def again(self, net: NetworkDiagram, tray: Group, times: dict[str, float]) -> Fall:
        """The same image through the changed net: what its outputs become, written finely enough to see it; how far the cost
        moves, in its tray and through a lens over that."""
        run, (box, reading) = self.run, tray[:2]
        lens, label = Fall(run, box, times, self.screen), label_neurons(net, run)[0]
        decimals = first_cost.apart(*run.o[:2, 0, :, 0].tolist())
        with self.say("cost", pause=0) as line:
            self.play(FadeIn(label), net.light_up(2, run.o[0, 0], "pixels:o[0,0]", run_time=0.4, decimals=decimals))
            self.play(net.pulse(net.edges_between(0)), run_time=0.4)
            self.play(net.light_up(1, run.h[1, 0], "pixels:h[1,0]", run_time=0.35))
            self.play(net.pulse(net.edges_between(1)), run_time=0.4)
            self.play(net.light_up(2, run.o[1, 0], "pixels:o[1,0]", run_time=0.6, decimals=decimals))
            line.wait_for("before")
            self.play(FadeOut(label, rate_func=SOON),
                      FadeIn(lens.surface, lens.rays, lens.frame, lens.factor, lens.level, lens.before, rate_func=LATE),
                      run_time=0.6)
            line.wait_for("after")
            new = first_cost.cost(run, 1)
            self.play(box.pour(new), lens.fall(), SwitchTo(reading[0], new, f"pixels:{first_cost.key('1')}"),
                      FadeIn(lens.after, rate_func=LATE), run_time=1.0)
            self.drift(line.left + 1.2)
        return lens

    def recap(self, net: NetworkDiagram, tray: Group, lens: Fall) -> None:
        """The four steps once more, in the whole net; then again and again."""
        label = label_neurons(net, self.run)[0]
        ribbons = [back.bands(net.edges[k], self.run, k) for k in (1, 0)]
        with self.say("recap", pause=0.3) as line:
            self.play(FadeOut(lens), run_time=0.3)
            for k in (0, 1):
                self.play(net.pulse(net.edges_between(k)), run_time=0.4)
            line.wait_for("compare")
            self.play(FadeIn(label), *(net.ring(neuron) for neuron in net.layers[2]), run_time=0.5)
            line.wait_for("blame")
            for bands, layers in zip(ribbons, (net.layers[1:], net.layers[:2]), strict=True):
                self.add(bands, *layers)
                self.play(*(band.flow() for band in bands), run_time=0.5)
                self.play(*(band.drain() for band in bands), run_time=0.3)
            self.add(net)
            line.wait_for("turn")
            self.play(net.pulse(net.edge_group, role("focus")), *(net.ring(neuron, on=False) for neuron in net.layers[2]),
                      run_time=0.7)
            self.drift(line.left + 0.3)
        self.learn_on(net, tray)

    def learn_on(self, net: NetworkDiagram, tray: Group) -> None:
        """Update after update, to the end of the run: what has become of the first image's outputs and of their cost."""
        run = self.run
        counted = back.how_often(int(run.updates[FROM]), f"pixels:updates[{FROM}]", self.screen("images"), int(run.updates[-1]))
        counted.move_to(COUNTED)
        show = learning_on(run, net, tray[0], tray[1][0], counted[0])
        with self.say("on", pause=0.2) as line:
            self.play(FadeIn(counted), run_time=0.3)
            self.play(PlayThrough([net, tray, counted], show, 0, 1), run_time=max(line.until("low") + 0.3, 3.0))
            self.play(*(net.ring(neuron) for neuron in net.layers[2]), run_time=0.4)
            self.drift(line.left + 0.3)
