"""Whatever a film is drawn from, its sentences are true: runs of many kinds, each claim looked up in their arrays."""

import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import other_runs
import pytest

from scenes.film.narration.facts import spoken_facts
from scenes.film.narration.script import Script, fill
from scenes.scratch import first_cost, wording
from scenes.scratch.border import borders
from scenes.scratch.facts import accident, face, face_answers, knob_label, opening_probe
from scenes.scratch.film import FILM
from scenes.scratch.hard import hard_pair
from scenes.scratch.runs import TrainingRuns
from scenes.scratch.strokes import Reading, forward
from scenes.scratch.told_apart import Probe
from scenes.scratch.two_knobs import Pair
from scenes.scratch.woken import decide

SCRIPT = Script.load(FILM.script("en"))
KINDS = ("committed", *other_runs.KINDS)


@pytest.fixture(scope="session")
def told(folders):
    """What is told of a kind: (its `run`, the `small` net's, the `log` of its experiments and how often it is `real`ly right,
    {"chapter.key": sentence}, {"chapter.key": text on screen})."""
    known = {}

    def tell(kind: str):
        if kind not in known:
            runs = TrainingRuns(Path()).load(folders(kind))
            facts = spoken_facts(FILM, runs, SCRIPT)
            lines = {f"{chapter}.{key}": line for chapter in FILM.chapters for key, line in SCRIPT.lines(chapter, facts).items()}
            lines |= {f"film.{key}": fill(text, facts, key, SCRIPT.language) for key, text in SCRIPT.film.items()}
            texts = {f"{chapter}.{key}": SCRIPT.text(chapter, key, facts | {"images": "400", "parameters": "1", "block": "1", "steps": "1"})
                     for chapter, given in SCRIPT.screen.items() for key in given}
            known[kind] = SimpleNamespace(runs=runs, run=runs["digits"], small=runs["pixels"], log=runs["experiments"],
                                          real=float(runs["experiments"].real.test_accuracy)), lines, texts
        return known[kind]
    return tell


def gaps(r):
    """How many more of the known images are right than of new ones, with the fewest images and with all."""
    amounts = r.log.amounts
    return amounts.known[0] - amounts.new[0], amounts.known[-1] - amounts.new[-1]


def wrong(r):
    """(the table of mistakes, how many there are)."""
    table = np.zeros_like(r.run.confusion)
    labels = np.searchsorted(r.run.meta["classes"], r.run.test_labels)
    np.add.at(table, (labels, r.run.test_outputs.argmax(axis=1)), 1)
    np.fill_diagonal(table, 0)
    return table, int(table.sum())


def early(r, share, name="real"):
    """Accuracies of a run at the start, after a share of all updates, in the end."""
    curve = r.log[name]
    at = np.searchsorted(curve.updates, share * curve.updates[-1], "right") - 1
    return curve.accuracy[0], curve.accuracy[at], curve.accuracy[-1]


def telling(r):
    return Reading.telling(r.run)


def opposite(r):
    return telling(r).opposite()


def two_knobs(r):
    return Pair.of(r.log.knob_last, knob_label(r.run, r.log)[0])


def of_the_face(r):
    """The face, what the finished net says to it, and its answer and the next one."""
    picture = r.log.strangers.images[face(r.log.strangers)]
    return picture, forward(r.run, picture[None] / np.float32(255)), face_answers(r.log.strangers)


def met(r, neuron, picture):
    """How much of a picture's ink lies on weights that grew, and on such that fell, by how much."""
    grown = r.run.w_i_h[-1, neuron] - r.run.w_i_h[0, neuron]
    terms = grown * (picture.ravel() / np.float32(255))[r.run.pixel_index]
    return terms[grown > 0].sum(), -terms[grown < 0].sum()


def decides_by_blue(r):
    """Whether the neuron that is shown is woken by more blue than orange, and votes for the face's answer and against the next."""
    picture, said, (answer, rival) = of_the_face(r)
    neuron = decide(r.run, picture, (answer, rival))
    blue, orange = met(r, neuron, picture)
    return said["h"][neuron, 0] > 0.5 and blue > orange and r.run.w_h_o[-1, answer, neuron] > 0 > r.run.w_h_o[-1, rival, neuron]


