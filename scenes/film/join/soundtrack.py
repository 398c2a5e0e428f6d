"""The sound: clips laid down at the frames of their cues, made equally loud, limited and encoded once.

Loudness after ITU-R BS.1770, peaks between samples by fourfold oversampling as its annex 2 says. A film's sound is
worked on in blocks, so that what is read is still in the processor's cache, and by a thread for each core.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from io import BytesIO
from itertools import pairwise

import av
import numpy as np
from scipy.ndimage import minimum_filter1d
from scipy.signal import firwin, oaconvolve, sosfilt

from scenes.film.voice.speech import SAMPLE_RATE

LOUDNESS = -14.0       # LUFS of the finished sound, what video platforms play at
TOLERANCE = 0.1        # LUFS
CEILING = -1.5         # dBTP before encoding, so that the decoded sound stays below HIGHEST
HIGHEST = -1.0         # dBTP
CLIP_LOUDNESS = -20.0  # LUFS of every clip, so that no line is louder than another
WINDOW = 0.04          # seconds over which the limiter turns down and up again
BIT_RATE = 160_000
CODER = "fast"         # at this rate nearer to what is encoded than the default search, in 0.6 of its time
STEREO = 10 * np.log10(2)   # the same sound on two channels is that much louder than on one
STEP = SAMPLE_RATE // 10    # samples from one block of 0.4 s to the next in the measurement of loudness
WEIGHTING = np.array([      # K weighting of BS.1770 at 48 kHz: how loud the frequencies are to the ear
    [1.53512485958697, -2.69169618940638, 1.19839281085285, 1, -1.69065929318241, 0.73248077421585],
    [1, -2, 1, 1, -1.99004745483398, 0.99007225036621]])
BETWEEN = 4 * firwin(81, 1 / 4, window=("kaiser", 5)).astype(np.float32)[1:].reshape(-1, 4).T[:3]
# (3, 20): what makes out of samples the values 1/4, 2/4 and 3/4 of the way to the next one
FRAME = 1024           # samples from one AAC packet to the next
PIECE = 60             # seconds that are encoded at a time, at least; the same on every machine, as the sound is
REACH = 250            # packets to both sides in which a quiet place is looked for to cut
RUN_UP = 50            # packets before and after a piece that are encoded with it and dropped: encoders remember


def build(cues, clock) -> np.ndarray:
    """One track, float32 mono at 48 kHz, exactly as long as what is written of the scene; clips levelled."""
    return clock.keep_written(lay(cues, clock))


def lay(cues, clock) -> np.ndarray:
    """The clips of a whole scene at their places."""
    track = np.zeros(clock.sample(clock.frame), np.float32)
    for cue in cues:
        start = clock.sample(cue.frame)
        clip = level(cue.speech.samples)[:max(len(track) - start, 0)]
        track[start:start + len(clip)] += clip
    return track


def level(samples: np.ndarray) -> np.ndarray:
    """A clip at the loudness that all clips have."""
    present = loudness(samples)
    return samples if present is None else samples * np.float32(_gain(CLIP_LOUDNESS - present))


def master(track: np.ndarray, ceiling: float = CEILING) -> np.ndarray:
    """The track at LOUDNESS on two channels, with no peak above the ceiling (dBTP)."""
    present = loudness(track)
    if present is None:
        return track
    peaks, gain = _peaks(track), LOUDNESS - STEREO - present
    for _ in range(8):
        factor = np.float32(_gain(gain))
        result = _in_blocks(lambda part: factor * turned_down(part * factor, ceiling), peaks, _window())
        result *= track
        miss = LOUDNESS - STEREO - loudness(result)
        if abs(miss) < TOLERANCE:
            break
        gain += miss
    return result


def turned_down(peaks: np.ndarray, ceiling: float) -> np.ndarray:
    """The gain (samples,) of a limiter that looks ahead: no peak ends up above the ceiling (dBTP).

    The gain that a peak needs is spread by a running minimum over the window and smoothed over the same window,
    so that it never exceeds what any sample needs.
    """
    needed = np.minimum(np.float32(_gain(ceiling)) / np.maximum(peaks, 1e-9), 1)
    if needed.min() >= 1:
        return needed
    window = _window()
    lowest = minimum_filter1d(needed, window, mode="nearest")
    shape = np.hanning(window + 2)[1:-1].astype(np.float32)
    smooth = oaconvolve(np.pad(lowest, window // 2, mode="edge"), shape / shape.sum(), mode="valid")
    return np.minimum(smooth, needed)


def loudness(track: np.ndarray) -> float | None:
    """Integrated loudness of a mono track in LUFS; None for silence."""
    if len(track) < 4 * STEP:
        track = np.pad(track, (0, 4 * STEP - len(track)))
    energy = _energy(track)
    blocks = (energy[:-3] + energy[1:-2] + energy[2:-1] + energy[3:]) / (4 * STEP)
    blocks = blocks[blocks >= _power(-70)]
    if not len(blocks):
        return None
    blocks = blocks[blocks > blocks.mean() / 10]
    return float(10 * np.log10(blocks.mean() / _power(0)))


def _energy(track, block=100):
    """Sums of the squares of the weighted samples over each step."""
    steps = round(len(track) / STEP)
    energy, state = np.zeros(steps), np.zeros((len(WEIGHTING), 2))
    for first in range(0, steps, block):
        heard, state = sosfilt(WEIGHTING, track[first * STEP:min(first + block, steps) * STEP], zi=state)
        heard = np.pad(heard, (0, -len(heard) % STEP)).reshape(-1, STEP)
        energy[first:first + len(heard)] = (heard ** 2).sum(1)
    return energy


def _power(loudness):
    """The mean square that has a loudness (LUFS)."""
    return 10 ** ((loudness + 0.691) / 10)


def true_peak(track: np.ndarray) -> float:
    """The highest peak, between samples too, in dBTP."""
    return 20 * np.log10(max(float(_peaks(track).max(initial=0)), 1e-9))


def encode(track: np.ndarray) -> bytes:
    """Master a track and encode it as AAC in an MP4 container, checked by decoding it again."""
    return encode_and_hear(track)[0]


def encode_and_hear(track: np.ndarray) -> tuple[bytes, np.ndarray, float]:
    """As `encode`, and with it what is heard of it: the decoded samples, and their true peak in dBTP."""
    ceiling = CEILING
    for _ in range(4):
        coded = _aac(master(track, ceiling))
        heard = decode(coded)
        peak = true_peak(heard)
        if peak <= HIGHEST:
            break
        ceiling -= peak - HIGHEST + 0.1
    return coded, heard, peak


def decode(source) -> np.ndarray:
    """The sound of a file, or of encoded bytes, as float32 mono (samples,)."""
    source = BytesIO(source) if isinstance(source, bytes) else str(source)
    with av.open(source) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


def _aac(track: np.ndarray) -> bytes:
    """A track as AAC: its pieces encoded side by side, their packets put one after another."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pieces = list(pool.map(lambda edges: _packets(track, *edges), pairwise(_edges(track))))
    file = BytesIO()
    with av.open(file, "w", format="mp4") as output:
        stream = _stream(output)
        for packet in (packet for piece in pieces for packet in piece):
            packet.stream = stream
            output.mux(packet)
    return file.getvalue()


