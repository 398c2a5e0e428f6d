"""What the chapter `inside` says and shows, proved on the logs."""

import numpy as np
import pytest
from film_tools import said

from network.program import Program
from scenes.inside import HERO, HERO_PLACE
from scenes.kit import theme
from scenes.kit.plot import sigmoid
from scenes.scratch.all_sums import AllSums
from scenes.scratch.facts import face, face_answers, voted_on
from scenes.scratch.lit_most import clearest, lit_most, spots, voter
from scenes.scratch.missed import lost, missed
from scenes.scratch.seesaw import Seesaw
from scenes.scratch.strokes import Reading, answers, changes, forward
from scenes.scratch.sum_bars import FIGURES, sums, two_bars
from scenes.kit.pushes import FLAT
from scenes.scratch.votes import Votes
from scenes.scratch.woken import Met, decide

CHAPTER = "inside"


def test_out_of_noise_come_strokes(run):
    """Neighbouring pixels get alike changes: what appears are strokes, and what they started from was noise."""
    def alike(pictures):
        pictures = pictures.reshape(-1, 28, 28)
        return [float(np.corrcoef(one[:, :-1].ravel(), one[:, 1:].ravel())[0, 1]) for one in pictures]
    assert min(alike(changes(run))) > 0.5 and max(map(abs, alike(run.w_i_h[0]))) < 0.15


@pytest.mark.parametrize("which", ["telling", "opposite"])
def test_both_parts_are_what_learning_has_added_to_the_neurons_sum(run, which):
    reading = Reading.telling(run)
    reading = reading.opposite() if which == "opposite" else reading
    image = run.inputs_of(reading.probe)[:, 0].astype(float)
    first, last = (run.w_i_h[moment, reading.neuron].astype(float) @ image for moment in (0, -1))
    assert reading.positive + reading.negative == pytest.approx(last - first, abs=1e-3)
    total = last + float(run.b_i_h[-1, reading.neuron, 0])
    assert reading.total == pytest.approx(total, abs=1e-3) and reading.positive > 0 > reading.negative
    assert run.h[-1, reading.probe, reading.neuron, 0] == pytest.approx(sigmoid(total), abs=1e-4)


def test_ink_on_blue_wakes_the_neuron_and_ink_on_orange_keeps_it_quiet(run):
    """More ink on a weight that is positive raises the sum, on one that is negative it lowers it."""
    reading = Reading.telling(run)
    program, image = Program(run.meta["source"]), run.inputs_of(reading.probe).copy()
    before = program.forward(run.state(-1), image)["h_pre"][reading.neuron, 0]
    for sign in (1, -1):
        more = image.copy()
        more[sign * run.w_i_h[-1, reading.neuron] > 0.2] += 0.5
        after = program.forward(run.state(-1), more)["h_pre"][reading.neuron, 0]
        assert sign * (after - before) > 1


def test_one_image_lights_it_and_the_other_runs_into_the_orange(run):
    lit, dark = Reading.telling(run), Reading.telling(run).opposite()
    assert run.h[-1, lit.probe, lit.neuron, 0] > 0.9 and run.h[-1, dark.probe, dark.neuron, 0] < 0.1
    assert lit.positive > -2 * lit.negative and dark.positive < -dark.negative
    assert "Much more blue than orange" in said(digits=run)["lights"]


@pytest.mark.parametrize("which", ["telling", "opposite"])
def test_a_bar_begins_where_the_one_before_it_ended(run, which):
    """Blue goes to the right, orange back to the left."""
    theme.apply()
    reading = Reading.telling(run)
    reading = reading.opposite() if which == "opposite" else reading
    bars, _ = sums(reading)
    zero, unit = bars[0][1].get_x(), bars[0][2].width / reading.positive
    at = zero
    for (ground, tick, bar), value in zip(bars, (reading.positive, reading.negative), strict=True):
        start, end = (bar.get_left()[0], bar.get_right()[0])[::1 if value > 0 else -1]
        assert start == pytest.approx(at) and end - start == pytest.approx(value * unit)
        assert sorted((zero, at)) == pytest.approx([ground.get_left()[0], ground.get_right()[0]], abs=0.03)
        assert tick.get_x() == pytest.approx(zero)
        at = end
    assert bars.get_right()[0] < FIGURES - 1 and bars.get_left()[0] > HERO_PLACE[0] + HERO / 2


def test_what_is_on_screen_of_the_two_images_is_that(run, shown):
    numbers, _ = shown
    for key, reading in (("lights", Reading.telling(run)), ("dark", Reading.telling(run).opposite())):
        for source, value in zip(reading.keys, (reading.positive, reading.negative), strict=True):
            assert numbers[key][source] == pytest.approx(value, abs=1e-3)
        assert reading.value_key in numbers[key]


