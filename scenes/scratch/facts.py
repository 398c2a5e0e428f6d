"""What the narration says of the run: every number comes from a key of a snapshot, none is typed.

Each fact names its source, e.g. "digits:accuracy_test"; the text is what stands in the caption, and the voice
reads it as a person would ("93.1 percent", "10,000", "three").
"""

import numpy as np

from network.neuron import CLASSES
from scenes.film.narration.facts import Fact
from scenes.scratch.first_weights import HIGH_END, LOW_END, at_the_ends, scaled_hidden, usual_width

SHOWN_MISTAKES = 3
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PASSES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def facts(pixels, digits) -> dict[str, str]:
    """Placeholder -> text, from the snapshots of the small net and of the real one."""
    return {name: fact.text for name, fact in collect({"pixels": pixels, "digits": digits}).items()}


def collect(runs) -> dict[str, Fact]:
    """Placeholder -> Fact. runs: {"pixels": Snapshot, "digits": Snapshot}."""
    pixels, digits = runs["pixels"], runs["digits"]
    meta, data = digits.meta, digits.meta["data"]
    small = pixels.meta
    label, answer = most_confused(digits)
    before, after = costs(pixels)
    settling, using = settling_probe(digits), using_probe(digits)
    return {
        "inputs": Fact(count(meta["inputs"]), "digits:meta.inputs"),
        "hidden": Fact(count(meta["hidden"]), "digits:meta.hidden"),
        "outputs": Fact(count(meta["outputs"]), "digits:meta.outputs"),
        "epochs": Fact(word(meta["epochs"]), "digits:meta.epochs"),
        "learn_rate": Fact(f"{meta['learn_rate']:g}", "digits:meta.learn_rate"),
        "train_count": Fact(count(data["train"]), "digits:meta.data.train"),
        "test_count": Fact(count(data["test"]), "digits:meta.data.test"),
        "image_rows": Fact(count(int(digits.image_shape[0])), "digits:image_shape[0]"),
        "image_columns": Fact(count(int(digits.image_shape[1])), "digits:image_shape[1]"),
        "data_origin": Fact(origin(digits), "constant:history"),
        "hot_label": Fact(name(digits, hot_class(digits)), f"digits:meta.classes[{hot_class(digits)}]"),
        "hot_place": Fact(PASSES[hot_class(digits)], "constant:ordinal"),
        "last_label": Fact(name(digits, -1), "digits:meta.classes[-1]"),
        "hidden_squared": Fact(count(meta["hidden"] ** 2), "digits:meta.hidden*meta.hidden"),
        "updates": Fact(count(int(digits.updates[-1])), "digits:updates[-1]"),
        "pass_accuracies": Fact(passes(digits.accuracy_learning), passes_source(digits.accuracy_learning)),
        "learning_accuracy": Fact(percent(digits.accuracy_learning[-1]), "digits:100*accuracy_learning[-1]"),
        "mse_first": Fact(f"{digits.mse[0]:.3f}", "digits:mse[0]"),
        "mse_last": Fact(f"{digits.mse[-1]:.3f}", "digits:mse[-1]"),
        "cross_entropy_first": Fact(f"{digits.cross_entropy[0]:.2f}", "digits:cross_entropy[0]"),
        "cross_entropy_last": Fact(f"{digits.cross_entropy[-1]:.2f}", "digits:cross_entropy[-1]"),
        "train_accuracy": Fact(percent(digits.accuracy_train[-1]), "digits:100*accuracy_train[-1]"),
        "test_accuracy": Fact(percent(digits.accuracy_test[-1]), "digits:100*accuracy_test[-1]"),
        "test_figure": Fact(f"{100 * digits.accuracy_test[-1]:.1f}", "digits:100*accuracy_test[-1]"),
        "confused_label": Fact(name(digits, label), f"digits:meta.classes[{label}]"),
        "confused_answer": Fact(name(digits, answer), f"digits:meta.classes[{answer}]"),
        "settle_label": Fact(word(int(digits.probe_labels[settling])), f"digits:probe_labels[{settling}]"),
        "first_label": Fact(word(int(pixels.probe_labels[0])), "pixels:probe_labels[0]"),
        "opening_answer": answer_fact(digits, opening_probe(digits)),
        "using_index": Fact(str(int(digits.probe_index[using])), f"digits:probe_index[{using}]"),
        "using_answer": answer_fact(digits, using),
        "mistakes": Fact(count(int((ranks(digits) > 0).sum())), "digits:sum(argmax(test_outputs,1)!=test_labels)"),
        "right_second": Fact(count(int((ranks(digits) == 1).sum())),
                             "digits:sum(sum(test_outputs>sum(test_outputs*(test_labels[:,None]==ravel(classes)),1)"
                             "[:,None],1)==1)"),
        **{f"mistake_{i}": mistake_fact(digits, i, "it [answer] takes for") for i in range(SHOWN_MISTAKES)},
        "first_verdict": Fact(verdict(pixels), "pixels:argmax(o[0,0])==argmax(label_of(0))"),
        "cost_verb": Fact("falls" if pixels.e[1, 0] < pixels.e[0, 0] else "rises", "pixels:e[1,0]<e[0,0]"),
        "cost_before": Fact(before, "pixels:e[0,0]"),
        "cost_after": Fact(after, "pixels:e[1,0]"),
        "pixels_inputs": Fact(word(small["inputs"]), "pixels:meta.inputs"),
        "pixels_hidden": Fact(word(small["hidden"]), "pixels:meta.hidden"),
        "pixels_outputs": Fact(word(small["outputs"]), "pixels:meta.outputs"),
        "pixels_weights": Fact(count(weights(pixels)), "pixels:w_i_h[0].size+w_h_o[0].size"),
        "first_weights": Fact(count(digits.w_i_h[0].size), "digits:w_i_h[0].size"),
        "usual_width": Fact(f"{usual_width(digits):.3f}", "digits:1/sqrt(meta.inputs)"),
        "hidden_values": Fact(count(digits.h[0].size), "digits:h[0].size"),
        "end_values": Fact(count(int(at_the_ends(digits.h[0]).sum())), at_the_ends_source("h[0]")),
        "scaled_end_values": Fact(word(int(at_the_ends(scaled_hidden(digits)).sum())),
                                  at_the_ends_source("1/(1+exp(-h_pre[0]/sqrt(inputs)/max(abs(w_i_h[0]))))")),
        "neuron_inputs": Fact(word(pixels.neuron_points.shape[1]), "pixels:neuron_points.shape[1]"),
        "circle_class": Fact(word(CLASSES[0]), "pixels:min(neuron_labels)"),
        "cross_class": Fact(word(CLASSES[1]), "pixels:max(neuron_labels)"),
        "without_bias": Fact(f"{100 * pixels.neuron_accuracy[-1, 0]:.0f} percent", "pixels:100*neuron_accuracy[-1,0]"),
        "with_bias": Fact(f"{100 * pixels.neuron_accuracy[-1, 1]:.0f} percent", "pixels:100*neuron_accuracy[-1,1]"),
        "pixels_test_accuracy": Fact(percent(pixels.accuracy_test[-1]), "pixels:100*accuracy_test[-1]"),
    }


