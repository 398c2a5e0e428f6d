"""No number without its source, on the screen or in the narration; what is shown is the source's value, rounded."""

from dataclasses import replace

import numpy as np
import pytest
from gate_tools import LINES, Gate

from network import snapshots
from scenes.film.edition import edition
from scenes.film.gate import narration
from scenes.film.gate.provenance import numbers_in, told
from scenes.film.narration.script import Script
from scenes.film.narration.sources import ANY, BadSource, Sources, evaluate
from scenes.kit.declare import derived, entry
from scenes.scratch import facts
from scenes.scratch.film import FILM


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


# --- numbers on the screen -----------------------------------------------------------------------

@pytest.mark.parametrize("number, complaint", [
    ("Number(0.5, source='')", "has no source"),
    ("Number(0.5, source='half')", "names no run"),
    ("Number(0.5, source='pixels:0.5')", "a bare literal is no source"),
    ("Number(0.5, source='pixels:accuracy')", "names accuracy, which the run does not have"),
    ("Number(0.5, source='weights:h[0]')", "there are pixels, digits"),
    ("Number(0.5, source='pixels:h[0,0]')", "is 4 values"),
    ("Number(0.5, source='pixels:h[0,0,9,0]')", "cannot be evaluated"),
    ("Number(0.5, source='constant:QUARTER')", "is not declared"),
    ("Number(0.7, source='constant:HALF')", "is 0.5, rounded 0.50"),
    ("Number(float(run.h[0, 0, 0, 0]) + 0.01, source='pixels:h[0,0,0]')", "rounded"),
    ("Number(-float(run.o[0, 0, 0, 0]), source='pixels:o[0,0,0]')", "rounded"),
    ("Number(float(run.o[0, 0, 0, 0]).__round__(1), source='pixels:o[0,0,0]')", "rounded"),
    ("DecimalNumber(0.5, mob_class=Text)", "was not made by words(), code(), maths() or Number"),
    ("Text('forty-two', font='Inter')", "was not made by words()")])
def test_a_number_without_a_good_source_is_found(gate, number, complaint):
    [(check, what)] = gate.beat(f"shown = [{number}]")
    assert check == "provenance" and complaint in what


@pytest.mark.parametrize("drawing", [
    "shown = [Number(float(run.h[0, 0, 2, 0]), source='pixels:h[0,0,2]')]",
    "shown = [Number(100 * float(self.digits.accuracy_test[-1]), 1, source='digits:100*accuracy_test[-1]', unit='%')]",
    "shown = [Number(1, 0, source='constant:bias_input')]", "shown = [Number(0.5, source='constant:HALF').rotate(1)]",
    "shown = [Number(60000, 0, source='digits:meta.data.train')]",
    "back = run.w_h_o[0].T @ run.delta_o[0, 0]\n"
    "shown = [Matrix(back, 'error', source='pixels:w_h_o[0].T@delta_o[0,0]')]",
    "shown = [Matrix(run.h[0, 0, :, 0], 'activation', source='pixels:h[0,0,:,0]')]",
    "matrix = Matrix(run.w_i_h[0], 'weight', source='pixels:w_i_h[0]')\nshown = [matrix, matrix.caption('w_i_h')]"])
def test_a_number_with_its_source_is_not(gate, drawing):
    assert gate.beat(drawing) == []


def test_a_number_that_runs_is_checked_where_it_stops(gate):
    body = """
        value = float(run.e[0, 0])
        number = Number(0.5, source='constant:HALF')
        with self.say('first') as line:
            self.play(FadeIn(number), run_time=0.5)
            self.play(CountTo(number, {value}, 'pixels:e[0,0]'), run_time=line.left)
    """
    assert gate.says(body.format(value="value")) == []
    assert [check for check, _ in gate.says(body.format(value="value + 0.1"))] == ["provenance"]


