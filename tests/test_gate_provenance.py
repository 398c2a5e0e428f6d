"""No number without its source, on the screen or in the narration; what is shown is the source's value, rounded."""

import re
from dataclasses import replace

import numpy as np
import pytest
from gate_tools import LINES, Gate

from network import snapshots
from scenes.film.edition import edition
from scenes.film.errors import UserError
from scenes.film.gate import narration
from scenes.film.gate.provenance import numbers_in, told
from scenes.film.narration.facts import Fact, in_words, spoken_facts
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.script import Script
from scenes.film.narration.sources import ANY, BadSource, Sources, evaluate
from scenes.kit.declare import derived, entry
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
            self.play(SwitchTo(number, {value}, 'pixels:e[0,0]'), run_time=line.left)
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
            self.play(SwitchTo(number, 1, 'constant:bias_input'), run_time=line.left)
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


@pytest.mark.parametrize("expression, complaint", [
    ("9**9**9*updates[0]", "too large a number"), ("meta.seed+9**999999999", "too large a number"),
    ("meta.classes*10**9", "a list or a text"), ("('a'+meta.source)*10**9", "a list or a text"),
    ("'%999999999d'%meta.seed", "a list or a text"), ("(h,h)*10**9", "a list or a text"),
    ("ravel(w_i_h)[:,None]*ravel(w_i_h)", "values, more than"), ("ravel(w_i_h)[:,None]==ravel(w_i_h)", "values, more than"),
    ("ravel(w_i_h)[:,None]@ravel(w_i_h)[None,:]", "values, more than"),
    ("max(h,0,h)", "uses max(h, 0, h)"), ("exp(h,h)", "uses exp(h, h)"),
    ("+".join(["h"] * 600), "characters, more than"), ("(" * 400 + "h" + ")" * 400, "too many parts"),
    ("-" * 990 + "h", "too many parts")])
def test_what_would_take_long_or_much_memory_is_refused(runs, expression, complaint):
    with pytest.raises(BadSource, match=re.escape(complaint)):
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

def script(constants: dict | None = None, code: str = "en", **lines) -> Script:
    return Script("script.toml", {"probe": lines}, constants or {}, code=code)


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


@pytest.mark.parametrize("code, line, said", [
    ("de", "Es braucht drei Durchgänge.", "drei"), ("de", "Von 60.000 Bildern.", "60000"),
    ("de", "Genau 93,1 Prozent.", "93.1"), ("de", "Das sind dreiundneunzig von hundert.", "dreiundneunzig, hundert"),
    ("fr", "Exactement 93.1 pour cent.", "93.1")])
def test_numbers_are_found_in_other_languages(code, line, said):
    [finding] = narration.check_script(script(code=code, first=line), "probe")
    assert f"says {said};" in finding.what


def test_in_a_language_that_is_not_known_words_are_no_numbers():
    assert narration.check_script(script(code="fr", first="La moitié de million, second."), "probe") == []


def test_a_number_is_declared_as_its_language_writes_it():
    line, reason = "Genau 93,1 von 60.000.", "so viele waren es einmal"
    assert narration.check_script(script({"probe.first": f"93,1, 60.000: {reason}"}, "de", first=line), "probe") == []


# --- facts ---------------------------------------------------------------------------------------

def complaints(tmp_path, facts: dict, lines: str = "") -> list[str]:
    """What the gate says of these facts, with a script that holds `lines`."""
    path = tmp_path / "en.toml"
    path.write_text(lines)
    film = replace(FILM, facts=lambda runs: facts)
    return [finding.what for finding in narration.check_facts(edition(film, {}, script=path))]


