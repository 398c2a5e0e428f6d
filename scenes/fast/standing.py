"""What x264 writes for a picture that stands still, learned once, so that it need not look at it again and again.

For a frame that is as the one before, each part of the picture is skipped; whatever the picture, the bytes are the
same, but for the number of the frame, which begins anew after some frames. x264 takes as long for them as for others.
"""

from fractions import Fraction
from functools import cache

import av
import numpy as np

FRAMES = 50        # that are encoded to learn it
LONGEST = 32       # of them, after which the numbers must have begun anew
QUANTISER = "26"   # x264's middle one; a picture that skips all its parts has no use for it
SMALL = 64         # pixels of a side of the picture on which it is tried


@cache
def repeat_packets(codec: str, pixel_format: str, width: int, height: int, options: tuple) -> list[bytes]:
    """Packets of the frames after a key frame in which nothing changes, again from the first one after the last.

    Empty if an encoder isn't known to write such: not x264, one that orders frames anew or looks at more than one
    before, or one that encodes the picture in another way than by skipping it, as a lossless one does.
    """
    if codec != "libx264" or not _works_for_noise(pixel_format, options):
        return []
    return _learned(pixel_format, width, height, options)


def _learned(pixel_format, width, height, options):
    constant = *options, ("qmin", QUANTISER), ("qmax", QUANTISER)     # it is part of each frame's bytes
    packets = _encoded(np.full(3 * width * height, 128, np.uint8), FRAMES, pixel_format, width, height, constant)
    if [(packet.pts, packet.is_keyframe) for packet in packets] != [(i, i == 0) for i in range(FRAMES)]:
        return []
    written = [bytes(packet) for packet in packets[1:]]
    return written[:_period(written)]


@cache
def _works_for_noise(pixel_format, options):
    """Whether what was learned of a grey picture makes another one stand still, too: noise, which nothing predicts."""
    learned = _learned(pixel_format, SMALL, SMALL, options)
    noise = np.random.default_rng(0).integers(0, 256, 3 * SMALL ** 2, np.uint8)
    first = _encoded(noise, 1, pixel_format, SMALL, SMALL, options)
    decoder = av.CodecContext.create("h264", "r")
    packets = [*map(bytes, first), *learned]
    shown = [frame.to_ndarray() for data in packets for frame in decoder.decode(av.Packet(data))]
    shown += [frame.to_ndarray() for frame in decoder.decode(None)]
    return len(shown) == len(packets) > 1 and all(np.array_equal(picture, shown[0]) for picture in shown)


def _encoded(values, frames, pixel_format, width, height, options):
    """The packets of a picture that is encoded so many times."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, pixel_format
    context.time_base, context.options = Fraction(1, 60), dict(options)
    frame = av.VideoFrame(width, height, pixel_format)
    for plane in frame.planes:
        np.frombuffer(plane, np.uint8)[:] = np.resize(values, plane.buffer_size)
    packets = []
    for number in range(frames):
        frame.pts = number
        packets += context.encode(frame)
    return packets + context.encode()


def _period(packets):
    """After how many packets they begin anew; 0 if they don't."""
    for period in range(1, LONGEST + 1):
        if packets[period:] == packets[:-period]:
            return period
    return 0