def rival_without_it(r):
    """Whether without the votes of that neuron the sum of the answer next to the face's would be the largest."""
    picture, said, answers = of_the_face(r)
    without = np.where(np.arange(len(said["h"])) == decide(r.run, picture, answers), 0, said["h"][:, 0])
    return (r.run.w_h_o[-1] @ without + r.run.b_h_o[-1, :, 0]).argmax() == answers[1]


def second_turns_over(r):
    """Whether of the two hidden neurons of the net with the bend the one speaks for the class in the middle and the other against
    it, by its outgoing weight."""
    one, other = r.log.curve.w_h_o[-1][0] - r.log.curve.w_h_o[-1][1]
    return one * other < 0


def differs_most(r):
    """Whether no neuron's votes on the face's answer and on the next one differ more in favour of the first."""
    picture, said, (answer, rival) = of_the_face(r)
    apart = (r.run.w_h_o[-1, answer] - r.run.w_h_o[-1, rival]) * said["h"][:, 0]
    return apart[decide(r.run, picture, (answer, rival))] == apart.max()


def borders_of(r):
    """Where the sum of the net with the bend changes its sign, among the points, and whether it is above 0 before the first."""
    points, net = r.log.bend.points, r.log.curve
    along = np.linspace(*np.percentile(points, (0.4, 99.6)), 4999)
    h = 1 / (1 + np.exp(-(net.w_i_h[-1] * along + net.b_i_h[-1])))
    sums = net.w_h_o[-1] @ h + net.b_h_o[-1]
    over = sums[0] > sums[1]
    return along[1:][np.diff(over)], bool(over[0])


def crossings(r):
    """How often it does, if it is above 0 in between; else 0."""
    places, first = borders_of(r)
    return 0 if first else len(places)


def in_between(r):
    """Whether the sum crosses 0 twice, and most points between both places are of the class that is told apart, and most of those
    beyond either are not."""
    places, _ = borders_of(r)
    part, inner = np.searchsorted(places, r.log.bend.points), r.log.bend.labels == r.log.bend.classes[0]
    return crossings(r) == 2 and [bool(inner[part == k].mean() > 0.5) for k in range(3)] == [False, True, False]


def with_their_own(r, moment):
    """The share of the crowd that lies nearest to the middle of its own class."""
    points, labels = r.log.crowd.points[moment], r.log.crowd.labels
    classes = np.unique(labels)
    middles = np.stack([points[labels == k].mean(axis=0) for k in classes])
    return (classes[np.linalg.norm(points[:, None] - middles, axis=2).argmin(axis=1)] == labels).mean()


def border(r):
    """The image that is drawn on slowly."""
    return borders(r.run, r.log.crowd).way


def only_sure(r):
    """Whether each image that was tried is read rightly, and by an output near 1."""
    tried = np.array([one.at(0).ravel() for one in borders(r.run, r.log.crowd).all], np.float32)
    outputs = forward(r.run, tried)["o"]
    return (outputs.argmax(axis=0) == r.log.crowd.confused[0]).all() and (outputs.max(axis=0) > 0.89).all()


def all_at_the_top(r):
    """Whether each stroke that turns an image has the middle of what it adds in the upper half."""
    turned = [one for one in borders(r.run, r.log.crowd).all if one.turns]
    return turned and all(one.added.sum(axis=1) @ np.arange(len(one.added)) / one.added.sum() < (len(one.added) - 1) / 2
                          for one in turned)


def both_ways(r):
    """Whether both images of the question are of the one class without ink where the strokes lie, and of the other with it."""
    found, images = borders(r.run, r.log.crowd), [one.pixels.reshape(-1) / 255 for one in hard_pair(r.runs)]
    place = sum(one.added for one in found.turned).ravel()
    place = place / place.max()
    less, more = (np.stack([change(image) for image in images]) for change in (
        lambda image: image * (1 - place), lambda image: np.maximum(image, place)))
    return ([*forward(r.run, less)["o"].argmax(axis=0)] == 2 * [found.way.labelled]
            and [*forward(r.run, more)["o"].argmax(axis=0)] == 2 * [found.way.answered])


def turns_once(r):
    """Whether, as the stroke grows, the largest output is that of the image's class, then that of the other, and no other."""
    found = border(r)
    images = np.array([found.at(share) for share in np.linspace(0, 1, 41)], np.float32)
    largest = forward(r.run, images)["o"].argmax(axis=0)
    label, answer = r.log.crowd.confused
    return largest[0] == label and largest[-1] == answer and set(largest) == {label, answer} and sum(np.diff(largest) != 0) == 1