def _edges(track):
    """The packets with which pieces begin, at quiet places, and one after the last.

    With packet i the samples from (i - 1) * FRAME to i * FRAME can be decoded; its time stamp is the first of them.
    """
    frames = len(track) // FRAME
    count = max(len(track) // (PIECE * SAMPLE_RATE), 1)
    edges = [0]
    for first in (frames * i // count - REACH for i in range(1, count)):
        energy = (track[first * FRAME:(first + 2 * REACH) * FRAME].reshape(-1, FRAME) ** 2).sum(1)
        edges.append(first + 4 + int(np.convolve(energy, np.ones(8), mode="valid").argmin()))
    return [*edges, frames + 3]


def _packets(track, first, end):
    """The packets from `first` up to `end` of a track."""
    start = max(first - RUN_UP, 0) * FRAME
    part = track[start:(end + RUN_UP) * FRAME]
    with av.open(BytesIO(), "w", format="mp4") as unused:
        stream = _stream(unused)
        frame = av.AudioFrame.from_ndarray(np.stack([part, part]), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, start, Fraction(1, SAMPLE_RATE)
        packets = [*stream.encode(frame), *stream.encode()]
    return [packet for packet in packets if first <= packet.pts // FRAME + 1 < end]


def _stream(output):
    stream = output.add_stream("aac", rate=SAMPLE_RATE, layout="stereo", options={"aac_coder": CODER})
    stream.bit_rate = BIT_RATE
    return stream


def _peaks(track: np.ndarray) -> np.ndarray:
    """For each sample the highest magnitude between its neighbours."""
    return _in_blocks(_peaks_at_once, track, 64)


def _peaks_at_once(track):
    between = oaconvolve(track[None], BETWEEN, axes=1)[:, 10:-9]
    peaks = np.maximum(np.abs(between, out=between).max(0), np.abs(track))
    return np.maximum(peaks, np.concatenate([peaks[:1], peaks[:-1]]))


def _in_blocks(function, track, margin, block=SAMPLE_RATE):
    """function(track), whose values depend on `margin` samples to both sides: in blocks, by several threads."""
    result = np.empty(len(track), np.float32)

    def work(start):
        first = max(start - margin, 0)
        done = function(track[first:start + block + margin])
        result[start:start + block] = done[start - first:start - first + block]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, range(0, len(track), block)))
    return result


def _window():
    """Samples of the limiter's window, an odd number."""
    return round(WINDOW * SAMPLE_RATE) | 1


def _gain(decibels: float) -> float:
    return 10 ** (decibels / 20)