def test_a_transform_that_leaves_the_old_number_is_found(gate):
    body = """
        number, other = Number(0.5, source='constant:HALF'), Number(1, 2, source='constant:bias_input')
        with self.say('first') as line:
            self.play(FadeIn(number), run_time=0.5)
            self.play({transform}(number, other), run_time=line.left)
    """
    [(check, what)] = gate.says(body.format(transform="Transform"))
    assert check == "provenance" and "ReplacementTransform" in what
    assert gate.says(body.format(transform="ReplacementTransform")) == []


def test_a_number_can_still_change_after_a_transform_from_another(gate):
    assert gate.says("""
        group, number = VGroup(Number(-0.5, source='x'), words('and')), Number(0.5, source='constant:HALF')
        with self.say('first') as line:
            self.play(TransformFromCopy(group, number), run_time=0.6)
            self.play(CountTo(number, 1, 'constant:bias_input'), run_time=line.left)
    """) == []


# --- numbers in texts ----------------------------------------------------------------------------

@pytest.mark.parametrize("text, complaint", [
    ("words('20 neurons')", "has no source"),
    ("words('20 neurons', source='digits:meta.outputs')", "20 is shown, its source is 10"),
    ("words('4 × 5', source='pixels:w_i_h[0].T.shape')", "4 is shown, its source is 5"),
    ("words('4 × 5', source='pixels:meta.hidden')", "2 numbers are shown, its source has 1"),
    ("words('w_i_h turned to glyphs')\ntext.become(words('something else'))", "its glyphs were turned into others"),
    ("code('(20, 784)')", "has no source"), ("code('accuracy 99.9 %', source='digits:meta.output')", "its source says"),
    ("maths('C = 0.31')", "belongs in a Number"), ("maths('2 dot 3 = 6')", "a formula of numbers only")])
def test_a_text_with_numbers_of_its_own_is_found(gate, text, complaint):
    [(check, what)] = gate.beat(f"text = {text}\nshown = [text]")
    assert check == "provenance" and complaint in what


@pytest.mark.parametrize("text", [
    "words('20 neurons', source='digits:meta.hidden')", "words('4 × 5', source='pixels:w_i_h[0].shape')",
    "words('image by image')", "words('w1 and h2 are names')", "code('(20, 784)', source='digits:w_i_h[0].shape')",
    "code('h * (1 - h)')", "Listing(run.meta['source'].splitlines()[6], 0.3)",
    "maths('(partial C) / (partial x) = 2/n')",
    "code(self.digits.meta['output'][0], source='digits:meta.output')", "words('pass 1', source='constant:ordinal')"])
def test_a_text_whose_numbers_have_a_source_is_not(gate, text):
    assert gate.beat(f"shown = [{text}]") == []


# --- sources -------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def runs():
    return {"pixels": snapshots.load("pixels"), "digits": snapshots.load("digits")}


def test_sources_are_evaluated(runs):
    sources, run = Sources(runs, own={"FACTOR": 50}, methods=FILM.methods), runs["pixels"]
    product = run.delta_o[0, 0] * run.h[0, 0].T
    assert np.array_equal(sources.value("pixels:delta_o[0,0]*h[0,0].T"), product)
    assert np.array_equal(sources.value("pixels:-label_of(0)+o[0,0]"), run.delta_o[0, 0])
    assert sources.value("pixels:sum((h[0]<0.5)|(h[0]>0.9))") == ((run.h[0] < 0.5) | (run.h[0] > 0.9)).sum()
    assert sources.value("digits:1/sqrt(inputs)") == 1 / 28
    assert sources.value("pixels:updates[step(3)]") == 3
    assert sources.value("digits:meta.classes[argmax(o[-1,2])]") in range(10)
    assert sources.value("constant:FACTOR") == 50 and sources.value("constant:axis") is ANY


@pytest.mark.parametrize("expression", [
    "__class__", "path", "meta.__class__", "open('x')", "().__class__", "[x for x in h]", "lambda: h", "h.tofile('x')",
    "state(0)", "print(h)", "h if h else h", "getattr(h, 'T')", "h :", ""])
def test_nothing_else_is_evaluated(runs, expression):
    with pytest.raises(BadSource):
        evaluate(expression, runs["pixels"])


