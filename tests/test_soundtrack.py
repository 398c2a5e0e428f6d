"""The sound is measured as others measure it, is as loud as it should be, and is the same each time."""

import os
import subprocess
import sys

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import correlate, resample_poly

from scenes.film.join import aac, soundtrack
from scenes.film.join.limiter import LOUDNESS, TOLERANCE, WINDOW, master, turned_down
from scenes.film.join.level import together
from scenes.film.join.loudness import in_blocks, loudness, peaks, true_peak
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
    texts = ("Two.", "One, two, three.", "An output is compared with its label.")
    return [voice.speak(text, {}).samples for text in texts]


@pytest.fixture
def long_track():
    """A sound of 45 s that is never silent."""
    syllables = 0.55 + 0.45 * np.sin(np.arange(45 * SAMPLE_RATE) * 2 * np.pi * 4 / SAMPLE_RATE)
    return (noise(45) * syllables).astype(np.float32)[:-300]


def test_loudness_of_lines_is_that_of_another_meter(clips):
    pauses = np.concatenate([part for clip in clips for part in (clip, silence(1.3), 0.1 * clip, silence(3))])
    for sound in (*clips, pauses):
        assert loudness(sound) == pytest.approx(METER.integrated_loudness(sound.astype(float)), abs=0.01)


@pytest.mark.parametrize("seconds", [0.401, 0.44, 0.46, 0.55, 1, 9.98, 10.02, 33.33])
def test_loudness_of_noise_is_that_of_another_meter(seconds):
    sound = noise(seconds)
    sound[len(sound) // 2:] *= 0.02     # so quiet that it does not count
    assert loudness(sound) == pytest.approx(METER.integrated_loudness(sound.astype(float)), abs=0.01)


def test_a_sound_shorter_than_a_block_counts_as_one_with_silence_after_it():
    sound = noise(0.1)
    padded = np.pad(sound, (0, round(0.4 * SAMPLE_RATE) + 1 - len(sound)))
    assert loudness(sound) == pytest.approx(METER.integrated_loudness(padded.astype(float)), abs=0.01)


@pytest.mark.parametrize("sound", [silence(0), silence(0.1), silence(3), 1e-5 * noise(3)])
def test_what_cannot_be_heard_has_no_loudness(sound):
    assert loudness(sound) is None


def test_sounds_one_after_another_are_as_loud_as_their_mean(clips):
    quieter = [0.9 * clip for clip in clips]
    sounds = [*clips, *quieter, silence(0.2)]
    whole = METER.integrated_loudness(np.concatenate(sounds).astype(float))
    assert together([(loudness(sound), len(sound) / SAMPLE_RATE) for sound in sounds]) == pytest.approx(whole, abs=0.5)
    assert together([(-14.0, 60), (-17.0103, 60)]) == pytest.approx(-15.2494, abs=1e-3)
    assert together([(None, 60), (-14.0, 1)]) == pytest.approx(-14) and together([(None, 60)]) is None


def test_peaks_between_samples_are_those_of_a_finer_sound():
    sound = noise(11.3)
    finer = np.abs(resample_poly(sound, 4, 1)).reshape(-1, 4).max(1)
    expected = np.maximum(finer, np.concatenate([finer[:1], finer[:-1]]))
    assert np.abs(peaks(sound) - expected).max() < 1e-3 * expected.max()


def test_the_peak_of_a_tone_lies_between_its_samples():
    tone = (np.hanning(4801) * np.sin(np.pi * (np.arange(4801) / 2 + 1 / 4))).astype(np.float32)
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-3, abs=0.1)
    assert true_peak(tone) == pytest.approx(0, abs=0.1)


def test_the_limiter_in_blocks_is_the_limiter_at_once():
    highest = peaks(noise(11.3) * 8)
    at_once = turned_down(highest, -1.5)
    blocked = in_blocks(lambda part: turned_down(part, -1.5), highest, WINDOW)
    assert at_once.min() < 0.7 and np.abs(blocked - at_once).max() < 1e-5


