"""Layers: neurons line up into columns, the real net and its small twin, and how the columns are joined."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, LaggedStart, ReplacementTransform, Restore,
                   VGroup, smooth)

from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
from scenes.kit.rates import LATE, SOON
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, ink_on, role
from scenes.scratch.cast import badge, real_net, unweighted
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import opening_probe
from scenes.scratch.picture_net import PictureNet
from scenes.scratch.stranger import SMALLER as UNANSWERED
from scenes.scratch.stranger import stranger

MIDDLE = RIGHT * 1.5 + DOWN * 0.55   # where a net stands that has an image at its left
REAL = {"width": 6.6, "spacing": 0.52, "radius": 0.22}
TWIN = {"width": 6.6, "spacing": 1.12, "radius": 0.42}
MOST = 10                            # neurons of a layer of the real net that are drawn
BESIDE = LEFT * 4.6 + DOWN * 0.55    # the place of the image at its left
IMAGE = 3.9                          # side of the image there
CLOSE, VALUE = 0.85, 0.13            # height of the frame when it shows one neuron, and the em of its number
SMALLER = 0.8                        # size of both nets side by side over their sizes
APART, LOWER = 3.5, -0.2             # x of both then, and y
SIZES, NAMES = -3.0, 2.65            # y of their sizes and of their names
PUZZLE = 5.6, LEFT * 3.75 + DOWN * 0.2           # side and place of the image that is guessed
TWIN_AT = RIGHT * 3.05 + DOWN * 0.2  # where the small net stands beside it
UNDER = -3.1                         # y of what is written under it


class Layers(Chapter):
    """The real net as it reads the opening's test image in the end; then the small net, without weights."""

    def construct(self):
        real = real_net(self.digits, MOST, **REAL).move_to(MIDDLE)
        titles = VGroup(*(above(words(self.screen(key), TITLE, role("quiet")), real, k)
                          for k, key in enumerate(("input", "hidden", "output"))))
        digit = self.line_up(real)
        self.input_layer(real, titles[0], digit)
        names = self.output_layer(real, titles[2])
        self.hidden_layer(real, titles[1])
        self.come_closer(real)
        twin, sign = self.side_by_side(real, Group(digit, names, titles))
        self.guess_from_five(twin, *self.only_the_twin(twin, sign))
        self.connect(twin)
        self.hand_over(twin)

    @property
    def probe(self) -> int:
        """The test image that the real net is seen with."""
        return opening_probe(self.digits)

    # --- neurons in columns ------------------------------------------------------------------------

    def line_up(self, net: NetworkDiagram) -> Digit:
        """The net of the opening, in place of the picture that nobody has explained yet; then its columns upright, and the image
        beside them, which is returned."""
        run, (x, y, _) = self.digits, BESIDE
        pixels = run.probe_images[self.probe]
        seen, digit = PictureNet(run, pixels, ((x, y), IMAGE)).weigh(run.w_i_h[-1], run.w_h_o[-1]), Digit(pixels, side=IMAGE)
        seen.picture.show(1)
        net.edge_group.set_z_index(-1)
        self.add(unanswered := stranger(self.experiments).scale(UNANSWERED))
        self.open()
        with self.say("neurons", pause=0.4) as line:
            self.play(FadeOut(unanswered, rate_func=SOON), FadeIn(seen.picture, seen.join(), seen.net, rate_func=LATE),
                      run_time=0.8)
            for lines, layer in (seen.lines, 0), (seen.net.edges_between(0), 1):
                self.play(NetworkDiagram.pulse(lines), run_time=0.4)
                self.play(*(seen.net.ring(neuron) for neuron in seen.net.layers[layer]), run_time=0.25)
            line.wait_for("columns")
            for layer in seen.net.layers:
                self.play(*(seen.net.ring(neuron, on=False) for neuron in layer), run_time=0.2)
            self.upright(seen, net)
            self.remove(seen.picture)
            self.add(digit.move_to(BESIDE))
            self.drift(line.left + 0.4)
        return digit

    def upright(self, seen: PictureNet, net: NetworkDiagram) -> None:
        """The image turns back to the frame; of each layer the neurons that are drawn there go to their places in the net."""
        pairs, rest = [], []
        for k, layer in enumerate(seen.net.layers):
            there = dict(zip(net.shown[k + 1], net.layers[k + 1], strict=True))
            for i, neuron in zip(seen.net.shown[k], layer, strict=True):
                pairs.append((neuron, there[i])) if i in there else rest.append(neuron)
        self.remove(seen.net)
        self.add(seen.net.edge_group, *rest, *(neuron for neuron, _ in pairs))
        self.play(FadeOut(seen.lines, seen.net.edge_group, *rest, rate_func=SOON),
                  PlayThrough([seen.picture], seen.picture.show, 1, 0, rate_func=smooth),
                  *(ReplacementTransform(*pair) for pair in pairs),
                  FadeIn(*net.layers[0], net.gaps, rate_func=LATE), run_time=1.4)

    def input_layer(self, net: NetworkDiagram, title: VGroup, digit: Digit) -> None:
        """The pixels of the image go into the first column."""
        run = self.digits
        squares = VGroup(*(digit.pixel(i).set_stroke(role("focus"), 3) for i in net.shown[0]))
        with self.say("input", pause=0.4) as line:
            line.wait_for("first")
            self.play(FadeIn(title), *self.rings(net, 0), run_time=0.5)
            line.wait_for("holds")
            self.play(LaggedStart(*(FadeIn(square, scale=2) for square in squares), lag_ratio=0.1), run_time=0.4)
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.3).move_to(neuron) for square, neuron in
                                    zip(squares, net.layers[0], strict=True)), lag_ratio=0.1), run_time=0.9)
            self.remove(*squares)
            self.play(net.glow(0, run.inputs_of(self.probe)), *self.rings(net, 0, on=False), run_time=0.4)
            self.drift(line.left + 0.5)

    def rings(self, net: NetworkDiagram, k: int, on: bool = True) -> list:
        """The outlines of a whole layer."""
        return [net.ring(neuron, on) for neuron in net.layers[k]]

    def output_layer(self, net: NetworkDiagram, title: VGroup) -> VGroup:
        """The last column, a neuron for each class."""
        names = self.classes_beside(net, self.digits, BODY)
        with self.say("output", pause=0.4) as line:
            line.wait_for("output")
            self.play(FadeIn(title), *self.rings(net, 2), run_time=0.4)
            line.wait_for("each")
            self.play(LaggedStart(*(FadeIn(name, shift=RIGHT * 0.2) for name in names), lag_ratio=0.4), run_time=1.2)
            self.drift(line.left + 0.3)
        self.play(*self.rings(net, 2, on=False), run_time=0.3)
        return names

    def classes_beside(self, net: NetworkDiagram, run, size: float) -> VGroup:
        """What the outputs that are drawn stand for."""
        return VGroup(*(words(str(run.meta["classes"][i]), size, source=f"{run.path.stem}:classes[{i}]")
                        .next_to(neuron, RIGHT, buff=0.2)
                        for i, neuron in zip(net.shown[2], net.layers[2], strict=True)))

    def hidden_layer(self, net: NetworkDiagram, title: VGroup) -> None:
        """The column between, which turns one into the other."""
        run = self.digits
        with self.say("hidden", pause=0.4) as line:
            line.wait_for("hidden")
            self.play(FadeIn(title, net.edge_group), *self.rings(net, 1), run_time=0.5)
            self.play(net.pulse(net.edges_between(0), run_time=0.7), net.glow(1, run.h[-1, self.probe]))
            self.play(net.pulse(net.edges_between(1), run_time=0.7), net.glow(2, run.o[-1, self.probe]),
                      *self.rings(net, 1, on=False))
            self.drift(line.left + 0.6)

    def come_closer(self, net: NetworkDiagram) -> None:
        """The look goes to the hidden neuron that is least sure, and to its number; and back."""
        run = self.digits
        values = run.h[-1, self.probe, :, 0]
        place = int(np.argmin(np.abs(values[net.shown[1]] - 0.5)))
        neuron, i = net.layers[1][place], net.shown[1][place]
        value = Number(float(values[i]), size=VALUE, source=f"digits:h[-1,{self.probe},{i},0]",
                       color=ink_on(neuron.circle.get_fill_color())).move_to(neuron)
        holds(neuron.circle, value)
        self.camera.frame.save_state()
        with self.say("number", pause=0.4) as line:
            line.wait_for("neuron")
            self.play(self.camera.frame.animate.set(height=CLOSE).move_to(neuron), run_time=0.9)
            line.wait_for("value")
            self.play(FadeIn(value, scale=0.6), run_time=0.4)
            self.play(self.camera.frame.animate.scale(0.95), run_time=max(line.left + 0.2, 0.8))
            self.play(FadeOut(value), run_time=0.2)
            self.play(Restore(self.camera.frame), run_time=0.6)
            self.drift(line.left + 0.2)

    # --- two nets ----------------------------------------------------------------------------------

    def side_by_side(self, real: NetworkDiagram, leaving: Group) -> tuple[NetworkDiagram, VGroup]:
        """Both nets, each with its name and how many neurons its layers have. Returns the small one and its name."""
        twin = NetworkDiagram(self.pixels.sizes, **TWIN).scale(SMALLER).move_to([APART, LOWER, 0])
        signs = [badge(self, run).scale(1.1).move_to([x, NAMES, 0]) for run, x in ((self.digits, -APART), (self.pixels, APART))]
        with self.say("twin", pause=0.4) as line:
            self.play(FadeOut(leaving), run_time=0.3)
            self.play(real.animate.scale(SMALLER).move_to([-APART, LOWER, 0]), run_time=0.8)
            sizes, others = (self.sizes_below(*one) for one in ((real, self.digits), (twin, self.pixels)))
            self.play(FadeIn(signs[0]), LaggedStart(*(FadeIn(size, shift=UP * 0.2) for size in sizes), lag_ratio=0.3),
                      run_time=0.7)
            line.wait_for("twin")
            self.play(LaggedStart(*(FadeIn(layer, shift=RIGHT * 0.4) for layer in twin.layers), lag_ratio=0.4),
                      FadeIn(signs[1]), run_time=0.8)
            self.play(FadeIn(twin.edge_group), run_time=0.3)
            self.remove(*twin.layers, twin.edge_group)
            self.add(twin)
            self.play(LaggedStart(*(FadeIn(size, shift=UP * 0.2) for size in others), lag_ratio=0.5), run_time=0.9)
            self.drift(line.left)
        self.play(FadeOut(real, signs[0], sizes, others), run_time=0.4)
        return twin, signs[1]

    def sizes_below(self, net: NetworkDiagram, run) -> VGroup:
        """How many neurons each layer has, under its column."""
        return VGroup(*(Number(size, 0, size=1.3 * TITLE, source=f"{run.path.stem}:sizes[{k}]")
                        .move_to([layer.get_x(), SIZES, 0]) for k, (size, layer) in enumerate(zip(run.sizes, net.layers))))

    def only_the_twin(self, twin: NetworkDiagram, sign: VGroup) -> tuple[Digit, VGroup]:
        """The small net by itself: the pixels that it sees of an image, its answers, and its badge. Returns the image, of
        which only these are shown, and their marks."""
        run, home = self.pixels, badge(self, self.pixels)
        digit = Digit(self.only_seen(0.0), side=PUZZLE[0]).move_to(PUZZLE[1])
        marks = VGroup(*(digit.mark(i) for i in run.pixel_index))
        squares = VGroup(*(digit.pixel(i).set_stroke(role("focus"), 3) for i in run.pixel_index))
        with self.say("sees", pause=0.4) as line:
            self.play(twin.animate.move_to(TWIN_AT), sign.animate.match_width(home).move_to(home), FadeIn(digit), run_time=0.6)
            names = self.classes_beside(twin, run, TITLE)
            line.wait_for("pixels")
            self.play(LaggedStart(*map(Create, marks), lag_ratio=0.15), run_time=0.5)
            self.play(LaggedStart(*(square.animate.scale_to_fit_width(0.4).move_to(neuron) for square, neuron in
                                    zip(squares, twin.layers[0], strict=True)), lag_ratio=0.15), run_time=0.8)
            self.remove(*squares)
            self.play(twin.glow(0, run.inputs_of(0)), LaggedStart(*(FadeIn(name, shift=RIGHT * 0.2) for name in names),
                                                                  lag_ratio=0.3), run_time=0.7)
            self.drift(line.left)
        return digit, marks

    def only_seen(self, rest: float) -> np.ndarray:
        """The first image, with so much (0..1) of what the small net does not see of it."""
        image = rest * self.pixels.probe_images[0].astype(float) / 255
        image[self.pixels.pixel_index] = self.pixels.inputs_of(0)[:, 0]
        return image

    def guess_from_five(self, net: NetworkDiagram, digit: Digit, marks: VGroup) -> None:
        """Time to guess what these pixels are of; then the whole image, and what the net that has learned says to it."""
        run = self.pixels
        share = in_line(Number(100 * float(run.accuracy_test[-1]), 0, unit="%", size=0.9, color=role("target"),
                               source="pixels:100*accuracy_test[-1]"), words(self.screen("share"), BODY), buff=0.35)
        share.move_to([TWIN_AT[0], UNDER, 0])
        with self.say("guess", pause=0.4) as line:
            self.let_guess(line, net)
        with self.say("shown", pause=0.9) as line:
            self.play(PlayThrough([digit], lambda s: digit.show(self.only_seen(s)), 0, 1), FadeOut(marks),
                      run_time=1.0)
            line.wait_for("image")
            self.play(net.pulse(net.edges_between(0), run_time=0.5), net.glow(1, run.h[-1, 0], run_time=0.5))
            self.play(net.pulse(net.edges_between(1), run_time=0.5), net.glow(2, run.o[-1, 0], run_time=0.5))
            line.wait_for("share")
            self.play(FadeIn(share, shift=UP * 0.2), run_time=0.4)
        self.play(FadeOut(share), run_time=0.2)

    # --- how they are joined -----------------------------------------------------------------------

    def connect(self, net: NetworkDiagram) -> None:
        """The edges out of each neuron stand out, neuron after neuron."""
        note = words(self.screen("connected"), TITLE).move_to([TWIN_AT[0], UNDER, 0])
        fans = [(net.layers[k][j], net.edges_from(k, j)) for k in (0, 1) for j in range(net.sizes[k])]
        faint, strong = role("quiet"), role("ink")

        def show(s):
            for n, (neuron, edges) in enumerate(fans):
                reached, here = np.clip(s - n, 0, 1), np.clip(1 - abs(s - n - 0.8), 0, 1)
                edges.set_stroke(faint.interpolate(strong, reached), 1.5 + 1.5 * reached + 2 * here,
                                 0.45 + 0.4 * reached)
                neuron.circle.set_stroke(faint.interpolate(role("focus"), here), 2.5 + 2.5 * here)

        with self.say("connected", pause=0.4) as line:
            sweep = PlayThrough([net.edge_group, *net.layers], show, 0, len(fans) + 0.8)
            self.play(sweep, run_time=line.until("fully"))
            self.play(FadeIn(note, shift=UP * 0.1), run_time=0.5)
            self.drift(line.left + 0.6)

    def hand_over(self, net: NetworkDiagram) -> None:
        """The net goes to the middle, for the next chapter."""
        self.close(net)
        self.play(ReplacementTransform(net, unweighted(self.pixels)), run_time=0.6)


def above(title: VGroup, net: NetworkDiagram, k: int) -> VGroup:
    """A title moved above column k, all titles on one baseline."""
    top = max(layer.get_top()[1] for layer in net.layers)
    return title.set_x(net.layers[k].get_x()).shift(UP * (top + 0.32 - title[1].get_bottom()[1]))
