"""What the images show, in words that a data set brings along; and which data sets a film can be made of."""

from types import SimpleNamespace

import numpy as np
import other_runs
import pytest
import tiny

from network.errors import UserError
from scenes.film.narration.facts import said
from scenes.film.narration.languages.english import ENGLISH
from scenes.film.narration.placeholders import put_in
from scenes.film.narration.script import Script
from scenes.film.narration.sources import Sources
from scenes.scratch import runs, subject
from scenes.scratch.film import FILM
from scenes.scratch.wording import of_class, words_for


def test_without_words_mnist_is_mnist_and_all_else_is_something_else(tmp_path):
    assert subject.of(tmp_path / subject.FILE, "MNIST").meta == {"kind": "MNIST", "own": {}}
    assert subject.of(tmp_path / subject.FILE, "mine").meta == {"kind": "other", "own": {}}


def test_words_that_are_given_count_even_for_mnist(tmp_path):
    path = tmp_path / subject.FILE
    path.write_text(other_runs.SHAPES)
    found = subject.of(path, "MNIST")
    assert found.meta["kind"] == "other" and list(found.own["en"]) == ["singular", "plural", "classes", "origin"]
    assert found.own["en"]["classes"] == ["circle", "square", "cross", "arrow"]


@pytest.mark.parametrize("text, told", [
    ("singular = ", "cannot be read"), ("plural = 'bags'", "lacks singular"), ("singular = 'bag'", "lacks plural"),
    ("singular = 3", "singular is no word"), ("colour = 'red'", "colour is no word"), ("singular = ' '", "singular is no word"),
    ("[es]\nsingular = 'bolso'", "[es]: lacks plural"), ("[Spanish]\nsingular = 'bolso'", "[Spanish] is no code"),
    ("[es]\nsingular = 3", "[es]: singular is no word"), ("", "lacks singular"),
    ("classes = ['a', 1]", "classes is no word"), ("classes = 'a'\nplural = ['b']", "plural is no word")])
def test_a_mistake_is_one_line(tmp_path, text, told):
    path = tmp_path / subject.FILE
    path.write_text(text)
    with pytest.raises(UserError) as caught:
        subject.of(path, "mine")
    assert told in str(caught.value) and str(path) in str(caught.value) and "\n" not in str(caught.value)


SPANISH = """
[es]
singular = "forma"
plural = "formas"
classes = ["círculo", "cuadrado", "cruz", "flecha"]
"""


@pytest.mark.parametrize("text, language, expected", [
    (other_runs.SHAPES + SPANISH, "en", ("shape", "circle")), (other_runs.SHAPES + SPANISH, "es", ("forma", "círculo")),
    (other_runs.SHAPES, "es", ("imagen", "cero")), (SPANISH, "en", ("image", "zero")), (SPANISH, "es", ("forma", "círculo"))])
def test_a_language_has_its_own_words_or_those_of_its_script(tmp_path, text, language, expected):
    path = tmp_path / subject.FILE
    path.write_text(text)
    shown = subject.of(path, "mine")
    facts = {"subject": words_for(shown)["subject"], "class": of_class(shown, "digits:meta.classes[0]", 0)}
    sources = Sources({"subject": shown, "digits": SimpleNamespace(meta={"classes": [0, 1, 2, 3]})})
    texts = said(facts, sources, Script.load(FILM.script(language)))
    assert (texts["subject"], texts["class"]) == expected


def test_there_is_a_name_for_each_class_or_for_none(tmp_path):
    path = tmp_path / "data" / subject.FILE
    path.parent.mkdir()
    path.write_text(other_runs.SHAPES)
    data = tiny.write_npz(path.with_name("mine.npz"))
    with pytest.raises(UserError, match=f"{path}: names 4 classes; the data set has 10"):
        runs.TrainingRuns(tmp_path).prepare({"data": str(data)}, print)


@pytest.mark.parametrize("train, classes", [(60, 10), (600, 27)])
def test_too_few_images_and_too_many_classes_are_told(tmp_path, train, classes):
    labels = (np.arange(train) % classes).astype(np.uint8)
    data = tiny.write_npz(tmp_path / "mine.npz", train_images=tiny.arrays()["train_images"][:train], train_labels=labels,
                          test_labels=tiny.arrays()["test_labels"])
    with pytest.raises(UserError, match=f"{train} training images of {classes} classes"):
        runs.TrainingRuns(tmp_path).prepare({"data": str(data)}, print)


def test_the_words_are_kept_beside_the_runs_and_go_when_they_are_gone(tmp_path):
    theirs, folder = tmp_path / "data", tmp_path / "runs"
    theirs.mkdir()
    folder.mkdir()
    (theirs / subject.FILE).write_text(other_runs.SHAPES)
    runs._bring_words(theirs / "mine.npz", folder)
    assert (folder / subject.FILE).read_text() == other_runs.SHAPES
    assert folder / subject.FILE in runs.TrainingRuns(tmp_path).files(folder)
    (theirs / subject.FILE).unlink()
    runs._bring_words(theirs, folder)
    assert not (folder / subject.FILE).exists()


@pytest.mark.parametrize("one, several", [("four", "fours"), ("six", "sixes"), ("cross", "crosses"), ("body", "bodies")])
def test_several_of_a_class(one, several):
    assert put_in("the {name:plural}", {"name": one}, "here", ENGLISH) == f"the {several}"
