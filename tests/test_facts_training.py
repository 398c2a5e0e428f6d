"""What the chapter on training says and shows, proved."""

import numpy as np
import pytest
import tiny
from manim import config

from network import snapshots
from network.program import WEIGHTS, Program, Watch
from scenes.kit import theme
from scenes.kit.bars import FLAT
from scenes.kit.moments import position
from scenes.kit.mosaic import Mosaic, weight_pictures
from scenes.kit.shares import block_shares
from scenes.scratch.by_heart import ALONE, COLUMNS, PITCH, Everything, count_of, sides
from scenes.kit.terminal import broken
from scenes.scratch.accident import HALF, TwoClasses
from scenes.scratch.facts import accident, fewer_images
from scenes.scratch.hard import most_confused
from scenes.scratch.film import FILM
from scenes.scratch.instrument import HIGH, PICTURES, Instrument
from scenes.scratch.strokes import full_colour
from scenes.scratch.told_apart import ToldApart

CHAPTER = "training"


class EachImage(Watch):
    """Keeps the weights before and the counter after each image of a run."""

    def __init__(self):
        self.weights, self.counts = [], []

    def stops(self, images):
        return list(range(images + 1))

    def look(self, seen, names):
        self.weights.append({name: names[name].copy() for name in WEIGHTS})
        self.counts.append(int(names["nr_correct"]))


@pytest.fixture(scope="module")
def replay():
    """A small run, looked at between all its images: program, images, labels, watch, printed lines, last weights."""
    images, labels = tiny.data_set(train=200).part("train")
    program, watch, printed = Program.read(hidden=6, epochs=1, learn_rate=0.1), EachImage(), []
    names = program.run(images, labels, watch=watch, show=printed.append)
    return program, images, labels, watch, printed, names


@pytest.fixture(scope="module")
def runs():
    return FILM.runs.load(snapshots.FOLDER)


def right(program, weights, img, l):
    return int(program.forward(weights, img[:, None])["o"].argmax() == l.argmax())


def test_the_counter_counts_each_image_before_its_own_update(replay):
    program, images, labels, watch, _, _ = replay
    before = [right(program, w, img, l) for w, img, l in zip(watch.weights, images, labels)]
    after = [right(program, w, img, l) for w, img, l in zip(watch.weights[1:], images, labels)]
    assert np.diff(watch.counts).tolist() == before
    assert before != after


def test_the_printed_figure_is_no_accuracy_of_the_finished_pass(replay):
    program, images, labels, watch, printed, names = replay
    afterwards = sum(right(program, names, img, l) for img, l in zip(images, labels))
    assert printed == [f"epoch 1: {watch.counts[-1] / len(images):.2%} right"]
    assert afterwards != watch.counts[-1]


def test_the_run_printed_its_accuracy_while_learning(run):
    assert run.meta["output"] == [f"epoch {k}: {share:.2%} right" for k, share in enumerate(run.accuracy_learning, 1)]
    assert (run.accuracy_learning != run.accuracy_train).all()


def test_each_printed_figure_is_the_average_of_its_pass(run):
    train = run.meta["data"]["train"]
    _, shares = block_shares(run.running_updates, run.running_accuracy, train)
    assert np.allclose(shares.reshape(run.meta["epochs"], -1).mean(axis=1), run.accuracy_learning)


def test_the_curve_climbs_fast_at_first_then_slowly(run):
    _, shares = block_shares(run.running_updates, run.running_accuracy, run.meta["data"]["train"])
    tenth = len(shares) // 10
    assert shares[:tenth].max() - shares[0] > 5 * (shares[-tenth:].mean() - shares[tenth:2 * tenth].mean()) > 0


def test_the_curve_begins_where_the_run_does(run, log):
    theme.apply()
    before = float(log["real"].accuracy[0])
    instrument = Instrument(run, before, lambda key, **values: key)
    (start, *_, top), floor = instrument.show_curve(instrument.updates).curve.get_anchors(), instrument.plot.point(0, 0)[1]
    assert int(log["real"].updates[0]) == 0 and start[1] - floor == pytest.approx(before * HIGH) and top[1] - start[1] > HIGH / 2


