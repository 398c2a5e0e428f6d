"""What the narration calls the images and their classes, and which of several sentences is true of a run.

Each is stated as a key, so that its truth is looked up in the run that is shown. A claim that every run has to keep belongs
into the script; one that a run may break is a choice here, with a sentence for either case there.
"""

from collections.abc import Sequence

import numpy as np

from scenes.film.narration.facts import CHOICE, Fact
from scenes.scratch import first_cost
from scenes.scratch.bending import Bending
from scenes.scratch.border import Borders
from scenes.scratch.hard import Hard
from scenes.scratch.rule_tried import rule_key
from scenes.scratch.subject import NAMES, WORDS, Subject
from scenes.scratch.told_apart import tells_key
from scenes.scratch.woken import decide_key, votes_key

FEW_KNOWN, GAP = 0.9, 0.05      # by heart: so many of the known ones right, and so many more than of new ones
ALIKE = 0.02                    # and by less than which two are alike

VERDICTS = {
    "moves": "experiments:neuron.with_bias>neuron.best_through_origin",
    "bias_in_all": f"experiments:abs(real.test_accuracy-no_bias.test_accuracy)<{ALIKE}",
    "knows_fewer": "digits:meta.outputs>3",
    "all_outputs": "pixels:meta.outputs",
    "random_start": "experiments:real.test_accuracy>equal.test_accuracy",
    "way_down": "experiments:landscape.path_cross_entropy[-1]<landscape.path_cross_entropy[0]",
    "learns_on": f"pixels:{first_cost.key('-1')}<{first_cost.key('1')}",
    "closes": "experiments:1*(amounts.known[-1]-amounts.new[-1]<amounts.known[0]-amounts.new[0])"
              "+1*(2*(amounts.known[-1]-amounts.new[-1])<amounts.known[0]-amounts.new[0])",
    "sorts": "experiments:crowd.sorted>=0.5",
    "touch": "experiments:real.test_accuracy<1",
    "worst": "experiments:len(confused.index)*(real.test_accuracy<1)",
    "inverted_verdict": "experiments:1*(inverted.accuracy<real.test_accuracy)+1*(inverted.accuracy<1/len(meta.classes))",
    "inverted_told": "subject:kind", "first_image": "subject:kind", "a_circle": "subject:kind", "a_cross": "subject:kind",
    "bend_inner_image": "subject:kind", "task": "subject:kind",
    "data_licence": "subject:kind",
}


def verdicts(runs, fewest: str, reading, of_face: tuple[np.ndarray, tuple[int, int], np.ndarray], accident, opening: int,
             hard: Sequence[Hard], found: Borders) -> dict[str, Fact]:
    """{placeholder: which sentence is true}. fewest: the experiment on the fewest images; reading: what the hidden neuron that
    is looked at gets; of_face: the picture, its answer and the next one, and its outputs; accident: the pixel that tells few
    images apart; opening: the probe image that the opening shows; hard: the images of its question; found: how little ink
    turns images of the first class into the other one."""
    updates = runs["experiments"].real.updates
    positive, negative = (key.partition(":")[2] for key in reading.keys)
    other, against = (key.partition(":")[2] for key in (reading.opposite().total_key, reading.opposite().keys[1]))
    soon = int((updates <= updates[-1] / 50).sum()) - 1
    slowly = f"(real.accuracy[{soon}]<narrow.accuracy[{soon}])&(5*real.first_ends>=real.first_values)"
    picture, answers, outputs = of_face
    run, bending = runs["digits"], Bending(runs["experiments"])
    bump = bending.bump_key()
    own = {
        "width_costs": f"experiments:({slowly})&(abs(real.test_accuracy-narrow.test_accuracy)<{ALIKE})",
        "few_known_verdict": f"experiments:({fewest}.known_accuracy>={FEW_KNOWN})"
                             f"&({fewest}.known_accuracy-{fewest}.test_accuracy>{GAP})",
        "tells": tells_key(run),
        "lights": f"digits:({reading.total_key.partition(':')[2]}>0)&({positive}>-2*{negative})",
        "stays_dark": f"digits:({other}<0)&({against}<0)",
        "opening_first": f"digits:meta.classes[argmax(o[0,{opening}])]!=probe_labels[{opening}]",
        "second_ramp": bending.turned_over_key(),
        "sum_must": bending.in_between_key(), "bump": bump, "crosses_twice": bump,
        "face_why": decide_key(run, picture, answers), "face_votes": votes_key(run, picture, answers, outputs),
        "hard_wrong": "digits:" + "&".join(one.wrong_key for one in hard),
        "border_others": found.sure_key, "border_turns": found.turns_key,
        "border_where": found.where_key, "rule_tried": rule_key(run, list(hard), found),
        "one_pixel": accident.enough_key(),
        "accident_fails": accident.fails_key(len(run.train_images)),
    }
    return {name: Fact(source, CHOICE) for name, source in (VERDICTS | own).items()}


def words_for(subject: Subject) -> dict[str, Fact]:
    """{placeholder: what the images are called}: as the data set has it in the film's language, or as the script does."""
    names = {"singular": "subject", "plural": "subjects", "origin": "data_origin"}
    return {names.get(word, word): Fact("subject:kind", CHOICE, {
        code: Fact(f"subject:own.{code}.{word}", "text") for code, words in subject.own.items() if word in words})
        for word in WORDS}


def of_class(subject: Subject, key: str, k: int) -> Fact:
    """What class k is called: by its name, if it has one in the language, else by its label, which is the value of `key`."""
    return Fact(key, "word", {code: Fact(f"subject:own.{code}.{NAMES}[{k}]", "text")
                              for code, words in subject.own.items() if words.get(NAMES)})