def test_what_it_looks_for_is_where_the_rings_are(run):
    """In the one, the ink of the image that lights it meets blue; in the other, that of the image that does not, orange."""
    lit, dark = Reading.telling(run), Reading.telling(run).opposite()
    weights = changes(run)[lit.neuron]
    here, there = spots(weights, lit.image, dark.image)
    around = np.abs(np.indices((28, 28)) - np.array([divmod(k, 28) for k in (here, there)])[:, :, None, None]).max(axis=1) <= 2
    for near, image, sign in zip(around.reshape(2, -1), (lit.image, dark.image), (1, -1)):
        terms = (sign * weights * image).clip(min=0)
        assert terms[near].sum() > 0.1 * terms.sum()


def test_the_images_beside_a_neuron_light_it_most(run, log):
    images, own = log.crowd.images, Reading.telling(run).neuron
    neurons = clearest(run, images, 2, own)
    assert own not in neurons and len(set(neurons)) == 2
    sums = forward(run, images / np.float32(255))["h_pre"]
    for neuron in (own, *neurons):
        chosen = lit_most(run, neuron, images)
        assert sorted(sums[neuron][chosen]) == pytest.approx(sorted(sums[neuron])[-len(chosen):])
        terms = changes(run)[neuron] * images[chosen] / 255
        assert terms.clip(min=0).sum() > -2 * terms.clip(max=0).sum()


def test_the_listing_answers_as_it_does_in_the_log(run):
    images = run.probe_images / np.float32(255)
    assert answers(run, images) == pytest.approx(run.o[-1, :, :, 0], abs=1e-4)


def test_the_crowd_sorts_itself(log):
    crowd = log.crowd

    def sorted_share(points):
        means = np.stack([points[crowd.labels == label].mean(axis=0) for label in np.unique(crowd.labels)])
        nearest = np.unique(crowd.labels)[np.linalg.norm(points[:, None] - means, axis=2).argmin(axis=1)]
        return (nearest == crowd.labels).mean()
    assert sorted_share(crowd.points[0]) < 0.35 and sorted_share(crowd.points[-1]) > 0.7
    assert crowd.points == pytest.approx((crowd.hidden.astype(float) - crowd.middle) @ crowd.axes, abs=0.02)
    assert "crowd" not in log.meta["source"] and "test" not in log.meta["source"]


def test_the_pair_is_the_nearest_of_the_two_classes(log):
    crowd = log.crowd
    hidden = crowd.hidden[-1].astype(float)
    one, other = (np.flatnonzero(crowd.labels == label) for label in crowd.confused)
    away = np.linalg.norm(hidden[one][:, None] - hidden[other], axis=2)
    pair = crowd.pairs[0]
    apart = float(np.linalg.norm(hidden[pair[0]] - hidden[pair[1]]))
    assert apart == pytest.approx(away.min(), abs=1e-3) and apart < np.median(away) / 1.5
    assert (crowd.labels[pair] == crowd.confused).all()


