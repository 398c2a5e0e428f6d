"""Writing films with PyAV: pictures are copied, never encoded again; sound is encoded once."""

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from scenes.film.clock import SAMPLE_RATE

AUDIO_BITS = 160_000


def packets(segments: list[Path], rate: Fraction):
    """Video packets of files one after another, timed in frames: (packet, pts, segment)."""
    base = 0
    for path in segments:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            count = 0
            for packet in container.demux(stream):
                if packet.size:
                    pts = round(packet.pts * packet.time_base * rate)
                    count += 1
                    yield packet, base + pts
        base += count


def write_movie(target: Path, segments: list[Path], frame_rate: float, track: np.ndarray) -> int:
    """Write the segments and a track (samples,) float32 at 48 kHz as one file; returns its frames."""
    rate = Fraction(frame_rate).limit_denominator(1001)
    timed = [(packet_pts, bytes(packet), packet.is_keyframe) for packet, packet_pts in packets(segments, rate)]
    delay = max(i - pts for i, (pts, _, _) in enumerate(timed))
    temporary = target.with_name(f".{target.stem}.part{target.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(segments[0])) as first, av.open(str(temporary), "w", format="mp4") as output:
        video = output.add_stream_from_template(first.streams.video[0])
        sound = output.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        sound.bit_rate = AUDIO_BITS
        video.time_base = 1 / rate
        for i, (pts, data, key) in enumerate(timed):
            packet = av.Packet(data)
            packet.stream, packet.time_base = video, 1 / rate
            packet.pts, packet.dts, packet.duration, packet.is_keyframe = pts, i - delay, 1, key
            output.mux(packet)
        frame = av.AudioFrame.from_ndarray(track[None, :], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, 0, Fraction(1, SAMPLE_RATE)
        for packet in sound.encode(frame):
            output.mux(packet)
        for packet in sound.encode():
            output.mux(packet)
    os.replace(temporary, target)
    return len(timed)
