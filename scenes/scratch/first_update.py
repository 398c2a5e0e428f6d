"""The costs that the first update of the small net descends, drawn: one over a weight, both over the real run.

Nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from network.program import Program
from scenes.kit.hill import Hill
from scenes.kit.plot import Plot
from scenes.kit.text import maths, words
from scenes.kit.theme import BODY, LABEL, role

FIELD = LEFT * 3.32 + DOWN * 1.65     # the middle of the space under the code
Texts = Callable[[str], str]


def hill(run, edge: tuple[int, int], text: Texts) -> Hill:
    """The cross-entropy of the first image as a function of one weight into the outputs."""
    i, j = edge
    gradient = float(run.delta_o[0, 0, i, 0] * run.h[0, 0, j, 0])
    return Hill(lambda weight: cost_with(run, edge, weight), float(run.w_h_o[0, i, j]), gradient, width=5.9, height=2.5,
                x_label=text("one_weight"), y_label=text("cross_entropy"), text_size=LABEL).move_to(FIELD)


def cost_with(run, edge: tuple[int, int], weight: float) -> float:
    """Cross-entropy of the first image if one weight into the outputs were another one."""
    state = {name: array.astype(np.float64) for name, array in run.state(0).items()}
    state["w_h_o"][edge] = weight
    o = np.ravel(Program(run.meta["source"]).forward(state, run.inputs_of(0))["o"])
    l = np.ravel(run.label_of(0))
    return float(-(l * np.log(o) + (1 - l) * np.log(1 - o)).sum())


def falling_costs(run, text: Texts) -> tuple[Plot, VGroup, VGroup]:
    """Both costs of the real run, each as a share of what it was at first: plot, curves, names."""
    last = float(run.updates[-1])
    plot = Plot((0, last), (0, 1), 5.8, 2.2, log=True, y_ticks=(0, 1), x_ticks=(0, 100, 10000),
                x_label=text("real_updates"), y_label=text("cost_share"), text_size=0.25)
    plot.move_to(FIELD)
    curves, names = VGroup(), VGroup()
    for key, name, kind in (("mse", text("squared_error"), "quiet"), ("cross_entropy", text("cross_entropy"), "error")):
        values = getattr(run, key)
        curves.add(plot.curve(run.updates, values / values[0], kind, 6))
        names.add(words(name, BODY, role(kind)))
    names.arrange(UP, buff=0.2, aligned_edge=RIGHT).move_to(plot.point(last, 0.9), aligned_edge=RIGHT + UP)
    return plot, curves, names


def gradients(text: Texts) -> tuple[VGroup, list[VGroup]]:
    """The derivatives of both costs by o_pre: rows (name, formula, name, formula), and the parts of the last factor.

    The rows hold the last formula without that factor.
    """
    start = '(partial C) / (partial o_"pre") = '
    exact = maths(start + "{{o - l : d}}", 0.5, d="error")
    other = maths(start + "{{(o - l) : d}} {{dot 2/n : first}} {{dot o : second}} {{(1 - o) : third}}", 0.5, d="error",
                  first="focus", second="focus", third="focus")
    names = [words(text(key), 0.3) for key in ("cross_entropy", "squared_error")]
    rows = VGroup(names[0], exact, names[1], other).arrange(DOWN, buff=0.16, aligned_edge=LEFT)
    rows[2:].shift(DOWN * 0.15)
    rows.move_to(FIELD)
    factor = [other.select(name) for name in ("first", "second", "third")]
    missing = [part for group in factor for part in group.family_members_with_points()]
    rest = VGroup([part for part in other.family_members_with_points() if part not in missing])
    return VGroup(names[0], exact, names[1], rest), factor
