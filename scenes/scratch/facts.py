"""What the narration says of the runs: each fact is a key and the form in which its value is said.

The functions choose which of a run's images and labels are spoken of.
"""

import numpy as np

from scenes.film.narration.facts import Fact
from scenes.scratch.strokes import Reading

SHOWN_MISTAKES = 3
# for each test image, how many outputs are larger than that of its label, as ranks() counts them
LARGER = "sum(test_outputs>sum(test_outputs*(test_labels[:,None]==ravel(classes)),1)[:,None],1)"
FACTS = {
    "inputs": Fact("digits:meta.inputs"),
    "hidden": Fact("digits:meta.hidden"),
    "outputs": Fact("digits:meta.outputs"),
    "epochs": Fact("digits:meta.epochs", "word"),
    "learn_rate": Fact("digits:meta.learn_rate", "general"),
    "train_count": Fact("digits:meta.data.train"),
    "test_count": Fact("digits:meta.data.test"),
    "image_rows": Fact("digits:image_shape[0]"),
    "image_columns": Fact("digits:image_shape[1]"),
    "data_origin": Fact("digits:meta.data.name", "choice"),
    "first_seen": Fact("digits:train_labels[0]", "word"),
    "last_label": Fact("digits:meta.classes[-1]", "word"),
    "hidden_squared": Fact("digits:meta.hidden*meta.hidden"),
    "updates": Fact("digits:updates[-1]"),
    "pass_accuracies": Fact("digits:len(accuracy_learning)", "choice"),
    "learning_accuracy": Fact("digits:accuracy_learning[-1]", "percent"),
    "mse_first": Fact("digits:mse[0]", "fixed:3"),
    "mse_last": Fact("digits:mse[-1]", "fixed:3"),
    "cross_entropy_first": Fact("digits:cross_entropy[0]", "fixed:2"),
    "cross_entropy_last": Fact("digits:cross_entropy[-1]", "fixed:2"),
    "train_accuracy": Fact("digits:accuracy_train[-1]", "percent"),
    "test_accuracy": Fact("digits:accuracy_test[-1]", "percent"),
    "test_figure": Fact("digits:100*accuracy_test[-1]", "fixed:1"),
    "first_label": Fact("pixels:probe_labels[0]", "word"),
    "right_count": Fact(f"digits:sum({LARGER}==0)"),
    "mistakes": Fact(f"digits:sum({LARGER}>0)"),
    "right_second": Fact(f"digits:sum({LARGER}==1)"),
    "first_verdict": Fact("pixels:argmax(o[0,0])==argmax(label_of(0))", "choice"),
    "cost_verb": Fact("pixels:e[step(1),0]<e[step(0),0]", "choice"),
    "pixels_inputs": Fact("pixels:meta.inputs", "word"),
    "pixels_hidden": Fact("pixels:meta.hidden", "word"),
    "pixels_outputs": Fact("pixels:meta.outputs", "word"),
    "small_knobs": Fact("pixels:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size"),
    "first_weights": Fact("digits:w_i_h[0].size"),
    "usual_width": Fact("digits:1/sqrt(meta.inputs)", "fixed:3"),
    "neuron_inputs": Fact("pixels:neuron_points.shape[1]", "word"),
    "circle_class": Fact("pixels:min(neuron_labels)", "word"),
    "cross_class": Fact("pixels:max(neuron_labels)", "word"),
    "without_bias": Fact("experiments:neuron.without_bias", "percent:0"),
    "with_bias": Fact("experiments:neuron.with_bias", "percent:0"),
    "neuron_count": Fact("experiments:neuron.count"),
    "best_through_origin": Fact("experiments:neuron.best_through_origin", "percent:0"),
    "fixed_accuracy": Fact("experiments:neuron.fixed_accuracy", "percent:0"),
    "fixed_answer": Fact("experiments:neuron.fixed_answer", "word"),
    "parameters": Fact("digits:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size"),
    "first_rows": Fact("experiments:equal.rows.shape[1]", "word"),
    "equal_accuracy": Fact("experiments:equal.test_accuracy", "percent:0"),
    "bend_first": Fact("experiments:bend.names[0]", "choice"),
    "bend_second": Fact("experiments:bend.names[1]", "choice"),
    "bend_first_class": Fact("experiments:bend.classes[0]", "word"),
    "bend_second_class": Fact("experiments:bend.classes[1]", "word"),
    "line_accuracy": Fact("experiments:line.test_accuracy", "percent:0"),
    "curve_accuracy": Fact("experiments:curve.test_accuracy", "percent:0"),
    "no_bend_accuracy": Fact("experiments:no_bend.test_accuracy", "percent:0"),
    "no_bend_more_accuracy": Fact("experiments:no_bend_100.test_accuracy", "percent:0"),
    "no_hidden_layer_accuracy": Fact("experiments:no_hidden_layer.test_accuracy", "percent:0"),
    "more_neurons": Fact("experiments:neurons.hidden[-1]"),
    "more_neurons_accuracy": Fact("experiments:hidden_100.test_accuracy", "percent:0"),
    "first_ends": Fact("experiments:real.first_ends"),
    "first_values": Fact("experiments:real.first_values"),
    "narrow_ends": Fact("experiments:narrow.first_ends"),
    "no_bias_accuracy": Fact("experiments:no_bias.test_accuracy", "percent:2"),
    "real_accuracy_fine": Fact("experiments:real.test_accuracy", "percent:2"),
    "real_accuracy": Fact("experiments:real.test_accuracy", "percent"),
    "narrow_accuracy": Fact("experiments:narrow.test_accuracy", "percent"),
    "rate_accuracy": Fact("experiments:real.test_accuracy", "percent:0"),
    "rate_low_accuracy": Fact("experiments:rate_low.test_accuracy", "percent:0"),
    "rate_high_accuracy": Fact("experiments:rate_high.test_accuracy", "percent:0"),
    "squared_accuracy": Fact("experiments:squared.test_accuracy", "percent:0"),
    "pixels_test_accuracy": Fact("pixels:accuracy_test[-1]", "percent"),
    # the chapter `inside`
    "crowd_count": Fact("experiments:len(crowd.labels)"),
    "few_neurons": Fact("experiments:neurons.hidden[0]", "word"),
    "few_neurons_accuracy": Fact("experiments:neurons.test_accuracy[0]", "percent:0"),
    "some_neurons": Fact("experiments:neurons.hidden[len(neurons.hidden)//2]", "word"),
    "some_neurons_accuracy": Fact("experiments:neurons.test_accuracy[len(neurons.hidden)//2]", "percent:0"),
    "our_neurons_accuracy": Fact("experiments:real.test_accuracy", "percent:0"),
    "neurons_gain": Fact("experiments:neurons.test_accuracy[len(neurons.hidden)//2]-neurons.test_accuracy[0]"
                         ">neurons.test_accuracy[-1]-neurons.test_accuracy[len(neurons.hidden)//2]", "choice"),
    "most_neurons": Fact("experiments:neurons.hidden[-1]"),
    "most_neurons_accuracy": Fact("experiments:neurons.test_accuracy[-1]", "percent:0"),
    # the chapter `limits`
    "shift_label": Fact("experiments:meta.classes[shifts.example_label]", "word"),
    "shift_first": Fact("experiments:argmax(shifts.example_outputs[0])==shifts.example_label", "choice"),
    "shift_pixels": Fact("experiments:shifts.pixels[-1]", "word"),
    "shift_answer": Fact("experiments:meta.classes[argmax(shifts.example_outputs[-1])]", "word"),
    "shift_accuracy": Fact("experiments:shifts.accuracy[-1,0]", "percent:0"),
    "inverted_accuracy": Fact("experiments:inverted.accuracy", "percent"),
    "inverted_verdict": Fact("experiments:inverted.accuracy<1/len(meta.classes)", "choice"),
}