def test_the_picture_that_fills_the_frame_is_the_one_that_changes_most_and_it_is_alone(run, log):
    theme.apply()
    instrument = Instrument(run, float(log["real"].accuracy[0]), lambda key, **values: key)
    mosaic, most = instrument.mosaic, int(np.square(run.w_i_h[-1] - run.w_i_h[0]).sum(axis=1).argmax())
    whole = mosaic.height
    assert whole > 0.85 * config.frame_height and mosaic.rows * mosaic.columns == mosaic.count == run.meta["hidden"]
    instrument.come_near(1).show_pictures(instrument.updates)
    hero = mosaic.frames[most]
    assert 0.85 < hero.height / config.frame_height < 0.9 and hero.get_center() == pytest.approx(np.zeros(3), abs=0.02)
    lit = [k for k, frame in enumerate(mosaic.frames) if frame.get_stroke_opacity()]
    row, column = (k * (mosaic.across + mosaic.gap) for k in divmod(most, mosaic.columns))
    others = mosaic.image.pixel_array[..., :3].astype(int)
    others[row:row + mosaic.across, column:column + mosaic.across] = ground = others[0, 0]
    assert lit == [most] and (others == ground).all()
    instrument.come_near(0).show_pictures(instrument.updates)
    assert mosaic.height == pytest.approx(whole) and all(frame.get_stroke_opacity() for frame in mosaic.frames)
    assert hero.get_center() == pytest.approx(mosaic.place(most), abs=0.02)


def test_the_pictures_come_out_of_black_and_below_them_the_dot_runs_along_the_curve(run, log):
    theme.apply()
    instrument = Instrument(run, float(log["real"].accuracy[0]), lambda key, **values: key)
    black = instrument.show(0).mosaic.image.pixel_array.copy()
    train = run.meta["data"]["train"]
    for updates in (train, 2 * train, instrument.updates):
        logged = weight_pictures(run.w_i_h[run.step(updates)] - run.w_i_h[0], full_colour(run)[0])
        assert (instrument.show(updates).mosaic.image.pixel_array == Mosaic(logged, *PICTURES, full=True).image.pixel_array).all()
        assert (instrument.mosaic.image.pixel_array != black).any()
        assert instrument.curve.get_anchors()[-1] == pytest.approx(instrument.head.get_center())
    whole = np.array(instrument.curve.get_anchors())
    height = instrument.stand(train).head.get_y()
    assert height == pytest.approx(np.interp(instrument.head.get_x(), whole[:, 0], whole[:, 1]), abs=0.01)
    assert len(instrument.curve.get_anchors()) == len(whole)
    assert instrument.mosaic.height > 0.68 * config.frame_height


def test_the_weights_that_never_change_are_those_of_pixels_always_black(run):
    unchanged = (run.w_i_h == run.w_i_h[0]).all(axis=(0, 1))
    images = tiny.mnist().train_images
    assert (unchanged == (images.max(axis=0) == 0)).all() and unchanged.any()
    rows, columns = np.divmod(np.flatnonzero(unchanged), 28)
    to_the_edge = np.minimum(np.minimum(rows, 27 - rows), np.minimum(columns, 27 - columns))
    assert to_the_edge.max() <= 3


def test_the_test_images_are_counted_as_the_accuracy_says(run):
    answers = run.test_outputs.argmax(axis=1)
    assert (answers == run.test_labels).mean() == pytest.approx(run.accuracy_test[-1])
    assert np.trace(run.confusion) / run.confusion.sum() == pytest.approx(run.accuracy_test[-1])
    label, answer = most_confused(run)
    wrong = run.confusion - np.diag(np.diag(run.confusion))
    assert wrong[label, answer] == wrong.max()
    assert ((run.test_labels == label) & (answers == answer)).sum() == wrong.max()