def test_a_mastered_sound_is_as_loud_as_asked_for_and_nowhere_higher(long_track):
    long_track[::SAMPLE_RATE] = 0.9
    mastered = master(long_track, soundtrack.CEILING)
    stereo = np.stack([mastered, mastered], axis=1).astype(float)
    assert METER.integrated_loudness(stereo) == pytest.approx(LOUDNESS, abs=TOLERANCE)
    assert true_peak(mastered) <= soundtrack.CEILING + 0.1


def test_what_is_told_of_a_sound_is_what_is_heard_of_it(long_track):
    sound = soundtrack.finish(long_track)
    decoded = aac.decode(sound.coded)
    stereo = np.stack([decoded, decoded], axis=1).astype(float)
    assert METER.integrated_loudness(stereo) == pytest.approx(sound.loudness, abs=0.01) == pytest.approx(-14, abs=0.2)
    assert sound.true_peak == true_peak(decoded) <= soundtrack.HIGHEST


def test_a_peak_that_encoding_raises_too_high_is_turned_down_further(long_track, monkeypatch):
    plain, louder = aac.encode, np.float32(1.12)
    monkeypatch.setattr(aac, "encode", lambda track: plain(track * louder))
    assert true_peak(aac.decode(aac.encode(master(long_track, soundtrack.CEILING)))) > soundtrack.HIGHEST
    assert soundtrack.finish(long_track).true_peak <= soundtrack.HIGHEST


def test_silence_stays_silent():
    sound = soundtrack.finish(silence(2))
    assert sound.loudness is None and not aac.decode(sound.coded).any()


def test_a_sound_is_made_once_for_the_same_track(tmp_path, monkeypatch):
    made, finish, file = [], soundtrack.finish, tmp_path / "chapter" / "sound.npz"
    monkeypatch.setattr(soundtrack, "lay", lambda cues, clock: cues)
    monkeypatch.setattr(soundtrack, "finish", lambda track: made.append(track) or finish(track))
    for track in (noise(2), silence(2)):
        there = len(made)
        sound = soundtrack.of(track, None, file)
        assert sound == finish(track) == soundtrack.of(track, None, file) and len(made) == there + 1
    assert soundtrack.of(noise(2), None, file) == finish(noise(2)) and len(made) == 3
    file.write_bytes(file.read_bytes()[:-500])
    assert soundtrack.of(noise(2), None, file) == finish(noise(2)) and len(made) == 4
    monkeypatch.setattr(soundtrack, "versions", dict)
    assert soundtrack.of(noise(2), None, file) == finish(noise(2)) and len(made) == 5


PROGRAM = """
import hashlib, os, sys
import numpy as np
from scenes.film.join import soundtrack
os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:int(sys.argv[1])]))
track = np.random.default_rng(0).normal(size=480_000).astype(np.float32) * 0.05
print(hashlib.sha256(soundtrack.finish(track).coded).hexdigest())
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system gives a process any of its cores")
def test_the_bytes_are_the_same_each_time_on_one_core_and_on_two():
    digests = {subprocess.run([sys.executable, "-c", PROGRAM, cores], capture_output=True, text=True, check=True).stdout
               for cores in ("1", "2", "2")}
    assert len(digests) == 1


def test_what_is_decoded_is_what_was_encoded(long_track):
    decoded = aac.decode(aac.encode(long_track))[:len(long_track)]
    noise_of_the_coder = np.mean((decoded - long_track) ** 2) / np.mean(long_track ** 2)
    assert 10 * np.log10(noise_of_the_coder) < -20


def test_lines_stay_at_their_samples(clips):
    track, starts = silence(40), range(SAMPLE_RATE, 36 * SAMPLE_RATE, 3 * SAMPLE_RATE + 77)
    for start in starts:
        track[start:start + len(clips[2])] += clips[2]
    decoded = aac.decode(soundtrack.finish(track).coded)
    found = [start - 500 + correlate(decoded[start - 500:start + len(clips[2]) + 500], clips[2], "valid").argmax()
             for start in starts]
    assert found == list(starts)