def first_is_right(r):
    """Whether the opening's image is read rightly before the net has learned."""
    probe = opening_probe(r.run)
    return r.run.meta["classes"][int(r.run.o[0, probe].argmax())] == r.run.probe_labels[probe]


def signs_back(r):
    """The signs of the weight and of the delta whose product comes back to a hidden neuron first: the largest of those that come
    to the one which gets the most."""
    weights, delta = r.small.w_h_o[0].astype(float), r.small.delta_o[0, 0].astype(float)
    back = weights * delta
    j = int(np.abs(back.sum(axis=0)).argmax())
    k = int(np.abs(back[:, j]).argmax())
    return tuple(np.sign((weights[k, j], delta[k, 0])))


def told_apart(r, count):
    """(how many of the first images of two classes one pixel tells rightly, how many there are, whether there are some of both)."""
    found = accident(r.runs)
    images, labels = r.run.train_images[:count], r.run.train_labels[:count]
    dark, bright = (labels == r.run.meta["classes"][k] for k in (found.dark, found.bright))
    lit = images[:, found.pixel] > 127
    return int((lit & bright).sum() + (~lit & dark).sum()), int(dark.sum() + bright.sum()), bool(dark.any() and bright.any())


def few_and_all(r):
    """The same of the fewest images that were learned from, and of all that are logged."""
    return told_apart(r, int(r.log.amounts.images[0])), told_apart(r, len(r.run.train_images))


def pair(r):
    """Whether both classes that are confused are two, and among the classes."""
    label, answer = r.log.confused.classes
    return label != answer


def takes_away(r):
    """Whether to a hidden neuron of the small net, but that which gets the most, something comes back with either sign."""
    back = r.small.w_h_o[0] * r.small.delta_o[0, 0]
    mixed = (back.min(axis=0) < 0) & (back.max(axis=0) > 0)
    return np.delete(mixed, np.abs(back.sum(axis=0)).argmax()).any()


