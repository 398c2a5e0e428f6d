"""What the narration says of the runs: each fact is a key and the form in which its value is said.

The functions choose which of a run's images and labels are spoken of.
"""

import numpy as np

from scenes.film.narration.facts import Fact
from scenes.scratch import first_cost
from scenes.scratch.accident import Accident
from scenes.scratch.bending import Bending
from scenes.scratch.border import borders
from scenes.scratch.hard import hard_pair, most_confused
from scenes.scratch.lit_most import voter
from scenes.scratch.near_by import signs_key
from scenes.scratch.strokes import Reading
from scenes.scratch.wording import of_class, verdicts, words_for

# for each test image, how many outputs are larger than that of its label, as ranks() counts them
LARGER = "sum(test_outputs>sum(test_outputs*(test_labels[:,None]==ravel(classes)),1)[:,None],1)"
BEND_CLASSES = "inner", "low", "high"      # of the bend's, which lies where
FACTS = {
    "inputs": Fact("digits:meta.inputs"),
    "hidden": Fact("digits:meta.hidden"),
    "outputs": Fact("digits:meta.outputs"),
    "epochs": Fact("digits:meta.epochs", "word"),
    "opening_learned": Fact("digits:meta.epochs>1", "choice"),
    "learn_rate": Fact("digits:meta.learn_rate", "general"),
    "data_name": Fact("digits:meta.data.name", "text"),
    "train_count": Fact("digits:meta.data.train"),
    "test_count": Fact("digits:meta.data.test"),
    "image_rows": Fact("digits:image_shape[0]"),
    "image_columns": Fact("digits:image_shape[1]"),
    "last_label": Fact("digits:meta.classes[-1]", "word"),
    "hidden_squared": Fact("digits:meta.hidden*meta.hidden"),
    "updates": Fact("digits:updates[-1]"),
    "learning_accuracy": Fact("digits:accuracy_learning[-1]", "percent"),
    "mse_first": Fact("digits:mse[0]", "fixed:3"),
    "mse_last": Fact("digits:mse[-1]", "fixed:3"),
    "cross_entropy_first": Fact("digits:cross_entropy[0]", "fixed:2"),
    "cross_entropy_last": Fact("digits:cross_entropy[-1]", "fixed:2"),
    "test_accuracy": Fact("digits:accuracy_test[-1]", "percent"),
    "test_figure": Fact("digits:100*accuracy_test[-1]", "fixed:1"),
    "right_count": Fact(f"digits:sum({LARGER}==0)"),
    "mistakes": Fact(f"digits:sum({LARGER}>0)"),
    "cost_verb": Fact(f"pixels:{first_cost.key('step(1)')}<{first_cost.key('step(0)')}", "choice"),
    "pixels_inputs": Fact("pixels:meta.inputs", "word"),
    "pixels_hidden": Fact("pixels:meta.hidden", "word"),
    "pixels_outputs": Fact("pixels:meta.outputs", "word"),
    "pixels_accuracy": Fact("pixels:accuracy_test[-1]", "percent:0"),
    "usual_width": Fact("digits:1/sqrt(meta.inputs)", "fixed:3"),
    "neuron_inputs": Fact("pixels:neuron_points.shape[1]", "word"),
    "with_bias": Fact("experiments:neuron.with_bias", "percent:0"),
    "neuron_count": Fact("experiments:neuron.count"),
    "best_through_origin": Fact("experiments:neuron.best_through_origin", "percent:0"),
    "parameters": Fact("digits:w_i_h[0].size+b_i_h[0].size+w_h_o[0].size+b_h_o[0].size"),
    "equal_accuracy": Fact("experiments:equal.test_accuracy", "percent:0"),
    "bend_part": Fact("experiments:bend.part[0]", "choice"),
    "bend_others": Fact("experiments:bend.classes[1]!=bend.classes[2]", "choice"),
    "best_cut_accuracy": Fact("experiments:bend.best_cut", "percent:0"),
    "curve_accuracy": Fact("experiments:curve.test_accuracy", "percent:0"),
    "no_bend_accuracy": Fact("experiments:no_bend.test_accuracy", "percent:0"),
    "no_hidden_layer_accuracy": Fact("experiments:no_hidden_layer.test_accuracy", "percent:0"),
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
    # the chapter `inside`
    "crowd_count": Fact("experiments:len(crowd.labels)"),
    # the chapter `limits`
    "shift_first": Fact("experiments:argmax(shifts.example_outputs[0])==shifts.example_label", "choice"),
    "shift_pixels": Fact("experiments:shifts.pixels[-1]", "word"),
    "inverted_accuracy": Fact("experiments:inverted.accuracy", "percent"),
    # the chapter `closing`
    "reseeded_accuracy": Fact("experiments:reseeded.test_accuracy", "percent"),
}


