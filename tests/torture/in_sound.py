"""Recordings: WAV files of every width, rate, number of channels and length, and headers that lie."""

import struct

import numpy as np

from scenes.film.errors import UserError
from scenes.film.voice.recordings import Recordings
from scenes.film.voice.speech import SAMPLE_RATE
from torture.trial import Trial, damaged, one_of

WIDTHS = {"8 bit": (1, 8), "16 bit": (1, 16), "24 bit": (1, 24), "32 bit": (1, 32), "float": (3, 32), "double": (3, 64)}
RATES = (4000, 8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000)
SILENCE = 0.5     # seconds before and after the tone


def wav(samples: np.ndarray, rate: int, width: str, channels: int) -> bytes:
    """RIFF of samples (n,) in -1..1, the same in each channel."""
    kind, bits = WIDTHS[width]
    many = np.repeat(samples[:, None], channels, 1)
    if kind == 3:
        data = many.astype(f"<f{bits // 8}").tobytes()
    elif bits == 8:
        data = (many * 127 + 128).astype(np.uint8).tobytes()
    elif bits == 24:
        data = (many * (2 ** 31 - 1)).astype("<i4").view(np.uint8).reshape(-1, 4)[:, 1:].tobytes()
    else:
        data = (many * (2 ** (bits - 1) - 1)).astype(f"<i{bits // 8}").tobytes()
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    return b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(data)) + data


def a_recording(rng, folder) -> Trial:
    width, rate, channels = one_of(rng, WIDTHS), one_of(rng, RATES), one_of(rng, (1, 1, 2, 2, 3, 6, 8))
    seconds, pitch = one_of(rng, (0.001, 0.2, 0.6, 3.0, 20.0)), 440
    rest = np.zeros(int(SILENCE * rate))
    tone = 0.4 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)
    data, name, whole = wav(np.concatenate([rest, tone, rest]), rate, width, channels), "", True
    what = rng.random()
    if what < 0.3:
        name, data = damaged(data, rng)
        whole = False
    elif what < 0.5:      # a header that lies
        place, size = one_of(rng, ((4, 4), (20, 2), (22, 2), (24, 4), (28, 4), (32, 2), (34, 2), (40, 4)))
        value = int(one_of(rng, (0, 1, 2, 7, 255, 65535, 2 ** 31, 2 ** 32 - 1))) % 2 ** (8 * size)
        data, name, whole = data[:place] + value.to_bytes(size, "little") + data[place + size:], f"byte {place} says {value}", False
    elif what < 0.6:
        data, name, whole = one_of(rng, ((b"", "empty", False), (data[:44], "no samples", False), (b"ID3" + data, "ID3", False),
                                         (wav(rest, rate, width, channels), "silent", False),
                                         (wav(np.full(rate, np.nan), rate, "float", channels), "NaN", False),
                                         (wav(np.full(rate, np.inf), rate, "float", channels), "infinite", False),
                                         (wav(tone * 1e30, rate, "float", channels), "loudest", False)))
    kind = one_of(rng, (".wav", ".wav", ".WAV", ".Wav"))
    (folder / "c").mkdir()
    (folder / "c" / f"k{kind}").write_bytes(data)

    def right(speech):
        if speech is None or not np.isfinite(speech.samples).all() or np.abs(speech.samples).max() > 10:
            return False
        if not whole:
            return True
        spectrum = np.abs(np.fft.rfft(speech.samples))
        heard = spectrum.argmax() * SAMPLE_RATE / len(speech.samples)
        return abs(speech.duration - seconds - 0.16) < 0.06 and (seconds < 0.1 or abs(heard - pitch) < 10)
    return Trial(f"{width}, {rate} Hz, {channels} channels, {seconds} s{kind}, {name}", lambda: Recordings(folder).read("c", "k"), right,
                 (UserError,), whole)


KINDS = {"recording": a_recording}
