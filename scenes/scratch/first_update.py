"""The first update of the small net, drawn: each array of it as a matrix with its key, and the costs that it descends.

The chapter on backpropagation plays these; nothing here is animated. `text` gives a text on screen by its key.
"""

from collections.abc import Callable

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Cross, VGroup

from network.program import Program
from scenes.kit.before_after import BeforeAfter
from scenes.kit.hill import Hill
from scenes.kit.labelled import LabelledDigit
from scenes.kit.matrix import Matrix
from scenes.kit.outer import OuterProduct
from scenes.kit.plot import Plot, sigmoid
from scenes.kit.text import Number, code, in_line, maths, words
from scenes.kit.theme import BODY, LABEL, TITLE, role

FIELD = LEFT * 3.32 + DOWN * 1.65     # the middle of the space under the code
WIDTH = 6.55                          # of the code and of that space
TEXT, LARGE = 0.27, 0.38              # em of the numbers in matrices
CELL, LARGE_CELL, WIDE_CELL = (0.86, 0.58), (1.25, 0.72), (1.5, 0.7)
Texts = Callable[[str], str]


def equation(*parts: Matrix, signs: str, size: float = TITLE, buff: float = 0.35) -> VGroup:
    """Matrices in the field with signs between them: (part, sign, part, ...)."""
    row = VGroup(parts[0])
    for sign, part in zip(signs, parts[1:], strict=True):
        row.add(code(sign, size, role("quiet")), part)
    return row.arrange(RIGHT, buff=buff).move_to(FIELD)


def output_delta(run) -> tuple[VGroup, list[VGroup]]:
    """delta_o = o - l as columns, and their names."""
    given = (("delta_o", "error", run.delta_o[0, 0], "delta_o[0,0]", 2), ("o", "activation", run.o[0, 0], "o[0,0]", 2),
             ("l", "target", run.label_of(0), "label_of(0)", 0))
    columns = [Matrix(values, kind, source=f"pixels:{key}", cell=LARGE_CELL, decimals=decimals, text_size=LARGE)
               for _, kind, values, key, decimals in given]
    names = [(name, kind) for name, kind, *_ in given]
    row = equation(*columns, signs="=-")
    return row, [column.caption(name, role(kind), 0.3, 0.24) for column, (name, kind) in zip(columns, names)]


def delta_column(run, cell: tuple[float, float] = CELL, size: float = TEXT) -> Matrix:
    """delta_o as a column."""
    return Matrix(run.delta_o[0, 0], "error", source="pixels:delta_o[0,0]", cell=cell, text_size=size)


def weights_and_transposed(run) -> tuple[Matrix, Matrix]:
    """w_h_o, and its transpose in the same place."""
    w, turned = (Matrix(values, "weight", source=source, cell=CELL, text_size=TEXT).move_to(FIELD + LEFT * 1.45)
                 for values, source in ((run.w_h_o[0], "pixels:w_h_o[0]"), (run.w_h_o[0].T, "pixels:w_h_o[0].T")))
    return w, turned


def carried_back(run) -> Matrix:
    """What arrives at each hidden neuron: the transposed weights times the output deltas."""
    return Matrix(run.w_h_o[0].T @ run.delta_o[0, 0], "error", source="pixels:w_h_o[0].T@delta_o[0,0]", cell=CELL,
                  text_size=TEXT).move_to(FIELD + RIGHT * 2.6)


def hidden_delta(run) -> tuple[VGroup, VGroup]:
    """The sums times the slopes of the sigmoid are the hidden deltas: columns at the right of the field, and names."""
    h = run.h[0, 0]
    given = (("sum", "error", run.w_h_o[0].T @ run.delta_o[0, 0], "w_h_o[0].T@delta_o[0,0]"),
             ("h*(1-h)", "plain", h * (1 - h), "h[0,0]*(1-h[0,0])"),
             ("delta_h", "error", run.delta_h[0, 0], "delta_h[0,0]"))
    columns = [Matrix(values, kind, source=f"pixels:{key}", cell=(0.8, 0.58), text_size=0.26)
               for _, kind, values, key in given]
    row = equation(*columns, signs="*=", size=LABEL, buff=0.1)
    row.shift(RIGHT * (FIELD[0] + WIDTH / 2 - row.get_right()[0]))
    names = VGroup(*(code(name, 0.22, role("focus" if kind == "plain" else kind)).next_to(column, UP, buff=0.15)
                     for column, (name, kind, *_) in zip(columns, given, strict=True)))
    return row, names


def delta_h_by_weights(run, step: int) -> Matrix:
    """The hidden delta as the listing's line gives it with the output weights of a logged moment."""
    h = run.h[0, 0]
    return Matrix(run.w_h_o[step].T @ run.delta_o[0, 0] * h * (1 - h), "error", cell=(1.7, 0.56), decimals=4,
                  source=f"pixels:w_h_o[{step}].T@delta_o[0,0]*h[0,0]*(1-h[0,0])", text_size=0.3)


def order_notes(early: Matrix, late: Matrix, text: Texts) -> tuple[list[VGroup], Cross]:
    """What the two are, above them; and a cross beside the wrong one."""
    names = [VGroup(words(name, LABEL, role("quiet")), code("delta_h", LABEL, role("error")))
             .arrange(DOWN, buff=0.15).next_to(matrix, UP, buff=0.15)
             for name, matrix in ((text("before_the_change"), early), (text("after_the_change"), late))]
    return names, Cross(stroke_color=role("ink"), stroke_width=7, scale_factor=0.25).next_to(late, RIGHT, buff=0.2)


