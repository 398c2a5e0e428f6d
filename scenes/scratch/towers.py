"""Two answers as lifts on one ground: what speaks against one digs a shaft below 0, what speaks for it is piled up from the
shaft's floor and carries the answer's name, which so stands at the height of its sum, measured from 0, with the number."""

from collections.abc import Sequence

import numpy as np
from manim import (DOWN, LEFT, RIGHT, UP, Animation, AnimationGroup, Line, UpdateFromAlphaFunc, VGroup, linear, smooth,
                   there_and_back)

from scenes.kit.declare import excuse
from scenes.kit.pushes import push
from scenes.kit.scales import sign_role
from scenes.kit.text import Number, words
from scenes.kit.theme import TITLE, blend, role
from scenes.kit.tray import EDGE
from scenes.scratch.votes import Votes

INNER, OUTER = 3.16, 5.42       # x of the middle of what is for an answer, and of what is against it, to either side
WIDE, SMALL = 2.2, 0.7          # width of a block in its tower, and of one that comes
TOP, BOTTOM = 3.45, -3.4        # y of the upper end of the highest name, and of the deepest floor
NAME, STAND = 1.15, 0.1         # em of a name, and from the top of its tower to it
ROOM, ASIDE = 0.9, 0.62         # width of a name at most; how far it and its sum are from the middle of their tower
STAGES = (0, 0.5), (0.1, 0.6), (0, 0.4)        # of a vote: its tower makes room, the block is on its way, and grows to its size
MARKED = 9                      # width of the outline of a block that stands out
GROUND, ZERO = 6.55, 1.71       # x of the ends of the ground, and of the 0
MEASURED = 1.94                 # x of the line from 0 to a sum, to either side
APART = 0.12                    # from the 0 to the ground above it, and to other lines
HANDS = np.array([[-1.5, -2.1, 0], [1.5, -2.1, 0]])     # where a block is held that is taken out
SIDES = LEFT, RIGHT
CORNERS = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0], [-1, -1, 0]])


