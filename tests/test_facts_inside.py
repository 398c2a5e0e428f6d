"""What the chapter `inside` says and shows, proved on the logs."""

import numpy as np
import pytest
from film_tools import said
from manim import RIGHT, config

from network.program import Program
from scenes.film.narration.sources import evaluate
from scenes.inside import HERO, HERO_PLACE
from scenes.kit import theme
from scenes.kit.digit import Digit
from scenes.kit.plot import sigmoid
from scenes.kit.scales import activation_fill
from scenes.scratch.alike import LARGE, Alike
from scenes.scratch.all_sums import AllSums
from scenes.scratch.facts import face, face_answers, voted_on
from scenes.scratch.lit_most import lit_most, voter
from scenes.scratch.meeting import Outline, lit_within, meeting, sides
from scenes.scratch.one_vote import OneVote
from scenes.scratch.sorting import POINT, Sorting
from scenes.scratch.strokes import Reading, answers, changes, forward
from scenes.scratch.sum_bars import FIGURES, sums, two_bars
from scenes.scratch.towers import Towers
from scenes.scratch.votes import Votes
from scenes.scratch.voting import Voting
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


def test_what_it_looks_for_is_where_the_outlines_are(run):
    """In the one, the ink of the image that lights it meets blue; in the other, that of the image that does not, orange."""
    lit, dark = Reading.telling(run), Reading.telling(run).opposite()
    weights = changes(run)[lit.neuron]
    for image, other, sign in ((lit.image, dark.image, 1), (dark.image, lit.image, -1)):
        within = meeting(sign * weights, image[None]).ravel()
        terms = (sign * weights * image).clip(min=0)
        assert terms[within].sum() > 0.3 * terms.sum() and (sign * weights[within] > 0).mean() > 0.9
        assert image[within].mean() > 2 * other[within].mean()


def test_within_an_outline_each_of_the_images_has_ink_on_blue(run, log):
    images, own = log.crowd.images, Reading.telling(run).neuron
    shown = images[lit_most(run, own, images)] / 255
    within = meeting(changes(run)[own], shown).ravel()
    assert within.sum() > 8 and (changes(run)[own][within] > 0).mean() > 0.9 and shown[:, within].mean(axis=1).min() > 0.4


def test_an_outline_goes_along_the_sides_of_the_pixels_within(run):
    within = np.zeros((4, 4), bool)
    within[1, 1:3] = within[2, 1] = True
    assert sorted(sides(within)) == [((1, 1), (1, 3)), ((1, 1), (3, 1)), ((1, 3), (2, 3)), ((2, 2), (2, 3)), ((2, 2), (3, 2)),
                                     ((3, 1), (3, 2))]
    theme.apply()
    digit = Digit(np.zeros((4, 4)), 2).shift(RIGHT)
    outline = Outline(within, digit)
    assert (outline.width, outline.height) == pytest.approx((1, 1))
    assert outline.get_center() == pytest.approx(digit.get_center())
    before = digit.image.pixel_array.copy()
    digit.show(within.astype(float))
    lit_within(digit, within, 1).interpolate(1)
    assert digit.image.pixel_array[1, 1, :3] / 255 == pytest.approx(theme.role("positive").to_rgb(), abs=0.01)
    assert (digit.image.pixel_array[~within] == before[~within]).all()


def test_the_image_that_is_voted_on_is_one_that_lights_the_neuron_most(run, log):
    images, own = log.crowd.images, Reading.telling(run).neuron
    sums, chosen = forward(run, images / np.float32(255))["h_pre"][own], lit_most(run, own, images)
    assert sorted(sums[chosen]) == pytest.approx(sorted(sums)[-len(chosen):]) and voter(run, log) in chosen


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


def test_of_the_three_images_two_are_alike_before_learning_and_lie_close_and_the_other_far(log):
    crowd = Sorting(log.crowd)
    three = Alike(crowd, ("across", "up"), ("a", "b", "c"))
    hidden = log.crowd.hidden[0].astype(float)
    unlike = np.linalg.norm(hidden[:, None] - hidden, axis=2)
    one, other, third = three.which
    assert unlike[one, other] < np.quantile(unlike, 0.02) and min(unlike[[one, other], third]) > np.quantile(unlike, 0.55)
    near, far = (float(np.linalg.norm(three.places[k] - three.places[0])) for k in (1, 2))
    assert near < 1 and far > 5 * near and three.places[:, :2] == pytest.approx(crowd.places(0)[list(three.which)], abs=0.01)
    assert three.get_right()[0] < 6.7 and three.get_top()[1] < 3.4 and three.sums.get_bottom()[1] > three.ring.get_top()[1]
    assert three.sums.get_left()[0] > -6.7 and three.beads.get_bottom()[1] > three.sums.get_top()[1]