def fewer_images(experiments) -> list[str]:
    """The experiments that learned from fewer images, the fewest first, and the run that learned from all."""
    fewer = [name for name in experiments.meta["runs"] if name.startswith("images_")]
    return [*sorted(fewer, key=lambda name: int(experiments[name].learned_from)), "real"]


_latest: list = []      # runs, and what was collected of them


def collect(runs) -> dict[str, Fact]:
    """Placeholder -> Fact; those of the same runs once. runs: {"pixels": Snapshot, "digits": Snapshot, "experiments": ...,
    "subject": Subject}, which nobody changes."""
    if not _latest or _latest[0] is not runs:
        _latest[:] = runs, _collected(runs)
    return _latest[1]


def _collected(runs) -> dict[str, Fact]:
    pixels, digits, experiments = (runs[name] for name in ("pixels", "digits", "experiments"))
    fewest, hot, reading = fewer_images(experiments)[0], hot_class(digits), Reading.telling(digits)
    log = experiments.strangers
    of_face = log.images[face(log)], face_answers(log), log.outputs[face(log)]
    bending = Bending(experiments)
    cost_form, found = f"fixed:{first_cost.decimals_of(pixels)}", borders(digits, experiments.crowd)
    chosen = {
        "hot_label": Fact(f"digits:meta.classes[{hot}]", "word"),
        "few_images": Fact(f"experiments:{fewest}.learned_from"),
        "few_known": Fact(f"experiments:{fewest}.known_accuracy", "percent:0"),
        "few_new": Fact(f"experiments:{fewest}.test_accuracy", "percent:0"),
        **{f"bend_{name}_share": Fact(bending.share_key(bending.typical(which)), "percent:0")
           for which, name in enumerate(BEND_CLASSES)},
        "accident_wrong": Fact(accident(runs).wrong_key(len(digits.train_images)), "percent:0"),
        "signs_back": Fact(signs_key(pixels), "choice"),
        "cost_before": Fact(f"pixels:{first_cost.key('step(0)')}", cost_form),
        "cost_after": Fact(f"pixels:{first_cost.key('step(1)')}", cost_form),
        "cost_last": Fact(f"pixels:{first_cost.key('-1')}", cost_form),
        "border_tried": Fact(found.key(len(found.all))),
        "border_count": Fact(found.key(len(found.turned))),
    }
    return words_for(runs["subject"]) | FACTS | class_facts(runs) | chosen \
        | verdicts(runs, fewest, reading, of_face, accident(runs), opening_probe(digits), hard_pair(runs), found)


def accident(runs) -> Accident:
    """By which pixel the fewest images from which a net learned are told apart, of the two classes that are confused most."""
    digits, log = runs["digits"], runs["experiments"]
    return Accident.of(digits, int(log[fewer_images(log)[0]].learned_from), most_confused(digits))