def outer_product(run, layer: int) -> tuple[OuterProduct, VGroup]:
    """The shares of all weights: 1 for those into the outputs, 0 for those into the hidden neurons; and the names."""
    if layer:
        column, row, keys = run.delta_o[0, 0], run.h[0, 0], ("delta_o[0,0]", "h[0,0]")
    else:
        column, row, keys = run.delta_h[0, 0], run.inputs_of(0), ("delta_h[0,0]", "inputs_of(0)")
    sources = (f"pixels:{keys[0]}", f"pixels:{keys[1]}", f"pixels:{keys[0]}*{keys[1]}.T")
    outer = OuterProduct(column, row, sources, cell=(1.05, 0.66) if layer else (0.92, 0.56), text_size=0.3)
    names = VGroup(code("delta_o" if layer else "delta_h", LABEL, role("error")).next_to(outer.column, UP, buff=0.15),
                   code("h.T" if layer else "img.T", LABEL, role("activation")).next_to(outer.row, UP, buff=0.12))
    VGroup(outer, names).move_to(FIELD)
    return outer, names


def small_step(run) -> tuple[Matrix, VGroup]:
    """The same shares times the learning rate, and the name."""
    step = run.meta["learn_rate"] * run.delta_o[0, 0] @ run.h[0, 0].T
    matrix = Matrix(step, "error", source="pixels:learn_rate*delta_o[0,0]*h[0,0].T", cell=WIDE_CELL, decimals=4,
                    text_size=0.32).move_to(FIELD + DOWN * 0.2)
    return matrix, code("learn_rate * delta_o * h.T", 0.3).next_to(matrix, UP, buff=0.25)


def bias_share(run) -> tuple[VGroup, list[VGroup]]:
    """delta_o times the bias neuron's 1 is the share of the biases, and the names."""
    delta, share = (delta_column(run, LARGE_CELL, LARGE) for _ in range(2))
    one = Matrix(np.ones((1, 1)), "activation", source="constant:bias_input", cell=LARGE_CELL, decimals=0,
                 text_size=LARGE)
    row = equation(delta, one, share, signs="*=")
    return row, [column.caption(name, role(kind), 0.3, 0.24)
                 for column, name, kind in ((delta, "delta_o", "error"), (share, "b_h_o", "positive"))]


def exaggerated(weights: np.ndarray, times: float) -> np.ndarray:
    """Weights after the update, their change enlarged for the eye."""
    return weights[0] + times * (weights[1] - weights[0])


def exaggeration_note(times: float, text: Texts) -> VGroup:
    """Says on screen how much the drawn change is enlarged; the chapter declares EXAGGERATION."""
    factor = Number(times, 0, source="constant:EXAGGERATION", size=LABEL, color=role("focus"))
    return in_line(words(text("change_drawn"), LABEL, role("focus")), factor, buff=0.06)


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


def proof(run, place: np.ndarray, text: Texts) -> tuple[BeforeAfter, VGroup]:
    """Outputs before and after the update beside the label, and under them their costs, each with its name."""
    keys = ("pixels:o[0,0]", "pixels:o[1,0]", "pixels:label_of(0)")
    names = text("before"), text("after"), text("label")
    table = BeforeAfter(run.o[0, 0], run.o[1, 0], run.label_of(0), keys, names, cell=(1.75, 0.85), text_size=0.44)
    table.move_to(place + UP * 0.9)
    costs = VGroup()
    for step, column in enumerate((table.before, table.after)):
        number = Number(float(run.e[step, 0]), 3, source=f"pixels:e[{step},0]", size=0.72, color=role("error"))
        cost = VGroup(code("e", 0.44, role("error")), number).arrange(DOWN, buff=0.25)
        costs.add(cost.next_to(column, DOWN, buff=0.45))
    return table, costs


def next_image(run, text: Texts) -> LabelledDigit:
    """The second training image and its label."""
    label = "target", text("label"), int(run.train_labels[1]), "pixels:train_labels[1]"
    return LabelledDigit(run.train_images[1], 4.4, [label])


def next_values(run) -> list[tuple[np.ndarray, str]]:
    """What the net, after its first update, makes of the second training image: img, h, o (n,), each with its key."""
    image = run.train_images[1, run.pixel_index] / 255
    layers = [(image, "train_images[1,pixel_index]/255")]
    for w, b in (("w_i_h", "b_i_h"), ("w_h_o", "b_h_o")):
        values, key = layers[-1]
        layers.append((sigmoid(getattr(run, w)[1] @ values + getattr(run, b)[1, :, 0]),
                       f"1/(1+exp(-({w}[1]@({key})+{b}[1,:,0])))"))
    return [(values, f"pixels:{key}") for values, key in layers]


def cost_readout(run, step: int) -> VGroup:
    """e = 0.323, at a logged moment."""
    number = Number(float(run.e[step, 0]), 3, source=f"pixels:e[{step},0]", size=0.5, color=role("error"))
    return VGroup(code("e", 0.5, role("error")), code("=", 0.5, role("quiet")), number).arrange(RIGHT, buff=0.22)
