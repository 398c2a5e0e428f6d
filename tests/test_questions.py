"""What a viewer can answer after a film alone, and which lines answer it: a question whose answer is cut is missed here.

question: the lines that answer it, in the order of the film, each with what it must say.
"""

from functools import cache

import pytest
from film_tools import said

from scenes.film.narration.script import Script
from scenes.making.film import FILM as SECOND
from scenes.scratch.film import FILM as FIRST

SCRATCH = {
    "Why can't all weights start equal?": {
        "weights.guess": "Which net will learn", "weights.same": "hold the same",
        "weights.correction": "All did the same: they stay copies",
        "weights.real": "Random ones go their own ways", "backprop.equal": "every neuron would get the same slopes"},
    "Why a bias?": {
        "bias.without": "only turn it about the corner", "bias.one": "shifts the line",
        "bias.with": "move and turn to where it belongs"},
    "What shape has a table of weights, and why?": {
        "weights.rows": "A row for each neuron on the right, a column for each on the left",
        "weights.same": "weights times inputs"},
    "What does the sigmoid do, and what does its bend buy?": {
        "sigmoid.on": "off, at zero, or on, at one", "sigmoid.look_up": "between zero and one",
        "sigmoid.straight": "without a bend, a net has only one",
        "sigmoid.once": "never comes back: one border",
        "sigmoid.curl": "each ramp becomes a step", "sigmoid.bump": "a bump", "sigmoid.twice": "two borders"},
    "Why one-hot?": {"one_hot.quantity": "no quantity", "one_hot.place": "place"},
    "What is a delta?": {
        "backprop.steep": "slope: how steeply the cost rises with the sum",
        "backprop.delta_o": "Compare each slope with its output: it is just output minus label",
        "backprop.named": "is the slope, called delta", "backprop.sign": "A minus says: too low",
        "backprop.delta_h": "delta: how steeply the cost rises with its sum"},
    "Why is output minus label a slope?": {
        "backprop.nudge": "How much does the cross-entropy rise", "backprop.steep": "Rise over run",
        "backprop.delta_o": "just output minus label",
        "backprop.ramp": "a step of the sum lowers the cost by nearly one",
        "backprop.flat": "nothing left to gain",
        "backprop.between": "falls as steeply as the gap is large: its slope is minus the gap",
        "backprop.climbs": "by the sigmoid's slope", "backprop.area": "how right it is, times the gap",
        "backprop.everywhere": "slope and area stay the same",
        "backprop.halving": "the logarithm falls by a slope of one; half as right, two",
        "backprop.divides": "its slope is one over how right",
        "backprop.cancels": "divide the area by how right it is, and the gap is left",
        "backprop.mirrored": "mirrored, the cost rises by the gap"},
    "Why is a slope activation times delta?": {
        "backprop.sum": "times the activation", "backprop.product": "times delta",
        "backprop.rule": "A weight's slope: activation at its start, times delta at its end"},
    "Why are the deltas computed before any weight moves?": {
        "backprop.runs_back": "back along the very weights that made the guess",
        "backprop.step": "Now, with a minus, every knob turns"},
    "What is a gradient?": {"descent.slope": "slope", "descent.all_knobs": "together are the gradient",
                           "descent.guess": "which way does the cost fall most?",
                           "descent.crossed": "Along one, your step crosses none; at a right angle, the most",
                           "descent.far": "How far each?",
                           "descent.cancel": "each turns by the other's slope: one lowers the cost, the other lifts it back",
                           "descent.own": "each knob turns in proportion to its own slope"},
    "How does a hidden neuron's delta come about?": {
        "backprop.area": "how right it is, times the gap",
        "backprop.hand": "moves by that, times the weight", "backprop.onward": "times delta",
        "backprop.along": "times the weight", "backprop.gate": "This blame meets the sigmoid's slope",
        "backprop.all": "where a minus comes back, hollow, it takes away"},
    "Why does the code say dot T?": {
        "backprop.transpose": "The T turns the table over: now each row belongs to one hidden neuron",
        "backprop.table": "Activation times delta, for every weight: column times row"},
    "Why the minus?": {"descent.slope": "the cost rises for a little more weight",
                       "descent.minus": "against its slope: that is the program's minus",
                       "backprop.step": "with a minus, every knob turns"},
    "What if the learning rate were a hundred times larger or smaller?": {
        "descent.settle": "Good steps settle at the bottom",
        "descent.low": "hundred times smaller takes tiny steps",
        "descent.high": "hundred times larger leaps back and forth"},
    "Why squares?": {"cost.square": "too high and too low count alike", "cost.learn": "the squares only measure"},
    "Why cross-entropy?": {
        "cost.wrong": "sure and wrong, at the sigmoid's flat end, the squares hardly differ",
        "cost.cross": "each time the output halves, let the cost grow by the same step: minus the logarithm",
        "cost.ends": "without limit: you can always halve once more. Sure and right costs next to nothing",
        "cost.how_right": "the output is how right it is. If no, one minus that",
        "cost.look_up": "the height there is its cost",
        "cost.sum": "Added up",
        "cost.learn": "It learns from the cross-entropy"},
    "Why is the test on new images the honest one?": {
        "training.heart": "by heart", "training.few_known": "new ones", "training.honest": "only images it has never seen"},
    "Why do more images help?": {
        "training.few_known": "new ones", "training.accident": "A few images can be told apart by a trick",
        "training.more": "fails",
        "training.common": "What still works is the shape they all share, here as their mean", "training.closes": "gap"},
    "What do hidden neurons look for?": {"training.all": "finds strokes of its own",
                                         "inside.blue": "ink wakes this neuron up", "inside.lights": "lights",
                                         "inside.dark": "stays dark", "inside.looks": "this is what it looks for"},
    "Why does argmax not teach anything?": {
        "cost.hair": "count stays flat", "cost.no_way": "Flat ground never tells which way"},
    "What does the network say to a picture that is no digit?": {
        "inside.favour": "No output stands for none of these: the largest sum wins",
        "limits.ten": "black gets an answer: no pixel pushes, only biases do"},
    "How do the hidden neurons make an answer?": {"inside.votes": "votes with a block: activation times weight",
                                                  "inside.add_up": "stands at the sum",
                                                  "inside.rival": "by other weights. What stands highest wins"},
    "What does it mean that two images are close on the map?": {"inside.sums": "One weighted sum takes the image across",
                                                                "inside.place": "Similar activations land close",
                                                                "inside.chosen": "chosen once, after learning",
                                                                "inside.sorts": "The sums stay the same. It is learning"},
    "Where does a four end, and a nine begin?": {
        "opening.rule": "Where does a", "closing.least": "How little ink",
        "closing.border": "Now it reads a nine, before the top has closed",
        "closing.others": "it is sure of: one stroke each, and 19 become nines",
        "closing.where": "all lie at the top. Here a four ends, and a nine begins",
        "closing.pair": "Clear this place: both are fours. Fill it: both are nines",
        "closing.numbers": "numbers that nobody wrote down"},
    "Why does a face get an answer?": {"opening.unexplained": "Why?",
                                       "inside.woken": "meets more blue than orange, so the neuron wakes",
                                       "inside.tips": "Without it, a",
                                       "inside.favour": "No output stands for none of these"},
}
MAKING = {
    "Where do the numbers on screen come from?": {
        "origin.nobody": "Nobody did", "origin.key": "carries a key: which value it shows",
        "origin.log": "a training run wrote down", "origin.program": "a program, which really ran",
        "origin.voice": "by the same key: in the script there is only a hole"},
    "How is a program watched without disturbing it?": {
        "watching.cut": "cut into slices. Between two of them somebody looks", "watching.same": "numbers, to the last bit"},
    "How does a move know when its word is spoken?": {
        "clock.words": "The voice also tells when each of its words begins", "clock.mark": "The picture waits for it",
        "clock.other": "own time. The mark is somewhere else, and the move goes along with it"},
    "What is a picture a function of?": {
        "look.function": "A number goes in, a look comes out", "look.rule": "The same number always looks the same"},
    "What does the code of one beat do?": {
        "beat.here": "This is the code of a beat", "beat.block": "happens while the line is spoken"},
    "What does the gate do, and how do we know that it works?": {
        "checked.many": "nobody can look at all of it again", "checked.rehearsal": "rehearses a chapter without drawing it",
        "checked.overlap": "Let us plant a fault", "checked.invented": "says that it has no source",
        "checked.late": "beside the old image",
        "checked.clean": "Take the faults out again, and it finds nothing"},
    "Why is it quick?": {
        "quick.outline": "an outline of curves, and within it all pixels must be filled",
        "quick.changed": "marks where something has changed",
        "quick.stands": "All else still stands there. So it draws only what is in these rectangles",
        "quick.same": "not one pixel is different"},
    "What happens when one word is changed?": {
        "joined.named": "named by all that it depends on", "joined.there": "it is not drawn again",
        "joined.change": "must be drawn anew", "joined.later": "show the same. So they keep their names"},
    "What does a film of your own need?": {
        "yours.film": "three small files. One says what it is called", "yours.words": "the words that are spoken",
        "yours.seen": "what is to be seen", "yours.make": "One command makes the film"},
}
ASKED = [pytest.param(film, lines, id=f"{film.name}: {question}") for film, questions in ((FIRST, SCRATCH), (SECOND, MAKING))
         for question, lines in questions.items()]


@cache
def spoken(film):
    """{CHAPTER.KEY: the line as spoken}."""
    script, facts = Script.load(film.script(film.language)), said(film)
    return {f"{chapter}.{key}": text for chapter in film.chapters for key, text in script.lines(chapter, facts).items()}


@pytest.mark.parametrize("film, lines", ASKED)
def test_the_film_answers(film, lines):
    for line, words in lines.items():
        assert words in spoken(film)[line], line


@pytest.mark.parametrize("film, lines", ASKED)
def test_an_answer_is_given_in_the_order_of_the_film(film, lines):
    order = list(spoken(film))
    places = [order.index(line) for line in lines]
    assert places == sorted(places)


def test_of_film_two_each_chapter_answers_one():
    assert [next(iter(lines)).partition(".")[0] for lines in MAKING.values()] == list(SECOND.chapters)