# --- what is on screen -------------------------------------------------------------------------------------------


def test_the_shares_shown_and_spoken_are_the_snapshot_s(shown, run):
    numbers, lines = shown
    for source, share in (("experiments:real.known_accuracy", run.accuracy_train[-1]),
                          ("experiments:real.test_accuracy", run.accuracy_test[-1])):
        assert numbers["honest"][f"{source}*100"] == pytest.approx(100 * share)
    assert f"{100 * run.accuracy_test[-1]:.1f} percent" in lines["honest"]


def test_the_fewer_images_the_more_it_knows_of_them_and_the_less_of_new_ones(log):
    names = fewer_images(log)
    known, new = ([float(log[name][key]) for name in names] for key in ("known_accuracy", "test_accuracy"))
    assert known == sorted(known, reverse=True) and new == sorted(new)
    gaps = np.subtract(known, new)
    assert (np.diff(gaps) < 0).all() and gaps[0] > 0.3 and gaps[-1] < 0.01
    counts = [int(log[name].learned_from) for name in names]
    assert counts == sorted(counts) and len({int(log[name].updates[-1]) for name in names}) == 1


def test_the_share_of_new_ones_stands_at_every_number_of_images(shown, log):
    numbers, lines = shown
    names = fewer_images(log)
    for name, key in (*((name, "test_accuracy") for name in names), (names[0], "known_accuracy")):
        assert numbers["closes"][f"experiments:{name}.{key}*100"] == pytest.approx(100 * float(log[name][key]))
    fewest = log[fewer_images(log)[0]]
    assert f"{int(fewest.learned_from)} images" in lines["few"]
    assert f"{fewest.known_accuracy:.0%}"[:-1] in lines["few_known"] and f"{fewest.test_accuracy:.0%}"[:-1] in lines["few_known"]


def test_one_pixel_tells_the_few_apart_and_fails_on_more_of_them(run, runs, log):
    theme.apply()
    found = accident(runs)
    assert found.few == int(log[fewer_images(log)[0]].learned_from) and {found.dark, found.bright} == set(most_confused(run))
    two = TwoClasses(run, found, "wrong", "mean")
    for bright, k in enumerate((found.dark, found.bright)):
        few, more = (found.images(run, k, count) for count in (found.few, len(run.train_images)))
        assert 3 < len(few) < 0.3 * len(more) and ((few[:, found.pixel] > HALF) == bright).all()
        assert 0.05 < ((more[:, found.pixel] > HALF) != bright).mean() < 0.5
    wrong = [frame.get_stroke_color() == theme.role("error") for frame in two.frames]
    assert two.figure[0].value == pytest.approx(100 * np.mean(wrong), abs=0.5)
    assert 0.2 < np.mean(wrong) < 0.3 and len(two.frames) == sum(map(len, two.spots)) > 3 * len(two.digits)
    places = np.concatenate(two.spots)
    assert len(np.unique(places.round(3), axis=0)) == len(places)


def test_the_few_are_small_as_they_fly_and_end_where_they_stand(run, runs):
    theme.apply()
    two = TwoClasses(run, accident(runs), "wrong", "mean")
    goals = [(digit.width, *digit.get_center()) for digit in two.digits]
    starts = np.linspace([-6, 0], [0, 2], len(goals))
    for moves, ends in ((two.come(starts, 0.5), goals), (two.leave(), [(two.more.side, *place, 0) for place in two.there])):
        for move in moves:
            move.interpolate(0.5)
        assert max(digit.width for digit in two.digits) < 0.7 < goals[0][0]
        for move in moves:
            move.interpolate(1)
        assert [(digit.width, *digit.get_center()) for digit in two.digits] == [pytest.approx(end, abs=0.01) for end in ends]


def test_what_a_class_has_in_common_is_its_mean_image(run, runs):
    theme.apply()
    found = accident(runs)
    for mean, k in zip(TwoClasses(run, found, "wrong", "mean").means, (found.dark, found.bright), strict=True):
        images = run.train_images[run.train_labels == run.meta["classes"][k]]
        assert mean.pixels.ravel() == pytest.approx(images.mean(axis=0), abs=1)


