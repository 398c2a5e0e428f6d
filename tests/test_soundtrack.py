"""The sound is measured as others measure it, and what is done in blocks and pieces is as if done in one go."""

from io import BytesIO

import av
import numpy as np
import pyloudnorm
import pytest
from scipy.signal import correlate, resample_poly

from scenes.film.join import soundtrack
from scenes.film.stage.clock import SAMPLE_RATE
from scenes.film.voice.hibari import HibariVoice

METER = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")     # the one of its filters that is the standard's table


def noise(seconds: float, seed: int = 0) -> np.ndarray:
    """Noise with more low than high frequencies, as voices have it."""
    white = np.random.default_rng(seed).normal(size=round(seconds * SAMPLE_RATE))
    return (0.2 * np.convolve(white, np.ones(24) / 24, "same")).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


@pytest.fixture(scope="module")
def clips():
    voice = HibariVoice()
    return [voice.speak(text, {}).samples for text in ("Two.", "One, two, three.", "An output is compared with its label.")]


@pytest.fixture
def long_track():
    """A sound of 45 s that is never silent, which is encoded in pieces."""
    syllables = 0.55 + 0.45 * np.sin(np.arange(45 * SAMPLE_RATE) * 2 * np.pi * 4 / SAMPLE_RATE)
    return (noise(45) * syllables).astype(np.float32)[:-300]


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(soundtrack, "PIECE", 11)


def test_loudness_of_lines_is_that_of_another_meter(clips):
    pauses = np.concatenate([part for clip in clips for part in (clip, silence(1.3), 0.1 * clip, silence(3))])
    for sound in (*clips, pauses):
        assert soundtrack.loudness(sound) == pytest.approx(METER.integrated_loudness(sound.astype(float)), abs=0.01)


@pytest.mark.parametrize("seconds", [0.401, 0.44, 0.46, 0.55, 1, 9.98, 10.02, 33.33])
def test_loudness_of_noise_is_that_of_another_meter(seconds):
    sound = noise(seconds)
    sound[len(sound) // 2:] *= 0.02     # so quiet that it does not count
    assert soundtrack.loudness(sound) == pytest.approx(METER.integrated_loudness(sound.astype(float)), abs=0.01)


def test_a_sound_shorter_than_a_block_counts_as_one_with_silence_after_it():
    sound = noise(0.1)
    padded = np.pad(sound, (0, round(0.4 * SAMPLE_RATE) + 1 - len(sound)))
    assert soundtrack.loudness(sound) == pytest.approx(METER.integrated_loudness(padded.astype(float)), abs=0.01)


@pytest.mark.parametrize("sound", [silence(0), silence(0.1), silence(3), 1e-5 * noise(3)])
def test_what_cannot_be_heard_has_no_loudness(sound):
    assert soundtrack.loudness(sound) is None


def test_peaks_between_samples_are_those_of_a_finer_sound():
    sound = noise(11.3)
    finer = np.abs(resample_poly(sound, 4, 1)).reshape(-1, 4).max(1)
    expected = np.maximum(finer, np.concatenate([finer[:1], finer[:-1]]))
    assert np.abs(soundtrack._peaks(sound) - expected).max() < 1e-3 * expected.max()


def test_the_peak_of_a_tone_lies_between_its_samples():
    tone = (np.hanning(4801) * np.sin(np.pi * (np.arange(4801) / 2 + 1 / 4))).astype(np.float32)
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-3, abs=0.1)
    assert soundtrack.true_peak(tone) == pytest.approx(0, abs=0.1)


def test_the_limiter_in_blocks_is_the_limiter_at_once():
    peaks = soundtrack._peaks(noise(11.3) * 8)
    at_once = soundtrack.turned_down(peaks, -1.5)
    in_blocks = soundtrack._in_blocks(lambda part: soundtrack.turned_down(part, -1.5), peaks, soundtrack._window())
    assert at_once.min() < 0.7 and np.abs(in_blocks - at_once).max() < 1e-5