def sure_enough(experiments) -> int:
    """Which of the logged thresholds is spoken of: the highest that at least a third of the test images are above."""
    counts = experiments.sure["count"]
    return int(np.flatnonzero(counts >= experiments.meta["data"]["test"] / 3)[-1])


def unlike_probabilities(runs) -> int:
    """Of the images of the most common mistake, the one whose outputs add up to most beside one."""
    index = runs["experiments"].confused.index
    return int(index[np.abs(runs["digits"].test_outputs[index].sum(axis=1) - 1).argmax()])


def fewer_images(experiments) -> list[str]:
    """The experiments that learned from fewer images, the fewest first, and the run that learned from all."""
    fewer = [name for name in experiments.meta["runs"] if name.startswith("images_")]
    return [*sorted(fewer, key=lambda name: int(experiments[name].learned_from)), "real"]


def collect(runs) -> dict[str, Fact]:
    """Placeholder -> Fact. runs: {"pixels": Snapshot, "digits": Snapshot}."""
    pixels, digits = runs["pixels"], runs["digits"]
    fewest, noise = fewer_images(runs["experiments"])[0], surest(runs["experiments"].noise.outputs)
    hot, using = hot_class(digits), using_probe(digits)
    label, answer = most_confused(digits)
    cost_form = f"fixed:{cost_decimals(pixels)}"
    chosen = {
        "hot_label": Fact(f"digits:meta.classes[{hot}]", "word"),
        "hot_place": Fact(f"digits:argmax(ravel(classes)==classes[{hot}])+1", "ordinal"),
        "confused_label": Fact(f"digits:meta.classes[{label}]", "word"),
        "confused_answer": Fact(f"digits:meta.classes[{answer}]", "word"),
        "settle_label": Fact(f"digits:probe_labels[{settling_probe(digits)}]", "word"),
        "opening_answer": answer_fact(opening_probe(digits)),
        "using_index": Fact(f"digits:probe_index[{using}]", "general"),
        "using_answer": answer_fact(using),
        "sure_count": Fact(f"experiments:sure.count[{sure_enough(runs['experiments'])}]"),
        "sure_threshold": Fact(f"experiments:sure.thresholds[{sure_enough(runs['experiments'])}]", "general"),
        "sure_share": Fact("experiments:sure.right[{0}]/sure.count[{0}]".format(sure_enough(runs["experiments"])), "percent"),
        "outputs_sum": Fact(f"digits:sum(test_outputs[{unlike_probabilities(runs)}])", "fixed:2"),
        "few_images": Fact(f"experiments:{fewest}.learned_from"),
        "few_known": Fact(f"experiments:{fewest}.known_accuracy", "percent:0"),
        "few_new": Fact(f"experiments:{fewest}.test_accuracy", "percent:0"),
        "cost_before": Fact("pixels:e[step(0),0]", cost_form),
        "cost_after": Fact("pixels:e[step(1),0]", cost_form),
        "noise_answer": Fact(f"experiments:meta.classes[argmax(noise.outputs[{noise}])]", "word"),
        "neuron_sum": Fact(Reading.telling(digits).total_key, "fixed:1"),
    }
    passes = {f"pass_{k + 1}": Fact(f"digits:accuracy_learning[{k}]", "percent")
              for k in range(len(digits.accuracy_learning))}
    return FACTS | chosen | passes | mistake_facts(digits)