@pytest.mark.parametrize("source, form, complaint", [
    ("digits:7", "count", "a bare literal is no source"), ("digits:accuracy", "count", "names accuracy"),
    ("weights:h", "count", "there are pixels, digits"), ("", "count", "has no source"),
    ("digits:h[99]", "count", "cannot be evaluated"), ("constant:ordinal", "count", "has no value that could be said"),
    ("digits:accuracy_test[-1]", "count", "form 'count' does not fit: its value is 0."),
    ("digits:accuracy_test[-1]", "word", "does not fit"), ("digits:accuracy_test", "percent", "is 3 values"),
    ("digits:meta.epochs", "percent", "is 3, no share between 0 and 1"), ("digits:meta.seed", "ordinal", "is 0"),
    ("digits:meta.data.name", "count", "is no number"), ("digits:meta.epochs", "text", "is no text"),
    ("digits:meta.epochs==3", "count", "yes or no"), ("digits:log(0*accuracy_test[-1])", "fixed:2", "is -inf"),
    ("digits:meta.epochs", "roman", "there is no form 'roman'"), ("digits:meta.epochs", "word:2", "there is no form"),
    ("digits:mse[0]", "fixed:x", "there is no form"), ("digits:mse[0]", "fixed:99", "more than 12 decimals")])
def test_a_fact_that_cannot_be_said_is_found(tmp_path, source, form, complaint):
    with np.errstate(divide="ignore"):
        [what] = complaints(tmp_path, {"n": Fact(source, form), "good": Fact("digits:meta.epochs", "word")})
    assert what.startswith("placeholder {n}") and complaint in what


def test_a_choice_needs_its_text(tmp_path):
    facts = {"n": Fact("digits:meta.epochs"), "verdict": Fact("digits:mse[-1]<mse[0]", "choice")}
    line = "[probe]\nfirst = 'It {verdict}.'\n"
    assert complaints(tmp_path, facts) == []        # a script that never says it
    for lines in (line, line + "[choices.verdict]\nno = 'rises'\n"):
        [what] = complaints(tmp_path, facts, lines)
        assert "[choices.verdict] has no text for 'yes'" in what and "en.toml" in what
    for key in ("yes", "other"):
        assert complaints(tmp_path, facts, line + f"[choices.verdict]\n{key} = 'falls {{n}}'\n") == []
    [what] = complaints(tmp_path, facts, line + "[choices.verdict]\nyes = 'falls by {half}'\n")
    assert "unknown placeholder {half}" in what


def test_texts_of_choices_are_checked_as_lines_are(tmp_path):
    facts = {"verdict": Fact("digits:mse[-1]<mse[0]", "choice")}
    lines = "[choices.verdict]\nyes = 'falls three times'\n[choices.other_verdict]\nyes = 'so'\n"
    assert complaints(tmp_path, facts, "[choices.verdict]\nyes = 'so it [three] falls'\n") == []     # a mark
    typed, unused = complaints(tmp_path, facts, lines)
    assert "choices.verdict.yes says three" in typed and "[choices.other_verdict]" in unused


def test_what_cannot_be_said_is_told_in_one_line(tmp_path):
    film = replace(FILM, facts=lambda runs: {"n": Fact("digits:7")})
    with pytest.raises(UserError, match=r"placeholder \{n\}: its source 'digits:7' names no array"):
        spoken_facts(film, FILM.runs.load(FILM.runs.folder), script())


def test_values_are_said_in_their_form():
    said = [in_words(value, form, ENGLISH) for value, form in (
        (np.int64(60000), "count"), (np.array([3]), "word"), (4, "ordinal"), (np.float32(0.5), "fixed:3"),
        (0.57, "percent:0"), (0.01, "general"), ("ankle boot", "text"))]
    assert said == ["60,000", "three", "fourth", "0.500", "57 percent", "0.01", "ankle boot"]


def test_all_placeholders_of_the_film_can_be_said():
    assert [finding.what for finding in narration.check_facts(edition(FILM, {}))] == []


def test_a_text_may_quote_its_source_whole_but_add_no_number():
    command = "python -m network.train --seed 7"
    assert told(f"$ {command}", command) is None
    assert told("$ python -m network.train --seed 8", command)
    assert told(f"$ {command} 9", command)
