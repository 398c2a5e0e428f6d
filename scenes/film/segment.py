"""How a piece of film is encoded: colours of high-definition television, said so in the file; it appears when complete.

Manim leaves the colours of a film unmarked, and players then guess: what is drawn #56B4E9 would be shown a little off.
"""

import os
from fractions import Fraction
from pathlib import Path

import av
from manim.scene.video_segment_encoder import VideoSegmentEncoder

BT709 = 1       # ITU-R BT.709, the code for primaries, transfer and matrix alike
LIMITED = 1     # luma 16..235


class SegmentEncoder(VideoSegmentEncoder):
    """Manim's encoder for one play call; a held frame is converted only once."""

    def __init__(self, *, target: Path, spec) -> None:
        self.final = target
        super().__init__(target=target.with_name(f".{target.stem}.{os.getpid()}.part{target.suffix}"), spec=spec)
        context = self._stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED

    def write_frame(self, pixels, *, repeat: int = 1) -> None:
        """Encode (height, width, 4) uint8 RGBA pixels `repeat` times."""
        self._validate_frame(pixels, repeat)
        try:
            frame = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(
                format=self.spec.pixel_format, dst_colorspace=BT709, dst_color_range=LIMITED)
            frame.time_base = Fraction(self.spec.frame_rate.denominator, self.spec.frame_rate.numerator)
            for _ in range(repeat):
                frame.pts = self._next_pts
                self._next_pts += 1
                for packet in self._stream.encode(frame):
                    self._container.mux(packet)
        except BaseException as error:
            raise self._operation_error("encode", error) from error

    def finish(self) -> None:
        """Close the file and give it its name."""
        if not self._closed:
            super().finish()
            os.replace(self.target, self.final)
