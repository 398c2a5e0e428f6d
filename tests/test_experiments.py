"""The experiments: what they change, that it is what ran, their log, and that the committed one is of today's listing."""
import json

import numpy as np
import pytest
import tiny

from network import snapshots
from network.errors import UserError
from network.experiments import command, stored, table
from network.experiments.listing import Variant, changed
from network.experiments.more import strokes
from network.experiments.training import Images, share_right, train
from network.mnist import DataSet
from network.program import LISTING, Program

TEXT = LISTING.read_text(encoding="utf-8")
SETTINGS = {"hidden": 4, "epochs": 2, "learn_rate": 0.1, "seed": 3}
MOST = 2_000_000      # bytes


def small(train=300, test=80) -> DataSet:
    return tiny.data_set(train, test)


def make_small() -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        tiny.quick_experiments(patch)
        return command.make(small(), SETTINGS, "a test", show=lambda line: None)


@pytest.fixture(scope="module")
def content():
    return make_small()


@pytest.fixture(scope="module")
def made(content, tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "experiments.npz"
    path.write_bytes(content)
    return stored.load(path)


@pytest.fixture(scope="module")
def committed():
    return stored.load()


# --- what is changed --------------------------------------------------------------------------------

def test_a_changed_line_keeps_its_place_and_indentation():
    old = "delta_o = o - l"
    new = changed(TEXT, old, "first\nsecond")
    before, after = TEXT.split(f"        {old}\n")
    assert new == f"{before}        first\n        second\n{after}"
    assert changed(TEXT, old, "") == before + after


@pytest.mark.parametrize("old, count", [("delta_o = l - o", 0), ("", TEXT.splitlines().count(""))])
def test_a_line_that_is_not_there_once_is_one_clear_error(old, count):
    with pytest.raises(UserError, match=rf"lesson.py: {count} lines read {old!r} .*experiments/table.py"):
        changed(TEXT, old, "new")


@pytest.mark.parametrize("classes", [2, 10])
def test_each_experiment_differs_from_the_listing_by_just_what_it_says(classes):
    settings = Program.read().settings
    for name, experiment in table.experiments(settings, 60000, classes).items():
        lines, rest = experiment.variant(settings).source.splitlines(), TEXT.splitlines()
        for old, new in experiment.changes:
            rest = [line for line in rest if line.strip() != old]
            for line in new.splitlines():
                assert line in [one.strip() for one in lines], name
        for setting, value in experiment.settings.items():
            assert f"{setting} = {value!r}" in lines
            rest = [line for line in rest if not line.startswith(f"{setting} = ")]
        assert [line for line in rest if line not in lines] == [], name


def test_settings_of_the_experiments_are_those_that_are_told_of():
    found = table.experiments(Program.read().settings, 60000, 10)
    assert [found[name].variant({}).source.count("learn_rate = ") for name in found] == [1] * len(found)
    assert found["rate_low"].settings == {"learn_rate": 0.0001} and repr(found["rate_high"].settings["learn_rate"]) == "1"
    assert {name: (one.settings["epochs"], one.learned_from) for name, one in found.items() if name.startswith("images_")} \
        == {"images_10": (30, 6000), "images_100": (300, 600), "images_1000": (3000, 60)}


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_another_seed_is_another_one_whatever_the_seed(seed):
    changed_settings = table.experiments(SETTINGS | {"seed": seed}, 300, 10)["reseeded"].settings
    assert list(changed_settings) == ["seed"] and changed_settings["seed"] not in (seed, -1)


def test_fewer_images_than_classes_are_not_tried():
    assert "images_10" in table.experiments(SETTINGS, 1500, 10) and "images_1000" not in table.experiments(SETTINGS, 1500, 10)


def test_a_changed_listing_is_what_runs():
    """Without a hidden layer, one pass is that of logistic regression, computed here without the listing."""
    data = Images.of(small(40, 10))
    variant = table.experiments(SETTINGS | {"epochs": 1}, 40, 10)["no_hidden_layer"].variant(SETTINGS | {"epochs": 1})
    [(_, first), (_, last)], astray = train(variant, data, [0, 40])
    w, b = first["w_h_o"].astype(float), np.zeros((10, 1))
    for img, l in zip(data.train, data.train_labels):
        delta = 1 / (1 + np.exp(-(w @ img[:, None] + b))) - l[:, None]
        w, b = w - 0.1 * delta * img, b - 0.1 * delta
    assert not astray and np.allclose(last["w_h_o"], w, atol=1e-5) and np.allclose(last["b_h_o"], b, atol=1e-5)
    assert list(last) == ["w_h_o", "b_h_o"]


def test_a_run_that_goes_astray_says_so():
    data = Images.of(small(40, 10))
    seen, astray = train(Variant(table.NO_BEND, SETTINGS | {"learn_rate": 1000}), data, [0, 40, 80])
    assert astray and seen[0][0] == 0


# --- the log ----------------------------------------------------------------------------------------

def test_the_same_images_and_settings_give_the_same_bytes(content):
    assert make_small() == content


def test_every_key_says_what_it_is(made):
    for key, array in stored.schema(made.meta).items():
        assert array.what and f"{key}  (" in "\n".join(command.described(stored.schema(made.meta))), key
    with np.load(made.path) as plain:
        assert [*plain] == ["meta", *stored.schema(made.meta)]


def test_arrays_are_found_by_group_and_name(made):
    assert made["zeros"]["accuracy"] is made.zeros.accuracy
    assert made.zeros.test_accuracy == made.zeros.accuracy[-1]
    assert not [key for key in stored.schema(made.meta) if hasattr(dict, key.partition(".")[2])]
    with pytest.raises(ValueError):
        made.zeros.accuracy[0] = 1
    with pytest.raises(AttributeError, match="no weather was logged"):
        made.zeros.weather
    with pytest.raises(AttributeError, match="no experiment weather"):
        made.weather


def test_what_is_shown_of_a_change_is_what_ran(made):
    for run in made.meta["runs"].values():
        source = Program.read(**{**made.meta["settings"], **run["settings"]}).source
        for old, new in run["changes"]:
            source = changed(source, old, new)
        assert source == run["source"]


def test_strokes_are_what_the_run_changed_to_half_a_step(made):
    variant = table.experiments(SETTINGS, 300, 10)["reseeded"].variant(SETTINGS)
    seen, _ = train(variant, Images.of(small()), [0, 600])
    exact = seen[-1][1]["w_i_h"] - seen[0][1]["w_i_h"]
    group = made.reseeded
    assert abs(group.change).max() == 127 and group.updates[-1] == 600
    assert abs(group.change * group.change_step - exact).max() <= 0.501 * group.change_step


def test_each_image_is_judged_as_the_share_says(made):
    names = [name for name in made.meta["runs"] if name.startswith("images_")]
    assert names
    for name in names:
        group = made[name]
        assert len(group.known_right) == group.learned_from and group.known_right.mean() == group.known_accuracy
        assert group.new_right.mean() == group.test_accuracy and set(group.new_right) == {0, 1}


def test_where_no_weight_has_changed_there_are_no_strokes():
    state = {"w_i_h": np.ones((2, 9), np.float32)}
    found = strokes(None, [(0, state), (5, state)], None)
    assert not found["change"].any() and found["change_step"] > 0


@pytest.mark.parametrize("damage, expected", [
    (lambda meta, arrays: arrays.pop("zeros.mse"), "lacks the array zeros.mse"),
    (lambda meta, arrays: arrays.update({"zeros.mse": arrays["zeros.mse"][:-1]}), "zeros.mse has shape"),
    (lambda meta, arrays: arrays.update({"zeros.accuracy": arrays["zeros.accuracy"] + 1}), "zeros.accuracy has values"),
    (lambda meta, arrays: meta.update(schema=0), "schema version 0"),
    (lambda meta, arrays: meta["runs"].pop("narrow"), "meta.runs.narrow lacks"),
    (lambda meta, arrays: meta["settings"].pop("epochs"), "meta.settings lacks epochs"),
    (lambda meta, arrays: meta["data"].update(train=True), "meta.data lacks train"),
])
def test_a_damaged_file_is_refused(tmp_path, made, damage, expected):
    path = tmp_path / "experiments.npz"
    with np.load(made.path) as plain:
        arrays = dict(plain)
    meta = json.loads(str(arrays.pop("meta")))
    damage(meta, arrays)
    np.savez(path, meta=np.array(json.dumps(meta)), **arrays)
    with pytest.raises(UserError, match=expected) as caught:
        stored.load(path)
    assert str(path) in str(caught.value) and "python -m network.experiments" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not an npz"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    path = tmp_path / "experiments.npz"
    path.write_bytes(content)
    with pytest.raises(UserError, match="not a whole npz"):
        stored.load(path)


# --- the committed file -----------------------------------------------------------------------------

def test_the_committed_log_is_of_todays_listing_and_small(committed):
    assert stored.outdated(committed, snapshots.load("digits")) is None
    assert committed.path.stat().st_size < MOST


def test_the_run_beside_them_is_the_real_nets(committed):
    digits = snapshots.load("digits")
    ends = np.isin(committed.real.updates, digits.updates[np.flatnonzero(digits.updates % 60000 == 0)[1:]])
    assert np.allclose(committed.real.accuracy[ends], digits.accuracy_test)


def test_accuracies_are_those_of_a_fresh_run(committed):
    """One of them, begun once more."""
    images = Images.of(tiny.mnist())
    variant = table.experiments(committed.meta["settings"], 60000, 10)["no_hidden_layer"].variant(committed.meta["settings"])
    seen, _ = train(variant, images, committed.no_hidden_layer.updates[:20])
    accuracy = [share_right(variant.answers(state, images.test)["o"], images.test_labels) for _, state in seen[:20]]
    assert np.array_equal(accuracy, committed.no_hidden_layer.accuracy[:20])