# line: (what the sentence says, whether that is so). A line may stand here more than once, for each sentence that it can be.
CLAIMS = [
    ("opening.rule", "end, and", pair),
    ("opening.naming", "an answer", lambda r: r.run.meta["outputs"] >= 2),
    ("layers.sees", "knows only", lambda r: r.run.meta["outputs"] > r.small.meta["outputs"]),
    ("weights.random", "So the program", lambda r: r.real > r.log.equal.test_accuracy),
    ("weights.correction", "stay copies", lambda r: r.log.equal.spread.max() < 1e-3),
    ("weights.real", "go their own ways", lambda r: len(np.unique(r.run.w_i_h[-1], axis=0)) > 1),
    ("bias.every", "start at zero", lambda r: not r.run.b_i_h[0].any() and not r.small.b_h_o[0].any()),
    ("sigmoid.second", "its weight is negative: it turns over", second_turns_over),
    ("sigmoid.second", "Each goes up or down as its own weight says", lambda r: not second_turns_over(r)),
    ("bias.with", "where it belongs", lambda r: r.log.neuron.with_bias > r.log.neuron.best_through_origin),
    ("bias.without", "at best", lambda r: r.log.neuron.best_through_origin >= r.log.neuron.accuracy[:, 0].max()),
    ("one_hot.quantity", "is not more than", lambda r: r.run.meta["outputs"] > 1),
    ("film.corrections", "more slowly at first", lambda r: early(r, 1 / 50)[1] < early(r, 1 / 50, "narrow")[1]),
    ("film.corrections", "can make up", lambda r: abs(r.real - r.log.no_bias.test_accuracy) < 0.02),
    ("film.corrections", "about as well", lambda r: abs(r.real - r.log.narrow.test_accuracy) < 0.02),
    ("cost.pour", "both", lambda r: r.small.meta["outputs"] == 2),
    ("descent.two", "this one is steeper, this one flatter", lambda r: np.abs(two_knobs(r).slopes)[0]
     > np.abs(two_knobs(r).slopes)[1] > 0),
    ("descent.crossed", "crosses none; at a right angle, the most", lambda r: two_knobs(r).crossed(-np.pi / 2)[0] == 0
     < two_knobs(r).crossed(0)[0] == max(two_knobs(r).crossed(way)[0] for way in np.linspace(-3, 3, 61))),
    ("descent.own", "in proportion to its own slope", lambda r: np.allclose(two_knobs(r).step(0), -two_knobs(r).slopes)),
    ("descent.path", "down into the valley", lambda r: r.run.cross_entropy[-1] < r.run.cross_entropy[0]),
    ("backprop.sign", "A minus says: too low", lambda r: (r.small.delta_o[0, 0][r.small.label_of(0) == 1] < 0).all()),
    ("backprop.sign", "A plus: too high", lambda r: (r.small.delta_o[0, 0][r.small.label_of(0) == 0] > 0).all()),
    ("backprop.verdict", "plus here", lambda r: r.small.delta_o[0, 0].max() > 0),
    ("backprop.all", "where a minus comes back, hollow, it takes away", lambda r: takes_away(r)),
    ("backprop.ink", "A black pixel", lambda r: r.run.train_images[0].min() == 0),
    ("backprop.cost", "its cost falls", lambda r: first_cost.cost(r.small, 1) < first_cost.cost(r.small)),
    ("backprop.on", "sinks to", lambda r: first_cost.cost(r.small, -1) < first_cost.cost(r.small, 1)),
    ("backprop.cost", "its cost rises", lambda r: first_cost.cost(r.small, 1) >= first_cost.cost(r.small)),
    ("training.apart", "learns which is which", lambda r: all(
        r.run.meta["classes"][int(r.run.o[-1, probe.number].argmax())] == r.run.probe_labels[probe.number]
        for probe in Probe.of(r.run))),
    ("training.few", "on only", lambda r: r.log.amounts.images[0] < r.run.meta["data"]["train"]),
    ("training.few_known", "But of new ones, only", lambda r: r.log.amounts.known[0] >= 0.9 and gaps(r)[0] > 0.05),
    ("training.pixel", "is enough", lambda r: few_and_all(r)[0][0] == few_and_all(r)[0][1] and few_and_all(r)[0][2]),
    ("training.more", "trick fails", lambda r: few_and_all(r)[1][0] / few_and_all(r)[1][1]
     < few_and_all(r)[0][0] / max(few_and_all(r)[0][1], 1)),
    ("training.closes", "the gap closes", lambda r: 2 * gaps(r)[1] < gaps(r)[0]),
    ("training.closes", "gets smaller", lambda r: gaps(r)[1] < gaps(r)[0]),
    ("inside.lights", "more blue than orange: the neuron lights up", lambda r: telling(r).total > 0
     and telling(r).positive > -2 * telling(r).negative),
    ("inside.dark", "stays dark", lambda r: opposite(r).total < 0 and opposite(r).negative < 0),
    ("inside.dark", "gets the least", lambda r: opposite(r).total < telling(r).total),
    ("inside.sorts", "draws the classes apart", lambda r: r.log.crowd.sorted >= 0.5
     and with_their_own(r, -1) > with_their_own(r, 0)),
    ("inside.sorts", "The crowd moves", lambda r: (r.log.crowd.points[-1] != r.log.crowd.points[0]).any()),
    ("inside.touch", "still touches", lambda r: wrong(r)[1] > 0 and pair(r)),
    ("inside.touch", "Nearest of all", lambda r: wrong(r)[1] == 0 and pair(r)),
    ("closing.says", "gets each of these wrong", lambda r: all(r.run.test_outputs[k].argmax() != r.run.meta["classes"].index(
        int(r.run.test_labels[k])) for k in (hard.index for hard in hard_pair(r.runs)))),
    ("using.worst", "The commonest mistake", lambda r: wrong(r)[0].max() == len(r.log.confused.index)
     == wrong(r)[0][tuple(r.log.confused.classes)] > 1),
    ("using.worst", "One of them", lambda r: wrong(r)[0].max() == 1),
    ("using.worst", "There is none", lambda r: wrong(r)[1] == 0),
    ("limits.first", "for what it is", lambda r: r.log.shifts.example_outputs[0].argmax()
     == r.log.shifts.example_label),
    ("limits.swapped", "worse than guessing", lambda r: r.log.inverted.accuracy < 1 / r.run.meta["outputs"]),
    ("limits.swapped", "But why", lambda r: r.log.inverted.accuracy < r.real),
    ("limits.swapped", "may not matter", lambda r: r.log.inverted.accuracy >= r.real),
    ("opening.naming", "a wrong one", lambda r: not first_is_right(r)),
    ("opening.naming", "a lucky one", first_is_right),
    ("backprop.onward", "minus times minus is plus", lambda r: signs_back(r) == (-1, -1)),
    ("backprop.onward", "minus times plus is minus", lambda r: signs_back(r) == (-1, 1)),
    ("backprop.onward", "plus times minus is minus", lambda r: signs_back(r) == (1, -1)),
    ("backprop.onward", "plus times plus is plus", lambda r: signs_back(r) == (1, 1)),
    ("opening.learned", "all of them", lambda r: r.run.meta["epochs"] > 1),
    ("inside.face", "beats a", lambda r: of_the_face(r)[1]["o"][:, 0].argmax() == of_the_face(r)[2][0]),
    ("inside.woken", "decides most", differs_most),
    ("inside.woken", "more blue than orange", decides_by_blue),
    ("inside.woken", "differ most", differs_most),
    ("inside.tips", "votes for a", decides_by_blue),
    ("inside.tips", "would win", rival_without_it),
    ("inside.tips", "is what it changes", lambda r: decides_by_blue(r) and not rival_without_it(r)),
    ("closing.others", "it is sure of", only_sure),
    ("closing.border", "One stroke", lambda r: turns_once(r)),
    ("closing.border", "before the top has closed", lambda r: border(r).closes and border(r).turns < 1),
    ("closing.border", "No short stroke", lambda r: not border(r).clear),
    ("sigmoid.ground", "then above, then below again", in_between),
    ("sigmoid.bump", "a bump", lambda r: crossings(r) == 2),
    ("sigmoid.twice", "twice", lambda r: crossings(r) == 2),
    ("sigmoid.straight", "a net has only one", lambda r: r.log.line.test_accuracy <= r.log.bend.best_cut),
    ("closing.where", "all lie at the top", lambda r: all_at_the_top(r)),
    ("closing.where", "together: here a", lambda r: any(one.turns for one in borders(r.run, r.log.crowd).all)),
    ("closing.pair", "Clear this place: both are", lambda r: both_ways(r)),
    ("closing.where", "none of them is one enough", lambda r: not any(one.turns for one in borders(r.run, r.log.crowd).all)),
]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_of_a_run_is_so(told, kind):
    r, lines, _ = told(kind)
    false = {key: lines[key] for key, phrase, holds in CLAIMS if phrase in lines[key] and not holds(r)}
    assert false == {}