def test_the_two_that_touch_are_those_that_the_opening_asks_about(run, log):
    facts = said(digits=run)
    names = {0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
    assert [facts["confused_label"], facts["confused_answer"]] == [names[int(k)] for k in log.crowd.confused]


def test_the_votes_are_weights_times_activations_and_the_larger_sum_is_the_answer(run, log):
    theme.apply()
    image, (answer, rival) = log.crowd.images[voter(run, log)], voted_on(run, log)
    assert log.crowd.labels[voter(run, log)] == run.meta["classes"][answer] != run.meta["classes"][rival]
    votes = Votes(run, image, (answer, rival), "bias", "digits", f"test_outputs[{log.crowd.index[voter(run, log)]}]")
    said = forward(run, image[None] / np.float32(255))
    terms = run.w_h_o[-1] * said["h"].T
    sums = terms.sum(axis=1) + run.b_h_o[-1, :, 0]
    assert sums.argmax() == answer and sums[answer] > 0 > sums[rival]
    assert terms[answer].max() > 1 and np.abs(terms[answer] - terms[rival]).max() > 1      # their weights are others
    for k, which in enumerate((answer, rival)):
        own = [*terms[which], run.b_h_o[-1, which, 0]]
        for bar, term in zip(votes.bars[k], own, strict=True):
            assert bar.height == pytest.approx(max(abs(term) * votes.unit, FLAT), abs=1e-4)
            assert bar.get_y() == pytest.approx(votes.zeros[k] + term / 2 * votes.unit, abs=1e-4)
            assert bar.get_stroke_color() == theme.role("positive" if term > 0 else "negative")
        level, last = 0.0, 0.0
        for j, y in votes.piled(k).items():        # down by what is against, then up by what is for
            assert last <= 0 or own[j] > 0
            assert y == pytest.approx(votes.level + (level + own[j] / 2) * votes.unit, abs=1e-4)
            level, last = level + own[j], own[j]
        assert len(votes.piled(k)) == len(own) and level == pytest.approx(sums[which], abs=1e-4)
        assert votes.tops[k].get_y() == pytest.approx(votes.level + sums[which] * votes.unit, abs=1e-4)


def of_the_face(run, log):
    return Votes(run, log.strangers.images[face(log.strangers)], face_answers(log.strangers), "bias", "experiments",
                 f"strangers.outputs[{face(log.strangers)}]")


def test_one_neuron_decides_about_the_face_and_its_ink_meets_more_blue_than_orange_there(run, log):
    theme.apply()
    votes = of_the_face(run, log)
    met = Met(run, decide(run, votes.pixels, votes.answers), votes.pixels)
    terms = changes(run)[met.neuron] * votes.pixels[run.pixel_index] / 255
    blue, orange = terms.clip(min=0).sum(), -terms.clip(max=0).sum()
    assert met.levels == pytest.approx((blue, blue - orange), rel=1e-4) and blue > orange
    assert met.said == pytest.approx(votes.hidden[met.neuron], abs=1e-5) and met.said > 0.5
    assert votes.terms[0, met.neuron] > 0 > votes.terms[1, met.neuron]
    first, second = (bar for *_, bar in two_bars(met.levels, (0, blue, -orange), 5))
    assert first.width / blue == pytest.approx(second.width / orange, rel=1e-4) == 5 / (blue + orange)
    assert second.get_right()[0] == pytest.approx(first.get_right()[0], abs=1e-4)
    without = np.delete(votes.terms, met.neuron, axis=1).sum(axis=1)
    assert votes.totals[0] > votes.totals[1] and without[0] < without[1]      # without it, the other answer would win


def test_with_the_vote_that_is_missing_the_next_answer_would_win(run, log):
    votes = of_the_face(run, log)
    real, own = pair = missed(run, log.crowd, votes.pixels, votes.answers[1])
    hidden = forward(run, np.stack([real.pixels, own.pixels]) / np.float32(255))["h"]
    with_it = np.where(np.arange(run.meta["hidden"]) == real.neuron, hidden[:, 0], hidden[:, 1])
    sums = run.w_h_o[-1] @ with_it + run.b_h_o[-1, :, 0]
    assert real.neuron == own.neuron and (log.crowd.images.reshape(-1, real.pixels.size) == real.pixels).all(axis=1).any()
    assert votes.totals + lost(run, pair)[votes.answers] == pytest.approx(sums[votes.answers], abs=1e-4)
    assert sums.argmax() == votes.answers[1]


def test_the_beam_s_ends_are_the_sums_by_the_others_with_the_vote_and_with_what_is_missing(run, log):
    theme.apply()
    votes = of_the_face(run, log)
    neuron, more = decide(run, votes.pixels, votes.answers), lost(run, missed(run, log.crowd, votes.pixels, votes.answers[1]))
    more = more[votes.answers]
    seesaw = Seesaw(votes, neuron, more, str)
    assert seesaw.levels[1:] == pytest.approx(np.array([votes.totals, votes.totals + more]))
    for k, own in enumerate(votes.terms):
        reached = 0
        for bar, value in ((seesaw.others[k], np.delete(own, neuron).sum()), (seesaw.given[k], own[neuron]),
                           (seesaw.lacking[k], more[k])):
            assert bar.height == pytest.approx(max(abs(value) * seesaw.unit, FLAT), abs=1e-4)
            assert bar.get_y() == pytest.approx(seesaw.y(reached + value / 2), abs=1e-4)
            reached += value
    winners = []
    for levels in seesaw.levels:
        seesaw.show(levels)
        _, discs, names = seesaw.beam
        assert [disc.get_y() for disc in discs] == pytest.approx([seesaw.y(level) for level in levels], abs=1e-4)
        winners += [k for k, name in enumerate(names) if name[0].get_fill_color() == theme.role("activation")]
    assert winners == [1, 0, 1]


def test_all_sums_of_the_face_stand_side_by_side_and_one_is_the_largest(run, log):
    theme.apply()
    said = forward(run, log.strangers.images[face(log.strangers)][None] / np.float32(255))
    every = AllSums(run.meta["classes"], log.strangers.outputs[face(log.strangers)], "experiments", "none")
    sums = run.w_h_o[-1] @ said["h"][:, 0] + run.b_h_o[-1, :, 0]
    assert every.sums == pytest.approx(sums, abs=1e-3) and every.best == face_answers(log.strangers)[0]
    unit = every.bars[every.best].height / sums[every.best]
    assert [bar.height for bar in every.bars] == pytest.approx(np.abs(sums) * unit, rel=1e-3)
