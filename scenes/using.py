"""Using it: the finished net reads a test image by its forward lines alone; then some that it gets wrong."""

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group, GrowFromEdge, LaggedStart, UpdateFromAlphaFunc,
                   VGroup, linear)

from network.program import Program
from scenes.kit.bars import LevelBar
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit
from scenes.kit.field import AnswerField
from scenes.kit.listing import Listing, excerpt
from scenes.kit.sprites import LoosePixels
from scenes.kit.terminal import Terminal
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import SHOWN_MISTAKES, answer_of, ranks, using_probe

LIKELY = 2                             # of a mistake's outputs, the largest ones are shown
MIDDLE, HEIGHT = -1.25, 4.5            # of what stands below the terminal
COLUMN = (-0.75, MIDDLE, 0.3, HEIGHT)  # place and size of the image as a column
BAR = 1.25                             # length of an output of 1


class Using(Chapter):
    """The last logged moment of the real net, and what it answers on the test images."""

    def construct(self):
        self.open()
        terminal, digit = self.ask()
        net, pixels = self.make_column(digit)
        listing, outputs = self.run_forward(net)
        best = self.answer(terminal, digit, outputs)
        field = self.count_mistakes(Group(terminal, digit, net, pixels, listing, outputs, best))
        cards = self.take_out(field)
        self.read_wrongly(cards)
        self.second_largest(cards)
        self.almost_right(cards)
        self.close()

    # --- one question ------------------------------------------------------------------------------

    def ask(self) -> tuple[Terminal, Digit]:
        """The command is typed; the image that it names appears."""
        run = self.digits
        probe = using_probe(run)
        index = int(run.probe_index[probe])
        terminal = Terminal(width=13.2, lines=2, size=0.36).move_to(UP * 2.1)
        digit = Digit(run.probe_images[probe], side=HEIGHT).move_to([0, MIDDLE, 0])
        with self.say("ask") as line:
            self.play(FadeIn(terminal), run_time=0.4)
            self.play(terminal.type(f"python -m network.predict {index}", line.until("image"),
                                    f"digits:probe_index[{probe}]"))
            self.play(FadeIn(digit, scale=0.9), run_time=0.7)
        return terminal, digit

    def make_column(self, digit: Digit) -> tuple[NetworkDiagram, LoosePixels]:
        """Row after row, the image's pixels go into one column, in front of the net."""
        run = self.digits
        net = NetworkDiagram(run.sizes, width=3.5, spacing=0.41, radius=0.175, most=10, source="digits:sizes")
        net.set_weights(0, run.w_i_h[-1]).set_weights(1, run.w_h_o[-1]).move_to([1.75, MIDDLE, 0])
        with self.say("column") as line:
            self.play(digit.animate.move_to([-4.35, MIDDLE, 0]), FadeIn(net), run_time=0.7)
            pixels = LoosePixels(run.probe_images[using_probe(run)], (-4.35, MIDDLE, HEIGHT, HEIGHT), COLUMN)
            self.add(pixels)
            self.play(UpdateFromAlphaFunc(pixels, lambda mobject, alpha: mobject.show(alpha)), rate_func=linear,
                      run_time=max(line.left, 1.6))
            self.play(digit.animate.scale(0.5).move_to([-5.47, -0.1, 0]), run_time=0.8)
        return net, pixels

    def run_forward(self, net: NetworkDiagram) -> tuple[Listing, VGroup]:
        """The four forward lines, each lit while the net does what it says; the outputs grow as bars."""
        run, probe = self.digits, using_probe(self.digits)
        program = Program(run.meta["source"])
        numbers = [line for name in ("h_pre", "h", "o_pre", "o") for line in program.lines(name)]
        listing = Listing(excerpt(program.source, numbers), 0.29, first=numbers[0])
        listing.move_to([-6.6, MIDDLE - HEIGHT / 2, 0], aligned_edge=DOWN + LEFT)
        outputs = self.output_bars(net)
        deeds = (net.pulse(net.edges_between(0)), net.glow(1, run.h[-1, probe]), net.pulse(net.edges_between(1)),
                 net.glow(2, run.o[-1, probe]))
        with self.say("forward") as line:
            self.play(FadeIn(listing, outputs[0]), net.glow(0, run.inputs_of(probe)), run_time=0.6)
            step = max(line.left / len(numbers), 0.6)
            for number, deed in zip(numbers, deeds, strict=True):
                self.play(listing.light(number), deed, run_time=step)
            self.play(listing.light(), FadeIn(outputs[2]),
                      *(GrowFromEdge(bar, LEFT) for bar in outputs[1]), run_time=0.8)
        return listing, outputs

    def output_bars(self, net: NetworkDiagram) -> VGroup:
        """Names, bars and values of the ten outputs, each beside its neuron."""
        run, probe = self.digits, using_probe(self.digits)
        names, bars, values = VGroup(), VGroup(), VGroup()
        for k, (neuron, name) in enumerate(zip(net.layers[2], run.meta["classes"], strict=True)):
            output, y = float(run.o[-1, probe, k, 0]), neuron.get_y()
            names.add(words(str(name), LABEL, source=f"digits:meta.classes[{k}]").next_to(neuron, RIGHT, buff=0.14))
            bars.add(LevelBar.shape(output * BAR, "activation").move_to([4.42, y, 0], aligned_edge=LEFT))
            values.add(Number(output, size=0.25, source=f"digits:o[-1,{probe},{k},0]", color=role("quiet"))
                       .move_to([6.25, y, 0]))
        return VGroup(names, bars, values)

    def answer(self, terminal: Terminal, digit: Digit, outputs: VGroup) -> VGroup:
        """The largest output is what the command prints."""
        run, probe = self.digits, using_probe(self.digits)
        k, label = answer_of(run, probe), int(run.probe_labels[probe])
        name = run.meta["classes"][k]
        best = words(str(name), 1.7, role("focus"), bold=True, source=f"digits:meta.classes[{k}]")
        best.move_to([-2.7, -0.1, 0])
        said = f"test image {int(run.probe_index[probe])}, labelled {label}: the network says {name}"
        with self.say("answer", pause=0.8) as line:
            self.play(outputs[1][k].animate.set_fill(role("focus")), outputs[0][k].animate.set_color(role("focus")),
                      outputs[2][k].animate.set_color(role("focus")), run_time=0.5)
            line.wait_for("answer")
            self.play(FadeIn(best, target_position=outputs[0][k], scale=0.2), run_time=0.7)
            source = f"digits:(probe_index[{probe}], probe_labels[{probe}], meta.classes[{k}])"
            self.play(terminal.print_line(said, "ink", source))
        return best

    # --- what it gets wrong ------------------------------------------------------------------------

    def count_mistakes(self, before: Group) -> AnswerField:
        """All test images as marks; the wrong ones stay bright."""
        run = self.digits
        right = ranks(run) == 0
        field = AnswerField(right, 13.1, 6.1).move_to(DOWN * 0.4).show(len(right))
        with self.say("wrong") as line:
            self.play(FadeOut(before), run_time=0.4)
            self.play(FadeIn(field), run_time=0.6)
            line.wait_for("misreads")
            self.play(UpdateFromAlphaFunc(field, lambda mobject, alpha: mobject.show(len(right), alpha)), run_time=0.9)
        return field

    def take_out(self, field: AnswerField) -> Group:
        """The first mistakes grow out of their marks."""
        run = self.digits
        cards = Group(*(self.card(i) for i in range(SHOWN_MISTAKES))).arrange(RIGHT, buff=0.6).move_to(DOWN * 0.4)
        with self.say("few"):
            grow = (FadeIn(card[0], target_position=field.place(int(run.mistake_index[i])), scale=0.02)
                    for i, card in enumerate(cards))
            self.play(FadeOut(field, run_time=0.8), LaggedStart(*grow, lag_ratio=0.25, run_time=1.6))
        return cards

    def read_wrongly(self, cards: Group) -> None:
        """One after the other: what the label says, and the output that won."""
        for i, card in enumerate(cards):
            label, answer = card[1], card[2][0]
            others = [other[0].image for other in cards if other is not card]
            with self.say(f"mistake_{i}") as line:
                self.play(FadeIn(label), *(other.animate.set_opacity(0.35) for other in others),
                          card[0].image.animate.set_opacity(1), run_time=0.4)
                line.wait_for("answer")
                self.play(FadeIn(answer[0], answer[2]), GrowFromEdge(answer[1], LEFT), run_time=0.6)
        self.play(*(card[0].image.animate.set_opacity(1) for card in cards), run_time=0.4)

    def second_largest(self, cards: Group) -> None:
        """The runner-up of each."""
        with self.say("second", pause=0.7) as line:
            line.wait_for("second")
            for card in cards:
                second = card[2][1]
                self.play(FadeIn(second[0], second[2]), GrowFromEdge(second[1], LEFT), run_time=0.45)

    def almost_right(self, cards: Group) -> None:
        """All mistakes as marks, and how many of them were right in second place."""
        run, known = self.digits, self.film.facts(self.runs)
        below = ranks(run)[ranks(run) > 0]
        field = AnswerField(below == 1, 13.1, 5.0).move_to(UP * 0.3)
        count = Number(0, 0, widest=len(below), size=0.9, color=role("target"), source=known["right_second"].source)
        told = words(self.screen("second_place"), BODY, role("quiet"), source=known["mistakes"].source)
        figure = in_line(count, told, buff=0.35).next_to(field, DOWN, buff=0.3)

        def sort(mobject, alpha):
            field.show(alpha * len(below))
            count.set_value(np.count_nonzero(below[:round(alpha * len(below))] == 1))
        with self.say("right_second", pause=0.9) as line:
            self.play(FadeOut(cards), run_time=0.4)
            self.play(FadeIn(field), run_time=0.5)
            line.wait_for("counted")
            self.add(figure)
            self.play(UpdateFromAlphaFunc(Group(field, count), sort), run_time=max(line.left, 2.0))

    def card(self, i: int) -> Group:
        """A misread image, its label, and its largest outputs as level bars."""
        run = self.digits
        index = int(run.mistake_index[i])
        outputs, label = run.test_outputs[index], int(run.test_labels[index])
        digit = Digit(run.mistake_images[i], side=4.0)
        name = words(self.screen("label", label=label), TITLE, role("target"), source=f"digits:test_labels[{index}]")
        name.next_to(digit, UP, buff=0.2)
        rows = VGroup()
        for rank, k in enumerate(np.argsort(outputs)[::-1][:LIKELY]):
            kind = "target" if run.meta["classes"][k] == label else "error" if rank == 0 else "quiet"
            rows.add(LevelBar(float(outputs[k]), str(run.meta["classes"][k]), 2.6, kind,
                              (f"digits:test_outputs[{index},{k}]", f"digits:meta.classes[{k}]"), size=BODY))
        rows.arrange(DOWN, buff=0.2, aligned_edge=LEFT).next_to(digit, DOWN, buff=0.3).align_to(digit, LEFT)
        return Group(digit, name, rows)
