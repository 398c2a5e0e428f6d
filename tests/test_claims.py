"""Whatever a film is drawn from, its sentences are true: runs of many kinds, each claim looked up in their arrays."""

import re
from pathlib import Path

import numpy as np
import other_runs
import pytest

from network import snapshots
from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.script import Script, fill
from scenes.scratch import wording
from scenes.scratch.film import FILM
from scenes.scratch.runs import TrainingRuns
from scenes.scratch.strokes import Reading

SCRIPT = Script.load(FILM.script("en"))
KINDS = ("committed", *other_runs.KINDS)


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    """{kind: folder of its runs}, made when asked for."""
    known = {"committed": snapshots.FOLDER}

    def folder(kind: str) -> Path:
        if kind not in known:
            known[kind] = tmp_path_factory.mktemp(kind)
            other_runs.make(kind, known[kind])
        return known[kind]
    return folder


@pytest.fixture(scope="session")
def told(folders):
    """What is told of a kind: (its runs, {"chapter.key": sentence}, {"chapter.key": text on screen})."""
    known = {}

    def tell(kind: str):
        if kind not in known:
            runs = TrainingRuns(Path()).load(folders(kind))
            facts = spoken_facts(FILM, runs, SCRIPT)
            lines = {f"{chapter}.{key}": line for chapter in FILM.chapters for key, line in SCRIPT.lines(chapter, facts).items()}
            lines |= {f"film.{key}": fill(text, facts, key, SCRIPT.language) for key, text in SCRIPT.film.items()}
            texts = {f"{chapter}.{key}": SCRIPT.text(chapter, key, facts | {"images": "400", "parameters": "1", "block": "1",
                                                                            "answer": "one"})
                     for chapter, given in SCRIPT.screen.items() for key in given}
            known[kind] = runs, lines, texts
        return known[kind]
    return tell


def real(runs):
    return float(runs["experiments"].real.test_accuracy)


def gaps(runs):
    """How many more of the known images are right than of new ones, with the fewest images and with all."""
    amounts = runs["experiments"].amounts
    return amounts.known[0] - amounts.new[0], amounts.known[-1] - amounts.new[-1]


def wrong(runs):
    """(the table of mistakes, how many there are)."""
    run = runs["digits"]
    table = np.zeros_like(run.confusion)
    labels = np.searchsorted(run.meta["classes"], run.test_labels)
    np.add.at(table, (labels, run.test_outputs.argmax(axis=1)), 1)
    np.fill_diagonal(table, 0)
    return table, int(table.sum())


def early(runs, share):
    """Accuracies of the real net at the start, after a share of all updates, in the end."""
    curve = runs["experiments"].real
    at = np.searchsorted(curve.updates, share * curve.updates[-1], "right") - 1
    return curve.accuracy[0], curve.accuracy[at], curve.accuracy[-1]


def surer_is_better(runs):
    """From each threshold to the next, up to where a third of the images are above it, the share of right ones never falls."""
    outputs, run = runs["digits"].test_outputs, runs["digits"]
    right = outputs.argmax(axis=1) == np.searchsorted(run.meta["classes"], run.test_labels)
    shares = [right[outputs.max(axis=1) > np.float32(t)] for t in runs["experiments"].sure.thresholds]
    means = [share.mean() for share in shares if len(share) >= len(right) / 3]
    return bool((np.diff(means) >= -1e-12).all())


def opposite(runs):
    return Reading.telling(runs["digits"]).opposite()


def directions_overlap(runs):
    """Whether, seen from the corner, the middle half of the one class is not all to one side of the other's."""
    neuron = runs["experiments"].neuron
    angles = np.arctan2(neuron.points[:, 1], neuron.points[:, 0])
    (low, high), (lower, higher) = (np.quantile(angles[neuron.labels == k], (0.25, 0.75)) for k in (0, 1))
    return low <= higher and lower <= high


def pair(runs):
    """Whether both classes that are confused are two, and among the classes."""
    label, answer = runs["experiments"].confused.classes
    return label != answer