def origin(run) -> str:
    """Where the images come from. This is known of MNIST alone; of others it says what holds for each of them."""
    if run.meta["data"]["name"] == "MNIST":
        return ("[employees] Census employees and [students] high-school students wrote them on forms. "
                "[remixed] Remixed in 1998, they became MNIST.")
    return "None of them is in color, and all are of the same size."


def hot_class(run) -> int:
    """The class whose label stands for all in the chapter on one-hot labels: the fourth, if there are so many."""
    return min(3, run.meta["outputs"] - 2)


def answer_of(run, probe: int) -> int:
    """The output that the finished net makes largest for a probe image."""
    return int(run.o[-1, probe, :, 0].argmax())


def opening_probe(run) -> int:
    """The test image that the opening shows: the one that the finished net reads most clearly, and rightly."""
    right = [run.meta["classes"].index(int(label)) for label in run.probe_labels]
    sure = [run.o[-1, p, k, 0] if answer_of(run, p) == k else -1.0 for p, k in enumerate(right)]
    return int(np.argmax(sure))


def using_probe(run) -> int:
    """The test image that the network is asked about: one that it reads rightly, and not the opening's."""
    opening = opening_probe(run)
    right = [p for p, label in enumerate(run.probe_labels)
             if run.meta["classes"][answer_of(run, p)] == label and p != opening]
    return right[len(right) // 2] if right else opening


def answer_fact(run, probe: int) -> Fact:
    """What the finished net takes a probe image for."""
    return Fact(name(run, answer_of(run, probe)), f"digits:meta.classes[argmax(o[-1,{probe}])]")


def ranks(run) -> np.ndarray:
    """For each test image (T,), how many outputs are larger than that of its label: 0 where it is read rightly."""
    own = run.test_outputs[np.arange(len(run.test_labels)), np.searchsorted(run.meta["classes"], run.test_labels)]
    return (run.test_outputs > own[:, None]).sum(axis=1)


def mistake_fact(run, i: int, verb: str) -> Fact:
    """The i-th mistake on the test set, as mistake() says it."""
    index = int(run.mistake_index[i])
    return Fact(mistake(run, i, verb), f"digits:(test_labels[{index}],meta.classes[argmax(test_outputs[{index}])])")


def at_the_ends_source(h: str) -> str:
    """The key of how many hidden values, given by their expression, are close to 0 or 1."""
    return f"digits:sum(({h}<{LOW_END})|({h}>{HIGH_END}))"


def mistake(run, i: int, verb: str) -> str:
    """The i-th mistake on the test set in words: "This five it takes for a six"."""
    index = int(run.mistake_index[i])
    label, answer = int(run.test_labels[index]), int(run.test_outputs[index].argmax())
    return f"This {word(label)} {verb} {article(name(run, answer))}"


def article(noun: str) -> str:
    """"a six", "an eight"."""
    return f"{'an' if noun[0] in 'aeiou' and noun != 'one' else 'a'} {noun}"


def verdict(run) -> str:
    """What becomes of the counter at the first image."""
    if run.o[0, 0].argmax() == run.label_of(0).argmax():
        return "Here it does, so [counter] the counter goes to one."
    return "Here it does not, so [counter] the counter stays at zero."


def weights(run) -> int:
    """How many weights a net has, biases not among them."""
    return run.w_i_h[0].size + run.w_h_o[0].size


def most_confused(run) -> tuple[int, int]:
    """The label and the wrong answer that come together most often on the test images."""
    wrong = run.confusion - np.diag(np.diag(run.confusion))
    label, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    return int(label), int(answer)


def mistakes_like(run, label: int, answer: int) -> list[int]:
    """Indices of the mistaken images kept, those that took output `label` for output `answer` first."""
    wanted = run.meta["classes"][label]
    return sorted(range(len(run.mistake_index)),
                  key=lambda m: (run.test_labels[run.mistake_index[m]] != wanted,
                                 run.test_outputs[run.mistake_index[m]].argmax() != answer))


def settling_probe(run) -> int:
    """The probe image whose right output rises most from the first logged moment to the last."""
    right = [run.meta["classes"].index(int(label)) for label in run.probe_labels]
    rise = [run.o[-1, p, k, 0] - run.o[0, p, k, 0] for p, k in enumerate(right)]
    return int(np.argmax(rise))


def costs(run, least: int = 2, most: int = 4) -> tuple[str, str]:
    """The cost of the first image before and after its update, with as many decimals as tell them apart."""
    before, after = (float(run.e[run.step(update), 0]) for update in (0, 1))
    for decimals in range(least, most + 1):
        texts = f"{before:.{decimals}f}", f"{after:.{decimals}f}"
        if texts[0] != texts[1]:
            break
    return texts


def passes(shares) -> str:
    """[0.857, 0.923] -> "85.7 percent in the first pass, [pass_2] 92.3 percent in the second."; at most four are named.

    Each figure but the first has its mark.
    """
    if len(shares) == 1:
        return f"{percent(shares[0])} in its only pass."
    if len(shares) > 4:
        return f"{percent(shares[0])} in the first pass, [pass_2] {percent(shares[-1])} in the last."
    parts = [f"{percent(share)} in the {which}" for share, which in zip(shares, PASSES)]
    marked = [f"[pass_{n}] {part}" for n, part in enumerate(parts[1:], 2)]
    return ", ".join([f"{parts[0]} pass", *marked]) + "."


def passes_source(shares) -> str:
    """The key of the shares that passes() names, in percent."""
    last = len(shares) - 1
    return "digits:100*accuracy_learning" + ("" if last < 4 else f"[0:{last + 1}:{last}]")


def name(run, k: int) -> str:
    """What the k-th output stands for, as a word."""
    return word(run.meta["classes"][k])


def percent(share: float) -> str:
    """0.9312 -> "93.1 percent"."""
    return f"{100 * share:.1f} percent"


def count(number: int) -> str:
    """60000 -> "60,000"."""
    return f"{number:,}"


def word(number: int) -> str:
    """3 -> "three"; numbers of two digits and more stay digits."""
    return DIGITS[number] if 0 <= number < len(DIGITS) else count(number)
