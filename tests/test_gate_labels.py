"""A label on screen belongs to the image beside it, and comes and goes with it."""

from types import SimpleNamespace

import pytest
from gate_tools import Gate
from manim import DOWN, Rectangle

from scenes.film.errors import UserError
from scenes.film.film import Arrays
from scenes.film.gate.labels import Labels
from scenes.film.gate.picture import read
from scenes.film.narration.sources import Sources
from scenes.kit.digit import Digit
from scenes.kit.text import words

SHOWN = """
from scenes.kit.digit import Digit
run = self.digits
label = Number(int(run.train_labels[{label}]), 0, source='digits:train_labels[{key}]').shift(3 * RIGHT)
shown = [label, *(Digit(run.train_images[k], side=1).shift(DOWN + k * LEFT) for k in {images})]
{more}
"""
STREAM = """
from scenes.kit.digit import Digit
from scenes.kit.moments import PlayThrough
run = self.digits
digit = Digit(run.train_images[0])
label = Number(int(run.train_labels[0]), 0, source='digits:train_labels[0]').shift(3 * RIGHT)
number = Number(0, 0, source='constant:ordinal').shift(3 * LEFT)

def show(seconds):
    digit.show(run.train_images[int(seconds / {each})])
    late = int(max(seconds - {late}, 0) / {each})
    label.set_value(int(run.train_labels[late])).source = f'digits:train_labels[{{{key}}}]'
    number.set_value(int(seconds / {each}))

with self.say('first') as line:
    self.play(FadeIn(digit, label, number), run_time=0.5)
    length = max(line.left, 4.0)
    self.play(PlayThrough([digit, number], show, 0, length, run_time=length))
    {after}
"""
CHANGE = """
from scenes.kit.digit import Digit
run = self.digits
old, new = (Digit(run.train_images[k]) for k in (0, 1))
is_old, is_new = (Number(int(run.train_labels[k]), 0, source=f'digits:train_labels[{{k}}]').shift(3 * RIGHT) for k in (0, 1))
with self.say('first') as line:
    self.play(FadeIn(old, is_old), run_time=0.5)
    {change}
    self.play(FadeIn(Dot(6 * RIGHT, 0.01)), run_time=line.left)
"""
FIELD = Arrays(field={"kinds": ["oak", "ash", "ash"], "leaves": [[0, 0.5, 0.5, 0], [1, 0.5, 0, 1], [1, 0.5, 0, 1]],
                      "kind": [0]})


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def labels(gate, drawing: str) -> list[str]:
    """What the check says of a whole body."""
    return [what for check, what in gate.says(drawing) if check == "label"]


def stream(gate, late: float, each: float = 1.0, key: str = "late", after: str = "") -> list[str]:
    """What it says of images that stand for `each` seconds, and of their labels that come so many seconds later."""
    return labels(gate, STREAM.format(late=late, each=each, key=key, after=after))


@pytest.mark.parametrize("label, images", [(2, [2]), (2, [0, 2, 3]), (2, [])])
def test_a_label_beside_its_image_or_beside_none_is_right(gate, label, images):
    assert gate.beat(SHOWN.format(label=label, key=label, images=images, more="")) == []


def test_a_label_of_another_image_is_found_unless_it_is_excused(gate):
    shown = {"label": 2, "key": 2, "images": [3]}
    [(check, what)] = gate.beat(SHOWN.format(more="", **shown))
    assert check == "label" and what.endswith("digits:train_labels[2]) stands beside image 3 of digits:train_images")
    assert gate.beat(SHOWN.format(more="excuse(label, 'label', 'this image is yet to come')", **shown)) == []


def test_a_place_counted_from_the_end_is_the_same_place(gate):
    last = "len(run.train_images) - 1"
    assert gate.beat(SHOWN.format(label=-1, key=-1, images=f"[{last}]", more="shown[1].move_to(DOWN)")) == []
    assert gate.checks(SHOWN.format(label=-1, key=-1, images="[0]", more="")) == {"label"}


