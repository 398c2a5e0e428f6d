"""What x264 writes for a picture that stands still, learned once, so that it need not look at it again and again.

For a frame that is as the one before, each part of the picture is skipped; whatever the picture, the bytes are the
same, but for the number of the frame, which begins anew after some frames. x264 takes as long for them as for others.
What it encodes after frames of which it was not told has to be numbered on.
"""

import re
from fractions import Fraction
from functools import cache

import av
import numpy as np

FRAMES = 50        # that are encoded to learn it
LONGEST = 32       # of them, after which the numbers must have begun anew
QUANTISER = "26"   # x264's middle one; a picture that skips all its parts has no use for it
SMALL = 64         # pixels of a side of the picture on which it is tried
TRIED = LONGEST + 1, 3, 1      # times that each picture of a trial stands
START = b"\0\0\1"  # of what a packet consists of; a byte that says what it is follows
NUMBERED = 8       # bytes of a packet of a picture that stands, in which its number is, and nothing else that changes
FIELDS = 3         # before a number: other ones, each with a bit of 1 in its middle and zeros before it
HEAD = 32          # bits in which all of these are


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
    packets = _encoded([np.full(3 * width * height, 128, np.uint8)] * FRAMES, pixel_format, width, height, constant)
    if [(packet.pts, packet.is_keyframe) for packet in packets] != [(i, i == 0) for i in range(FRAMES)]:
        return []
    written = [bytes(packet) for packet in packets[1:]]
    return written[:_period(written)]


class Count:
    """Numbers the frames of a film in which some were encoded and others are repeats that the encoder was not told of."""

    def __init__(self, repeats: list[bytes]):
        self.repeats, self._numbers = repeats, len({packet[:NUMBERED] for packet in repeats})
        self._since_key = self._untold = 0

    def encoded(self, packet: bytes, is_key: bool) -> bytes:
        """The next packet of the encoder, as it is to be written."""
        if is_key:
            self._since_key = self._untold = 0
        self._since_key += 1
        by = self._untold % max(self._numbers, 1)
        return _numbered_on(packet, by, self._numbers) if by else packet

    def repeat(self) -> bytes:
        """The packet of one more frame in which nothing changes."""
        self._since_key += 1
        self._untold += 1
        return self.repeats[(self._since_key - 2) % len(self.repeats)]


def _numbered_on(packet, by, numbers):
    """A packet whose frame has a number higher by so many, of so many."""
    begin = packet.index(START) + len(START) + 1
    data = packet[begin:].replace(b"\0\0\3", b"\0\0")      # a 3 was put in where the data would look like a start
    bits, at, digits = "{:0{}b}".format(int.from_bytes(data[:HEAD // 8], "big"), HEAD), 0, (numbers - 1).bit_length()
    for _ in range(FIELDS):
        at += 2 * (bits.index("1", at) - at) + 1
    number = (int(bits[at:at + digits], 2) + by) % numbers
    bits = f"{bits[:at]}{number:0{digits}b}{bits[at + digits:]}"
    data = int(bits, 2).to_bytes(HEAD // 8, "big") + data[HEAD // 8:]
    return packet[:begin] + re.sub(b"\0\0(?=[\0-\3])", b"\0\0\3", data)


@cache
def _works_for_noise(pixel_format, options):
    """Whether what was learned of a grey picture makes another one stand still, too: noise, which nothing predicts.

    And whether what is encoded after it stays as it is: noise of which half is other, and then the first, for which an
    encoder that knows more than the picture before would look there.
    """
    if not (learned := _learned(pixel_format, SMALL, SMALL, options)):
        return False
    noise, other = np.random.default_rng(0).integers(0, 256, (2, 3 * SMALL ** 2), np.uint8)
    other[::2] = noise[::2]
    encoded = _encoded([noise, other, noise], pixel_format, SMALL, SMALL, options)
    if len(encoded) != len(TRIED):
        return False
    count, packets, wanted = Count(learned), [], []
    for packet, picture, times in zip(encoded, _decoded(map(bytes, encoded)), TRIED):
        packets += [count.encoded(bytes(packet), packet.is_keyframe), *(count.repeat() for _ in range(times))]
        wanted += [picture] * (1 + times)
    shown = _decoded(packets)
    return len(shown) == len(wanted) and all(map(np.array_equal, shown, wanted))


def _decoded(packets):
    decoder = av.CodecContext.create("h264", "r")
    shown = [frame.to_ndarray() for data in packets for frame in decoder.decode(av.Packet(data))]
    return shown + [frame.to_ndarray() for frame in decoder.decode(None)]


def _encoded(pictures, pixel_format, width, height, options):
    """The packets of some pictures."""
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt = width, height, pixel_format
    context.time_base, context.options = Fraction(1, 60), dict(options)
    packets = []
    for number, values in enumerate(pictures):
        frame = av.VideoFrame(width, height, pixel_format)
        for plane in frame.planes:
            np.frombuffer(plane, np.uint8)[:] = np.resize(values, plane.buffer_size)
        frame.pts = number
        packets += context.encode(frame)
    return packets + context.encode()


def _period(packets):
    """After how many packets they begin anew; 0 if they don't."""
    for period in range(1, LONGEST + 1):
        if packets[period:] == packets[:-period]:
            return period
    return 0