def test_a_mastered_sound_is_as_loud_as_asked_for_and_nowhere_higher(long_track):
    long_track[::SAMPLE_RATE] = 0.9
    mastered = soundtrack.master(long_track)
    stereo = np.stack([mastered, mastered], axis=1).astype(float)
    assert METER.integrated_loudness(stereo) == pytest.approx(soundtrack.LOUDNESS, abs=soundtrack.TOLERANCE)
    assert soundtrack.true_peak(mastered) <= soundtrack.CEILING + 0.1


def test_what_is_heard_is_what_decoding_gives(long_track):
    coded, heard, peak = soundtrack.encode_and_hear(long_track)
    assert np.array_equal(heard, soundtrack.decode(coded))
    assert peak == soundtrack.true_peak(heard) <= soundtrack.HIGHEST


def packets(coded: bytes):
    """Times and durations of all packets, in samples; where the sound begins and how long it is; the edit list."""
    with av.open(BytesIO(coded)) as container:
        stream = container.streams.audio[0]
        times = [(packet.pts, packet.dts, packet.duration) for packet in container.demux(stream) if packet.size]
        edits = coded.index(b"elst")
        return times, stream.start_time, stream.duration, coded[edits:edits + 28]


@pytest.mark.parametrize("more", [0, 1, 511, 723, 724, 725, 1023])
def test_pieces_have_the_packets_of_one_go(long_track, monkeypatch, more):
    track = long_track[:40 * SAMPLE_RATE + more]
    at_once = soundtrack._aac(track)
    monkeypatch.setattr(soundtrack, "PIECE", 11)
    in_pieces = soundtrack._aac(track)
    assert len(soundtrack._edges(track)) == 4
    assert packets(in_pieces) == packets(at_once)
    assert len(soundtrack.decode(in_pieces)) == len(soundtrack.decode(at_once))


def test_where_pieces_meet_the_sound_is_as_good_as_in_one_go(long_track, monkeypatch):
    frame, edges = soundtrack.FRAME, range(100, 2000, 101)     # near one another, and nothing is silent there
    at_once = soundtrack.decode(soundtrack._aac(long_track))
    monkeypatch.setattr(soundtrack, "_edges", lambda track: [0, *edges, len(track) // frame + 3])
    in_pieces = soundtrack.decode(soundtrack._aac(long_track))

    def noise_level(heard):
        """Power of what differs from the track near each edge, in dB below the track."""
        near = [slice((edge - 2) * frame, (edge + 1) * frame) for edge in edges]
        return np.array([10 * np.log10(np.mean((heard[part] - long_track[part]) ** 2) / np.mean(long_track[part] ** 2))
                         for part in near])

    worse = noise_level(in_pieces) - noise_level(at_once)
    assert worse.max() < 1.5 and worse.mean() < 0.2


def test_pieces_begin_in_pauses(long_track, small_pieces):
    pauses = [(10.1, 10.5), (23.4, 23.7), (31, 31.4)]
    for begin, end in pauses:
        long_track[round(begin * SAMPLE_RATE):round(end * SAMPLE_RATE)] = 0
    edges = np.array(soundtrack._edges(long_track)[1:-1]) * soundtrack.FRAME / SAMPLE_RATE
    assert [begin < edge < end for edge, (begin, end) in zip(edges, pauses)] == [True] * 3


def test_lines_stay_at_their_samples_in_every_piece(clips, small_pieces):
    track, starts = silence(40), range(SAMPLE_RATE, 36 * SAMPLE_RATE, 3 * SAMPLE_RATE + 77)
    for start in starts:
        track[start:start + len(clips[2])] += clips[2]
    heard = soundtrack.decode(soundtrack.encode(track))
    found = [start - 500 + correlate(heard[start - 500:start + len(clips[2]) + 500], clips[2], "valid").argmax()
             for start in starts]
    assert found == list(starts)