def answer_fact(probe: int) -> Fact:
    """What the finished net takes a probe image for."""
    return Fact(f"digits:meta.classes[argmax(o[-1,{probe}])]", "word")


def mistake_facts(run) -> dict[str, Fact]:
    """The label and the answer of each mistake on the test set that is shown."""
    shown = {i: int(run.mistake_index[i]) for i in range(SHOWN_MISTAKES)}
    labels = {f"mistake_{i}_label": Fact(f"digits:test_labels[{k}]", "word") for i, k in shown.items()}
    answers = {f"mistake_{i}_answer": Fact(f"digits:meta.classes[argmax(test_outputs[{k}])]", "word")
               for i, k in shown.items()}
    return labels | answers


def hot_class(run) -> int:
    """The class whose label stands for all in the chapter on one-hot labels: the fifth, if there are so many."""
    return min(4, run.meta["outputs"] - 2)


def answer_of(run, probe: int) -> int:
    """The output that the finished net makes largest for a probe image."""
    return int(run.o[-1, probe, :, 0].argmax())


def opening_probe(run) -> int:
    """The test image that the opening shows: the one that the finished net reads most clearly, and rightly."""
    right = [run.meta["classes"].index(int(label)) for label in run.probe_labels]
    sure = [run.o[-1, p, k, 0] if answer_of(run, p) == k else -1.0 for p, k in enumerate(right)]
    return int(np.argmax(sure))


def using_probe(run) -> int:
    """The test image that the network is asked about: one that it reads rightly, not the opening's, and with a number that could
    not be taken for what it shows."""
    opening = opening_probe(run)
    right = [p for p, label in enumerate(run.probe_labels) if run.meta["classes"][answer_of(run, p)] == label
             and p != opening and int(run.probe_index[p]) not in run.meta["classes"]]
    return right[len(right) // 2] if right else opening


def ranks(run) -> np.ndarray:
    """For each test image (T,), how many outputs are larger than that of its label: 0 where it is read rightly."""
    own = run.test_outputs[np.arange(len(run.test_labels)), np.searchsorted(run.meta["classes"], run.test_labels)]
    return (run.test_outputs > own[:, None]).sum(axis=1)


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


def hardest(run) -> list[int]:
    """Indices of the mistaken images kept, those first of the two classes that are mistaken for each other most often, and
    of these the ones whose two outputs were closest."""
    pair = {run.meta["classes"][k] for k in most_confused(run)}

    def order(m: int) -> tuple[bool, float]:
        outputs, label = run.test_outputs[run.mistake_index[m]], int(run.test_labels[run.mistake_index[m]])
        answer = run.meta["classes"][int(outputs.argmax())]
        return {label, answer} != pair, float(outputs.max() - outputs[run.meta["classes"].index(label)])
    return sorted(range(len(run.mistake_index)), key=order)


def settling_probe(run) -> int:
    """The probe image whose right output rises most from the first logged moment to the last."""
    right = [run.meta["classes"].index(int(label)) for label in run.probe_labels]
    rise = [run.o[-1, p, k, 0] - run.o[0, p, k, 0] for p, k in enumerate(right)]
    return int(np.argmax(rise))


def surest(outputs: np.ndarray) -> int:
    """Which of some images (n, O) has the largest output of all."""
    return int(outputs.max(axis=1).argmax())


def cost_decimals(run, least: int = 2, most: int = 4) -> int:
    """With so many decimals the cost of the first image is told apart before and after its update."""
    before, after = (float(run.e[run.step(update), 0]) for update in (0, 1))
    return next((n for n in range(least, most) if f"{before:.{n}f}" != f"{after:.{n}f}"), most)