def test_it_comes_about_image_by_image(run, runs):
    theme.apply()
    two = TwoClasses(run, accident(runs), "wrong", "mean")
    whole = [mean.pixels.copy() for mean in two.means]
    two.gather(0)
    assert not any(mean.pixels.any() for mean in two.means)
    two.gather(0.4)
    assert all(mean.pixels.any() and (mean.pixels != one).any() for mean, one in zip(two.means, whole, strict=True))
    two.gather(1)
    assert all(mean.pixels == pytest.approx(one, abs=1) for mean, one in zip(two.means, whole, strict=True))
    assert not two.more.image.pixel_array[..., 3].any()


def test_a_long_command_goes_on_in_the_next_line():
    assert broken("python -m x", 20) == ["$ python -m x"]
    assert broken("python -m x --data letters.npz", 16) == ["$ python -m x", "  --data", "  letters.npz"]


def test_each_image_of_the_test_has_the_frame_of_what_the_finished_net_says_of_it(run, log):
    theme.apply()
    known, new = sides(run, log, lambda key, **values: key, "real")
    index = np.sort(log.crowd.index)[:len(new.frames)]
    well = run.test_outputs[index].argmax(axis=1) == run.test_labels[index]
    told = [frame.get_stroke_color() == theme.role("target") for frame in new.frames]
    assert told == well.tolist() and 0.02 < np.mean(np.logical_not(told)) < 0.12
    wall, *_ = known
    assert wall.count == run.meta["data"]["train"] and wall.width == pytest.approx(COLUMNS * PITCH)


def test_the_few_images_grow_out_of_the_wall_where_they_are_the_first_ones(run, log):
    theme.apply()
    wall = Everything(run, count_of(log, str, "real")).images
    few = sides(run, log, str, fewer_images(log)[0])[0].alone()
    moves = few.out_of(wall)
    (images,), places = moves.mobject, [wall.place(k) for k in range(len(few.places))]

    def middle(canvas):
        """Of all that is drawn, in the frame."""
        drawn = np.argwhere(canvas.image.pixel_array[..., 3]).mean(axis=0) + 0.5
        return canvas.get_corner([-1, 1, 0]) + canvas.height / len(canvas.image.pixel_array) * np.array([drawn[1], -drawn[0], 0])
    moves.show(0)
    assert middle(images) == pytest.approx(np.mean(places, axis=0), abs=0.02)
    moves.show(1)
    assert middle(images) == pytest.approx(middle(few.images), abs=0.02)
    grown, own = ((canvas.image.pixel_array[..., 3] > 0).sum() for canvas in (images, few.images))
    assert np.sqrt(grown / own) == pytest.approx(ALONE, abs=0.02)


def test_what_is_done_leaves(shown):
    numbers, _ = shown
    assert not any("real." in source for source in numbers["few_known"])


def test_the_bars_beside_two_images_are_what_the_run_has_logged_of_them(runs):
    theme.apply()
    run = runs["digits"]
    pair, (label, answer) = ToldApart(run), most_confused(run)
    assert [run.meta["classes"][k] for k in (label, answer)] == [int(run.probe_labels[probe.number]) for probe in pair.probes]
    for moment in (0, 5, len(run.updates) - 1):
        pair.show(moment)
        for bars, probe in zip(pair.bars, pair.probes, strict=True):
            heights = np.array([bar.height for bar in bars.bars]) / bars.height_of_one
            assert np.allclose(heights, np.maximum(run.o[moment, probe.number, :, 0], FLAT / bars.height_of_one), atol=1e-5)
    assert position(run, 0) == 0 and position(run, run.updates[-1]) == len(run.updates) - 1
    for moment, updates in enumerate(run.updates):
        assert position(run, int(updates)) == pytest.approx(moment)
