"""The experiments that train the listing: what each of them changes."""
from typing import NamedTuple

from network.experiments.listing import Change, Variant

WIDE_FIRST = 'w_i_h = rng.uniform(-0.5, 0.5, (hidden, inputs)).astype("float32")'
WIDE_LAST = 'w_h_o = rng.uniform(-0.5, 0.5, (outputs, hidden)).astype("float32")'
LOADS = "images, labels = load_mnist()"
BEND = "h = 1 / (1 + np.exp(-h_pre))"
DELTA_O = "delta_o = o - l"
DELTA_H = "delta_h = w_h_o.T @ delta_o * h * (1 - h)"
UPDATE_FIRST = "w_i_h -= learn_rate * delta_h * img.T"
SUMS_FIRST, SUMS_LAST = "h_pre = w_i_h @ img + b_i_h", "o_pre = w_h_o @ h + b_h_o"
BIASES = tuple((line, "") for line in (
    'b_i_h = np.zeros((hidden, 1), "float32")', 'b_h_o = np.zeros((outputs, 1), "float32")',
    "b_h_o -= learn_rate * delta_o", "b_i_h -= learn_rate * delta_h"))

FEWER = (10, 100, 1000)           # parts of the training images that are tried instead of all
FACTOR = 100                      # by which the learning rate is made lower and higher

ZEROS = ((WIDE_FIRST, 'w_i_h = np.zeros((hidden, inputs), "float32")'),
         (WIDE_LAST, 'w_h_o = np.zeros((outputs, hidden), "float32")'))
EQUAL = ((WIDE_FIRST, 'w_i_h = np.full((hidden, inputs), 0.01, "float32")'),
         (WIDE_LAST, 'w_h_o = np.full((outputs, hidden), 0.01, "float32")'))
NARROW = ((WIDE_FIRST, 'w_i_h = rng.uniform(-inputs ** -0.5, inputs ** -0.5, (hidden, inputs)).astype("float32")'),)
NO_BIAS = ((SUMS_FIRST, "h_pre = w_i_h @ img"), (SUMS_LAST, "o_pre = w_h_o @ h"), *BIASES)
NO_BEND = ((BEND, "h = h_pre"), (DELTA_H, "delta_h = w_h_o.T @ delta_o"))
NO_HIDDEN_LAYER = (
    (WIDE_FIRST, ""), (WIDE_LAST, 'w_h_o = rng.uniform(-0.5, 0.5, (outputs, inputs)).astype("float32")'),
    ('b_i_h = np.zeros((hidden, 1), "float32")', ""), (SUMS_FIRST, ""), (BEND, "h = img"), (DELTA_H, ""),
    (UPDATE_FIRST, ""), ("b_i_h -= learn_rate * delta_h", ""))
SQUARED = ((DELTA_O, "delta_o = 2 / outputs * (o - l) * o * (1 - o)"),)


class Experiment(NamedTuple):
    """A run of the listing with lines and settings changed; learned_from: so many images, if not all."""
    changes: tuple[Change, ...] = ()
    settings: dict = {}
    learned_from: int | None = None

    def variant(self, settings: dict) -> Variant:
        """Its listing; settings: those of the real net's run."""
        return Variant(self.changes, {**settings, **self.settings})


def experiments(settings: dict, images: int, classes: int) -> dict[str, Experiment]:
    """All of them by name, beside the real net's own run with these settings on so many training images."""
    rate = settings["learn_rate"]
    return {
        "real": Experiment(),
        "zeros": Experiment(ZEROS),
        "equal": Experiment(EQUAL),
        "narrow": Experiment(NARROW),
        "no_bias": Experiment(NO_BIAS),
        "no_bend": Experiment(NO_BEND),
        "no_hidden_layer": Experiment(NO_HIDDEN_LAYER),
        "squared": Experiment(SQUARED),
        "rate_low": Experiment(settings={"learn_rate": _number(rate / FACTOR)}),
        "rate_high": Experiment(settings={"learn_rate": _number(rate * FACTOR)}),
        "reseeded": Experiment(settings={"seed": settings["seed"] + 1}),
        **{f"images_{part}": fewer for part in FEWER if (fewer := _fewer(images // part, images, classes, settings))},
    }


def _number(value: float) -> float:
    """As few digits as it takes, as a person would write it: 1 instead of 1.0, 0.0001 instead of 0.000100000001."""
    short = float(f"{value:.6g}")
    return int(short) if short.is_integer() else short


def _fewer(count: int, images: int, classes: int, settings: dict) -> Experiment | None:
    """As many updates on the first `count` images; None if these are fewer than the classes."""
    if count < classes:
        return None
    passes = round(settings["epochs"] * images / count)
    return Experiment(((LOADS, f"{LOADS}\nimages, labels = images[:{count}], labels[:{count}]"),), {"epochs": passes}, count)