def class_facts(runs) -> dict[str, Fact]:
    """The classes that are spoken of, by what they are called."""
    digits, pixels, log = runs["digits"], runs["pixels"], runs["experiments"]
    label, answer = most_confused(digits)
    opening = opening_probe(digits)
    stranger, (guessed, rival) = face(log.strangers), face_answers(log.strangers)
    classes, found, striped = digits.meta["classes"], accident(runs), stripes(log.strangers)
    (voted, against), shown = voted_on(digits, log), int(log.crowd.index[voter(digits, log)])
    keys = {
        "dark_class": (f"digits:meta.classes[{found.dark}]", found.dark),
        "bright_class": (f"digits:meta.classes[{found.bright}]", found.bright),
        "first_label": ("pixels:probe_labels[0]", classes.index(pixels.probe_labels[0])),
        "confused_label": (f"digits:meta.classes[{label}]", label),
        "confused_answer": (f"digits:meta.classes[{answer}]", answer),
        "opening_answer": (f"digits:meta.classes[argmax(o[-1,{opening}])]", answer_of(digits, opening)),
        "opening_guess": (f"digits:meta.classes[argmax(o[0,{opening}])]", answer_of(digits, opening, moment=0)),
        "face_answer": (f"experiments:meta.classes[argmax(strangers.outputs[{stranger}])]", guessed),
        "face_rival": (f"experiments:meta.classes[{rival}]", rival),
        "vote_answer": (f"digits:meta.classes[argmax(test_outputs[{shown}])]", voted),
        "stripes_answer": (f"experiments:meta.classes[argmax(strangers.outputs[{striped}])]",
                           int(log.strangers.outputs[striped].argmax())),
        "vote_rival": (f"digits:meta.classes[{against}]", against),
        "circle_class": ("pixels:meta.classes[0]", 0),
        "cross_class": ("pixels:meta.classes[1]", 1),
        **{f"bend_{name}": (f"experiments:meta.classes[bend.classes[{which}]]", int(log.bend.classes[which]))
           for which, name in enumerate(BEND_CLASSES)},
        "shift_label": ("experiments:meta.classes[shifts.example_label]", int(log.shifts.example_label)),
        "shift_answer": ("experiments:meta.classes[argmax(shifts.example_outputs[-1])]",
                         int(log.shifts.example_outputs[-1].argmax())),
    }
    return {name: of_class(runs["subject"], key, k) for name, (key, k) in keys.items()}


def knob_label(digits, experiments) -> tuple[int, str]:
    """What the output that the turned weight leads to should say of the first training image, and its key."""
    output = int(experiments.knob_last.place[0])
    return int(digits.meta["classes"][output] == digits.train_labels[0]), f"digits:1*(meta.classes[{output}]==train_labels[0])"


def voted_on(run, log) -> tuple[int, int]:
    """The answer to the image by which it is shown how one comes about, and its rival: what the telling neuron is dark for."""
    outputs = run.test_outputs[log.crowd.index[voter(run, log)]]
    answer, dark = int(outputs.argmax()), run.meta["classes"].index(int(run.probe_labels[Reading.telling(run).opposite().probe]))
    return answer, dark if dark != answer else int(outputs.argmin())


def hot_class(run) -> int:
    """The class whose label stands for all in the chapter on one-hot labels: the fifth, if there are so many."""
    return min(4, run.meta["outputs"] - 2)


def answer_of(run, probe: int, moment: int = -1) -> int:
    """The output that is largest for a probe image, at a logged moment: in the end, if not said otherwise."""
    return int(run.o[moment, probe, :, 0].argmax())


def opening_probe(run) -> int:
    """The test image that the opening shows: the one that the finished net reads most clearly, and rightly; if there is one, of
    those that it reads wrongly before it learns."""
    right = [run.meta["classes"].index(int(label)) for label in run.probe_labels]
    sure = [run.o[-1, p, k, 0] if answer_of(run, p) == k else -1.0 for p, k in enumerate(right)]
    learned = [value if answer_of(run, p, moment=0) != right[p] else -1.0 for p, value in enumerate(sure)]
    return int(np.argmax(learned if max(learned) > 0 else sure))


def ranks(run) -> np.ndarray:
    """For each test image (T,), how many outputs are larger than that of its label: 0 where it is read rightly."""
    own = run.test_outputs[np.arange(len(run.test_labels)), np.searchsorted(run.meta["classes"], run.test_labels)]
    return (run.test_outputs > own[:, None]).sum(axis=1)


def face(strangers) -> int:
    """Which of the drawn pictures that are no digit is the face. strangers: the experiment's group."""
    return [str(name) for name in strangers.names].index("face")


def stripes(strangers) -> int:
    """Which of them shows stripes."""
    return [str(name) for name in strangers.names].index("stripes")


def face_answers(strangers) -> tuple[int, int]:
    """The largest output for the face, and the next one."""
    rival, answer = (int(k) for k in np.argsort(strangers.outputs[face(strangers)])[-2:])
    return answer, rival


def cost_decimals(run) -> int:
    """With so many decimals the squared error of the first image is told apart before and after its update."""
    return first_cost.apart(*([float(run.e[run.step(update), 0])] for update in (0, 1)))