def test_every_sentence_that_can_be_chosen_is_looked_at():
    """The lines and choices of wording.py, and for each but the neutral sentence a claim that it can be false of."""
    chosen = {"few_known_verdict", "tells", "one_pixel", "accident_fails", "lights", "stays_dark", "second_ramp",
              "sum_must", "bump", "crosses_twice", "face_why", "face_votes", "border_others", "border_turns", "border_where",
              "rule_tried", "opening_first", "opening_learned", "signs_back", "width_costs",
              *wording.VERDICTS}
    worded = {name for name, source in wording.VERDICTS.items() if source == "subject:kind"} | {"all_outputs"}
    written = {**{f"{chapter}.{key}": text for chapter in FILM.chapters for key, text in SCRIPT.tables[chapter].items()},
               "film.corrections": SCRIPT.film["corrections"]}
    said = {name: [key for key, text in written.items() if f"{{{name}}}" in text] for name in chosen - worded}
    for name, keys in said.items():
        texts = [re.sub(r"\[\w+\] ", "", text) for text in SCRIPT.choices[name].values()]
        phrases = [phrase for key, phrase, _ in CLAIMS if key in keys]
        assert keys and any(phrase in text for phrase in phrases for text in texts), name


@pytest.mark.parametrize("kind", KINDS)
def test_only_mnist_is_spoken_of_as_handwritten_digits(told, kind):
    r, lines, texts = told(kind)
    shown = {key: text for key, text in {**lines, **texts}.items()
             if re.search(r"\b(digits?|handwrit\w+|MNIST|ink|strokes|Census)\b", text) and not key.startswith("images.")}
    shown = {key: text for key, text in shown.items() if key not in ("film.corrections", "cast.digits")}
    assert bool(shown) == (r.run.meta["data"]["name"] == "MNIST"), shown


def test_a_data_set_s_own_words_are_said(told):
    _, lines, _ = told("named")
    assert lines["limits.apart"] == "It has learned to tell shapes apart. What a shape is, it never learned."
    assert lines["film.sources"].startswith("- A few lines of NumPy drew them. ")
    names = re.findall(r"a (\w+)", lines["opening.rule"])
    assert len(set(names)) == 2 and set(names) <= {"circle", "square", "cross", "arrow"}