def test_two_weighted_sums_of_what_the_neurons_say_place_an_image(log):
    """From where both are 0, each activation times its weight pushes it on, to where the map has it."""
    theme.apply()
    three = Alike(Sorting(log.crowd), ("across", "up"), ("a", "b", "c"))
    axes = log.crowd.axes[three.order]
    sums = three.hidden @ axes
    for own, place in zip(sums, three.places, strict=True):
        assert three.zero[:2] + own * three.unit == pytest.approx(place[:2], abs=0.05)
    for (_, squares), weights in zip(three.sums, axes.T, strict=True):
        assert [one.get_stroke_color() == theme.role("positive") for one, _ in squares] == [*(weights > 0)]
        assert [len(sign) == 2 for _, sign in squares] == [*(weights > 0)]      # a plus, or a minus
    for way in (0, 1):
        for share in (0.0, 0.37, 0.9, 1.0):
            three.pushed(way).interpolate(share)
            assert max(np.abs(three.digits[0].get_center()) + three.digits[0].width / 2 - [7.1, 4, 9]) < 0
            assert three.digits[0].get_center()[1 - way] == pytest.approx((three.places[0] if way else three.zero)[1 - way])
    assert three.digits[0].get_center() == pytest.approx(three.places[0], abs=1e-2)
    for digit, place in zip(three.digits, three.places, strict=True):
        three.place(digit, place).interpolate(1)
        assert digit.get_center() == pytest.approx(place)


def test_the_crowd_fills_the_frame_above_what_is_told_of_it(log):
    theme.apply()
    crowd = Sorting(log.crowd)
    for s in (0, crowd.last):
        places = crowd.places(s) + crowd.get_center()[:2]
        assert places[:, 1].min() - POINT / 2 > -2.9 and places[:, 1].max() + POINT / 2 < config.frame_height / 2
        assert np.ptp(places, axis=0) == pytest.approx([13, 5.9], abs=0.01)


def test_the_first_image_on_the_map_comes_out_of_the_picture_before(log):
    theme.apply()
    three, face_ = Alike(Sorting(log.crowd), ("across", "up"), ("a", "b", "c")), Digit(log.strangers.images[0], 3).shift(RIGHT)
    own, move = three.digits[0].pixels.copy(), three.take_over(face_)
    for share, width, pixels in ((0, 3, face_.pixels), (1, LARGE, own)):
        move.show(share)
        assert three.digits[0].width == pytest.approx(width, abs=0.05) and (three.digits[0].pixels == pixels).all()


def test_in_the_end_each_class_is_named_among_its_own_images(log):
    theme.apply()
    crowd = Sorting(log.crowd)
    classes, places = log.meta["classes"], crowd.places(crowd.last) + crowd.get_center()[:2]
    names = crowd.names(classes)
    assert sorted(name[1].original_text for name in names) == sorted(map(str, classes))
    for name in names:
        near = np.argsort(np.linalg.norm(places - name.get_center()[:2], axis=1))[:9]
        labels = [str(classes[k]) for k in log.crowd.labels[near]]
        assert max(set(labels), key=labels.count) == name[1].original_text