def test_entries_of_expressions_bind_right():
    assert entry("pixels:w[0]", 1, 2) == "pixels:w[0][1,2]"
    assert entry("pixels:w[0].T@delta", 1, 0) == "pixels:(w[0].T@delta)[1,0]"
    assert entry("pixels:f(a+b)", 3) == "pixels:f(a+b)[3]"
    assert entry("constant:bias_input", 0, 0) == "constant:bias_input" and entry("", 1) == ""
    assert derived("pixels:a*b", ".shape") == "pixels:(a*b).shape"


@pytest.mark.parametrize("text, numbers", [
    ("784 - 20 - 10", ["784", "20", "10"]), ("of 60,000 images, 93.1 percent", ["60000", "93.1"]),
    ("h_2, x3 and 4th are names", []), ("(20, 784)", ["20", "784"]), ("none", [])])
def test_numbers_are_found_in_texts(text, numbers):
    assert numbers_in(text) == numbers


def test_shown_digits_are_the_values_rounded():
    assert told("93.1 percent", np.float64(93.12)) is None and told("93.2 percent", np.float64(93.12))
    assert told("60,000", 60000) is None and told("4 x 5", (4, 5)) is None and told("4 x 5", (5, 4))


# --- the narration -------------------------------------------------------------------------------

def script(constants: dict | None = None, **lines) -> Script:
    return Script("script.toml", {"probe": lines}, constants or {})


@pytest.mark.parametrize("line", [
    "It takes 3 passes.", "It takes three passes.", "Of 60,000 images, {test_accuracy} are right.", "Half of them.",
    "That is a hundred times as much."])
def test_a_number_that_is_typed_into_the_narration_is_found(line):
    [finding] = narration.check_script(script(first=line), "probe")
    assert finding.check == "provenance" and "probe.first" in finding.what


@pytest.mark.parametrize("line", [
    "It takes {epochs} passes over {train_count} images.", "One neuron, one number, nothing at zero.",
    "Someone often weights tension.", "Each h2 is a name."])
def test_a_placeholder_or_a_word_is_not(line):
    assert narration.check_script(script(first=line), "probe") == []


def test_a_number_of_no_run_is_declared_with_a_reason():
    line = "The factor is two over n."
    assert narration.check_script(script({"probe.first": "two: the derivative of a square brings it"}, first=line),
                                  "probe") == []
    for entry_ in ("two", "two: so", "three: the derivative of a square"):
        assert narration.check_script(script({"probe.first": entry_}, first=line), "probe")
    both = script({"probe.first": "two, three: of both there are some"}, first=line)
    [unused] = narration.check_script(both, "probe")
    assert "does not say three" in unused.what


def test_a_chapter_is_checked_with_its_lines(gate):
    lines = LINES.replace('first = "This', 'first = "Twenty times this')
    assert [what.split(";")[0] for check, what in gate.beat("shown = [words('a word')]", lines=lines)] == \
        ["line probe.first says twenty"]


def test_a_placeholder_that_does_not_say_its_source_is_found(runs):
    good = facts.collect(runs)
    bad = {"wrong": facts.Fact("94.0 percent", "digits:100*accuracy_test[-1]"), "none": facts.Fact("7", "digits:7"),
           "word": facts.Fact("five", "digits:meta.epochs"), "good": good["test_accuracy"]}
    film = replace(FILM, facts=lambda runs: bad)
    assert [finding.what.split("}")[0] for finding in narration.check_facts(edition(film, {}))] == \
        ["placeholder {wrong", "placeholder {none", "placeholder {word"]


def test_all_placeholders_say_their_sources(runs):
    assert [finding.what for finding in narration.check_facts(edition(FILM, {}))] == []
    assert narration.figures("three of nine") == "3 of 9"


def test_a_text_may_quote_its_source_whole_but_add_no_number():
    command = "python -m network.train --seed 7"
    assert told(f"$ {command}", command) is None
    assert told("$ python -m network.train --seed 8", command)
    assert told(f"$ {command} 9", command)
