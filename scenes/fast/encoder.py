"""Encodes what Manim draws with less work: only what has changed in the picture is copied and converted.

Manim converts every frame from RGBA whole, a held one as often as it is written. It also leaves the colours of a film
unmarked, and players then guess: what is drawn #56B4E9 would be shown a little off. Here they are those of
high-definition television, and the file says so. A piece of film gets its name when it is complete.

    renderer = CairoRenderer(FastFileWriter)
    MyScene(renderer=renderer)

A renderer that knows what it has drawn anew tells the writer: `write_frame(pixels, changed=[(x0, y0, x1, y1), ...])`.
"""

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import VideoReformatter
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from scenes.fast.standing import Count, repeat_packets

BT709 = 1       # ITU-R BT.709, the code for primaries, transfer and matrix alike
LIMITED = 1     # luma 16..235
REACH = 4       # pixels by which a change reaches beyond itself when colours are halved, and as many to spare
GRID = 32       # pixels to which patches grow, so that few sizes of them occur
MOST = 0.6      # of a picture; if more of it has changed, it is converted whole


@dataclass(frozen=True)
class Patch:
    """Part of a picture: its RGBA pixels (height, width, 4), where they lie (x, y), and which of them are exact.

    exact: the rectangle (x0, y0, x1, y1) of the picture that can be converted from these pixels as if from the whole.
    """

    pixels: np.ndarray
    x: int
    y: int
    exact: tuple[int, int, int, int]


class FastFileWriter(SceneFileWriter):
    """Manim's writer, told what has changed; the pixels stay the caller's, who may draw on into the same array."""

    def _create_segment_encoder(self, target: Path) -> "FastEncoder":
        return FastEncoder(target=target, spec=self.video_encoder)

    def write_frame(self, pixels: np.ndarray, *, repeat: int = 1, changed=None) -> None:
        """Write (height, width, 4) uint8 RGBA pixels `repeat` times.

        changed: rectangles (x0, y0, x1, y1), in pixels, outside of which the picture is that of the frame written
        before; none of them if nothing has changed, None if that is not known.
        """
        job = self._current_encode_job
        if job is not None and not job.failed:
            super().write_frame(job.encoder.taken(pixels, changed), repeat=repeat)
        else:
            super().write_frame(pixels, repeat=repeat)


class FastEncoder(VideoSegmentEncoder):
    """Manim's encoder for one play call, given pictures by their changes; under: the path that the file has until it is whole."""

    def __init__(self, *, target: Path, spec, under: Path | None = None) -> None:
        self.final = target
        super().__init__(target=under or target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}"), spec=spec)
        context = self._stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        self._time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        self._in_parts = spec.pixel_format == "yuv420p"
        self._begun = False
        self._frame = None                   # the picture last written, converted
        self._written = 0                    # packets
        self._count = Count(repeat_packets(spec.codec, spec.pixel_format, spec.width, spec.height, spec.options))
        self._reformatters = {}              # by size: each is set up for one

    def taken(self, pixels: np.ndarray, changed=None) -> list[Patch]:
        """What is needed of a picture to write it after the last one taken, copied; `changed` as for the writer."""
        self._validate_frame(pixels, 1)
        height, width, _ = pixels.shape
        patches = None
        if self._begun and changed is not None:
            patches = [_patch(pixels, rectangle) for rectangle in changed]
            area = sum(patch.pixels.size for patch in patches)
        if patches is None or patches and (not self._in_parts or area > MOST * pixels.size):
            patches = [Patch(pixels.copy(), 0, 0, (0, 0, width, height))]
        self._begun = True
        return patches

    def write_frame(self, picture, *, repeat: int = 1, changed=None) -> None:
        """Encode a picture `repeat` times: RGBA pixels and what has changed in them, or what `taken` gave for them."""
        patches = self.taken(picture, changed) if isinstance(picture, np.ndarray) else picture
        try:
            for patch in patches:
                self._show(patch)
            for again in range(repeat):
                if again or not patches:
                    self._repeat()
                else:
                    self._encode(self._frame)
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def finish(self) -> None:
        """Write what the encoder still has, close the file and give it its name."""
        if self._closed:
            return
        try:
            self._mux(self._stream.encode())
            self._fill(self._next_pts)
            self._closed = True
            self._container.close()
        except BaseException as error:
            raise self._operation_error("finish", error) from error
        os.replace(self.target, self.final)

    def _repeat(self):
        """The picture stands for one more frame. If it is known what is written for that, the encoder is not told."""
        if self._count.repeats:
            self._next_pts += 1
        else:
            self._encode(self._frame)

    def _encode(self, frame):
        frame.pts = self._next_pts
        self._next_pts += 1
        self._mux(self._stream.encode(frame))

    def _mux(self, packets):
        """Write packets of the encoder, and before each the frames of which it was not told."""
        for packet in packets:
            if self._count.repeats:
                self._fill(packet.pts)
                self._write(self._count.encoded(bytes(packet), packet.is_keyframe), packet.is_keyframe)
            else:
                self._container.mux(packet)

    def _fill(self, end):
        while self._count.repeats and self._written < end:
            self._write(self._count.repeat())

    def _write(self, data, is_key=False):
        packet = av.Packet(data)
        packet.stream, packet.time_base = self._stream, self._time_base
        packet.pts = packet.dts = self._written
        packet.duration, packet.is_keyframe = 1, is_key
        self._written += 1
        self._container.mux(packet)

    def _show(self, patch):
        part = self._converted(patch.pixels)
        if patch.pixels.shape[:2] == (self.spec.height, self.spec.width):
            self._frame = part
            return
        self._frame.make_writable()
        x0, y0, x1, y1 = patch.exact
        for half, (new, old) in enumerate(zip(_planes(part), _planes(self._frame))):
            scale = 2 if half else 1
            rows, columns = slice(y0 // scale, y1 // scale), slice(x0 // scale, x1 // scale)
            left, top = patch.x // scale, patch.y // scale
            old[rows, columns] = new[rows.start - top:rows.stop - top, columns.start - left:columns.stop - left]

    def _converted(self, pixels):
        size = pixels.shape[:2]
        if size not in self._reformatters:
            self._reformatters[size] = VideoReformatter()
        frame = self._reformatters[size].reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"), format=self.spec.pixel_format,
            dst_colorspace=BT709, dst_color_range=LIMITED, threads=1)
        frame.time_base = self._time_base
        return frame


def _patch(pixels, rectangle):
    """The rectangle and what it changes around it, with as much beyond as that depends on."""
    height, width, _ = pixels.shape
    x0, x1 = _grown(rectangle[0], rectangle[2], width)
    y0, y1 = _grown(rectangle[1], rectangle[3], height)
    exact = (x0 + REACH if x0 else 0, y0 + REACH if y0 else 0,
            x1 - REACH if x1 < width else width, y1 - REACH if y1 < height else height)
    return Patch(pixels[y0:y1, x0:x1].copy(), x0, y0, exact)


def _grown(start, stop, size):
    start, stop = int(start) - 2 * REACH, int(stop) + 2 * REACH
    return max(start // GRID * GRID, 0), min(-(-stop // GRID) * GRID, size)


def _planes(frame):
    return [np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[:, :plane.width] for plane in frame.planes]
