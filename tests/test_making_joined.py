"""What film two says of pieces, sound and captions, against its log and against running film one's chapter again."""
import numpy as np
import pytest

from scenes.film.edition import edition
from scenes.making import log as making_log
from scenes.making.film import FILM
from scenes.making.record import joined
from scenes.scratch.film import FILM as SUBJECT

DECIBEL = 10 ** (1 / 20)      # as a ratio: the least difference that is heard


@pytest.fixture(scope="module")
def log():
    return making_log.load(making_log.find(FILM.runs.folder))


@pytest.fixture(scope="module")
def pieces():
    """The chapter's pieces and those that a changed word changes, without a voice."""
    asked = edition(SUBJECT, {}, quality=joined.QUALITY, voice="none")
    return joined.named(asked), joined.named(asked)


def test_the_same_chapter_gives_its_pieces_the_same_names(pieces):
    (scene, _), (again, _) = pieces
    names = scene.renderer.animations_hashes
    assert names == again.renderer.animations_hashes and len(set(names)) == len(names)


def test_the_pieces_fill_the_chapter(log):
    assert (np.diff(log.joined_ends) > 0).all()
    chapter = SUBJECT.chapters.index(log.meta["joined_chapter"])
    assert log.joined_ends[-1] / log.meta["joined_rate"] == pytest.approx(log.joined_seconds[chapter])


def test_one_word_changes_few_pieces_and_the_one_that_is_shown(log):
    before, after = (log.text(f"joined_{key}").split() for key in ("before", "after"))
    assert sum(word != other for word, other in zip(before, after, strict=True)) == 1
    assert 0 < log.joined_again.sum() < len(log.joined_again) / 10
    assert log.joined_again[log.meta["joined_piece"]] and log.text("joined_key") != log.text("joined_other_key")


def test_the_pieces_after_the_word_keep_their_names_and_only_come_later(log):
    piece, later = log.meta["joined_piece"], log.meta["joined_later"]
    moved = log.joined_other_ends - log.joined_ends
    assert (moved[:piece] == 0).all() and moved[piece] > 0 and (moved[piece:] == moved[piece]).all()
    assert later > piece and not log.joined_again[piece + 1:].any()
    assert log.text("joined_later_key") not in (log.text("joined_key"), log.text("joined_other_key"))


def test_all_chapters_are_there_with_a_picture_each(log):
    height, width, _ = log.picture("joined_film").shape
    assert len(log.joined_seconds) == len(SUBJECT.chapters) and (width, height) == (
        joined.SMALL[0], joined.SMALL[1] * len(SUBJECT.chapters))


def test_captions_follow_each_other_and_say_the_lines(log):
    made = log.meta["joined_captions"]
    assert all(start < end <= following for (start, end, _), (following, *_) in zip(made, made[1:]))
    assert made[0][2].split() == log.text("joined_after").split()[:len(made[0][2].split())]


def test_the_finished_sound_is_as_loud_from_line_to_line(log):
    end = log.joined_other_ends[-1]
    begins, moments = [*log.joined_begins, end], (np.arange(joined.LOUDNESSES) + 0.5) / joined.LOUDNESSES * end

    def spread(loudness):
        lines = [loudness[(moments >= a) & (moments < b)] for a, b in zip(begins, begins[1:])]
        spoken = [np.sqrt(np.mean(line[line > 0.1 * loudness.max()] ** 2)) for line in lines]
        return max(spoken) / min(spoken)
    assert spread(log.joined_level) < min(DECIBEL, spread(log.joined_raw))
