"""Training: the real run, from what it prints to what it has learned and what it still confuses."""

import re

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Create, FadeIn, FadeOut, Group, LaggedStart,
                   Mobject, TransformFromCopy, VGroup, linear, smooth)
from manim.utils.rate_functions import ease_in_cubic, ease_out_quad

from scenes.kit.bars import OutputBars, ShareBar
from scenes.kit.confusion import ConfusionTable, tally
from scenes.kit.declare import holds
from scenes.kit.diagram import NetworkDiagram
from scenes.kit.digit import Digit, WeightImage
from scenes.kit.labelled import LabelledDigit
from scenes.kit.moments import PlayThrough, Timeline, between
from scenes.kit.mosaic import Mosaic, WeightScale, weight_pictures
from scenes.kit.plot import Plot
from scenes.kit.scales import largest
from scenes.kit.shares import block_shares, counts_in_pass
from scenes.kit.terminal import PROMPT, Terminal
from scenes.kit.text import CODE_ADVANCE, Number, code, in_line, words
from scenes.kit.theme import BODY, LABEL, TITLE, role
from scenes.scratch.chapter import Chapter
from scenes.scratch.facts import mistakes_like, most_confused, settling_probe

EDGE, CEILING, FLOOR = 6.6, 2.95, -3.5      # the safe area under the title
MOST_PASSES = 4                             # more are not drawn one by one, nor spoken
SHOWN = 3                                   # misread images
INSET = 0.66                                # size of the terminal when it stands in the plot


