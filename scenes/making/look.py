"""From a value to a look: a weight and an activation dragged through their ranges, and a whole net by the same rules."""

import inspect

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, Group, Line, UpdateFromAlphaFunc, VGroup, VMobject, linear

from scenes.kit.declare import furniture
from scenes.kit.diagram import NetworkDiagram, Neuron, neuron_fill
from scenes.kit.listing import Listing
from scenes.kit.matrix import Matrix
from scenes.kit.scales import edge_look, glow
from scenes.kit.text import Number, words
from scenes.kit.theme import BODY, role
from scenes.making.chapter import Chapter
from scenes.scratch.cast import show_activations, small_net
from scenes.scratch.learning_on import moment_at, show_moment

SCALE = 11.0          # units that the range of the weight is long
ENDS = -1, 1          # of the range, as shares of the largest weight
CURVE = 5.4, 4.2      # width and height of an activation's glow, in units
BEGIN, NEAR = 0.9, 0.45      # the weight at first, and then on either side of zero
LARGE = 5.0           # how many times as wide as in a net the lone edge is drawn


class Look(Chapter):
    """One weight, one activation, one rule, one net."""

    def construct(self):
        self.rule(self.activation(self.weight()))
        self.code(self.net())
        self.close()

    def weight(self) -> Group:
        """A scale with a dot that is dragged, the function that gets its value, and an edge that follows it."""
        scale = furniture(Line(SCALE / 2 * LEFT, SCALE / 2 * RIGHT, stroke_color=role("quiet"), stroke_width=3).shift(2.1 * DOWN))
        ticks = VGroup(*(Number(value, 0, size=BODY, source="constant:axis", color=role("quiet"))
                         .next_to(scale.point_from_proportion((value + 1) / 2), DOWN, buff=0.35) for value in (*ENDS, 0)))
        dot = Dot(radius=0.24, color=role("focus"))
        ends = VGroup(*(Neuron(1.0).move_to([x, 1.75, 0]) for x in (-4.2, 4.2)))
        edge = furniture(Line(ends[0].get_right(), ends[1].get_left()))
        rule = Listing(f"{edge_look.__name__}({', '.join(inspect.signature(edge_look).parameters)})", 0.42).move_to(0.45 * DOWN)

        def drag(value: float) -> None:
            look = edge_look(value, 1)
            edge.set_stroke(look.color, LARGE * look.width, look.opacity)
            dot.move_to(scale.point_from_proportion((value + 1) / 2))

        drag(ENDS[0])
        self.open(scale, ticks, ends, dot)
        with self.say("function", pause=1.5) as line:
            self.play(self.through(dot, drag, ENDS[0], BEGIN), run_time=line.until("into"))
            number = dot.copy()
            self.play(FadeIn(rule, run_time=0.4), number.animate.move_to(rule), run_time=0.8)
            line.wait_for("out")
            self.remove(number)
            self.play(Create(edge), run_time=0.7)
        moving = Group(edge, dot)
        with self.say("drag", pause=2.1) as line:
            self.play(self.through(moving, drag, BEGIN, NEAR), run_time=line.until("sign"))
            self.play(self.through(moving, drag, NEAR, -NEAR), run_time=0.5 * line.until("size"))
            self.play(self.through(moving, drag, -NEAR, NEAR), run_time=line.until("size"))
            self.play(self.through(moving, drag, NEAR, 1), run_time=max(line.left, 1.2))
        return Group(scale, ticks, moving, ends, rule)

    def through(self, moving: Group, drag, start: float, end: float) -> UpdateFromAlphaFunc:
        """The dragged thing goes from one place of its range to another."""
        return UpdateFromAlphaFunc(moving, lambda _, alpha: drag(start + (end - start) * alpha))

    def activation(self, before: Group) -> Group:
        """A neuron goes from dark to white while a dot climbs the curve of its rule."""
        wide, high = CURVE
        shares = np.linspace(0, 1, 80)
        curve = VMobject(stroke_color=role("activation"), stroke_width=6)
        curve.set_points_as_corners([[wide * x - wide / 2, high * glow(x) - high / 2, 0] for x in shares]).shift([3.4, -0.2, 0])
        frame = furniture(VGroup(Line(curve.get_corner(DOWN + LEFT), curve.get_corner(DOWN + RIGHT)),
                                 Line(curve.get_corner(DOWN + LEFT), curve.get_corner(UP + LEFT))).set_stroke(role("quiet"), 3))
        names = VGroup(words(self.screen("value"), BODY, role("quiet")).next_to(frame, DOWN, buff=0.25, aligned_edge=RIGHT),
                       words(self.screen("bright"), BODY, role("quiet")).next_to(frame, UP, buff=0.25, aligned_edge=LEFT))
        neuron, dot = Neuron(2.3).move_to([-3.4, -0.2, 0]), Dot(radius=0.2, color=role("focus"))

        def drag(value: float) -> None:
            neuron.paint(neuron_fill(value, "activation", 1))
            dot.move_to(curve.get_corner(DOWN + LEFT) + [wide * value, high * glow(value), 0])

        drag(0)
        with self.say("activation", pause=1.9) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.play(FadeIn(neuron, frame, names, curve, dot), run_time=0.5)
            moving = Group(neuron, dot)
            self.play(self.through(moving, drag, 0, 0.4), run_time=line.until("middle"))
            self.play(self.through(moving, drag, 0.4, 0.6), run_time=1.2)
            self.play(self.through(moving, drag, 0.6, 1), run_time=max(line.left, 0.8))
        return Group(neuron, dot, frame, names, curve)

    def rule(self, before: Group) -> None:
        """The same three outputs as neurons and as cells of a table."""
        outputs = self.pixels.o[0, 0]
        neurons = VGroup(*(Neuron(0.55).show(float(value), f"pixels:o[0,0,{i},0]").scale(1.5)
                           for i, value in enumerate(outputs[:, 0])))
        neurons.arrange(DOWN, buff=0.45).move_to([-2.4, -0.3, 0])
        table = Matrix(outputs, "activation", source="pixels:o[0,0]", cell=(2.4, 1.9), text_size=0.7).move_to([2.4, -0.3, 0])
        with self.say("rule", pause=1.9) as line:
            self.play(FadeOut(before), run_time=0.3)
            self.play(FadeIn(neurons), run_time=0.5)
            self.play(FadeIn(table, shift=RIGHT), run_time=0.6)
            self.drift(line.left)
        self.play(FadeOut(neurons, table), run_time=0.3)

    def net(self) -> NetworkDiagram:
        """The small net at all moments that were logged."""
        run = self.pixels
        net = show_activations(small_net(run, width=8.4, bias=False), run)
        net.scale(1.2).move_to([0, -0.3, 0])
        with self.say("net", pause=0.9) as line:
            self.play(FadeIn(net), run_time=0.5)
            line.wait_for("learn")
            self.play(self.learning(net), run_time=max(line.left, 2.2))
        return net

    def learning(self, net: NetworkDiagram) -> UpdateFromAlphaFunc:
        """All logged moments of the net, one after the other."""
        run = self.pixels
        return UpdateFromAlphaFunc(net, lambda _, alpha: show_moment(run, net, moment_at(run, alpha)), rate_func=linear)

    def code(self, net: NetworkDiagram) -> None:
        """The line of the net's own file that did it, and what it does once more."""
        text = next(row.strip() for row in inspect.getsource(show_moment).splitlines() if "set_weights" in row)
        listing = Listing(text, 0.36).move_to([0, 2.6, 0])
        with self.say("code", pause=1.7) as line:
            self.play(net.animate.scale(0.85).move_to([0, -0.85, 0]), run_time=0.5)
            line.wait_for("code")
            self.play(FadeIn(listing), run_time=0.4)
            self.play(self.learning(net), run_time=max(line.left, 2.4))