class Towers(VGroup):
    """For either answer `blocks`, one for each vote, its name on `tops`, the upper end of its tower, with its sum in `figures`;
    `measures` from the `ground`, at 0, to it; `lead`: the height of the one that is higher.

    votes: on both answers; log: where their names are; outputs: where those for the picture are there; out: a neuron whose
    blocks are taken out; near: 0, or up to 1 the more of the room is the first tower's alone.
    """

    def __init__(self, votes: Votes, log: str, outputs: str, out: int | None = None):
        self.votes, self.out, self.hands = votes, out, HANDS
        self.stood, self.summed, self.decided = np.zeros(2), np.zeros(2), 0.0   # how far each, its sum, and the lead are seen
        self.terms, self.order = votes.terms, [*votes.order, *votes.slight]
        self.shares = np.zeros((3, *self.terms.shape))      # of its room, its way and its size that each block has
        self.names = VGroup(*(self.name(k, log) for k in (0, 1)))
        self.figures = VGroup(*(Number(total, 1, size=1.25 * TITLE, plus=True, color=role("ink"),
                                       source=f"{log}:log({outputs}[{one}]/(1-{outputs}[{one}]))")
                                for total, one in zip(votes.totals, votes.answers, strict=True)))
        self.scales = [self.scale_of(which) for which in ([0, 1], [0])]
        self.near = 0.0
        self.ground = Line(GROUND * LEFT, GROUND * RIGHT, stroke_color=role("ink"), stroke_width=3)
        self.blocks = VGroup(*(VGroup(*(push(WIDE, 1, sign_role(term)) for term in terms)) for terms in self.terms))
        self.tops = VGroup(*(Line(WIDE / 2 * LEFT, WIDE / 2 * RIGHT, stroke_color=role("ink"), stroke_width=7) for _ in SIDES))
        self.nought = Number(0, 0, size=TITLE, source="constant:axis")
        self.measures = VGroup(*(Line(stroke_color=role("ink"), stroke_width=6) for _ in SIDES))
        self.lead = Line(stroke_color=role("ink"), stroke_width=3)
        VGroup(self.ground, self.lead).set_z_index(-1)      # behind the picture
        super().__init__(self.ground, self.nought, self.lead, self.blocks, self.tops, self.names, self.measures, self.figures)
        excuse(self.blocks, "shape", "blocks of a tower stand on each other, and come from where they are given")
        excuse(self.ground, "shape", "a name goes up and down through 0")
        self.show()

    def name(self, k: int, log: str) -> VGroup:
        """What answer k is called, with room for its sum beside it."""
        one = self.votes.answers[k]
        name = words(str(self.votes.run.meta["classes"][one]), NAME, role("activation"), bold=True,
                     source=f"{log}:meta.classes[{one}]")
        return name.scale(min(ROOM / name.width, 1))

    def scale_of(self, which: list[int]) -> tuple[float, float]:
        """How long one is, and y of 0, so that these towers have all the room."""
        lifted = [*np.cumsum(self.terms[which][:, self.order], axis=1).ravel(), 0]
        lifted += [*(self.votes.totals - self.terms[:, self.out])[which]] if self.out is not None else []
        deepest = self.terms[which].clip(max=0).sum(axis=1).min()
        room = TOP - STAND - max(self.names[k].height for k in which) - BOTTOM
        unit = room / max(max(lifted) - deepest, 1e-9)
        return unit, BOTTOM - deepest * unit

    @property
    def unit(self) -> float:
        """How long one is."""
        return float(self.scales[0][0] + self.near * (self.scales[1][0] - self.scales[0][0]))

    @property
    def zero(self) -> float:
        """y of 0."""
        return float(self.scales[0][1] + self.near * (self.scales[1][1] - self.scales[0][1]))

    def come_near(self) -> "Towers":
        """The first tower alone has all the room."""
        self.near = 1.0
        return self.show()

    def step_back(self, **kwargs) -> Animation:
        """Both towers have it again."""
        def show(_, share):
            self.near = 1 - share
            self.show()
        return UpdateFromAlphaFunc(self, show, **kwargs)

    def y(self, level: float) -> float:
        """Of a sum."""
        return self.zero + level * self.unit

    @property
    def levels(self) -> np.ndarray:
        """(2,): the sums of what is in the towers."""
        return (self.shares[0] * self.terms).sum(axis=1)

    def show(self) -> "Towers":
        """Each block as far on the way from its hand into its tower as it is, and the names on top."""
        ends = -GROUND, GROUND - self.near * (GROUND + MEASURED)        # of one tower alone it ends beside that
        self.ground.put_start_and_end_on(*(x * RIGHT + self.zero * UP for x in ends)).set_stroke(opacity=self.stood.max())
        self.nought.next_to(ZERO * LEFT + self.zero * UP, DOWN, buff=APART)
        for k, (side, terms) in enumerate(zip(SIDES, self.terms, strict=True)):
            room, way, size = self.shares[:, k]
            ends = {True: float((room * terms).clip(max=0).sum()), False: 0.0}      # of what is for, and of what is against
            for j in self.order:
                up = bool(terms[j] > 0)
                slot = (INNER if up else OUTER) * side + self.y(ends[up] + size[j] * terms[j] / 2) * UP
                ends[up] += room[j] * terms[j]
                half = SMALL / 2 + way[j] * (WIDE - SMALL) / 2, abs(terms[j]) * size[j] * self.unit / 2, 0
                corners = self.hands[k] + way[j] * (slot - self.hands[k]) + CORNERS * half
                self.blocks[k][j].set_points_as_corners(corners).set_opacity(float(size[j] > 0))
            self.tops[k].move_to(INNER * side + self.y(self.levels[k]) * UP)
            self.names[k].next_to(self.tops[k], UP, buff=STAND).set_opacity(self.stood[k])
            self.figures[k].match_y(self.names[k]).set_x(self.tops[k].get_x() + ASIDE - 0.14).set_opacity(self.summed[k])
            self.names[k].shift(self.summed[k] * ASIDE * LEFT)
            away = 1e-3 if self.levels[k] >= 0 else -1e-3
            self.measures[k].put_start_and_end_on(*(MEASURED * side + y * UP for y in (
                self.zero, self.y(self.levels[k]) + away))).set_stroke(opacity=self.summed[k])
            self.tops[k].set_stroke(opacity=self.stood[k])
        best = int(np.argmax(self.levels))
        level = self.y(self.levels[best]) * UP
        self.lead.put_start_and_end_on(*(MEASURED * side + level for side in (SIDES[best], SIDES[1 - best])))
        self.lead.set_stroke(opacity=self.decided)
        clear = float(np.clip(abs(self.levels[best]) * self.unit / APART - 1, 0, 1))    # of the line at the higher one
        self.nought.set_opacity(self.stood.max() * max(1 - self.decided, clear))
        for k, name in enumerate(self.names):
            name.set_color(blend("activation", "quiet", 0 if k == best else self.decided))
        return self

    def fill(self, which: Sequence[int], shares: np.ndarray, hand: np.ndarray) -> None:
        """In these towers, each vote is so far in place, (H + 1,) in 0..1; it grows as it comes from a hand."""
        self.hands = np.array([hand, hand])
        eased = [[smooth(float(np.clip((share - start) / length, 0, 1))) for share in shares] for start, length in STAGES]
        self.shares[:, list(which)] = np.array(eased)[:, None]
        self.show()

    def carry(self, j: int, into: bool, **kwargs) -> Animation:
        """The blocks of vote j come out of their towers, to both hands, or go into them again; the sums are there with them."""
        def show(_, alpha):
            self.hands, way = HANDS, smooth(alpha if into else 1 - alpha)
            self.shares[:2, :, j], self.summed[:] = way, max(4 * way - 3, 0)
            self.show()
        return UpdateFromAlphaFunc(self, show, rate_func=linear, **kwargs)

    def mark(self, j: int, on: bool = True) -> Animation:
        """The blocks of vote j stand out, or no longer do."""
        return AnimationGroup(*(blocks[j].set_z_index(int(on)).animate.set_stroke(
            role("focus" if on else sign_role(terms[j])), MARKED if on else EDGE)
            for blocks, terms in zip(self.blocks, self.terms, strict=True)))

    def beat(self, j: int, k: int, **kwargs) -> Animation:
        """The block of vote j on answer k is pointed out."""
        return self.blocks[k][j].animate(rate_func=there_and_back, **kwargs).set_stroke(width=3 * MARKED)

    def stand(self, *which: int, **kwargs) -> Animation:
        """These answers come, at 0."""
        def show(_, share):
            self.stood[list(which)] = share
            self.show()
        return UpdateFromAlphaFunc(self, show, **kwargs)

    def sum_up(self, *which: int, **kwargs) -> Animation:
        """The sums of these answers come, as numbers."""
        def show(_, share):
            self.summed[list(which)] = share
            self.show()
        return UpdateFromAlphaFunc(self, show, **kwargs)

    def win(self, **kwargs) -> Animation:
        """The name on the higher tower swells, once."""
        return self.names[int(np.argmax(self.levels))].animate(rate_func=there_and_back, **kwargs).scale(1.25)

    def decide(self, **kwargs) -> Animation:
        """From now on the name on the higher tower alone is lit, and its height is seen beside the other."""
        def show(_, share):
            self.decided = share
            self.show()
        return UpdateFromAlphaFunc(self, show, **kwargs)