@pytest.mark.parametrize("each", [0.2, 1.0, 1.3])
def test_a_stream_in_step_is_right(gate, each):
    assert stream(gate, 0, each) == []


@pytest.mark.parametrize("each", [0.2, 1.0, 1.3])
def test_a_label_three_tenths_of_a_second_late_is_found(gate, each):
    [what] = stream(gate, 0.3, each)
    assert "stands beside image" in what


def test_a_label_that_tells_another_place_than_it_shows_is_found_while_it_moves(gate):
    moving = "self.play(PlayThrough([digit, label], show, 0, 2, run_time=2))"
    [what] = stream(gate, 1, key="int(seconds)", after=moving)
    assert "by its own key" in what


@pytest.mark.parametrize("change", [
    "self.play(FadeOut(old, is_old), run_time=0.4)\n    self.play(FadeIn(new, is_new), run_time=0.4)",
    "self.play(FadeOut(old, is_old), FadeIn(new, is_new), run_time=0.8)",
    "self.play(FadeOut(old), ReplacementTransform(is_old, is_new), FadeIn(new), run_time=0.8)",
    "self.play(FadeOut(is_old), run_time=0.4)\n    self.play(FadeOut(old), FadeIn(new), run_time=0.4)\n"
    "    self.play(FadeIn(is_new), run_time=0.4)"])
def test_an_image_that_is_changed_with_its_label_is_right(gate, change):
    assert labels(gate, CHANGE.format(change=change)) == []


@pytest.mark.parametrize("change", [
    "self.play(FadeOut(old), FadeIn(new), run_time=0.4)\n    self.play(FadeOut(is_old), FadeIn(is_new), run_time=0.4)",
    "old.show(run.train_images[1])\n    self.wait(0.3)\n    self.remove(is_old)\n    self.add(is_new)",
    "old.show(run.train_images[1])\n    self.play(FadeIn(Dot(6 * LEFT)), run_time=0.3)\n    self.remove(is_old)\n"
    "    self.add(is_new)"])
def test_a_label_that_changes_after_its_image_is_found(gate, change):
    [what] = labels(gate, CHANGE.format(change=change))
    assert "digits:train_labels[0]) stands beside image 1 of digits:train_images" in what


@pytest.mark.parametrize("pairs, said", [
    ({"field:kind": "field:leaf"}, "names leaf"), ({"field:kinds": "meadow:leaves"}, "names the run 'meadow'"),
    ({"field:kinds": "field:leaves[0]"}, "one label for each image"), ({"constant:axis": "field:leaves"}, "array ()")])
def test_a_pair_that_is_none_is_one_clear_line(pairs, said):
    with pytest.raises(UserError, match="the film's labels") as error:
        Labels(pairs, Sources(FIELD.load(FIELD.folder)))
    assert said in str(error.value)


@pytest.mark.parametrize("place, shown, right", [(0, 0, True), (0, 1, False), (2, 1, True), (1, 2, True), (1, 0, False)])
def test_labels_of_another_film_are_words_beside_pictures_of_any_size(place, shown, right):
    """The last two leaves are alike, so that each one's label fits the other one."""
    leaf = FIELD.load(FIELD.folder)["field"].leaves[shown]
    label = words("oak", source=f"field:kinds[{place}]").shift(2 * DOWN)
    scene = SimpleNamespace(mobjects=[Digit(leaf), label], foreground_mobjects=[],
                            camera=SimpleNamespace(frame=Rectangle(width=14, height=8)))
    checked = Labels({"field:kinds": "field:leaves"}, Sources(FIELD.load(FIELD.folder)))
    assert checked.among([Digit(leaf), label]) and not checked.among([Digit(leaf), words("oak")])
    assert [finding.check for finding, _ in checked.candidates(read(scene), ())] == ([] if right else ["label"])
