"""Chapters' films put one after another: every picture and every packet of sound at its place."""

from fractions import Fraction

import av
import numpy as np
import pytest

from scenes.film.join import aac, mux
from scenes.film.voice.speech import SAMPLE_RATE

RATE = 15
LATE = mux.PACKET / 2     # samples that a chapter's sound may be away from its first picture


def pictures(path, count):
    """A film of so many pictures."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for k in range(count):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 9 * k % 256, np.uint8))
            frame.pts, frame.time_base = k, Fraction(1, RATE)
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path


def sound(count, seed):
    """As long as so many pictures: silence with 0.1 s of noise in the middle."""
    track = np.zeros(count * SAMPLE_RATE // RATE, np.float32)
    middle = len(track) // 2
    noise = np.random.default_rng(seed).uniform(-1, 1, 4800 + 23)
    track[middle:middle + 4800] = np.convolve(noise, np.ones(24) / 24, "valid")      # low, as voices are
    return track


@pytest.fixture
def join(tmp_path):
    """join(lengths): the film of chapters of so many pictures each; (its path, sounds, first pictures)."""
    def joined(lengths):
        tracks = [sound(count, i) for i, count in enumerate(lengths)]
        firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).tolist()
        segments = [pictures(tmp_path / f"{i}.mp4", count) for i, count in enumerate(lengths)]
        movie = mux.Movie(segments, RATE, [(aac.encode(track), first) for track, first in zip(tracks, firsts)])
        assert mux.write(movie, tmp_path / "film.mp4") == sum(lengths)
        return tmp_path / "film.mp4", tracks, firsts
    return joined


LENGTHS = [[20, 13, 27, 31, 22], [20, 20, 20, 20], [12, 17, 12, 16, 21], [17]]


@pytest.mark.parametrize("lengths", LENGTHS)
def test_packets_of_sound_follow_each_other_without_a_gap(join, lengths):
    movie, _, _ = join(lengths)
    with av.open(str(movie)) as container:
        times = [packet.pts for packet in container.demux(audio=0) if packet.size]
        assert container.streams.audio[0].duration == pytest.approx(sum(lengths) * SAMPLE_RATE / RATE, abs=LATE + 64)
    assert set(np.diff(times)) == {mux.PACKET}


@pytest.mark.parametrize("lengths", LENGTHS)
def test_a_chapters_sound_is_nearest_to_its_pictures(join, lengths):
    movie, tracks, firsts = join(lengths)
    decoded = aac.decode(movie)
    for track, first in zip(tracks, firsts):
        loud = np.flatnonzero(track)[[0, -1]] + first * SAMPLE_RATE // RATE
        part = decoded[loud[0] - 3000:loud[1] + 3000]
        clip = track[track != 0]
        late = np.correlate(part, clip, "valid").argmax() - 3000
        place = (first * SAMPLE_RATE / RATE + late) / mux.PACKET
        assert place == round(place) and abs(late) <= LATE


def test_sound_that_begins_with_a_packet_is_where_it_was(join):
    movie, tracks, firsts = join([16, 8, 24])      # 8 pictures are 25 packets
    whole = np.concatenate(tracks)
    decoded = aac.decode(movie)[:len(whole)]
    assert np.mean((decoded - whole) ** 2) < 0.02 * np.mean(whole ** 2)


def test_pictures_follow_each_other(join):
    movie, _, _ = join([20, 13, 27])
    with av.open(str(movie)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    assert times == pytest.approx(np.arange(60) / RATE, abs=1e-4)