class Training(Chapter):
    """The run of the real net, 784-20-10."""

    def construct(self):
        self.open()
        terminal, stream = self.start_run()
        bars = self.passes_print(terminal, stream)
        plot, curve = self.draw_curve(terminal, bars)
        averages = self.average(plot, curve, terminal)
        shares = self.ask_again(averages)
        net, picture, scale = self.look_inside(shares)
        mosaic, timeline = self.strokes(net, picture, scale)
        learned = self.take_away_noise(mosaic, scale)
        outputs = self.settle(timeline, learned)
        table, totals = self.sort_answers(outputs)
        self.worst_mistake(table, totals)
        self.close()

    # --- the run -----------------------------------------------------------------------------------

    @property
    def passes(self) -> list[int]:
        """The passes that are drawn: all, or of many the first and the last."""
        epochs = self.digits.meta["epochs"]
        return list(range(epochs)) if epochs <= MOST_PASSES else [0, epochs - 1]

    @property
    def running(self) -> tuple[np.ndarray, np.ndarray, int]:
        """The running figures, and how many images a pass has."""
        return self.digits.running_updates, self.digits.running_accuracy, self.digits.meta["data"]["train"]

    def start_run(self) -> tuple[Terminal, Group]:
        """The command is typed; the first training images go by, one at a time."""
        run = self.digits
        command = run.meta["made_by"]
        size = min(TITLE, (2 * EDGE - 1) / (CODE_ADVANCE * len(PROMPT + command)))
        terminal = Terminal(CODE_ADVANCE * size * len(PROMPT + command) + 1, lines=len(self.passes) + 1, size=size)
        terminal.move_to([0, CEILING, 0], aligned_edge=UP)
        digit = Digit(run.train_images[0], side=3.0).move_to([0, (terminal.get_bottom()[1] + FLOOR) / 2, 0])
        number = Number(1, 0, size=2.5 * TITLE, widest=len(run.train_images), source="constant:ordinal")
        label = Number(int(run.train_labels[0]), 0, size=2.5 * TITLE, source="digits:train_labels[0]",
                       color=role("target"))
        names = in_line(words(self.screen("image"), TITLE, role("quiet")),
                        words(self.screen("label"), TITLE, role("target")))
        names.set_y(digit.get_y() + 0.75)
        for value, name, side in zip((number, label), names, (LEFT, RIGHT), strict=True):
            value.move_to(digit.get_center() + 3.4 * side + 0.2 * DOWN)
            name.set_x(value.get_x())
        with self.say("run") as line:
            self.play(FadeIn(terminal), run_time=0.3)
            self.play(terminal.type(command, line.until("passes"), "digits:meta.made_by"))
            self.play(FadeIn(digit, number, label, names), run_time=0.4)
            self.play(self.stream(digit, number, label), run_time=max(line.left, 1.0))
        return terminal, Group(digit, number, label, names)

    def stream(self, digit: Digit, number: Number, label: Number) -> Animation:
        """The training images in the order of use, slowly at first, then faster and faster."""
        run = self.digits

        def show(k: float):
            digit.show(run.train_images[round(k)])
            label.set_value(int(run.train_labels[round(k)])).source = f"digits:train_labels[{round(k)}]"
            number.set_value(round(k) + 1)
        return PlayThrough([digit, number, label], show, 0, len(run.train_images) - 1, rate_func=ease_in_cubic)

    def passes_print(self, terminal: Terminal, stream: Group) -> VGroup:
        """Pass after pass fills with images right and wrong; at its end the run's own line is printed."""
        rows = VGroup(*(self.pass_row(k) for k in self.passes)).arrange(DOWN, buff=0.32, aligned_edge=RIGHT)
        texts = tuple(self.screen(key) for key in ("right", "wrong", "to_come"))
        legend = ShareBar.legend(texts).next_to(rows, DOWN, buff=0.32)
        VGroup(rows, legend).move_to([0, (terminal.get_bottom()[1] + FLOOR) / 2, 0])
        with self.say("prints") as line:
            self.play(exchange(stream, VGroup(rows, legend)))
            self.play(self.run_pass(rows[0], self.passes[0]), run_time=max(line.left, 1.0))
        with self.say("passes") as line:
            for n, k in enumerate(self.passes, 1):
                if n > 1:
                    self.play(self.run_pass(rows[n - 1], k), run_time=line.until(f"pass_{n}"))
                self.play(terminal.print_line(self.digits.meta["output"][k], "ink", f"digits:meta.output[{k}]"))
        return VGroup(rows, legend)

    def pass_row(self, k: int) -> VGroup:
        """The name of a pass and its bar, still empty."""
        name = words(self.screen("pass", number=k + 1), BODY, role("quiet"), source="constant:ordinal")
        bar = ShareBar(9.6, 0.62, source=f"digits:accuracy_learning[{k}]*100", size=TITLE)
        return VGroup(name, bar.next_to(name, RIGHT, buff=0.3))

    def run_pass(self, row: VGroup, k: int) -> Animation:
        """The bar of a pass fills up with what was right and wrong so far."""
        seen, right = counts_in_pass(*self.running, k)

        def show(images: float):
            row[1].show(np.interp(images, seen, right) / seen[-1], images / seen[-1])
        return PlayThrough([row], show, 0, seen[-1])

    # --- the curve ---------------------------------------------------------------------------------

    def draw_curve(self, terminal: Terminal, bars: VGroup) -> tuple[Plot, VGroup]:
        """The share right in blocks of images, over all passes; the terminal stands in the empty part of the field."""
        train, epochs = self.digits.meta["data"]["train"], self.digits.meta["epochs"]
        x, shares = block_shares(*self.running)
        block = epochs * train // len(x)
        plot = Plot((0, epochs * train), (0, 100), 11.4, 5.0, x_ticks=[k * train for k in range(epochs + 1)],
                    y_ticks=(0, 25, 50, 75, 100), y_unit="%", x_label=self.screen("seen"),
                    y_label=self.screen("share", block=block),
                    source=f"digits:meta.epochs*meta.data.train//{len(x)}", text_size=0.27)
        plot.move_to([0, (CEILING + FLOOR) / 2, 0])
        free = (8, DOWN) if self.digits.accuracy_learning.min() > 0.5 else (92, UP)
        inset = terminal.copy().scale(INSET).move_to(plot.point(0.98 * epochs * train, free[0]), RIGHT + free[1])
        first = sum(x < train)
        with self.say("curve") as line:
            self.play(exchange(bars, plot), terminal.animate.scale(INSET).move_to(inset), run_time=0.7)
            curves = [plot.curve(x[:first], 100 * shares[:first], "target"),
                      plot.curve(x[first - 1:], 100 * shares[first - 1:], "target")]
            self.play(Create(curves[0]), run_time=line.until("slowly"), rate_func=linear)
            self.play(Create(curves[1]), run_time=max(line.left, 1.0), rate_func=linear)
        return plot, VGroup(*curves)

    def average(self, plot: Plot, curve: VGroup, terminal: Terminal) -> VGroup:
        """The printed figures as levels; in the first pass, what lies below and above its level."""
        levels = VGroup(*(self.printed_level(plot, k) for k in self.passes))
        figures = [terminal.piece(n, re.search(r"[\d.]+%", self.digits.meta["output"][k])[0])
                   for n, k in enumerate(self.passes, 1)]
        with self.say("learning") as line:
            self.play(*(figure.animate.set_color(role("focus")) for figure in figures), run_time=0.4)
            self.play(LaggedStart(*(AnimationGroup(Create(level), TransformFromCopy(figure, number))
                                    for figure, (level, number) in zip(figures, levels, strict=True)), lag_ratio=0.3),
                      run_time=line.until("average"))
            parts = self.deviations(plot, self.passes[0])
            self.add(parts, curve)
            self.play(LaggedStart(*(FadeIn(part) for part in parts), lag_ratio=0.1), run_time=max(line.left - 0.5, 1))
        return VGroup(plot, parts, curve, levels, terminal)

    def printed_level(self, plot: Plot, k: int) -> VGroup:
        """A level line at the printed figure of pass k, and the figure under it."""
        train = self.digits.meta["data"]["train"]
        share = 100 * float(self.digits.accuracy_learning[k])
        level = plot.level(share, "focus", k * train, (k + 1) * train).set_stroke(width=3, opacity=1)
        number = Number(share, 1, unit="%", size=TITLE, source=f"digits:accuracy_learning[{k}]*100",
                        color=role("focus"))
        return VGroup(level, number.next_to(level, DOWN, buff=0.3))

    def deviations(self, plot: Plot, k: int) -> VGroup:
        """Pass k block by block, from the level of its average to the block's own share."""
        train, level = self.digits.meta["data"]["train"], 100 * float(self.digits.accuracy_learning[k])
        x, shares = block_shares(*self.running)
        chosen = (x > k * train) & (x < (k + 1) * train)
        half = train / sum(chosen) / 2
        return VGroup(*(plot.block((at - half, at + half), (level, 100 * share),
                                   "target" if 100 * share > level else "error")
                        for at, share in zip(x[chosen], shares[chosen], strict=True)))

    # --- the honest test ---------------------------------------------------------------------------

    def ask_again(self, averages: VGroup) -> VGroup:
        """Three shares, each with what it counts: while learning, the same images afterwards, images never seen."""
        run = self.digits
        counts = (("accuracy_learning", "train", "as_printed"), ("accuracy_train", "train", "once_more"),
                  ("accuracy_test", "test", "never_seen"))
        rows = VGroup(*(self.share_row(key, part, self.screen(text)) for key, part, text in counts))
        rows.arrange(DOWN, buff=0.6, aligned_edge=LEFT)
        rows.move_to([0, (CEILING + FLOOR) / 2, 0])
        room = (rows[0].get_y() - rows[1].get_y()) / 2
        rows[:2].shift(room * DOWN)
        with self.say("after") as line:
            rows[0][0].show(float(run.accuracy_learning[-1]))
            self.play(exchange(averages, rows[:2]))
            self.hold(line.until("figure") - 0.6)
            self.play(self.fill(rows[1][0], run.accuracy_train[-1]), run_time=0.6)
        with self.say("honest") as line:
            line.wait_for("test")
            self.play(rows[:2].animate.shift(room * UP), FadeIn(rows[2], shift=room * UP), run_time=0.6)
            self.play(self.run_test(rows[2][0]), run_time=line.until("figure"))
        self.hold(0.4)
        return rows

    def share_row(self, key: str, part: str, text: str) -> VGroup:
        """A bar with the last entry of an accuracy, and in words which part of the data it counts."""
        bar = ShareBar(10.4, 1.0, source=f"digits:{key}[-1]*100", size=1.6 * TITLE)
        caption = words(text, 0.36, source=f"digits:meta.data.{part}").next_to(bar.track, DOWN, buff=0.18)
        return VGroup(bar, caption.align_to(bar.track, LEFT))

    def fill(self, bar: ShareBar, share: float) -> Animation:
        """A bar grows to its share."""
        return PlayThrough([bar], lambda part: bar.show(part * float(share), part), 0, 1, rate_func=smooth)

    def run_test(self, bar: ShareBar) -> Animation:
        """A bar fills up with what is right and wrong of the test images, in their order."""
        run = self.digits
        answers = np.array(run.meta["classes"])[run.test_outputs.argmax(axis=1)]
        right, total = np.cumsum(np.append(0, answers == run.test_labels)), len(answers)
        return PlayThrough([bar], lambda seen: bar.show(right[round(seen)] / total, round(seen) / total), 0, total)

    # --- the weights -------------------------------------------------------------------------------

    def look_inside(self, shares: VGroup) -> tuple[NetworkDiagram, WeightImage, Group]:
        """The edges into the first hidden neuron, and their weights laid out like the pixels that they belong to."""
        run = self.digits
        weights, top = run.w_i_h[0, 0], largest(run.w_i_h)
        net = NetworkDiagram((run.sizes[0], 1), width=4.0, spacing=0.7, radius=0.28, source="digits:sizes")
        net.set_weights(0, run.w_i_h[0]).move_to(LEFT * 4.0 + DOWN * 0.2)
        picture = WeightImage(np.zeros_like(weights), side=6.2, scale=top).move_to(RIGHT * 2.1 + DOWN * 0.2)
        scale = WeightScale(top, "digits:abs(w_i_h).max()", height=0.9).next_to(picture, RIGHT, buff=0.3)
        name = code("w_i_h", LABEL, role("positive")).next_to(scale, UP, buff=0.15)

        def show(k: float):
            picture.show(np.where(np.arange(len(weights)) < k, weights, 0), top)
        with self.say("noise") as line:
            self.play(exchange(shares, net))
            line.wait_for("weights")
            self.play(net.pulse(net.edges_between(0)), FadeIn(picture, scale, name), run_time=0.8)
            self.play(PlayThrough([picture], show, 0, len(weights)), run_time=line.until("noise"))
        return net, picture.set_z_index(1), Group(name, scale).set_z_index(1)

    def strokes(self, net: NetworkDiagram, picture: WeightImage, scale: Group) -> tuple[Mosaic, Timeline]:
        """The picture takes its place among those of all hidden neurons; they change as they did in the run."""
        run, top = self.digits, largest(self.digits.w_i_h)
        mosaic = Mosaic(weight_pictures(run.w_i_h[0], top), 2 * EDGE, 5.1, places=run.sizes[1] + 1)
        holds(mosaic.move_to([0, CEILING, 0], aligned_edge=UP).image, *scale)
        timeline = Timeline(run.updates, 11.2, "digits:updates", self.screen("updates"))
        timeline.move_to([0, FLOOR, 0], aligned_edge=DOWN)

        def show(s: float):
            timeline.show(s)
            mosaic.show(weight_pictures(between(run.w_i_h, s), top))
        with self.say("strokes") as line:
            self.play(exchange(net, Group(mosaic, timeline)),
                      picture.animate.set(width=mosaic.side).move_to(mosaic.place(0)),
                      scale.animate.move_to(mosaic.place(run.sizes[1])), run_time=0.9)
            self.remove(picture)
            line.wait_for("first")
            self.play(PlayThrough([mosaic, timeline], show, 0, len(run.updates) - 1, rate_func=ease_out_quad),
                      run_time=max(line.left, 4.2))
        return mosaic, timeline

    def take_away_noise(self, mosaic: Mosaic, scale: Group) -> Group:
        """The first weights are subtracted from the last: what is left was learned."""
        run, top = self.digits, largest(self.digits.w_i_h)
        old_name, colors = scale
        name = words(self.screen("change"), LABEL).move_to(old_name)
        holds(mosaic.image, name)

        def show(share: float):
            mosaic.show(weight_pictures(run.w_i_h[-1] - share * run.w_i_h[0], top))
        with self.say("subtract") as line:
            self.play(PlayThrough([mosaic], show, 0, 1, run_time=line.until("left")), exchange(old_name, name))
        return Group(mosaic, colors, name)

    # --- one image ---------------------------------------------------------------------------------

    def settle(self, timeline: Timeline, learned: Group) -> Group:
        """The outputs for one image at the logged moments; the open bar is where its label wants them."""
        run = self.digits
        probe = settling_probe(run)
        label, outputs = int(run.probe_labels[probe]), run.o[:, probe, :, 0]
        right = run.meta["classes"].index(label)
        turn = int(outputs[:, right].argmin())
        picture = LabelledDigit(run.probe_images[probe], 3.9,
                                [("target", self.screen("label"), label, f"digits:probe_labels[{probe}]")])
        bars = OutputBars(outputs[0], run.meta["classes"], 7.9, 3.7,
                          (f"digits:o[0,{probe},:,0]", "digits:meta.classes"), text_size=LABEL)
        picture.move_to([-EDGE, CEILING - 0.1, 0], aligned_edge=UP + LEFT)
        bars.move_to([EDGE, CEILING - 0.1, 0], aligned_edge=UP + RIGHT)
        aim = bars.aim(right)

        def show(s: float):
            timeline.show(s)
            bars.show(between(outputs, s), f"digits:o[{round(s)},{probe},:,0]")
        with self.say("settle") as line:
            self.play(exchange(learned, Group(picture, bars)),
                      PlayThrough([timeline], timeline.show, len(run.updates) - 1, 0), run_time=0.8)
            self.play(Create(aim), bars.names[right].animate.set_color(role("target")), run_time=0.4)
            self.play(PlayThrough([timeline, bars], show, 0, turn), run_time=line.until("rises"))
            self.play(PlayThrough([timeline, bars], show, turn, len(outputs) - 1), run_time=max(line.left, 2.2))
        self.hold(0.3)
        return Group(picture, bars, aim, timeline)

    # --- what it confuses --------------------------------------------------------------------------

    def sort_answers(self, outputs: Group) -> tuple[ConfusionTable, VGroup]:
        """Test images go to the row of their label and the column of their answer; then all are counted."""
        run = self.digits
        table = ConfusionTable(run.confusion, run.meta["classes"], ("digits:confusion", "digits:meta.classes"),
                               (self.screen("label"), self.screen("answer")), cell=(0.86, 0.57), text_size=0.25)
        table.move_to([-EDGE, FLOOR, 0], aligned_edge=LEFT + DOWN)
        pictures = Group(*(Digit(pixels, side=1.15) for pixels in run.probe_images)).arrange_in_grid(cols=2, buff=0.12)
        pictures.move_to(self.beside(table))
        tallied = [f"digits:sum(argmax(test_outputs,1){sign}test_labels)" for sign in ("==", "!=")]
        totals = tally(run.confusion, tallied, (self.screen("right"), self.screen("wrong"))).move_to(self.beside(table))
        with self.say("table") as line:
            self.play(exchange(outputs, table.grid))
            self.play(LaggedStart(*map(FadeIn, pictures), lag_ratio=0.2), run_time=line.until("label"))
            self.play(FadeIn(table.titles[0]), LaggedStart(*map(FadeIn, table.labels), lag_ratio=0.1), run_time=0.7)
            line.wait_for("answer")
            self.play(FadeIn(table.titles[1]), LaggedStart(*map(FadeIn, table.answers), lag_ratio=0.1), run_time=0.8)
        with self.say("diagonal") as line:
            self.play(LaggedStart(*self.into_cells(pictures, table), lag_ratio=0.2), run_time=1.2)
            self.play(FadeOut(pictures), LaggedStart(*map(FadeIn, table.diagonal), lag_ratio=0.2), FadeIn(totals[0]),
                      run_time=line.until("mistakes"))
            self.play(LaggedStart(*map(FadeIn, table.errors), lag_ratio=0.05), FadeIn(totals[1]),
                      run_time=max(line.left, 1.0))
        self.add(table)
        return table, totals

    def beside(self, table: ConfusionTable) -> np.ndarray:
        """The middle of the space at the right of the table."""
        return np.array([(table.get_right()[0] + EDGE) / 2 + 0.1, (CEILING + FLOOR) / 2, 0])

    def into_cells(self, pictures: Group, table: ConfusionTable) -> list:
        """Each probe image moves to the cell of its label and of the trained net's answer."""
        run = self.digits
        places = [(run.meta["classes"].index(int(label)), int(outputs.argmax()))
                  for label, outputs in zip(run.probe_labels, run.o[-1, :, :, 0], strict=True)]
        return [picture.animate.scale_to_fit_height(0.5).move_to(table.cells[i][j])
                for picture, (i, j) in zip(pictures, places, strict=True)]

    def worst_mistake(self, table: ConfusionTable, totals: VGroup) -> None:
        """The largest count beside the diagonal, and images that were misread, of this kind if there are."""
        label, answer = most_confused(self.digits)
        box, text = table.box(label, answer), self.mistake_in_words(label, answer).move_to(self.beside(table))
        pictures = Group(*map(self.misread, mistakes_like(self.digits, label, answer)[:SHOWN])).arrange(RIGHT, buff=0.5)
        pictures.move_to([0, (CEILING + FLOOR) / 2, 0])
        with self.say("worst"):
            self.play(Create(box), table.labels[label].animate.scale(1.3), table.answers[answer].animate.scale(1.3),
                      FadeOut(totals), run_time=0.6)
            self.play(FadeIn(text, shift=RIGHT * 0.3), run_time=0.8)
        with self.say("misread"):
            self.play(LaggedStart(FadeOut(table, box, text), *map(FadeIn, pictures), lag_ratio=0.35), run_time=1.3)
        self.hold(1.1)

    def mistake_in_words(self, label: int, answer: int) -> VGroup:
        """LABEL read as ANSWER, how many times of how many."""
        counts, classes = self.digits.confusion, self.digits.meta["classes"]
        names = [words(str(classes[k]), 2.6 * TITLE, role(kind), source=f"digits:meta.classes[{k}]")
                 for k, kind in ((label, "target"), (answer, "activation"))]
        pair = VGroup(names[0], words(self.screen("read_as"), BODY, role("quiet")), names[1]).arrange(RIGHT, buff=0.22)
        times = in_line(Number(int(counts[label, answer]), 0, size=BODY, source=f"digits:confusion[{label},{answer}]",
                              color=role("error")),
                        words(self.screen("of"), LABEL, role("quiet")),
                        Number(int(counts[label].sum()), 0, size=BODY, source=f"digits:confusion[{label}].sum()"),
                        words(self.screen("images"), LABEL, role("quiet")))
        return VGroup(pair, times).arrange(DOWN, buff=0.6)

    def misread(self, m: int) -> LabelledDigit:
        """The m-th image that the net got wrong, with its label and the net's answer."""
        run = self.digits
        index = int(run.mistake_index[m])
        answer = run.meta["classes"][int(run.test_outputs[index].argmax())]
        return LabelledDigit(run.mistake_images[m], 3.95, (
            ("target", self.screen("label"), int(run.test_labels[index]), f"digits:test_labels[{index}]"),
            ("activation", self.screen("answer"), answer, f"digits:meta.classes[argmax(test_outputs[{index}])]")))


def exchange(old: Mobject, new: Mobject) -> Animation:
    """What is done leaves, and the next comes as soon as the eye has let go of it."""
    return LaggedStart(FadeOut(old), FadeIn(new), lag_ratio=0.6, run_time=0.7)