def test_the_two_that_touch_are_those_that_the_opening_asks_about(run, log):
    facts = said(digits=run)
    names = {0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
    assert [facts["confused_label"], facts["confused_answer"]] == [names[int(k)] for k in log.crowd.confused]


def in_place(towers):
    """The same with all votes of the picture in it."""
    towers.fill((0, 1), np.ones(len(towers.votes.terms[0])), np.zeros(3))
    return towers


def lit(towers):
    """Which names are."""
    return [k for k, name in enumerate(towers.names) if name[0].get_fill_color() == theme.role("activation")]


def test_the_votes_are_weights_times_activations_and_the_larger_sum_is_the_answer(run, log):
    theme.apply()
    image, (answer, rival) = log.crowd.images[voter(run, log)], voted_on(run, log)
    assert log.crowd.labels[voter(run, log)] == run.meta["classes"][answer] != run.meta["classes"][rival]
    votes = Votes(run, image, (answer, rival))
    said = forward(run, image[None] / np.float32(255))
    terms = run.w_h_o[-1] * said["h"].T
    sums = terms.sum(axis=1) + run.b_h_o[-1, :, 0]
    assert sums.argmax() == answer and sums[answer] > 0 > sums[rival]
    assert terms[answer].max() > 1 and np.abs(terms[answer] - terms[rival]).max() > 1      # their weights are others
    towers = in_place(Towers(votes, "digits", "test_outputs[0]"))
    for k, which in enumerate((answer, rival)):
        own, floor = np.array([*terms[which], run.b_h_o[-1, which, 0]]), towers.y(0)
        for block, term in zip(towers.blocks[k], own, strict=True):
            assert block.height == pytest.approx(abs(term) * towers.unit, abs=1e-4)
            assert block.get_stroke_color() == theme.role("positive" if term > 0 else "negative")
        for up, place in ((False, floor), (True, towers.y(own.clip(max=0).sum()))):    # down from 0, then up from the floor
            for j in [j for j in towers.order if (own[j] > 0) == up]:
                block = towers.blocks[k][j]
                assert (block.get_bottom() if up else block.get_top())[1] == pytest.approx(place, abs=1e-4)
                place = (block.get_top() if up else block.get_bottom())[1]
        assert towers.tops[k].get_y() == pytest.approx(place, abs=1e-4) == pytest.approx(towers.y(sums[which]), abs=1e-3)
        assert towers.names[k].get_bottom()[1] > place
    assert sorted(towers.order) == list(range(run.meta["hidden"] + 1)) and votes.order[-1] == run.meta["hidden"]
    assert [figure.value for figure in towers.figures] == pytest.approx([sums[answer], sums[rival]], abs=1e-3)
    assert towers.lead.get_y() == pytest.approx(towers.y(sums[answer]), abs=0.01)
    for measure, total in zip(towers.measures, (sums[answer], sums[rival]), strict=True):
        ends = sorted((measure.get_bottom()[1], measure.get_top()[1]))
        assert ends == pytest.approx(sorted((towers.y(0), towers.y(total))), abs=0.01)
    sizes = [block.height / abs(term) for block, term in zip(towers.blocks[0], towers.terms[0], strict=True)]
    heights = [block.height for block in towers.come_near().blocks[0]]      # alone it is larger, and as true
    assert heights == pytest.approx([size * towers.unit / towers.scales[0][0] * abs(term)
                                     for size, term in zip(sizes, towers.terms[0], strict=True)], abs=1e-4)
    assert towers.unit > towers.scales[0][0] and towers.tops[0].get_y() == pytest.approx(towers.y(sums[answer]), abs=1e-3)
    assert towers.names[0].get_top()[1] <= 3.5 and towers.ground.get_right()[0] < 0     # and has the ground for itself
    towers.step_back().interpolate(1)
    towers.stand(0, 1).interpolate(1)
    towers.sum_up(0, 1).interpolate(1)
    assert towers.ground.width > 0.9 * config.frame_width and towers.ground.get_y() == pytest.approx(towers.y(0))
    assert towers.blocks[0][0].width > 0.15 * config.frame_width
    assert towers.names.get_top()[1] - towers.blocks.get_bottom()[1] > 0.73 * config.frame_height
    for name, figure, top in zip(towers.names, towers.figures, towers.tops, strict=True):       # both on top of their tower
        assert top.get_left()[0] < name.get_left()[0] < name.get_right()[0] < figure.get_left()[0]
        assert figure.get_right()[0] < top.get_right()[0] + 0.05 and figure.get_bottom()[1] > top.get_y()


def test_the_first_votes_are_told_as_products_one_against_and_one_for(run, log):
    theme.apply()
    votes = Votes(run, log.crowd.images[voter(run, log)], voted_on(run, log))
    against, wanted = votes.examples
    assert votes.terms[0, against] < 0 < votes.terms[0, wanted] == votes.terms[0].max() and votes.order[:2] == votes.examples
    assert 0.2 < votes.hidden[against] < 0.8
    for j in votes.examples:
        activation, weight, vote = (number.value for number in OneVote(votes, j, "said", ("a", "b", "c")).numbers)
        assert (activation, weight) == pytest.approx((votes.hidden[j], run.w_h_o[-1, votes.answers[0], j]))
        assert round(round(activation, 2) * round(weight, 2), 2) == round(vote, 2)


def of_the_face(run, log):
    return Votes(run, log.strangers.images[face(log.strangers)], face_answers(log.strangers))


def test_one_neuron_decides_about_the_face_and_its_ink_meets_more_blue_than_orange_there(run, log):
    votes = of_the_face(run, log)
    met = Met(run, decide(run, votes.pixels, votes.answers), votes.pixels)
    terms = changes(run)[met.neuron] * votes.pixels[run.pixel_index] / 255
    blue, orange = terms.clip(min=0).sum(), -terms.clip(max=0).sum()
    assert met.levels == pytest.approx((blue, blue - orange), rel=1e-4) and blue > orange and met.sign == 1
    assert [evaluate(key.partition(":")[2], run) for key in met.keys] == pytest.approx([blue, -orange], rel=1e-4)
    assert met.said == pytest.approx(votes.hidden[met.neuron], abs=1e-5) and met.said > 0.5
    assert votes.terms[0, met.neuron] > 0 > votes.terms[1, met.neuron]
    first, second = (bar for *_, bar in two_bars(met.levels, run))
    liked = Reading.telling(run)
    *_, compared = sums(liked)[0][0]
    assert first.width / blue == pytest.approx(second.width / orange, rel=1e-4) == compared.width / liked.positive
    assert second.get_right()[0] == pytest.approx(first.get_right()[0], abs=1e-4)


def test_without_its_votes_the_next_answer_would_win(run, log):
    theme.apply()
    votes = of_the_face(run, log)
    neuron = decide(run, votes.pixels, votes.answers)
    sums = run.w_h_o[-1] @ np.where(np.arange(run.meta["hidden"]) == neuron, 0, votes.hidden) + run.b_h_o[-1, :, 0]
    assert sums.argmax() == votes.answers[1]
    towers = in_place(Towers(votes, "experiments", "strangers.outputs[0]", neuron))
    towers.decide().interpolate(1)
    winners = [lit(towers)]
    for into in (False, True):
        towers.carry(neuron, into).interpolate(1)
        assert towers.levels == pytest.approx(votes.totals if into else sums[list(votes.answers)], abs=1e-4)
        winners.append(lit(towers))
    assert winners == [[0], [1], [0]]


def test_without_its_votes_the_neuron_is_dark_and_the_picture_has_its_own_ink(run, log):
    theme.apply()
    votes = of_the_face(run, log)
    neuron = decide(run, votes.pixels, votes.answers)
    voting = Voting(Towers(votes, "experiments", "strangers.outputs[0]", neuron), 1.0, "bias")
    plain, said = voting.tile.image.pixel_array.copy(), float(votes.hidden[neuron])
    voting.look(neuron, 1)
    before = voting.tile.image.pixel_array.copy()
    for level, picture in ((0, plain), (said, before)):
        move = voting.hush(level)
        move.begin()
        move.finish()
        assert np.array_equal(voting.tile.image.pixel_array[..., :3], picture[..., :3])
        assert voting.bead.circle.get_fill_color() == activation_fill(level)


@pytest.mark.parametrize("which", ["image", "face"])
def test_the_neurons_vote_one_by_one_as_bright_as_they_are_and_all_is_within_the_frame(run, log, which):
    theme.apply()
    votes = of_the_face(run, log) if which == "face" else Votes(run, log.crowd.images[voter(run, log)], voted_on(run, log))
    voting = Voting(Towers(votes, "digits", "test_outputs[0]"), 1.0, "bias")
    for k, j in enumerate(votes.order):
        voting.show(float(voting.starts[k] + 0.9 * voting.lengths[k]), (0, 1))
        said = votes.hidden[j] if j < run.meta["hidden"] else 1.0
        assert voting.bead.circle.get_fill_color() == activation_fill(float(said))
        assert voting.tile.weights.ravel() == pytest.approx(changes(run)[j] if j < run.meta["hidden"] else 0)
        assert voting.towers.names.get_top()[1] < 3.5 and voting.towers.blocks.get_bottom()[1] > -3.5
    voting.show(1.0, (0, 1))
    assert voting.towers.levels == pytest.approx(votes.totals, abs=1e-6)
    assert np.abs(votes.terms[:, votes.slight]).max() < 0.02 * np.abs(votes.terms).max()


def test_all_sums_of_the_face_stand_side_by_side_and_one_is_the_largest(run, log):
    theme.apply()
    said = forward(run, log.strangers.images[face(log.strangers)][None] / np.float32(255))
    every = AllSums(run.meta["classes"], log.strangers.outputs[face(log.strangers)], "experiments", "none").show(1)
    sums = run.w_h_o[-1] @ said["h"][:, 0] + run.b_h_o[-1, :, 0]
    assert every.sums == pytest.approx(sums, abs=1e-3) and every.best == face_answers(log.strangers)[0]
    assert [top.get_y() for top in every.tops] == pytest.approx(every.zero + sums * every.unit, abs=1e-3)
    assert [name.get_y() > top.get_y() for name, top in zip(every.names, every.tops)] == [*(sums > 0)]