# line: (what the sentence says, whether that is so). A line may stand here more than once, for each sentence that it can be.
CLAIMS = [
    ("opening.rule", "end, and", pair),
    ("opening.naming", "an answer", lambda runs: runs["digits"].meta["outputs"] >= 2),
    ("layers.sees", "knows only", lambda runs: runs["digits"].meta["outputs"] > runs["pixels"].meta["outputs"]),
    ("weights.random", "So the program", lambda runs: real(runs) > runs["experiments"].equal.test_accuracy),
    ("weights.copies", "equal ones stay copies", lambda runs: runs["experiments"].equal.spread.max() < 1e-3),
    ("weights.copies", "random ones go", lambda runs: len(np.unique(runs["digits"].w_i_h[-1], axis=0)) > 1),
    ("bias.start", "start at zero", lambda runs: not runs["digits"].b_i_h[0].any() and not runs["pixels"].b_h_o[0].any()),
    ("bias.with", "where it belongs", lambda runs: runs["experiments"].neuron.with_bias > runs["experiments"].neuron.without_bias),
    ("bias.direction", "in the same directions", directions_overlap),
    ("bias.best", "Even the best", lambda runs: runs["experiments"].neuron.best_through_origin >= runs["experiments"].neuron.without_bias),
    ("images.average", "average of many", lambda runs: min(np.bincount(np.searchsorted(
        runs["pixels"].meta["classes"], runs["pixels"].train_labels))) > 1),
    ("one_hot.quantity", "is not more than", lambda runs: runs["digits"].meta["outputs"] > 1),
    ("sigmoid.ends", "large weights", lambda runs: runs["experiments"].real.first_ends >= 0.2 * runs["experiments"].real.first_values),
    ("sigmoid.slow", "quicker at first", lambda runs: early(runs, 1 / 50)[1] < runs["experiments"].narrow.accuracy[
        np.searchsorted(runs["experiments"].narrow.updates, runs["experiments"].narrow.updates[-1] / 50, "right") - 1]),
    ("sigmoid.end", "hardly matters", lambda runs: abs(real(runs) - runs["experiments"].narrow.test_accuracy) < 0.02),
    ("film.corrections", "can make up", lambda runs: abs(real(runs) - runs["experiments"].no_bias.test_accuracy) < 0.02),
    ("film.corrections", "about as well", lambda runs: abs(real(runs) - runs["experiments"].narrow.test_accuracy) < 0.02),
    ("cost.verdict", "goes to one", lambda runs: runs["pixels"].o[0, 0, :, 0].argmax() == runs["pixels"].label_of(0).argmax()),
    ("cost.verdict", "stays at zero", lambda runs: runs["pixels"].o[0, 0, :, 0].argmax() != runs["pixels"].label_of(0).argmax()),
    ("cost.pour", "both", lambda runs: runs["pixels"].meta["outputs"] == 2),
    ("descent.path", "down into the valley", lambda runs: runs["digits"].cross_entropy[-1] < runs["digits"].cross_entropy[0]),
    ("descent.low", "far behind", lambda runs: runs["experiments"].rate_low.test_accuracy < real(runs) - 0.1),
    ("descent.high", "overshoot", lambda runs: runs["experiments"].rate_high.test_accuracy < real(runs)),
    ("backprop.sign", "The other is", lambda runs: runs["pixels"].meta["outputs"] == 2),
    ("backprop.sign", "The others are", lambda runs: runs["pixels"].meta["outputs"] > 2),
    ("backprop.sign", "too high", lambda runs: (runs["pixels"].delta_o[0, 0][runs["pixels"].label_of(0) == 0] > 0).all()),
    ("backprop.again", "moved a little", lambda runs: (runs["pixels"].o[1, 0] != runs["pixels"].o[0, 0]).all()),
    ("backprop.cost", "the cost falls", lambda runs: runs["pixels"].e[1, 0] < runs["pixels"].e[0, 0]),
    ("backprop.cost", "the cost rises", lambda runs: runs["pixels"].e[1, 0] >= runs["pixels"].e[0, 0]),
    ("training.climb", "fast at first, then slowly", lambda runs: np.diff(early(runs, 1 / 4))[0] > np.diff(early(runs, 1 / 4))[1] >= 0),
    ("training.few", "on only", lambda runs: runs["experiments"].amounts.images[0] < runs["digits"].meta["data"]["train"]),
    ("training.few_known", "Those it gets right", lambda runs: runs["experiments"].amounts.known[0] >= 0.9 and gaps(runs)[0] > 0.05),
    ("training.more", "the gap closes", lambda runs: 2 * gaps(runs)[1] < gaps(runs)[0]),
    ("training.more", "gets smaller", lambda runs: gaps(runs)[1] < gaps(runs)[0]),
    ("training.common", "any more", lambda runs: runs["experiments"].amounts.known[-1] < runs["experiments"].amounts.known[0]),
    ("inside.lights", "lights up", lambda runs: Reading.telling(runs["digits"]).total > 0),
    ("inside.dark", "stays dark", lambda runs: opposite(runs).total < 0 and opposite(runs).negative < 0),
    ("inside.dark", "gets the least", lambda runs: opposite(runs).total < Reading.telling(runs["digits"]).total),
    ("inside.sorts", "sorts itself", lambda runs: runs["experiments"].crowd.sorted >= 0.5),
    ("inside.sorts", "The crowd moves", lambda runs: (runs["experiments"].crowd.points[-1] != runs["experiments"].crowd.points[0]).any()),
    ("inside.touch", "still touches", lambda runs: wrong(runs)[1] > 0 and pair(runs)),
    ("inside.touch", "Nearest of all", lambda runs: wrong(runs)[1] == 0 and pair(runs)),
    ("inside.gain", "do most of the work", lambda runs: np.diff(runs["experiments"].neurons.test_accuracy[[0, len(
        runs["experiments"].neurons.hidden) // 2, -1]])[0] > np.diff(runs["experiments"].neurons.test_accuracy[[0, len(
            runs["experiments"].neurons.hidden) // 2, -1]])[1]),
    ("inside.gain", "each of them counts", lambda runs: runs["experiments"].neurons.test_accuracy[-1]
     > runs["experiments"].neurons.test_accuracy[len(runs["experiments"].neurons.hidden) // 2]),
    ("inside.gain", "no use", lambda runs: runs["experiments"].neurons.test_accuracy[-1]
     <= runs["experiments"].neurons.test_accuracy[len(runs["experiments"].neurons.hidden) // 2]),
    ("using.worst", "most common one", lambda runs: wrong(runs)[0].max() == len(runs["experiments"].confused.index)
     == wrong(runs)[0][tuple(runs["experiments"].confused.classes)] > 1),
    ("using.worst", "One of them", lambda runs: wrong(runs)[0].max() == 1),
    ("using.worst", "There is none", lambda runs: wrong(runs)[1] == 0),
    ("using.would_you", "Here it is", lambda runs: len(runs["experiments"].confused.index) == 1),
    ("using.would_you", "Here they are", lambda runs: len(runs["experiments"].confused.index) > 1),
    ("using.sure", "the more often it is right", surer_is_better),
    ("using.sure", "Is it more often", lambda runs: not surer_is_better(runs)),
    ("limits.first", "for what it is", lambda runs: runs["experiments"].shifts.example_outputs[0].argmax()
     == runs["experiments"].shifts.example_label),
    ("limits.swapped", "worse than guessing", lambda runs: runs["experiments"].inverted.accuracy < 1 / runs["digits"].meta["outputs"]),
    ("limits.swapped", "But why", lambda runs: runs["experiments"].inverted.accuracy < real(runs)),
    ("limits.swapped", "may not matter", lambda runs: runs["experiments"].inverted.accuracy >= real(runs)),
]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_a_run_is_so(told, kind):
    runs, lines, _ = told(kind)
    false = {key: lines[key] for key, phrase, holds in CLAIMS if phrase in lines[key] and not holds(runs)}
    assert false == {}


def test_every_sentence_that_can_be_chosen_is_looked_at():
    """The lines and choices of wording.py, and for each but the neutral sentence a claim that it can be false of."""
    chosen = {"few_known_verdict", "climb", "sure_rises", "lights", "stays_dark", "starts_slowly", "width_costs", *wording.VERDICTS}
    worded = {name for name, source in wording.VERDICTS.items() if source == "subject:kind"} | {"passes", "all_outputs"}
    written = {**{f"{chapter}.{key}": text for chapter in FILM.chapters for key, text in SCRIPT.tables[chapter].items()},
               "film.corrections": SCRIPT.film["corrections"]}
    said = {name: [key for key, text in written.items() if f"{{{name}}}" in text] for name in chosen - worded}
    for name, keys in said.items():
        texts = [re.sub(r"\[\w+\] ", "", text) for text in SCRIPT.choices[name].values()]
        phrases = [phrase for key, phrase, _ in CLAIMS if key in keys]
        assert keys and any(phrase in text for phrase in phrases for text in texts), name


@pytest.mark.parametrize("kind", KINDS)
def test_only_mnist_is_spoken_of_as_handwritten_digits(told, kind):
    runs, lines, texts = told(kind)
    shown = {key: text for key, text in {**lines, **texts}.items()
             if re.search(r"\b(digits?|handwrit\w+|MNIST|ink|strokes|Census)\b", text) and not key.startswith("images.")}
    shown = {key: text for key, text in shown.items() if key not in ("film.corrections", "cast.digits")}
    assert bool(shown) == (runs["digits"].meta["data"]["name"] == "MNIST"), shown


def test_a_data_set_s_own_words_are_said(told):
    _, lines, _ = told("named")
    assert lines["limits.apart"] == "It has learned to tell shapes apart. What a shape is, it never learned."
    assert lines["images.origin"] == "A few lines of NumPy drew them."
    names = re.findall(r"a (\w+)", lines["opening.rule"])
    assert len(set(names)) == 2 and set(names) <= {"circle", "square", "cross", "arrow"}
