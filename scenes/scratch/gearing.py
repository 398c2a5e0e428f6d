"""Why a weight's slope is activation times delta: how far its sum, and then the cost, moves for each step of the weight.

The chapter on backpropagation plays this; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

from manim import DOWN, RIGHT, UP, Line, RoundedRectangle, VGroup

from scenes.kit.bands import Band, Gate
from scenes.kit.closing import fewest, product_closes
from scenes.kit.declare import holds
from scenes.kit.diagram import Neuron, delta_number, delta_tag
from scenes.kit.scales import edge_look, largest
from scenes.kit.text import Number, in_line, words
from scenes.kit.theme import BODY, TITLE, role
from scenes.kit.tray import lit
from scenes.scratch import first_cost
from scenes.scratch.knob import Dial
from scenes.scratch.nudge import cost_change

Texts = Callable[[str], str]
START, END, COST = -3.2, 0.8, 4.9          # x of the two neurons, and of what stands for the cost
EDGE_Y, RADIUS = 2.25, 0.65               # of the two neurons and the edge between them
KNOB = 0.5                                # radius of the edge's knob
CELLS = 2                                  # decimals of the slope
LEFT_END, LEVEL, HIGH = -6.3, -0.75, 2.6  # where the ribbon begins, y of its middle, and how broad a hair of the weight is
JAWS, BACK = 1.6, 1.55                    # length of a gate's jaws; from the ribbon's middle to a jaw's back
PALE = 0.24,                               # how much of their colour the two light ribbons have inside
RIGHT_END = 6.3                            # where the ribbon ends
NAMED = -2.65                             # y of what is written under it


def example_edge(run) -> tuple[int, int]:
    """The output that is the most too high, and the hidden neuron that is brightest."""
    return int(run.delta_o[0, 0].argmax()), int(run.h[0, 0].argmax())


class Gearing(VGroup):
    """The edge to the output that is the most too high, from the hidden neuron that is brightest; under it a ribbon, as broad
    as its weight is moved, then as the sum that it is part of moves, then as the cost does: each neuron is a gate for it.
    `turn` is where the edge's knob stands. No parts of it: `verdict` says over that which way it should go; `level` is what the
    image costs, and turned_by(away) what it would with that knob turned so far."""

    def __init__(self, run, text: Texts):
        self.place = i, j = example_edge(run)
        h, delta, keys = float(run.h[0, 0, j, 0]), float(run.delta_o[0, 0, i, 0]), (f"h[0,0,{j},0]", f"delta_o[0,0,{i},0]")
        self.decimals = fewest(product_closes(h, delta, h * delta, CELLS))
        self.start = Neuron(RADIUS).show(h, f"pixels:{keys[0]}", decimals=self.decimals).move_to([START, EDGE_Y, 0])
        self.end = Neuron(RADIUS).show(float(run.o[0, 0, i, 0]), f"pixels:o[0,0,{i},0]").move_to([END, EDGE_Y, 0])
        self.tag = delta_number(delta, f"pixels:{keys[1]}", BODY, self.decimals)
        self.cost = self._cost(text("cross_entropy"))
        self.way = Line(self.end.get_right(), self.cost.get_left(), stroke_color=role("quiet"), stroke_width=3)
        self.tag.next_to(self.way, UP, buff=0.15)
        weight, scale = float(run.w_h_o[0, i, j]), largest(run.w_h_o[0])
        look, self.turn = edge_look(weight, scale), weight / scale
        self.edge = Line(self.start.get_right(), self.end.get_left(), stroke_color=look.color, stroke_width=2 * look.width,
                         stroke_opacity=look.opacity)
        self.knob = Dial(KNOB).turn_about(self.edge.get_center()).point(self.turn)
        self.turned = Band([LEFT_END, LEVEL, 0], [START - JAWS / 2, LEVEL, 0], 1, HIGH)
        lit(self.turned, "ink", PALE)
        self.gates = self._gates(h, delta)
        self.links = VGroup(*(Line(neuron.get_bottom(), [neuron.get_x(), LEVEL + BACK, 0], stroke_color=role("quiet"),
                                   stroke_width=2) for neuron in (self.start, self.end)))
        middles = (LEFT_END + START - JAWS / 2) / 2, (START + END) / 2, (END + JAWS / 2 + RIGHT_END) / 2
        self.names = VGroup(*(words(text(key), BODY, role("quiet")).move_to([x, NAMED, 0])
                              for key, x in zip(("weight", "sum", "cross_entropy"), middles, strict=True)))
        self.factors = VGroup(*(words(text(key), BODY, role(kind)).move_to([x, NAMED, 0])
                                for key, kind, x in (("times_activation", "activation", START), ("times_delta", "error", END))))
        self.hair = words(text("hair"), BODY, role("ink"))
        self.slope = Number(h * delta, CELLS, plus=True, source=f"pixels:{keys[0]}*{keys[1]}", size=TITLE, color=role("error"))
        for value, x, share in ((self.hair, middles[0], 1), (self.slope, middles[2], h * delta)):
            value.move_to([x, LEVEL + HIGH * share / 2 + 0.3, 0])
        self.verdict = delta_tag(h * delta, h * delta, f"pixels:{keys[0]}*{keys[1]}", TITLE)
        self.verdict.next_to(self.knob, UP, buff=0.12)
        self.run, self.largest = run, scale
        self.level = Number(first_cost.cost(run), first_cost.decimals_of(run), source=f"pixels:{first_cost.key()}",
                            size=1.2 * TITLE, color=role("error")).next_to(self.cost, DOWN, buff=0.25)
        rule = ((text("slope"), "error"), ("=", "quiet"), (text("activation"), "activation"), ("×", "quiet"),
                (text("delta"), "error"))
        self.rule = in_line(*(words(string, TITLE, role(kind)) for string, kind in rule)).move_to([START / 2 + END / 2, -3.3, 0])
        super().__init__(self.edge, self.knob, self.way, self.start, self.end, self.cost, self.tag, self.turned, self.gates,
                         self.links, self.names, self.hair, self.factors, self.slope, self.rule)

    def turned_by(self, away: float) -> tuple[float, str]:
        """What the image costs with the knob turned so far from where it is, and the key of that."""
        (i, j), moved = self.place, away * self.largest
        h, z, label = f"h[0,0,{j},0]", f"o_pre[0,0,{i},0]", f"label_of(0)[{i},0]"
        change = cost_change(self.run, i, moved * float(self.run.h[0, 0, j, 0]))
        key = f"log(1+exp({z}+{moved!r}*{h}))-log(1+exp({z}))-{label}*{moved!r}*{h}"
        return first_cost.cost(self.run) + change, f"pixels:{first_cost.key()}+{key}"

    def _cost(self, name: str) -> VGroup:
        """What stands for the cost at the end of the way."""
        word = words(name, BODY, role("error"))
        box = RoundedRectangle(0.15, width=word.width + 0.5, height=0.9, stroke_color=role("error"), stroke_width=2.5,
                               fill_color=role("panel"), fill_opacity=1).move_to([COST, EDGE_Y, 0])
        holds(box, word.move_to(box))
        return VGroup(box, word)

    def _gates(self, h: float, delta: float) -> VGroup:
        """The activation lets through that share of the hair, the delta that share of what comes then."""
        first, second = START - JAWS / 2, END - JAWS / 2
        gates = VGroup(Gate([first, LEVEL, 0], HIGH, h, (0, JAWS, second - first - JAWS), BACK, RIGHT),
                       Gate([second, LEVEL, 0], HIGH * h, delta, (0, JAWS, RIGHT_END - second - JAWS), BACK, RIGHT))
        lit(gates[0].ribbon, "activation", PALE)
        for gate, kind in zip(gates, ("activation", "error"), strict=True):
            gate.jaws.set_stroke(role(kind))
        return gates
